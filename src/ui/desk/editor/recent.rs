//! "Recent changes": what was done, the latest first, with the way back to any point.

use leptos::{html, prelude::*};

use super::{Open, steps::told};
use crate::{
    domain::draft::Editor,
    message::Desk,
    platform::intl,
    ui::{
        desk::parts::{focus_later, sheet},
        text::{LANGUAGE, t},
    },
};

const ID: &str = "desk-recent";
/// So many are listed: nobody reads further back.
const MOST: usize = 100;

/// The button that opens it.
pub fn button(open: Open, can_undo: Memo<bool>) -> AnyView {
    html::button()
        .class("button quiet desk-recent")
        .r#type("button")
        .prop("disabled", move || !can_undo.get())
        .attr("aria-haspopup", "dialog")
        .on(leptos::ev::click, move |_| open.recent.set(true))
        .child(t(Desk::RecentChanges))
        .into_any()
}

/// The dialog.
pub fn view(open: Open) -> AnyView {
    let content = move || {
        let steps = open.editor.with_untracked(|editor: &Editor| editor.steps().take(MOST).collect::<Vec<_>>());
        let entries: Vec<_> = steps
            .iter()
            .enumerate()
            .map(|(at, step)| {
                let id = format!("desk-step-{at}");
                let back = move |_| {
                    // The dialog gives the focus back to the button that opened it, which has nothing to do by then, perhaps.
                    open.recent.set(false);
                    (0..=at).for_each(|_| open.turn(true));
                    focus_later("desk-redo".to_owned(), None);
                };
                let when =
                    step.at.map(|at| intl::date(LANGUAGE, at.0, &intl::local_zone(), &[("dateStyle", "medium"), ("timeStyle", "short")]));
                html::li().class("desk-version").child((
                    html::span()
                        .class("desk-version-text desk-told")
                        .id(id.clone())
                        .child((told(step), when.map(|when| html::span().class("desk-facts").child(when)))),
                    html::button()
                        .class("button quiet")
                        .r#type("button")
                        .attr("aria-describedby", id)
                        .on(leptos::ev::click, back)
                        .child(t(Desk::UndoToHere)),
                ))
            })
            .collect();
        html::ol().class("desk-versions").role("list").aria_label(t(Desk::RecentChanges)).child(entries).into_any()
    };
    sheet(ID, Desk::RecentChanges, open.recent, content)
}

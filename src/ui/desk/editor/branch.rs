//! One item with what is below it, alone on the page (U13): the way in, the path above it, and the way back to the same place.

use leptos::{ev, html, prelude::*};

use super::{Open, named, title_id};
use crate::{
    domain::model::ItemId,
    message::Desk,
    platform::dom,
    ui::{
        desk::{
            button,
            parts::{focus_later, own},
        },
        text::t,
    },
};

/// Shows an item alone.
pub fn enter(open: Open, id: &ItemId) {
    if open.branch.with_untracked(Option::is_none) {
        open.came_from.set_value(dom::window().scroll_y().unwrap_or(0.0));
    }
    open.branch.set(Some(id.clone()));
    focus_later(title_id(id), None);
}

/// Shows the whole agenda again, where it was.
pub fn leave(open: Open) {
    let Some(id) = open.branch.try_update(Option::take).flatten() else { return };
    let at = open.came_from.get_value();
    // When the rows are there again.
    dom::next_frame(move || {
        if let Some(title) = dom::by_id(&title_id(&id)) {
            dom::focus_in_place(&title);
        }
        dom::window().scroll_to_with_x_and_y(0.0, at);
    });
}

/// The path from the agenda to the item that is shown alone; nothing while the whole agenda is shown.
pub fn path(open: Open) -> AnyView {
    let above = open.told(move |editor| {
        let draft = editor.draft();
        let mut path = Vec::new();
        let mut at = open.branch.get();
        while let Some(item) = at.as_ref().and_then(|id| draft.item(id)) {
            path.insert(0, (item.id.clone(), named(item)));
            at = draft.place(&item.id).and_then(|place| place.parent);
        }
        path
    });
    let content = move || {
        let mut path = above.get();
        let (_, here) = path.pop()?;
        let step = |(id, title): (ItemId, String)| {
            let go = move |_| enter(open, &id);
            html::li().class("desk-step").child(
                html::button()
                    .class("button quiet")
                    .r#type("button")
                    .on(ev::click, go)
                    .child(html::span().class("desk-step-title").child(own(&title))),
            )
        };
        let steps: Vec<_> = path.into_iter().map(step).collect();
        let escape = move |event: web_sys::KeyboardEvent| {
            if event.key() == "Escape" {
                leave(open);
            }
        };
        let list = html::ol().class("desk-steps").child((
            html::li().class("desk-step").child(button("button quiet", Desk::AllItems, move || leave(open))),
            steps,
            html::li().class("desk-step").attr("aria-current", "true").child(html::span().class("desk-step-title").child(own(&here))),
        ));
        Some(html::nav().class("desk-path").aria_label(t(Desk::Path)).on(ev::keydown, escape).child(list))
    };
    html::div().class("desk-path-place").child(content).into_any()
}

//! "Move…": an item, with all below it, to a chosen place, without dragging (WCAG 2.2, 2.5.7).

use leptos::{ev, html, prelude::*};

use super::{Open, named};
use crate::{
    domain::{
        draft::{Change, Draft, Place, commands},
        model::ItemId,
    },
    message::Desk,
    ui::{
        desk::{
            button,
            parts::{Dialog, dialog, field, value},
        },
        text::{t, tn, tv},
    },
};

const LOOK: Dialog = Dialog { id: "desk-place", class: "desk-question", description: None };

/// The three ways to stand by another item.
const WAYS: [(&str, Desk); 3] = [("before", Desk::Before), ("after", Desk::After), ("inside", Desk::Inside)];

/// The move that is meant, if it is possible.
fn change(draft: &Draft, moved: &[ItemId], way: &str, target: &ItemId) -> Option<Change> {
    let at = draft.place(target)?;
    let (place, day) = match way {
        "before" => (at, commands::day_of(draft, target)),
        "after" => (Place { index: at.index + 1, ..at }, commands::day_of(draft, target)),
        _ => (Place { parent: Some(target.clone()), index: draft.item(target)?.agenda_item.len() }, None),
    };
    commands::move_items_to(draft, moved, &place, day)
}

/// The dialog; it is there while an item is to be moved.
pub fn view(open: Open) -> AnyView {
    let way = RwSignal::new("after".to_owned());
    let target = RwSignal::new(String::new());
    let close = move || {
        if let Some(item) = open.moving.get_untracked().first() {
            open.moving.set(Vec::new());
            super::focus_later(super::title_id(item), None);
        }
    };
    let name = move || match open.moving.read().as_slice() {
        [one] => {
            let title = open.editor.with(|editor| editor.draft().item(one).map(named)).unwrap_or_default();
            tv(Desk::MoveTitle, &[("title", &title)])
        }
        several => tn(Desk::MoveSeveral, several.len(), &[]),
    };
    let content = move || {
        let items = open.moving.get();
        let others = open.editor.with_untracked(|editor| {
            let draft = editor.draft();
            let is_other = |id: &ItemId| items.iter().all(|item| id != item && !draft.is_inside(id, item));
            let listed = draft.reading_order().into_iter().filter(|(other, _)| is_other(&other.id));
            let text = |other, level: usize| format!("{}{}", "\u{2003}".repeat(level - 1), named(other));
            listed.map(|(other, level)| (other.id.to_string(), text(other, level))).collect::<Vec<_>>()
        });
        // The first choice that would move it.
        let choices = others.first().into_iter().chain(others.last()).flat_map(|(id, _)| WAYS.map(|(way, _)| (way, id.clone())));
        let possible = |(way, id): &(&str, String)| open.ask(|draft| change(draft, &items, way, &id.as_str().into())).is_some();
        if let Some((first_way, first)) = choices.into_iter().find(possible) {
            way.set(first_way.to_owned());
            target.set(first);
        }
        let wanted = {
            let items = items.clone();
            move || open.editor.with(|editor| change(editor.draft(), &items, &way.get(), &target.get().as_str().into()))
        };
        let can = {
            let wanted = wanted.clone();
            Memo::new(move |_| wanted().is_some())
        };
        let go = move || {
            let change = untrack(&wanted);
            close();
            open.perform(change);
        };
        let ways: Vec<_> = WAYS
            .into_iter()
            .map(|(value, text)| html::option().value(value).prop("selected", move || way.get() == value).child(t(text)))
            .collect();
        let options: Vec<_> = others
            .into_iter()
            .map(|(id, text)| {
                let own = id.clone();
                html::option().value(id).prop("selected", move || target.get() == own).child(text)
            })
            .collect();
        (
            html::h2().class("desk-subheading").child(name()),
            html::div().class("desk-fields").child((
                field(Desk::Where, html::select().class("desk-select").on(ev::change, move |event| way.set(value(&event))).child(ways)),
                field(
                    Desk::WhichItem,
                    html::select().class("desk-select").on(ev::change, move |event| target.set(value(&event))).child(options),
                ),
            )),
            html::div().class("desk-row").child((
                button("button", Desk::Cancel, close),
                html::button()
                    .class("button primary")
                    .r#type("button")
                    .prop("disabled", move || !can.get())
                    .on(ev::click, move |_| go())
                    .child(t(Desk::MoveIt)),
            )),
        )
            .into_any()
    };
    dialog(LOOK, name, move || open.moving.with(|moving| !moving.is_empty()), close, content)
}

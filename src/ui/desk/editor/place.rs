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
            parts::{close_dialog, field, modal, value},
        },
        text::{t, tn, tv},
    },
};

const ID: &str = "desk-place";

/// The three ways to stand by another item.
const WAYS: [(&str, Desk); 3] = [("before", Desk::Before), ("after", Desk::After), ("inside", Desk::Inside)];

/// The move that is meant, if it is possible.
fn change(draft: &Draft, moved: &[ItemId], way: &str, target: &ItemId) -> Option<Change> {
    let at = draft.place(target)?;
    let place = match way {
        "before" => at,
        "after" => Place { index: at.index + 1, ..at },
        _ => Place { parent: Some(target.clone()), index: draft.item(target)?.agenda_item.len() },
    };
    commands::move_items(draft, moved, &place)
}

/// The dialog; it is there while an item is to be moved.
pub fn view(open: Open) -> AnyView {
    let way = RwSignal::new("after".to_owned());
    let target = RwSignal::new(String::new());
    let close = move || {
        close_dialog(ID);
        if let Some(item) = open.moving.get_untracked().first() {
            open.moving.set(Vec::new());
            super::focus_later(super::title_id(item), None);
        }
    };
    let content = move || {
        let items = open.moving.get();
        let first = items.first()?.clone();
        let (title, others) = open.editor.with_untracked(|editor| {
            let draft = editor.draft();
            let is_other = |id: &ItemId| items.iter().all(|item| id != item && !draft.is_inside(id, item));
            let others: Vec<(String, String)> = draft
                .reading_order()
                .into_iter()
                .filter(|(other, _)| is_other(&other.id))
                .map(|(other, level)| (other.id.to_string(), format!("{}{}", "\u{2003}".repeat(level - 1), named(other))))
                .collect();
            Some((named(draft.item(&first)?), others))
        })?;
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
        let title = match items.len() {
            1 => tv(Desk::MoveTitle, &[("title", &title)]),
            count => tn(Desk::MoveSeveral, count, &[]),
        };
        let content = (
            html::h2().class("desk-subheading").child(title.clone()),
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
        );
        Some(modal(ID, title, None, close, content))
    };
    html::div().class("desk-questions").child(content).into_any()
}

//! Several items chosen at once: by their boxes, by Shift and arrows, or all; and the bar of what can be done with them.

use std::collections::BTreeSet;

use leptos::{html, prelude::*};

use super::{Many, Open, clip, row_id};
use crate::{
    domain::{
        draft::{FocusField, commands},
        model::ItemId,
    },
    message::Desk,
    ui::{
        desk::{button, parts::focus_later},
        text::{t, tn},
    },
};

/// Whether nothing is chosen.
pub fn is_none(open: Open) -> bool {
    open.chosen.with_untracked(BTreeSet::is_empty)
}

fn say(open: Open) {
    open.said.set(tn(Desk::Chosen, open.chosen.with_untracked(BTreeSet::len), &[]));
}

/// Chooses an item or lets it go; with Shift all from the one before to it.
pub fn toggle(open: Open, id: &ItemId, with_shift: bool) {
    if with_shift && !is_none(open) {
        return extend(open, id);
    }
    open.chosen.update(|chosen| {
        if !chosen.remove(id) {
            chosen.insert(id.clone());
        }
    });
    open.anchor.set_value(Some(id.clone()));
    say(open);
}

/// Chooses what stands between the item that was chosen first and this one, and nothing else.
pub fn extend(open: Open, id: &ItemId) {
    let order = open.visible();
    let place = |id: &ItemId| order.iter().position(|item| item == id);
    let Some(to) = place(id) else { return };
    let from = open.anchor.get_value().filter(|_| !is_none(open)).and_then(|anchor| place(&anchor)).unwrap_or(to);
    open.anchor.set_value(Some(order[from].clone()));
    open.chosen.set(order[from.min(to)..=from.max(to)].iter().cloned().collect());
    say(open);
}

/// Chooses every item that is shown.
pub fn all(open: Open) {
    open.chosen.set(open.visible().into_iter().collect());
    say(open);
}

/// Lets all go.
pub fn clear(open: Open) {
    open.chosen.set(Default::default());
    say(open);
}

/// Deletes from the row of an item; the row that is near then has the focus.
pub fn delete(open: Open, id: &ItemId) {
    let change = open.ask(|draft| commands::delete_items(draft, &open.targets(id)));
    open.perform(change.map(|mut change| {
        if let Some(focus) = &mut change.focus {
            (focus.field, focus.caret) = (FocusField::Row, None);
        }
        change
    }));
}

/// What can be done with what is chosen; nothing while nothing is.
pub fn bar(open: Open) -> AnyView {
    const COMMANDS: [(Desk, Many); 4] = [
        (Desk::MoveUp, commands::move_items_up),
        (Desk::MoveDown, commands::move_items_down),
        (Desk::Outdent, commands::outdent_items),
        (Desk::Indent, commands::indent_items),
    ];
    let chosen = move || open.chosen.with_untracked(|chosen| chosen.iter().cloned().collect::<Vec<_>>());
    // The focus stays on the button, for the next step.
    let run = move |command: Many| {
        let change = open.ask(|draft| command(draft, &chosen()));
        let near = change.as_ref().and_then(|change| change.focus.clone());
        open.make(change);
        if is_none(open)
            && let Some(near) = near
        {
            focus_later(row_id(&near.item), None);
        }
    };
    let is_shown = Memo::new(move |_| open.chosen.with(|chosen| !chosen.is_empty()));
    let content = move || {
        is_shown.get().then(|| {
            let commands: Vec<_> = COMMANDS
                .into_iter()
                .map(|(label, command)| {
                    let can = Memo::new(move |_| {
                        let ids: Vec<ItemId> = open.chosen.with(|chosen| chosen.iter().cloned().collect());
                        open.editor.with(|editor| command(editor.draft(), &ids).is_some())
                    });
                    html::button()
                        .class("button")
                        .r#type("button")
                        .attr("aria-disabled", move || (!can.get()).then_some("true"))
                        .on(leptos::ev::click, move |_| run(command))
                        .child(t(label))
                })
                .collect();
            html::div().class("desk-chosen").role("group").aria_label(t(Desk::ChosenItems)).child((
                html::span().class("desk-count").child(move || tn(Desk::Chosen, open.chosen.with(BTreeSet::len), &[])),
                commands,
                button("button", Desk::MoveTo, move || open.moving.set(chosen())),
                button("button", Desk::Copy, move || clip::copy(open, &chosen())),
                button("button", Desk::Delete, move || run(commands::delete_items)),
                button("button quiet", Desk::ChooseNone, move || {
                    let first = open.visible().into_iter().find(|id| open.chosen.with_untracked(|chosen| chosen.contains(id)));
                    clear(open);
                    if let Some(first) = first {
                        focus_later(row_id(&first), None);
                    }
                }),
            ))
        })
    };
    html::div().class("desk-chosen-place").child(content).into_any()
}

/// Lets go what is no longer there.
pub fn settle(open: Open) {
    if !is_none(open) {
        let gone = |id: &ItemId| open.editor.with_untracked(|editor| editor.draft().item(id).is_none());
        if open.chosen.with_untracked(|chosen| chosen.iter().any(gone)) {
            open.chosen.update(|chosen| chosen.retain(|id| !gone(id)));
        }
    }
}

//! What an item says beside title and length: description, who presents, what kind it is, a note for oneself.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use web_sys::KeyboardEvent;

use super::{Open, belongs, days, keys, zone_of};
use crate::{
    domain::{
        draft::{Change, Focus, FocusField, commands},
        model::{AgendaItem, DurationScope, ItemId, ItemType, KnownOption, Presenter, slot::to_value},
        timing,
    },
    message::Desk,
    ui::{
        desk::parts::{field, select},
        parts::when,
        text::t,
    },
};

/// The id of an item's first detail.
pub fn first_id(id: &ItemId) -> String {
    format!("about-{id}")
}

/// The id of the field for who presents.
pub fn presenters_id(id: &ItemId) -> String {
    format!("presenters-{id}")
}

/// Escape goes back to the row of the item.
pub fn leave(open: Open, id: &ItemId, event: &KeyboardEvent) {
    if event.key() == "Escape" && keys::plain(event) && !event.is_composing() {
        event.prevent_default();
        event.stop_propagation();
        open.focus(&Focus { item: id.clone(), field: FocusField::Row, caret: None });
    }
}

/// The fields.
pub fn view(open: Open, id: &Arc<ItemId>) -> AnyView {
    let text = |read: fn(&AgendaItem) -> Option<&String>| {
        let of = id.clone();
        open.of_items(move |draft| draft.item(&of).and_then(read).cloned().unwrap_or_default())
    };
    let set = |key: &'static str| {
        let of = id.clone();
        move |event: web_sys::Event| open.perform(Some(Change::typing(Some(&of), [(key, commands::text(event_target_value(&event)))])))
    };
    let area = |key: &'static str, label: Desk, element: String, read: fn(&AgendaItem) -> Option<&String>| {
        let value = text(read);
        let area =
            html::textarea().class("desk-input").id(element).attr("rows", "2").prop("value", move || value.get()).on(ev::input, set(key));
        html::div().class("desk-wide").child(field(label, area))
    };
    let of = id.clone();
    let people = open.of_items(move |draft| draft.item(&of).map(|item| people_text(&item.presenter)).unwrap_or_default());
    // What is typed stays as it is typed for as long as it means what is kept: "Chair, " is on its way to two.
    let typed = RwSignal::new(None::<String>);
    let of = id.clone();
    let set_people = move |text: String| {
        let before = open.editor.with_untracked(|editor| editor.draft().item(&of).map(|item| item.presenter.clone()).unwrap_or_default());
        open.perform(Some(Change::typing(Some(&of), [("presenter", to_value(&people_of(&text, &before)))])));
        typed.set(Some(text));
    };
    let shown = move || {
        let kept = people.get();
        typed.get().filter(|text| people_text(&people_of(text, &[])) == kept).unwrap_or(kept)
    };
    let presenters = html::input()
        .class("desk-input")
        .id(presenters_id(id))
        .r#type("text")
        .attr("autocomplete", "off")
        .prop("value", shown)
        .on(ev::input, move |event| set_people(event_target_value(&event)));
    let of = id.clone();
    let kind =
        open.of_items(move |draft| draft.item(&of).and_then(|item| item.item_type.known().map(ToString::to_string)).unwrap_or_default());
    let mut kinds = vec![(String::new(), t(Desk::None).to_owned())];
    kinds.extend(ItemType::ALL.iter().map(|kind| (kind.to_string(), t(Desk::item_type(*kind)).to_owned())));
    let of = id.clone();
    let choose = move |kind: String| open.perform(Some(Change::typing(Some(&of), [("itemType", commands::text(kind))])));
    let of = id.clone();
    html::div()
        .class("desk-fields desk-about")
        .on(ev::keydown, move |event| leave(open, &of, &event))
        .child((
            area("description", Desk::ItemDescription, first_id(id), |item| item.description.as_ref()),
            field(Desk::Presenters, presenters),
            select(Desk::ItemType, kinds, move || kind.get(), choose),
            day(open, id),
            scope(open, id),
            times(open, id),
            belongs::view(open, id),
            area("privateNote", Desk::PrivateNote, format!("note-{id}"), |item| item.private_note.as_ref()),
        ))
        .into_any()
}

/// The day of the item, where the meeting has several.
fn day(open: Open, id: &Arc<ItemId>) -> AnyView {
    let days = open.outline(|draft| {
        let ids = draft.meeting.meeting_day.iter().filter_map(|day| day.id.as_ref());
        ids.map(|id| (id.to_string(), days::label(draft, id))).collect::<Vec<_>>()
    });
    let of = id.clone();
    let day = open.of_items(move |draft| draft.item(&of).and_then(|item| item.day.as_ref()).map(ToString::to_string).unwrap_or_default());
    let of = id.clone();
    let content = move || {
        let all = days.get();
        let of = of.clone();
        let choose = move |day: String| open.perform(Some(Change::typing(Some(&of), [("day", commands::text(day))])));
        (!all.is_empty()).then(|| {
            let options = std::iter::once((String::new(), t(Desk::DayBefore).to_owned())).chain(all).collect();
            select(Desk::Day, options, move || day.get(), choose)
        })
    };
    content.into_any()
}

/// Whether an item inside another one takes of its time, or comes on top of it.
fn scope(open: Open, id: &Arc<ItemId>) -> AnyView {
    let of = id.clone();
    let is_inside = open.of_items(move |draft| draft.place(&of).is_some_and(|place| place.parent.is_some()));
    let of = id.clone();
    let scope = open.of_items(move |draft| {
        let scope = draft.item(&of).and_then(|item| item.duration_scope.known());
        if scope == Some(&DurationScope::Added) { DurationScope::Added.to_string() } else { String::new() }
    });
    let of = id.clone();
    let content = move || {
        let of = of.clone();
        let choose = move |scope: String| open.perform(Some(Change::typing(Some(&of), [("durationScope", commands::text(scope))])));
        is_inside.get().then(|| {
            let options =
                vec![(String::new(), t(Desk::ScopeWithin).to_owned()), (DurationScope::Added.to_string(), t(Desk::ScopeAdded).to_owned())];
            select(Desk::Scope, options, move || scope.get(), choose)
        })
    };
    content.into_any()
}

/// When the item begins: in UTC, in the meeting's zone, in the reader's.
fn times(open: Open, id: &Arc<ItemId>) -> AnyView {
    let of = id.clone();
    let reader = open.state.zone();
    let lines = open.outline(move |draft| {
        let starts = timing::starts(&draft.meeting);
        let Some((_, start, at)) = starts.into_iter().find(|(id, ..)| *id == *of) else { return Vec::new() };
        let own = zone_of(draft);
        // UTC stands beside every other.
        let zones = if own == reader || own == "UTC" { vec![reader.clone()] } else { vec![own, reader.clone()] };
        zones.iter().map(|zone| when::both_clocks(start, at, zone)).collect::<Vec<_>>()
    });
    let content = move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let lines: Vec<_> = lines.into_iter().map(|line| html::span().class("desk-starts").child(line)).collect();
            html::p().class("desk-wide desk-text").child((html::span().class("desk-label").child(t(Desk::Starts)), " ", lines))
        })
    };
    content.into_any()
}

/// Names and roles, between commas.
pub fn people_text(people: &[Presenter]) -> String {
    let one = |person: &Presenter| person.name.clone().or_else(|| person.role.clone()).unwrap_or_default();
    people.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// People by what was typed; those who were there keep what else is known of them. Others are taken for roles, the usual case.
fn people_of(text: &str, before: &[Presenter]) -> Vec<Presenter> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    let person = |name: &str| {
        let same = |person: &&Presenter| person.name.as_deref().or(person.role.as_deref()) == Some(name);
        before.iter().find(same).cloned().unwrap_or_else(|| Presenter { role: Some(name.to_owned()), ..Presenter::default() })
    };
    names.map(person).collect()
}

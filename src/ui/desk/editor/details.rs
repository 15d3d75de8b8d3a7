//! What an item says beside title and length: description, who presents, what kind it is, a note for oneself.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};

use super::{Open, belongs, days};
use crate::{
    domain::{
        draft::{Change, commands},
        model::{AgendaItem, ItemId, ItemType, KnownOption, Presenter, slot::to_value},
    },
    message::Desk,
    ui::{
        desk::parts::{field, select},
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

/// The fields.
pub fn view(open: Open, id: &Arc<ItemId>) -> AnyView {
    let text = |read: fn(&AgendaItem) -> Option<&String>| {
        let of = id.clone();
        open.get(move |draft| draft.item(&of).and_then(read).cloned().unwrap_or_default())
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
    let people = open.get(move |draft| draft.item(&of).map(|item| people_text(&item.presenter)).unwrap_or_default());
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
    let kind = open.get(move |draft| draft.item(&of).and_then(|item| item.item_type.known().map(ToString::to_string)).unwrap_or_default());
    let mut kinds = vec![(String::new(), t(Desk::None).to_owned())];
    kinds.extend(ItemType::ALL.iter().map(|kind| (kind.to_string(), t(Desk::item_type(*kind)).to_owned())));
    let of = id.clone();
    let choose = move |kind: String| open.perform(Some(Change::typing(Some(&of), [("itemType", commands::text(kind))])));
    html::div()
        .class("desk-fields desk-about")
        .child((
            area("description", Desk::ItemDescription, first_id(id), |item| item.description.as_ref()),
            field(Desk::Presenters, presenters),
            select(Desk::ItemType, kinds, move || kind.get(), choose),
            day(open, id),
            belongs::view(open, id),
            area("privateNote", Desk::PrivateNote, format!("note-{id}"), |item| item.private_note.as_ref()),
        ))
        .into_any()
}

/// The day of the item, where the meeting has several.
fn day(open: Open, id: &Arc<ItemId>) -> AnyView {
    let days = open.get(|draft| {
        let ids = draft.meeting.meeting_day.iter().filter_map(|day| day.id.as_ref());
        ids.map(|id| (id.to_string(), days::label(draft, id))).collect::<Vec<_>>()
    });
    let of = id.clone();
    let day = open.get(move |draft| draft.item(&of).and_then(|item| item.day.as_ref()).map(ToString::to_string).unwrap_or_default());
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

/// Names and roles, between commas.
fn people_text(people: &[Presenter]) -> String {
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

//! The drafts on this device, and the trash.

use std::rc::Rc;

use leptos::{html, prelude::*};

use super::{
    button, frame,
    import::read_files,
    parts::{HEADING, file_button, focus_later},
    state::{self, Ask, State, label},
};
use crate::{
    domain::{
        draft::{self, Draft},
        list::count_items,
        route::{Address, Route},
    },
    message::Desk,
    platform::intl,
    ui::text::{LANGUAGE, t, tn, tv},
};

/// The address of a draft.
pub fn address(id: &str) -> String {
    Address::new(Route::Draft(id.to_owned())).to_string()
}

/// The page.
pub fn page(state: State) -> AnyView {
    let new = move || {
        let draft = draft::blank(state::new_id(), &state.zone(), state::now());
        let fragment = address(&draft.id);
        if state.keep_or_say(draft) {
            state.go_and_focus(&fragment);
        }
    };
    let open = move |files| super::run(open_files(state, files));
    let kept = move || sorted(state, |draft| draft.deleted.is_none());
    let trash = move || sorted(state, |draft| draft.deleted.is_some());
    let list = move || {
        let kept = kept();
        if kept.is_empty() {
            return html::p().class("desk-text").child(t(Desk::NoDrafts)).into_any();
        }
        let items: Vec<_> = kept.into_iter().map(|draft| item(state, &draft)).collect();
        html::ul().class("desk-cards").role("list").aria_label(t(Desk::Drafts)).child(items).into_any()
    };
    let bin = move || {
        let trash = trash();
        if trash.is_empty() {
            return ().into_any();
        }
        let titles = intl::list(LANGUAGE, &trash.iter().map(label).collect::<Vec<_>>());
        let ids: Vec<String> = trash.iter().map(|draft| draft.id.clone()).collect();
        let text = tn(Desk::AskEmpty, ids.len(), &[("titles", &titles)]);
        let empty = move || {
            let ids = ids.clone();
            let action = Rc::new(move || {
                ids.iter().for_each(|id| state.forget(id));
                focus_later(HEADING.to_owned(), None);
            });
            state.ask.set(Some(Ask { text: text.clone(), confirm: Desk::EmptyTrash, action }));
        };
        let items: Vec<_> = trash.iter().map(|draft| trashed(state, draft)).collect();
        html::section()
            .class("desk-trash")
            .attr("aria-labelledby", "desk-trash")
            .child((
                html::h2().id("desk-trash").child(t(Desk::Trash)),
                html::ul().class("desk-cards").role("list").attr("aria-labelledby", "desk-trash").child(items),
                button("button danger", Desk::EmptyTrash, empty),
            ))
            .into_any()
    };
    frame(
        state,
        "desk-page",
        (
            html::div().class("desk-row").child((
                button("button primary", Desk::NewDraft, new),
                file_button("desk-open-file", "button", Desk::OpenFile, true, open),
                html::button()
                    .class("button")
                    .r#type("button")
                    .prop("disabled", move || state.drafts.with(|drafts| drafts.iter().all(|draft| draft.deleted.is_some())))
                    .on(leptos::ev::click, move |_| state.export_all())
                    .child(t(Desk::ExportAllDrafts)),
            )),
            list,
            bin,
        ),
    )
}

/// Drafts that hold, the last changed first.
fn sorted(state: State, holds: impl Fn(&Draft) -> bool) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = state.drafts.with(|drafts| drafts.iter().filter(|draft| holds(draft)).cloned().collect());
    drafts.sort_by(|a, b| (b.changed, &b.id).cmp(&(a.changed, &a.id)));
    drafts
}

/// When and how much.
fn facts(draft: &Draft) -> String {
    let when = intl::date(LANGUAGE, draft.changed.0, &intl::local_zone(), &[("dateStyle", "medium"), ("timeStyle", "short")]);
    let items = tn(Desk::ItemCount, count_items(&draft.meeting.agenda_item), &[]);
    format!("{} · {items}", tv(Desk::Changed, &[("when", &when)]))
}

fn described(class: &'static str, text: Desk, by: &str, click: impl Fn() + 'static) -> AnyView {
    html::button()
        .class(class)
        .r#type("button")
        .attr("aria-describedby", by.to_owned())
        .on(leptos::ev::click, move |_| click())
        .child(t(text))
        .into_any()
}

fn item(state: State, draft: &Draft) -> AnyView {
    let link = format!("link-{}", draft.id);
    let id = draft.id.clone();
    let duplicate = move || {
        let Some(draft) = state.draft(&id) else { return };
        let mut copy = draft::copy(&draft, state::new_id(), state::now());
        copy.meeting.name = draft.meeting.name.as_ref().map(|title| tv(Desk::CopyOf, &[("title", title)]));
        if state.keep_or_say(copy) {
            state.say(tv(Desk::Duplicated, &[("title", &label(&draft))]));
        }
    };
    let id = draft.id.clone();
    let delete = move || {
        state.set_deleted(&id, Some(state::now()));
        focus_later(HEADING.to_owned(), None);
    };
    html::li()
        .class("card desk-card")
        .child((
            html::div().class("desk-card-text").child((
                html::a().id(link.clone()).class("desk-card-title").href(address(&draft.id)).child(label(draft)),
                html::p().class("desk-facts").child(facts(draft)),
            )),
            html::div()
                .class("desk-row")
                .child((described("button", Desk::Duplicate, &link, duplicate), described("button", Desk::Delete, &link, delete))),
        ))
        .into_any()
}

fn trashed(state: State, draft: &Draft) -> AnyView {
    let name = format!("trash-{}", draft.id);
    let id = draft.id.clone();
    let restore = move || {
        state.set_deleted(&id, None);
        focus_later(HEADING.to_owned(), None);
    };
    let id = draft.id.clone();
    let text = tv(Desk::AskDelete, &[("title", &label(draft))]);
    let delete = move || {
        let id = id.clone();
        let action = Rc::new(move || {
            state.forget(&id);
            focus_later(HEADING.to_owned(), None);
        });
        state.ask.set(Some(Ask { text: text.clone(), confirm: Desk::DeleteForGood, action }));
    };
    html::li()
        .class("card desk-card")
        .child((
            html::div().class("desk-card-text").child((
                html::span().id(name.clone()).class("desk-card-title").child(label(draft)),
                html::p().class("desk-facts").child(facts(draft)),
            )),
            html::div().class("desk-row").child((
                described("button", Desk::Restore, &name, restore),
                described("button danger", Desk::DeleteForGood, &name, delete),
            )),
        ))
        .into_any()
}

/// "Open file": every meeting of the files becomes a draft.
async fn open_files(state: State, files: Vec<web_sys::File>) {
    let (found, notes) = read_files(files).await;
    let mut opened = Vec::new();
    for (_, envelope) in &found {
        for meeting in &envelope.meeting {
            let draft = draft::from_meeting(state::new_id(), envelope, meeting, state::now());
            let id = draft.id.clone();
            if state.keep_or_say(draft) {
                opened.push(id);
            }
        }
    }
    let empty = found.iter().filter(|(_, envelope)| envelope.meeting.is_empty()).map(|(file, _)| tv(Desk::FoundNone, &[("file", file)]));
    let notes: Vec<String> = notes.into_iter().chain(empty).collect();
    if !notes.is_empty() {
        state.alert.set(notes.join(" "));
    }
    match opened.as_slice() {
        [] => {}
        [one] if notes.is_empty() => crate::platform::dom::go(&address(one)),
        many => state.say(tn(Desk::Opened, many.len(), &[])),
    }
}

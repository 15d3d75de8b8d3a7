//! The drafts on this device, and the trash.

use std::rc::Rc;

use leptos::{html, prelude::*};

use super::{
    archive, button, frame, import, mirror,
    parts::{HEADING, file_button, focus_later, own},
    saved, shared,
    state::{self, Ask, Fault, State, label},
    templates,
};
use crate::{
    domain::{
        draft::{self, Draft},
        list::{List, Row, count_items},
        model::MeetingId,
        route::Route,
        time::Instant,
    },
    message::Desk,
    platform::{dom, intl},
    ui::text::{LANGUAGE, t, tn, tv},
};

const OPEN: &str = "desk-open-file";
/// Meetings of one file that become drafts without being chosen.
const MOST_OPENED: usize = 20;

/// The address of a draft.
pub fn address(id: &str) -> String {
    super::link(Route::Draft(id.to_owned()))
}

/// Keeps a new draft and opens it; where this device refuses it, the editor says so.
pub fn open_new(state: State, draft: Draft) {
    let (fragment, blank) = (address(&draft.id), draft.title().is_empty());
    state.keep(draft);
    if blank { state.go_and_focus(&fragment) } else { dom::go(&fragment) }
}

/// The draft of the meeting after this one, opened.
pub async fn after(state: State, id: &MeetingId) {
    match archive::next(state, id).await {
        Some(draft) => open_new(state, draft),
        None => state.say(t(Desk::DraftAfterFailed).to_owned()),
    }
}

/// The newest meeting of a list whose agenda is recorded, else the newest.
pub fn newest(list: &List) -> Option<&Row> {
    list.row.iter().find(|row| row.agenda_items > 0).or_else(|| list.row.first())
}

/// The page.
pub fn page(state: State) -> AnyView {
    let new = move || open_new(state, draft::blank(state::new_id(), &state.zone(), state::now()));
    let open = move |files| super::run(open_files(state, files));
    let templates = RwSignal::new(false);
    let kept = move || sorted(state, |draft| draft.deleted.is_none() && !draft.is_template);
    let trash = move || sorted(state, |draft| draft.deleted.is_some());
    let list = move || {
        let kept = kept();
        if kept.is_empty() {
            return nothing(state);
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
                templates::button(templates),
                file_button(OPEN, "button", Desk::OpenFile, true, open),
                html::button()
                    .class("button")
                    .r#type("button")
                    .prop("disabled", move || state.drafts.with(|drafts| drafts.iter().all(|draft| draft.deleted.is_some())))
                    .on(leptos::ev::click, move |_| state.export_all())
                    .child(t(Desk::ExportAllDrafts)),
            )),
            list,
            bin,
            templates::view(state, templates),
        ),
    )
}

/// Drafts that hold, the last changed first.
fn sorted(state: State, holds: impl Fn(&Draft) -> bool) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = state.drafts.with(|drafts| drafts.iter().filter(|draft| holds(draft)).cloned().collect());
    drafts.sort_by(|a, b| (b.changed, &b.id).cmp(&(a.changed, &a.id)));
    drafts
}

/// What stands where no draft is, with the next step.
fn nothing(state: State) -> AnyView {
    let next = move || {
        let list = state.list.get()?;
        let row = newest(&list)?;
        let (id, title) = (row.id.clone(), row.label().to_owned());
        let draft = move || {
            let id = id.clone();
            super::run(async move { after(state, &id).await });
        };
        let text = tv(Desk::DraftAfter, &[("title", &title)]);
        Some(html::button().class("button").r#type("button").on(leptos::ev::click, move |_| draft()).child(text))
    };
    html::div().class("empty desk-empty").child((html::p().class("desk-text").child(t(Desk::NoDrafts)), next)).into_any()
}

/// When and how much.
fn facts(draft: &Draft) -> String {
    let when = intl::date(LANGUAGE, draft.changed.0, &intl::local_zone(), &[("dateStyle", "medium"), ("timeStyle", "short")]);
    let (changed, items) = (tv(Desk::Changed, &[("when", &when)]), tn(Desk::ItemCount, count_items(&draft.meeting.agenda_item), &[]));
    tv(Desk::ChangedAndItems, &[("changed", &changed), ("items", &items)])
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
                html::a().id(link.clone()).class("desk-card-title").href(address(&draft.id)).child(own(&label(draft))),
                html::p().class("desk-facts").child(facts(draft)),
                kept_where(state, draft),
            )),
            html::div()
                .class("desk-row")
                .child((described("button", Desk::Duplicate, &link, duplicate), described("button", Desk::Delete, &link, delete))),
        ))
        .into_any()
}

/// Where a draft is kept, or that its last change was not.
fn kept_where(state: State, draft: &Draft) -> AnyView {
    if let Some(why) = state.unsaved.with(|unsaved| unsaved.get(&draft.id).cloned()) {
        return html::p().class("desk-error").child(tv(Desk::NotSavedMark, &[("why", &why)])).into_any();
    }
    let (file, is_late) = saved::file(state, draft);
    let class = if is_late { "desk-facts desk-late" } else { "desk-facts" };
    html::p().class(class).child(format!("{} · {file}", t(Desk::Saved))).into_any()
}

/// Until when a draft can be brought back.
fn until(deleted: Instant) -> String {
    let date = intl::date(LANGUAGE, deleted.0 + mirror::TRASH, &intl::local_zone(), &[("dateStyle", "long")]);
    tv(Desk::KeptUntil, &[("date", &date)])
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
                html::span().id(name.clone()).class("desk-card-title").child(own(&label(draft))),
                html::p().class("desk-facts").child(facts(draft)),
                draft.deleted.map(|deleted| html::p().class("desk-facts").child(until(deleted))),
            )),
            html::div().class("desk-row").child((
                described("button", Desk::Restore, &name, restore),
                described("button danger", Desk::DeleteForGood, &name, delete),
            )),
        ))
        .into_any()
}

/// "Open file": every meeting of the files becomes a draft; what is refused is named.
async fn open_files(state: State, files: Vec<web_sys::File>) {
    state.clear();
    let mut reading = import::for_drafts(state, files).await;
    for (file, envelope) in &reading.found {
        if envelope.meeting.len() > MOST_OPENED {
            reading.refused.push(tv(Desk::ManyMeetings, &[("file", file), ("count", &envelope.meeting.len().to_string())]));
        }
    }
    reading.found.retain(|(_, envelope)| envelope.meeting.len() <= MOST_OPENED);
    // One draft alone is opened beside that of the same meeting here.
    if reading.refused.is_empty()
        && reading.left_out.is_empty()
        && let [(file, envelope)] = &reading.found[..]
        && let [meeting] = &envelope.meeting[..]
    {
        return shared::open(state, shared::draft_of(envelope, meeting), file.clone());
    }
    let mut opened = Vec::new();
    for (_, envelope) in &reading.found {
        for meeting in &envelope.meeting {
            let draft = shared::draft_of(envelope, meeting);
            opened.push(draft.id.clone());
            shared::take(state, draft);
        }
    }
    let wrong = [reading.refused, reading.left_out].concat();
    let fine = wrong.is_empty();
    if !fine {
        let field = format!("{OPEN}-button");
        state.refuse(wrong.into_iter().map(|text| Fault { text, field: field.clone() }).collect());
    }
    match opened.as_slice() {
        [] => {}
        [one] if fine => dom::go(&address(one)),
        many => state.say(tn(Desk::Opened, many.len(), &[])),
    }
}

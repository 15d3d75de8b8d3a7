//! Documents in, meetings out: nothing is stored before the person says so.

use std::{rc::Rc, sync::Arc};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::{
    button, drafts, frame,
    parts::field,
    state::{self, State},
};
use crate::{
    domain::{
        draft,
        list::count_items,
        model::{Envelope, Meeting, read, write},
    },
    message::Desk,
    platform::{database, dom, files},
    ui::text::{t, tn, tv},
};

/// Largest JSON file that is read.
const MAX_BYTES: f64 = 100_000_000.0;

/// A meeting that was found.
#[derive(Clone)]
struct Found {
    number: usize,
    file: String,
    envelope: Arc<Envelope>,
    meeting: Meeting,
    chosen: RwSignal<bool>,
}

/// Reads files: what is meeting JSON, and a sentence for each that is not.
pub async fn read_files(files: Vec<web_sys::File>) -> (Vec<(String, Envelope)>, Vec<String>) {
    let (mut found, mut notes) = (Vec::new(), Vec::new());
    for file in files {
        let name = file.name();
        if file.size() > MAX_BYTES {
            let size = format!("{:.0}", file.size() / 1_000_000.0);
            notes.push(tv(Desk::RefusedLarge, &[("file", &name), ("size", &size), ("limit", "100")]));
            continue;
        }
        match files::bytes(&file).await {
            Err(why) => notes.push(tv(Desk::RefusedFile, &[("file", &name), ("why", &why)])),
            Ok(bytes) => match read_bytes(&name, &bytes) {
                Ok(envelope) => found.push((name, envelope)),
                Err(note) => notes.push(note),
            },
        }
    }
    (found, notes)
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Envelope, String> {
    let is_named = std::path::Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let begins = bytes.iter().copied().filter(u8::is_ascii_graphic).find(|byte| !b"\xEF\xBB\xBF".contains(byte));
    if !is_named && !matches!(begins, Some(b'{' | b'[')) {
        return Err(tv(Desk::RefusedKind, &[("file", name)]));
    }
    read::from_bytes(bytes).map_err(|error| refused(name, &error))
}

fn refused(name: &str, error: &read::ReadError) -> String {
    tv(Desk::Refused, &[("file", name), ("line", &error.line().to_string()), ("why", &error.to_string())])
}

/// The page.
pub fn page(state: State) -> AnyView {
    let found = RwSignal::new_local(Vec::<Found>::new());
    let notes = RwSignal::new(Vec::<String>::new());
    let show = move |(envelopes, mut said): (Vec<(String, Envelope)>, Vec<String>)| {
        let mut all = Vec::new();
        for (file, envelope) in envelopes {
            if envelope.meeting.is_empty() {
                said.push(tv(Desk::FoundNone, &[("file", &file)]));
                continue;
            }
            let envelope = Arc::new(envelope);
            for meeting in &envelope.meeting {
                let known =
                    state.list.with_untracked(|list| list.as_ref().is_some_and(|list| list.row.iter().any(|row| row.id == meeting.id)));
                if known {
                    said.push(tv(Desk::AlreadyHere, &[("title", meeting.label())]));
                }
                let number = all.len();
                all.push(Found {
                    number,
                    file: file.clone(),
                    envelope: envelope.clone(),
                    meeting: meeting.clone(),
                    chosen: RwSignal::new(true),
                });
            }
        }
        found.set(all);
        notes.set(said);
    };
    let take = move |files: Vec<web_sys::File>| {
        if !files.is_empty() {
            super::run(async move { show(read_files(files).await) });
        }
    };
    let read_pasted = move || {
        let text = dom::by_id("desk-paste")
            .and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok())
            .map(|area| area.value())
            .unwrap_or_default();
        let name = t(Desk::Pasted);
        if text.trim().is_empty() {
            notes.set(vec![t(Desk::NothingPasted).to_owned()]);
        } else if !text.trim_start().starts_with(['{', '[']) {
            show((Vec::new(), vec![t(Desk::RefusedText).to_owned()]));
        } else {
            match read::from_str(&text) {
                Ok(envelope) => show((vec![(name.to_owned(), envelope)], Vec::new())),
                Err(error) => show((Vec::new(), vec![refused(name, &error)])),
            }
        }
    };
    let none_chosen = move || found.with(|found| found.iter().all(|one| !one.chosen.get()));
    let chosen = move || -> Vec<Found> { found.get_untracked().into_iter().filter(|one| one.chosen.get_untracked()).collect() };
    let add = move || super::run(add_to_archive(state, chosen(), Rc::new(move || found.set(Vec::new()))));
    let open = move || {
        let mut ids = Vec::new();
        for one in chosen() {
            let draft = draft::from_meeting(state::new_id(), &one.envelope, &one.meeting, state::now());
            let id = draft.id.clone();
            if state.keep_or_say(draft) {
                ids.push(id);
            }
        }
        match ids.as_slice() {
            [] => {}
            [one] => dom::go(&drafts::address(one)),
            _ => dom::go("#/drafts"),
        }
    };
    let preview = move || {
        let found = found.get();
        if found.is_empty() {
            return html::p().class("desk-text").child(t(Desk::NothingRead)).into_any();
        }
        let items: Vec<_> = found.iter().map(item).collect();
        html::ul().class("desk-cards").role("list").attr("aria-labelledby", "desk-preview").child(items).into_any()
    };
    let noted = move || {
        let notes = notes.get();
        if notes.is_empty() {
            return html::p().class("desk-text").child(t(Desk::NoNotes)).into_any();
        }
        let items: Vec<_> = notes.into_iter().map(|note| html::li().class("desk-text").child(note)).collect();
        html::ul().class("desk-notes").role("list").attr("aria-labelledby", "desk-notes").child(items).into_any()
    };
    let act = move |class: &'static str, label: Desk, click: Rc<dyn Fn()>| {
        html::button().class(class).r#type("button").prop("disabled", none_chosen).on(ev::click, move |_| click()).child(t(label))
    };
    frame(
        state,
        "desk-page",
        html::div()
            .class("desk-import")
            .on(ev::dragover, |event| event.prevent_default())
            .on(ev::drop, move |event| {
                event.prevent_default();
                take(files::dropped(&event));
            })
            .child((
                html::p().class("desk-text").child(t(Desk::ImportLead)),
                html::div().class("desk-wide").child(field(
                    Desk::Paste,
                    html::textarea().id("desk-paste").class("desk-input").attr("rows", "8").attr("spellcheck", "false"),
                )),
                html::div().class("desk-row").child((
                    button("button primary", Desk::ReadDocument, read_pasted),
                    field(
                        Desk::ChooseFiles,
                        html::input()
                            .class("desk-input")
                            .r#type("file")
                            .multiple(true)
                            .on(ev::change, move |event| take(files::chosen(&event))),
                    ),
                )),
                html::section().class("desk-section").attr("aria-labelledby", "desk-preview").child((
                    html::h2().class("desk-heading").id("desk-preview").child(t(Desk::Preview)),
                    preview,
                    html::div()
                        .class("desk-row")
                        .child((act("button primary", Desk::AddToArchive, Rc::new(add)), act("button", Desk::OpenAsDraft, Rc::new(open)))),
                )),
                html::section().class("desk-section").attr("aria-labelledby", "desk-notes").child((
                    html::h2().class("desk-heading").id("desk-notes").child(t(Desk::Notes)),
                    html::div().class("desk-live").attr("aria-live", "polite").child(noted),
                )),
            )),
    )
}

fn item(one: &Found) -> AnyView {
    let chosen = one.chosen;
    let date = one.meeting.start.as_ref().map_or_else(|| t(Desk::NoDate).to_owned(), ToString::to_string);
    let items = tn(Desk::ItemCount, count_items(&one.meeting.agenda_item), &[]);
    let facts = tv(Desk::Facts, &[("date", &date), ("items", &items), ("file", &one.file)]);
    let id = format!("found-{}", one.number);
    html::li()
        .class("card desk-card")
        .child((
            html::label().class("desk-check").r#for(id.clone()).child((
                html::input()
                    .id(id)
                    .class("desk-box")
                    .r#type("checkbox")
                    .prop("checked", move || chosen.get())
                    .on(ev::change, move |event| chosen.set(event_target_checked(&event))),
                html::span().class("desk-card-title").child(one.meeting.label().to_owned()),
            )),
            html::p().class("desk-facts").child(facts),
        ))
        .into_any()
}

/// One entry a meeting, so that each can be taken away again.
async fn add_to_archive(state: State, chosen: Vec<Found>, done: Rc<dyn Fn()>) {
    let entries: Vec<(String, String)> =
        chosen.iter().map(|one| (one.meeting.id.to_string(), write::compact(&alone(&one.envelope, &one.meeting)))).collect();
    match database::put(&entries).await {
        Ok(()) => {
            state::added_changed().await;
            done();
            state.say(tn(Desk::AddedCount, entries.len(), &[]));
        }
        Err(why) => state.alert.set(tv(Desk::NotKept, &[("why", &why)])),
    }
}

/// The file with one of its meetings, and what belongs to it.
fn alone(envelope: &Envelope, meeting: &Meeting) -> Envelope {
    let mut out = envelope.clone();
    out.meeting = vec![meeting.clone()];
    out.action.retain(|action| action.meeting.as_ref() == Some(&meeting.id));
    out
}

//! Documents in, meetings out: nothing is stored before the person says so.

mod found;
pub mod reading;
pub mod words;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use self::{found::Found, reading::Reading};
use super::{
    added, button, drafts, frame,
    parts::{field, focus_later, own},
    problem,
    state::{self, Fault, State},
};
use crate::{
    domain::{
        draft,
        model::{Envelope, MeetingId},
        route::{Address, Route},
    },
    message::Desk,
    platform::{dom, files},
    ui::text::{t, tn, tv},
};

const PASTE: &str = "desk-paste";
const CHOOSE: &str = "desk-choose";
const PREVIEW: &str = "desk-preview";
/// Meetings that are listed before somebody asks for all.
const MOST_SHOWN: usize = 1000;

/// What the page holds, until it is left.
#[derive(Clone, Copy)]
struct Page {
    state: State,
    found: RwSignal<Vec<Found>, LocalStorage>,
    notes: RwSignal<Vec<String>>,
    /// Meetings that were just added: id and title.
    added: RwSignal<Vec<(String, String)>>,
    /// Whether all of what was found is listed, however much it is.
    all: RwSignal<bool>,
}

impl Page {
    /// Shows what was read; `field` is where it came from.
    async fn show(self, reading: Reading, field: &str) {
        let Reading { found, refused, left_out, mut notes } = reading;
        // Another tab may have added some since.
        added::load(self.state).await;
        let found = found::examine(self.state, found, &mut notes).await;
        let any = !found.is_empty();
        self.added.set(Vec::new());
        self.all.set(false);
        self.found.set(found);
        self.notes.set(left_out.into_iter().chain(notes).collect());
        let faults = refused.into_iter().map(|text| Fault { text, field: field.to_owned() }).collect::<Vec<_>>();
        if any && faults.is_empty() {
            self.state.faults.set(faults);
            focus_later(PREVIEW.to_owned(), None);
        } else if !faults.is_empty() {
            self.state.refuse(faults);
        }
    }

    fn take(self, files: Vec<web_sys::File>) {
        if !files.is_empty() {
            super::run(async move {
                let list = added::list(self.state).await.ok();
                self.show(reading::files(list.as_deref(), files).await, CHOOSE).await;
            });
        }
    }

    fn read_pasted(self) {
        let area = dom::by_id(PASTE).and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok());
        let text = area.map(|area| area.value()).unwrap_or_default();
        if text.trim().is_empty() {
            return self.state.refuse(vec![Fault { text: t(Desk::NothingPasted).to_owned(), field: PASTE.to_owned() }]);
        }
        super::run(async move {
            let list = added::list(self.state).await.ok();
            self.show(reading::pasted(list.as_deref(), &text), PASTE).await;
        });
    }

    /// What is chosen; where it is nothing, that is said.
    fn chosen(self) -> Option<Vec<Found>> {
        let chosen: Vec<Found> = untrack(|| self.found.get().into_iter().filter(Found::is_chosen).collect());
        if chosen.is_empty() {
            let (shown, _) = untrack(|| self.found.with(|found| apart(found)));
            let field = shown.first().map_or_else(|| PREVIEW.to_owned(), |one| format!("found-{}", one.number));
            self.state.refuse(vec![Fault { text: t(Desk::NoneChosen).to_owned(), field }]);
            return None;
        }
        self.state.faults.set(Vec::new());
        Some(chosen)
    }

    fn add(self) {
        let Some(chosen) = self.chosen() else { return };
        super::run(async move {
            let list = added::list(self.state).await.ok();
            let published = |id: &MeetingId| list.as_ref().is_some_and(|list| list.row.iter().any(|row| row.id == *id));
            let here: Vec<String> = self.state.added.with_untracked(|added| added.iter().map(|(key, _)| key.clone()).collect());
            let mut entries: Vec<(String, String)> = Vec::new();
            let mut done = Vec::new();
            for (place, one) in chosen.iter().enumerate() {
                let taken = |id: &str| here.iter().chain(entries.iter().map(|(key, _)| key)).any(|key| key == id);
                let entry = one.entry(envelope_of(&chosen, place), |id| !taken(id) && !published(&id.into()), published);
                done.push((entry.0.clone(), one.meeting.label().to_owned()));
                entries.push(entry);
            }
            match added::add(self.state, entries).await {
                Ok(()) => {
                    self.found.set(Vec::new());
                    self.added.set(done);
                    focus_later(PREVIEW.to_owned(), None);
                }
                Err(why) => self.state.alert.set(tv(Desk::NotKept, &[("why", &state::why(&why))])),
            }
        });
    }

    fn open(self) {
        let Some(chosen) = self.chosen() else { return };
        let mut ids = Vec::new();
        for (place, one) in chosen.iter().enumerate() {
            let draft = draft::from_meeting(state::new_id(), &envelope_of(&chosen, place), &one.meeting, state::now());
            ids.push(draft.id.clone());
            self.state.keep_or_say(draft);
        }
        match ids.as_slice() {
            [one] => dom::go(&drafts::address(one)),
            _ => dom::go("#/drafts"),
        }
    }
}

/// The page.
pub fn page(state: State) -> AnyView {
    let page = Page {
        state,
        found: RwSignal::new_local(Vec::new()),
        notes: RwSignal::default(),
        added: RwSignal::default(),
        all: RwSignal::new(false),
    };
    // Files that were dropped on this or another page. Reaches outside: it reads them.
    Effect::new(move |_| {
        if state.dropped.with(|files| !files.is_empty()) {
            page.take(state.dropped.try_update(std::mem::take).unwrap_or_default());
        }
    });
    frame(state, "desk-page", html::div().class("desk-import").child((source(page), preview(page), notes(page))))
}

fn source(page: Page) -> AnyView {
    let state = page.state;
    (
        html::p().class("desk-text").child(t(Desk::ImportLead)),
        html::div().class("desk-wide").child((
            field(
                Desk::Paste,
                html::textarea()
                    .id(PASTE)
                    .class("desk-input")
                    .attr("rows", "6")
                    .attr("spellcheck", "false")
                    .attr("aria-invalid", move || problem::is_wrong(state, PASTE))
                    .attr("aria-describedby", move || problem::described(state, PASTE)),
            ),
            problem::at_field(state, PASTE),
        )),
        html::div().class("desk-row").child(button("button primary", Desk::ReadDocument, move || page.read_pasted())),
        html::div().class("desk-files").child((
            field(
                Desk::ChooseFiles,
                html::input()
                    .id(CHOOSE)
                    .class("desk-input")
                    .r#type("file")
                    .multiple(true)
                    .attr("aria-invalid", move || problem::is_wrong(state, CHOOSE))
                    .attr("aria-describedby", move || problem::is_wrong(state, CHOOSE).map(|_| problem::ID))
                    .on(ev::change, move |event| page.take(files::chosen(&event))),
            ),
            html::p().class("desk-facts").child(t(Desk::DropHelp)),
        )),
    )
        .into_any()
}

/// One of the chosen meetings as a file of its own; what no meeting of its file names goes along with the first of them.
fn envelope_of(chosen: &[Found], place: usize) -> Envelope {
    let one = &chosen[place];
    let is_first = !chosen[..place].iter().any(|other| other.is_beside(one));
    if is_first { one.with_rest() } else { one.envelope() }
}

/// What is shown one by one, and what one line stands for: meetings that are here already, where there are several.
fn apart(found: &[Found]) -> (Vec<Found>, Vec<Found>) {
    let (here, other): (Vec<Found>, Vec<Found>) = found.iter().cloned().partition(Found::is_here);
    if here.len() > 1 { (other, here) } else { (found.to_vec(), Vec::new()) }
}

fn preview(page: Page) -> AnyView {
    let content = move || {
        let found = page.found.get();
        if !found.is_empty() {
            let (shown, here) = apart(&found);
            let most = if page.all.get() { shown.len() } else { MOST_SHOWN };
            let items: Vec<_> = shown.iter().take(most).map(found::view).collect();
            let more = (shown.len() > most).then(|| button("button", Desk::ShowAllFound, move || page.all.set(true)));
            return (
                html::p().class("desk-text").child(tn(Desk::FoundMeetings, found.len(), &[])),
                (!items.is_empty()).then(|| html::ul().class("desk-cards").role("list").attr("aria-labelledby", PREVIEW).child(items)),
                more,
                (!here.is_empty()).then(|| found::here_already(here)),
                html::div().class("desk-row").child((
                    button("button primary", Desk::AddToArchive, move || page.add()),
                    button("button", Desk::OpenAsDraft, move || page.open()),
                )),
            )
                .into_any();
        }
        let added = page.added.get();
        if added.is_empty() {
            return html::p().class("desk-text muted").child(t(Desk::NothingRead)).into_any();
        }
        let links: Vec<_> = added
            .into_iter()
            .map(|(id, title)| {
                let address = Address::new(Route::Meeting(id.as_str().into(), None)).to_string();
                html::li().class("desk-text").child(html::a().class("desk-link").href(address).child(own(&title)))
            })
            .collect();
        (
            html::p().class("desk-text").child(t(Desk::AddedHere)),
            html::ul().class("desk-notes").role("list").aria_label(t(Desk::AddedList)).child(links),
        )
            .into_any()
    };
    html::section()
        .class("desk-section")
        .attr("aria-labelledby", PREVIEW)
        .child((html::h2().class("desk-heading").id(PREVIEW).tabindex("-1").child(t(Desk::Preview)), content))
        .into_any()
}

fn notes(page: Page) -> AnyView {
    let content = move || {
        let notes = page.notes.get();
        if notes.is_empty() {
            return html::p().class("desk-text muted").child(t(Desk::NoNotes)).into_any();
        }
        let items: Vec<_> = notes.into_iter().map(|note| html::li().class("desk-text").child(note)).collect();
        html::ul().class("desk-notes").role("list").attr("aria-labelledby", "desk-notes").child(items).into_any()
    };
    html::section()
        .class("desk-section")
        .attr("aria-labelledby", "desk-notes")
        .child((
            html::h2().class("desk-heading").id("desk-notes").child(t(Desk::Notes)),
            html::div().class("desk-live").attr("aria-live", "polite").child(content),
        ))
        .into_any()
}

/// What "Open file" on the page of drafts takes: every meeting of the files.
pub async fn for_drafts(state: State, files: Vec<web_sys::File>) -> Reading {
    let list = added::list(state).await.ok();
    reading::files(list.as_deref(), files).await
}

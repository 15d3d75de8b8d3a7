//! Recording the meeting that was held: under each item what became of it, notes, decisions and actions; below the agenda who was there.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use web_sys::KeyboardEvent;

use super::{
    Open,
    belongs::{known, said, text as text_field},
    details,
    fields::is_partial,
    keys::is_letter,
};
use crate::{
    domain::{
        draft::{
            Change, Draft,
            record::{self, People, Recorded},
        },
        model::{Action, ActionStatus, Due, ItemId, ItemState, KnownOption, Lenient, Organization, Strength, slot::to_value, write},
        time::{CivilDate, Moment},
    },
    message::{Desk, View},
    platform::{dom, files},
    ui::{
        desk::{
            added, button,
            parts::{field, focus_later, select},
            run, state,
        },
        text::{t, tn, tv},
    },
};

/// The heading of what is recorded of the meeting as a whole.
const HEADING: &str = "desk-record";

fn notes_id(id: &ItemId) -> String {
    format!("notes-{id}")
}

fn decisions_id(id: &ItemId) -> String {
    format!("decisions-{id}")
}

fn add_action_id(id: &ItemId) -> String {
    format!("add-action-{id}")
}

fn action_id(id: &ItemId, at: usize) -> String {
    format!("action-{id}-{at}")
}

/// "Record the meeting": shows the fields, with the focus in the first of them.
pub fn begin(open: Open) {
    open.perform(open.ask(record::begin));
    if let Some(first) = open.visible().into_iter().next() {
        focus_later(notes_id(&first), None);
    }
    open.said.set(t(Desk::SaidRecording).to_owned());
}

/// The button below the agenda.
pub fn button_to_begin(open: Open) -> AnyView {
    let inside = move || {
        (!open.recording.get())
            .then(|| html::button().class("button").r#type("button").on(ev::click, move |_| begin(open)).child(t(Desk::Record)))
    };
    html::span().child(inside).into_any()
}

/// The keys of recording, anywhere in an item; whether it was one.
pub fn key(open: Open, id: &ItemId, event: &KeyboardEvent) -> bool {
    if !open.recording.get_untracked() || event.meta_key() {
        return false;
    }
    let chord = event.alt_key() && event.shift_key() && !event.ctrl_key();
    // On some systems these keys write other signs.
    let is = |letter: char| is_letter(event, letter) || event.code() == format!("Key{letter}");
    if chord && is('N') {
        focus_later(notes_id(id), None);
    } else if chord && is('D') {
        focus_later(decisions_id(id), None);
    } else if chord && is('A') {
        add_action(open, id);
    } else {
        return false;
    }
    event.prevent_default();
    true
}

/// Keys in what is recorded of an item: the chords, Ctrl+Enter to the notes of the next item, Escape to the row.
fn key_inside(open: Open, id: &ItemId, event: &KeyboardEvent) {
    if event.is_composing() || key(open, id, event) {
        return;
    }
    if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return details::leave(open, id, event);
    }
    event.prevent_default();
    let order = open.visible();
    let Some(at) = order.iter().position(|item| item == id) else { return };
    let next = if event.shift_key() { at.checked_sub(1) } else { Some(at + 1) };
    match next.and_then(|at| order.get(at)) {
        Some(item) => focus_later(notes_id(item), None),
        None if event.shift_key() => {}
        None => focus_later(HEADING.to_owned(), None),
    }
}

/// What is recorded of an item; nothing while nothing is recorded.
pub fn of_item(open: Open, id: &Arc<ItemId>, title: RwSignal<String>, recorded: RwSignal<Recorded>) -> AnyView {
    let of = id.clone();
    let content = move || open.recording.get().then(|| fields(open, &of, title, recorded));
    content.into_any()
}

fn fields(open: Open, id: &Arc<ItemId>, title: RwSignal<String>, recorded: RwSignal<Recorded>) -> AnyView {
    let of = id.clone();
    let key = move |event: KeyboardEvent| key_inside(open, &of, &event);
    let name = move || {
        let title = title.get();
        tv(Desk::RecordOf, &[("title", if title.is_empty() { t(Desk::ItemTitle) } else { &title })])
    };
    html::div()
        .class("desk-record")
        .role("group")
        .attr("aria-label", name)
        .on(ev::keydown, key)
        .child((
            lines(open, Desk::RecordNotes, notes_id(id), Memo::new(move |_| recorded.with(record::notes)), {
                let of = id.clone();
                move |draft, text| record::set_notes(draft, &of, text)
            }),
            lines(open, Desk::RecordDecisions, decisions_id(id), Memo::new(move |_| recorded.with(record::decisions)), {
                let of = id.clone();
                move |draft, text| record::set_decisions(draft, &of, text)
            }),
            actions(open, id, recorded),
            html::div().class("desk-row desk-became").child((became(open, id), {
                let of = id.clone();
                html::button()
                    .class("button quiet")
                    .id(add_action_id(id))
                    .r#type("button")
                    .on(ev::click, move |_| add_action(open, &of))
                    .child(t(Desk::AddAction))
            })),
        ))
        .into_any()
}

/// A text of several lines, as high as it is.
fn lines(
    open: Open,
    label: Desk,
    id: String,
    kept: Memo<String>,
    set: impl Fn(&Draft, &str) -> Option<Change> + Send + Sync + 'static,
) -> AnyView {
    // A line feed on its way to the next line says nothing yet.
    let typed = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| {
        let kept = kept.get();
        let means = |text: &String| text.lines().filter(|line| !line.trim().is_empty()).eq(kept.lines());
        typed.get().filter(means).unwrap_or(kept)
    });
    let input = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        open.perform(open.ask(|draft| set(draft, &text)));
        typed.set(Some(text));
    };
    let area =
        html::textarea().id(id).class("desk-input").dir("auto").attr("rows", "1").prop("value", move || shown.get()).on(ev::input, input);
    field(label, html::span().class("desk-tall").attr("data-text", move || shown.get()).child(area))
}

fn became(open: Open, id: &Arc<ItemId>) -> AnyView {
    let of = id.clone();
    let state = open.outline(move |draft| draft.item(&of).and_then(|item| item.state.known().copied()));
    let mut options = vec![(String::new(), t(Desk::StateUnknown).to_owned())];
    options.extend(ItemState::ALL.iter().map(|state| (state.to_string(), state_name(*state).to_owned())));
    let of = id.clone();
    let choose = move |word: String| open.perform(Some(record::set_state(&of, word.parse().ok())));
    select(Desk::ItemState, options, move || state.get().map(|state| state.to_string()).unwrap_or_default(), choose)
}

fn state_name(state: ItemState) -> &'static str {
    match state {
        ItemState::Planned => t(Desk::StatePlanned),
        ItemState::Done => t(Desk::StateDone),
        ItemState::Deferred => t(View::ItemDeferred),
        ItemState::Dropped => t(View::ItemDropped),
    }
}

fn add_action(open: Open, id: &ItemId) {
    let at = open.ask(|draft| {
        let at = draft.item(id).map(|item| Recorded::of(item).action.len());
        focus_later(action_id(id, at?), None);
        record::add_action(draft, id)
    });
    open.perform(at);
}

fn actions(open: Open, id: &Arc<ItemId>, recorded: RwSignal<Recorded>) -> AnyView {
    let count = Memo::new(move |_| recorded.with(|recorded| recorded.action.len()));
    let bodies = Memo::new(move |_| known(open));
    let of = id.clone();
    let all = move || (0..count.get()).map(|at| action(open, &of, at, recorded, bodies)).collect::<Vec<_>>();
    all.into_any()
}

fn action(open: Open, id: &Arc<ItemId>, at: usize, recorded: RwSignal<Recorded>, bodies: Memo<Vec<Organization>>) -> AnyView {
    fn read<T: Default>(recorded: RwSignal<Recorded>, at: usize, read: impl Fn(&Action) -> T) -> T {
        recorded.with(|recorded| recorded.action.get(at).map(read).unwrap_or_default())
    }
    let of = id.clone();
    let change = move |change: &dyn Fn(&mut Action)| open.perform(open.ask(|draft| record::change_action(draft, &of, at, change)));
    let name = {
        let change = change.clone();
        move |text: String| change(&|action| action.name = said(text.clone()))
    };
    // What is typed stays as it is typed for as long as it means what is kept: "Chair, " is on its way to two.
    let typed = RwSignal::new(None::<String>);
    let owners = move || {
        let kept = read(recorded, at, |action| record::owners(&action.agent));
        typed.get().filter(|text| record::owners(&record::owners_of(text, &[], std::iter::empty())) == kept).unwrap_or(kept)
    };
    let set_owners = {
        let change = change.clone();
        move |text: String| {
            change(&|action| action.agent = bodies.with_untracked(|known| record::owners_of(&text, &action.agent, known.iter())));
            typed.set(Some(text));
        }
    };
    let due = {
        let change = change.clone();
        move |alter: &dyn Fn(&mut Due)| {
            change(&|action| {
                let mut due = action.due.take().unwrap_or_default();
                alter(&mut due);
                action.due = (due != Due::default()).then_some(due);
            });
        }
    };
    let date = move || {
        read(recorded, at, |action| match action.due.as_ref().and_then(|due| due.date.known()) {
            Some(Moment::Day(day)) => day.to_string(),
            _ => String::new(),
        })
    };
    let set_date = {
        let due = due.clone();
        move |event: web_sys::Event| {
            if !is_partial(&event) {
                let day = event_target_value(&event).parse::<CivilDate>().ok();
                due(&|due| due.date = day.map(|day| Lenient::Known(Moment::Day(day))));
            }
        }
    };
    let words = move || read(recorded, at, |action| action.due.as_ref().and_then(|due| due.text.clone()).unwrap_or_default());
    let set_words = move |text: String| due(&|due| due.text = said(text.clone()));
    let none = || vec![(String::new(), t(Desk::None).to_owned())];
    let strengths = none().into_iter().chain(Strength::ALL.iter().map(|one| (one.to_string(), t(View::strength(*one)).to_owned())));
    let set_strength = {
        let change = change.clone();
        move |word: String| change(&|action| action.strength = word.parse().ok().map(Lenient::Known))
    };
    let statuses = ActionStatus::ALL.iter().map(|one| (one.to_string(), t(View::status(*one)).to_owned()));
    let set_status = move |word: String| {
        // An action of which nothing is said is open.
        let status = word.parse().ok().filter(|status| *status != ActionStatus::Open);
        change(&|action| action.action_status = status.map(Lenient::Known));
    };
    let strength = move || read(recorded, at, |action| action.strength.known().map(ToString::to_string).unwrap_or_default());
    let status = move || recorded.with(|recorded| recorded.action.get(at).map(Action::status)).unwrap_or(ActionStatus::Open).to_string();
    let gone = id.clone();
    let remove = move || {
        open.perform(open.ask(|draft| record::remove_action(draft, &gone, at)));
        focus_later(add_action_id(&gone), None);
    };
    html::div()
        .class("desk-part")
        .role("group")
        .attr("aria-label", tv(Desk::ActionNumber, &[("number", &(at + 1).to_string())]))
        .child((
            html::div().class("desk-wide").child(text_field(
                Desk::ActionText,
                Some(action_id(id, at)),
                move || read(recorded, at, |action| action.name.clone().unwrap_or_default()),
                name,
            )),
            text_field(Desk::ActionOwner, None, owners, set_owners),
            select(Desk::ActionStrength, strengths.collect(), strength, set_strength),
            field(Desk::ActionDue, html::input().class("desk-input").r#type("date").prop("value", date).on(ev::input, set_date)),
            text_field(Desk::ActionDueWords, None, words, set_words),
            select(Desk::ActionStatus, statuses.collect(), status, set_status),
            button("button quiet", Desk::RemoveAction, remove),
        ))
        .into_any()
}

/// What is recorded of the meeting as a whole, and the way to the archive.
pub fn of_meeting(open: Open) -> AnyView {
    let content = move || open.recording.get().then(|| whole(open));
    content.into_any()
}

fn whole(open: Open) -> AnyView {
    let people = |which: People| open.of_meeting(move |draft| record::people(&draft.meeting, which));
    let count = open.of_meeting(|draft| draft.meeting.attendee_count);
    let set_count = move |event: web_sys::Event| {
        if !is_partial(&event) {
            let count = event_target_value(&event).parse::<u32>().ok();
            open.perform(Some(Change::typing(None, [("attendeeCount", to_value(&count))])));
        }
    };
    let before = open.outline(|draft| draft.meeting.previous_meeting.clone().or_else(|| draft.meeting.derived_from.clone()));
    let fetch = move || {
        let Some(id) = before.get_untracked() else { return };
        run(async move {
            let envelope = added::envelope_of(open.state, &id).await;
            let other = envelope.as_ref().and_then(|envelope| envelope.meeting.iter().find(|meeting| meeting.stands_for(&id)));
            // The page may have gone meanwhile.
            let people = || open.editor.try_with_untracked(|editor| editor.draft().meeting.participation.len());
            let Some(had) = people() else { return };
            open.perform(other.and_then(|other| open.ask(|draft| record::add_people(draft, other))));
            let new = people().unwrap_or(had) - had;
            open.said.set(if new > 0 { tn(Desk::PeopleAdded, new, &[]) } else { t(Desk::PeopleNone).to_owned() });
        });
    };
    let along = open.outline(|draft| (draft.meeting.minutes.len(), draft.rest.action.len()));
    let along = move || {
        let (sections, actions) = along.get();
        let lines = [(Desk::RecordSections, sections), (Desk::RecordActions, actions)].into_iter().filter(|(_, count)| *count > 0);
        lines.map(|(said, count)| html::p().class("desk-text muted").child(tn(said, count, &[]))).collect::<Vec<_>>()
    };
    html::section()
        .class("desk-section")
        .attr("aria-labelledby", HEADING)
        .child((
            html::h2().class("desk-heading").id(HEADING).tabindex("-1").child(t(Desk::RecordHeading)),
            html::p().class("desk-text muted").child(t(Desk::RecordHelp)),
            along,
            html::div().class("desk-fields desk-people").child((
                lines(open, Desk::PeoplePresent, "desk-present".into(), people(People::Present), |draft, text| {
                    Some(record::set_people(draft, People::Present, text))
                }),
                lines(open, Desk::PeopleRegrets, "desk-regrets".into(), people(People::Regrets), |draft, text| {
                    Some(record::set_people(draft, People::Regrets, text))
                }),
                field(
                    Desk::AttendeeCount,
                    html::input()
                        .class("desk-input")
                        .r#type("number")
                        .attr("min", "0")
                        .attr("inputmode", "numeric")
                        .prop("value", move || count.get().map(|count| count.to_string()).unwrap_or_default())
                        .on(ev::input, set_count),
                ),
            )),
            html::p().class("desk-row desk-add").child((
                button("button primary", Desk::RecordToArchive, move || to_archive(open)),
                move || before.get().map(|_| button("button", Desk::PeopleBefore, fetch)),
                button("button", Desk::RecordLeave, move || {
                    open.perform(open.ask(record::leave));
                    focus_later("desk-agenda".to_owned(), None);
                }),
            )),
        ))
        .into_any()
}

/// Takes the record to where everything is added to the archive of this device: what is known of the meeting already is compared there, and
/// nothing is added unseen.
fn to_archive(open: Open) {
    open.perform(open.ask(record::finish));
    let file = open.editor.with_untracked(|editor| {
        let envelope = record::for_archive(editor.draft());
        let name = envelope.meeting.first().map(|meeting| meeting.id.as_str().replace('/', "-")).unwrap_or_default();
        files::made(&format!("{name}.json"), &write::pretty(&envelope))
    });
    match file {
        Ok(file) => {
            open.state.dropped.update(|files| files.push(file));
            dom::go("#/import");
        }
        Err(why) => open.state.alert.set(tv(Desk::NotKept, &[("why", &state::why(&why))])),
    }
}

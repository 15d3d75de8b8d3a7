//! The record of the meeting that was held: notes, decisions and actions under each item, and who was there.
//!
//! While a draft is written, what is recorded of an item stands in the item, so that it is moved, undone, compared and merged with it. In
//! what leaves the desk it stands where the meeting JSON has it: in sections of the minutes, and in actions.

mod archive;
mod lay;

use std::collections::HashSet;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

pub use archive::for_archive;
pub use lay::{laid_out, taken_in};

use super::{Change, Draft, Label, bodies::bodies_of};
use crate::domain::model::{
    Action, ActionId, AgendaItem, Agent, Decision, ItemId, ItemState, KnownOption, Lenient, Meeting, MeetingState, Note, Organization,
    Participation, Presence, slot::to_value,
};

/// The notes of an item in a draft, a paragraph each.
pub const NOTES: &str = "recordNote";
/// Its decisions.
pub const DECISIONS: &str = "recordDecision";
/// Its actions, without meeting and section.
pub const ACTIONS: &str = "recordAction";
/// The id of its section, where that does not follow from its own.
pub const SECTION: &str = "recordSection";

/// What was recorded of an item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded {
    /// Paragraphs.
    pub note: Vec<Note>,
    /// Decisions.
    pub decision: Vec<Decision>,
    /// Actions, without meeting and section.
    pub action: Vec<Action>,
}

impl Recorded {
    /// That of an item.
    pub fn of(item: &AgendaItem) -> Self {
        // As a rule there is nothing.
        if item.extra.is_empty() {
            return Self::default();
        }
        Self { note: list(item, NOTES), decision: list(item, DECISIONS), action: list(item, ACTIONS) }
    }

    fn is_empty(&self) -> bool {
        self.note.is_empty() && self.decision.is_empty() && self.action.is_empty()
    }
}

/// A list in an item; what is no such list says nothing here.
fn list<T: DeserializeOwned>(item: &AgendaItem, key: &str) -> Vec<T> {
    item.extra.get(key).and_then(|value| Vec::deserialize(value).ok()).unwrap_or_default()
}

/// Whether the meeting is being recorded, or was.
pub fn is_on(draft: &Draft) -> bool {
    matches!(draft.meeting.meeting_state.known(), Some(MeetingState::Held | MeetingState::Minuted))
}

/// "Record the meeting": from now on it is one that was held.
pub fn begin(draft: &Draft) -> Option<Change> {
    (!is_on(draft)).then(|| state(MeetingState::Held))
}

/// "Back to the agenda": it is a draft again; what was recorded stays.
pub fn leave(draft: &Draft) -> Option<Change> {
    is_on(draft).then(|| state(MeetingState::Draft))
}

/// The state in which it goes to the archive: recorded, where anything is.
pub fn finish(draft: &Draft) -> Option<Change> {
    let is_recorded = draft.reading_order().iter().any(|(item, _)| !Recorded::of(item).is_empty());
    let new = if is_recorded || !draft.meeting.minutes.is_empty() { MeetingState::Minuted } else { MeetingState::Held };
    (draft.meeting.meeting_state.known() != Some(&new)).then(|| state(new))
}

fn state(new: MeetingState) -> Change {
    Change::typing(None, [("meetingState", new.as_str().into())])
}

/// What became of an item; nothing is known of it without one.
pub fn set_state(id: &ItemId, new: Option<ItemState>) -> Change {
    Change::typing(Some(id), [("state", to_value(&new.map(Lenient::Known)))])
}

/// A text on one line.
fn line(text: Option<&String>) -> String {
    text.map(|text| text.replace(['\n', '\r'], " ")).unwrap_or_default()
}

/// What a list says, an entry a line.
fn lines<'a, T: 'a>(entries: impl IntoIterator<Item = &'a T>, said: fn(&T) -> String) -> String {
    entries.into_iter().map(said).collect::<Vec<_>>().join("\n")
}

/// A list that says what stands on these lines. Entries whose line stays are kept as they are; one whose line was changed keeps what else
/// is known of it; one that shows no text stays before the one that it stood before.
fn retold<T: Clone + Default>(before: &[T], text: &str, said: fn(&T) -> String, say: impl Fn(&T, &str) -> T) -> Vec<T> {
    struct Shown<'a, T> {
        line: String,
        entry: &'a T,
        /// What shows no text and stands before it.
        unseen: Vec<&'a T>,
    }
    let (mut old, mut unseen) = (Vec::new(), Vec::new());
    for entry in before {
        let line = said(entry);
        if line.trim().is_empty() { unseen.push(entry) } else { old.push(Shown { line, entry, unseen: std::mem::take(&mut unseen) }) }
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let same = |(line, old): &(&&str, &Shown<T>)| **line == old.line;
    let first = lines.iter().zip(&old).take_while(same).count();
    let last = lines[first..].iter().rev().zip(old[first..].iter().rev()).take_while(same).count();
    let (from, to) = (lines.len() - last, old.len() - last);
    let mut out = Vec::new();
    let keep = |kept: &[Shown<T>], out: &mut Vec<T>| {
        kept.iter().for_each(|shown| out.extend(shown.unseen.iter().copied().chain([shown.entry]).cloned()));
    };
    keep(&old[..first], &mut out);
    old[first..to].iter().for_each(|shown| out.extend(shown.unseen.iter().copied().cloned()));
    // A line that was moved is still the same; one that is being written is like what it was a letter ago; others are new.
    let mut left: Vec<&Shown<T>> = old[first..to].iter().collect();
    let is_one = (from - first, to - first) == (1, 1);
    for line in &lines[first..from] {
        let moved = left.iter().position(|shown| shown.line == *line);
        let before = moved.or_else(|| (is_one && is_like(&left.first()?.line, line)).then_some(0)).map(|at| left.remove(at).entry);
        out.push(match before {
            Some(entry) if moved.is_some() => entry.clone(),
            before => say(&before.cloned().unwrap_or_default(), line),
        });
    }
    keep(&old[to..], &mut out);
    out.extend(unseen.into_iter().cloned());
    out
}

/// Whether one line was made of another by writing on: most letters at its beginning and end are the same.
fn is_like(old: &str, new: &str) -> bool {
    let first = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    let (old_left, new_left) = (old.chars().rev(), new.chars().rev());
    let shorter = old.chars().count().min(new.chars().count());
    let last = old_left.zip(new_left).take(shorter - first).take_while(|(old, new)| old == new).count();
    2 * (first + last) >= shorter
}

/// The notes of an item, a paragraph a line.
pub fn notes(recorded: &Recorded) -> String {
    lines(&recorded.note, |note| line(note.text.as_ref()))
}

/// Makes the notes of an item say what stands on these lines.
pub fn set_notes(draft: &Draft, id: &ItemId, text: &str) -> Option<Change> {
    let before = Recorded::of(draft.item(id)?).note;
    let say = |note: &Note, text: &str| Note { text: Some(text.to_owned()), ..note.clone() };
    let new = retold(&before, text, |note| line(note.text.as_ref()), say);
    Some(Change::typing(Some(id), [(NOTES, to_list(&new))]))
}

/// The decisions of an item, one a line.
pub fn decisions(recorded: &Recorded) -> String {
    lines(&recorded.decision, |decision| line(decision.text.as_ref()))
}

/// Makes the decisions of an item say what stands on these lines.
pub fn set_decisions(draft: &Draft, id: &ItemId, text: &str) -> Option<Change> {
    let before = Recorded::of(draft.item(id)?).decision;
    let say = |decision: &Decision, text: &str| Decision { text: Some(text.to_owned()), ..decision.clone() };
    let new = retold(&before, text, |decision| line(decision.text.as_ref()), say);
    Some(Change::typing(Some(id), [(DECISIONS, to_list(&new))]))
}

fn to_list<T: serde::Serialize>(all: &[T]) -> Value {
    if all.is_empty() { Value::Null } else { to_value(&all) }
}

/// "Add action".
pub fn add_action(draft: &Draft, id: &ItemId) -> Option<Change> {
    let mut all = Recorded::of(draft.item(id)?).action;
    all.push(Action { id: new_action(draft), ..Action::default() });
    Some(Change { label: Label::Part, ..Change::typing(Some(id), [(ACTIONS, to_list(&all))]) })
}

/// Takes an action away.
pub fn remove_action(draft: &Draft, id: &ItemId, at: usize) -> Option<Change> {
    let mut all = Recorded::of(draft.item(id)?).action;
    (at < all.len()).then(|| all.remove(at))?;
    Some(Change { label: Label::Part, ..Change::typing(Some(id), [(ACTIONS, to_list(&all))]) })
}

/// Changes an action.
pub fn change_action(draft: &Draft, id: &ItemId, at: usize, change: impl FnOnce(&mut Action)) -> Option<Change> {
    let mut all = Recorded::of(draft.item(id)?).action;
    change(all.get_mut(at)?);
    Some(Change::typing(Some(id), [(ACTIONS, to_list(&all))]))
}

/// An id that no other action has.
fn new_action(draft: &Draft) -> ActionId {
    let Meeting { id, agenda_item, .. } = &draft.meeting;
    lay::action_id(id, lay::highest(id, agenda_item, &draft.rest.action).saturating_add(1))
}

/// Names with commas between them.
pub fn owners(agents: &[Agent]) -> String {
    agents
        .iter()
        .filter_map(|agent| agent.name.as_deref().or(agent.organization.as_ref().map(|body| body.as_str())))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Owners by what was typed: those who were there keep what is known of them, and what names a known body is that body.
pub fn owners_of<'a>(text: &str, before: &[Agent], known: impl Iterator<Item = &'a Organization> + Clone) -> Vec<Agent> {
    let names = text.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
    let agent = |name: &str| {
        let same = before.iter().find(|agent| owners(std::slice::from_ref(agent)) == name);
        same.cloned().unwrap_or_else(|| {
            let organization = bodies_of(name, known.clone()).ok().and_then(|bodies| bodies.into_iter().next());
            Agent { name: Some(name.to_owned()), organization, ..Agent::default() }
        })
    };
    names.map(agent).collect()
}

/// Which of the people of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// Who was there, in whichever way.
    Present,
    /// Who sent regrets.
    Regrets,
}

impl People {
    fn of(person: &Participation) -> Self {
        if person.presence.known() == Some(&Presence::Regrets) { Self::Regrets } else { Self::Present }
    }
}

/// A line of a list of people.
fn person(person: &Participation) -> String {
    person.listed().unwrap_or_default()
}

/// The people of a meeting, one a line.
pub fn people(meeting: &Meeting, which: People) -> String {
    lines(meeting.participation.iter().filter(|one| People::of(one) == which), person)
}

/// Makes the people of a meeting those on these lines.
pub fn set_people(draft: &Draft, which: People, text: &str) -> Change {
    let (mut there, mut away): (Vec<Participation>, Vec<Participation>) =
        draft.meeting.participation.iter().cloned().partition(|one| People::of(one) == People::Present);
    let presence = if which == People::Present { Presence::Present } else { Presence::Regrets };
    let say = |before: &Participation, text: &str| {
        let (name, affiliation) = match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
            Some((name, affiliation)) if !name.trim().is_empty() => (name, Some(affiliation.to_owned())),
            _ => (text, None),
        };
        let mut new = Participation { affiliation, ..before.clone() };
        if new.name.as_deref() != Some(name) {
            (new.name, new.family_name, new.given_name) = (Some(name.to_owned()), None, None);
        }
        new.presence = new.presence.or(Some(Lenient::Known(presence)));
        new
    };
    let side = if which == People::Present { &mut there } else { &mut away };
    *side = retold(side, text, person, say);
    there.extend(away);
    Change::typing(None, [("participation", to_list(&there))])
}

/// Those who were at another meeting, as people of this one: added to who is listed already.
pub fn add_people(draft: &Draft, other: &Meeting) -> Option<Change> {
    let mut all = draft.meeting.participation.clone();
    let known: HashSet<String> = all.iter().map(|one| line(one.name.as_ref())).collect();
    let there = other.participation.iter().filter(|one| People::of(one) == People::Present);
    let new = there.filter(|one| one.name.is_some() && !known.contains(&line(one.name.as_ref())));
    // Where it was said that somebody was there is of that meeting.
    let new =
        new.map(|one| Participation { presence: Some(Lenient::Known(Presence::Present)), note: None, source: Vec::new(), ..one.clone() });
    all.extend(new);
    (all.len() > draft.meeting.participation.len())
        .then(|| Change { label: Label::Part, ..Change::typing(None, [("participation", to_list(&all))]) })
}

/// Forgets what was recorded of an item, but not below it.
pub(super) fn forget(item: &mut AgendaItem) {
    [NOTES, DECISIONS, ACTIONS, SECTION].iter().for_each(|key| drop(item.extra.remove(*key)));
}

#[cfg(test)]
mod tests;

//! The record of the meeting that was held: notes, decisions and actions under each item, and who was there.
//!
//! While a draft is written, what is recorded of an item stands in the item, so that it is moved, undone, compared and merged with it. In
//! what leaves the desk it stands where the meeting JSON has it: in sections of the minutes, and in actions.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Change, Draft, Label, bodies::bodies_of, numbers};
use crate::domain::{
    import::renamed,
    model::{
        Action, ActionId, AgendaItem, Agent, DatePrecision, Decision, Envelope, ItemId, ItemState, KnownOption, Lenient, Meeting,
        MeetingState, MeetingType, MinutesSection, Note, Organization, PartId, Participation, Presence, slot::to_value,
    },
    numeral,
    time::Moment,
};

/// The notes of an item in a draft, a paragraph each.
pub const NOTES: &str = "recordNote";
/// Its decisions.
pub const DECISIONS: &str = "recordDecision";
/// Its actions, without meeting and section.
pub const ACTIONS: &str = "recordAction";
/// The id of its section, where that does not follow from its own.
const SECTION: &str = "recordSection";

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
/// is known of it.
fn retold<T: Clone + Default>(before: &[T], text: &str, said: fn(&T) -> String, say: impl Fn(&T, &str) -> T) -> Vec<T> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect();
    let old: Vec<String> = before.iter().map(said).collect();
    let first = lines.iter().zip(&old).take_while(|(line, old)| **line == **old).count();
    let last = lines[first..].iter().rev().zip(old[first..].iter().rev()).take_while(|(line, old)| **line == **old).count();
    let (from, to) = (lines.len() - last, before.len() - last);
    let between = lines[first..from].iter().enumerate().map(|(at, line)| {
        let same = before[first..to].get(at);
        say(&same.cloned().unwrap_or_default(), line)
    });
    before[..first].iter().cloned().chain(between).chain(before[to..].iter().cloned()).collect()
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

/// The next number of an action that no other one has.
fn new_action(draft: &Draft) -> ActionId {
    let known = draft.reading_order().into_iter().flat_map(|(item, _)| Recorded::of(item).action);
    let known = known.map(|action| action.id).chain(draft.rest.action.iter().map(|action| action.id.clone()));
    free_action(&draft.meeting, &known.collect())
}

fn free_action(meeting: &Meeting, known: &HashSet<ActionId>) -> ActionId {
    let start = format!("{}/action-", meeting.id);
    let numbers = known.iter().filter_map(|id| id.as_str().strip_prefix(&start)?.parse::<u32>().ok());
    format!("{start}{}", numbers.max().unwrap_or(0).saturating_add(1)).into()
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

/// "Jane Doe (Body)".
fn person(person: &Participation) -> String {
    let name = line(person.name.as_ref());
    match &person.affiliation {
        Some(affiliation) => format!("{name} ({})", line(Some(affiliation))),
        None => name,
    }
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
    let new = other.participation.iter().filter(|one| one.name.is_some() && !known.contains(&line(one.name.as_ref())));
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

/// Gives what was recorded of an item the ids of another meeting.
pub(super) fn rename(item: &mut AgendaItem, from: &str, to: &str) {
    let mut all: Vec<Action> = list(item, ACTIONS);
    for action in &mut all {
        if let Some(rest) = action.id.as_str().strip_prefix(from) {
            action.id = format!("{to}{rest}").into();
        }
    }
    if !all.is_empty() {
        item.extra.insert(ACTIONS.into(), to_value(&all));
    }
    item.extra.remove(SECTION);
}

/// A meeting with its actions as the meeting JSON has them: what was recorded of items is in its minutes and actions.
pub fn laid_out(mut meeting: Meeting, mut action: Vec<Action>) -> (Meeting, Vec<Action>) {
    let known = meeting.minutes.iter().filter_map(|section| section.id.clone()).collect();
    let mut agenda = std::mem::take(&mut meeting.agenda_item);
    let mut out =
        LayOut { meeting: &meeting, sections: known, ids: action.iter().map(|action| action.id.clone()).collect(), action: &mut action };
    let minutes = out.sections(&mut agenda);
    meeting.agenda_item = agenda;
    meeting.minutes.extend(minutes);
    (meeting, action)
}

struct LayOut<'a> {
    meeting: &'a Meeting,
    /// Ids of sections that are taken.
    sections: HashSet<PartId>,
    /// Ids of actions that are taken.
    ids: HashSet<ActionId>,
    action: &'a mut Vec<Action>,
}

impl LayOut<'_> {
    /// Sections that are nested as the items are of which anything was recorded.
    fn sections(&mut self, items: &mut [AgendaItem]) -> Vec<MinutesSection> {
        let mut out = Vec::new();
        for item in items {
            let Recorded { note, decision, action } = Recorded::of(item);
            let own: Option<String> = item.extra.get(SECTION).and_then(|id| id.as_str().map(str::to_owned));
            if !item.extra.is_empty() {
                forget(item);
            }
            let action: Vec<Action> = action.into_iter().filter(|action| !is_blank(action)).collect();
            let id = self.section(&item.id, own);
            for action in action.iter().cloned() {
                self.add(action, &id);
            }
            let section = self.sections(&mut item.agenda_item);
            let is_empty = note.is_empty() && decision.is_empty() && action.is_empty();
            if !is_empty || !section.is_empty() {
                self.sections.insert(id.clone());
                let (name, agenda_item) = (item.name.clone(), Some(item.id.clone()));
                out.push(MinutesSection { id: Some(id), name, agenda_item, note, decision, section, ..MinutesSection::default() });
            }
        }
        out
    }

    /// The id of an item's section: that of "item-4" is "section-4".
    fn section(&self, item: &ItemId, own: Option<String>) -> PartId {
        let start = format!("{}/item-", self.meeting.id);
        let following = item.as_str().strip_prefix(&start).map(|number| format!("{}/section-{number}", self.meeting.id));
        let id = own.or(following).map(PartId::from).filter(|id| !self.sections.contains(id));
        id.unwrap_or_else(|| format!("{item}/section").into())
    }

    fn add(&mut self, mut action: Action, section: &PartId) {
        // Two people count alike.
        if action.id.as_str().is_empty() || self.ids.contains(&action.id) {
            action.id = free_action(self.meeting, &self.ids);
        }
        self.ids.insert(action.id.clone());
        action.meeting = Some(self.meeting.id.clone());
        action.section = Some(section.clone());
        self.action.push(action);
    }
}

/// Whether an action says nothing yet.
fn is_blank(action: &Action) -> bool {
    *action == Action { id: action.id.clone(), strength: action.strength.clone(), ..Action::default() }
}

/// The way back: what minutes and actions say of items goes into the items, where all of it can, so that [`laid_out`] gives the same again.
pub(super) fn taken_in(meeting: Meeting, action: Vec<Action>) -> (Meeting, Vec<Action>) {
    let mut inside = meeting.clone();
    let (tied, rest): (Vec<MinutesSection>, Vec<MinutesSection>) =
        inside.minutes.drain(..).partition(|section| section.agenda_item.is_some());
    inside.minutes = rest;
    let mut left = action.clone();
    for section in tied {
        put(section, &mut inside.agenda_item, &mut left);
    }
    let same = laid_out(inside.clone(), left.clone()) == (meeting.clone(), action.clone());
    if same { (inside, left) } else { (meeting, action) }
}

fn put(section: MinutesSection, items: &mut [AgendaItem], actions: &mut Vec<Action>) {
    fn find<'a>(items: &'a mut [AgendaItem], id: &ItemId) -> Option<&'a mut AgendaItem> {
        items.iter_mut().find_map(|item| if item.id == *id { Some(item) } else { find(&mut item.agenda_item, id) })
    }
    let (MinutesSection { id, note, decision, section, .. }, Some(item)) = (section.clone(), section.agenda_item.as_ref()) else { return };
    let Some(item) = find(items, item) else { return };
    let (own, other): (Vec<Action>, Vec<Action>) = actions.drain(..).partition(|action| id.is_some() && action.section == id);
    *actions = other;
    let own: Vec<Action> = own.into_iter().map(|action| Action { meeting: None, section: None, ..action }).collect();
    let fields = [(NOTES, to_list(&note)), (DECISIONS, to_list(&decision)), (ACTIONS, to_list(&own)), (SECTION, to_value(&id))];
    item.extra.extend(fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)));
    section.into_iter().for_each(|section| put(section, items, actions));
}

/// The draft as a meeting for the archive: under an id that says which it is, with printed numbers, and without what only drafts have.
pub fn for_archive(draft: &Draft) -> Envelope {
    fn print(items: &mut [AgendaItem], numbers: &HashMap<ItemId, String>) {
        for item in items {
            item.number = numbers.get(&item.id).cloned();
            print(&mut item.agenda_item, numbers);
        }
    }
    let mut envelope = draft.for_others();
    let numbers = numbers::numbers(draft);
    for meeting in &mut envelope.meeting {
        print(&mut meeting.agenda_item, &numbers);
        (meeting.number_style, meeting.base_version) = (None, None);
        if let Some(start) = meeting.start.known() {
            let precision = match start {
                Moment::Instant(_) => DatePrecision::Minute,
                Moment::Day(_) => DatePrecision::Day,
                Moment::Month(..) => DatePrecision::Month,
                Moment::Year(_) => DatePrecision::Year,
            };
            meeting.date_precision = Some(Lenient::Known(precision));
        }
    }
    match archive_id(&draft.meeting) {
        Some(id) => renamed(&envelope, &draft.meeting.id, &id.as_str().into()),
        None => envelope,
    }
}

/// "igf-2025-mag-11": cycle, body and number; else the cycle and the title.
fn archive_id(meeting: &Meeting) -> Option<String> {
    let cycle = meeting.cycle.as_ref().map(|cycle| cycle.as_str());
    let number = meeting.sequence_number.or_else(|| numeral::of_roman(meeting.number.as_deref()?));
    let body = match meeting.meeting_type.known() {
        Some(MeetingType::OpenConsultation) => Some("oc"),
        Some(MeetingType::Workshop | MeetingType::Webinar | MeetingType::Other) => None,
        _ => meeting.organization.first().map(|body| body.as_str()),
    };
    let words: Vec<String> = match (body, number) {
        (Some(body), Some(number)) if cycle.is_some() => [cycle?.to_owned(), body.to_owned(), number.to_string()].into(),
        _ => {
            let title = slug(meeting.name.as_deref()?);
            let title = cycle.and_then(|cycle| title.strip_prefix(cycle)).map_or(title.as_str(), |rest| rest.trim_start_matches('-'));
            cycle.map(str::to_owned).into_iter().chain((!title.is_empty()).then(|| title.to_owned())).collect()
        }
    };
    let id = words.join("-");
    // A title in other letters names nothing in an address.
    (!id.is_empty() && Some(id.as_str()) != cycle).then_some(id)
}

/// A title in the letters of addresses.
fn slug(title: &str) -> String {
    let mut out = String::new();
    for letter in title.chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests;

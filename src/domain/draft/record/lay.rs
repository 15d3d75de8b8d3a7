//! What was recorded of items, on its way out into minutes and actions, and back.

use std::collections::{HashMap, HashSet};

use super::{ACTIONS, DECISIONS, NOTES, Recorded, SECTION, forget, to_list};
use crate::domain::model::{
    Action, ActionId, AgendaItem, Decision, ItemId, Meeting, MeetingId, MinutesSection, Note, PartId, slot::to_value,
};

/// The highest number of an action, of the meeting's own and of those in its items; 0 where there is none.
pub(super) fn highest(meeting: &MeetingId, items: &[AgendaItem], own: &[Action]) -> u32 {
    let number = |action: &Action| action.id.as_str().strip_prefix(meeting.as_str())?.strip_prefix("/action-")?.parse().ok();
    let inside = items.iter().map(|item| highest(meeting, &item.agenda_item, &Recorded::of(item).action));
    own.iter().filter_map(number).chain(inside).max().unwrap_or(0)
}

/// The id of an action by its number.
pub(super) fn action_id(meeting: &MeetingId, number: u32) -> ActionId {
    format!("{meeting}/action-{number}").into()
}

/// The id of an item's section: that of "item-4" is "section-4".
fn following(meeting: &MeetingId, item: &ItemId) -> PartId {
    let number = item.as_str().strip_prefix(meeting.as_str()).and_then(|rest| rest.strip_prefix("/item-"));
    number.map_or_else(|| format!("{item}/section"), |number| format!("{meeting}/section-{number}")).into()
}

/// A meeting with its actions as the meeting JSON has them: what was recorded of items is in its minutes and actions.
pub fn laid_out(mut meeting: Meeting, mut action: Vec<Action>) -> (Meeting, Vec<Action>) {
    let mut agenda = std::mem::take(&mut meeting.agenda_item);
    let mut out = LayOut {
        meeting: &meeting.id,
        sections: sections_of(&meeting.minutes).collect(),
        highest: highest(&meeting.id, &agenda, &action),
        given: action.iter().map(|action| action.id.clone()).collect(),
        action: &mut action,
    };
    let minutes = out.sections(&mut agenda);
    meeting.agenda_item = agenda;
    meeting.minutes.extend(minutes);
    (meeting, action)
}

/// The ids of sections, with those inside them.
fn sections_of(sections: &[MinutesSection]) -> Box<dyn Iterator<Item = PartId> + '_> {
    Box::new(sections.iter().flat_map(|section| section.id.iter().cloned().chain(sections_of(&section.section))))
}

struct LayOut<'a> {
    meeting: &'a MeetingId,
    /// Ids of sections that are taken.
    sections: HashSet<PartId>,
    /// The highest number of an action.
    highest: u32,
    /// Ids of actions that are given.
    given: HashSet<ActionId>,
    action: &'a mut Vec<Action>,
}

impl LayOut<'_> {
    /// Sections that are nested as the items are of which anything was recorded.
    fn sections(&mut self, items: &mut [AgendaItem]) -> Vec<MinutesSection> {
        let mut out = Vec::new();
        for item in items {
            let Recorded { note, decision, action } = Recorded::of(item);
            let own = item.extra.get(SECTION).and_then(|id| id.as_str()).map(PartId::from);
            if !item.extra.is_empty() {
                forget(item);
            }
            let action: Vec<Action> = action.into_iter().filter(|action| !is_blank(action)).collect();
            let is_empty = note.is_empty() && decision.is_empty() && action.is_empty();
            if is_empty && item.agenda_item.is_empty() {
                continue;
            }
            let id = self.section(&item.id, own);
            action.into_iter().for_each(|action| self.add(action, &id));
            let section = self.sections(&mut item.agenda_item);
            if is_empty && section.is_empty() {
                self.sections.remove(&id);
                continue;
            }
            let (name, agenda_item) = (item.name.clone(), Some(item.id.clone()));
            out.push(MinutesSection { id: Some(id), name, agenda_item, note, decision, section, ..MinutesSection::default() });
        }
        out
    }

    /// An id for the section of an item that no other one has.
    fn section(&mut self, item: &ItemId, own: Option<PartId>) -> PartId {
        let more = (2..).map(|number| format!("{item}/section-{number}").into());
        let mut all = own.into_iter().chain([following(self.meeting, item), format!("{item}/section").into()]).chain(more);
        let id = all.find(|id| !self.sections.contains(id)).unwrap_or_default();
        self.sections.insert(id.clone());
        id
    }

    fn add(&mut self, mut action: Action, section: &PartId) {
        // Two people count alike: the second one of a number gets another, which nobody has.
        if self.given.contains(&action.id) {
            self.highest = self.highest.saturating_add(1);
            action.id = action_id(self.meeting, self.highest);
        }
        self.given.insert(action.id.clone());
        action.meeting = Some(self.meeting.clone());
        action.section = Some(section.clone());
        self.action.push(action);
    }
}

/// Whether an action says nothing yet.
fn is_blank(action: &Action) -> bool {
    *action == Action { id: action.id.clone(), strength: action.strength.clone(), ..Action::default() }
}

/// What is recorded of an item, as it comes back.
struct Back {
    section: Option<PartId>,
    note: Vec<Note>,
    decision: Vec<Decision>,
}

/// The way back: sections that were laid out here, and their actions, go into their items, where [`laid_out`] gives the same again. Others
/// stay where they are.
pub fn taken_in(meeting: Meeting, action: Vec<Action>) -> (Meeting, Vec<Action>) {
    let mut names = HashMap::new();
    named(&meeting.agenda_item, &mut names);
    let mut inside = meeting.clone();
    let mut back: HashMap<ItemId, Back> = HashMap::new();
    let mut rest = Vec::new();
    for section in inside.minutes {
        if is_ours(&section, &names) && !section.agenda_item.as_ref().is_some_and(|item| back.contains_key(item)) {
            take(section, &mut back);
        } else {
            rest.push(section);
        }
    }
    if back.is_empty() {
        return (meeting, action);
    }
    inside.minutes = rest;
    let ours: HashSet<&PartId> = back.values().filter_map(|back| back.section.as_ref()).collect();
    let (own, left): (Vec<Action>, Vec<Action>) =
        action.iter().cloned().partition(|action| action.section.as_ref().is_some_and(|section| ours.contains(section)));
    let mut actions: HashMap<PartId, Vec<Action>> = HashMap::new();
    for mut action in own {
        action.meeting = None;
        if let Some(section) = action.section.take() {
            actions.entry(section).or_default().push(action);
        }
    }
    put(&meeting.id, &mut inside.agenda_item, &mut back, &mut actions);
    let (again, actions) = laid_out(inside.clone(), left.clone());
    if again == meeting && actions == action { (inside, left) } else { (meeting, action) }
}

/// The names of items, by their ids.
fn named<'a>(items: &'a [AgendaItem], names: &mut HashMap<&'a ItemId, Option<&'a String>>) {
    for item in items {
        names.insert(&item.id, item.name.as_ref());
        named(&item.agenda_item, names);
    }
}

/// Whether a section says no more than what is recorded of an item.
fn is_ours(section: &MinutesSection, names: &HashMap<&ItemId, Option<&String>>) -> bool {
    let MinutesSection { number, organization, source, extra, .. } = section;
    let is_bare = number.is_none() && organization.is_empty() && source.is_empty() && extra.is_empty();
    let is_named = section.agenda_item.as_ref().and_then(|item| names.get(item)).is_some_and(|name| *name == section.name.as_ref());
    is_named && is_bare && section.section.iter().all(|section| is_ours(section, names))
}

fn take(section: MinutesSection, back: &mut HashMap<ItemId, Back>) {
    let MinutesSection { id, agenda_item, note, decision, section, .. } = section;
    if let Some(item) = agenda_item {
        back.insert(item, Back { section: id, note, decision });
    }
    section.into_iter().for_each(|section| take(section, back));
}

fn put(meeting: &MeetingId, items: &mut [AgendaItem], back: &mut HashMap<ItemId, Back>, actions: &mut HashMap<PartId, Vec<Action>>) {
    for item in items {
        if let Some(Back { section, note, decision }) = back.remove(&item.id) {
            let own = section.as_ref().and_then(|section| actions.remove(section)).unwrap_or_default();
            let other = section.filter(|section| *section != following(meeting, &item.id));
            let fields = [(NOTES, to_list(&note)), (DECISIONS, to_list(&decision)), (ACTIONS, to_list(&own)), (SECTION, to_value(&other))];
            item.extra.extend(fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)));
        }
        put(meeting, &mut item.agenda_item, back, actions);
    }
}

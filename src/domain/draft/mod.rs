//! Drafts: a meeting that is being prepared, and what a person can do with it.
//!
//! An [`Edit`] is one atomic change and knows its inverse; a [`Change`] is what a person does, one step of undo; the [`Editor`]
//! performs, undoes and redoes. Commands are pure functions to `Option<Change>`: `None` means that nothing would happen, so a
//! button's `disabled` and its click ask the same function.

mod aside;
pub mod bodies;
pub mod carry;
pub mod clip;
pub mod commands;
pub mod compare;
pub mod duration;
mod edit;
mod editor;
pub mod fit;
pub mod follows;
pub mod journal;
pub mod mail;
mod make;
pub mod merge;
pub mod numbers;
pub mod past;
pub mod paste;
pub mod planned;
pub mod record;
mod restore;
mod sealed;
mod stored;
pub mod table;
pub mod template;
mod trail;
mod unread;
mod wording;
mod written;

pub use aside::Aside;
pub use edit::{Edit, EditError, Place};
pub use editor::{Change, Editor, Focus, FocusField, Label, Reach, Told};
pub use make::{blank, copy, from_meeting, next};
pub use restore::{NoRestore, lay_over, restore};
pub use stored::StoredError;
pub use trail::Next;
pub use unread::Unread;

use self::stored::FORMAT;
use super::{
    export::{include::Include, json::leave_out},
    model::{Action, AgendaItem, Envelope, ItemId, Meeting},
    time::Instant,
};

/// A meeting that is being prepared, with what is kept beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its place on this device; part of its address.
    pub id: String,
    /// The meeting.
    pub meeting: Meeting,
    /// The rest of the file that it came from, without meetings.
    pub rest: Envelope,
    /// Last change.
    pub changed: Instant,
    /// When it went to the trash.
    pub deleted: Option<Instant>,
    /// A time of day (`14:00`) that was given before the date.
    pub start_time: Option<String>,
    /// Number from which new items are counted; grows only, so that no id is used twice.
    pub next_item: u32,
    /// Whether drafts are made of it.
    pub is_template: bool,
    /// What stands in fields and could not be understood.
    pub unread: Unread,
    /// What was carried over and taken out again.
    pub aside: Aside,
}

impl Draft {
    /// The title; empty where there is none.
    pub fn title(&self) -> &str {
        self.meeting.name.as_deref().unwrap_or_default()
    }

    /// Ids for new items, one after the other.
    pub fn new_ids(&self) -> impl Iterator<Item = ItemId> + '_ {
        let ids = (self.next_item..=u32::MAX).map(|number| format!("{}/item-{number}", self.meeting.id).into());
        ids.filter(|id| self.item(id).is_none())
    }

    /// The level on which an item stands, from 1.
    pub fn level(&self, id: &ItemId) -> Option<usize> {
        self.reading_order().into_iter().find(|(item, _)| item.id == *id).map(|(_, level)| level)
    }

    /// An item.
    pub fn item(&self, id: &ItemId) -> Option<&AgendaItem> {
        find(&self.meeting.agenda_item, id)
    }

    /// An item with children, or the agenda itself.
    pub fn children(&self, parent: Option<&ItemId>) -> &[AgendaItem] {
        match parent {
            None => &self.meeting.agenda_item,
            Some(id) => self.item(id).map(|item| item.agenda_item.as_slice()).unwrap_or_default(),
        }
    }

    /// Whether an item stands below another, at any depth.
    pub fn is_inside(&self, id: &ItemId, other: &ItemId) -> bool {
        self.item(other).is_some_and(|other| find(&other.agenda_item, id).is_some())
    }

    /// Items in reading order, each with its level from 1.
    pub fn reading_order(&self) -> Vec<(&AgendaItem, usize)> {
        fn walk<'a>(items: &'a [AgendaItem], level: usize, out: &mut Vec<(&'a AgendaItem, usize)>) {
            for item in items {
                out.push((item, level));
                walk(&item.agenda_item, level + 1, out);
            }
        }
        let mut out = Vec::new();
        walk(&self.meeting.agenda_item, 1, &mut out);
        out
    }

    /// Where an item stands.
    pub fn place(&self, id: &ItemId) -> Option<Place> {
        fn walk(items: &[AgendaItem], parent: Option<&ItemId>, id: &ItemId) -> Option<Place> {
            items.iter().enumerate().find_map(|(index, item)| {
                if item.id == *id {
                    return Some(Place { parent: parent.cloned(), index });
                }
                walk(&item.agenda_item, Some(&item.id), id)
            })
        }
        walk(&self.meeting.agenda_item, None, id)
    }

    /// The draft as a file for others: without the notes that its author keeps for herself, and without addresses to join a call.
    pub fn for_others(&self) -> Envelope {
        let mut envelope = self.envelope();
        leave_out(&mut envelope, Include::default());
        envelope
    }

    /// The draft as a file: one envelope.
    pub fn envelope(&self) -> Envelope {
        let (meeting, action) = self.as_meeting();
        Envelope { schema_version: super::model::SCHEMA_VERSION, meeting: vec![meeting], action, ..self.rest.clone() }
    }

    /// The meeting with its actions, as others know them: what was recorded of its items stands in minutes and actions.
    pub fn as_meeting(&self) -> (Meeting, Vec<Action>) {
        record::laid_out(self.meeting.clone(), self.rest.action.clone())
    }
}

fn find<'a>(items: &'a [AgendaItem], id: &ItemId) -> Option<&'a AgendaItem> {
    items.iter().find_map(|item| if item.id == *id { Some(item) } else { find(&item.agenda_item, id) })
}

/// Levels of an item with all below it, from 1.
fn height(item: &AgendaItem) -> usize {
    1 + item.agenda_item.iter().map(height).max().unwrap_or(0)
}

#[cfg(test)]
mod chance;
#[cfg(test)]
mod tests;

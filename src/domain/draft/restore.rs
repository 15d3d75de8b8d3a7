//! One change that makes a draft what it was, or what a file says.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    Change, Draft, Edit, Label, Place,
    compare::{changed, compare, fields_of_item, fields_of_meeting},
    edit::ACTION,
};
use crate::domain::{
    call,
    export::json::without_address,
    model::{
        AgendaItem, ItemId,
        slot::{self, Fields},
        write,
    },
};

/// Why there is no change that makes one draft say what another one says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRestore {
    /// It says so already.
    Same,
    /// It cannot.
    Impossible,
}

/// The change that makes one draft say what another one says.
///
/// # Errors
/// Why there is none.
pub fn restore(now: &Draft, then: &Draft, label: Label) -> Result<Change, NoRestore> {
    // What both have stays where it can, so that the step is small; else the agenda is changed as a whole.
    let edits = by_item(now, then).or_else(|| whole(now, then)).ok_or(NoRestore::Impossible)?;
    if edits.is_empty() { Err(NoRestore::Same) } else { Ok(Change { label, edits, focus: None }) }
}

/// The change that lays a file over a draft. Notes for oneself and addresses to join a call, which no file for others holds, stay where
/// they are.
///
/// # Errors
/// Why there is none.
pub fn lay_over(now: &Draft, file: &Draft) -> Result<Change, NoRestore> {
    let mut file = file.clone();
    with_notes(&mut file, now);
    with_addresses(&mut file, now);
    restore(now, &file, Label::Replace)
}

/// Gives a version that went through other hands the notes for oneself again.
pub(super) fn with_notes(other: &mut Draft, own: &Draft) {
    fn walk(items: &mut [AgendaItem], notes: &HashMap<&ItemId, &String>) {
        for item in items {
            if item.private_note.is_none() {
                item.private_note = notes.get(&item.id).map(|note| (*note).clone());
            }
            walk(&mut item.agenda_item, notes);
        }
    }
    let items = own.reading_order().into_iter();
    walk(&mut other.meeting.agenda_item, &items.filter_map(|(item, _)| Some((&item.id, item.private_note.as_ref()?))).collect());
}

/// Gives a version that went through other hands the addresses to join a call again, where it differs from one's own in nothing else.
pub(super) fn with_addresses(other: &mut Draft, own: &Draft) {
    fn items(list: &mut [AgendaItem], own: &Draft) {
        for item in list {
            if let Some(own) = own.item(&item.id) {
                fields(item, &fields_of_item(own));
            }
            items(&mut item.agenda_item, own);
        }
    }
    if let (Some(location), Some(own)) = (&mut other.meeting.location, &own.meeting.location) {
        let mut left = own.virtual_location.clone();
        left.iter_mut().for_each(without_address);
        if location.virtual_location == left {
            location.virtual_location.clone_from(&own.virtual_location);
        }
    }
    // Most drafts hold none.
    if !call::spans(&write::compact(&own.meeting)).is_empty() {
        let mut of_meeting = fields_of_meeting(own);
        of_meeting.remove(ACTION);
        fields(&mut other.meeting, &of_meeting);
        items(&mut other.meeting.agenda_item, own);
    }
}

/// Gives a record of a file the fields again that differ in nothing but the addresses which no file for others holds.
fn fields<T: Fields + Serialize>(record: &mut T, own: &Map<String, Value>) {
    for (key, value) in own {
        let mut left = value.clone();
        call::leave_out(&mut left);
        if left == *value {
            continue;
        }
        let Ok(there) = slot::exchange(record, key, Value::Null) else { continue };
        let same = without_nothing(&there) == without_nothing(&left);
        let _ = slot::exchange(record, key, if same { value.clone() } else { there });
    }
}

/// JSON as it is written: fields that say nothing are not there.
fn without_nothing(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            map.iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.clone(), without_nothing(value))).collect()
        }
        Value::Array(list) => list.iter().map(without_nothing).collect(),
        other => other.clone(),
    }
}

/// A draft that is changed on the way, and the edits that did it.
struct Way {
    draft: Draft,
    edits: Vec<Edit>,
}

impl Way {
    fn of(now: &Draft) -> Self {
        Self { draft: now.clone(), edits: Vec::new() }
    }

    fn make(&mut self, edit: Edit) -> Option<()> {
        edit.clone().apply(&mut self.draft).ok()?;
        self.edits.push(edit);
        Some(())
    }

    /// Sets the fields of an item, or of the meeting, that differ.
    fn set(&mut self, item: Option<&ItemId>, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<()> {
        let fields: Map<String, Value> = changed(before, after).into_iter().map(|(key, (_, value))| (key, value)).collect();
        if fields.is_empty() { Some(()) } else { self.make(Edit::Set(item.cloned(), fields)) }
    }
}

fn meeting(way: &mut Way, then: &Draft) -> Option<()> {
    way.set(None, &fields_of_meeting(&way.draft.clone()), &fields_of_meeting(then))
}

fn by_item(now: &Draft, then: &Draft) -> Option<Vec<Edit>> {
    fn place(way: &mut Way, items: &[AgendaItem], parent: Option<&ItemId>) -> Option<()> {
        for (index, item) in items.iter().enumerate() {
            let at = Place { parent: parent.cloned(), index };
            match way.draft.place(&item.id) {
                None => way.make(Edit::Insert(at, Box::new(AgendaItem { agenda_item: Vec::new(), ..item.clone() })))?,
                Some(old) => {
                    if old != at {
                        way.make(Edit::Move(item.id.clone(), at))?;
                    }
                    let before = way.draft.item(&item.id).map(fields_of_item)?;
                    way.set(Some(&item.id), &before, &fields_of_item(item))?;
                }
            }
            // Those above stand where they will stand, so nothing is moved into itself.
            place(way, &item.agenda_item, Some(&item.id))?;
        }
        Some(())
    }
    let mut way = Way::of(now);
    meeting(&mut way, then)?;
    place(&mut way, &then.meeting.agenda_item, None)?;
    let wanted: HashSet<&ItemId> = then.reading_order().into_iter().map(|(item, _)| &item.id).collect();
    // What is not wanted stands behind or below what is, and nothing wanted is below it any more.
    while let Some(id) = way.draft.reading_order().into_iter().map(|(item, _)| item.id.clone()).find(|id| !wanted.contains(id)) {
        way.make(Edit::Remove(id))?;
    }
    compare(&way.draft, then).is_empty().then_some(way.edits)
}

fn whole(now: &Draft, then: &Draft) -> Option<Vec<Edit>> {
    let mut way = Way::of(now);
    meeting(&mut way, then)?;
    for item in &now.meeting.agenda_item {
        way.make(Edit::Remove(item.id.clone()))?;
    }
    for (index, item) in then.meeting.agenda_item.iter().enumerate() {
        way.make(Edit::Insert(Place { parent: None, index }, Box::new(item.clone())))?;
    }
    compare(&way.draft, then).is_empty().then_some(way.edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::{Editor, blank, paste},
        time::Instant,
    };

    fn draft(outline: &str) -> Draft {
        let mut editor = Editor::new(blank("d".into(), "UTC", Instant(0)));
        let first = editor.draft().meeting.agenda_item[0].id.clone();
        assert!(editor.perform(paste::put(editor.draft(), &first, Some(0..0), paste::plain(outline)).unwrap(), Instant(0)));
        editor.draft().clone()
    }

    #[test]
    fn a_parent_and_its_child_change_places() {
        let before = draft("a\n b\n  c\nd");
        let mut then = before.clone();
        // "b" above "a", which holds "c" and a new one.
        let mut a = then.meeting.agenda_item.remove(0);
        let mut b = a.agenda_item.remove(0);
        a.agenda_item = std::mem::take(&mut b.agenda_item);
        a.agenda_item.push(AgendaItem { id: "d/item-99".into(), ..AgendaItem::default() });
        b.agenda_item.push(a);
        then.meeting.agenda_item = vec![b];
        then.meeting.name = Some("T".into());
        then.start_time = Some("9:00".into());
        let mut editor = Editor::new(before.clone());
        assert!(editor.perform(restore(&before, &then, Label::Restore).unwrap(), Instant(1)));
        assert_eq!(compare(editor.draft(), &then), []);
        assert_eq!(editor.draft().meeting, then.meeting);
        assert!(editor.draft().next_item > 99, "no id is used twice");
        assert!(editor.undo(Instant(2)).is_some());
        assert_eq!((&editor.draft().meeting, &editor.draft().start_time), (&before.meeting, &before.start_time));
        assert_eq!(restore(&before, &before, Label::Restore), Err(NoRestore::Same));
    }

    #[test]
    fn a_file_takes_no_note_for_oneself_away() {
        let mut own = draft("a\nb");
        own.meeting.agenda_item[1].private_note = Some("ask".into());
        let mut file = own.clone();
        file.meeting = own.for_others().meeting.remove(0);
        assert_eq!(lay_over(&own, &file), Err(NoRestore::Same));
        file.meeting.agenda_item.swap(0, 1);
        file.meeting.id = "other".into();
        let mut editor = Editor::new(own.clone());
        assert!(editor.perform(lay_over(&own, &file).unwrap(), Instant(1)));
        let first = &editor.draft().meeting.agenda_item[0];
        assert_eq!((first.name.as_deref(), first.private_note.as_deref()), (Some("b"), Some("ask")));
        assert_eq!(editor.draft().meeting.id.as_str(), "d");
    }

    #[test]
    fn a_file_takes_no_address_to_join_away() {
        let mut own = draft("a\nb");
        own.meeting.description = Some("At zoom.us/j/1".into());
        own.meeting.location = serde_json::from_str(r#"{"name":"Online","virtualLocation":[{"url":"https://calls.example/1"}]}"#).unwrap();
        own.meeting.agenda_item[0].file = serde_json::from_str(r#"[{"name":"Call","accessUrl":"https://zoom.us/j/1"}]"#).unwrap();
        let mut file = own.clone();
        file.meeting = own.for_others().meeting.remove(0);
        assert_eq!(lay_over(&own, &file), Err(NoRestore::Same));
        file.meeting.description = Some("At noon, at […]".into());
        let mut editor = Editor::new(own.clone());
        assert!(editor.perform(lay_over(&own, &file).unwrap(), Instant(1)));
        assert_eq!(editor.draft().meeting.description, file.meeting.description);
        assert_eq!(editor.draft().meeting.location, own.meeting.location);
        assert_eq!(editor.draft().meeting.agenda_item, own.meeting.agenda_item);
    }

    #[test]
    fn fields_that_are_not_known_are_laid_over_too() {
        let own = draft("a\nb");
        for value in [Value::Null, false.into(), Value::Array(Vec::new()), 5.into()] {
            let mut file = own.clone();
            file.meeting.extra.insert("later".to_owned(), value.clone());
            file.meeting.agenda_item[0].extra.insert("later".to_owned(), value.clone());
            let Ok(change) = lay_over(&own, &file) else {
                assert_eq!(value, Value::Null, "what is null says nothing");
                continue;
            };
            let mut editor = Editor::new(own.clone());
            assert!(editor.perform(change, Instant(1)), "{value}");
            assert_eq!(editor.draft().meeting, file.meeting);
            assert!(editor.undo(Instant(2)).is_some());
            assert_eq!(editor.draft().meeting, own.meeting);
        }
    }

    #[test]
    fn a_deep_agenda_that_becomes_flat_and_deep_elsewhere_is_restored() {
        let deep = draft("a\n b\n  c\n   d\n    e\n     f\n      g\n       h\nx");
        let mut then = deep.clone();
        // The last one comes on top, and the whole chain below it as far as it goes.
        let mut chain = then.meeting.agenda_item.remove(0).agenda_item.remove(0);
        chain.agenda_item.iter_mut().for_each(|item| item.name = Some("new".into()));
        then.meeting.agenda_item[0].agenda_item.push(chain);
        for (from, to) in [(&deep, &then), (&then, &deep)] {
            let mut editor = Editor::new(from.clone());
            assert!(editor.perform(restore(from, to, Label::Replace).unwrap(), Instant(1)));
            assert_eq!(editor.draft().meeting, to.meeting);
        }
    }
}

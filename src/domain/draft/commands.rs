//! What a person does with the agenda. `None` means that nothing would happen.

use serde_json::Value;

use super::{Change, Draft, Edit, Focus, Label, Place};
use crate::domain::model::{AgendaItem, ItemId, slot::to_value};

/// A change, if the draft takes it.
pub(super) fn possible(draft: &Draft, change: Change) -> Option<Change> {
    match change.edits.as_slice() {
        // The usual case needs no copy of the draft.
        [edit @ (Edit::Insert(..) | Edit::Remove(_) | Edit::Move(..))] => edit.check(draft).ok()?,
        edits => {
            let mut copy = draft.clone();
            for edit in edits {
                edit.clone().apply(&mut copy).ok()?;
            }
        }
    }
    Some(change)
}

fn new_item(draft: &Draft, name: Option<String>) -> AgendaItem {
    AgendaItem { id: draft.new_item_id(), name, ..AgendaItem::default() }
}

fn insert(draft: &Draft, place: Place) -> Option<Change> {
    let item = new_item(draft, None);
    let focus = Focus::title(&item.id, Some(0));
    possible(draft, Change { label: Label::Add, edits: vec![Edit::Insert(place, Box::new(item))], focus })
}

/// "Add item": one at the end of the agenda.
pub fn add_item(draft: &Draft) -> Option<Change> {
    insert(draft, Place { parent: None, index: draft.meeting.agenda_item.len() })
}

/// "Add item below": the next one on the same level.
pub fn add_item_below(draft: &Draft, id: &ItemId) -> Option<Change> {
    let place = draft.place(id)?;
    insert(draft, Place { index: place.index + 1, ..place })
}

/// "Add child item": the last one of its children.
pub fn add_child(draft: &Draft, id: &ItemId) -> Option<Change> {
    let index = draft.item(id)?.agenda_item.len();
    insert(draft, Place { parent: Some(id.clone()), index })
}

/// "Delete item", with all below it.
pub fn delete_item(draft: &Draft, id: &ItemId) -> Option<Change> {
    let item = draft.item(id)?;
    let order = draft.reading_order();
    let at = order.iter().position(|(other, _)| other.id == *id)?;
    let after = order.get(at + crate::domain::list::count_items(&item.agenda_item) + 1);
    let near = at.checked_sub(1).and_then(|before| order.get(before)).or(after);
    let focus = near.and_then(|(near, _)| Focus::title(&near.id, Some(length(near))));
    possible(draft, Change { label: Label::Delete, edits: vec![Edit::Remove(id.clone())], focus })
}

fn shift(draft: &Draft, label: Label, id: &ItemId, to: Place) -> Option<Change> {
    possible(draft, Change { label, edits: vec![Edit::Move(id.clone(), to)], focus: Focus::title(id, None) })
}

/// "Move up", among its siblings.
pub fn move_up(draft: &Draft, id: &ItemId) -> Option<Change> {
    let place = draft.place(id)?;
    shift(draft, Label::MoveUp, id, Place { index: place.index.checked_sub(1)?, ..place })
}

/// "Move down", among its siblings.
pub fn move_down(draft: &Draft, id: &ItemId) -> Option<Change> {
    let place = draft.place(id)?;
    shift(draft, Label::MoveDown, id, Place { index: place.index + 1, ..place })
}

/// "Indent": becomes the last child of the sibling before it.
pub fn indent(draft: &Draft, id: &ItemId) -> Option<Change> {
    let place = draft.place(id)?;
    let before = draft.children(place.parent.as_ref()).get(place.index.checked_sub(1)?)?;
    shift(draft, Label::Indent, id, Place { parent: Some(before.id.clone()), index: before.agenda_item.len() })
}

/// "Outdent": becomes the sibling right after its parent.
pub fn outdent(draft: &Draft, id: &ItemId) -> Option<Change> {
    let parent = draft.place(draft.place(id)?.parent.as_ref()?)?;
    shift(draft, Label::Outdent, id, Place { index: parent.index + 1, ..parent })
}

/// Enter in a title, with so many characters before the caret: at the end an item right below, at the start one above, in the middle two.
pub fn enter(draft: &Draft, id: &ItemId, caret: usize) -> Option<Change> {
    let item = draft.item(id)?;
    let place = draft.place(id)?;
    let total = length(item);
    let below = if item.agenda_item.is_empty() {
        Place { index: place.index + 1, ..place.clone() }
    } else {
        Place { parent: Some(id.clone()), index: 0 }
    };
    if caret >= total {
        return insert(draft, below);
    }
    if caret == 0 {
        return insert(draft, place);
    }
    let name = item.name.as_deref().unwrap_or_default();
    let at = name.char_indices().nth(caret).map_or(name.len(), |(at, _)| at);
    let (head, tail) = (name[..at].trim_end().to_owned(), name[at..].trim_start().to_owned());
    let new = new_item(draft, Some(tail).filter(|tail| !tail.is_empty()));
    let focus = Focus::title(&new.id, Some(0));
    let edits = vec![Edit::set(Some(id), [("name", head.into())]), Edit::Insert(below, Box::new(new))];
    possible(draft, Change { label: Label::Split, edits, focus })
}

/// Backspace at the start of a title: removes an empty item without children, or joins the item to the one above.
///
/// Joining is impossible where it would lose something: two lengths, a description, presenters, documents.
pub fn backspace(draft: &Draft, id: &ItemId) -> Option<Change> {
    let item = draft.item(id)?;
    let order = draft.reading_order();
    let at = order.iter().position(|(other, _)| other.id == *id)?;
    let bare = AgendaItem { id: item.id.clone(), ..AgendaItem::default() };
    let nameless = AgendaItem { name: None, ..item.clone() };
    if nameless == bare && length(item) == 0 {
        // The last one stays: an agenda without a line has nowhere to type.
        return if order.len() > 1 { delete_item(draft, id) } else { None };
    }
    let (above, _) = order.get(at.checked_sub(1)?)?;
    let timed = |item: &AgendaItem| item.duration.is_some() || item.duration_max.is_some() || item.duration_per.is_some();
    let mut rest = nameless;
    (rest.duration, rest.duration_max, rest.duration_per) = (None, None, None);
    rest.agenda_item.clear();
    if rest != bare || (timed(item) && timed(above)) {
        return None;
    }
    let place = draft.place(id)?;
    let caret = length(above);
    let joined = format!("{}{}", above.name.as_deref().unwrap_or_default(), item.name.as_deref().unwrap_or_default());
    let mut edits = Vec::new();
    // Children keep their order: below the parent they take the item's place, below another item they become its children.
    let first = if place.parent.as_ref() == Some(&above.id) { place.index } else { 0 };
    for (offset, child) in item.agenda_item.iter().enumerate() {
        edits.push(Edit::Move(child.id.clone(), Place { parent: Some(above.id.clone()), index: first + offset }));
    }
    edits.push(Edit::Remove(id.clone()));
    edits.push(Edit::set(Some(&above.id), [("name", text(joined))]));
    if timed(item) {
        // As they stand: what is not understood moves along.
        let (length, most, per) = (to_value(&item.duration), to_value(&item.duration_max), to_value(&item.duration_per));
        edits.push(Edit::set(Some(&above.id), [("duration", length), ("durationMax", most), ("durationPer", per)]));
    }
    possible(draft, Change { label: Label::Join, edits, focus: Focus::title(&above.id, Some(caret)) })
}

/// Moves several items, with all below them, to a place; what stands inside another of them moves with it. The place is meant before
/// anything is moved.
pub fn move_items(draft: &Draft, ids: &[ItemId], place: &Place) -> Option<Change> {
    let order = draft.reading_order();
    let is_inside = |id: &ItemId| ids.iter().any(|other| draft.is_inside(id, other));
    // In reading order, whatever the order in which they were chosen.
    let moved: Vec<&ItemId> = order.iter().map(|(item, _)| &item.id).filter(|id| ids.contains(id) && !is_inside(id)).collect();
    let mut copy = draft.clone();
    let mut index = place.index;
    let mut edits = Vec::new();
    for id in &moved {
        let from = copy.place(id)?;
        if from.parent == place.parent && from.index < index {
            index -= 1;
        }
        let edit = Edit::Move((*id).clone(), Place { parent: place.parent.clone(), index });
        if from != (Place { parent: place.parent.clone(), index }) {
            edit.clone().apply(&mut copy).ok()?;
            edits.push(edit);
        }
        index += 1;
    }
    let focus = moved.first().and_then(|id| Focus::title(id, None));
    (copy.meeting != draft.meeting).then_some(Change { label: Label::Move, edits, focus })
}

/// A text as the value of a field: nothing where it is empty.
pub fn text(text: String) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

/// Characters of a title.
pub(super) fn length(item: &AgendaItem) -> usize {
    item.name.as_deref().unwrap_or_default().chars().count()
}

//! Atomic changes of a draft, each with its inverse.

use serde_json::{Map, Value};

use super::{Draft, aside, make::next_free, unread};
use crate::domain::model::{
    AgendaItem, ItemId, Meeting,
    slot::{self, Record},
};

/// A place in the tree: below a parent (`None` is the agenda itself), before the item that stands at `index` now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The parent.
    pub parent: Option<ItemId>,
    /// Place among its children.
    pub index: usize,
}

/// One atomic change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Sets fields of an item or of the meeting, by their names in the meeting JSON; `null` takes a field away (a merge patch, RFC 7396,
    /// whose values are whole). The meeting's "startTime" is the time of day that has no date yet; "unread." and a field is what stands
    /// in that field and could not be understood; "aside." and an id is what continued that and was taken out.
    Set(Option<ItemId>, Map<String, Value>),
    /// Puts an item, with all below it, at a place.
    Insert(Place, Box<AgendaItem>),
    /// Takes an item away, with all below it.
    Remove(ItemId),
    /// Moves an item; the place is meant without the item.
    Move(ItemId, Place),
}

/// Fields that only other edits change.
const STRUCTURE: [&str; 2] = ["id", "agendaItem"];
/// The time of day that has no date yet.
const START_TIME: &str = "startTime";
/// The meeting's actions that belong to no item.
pub(super) const ACTION: &str = "action";

/// Why an edit was not made; the draft is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// There is no such item.
    NoItem,
    /// There is such an item already.
    Twice,
    /// There is no such place.
    NoPlace,
    /// A field cannot be set, or not to such a value.
    NoField,
}

impl Edit {
    /// Sets fields of an item, or of the meeting.
    pub fn set<const N: usize>(item: Option<&ItemId>, fields: [(&str, Value); N]) -> Self {
        Self::Set(item.cloned(), fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// Whether the structure of the draft takes the change; whether fields take their values shows only when they are set. How deep
    /// an agenda may be and the like is no matter of edits, so that whatever was done can be taken back: commands see to that.
    ///
    /// # Errors
    /// Why not.
    pub(super) fn check(&self, draft: &Draft) -> Result<(), EditError> {
        match self {
            Self::Set(Some(id), _) | Self::Remove(id) => draft.item(id).map(|_| ()).ok_or(EditError::NoItem),
            Self::Set(None, _) => Ok(()),
            Self::Insert(_, item) if any_known(draft, item) => Err(EditError::Twice),
            Self::Insert(place, _) => exists(draft, place, 0),
            Self::Move(id, place) => {
                let old = draft.place(id).ok_or(EditError::NoItem)?;
                if place.parent.as_ref().is_some_and(|parent| parent == id || draft.is_inside(parent, id)) {
                    return Err(EditError::NoPlace);
                }
                exists(draft, place, usize::from(old.parent == place.parent))
            }
        }
    }

    /// Whether the change, whose inverse this is, changed anything.
    pub(super) fn differs(&self, inverse: &Self) -> bool {
        // What says nothing is written in several ways, in fields that are known.
        let nothing = |value: &Value| matches!(value, Value::Null | Value::Bool(false)) || value.as_array().is_some_and(Vec::is_empty);
        match (self, inverse) {
            (Self::Set(item, new), Self::Set(_, old)) => {
                let known = |key: &str| match item {
                    Some(_) => AgendaItem::default().keys().contains(&key),
                    None => key == START_TIME || key == ACTION || Meeting::default().keys().contains(&key),
                };
                new.iter().any(|(key, value)| {
                    old.get(key).is_none_or(|before| before != value && !(nothing(before) && nothing(value) && known(key)))
                })
            }
            (Self::Move(_, new), Self::Move(_, old)) => new != old,
            _ => true,
        }
    }

    /// Makes the change and returns its inverse.
    ///
    /// # Errors
    /// Then nothing was changed.
    pub fn apply(self, draft: &mut Draft) -> Result<Self, EditError> {
        self.check(draft)?;
        match self {
            Self::Set(item, fields) => {
                if fields.keys().any(|key| STRUCTURE.contains(&key.as_str())) {
                    return Err(EditError::NoField);
                }
                set(draft, item.as_ref(), fields).map(|old| Self::Set(item, old))
            }
            Self::Insert(place, item) => {
                let id = item.id.clone();
                insert(draft, &place, *item)?;
                Ok(Self::Remove(id))
            }
            Self::Remove(id) => {
                let place = draft.place(&id).ok_or(EditError::NoItem)?;
                let item = remove(draft, &place)?;
                Ok(Self::Insert(place, Box::new(item)))
            }
            Self::Move(id, place) => {
                let old = draft.place(&id).ok_or(EditError::NoItem)?;
                let item = remove(draft, &old)?;
                insert(draft, &place, item)?;
                Ok(Self::Move(id, old))
            }
        }
    }
}

/// Sets fields; the values that they had.
fn set(draft: &mut Draft, item: Option<&ItemId>, fields: Map<String, Value>) -> Result<Map<String, Value>, EditError> {
    let mut old = Map::new();
    for (key, value) in fields {
        if let Some(before) = unread::exchange(draft, item, &key, &value).or_else(|| aside::exchange(draft, &key, &value)) {
            old.insert(key, before);
            continue;
        }
        let before = match item {
            Some(id) => slot::exchange(find_mut(&mut draft.meeting.agenda_item, id).ok_or(EditError::NoItem)?, &key, value),
            None if key == ACTION => actions(draft, value),
            None if key == START_TIME => {
                let time = draft.start_time.take();
                draft.start_time = value.as_str().map(str::to_owned);
                Ok(time.into())
            }
            None => slot::exchange(&mut draft.meeting, &key, value),
        };
        match before {
            Ok(before) => old.insert(key, before),
            Err(_) => {
                // What was set before goes back; it fitted a moment ago.
                let _ = set(draft, item, old);
                return Err(EditError::NoField);
            }
        };
    }
    Ok(old)
}

/// Sets the meeting's actions; those that there were.
fn actions(draft: &mut Draft, value: Value) -> Result<Value, serde_json::Error> {
    let new = if value.is_null() { Vec::new() } else { serde_json::from_value(value)? };
    let old = std::mem::replace(&mut draft.rest.action, new);
    Ok(if old.is_empty() { Value::Null } else { slot::to_value(&old) })
}

fn find_mut<'a>(items: &'a mut [AgendaItem], id: &ItemId) -> Option<&'a mut AgendaItem> {
    items.iter_mut().find_map(|item| if item.id == *id { Some(item) } else { find_mut(&mut item.agenda_item, id) })
}

fn any_known(draft: &Draft, item: &AgendaItem) -> bool {
    draft.item(&item.id).is_some() || item.agenda_item.iter().any(|child| any_known(draft, child))
}

/// Whether there is such a place, once so many items of the parent are gone.
fn exists(draft: &Draft, place: &Place, less: usize) -> Result<(), EditError> {
    let is_parent = place.parent.as_ref().is_none_or(|parent| draft.item(parent).is_some());
    let last = draft.children(place.parent.as_ref()).len() - less;
    if is_parent && place.index <= last { Ok(()) } else { Err(EditError::NoPlace) }
}

fn siblings<'a>(draft: &'a mut Draft, parent: Option<&ItemId>) -> Result<&'a mut Vec<AgendaItem>, EditError> {
    match parent {
        None => Ok(&mut draft.meeting.agenda_item),
        Some(id) => find_mut(&mut draft.meeting.agenda_item, id).map(|item| &mut item.agenda_item).ok_or(EditError::NoPlace),
    }
}

fn insert(draft: &mut Draft, place: &Place, item: AgendaItem) -> Result<(), EditError> {
    let next_item = next_free(draft.next_item, std::slice::from_ref(&item));
    let list = siblings(draft, place.parent.as_ref())?;
    if place.index > list.len() {
        return Err(EditError::NoPlace);
    }
    list.insert(place.index, item);
    draft.next_item = next_item;
    Ok(())
}

fn remove(draft: &mut Draft, place: &Place) -> Result<AgendaItem, EditError> {
    let list = siblings(draft, place.parent.as_ref())?;
    if place.index < list.len() { Ok(list.remove(place.index)) } else { Err(EditError::NoPlace) }
}

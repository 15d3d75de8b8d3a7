//! Atomic changes of a draft, each with its inverse.

use super::{Draft, find, height};
use crate::domain::{
    model::{AgendaItem, CycleId, DurationPer, ItemId, Lenient, OrganizationId},
    time::{Moment, Span},
};

/// Deepest level of an agenda.
pub const MAX_LEVELS: usize = 8;

/// A place in the tree: below a parent (`None` is the agenda itself), before the item that stands at `index` now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The parent.
    pub parent: Option<ItemId>,
    /// Place among its children.
    pub index: usize,
}

/// A field of the meeting, with its value.
#[derive(Clone, Debug, PartialEq)]
pub enum MeetingField {
    /// Title.
    Title(Option<String>),
    /// Description.
    Description(Option<String>),
    /// Cycle.
    Cycle(Option<CycleId>),
    /// Bodies; the first leads.
    Organization(Vec<OrganizationId>),
    /// Start, and a time of day that has no date yet.
    Start(Option<Lenient<Moment>>, Option<String>),
    /// Stated length.
    Length(Option<Lenient<Span>>),
    /// Zone in which it is announced, and the start that the same clock time gives there.
    Zone(Option<String>, Option<Lenient<Moment>>),
}

/// A field of an item, with its value.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemField {
    /// Title.
    Name(Option<String>),
    /// Description.
    Description(Option<String>),
    /// Stated length: the length, the upper end of a range, a length for each of several.
    Duration(Option<Lenient<Span>>, Option<Lenient<Span>>, Option<DurationPer>),
}

/// One atomic change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Sets a field of the meeting.
    SetField(MeetingField),
    /// Sets a field of an item.
    SetItemField(ItemId, ItemField),
    /// Puts an item, with all below it, at a place.
    InsertItem(Place, Box<AgendaItem>),
    /// Takes an item away, with all below it.
    RemoveItem(ItemId),
    /// Moves an item; the place is meant without the item.
    MoveItem(ItemId, Place),
}

/// Why an edit was not made; the draft is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// There is no such item.
    NoItem,
    /// There is such an item already.
    Twice,
    /// There is no such place.
    NoPlace,
    /// It would stand deeper than [`MAX_LEVELS`].
    TooDeep,
}

impl Edit {
    /// Makes the change and returns its inverse.
    ///
    /// # Errors
    /// Then nothing was changed.
    pub fn apply(self, draft: &mut Draft) -> Result<Self, EditError> {
        match self {
            Self::SetField(field) => Ok(Self::SetField(set_field(draft, field))),
            Self::SetItemField(id, field) => {
                let item = find_mut(&mut draft.meeting.agenda_item, &id).ok_or(EditError::NoItem)?;
                let old = set_item_field(item, field);
                Ok(Self::SetItemField(id, old))
            }
            Self::InsertItem(place, item) => {
                if any_known(draft, &item) {
                    return Err(EditError::Twice);
                }
                fits(draft, &place, &item, usize::MAX)?;
                let id = item.id.clone();
                insert(draft, &place, *item)?;
                Ok(Self::RemoveItem(id))
            }
            Self::RemoveItem(id) => {
                let place = draft.place(&id).ok_or(EditError::NoItem)?;
                let item = remove(draft, &place)?;
                Ok(Self::InsertItem(place, Box::new(item)))
            }
            Self::MoveItem(id, place) => {
                let old = draft.place(&id).ok_or(EditError::NoItem)?;
                let item = draft.item(&id).ok_or(EditError::NoItem)?;
                if place.parent.as_ref().is_some_and(|parent| *parent == id || find(&item.agenda_item, parent).is_some()) {
                    return Err(EditError::NoPlace);
                }
                let same_parent = old.parent == place.parent;
                fits(draft, &place, item, draft.children(place.parent.as_ref()).len() - usize::from(same_parent))?;
                let item = remove(draft, &old)?;
                insert(draft, &place, item)?;
                Ok(Self::MoveItem(id, old))
            }
        }
    }
}

/// Sets a field; the value that it had.
fn set_field(draft: &mut Draft, field: MeetingField) -> MeetingField {
    use std::mem::replace;
    let meeting = &mut draft.meeting;
    match field {
        MeetingField::Title(new) => MeetingField::Title(replace(&mut meeting.name, new)),
        MeetingField::Description(new) => MeetingField::Description(replace(&mut meeting.description, new)),
        MeetingField::Cycle(new) => MeetingField::Cycle(replace(&mut meeting.cycle, new)),
        MeetingField::Organization(new) => MeetingField::Organization(replace(&mut meeting.organization, new)),
        MeetingField::Start(new, time) => MeetingField::Start(replace(&mut meeting.start, new), replace(&mut draft.start_time, time)),
        MeetingField::Length(new) => MeetingField::Length(replace(&mut meeting.duration, new)),
        MeetingField::Zone(new, start) => MeetingField::Zone(replace(&mut meeting.time_zone, new), replace(&mut meeting.start, start)),
    }
}

fn set_item_field(item: &mut AgendaItem, field: ItemField) -> ItemField {
    use std::mem::replace;
    match field {
        ItemField::Name(new) => ItemField::Name(replace(&mut item.name, new)),
        ItemField::Description(new) => ItemField::Description(replace(&mut item.description, new)),
        ItemField::Duration(length, most, per) => ItemField::Duration(
            replace(&mut item.duration, length),
            replace(&mut item.duration_max, most),
            replace(&mut item.duration_per, per),
        ),
    }
}

fn find_mut<'a>(items: &'a mut [AgendaItem], id: &ItemId) -> Option<&'a mut AgendaItem> {
    items.iter_mut().find_map(|item| if item.id == *id { Some(item) } else { find_mut(&mut item.agenda_item, id) })
}

fn any_known(draft: &Draft, item: &AgendaItem) -> bool {
    draft.item(&item.id).is_some() || item.agenda_item.iter().any(|child| any_known(draft, child))
}

/// Whether an item may stand at a place; `most` is the last index that exists there.
fn fits(draft: &Draft, place: &Place, item: &AgendaItem, most: usize) -> Result<(), EditError> {
    let above = match &place.parent {
        None => 0,
        Some(parent) => {
            draft.reading_order().iter().find(|(item, _)| item.id == *parent).map(|(_, level)| *level).ok_or(EditError::NoPlace)?
        }
    };
    if place.index > most.min(draft.children(place.parent.as_ref()).len()) {
        return Err(EditError::NoPlace);
    }
    // Files may be deeper than what can be drafted; moving up or sideways in them stays possible.
    let old = draft.reading_order().iter().find(|(other, _)| other.id == item.id).map_or(0, |(_, level)| *level);
    if above + height(item) > MAX_LEVELS && above + 1 > old { Err(EditError::TooDeep) } else { Ok(()) }
}

fn siblings<'a>(draft: &'a mut Draft, parent: Option<&ItemId>) -> Result<&'a mut Vec<AgendaItem>, EditError> {
    match parent {
        None => Ok(&mut draft.meeting.agenda_item),
        Some(id) => find_mut(&mut draft.meeting.agenda_item, id).map(|item| &mut item.agenda_item).ok_or(EditError::NoPlace),
    }
}

fn insert(draft: &mut Draft, place: &Place, item: AgendaItem) -> Result<(), EditError> {
    let number = item.id.as_str().rsplit_once("/item-").and_then(|(_, number)| number.parse::<u32>().ok());
    let list = siblings(draft, place.parent.as_ref())?;
    if place.index > list.len() {
        return Err(EditError::NoPlace);
    }
    list.insert(place.index, item);
    if let Some(number) = number {
        draft.next_item = draft.next_item.max(number.saturating_add(1));
    }
    Ok(())
}

fn remove(draft: &mut Draft, place: &Place) -> Result<AgendaItem, EditError> {
    let list = siblings(draft, place.parent.as_ref())?;
    if place.index < list.len() { Ok(list.remove(place.index)) } else { Err(EditError::NoPlace) }
}

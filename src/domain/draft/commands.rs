//! What a person does with the agenda. `None` means that nothing would happen.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{Change, Draft, Edit, Focus, Label, Place, aside, height};
use crate::domain::{
    model::{AgendaItem, ItemId, PartId, slot::to_value},
    timing::{self, nth_day},
};

/// Deepest level of an agenda that is drafted. Files may be deeper.
pub const MAX_LEVELS: usize = 8;

/// A day, and the items that go there.
pub(super) type ToDay<'a> = (PartId, &'a [&'a ItemId]);

/// A change, if the draft takes it and the agenda becomes no deeper than it may be.
pub(super) fn possible(draft: &Draft, change: Change) -> Option<Change> {
    possible_on(draft, change, None)
}

pub(super) fn possible_on(draft: &Draft, change: Change, to: Option<ToDay>) -> Option<Change> {
    match change.edits.as_slice() {
        // The usual case needs no copy of the draft.
        [edit @ (Edit::Insert(..) | Edit::Remove(_) | Edit::Move(..))] => edit.check(draft).ok().filter(|()| is_shallow(draft, edit))?,
        edits => {
            let mut copy = draft.clone();
            edits.iter().try_for_each(|edit| make(&mut copy, edit))?;
        }
    }
    on_its_day(draft, change, to)
}

/// Makes an edit that a person may make.
fn make(draft: &mut Draft, edit: &Edit) -> Option<()> {
    is_shallow(draft, edit).then(|| edit.clone().apply(draft).ok().map(drop))?
}

/// Whether nothing comes to stand deeper than it may; in a file that is deeper, moving up or sideways stays possible.
fn is_shallow(draft: &Draft, edit: &Edit) -> bool {
    let (place, item, before) = match edit {
        Edit::Insert(place, item) => (place, Some(&**item), 0),
        Edit::Move(id, place) => (place, draft.item(id), draft.level(id).unwrap_or(0)),
        Edit::Set(..) | Edit::Remove(_) => return true,
    };
    let above = place.parent.as_ref().and_then(|parent| draft.level(parent)).unwrap_or(0);
    above < before || above + item.map_or(0, height) <= MAX_LEVELS
}

/// In a meeting of several days every item keeps the day that it had, whatever happens to the one from which it had that. Items that come
/// to the top level take the day that is meant, else that of the one that they stand behind.
fn on_its_day(draft: &Draft, mut change: Change, to: Option<ToDay>) -> Option<Change> {
    if draft.meeting.meeting_day.is_empty() {
        return Some(change);
    }
    let mut copy = draft.clone();
    for edit in change.edits.clone() {
        edit.apply(&mut copy).ok()?;
    }
    let came = |item: &AgendaItem| {
        to.as_ref().is_some_and(|(_, ids)| ids.contains(&&item.id))
            || change.edits.iter().any(|edit| match edit {
                Edit::Move(id, _) => *id == item.id,
                Edit::Insert(_, new) => new.id == item.id,
                _ => false,
            })
    };
    let before: HashMap<&ItemId, Option<&PartId>> = timing::days_of(&draft.meeting).map(|(item, day)| (&item.id, day)).collect();
    let kept = |item: &AgendaItem| before.get(&item.id).copied().flatten();
    let agenda = &copy.meeting.agenda_item;
    let first = copy.meeting.meeting_day.first().and_then(|day| day.id.as_ref());
    let (mut above, mut inherited) = (agenda.iter().find(|item| !came(item)).map_or(first, kept), first);
    let mut edits = Vec::new();
    for item in agenda {
        let day = if came(item) { to.as_ref().map(|(day, _)| day).or(above) } else { kept(item) };
        if item.day.as_ref().or(inherited) != day {
            edits.push(Edit::set(Some(&item.id), [("day", to_value(&day.cloned()))]));
        }
        (above, inherited) = (day, day);
    }
    change.edits.extend(edits);
    Some(change)
}

/// The day of an item of the top level, in a meeting of several days.
pub fn day_of(draft: &Draft, id: &ItemId) -> Option<PartId> {
    timing::days_of(&draft.meeting).find(|(item, _)| item.id == *id)?.1.cloned()
}

fn new_item(draft: &Draft, name: Option<String>) -> Option<AgendaItem> {
    Some(AgendaItem { id: draft.new_ids().next()?, name, ..AgendaItem::default() })
}

fn insert(draft: &Draft, place: Place, day: Option<PartId>) -> Option<Change> {
    let item = new_item(draft, None)?;
    let id = item.id.clone();
    let change = Change { label: Label::Add, edits: vec![Edit::Insert(place, Box::new(item))], focus: Focus::title(&id, Some(0)) };
    let ids = [&id];
    possible_on(draft, change, day.map(|day| (day, &ids[..])))
}

/// "Add item": one at the end of the agenda.
pub fn add_item(draft: &Draft) -> Option<Change> {
    insert(draft, Place { parent: None, index: draft.meeting.agenda_item.len() }, None)
}

/// "Add item" of a day: its last one.
pub fn add_item_on_day(draft: &Draft, day: &PartId) -> Option<Change> {
    let nth = nth_day(&draft.meeting, day)?;
    let index = behind(draft, nth, |_| true);
    insert(draft, Place { parent: None, index }, Some(day.clone()))
}

/// The place behind the last item of a day and of those before it, of some items.
fn behind(draft: &Draft, nth: usize, counts: impl Fn(&ItemId) -> bool) -> usize {
    let is_not_after =
        |(item, day): &(&AgendaItem, Option<&PartId>)| counts(&item.id) && day.and_then(|day| nth_day(&draft.meeting, day)) <= Some(nth);
    timing::days_of(&draft.meeting).enumerate().filter(|(_, of)| is_not_after(of)).last().map_or(0, |(at, _)| at + 1)
}

/// "Add item below": the next one on the same level.
pub fn add_item_below(draft: &Draft, id: &ItemId) -> Option<Change> {
    let place = draft.place(id)?;
    insert(draft, Place { index: place.index + 1, ..place }, None)
}

/// "Add child item": the last one of its children.
pub fn add_child(draft: &Draft, id: &ItemId) -> Option<Change> {
    let index = draft.item(id)?.agenda_item.len();
    insert(draft, Place { parent: Some(id.clone()), index }, None)
}

/// "Delete item", with all below it.
pub fn delete_item(draft: &Draft, id: &ItemId) -> Option<Change> {
    delete_items(draft, std::slice::from_ref(id))
}

fn shift(draft: &Draft, label: Label, id: &ItemId, to: Place) -> Option<Change> {
    possible(draft, Change { label, edits: vec![Edit::Move(id.clone(), to)], focus: Focus::title(id, None) })
}

/// Moves an item among its siblings, on its day; at the end of that, to the next one.
fn step(draft: &Draft, label: Label, id: &ItemId, is_down: bool) -> Option<Change> {
    let focus = Focus::title(id, None);
    if let Some(day) = day_over_border(draft, id, is_down) {
        return possible_on(draft, Change { label, edits: Vec::new(), focus }, Some((day, &[id])));
    }
    let place = draft.place(id)?;
    let index = if is_down { place.index + 1 } else { place.index.checked_sub(1)? };
    let edits = vec![Edit::Move(id.clone(), Place { index, ..place })];
    let ids = [id];
    possible_on(draft, Change { label, edits, focus }, day_of(draft, id).map(|day| (day, &ids[..])))
}

/// The day to which an item comes that is the first or the last one of its own.
fn day_over_border(draft: &Draft, id: &ItemId, is_down: bool) -> Option<PartId> {
    let days: Vec<_> = timing::days_of(&draft.meeting).collect();
    let at = days.iter().position(|(item, _)| item.id == *id)?;
    let own = days[at].1?;
    let beside = |at: usize| if is_down { Some(at + 1) } else { at.checked_sub(1) };
    let near = beside(at).and_then(|at| days.get(at)).and_then(|(_, day)| *day);
    if near == Some(own) {
        return None;
    }
    let is_on = |day: &PartId| {
        if is_down {
            nth_day(&draft.meeting, day) > nth_day(&draft.meeting, own)
        } else {
            nth_day(&draft.meeting, day) < nth_day(&draft.meeting, own)
        }
    };
    match near {
        // An agenda that goes back and forth between its days.
        Some(day) if !is_on(day) => Some(day.clone()),
        // Between the two there may be a day on which nothing is.
        _ => draft.meeting.meeting_day.get(nth_day(&draft.meeting, own).and_then(beside)?)?.id.clone(),
    }
}

/// "Move up", among its siblings; the first one of a day becomes the last one of the day before.
pub fn move_up(draft: &Draft, id: &ItemId) -> Option<Change> {
    step(draft, Label::MoveUp, id, false)
}

/// "Move down", among its siblings; the last one of a day becomes the first one of the next.
pub fn move_down(draft: &Draft, id: &ItemId) -> Option<Change> {
    step(draft, Label::MoveDown, id, true)
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
        return insert(draft, below, None);
    }
    if caret == 0 {
        return insert(draft, place, day_of(draft, id));
    }
    let name = item.name.as_deref().unwrap_or_default();
    let at = name.char_indices().nth(caret).map_or(name.len(), |(at, _)| at);
    let (head, tail) = (name[..at].trim_end().to_owned(), name[at..].trim_start().to_owned());
    let new = new_item(draft, Some(tail).filter(|tail| !tail.is_empty()))?;
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

/// Of several items those that stand in none of the others, in reading order, whatever the order in which they were chosen.
pub fn roots<'a>(draft: &'a Draft, ids: &[ItemId]) -> Vec<&'a AgendaItem> {
    fn walk<'a>(items: &'a [AgendaItem], ids: &HashSet<&ItemId>, out: &mut Vec<&'a AgendaItem>) {
        for item in items {
            if ids.contains(&item.id) {
                out.push(item);
            } else {
                walk(&item.agenda_item, ids, out);
            }
        }
    }
    let mut out = Vec::new();
    walk(&draft.meeting.agenda_item, &ids.iter().collect(), &mut out);
    out
}

/// Deletes several items, each with all below it. Where nothing would be left, an empty item is: an agenda without a line has nowhere
/// to type.
pub fn delete_items(draft: &Draft, ids: &[ItemId]) -> Option<Change> {
    let roots = roots(draft, ids);
    let first = roots.first()?;
    let order = draft.reading_order();
    let at = order.iter().position(|(other, _)| other.id == first.id)?;
    let stays = |(item, _): &&(&AgendaItem, usize)| !roots.iter().any(|root| root.id == item.id || draft.is_inside(&item.id, &root.id));
    let near = order[..at].last().or_else(|| order[at..].iter().find(stays));
    let mut edits: Vec<Edit> = roots.iter().flat_map(|root| aside::keep(draft, root)).collect();
    edits.extend(roots.iter().map(|root| Edit::Remove(root.id.clone())));
    let focus = match near {
        Some((near, _)) => Focus::title(&near.id, Some(length(near))),
        None if order.len() == 1 && **first == (AgendaItem { id: first.id.clone(), ..AgendaItem::default() }) => return None,
        None => {
            let item = new_item(draft, None)?;
            let focus = Focus::title(&item.id, Some(0));
            edits.push(Edit::Insert(Place { parent: None, index: 0 }, Box::new(item)));
            focus
        }
    };
    on_its_day(draft, Change { label: Label::Delete, edits, focus }, None)
}

/// Moves several items up, down, in or out, by the command for one. One that cannot move stays, and so do those that would pass it.
fn shift_items(draft: &Draft, ids: &[ItemId], label: Label, one: fn(&Draft, &ItemId) -> Option<Change>) -> Option<Change> {
    let mut roots: Vec<&ItemId> = roots(draft, ids).into_iter().map(|root| &root.id).collect();
    let focus = roots.first().and_then(|id| Focus::title(id, None));
    // The foremost goes first.
    if matches!(label, Label::MoveDown | Label::Outdent) {
        roots.reverse();
    }
    let mut copy = draft.clone();
    let (mut edits, mut stuck) = (Vec::new(), Vec::new());
    for id in roots {
        let place = copy.place(id)?;
        let passed = match label {
            Label::MoveDown => Some(place.index + 1),
            Label::Outdent => None,
            _ => place.index.checked_sub(1),
        };
        let is_held = passed.and_then(|at| copy.children(place.parent.as_ref()).get(at)).is_some_and(|item| stuck.contains(&&item.id));
        match one(&copy, id).filter(|_| !is_held) {
            Some(change) => {
                for edit in change.edits {
                    make(&mut copy, &edit)?;
                    edits.push(edit);
                }
            }
            None => stuck.push(id),
        }
    }
    Some(Change { label, edits, focus }).filter(|change| !change.edits.is_empty())
}

/// "Move up" for several.
pub fn move_items_up(draft: &Draft, ids: &[ItemId]) -> Option<Change> {
    shift_items(draft, ids, Label::MoveUp, move_up)
}

/// "Move down" for several.
pub fn move_items_down(draft: &Draft, ids: &[ItemId]) -> Option<Change> {
    shift_items(draft, ids, Label::MoveDown, move_down)
}

/// "Indent" for several.
pub fn indent_items(draft: &Draft, ids: &[ItemId]) -> Option<Change> {
    shift_items(draft, ids, Label::Indent, indent)
}

/// "Outdent" for several.
pub fn outdent_items(draft: &Draft, ids: &[ItemId]) -> Option<Change> {
    shift_items(draft, ids, Label::Outdent, outdent)
}

/// Where items would stand that are dropped right below another one (`None` is the top of the agenda), on the level nearest to the
/// given one that is possible there; with that level. The place is meant before anything is moved.
pub fn drop_at(draft: &Draft, ids: &[ItemId], below: Option<&ItemId>, level: usize) -> Option<(Place, usize)> {
    let roots = roots(draft, ids);
    let is_moved = |id: &ItemId| roots.iter().any(|root| root.id == *id || draft.is_inside(id, &root.id));
    let order = draft.reading_order();
    let split = match below {
        Some(id) => order.iter().position(|(item, _)| item.id == *id)? + 1,
        None => 0,
    };
    let above = order[..split].iter().rev().find(|(item, _)| !is_moved(&item.id));
    let next = order[split..].iter().find(|(item, _)| !is_moved(&item.id));
    let fits = |root: &&AgendaItem| (MAX_LEVELS + 1).saturating_sub(height(root)).max(draft.level(&root.id).unwrap_or(1));
    let deepest = above.map_or(1, |(_, level)| level + 1).min(roots.iter().map(fits).min()?);
    let level = level.min(deepest).max(next.map_or(1, |(_, level)| *level));
    if level > deepest {
        return None;
    }
    if let Some((next, _)) = next.filter(|(_, other)| *other == level) {
        return Some((draft.place(&next.id)?, level));
    }
    // The last child of the item above that stands one level higher.
    let mut parent = above.map(|(item, _)| item.id.clone());
    for _ in level..=above.map_or(0, |(_, level)| *level) {
        parent = draft.place(parent.as_ref()?)?.parent;
    }
    let index = draft.children(parent.as_ref()).len();
    Some((Place { parent, index }, level))
}

/// Moves several items, with all below them, to a place; what stands inside another of them moves with it. The place is meant before
/// anything is moved.
pub fn move_items(draft: &Draft, ids: &[ItemId], place: &Place) -> Option<Change> {
    move_items_to(draft, ids, place, None)
}

/// Moves several items to a place, which is on a certain day.
pub fn move_items_to(draft: &Draft, ids: &[ItemId], place: &Place, day: Option<PartId>) -> Option<Change> {
    let moved: Vec<&ItemId> = roots(draft, ids).into_iter().map(|item| &item.id).collect();
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
            make(&mut copy, &edit)?;
            edits.push(edit);
        }
        index += 1;
    }
    let focus = moved.first().and_then(|id| Focus::title(id, None));
    let moves = edits.len();
    let change = on_its_day(draft, Change { label: Label::Move, edits, focus }, day.map(|day| (day, moved.as_slice())))?;
    (copy.meeting != draft.meeting || change.edits.len() > moves).then_some(change)
}

/// "Move to the next day", as the first ones there.
pub fn move_to_next_day(draft: &Draft, ids: &[ItemId]) -> Option<Change> {
    let nth = nth_day(&draft.meeting, &day_of(draft, &roots(draft, ids).first()?.id)?)?;
    move_to_day(draft, ids, nth + 1, nth)
}

/// "Move to the day before", as the last ones there.
pub fn move_to_day_before(draft: &Draft, ids: &[ItemId]) -> Option<Change> {
    let nth = nth_day(&draft.meeting, &day_of(draft, &roots(draft, ids).first()?.id)?)?.checked_sub(1)?;
    move_to_day(draft, ids, nth, nth)
}

/// Moves items of the top level to a day, right behind all that is on another one and those before it.
fn move_to_day(draft: &Draft, ids: &[ItemId], nth: usize, last: usize) -> Option<Change> {
    let roots = roots(draft, ids);
    if roots.iter().any(|root| day_of(draft, &root.id).is_none()) {
        return None;
    }
    let day = draft.meeting.meeting_day.get(nth)?.id.clone()?;
    let index = behind(draft, last, |id| roots.iter().all(|root| root.id != *id));
    move_items_to(draft, ids, &Place { parent: None, index }, Some(day))
}

/// A text as the value of a field: nothing where it is empty.
pub fn text(text: String) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

/// Characters of a title.
pub(super) fn length(item: &AgendaItem) -> usize {
    item.name.as_deref().unwrap_or_default().chars().count()
}

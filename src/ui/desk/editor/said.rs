//! What is said of a change to those who do not see it.

use std::collections::BTreeSet;

use super::{days, named};
use crate::{
    domain::{
        draft::{Change, Draft, Edit, Label, commands},
        model::{ItemId, slot::to_value},
        timing,
    },
    message::Desk,
    ui::text::{t, tn, tv},
};

/// What a change did, in a draft in which it was made; nothing where who did that has the field before her.
pub fn of(draft: &Draft, change: &Change) -> Option<String> {
    let count = |is_such: fn(&Edit) -> bool| change.edits.iter().filter(|edit| is_such(edit)).count();
    Some(match change.label {
        Label::Typing | Label::Part => return None,
        Label::Add => tn(Desk::SaidAdded, count(|edit| matches!(edit, Edit::Insert(..))), &[]),
        Label::Delete => tn(Desk::SaidDeleted, count(|edit| matches!(edit, Edit::Remove(_))), &[]),
        Label::Split => t(Desk::SaidSplit).to_owned(),
        Label::Join => t(Desk::SaidJoined).to_owned(),
        Label::Fit => t(Desk::SaidFit).to_owned(),
        Label::Recognise => t(Desk::SaidRecognised).to_owned(),
        Label::Restore => t(Desk::SaidRestored).to_owned(),
        Label::Replace => t(Desk::SaidReplaced).to_owned(),
        Label::Merge => t(Desk::SaidMerged).to_owned(),
        Label::MoveUp | Label::MoveDown | Label::Indent | Label::Outdent | Label::Move => {
            let id = &change.focus.as_ref()?.item;
            match moved(draft, change, id).len() {
                0 | 1 => place(draft, id)?,
                several => tn(Desk::SaidMovedSeveral, several, &[]),
            }
        }
    })
}

/// The items that a change moved; where none passed another one, those that came to the day on which the first of them is.
fn moved<'a>(draft: &Draft, change: &'a Change, first: &ItemId) -> BTreeSet<&'a ItemId> {
    let moves = change.edits.iter().filter_map(|edit| if let Edit::Move(id, _) = edit { Some(id) } else { None });
    let moves: BTreeSet<&ItemId> = moves.collect();
    if !moves.is_empty() {
        return moves;
    }
    let day = to_value(&commands::day_of(draft, first));
    let came = |edit: &'a Edit| match edit {
        Edit::Set(Some(id), fields) => Some(id).filter(|_| fields.get("day") == Some(&day)),
        _ => None,
    };
    change.edits.iter().filter_map(came).collect()
}

/// Where an item stands: on its day, else on its level.
fn place(draft: &Draft, id: &ItemId) -> Option<String> {
    let (title, level, place) = (named(draft.item(id)?), draft.level(id)?, draft.place(id)?);
    if let Some(day) = commands::day_of(draft, id) {
        let on_it: Vec<&ItemId> =
            timing::days_of(&draft.meeting).filter(|(_, other)| *other == Some(&day)).map(|(item, _)| &item.id).collect();
        let at = on_it.iter().position(|other| *other == id)? + 1;
        let (at, count, day) = (at.to_string(), on_it.len().to_string(), days::label(draft, &day));
        return Some(tv(Desk::SaidMovedOnDay, &[("title", &title), ("place", &at), ("count", &count), ("day", &day)]));
    }
    let (at, count) = ((place.index + 1).to_string(), draft.children(place.parent.as_ref()).len().to_string());
    Some(tv(Desk::SaidMoved, &[("title", &title), ("place", &at), ("count", &count), ("level", &level.to_string())]))
}

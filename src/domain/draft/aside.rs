//! What was carried over from an earlier meeting and taken out of the agenda again: it is kept with the draft, so that the switch that
//! brings it back brings back what was made of it. It changes by a [`Change`](super::Change) like everything else, and stands in no
//! file for others.

use serde_json::{Map, Value, json};

use super::{Draft, Edit, Place, commands::day_of};
use crate::domain::{
    import::rename_in,
    model::{
        AgendaItem, ItemId, PartId,
        slot::{self, to_value},
    },
};

/// By what the item continues: `{"item":…,"parent":…,"above":[…],"day":…}`, with the items that stood above it, the nearest first.
pub type Aside = Map<String, Value>;

/// What the name of such a field begins with in an edit.
const MARK: &str = "aside.";

/// An item that was taken out.
pub(super) struct Gone {
    /// The item, without what stands in the draft by now.
    pub item: AgendaItem,
    /// Where it stood; nothing where that is not there any more.
    pub place: Option<Place>,
    /// Its day.
    pub day: Option<PartId>,
}

fn id(value: &Value, key: &str) -> Option<ItemId> {
    value.get(key)?.as_str().map(Into::into)
}

fn above(value: &Value) -> impl Iterator<Item = ItemId> + '_ {
    value.get("above").and_then(Value::as_array).into_iter().flatten().filter_map(|id| Some(id.as_str()?.into()))
}

/// The edits that keep what is carried over of an item that is taken out, itself and below it.
pub(super) fn keep(draft: &Draft, item: &AgendaItem) -> Vec<Edit> {
    if draft.meeting.derived_from.is_none() {
        return Vec::new();
    }
    let Some(from) = &item.carried_from else { return item.agenda_item.iter().flat_map(|child| keep(draft, child)).collect() };
    let Some(Place { parent, .. }) = draft.place(&item.id) else { return Vec::new() };
    let above: Vec<String> =
        order(draft, parent.as_ref()).into_iter().take_while(|other| *other != item.id).map(|id| id.as_str().to_owned()).collect();
    let mut kept = json!({ "item": to_value(item), "above": above.into_iter().rev().collect::<Vec<_>>() });
    if let Some(parent) = parent {
        kept["parent"] = parent.as_str().into();
    }
    if let Some(day) = day_of(draft, &item.id) {
        kept["day"] = day.as_str().into();
    }
    vec![set(from, kept)]
}

fn set(from: &ItemId, value: Value) -> Edit {
    Edit::Set(None, Map::from_iter([(format!("{MARK}{from}"), value)]))
}

/// The edit that forgets what was kept, once it is back.
pub(super) fn forget(draft: &Draft, from: &ItemId) -> Option<Edit> {
    draft.aside.contains_key(from.as_str()).then(|| set(from, Value::Null))
}

/// The ids of siblings, with those that were taken out where they stood: of two neighbours either may come back first.
fn order(draft: &Draft, parent: Option<&ItemId>) -> Vec<ItemId> {
    let mut out: Vec<ItemId> = draft.children(parent).iter().map(|item| item.id.clone()).collect();
    let gone = |value: &Value| id(value.get("item")?, "id").filter(|id| draft.item(id).is_none());
    let mut rest: Vec<(ItemId, Vec<ItemId>)> = draft
        .aside
        .values()
        .filter(|value| id(value, "parent").as_ref() == parent)
        .filter_map(|value| Some((gone(value)?, above(value).collect())))
        .collect();
    // Those with fewer above them stood further up, and may be above others.
    rest.sort_by_key(|(_, above)| above.len());
    for (id, above) in rest {
        let at = below(&out, above.into_iter());
        out.insert(at, id);
    }
    out
}

/// The place right below the nearest of the items that stood above.
fn below(siblings: &[ItemId], above: impl Iterator<Item = ItemId>) -> usize {
    above.into_iter().find_map(|above| siblings.iter().position(|id| *id == above)).map_or(0, |at| at + 1)
}

/// What was kept of an item that continues this one: itself, or from below another one that was taken out.
pub(super) fn find(draft: &Draft, from: &ItemId) -> Option<Gone> {
    let read = |value: &Value| slot::read::<AgendaItem, _>(value.get("item")?.clone()).ok();
    let (mut item, place, day) = match draft.aside.get(from.as_str()) {
        Some(value) => {
            let parent = id(value, "parent");
            let is_there = parent.as_ref().is_none_or(|parent| draft.item(parent).is_some());
            let place = is_there.then(|| {
                let siblings: Vec<ItemId> = draft.children(parent.as_ref()).iter().map(|item| item.id.clone()).collect();
                Place { index: below(&siblings, above(value)), parent }
            });
            let day = value.get("day").and_then(Value::as_str).map(PartId::from);
            let is_day = |day: &PartId| draft.meeting.meeting_day.iter().any(|other| other.id.as_ref() == Some(day));
            (read(value)?, place, day.filter(is_day))
        }
        None => (draft.aside.values().filter_map(read).find_map(|item| inside(item, from))?, None, None),
    };
    without_known(draft, &mut item);
    draft.item(&item.id).is_none().then_some(Gone { item, place, day })
}

fn inside(item: AgendaItem, from: &ItemId) -> Option<AgendaItem> {
    item.agenda_item.into_iter().find_map(|child| if child.carried_from.as_ref() == Some(from) { Some(child) } else { inside(child, from) })
}

/// Takes out what stands in the draft: it was brought back alone.
fn without_known(draft: &Draft, item: &mut AgendaItem) {
    item.agenda_item.retain(|child| draft.item(&child.id).is_none());
    item.agenda_item.iter_mut().for_each(|child| without_known(draft, child));
}

/// Sets such a field, by its name in an edit; what stood there. `None` where the name is of another field.
pub(super) fn exchange(draft: &mut Draft, name: &str, value: &Value) -> Option<Value> {
    let from = name.strip_prefix(MARK)?;
    let before = match value {
        Value::Null => draft.aside.remove(from),
        value => draft.aside.insert(from.to_owned(), value.clone()),
    };
    Some(before.unwrap_or_default())
}

/// The same for items whose ids begin otherwise.
pub(super) fn renamed(aside: &Aside, from: &str, to: &str) -> Aside {
    let again = |value: &mut Value| {
        if let Some(rest) = value.as_str().and_then(|id| id.strip_prefix(from)) {
            *value = format!("{to}{rest}").into();
        }
    };
    let mut aside = aside.clone();
    for (key, value) in aside.values_mut().filter_map(Value::as_object_mut).flatten() {
        match (key.as_str(), value) {
            ("parent", value) => again(value),
            ("above", Value::Array(ids)) => ids.iter_mut().for_each(again),
            ("item", item) => rename_in(item, from, to),
            _ => {}
        }
    }
    aside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::{Change, Editor, carry, commands, copy, next},
        model::{Envelope, Meeting, read},
        time::Instant,
    };

    fn archive() -> Envelope {
        let item =
            |number: u32, below: &str| format!(r#"{{"id":"m/item-{number}","name":"Item {number}","duration":"PT{number}M"{below}}}"#);
        let agenda =
            [item(1, ""), item(2, &format!(r#","agendaItem":[{},{}]"#, item(3, ""), item(4, ""))), item(5, ""), item(6, ""), item(7, "")];
        read::from_str(&format!(r#"{{"schemaVersion":"1.0.0","meeting":[{{"id":"m","agendaItem":[{}]}}]}}"#, agenda.join(","))).unwrap()
    }

    /// The next meeting's draft, with what is offered to it.
    fn begin() -> (Editor, Vec<carry::Offer>) {
        let archive = archive();
        let draft = next("d".into(), &archive, &"m".into(), Instant(0)).unwrap();
        (Editor::new(draft), carry::offers(&archive.meeting[0], &[], &[]))
    }

    fn switch(editor: &mut Editor, offers: &[carry::Offer], at: usize) {
        let change = carry::switch(editor.draft(), offers, &offers[at]).unwrap();
        assert!(editor.perform(change, Instant(100)));
    }

    fn id_of(editor: &Editor, number: u32) -> ItemId {
        let from: ItemId = format!("m/item-{number}").as_str().into();
        editor.draft().reading_order().into_iter().find(|(item, _)| item.carried_from.as_ref() == Some(&from)).unwrap().0.id.clone()
    }

    /// What is done to the draft between off and on.
    fn edited() -> (Editor, Vec<carry::Offer>) {
        let (mut editor, offers) = begin();
        let (second, third, fourth) = (id_of(&editor, 2), id_of(&editor, 3), id_of(&editor, 4));
        let edits = [
            Change::typing(Some(&second), [("name", "Mine".into()), ("description", "Said".into()), ("unheard", "kept".into())]),
            Change::typing(Some(&third), [("duration", "PT99M".into())]).with_unread("duration", Some("99 what")),
        ];
        for change in edits {
            assert!(editor.perform(change, Instant(0)));
        }
        for change in [commands::move_up(editor.draft(), &fourth), commands::add_child(editor.draft(), &second)] {
            assert!(editor.perform(change.unwrap(), Instant(0)));
        }
        (editor, offers)
    }

    #[test]
    fn what_is_switched_off_and_on_is_as_it_was_edited() {
        let (mut editor, offers) = edited();
        let before = editor.draft().clone();
        switch(&mut editor, &offers, 1);
        assert_eq!(editor.draft().item(&"d/item-2".into()), None);
        let off = editor.draft().clone();
        // A reload between the two makes no difference, nor does the history that is let go.
        assert_eq!(Draft::from_stored("d", &off.to_stored()).as_ref(), Ok(&off));
        let mut editor = Editor::new(off.clone());
        switch(&mut editor, &offers, 1);
        assert_eq!((&editor.draft().meeting, &editor.draft().unread, editor.draft().aside.len()), (&before.meeting, &before.unread, 0));
        editor.undo(Instant(1));
        assert_eq!(Draft { changed: off.changed, ..editor.draft().clone() }, off);
        // "Delete item" is the same as the switch; nothing of it leaves the device.
        let mut editor = Editor::new(before.clone());
        assert!(editor.perform(commands::delete_item(&before, &"d/item-2".into()).unwrap(), Instant(0)));
        assert!(!serde_json::to_string(&editor.draft().for_others()).unwrap().contains("Mine"));
        switch(&mut editor, &offers, 1);
        assert_eq!(editor.draft().meeting, before.meeting);
        editor.undo(Instant(1));
        editor.undo(Instant(1));
        assert_eq!(Draft { changed: before.changed, ..editor.draft().clone() }, before);
    }

    #[test]
    fn it_comes_back_to_its_place_whatever_else_is_off() {
        let numbers = |editor: &Editor| -> String {
            let number = |item: &AgendaItem| item.carried_from.as_ref().map_or("-".into(), |from| from.as_str().replace("m/item-", ""));
            editor.draft().meeting.agenda_item.iter().map(number).collect()
        };
        let (begin, offers) = begin();
        // Three of five, off and on in every order.
        let is_three = |at: &[usize; 3]| at[0] != at[1] && at[1] != at[2] && at[0] != at[2];
        for [a, b, c] in (0..125).map(|n| [n / 25, n / 5 % 5, n % 5]).filter(is_three) {
            let mut editor = begin.clone();
            // The order of the agenda is the person's, not that of the meeting before.
            let last = id_of(&editor, 7);
            assert!(editor.perform(commands::move_up(editor.draft(), &last).unwrap(), Instant(0)));
            let was = numbers(&editor);
            for on in [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
                [a, b, c].into_iter().chain(on).for_each(|at| switch(&mut editor, &offers, at));
                assert_eq!(numbers(&editor), was, "{a}{b}{c} {on:?}");
            }
        }
    }

    #[test]
    fn what_stands_below_another_one_comes_back_without_it_and_not_twice() {
        let (mut editor, offers) = edited();
        // The fifth becomes a child of the second, which goes.
        let (second, fifth) = (id_of(&editor, 2), id_of(&editor, 5));
        assert!(editor.perform(commands::indent(editor.draft(), &fifth).unwrap(), Instant(0)));
        assert!(editor.perform(Change::typing(Some(&fifth), [("name", "Mine too".into())]), Instant(0)));
        switch(&mut editor, &offers, 1);
        assert!(editor.draft().item(&fifth).is_none());
        switch(&mut editor, &offers, 2);
        assert_eq!(editor.draft().item(&fifth).unwrap().name.as_deref(), Some("Mine too"));
        switch(&mut editor, &offers, 1);
        let all = editor.draft().reading_order();
        let ids: std::collections::BTreeSet<_> = all.iter().map(|(item, _)| &item.id).collect();
        assert_eq!((ids.len(), editor.draft().children(Some(&second)).len()), (all.len(), 3));
        while editor.undo(Instant(0)).is_some() {}
        assert_eq!(editor.draft().meeting, begin().0.draft().meeting);
    }

    #[test]
    fn a_copy_brings_back_its_own() {
        let (mut editor, offers) = edited();
        let before = editor.draft().clone();
        switch(&mut editor, &offers, 1);
        let mut copied = Editor::new(copy(editor.draft(), "e".into(), Instant(0)));
        switch(&mut copied, &offers, 1);
        let Meeting { agenda_item, .. } = &copied.draft().meeting;
        assert_eq!((agenda_item[1].id.as_str(), agenda_item[1].agenda_item[0].id.as_str()), ("e/item-2", "e/item-4"));
        assert_eq!(agenda_item.len(), before.meeting.agenda_item.len());
    }
}

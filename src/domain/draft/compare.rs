//! Two states of a draft, item by item: what was added, removed, moved, renamed, retimed, and what changed in the details.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};

use super::{Draft, duration::Stated, edit::ACTION};
use crate::domain::model::{AgendaItem, ItemId, Meeting, slot::to_value};

/// Something that differs.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// A field of the meeting, in the spelling of the meeting JSON; `null` where it said nothing.
    Meeting(String, Value, Value),
    /// A new item, with so many new ones below it.
    Added(Named, usize),
    /// An item that is gone, with so many that went along.
    Removed(Named, usize),
    /// An item that stands elsewhere: what it is called now, and its number before.
    Moved(Named, String),
    /// A title: before, and now.
    Renamed(String, Named),
    /// A length: the item, before, and now.
    Retimed(Named, Stated, Stated),
    /// Other fields of an item.
    Details(Named, Vec<String>),
}

/// An item as people point at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its place: "2.1".
    pub number: String,
    /// Its title; empty where it has none.
    pub title: String,
}

/// The fields that a length is made of.
const LENGTH: [&str; 3] = ["duration", "durationMax", "durationPer"];

/// An item of an agenda with where it stands.
#[derive(Clone)]
pub(super) struct Stand<'a> {
    pub item: &'a AgendaItem,
    pub parent: Option<&'a ItemId>,
    pub index: usize,
    number: String,
}

impl Stand<'_> {
    pub fn named(&self) -> Named {
        Named { number: self.number.clone(), title: self.item.name.clone().unwrap_or_default() }
    }
}

/// Every item in reading order.
pub(super) fn stands(draft: &Draft) -> Vec<Stand<'_>> {
    fn walk<'a>(items: &'a [AgendaItem], parent: Option<&'a ItemId>, above: &str, out: &mut Vec<Stand<'a>>) {
        for (index, item) in items.iter().enumerate() {
            let number = format!("{above}{}", index + 1);
            let inner = format!("{number}.");
            out.push(Stand { item, parent, index, number });
            walk(&item.agenda_item, Some(&item.id), &inner, out);
        }
    }
    let mut out = Vec::new();
    walk(&draft.meeting.agenda_item, None, "", &mut out);
    out
}

/// The fields of an item but for those below it.
pub(super) fn fields_of_item(item: &AgendaItem) -> Map<String, Value> {
    fields(to_value(&AgendaItem { agenda_item: Vec::new(), ..item.clone() }))
}

/// The fields of the meeting but for its agenda, with the time of day that has no date yet and the actions that belong to no item.
pub(super) fn fields_of_meeting(draft: &Draft) -> Map<String, Value> {
    let mut fields = fields(to_value(&Meeting { agenda_item: Vec::new(), ..draft.meeting.clone() }));
    if let Some(time) = &draft.start_time {
        fields.insert("startTime".into(), time.as_str().into());
    }
    if !draft.rest.action.is_empty() {
        fields.insert(ACTION.into(), to_value(&draft.rest.action));
    }
    fields
}

fn fields(value: Value) -> Map<String, Value> {
    let Value::Object(mut fields) = value else { return Map::new() };
    fields.remove("id");
    fields
}

/// The fields in which two differ, by name, with both values.
pub(super) fn changed(before: &Map<String, Value>, after: &Map<String, Value>) -> BTreeMap<String, (Value, Value)> {
    let value = |of: &Map<String, Value>, key: &String| of.get(key).cloned().unwrap_or_default();
    let keys: HashSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter()
        .map(|key| (key.clone(), (value(before, key), value(after, key))))
        .filter(|(_, (before, after))| before != after)
        .collect()
}

/// What differs: of the meeting first, then what is gone, then item by item in the order of the later one. Nothing exactly where the
/// two say the same.
pub fn compare(before: &Draft, after: &Draft) -> Vec<Difference> {
    let meeting = changed(&fields_of_meeting(before), &fields_of_meeting(after));
    let mut out: Vec<Difference> = meeting.into_iter().map(|(key, (before, after))| Difference::Meeting(key, before, after)).collect();
    let (old, new) = (stands(before), stands(after));
    let old_of: HashMap<&ItemId, Stand> = old.iter().map(|stand| (&stand.item.id, stand.clone())).collect();
    let new_ids: HashSet<&ItemId> = new.iter().map(|stand| &stand.item.id).collect();
    let is_new = |id: &ItemId| !old_of.contains_key(id);
    let is_gone = |id: &ItemId| !new_ids.contains(id);
    // Those below an item that is told of are counted with it.
    let told = |stand: &&Stand, is: &dyn Fn(&ItemId) -> bool| is(&stand.item.id) && !stand.parent.is_some_and(is);
    let gone = old.iter().filter(|stand| told(stand, &is_gone));
    out.extend(gone.map(|stand| Difference::Removed(stand.named(), below(stand.item, &is_gone))));
    let moved = moved(&new, &old_of);
    for stand in &new {
        let Some(was) = old_of.get(&stand.item.id) else {
            if told(&stand, &is_new) {
                out.push(Difference::Added(stand.named(), below(stand.item, &is_new)));
            }
            continue;
        };
        if moved.contains(&stand.item.id) {
            out.push(Difference::Moved(stand.named(), was.number.clone()));
        }
        let mut fields = changed(&fields_of_item(was.item), &fields_of_item(stand.item));
        if fields.remove("name").is_some() {
            out.push(Difference::Renamed(was.item.name.clone().unwrap_or_default(), stand.named()));
        }
        let lengths = fields.len();
        fields.retain(|key, _| !LENGTH.contains(&key.as_str()));
        if fields.len() < lengths {
            out.push(Difference::Retimed(stand.named(), Stated::of(was.item), Stated::of(stand.item)));
        }
        if !fields.is_empty() {
            out.push(Difference::Details(stand.named(), fields.into_keys().collect()));
        }
    }
    out
}

/// How many items below one share its fate without a gap.
fn below(item: &AgendaItem, shares: &dyn Fn(&ItemId) -> bool) -> usize {
    item.agenda_item.iter().filter(|child| shares(&child.id)).map(|child| 1 + below(child, shares)).sum()
}

/// The items that stand below another parent, or that have to move among those of the same parent: as few as can be.
pub(super) fn moved<'a>(new: &[Stand<'a>], old_of: &HashMap<&ItemId, Stand>) -> HashSet<&'a ItemId> {
    let mut out = HashSet::new();
    let mut stayed: HashMap<Option<&ItemId>, Vec<(&'a ItemId, usize)>> = HashMap::new();
    for stand in new {
        match old_of.get(&stand.item.id) {
            Some(was) if was.parent == stand.parent => stayed.entry(stand.parent).or_default().push((&stand.item.id, was.index)),
            Some(_) => drop(out.insert(&stand.item.id)),
            None => {}
        }
    }
    for siblings in stayed.values() {
        let places: Vec<usize> = siblings.iter().map(|(_, place)| *place).collect();
        let rising = longest_rising(&places);
        out.extend(siblings.iter().enumerate().filter(|(at, _)| !rising.contains(at)).map(|(_, (id, _))| *id));
    }
    out
}

/// The places of a longest rising subsequence of different numbers (patience sorting).
fn longest_rising(numbers: &[usize]) -> HashSet<usize> {
    // The place of the smallest number that ends a subsequence of each length, and what came before each number.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    std::iter::successors(ends.last().copied(), |at| before[*at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::{Change, Editor, blank, commands as c, paste},
        time::Instant,
    };

    /// "a", "b" with "b1" and "b2" below it, "c".
    fn start() -> Draft {
        let mut editor = Editor::new(blank("d".into(), "UTC", Instant(0)));
        let text = "a\nb\n b1\n b2\nc";
        let first = editor.draft().meeting.agenda_item[0].id.clone();
        let change = paste::put(editor.draft(), &first, Some(0..0), paste::plain(text)).unwrap();
        assert!(editor.perform(change, Instant(0)));
        editor.draft().clone()
    }

    fn id(draft: &Draft, name: &str) -> ItemId {
        draft.reading_order().iter().find(|(item, _)| item.name.as_deref() == Some(name)).map(|(item, _)| item.id.clone()).unwrap()
    }

    fn after(draft: &Draft, change: Option<Change>) -> Draft {
        let mut editor = Editor::new(draft.clone());
        assert!(editor.perform(change.unwrap(), Instant(1)));
        editor.draft().clone()
    }

    fn named(number: &str, title: &str) -> Named {
        Named { number: number.into(), title: title.into() }
    }

    #[test]
    fn every_kind_of_change_is_found_alone() {
        let d = start();
        let typing = |name: &str, key: &'static str, value: Value| Some(Change::typing(Some(&id(&d, name)), [(key, value)]));
        for (change, difference) in [
            (c::delete_item(&d, &id(&d, "b")), Difference::Removed(named("2", "b"), 2)),
            (c::delete_item(&d, &id(&d, "b1")), Difference::Removed(named("2.1", "b1"), 0)),
            (c::add_child(&d, &id(&d, "c")), Difference::Added(named("3.1", ""), 0)),
            (c::move_up(&d, &id(&d, "c")), Difference::Moved(named("3", "b"), "2".into())),
            (c::indent(&d, &id(&d, "c")), Difference::Moved(named("2.3", "c"), "3".into())),
            (c::move_down(&d, &id(&d, "b1")), Difference::Moved(named("2.2", "b1"), "2.1".into())),
            (typing("a", "name", "A".into()), Difference::Renamed("a".into(), named("1", "A"))),
            (
                Some(Change::typing(Some(&id(&d, "a")), Stated::parse("25-30").unwrap().fields())),
                Difference::Retimed(named("1", "a"), Stated::default(), Stated::parse("25-30").unwrap()),
            ),
            (typing("b2", "description", "x".into()), Difference::Details(named("2.2", "b2"), vec!["description".into()])),
            (typing("b2", "later", 5.into()), Difference::Details(named("2.2", "b2"), vec!["later".into()])),
            (Some(Change::typing(None, [("name", "T".into())])), Difference::Meeting("name".into(), Value::Null, "T".into())),
            (
                Some(Change::typing(None, [("startTime", "9:00".into())])),
                Difference::Meeting("startTime".into(), Value::Null, "9:00".into()),
            ),
        ] {
            let found = compare(&d, &after(&d, change));
            // Of two neighbours that changed places either may be told.
            let is_other = matches!((&found[..], &difference), ([Difference::Moved(..)], Difference::Moved(..)));
            assert!(found == [difference.clone()] || is_other, "{found:?} {difference:?}");
        }
        assert_eq!(compare(&d, &d), []);
    }

    #[test]
    fn as_few_as_can_be_are_said_to_be_moved() {
        for (numbers, most) in
            [(vec![], 0), (vec![3], 1), (vec![0, 1, 2], 3), (vec![2, 0, 1], 2), (vec![4, 3, 2, 1], 1), (vec![1, 5, 2, 6, 3, 7, 4], 4)]
        {
            let found = longest_rising(&numbers);
            assert_eq!(found.len(), most);
            let mut places: Vec<usize> = found.into_iter().collect();
            places.sort_unstable();
            assert!(places.windows(2).all(|pair| numbers[pair[0]] < numbers[pair[1]]));
        }
    }
}

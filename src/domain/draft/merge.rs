//! Two versions of one draft, and what both began from, made one: by item and by field.
//!
//! What one of the two changed is taken; where both changed the same thing differently, a person chooses. Nothing is applied here: the
//! outcome is a draft, which [`restore`](super::restore()) makes one change of.

mod order;

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Map, Value};

use self::order::{Side, Tree, arrange, first};
use super::{
    Draft,
    compare::{Named, changed, fields_of_item, fields_of_meeting, moved},
    edit::ACTION,
    make,
    record::ACTIONS,
    restore::{with_addresses, with_notes},
    sealed,
};
use crate::domain::model::{AgendaItem, Envelope, ItemId, Meeting, slot::to_value};

/// Whose version of a thing is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// One's own.
    Mine,
    /// The other person's.
    Theirs,
    /// What both say, one behind the other.
    Both,
}

/// Who changed a thing since both had the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// One's own side alone.
    Mine,
    /// The other side alone.
    Theirs,
    /// Both, differently.
    Both,
}

/// What a difference is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Fields of the meeting, in the spelling of the meeting JSON; what belongs together is taken together.
    Meeting(Vec<String>),
    /// Fields of an item.
    Item(ItemId, Vec<String>),
    /// A new item, with what is new below it.
    Added(ItemId),
    /// An item that is gone, with what went along.
    Removed(ItemId),
    /// The place of an item.
    Moved(ItemId),
}

/// Something in which the two differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What it is about.
    pub part: Part,
    /// The item, as it is called and numbered in one's own version where it is there, else in the other; of the meeting its title.
    pub named: Named,
    /// Who changed it.
    pub who: Who,
    /// Its fields as they are here.
    pub mine: Map<String, Value>,
    /// Its fields as they are there.
    pub theirs: Map<String, Value>,
    /// Whether what both say can stand together.
    pub can_be_both: bool,
    /// Whose version is taken.
    pub take: Take,
}

/// A merge that is being decided.
#[derive(Clone, Debug)]
pub struct Merge {
    base: Draft,
    mine: Draft,
    theirs: Draft,
    /// Where the two differ, with what is taken; [`merged`](Self::merged) follows it.
    pub differences: Vec<Difference>,
}

/// Fields of the meeting that mean something only together.
const MEETING_UNITS: [&[&str]; 2] = [&["start", "end", "timeZone", "datePrecision", "startTime"], &["number", "sequenceNumber"]];
/// Fields of an item that mean something only together.
const ITEM_UNITS: [&[&str]; 1] = [&["duration", "durationMax", "durationPer"]];
/// What belongs to a copy and not to the meeting.
const OWN: [&str; 4] = ["sequence", "dateModified", "baseVersion", "derivedFrom"];

/// What tells versions of a draft apart when they come back: a digest of what goes to others (`baseVersion`), without what belongs to a
/// copy.
pub fn digest(draft: &Draft) -> String {
    let Envelope { meeting, action, .. } = draft.for_others();
    let mut fields = to_value(&meeting.first());
    if let Some(fields) = fields.as_object_mut() {
        if !action.is_empty() {
            fields.insert(ACTION.into(), to_value(&action));
        }
        OWN.iter().for_each(|name| drop(fields.remove(*name)));
    }
    sealed::digest(&fields)
}

impl Merge {
    /// Compares two versions of a draft with what both began from; where that is not known, whatever differs is to be chosen.
    pub fn new(base: Option<&Draft>, mine: &Draft, theirs: &Draft) -> Self {
        let mut theirs = theirs.clone();
        let is_known = base.is_some();
        let mut base = match base {
            Some(base) => {
                told_apart(base, mine, &mut theirs);
                base.clone()
            }
            None => common(mine, &theirs),
        };
        // A note for oneself goes to nobody, so its absence elsewhere says nothing.
        for other in [&mut base, &mut theirs] {
            with_notes(other, mine);
        }
        // The same with addresses to join: what came lacks those of what went out, or of one's own.
        with_addresses(&mut base, mine);
        for own in [&base, mine] {
            with_addresses(&mut theirs, own);
        }
        let mut merge = Self { base, mine: mine.clone(), theirs, differences: Vec::new() };
        merge.differences = merge.find();
        if !is_known {
            // Who moved something cannot be told.
            for moved in merge.differences.iter_mut().filter(|difference| matches!(difference.part, Part::Moved(_))) {
                (moved.who, moved.take) = (Who::Both, Take::Mine);
            }
        }
        merge
    }

    /// The other version, with the ids that its new items have here.
    pub fn theirs(&self) -> &Draft {
        &self.theirs
    }

    /// The draft in which everything stands as it was chosen.
    pub fn merged(&self) -> Draft {
        let [base, mine, theirs] = self.trees();
        let mut fates = Fates::of(&base, &mine, &theirs);
        let meeting = self.decide(&mut fates);
        let survives = |id: &ItemId| fates.stays(id);
        let side = |id: &ItemId| fates.side.get(id).copied().unwrap_or(Side::Base);
        let children = arrange(&base, &mine, &theirs, &survives, &side);
        let item = |id: &ItemId| {
            let (own, other) = (mine.item(id), theirs.item(id));
            let fields = match (own, other) {
                (Some(own), Some(_)) => {
                    let mut fields = fields_of_item(own);
                    lay(&mut fields, fates.fields.get(id).cloned().unwrap_or_default());
                    fields
                }
                (Some(only), None) | (None, Some(only)) => fields_of_item(only),
                (None, None) => Map::new(),
            };
            // The fields fitted a moment ago, in one of the two.
            let item = AgendaItem::deserialize(with_id(fields, id.as_str())).ok().or_else(|| own.or(other).cloned());
            AgendaItem { agenda_item: Vec::new(), ..item.unwrap_or_default() }
        };
        let mut fields = fields_of_meeting(&self.mine);
        lay(&mut fields, meeting);
        with(&self.mine, fields, build(None, &children, &item))
    }

    fn trees(&self) -> [Tree<'_>; 3] {
        [Tree::of(&self.base), Tree::of(&self.mine), Tree::of(&self.theirs)]
    }

    /// Everything in which the two differ, with what is taken if nobody chooses.
    fn find(&self) -> Vec<Difference> {
        let [base, mine, theirs] = self.trees();
        let fates = Fates::of(&base, &mine, &theirs);
        let fields = [&self.base, &self.mine, &self.theirs].map(fields_of_meeting);
        let named = Named { number: String::new(), title: self.mine.title().to_owned() };
        let mut out = units(&fields, &MEETING_UNITS, Part::Meeting, &named);
        out.retain(|difference| !matches!(&difference.part, Part::Meeting(names) if names.iter().all(|name| OWN.contains(&name.as_str()))));
        let here = mine.order.iter().chain(theirs.order.iter().filter(|id| mine.item(id).is_none()));
        for id in here {
            let named = mine.named(id).or_else(|| theirs.named(id)).unwrap_or(Named { number: String::new(), title: String::new() });
            let simple = |part: Part, who: Who, take: Take| {
                let (mine, theirs) = (Map::new(), Map::new());
                Difference { part, named: named.clone(), who, mine, theirs, can_be_both: false, take }
            };
            // What one took away stays where the other has changed it.
            let removed = |kept: &Tree, keep: Take, (who, take): (Who, Take)| {
                let is_changed = fates.touched.contains(*id) || differs(id, &base, kept);
                let (who, take) = if is_changed { (Who::Both, keep) } else { (who, take) };
                simple(Part::Removed((*id).clone()), who, take)
            };
            match (base.item(id), mine.item(id), theirs.item(id)) {
                (_, Some(_), None) | (_, None, Some(_)) if !fates.is_top(id) => {}
                (None, Some(_), None) => out.push(simple(Part::Added((*id).clone()), Who::Mine, Take::Mine)),
                (None, None, Some(_)) => out.push(simple(Part::Added((*id).clone()), Who::Theirs, Take::Theirs)),
                (Some(_), Some(_), None) => out.push(removed(&mine, Take::Mine, (Who::Theirs, Take::Theirs))),
                (Some(_), None, Some(_)) => out.push(removed(&theirs, Take::Theirs, (Who::Mine, Take::Mine))),
                (Some(old), Some(own), Some(other)) => {
                    if let Some(who) = fates.moved.get(*id) {
                        let take = if *who == Who::Theirs { Take::Theirs } else { Take::Mine };
                        out.push(simple(Part::Moved((*id).clone()), *who, take));
                    }
                    let fields = [old, own, other].map(fields_of_item);
                    out.extend(units(&fields, &ITEM_UNITS, |names| Part::Item((*id).clone(), names), &named));
                }
                _ => {}
            }
        }
        out
    }

    /// Notes what was chosen: whose place an item has, what goes, and the fields that are not one's own. Returns those of the meeting.
    fn decide(&self, fates: &mut Fates) -> Map<String, Value> {
        let mut meeting = Map::new();
        for difference in &self.differences {
            let Difference { part, take, mine, theirs, .. } = difference;
            match part {
                Part::Meeting(_) => meeting.extend(taken(*take, &fields_of_meeting(&self.base), mine, theirs)),
                Part::Item(id, _) => {
                    let base = self.base.item(id).map(fields_of_item).unwrap_or_default();
                    fates.fields.entry(id.clone()).or_default().extend(taken(*take, &base, mine, theirs));
                }
                Part::Added(id) | Part::Removed(id) => {
                    let keeper = if self.mine.item(id).is_some() { Take::Mine } else { Take::Theirs };
                    fates.stay.insert(id.clone(), *take == keeper || *take == Take::Both);
                }
                Part::Moved(id) => {
                    let side = match (take, difference.who) {
                        (Take::Theirs, Who::Mine) | (Take::Mine | Take::Both, Who::Theirs) => Side::Base,
                        (Take::Theirs, _) => Side::Theirs,
                        (Take::Mine | Take::Both, _) => Side::Mine,
                    };
                    fates.side.insert(id.clone(), side);
                }
            }
        }
        meeting
    }
}

/// What becomes of items.
struct Fates {
    /// Of an item that one side added or took away: the item above or itself that it shares its fate with.
    top: HashMap<ItemId, ItemId>,
    /// By the topmost item: whether it is in the outcome.
    stay: HashMap<ItemId, bool>,
    /// Items that both took away.
    gone: HashSet<ItemId>,
    /// Items that one took away and the other moved.
    touched: HashSet<ItemId>,
    /// Who moved an item to another place.
    moved: HashMap<ItemId, Who>,
    /// Whose place an item has.
    side: HashMap<ItemId, Side>,
    /// Fields that are not as they are in one's own version.
    fields: HashMap<ItemId, Map<String, Value>>,
}

impl Fates {
    fn of(base: &Tree, mine: &Tree, theirs: &Tree) -> Self {
        let (mut top, mut side, mut moves, mut touched) = (HashMap::new(), HashMap::new(), HashMap::new(), HashSet::new());
        let gone = base.ids().filter(|id| mine.item(id).is_none() && theirs.item(id).is_none()).cloned().collect();
        for (own, other, whose) in [(mine, theirs, Side::Mine), (theirs, mine, Side::Theirs)] {
            // Added by this side, or taken away by the other; in both cases it is in this tree.
            for id in own.order.iter().filter(|id| other.item(id).is_none()) {
                let is_added = base.item(id).is_none();
                let shares = |id: &ItemId| own.item(id).is_some() && other.item(id).is_none() && base.item(id).is_none() == is_added;
                // What was taken away goes with what it stood in before.
                let tree = if is_added { own } else { base };
                let above = std::iter::successors(Some(*id), |id| tree.parent(id).filter(|parent| shares(parent))).last();
                top.insert((*id).clone(), above.unwrap_or(id).clone());
                side.insert((*id).clone(), if is_added { whose } else { Side::Base });
            }
            let moved = moved(&own.stands, &base.by_id);
            for id in moved {
                // What this side alone still has stands where it put it.
                if other.item(id).is_none() {
                    side.insert(id.clone(), whose);
                    touched.insert(id.clone());
                } else {
                    let who = if whose == Side::Mine { Who::Mine } else { Who::Theirs };
                    moves.entry(id.clone()).and_modify(|who| *who = Who::Both).or_insert(who);
                }
            }
        }
        // Where both say the same, the same one of them is followed, whichever is one's own.
        let first = first(mine, theirs);
        // The same new item in both.
        side.extend(mine.ids().filter(|id| base.item(id).is_none() && theirs.item(id).is_some()).map(|id| (id.clone(), first)));
        moves.retain(|id, who| {
            // Moved by both to the same place it is no difference.
            let is_same = *who == Who::Both && mine.place(id) == theirs.place(id);
            let whose = match who {
                Who::Mine => Side::Mine,
                Who::Theirs => Side::Theirs,
                Who::Both if is_same => first,
                Who::Both => Side::Mine,
            };
            side.insert(id.clone(), whose);
            !is_same
        });
        Self { top, stay: HashMap::new(), gone, touched, moved: moves, side, fields: HashMap::new() }
    }

    /// Whether an item is told of by itself, and not with one above it.
    fn is_top(&self, id: &ItemId) -> bool {
        self.top.get(id) == Some(id)
    }

    fn stays(&self, id: &ItemId) -> bool {
        !self.gone.contains(id) && self.top.get(id).is_none_or(|top| self.stay.get(top).copied().unwrap_or(true))
    }
}

/// The differences of fields, unit by unit.
fn units(
    [base, mine, theirs]: &[Map<String, Value>; 3],
    together: &[&[&str]],
    part: impl Fn(Vec<String>) -> Part,
    named: &Named,
) -> Vec<Difference> {
    let mut names: Vec<String> = changed(mine, theirs).into_keys().collect();
    let mut out = Vec::new();
    while let Some(first) = names.first().cloned() {
        let unit = together.iter().find(|unit| unit.contains(&first.as_str()));
        let unit: Vec<String> = unit.map_or_else(|| vec![first], |unit| unit.iter().map(|name| (*name).to_owned()).collect());
        names.retain(|name| !unit.contains(name));
        let of = |fields: &Map<String, Value>| -> Map<String, Value> {
            unit.iter().map(|name| (name.clone(), fields.get(name).cloned().unwrap_or_default())).collect()
        };
        let (before, mine, theirs) = (of(base), of(mine), of(theirs));
        let (who, take) = match (before == mine, before == theirs) {
            (true, _) => (Who::Theirs, Take::Theirs),
            (_, true) => (Who::Mine, Take::Mine),
            _ => (Who::Both, Take::Mine),
        };
        let can_be_both = who == Who::Both && matches!(&unit[..], [name] if both(name, &Value::Null, &mine[name], &theirs[name]).is_some());
        // Lists grow by what each of the two added; of two sentences one is chosen.
        let is_list = can_be_both && mine.values().all(Value::is_array);
        let take = if is_list { Take::Both } else { take };
        out.push(Difference { part: part(unit), named: named.clone(), who, mine, theirs, can_be_both, take });
    }
    out
}

/// Lays fields over others; what says nothing takes a field away.
fn lay(fields: &mut Map<String, Value>, over: Map<String, Value>) {
    for (name, value) in over {
        if value.is_null() {
            fields.remove(&name);
        } else {
            fields.insert(name, value);
        }
    }
}

/// Fields as they are taken.
fn taken(take: Take, base: &Map<String, Value>, mine: &Map<String, Value>, theirs: &Map<String, Value>) -> Map<String, Value> {
    match take {
        Take::Mine => mine.clone(),
        Take::Theirs => theirs.clone(),
        Take::Both => {
            let one = |(name, value): (&String, &Value)| {
                let before = base.get(name).cloned().unwrap_or_default();
                (name.clone(), theirs.get(name).and_then(|other| both(name, &before, value, other)).unwrap_or_else(|| value.clone()))
            };
            mine.iter().map(one).collect()
        }
    }
}

/// What both say: texts one behind the other; of lists what either added, without what either took away.
fn both(name: &str, base: &Value, mine: &Value, theirs: &Value) -> Option<Value> {
    match (mine, theirs) {
        (Value::String(mine), Value::String(theirs)) => match name {
            "name" => Some(format!("{mine} / {theirs}").into()),
            "description" | "privateNote" => Some(format!("{mine}\n\n{theirs}").into()),
            _ => None,
        },
        (Value::Array(mine), Value::Array(theirs)) if [ACTION, ACTIONS].contains(&name) => Some(actions(base, mine, theirs)),
        (Value::Array(mine), Value::Array(theirs)) => {
            let before = base.as_array().map(Vec::as_slice).unwrap_or_default();
            let own = mine.iter().filter(|value| theirs.contains(value) || !before.contains(value));
            let new = theirs.iter().filter(|value| !mine.contains(value) && !before.contains(value));
            Some(own.chain(new).cloned().collect())
        }
        _ => None,
    }
}

/// Actions of both, by their ids and field by field: what one changed is as she has it, what one took away and the other left is gone.
/// Where both began one with the same id, both are kept.
fn actions(base: &Value, mine: &[Value], theirs: &[Value]) -> Value {
    let id = |action: &Value| action.get("id").cloned();
    let find = |all: &[Value], wanted: &Option<Value>| all.iter().find(|action| id(action) == *wanted).cloned();
    let before = base.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut out = Vec::new();
    for own in mine {
        let wanted = id(own);
        match (find(before, &wanted), find(theirs, &wanted)) {
            (Some(old), Some(other)) => out.push(by_field(&old, own, &other)),
            (Some(old), None) if old == *own => {}
            (None, Some(other)) if other != *own => out.extend([own.clone(), other]),
            _ => out.push(own.clone()),
        }
    }
    let new = theirs.iter().filter(|other| {
        let wanted = id(other);
        find(mine, &wanted).is_none() && find(before, &wanted).is_none_or(|old| old != **other)
    });
    out.extend(new.cloned());
    out.into()
}

/// Fields of both, those that either changed; one's own where both did.
fn by_field(before: &Value, mine: &Value, theirs: &Value) -> Value {
    let (Some(before), Some(own), Some(other)) = (before.as_object(), mine.as_object(), theirs.as_object()) else { return mine.clone() };
    let mut out = own.clone();
    let theirs = changed(before, other).into_iter().filter(|(name, _)| before.get(name) == own.get(name));
    lay(&mut out, theirs.map(|(name, (_, value))| (name, value)).collect());
    out.into()
}

/// Whether a version says something else of an item that was there before, or of what stands below it.
fn differs(id: &ItemId, before: &Tree, now: &Tree) -> bool {
    let (Some(old), Some(new)) = (before.item(id), now.item(id)) else { return true };
    fields_of_item(old) != fields_of_item(new)
        || old.agenda_item.len() != new.agenda_item.len()
        || old.agenda_item.iter().zip(&new.agenda_item).any(|(old, new)| old.id != new.id || differs(&new.id, before, now))
}

/// Two people count new items alike: a new item of theirs that has the id of another new one here gets an id that neither has.
fn told_apart(base: &Draft, mine: &Draft, theirs: &mut Draft) {
    fn rename(items: &mut [AgendaItem], new: &HashMap<ItemId, ItemId>) {
        for item in items {
            if let Some(id) = new.get(&item.id) {
                item.id = id.clone();
            }
            rename(&mut item.agenda_item, new);
        }
    }
    let (old, own) = (Tree::of(base), Tree::of(mine));
    let other = theirs.clone();
    let tree = Tree::of(&other);
    let is_other = |id: &&ItemId| {
        // Two empty ones are the same only at the same place.
        let same = |mine: &AgendaItem| {
            let fields = fields_of_item(mine);
            let is_alike = tree.item(id).is_some_and(|other| fields == fields_of_item(other));
            is_alike && (!fields.is_empty() || own.place(id) == tree.place(id))
        };
        old.item(id).is_none() && own.item(id).is_some_and(|own| !same(own))
    };
    let known = |number: &u32| {
        let id: ItemId = format!("{}/item-{number}", mine.meeting.id).into();
        [&old, &own, &tree].iter().all(|tree| tree.item(&id).is_none()).then_some(id)
    };
    let first = [base, mine, theirs].iter().map(|draft| make::first_free(&draft.meeting).max(draft.next_item)).max().unwrap_or(1);
    let free = (first..=u32::MAX).filter_map(|number| known(&number));
    let new: HashMap<ItemId, ItemId> = tree.order.iter().copied().filter(is_other).cloned().zip(free).collect();
    rename(&mut theirs.meeting.agenda_item, &new);
    for file in &mut theirs.meeting.file {
        if let Some(id) = file.agenda_item.as_ref().and_then(|id| new.get(id)) {
            file.agenda_item = Some(id.clone());
        }
    }
}

/// What two versions have in common, where nobody knows what they began from: items of both as they stand here, with the fields that are
/// the same.
fn common(mine: &Draft, theirs: &Draft) -> Draft {
    fn walk(items: &[AgendaItem], theirs: &Tree) -> Vec<AgendaItem> {
        items
            .iter()
            .flat_map(|item| {
                let below = walk(&item.agenda_item, theirs);
                let Some(other) = theirs.item(&item.id) else { return below };
                let fields = with_id(same(&fields_of_item(item), &fields_of_item(other)), item.id.as_str());
                let item = AgendaItem::deserialize(fields).unwrap_or_else(|_| AgendaItem { id: item.id.clone(), ..AgendaItem::default() });
                vec![AgendaItem { agenda_item: below, ..item }]
            })
            .collect()
    }
    fn same(mine: &Map<String, Value>, theirs: &Map<String, Value>) -> Map<String, Value> {
        mine.iter().filter(|(name, value)| theirs.get(*name) == Some(*value)).map(|(name, value)| (name.clone(), value.clone())).collect()
    }
    let fields = same(&fields_of_meeting(mine), &fields_of_meeting(theirs));
    with(mine, fields, walk(&mine.meeting.agenda_item, &Tree::of(theirs)))
}

/// A draft with other fields of its meeting, and another agenda.
fn with(draft: &Draft, mut fields: Map<String, Value>, agenda_item: Vec<AgendaItem>) -> Draft {
    let start_time = fields.remove("startTime").and_then(|time| time.as_str().map(str::to_owned));
    let action = fields.remove(ACTION).and_then(|all| serde_json::from_value(all).ok()).unwrap_or_default();
    // They fitted a moment ago, in one version or the other.
    let read = Meeting::deserialize(with_id(fields, draft.meeting.id.as_str())).unwrap_or_else(|_| draft.meeting.clone());
    let rest = Envelope { action, ..draft.rest.clone() };
    Draft { meeting: Meeting { agenda_item, ..read }, rest, start_time, ..draft.clone() }
}

fn with_id(mut fields: Map<String, Value>, id: &str) -> Value {
    fields.insert("id".into(), id.into());
    Value::Object(fields)
}

fn build(
    parent: Option<&ItemId>,
    children: &HashMap<Option<&ItemId>, Vec<&ItemId>>,
    item: &dyn Fn(&ItemId) -> AgendaItem,
) -> Vec<AgendaItem> {
    let ids = children.get(&parent).map(Vec::as_slice).unwrap_or_default();
    ids.iter().map(|id| AgendaItem { agenda_item: build(Some(id), children, item), ..item(id) }).collect()
}

#[cfg(test)]
mod tests;

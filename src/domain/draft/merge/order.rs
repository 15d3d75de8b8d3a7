//! Where items stand in what is made of two versions.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::domain::{
    draft::{
        Draft,
        compare::{Named, Stand, fields_of_item, stands},
    },
    model::{AgendaItem, ItemId},
};

/// Whose place an item has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Where it stood before.
    Base,
    /// Where it stands here.
    Mine,
    /// Where it stands there.
    Theirs,
}

/// An agenda whose items are found by their ids.
pub(super) struct Tree<'a> {
    /// The items in reading order.
    pub order: Vec<&'a ItemId>,
    pub stands: Vec<Stand<'a>>,
    pub by_id: HashMap<&'a ItemId, Stand<'a>>,
    top: &'a [AgendaItem],
}

impl<'a> Tree<'a> {
    pub fn of(draft: &'a Draft) -> Self {
        let stands = stands(draft);
        let order = stands.iter().map(|stand| &stand.item.id).collect();
        let by_id = stands.iter().map(|stand| (&stand.item.id, stand.clone())).collect();
        Self { order, stands, by_id, top: &draft.meeting.agenda_item }
    }

    pub fn ids(&self) -> impl Iterator<Item = &'a ItemId> + '_ {
        self.order.iter().copied()
    }

    pub fn item(&self, id: &ItemId) -> Option<&'a AgendaItem> {
        self.by_id.get(id).map(|stand| stand.item)
    }

    pub fn parent(&self, id: &ItemId) -> Option<&'a ItemId> {
        self.by_id.get(id)?.parent
    }

    pub fn named(&self, id: &ItemId) -> Option<Named> {
        self.by_id.get(id).map(Stand::named)
    }

    /// What an item stands below and behind.
    pub fn place(&self, id: &ItemId) -> Option<(Option<&'a ItemId>, Option<&'a ItemId>)> {
        let stand = self.by_id.get(id)?;
        let before = stand.index.checked_sub(1).and_then(|index| self.children(stand.parent).get(index));
        Some((stand.parent, before.map(|item| &item.id)))
    }

    fn children(&self, parent: Option<&ItemId>) -> &'a [AgendaItem] {
        match parent {
            None => self.top,
            Some(id) => self.item(id).map(|item| item.agenda_item.as_slice()).unwrap_or_default(),
        }
    }

    /// The nearest item above that stays.
    fn above(&self, id: &ItemId, survives: &dyn Fn(&ItemId) -> bool) -> Option<&'a ItemId> {
        let mut parent = self.parent(id)?;
        while !survives(parent) {
            parent = self.parent(parent)?;
        }
        Some(parent)
    }

    /// What stands below an item, with what stands below items that go in their place.
    fn below(&self, parent: Option<&ItemId>, survives: &dyn Fn(&ItemId) -> bool) -> Vec<&'a ItemId> {
        fn walk<'a>(items: &'a [AgendaItem], survives: &dyn Fn(&ItemId) -> bool, out: &mut Vec<&'a ItemId>) {
            for item in items {
                if survives(&item.id) { out.push(&item.id) } else { walk(&item.agenda_item, survives, out) }
            }
        }
        let mut out = Vec::new();
        walk(self.children(parent), survives, &mut out);
        out
    }
}

/// The children of every item, and of the agenda itself. Those that nobody moved keep their order; one that was moved or added follows
/// what it follows in the version that it is from; where both put something at the same place, what [`first`] names comes first.
pub(super) fn arrange<'a>(
    base: &Tree<'a>,
    mine: &Tree<'a>,
    theirs: &Tree<'a>,
    survives: &dyn Fn(&ItemId) -> bool,
    side: &dyn Fn(&ItemId) -> Side,
) -> HashMap<Option<&'a ItemId>, Vec<&'a ItemId>> {
    let tree = |side: Side| match side {
        Side::Base => base,
        Side::Mine => mine,
        Side::Theirs => theirs,
    };
    let order = if first(mine, theirs) == Side::Mine { [Side::Mine, Side::Theirs] } else { [Side::Theirs, Side::Mine] };
    let mut known = HashSet::new();
    let ids: Vec<&'a ItemId> =
        [base, mine, theirs].iter().flat_map(|tree| tree.ids()).filter(|id| survives(id) && known.insert(*id)).collect();
    let mut sides: HashMap<&ItemId, Side> = ids.iter().map(|id| (*id, side(id))).collect();
    let mut parents: HashMap<&ItemId, Option<&'a ItemId>> = ids.iter().map(|id| (*id, tree(sides[id]).above(id, survives))).collect();
    // One put a below b, the other b below a: those of the ring go back to where both had them.
    while let Some(ring) = ids.iter().find_map(|id| ring(id, &parents)) {
        let before = ring.iter().filter(|id| base.item(id).is_some() && sides[*id] != Side::Base);
        let back: Vec<&'a ItemId> = before.copied().collect();
        for id in &back {
            sides.insert(id, Side::Base);
            parents.insert(id, base.above(id, survives));
        }
        if back.is_empty() {
            // No two trees make such a ring; if they did, its first item would stand at the top.
            parents.insert(ring[0], None);
        }
    }
    let mut out = HashMap::new();
    for parent in std::iter::once(None).chain(ids.iter().map(|id| Some(*id))) {
        let is_here = |id: &&ItemId| parents.get(*id) == Some(&parent);
        let unmoved: Vec<&'a ItemId> =
            base.below(parent, survives).into_iter().filter(|id| is_here(id) && sides[*id] == Side::Base).collect();
        let mut followers: HashMap<Option<&ItemId>, Vec<&'a ItemId>> = HashMap::new();
        for whose in order {
            let tree = tree(whose);
            let mut before = None;
            for id in tree.below(parent, survives).into_iter().filter(is_here) {
                if sides[id] == whose {
                    followers.entry(before).or_default().push(id);
                }
                if sides[id] == whose || sides[id] == Side::Base {
                    before = Some(id);
                }
            }
        }
        let mut list = Vec::new();
        let mut open: Vec<&'a ItemId> = unmoved.into_iter().rev().collect();
        open.extend(followers.remove(&None).unwrap_or_default().into_iter().rev());
        while let Some(id) = open.pop() {
            list.push(id);
            open.extend(followers.remove(&Some(id)).unwrap_or_default().into_iter().rev());
        }
        out.insert(parent, list);
    }
    out
}

/// The one of two versions that comes first, whichever of them is one's own: by its words alone.
pub(super) fn first(mine: &Tree, theirs: &Tree) -> Side {
    // Without ids, which two people give as it comes.
    fn words(items: &[AgendaItem]) -> String {
        items.iter().map(|item| format!("{} [{}]", Value::Object(fields_of_item(item)), words(&item.agenda_item))).collect()
    }
    if words(mine.top) <= words(theirs.top) { Side::Mine } else { Side::Theirs }
}

/// The ring of parents that an item is in, if it is in one.
fn ring<'a>(id: &'a ItemId, parents: &HashMap<&ItemId, Option<&'a ItemId>>) -> Option<Vec<&'a ItemId>> {
    let mut way = vec![id];
    let mut at = id;
    while let Some(Some(parent)) = parents.get(at) {
        if *parent == id {
            return Some(way);
        }
        // Into a ring that this one is not part of.
        if way.len() > parents.len() {
            return None;
        }
        way.push(parent);
        at = parent;
    }
    None
}

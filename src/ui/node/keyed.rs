//! A list whose entries keep their place in the page while the list around them changes.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use leptos::prelude::*;

use super::{Node, follow, text};

/// An entry in the page.
pub struct Entry {
    key: u64,
    pub(super) node: Node,
    owner: Owner,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

/// Entries by key: made once for each key, moved when the order changes, taken away with the key. No key may stand twice.
pub fn keyed(keys: impl Fn() -> Vec<u64> + 'static, entry: impl Fn(u64) -> Node + 'static) -> Node {
    list(Box::new(keys), Box::new(entry))
}

fn list(keys: Box<dyn Fn() -> Vec<u64>>, make: Box<dyn Fn(u64) -> Node>) -> Node {
    let entries: Rc<RefCell<Vec<Entry>>> = Rc::default();
    // Stands behind the entries and marks their place.
    let end = text("");
    let whole = Node::Many(vec![Node::Entries(entries.clone()), Node::One(end.clone())]);
    // Entries outlive a run of the effect below, so they are owned by what owns the list.
    let around = Owner::current();
    follow(Box::new(move || {
        let keys = keys();
        let mut all = entries.take();
        // A list that grows or shrinks at its end is looked at no further.
        let same = all.iter().zip(&keys).take_while(|(entry, key)| entry.key == **key).count();
        let mut old: HashMap<u64, (usize, Entry)> = all.drain(same..).enumerate().map(|(at, entry)| (entry.key, (at, entry))).collect();
        let mut before = Vec::with_capacity(keys.len() - same);
        for key in keys.into_iter().skip(same) {
            match old.remove(&key) {
                Some((at, entry)) => {
                    before.push(Some(at));
                    all.push(entry);
                }
                None => {
                    let owner = around.as_ref().map_or_else(Owner::new, Owner::child);
                    let node = owner.with(|| untrack(|| make(key)));
                    before.push(None);
                    all.push(Entry { key, node, owner });
                }
            }
        }
        for (_, gone) in old.into_values() {
            gone.node.remove();
        }
        if let Some(parent) = end.parent_node() {
            let stays = in_order(&before);
            let mut next = end.clone();
            for (at, entry) in all.iter().skip(same).enumerate().rev() {
                if !stays[at] {
                    entry.node.put(&parent, Some(&next));
                }
                next = entry.node.first().unwrap_or(next);
            }
        }
        entries.replace(all);
    }));
    whole
}

/// Which entries may stay where they are: a longest run of old places in ascending order, so that the fewest are moved.
fn in_order(before: &[Option<usize>]) -> Vec<bool> {
    let mut stays = vec![false; before.len()];
    // The last entry of the best run of each length, and what stands before each entry in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; before.len()];
    for (at, old) in before.iter().enumerate() {
        let Some(old) = *old else { continue };
        let length = ends.partition_point(|end| before[*end].is_some_and(|end| end < old));
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut at = ends.last().copied();
    while let Some(place) = at {
        stays[place] = true;
        at = previous[place];
    }
    stays
}

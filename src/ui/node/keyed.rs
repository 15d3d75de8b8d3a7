//! A list whose entries keep their place in the page while the list around them changes.

use std::collections::HashMap;

use leptos::prelude::*;

use super::{El, IntoNode, Node, follow, html};

/// An entry in the page.
struct Entry {
    key: u64,
    node: Node,
    owner: Owner,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

impl El {
    /// Fills it with entries by key, and with nothing else: made once for each key, moved when the order changes, taken away with the
    /// key. No key may stand twice.
    pub fn keyed(self, keys: impl Fn() -> Vec<u64> + 'static, entry: impl Fn(u64) -> Node + 'static) -> Self {
        list(self.clone(), None, Box::new(keys), Box::new(entry));
        self
    }

    /// As [`keyed`](Self::keyed), so many entries at a time in an element of class "window" that the browser can leave out while it is
    /// out of sight. Leaving out each entry by itself takes longer, frame by frame, than it saves.
    pub fn windowed(self, size: usize, keys: impl Fn() -> Vec<u64> + 'static, entry: impl Fn(u64) -> Node + 'static) -> Self {
        list(self.clone(), Some(size), Box::new(keys), Box::new(entry));
        self
    }
}

fn list(whole: El, size: Option<usize>, keys: Box<dyn Fn() -> Vec<u64>>, make: Box<dyn Fn(u64) -> Node>) {
    let window = move |at: usize| size.map_or(0, |size| at / size);
    let mut all: Vec<Entry> = Vec::new();
    // What the entries stand in: elements in the list, or the list itself.
    let mut windows = if size.is_none() { vec![whole.clone()] } else { Vec::new() };
    // Entries outlive a run of the effect below, so they are owned by what owns the list.
    let around = Owner::current();
    follow(Box::new(move || {
        let keys = keys();
        // A list that grows or shrinks at its end is looked at no further.
        let same = all.iter().zip(&keys).take_while(|(entry, key)| entry.key == **key).count();
        let mut old: HashMap<u64, (usize, Entry)> = all.drain(same..).zip(same..).map(|(entry, at)| (entry.key, (at, entry))).collect();
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
        if let Some(size) = size {
            let needed = all.len().div_ceil(size);
            windows.drain(needed.min(windows.len())..).for_each(|gone| gone.node().remove());
            while windows.len() < needed {
                let window = html::div().class("window");
                window.clone().put_into(whole.as_ref());
                windows.push(window);
            }
        }
        let stays = in_order(&before);
        let mut next = None;
        for (at, entry) in all.iter().enumerate().skip(same).rev() {
            let place = window(at);
            if window(at + 1) != place {
                next = None;
            }
            if !(stays[at - same] && before[at - same].is_some_and(|before| window(before) == place)) {
                entry.node.put(windows[place].as_ref(), next.as_ref());
            }
            next = entry.node.first().or(next);
        }
    }));
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

//! What was met, and in which file: a file that turns out to be unreadable in its middle is forgotten again.

use std::{
    borrow::Borrow,
    collections::{HashMap, hash_map::Entry},
    hash::Hash,
};

/// A map whose entries remember the file that they come from.
pub struct Noted<K, V = ()> {
    all: HashMap<K, (V, usize)>,
    /// The file that was noted from last.
    file: usize,
    /// What its entries took the place of.
    replaced: Vec<(K, (V, usize))>,
}

impl<K, V> Default for Noted<K, V> {
    fn default() -> Self {
        Self { all: HashMap::new(), file: 0, replaced: Vec::new() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Noted<K, V> {
    /// What is noted for a key, and in which file.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&(V, usize)>
    where
        K: Borrow<Q>,
    {
        self.all.get(key)
    }

    /// Whether a key is noted.
    pub fn has<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.all.contains_key(key)
    }

    /// Notes a value; what was noted before, and in which file.
    pub fn insert(&mut self, key: K, value: V, file: usize) -> Option<(V, usize)> {
        if file != self.file {
            self.file = file;
            self.replaced.clear();
        }
        match self.all.entry(key) {
            Entry::Occupied(mut entry) => {
                let before = entry.insert((value, file));
                if before.1 != file {
                    self.replaced.push((entry.key().clone(), before.clone()));
                }
                Some(before)
            }
            Entry::Vacant(entry) => {
                entry.insert((value, file));
                None
            }
        }
    }

    /// Forgets the file that was opened last: everything is as it was before it.
    pub fn forget(&mut self, file: usize) {
        if file == self.file {
            self.all.retain(|_, (_, of)| *of != file);
            self.all.extend(self.replaced.drain(..));
        }
    }

    /// How many keys are noted.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.all.values().map(|(value, _)| value)
    }
}

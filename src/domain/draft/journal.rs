//! How a draft is kept, so that no key press is lost: a log of what was done, and two snapshots that take turns.
//!
//! | key | value |
//! | --- | --- |
//! | `d/<id>/<generation>` | what was done: a change, undo or redo with the edits that it made |
//! | `d/<id>/a`, `d/<id>/b` | the draft of a generation, with its history |
//! | `d/<id>` | a draft of format 1, which had no log |
//!
//! Every value is sealed. A new snapshot goes over the older one and is read back; only then what the one before it made
//! needless is removed. So there are always two ways to the present draft, and a value is never needed while it is written.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    Draft, StoredError,
    editor::{Change, Editor, Step},
    sealed::{head, open, seal},
    written::object,
};
use crate::domain::time::Instant;

/// So many changes are in the log before the next snapshot.
const EVERY: u64 = 50;
/// Most steps of history in a snapshot.
const MAX_STEPS: usize = 400;
/// Most bytes of history in a snapshot.
const MAX_HISTORY: usize = 64 * 1024;

/// A place for texts that keeps one whole or not at all: local storage.
pub trait Store {
    /// The text of a key.
    fn get(&self, key: &str) -> Option<String>;
    /// Whether there is anything under a key.
    fn has(&self, key: &str) -> bool;
    /// Keeps a text and reads it back.
    ///
    /// # Errors
    /// The store's name of the error.
    fn set(&mut self, key: &str, text: &str) -> Result<(), String>;
    /// Forgets a key.
    fn remove(&mut self, key: &str);
    /// Every key.
    fn keys(&self) -> Vec<String>;
}

/// What a person does to a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Changes it.
    Change(Change),
    /// Takes the last step back.
    Undo,
    /// Makes the step again that was taken back.
    Redo,
}

/// A draft as it was found.
#[derive(Debug)]
pub struct Found {
    /// The draft with its history.
    pub editor: Editor,
    /// What goes on writing it.
    pub journal: Journal,
    /// Keys whose values are damaged; they stay as they are.
    pub damaged: Vec<String>,
}

/// Keys of drafts, by the draft's id.
pub type Keys = BTreeMap<String, Vec<String>>;

/// The keys of all drafts.
pub fn keys(store: &dyn Store) -> Keys {
    let mut out = Keys::new();
    for key in store.keys() {
        if let Some(rest) = key.strip_prefix("d/") {
            let id = rest.split('/').next().unwrap_or_default().to_owned();
            out.entry(id).or_default().push(key);
        }
    }
    out
}

/// The keys of one draft.
fn keys_of(store: &dyn Store, id: &str) -> Vec<String> {
    let is_of = |key: &String| {
        key.strip_prefix("d/").and_then(|rest| rest.strip_prefix(id)).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    store.keys().into_iter().filter(is_of).collect()
}

/// Reads a draft; `None` where nothing is kept under its id.
///
/// # Errors
/// As [`find`].
pub fn read(store: &dyn Store, id: &str) -> Option<Result<Found, StoredError>> {
    let keys = keys_of(store, id);
    (!keys.is_empty()).then(|| find(store, id, &keys))
}

/// Reads a draft from its keys: the newest sound snapshot and what was done since.
///
/// # Errors
/// Where there is no sound snapshot, or one of a newer version of this program: then nothing is to be overwritten.
pub fn find(store: &dyn Store, id: &str, keys: &[String]) -> Result<Found, StoredError> {
    let mut journal = Journal::new(id);
    let mut best: Option<(u64, Editor)> = None;
    let mut damaged = Vec::new();
    let mut written = BTreeMap::new();
    for key in keys {
        let (Some(text), Some(suffix)) = (store.get(key), key.strip_prefix(&journal.prefix).filter(|suffix| !BESIDE.contains(suffix)))
        else {
            continue;
        };
        let slot = SLOTS.iter().position(|slot| *slot == suffix);
        let sound = match open(&text) {
            Err(StoredError::Newer) => return Err(StoredError::Newer),
            Err(StoredError::Broken(_)) => false,
            Ok(body) => match (slot, generation(&body)) {
                (Some(slot), Some(generation)) => match snapshot_of(id, body) {
                    Err(StoredError::Newer) => return Err(StoredError::Newer),
                    Err(StoredError::Broken(_)) => false,
                    Ok(editor) => {
                        journal.kept[slot] = Some(generation);
                        if best.as_ref().is_none_or(|best| best.0 < generation) {
                            head(&text).clone_into(&mut journal.head);
                            best = Some((generation, editor));
                        }
                        true
                    }
                },
                (None, Some(generation)) if suffix.parse() == Ok(generation) => {
                    written.insert(generation, body);
                    true
                }
                _ => false,
            },
        };
        if !sound {
            damaged.push(key.clone());
        }
    }
    let Some((start, mut editor)) = best else {
        // A draft of format 1: what it is changed into comes beside it.
        let key = journal.prefix.trim_end_matches('/').to_owned();
        let text = store.get(&key).ok_or_else(|| StoredError::Broken("no snapshot".into()))?;
        let editor = Editor::new(Draft::from_stored(id, &text)?);
        return Ok(Found { editor, journal, damaged });
    };
    journal.generation = start;
    for (generation, body) in written.range(start + 1..) {
        let whole = *generation == journal.generation + 1 && replay(&mut editor, body).is_some();
        if !whole {
            // Something before it is missing: it cannot be told what it was about.
            damaged.extend(written.range(generation..).map(|(number, _)| journal.key(&number.to_string())));
            break;
        }
        journal.generation = *generation;
    }
    journal.oldest = written.keys().next().copied().unwrap_or(journal.generation + 1);
    if !damaged.is_empty() {
        // Nothing that stands behind the gap may ever be read as if it came after what is written next.
        let last = keys.iter().filter_map(|key| key.strip_prefix(&journal.prefix)?.parse().ok()).max().unwrap_or(0);
        journal.generation = journal.generation.max(last);
        journal.has_gap = true;
    }
    Ok(Found { editor, journal, damaged })
}

/// Lets go of a draft of format 1 that has a journal by now, when it was read for the second time.
pub fn outgrow(store: &mut dyn Store, id: &str, keys: &[String]) {
    let (first, seen) = (format!("d/{id}"), format!("d/{id}/{SEEN}"));
    if keys.len() < 2 || !keys.contains(&first) {
        return;
    }
    if keys.contains(&seen) {
        store.remove(&first);
        store.remove(&seen);
    } else {
        // Where there is no room for it, the draft simply stays longer.
        let _ = store.set(&seen, "{}");
    }
}

/// Forgets a draft.
pub fn forget(store: &mut dyn Store, id: &str) {
    for key in keys_of(store, id) {
        store.remove(&key);
    }
}

const SLOTS: [&str; 2] = ["a", "b"];
/// Beside a draft of format 1: it was read once since it has a journal.
const SEEN: &str = "seen";
/// When the draft last went out as a file.
const FILE: &str = "file";
/// What stands beside a draft and is no part of it.
const BESIDE: [&str; 2] = [SEEN, FILE];

/// Writes one draft.
#[derive(Clone, Debug)]
pub struct Journal {
    /// `d/<id>/`.
    prefix: String,
    /// Of the last change that was told to it.
    generation: u64,
    /// The oldest generation that is in the log.
    oldest: u64,
    /// The generations of the snapshots.
    kept: [Option<u64>; 2],
    /// How the newest snapshot begins, which no other one does.
    head: String,
    /// What the store has refused so far, in order.
    waiting: Vec<(u64, String)>,
    /// The log does not lead to the present draft: a snapshot has to.
    has_gap: bool,
}

impl Journal {
    /// Of a draft that is not kept yet.
    pub fn new(id: &str) -> Self {
        let prefix = format!("d/{id}/");
        Self { prefix, generation: 0, oldest: 1, kept: [None; 2], head: String::new(), waiting: Vec::new(), has_gap: false }
    }

    /// The draft's id.
    pub fn id(&self) -> &str {
        self.prefix.strip_prefix("d/").unwrap_or_default().trim_end_matches('/')
    }

    /// The slot of the newest snapshot.
    fn newest(&self) -> Option<usize> {
        (0..SLOTS.len()).filter(|slot| self.kept[*slot].is_some()).max_by_key(|slot| self.kept[*slot])
    }

    fn key(&self, suffix: &str) -> String {
        format!("{}{suffix}", self.prefix)
    }

    /// Whether the store still holds what was last written here, and nothing newer: another tab may have written or deleted. Asked
    /// before every change, so that it costs two looks as a rule.
    ///
    /// # Limitations
    /// Two tabs that write within the same moment do not see each other; that takes a lock, which a store has not.
    pub fn is_current(&mut self, store: &dyn Store) -> bool {
        if self.has_gap {
            return true;
        }
        let Some(newest) = self.newest() else { return !SLOTS.iter().any(|slot| store.has(&self.key(slot))) };
        let written = self.generation - self.waiting.len() as u64;
        if store.has(&self.key(&(written + 1).to_string())) {
            return false;
        }
        let stands = if self.oldest <= written {
            store.has(&self.key(&written.to_string()))
        } else {
            store.get(&self.key(SLOTS[newest])).is_some_and(|text| text.starts_with(&self.head))
        };
        stands || self.is_settled_elsewhere(store, written)
    }

    /// Whether another tab has put what was last written here into a snapshot, and nothing else.
    fn is_settled_elsewhere(&mut self, store: &dyn Store, written: u64) -> bool {
        match read(store, self.id()) {
            Some(Ok(Found { journal, .. })) if journal.generation == written => {
                let waiting = std::mem::take(&mut self.waiting);
                *self = Self { generation: self.generation, waiting, ..journal };
                true
            }
            _ => false,
        }
    }

    /// Of the last change that was told to it.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Goes on counting above what another store has counted.
    pub fn count_from(&mut self, generation: u64) {
        self.generation = self.generation.max(generation);
    }

    /// Whether this one knows of changes that another one of the same draft does not know of.
    pub fn is_ahead_of(&self, other: &Self) -> bool {
        self.generation > other.generation
    }

    /// Keeps a draft in place of what is kept, so that nobody who knows only what was before goes on writing.
    ///
    /// # Errors
    /// The store's name of the error; what was kept before still is.
    pub fn replace(&mut self, store: &mut dyn Store, editor: &Editor) -> Result<(), String> {
        self.generation += 1;
        self.snapshot(store, editor).inspect_err(|_| self.generation -= 1)?;
        self.settle(store, editor);
        Ok(())
    }

    /// Whether the store has refused something that is to be written yet.
    pub fn is_waiting(&self) -> bool {
        self.has_gap || !self.waiting.is_empty()
    }

    /// Keeps what was done; `editor` is the draft after it. What was refused before is written first.
    ///
    /// # Errors
    /// The store's name of the error. What was done waits, and is written with what is done next.
    pub fn append(&mut self, store: &mut dyn Store, editor: &Editor, act: &Act, at: Instant) -> Result<(), String> {
        self.generation += 1;
        self.waiting.push((self.generation, seal(&entry(self.generation, editor, act, at))));
        self.retry(store, editor)
    }

    /// Writes what was refused before.
    ///
    /// # Errors
    /// The store's name of the error.
    pub fn retry(&mut self, store: &mut dyn Store, editor: &Editor) -> Result<(), String> {
        if self.kept == [None; 2] || self.has_gap {
            return self.snapshot(store, editor);
        }
        while let Some((generation, text)) = self.waiting.first() {
            store.set(&self.key(&generation.to_string()), text)?;
            self.waiting.remove(0);
        }
        Ok(())
    }

    /// Whether so much is in the log that a snapshot should be made, when there is time. The log holds everything until then, and
    /// grows where there is no room for a snapshot.
    pub fn is_due(&self) -> bool {
        self.generation >= self.kept.iter().flatten().max().copied().unwrap_or(0) + EVERY
    }

    /// Keeps the draft as it is, with its history.
    ///
    /// # Errors
    /// The store's name of the error; what was kept before still is.
    pub fn snapshot(&mut self, store: &mut dyn Store, editor: &Editor) -> Result<(), String> {
        // The other one than the newest; where the newest stands alone, the free one.
        let slot = self.newest().map_or(0, |newest| 1 - newest);
        let text = snapshot_text(self.generation, editor);
        store.set(&self.key(SLOTS[slot]), &text)?;
        head(&text).clone_into(&mut self.head);
        self.waiting.clear();
        self.has_gap = false;
        let before = self.kept[1 - slot];
        self.kept[slot] = Some(self.generation);
        self.cut(store, before.unwrap_or(0));
        Ok(())
    }

    /// Removes what was done up to a generation from the log.
    fn cut(&mut self, store: &mut dyn Store, up_to: u64) {
        while self.oldest <= up_to {
            store.remove(&self.key(&self.oldest.to_string()));
            self.oldest += 1;
        }
    }

    /// Makes one snapshot of everything, when a draft is left: it takes the least room.
    pub fn settle(&mut self, store: &mut dyn Store, editor: &Editor) {
        let is_alone = |kept: &[Option<u64>; 2]| kept.iter().flatten().count() == 1;
        let newest = self.kept.iter().flatten().max().copied();
        if is_alone(&self.kept) && newest == Some(self.generation) && self.oldest > self.generation {
            return;
        }
        if newest != Some(self.generation) && self.snapshot(store, editor).is_err() {
            return;
        }
        self.cut(store, self.generation);
        for (slot, name) in SLOTS.iter().enumerate() {
            if self.kept[slot].is_some_and(|generation| generation < self.generation) {
                store.remove(&self.key(name));
                self.kept[slot] = None;
            }
        }
    }
}

fn generation(body: &Value) -> Option<u64> {
    body.get("generation")?.as_u64()
}

fn entry(generation: u64, editor: &Editor, act: &Act, at: Instant) -> Value {
    let (act, back) = match act {
        Act::Change(change) => (change.to_json(), None),
        Act::Undo => ("undo".into(), Some(true)),
        Act::Redo => ("redo".into(), Some(false)),
    };
    let mut entry = object([("generation", generation.into()), ("at", at.0.into()), ("act", act)]);
    // A snapshot may have had no room for the step: what it did stands here.
    if let Some(step) = back.and_then(|back| editor.turned(back)) {
        entry.insert("step".to_owned(), step.to_json());
    }
    entry.into()
}

/// Does again what an entry of the log says.
fn replay(editor: &mut Editor, body: &Value) -> Option<()> {
    let at = Instant(body.get("at")?.as_i64()?);
    match body.get("act")? {
        Value::String(word) => {
            let back = match word.as_str() {
                "undo" => true,
                "redo" => false,
                _ => return None,
            };
            match body.get("step") {
                Some(step) => editor.turn_by(&Step::of_json(step)?, back, at),
                None if back => editor.undo(at).map(drop),
                None => editor.redo(at).map(drop),
            }
        }
        change => editor.perform(Change::of_json(change)?, at).then_some(()),
    }
}

/// A snapshot as it is kept: the draft of a generation, with its history.
pub fn snapshot_text(generation: u64, editor: &Editor) -> String {
    seal(&snapshot(generation, editor))
}

/// Reads a snapshot that was kept elsewhere.
///
/// # Errors
/// Where it is damaged, or of a newer version of this program.
pub fn read_snapshot(id: &str, text: &str) -> Result<Editor, StoredError> {
    snapshot_of(id, open(text)?)
}

/// The key beside a draft that says when it last went out as a file.
pub fn file_key(id: &str) -> String {
    format!("d/{id}/{FILE}")
}

fn snapshot(generation: u64, editor: &Editor) -> Value {
    let mut room = MAX_HISTORY;
    // The latest steps first: what is far back is let go.
    let mut steps = |steps: &[Step]| {
        let mut out: Vec<Value> = Vec::new();
        for step in steps.iter().rev().take(MAX_STEPS) {
            let step = step.to_json();
            let Some(rest) = room.checked_sub(step.to_string().len()) else { break };
            room = rest;
            out.push(step);
        }
        out.reverse();
        Value::from(out)
    };
    let (done, undone) = (steps(&editor.done), steps(&editor.undone));
    let draft = editor.draft.to_value();
    object([("generation", generation.into()), ("draft", draft), ("done", done), ("undone", undone)]).into()
}

fn snapshot_of(id: &str, mut body: Value) -> Result<Editor, StoredError> {
    let steps = |name: &str| {
        let steps = body.get(name)?.as_array()?;
        steps.iter().map(Step::of_json).collect::<Option<Vec<_>>>()
    };
    let (done, undone) = steps("done").zip(steps("undone")).ok_or_else(|| StoredError::Broken("no history".into()))?;
    let draft = Draft::of_value(id, body.get_mut("draft").map(Value::take).unwrap_or_default())?;
    Ok(Editor { draft, done, undone })
}

#[cfg(test)]
mod files;
#[cfg(test)]
mod tabs;
#[cfg(test)]
mod tests;

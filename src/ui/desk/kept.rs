//! Drafts on this device: the one place that writes them.

use std::collections::HashMap;

use leptos::prelude::*;

use super::{settings, state::State};
use crate::{
    domain::{
        draft::{
            Draft, Editor, StoredError,
            journal::{self, Act, Found, Journal, Store},
        },
        time::{Instant, Moment},
    },
    platform::storage,
};

/// What writes each draft, by its id.
pub type Journals = HashMap<String, Journal>;

/// Local storage, as far as it is ours.
struct Device;

impl Store for Device {
    fn get(&self, key: &str) -> Option<String> {
        storage::get(key)
    }
    fn has(&self, key: &str) -> bool {
        storage::has(key)
    }
    fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        storage::set(key, text)
    }
    fn remove(&mut self, key: &str) {
        storage::remove(key);
    }
    fn keys(&self) -> Vec<String> {
        storage::keys()
    }
}

/// What was found on this device.
#[derive(Default)]
pub struct Loaded {
    /// Drafts, the trash included.
    pub drafts: Vec<Draft>,
    /// What goes on writing them.
    pub journals: Journals,
    /// Keys of what could not be read.
    pub unreadable: Vec<String>,
}

/// Reads everything; what cannot be read is set aside, never overwritten.
pub fn load() -> Loaded {
    let mut loaded = Loaded::default();
    loaded.unreadable.extend(storage::keys().into_iter().filter(|key| key.starts_with("aside/")));
    if let Some(text) = storage::get(settings::KEY)
        && serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&text).is_err()
    {
        loaded.unreadable.push(set_aside(settings::KEY));
    }
    for (id, keys) in journal::keys(&Device) {
        match journal::find(&Device, &id, &keys) {
            Ok(Found { editor, journal, damaged }) => {
                loaded.unreadable.extend(damaged.iter().map(|key| set_aside(key)));
                journal::outgrow(&mut Device, &id, &keys);
                loaded.journals.insert(id, journal);
                loaded.drafts.push(editor.draft().clone());
            }
            // A newer version of the app can read it where it stands.
            Err(StoredError::Newer) => loaded.unreadable.extend(keys),
            Err(StoredError::Broken(_)) => loaded.unreadable.extend(keys.iter().map(|key| set_aside(key))),
        }
    }
    loaded
}

/// Moves what cannot be read to a key of its own; where it is then.
fn set_aside(key: &str) -> String {
    let Some(text) = storage::get(key) else { return key.to_owned() };
    let name = key.strip_prefix("d/").unwrap_or(key).replace('/', "+");
    let mut aside = format!("aside/{name}");
    while storage::get(&aside).is_some() {
        aside.push('+');
    }
    if storage::set(&aside, &text).is_err() {
        return key.to_owned();
    }
    storage::remove(key);
    aside
}

/// Whether anything is kept under this id.
pub fn is_taken(id: &str) -> bool {
    journal::read(&Device, id).is_some()
}

/// Keeps what was done to a draft, where it is as it was left; else what became of it.
///
/// # Errors
/// The browser's name of the error; what was done waits for the next time.
pub fn append(state: State, editor: &Editor, act: &Act, at: Instant) -> Result<Standing, String> {
    let append = |journal: &mut Journal| match standing_of(journal) {
        Standing::Ours => journal.append(&mut Device, editor, act, at).map(|()| Standing::Ours),
        other => Ok(other),
    };
    with(state, &editor.draft().id, append).unwrap_or(Ok(Standing::Ours))
}

/// Keeps a snapshot of a draft whose log has grown, when there is time: the log holds everything until then.
pub fn shorten(state: State, editor: &Editor) {
    with(state, &editor.draft().id, |journal| {
        if journal.is_due() && journal.is_current(&Device) {
            let _ = journal.snapshot(&mut Device, editor);
        }
    });
}

/// What writes a draft.
fn with<T>(state: State, id: &str, act: impl FnOnce(&mut Journal) -> T) -> Option<T> {
    state.journals.try_update_value(|journals| act(journals.entry(id.to_owned()).or_insert_with(|| Journal::new(id))))
}

/// What became of a draft since it was last read or written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is as it was left.
    Ours,
    /// Another tab put it into the trash, and did nothing else to it.
    Trashed,
    /// Nothing of it is kept any more.
    Gone,
    /// Another tab wrote it.
    Changed,
}

/// Looks whether somebody else has changed or deleted a draft.
pub fn standing(state: State, id: &str) -> Standing {
    with(state, id, standing_of).unwrap_or(Standing::Ours)
}

fn standing_of(journal: &mut Journal) -> Standing {
    if journal.is_current(&Device) {
        return Standing::Ours;
    }
    match journal::read(&Device, journal.id()) {
        None => Standing::Gone,
        Some(Ok(found)) if found.editor.draft().deleted.is_some() && found.journal.generation() == journal.generation() + 1 => {
            Standing::Trashed
        }
        Some(_) => Standing::Changed,
    }
}

/// Keeps a draft with its history, whatever is kept of it.
///
/// # Errors
/// The browser's name of the error; what was kept before still is.
pub fn write_over(journals: &mut Journals, editor: &Editor) -> Result<(), String> {
    let id = &editor.draft().id;
    let known = journals.entry(id.clone()).or_insert_with(|| Journal::new(id));
    if let Some(Ok(Found { journal, .. })) = journal::read(&Device, id)
        && journal.is_ahead_of(known)
    {
        *known = journal;
    }
    known.replace(&mut Device, editor)
}

/// A draft as it is kept now; `None` where it is not sound, and `Some(None)` where it is gone.
pub fn again(id: &str) -> Option<Option<Found>> {
    let Some(found) = journal::read(&Device, id) else { return Some(None) };
    found.ok().filter(|found| found.damaged.is_empty()).map(Some)
}

/// Keeps a draft with a history that came from elsewhere, where that had been written so often.
///
/// # Errors
/// The browser's name of the error; what was kept before still is.
pub fn take(journals: &mut Journals, editor: &Editor, generation: u64) -> Result<(), String> {
    let id = &editor.draft().id;
    let known = journals.entry(id.clone()).or_insert_with(|| Journal::new(id));
    known.count_from(generation);
    known.replace(&mut Device, editor)
}

/// When a draft last went out as a file.
pub fn file(id: &str) -> Option<Instant> {
    let value: serde_json::Value = serde_json::from_str(&storage::get(&journal::file_key(id))?).ok()?;
    value.get("at")?.as_str()?.parse::<Moment>().ok()?.instant()
}

/// Notes that a draft went out as a file.
pub fn note_file(id: &str, at: Instant) {
    // Where it is refused, the person is reminded once too often.
    let _ = storage::set(&journal::file_key(id), &serde_json::json!({ "at": at.to_string() }).to_string());
}

/// Keeps a draft as a whole, with the history that it has.
///
/// # Errors
/// The browser's name of the error; what was kept before still is.
pub fn put(journals: &mut Journals, draft: &Draft) -> Result<(), String> {
    let known = journals.entry(draft.id.clone()).or_insert_with(|| Journal::new(&draft.id));
    let editor = match journal::read(&Device, &draft.id) {
        None | Some(Err(_)) => Editor::new(draft.clone()),
        Some(Ok(Found { editor, journal, .. })) => {
            if journal.is_ahead_of(known) {
                *known = journal;
            }
            editor.with(draft.clone())
        }
    };
    known.replace(&mut Device, &editor)
}

/// A draft is left: it takes as little room as it can. What is kept counts, which another tab may have changed.
pub fn settle(state: State, id: &str) {
    state.journals.update_value(|journals| {
        let Some(known) = journals.get_mut(id).filter(|journal| !journal.is_waiting()) else { return };
        if let Some(Some(Found { editor, mut journal, .. })) = again(id) {
            journal.settle(&mut Device, &editor);
            *known = journal;
        }
    });
}

/// Deletes a draft for good.
pub fn forget(journals: &mut Journals, id: &str) {
    journals.remove(id);
    journal::forget(&mut Device, id);
}

//! The second copy of every draft, in IndexedDB, and the versions of what it was; compared with the first copy at the start.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{
    kept,
    state::{self, State},
};
use crate::{
    domain::draft::{
        Draft, Editor,
        journal::{self, Found},
        past::{self, Kind, Past, Stamp, Version},
    },
    message::Desk,
    platform::{database::PAST, storage},
    ui::text::tn,
};

/// What the second store holds, by the drafts' ids; `None` before that is known, and where there is no such store.
pub type Known = Option<BTreeMap<String, Past>>;

/// Seconds that a draft stays in the trash.
pub const TRASH: i64 = 30 * 24 * 60 * 60;

/// When a state is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// While it is being written.
    Writing,
    /// It was opened or is left: it deserves a version.
    Edge,
}

/// Of a draft that was deleted for good, until the second store knows it too.
fn gone_key(id: &str) -> String {
    format!("{GONE}{id}")
}

/// What begins the key of a draft that was deleted for good.
pub const GONE: &str = "gone-";

fn stamp(state: State, draft: &Draft) -> Stamp {
    Stamp { changed: draft.changed, generation: state.generation(&draft.id) }
}

/// Compares both stores: of each draft the newer state is what is there, and the older one becomes a version.
pub async fn start(state: State) {
    let Ok(keys) = PAST.keys("").await else { return };
    let gone: Vec<String> = storage::keys().into_iter().filter_map(|key| key.strip_prefix(GONE).map(str::to_owned)).collect();
    let mut index = past::index(keys.iter().map(String::as_str));
    for id in gone {
        index.remove(&id);
        forget(id).await;
    }
    let mut back = Vec::new();
    for (id, past) in &index {
        let Some(newest) = past.now.last() else { continue };
        let here = state.draft(id);
        let known = here.as_ref().map(|draft| stamp(state, draft));
        // What is there and cannot be read is left alone: a newer version of the app may have written it.
        if known == Some(*newest) {
            state.safe.update(|safe| safe.extend([id.clone()]));
        } else if known.is_none_or(|known| known < *newest) && (known.is_some() || !kept::is_taken(id)) {
            let Ok(Some(text)) = PAST.get(&newest.key(id)).await else { continue };
            let Ok(editor) = journal::read_snapshot(id, &text) else { continue };
            if let Some(older) = here {
                let version = Version { at: older.changed, kind: Kind::Aside, name: String::new() };
                let _ = PAST.change(&[(version.key(id), past::write(&older))], &[]).await;
            }
            if past.has_file
                && kept::file(id).is_none()
                && let Ok(Some(file)) = PAST.get(&past::file_key(id)).await
            {
                let _ = storage::set(&journal::file_key(id), &file);
            }
            state.bring_back(&editor, newest.generation);
            back.push(id.clone());
        }
    }
    state.past.set_value(Some(index));
    if !back.is_empty() {
        state.load_files();
        state.say(tn(Desk::CameBack, back.len(), &[]));
    }
    let now = state::now();
    for draft in state.all() {
        // A clock that was set wrong deletes nothing that was just thrown away.
        if draft.deleted.is_some_and(|deleted| now.0 - deleted.0 > TRASH && now.0 - draft.changed.0 > TRASH) {
            state.forget(&draft.id);
        } else if !is_mirrored(state, &draft)
            && let Some(Some(Found { editor, .. })) = kept::again(&draft.id)
        {
            note(state, &editor, Occasion::Writing);
        }
    }
}

/// Whether the second store has the present state of a draft.
fn is_mirrored(state: State, draft: &Draft) -> bool {
    let stamp = stamp(state, draft);
    state.past.with_value(|known| known.as_ref().and_then(|known| known.get(&draft.id)?.now.last().copied()) == Some(stamp))
}

/// Keeps the present state of a draft a second time, and a version of it where that is due.
pub fn note(state: State, editor: &Editor, occasion: Occasion) {
    let draft = editor.draft();
    let stamp = stamp(state, draft);
    let wanted = state.past.with_value(|known| {
        let past = known.as_ref()?.get(&draft.id);
        let versions = past.map(|past| past.versions.as_slice()).unwrap_or_default();
        let deserves = match occasion {
            Occasion::Writing => past::is_due(versions, draft.changed),
            Occasion::Edge => versions.iter().all(|version| version.at != draft.changed),
        };
        Some((past.and_then(|past| past.now.last()) != Some(&stamp), deserves))
    });
    let Some((is_new, deserves)) = wanted else { return };
    let mut entries = Vec::new();
    if is_new {
        entries.push((stamp.key(&draft.id), journal::snapshot_text(stamp.generation, editor)));
    }
    if deserves {
        let version = Version { at: draft.changed, kind: Kind::Auto, name: String::new() };
        entries.push((version.key(&draft.id), past::write(draft)));
    }
    if !entries.is_empty() {
        let id = draft.id.clone();
        super::run(async move { write(state, &id, entries, Some(stamp)).await.unwrap_or_default() });
    }
}

/// Writes entries of one draft, and lets go of what is older than they are.
async fn write(state: State, id: &str, mut entries: Vec<(String, String)>, now: Option<Stamp>) -> Result<(), String> {
    let keys = PAST.keys(&past::prefix(id)).await?;
    let mut before = past::index(keys.iter().map(String::as_str)).remove(id).unwrap_or_default();
    if let Some(now) = now {
        // Another tab may have been faster.
        let is_late = before.now.last().is_some_and(|other| *other > now);
        entries.retain(|(key, _)| !is_late || *key != now.key(id));
        entries.extend(storage::get(&journal::file_key(id)).map(|text| (past::file_key(id), text)));
    }
    let written = past::index(entries.iter().map(|(key, _)| key.as_str())).remove(id).unwrap_or_default();
    let older: Vec<Stamp> = before.now.iter().filter(|stamp| written.now.iter().any(|now| *stamp < now)).copied().collect();
    before.versions.extend(written.versions);
    let thinned = past::thin(&before.versions, state::now());
    let forget: Vec<String> = older.iter().map(|stamp| stamp.key(id)).chain(thinned.iter().map(|version| version.key(id))).collect();
    PAST.change(&entries, &forget).await?;
    before.now.retain(|stamp| !older.contains(stamp));
    before.now.extend(written.now);
    before.now.sort_unstable();
    before.versions.retain(|version| !thinned.contains(version));
    before.versions.sort_by_key(|version| std::cmp::Reverse(version.at));
    let newest = before.now.last().copied();
    state.past.update_value(|known| {
        if let Some(known) = known {
            known.insert(id.to_owned(), before);
        }
    });
    // It may have been changed since.
    if newest.is_some() && newest == state.draft(id).map(|draft| stamp(state, &draft)) {
        state.safe.update(|safe| safe.extend([id.to_owned()]));
    }
    Ok(())
}

/// Keeps a version of a draft.
///
/// # Errors
/// What the browser said.
pub async fn save(state: State, draft: &Draft, kind: Kind, name: &str) -> Result<(), String> {
    // Two versions of one second are two.
    let taken = versions(&draft.id).await?;
    let mut version = Version { at: state::now(), kind, name: name.to_owned() };
    while taken.iter().any(|other| other.at == version.at) {
        version.at.0 += 1;
    }
    write(state, &draft.id, vec![(version.key(&draft.id), past::write(draft))], None).await
}

/// The versions of a draft, the latest first.
///
/// # Errors
/// What the browser said.
pub async fn versions(id: &str) -> Result<Vec<Version>, String> {
    let keys = PAST.keys(&past::prefix(id)).await?;
    Ok(past::index(keys.iter().map(String::as_str)).remove(id).unwrap_or_default().versions)
}

/// The versions of all drafts that were saved under a name, by key.
///
/// # Errors
/// What the browser said.
pub async fn saved() -> Result<Vec<(String, String)>, String> {
    let keys = PAST.keys("").await?;
    let mut found = Vec::new();
    for key in past::index(keys.iter().map(String::as_str)).iter().flat_map(|(id, past)| past.saved_keys(id)) {
        found.extend(PAST.get(&key).await?.map(|text| (key, text)));
    }
    Ok(found)
}

/// Keeps versions of a backup that are not here, under the ids that their drafts have here; damaged ones are left out.
///
/// # Errors
/// What the browser said.
pub async fn take_in<'a>(
    state: State,
    ids: &BTreeMap<String, String>,
    texts: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(), String> {
    let mut found = BTreeMap::<&String, Vec<(String, String)>>::new();
    for (key, text) in texts {
        let Some(id) = key.split_once('/').and_then(|(id, _)| ids.get(id)) else { continue };
        let versions = past::index([key]).into_values().flat_map(|past| past.versions);
        let sound = versions.filter(|_| past::read(id, text).is_ok());
        found.entry(id).or_default().extend(sound.map(|version| (version.key(id), text.to_owned())));
    }
    for (id, mut versions) in found {
        let here = PAST.keys(&past::prefix(id)).await?;
        versions.retain(|(key, _)| !here.contains(key));
        if !versions.is_empty() {
            write(state, id, versions, None).await?;
        }
    }
    Ok(())
}

/// The draft of a version, if it is there and sound.
pub async fn version(id: &str, version: &Version) -> Option<Draft> {
    past::read(id, &PAST.get(&version.key(id)).await.ok()??).ok()
}

/// Forgets a draft that was deleted for good.
pub async fn forget(id: String) {
    let forgotten = async {
        let keys = PAST.keys(&past::prefix(&id)).await?;
        PAST.change(&[], &keys).await
    };
    if forgotten.await.is_ok() {
        storage::remove(&gone_key(&id));
    }
}

/// Notes that a draft is deleted for good before the second store knows it.
pub fn note_gone(id: &str) {
    // Where it is refused and the page is closed at this moment, the draft comes back, into the trash.
    let _ = storage::set(&gone_key(id), "{}");
}

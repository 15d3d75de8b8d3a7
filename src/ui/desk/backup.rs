//! Everything of this device as one file, and such a file taken in again.

use std::collections::BTreeMap;

use leptos::prelude::{GetUntracked, Set};
use serde_json::{Map, Value, json};

use super::{
    added,
    import::reading::{self, MOST_JSON},
    mirror, settings,
    state::{self, Fault, State},
};
use crate::{
    domain::{
        draft::Draft,
        model::read::{self, MAX_DEPTH, ReadError},
    },
    message::Desk,
    platform::{database::ADDED, dom, files, storage},
    ui::text::{t, tn, tv},
};

/// The field that takes a backup.
pub const FIELD: &str = "desk-backup";

/// Hands everything to the person: drafts with the versions that were saved, without the automatic ones; settings as they are stored,
/// added meetings as their envelopes.
pub async fn export(state: State) {
    let parsed = |text: String| serde_json::from_str(&text).unwrap_or(Value::String(text));
    let mut local: Map<String, Value> = state.all().iter().map(|draft| (format!("d/{}", draft.id), parsed(draft.to_stored()))).collect();
    local.extend(storage::get(settings::KEY).map(|text| (settings::KEY.to_owned(), parsed(text))));
    // What could not be read is not taken apart.
    local.extend(state.unreadable.get_untracked().into_iter().filter_map(|key| storage::get(&key).map(|text| (key, Value::String(text)))));
    let stored = async { Ok::<_, String>((ADDED.all().await?, mirror::saved().await?)) };
    let (added, saved) = match stored.await {
        Ok(stored) => stored,
        Err(why) => return state.alert.set(tv(Desk::NotKept, &[("why", &state::why(&why))])),
    };
    let added: Map<String, Value> =
        added.into_iter().map(|(key, text)| (key, serde_json::from_str(&text).unwrap_or(Value::String(text)))).collect();
    // As they are sealed, so that damage to the file is found out.
    let versions: Map<String, Value> = saved.into_iter().map(|(key, text)| (key, Value::String(text))).collect();
    let backup = json!({ "rapporteur": "backup", "format": 1, "local": local, "added": added, "versions": versions });
    dom::download("rapporteur-backup.json", "application/json", format!("{backup:#}\n"));
    state.say(t(Desk::BackupMade).to_owned());
}

/// A value as it is kept: texts stand for themselves, since they were no JSON.
fn kept(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What lies around the envelope of a draft in a backup: the outermost object, `local`, and the draft as it is stored.
const AROUND: usize = 3;

/// The content of a file that is a backup, else the sentence for the person.
async fn open(file: &web_sys::File) -> Result<Value, String> {
    let name = file.name();
    let other = || tv(Desk::BackupWrong, &[("file", &name)]);
    reading::not_above(MOST_JSON, &name, file)?;
    let bytes = files::bytes(file).await.map_err(|_| other())?;
    let read = read::text_of(&bytes).and_then(|text| read::value(&text, AROUND));
    let backup = read.map_err(|error| match error {
        ReadError::TooDeep { .. } | ReadError::TooMany { .. } => reading::refused(&name, &error, MAX_DEPTH + AROUND),
        _ => other(),
    })?;
    let is_backup = backup.get("rapporteur").and_then(Value::as_str) == Some("backup");
    if is_backup && backup.get("format").and_then(Value::as_u64) == Some(1) { Ok(backup) } else { Err(other()) }
}

/// Takes a backup in, beside what is there: nothing is overwritten but settings.
pub async fn take_in(state: State, file: &web_sys::File) {
    let backup = match open(file).await {
        Ok(backup) => backup,
        Err(text) => return state.refuse(vec![Fault { text, field: format!("{FIELD}-button") }]),
    };
    let entries = |name: &str| backup.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
    let mut drafts = 0;
    // Under which id a draft of the backup is here.
    let mut ids = BTreeMap::new();
    for (key, value) in entries("local") {
        let text = kept(&value);
        if key == settings::KEY {
            let _ = storage::set(settings::KEY, &text);
            continue;
        }
        let draft = key.strip_prefix("d/").and_then(|id| Draft::from_stored(id, &text).ok());
        let Some(mut draft) = draft else {
            // What could not be read there cannot be read here, and is kept all the same.
            if storage::get(&key).is_none() && (key.starts_with("aside/") || key.starts_with("d/")) {
                let _ = storage::set(&key, &text);
            }
            continue;
        };
        let known = draft.id.clone();
        match state.draft(&draft.id) {
            Some(here) if here == draft => {
                ids.insert(known.clone(), known);
                continue;
            }
            Some(_) => draft.id = state::new_id(),
            None => {}
        }
        ids.insert(known, draft.id.clone());
        if !state.keep_or_say(draft) {
            return;
        }
        drafts += 1;
    }
    settings::changed();
    state.load();
    let versions = entries("versions");
    let texts = versions.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)));
    if let Err(why) = mirror::take_in(state, &ids, texts).await {
        return state.alert.set(tv(Desk::NotKept, &[("why", &state::why(&why))]));
    }
    let here = ADDED.all().await.unwrap_or_default();
    let added: Vec<(String, String)> = entries("added")
        .into_iter()
        .filter(|(key, _)| here.iter().all(|(other, _)| other != key))
        .map(|(key, value)| (key, kept(&value)))
        .filter(|(_, text)| read::from_str(text).is_ok())
        .map(|(key, text)| (key, format!("{text}\n")))
        .collect();
    if !added.is_empty()
        && let Err(why) = added::restore(state, &added).await
    {
        return state.alert.set(tv(Desk::NotKept, &[("why", &state::why(&why))]));
    }
    let (drafts, added) = (tn(Desk::BackupDrafts, drafts, &[]), tn(Desk::BackupMeetings, added.len(), &[]));
    state.say(tv(Desk::BackupRead, &[("drafts", &drafts), ("meetings", &added)]));
}

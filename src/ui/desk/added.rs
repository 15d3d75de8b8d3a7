//! The meetings added on this device: the one place that writes them, each change with its way back.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::state::{Notice, State};
use crate::{
    domain::{
        list::List,
        model::{Envelope, MeetingId, read},
    },
    message::{Desk, View},
    platform::{database::ADDED, dom, fetch, storage, text},
    ui::{
        state::missing,
        text::{t, tn, tv},
    },
};

/// A meeting added here, by its id: the envelope that holds it and what belongs to it.
pub type Added = Vec<(String, Arc<Envelope>)>;

/// Reads what was added; the first view is told where it knows of another number. Says why what could not be read was not: it stays
/// as it is, since a newer version of the app may have written it.
pub async fn load(state: State) -> Vec<read::ReadError> {
    let (unread, is_news) = look(state).await;
    if is_news {
        tell();
    }
    unread
}

/// [`load`] where something was changed.
async fn load_anew(state: State) {
    look(state).await;
    tell();
}

/// What could not be read, and whether their number is news.
async fn look(state: State) -> (Vec<read::ReadError>, bool) {
    let Ok(texts) = ADDED.all().await else { return (Vec::new(), false) };
    let flag = storage::get("added");
    if texts.is_empty() {
        storage::remove("added");
    } else {
        // Where this is refused, the first view shows them once the desk was opened.
        let _ = storage::set("added", &format!("{{\"format\":1,\"count\":{}}}", texts.len()));
    }
    let mut unread = Vec::new();
    let mut added = Added::new();
    for (key, text) in texts {
        match read::from_str(&text) {
            Ok(envelope) => added.push((key, Arc::new(envelope))),
            Err(error) => unread.push(error),
        }
    }
    state.added.set(added);
    (unread, flag != storage::get("added"))
}

fn tell() {
    if let Ok(event) = web_sys::CustomEvent::new("rapporteur-added") {
        let _ = dom::window().dispatch_event(&event);
    }
}

/// Keeps these texts and forgets these keys; `text` says what was done, and "Undo" takes it back.
///
/// # Errors
/// The browser's name of the error; then nothing was changed.
pub async fn change(state: State, put: Vec<(String, String)>, forget: Vec<String>, text: String) -> Result<(), String> {
    let before = ADDED.all().await?;
    let old = |key: &String| before.iter().find(|(other, _)| other == key).cloned();
    let keys = || put.iter().map(|(key, _)| key).chain(&forget);
    let back: Vec<(String, String)> = keys().filter_map(old).collect();
    let gone: Vec<String> = keys().filter(|key| old(key).is_none()).cloned().collect();
    ADDED.change(&put, &forget).await?;
    load_anew(state).await;
    let undo = move || {
        let (back, gone) = (back.clone(), gone.clone());
        super::run(async move {
            match ADDED.change(&back, &gone).await {
                Ok(()) => {
                    load_anew(state).await;
                    state.say(t(Desk::Undone).to_owned());
                }
                Err(why) => state.alert.set(tv(Desk::NotKept, &[("why", &why)])),
            }
        });
    };
    state.notice.set(Notice { text, undo: Some(Rc::new(undo)) });
    Ok(())
}

/// Takes an added meeting away.
pub async fn remove(state: State, id: &str) {
    let title = state.added.with_untracked(|added| {
        let meeting = |(_, envelope): &(String, Arc<Envelope>)| envelope.meeting.first().map(|meeting| meeting.label().to_owned());
        added.iter().find(|(key, _)| key == id).and_then(meeting)
    });
    let text = tv(Desk::RemovedAdded, &[("title", title.as_deref().unwrap_or(id))]);
    if let Err(why) = change(state, Vec::new(), vec![id.to_owned()], text).await {
        state.alert.set(tv(Desk::NotKept, &[("why", &why)]));
    }
}

/// Takes all of them away, without a way back.
///
/// # Errors
/// The browser's name of the error.
pub async fn forget_all(state: State) -> Result<(), String> {
    let cleared = ADDED.clear().await;
    load_anew(state).await;
    cleared
}

/// Takes in those of a backup that are not here yet.
///
/// # Errors
/// The browser's name of the error; then nothing was changed.
pub async fn restore(state: State, entries: &[(String, String)]) -> Result<(), String> {
    ADDED.change(entries, &[]).await?;
    load_anew(state).await;
    Ok(())
}

/// Keeps meetings, and says so.
///
/// # Errors
/// The browser's name of the error; then nothing was changed.
pub async fn add(state: State, entries: Vec<(String, String)>) -> Result<(), String> {
    let text = tn(Desk::AddedCount, entries.len(), &[]);
    change(state, entries, Vec::new(), text).await
}

/// A file of the archive's data, read once the text is here.
///
/// # Errors
/// The sentence for the person.
async fn file<T>(name: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<Arc<T>, String> {
    let text = fetch::text(&format!("data/{name}")).await.map_err(|status| missing(name, status))?;
    read(&text::own(&text).unwrap_or_default()).map(Arc::new).map_err(|why| tv(View::ChunkBroken, &[("file", name), ("why", &why)]))
}

/// The archive's list, as published.
///
/// # Errors
/// The sentence for the person.
pub async fn list(state: State) -> Result<Arc<List>, String> {
    if let Some(list) = state.list.get_untracked() {
        return Ok(list);
    }
    let list = file("list.json", |text| serde_json::from_str::<List>(text).map_err(|error| error.to_string())).await?;
    state.list.set(Some(list.clone()));
    Ok(list)
}

/// An envelope of the archive's data.
///
/// # Errors
/// The sentence for the person.
pub async fn envelope(state: State, name: &str) -> Result<Arc<Envelope>, String> {
    if let Some(envelope) = state.chunks.with_value(|chunks| chunks.get(name).cloned()) {
        return Ok(envelope);
    }
    let envelope = file(name, |text| read::from_str(text).map_err(|error| error.to_string())).await?;
    state.chunks.update_value(|chunks| drop(chunks.insert(name.to_owned(), envelope.clone())));
    Ok(envelope)
}

/// The envelope that holds a meeting: of those added here, else of the archive.
pub async fn envelope_of(state: State, id: &MeetingId) -> Option<Arc<Envelope>> {
    let holds = |(_, envelope): &&(String, Arc<Envelope>)| envelope.meeting.iter().any(|meeting| meeting.stands_for(id));
    let here = state.added.with_untracked(|added| added.iter().find(holds).map(|(_, one)| one.clone()));
    if here.is_some() {
        return here;
    }
    let list = list(state).await.ok()?;
    let row = list.find(id)?;
    envelope(state, list.chunk.get(usize::from(row.chunk))?).await.ok()
}

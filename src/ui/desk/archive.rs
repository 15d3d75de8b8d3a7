//! What the first view asks of the archive and has no code for: the list with what was added here, and whole meetings as files.

use std::collections::HashSet;

use serde_json::json;

use crate::{
    domain::{
        draft, export,
        list::List,
        model::{Envelope, MeetingId, read, write},
    },
    message::View,
    platform::{database, dom, fetch},
    ui::text::tv,
};

/// The texts of the meetings added on this device.
async fn added() -> Vec<String> {
    database::all().await.unwrap_or_default().into_iter().map(|(_, text)| text).collect()
}

/// The list with the meetings added here laid over it, and their envelopes in the present version: `{"list": …, "added":
/// ["<envelope>", …]}`. An added text that cannot be read stays where it is and is left out.
pub async fn overlay(list: &str) -> String {
    let Ok(mut list) = serde_json::from_str::<List>(list) else { return String::new() };
    let here: Vec<Envelope> = added().await.iter().filter_map(|text| read::from_str(text).ok()).collect();
    here.iter().for_each(|envelope| list.add(envelope));
    write::compact(&json!({ "list": list, "added": here.iter().map(write::compact).collect::<Vec<_>>() }))
}

/// A text of the archive in the present version; empty where it cannot be read.
pub fn present(text: &str) -> String {
    read::from_str(text).map_or_else(|_| String::new(), |envelope| write::compact(&envelope))
}

/// Meetings with everything that belongs to them, as one envelope, and the list that names them.
///
/// # Errors
/// The sentence for the person where a file could not be had.
async fn whole(ids: &[MeetingId]) -> Result<(List, Envelope), String> {
    let missing = |file: &str, status: u16| tv(View::ChunkMissing, &[("file", file), ("status", &status.to_string())]);
    let broken = |file: &str, why: String| tv(View::ChunkBroken, &[("file", file), ("why", &why)]);
    let text = fetch::text("data/list.json").await.map_err(|status| missing("list.json", status))?;
    let mut list: List = serde_json::from_str(&text).map_err(|error| broken("list.json", error.to_string()))?;
    let here: Vec<Envelope> = added().await.iter().filter_map(|text| read::from_str(text).ok()).collect();
    let mut chunks: Vec<u16> = list.row.iter().filter(|row| ids.contains(&row.id)).map(|row| row.chunk).collect();
    chunks.sort_unstable();
    chunks.dedup();
    let mut all = Envelope { name: Some(list.name.clone()), ..Envelope::new() };
    let wanted: HashSet<&MeetingId> = ids.iter().collect();
    let take = |all: &mut Envelope, envelope: Envelope| {
        all.meeting.extend(envelope.meeting.into_iter().filter(|meeting| wanted.contains(&meeting.id)));
        all.action.extend(envelope.action.into_iter().filter(|action| action.meeting.as_ref().is_some_and(|id| wanted.contains(id))));
    };
    for chunk in chunks {
        let name = list.chunk.get(usize::from(chunk)).cloned().unwrap_or_default();
        let text = fetch::text(&format!("data/{name}")).await.map_err(|status| missing(&name, status))?;
        take(&mut all, read::from_str(&text).map_err(|error| broken(&name, error.to_string()))?);
    }
    for envelope in here {
        list.add(&envelope);
        // A correction is laid over what it replaces, which may have the same id.
        let is_over = |id: &MeetingId| envelope.meeting.iter().any(|meeting| meeting.id == *id || meeting.replaces.as_ref() == Some(id));
        all.meeting.retain(|meeting| !is_over(&meeting.id));
        all.action.retain(|action| !action.meeting.as_ref().is_some_and(is_over));
        take(&mut all, envelope);
    }
    all.cycle.clone_from(&list.cycle);
    all.organization.clone_from(&list.organization);
    let order = |id: &MeetingId| ids.iter().position(|other| other == id);
    all.meeting.sort_by_key(|meeting| order(&meeting.id));
    all.action.sort_by_key(|action| action.meeting.as_ref().and_then(order));
    let chosen = export::json::selection(&all, &wanted);
    Ok((list, chosen))
}

/// Hands meetings to the person as a file: `form` is `json` or `csv`, `ids` are one a line, in the order in which they are shown.
/// Gives back the sentence for the person where that failed, else nothing.
pub async fn export(form: &str, stem: &str, ids: &str) -> String {
    let ids: Vec<MeetingId> = ids.lines().map(MeetingId::from).collect();
    match whole(&ids).await {
        Ok((list, _)) if form == "csv" => {
            let rows = ids.iter().filter_map(|id| list.row.iter().find(|row| row.id == *id));
            dom::download(&format!("{stem}.csv"), "text/csv", &export::csv::rows(&list, rows));
            String::new()
        }
        Ok((_, envelope)) => {
            dom::download(&format!("{stem}.json"), "application/json", &write::pretty(&envelope));
            String::new()
        }
        Err(sentence) => sentence,
    }
}

/// A draft of the meeting after the given one, stored; its id, empty where it could not be made.
pub async fn draft_next(meeting_id: &str) -> String {
    let meeting_id = MeetingId::from(meeting_id);
    let Ok((_, envelope)) = whole(std::slice::from_ref(&meeting_id)).await else { return String::new() };
    let id = super::state::new_id();
    let Some(draft) = draft::next(id.clone(), &envelope, &meeting_id, super::state::now()) else { return String::new() };
    super::keep(draft).map_or_else(String::new, |()| id)
}

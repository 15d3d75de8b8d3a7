//! What the first view asks of the archive and has no code for: the list with what was added here, and whole meetings as files.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use leptos::prelude::WithUntracked;
use serde_json::json;

use super::{
    added, formats,
    state::{self, State},
    voice::Browser,
    writer,
};
use crate::{
    domain::{
        draft::{
            self, Draft,
            carry::{self, Offer},
            template::Shape,
        },
        export::{
            self, Format,
            calendar::Edition,
            include::Include,
            markup::escaped,
            order::{Form, Order},
            programme::Programme,
        },
        list::{List, Row, in_force},
        model::{Cycle, Envelope, Meeting, MeetingId, Organization, read, write},
        pack,
    },
    message::{Desk, View, words::Words},
    platform::{clipboard, database::ADDED, dom, share},
    ui::{
        parts::when,
        text::{t, tv},
    },
};

/// The list with the meetings added here laid over it, and their envelopes in the present version: `{"list": …, "added":
/// ["<envelope>", …]}`. An added text that cannot be read stays where it is and is left out.
pub async fn overlay(list: &str) -> String {
    let Ok(mut list) = serde_json::from_str::<List>(list) else { return String::new() };
    let texts = ADDED.all().await.unwrap_or_default();
    let here: Vec<Envelope> = texts.iter().filter_map(|(_, text)| read::from_str(text).ok()).collect();
    here.iter().for_each(|envelope| list.add(envelope));
    write::compact(&json!({ "list": list, "added": here.iter().map(write::compact).collect::<Vec<_>>() }))
}

/// A text of the archive in the present version; empty where it cannot be read.
pub fn present(text: &str) -> String {
    read::from_str(text).map_or_else(|_| String::new(), |envelope| write::compact(&envelope))
}

/// The list with what was added here laid over it.
///
/// # Errors
/// The sentence for the person where the list could not be had.
pub async fn list(state: State) -> Result<List, String> {
    let mut list = List::clone(&*added::list(state).await?);
    added::load(state).await;
    state.added.with_untracked(|added| added.iter().for_each(|(_, envelope)| list.add(envelope)));
    Ok(list)
}

/// Meetings with everything that belongs to them, in this order, as one envelope. Where these are all that there are, what no meeting
/// names goes along too.
///
/// # Errors
/// The sentence for the person where a file could not be had.
async fn whole(state: State, ids: &[MeetingId]) -> Result<Envelope, String> {
    let place: HashMap<&MeetingId, usize> = ids.iter().enumerate().map(|(place, id)| (id, place)).collect();
    let published = added::list(state).await?;
    let mut chunks: Vec<u16> = published.row.iter().filter(|row| place.contains_key(&row.id)).map(|row| row.chunk).collect();
    chunks.sort_unstable();
    chunks.dedup();
    let mut all = Envelope::clone(&*added::envelope(state, pack::ABOUT).await?);
    let list = list(state).await?;
    let is_all = list.row.iter().all(|row| place.contains_key(&row.id));
    let mut parts = Vec::new();
    for name in chunks.iter().filter_map(|chunk| published.chunk.get(usize::from(*chunk))) {
        parts.push(added::envelope(state, name).await?);
    }
    let above: Vec<Arc<Envelope>> = state.added.with_untracked(|added| added.iter().map(|(_, envelope)| envelope.clone()).collect());
    let (meetings, actions) = in_force(&list, &parts, &above);
    all.meeting.extend(meetings.into_iter().filter(|meeting| place.contains_key(&meeting.id)).cloned());
    let is_of = |id: &MeetingId| place.contains_key(id);
    all.action.extend(actions.into_iter().filter(|action| action.meeting.as_ref().map_or(is_all, is_of)).cloned());
    for envelope in &above {
        all.cycle.extend(envelope.cycle.iter().cloned());
        all.organization.extend(envelope.organization.iter().cloned());
        all.mark.extend(envelope.mark.iter().cloned());
        if envelope.meeting.iter().any(|meeting| place.contains_key(&meeting.id)) {
            for (key, value) in &envelope.extra {
                all.extra.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
    }
    // The list knows which cycles and bodies there are, the envelopes all about them; what came last is laid over the others.
    let cycles: HashMap<String, Cycle> = all.cycle.drain(..).map(|cycle| (cycle.id.to_string(), cycle)).collect();
    all.cycle = list.cycle.into_iter().map(|cycle| cycles.get(cycle.id.as_str()).cloned().unwrap_or(cycle)).collect();
    let bodies: HashMap<String, Organization> = all.organization.drain(..).map(|body| (body.id.to_string(), body)).collect();
    all.organization = list.organization.into_iter().map(|body| bodies.get(body.id.as_str()).cloned().unwrap_or(body)).collect();
    all.meeting.sort_by_key(|meeting| place.get(&meeting.id).copied());
    all.action.sort_by_key(|action| action.meeting.as_ref().and_then(|id| place.get(id).copied()));
    let wanted: HashSet<&MeetingId> = ids.iter().collect();
    Ok(if is_all { export::json::everything(&all) } else { export::json::selection(&all, &wanted) })
}

/// Some meetings as rows for a spreadsheet, in this order: the list says all of it.
async fn table(state: State, ids: &[MeetingId]) -> Result<String, String> {
    let list = list(state).await?;
    let places = list.places();
    let rows = ids.iter().filter_map(|id| list.row.get(*places.get(id.as_str())? as usize));
    Ok(export::csv::rows(&list, rows))
}

/// Meetings in a format.
async fn written(state: State, ids: &[MeetingId], format: Format) -> Result<Vec<u8>, String> {
    match format.form() {
        Some(form) => formed(state, ids, form).await,
        None => Ok(export::json::write(whole(state, ids).await?, Include::default()).into_bytes()),
    }
}

/// Meetings in a form that the writer makes.
async fn formed(state: State, ids: &[MeetingId], form: Form) -> Result<Vec<u8>, String> {
    let include = Include::default();
    // It is loaded while the meetings are.
    writer::get_ready();
    let envelope = whole(state, ids).await?;
    let list = Some(Arc::new(list(state).await?));
    let words: Vec<Words> = envelope.meeting.iter().map(|meeting| Words::of(meeting, &Browser, list.clone(), state.zone())).collect();
    let each = envelope.meeting.iter().zip(&words);
    let programmes = each.map(|(meeting, words)| Programme::of(meeting, &envelope.action, words, include)).collect();
    let order = Order::of(form, &envelope.meeting, programmes, Edition { stamp: state::now(), changes: 0 });
    writer::write(&order.map_err(|why| formats::undated(&why))?).await
}

/// Puts meetings on the clipboard, formatted and plain; what came of it.
async fn copy(state: State, ids: &[MeetingId]) -> Result<String, String> {
    let text = async |form| formed(state, ids, form).await.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let (plain, markup) = (text(Form::Text).await?, text(Form::Mail).await?);
    // Where all of it had to be loaded first, the press may be too long ago.
    Ok(t(if clipboard::write(&plain, &markup).await.is_ok() { Desk::MailCopied } else { Desk::MailReady }).to_owned())
}

/// Puts title, date, source and address of a meeting on the clipboard; what came of it.
async fn cite(state: State, ids: &[MeetingId], address: &str) -> Result<String, String> {
    let all = whole(state, ids).await?;
    let Some(meeting) = all.meeting.first() else { return Ok(String::new()) };
    let date = when::text(meeting.start.as_ref(), meeting.end.as_ref(), "UTC");
    let source = meeting.source.iter().find_map(|source| source.url.clone().or_else(|| source.file_name.clone())).unwrap_or_default();
    let values = [("title", meeting.label()), ("date", &*date), ("source", &*source), ("address", address)];
    Ok(copied(&tv(Desk::Citation, &values)).await)
}

/// Puts a text on the clipboard; what came of it.
async fn copied(text: &str) -> String {
    if clipboard::write(text, &escaped(text)).await.is_ok() { t(View::Copied).to_owned() } else { tv(View::CopyByHand, &[("text", text)]) }
}

/// Hands the address of a meeting on, or copies it where the browser has no way to; what came of it.
async fn share(state: State, ids: &[MeetingId], address: &str) -> Result<String, String> {
    let list = list(state).await?;
    let title = ids.first().and_then(|id| list.find(id)).map(|row| row.label().to_owned()).unwrap_or_default();
    if share::share(&title, address).await {
        return Ok(String::new());
    }
    Ok(copied(address).await)
}

/// Hands meetings to the person as a file: `form` is the ending of a format's files, or `list` for the rows of a spreadsheet; or, with
/// `mail`, on the clipboard; or, with `share` or `citation`, their address, which is in the place of the file's name. `ids` are one a line, in the order
/// in which they are shown. Gives back the sentence for the person, if there is something to say.
pub async fn export(form: &str, stem: &str, ids: &str) -> String {
    let Some(state) = state::get() else { return t(View::DeskMissing).into() };
    let ids: Vec<MeetingId> = ids.lines().map(MeetingId::from).collect();
    let format = Format::of_ending(form).unwrap_or(Format::Table);
    let made = match form {
        "mail" => return copy(state, &ids).await.unwrap_or_else(|why| why),
        "citation" => return cite(state, &ids, stem).await.unwrap_or_else(|why| why),
        "share" => return share(state, &ids, stem).await.unwrap_or_else(|why| why),
        "list" => table(state, &ids).await.map(String::into_bytes),
        _ => written(state, &ids, format).await,
    };
    match made {
        Ok(content) => {
            dom::download(&format!("{stem}.{}", format.ending()), format.media_type(), content);
            String::new()
        }
        Err(sentence) => sentence,
    }
}

/// So many agendas are looked at to tell what is usual.
const EARLIER: usize = 3;

/// A meeting and those of the same kind before it, the latest first.
async fn with_earlier(state: State, id: &MeetingId) -> Option<Envelope> {
    let list = list(state).await.ok()?;
    let at = list.row.iter().position(|row| row.id == *id)?;
    let row = &list.row[at];
    // The list is newest first.
    let same = |other: &&Row| {
        other.organization.first() == row.organization.first() && other.meeting_type == row.meeting_type && other.agenda_items > 0
    };
    // Where no agenda is recorded, that of one before it goes on.
    let earlier = list.row[at + 1..].iter().filter(same).take(EARLIER + usize::from(row.agenda_items == 0)).map(|row| row.id.clone());
    let ids: Vec<MeetingId> = std::iter::once(id.clone()).chain(earlier).collect();
    whole(state, &ids).await.ok()
}

/// A draft of the meeting after this one, not stored yet.
pub async fn next(state: State, id: &MeetingId) -> Option<Draft> {
    let envelope = with_earlier(state, id).await?;
    let mut draft = draft::next(state::new_id(), &envelope, id, state::now())?;
    let before = envelope.meeting.iter().find(|meeting| meeting.id == *id)?;
    if let Some(title) = draft.meeting.name.as_mut().filter(|title| Some(&**title) == before.name.as_ref()) {
        // It holds no number that goes up: two meetings of one title could not be told apart.
        *title = tv(Desk::AfterMeeting, &[("title", title)]);
    }
    Some(draft)
}

/// A draft in the shape of meetings of one kind, not stored yet.
pub async fn shape(state: State, shape: Shape) -> Option<Draft> {
    let ids = shape.meetings(&list(state).await.ok()?);
    let envelope = whole(state, &ids).await.ok()?;
    shape.draft(state::new_id(), &envelope, &state.zone(), state::now())
}

/// What the meeting after this one may take over, and what the meetings that it comes from are called.
pub async fn offers(state: State, id: &MeetingId) -> Option<(HashMap<MeetingId, String>, Vec<Offer>)> {
    let envelope = with_earlier(state, id).await?;
    let before = envelope.meeting.iter().find(|meeting| meeting.id == *id)?;
    let earlier: Vec<&Meeting> = envelope.meeting.iter().filter(|meeting| meeting.id != *id).collect();
    let labels = envelope.meeting.iter().map(|meeting| (meeting.id.clone(), meeting.label().to_owned())).collect();
    Some((labels, carry::offers(before, &earlier, &envelope.action)))
}

/// A draft of the meeting after the given one, stored; its id, empty where it could not be made.
pub async fn draft_next(meeting_id: &str) -> String {
    let Some(state) = state::get() else { return String::new() };
    let Some(draft) = next(state, &meeting_id.into()).await else { return String::new() };
    let id = draft.id.clone();
    // Where this device refuses to keep it, the editor says so.
    state.keep(draft);
    id
}

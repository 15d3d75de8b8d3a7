//! Drafts that go to others and come back without a server: as a file, or as a link that carries the draft in itself.

use leptos::{html, prelude::*};
use wasm_bindgen::JsValue;

use super::{
    button, drafts, frame, link, mirror,
    parts::own,
    run,
    state::{self, State, label},
};
use crate::{
    domain::{
        draft::{
            self, Draft,
            duration::Stated,
            merge::digest,
            past::{Kind, Version},
        },
        export::{include::Include, json},
        model::{AgendaItem, Envelope, Meeting, read, write},
        route::Route,
    },
    message::Desk,
    platform::{compress, dom},
    ui::text::{t, tn, tv},
};

/// Characters of an address that mail programs leave whole.
pub const MOST_LINK: usize = 6000;
/// Bytes of a draft that comes in an address.
const MOST_TEXT: usize = 4 << 20;

/// A draft that came from somebody.
#[derive(Clone)]
pub struct Received {
    /// The id of the draft of that meeting here.
    pub here: String,
    /// What came.
    pub draft: Draft,
    /// What it is called: the file's name, or nothing for a link.
    pub name: String,
}

/// The address that carries a draft: what stands behind `#` goes to no server.
///
/// # Errors
/// Where the browser cannot make it.
pub async fn address(state: State, draft: &Draft) -> Result<String, JsValue> {
    let mut envelope = outgoing(state, draft);
    json::leave_out(&mut envelope, Include::default());
    let data = compress::pack(&write::compact(&envelope)).await?;
    Ok(format!("{}{}", dom::page(), crate::domain::route::Address::new(Route::Open(data))))
}

/// The file of a draft as it goes out, with what goes along.
pub fn file(state: State, draft: &Draft, include: Include) -> String {
    json::write(outgoing(state, draft), include)
}

/// A draft that goes out; where it says something else by now than what came from others last, with the digest of that.
fn outgoing(state: State, draft: &Draft) -> Envelope {
    let mut envelope = draft.envelope();
    let came = state.past.with_value(|known| known.as_ref().and_then(|known| Some(received(&known.get(&draft.id)?.versions)?.to_owned())));
    if let (Some(came), [meeting]) = (came.filter(|came| *came != digest(draft)), &mut envelope.meeting[..]) {
        meeting.base_version = Some(came);
    }
    envelope
}

/// The digest of what came last from others; versions begin with the latest.
fn received(versions: &[Version]) -> Option<&str> {
    versions.iter().find(|version| version.kind == Kind::Received).map(|version| version.name.as_str())
}

/// Keeps what went to others as a version, so that what comes back can be compared with it.
pub fn note_sent(draft: &Draft, state: State) {
    let draft = draft.clone();
    run(async move { keep(state, &draft, Kind::Sent, &digest(&draft)).await });
}

/// Keeps a shared version once. Where it cannot be kept, what comes back is compared without it.
async fn keep(state: State, draft: &Draft, kind: Kind, digest: &str) {
    let known = mirror::versions(&draft.id).await.unwrap_or_default();
    if !known.iter().any(|version| version.is_shared(digest)) {
        let _ = mirror::save(state, draft, kind, digest).await;
    }
}

/// Keeps what came, so that it is what both have in common from now on.
pub async fn note_received(state: State, draft: &Draft) {
    keep(state, draft, Kind::Received, &digest(draft)).await;
}

/// The last version that both sides had: the one that the other side began from, else the last one that came from there.
pub async fn base(mine: &Draft, theirs: &Draft) -> Option<Draft> {
    let versions = mirror::versions(&mine.id).await.unwrap_or_default();
    let wanted = [theirs.meeting.base_version.as_deref(), received(&versions)];
    for digest in wanted.into_iter().flatten() {
        if let Some(version) = versions.iter().find(|version: &&Version| version.is_shared(digest)) {
            return mirror::version(&mine.id, version).await;
        }
    }
    None
}

/// The draft here of the same meeting, the one that was changed last.
fn known(state: State, meeting: &Meeting) -> Option<Draft> {
    let all = state.all();
    all.into_iter()
        .filter(|draft| draft.meeting.id == meeting.id && draft.deleted.is_none() && !draft.is_template)
        .max_by_key(|draft| draft.changed)
}

/// Whether the draft here says what came.
fn is_same(here: &Draft, came: &Draft) -> bool {
    digest(here) == digest(came)
}

/// A meeting that came, as a draft.
pub fn draft_of(envelope: &Envelope, meeting: &Meeting) -> Draft {
    draft::from_meeting(state::new_id(), envelope, meeting, state::now())
}

/// Keeps what came as a draft of its own; whether that could be done.
pub fn take(state: State, draft: Draft) -> bool {
    let came = draft.clone();
    let is_kept = state.keep_or_say(draft);
    run(async move { note_received(state, &came).await });
    is_kept
}

/// Opens what came: beside the draft of the same meeting, where there is one, else as a draft of its own.
pub fn open(state: State, draft: Draft, name: String) {
    match known(state, &draft.meeting) {
        Some(here) if is_same(&here, &draft) => {
            state.go_and_say(&drafts::address(&here.id), tv(Desk::SameAsHere, &[("title", &label(&here))]));
        }
        Some(here) => compare(state, here.id, draft, name),
        None => {
            let address = drafts::address(&draft.id);
            take(state, draft);
            dom::go(&address);
        }
    }
}

/// Opens the draft here with what came beside it.
fn compare(state: State, here: String, draft: Draft, name: String) {
    let address = drafts::address(&here);
    state.received.set_value(Some(Received { here, draft, name }));
    dom::go(&address);
}

/// The page of an address that carries a draft. Nothing is kept before it is asked for.
pub fn page(state: State, data: &str) -> AnyView {
    let found = RwSignal::new(None::<Option<Envelope>>);
    let data = data.to_owned();
    run(async move {
        let text = compress::unpack(&data, MOST_TEXT).await.ok();
        let envelope = text.and_then(|text| read::from_str(&text).ok()).filter(|envelope| !envelope.meeting.is_empty());
        let _ = found.try_set(Some(envelope));
    });
    let content = move || match found.get() {
        None => html::p().class("desk-text").role("status").child(t(Desk::OpenReading)).into_any(),
        Some(None) => html::p().class("desk-text").role("alert").child(t(Desk::OpenAddressWrong)).into_any(),
        Some(Some(envelope)) => shown(state, &envelope),
    };
    frame(state, "desk-page", html::div().child(content))
}

fn shown(state: State, envelope: &Envelope) -> AnyView {
    let Some(meeting) = envelope.meeting.first() else { return ().into_any() };
    let draft = draft_of(envelope, meeting);
    let count = draft.reading_order().len();
    let here = known(state, meeting);
    let kept = draft.clone();
    let keep = move |class| {
        let kept = kept.clone();
        button(class, Desk::OpenAsDraft, move || {
            let address = drafts::address(&kept.id);
            take(state, kept.clone());
            dom::go(&address);
        })
    };
    let (said, buttons) = match here {
        None => (t(Desk::OpenAddressNew).to_owned(), vec![keep("button primary")]),
        Some(here) if is_same(&here, &draft) => {
            let way = html::a().class("desk-link").href(link(Route::Draft(here.id.clone()))).child(label(&here)).into_any();
            (tv(Desk::SameAsHere, &[("title", &label(&here))]), vec![way])
        }
        Some(here) => {
            let said = tv(Desk::OpenAddressKnown, &[("title", &label(&here))]);
            let came = draft.clone();
            let beside = move || compare(state, here.id.clone(), came.clone(), String::new());
            (said, vec![button("button primary", Desk::CompareDrafts, beside), keep("button")])
        }
    };
    (
        html::h2().class("desk-heading").child(own(&label(&draft))),
        html::p().class("desk-facts").child(tn(Desk::ItemCount, count, &[])),
        outline(&draft.meeting.agenda_item),
        html::p().class("desk-text").child(said),
        html::p().class("desk-row").child(buttons),
    )
        .into_any()
}

/// The items with their lengths.
fn outline(items: &[AgendaItem]) -> AnyView {
    let line = |item: &AgendaItem| {
        let length = Stated::of(item).to_string();
        let length = if length.is_empty() { length } else { format!(" ({length})") };
        html::li()
            .class("desk-text")
            .child((
                own(item.name.as_deref().unwrap_or_default()),
                length,
                (!item.agenda_item.is_empty()).then(|| outline(&item.agenda_item)),
            ))
            .into_any()
    };
    html::ol().child(items.iter().map(line).collect::<Vec<_>>()).into_any()
}

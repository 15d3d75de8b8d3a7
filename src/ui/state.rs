//! All shared signals: the address, the archive, and what the search found. What is local to a view stays there.

use std::{collections::HashMap, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use crate::{
    domain::{
        export,
        filter::{self, Filter, Shown},
        list::List,
        model::{Envelope, MeetingId, read},
        route::{Address, Route},
        search::protocol::MeetingHits,
    },
    message::View,
    platform::{dom, fetch, intl, module},
    ui::{
        settings,
        text::{t, tv},
    },
};

/// A file of the archive, on its way.
#[derive(Clone, Debug)]
pub enum File<T> {
    /// Asked for.
    Loading,
    /// Here.
    Ready(Arc<T>),
    /// Not to be had; the sentence for the person.
    Failed(String),
}

/// What the search worker answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The words that were searched.
    pub text: String,
    /// Places in the list, best first.
    pub rows: Vec<u32>,
    /// Hits of the first of them, by place in the list.
    pub hits: HashMap<u32, MeetingHits>,
}

/// The shared state.
#[derive(Clone, Copy)]
pub struct State {
    /// Where the person is.
    pub address: Memo<Address>,
    /// Words of the address that were not understood.
    pub unknown: Memo<Vec<String>>,
    /// The compact list, with what was added on this device.
    pub list: RwSignal<Option<File<List>>>,
    /// Ids of the packed meetings, in the order in which the search worker counts them.
    pub packed: StoredValue<Vec<MeetingId>>,
    /// Envelopes of the meetings added on this device, by meeting.
    pub added: RwSignal<Arc<HashMap<MeetingId, Arc<Envelope>>>>,
    /// Chunks of the archive, by place.
    chunks: RwSignal<HashMap<u16, File<Envelope>>>,
    /// The last answer of the search.
    pub found: RwSignal<Option<Found>>,
    /// The zone chosen in the settings.
    chosen_zone: RwSignal<Option<String>>,
    /// A sentence for the person, until the next page.
    pub notice: RwSignal<String>,
}

impl State {
    /// Follows the address, and asks for the list.
    pub fn start() -> Self {
        let fragment = RwSignal::new(dom::fragment());
        dom::listen(&dom::window(), "hashchange", move |_| fragment.set(dom::fragment()));
        let parsed = Memo::new(move |_| Address::parse(&fragment.read()));
        let state = Self {
            address: Memo::new(move |_| parsed.read().0.clone()),
            unknown: Memo::new(move |_| parsed.read().1.clone()),
            list: RwSignal::new(None),
            packed: StoredValue::default(),
            added: RwSignal::default(),
            chunks: RwSignal::default(),
            found: RwSignal::new(None),
            chosen_zone: RwSignal::new(settings::zone()),
            notice: RwSignal::default(),
        };
        state.load_list();
        dom::listen(&dom::window(), "rapporteur-settings", move |_| state.chosen_zone.set(settings::zone()));
        dom::listen(&dom::window(), "rapporteur-added", move |_| state.load_list());
        state
    }

    fn load_list(self) {
        if self.list.with_untracked(Option::is_none) {
            self.list.set(Some(File::Loading));
        }
        spawn_local(async move {
            let list = match fetch::text("data/list.json").await {
                Ok(text) => serde_json::from_str::<List>(&text).map_err(|error| tv(View::ListBroken, &[("why", &error.to_string())])),
                Err(status) => Err(tv(View::ListMissing, &[("status", &status.to_string())])),
            };
            let mut list = match list {
                Ok(list) => list,
                Err(sentence) => return self.list.set(Some(File::Failed(sentence))),
            };
            self.packed.set_value(list.row.iter().map(|row| row.id.clone()).collect());
            let mut added = HashMap::new();
            for envelope in added_envelopes().await {
                list.add(&envelope);
                let envelope = Arc::new(envelope);
                for meeting in &envelope.meeting {
                    added.insert(meeting.replaces.clone().unwrap_or_else(|| meeting.id.clone()), envelope.clone());
                    added.insert(meeting.id.clone(), envelope.clone());
                }
            }
            self.added.set(Arc::new(added));
            self.list.set(Some(File::Ready(Arc::new(list))));
        });
    }

    /// The list, once it is here.
    pub fn ready(self) -> Option<Arc<List>> {
        match &*self.list.read() {
            Some(File::Ready(list)) => Some(list.clone()),
            _ => None,
        }
    }

    /// The filter of the address without what the list does not know, and those words.
    pub fn filter(self) -> (Filter, Vec<String>) {
        let filter = match &self.address.read().route {
            Route::Meetings(filter) => filter.clone(),
            _ => Filter::default(),
        };
        match self.ready() {
            Some(list) => filter.resolve(&list),
            None => (filter, Vec::new()),
        }
    }

    /// What the filter shows.
    pub fn shown(self) -> Shown {
        let Some(list) = self.ready() else { return Shown::default() };
        let (filter, _) = self.filter();
        let rows = self.found_rows(&list, &filter.q);
        filter::apply(&list, &filter, rows.as_deref())
    }

    /// Places that the search found; until the worker has answered, those whose title or bodies hold the words.
    pub fn found_rows(self, list: &List, q: &str) -> Option<Vec<u32>> {
        if q.is_empty() {
            return None;
        }
        Some(match &*self.found.read() {
            Some(found) => found.rows.clone(),
            None => scan(list, q),
        })
    }

    /// Sees to it that a chunk is here, or on its way.
    pub fn need(self, chunk: u16) {
        if self.chunks.with_untracked(|chunks| matches!(chunks.get(&chunk), Some(File::Loading | File::Ready(_)))) {
            return;
        }
        self.chunks.update(|chunks| drop(chunks.insert(chunk, File::Loading)));
        let Some(name) = self.list.with_untracked(|list| match list {
            Some(File::Ready(list)) => list.chunk.get(usize::from(chunk)).cloned(),
            _ => None,
        }) else {
            return;
        };
        spawn_local(async move {
            let file = match fetch::text(&format!("data/{name}")).await {
                Ok(text) => match read::from_str(&text) {
                    Ok(envelope) => File::Ready(Arc::new(envelope)),
                    Err(error) => File::Failed(tv(View::ChunkBroken, &[("file", &name), ("why", &error.to_string())])),
                },
                Err(status) => File::Failed(tv(View::ChunkMissing, &[("file", &name), ("status", &status.to_string())])),
            };
            self.chunks.update(|chunks| drop(chunks.insert(chunk, file)));
        });
    }

    /// A chunk that was needed.
    pub fn chunk(self, chunk: u16) -> File<Envelope> {
        self.chunks.read().get(&chunk).cloned().unwrap_or(File::Loading)
    }

    /// The meetings of some rows, with everything that belongs to them, as one envelope.
    ///
    /// # Errors
    /// The sentence for the person where a file could not be had.
    pub async fn envelope_of(self, list: &List, rows: &[u32]) -> Result<Envelope, String> {
        let mut chunks: Vec<u16> = Vec::new();
        let mut sources: Vec<Arc<Envelope>> = Vec::new();
        let mut ids: Vec<MeetingId> = Vec::new();
        for row in rows.iter().filter_map(|place| list.row.get(*place as usize)) {
            ids.push(row.id.clone());
            match self.added.with_untracked(|added| added.get(&row.id).cloned()) {
                Some(added) => sources.push(added),
                None if !chunks.contains(&row.chunk) => chunks.push(row.chunk),
                None => {}
            }
        }
        for chunk in chunks {
            if let Some(File::Ready(envelope)) = self.chunks.with_untracked(|chunks| chunks.get(&chunk).cloned()) {
                sources.push(envelope);
                continue;
            }
            let name = list.chunk.get(usize::from(chunk)).cloned().unwrap_or_default();
            let text = fetch::text(&format!("data/{name}"))
                .await
                .map_err(|status| tv(View::ChunkMissing, &[("file", &name), ("status", &status.to_string())]))?;
            let envelope = read::from_str(&text).map_err(|error| tv(View::ChunkBroken, &[("file", &name), ("why", &error.to_string())]))?;
            sources.push(Arc::new(envelope));
        }
        let mut all = Envelope {
            name: Some(list.name.clone()),
            cycle: list.cycle.clone(),
            organization: list.organization.clone(),
            ..Envelope::new()
        };
        for envelope in &sources {
            all.meeting.extend(envelope.meeting.iter().filter(|meeting| ids.contains(&meeting.id)).cloned());
            all.action.extend(envelope.action.iter().filter(|action| action.meeting.as_ref().is_some_and(|id| ids.contains(id))).cloned());
        }
        Ok(export::json::selection(&all, &ids.iter().collect()))
    }

    /// The zone in which times are shown beside UTC: of the address, else the one chosen in the settings, else the reader's.
    pub fn zone(self) -> String {
        self.address
            .read()
            .zone
            .clone()
            .or_else(|| self.chosen_zone.get())
            .filter(|zone| intl::is_zone(zone))
            .unwrap_or_else(intl::local_zone)
    }

    /// The address of a route, in the zone of the present address.
    pub fn link(self, route: Route) -> String {
        Address { route, zone: self.address.read().zone.clone() }.to_string()
    }

    /// The heading of the page, which is its title too.
    pub fn heading(self) -> String {
        let list = self.ready();
        let body = |id: &str| {
            list.as_ref().and_then(|list| {
                list.organization
                    .iter()
                    .find(|body| body.id.as_str() == id)
                    .map(|body| body.name.clone().unwrap_or_else(|| body.label().to_owned()))
            })
        };
        match &self.address.read().route {
            Route::Meetings(_) => t(View::Meetings).into(),
            Route::Meeting(id, _) => list
                .as_ref()
                .and_then(|list| list.row.iter().find(|row| row.id == *id))
                .map_or_else(|| id.to_string(), |row| row.label().to_owned()),
            Route::Groups => t(View::Groups).into(),
            Route::Group(id) => body(id).unwrap_or_else(|| id.clone()),
            Route::Cycles => t(View::Cycles).into(),
            Route::Cycle(id) => list
                .as_ref()
                .and_then(|list| list.cycle.iter().find(|cycle| cycle.id.as_str() == id).map(|cycle| cycle.label().to_owned()))
                .unwrap_or_else(|| id.clone()),
            Route::Actions => t(View::Actions).into(),
            Route::Help => t(View::Help).into(),
            Route::Drafts | Route::Draft(_) | Route::Open(_) => t(View::Drafts).into(),
            Route::Import => t(View::Import).into(),
            Route::Settings => t(View::Settings).into(),
            Route::Unknown(_) => t(View::NotFound).into(),
        }
    }
}

/// Title and bodies searched as they stand: what there is until the index is built.
fn scan(list: &List, q: &str) -> Vec<u32> {
    let words: Vec<String> = q.split_whitespace().map(str::to_lowercase).collect();
    let holds = |row: &crate::domain::list::Row| {
        let mut text = row.label().to_lowercase();
        for place in &row.about {
            if let Some(body) = list.organization.get(usize::from(*place)) {
                text.push(' ');
                text.push_str(&body.label().to_lowercase());
            }
        }
        words.iter().all(|word| text.contains(word.as_str()))
    };
    list.row.iter().zip(0u32..).filter(|(row, _)| holds(row)).map(|(_, place)| place).collect()
}

/// Meetings added on this device. They live in the second module, which is loaded only where it has said that there are some.
async fn added_envelopes() -> Vec<Envelope> {
    let flagged = dom::window().local_storage().ok().flatten().is_some_and(|storage| {
        let key = format!("rapporteur{}added", dom::folder());
        storage.get_item(&key).ok().flatten().is_some()
    });
    if !flagged {
        return Vec::new();
    }
    let texts: Vec<String> =
        module::call("desk", "added", &[]).await.ok().and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    texts.iter().filter_map(|text| read::from_str(text).ok()).collect()
}

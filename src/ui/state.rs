//! All shared signals: the address, the archive, and what the search found. What is local to a view stays there.

use std::sync::Arc;

use js_sys::{JsString, Reflect};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    domain::{
        filter::{self, Filter, Shown},
        list::{List, Row},
        model::{Envelope, MeetingId, SCHEMA_VERSION, SchemaVersion, read::ReadError},
        route::{Address, Route},
        search::protocol::MeetingHits,
    },
    message::View,
    platform::{dom, fetch, intl, module, text},
    ui::{
        read, settings,
        text::{t, tv},
    },
};

/// So many chunks stay that the page does not need, so that going back a page needs neither network nor reading.
const KEPT: usize = 2;

/// A file of the archive, on its way.
#[derive(Clone)]
pub enum File<T> {
    /// Asked for.
    Loading,
    /// Here.
    Ready(T),
    /// Not to be had; the sentence for the person.
    Failed(String),
}

/// Where the person is.
#[derive(Clone, PartialEq)]
pub struct Here {
    /// The page.
    pub route: Route,
    /// The zone that the address names.
    pub zone: Option<String>,
    /// Words of the address that were not understood.
    pub unknown: Vec<String>,
}

/// What the search worker answered.
pub struct Found {
    /// Places in the list, best first.
    pub rows: Vec<u32>,
    /// Places of the first of them, with their hits.
    pub hits: Vec<(u32, MeetingHits)>,
}

/// How far the search of everything recorded is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Search {
    /// The archive is being read; until then titles and bodies are searched.
    #[default]
    Reading,
    /// All that can be read is searched.
    Ready,
    /// The worker could not be had, so it stays at titles and bodies.
    Failed,
}

/// The shared state.
#[derive(Clone, Copy)]
pub struct State {
    /// Where the person is.
    pub address: Memo<Here>,
    /// The compact list, with what was added on this device. It stays for as long as the page does.
    pub list: RwSignal<Option<File<&'static List>>>,
    /// The list as it was published, so that what is added here is laid over it without asking for it again.
    published: StoredValue<Option<JsString>, LocalStorage>,
    /// Ids of the packed meetings, in the order in which the search worker counts them.
    pub packed: StoredValue<Vec<MeetingId>>,
    /// Envelopes of the meetings added on this device.
    pub added: RwSignal<Vec<Arc<Envelope>>>,
    /// The same, as texts.
    pub added_texts: StoredValue<Vec<String>>,
    /// Chunks of the archive by place, in the order in which they came.
    chunks: RwSignal<Vec<(u16, File<Arc<Envelope>>)>>,
    /// How far the search is.
    pub search: RwSignal<Search>,
    /// Files that the search could not read.
    pub unsearched: RwSignal<Vec<String>>,
    /// The last answer of the search.
    pub found: RwSignal<Option<Found>>,
    /// The zone that the address names.
    named_zone: Memo<Option<String>>,
    /// The zone chosen in the settings.
    chosen_zone: RwSignal<String>,
    /// The zone in which times are shown beside UTC: of the address, else the one chosen in the settings, else the reader's.
    zone: Memo<String>,
    /// A sentence for the person, until the next page.
    pub notice: RwSignal<String>,
}

impl State {
    /// Follows the address, and asks for the list.
    pub fn start() -> Self {
        let fragment = RwSignal::new(dom::fragment());
        dom::listen(&dom::window(), "hashchange", move |_| fragment.set(dom::fragment()));
        let address = Memo::new(move |_| {
            let (Address { route, zone }, mut unknown) = Address::parse(&fragment.read());
            // Which zones there are, only the browser knows.
            unknown.extend(zone.clone().filter(|zone| !intl::is_zone(zone)));
            Here { route, zone: zone.filter(|zone| intl::is_zone(zone)), unknown }
        });
        // What shows a time or a link is made anew when the zone changes, not with every address.
        let named_zone = Memo::new(move |_| address.read().zone.clone());
        let chosen_zone = RwSignal::new(settings::zone().unwrap_or_default());
        let state = Self {
            address,
            list: RwSignal::new(None),
            published: StoredValue::new_local(None),
            packed: StoredValue::default(),
            added: RwSignal::default(),
            added_texts: StoredValue::default(),
            chunks: RwSignal::default(),
            search: RwSignal::default(),
            unsearched: RwSignal::default(),
            found: RwSignal::new(None),
            named_zone,
            chosen_zone,
            zone: Memo::new(move |_| {
                let zone = named_zone.get().unwrap_or_else(|| chosen_zone.get());
                if intl::is_zone(&zone) { zone } else { intl::local_zone() }
            }),
            notice: RwSignal::default(),
        };
        state.load_list();
        dom::listen(&dom::window(), "rapporteur-settings", move |_| state.chosen_zone.set(settings::zone().unwrap_or_default()));
        dom::listen(&dom::window(), "rapporteur-added", move |_| state.load_list());
        dom::listen(&dom::window(), "online", move |_| state.ask_again());
        state
    }

    /// Makes the list of what is published and what was added here, and with it the search anew.
    pub fn load_list(self) {
        if self.list.with_untracked(Option::is_none) {
            self.list.set(Some(File::Loading));
        }
        spawn_local(async move {
            let known = self.published.get_value();
            let text = match known {
                Some(text) => text,
                None => match fetch::text("data/list.json").await {
                    Ok(text) => text,
                    Err(status) => return self.list.set(Some(File::Failed(tv(View::ListMissing, &[("answer", &answer(status))])))),
                },
            };
            let list = match read::text::<List>(&text) {
                Ok(list) => list,
                Err(error) => return self.list.set(Some(File::Failed(tv(View::ListBroken, &[("why", &error)])))),
            };
            self.published.set_value(Some(text.clone()));
            self.packed.set_value(list.row.iter().map(|row| row.id.clone()).collect());
            let (list, texts) = overlay(text).await.unwrap_or((list, Vec::new()));
            self.added.set(texts.iter().filter_map(|text| read::text(&text.as_str().into()).ok()).map(Arc::new).collect());
            self.added_texts.set_value(texts);
            self.list.set(Some(File::Ready(Box::leak(Box::new(list)))));
        });
    }

    /// The list, once it is here.
    pub fn ready(self) -> Option<&'static List> {
        match &*self.list.read() {
            Some(File::Ready(list)) => Some(list),
            _ => None,
        }
    }

    /// The envelope that holds a meeting, where it was added on this device or is a correction that was.
    pub fn added_envelope(self, id: &MeetingId) -> Option<Arc<Envelope>> {
        self.added.read().iter().rev().find(|envelope| envelope.meeting.iter().any(|meeting| meeting.stands_for(id))).cloned()
    }

    /// The filter of the address without what the list does not know, and those words.
    pub fn filter(self) -> (Filter, Vec<String>) {
        let filter = match &self.address.read().route {
            Route::Meetings(filter) => filter.clone(),
            _ => Filter::default(),
        };
        match self.ready() {
            Some(list) => filter.resolve(list),
            None => (filter, Vec::new()),
        }
    }

    /// What the filter shows.
    pub fn shown(self) -> Shown {
        let Some(list) = self.ready() else { return Shown::default() };
        let (filter, _) = self.filter();
        let rows = self.found_rows(list, &filter.q);
        filter::apply(list, &filter, rows.as_deref())
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

    /// Whether words are searched, and what is shown may not be all that holds them.
    pub fn is_searching(self) -> bool {
        self.search.get() != Search::Failed
            && self.found.read().is_none()
            && matches!(&self.address.read().route, Route::Meetings(filter) if !filter.q.is_empty())
    }

    /// Sees to it that these chunks are here, or on their way, and lets go of all others but the last few.
    pub fn need(self, wanted: &[u16]) {
        self.chunks.update_untracked(|chunks| {
            let mut others = chunks.iter().filter(|(place, _)| !wanted.contains(place)).count();
            chunks.retain(|(place, _)| {
                wanted.contains(place) || {
                    others -= 1;
                    others < KEPT
                }
            });
        });
        for &chunk in wanted {
            if matches!(self.chunks.with_untracked(|chunks| of_chunk(chunks, chunk)), Some(File::Loading | File::Ready(_))) {
                continue;
            }
            let Some(name) = untrack(|| self.ready()).and_then(|list| list.chunk.get(usize::from(chunk))) else { continue };
            let set = move |file| {
                self.chunks.update(|chunks| {
                    chunks.retain(|(place, _)| *place != chunk);
                    chunks.push((chunk, file));
                });
            };
            set(File::Loading);
            spawn_local(async move { set(load(name).await) });
        }
    }

    /// Asks once more for what could not be had.
    fn ask_again(self) {
        if self.list.with_untracked(|list| matches!(list, Some(File::Failed(_)))) {
            self.list.set(None);
            return self.load_list();
        }
        let failed = |(chunk, file): &(u16, File<_>)| matches!(file, File::Failed(_)).then_some(*chunk);
        let failed: Vec<u16> = self.chunks.with_untracked(|chunks| chunks.iter().filter_map(failed).collect());
        let here: Vec<u16> = self.chunks.with_untracked(|chunks| chunks.iter().map(|(chunk, _)| *chunk).collect());
        if !failed.is_empty() {
            self.need(&here);
        }
    }

    /// A chunk that was needed.
    pub fn chunk(self, chunk: u16) -> File<Arc<Envelope>> {
        of_chunk(&self.chunks.read(), chunk).unwrap_or(File::Loading)
    }

    /// Hands meetings to the person as a file: `form` is `json` or `csv`. The second module makes it.
    pub fn export(self, form: &'static str, stem: String, ids: impl IntoIterator<Item = MeetingId>) {
        let ids = ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>().join("\n");
        spawn_local(async move {
            match module::call("desk", "export_meetings", &[form, &stem, &ids]).await {
                Ok(failure) if failure.is_empty() => {}
                Ok(failure) => self.notice.set(failure),
                Err(_) => self.notice.set(t(View::DeskMissing).into()),
            }
        });
    }

    /// The zone in which times are shown beside UTC.
    pub fn zone(self) -> String {
        self.zone.get()
    }

    /// The address of a route, in the zone of the present address.
    pub fn link(self, route: Route) -> String {
        Address { route, zone: self.named_zone.get() }.to_string()
    }

    /// The address of a route as it is sent to somebody: in the zone that was chosen, here or in the settings.
    pub fn shared(self, route: Route) -> String {
        let chosen = Some(self.chosen_zone.get_untracked()).filter(|zone| !zone.is_empty());
        let zone = self.named_zone.get_untracked().or(chosen);
        [dom::page(), Address { route, zone }.to_string()].concat()
    }

    /// The heading of the page, which is its title too.
    pub fn heading(self) -> String {
        // What an id names; the id itself until the list is here.
        let named = |id: &str, name: &dyn Fn(&List) -> Option<String>| match self.ready() {
            Some(list) => name(list).unwrap_or_else(|| t(View::NotHere).into()),
            None => id.to_owned(),
        };
        match &self.address.read().route {
            Route::Meetings(_) => t(View::Meetings).into(),
            Route::Meeting(id, _) => named(id.as_str(), &|list| list.find(id).map(|row| row.label().to_owned())),
            Route::Groups => t(View::Groups).into(),
            Route::Group(id) => named(id, &|list| {
                let body = list.organization.iter().find(|body| body.id.as_str() == id)?;
                Some(body.name.clone().unwrap_or_else(|| body.label().to_owned()))
            }),
            Route::Cycles => t(View::Cycles).into(),
            Route::Cycle(id) => {
                named(id, &|list| list.cycle.iter().find(|cycle| cycle.id.as_str() == id).map(|cycle| cycle.label().to_owned()))
            }
            Route::Actions => t(View::Actions).into(),
            // The second module's pages have their own, where it can be had.
            Route::Drafts | Route::Draft(_) | Route::Open(_) => t(View::Drafts).into(),
            Route::Import => t(View::Import).into(),
            Route::Help => t(View::Help).into(),
            Route::Settings => t(View::Settings).into(),
            _ => t(View::NotFound).into(),
        }
    }
}

fn of_chunk(chunks: &[(u16, File<Arc<Envelope>>)], chunk: u16) -> Option<File<Arc<Envelope>>> {
    chunks.iter().find(|(place, _)| *place == chunk).map(|(_, file)| file.clone())
}

/// What is said where a file of the archive's data cannot be had.
pub fn missing(name: &str, status: u16) -> String {
    tv(View::ChunkMissing, &[("file", name), ("answer", &answer(status))])
}

/// What a host said instead of a file.
fn answer(status: u16) -> String {
    if status == 0 { t(View::NoAnswer).into() } else { tv(View::Answer, &[("status", &status.to_string())]) }
}

/// An envelope of the archive's data.
pub async fn load(name: &str) -> File<Arc<Envelope>> {
    let broken = |why: &str| tv(View::ChunkBroken, &[("file", name), ("why", why)]);
    match fetch::text(&format!("data/{name}")).await {
        Ok(text) => match envelope(&text).await {
            Ok(envelope) => File::Ready(Arc::new(envelope)),
            Err(why) => File::Failed(broken(&why)),
        },
        Err(status) => File::Failed(missing(name, status)),
    }
}

/// An envelope in the present version, or in an older one, which the second module knows.
async fn envelope(json: &JsString) -> Result<Envelope, String> {
    let value = text::parse(json)?;
    let version = Reflect::get(&value, &"schemaVersion".into()).ok().and_then(|version| version.as_string()?.parse::<SchemaVersion>().ok());
    match version {
        Some(version) if version.major > SCHEMA_VERSION.major => Err(ReadError::Newer { version }.to_string()),
        Some(version) if version.major < SCHEMA_VERSION.major => {
            let json = text::own(json).unwrap_or_default();
            let present = module::call("desk", "present", &[&json]).await.map_err(|_| t(View::DeskMissing).to_owned())?;
            read::text(&present.into())
        }
        _ => read::value(&value),
    }
}

/// Title and bodies searched as they stand: what there is until the index is built.
fn scan(list: &List, q: &str) -> Vec<u32> {
    let q = intl::lower(q);
    let holds = |row: &Row| {
        let mut text = row.label().to_owned();
        for body in row.about.iter().filter_map(|place| list.organization.get(usize::from(*place))) {
            text.push(' ');
            text.push_str(body.label());
        }
        let text = intl::lower(&text);
        q.split_whitespace().all(|word| text.contains(word))
    };
    list.row.iter().zip(0u32..).filter(|(row, _)| holds(row)).map(|(_, place)| place).collect()
}

/// The list with the meetings added on this device, and their envelopes. They live in the second module, which is loaded only where
/// it has said that there are some.
async fn overlay(list: JsString) -> Option<(List, Vec<String>)> {
    let key = format!("rapporteur{}added", dom::folder());
    dom::window().local_storage().ok()??.get_item(&key).ok()??;
    let answer = module::call("desk", "overlay", &[&text::own(&list)?]).await.ok()?;
    let answer = text::parse(&answer.into()).ok()?;
    let part = |name: &str| Reflect::get(&answer, &name.into()).ok();
    Some((read::value(&part("list")?).ok()?, read::value(&part("added")?).ok()?))
}

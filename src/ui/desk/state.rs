//! The shared signals of the second module, and the one place that writes its storage.

use std::{cell::Cell, rc::Rc, sync::Arc};

use crate::{
    domain::{
        draft::{Draft, StoredError},
        list::List,
        model::write,
        route::{Address, Route},
        time::Instant,
    },
    message::Desk,
    platform::{clock, database, dom, fetch, intl, storage},
    ui::text::{t, tv},
};
use leptos::{prelude::*, task::spawn_local};

/// What a person is asked once, in the page.
#[derive(Clone)]
pub struct Ask {
    /// What goes.
    pub text: String,
    /// The word on the button.
    pub confirm: Desk,
    /// What is done then.
    pub action: Rc<dyn Fn()>,
}

/// A sentence for the person, perhaps with a way back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// The draft that "Undo" takes out of the trash.
    pub undo: Option<String>,
}

/// The shared state.
#[derive(Clone, Copy)]
pub struct State {
    /// Where the person is.
    pub route: Memo<Route>,
    /// The heading of the page.
    pub heading: Memo<String>,
    /// Drafts on this device, the trash included.
    pub drafts: RwSignal<Vec<Draft>>,
    /// Keys of what could not be read.
    pub unreadable: RwSignal<Vec<String>>,
    /// What was done.
    pub notice: RwSignal<Notice>,
    /// What went wrong.
    pub alert: RwSignal<String>,
    /// What is being asked.
    pub ask: RwSignal<Option<Ask>, LocalStorage>,
    /// The archive's list, for its cycles and bodies.
    pub list: RwSignal<Option<Arc<List>>>,
    /// The page that comes focuses something else than its heading.
    focus_wish: StoredValue<bool>,
}

thread_local! {
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
}

/// Lets the module's exports reach the state.
pub fn publish(state: State) {
    STATE.set(Some(state));
}

/// The state, where something is mounted.
pub fn with<T>(call: impl FnOnce(State) -> T) -> Option<T> {
    STATE.get().map(call)
}

/// The present second.
pub fn now() -> Instant {
    Instant(clock::now_seconds())
}

/// An id that no draft on this device has.
pub fn new_id() -> String {
    let keys = storage::keys();
    // Milliseconds in base 36: short, and later ones sort behind.
    let mut number = js_sys::Date::now();
    loop {
        let digits = js_sys::Number::from(number)
            .to_string_with_radix(36)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_else(|| number.to_string());
        let id = format!("draft-{digits}");
        if !keys.contains(&key(&id)) {
            return id;
        }
        number += 1.0;
    }
}

fn key(id: &str) -> String {
    format!("d/{id}")
}

/// Writes a draft.
///
/// # Errors
/// The browser's name of the error.
pub fn write(draft: &Draft) -> Result<(), String> {
    storage::set(&key(&draft.id), &draft.to_stored())
}

/// Tells the first view whether there are added meetings, and that they are others now.
pub async fn added_changed() {
    match database::all().await {
        Ok(all) if all.is_empty() => storage::remove("added"),
        Ok(all) => drop(storage::set("added", &format!("{{\"format\":1,\"count\":{}}}", all.len()))),
        Err(_) => {}
    }
    if let Ok(event) = web_sys::CustomEvent::new("rapporteur-added") {
        let _ = dom::window().dispatch_event(&event);
    }
}

impl State {
    /// Reads what is stored, and follows the address.
    pub fn new() -> Self {
        let fragment = RwSignal::new(dom::fragment());
        dom::listen(&dom::window(), "hashchange", move |_| fragment.set(dom::fragment()));
        let route = Memo::new(move |_| Address::parse(&fragment.read()).0.route);
        let drafts = RwSignal::new(Vec::<Draft>::new());
        let heading = Memo::new(move |_| match &*route.read() {
            Route::Draft(id) => match drafts.read().iter().find(|draft| draft.id == *id) {
                Some(draft) => label(draft),
                None => t(Desk::MissingDraft).to_owned(),
            },
            Route::Import => t(Desk::Import).to_owned(),
            Route::Settings => t(Desk::Settings).to_owned(),
            _ => t(Desk::Drafts).to_owned(),
        });
        let state = Self {
            route,
            heading,
            drafts,
            unreadable: RwSignal::default(),
            notice: RwSignal::default(),
            alert: RwSignal::default(),
            ask: RwSignal::new_local(None),
            list: RwSignal::new(None),
            focus_wish: StoredValue::new(false),
        };
        state.load();
        spawn_local(async move {
            if let Ok(text) = fetch::text("data/list.json").await {
                state.list.set(serde_json::from_str(&text).ok().map(Arc::new));
            }
        });
        // What was done belongs to its page.
        Effect::new(move |before: Option<()>| {
            route.track();
            if before.is_some() && !state.focus_wish.get_value() {
                state.notice.set(Notice::default());
                state.alert.set(String::new());
            }
        });
        state
    }

    /// Reads the drafts again; what cannot be read is set aside, never overwritten.
    pub fn load(self) {
        let mut drafts = Vec::new();
        let mut unreadable = Vec::new();
        for name in storage::keys() {
            if name.starts_with("aside/") {
                unreadable.push(name);
                continue;
            }
            let Some(id) = name.strip_prefix("d/") else { continue };
            let Some(text) = storage::get(&name) else { continue };
            match Draft::from_stored(id, &text) {
                Ok(draft) => drafts.push(draft),
                // A newer version of the app can read it where it stands.
                Err(StoredError::Newer) => unreadable.push(name),
                Err(StoredError::Broken(_)) => {
                    let mut aside = format!("aside/{id}");
                    while storage::get(&aside).is_some() {
                        aside.push('+');
                    }
                    if storage::set(&aside, &text).is_ok() {
                        storage::remove(&name);
                        unreadable.push(aside);
                    } else {
                        unreadable.push(name);
                    }
                }
            }
        }
        self.drafts.set(drafts);
        self.unreadable.set(unreadable);
    }

    /// Keeps a draft: on this device first, then in the list.
    ///
    /// # Errors
    /// The browser's name of the error; the list holds the draft nevertheless, so that it can be exported.
    pub fn keep(self, draft: Draft) -> Result<(), String> {
        let kept = write(&draft);
        self.drafts.update(|drafts| match drafts.iter_mut().find(|other| other.id == draft.id) {
            Some(place) => *place = draft,
            None => drafts.push(draft),
        });
        kept
    }

    /// Keeps a draft, and says where that failed.
    pub fn keep_or_say(self, draft: Draft) -> bool {
        match self.keep(draft) {
            Ok(()) => true,
            Err(why) => {
                self.alert.set(tv(Desk::NotKept, &[("why", &why)]));
                false
            }
        }
    }

    /// Deletes a draft for good.
    pub fn forget(self, id: &str) {
        storage::remove(&key(id));
        self.drafts.update(|drafts| drafts.retain(|draft| draft.id != id));
        self.notice.set(Notice::default());
    }

    /// Puts a draft into the trash, or takes it out.
    pub fn set_deleted(self, id: &str, deleted: Option<Instant>) {
        let Some(mut draft) = self.draft(id) else { return };
        draft.deleted = deleted;
        let title = label(&draft);
        if self.keep_or_say(draft) {
            let text = if deleted.is_some() { Desk::Deleted } else { Desk::Restored };
            self.notice.set(Notice { text: tv(text, &[("title", &title)]), undo: deleted.map(|_| id.to_owned()) });
        }
    }

    /// A draft, as it is now.
    pub fn draft(self, id: &str) -> Option<Draft> {
        self.drafts.with_untracked(|drafts| drafts.iter().find(|draft| draft.id == id).cloned())
    }

    /// Goes to a page that focuses something of its own.
    pub fn go_and_focus(self, fragment: &str) {
        self.focus_wish.set_value(true);
        dom::go(fragment);
    }

    /// Whether the page that comes focuses something of its own; asked once.
    pub fn take_focus_wish(self) -> bool {
        let wish = self.focus_wish.get_value();
        self.focus_wish.set_value(false);
        wish
    }

    /// Says what was done.
    pub fn say(self, text: String) {
        self.notice.set(Notice { text, undo: None });
    }

    /// Hands every draft that is not in the trash to the person, as one file.
    pub fn export_all(self) {
        let mut all = crate::domain::model::Envelope::new();
        for draft in self.drafts.get_untracked().iter().filter(|draft| draft.deleted.is_none()) {
            let envelope = draft.envelope();
            all.meeting.extend(envelope.meeting);
            all.action.extend(envelope.action);
            for cycle in envelope.cycle {
                if all.cycle.iter().all(|other| other.id != cycle.id) {
                    all.cycle.push(cycle);
                }
            }
            for body in envelope.organization {
                if all.organization.iter().all(|other| other.id != body.id) {
                    all.organization.push(body);
                }
            }
        }
        dom::download("drafts.json", "application/json", &write::pretty(&all));
    }

    /// The zone of new drafts: the one chosen in the settings, else the reader's.
    pub fn zone(self) -> String {
        super::settings::read().zone.filter(|zone| intl::is_zone(zone)).unwrap_or_else(intl::local_zone)
    }
}

/// The title in lists.
pub fn label(draft: &Draft) -> String {
    let title = draft.title().trim();
    if title.is_empty() { t(Desk::Untitled).to_owned() } else { title.to_owned() }
}

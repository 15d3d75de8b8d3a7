//! The shared signals of the second module, and the one place that writes its drafts.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
    sync::Arc,
};

use crate::{
    domain::{
        draft::{
            Draft, Editor,
            journal::{Act, Journal},
        },
        list::List,
        model::Envelope,
        route::{Address, Route},
        time::Instant,
    },
    message::{Desk, View},
    platform::{clock, dom, files, intl, storage},
    ui::text::{t, tn, tv},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    added::{self, Added},
    kept::{self, Journals, Loaded, Standing},
    mirror::{self, Known, Occasion},
    shared::Received,
};

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
#[derive(Clone, Default)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// What "Undo" does.
    pub undo: Option<Rc<dyn Fn()>>,
}

/// What is wrong in a form, and the field that it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The sentence.
    pub text: String,
    /// The field's id.
    pub field: String,
}

/// The shared state.
#[derive(Clone, Copy)]
pub struct State {
    /// Where the person is.
    pub route: Memo<Route>,
    /// The heading of the page.
    pub heading: Memo<String>,
    /// Drafts on this device, the trash included; of the one that is open only the title is always that of now.
    pub drafts: RwSignal<Vec<Draft>>,
    /// The editor that has gone on since its draft was put into the list.
    ahead: StoredValue<Option<RwSignal<Editor>>>,
    /// Drafts whose last change this device did not keep, and why.
    pub unsaved: RwSignal<BTreeMap<String, String>>,
    /// Keys of what could not be read.
    pub unreadable: RwSignal<Vec<String>>,
    /// What was done.
    pub notice: RwSignal<Notice, LocalStorage>,
    /// What went wrong.
    pub alert: RwSignal<String>,
    /// What is wrong in the form of the page.
    pub faults: RwSignal<Vec<Fault>>,
    /// What is being asked.
    pub ask: RwSignal<Option<Ask>, LocalStorage>,
    /// The archive's list as published, for its cycles and bodies.
    pub list: RwSignal<Option<Arc<List>>>,
    /// The meetings added on this device.
    pub added: RwSignal<Added>,
    /// Parts of the archive that were needed, by file.
    pub chunks: StoredValue<HashMap<String, Arc<Envelope>>>,
    /// Files that were dropped on the page.
    pub dropped: RwSignal<Vec<web_sys::File>, LocalStorage>,
    /// What writes the drafts.
    pub journals: StoredValue<Journals>,
    /// What the second store holds.
    pub past: StoredValue<Known>,
    /// Drafts whose present state the second store has too.
    pub safe: RwSignal<BTreeSet<String>>,
    /// When each draft last went out as a file.
    pub files: RwSignal<BTreeMap<String, Instant>>,
    /// Counts how often the draft that is open here came from elsewhere.
    pub arrived: RwSignal<u32>,
    /// The draft that another tab has changed, whenever it has.
    pub changed_elsewhere: RwSignal<String>,
    /// A version of a draft here that came from somebody, until the draft's page has it.
    pub received: StoredValue<Option<Received>>,
    /// The editor that is open here and may write.
    writing: StoredValue<Option<RwSignal<Editor>>>,
    /// Whether what follows a change is waiting for its time.
    waiting: StoredValue<bool>,
    /// What is said on the page that comes.
    word: StoredValue<Option<String>>,
    /// The page that comes focuses something else than its heading.
    focus_wish: StoredValue<bool>,
    /// Where the address stands in this module.
    fragment: RwSignal<String>,
    /// The draft that the open editor goes on in, until the page has heard of it.
    goes_on: StoredValue<Option<String>>,
}

thread_local! {
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
}

/// Lets the module's exports reach the state.
pub fn publish(state: State) {
    STATE.set(Some(state));
}

/// The state, where something is mounted.
pub fn get() -> Option<State> {
    STATE.get()
}

/// The present second.
pub fn now() -> Instant {
    Instant(clock::now_seconds())
}

/// An id that no draft on this device has.
pub fn new_id() -> String {
    // Milliseconds in base 36: short, and later ones sort behind.
    let mut number = js_sys::Date::now();
    loop {
        let digits = js_sys::Number::from(number)
            .to_string_with_radix(36)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_else(|| number.to_string());
        let id = format!("draft-{digits}");
        let known = get().is_some_and(|state| state.draft(&id).is_some());
        if !known && !kept::is_taken(&id) {
            return id;
        }
        number += 1.0;
    }
}

/// Why something was not kept, in words; other errors keep the browser's name.
pub fn why(error: &str) -> String {
    match error {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => t(Desk::WhyFull).to_owned(),
        "SecurityError" | "NotSupportedError" | "NotAllowedError" => t(Desk::WhyForbidden).to_owned(),
        other => other.to_owned(),
    }
}

/// What makes one page another page: the filter of a list does not.
fn page(route: &Route) -> String {
    match route {
        Route::Meetings(_) => String::new(),
        Route::Meeting(id, _) => Address::new(Route::Meeting(id.clone(), None)).to_string(),
        other => Address::new(other.clone()).to_string(),
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
            Route::Draft(id) => match drafts.read().iter().find(|draft| draft.id == *id && draft.deleted.is_none()) {
                Some(draft) => label(draft),
                None => t(Desk::MissingDraft).to_owned(),
            },
            Route::Open(_) => t(Desk::OpenAddress).to_owned(),
            Route::Import => t(Desk::Import).to_owned(),
            Route::Settings => t(Desk::Settings).to_owned(),
            Route::Help => t(View::Help).to_owned(),
            _ => t(Desk::Drafts).to_owned(),
        });
        let state = Self {
            route,
            heading,
            drafts,
            ahead: StoredValue::default(),
            unsaved: RwSignal::default(),
            unreadable: RwSignal::default(),
            notice: RwSignal::new_local(Notice::default()),
            alert: RwSignal::default(),
            faults: RwSignal::default(),
            ask: RwSignal::new_local(None),
            list: RwSignal::new(None),
            added: RwSignal::default(),
            chunks: StoredValue::default(),
            dropped: RwSignal::new_local(files::take_dropped()),
            journals: StoredValue::default(),
            past: StoredValue::default(),
            safe: RwSignal::default(),
            files: RwSignal::default(),
            arrived: RwSignal::default(),
            changed_elsewhere: RwSignal::default(),
            received: StoredValue::new(None),
            writing: StoredValue::default(),
            waiting: StoredValue::default(),
            word: StoredValue::default(),
            focus_wish: StoredValue::new(false),
            fragment,
            goes_on: StoredValue::default(),
        };
        state.load();
        state.follow();
        spawn_local(mirror::start(state));
        // The last moment of a page on a phone.
        dom::listen(&dom::document(), "visibilitychange", move |_| {
            if dom::document().hidden() {
                state.rest(Occasion::Edge);
            }
        });
        spawn_local(async move {
            let unread = added::load(state).await;
            if let Some(error) = unread.first() {
                state.say(tn(Desk::AddedUnread, unread.len(), &[("why", &error.to_string())]));
            }
            let _ = added::list(state).await;
        });
        dom::listen(&dom::window(), "rapporteur-dropped", move |_| state.dropped.update(|files| files.extend(files::take_dropped())));
        // What was done belongs to its page.
        let page = Memo::new(move |_| page(&route.read()));
        Effect::new(move |before: Option<()>| {
            // Read, not only tracked: a memo that nobody reads never hears of a change.
            page.with(|_| ());
            if before.is_some() && !state.focus_wish.get_value() {
                state.clear();
            }
            if let Some(text) = state.word.try_update_value(Option::take).flatten() {
                state.say(text);
            }
        });
        state
    }

    /// Takes back every sentence.
    pub fn clear(self) {
        self.notice.set(Notice::default());
        self.alert.set(String::new());
        self.faults.set(Vec::new());
    }

    /// Reads the drafts again.
    pub fn load(self) {
        let Loaded { mut drafts, journals, unreadable } = kept::load();
        // What this device did not keep is newer than what it has, and so is what waits to be written.
        let waiting: Vec<Draft> = self.unsaved.with_untracked(|unsaved| unsaved.keys().filter_map(|id| self.draft(id)).collect());
        drafts.retain(|draft| waiting.iter().all(|other| other.id != draft.id));
        drafts.extend(waiting);
        self.journals.update_value(|known| {
            known.retain(|id, _| self.unsaved.with_untracked(|unsaved| unsaved.contains_key(id)));
            for (id, journal) in journals {
                known.entry(id).or_insert(journal);
            }
        });
        self.drafts.set(drafts);
        self.unreadable.set(unreadable);
        self.load_files();
    }

    /// The editor that writes here from now on.
    pub fn writes(self, editor: Option<RwSignal<Editor>>) {
        self.writing.set_value(editor);
        self.rest(Occasion::Edge);
    }

    /// Sees to what follows a change a little later, off the way of the next key.
    pub fn rest_later(self) {
        const LATER: i32 = 2000;
        if !self.waiting.get_value() {
            self.waiting.set_value(true);
            dom::after(LATER, move || {
                self.waiting.set_value(false);
                self.rest(Occasion::Writing);
            });
        }
    }

    /// Sees to what follows a change: the log is shortened, the second store follows.
    pub fn rest(self, occasion: Occasion) {
        self.catch_up();
        let Some(editor) = self.writing.get_value() else { return };
        // The page may have gone since, and the signal with it.
        let _ = editor.try_with_untracked(|editor| {
            kept::shorten(self, editor);
            mirror::note(self, editor, occasion);
        });
    }

    /// A state of a draft that the second store had, and that is newer than what is here.
    pub fn bring_back(self, editor: &Editor, generation: u64) {
        let mut kept = Ok(());
        self.journals.update_value(|journals| kept = kept::take(journals, editor, generation));
        self.kept(editor.draft().clone(), kept);
        if self.is_open(&editor.draft().id) {
            self.arrived.update(|count| *count += 1);
        }
    }

    fn is_open(self, id: &str) -> bool {
        matches!(Address::parse(&dom::fragment()).0.route, Route::Draft(open) if open == id)
    }

    /// Keeps a draft as a whole: on this device first, then in the list.
    pub fn keep(self, draft: Draft) -> bool {
        let mut kept = Ok(());
        self.journals.update_value(|journals| kept = kept::put(journals, &draft));
        let id = draft.id.clone();
        let kept = self.kept(draft, kept);
        if let Some(Some(found)) = kept::again(&id) {
            mirror::note(self, &found.editor, Occasion::Edge);
        }
        kept
    }

    /// Keeps what was done to a draft in the editor, also where another tab has deleted the draft; what another tab has changed is left
    /// as it is. What became of the draft before.
    pub fn append(self, editor: RwSignal<Editor>, act: &Act, at: Instant) -> Standing {
        editor.with_untracked(|now| {
            let kept = kept::append(self, now, act, at);
            let standing = *kept.as_ref().unwrap_or(&Standing::Ours);
            match standing {
                Standing::Ours => {
                    self.go_ahead(editor, now.draft());
                    self.settle(&now.draft().id, kept.map(drop));
                }
                Standing::Trashed | Standing::Gone => {
                    self.kept(now.draft().clone(), self.write_over(now));
                }
                Standing::Changed => {}
            }
            standing
        })
    }

    fn write_over(self, editor: &Editor) -> Result<(), String> {
        self.journals.try_update_value(|journals| kept::write_over(journals, editor)).unwrap_or(Ok(()))
    }

    /// What is written in an editor becomes a draft of its own, since another tab has changed the one that it began from. The editor
    /// stays as it is: items keep their ids, and the page its place, so that the next key finds the field that it was meant for.
    pub fn go_on_in_copy(self, editor: RwSignal<Editor>) {
        let old = editor.with_untracked(|editor| editor.draft().id.clone());
        let id = new_id();
        editor.update(|editor| {
            let mut draft = Draft { id: id.clone(), ..editor.draft().clone() };
            draft.meeting.name = Some(tv(Desk::CopyOf, &[("title", &label(&draft))]));
            *editor = editor.clone().with(draft);
        });
        editor.with_untracked(|editor| {
            let kept = self.write_over(editor);
            self.kept(editor.draft().clone(), kept);
        });
        self.unsaved.update(|unsaved| drop(unsaved.remove(&old)));
        drop(self.refresh(&old));
        // The frame of the app is not told: it would focus the heading, as on every page that opens.
        let address = super::link(Route::Draft(id.clone()));
        self.goes_on.set_value(Some(id));
        self.focus_wish.set_value(true);
        if let Ok(history) = dom::window().history() {
            let _ = history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(&address));
        }
        self.fragment.set(address);
        self.say(t(Desk::GoesOnInCopy).to_owned());
    }

    /// Whether a page is the open editor under another address; asked once.
    pub fn is_open_editor(self, route: &Route) -> bool {
        let goes_on = |goes_on: &mut Option<String>| goes_on.take_if(|id| matches!(route, Route::Draft(draft) if draft == id)).is_some();
        self.goes_on.try_update_value(goes_on) == Some(true)
    }

    /// Looks what another tab did to the draft that is written here, and says where nothing of it is kept any more.
    pub fn look_again(self, editor: &Editor) {
        let id = &editor.draft().id;
        let why = match kept::standing(self, id) {
            Standing::Ours | Standing::Changed => return,
            Standing::Trashed => Desk::WhyTrashed,
            Standing::Gone => Desk::WhyGone,
        };
        self.unsaved.update(|unsaved| drop(unsaved.insert(id.clone(), t(why).to_owned())));
    }

    /// A draft as it is kept now, with its history, for an editor that opens.
    pub fn reopen(self, id: &str) -> Option<Editor> {
        self.refresh(id).or_else(|| self.draft(id).map(Editor::new))
    }

    /// Reads a draft again that another tab may have changed; what waits to be written here is newer than what is kept.
    fn refresh(self, id: &str) -> Option<Editor> {
        if self.unsaved.with_untracked(|unsaved| unsaved.contains_key(id)) {
            return None;
        }
        let (editor, journal) = kept::again(id)?.map(|found| (found.editor, found.journal)).unzip();
        self.journals.update_value(|journals| match journal {
            Some(journal) => drop(journals.insert(id.to_owned(), journal)),
            None => drop(journals.remove(id)),
        });
        let draft = editor.as_ref().map(|editor| editor.draft().clone());
        if self.draft(id) != draft {
            self.drafts.update(|drafts| {
                drafts.retain(|other| other.id != id);
                drafts.extend(draft);
            });
        }
        editor
    }

    /// Follows what other tabs write.
    fn follow(self) {
        storage::listen(move |key| {
            let ids = match key.as_deref().map(|key| key.strip_prefix("d/")) {
                Some(None) => return,
                Some(Some(rest)) => vec![rest.split('/').next().unwrap_or_default().to_owned()],
                None => self.drafts.with_untracked(|drafts| drafts.iter().map(|draft| draft.id.clone()).collect()),
            };
            for id in ids {
                // The editor asks when it may.
                if self.is_open(&id) { self.changed_elsewhere.set(id) } else { drop(self.refresh(&id)) }
            }
        });
    }

    /// Puts a draft into the list. Where the device refused it, it is there nevertheless, so that it can be exported, and is marked.
    fn kept(self, draft: Draft, kept: Result<(), String>) -> bool {
        let id = draft.id.clone();
        let is_ahead = |ahead: &mut RwSignal<Editor>| ahead.try_with_untracked(|editor| editor.draft().id == id) != Some(false);
        let _ = self.ahead.try_update_value(|ahead| ahead.take_if(is_ahead));
        self.drafts.update(|drafts| match drafts.iter_mut().find(|other| other.id == id) {
            Some(place) => *place = draft,
            None => drafts.push(draft),
        });
        self.settle(&id, kept)
    }

    /// Tells the list of the open draft's title. The rest is copied when it is asked for: to copy a long agenda would take longer than
    /// all else that follows a key.
    fn go_ahead(self, editor: RwSignal<Editor>, draft: &Draft) {
        let title = |other: &Draft| (other.id == draft.id).then(|| other.meeting.name == draft.meeting.name);
        match self.drafts.with_untracked(|drafts| drafts.iter().find_map(title)) {
            Some(true) => {}
            Some(false) => self.drafts.update(|drafts| {
                let other = drafts.iter_mut().find(|other| other.id == draft.id);
                other.into_iter().for_each(|other| other.meeting.name.clone_from(&draft.meeting.name));
            }),
            None => self.drafts.update(|drafts| drafts.push(draft.clone())),
        }
        self.ahead.set_value(Some(editor));
    }

    /// Puts the open draft into the list as it is now.
    fn catch_up(self) {
        let Some(Some(editor)) = self.ahead.try_update_value(Option::take) else { return };
        if let Some(draft) = editor.try_with_untracked(|editor| editor.draft().clone()) {
            self.drafts.update(|drafts| drafts.iter_mut().filter(|other| other.id == draft.id).for_each(|other| other.clone_from(&draft)));
        }
    }

    /// Marks a draft as kept or not kept.
    fn settle(self, id: &str, kept: Result<(), String>) -> bool {
        if self.safe.with_untracked(|safe| safe.contains(id)) {
            self.safe.update(|safe| {
                safe.remove(id);
            });
        }
        match &kept {
            Ok(()) if self.unsaved.with_untracked(|unsaved| unsaved.contains_key(id)) => {
                self.unsaved.update(|unsaved| drop(unsaved.remove(id)));
                self.alert.set(String::new());
            }
            Ok(()) => {}
            Err(error) => self.unsaved.update(|unsaved| drop(unsaved.insert(id.to_owned(), why(error)))),
        }
        kept.is_ok()
    }

    /// Keeps a draft, and says where that failed.
    pub fn keep_or_say(self, draft: Draft) -> bool {
        let id = draft.id.clone();
        let kept = self.keep(draft);
        if !kept {
            let why = self.unsaved.with_untracked(|unsaved| unsaved.get(&id).cloned()).unwrap_or_default();
            self.alert.set(tv(Desk::NotKept, &[("why", &why)]));
        }
        kept
    }

    /// Deletes a draft for good. The room may be enough for what was not kept before.
    pub fn forget(self, id: &str) {
        self.journals.update_value(|journals| kept::forget(journals, id));
        mirror::note_gone(id);
        spawn_local(mirror::forget(id.to_owned()));
        self.drafts.update(|drafts| drafts.retain(|draft| draft.id != id));
        self.unsaved.update(|unsaved| drop(unsaved.remove(id)));
        self.notice.set(Notice::default());
        let waiting: Vec<String> = self.unsaved.with_untracked(|unsaved| unsaved.keys().cloned().collect());
        for draft in waiting.iter().filter_map(|id| self.draft(id)) {
            self.keep(draft);
        }
    }

    /// Puts a draft into the trash, or takes it out.
    pub fn set_deleted(self, id: &str, deleted: Option<Instant>) {
        drop(self.refresh(id));
        let Some(mut draft) = self.draft(id) else { return };
        draft.deleted = deleted;
        let title = label(&draft);
        if self.keep_or_say(draft) {
            let text = if deleted.is_some() { Desk::Deleted } else { Desk::Restored };
            let id = id.to_owned();
            let undo = deleted.map(|_| Rc::new(move || self.set_deleted(&id, None)) as Rc<dyn Fn()>);
            self.notice.set(Notice { text: tv(text, &[("title", &title)]), undo });
        }
    }

    /// How often a draft was written on this device; it only grows.
    pub fn generation(self, id: &str) -> u64 {
        self.journals.with_value(|journals| journals.get(id).map_or(0, Journal::generation))
    }

    /// A draft, as it is now.
    pub fn draft(self, id: &str) -> Option<Draft> {
        self.catch_up();
        self.drafts.with_untracked(|drafts| drafts.iter().find(|draft| draft.id == id).cloned())
    }

    /// All drafts, as they are now.
    pub fn all(self) -> Vec<Draft> {
        self.catch_up();
        self.drafts.get_untracked()
    }

    /// Goes to a page that focuses something of its own.
    pub fn go_and_focus(self, fragment: &str) {
        self.clear();
        self.focus_wish.set_value(true);
        dom::go(fragment);
    }

    /// Goes to a page and says something there.
    pub fn go_and_say(self, fragment: &str, text: String) {
        self.word.set_value(Some(text));
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

    /// Says what is wrong in the form of the page; the summary takes the focus.
    pub fn refuse(self, faults: Vec<Fault>) {
        self.faults.set(faults);
        super::parts::focus_later(super::problem::ID.to_owned(), None);
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

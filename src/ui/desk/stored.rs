//! What is kept on this device: each thing with its key and size, to be taken away one by one or all at once.

use std::{collections::BTreeMap, rc::Rc};

use leptos::{ev, html, prelude::*};

use super::{
    added, backup, button, mirror,
    parts::{HEADING, file_button, focus_later, own},
    settings::{self, KEY, Settings},
    state::{self, Ask, Notice, State, label},
};
use crate::{
    message::Desk,
    platform::{
        database::{ADDED, PAST},
        intl, storage,
    },
    ui::text::{LANGUAGE, t, tn, tv},
};

/// What a kept thing is, and so how it goes.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// A draft: into the trash.
    Draft(String),
    /// A draft in the trash: for good, after a question.
    Trash(String),
    /// An added meeting: with a way back.
    Added(String),
    /// The settings: with a way back.
    Settings,
    /// What could not be read: for good, after a question.
    Aside(String),
    /// A mark that goes with what it marks, or copies that go with what they are of.
    Flag,
}

/// One thing that is kept.
#[derive(Clone, Debug, PartialEq)]
struct Kept {
    kind: Kind,
    name: String,
    key: String,
    bytes: usize,
}

/// The region "Storage"; `chosen` is what the page shows of the settings.
pub fn region(state: State, chosen: RwSignal<Settings>) -> AnyView {
    let kept = RwSignal::new((Vec::<Kept>::new(), None::<f64>));
    // Reaches outside: measures again whenever something that is kept changes.
    Effect::new(move |_| {
        state.drafts.track();
        state.added.track();
        state.unreadable.track();
        chosen.track();
        super::run(async move { kept.set((all_kept(state).await, storage::quota().await)) });
    });
    let read_backup = move |files: Vec<web_sys::File>| {
        super::run(async move {
            state.clear();
            for file in files {
                backup::take_in(state, &file).await;
            }
            chosen.set(settings::read());
        });
    };
    let delete = move || {
        let action = Rc::new(move || {
            super::run(async move {
                delete_everything(state).await;
                chosen.set(settings::read());
                focus_later(HEADING.to_owned(), None);
            });
        });
        state.ask.set(Some(Ask { text: what_goes(state), confirm: Desk::DeleteEverything, action }));
    };
    html::section()
        .class("desk-section")
        .attr("aria-labelledby", "desk-storage")
        .child((
            html::h2().class("desk-heading").id("desk-storage").child(t(Desk::Storage)),
            move || kept.with(|(kept, quota)| table(state, chosen, kept, *quota)),
            html::div().class("desk-row").child((
                button("button", Desk::ExportEverything, move || super::run(backup::export(state))),
                file_button(backup::FIELD, "button", Desk::ImportBackup, false, read_backup),
                button("button danger", Desk::DeleteEverything, delete),
            )),
        ))
        .into_any()
}

/// Bytes in kB, to a tenth, never 0 for something.
fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// Bytes that a browser grants, in the largest unit that leaves a whole number before the point.
fn granted(bytes: f64) -> String {
    let (unit, size) = match bytes {
        1e9.. => (Desk::Gigabytes, bytes / 1e9),
        1e6.. => (Desk::Megabytes, bytes / 1e6),
        _ => (Desk::Kilobytes, bytes / 1e3),
    };
    let size = if size < 10.0 { format!("{size:.1}") } else { format!("{size:.0}") };
    tv(unit, &[("size", &size)])
}

fn table(state: State, chosen: RwSignal<Settings>, kept: &[Kept], quota: Option<f64>) -> AnyView {
    if kept.is_empty() {
        return html::p().class("desk-text").child(t(Desk::StoredNothing)).into_any();
    }
    let size = kilobytes(kept.iter().map(|one| one.bytes).sum());
    let total = match quota {
        Some(quota) => tv(Desk::StoredOf, &[("size", &size), ("quota", &granted(quota))]),
        None => tv(Desk::StoredTotal, &[("size", &size)]),
    };
    let rows: Vec<_> = kept.iter().enumerate().map(|(number, one)| row(state, chosen, number, one)).collect();
    let head = html::tr().class("desk-tr").child((
        html::th().class("desk-td").scope("col").child(t(Desk::StoredName)),
        html::th().class("desk-number").scope("col").child(t(Desk::StoredSize)),
    ));
    (
        html::p().class("desk-text").child(total),
        html::table()
            .class("desk-table")
            .child((html::thead().class("desk-head").child(head), html::tbody().class("desk-body").child(rows))),
    )
        .into_any()
}

fn row(state: State, chosen: RwSignal<Settings>, number: usize, one: &Kept) -> AnyView {
    let id = format!("stored-{number}");
    let word = match &one.kind {
        Kind::Draft(_) | Kind::Settings => Some(Desk::Delete),
        Kind::Trash(_) | Kind::Aside(_) => Some(Desk::DeleteForGood),
        Kind::Added(_) => Some(Desk::RemoveAdded),
        Kind::Flag => None,
    };
    let take = one.clone();
    let act = word.map(|word| {
        html::button()
            .class("button quiet")
            .r#type("button")
            .attr("aria-describedby", id.clone())
            .on(ev::click, move |_| take_away(state, chosen, &take))
            .child(t(word))
    });
    let what = (html::span().class("desk-name").id(id).child(own(&one.name)), html::code().class("desk-key").child(one.key.clone()), act);
    let size = tv(Desk::Kilobytes, &[("size", &kilobytes(one.bytes))]);
    html::tr().class("desk-tr").child((html::td().class("desk-td").child(what), html::td().class("desk-number").child(size))).into_any()
}

fn take_away(state: State, chosen: RwSignal<Settings>, one: &Kept) {
    let ask = |text: String, action: Rc<dyn Fn()>| state.ask.set(Some(Ask { text, confirm: Desk::DeleteForGood, action }));
    match one.kind.clone() {
        Kind::Draft(id) => state.set_deleted(&id, Some(state::now())),
        Kind::Trash(id) => {
            let title = state.draft(&id).map(|draft| label(&draft)).unwrap_or_default();
            let forget = move || {
                state.forget(&id);
                focus_later(HEADING.to_owned(), None);
            };
            return ask(tv(Desk::AskDelete, &[("title", &title)]), Rc::new(forget));
        }
        Kind::Aside(key) => {
            let forget = move || {
                storage::remove(&key);
                state.load();
                focus_later(HEADING.to_owned(), None);
            };
            return ask(tn(Desk::AskUnreadable, 1, &[]), Rc::new(forget));
        }
        Kind::Added(id) => super::run(async move { added::remove(state, &id).await }),
        Kind::Settings => {
            let before = storage::get(KEY).unwrap_or_default();
            let put = move || {
                settings::changed();
                chosen.set(settings::read());
            };
            storage::remove(KEY);
            put();
            let undo = move || {
                if let Err(why) = storage::set(KEY, &before) {
                    state.alert.set(tv(Desk::NotKept, &[("why", &state::why(&why))]));
                }
                put();
            };
            state.notice.set(Notice { text: t(Desk::SettingsDeleted).to_owned(), undo: Some(Rc::new(undo)) });
        }
        Kind::Flag => {}
    }
    focus_later(HEADING.to_owned(), None);
}

async fn all_kept(state: State) -> Vec<Kept> {
    let mut kept = Vec::new();
    let prefix = storage::prefix();
    let keys = storage::keys();
    let size = |key: &String| storage::get(key).map_or(0, |text| prefix.len() + key.len() + text.len());
    // A draft is a few keys, and one thing to its author.
    let name_of = |key: &String| match key.strip_prefix("d/").and_then(|rest| rest.split('/').next()) {
        Some(id) if state.draft(id).is_some() => format!("d/{id}"),
        _ => key.clone(),
    };
    let mut things: BTreeMap<String, usize> = BTreeMap::new();
    for key in &keys {
        *things.entry(name_of(key)).or_default() += size(key);
    }
    for (key, bytes) in things {
        let draft = key.strip_prefix("d/").and_then(|id| state.draft(id));
        let (kind, name) = match (draft, key.as_str()) {
            (Some(draft), _) if draft.deleted.is_some() => {
                (Kind::Trash(draft.id.clone()), tv(Desk::StoredTrash, &[("title", &label(&draft))]))
            }
            (Some(draft), _) => (Kind::Draft(draft.id.clone()), tv(Desk::StoredDraft, &[("title", &label(&draft))])),
            (None, KEY) => (Kind::Settings, t(Desk::StoredSettings).to_owned()),
            (None, "added") => (Kind::Flag, t(Desk::StoredFlag).to_owned()),
            (None, gone) if gone.starts_with(mirror::GONE) => (Kind::Flag, t(Desk::StoredGone).to_owned()),
            (None, _) => (Kind::Aside(key.clone()), t(Desk::StoredAside).to_owned()),
        };
        kept.push(Kept { kind, name, bytes, key: format!("{prefix}{key}") });
    }
    let added = state.added.get_untracked();
    for (key, text) in ADDED.all().await.unwrap_or_default() {
        let title =
            added.iter().find(|(other, _)| *other == key).and_then(|(_, envelope)| Some(envelope.meeting.first()?.label().to_owned()));
        let name = tv(Desk::StoredAdded, &[("title", title.as_deref().unwrap_or(&key))]);
        kept.push(Kept { kind: Kind::Added(key.clone()), name, bytes: key.len() + text.len(), key: format!("{prefix}{key}") });
    }
    let mut copies: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (key, text) in PAST.all().await.unwrap_or_default() {
        let (count, bytes) = copies.entry(key.split('/').next().unwrap_or_default().to_owned()).or_default();
        *count += 1;
        *bytes += key.len() + text.len();
    }
    for (id, (count, bytes)) in copies {
        let title = state.draft(&id).map_or_else(|| id.clone(), |draft| label(&draft));
        kept.push(Kept {
            kind: Kind::Flag,
            name: tn(Desk::StoredCopies, count, &[("title", &title)]),
            bytes,
            key: format!("{prefix}{id}/"),
        });
    }
    kept
}

/// What "Delete everything" deletes, with numbers.
fn what_goes(state: State) -> String {
    let (trash, kept) = state.drafts.with_untracked(|drafts| {
        let trash = drafts.iter().filter(|draft| draft.deleted.is_some()).count();
        (trash, drafts.len() - trash)
    });
    let added = state.added.with_untracked(Vec::len);
    let counted = [(Desk::AskDrafts, kept), (Desk::AskTrash, trash), (Desk::BackupMeetings, added)];
    let mut things: Vec<String> = counted.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| tn(name, count, &[])).collect();
    let settings = if things.is_empty() { Desk::OnlySettings } else { Desk::TheSettings };
    things.push(t(settings).to_owned());
    tv(Desk::AskEverything, &[("things", &intl::list(LANGUAGE, &things))])
}

async fn delete_everything(state: State) {
    for key in storage::keys() {
        storage::remove(&key);
    }
    let past = PAST.clear().await;
    state.past.update_value(|known| *known = known.as_ref().map(|_| BTreeMap::new()));
    state.safe.set(Default::default());
    state.unsaved.set(Default::default());
    state.clear();
    state.load();
    settings::changed();
    match added::forget_all(state).await.and(past) {
        Ok(()) => state.say(t(Desk::EverythingDeleted).to_owned()),
        Err(why) => state.alert.set(tv(Desk::NotKept, &[("why", &state::why(&why))])),
    }
}

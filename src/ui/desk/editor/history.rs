//! "History": the versions of a draft, saved ones first, each to be compared and restored.

use leptos::{ev, html, prelude::*};

use super::Open;
use crate::{
    domain::draft::{
        self, Draft, NoRestore,
        compare::{Difference, Named, compare},
        duration::Stated,
        past::{Kind, Version},
        record,
    },
    message::{Desk, FieldName},
    platform::intl,
    ui::{
        desk::{
            button as plain, import, mirror,
            parts::{field as labelled, file_button, focus_later, own, select, sheet},
            run, state,
        },
        text::{LANGUAGE, t, tn, tv},
    },
};

const ID: &str = "desk-history";
const NAME: &str = "desk-version-name";
const FILE: &str = "desk-file-over";

/// What the dialog shows.
#[derive(Clone, Copy)]
struct History {
    open: Open,
    /// Saved ones first; `None` where they cannot be had.
    versions: RwSignal<Option<Vec<Version>>>,
    /// The key of the version that is compared, and what differs.
    compared: RwSignal<Option<(String, Vec<String>)>>,
    /// The key of the version that others are compared with; empty for the present state.
    with: RwSignal<String>,
    /// What became of the last thing that was asked.
    said: RwSignal<String>,
}

/// The button that opens it.
pub fn button(open: Open) -> AnyView {
    html::button()
        .class("button")
        .r#type("button")
        .id("desk-history-button")
        .attr("aria-haspopup", "dialog")
        .on(ev::click, move |_| open.history.set(true))
        .child(t(Desk::History))
        .into_any()
}

impl History {
    fn draft(self) -> Draft {
        self.open.editor.with_untracked(|editor| editor.draft().clone())
    }

    /// Reads the list again.
    async fn list(self) {
        let listed = mirror::versions(&self.draft().id).await.ok().map(|mut versions| {
            versions.sort_by_key(|version| version.kind != Kind::Saved);
            versions
        });
        let _ = self.versions.try_set(listed);
    }

    /// Keeps the present state as a version.
    async fn keep(self, kind: Kind, name: &str) -> bool {
        let kept = mirror::save(self.open.state, &self.draft(), kind, name).await;
        if let Err(why) = &kept {
            let _ = self.said.try_set(tv(Desk::VersionNotKept, &[("why", &state::why(why))]));
        }
        kept.is_ok()
    }

    fn save(self, name: String) {
        run(async move {
            let name = name.trim();
            let name = if name.is_empty() { self.next_name() } else { name.to_owned() };
            if self.keep(Kind::Saved, &name).await {
                let _ = self.said.try_set(tv(Desk::VersionSaved, &[("name", &name)]));
                self.list().await;
            }
        });
    }

    /// "Version 3", where two were saved.
    fn next_name(self) -> String {
        let saved =
            self.versions.with_untracked(|versions| versions.iter().flatten().filter(|version| version.kind == Kind::Saved).count());
        tv(Desk::VersionNumber, &[("number", &(saved + 1).to_string())])
    }

    /// A version, or the present state for an empty key.
    async fn state(self, key: &str) -> Option<Draft> {
        let now = self.draft();
        if key.is_empty() {
            return Some(now);
        }
        let version =
            self.versions.with_untracked(|versions| versions.iter().flatten().find(|version| version.key(&now.id) == key).cloned())?;
        mirror::version(&now.id, &version).await
    }

    fn compare(self, key: String) {
        run(async move {
            let with = self.with.get_untracked();
            let lines = match (self.state(&key).await, self.state(&with).await) {
                (Some(before), Some(after)) => {
                    // What is later is told as what became of the earlier.
                    let (before, after) = if after.changed < before.changed { (after, before) } else { (before, after) };
                    let lines: Vec<String> = compare(&before, &after).iter().map(line).collect();
                    if lines.is_empty() { vec![t(Desk::NothingBetween).to_owned()] } else { lines }
                }
                _ => vec![t(Desk::VersionMissing).to_owned()],
            };
            let _ = self.compared.try_set(Some((key, lines)));
        });
    }

    fn restore(self, key: String) {
        run(async move {
            let Some(then) = self.state(&key).await else {
                let _ = self.said.try_set(t(Desk::VersionMissing).to_owned());
                return;
            };
            self.lay(draft::restore(&self.draft(), &then, draft::Label::Restore), Kind::BeforeRestore).await;
        });
    }

    /// Makes a change of everything, with a version of what stood before.
    async fn lay(self, change: Result<draft::Change, NoRestore>, kind: Kind) {
        let change = match change {
            Ok(change) => change,
            Err(why) => {
                let said = if why == NoRestore::Same { Desk::NothingBetween } else { Desk::CannotRestore };
                let _ = self.said.try_set(t(said).to_owned());
                return;
            }
        };
        // Where no version can be kept, undo still takes it back.
        self.keep(kind, "").await;
        let _ = self.open.history.try_set(false);
        self.open.perform(Some(change));
        focus_later("desk-undo".to_owned(), None);
    }

    fn take_file(self, files: Vec<web_sys::File>) {
        run(async move {
            let reading = import::for_drafts(self.open.state, files).await;
            let wrong = [reading.refused, reading.left_out].concat();
            let Some((envelope, meeting)) = reading.found.iter().find_map(|(_, envelope)| Some((envelope, envelope.meeting.first()?)))
            else {
                let _ = self.said.try_set(wrong.join(" "));
                return;
            };
            let now = self.draft();
            let file = draft::from_meeting(now.id.clone(), envelope, meeting, state::now());
            self.lay(draft::lay_over(&now, &file), Kind::BeforeFile).await;
        });
    }
}

/// The dialog.
pub fn view(open: Open) -> AnyView {
    let history = History {
        open,
        versions: RwSignal::new(None),
        compared: RwSignal::new(None),
        with: RwSignal::default(),
        said: RwSignal::default(),
    };
    // Reaches outside: the list is read when it is opened.
    Effect::new(move |_| {
        if open.history.get() {
            history.compared.set(None);
            history.said.set(String::new());
            history.with.set(String::new());
            // What was written a moment ago is a version to go back to as well.
            open.state.rest(mirror::Occasion::Writing);
            run(history.list());
        }
    });
    sheet(ID, Desk::History, open.history, move || content(history))
}

fn content(history: History) -> AnyView {
    let typed = RwSignal::new(None::<String>);
    let name = move || {
        typed.get().unwrap_or_else(|| {
            history.versions.track();
            history.next_name()
        })
    };
    let save = move || {
        history.save(untrack(name));
        typed.set(None);
    };
    let form = html::div().class("desk-row desk-save-version").child((
        labelled(
            Desk::VersionName,
            html::input()
                .class("desk-input")
                .id(NAME)
                .r#type("text")
                .attr("autocomplete", "off")
                .prop("value", name)
                .on(ev::input, move |event| typed.set(Some(event_target_value(&event)))),
        ),
        plain("button primary", Desk::SaveVersion, save),
    ));
    let list = move || {
        let Some(versions) = history.versions.get() else {
            return html::p().class("desk-text muted").child(t(Desk::NoVersions)).into_any();
        };
        let id = history.draft().id;
        let mut others = vec![(String::new(), t(Desk::AsItIs).to_owned())];
        others.extend(versions.iter().map(|version| (version.key(&id), format!("{} · {}", called(version), when(version)))));
        let entries: Vec<_> = versions.iter().enumerate().map(|(at, version)| entry(history, &id, at, version)).collect();
        (
            select(
                Desk::CompareWith,
                others,
                move || history.with.get(),
                move |key| {
                    history.with.set(key);
                    if let Some((shown, _)) = history.compared.get_untracked() {
                        history.compare(shown);
                    }
                },
            ),
            html::ul().class("desk-versions").role("list").aria_label(t(Desk::Versions)).child(entries),
        )
            .into_any()
    };
    let over = move |files| history.take_file(files);
    (form, html::p().class("desk-facts").role("status").child(move || history.said.get()), list, move || {
        history.open.writes.get().then(|| html::p().class("desk-row").child(file_button(FILE, "button", Desk::LayFile, false, over)))
    })
        .into_any()
}

/// What a version is called.
fn called(version: &Version) -> String {
    match version.kind {
        Kind::Saved => version.name.clone(),
        Kind::Auto => t(Desk::VersionAuto).to_owned(),
        Kind::BeforeRestore => t(Desk::VersionBeforeRestore).to_owned(),
        Kind::BeforeFile => t(Desk::VersionBeforeFile).to_owned(),
        Kind::Aside => t(Desk::VersionAside).to_owned(),
        Kind::Sent => t(Desk::VersionSent).to_owned(),
        Kind::Received => t(Desk::VersionReceived).to_owned(),
    }
}

fn when(version: &Version) -> String {
    intl::date(LANGUAGE, version.at.0, &intl::local_zone(), &[("dateStyle", "medium"), ("timeStyle", "medium")])
}

fn entry(history: History, id: &str, at: usize, version: &Version) -> AnyView {
    let name = format!("desk-version-{at}");
    let key = version.key(id);
    let act = |class: &'static str, label: Desk, act: fn(History, String)| {
        let key = key.clone();
        html::button()
            .class(class)
            .r#type("button")
            .attr("aria-describedby", name.clone())
            .on(ev::click, move |_| act(history, key.clone()))
            .child(t(label))
            .into_any()
    };
    let compare = act("button quiet", Desk::Compare, History::compare);
    let restore = history.open.writes.get_untracked().then(|| act("button quiet", Desk::Restore, History::restore));
    let of = key.clone();
    let differences = move || {
        let (_, lines) = history.compared.get().filter(|(key, _)| *key == of)?;
        let lines: Vec<_> = lines.into_iter().map(|line| html::li().class("desk-text").child(own(&line))).collect();
        Some(html::ul().class("desk-differences").aria_label(t(Desk::Changes)).child(lines))
    };
    let kind = if version.kind == Kind::Saved { "desk-version-name" } else { "" };
    html::li()
        .class("desk-version")
        .child((
            html::span().class("desk-version-text").id(name.clone()).child((
                html::span().class(kind).child(own(&called(version))),
                " ",
                html::span().class("desk-facts").child(when(version)),
            )),
            html::span().class("desk-version-acts").child((compare, restore)),
            html::div().class("desk-version-differences").role("status").child(differences),
        ))
        .into_any()
}

/// An item as it is pointed at.
pub fn item(item: &Named) -> String {
    let title = if item.title.is_empty() { t(Desk::NoTitle).to_owned() } else { format!("“{}”", item.title) };
    format!("{} {title}", item.number)
}

fn length(stated: &Stated) -> String {
    let text = stated.to_string();
    if text.is_empty() { t(Desk::NoLength).to_owned() } else { text }
}

/// A difference in words.
fn line(difference: &Difference) -> String {
    match difference {
        Difference::Added(new, 0) => tv(Desk::DiffAddedAlone, &[("item", &item(new))]),
        Difference::Added(new, below) => tn(Desk::DiffAdded, *below, &[("item", &item(new))]),
        Difference::Removed(old, 0) => tv(Desk::DiffRemovedAlone, &[("item", &item(old))]),
        Difference::Removed(old, below) => tn(Desk::DiffRemoved, *below, &[("item", &item(old))]),
        Difference::Moved(now, before) => tv(Desk::DiffMoved, &[("item", &item(now)), ("before", before)]),
        Difference::Renamed(before, now) => {
            let before = if before.is_empty() { t(Desk::NoTitle).to_owned() } else { format!("“{before}”") };
            tv(Desk::DiffRenamed, &[("item", &item(now)), ("before", &before)])
        }
        Difference::Retimed(now, before, after) => {
            tv(Desk::DiffRetimed, &[("item", &item(now)), ("before", &length(before)), ("after", &length(after))])
        }
        Difference::Details(now, fields) => {
            let names: Vec<String> = fields.iter().map(|key| field(key).to_lowercase()).collect();
            tv(Desk::DiffDetails, &[("item", &item(now)), ("fields", &intl::list(LANGUAGE, &names))])
        }
        Difference::Meeting(key, before, after) => {
            let said = |value: &serde_json::Value| match value {
                serde_json::Value::Null => Some(t(Desk::NotThere).to_owned()),
                serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
                plain => Some(format!("“{}”", import::words::value(key, plain))),
            };
            match said(before).zip(said(after)) {
                Some((before, after)) => tv(Desk::DiffMeeting, &[("field", &field(key)), ("before", &before), ("after", &after)]),
                None => tv(Desk::DiffMeetingChanged, &[("field", &field(key))]),
            }
        }
    }
}

/// The name of a field of the meeting or of an item.
pub fn field(key: &str) -> String {
    let name = match key {
        "presenter" => Desk::FieldPresenters,
        "itemType" => Desk::ItemType,
        "privateNote" => Desk::FieldNote,
        "durationScope" => Desk::FieldScope,
        "startTime" => Desk::StartTime,
        "state" => Desk::ItemState,
        record::NOTES => Desk::RecordNotes,
        record::DECISIONS => Desk::RecordDecisions,
        record::ACTIONS => Desk::PartActions,
        _ => return FieldName::of(key).map_or_else(|| key.to_owned(), |name| t(name).to_owned()),
    };
    t(name).to_owned()
}

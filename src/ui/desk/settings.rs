//! Settings, and what is kept on this device.

use std::rc::Rc;

use leptos::{ev, html, prelude::*};
use serde_json::{Map, Value, json};

use super::{
    button, frame,
    parts::{HEADING, file_button, focus_later, select},
    state::{self, Ask, State, label},
};
use crate::{
    domain::{draft::Draft, model::read as meetings},
    message::Desk,
    platform::{database, dom, files, intl, storage},
    ui::text::{t, tn, tv},
};

const KEY: &str = "settings";

/// What a person chose.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Zone in which times are shown.
    pub zone: Option<String>,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// Whether single keys do something.
    pub keys: bool,
}

/// The settings as they are kept; what is not there is as it comes.
pub fn read() -> Settings {
    let value: Value = storage::get(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    Settings {
        zone: text("tz"),
        theme: text("theme").unwrap_or_else(|| "system".into()),
        keys: value.get("keys").and_then(Value::as_bool).unwrap_or(true),
    }
}

fn keep(state: State, settings: &Settings) {
    // Fields of a newer version stay.
    let mut value: Map<String, Value> = storage::get(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    value.insert("format".into(), 1.into());
    match &settings.zone {
        Some(zone) => drop(value.insert("tz".into(), zone.as_str().into())),
        None => drop(value.remove("tz")),
    }
    value.insert("theme".into(), settings.theme.as_str().into());
    value.insert("keys".into(), settings.keys.into());
    if let Err(why) = storage::set(KEY, &Value::Object(value).to_string()) {
        state.alert.set(tv(Desk::NotKept, &[("why", &why)]));
    }
    apply_theme();
    if let Ok(event) = web_sys::CustomEvent::new("rapporteur-settings") {
        let _ = dom::window().dispatch_event(&event);
    }
}

/// Puts the chosen theme on the page.
pub fn apply_theme() {
    let Some(root) = dom::document().document_element() else { return };
    let _ = match read().theme.as_str() {
        theme @ ("light" | "dark") => root.set_attribute("data-theme", theme),
        _ => root.remove_attribute("data-theme"),
    };
}

/// One thing that is kept: in words, and its size in bytes.
type Kept = (String, usize);

/// The page.
pub fn page(state: State) -> AnyView {
    let settings = RwSignal::new(read());
    let kept = RwSignal::new((Vec::<Kept>::new(), None::<f64>));
    let measure = move || super::run(async move { kept.set((all_kept(state).await, storage::quota().await)) });
    measure();
    let change = move |change: &dyn Fn(&mut Settings)| {
        settings.update(|settings| change(settings));
        keep(state, &settings.get_untracked());
        measure();
    };
    let mut zones = vec![(String::new(), tv(Desk::ZoneOfDevice, &[("zone", &intl::local_zone())]))];
    zones.extend(super::clock::zones().into_iter().map(|zone| (zone.clone(), zone)));
    let themes = [("system", Desk::ThemeSystem), ("light", Desk::ThemeLight), ("dark", Desk::ThemeDark)]
        .map(|(value, text)| (value.to_owned(), t(text).to_owned()));
    let backup = move |files: Vec<web_sys::File>| {
        super::run(async move {
            for file in files {
                read_backup(state, &file).await;
            }
            settings.set(read());
            measure();
        });
    };
    let delete = move || {
        let action = Rc::new(move || {
            super::run(async move {
                delete_everything(state).await;
                settings.set(read());
                measure();
                focus_later(HEADING.to_owned(), None);
            });
        });
        state.ask.set(Some(Ask { text: t(Desk::AskEverything).to_owned(), confirm: Desk::DeleteEverything, action }));
    };
    frame(
        state,
        "desk-page",
        (
            html::div().class("desk-fields").child((
                select(
                    Desk::TimeZone,
                    zones,
                    move || settings.with(|settings| settings.zone.clone().unwrap_or_default()),
                    move |zone| {
                        change(&|settings| settings.zone = Some(zone.clone()).filter(|zone| !zone.is_empty()));
                    },
                ),
                select(
                    Desk::Theme,
                    themes.to_vec(),
                    move || settings.with(|settings| settings.theme.clone()),
                    move |theme| change(&|settings| settings.theme.clone_from(&theme)),
                ),
                select(Desk::Language, vec![("en".into(), t(Desk::English).into())], || "en".to_owned(), |_| {}),
                html::label().class("desk-check desk-wide").child((
                    html::input()
                        .class("desk-box")
                        .r#type("checkbox")
                        .prop("checked", move || settings.with(|settings| settings.keys))
                        .on(ev::change, move |event| change(&|settings| settings.keys = event_target_checked(&event))),
                    html::span().class("desk-text").child(t(Desk::SingleKeys)),
                )),
            )),
            html::section().class("desk-section").attr("aria-labelledby", "desk-storage").child((
                html::h2().class("desk-heading").id("desk-storage").child(t(Desk::Storage)),
                move || kept.with(|(kept, quota)| table(kept, *quota)),
                html::div().class("desk-row").child((
                    button("button", Desk::ExportEverything, move || super::run(export_everything(state))),
                    file_button("desk-backup", "button", Desk::ImportBackup, false, backup),
                    button("button danger", Desk::DeleteEverything, delete),
                )),
            )),
        ),
    )
}

/// Bytes in kB, to a tenth, never 0 for something.
fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

fn table(kept: &[Kept], quota: Option<f64>) -> AnyView {
    if kept.is_empty() {
        return html::p().class("desk-text").child(t(Desk::StoredNothing)).into_any();
    }
    let size = kilobytes(kept.iter().map(|(_, size)| size).sum());
    let total = match quota {
        Some(quota) => tv(Desk::StoredOf, &[("size", &size), ("quota", &format!("{:.0}", quota / 1000.0))]),
        None => tv(Desk::StoredTotal, &[("size", &size)]),
    };
    let rows: Vec<_> = kept
        .iter()
        .map(|(name, size)| {
            let size = tv(Desk::Kilobytes, &[("size", &kilobytes(*size))]);
            html::tr()
                .class("desk-tr")
                .child((html::td().class("desk-td").child(name.clone()), html::td().class("desk-number").child(size)))
        })
        .collect();
    let head = html::tr().class("desk-tr").child((
        html::th().class("desk-td").scope("col").child(t(Desk::StoredKey)),
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

async fn all_kept(state: State) -> Vec<Kept> {
    let mut kept = Vec::new();
    for key in storage::keys() {
        let Some(text) = storage::get(&key) else { continue };
        let draft = key.strip_prefix("d/").and_then(|id| state.draft(id));
        let name = match (&draft, key.as_str()) {
            (Some(draft), _) if draft.deleted.is_some() => tv(Desk::StoredTrash, &[("title", &label(draft))]),
            (Some(draft), _) => tv(Desk::StoredDraft, &[("title", &label(draft))]),
            (None, KEY) => t(Desk::StoredSettings).to_owned(),
            (None, "added") => continue,
            (None, key) if key.starts_with("aside/") => tv(Desk::StoredAside, &[("key", key)]),
            (None, key) => key.to_owned(),
        };
        kept.push((name, key.len() + text.len()));
    }
    for (key, text) in database::all().await.unwrap_or_default() {
        kept.push((tv(Desk::StoredAdded, &[("key", &key)]), key.len() + text.len()));
    }
    kept
}

/// Everything of this device as one file; drafts and settings as they are stored, added meetings as their envelopes.
async fn export_everything(state: State) {
    let local: Map<String, Value> = storage::keys()
        .into_iter()
        .filter(|key| key != "added")
        .filter_map(|key| storage::get(&key).map(|text| (key, serde_json::from_str(&text).unwrap_or(Value::String(text)))))
        .collect();
    let added = match database::all().await {
        Ok(added) => added,
        Err(why) => return state.alert.set(tv(Desk::NotKept, &[("why", &why)])),
    };
    let added: Map<String, Value> = added.into_iter().filter_map(|(key, text)| Some((key, serde_json::from_str(&text).ok()?))).collect();
    let backup = json!({ "rapporteur": "backup", "format": 1, "local": local, "added": added });
    dom::download("rapporteur-backup.json", "application/json", &format!("{backup:#}\n"));
}

/// Takes a backup in, beside what is there: nothing is overwritten but settings.
async fn read_backup(state: State, file: &web_sys::File) {
    let name = file.name();
    let wrong = || state.alert.set(tv(Desk::BackupWrong, &[("file", &name)]));
    let Ok(bytes) = files::bytes(file).await else { return wrong() };
    let Ok(backup) = serde_json::from_slice::<Value>(&bytes) else { return wrong() };
    let (Some("backup"), Some(1)) = (backup.get("rapporteur").and_then(Value::as_str), backup.get("format").and_then(Value::as_u64)) else {
        return wrong();
    };
    let entries = |name: &str| backup.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
    let mut drafts = 0;
    for (key, value) in entries("local") {
        if let Some(id) = key.strip_prefix("d/") {
            let Ok(mut draft) = Draft::from_stored(id, &value.to_string()) else { continue };
            match state.draft(id) {
                Some(here) if here == draft => continue,
                Some(_) => draft.id = state::new_id(),
                None => {}
            }
            if !state.keep_or_say(draft) {
                return;
            }
            drafts += 1;
        } else if key == KEY {
            let _ = storage::set(KEY, &value.to_string());
        }
    }
    apply_theme();
    let here = database::all().await.unwrap_or_default();
    let added: Vec<(String, String)> = entries("added")
        .into_iter()
        .filter(|(key, _)| here.iter().all(|(other, _)| other != key))
        .map(|(key, value)| (key, value.to_string()))
        .filter(|(_, text)| meetings::from_str(text).is_ok())
        .collect();
    if !added.is_empty() {
        if let Err(why) = database::put(&added).await {
            return state.alert.set(tv(Desk::NotKept, &[("why", &why)]));
        }
        state::added_changed().await;
    }
    let (drafts, added) = (tn(Desk::BackupDrafts, drafts, &[]), tn(Desk::BackupMeetings, added.len(), &[]));
    state.say(tv(Desk::BackupRead, &[("drafts", &drafts), ("meetings", &added)]));
}

async fn delete_everything(state: State) {
    for key in storage::keys() {
        storage::remove(&key);
    }
    if let Err(why) = database::clear().await {
        state.alert.set(tv(Desk::NotKept, &[("why", &why)]));
    }
    state::added_changed().await;
    apply_theme();
    state.load();
    state.say(t(Desk::EverythingDeleted).to_owned());
}

//! Settings: zone, theme, language, keys; below them what is kept on this device.

use leptos::{ev, html, prelude::*};
use serde_json::{Map, Value};

use super::{
    frame,
    parts::select,
    state::{self, State},
    stored,
};
use crate::{
    message::Desk,
    platform::{dom, intl, storage},
    ui::text::{t, tv},
};

/// Its key.
pub const KEY: &str = "settings";

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
        state.alert.set(tv(Desk::NotKept, &[("why", &state::why(&why))]));
    }
    changed();
}

/// Puts changed settings into effect, in the first view too.
pub fn changed() {
    crate::ui::settings::apply_theme();
    if let Ok(event) = web_sys::CustomEvent::new("rapporteur-settings") {
        let _ = dom::window().dispatch_event(&event);
    }
}

/// The page.
pub fn page(state: State) -> AnyView {
    let settings = RwSignal::new(read());
    let change = move |change: &dyn Fn(&mut Settings)| {
        settings.update(|settings| change(settings));
        keep(state, &settings.get_untracked());
    };
    let mut zones = vec![(String::new(), tv(Desk::ZoneOfDevice, &[("zone", &intl::local_zone())]))];
    zones.extend(super::clock::zones().into_iter().map(|zone| (zone.clone(), zone)));
    let themes = [("system", Desk::ThemeSystem), ("light", Desk::ThemeLight), ("dark", Desk::ThemeDark)]
        .map(|(value, text)| (value.to_owned(), t(text).to_owned()));
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
            stored::region(state, settings),
        ),
    )
}

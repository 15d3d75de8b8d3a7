//! What the person chose in the settings, read from storage; the settings page says when it changes.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::platform::{dom, storage, text};

fn value(name: &str) -> Option<JsValue> {
    Reflect::get(&text::parse(&storage::get("settings")?.into()).ok()?, &name.into()).ok()
}

/// The zone in which times are shown beside UTC.
pub fn zone() -> Option<String> {
    value("tz")?.as_string().filter(|zone| !zone.is_empty())
}

/// Whether single letters are commands.
pub fn letter_keys() -> bool {
    value("keys").and_then(|keys| keys.as_bool()).unwrap_or(true)
}

/// Light or dark, where it was chosen.
pub fn apply_theme() {
    let Some(root) = dom::document().document_element() else { return };
    let _ = match value("theme").and_then(|theme| theme.as_string()).as_deref() {
        Some(theme @ ("light" | "dark")) => root.set_attribute("data-theme", theme),
        _ => root.remove_attribute("data-theme"),
    };
}

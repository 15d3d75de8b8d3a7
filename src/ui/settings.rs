//! What the person chose in the settings, read from storage; the settings page says when it changes.

use serde_json::Value;

use crate::platform::{dom, storage};

fn value(name: &str) -> Option<Value> {
    serde_json::from_str::<Value>(&storage::get("settings")?).ok()?.get_mut(name).map(Value::take)
}

/// The zone in which times are shown beside UTC.
pub fn zone() -> Option<String> {
    value("tz")?.as_str().filter(|zone| !zone.is_empty()).map(str::to_owned)
}

/// Whether single letters are commands.
pub fn letter_keys() -> bool {
    value("keys").and_then(|keys| keys.as_bool()).unwrap_or(true)
}

/// Light or dark, where it was chosen.
pub fn apply_theme() {
    let Some(root) = dom::document().document_element() else { return };
    let theme = value("theme");
    let _ = match theme.as_ref().and_then(Value::as_str) {
        Some(theme @ ("light" | "dark")) => root.set_attribute("data-theme", theme),
        _ => root.remove_attribute("data-theme"),
    };
}

//! The values of a meeting's fields, as people write them.

use serde_json::Value;

use crate::{
    domain::{
        model::{AttendanceMode, Lenient, MeetingType},
        time::{Moment, Span},
    },
    message::{Desk, FieldName, View},
    ui::{
        pages::{meeting, meetings},
        parts::{agenda, when},
        text::{t, tv},
    },
};

/// The name of a field; one that this version does not know keeps its own.
pub fn field(key: &str) -> String {
    FieldName::of(key).map_or_else(|| key.to_owned(), |name| t(name).to_owned())
}

/// A value of a field; a text that says nothing to this version stays as it is.
pub fn value(key: &str, value: &Value) -> String {
    match value {
        Value::Bool(true) => t(Desk::Yes).to_owned(),
        Value::Bool(false) => t(Desk::No).to_owned(),
        Value::String(text) => known(key, text).unwrap_or_else(|| text.clone()),
        other => other.to_string(),
    }
}

fn known(key: &str, text: &str) -> Option<String> {
    Some(match key {
        "duration" | "durationMax" => tv(View::Minutes, &[("minutes", &agenda::minutes(text.parse::<Span>().ok()?.seconds()))]),
        "start" | "end" | "date" | "dateModified" => when::text(Some(&Lenient::Known(text.parse::<Moment>().ok()?)), None, "UTC"),
        "meetingType" => t(meetings::type_name(text.parse::<MeetingType>().ok()?)).to_owned(),
        "attendanceMode" => t(meeting::mode_name(text.parse::<AttendanceMode>().ok()?)).to_owned(),
        "field" => field(text),
        _ => return None,
    })
}

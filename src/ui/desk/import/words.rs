//! The values of a meeting's fields, as people write them.

use std::collections::HashMap;

use serde_json::Value;

use crate::{
    domain::{
        list::List,
        model::{AttendanceMode, Envelope, ItemType, Lenient, Meeting, MeetingType},
        time::{Moment, Span, minutes},
    },
    message::{Desk, FieldName, View},
    ui::{
        pages::{meeting, meetings},
        parts::when,
        text::{t, tv},
    },
};

/// The name of a field; one that this version does not know keeps its own.
pub fn field(key: &str) -> String {
    FieldName::of(key).map_or_else(|| key.to_owned(), |name| t(name).to_owned())
}

/// A value of a field where no names are at hand.
pub fn value(key: &str, value: &Value) -> String {
    Names { zone: "UTC".to_owned(), ..Names::default() }.value(key, value)
}

/// What cycles, bodies and meetings are called, and in which zone times are shown.
#[derive(Default)]
pub struct Names {
    cycle: HashMap<String, String>,
    body: HashMap<String, String>,
    meeting: HashMap<String, String>,
    zone: String,
}

impl Names {
    /// Those of the archive, and of the files what it does not know.
    pub fn of<'f>(list: Option<&List>, found: impl Iterator<Item = (&'f Meeting, &'f Envelope)>, zone: String) -> Self {
        let mut names = Self { zone, ..Self::default() };
        let mut head: Option<&Envelope> = None;
        for (meeting, file) in found {
            names.meeting.insert(meeting.id.to_string(), meeting.label().to_owned());
            // Meetings of one file share all else.
            if head.is_none_or(|head| !std::ptr::eq(head, file)) {
                names.cycle.extend(file.cycle.iter().map(|cycle| (cycle.id.to_string(), cycle.label().to_owned())));
                names.body.extend(file.organization.iter().map(|body| (body.id.to_string(), body.label().to_owned())));
                head = Some(file);
            }
        }
        if let Some(list) = list {
            names.cycle.extend(list.cycle.iter().map(|cycle| (cycle.id.to_string(), cycle.label().to_owned())));
            names.body.extend(list.organization.iter().map(|body| (body.id.to_string(), body.label().to_owned())));
            names.meeting.extend(list.row.iter().map(|row| (row.id.to_string(), row.label().to_owned())));
        }
        names
    }

    /// The zone in which times are shown beside UTC.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// A value of a field; a text that says nothing to this version stays as it is.
    pub fn value(&self, key: &str, value: &Value) -> String {
        match value {
            Value::Bool(true) => t(Desk::Yes).to_owned(),
            Value::Bool(false) => t(Desk::No).to_owned(),
            Value::String(text) => self.known(key, text).unwrap_or_else(|| text.clone()),
            other => other.to_string(),
        }
    }

    fn known(&self, key: &str, text: &str) -> Option<String> {
        Some(match key {
            "duration" | "durationMax" => tv(View::Minutes, &[("minutes", &minutes(text.parse::<Span>().ok()?.seconds()))]),
            "start" | "end" | "actualStart" | "actualEnd" | "date" | "dateModified" => {
                when::text(Some(&Lenient::Known(text.parse::<Moment>().ok()?)), None, &self.zone)
            }
            "meetingType" => t(meetings::type_name(text.parse::<MeetingType>().ok()?)).to_owned(),
            "attendanceMode" => t(meeting::mode_name(text.parse::<AttendanceMode>().ok()?)).to_owned(),
            "itemType" => t(Desk::item_type(text.parse::<ItemType>().ok()?)).to_owned(),
            "cycle" => self.cycle.get(text)?.clone(),
            "organization" | "mentionedOrganization" => self.body.get(text)?.clone(),
            "superEvent" | "previousMeeting" | "derivedFrom" => self.meeting.get(text)?.clone(),
            "agendaItem" | "carriedFrom" => {
                let (meeting, part) = text.split_once('/')?;
                format!("{}, {}", self.meeting.get(meeting)?, part.replace('-', " "))
            }
            // No page says these words yet; they are plain ones, with hyphens between them.
            "meetingState" | "agendaState" | "state" | "presence" | "role" | "documentKind" | "certainty" => text.replace('-', " "),
            "field" => field(text),
            _ => return None,
        })
    }
}

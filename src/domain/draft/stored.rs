//! A draft as it is kept: readable JSON with a format version.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Draft, make};
use crate::domain::{
    model::{Envelope, SCHEMA_VERSION, read},
    time::{Instant, Moment},
};

/// Version of what is kept on a device. Format 1 was a draft alone, in a text like that of a backup; format 2 is the journal's.
pub const FORMAT: u64 = 2;

/// Why a stored draft could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredError {
    /// Written by a newer version.
    Newer,
    /// Anything else, in words.
    Broken(String),
}

impl Draft {
    /// The text that is kept in backups.
    pub fn to_stored(&self) -> String {
        let mut value = self.to_value();
        value["format"] = FORMAT.into();
        value.to_string()
    }

    /// The draft inside something that says its format.
    pub(super) fn to_value(&self) -> Value {
        let mut value = json!({ "changed": self.changed.to_string(), "nextItem": self.next_item });
        if let Some(deleted) = self.deleted {
            value["deleted"] = deleted.to_string().into();
        }
        if let Some(time) = &self.start_time {
            value["startTime"] = time.as_str().into();
        }
        if self.is_template {
            value["template"] = true.into();
        }
        if !self.unread.is_empty() {
            value["unread"] = json!(self.unread);
        }
        if !self.aside.is_empty() {
            value["aside"] = self.aside.clone().into();
        }
        // As it is while it is written, with what was recorded of items in the items.
        let kept = Envelope { schema_version: SCHEMA_VERSION, meeting: vec![self.meeting.clone()], ..self.rest.clone() };
        value["draft"] = serde_json::to_value(kept).unwrap_or_default();
        value
    }

    /// Reads it back.
    ///
    /// # Errors
    /// The text is to be set aside then, not overwritten.
    pub fn from_stored(id: &str, text: &str) -> Result<Self, StoredError> {
        let value: Value = serde_json::from_str(text).map_err(|error| StoredError::Broken(error.to_string()))?;
        match value.get("format").and_then(Value::as_u64) {
            Some(1..=FORMAT) => Self::of_value(id, value),
            Some(newer) if newer > FORMAT => Err(StoredError::Newer),
            _ => Err(StoredError::Broken("no format".into())),
        }
    }

    pub(super) fn of_value(id: &str, mut value: Value) -> Result<Self, StoredError> {
        let broken = |what: &str| StoredError::Broken(what.to_owned());
        let envelope = value.get_mut("draft").map(Value::take).unwrap_or_default();
        // Before anything else of it: a newer one may have another shape.
        if read::version_of(&envelope).is_some_and(|version| version.major > SCHEMA_VERSION.major) {
            return Err(StoredError::Newer);
        }
        let mut rest = Envelope::deserialize(envelope).map_err(|error| StoredError::Broken(error.to_string()))?;
        if rest.meeting.len() != 1 {
            return Err(broken("not one meeting"));
        }
        let Some(mut meeting) = rest.meeting.pop() else { return Err(broken("no meeting")) };
        make::told_apart(&mut meeting);
        let instant =
            |name: &str| value.get(name).and_then(Value::as_str).and_then(|text| text.parse::<Moment>().ok()).and_then(Moment::instant);
        let next = value.get("nextItem").and_then(Value::as_u64).and_then(|next| u32::try_from(next).ok()).unwrap_or(0);
        Ok(Self {
            id: id.to_owned(),
            changed: instant("changed").unwrap_or(Instant(0)),
            deleted: instant("deleted"),
            start_time: value.get("startTime").and_then(Value::as_str).map(str::to_owned),
            unread: value.get("unread").and_then(|unread| serde_json::from_value(unread.clone()).ok()).unwrap_or_default(),
            aside: value.get("aside").and_then(Value::as_object).cloned().unwrap_or_default(),
            is_template: value.get("template").and_then(Value::as_bool).unwrap_or(false),
            next_item: make::next_free(next.max(1), &meeting.agenda_item),
            meeting,
            rest,
        })
    }
}

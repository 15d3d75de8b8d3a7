//! A draft as it is kept: readable JSON with a format version.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Draft, make::first_free};
use crate::domain::{
    model::{Envelope, SCHEMA_VERSION, read},
    time::{Instant, Moment},
};

/// Version of the stored form.
pub const FORMAT: u64 = 1;

/// Why a stored draft could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredError {
    /// Written by a newer version.
    Newer,
    /// Anything else, in words.
    Broken(String),
}

impl Draft {
    /// The text that is kept in backups, and was on the device before there was a journal.
    pub fn to_stored(&self) -> String {
        self.to_value().to_string()
    }

    pub(super) fn to_value(&self) -> Value {
        let mut value = json!({ "format": FORMAT, "changed": self.changed.to_string(), "nextItem": self.next_item });
        if let Some(deleted) = self.deleted {
            value["deleted"] = deleted.to_string().into();
        }
        if let Some(time) = &self.start_time {
            value["startTime"] = time.as_str().into();
        }
        value["draft"] = serde_json::to_value(self.envelope()).unwrap_or_default();
        value
    }

    /// Reads it back.
    ///
    /// # Errors
    /// The text is to be set aside then, not overwritten.
    pub fn from_stored(id: &str, text: &str) -> Result<Self, StoredError> {
        Self::of_value(id, serde_json::from_str(text).map_err(|error| StoredError::Broken(error.to_string()))?)
    }

    pub(super) fn of_value(id: &str, mut value: Value) -> Result<Self, StoredError> {
        let broken = |what: &str| StoredError::Broken(what.to_owned());
        match value.get("format").and_then(Value::as_u64) {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => return Err(StoredError::Newer),
            _ => return Err(broken("no format")),
        }
        let envelope = value.get_mut("draft").map(Value::take).unwrap_or_default();
        // Before anything else of it: a newer one may have another shape.
        if read::version_of(&envelope).is_some_and(|version| version.major > SCHEMA_VERSION.major) {
            return Err(StoredError::Newer);
        }
        let mut rest = Envelope::deserialize(envelope).map_err(|error| StoredError::Broken(error.to_string()))?;
        if rest.meeting.len() != 1 {
            return Err(broken("not one meeting"));
        }
        let Some(meeting) = rest.meeting.pop() else { return Err(broken("no meeting")) };
        let instant =
            |name: &str| value.get(name).and_then(Value::as_str).and_then(|text| text.parse::<Moment>().ok()).and_then(Moment::instant);
        let next = value.get("nextItem").and_then(Value::as_u64).and_then(|next| u32::try_from(next).ok()).unwrap_or(0);
        Ok(Self {
            id: id.to_owned(),
            changed: instant("changed").unwrap_or(Instant(0)),
            deleted: instant("deleted"),
            start_time: value.get("startTime").and_then(Value::as_str).map(str::to_owned),
            next_item: next.max(first_free(&meeting)),
            meeting,
            rest,
        })
    }
}

//! The same meeting under another id, with everything in it.

use serde_json::Value;

use crate::domain::{
    draft::record::SECTION,
    model::{Envelope, MeetingId, read, write},
};

/// Fields that hold ids of a meeting or of its parts.
const IDS: [&str; 8] = ["id", "meeting", "agendaItem", "section", "action", "carriedFrom", "derivedFrom", SECTION];

/// An envelope in which a meeting has another id, and its items, sections, actions and what points to them with it.
///
/// Texts are left alone, whatever stands in them.
pub fn renamed(envelope: &Envelope, old: &MeetingId, new: &MeetingId) -> Envelope {
    let mut value = serde_json::to_value(envelope).unwrap_or_default();
    rename_in(&mut value, old.as_str(), new.as_str());
    // What was written from these types can be read by them; through text, as every reader is compiled for texts alone.
    read::from_str(&write::compact(&value)).unwrap_or_else(|_| envelope.clone())
}

/// The same in any part of one, as JSON.
pub fn rename_in(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|one| rename_in(one, old, new)),
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if IDS.contains(&key.as_str()) => {
                        if let Some(rest) = text.strip_prefix(old).filter(|rest| rest.is_empty() || rest.starts_with('/')) {
                            *text = format!("{new}{rest}");
                        }
                    }
                    other => rename_in(other, old, new),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_of_the_meeting_goes_along() {
        let text = r#"{"schemaVersion":"1.0.0","meeting":[{"id":"m","name":"m","agendaItem":[{"id":"m/item-1","name":"m/item-1","agendaItem":[{"id":"m/item-2","carriedFrom":"mm/item-2"}]}],"minutes":[{"id":"m/section-1","agendaItem":"m/item-1"}]}],"action":[{"id":"m/action-1","meeting":"m","section":"m/section-1"}]}"#;
        let envelope = read::from_str(text).unwrap();
        let moved = write::compact(&renamed(&envelope, &"m".into(), &"m-2".into()));
        assert_eq!(
            moved.trim(),
            r#"{"schemaVersion":"1.0.0","meeting":[{"id":"m-2","name":"m","agendaItem":[{"id":"m-2/item-1","name":"m/item-1","agendaItem":[{"id":"m-2/item-2","carriedFrom":"mm/item-2"}]}],"minutes":[{"id":"m-2/section-1","agendaItem":"m-2/item-1"}]}],"action":[{"id":"m-2/action-1","name":null,"meeting":"m-2","section":"m-2/section-1"}]}"#
                .replace(r#""name":null,"#, "")
        );
    }
}

//! Older versions of the meeting JSON, brought to the present one, a step a version.
//!
//! Version 0.9 was the form of the first trials: `meetings`, `duration_minutes`. It stands here so that the road is walked by
//! a test from the first day.

use serde_json::{Map, Value};

use super::SCHEMA_VERSION;

/// Brings an envelope of an older major version to the present one, in place. Fields that no step names stay as they are.
pub(super) fn to_present(envelope: &mut Value) {
    if let Value::Object(fields) = envelope {
        from_zero(fields);
        fields.insert("schemaVersion".into(), SCHEMA_VERSION.to_string().into());
    }
}

/// 0.9 → 1.0: the plural list names became singular, and whole minutes became ISO 8601 durations.
fn from_zero(envelope: &mut Map<String, Value>) {
    for (old, new) in [("cycles", "cycle"), ("organizations", "organization"), ("meetings", "meeting"), ("actions", "action")] {
        rename(envelope, old, new);
    }
    for meeting in objects(envelope.get_mut("meeting")) {
        minutes(meeting);
        rename(meeting, "agenda", "agendaItem");
        items(meeting);
    }
}

fn items(parent: &mut Map<String, Value>) {
    for item in objects(parent.get_mut("agendaItem")) {
        minutes(item);
        rename(item, "title", "name");
        rename(item, "children", "agendaItem");
        items(item);
    }
}

fn minutes(object: &mut Map<String, Value>) {
    if let Some(minutes) = object.get("duration_minutes").and_then(Value::as_u64)
        && !object.contains_key("duration")
    {
        object.insert("duration".into(), format!("PT{minutes}M").into());
        object.remove("duration_minutes");
    }
}

fn rename(object: &mut Map<String, Value>, old: &str, new: &str) {
    if !object.contains_key(new)
        && let Some(value) = object.remove(old)
    {
        object.insert(new.into(), value);
    }
}

fn objects(list: Option<&mut Value>) -> impl Iterator<Item = &mut Map<String, Value>> {
    list.and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut)
}

#[cfg(test)]
mod tests {
    use crate::domain::model::{read, write};

    #[test]
    fn the_trial_version_is_read() {
        let old = r#"{"schemaVersion":"0.9.0","meetings":[{"id":"m","duration_minutes":90,"agenda":[{"id":"m/item-1","title":"Welcome",
            "duration_minutes":5,"children":[{"id":"m/item-2","title":"Chair","mood":"calm"}]}]}]}"#;
        let new = r#"{"schemaVersion":"1.0.0","meeting":[{"id":"m","duration":"PT90M","agendaItem":[{"id":"m/item-1","name":"Welcome",
            "duration":"PT5M","agendaItem":[{"id":"m/item-2","name":"Chair","mood":"calm"}]}]}]}"#;
        let migrated = read::from_str(old).unwrap();
        assert_eq!(migrated, read::from_str(new).unwrap());
        assert_eq!(read::from_str(&write::pretty(&migrated)).unwrap(), migrated);
    }
}

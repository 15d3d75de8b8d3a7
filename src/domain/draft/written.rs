//! Changes and steps as JSON, for the log and the snapshots of a draft.
//!
//! | edit | as JSON |
//! | --- | --- |
//! | set | `{"set":{"name":"Welcome"},"item":"d/item-1"}`; of the meeting without `item` |
//! | insert | `{"insert":{"id":"d/item-2"},"parent":"d/item-1","index":0}`; at the top level without `parent` |
//! | remove | `{"remove":"d/item-2"}` |
//! | move | `{"move":"d/item-2","index":3}` |

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Edit, Label, Place,
    editor::{Change, Step},
};
use crate::domain::{
    model::{AgendaItem, ItemId, slot::to_value},
    time::Instant,
};

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn id(value: &Value, key: &str) -> Option<ItemId> {
    text(value, key).map(Into::into)
}

impl Edit {
    /// As JSON.
    pub(super) fn to_json(&self) -> Value {
        let at = |place: &Place, mut value: Value| {
            if let Some(parent) = &place.parent {
                value["parent"] = parent.as_str().into();
            }
            value["index"] = place.index.into();
            value
        };
        match self {
            Self::Set(item, fields) => {
                let mut value = json!({ "set": fields });
                if let Some(item) = item {
                    value["item"] = item.as_str().into();
                }
                value
            }
            Self::Insert(place, item) => at(place, json!({ "insert": to_value(&**item) })),
            Self::Remove(id) => json!({ "remove": id.as_str() }),
            Self::Move(id, place) => at(place, json!({ "move": id.as_str() })),
        }
    }

    /// Reads it back.
    pub(super) fn of_json(value: &Value) -> Option<Self> {
        let place = || {
            let index = value.get("index")?.as_u64()?.try_into().ok()?;
            Some(Place { parent: id(value, "parent"), index })
        };
        if let Some(fields) = value.get("set").and_then(Value::as_object) {
            Some(Self::Set(id(value, "item"), fields.clone()))
        } else if let Some(item) = value.get("insert") {
            Some(Self::Insert(place()?, Box::new(AgendaItem::deserialize(item).ok()?)))
        } else if let Some(gone) = id(value, "remove") {
            Some(Self::Remove(gone))
        } else {
            Some(Self::Move(id(value, "move")?, place()?))
        }
    }
}

fn edits_to_json(edits: &[Edit]) -> Value {
    edits.iter().map(Edit::to_json).collect()
}

fn edits_of_json(value: &Value) -> Option<Vec<Edit>> {
    value.get("edits")?.as_array()?.iter().map(Edit::of_json).collect()
}

impl Change {
    /// As JSON; the focus is of the moment and is not kept.
    pub(super) fn to_json(&self) -> Value {
        json!({ "label": self.label.as_str(), "edits": edits_to_json(&self.edits) })
    }

    /// Reads it back.
    pub(super) fn of_json(value: &Value) -> Option<Self> {
        Some(Self { label: label(value)?, edits: edits_of_json(value)?, focus: None })
    }
}

impl Step {
    /// As JSON.
    pub(super) fn to_json(&self) -> Value {
        json!({ "label": self.label.as_str(), "at": self.at.0, "edits": edits_to_json(&self.inverse) })
    }

    /// Reads it back.
    pub(super) fn of_json(value: &Value) -> Option<Self> {
        Some(Self { label: label(value)?, at: Instant(value.get("at")?.as_i64()?), inverse: edits_of_json(value)? })
    }
}

fn label(value: &Value) -> Option<Label> {
    text(value, "label")?.parse().ok()
}

/// An object of its members.
pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

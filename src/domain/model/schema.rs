//! The JSON Schema of the meeting JSON (draft 2020-12), generated from the types.

use schemars::generate::SchemaSettings;

use super::{Envelope, SchemaVersion};

impl schemars::JsonSchema for SchemaVersion {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SchemaVersion".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": r"^\d+\.\d+\.\d+$" })
    }
}

/// The schema of a file.
pub fn schema() -> schemars::Schema {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Envelope>();
    schema.insert("$id".into(), "meetings.schema.json".into());
    schema.insert("title".into(), "Meeting JSON".into());
    schema
}

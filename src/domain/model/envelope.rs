//! The outermost object of a file.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Action, Cycle, Field, Lenient, Mark, Meeting, Organization,
    record::record,
    slot::{self, Fill, Slot, Word},
};
use crate::domain::time::Moment;

/// The version of the meeting JSON that this program writes.
pub const SCHEMA_VERSION: SchemaVersion = SchemaVersion { major: 1, minor: 0, patch: 0 };

/// A version of the meeting JSON (semver 2.0.0, three numbers).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaVersion {
    /// A newer one is refused.
    pub major: u32,
    /// A newer one is read, and its fields are kept.
    pub minor: u32,
    /// No difference in meaning.
    pub patch: u32,
}

impl FromStr for SchemaVersion {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.').map(|part| part.parse::<u32>().map_err(|_| ()));
        let mut next = || parts.next().unwrap_or(Err(()));
        let version = Self { major: next()?, minor: next()?, patch: next()? };
        parts.next().map_or(Ok(version), |_| Err(()))
    }
}

impl fmt::Display for SchemaVersion {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Field for SchemaVersion {
    const REQUIRED: bool = true;
    fn is_absent(&self) -> bool {
        *self == Self::default()
    }
}

impl Word for SchemaVersion {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = text.parse().map_err(|()| "a version such as 1.0.0")?;
        Ok(())
    }
}

impl Fill for SchemaVersion {
    fn slot(&mut self) -> Slot<'_> {
        Slot::Word(self)
    }
}

impl<'de> Deserialize<'de> for SchemaVersion {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        slot::read(input)
    }
}

impl Serialize for SchemaVersion {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        output.collect_str(self)
    }
}

record! {
    /// What wrote a file.
    pub struct Generator {
        /// The program.
        name "name": Option<String>,
        /// Its version.
        version "version": Option<String>,
    }
}

record! {
    /// A file of meeting JSON: a single meeting, a draft, one cycle, or a whole archive.
    pub struct Envelope {
        /// Address of the JSON Schema.
        schema "$schema": Option<String>,
        /// Version of the format; JSON without it is something else.
        schema_version "schemaVersion": SchemaVersion,
        /// What wrote the file.
        generator "generator": Option<Generator>,
        /// When it was written.
        generated "generated": Option<Lenient<Moment>>,
        /// Language of the texts (BCP 47).
        language "language": Option<String>,
        /// Name of the collection.
        name "name": Option<String>,
        /// Who publishes it.
        publisher "publisher": Option<String>,
        /// Under what licence.
        license "license": Option<String>,
        /// Preparatory years.
        cycle "cycle": Vec<Cycle>,
        /// Bodies.
        organization "organization": Vec<Organization>,
        /// Meetings.
        meeting "meeting": Vec<Meeting>,
        /// Actions of all meetings.
        action "action": Vec<Action>,
        /// What people say of actions.
        mark "mark": Vec<Mark>,
    }
}

impl Envelope {
    /// An empty envelope of the present version.
    pub fn new() -> Self {
        Self { schema_version: SCHEMA_VERSION, ..Self::default() }
    }

    /// `$schema` where it leads to the schema from anywhere: a path does so only from the folder that the file was written for.
    pub fn portable_schema(&self) -> Option<String> {
        self.schema.clone().filter(|address| address.contains("://"))
    }
}

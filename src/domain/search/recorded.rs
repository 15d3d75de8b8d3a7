//! What search reads of the meeting JSON: the texts that can be found, and nothing else of it.
//!
//! The records of [`crate::domain::model`] keep every field, known or not, because they are written again. What is read here is
//! looked at once and thrown away, so texts stay where they are in the file and all else is passed over: in half the time, and in
//! a module that needs to know neither durations nor sources. The fields are those of the model, by the same names.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, de::Visitor};

use crate::domain::model::{SCHEMA_VERSION, SchemaVersion, read::ReadError};

/// A JSON string that borrows from the input where it can; serde's `Cow` always copies.
#[derive(Default)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        input.deserialize_str(Reader)
    }
}

/// A file of the present version. What is packed or kept on the device has been read with all care before.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope<'a> {
    schema_version: SchemaVersion,
    #[serde(borrow, default)]
    pub(super) cycle: Vec<Cycle<'a>>,
    #[serde(borrow, default)]
    pub(super) organization: Vec<Organization<'a>>,
    #[serde(borrow, default)]
    pub(super) meeting: Vec<Meeting<'a>>,
    #[serde(borrow, default)]
    pub(super) action: Vec<Action<'a>>,
}

impl<'a> Envelope<'a> {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is no meeting JSON, or of another major version.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let envelope: Self = serde_json::from_slice(bytes)?;
        match envelope.schema_version {
            version if version.major == SCHEMA_VERSION.major => Ok(envelope),
            version => Err(ReadError::Newer { version }),
        }
    }
}

/// Declares what is read of an object: texts that may be missing, and lists.
macro_rules! read {
    ($($(#[$doc:meta])* $Name:ident { $($field:ident: $Type:ty,)* $(; $number:ident)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Default, Deserialize)]
            #[serde(rename_all = "camelCase", default)]
            pub(super) struct $Name<'a> {
                $(#[serde(borrow)] pub(super) $field: $Type,)*
                $(pub(super) $number: Option<u32>,)?
            }
        )*
    };
}

type Maybe<'a> = Option<Text<'a>>;
type All<'a> = Vec<Text<'a>>;

read! {
    /// A cycle.
    Cycle { id: Maybe<'a>, name: Maybe<'a>, place: Maybe<'a>, host_country: Maybe<'a>, }
    /// A body.
    Organization { id: Maybe<'a>, name: Maybe<'a>, short_name: Maybe<'a>, other_name: All<'a>, }
    /// A meeting.
    Meeting {
        id: Text<'a>, replaces: Maybe<'a>, name: Maybe<'a>, other_name: All<'a>, number: Maybe<'a>,
        cycle: Maybe<'a>, organization: All<'a>, meeting_type: Maybe<'a>, attendance_mode: Maybe<'a>, audience: Maybe<'a>,
        description: Maybe<'a>, start: Maybe<'a>, location: Option<Location<'a>>, meeting_day: Vec<Named<'a>>,
        agenda_item: Vec<AgendaItem<'a>>, breakout: Vec<Breakout<'a>>, minutes: Vec<Section<'a>>,
        participation: Vec<Participation<'a>>, poll: Vec<Poll<'a>>, mentioned_organization: All<'a>, file: Vec<File<'a>>,
        ; sequence_number
    }
    /// Where a meeting was.
    Location { name: Maybe<'a>, locality: Maybe<'a>, country: Maybe<'a>, virtual_location: Vec<Named<'a>>, }
    /// A thing of which only the name counts.
    Named { name: Maybe<'a>, }
    /// An agenda item.
    AgendaItem {
        id: Text<'a>, name: Maybe<'a>, other_name: All<'a>, description: Maybe<'a>, presenter: Vec<Presenter<'a>>,
        organization: All<'a>, breakout: Vec<Breakout<'a>>, file: Vec<File<'a>>, agenda_item: Vec<AgendaItem<'a>>,
    }
    /// Who presents an item.
    Presenter { name: Maybe<'a>, role: Maybe<'a>, }
    /// A breakout group.
    Breakout { name: Maybe<'a>, facilitator: Maybe<'a>, rapporteur: Maybe<'a>, task: Vec<Task<'a>>, }
    /// A task of a breakout group.
    Task { name: Maybe<'a>, task: Vec<Task<'a>>, }
    /// A section of the minutes.
    Section { id: Maybe<'a>, name: Maybe<'a>, organization: All<'a>, note: Vec<Note<'a>>, decision: Vec<Note<'a>>, section: Vec<Section<'a>>, }
    /// A note, or a decision.
    Note { id: Maybe<'a>, text: Maybe<'a>, organization: All<'a>, file: Vec<File<'a>>, note: Vec<Note<'a>>, }
    /// Somebody who took part.
    Participation {
        name: Maybe<'a>, affiliation: Maybe<'a>, country: Maybe<'a>, stakeholder_group: Maybe<'a>, category: Maybe<'a>, note: Maybe<'a>,
    }
    /// A poll.
    Poll { question: Maybe<'a>, option: All<'a>, result: Maybe<'a>, }
    /// A document.
    File { id: Maybe<'a>, name: Maybe<'a>, creator: All<'a>, category: Maybe<'a>, organization: All<'a>, }
    /// An action.
    Action {
        id: Text<'a>, meeting: Maybe<'a>, name: Maybe<'a>, description: Maybe<'a>, agent: Vec<Agent<'a>>, due: Option<Due<'a>>,
        organization: All<'a>, file: Vec<File<'a>>,
    }
    /// Who is to act.
    Agent { name: Maybe<'a>, organization: Maybe<'a>, }
    /// When.
    Due { text: Maybe<'a>, }
}

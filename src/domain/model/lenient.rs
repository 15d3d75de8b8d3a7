//! Scalars of the meeting JSON: ids, and words that are either understood or kept as they stand.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Field,
    slot::{self, Fill, Slot, Word},
};

/// A value that is understood, or the text that stood in its place.
///
/// A newer minor version may know more words than this one, and a file may hold a misspelt date: both are kept and
/// written back unchanged, and `check` reports what was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lenient<T> {
    /// Understood.
    Known(T),
    /// Not understood; as it stood.
    Unread(String),
}

impl<T> Lenient<T> {
    /// The value, if it was understood.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unread(_) => None,
        }
    }
}

impl<T: FromStr> From<&str> for Lenient<T> {
    fn from(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Unread(text.to_owned()), Self::Known)
    }
}

impl<T: fmt::Display> fmt::Display for Lenient<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Known(value) => value.fmt(f),
            Self::Unread(text) => f.write_str(text),
        }
    }
}

/// The empty text, as which it is never written: what a slot is before it is filled.
impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self::Unread(String::new())
    }
}

impl<T: FromStr> Word for Lenient<T> {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = text.into();
        Ok(())
    }
}

impl<T: FromStr> Fill for Lenient<T> {
    fn slot(&mut self) -> Slot<'_> {
        Slot::Word(self)
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        slot::read(input)
    }
}

impl<T: fmt::Display> Serialize for Lenient<T> {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        output.collect_str(self)
    }
}

/// Values of an optional lenient field, understood or nothing.
pub trait KnownOption<T> {
    /// The value, understood or not, if it is there.
    fn stated(&self) -> Option<&Lenient<T>>;

    /// The value, if it is there and was understood.
    fn known<'a>(&'a self) -> Option<&'a T>
    where
        T: 'a,
    {
        self.stated().and_then(Lenient::known)
    }
}

impl<T> KnownOption<T> for Option<Lenient<T>> {
    fn stated(&self) -> Option<&Lenient<T>> {
        self.as_ref()
    }
}

impl<T> KnownOption<T> for Option<Box<Lenient<T>>> {
    fn stated(&self) -> Option<&Lenient<T>> {
        self.as_deref()
    }
}

/// Declares id types: stable slugs, usable in addresses, never reused.
macro_rules! ids {
    ($($(#[$doc:meta])* $Name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[cfg_attr(not(target_arch = "wasm32"), schemars(transparent))]
        pub struct $Name(String);

        impl $Name {
            /// The slug as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $Name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $Name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Field for $Name {
            const REQUIRED: bool = true;
            fn is_absent(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl Fill for $Name {
            fn slot(&mut self) -> Slot<'_> {
                Slot::Text(&mut self.0)
            }
        }

        impl Serialize for $Name {
            fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
                output.serialize_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A preparatory year, `igf-2025`.
    CycleId,
    /// A body, `wg-strategy`.
    OrganizationId,
    /// A meeting, `igf-2025-mag-11`.
    MeetingId,
    /// An agenda item, `igf-2025-mag-11/item-4`.
    ItemId,
    /// An action, `igf-2025-mag-11/action-3`.
    ActionId,
    /// A section, note, decision, file or day: the parts that need no id to be valid.
    PartId,
}

impl MeetingId {
    /// The id of the part `word-number` of this meeting: `igf-2025-mag-11/item-4`.
    pub fn part(&self, word: &str, number: usize) -> String {
        format!("{self}/{word}-{number}")
    }
}

/// Declares a vocabulary: the words of one field, in the spelling of the meeting JSON.
macro_rules! words {
    ($($(#[$doc:meta])* pub enum $Name:ident { $($(#[$about:meta])* $Word:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Name { $($(#[$about])* $Word,)* }

        impl $Name {
            /// Every word of the vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$Word,)*];

            /// The word in the meeting JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$Word => $text,)* }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $Name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or(())
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl schemars::JsonSchema for $crate::domain::model::Lenient<$Name> {
            fn inline_schema() -> bool { true }
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($Name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($text),*] })
            }
        }
    )*};
}
pub(crate) use words;

//! The one macro that makes a Rust type of a JSON object: known fields, `source`, and whatever else the object held.
//!
//! serde's derive with `#[serde(flatten)]` would do the same, but buffers every object twice and compiles each field's
//! reader for two inputs; in the first-view module that is tens of kilobytes (goals P1) and time (P15).

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, de::Visitor};
use serde_json::{Map, Value};

/// Fields of an object that this version does not know; written back as they were read, sorted by name.
pub type Extra = Map<String, Value>;

/// What a field of a record must answer so that unknown stays unknown on the way out.
pub trait Field {
    /// Whether an object without this field is refused.
    const REQUIRED: bool = false;
    /// Whether the field says nothing, and so is not written.
    fn is_absent(&self) -> bool;
    /// Gives back what was taken while it was read and is not needed: of most lists that hold one element, the room for three more
    /// (goals P19).
    fn settle(&mut self) {}
}

impl<T> Field for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Field for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
    fn settle(&mut self) {
        self.shrink_to_fit();
    }
}

/// Only for flags whose absence means `false` (`cancelled`, `confirmed`).
impl Field for bool {
    fn is_absent(&self) -> bool {
        !*self
    }
}

/// A JSON string that borrows from the input where it can; serde's `Cow` always copies.
#[derive(Default)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

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

/// Declares a record: `field "jsonName": Type,` in the order in which it is written.
///
/// Every record gets `source` and `extra` beside its own fields. Reading refuses a field given twice and an object
/// without a required field; it never refuses an unknown field.
macro_rules! record {
    ($(#[$doc:meta])* pub struct $Name:ident { $($(#[$about:meta])* $field:ident $key:literal: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
        pub struct $Name {
            $($(#[$about])* #[cfg_attr(not(target_arch = "wasm32"), schemars(rename = $key))] pub $field: $ty,)*
            /// Where it came from.
            pub source: Vec<$crate::domain::model::Source>,
            /// Fields that this version does not know.
            #[cfg_attr(not(target_arch = "wasm32"), schemars(flatten))]
            pub extra: $crate::domain::model::Extra,
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $Name;
                    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                        f.write_str(concat!("an object (", stringify!($Name), ")"))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$Name, A::Error> {
                        use serde::de::Error;
                        let mut out = $Name::default();
                        let mut seen: u64 = 0;
                        while let Some(key) = map.next_key::<$crate::domain::model::record::Text<'de>>()? {
                            let mut bit: u64 = 1;
                            let key = &*key.0;
                            $(
                                bit <<= 1;
                                if key == $key {
                                    if seen & bit != 0 {
                                        return Err(A::Error::duplicate_field($key));
                                    }
                                    seen |= bit;
                                    out.$field = map.next_value()?;
                                    $crate::domain::model::Field::settle(&mut out.$field);
                                    continue;
                                }
                            )*
                            let _ = bit;
                            if key == "source" {
                                if seen & 1 != 0 {
                                    return Err(A::Error::duplicate_field("source"));
                                }
                                seen |= 1;
                                out.source = map.next_value()?;
                                out.source.shrink_to_fit();
                            } else if out.extra.insert(key.to_owned(), map.next_value()?).is_some() {
                                return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
                            }
                        }
                        $(
                            if <$ty as $crate::domain::model::Field>::REQUIRED
                                && $crate::domain::model::Field::is_absent(&out.$field)
                            {
                                return Err(A::Error::missing_field($key));
                            }
                        )*
                        Ok(out)
                    }
                }
                input.deserialize_map(Reader)
            }
        }

        impl $crate::domain::model::OfValue for $Name {
            fn of_value(value: serde_json::Value) -> Result<Self, $crate::domain::model::Misfit> {
                let mut fields = $crate::domain::model::value::Fields::of(value);
                let mut out = Self::default();
                $(fields.take($key, &mut out.$field);)*
                fields.take("source", &mut out.source);
                out.extra = fields.rest()?;
                Ok(out)
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = output.serialize_map(None)?;
                $(
                    if !$crate::domain::model::Field::is_absent(&self.$field) {
                        map.serialize_entry($key, &self.$field)?;
                    }
                )*
                if !self.source.is_empty() {
                    map.serialize_entry("source", &self.source)?;
                }
                for (key, value) in &self.extra {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    };
}
pub(crate) use record;

//! The one macro that makes a Rust type of a JSON object: known fields, `source`, and whatever else the object held.
//!
//! serde's derive with `#[serde(flatten)]` would do the same, but buffers every object twice and compiles each field's
//! reader for two inputs; in the first-view module that is tens of kilobytes, and reading takes longer.

use serde_json::{Map, Value};

/// Fields of an object that this version does not know; written back as they were read, sorted by name.
pub type Extra = Map<String, Value>;

/// What a field of a record must answer so that unknown stays unknown on the way out.
pub trait Field {
    /// Whether an object without this field is refused.
    const REQUIRED: bool = false;
    /// Whether the field says nothing, and so is not written.
    fn is_absent(&self) -> bool;
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
}

/// Only for flags whose absence means `false` (`cancelled`, `confirmed`).
impl Field for bool {
    fn is_absent(&self) -> bool {
        !*self
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

        impl $crate::domain::model::slot::Record for $Name {
            fn keys(&self) -> &'static [&'static str] {
                &[$($key,)* "source"]
            }
            fn field(&mut self, place: usize) -> $crate::domain::model::slot::Slot<'_> {
                $crate::domain::model::slot::slots!(@field self place $crate::domain::model::slot::Fill::slot; $($field)* source)
            }
            fn extra(&mut self) -> Option<&mut $crate::domain::model::Extra> {
                Some(&mut self.extra)
            }
            fn missing(&self) -> Option<&'static str> {
                $(
                    if <$ty as $crate::domain::model::Field>::REQUIRED && $crate::domain::model::Field::is_absent(&self.$field) {
                        return Some($key);
                    }
                )*
                None
            }
        }

        impl $crate::domain::model::slot::Fields for $Name {
            fn take(&mut self, place: usize) -> serde_json::Value {
                $crate::domain::model::slot::slots!(@field self place $crate::domain::model::slot::taken; $($field)* source)
            }
        }

        impl $crate::domain::model::slot::Fill for $Name {
            fn slot(&mut self) -> $crate::domain::model::slot::Slot<'_> {
                $crate::domain::model::slot::Slot::Record(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                $crate::domain::model::slot::read(input)
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

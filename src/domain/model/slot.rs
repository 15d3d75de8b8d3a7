//! How JSON is read into the types of the model: every type says which slots it has, and one walker fills them.
//!
//! serde's derive compiles a reader for every field of every type, some tens of kilobytes; a slot is a pointer and a name. So there
//! is one road for files of people, for files of our own and for older versions, and the first view can walk what the browser has
//! parsed.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use serde_json::Value;

use super::Extra;

/// Where a JSON value goes, by the kind of value that is expected there.
pub enum Slot<'a> {
    /// A text, kept as it stands.
    Text(&'a mut String),
    /// A text that means something.
    Word(&'a mut dyn Word),
    /// `true` or `false`.
    Flag(&'a mut bool),
    /// A whole number.
    Whole(&'a mut dyn Whole),
    /// A list of exactly as many whole numbers.
    Numbers(&'a mut [u32]),
    /// A list.
    List(&'a mut dyn List),
    /// An object.
    Record(&'a mut dyn Record),
}

/// A value that can be read.
pub trait Fill: Default {
    /// Where it is read into.
    fn slot(&mut self) -> Slot<'_>;
}

/// A value that is written as a text.
pub trait Word {
    /// Takes the text.
    ///
    /// # Errors
    /// What is expected instead.
    fn set(&mut self, text: &str) -> Result<(), &'static str>;
}

/// A whole number of a certain width.
pub trait Whole {
    /// Takes the number; `false` where it does not fit.
    fn set(&mut self, number: i64) -> bool;
}

/// A list that grows as it is read.
pub trait List {
    /// Where its next element goes.
    fn grow(&mut self) -> Slot<'_>;
    /// Gives back the room that was taken and is not needed: most lists hold one element, where there is room for four.
    fn settle(&mut self);
}

/// An object with known fields.
pub trait Record {
    /// Their names, in the order in which they are written.
    fn keys(&self) -> &'static [&'static str];
    /// Where the field with this place among [`keys`](Self::keys) goes.
    fn field(&mut self, place: usize) -> Slot<'_>;
    /// Where unknown fields are kept, if they are.
    fn extra(&mut self) -> Option<&mut Extra> {
        None
    }
    /// The first required field that says nothing.
    fn missing(&self) -> Option<&'static str> {
        None
    }
}

/// A record whose fields can be changed by name. Apart from [`Record`], so that who only reads carries no writer.
pub trait Fields: Record {
    /// Takes the field with this place away, as JSON; `null`, `false` or an empty list where it said nothing.
    fn take(&mut self, place: usize) -> Value;
}

/// Puts a value into a field, `null` to take it away; the value that it had, `null` where it said nothing.
///
/// # Errors
/// Where the value is of another kind; then nothing was changed.
pub fn exchange(record: &mut impl Fields, key: &str, value: Value) -> Result<Value, serde_json::Error> {
    let Some(at) = place(record.keys(), key, 0) else {
        let Some(extra) = record.extra() else { return Err(serde_json::Error::unknown_field(key, &[])) };
        let old = if value.is_null() { extra.remove(key) } else { extra.insert(key.to_owned(), value) };
        return Ok(old.unwrap_or_default());
    };
    let old = record.take(at);
    let said = !matches!(&old, Value::Null | Value::Bool(false)) && old.as_array().is_none_or(|list| !list.is_empty());
    let old = if said { old } else { Value::Null };
    let put = |record: &mut dyn Record, value: Value| Entry(record, at).deserialize(value);
    if let Err(error) = put(record, value) {
        record.take(at);
        put(record, old)?;
        return Err(error);
    }
    Ok(old)
}

/// What a field said, as JSON; it says nothing from then on.
pub fn taken<T: Default + serde::Serialize>(field: &mut T) -> Value {
    to_value(&std::mem::take(field))
}

/// A value as JSON.
pub fn to_value<T: serde::Serialize>(value: &T) -> Value {
    // Records hold only texts, numbers, lists and maps with text keys, which can always be written.
    serde_json::to_value(value).unwrap_or_default()
}

impl Slot<'_> {
    /// What is expected here.
    pub fn expected(&self) -> &'static str {
        match self {
            Self::Text(_) | Self::Word(_) => "a text",
            Self::Flag(_) => "true or false",
            Self::Whole(_) => "a whole number",
            Self::Numbers(_) => "two whole numbers",
            Self::List(_) => "a list",
            Self::Record(_) => "an object",
        }
    }
}

/// Says of a type which fields it is read from: `Type { "jsonName" field, }`.
macro_rules! slots {
    ($($Name:ty { $($key:literal $field:tt,)* })*) => {$(
        impl $crate::domain::model::slot::Record for $Name {
            fn keys(&self) -> &'static [&'static str] {
                &[$($key,)*]
            }
            fn field(&mut self, place: usize) -> $crate::domain::model::slot::Slot<'_> {
                $crate::domain::model::slot::slots!(@field self place $crate::domain::model::slot::Fill::slot; $($field)*)
            }
        }

        impl $crate::domain::model::slot::Fill for $Name {
            fn slot(&mut self) -> $crate::domain::model::slot::Slot<'_> {
                $crate::domain::model::slot::Slot::Record(self)
            }
        }
    )*};
    // Does something with the field at a place; the compiler makes a jump table of it.
    (@field $self:ident $place:ident $act:path; $($field:tt)*) => {{
        let mut place = 0;
        $(
            if $place == place {
                return $act(&mut $self.$field);
            }
            place += 1;
        )*
        unreachable!("field {} of {place}", $place)
    }};
}
pub(crate) use slots;

/// The place of a key among others; most files have them in the order of `keys`, so the search begins where the last one ended.
pub fn place(keys: &[&str], key: &str, from: usize) -> Option<usize> {
    let is_it = |at: &usize| keys[*at] == key;
    (from..keys.len()).find(is_it).or_else(|| (0..from.min(keys.len())).find(is_it))
}

impl Fill for String {
    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }
}

impl Fill for bool {
    fn slot(&mut self) -> Slot<'_> {
        Slot::Flag(self)
    }
}

impl<T: Fill> Fill for Option<T> {
    fn slot(&mut self) -> Slot<'_> {
        self.get_or_insert_default().slot()
    }
}

impl<T: Fill> Fill for Box<T> {
    fn slot(&mut self) -> Slot<'_> {
        T::slot(self)
    }
}

impl<T: Fill> Fill for Vec<T> {
    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }
}

impl<T: Fill> List for Vec<T> {
    fn grow(&mut self) -> Slot<'_> {
        self.push_mut(T::default()).slot()
    }
    fn settle(&mut self) {
        self.shrink_to_fit();
    }
}

impl Fill for [u32; 2] {
    fn slot(&mut self) -> Slot<'_> {
        Slot::Numbers(self)
    }
}

/// Numbers of a fixed width.
macro_rules! integers {
    ($($Integer:ty)*) => {$(
        impl Whole for $Integer {
            fn set(&mut self, number: i64) -> bool {
                number.try_into().map(|number| *self = number).is_ok()
            }
        }
        impl Fill for $Integer {
            fn slot(&mut self) -> Slot<'_> {
                Slot::Whole(self)
            }
        }
    )*};
}
integers! { u32 u64 i32 }

/// Reads a value of serde's data model.
///
/// # Errors
/// Those of the input, and a value of the wrong kind.
pub fn read<'de, T: Fill, D: Deserializer<'de>>(input: D) -> Result<T, D::Error> {
    let mut out = T::default();
    Seed(out.slot()).deserialize(input)?;
    Ok(out)
}

/// A slot that takes a value of serde's data model.
struct Seed<'a>(Slot<'a>);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.0.expected())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.0 {
            Slot::Text(into) => *into = text.to_owned(),
            Slot::Word(into) => into.set(text).map_err(|expected| E::invalid_value(serde::de::Unexpected::Str(text), &expected))?,
            _ => return Err(E::invalid_type(serde::de::Unexpected::Str(text), &self)),
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        match self.0 {
            Slot::Flag(into) => *into = flag,
            _ => return Err(E::invalid_type(serde::de::Unexpected::Bool(flag), &self)),
        }
        Ok(())
    }

    fn visit_i64<E: Error>(mut self, number: i64) -> Result<(), E> {
        let fits = match &mut self.0 {
            Slot::Whole(into) => into.set(number),
            _ => return Err(E::invalid_type(serde::de::Unexpected::Signed(number), &self)),
        };
        if fits { Ok(()) } else { Err(E::invalid_value(serde::de::Unexpected::Signed(number), &self)) }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        match number.try_into() {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(E::invalid_value(serde::de::Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        match self.0 {
            Slot::List(into) => {
                while list.next_element_seed(Element(&mut *into))?.is_some() {}
                into.settle();
            }
            Slot::Numbers(into) => {
                for number in into {
                    list.next_element_seed(Seed(Slot::Whole(number)))?.ok_or_else(|| A::Error::custom("two whole numbers expected"))?;
                }
                if list.next_element::<serde::de::IgnoredAny>()?.is_some() {
                    return Err(A::Error::custom("two whole numbers expected"));
                }
            }
            _ => return Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self)),
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Slot::Record(into) = self.0 else { return Err(A::Error::invalid_type(serde::de::Unexpected::Map, &self)) };
        let keys = into.keys();
        let (mut seen, mut from) = (0u64, 0);
        while let Some(key) = map.next_key_seed(Keys { keys, from })? {
            match key {
                Key::Known(place) => {
                    if seen & 1 << place != 0 {
                        return Err(twice(keys[place]));
                    }
                    seen |= 1 << place;
                    from = place + 1;
                    map.next_value_seed(Entry(&mut *into, place))?;
                }
                Key::Unknown(key) => {
                    let Some(extra) = into.extra() else {
                        map.next_value::<serde::de::IgnoredAny>()?;
                        continue;
                    };
                    let value = map.next_value()?;
                    if extra.contains_key(&key) {
                        return Err(twice(&key));
                    }
                    extra.insert(key, value);
                }
            }
        }
        into.missing().map_or(Ok(()), |key| Err(A::Error::custom(format_args!("the field “{key}” is missing"))))
    }
}

fn twice<E: Error>(key: &str) -> E {
    E::custom(format_args!("the field “{key}” stands twice"))
}

/// The next element of a list: the list grows only where there is one.
struct Element<'a>(&'a mut dyn List);

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        Seed(self.0.grow()).deserialize(input)
    }
}

/// A field of a record. `null` says nothing, and neither does a field that is not there.
struct Entry<'a>(&'a mut dyn Record, usize);

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Entry<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        Seed(self.0.field(self.1)).deserialize(input)
    }
}

/// A key of an object.
enum Key {
    Known(usize),
    Unknown(String),
}

struct Keys {
    keys: &'static [&'static str],
    from: usize,
}

impl<'de> DeserializeSeed<'de> for Keys {
    type Value = Key;
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Key, D::Error> {
        input.deserialize_str(self)
    }
}

impl Visitor<'_> for Keys {
    type Value = Key;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a name")
    }
    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(place(self.keys, key, self.from).map_or_else(|| Key::Unknown(key.to_owned()), Key::Known))
    }
}

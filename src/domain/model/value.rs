//! The short road from a JSON value to the model: for files of our own making, and for older versions after their migration.
//!
//! `read::from_str` reads text straight into the types, which is the fast road and the one that counts lines; its code is some
//! tens of kilobytes, because serde compiles a reader for every field of every type. This road costs a call for each field, and
//! the first view has no other (goals P1).

use std::fmt;

use serde_json::{Map, Value};

use super::{Extra, Field, Lenient};

/// A value of the wrong kind, and where it stands: `meeting[3].agendaItem[1].duration`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    /// The way from the outermost object, empty for itself.
    path: String,
    /// What was expected there.
    expected: &'static str,
}

impl Misfit {
    #[cold]
    #[inline(never)]
    pub(crate) fn new(expected: &'static str) -> Self {
        Self(Box::new(Inner { path: String::new(), expected }))
    }

    /// The same, seen from the object or list around it.
    #[cold]
    #[inline(never)]
    fn below(mut self, step: &str) -> Self {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, step);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.0.expected)?;
        f.write_str(" expected at ")?;
        f.write_str(&self.0.path)
    }
}

/// What is made of a JSON value.
pub trait OfValue: Sized {
    /// Takes the value apart.
    ///
    /// # Errors
    /// Where the value is of another kind.
    fn of_value(value: Value) -> Result<Self, Misfit>;
}

/// An object that is being taken apart; the first field that does not fit is remembered, so that a reader of forty fields needs no
/// forty ways out.
pub(crate) struct Fields {
    rest: Map<String, Value>,
    misfit: Option<Misfit>,
}

impl Fields {
    /// The fields of a value.
    pub(crate) fn of(value: Value) -> Self {
        match value {
            Value::Object(rest) => Self { rest, misfit: None },
            _ => Self { rest: Map::new(), misfit: Some(Misfit::new("an object")) },
        }
    }

    /// Takes a field out and puts it where it belongs; one that is not there says nothing, unless it is required.
    #[inline(never)]
    pub(crate) fn take<T: OfValue + Field>(&mut self, key: &'static str, into: &mut T) {
        match pull(&mut self.rest, key) {
            Value::Null if T::REQUIRED => self.fail(key, Misfit::new("a value")),
            Value::Null => {}
            value => match T::of_value(value) {
                Ok(value) if T::REQUIRED && value.is_absent() => self.fail(key, Misfit::new("a value")),
                // What stood there is the default, which holds nothing: to forget it is safe, and spares the code that would drop it.
                Ok(value) => std::mem::forget(std::mem::replace(into, value)),
                Err(misfit) => self.fail(key, misfit),
            },
        }
    }

    #[cold]
    #[inline(never)]
    fn fail(&mut self, key: &str, misfit: Misfit) {
        self.misfit.get_or_insert_with(|| misfit.below(key));
    }

    /// What nobody took.
    ///
    /// # Errors
    /// The first field that did not fit.
    pub(crate) fn rest(self) -> Result<Extra, Misfit> {
        self.misfit.map_or(Ok(self.rest), Err)
    }
}

/// A field of an object, `null` where it is not there: both say nothing.
#[inline(never)]
fn pull(object: &mut Extra, key: &str) -> Value {
    object.remove(key).unwrap_or(Value::Null)
}

impl OfValue for String {
    fn of_value(value: Value) -> Result<Self, Misfit> {
        match value {
            Value::String(text) => Ok(text),
            _ => Err(Misfit::new("a text")),
        }
    }
}

impl OfValue for bool {
    fn of_value(value: Value) -> Result<Self, Misfit> {
        value.as_bool().ok_or(Misfit::new("true or false"))
    }
}

/// Numbers of a fixed width.
macro_rules! integers {
    ($($Integer:ty: $wide:ident,)*) => {$(
        impl OfValue for $Integer {
            fn of_value(value: Value) -> Result<Self, Misfit> {
                value.$wide().and_then(|wide| wide.try_into().ok()).ok_or(Misfit::new("a whole number"))
            }
        }
    )*};
}
integers! { u32: as_u64, u64: as_u64, i32: as_i64, }

impl<T: OfValue> OfValue for Option<T> {
    fn of_value(value: Value) -> Result<Self, Misfit> {
        if value.is_null() { Ok(None) } else { T::of_value(value).map(Some) }
    }
}

impl<T: OfValue> OfValue for Vec<T> {
    fn of_value(value: Value) -> Result<Self, Misfit> {
        let Value::Array(values) = value else { return Err(Misfit::new("a list")) };
        let mut list = Self::with_capacity(values.len());
        for (place, value) in values.into_iter().enumerate() {
            list.push(T::of_value(value).map_err(|misfit| misfit.below(&format!("[{place}]")))?);
        }
        Ok(list)
    }
}

impl OfValue for [u32; 2] {
    fn of_value(value: Value) -> Result<Self, Misfit> {
        Vec::of_value(value)?.try_into().map_err(|_| Misfit::new("two numbers"))
    }
}

impl<T: std::str::FromStr> OfValue for Lenient<T> {
    fn of_value(value: Value) -> Result<Self, Misfit> {
        String::of_value(value).map(|text| Self::from(text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        model::{Envelope, read},
        sample,
    };

    fn short(text: &str) -> Result<Envelope, Misfit> {
        Envelope::of_value(serde_json::from_str(text).unwrap())
    }

    #[test]
    fn both_roads_give_the_same() {
        let made_up = sample::archive(&sample::Size { meetings: 20, items: 5, seed: 3 });
        let text = serde_json::to_string(&made_up).unwrap();
        assert_eq!(short(&text).unwrap(), made_up);
        for text in [
            r#"{"schemaVersion":"1.7.0","later":{"a":[1,2.5,null]},"name":null,"meeting":[{"id":"m","new":true,"meetingType":"seance","cancelled":true,
                "sequenceNumber":7,"agendaItem":[{"id":"m/item-1","x":{},"agendaItem":[{"id":"m/item-2"}],"source":[{"lines":[[1,2]],"page":3}]}]}]}"#,
            r#"{"schemaVersion":"1.0.0","cycle":[{"id":"c","year":-3}]}"#,
        ] {
            assert_eq!(short(text).unwrap(), read::from_str(text).unwrap());
        }
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        let says = |text: &str| short(text).unwrap_err().to_string();
        assert_eq!(
            says(r#"{"schemaVersion":"1.0.0","meeting":[{"id":"a"},{"id":"b","agendaItem":[{"id":"i","name":5}]}]}"#),
            "a text expected at meeting[1].agendaItem[0].name"
        );
        assert_eq!(says(r#"{"schemaVersion":"1.0.0","meeting":[{"name":"x"}]}"#), "a value expected at meeting[0].id");
        assert_eq!(
            says(r#"{"schemaVersion":"1.0.0","meeting":[{"id":"a","source":[{"lines":[[1,2,3]]}]}]}"#),
            "two numbers expected at meeting[0].source[0].lines[0]"
        );
        assert_eq!(says(r#"{"schemaVersion":"1.0.0","meeting":{}}"#), "a list expected at meeting");
        assert_eq!(says(r#"{"name":"x"}"#), "a value expected at schemaVersion");
        assert_eq!(says(r#"{"schemaVersion":"1.0.0","cycle":[{"id":"c","year":2.5}]}"#), "a whole number expected at cycle[0].year");
    }
}

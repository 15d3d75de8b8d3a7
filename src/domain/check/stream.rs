//! Checking a file while it is read, one meeting at a time, so that a large archive never stands in memory as a whole.

use std::{collections::HashSet, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};

use super::{Check, place::At};
use crate::domain::model::{Action, Cycle, Generator, Lenient, Mark, Meeting, Organization, SCHEMA_VERSION, SchemaVersion, Source};
use crate::domain::time::Moment;

/// The outermost object. Whatever is unusual about it is an error here; then what was noted is taken back, and the long road decides.
pub struct Outermost<'c, 't>(pub &'c mut Check<'t>);

impl<'de> DeserializeSeed<'de> for Outermost<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Outermost<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object (Envelope)")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "schemaVersion" => {
                    let version: SchemaVersion = map.next_value()?;
                    if version.major != SCHEMA_VERSION.major {
                        return Err(A::Error::custom("another major version"));
                    }
                }
                // A file that is not ours need not be looked through for that.
                "cycle" | "organization" | "meeting" | "action" | "mark" if !seen.contains("schemaVersion") => {
                    return Err(A::Error::custom("no schemaVersion yet"));
                }
                "cycle" => map.next_value_seed(each(|n, cycle: Cycle| self.0.cycle(&cycle, &At::top("cycle", n))))?,
                "organization" => {
                    map.next_value_seed(each(|n, body: Organization| self.0.organization(&body, &At::top("organization", n))))?;
                }
                "meeting" => map.next_value_seed(each(|n, meeting: Meeting| self.0.meeting(&meeting, &At::top("meeting", n))))?,
                "action" => map.next_value_seed(each(|n, action: Action| self.0.action(&action, &At::top("action", n))))?,
                "mark" => map.next_value_seed(each(|n, mark: Mark| self.0.mark(&mark, &At::top("mark", n))))?,
                "$schema" | "language" | "name" | "publisher" | "license" => drop(map.next_value::<Option<String>>()?),
                "generator" => drop(map.next_value::<Option<Generator>>()?),
                "generated" => drop(map.next_value::<Option<Lenient<Moment>>>()?),
                "source" => drop(map.next_value::<Option<Vec<Source>>>()?),
                _ => drop(map.next_value::<serde_json::Value>()?),
            }
            if !seen.insert(key) {
                return Err(A::Error::custom("a field twice"));
            }
        }
        if seen.contains("schemaVersion") { Ok(()) } else { Err(A::Error::custom("the field “schemaVersion” is missing")) }
    }
}

/// A list whose elements are handed on, one by one, and dropped.
struct List<T, F>(F, PhantomData<T>);

fn each<T, F: FnMut(usize, T)>(what: F) -> List<T, F> {
    List(what, PhantomData)
}

impl<'de, T: Deserialize<'de>, F: FnMut(usize, T)> DeserializeSeed<'de> for List<T, F> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_option(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(usize, T)> Visitor<'de> for List<T, F> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(()) // `null` says nothing
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        for n in 0.. {
            match list.next_element()? {
                Some(element) => (self.0)(n, element),
                None => break,
            }
        }
        Ok(())
    }
}

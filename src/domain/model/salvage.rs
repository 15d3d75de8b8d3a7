//! A file of which single entries are wrong: the entries that are right, and what is wrong with the others.

use std::{borrow::Cow, collections::BTreeSet};

use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Visitor};
use serde_json::value::RawValue;

use super::{Action, Envelope, MeetingId, SCHEMA_VERSION, read, read::ReadError};

/// An entry that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// The list of the envelope that it stood in: `meeting`.
    pub list: &'static str,
    /// Which of them, from 1.
    pub number: usize,
    /// What it is called, where that can be told.
    pub name: Option<String>,
    /// The line of the fault.
    pub line: u32,
    /// Where in the line, in bytes from 1.
    pub column: u32,
    /// What was expected.
    pub message: String,
}

/// What could be read of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Salvaged<'t> {
    /// The entries that are right.
    pub envelope: Envelope,
    /// The others.
    pub bad: Vec<Bad>,
    /// The text of those that are right; every line is where it was.
    pub text: Cow<'t, str>,
}

/// Reads a text; entries that are wrong are left out and named.
///
/// Actions of a meeting that is left out stay out with it. Where no meeting is right, the file is refused.
///
/// # Errors
/// As [`read::from_str`], where the fault is not inside single entries.
pub fn from_str(text: &str) -> Result<Salvaged<'_>, ReadError> {
    match read::from_str(text) {
        Ok(envelope) => Ok(Salvaged { envelope, bad: Vec::new(), text: text.into() }),
        Err(error @ ReadError::Syntax { .. }) => good_ones(text).ok_or(error),
        Err(error) => Err(error),
    }
}

/// The fields of an object, each as it stands in the text.
struct Fields<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Fields<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut out: Vec<(String, &'de RawValue)> = Vec::new();
                let mut seen = BTreeSet::new();
                while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                    if !seen.insert(key.clone()) {
                        return Err(serde::de::Error::custom("duplicate field"));
                    }
                    out.push((key, value));
                }
                Ok(Fields(out))
            }
        }
        input.deserialize_map(Reader)
    }
}

fn good_ones(text: &str) -> Option<Salvaged<'_>> {
    let Fields(fields) = serde_json::from_str(text).ok()?;
    let lists = ["cycle", "organization", "meeting", "action", "mark"];
    let head: Vec<String> = fields
        .iter()
        .filter(|(key, _)| !lists.contains(&key.as_str()))
        .map(|(key, value)| format!("{}:{}", serde_json::Value::from(key.as_str()), value.get()))
        .collect();
    let mut out = serde_json::from_str::<Envelope>(&format!("{{{}}}", head.join(","))).ok()?;
    if out.schema_version.major != SCHEMA_VERSION.major {
        return None;
    }
    let mut bad = Vec::new();
    let find = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    let mut rest = text.as_bytes().to_vec();
    let cycles = entries(text, "cycle", find("cycle"), &mut bad)?;
    out.cycle = good(text, cycles, &mut rest);
    let bodies = entries(text, "organization", find("organization"), &mut bad)?;
    out.organization = good(text, bodies, &mut rest);
    let meetings = entries(text, "meeting", find("meeting"), &mut bad)?;
    out.meeting = good(text, meetings, &mut rest);
    let left_out = |id: &MeetingId| {
        bad.iter().any(|one| one.list == "meeting" && one.name.as_deref() == Some(id.as_str()))
            && out.meeting.iter().all(|meeting| meeting.id != *id)
    };
    let mut of_bad = Vec::new();
    let mut actions: Vec<Entry<Action>> = entries(text, "action", find("action"), &mut of_bad)?;
    for (_, action) in &mut actions {
        *action = action.take().filter(|action| !action.meeting.as_ref().is_some_and(left_out));
    }
    bad.append(&mut of_bad);
    out.action = good(text, actions, &mut rest);
    let marks = entries(text, "mark", find("mark"), &mut bad)?;
    out.mark = good(text, marks, &mut rest);
    let any = !out.meeting.is_empty() || bad.iter().all(|one| one.list != "meeting");
    let text = String::from_utf8(rest).ok().filter(|_| any && !bad.is_empty())?.into();
    Some(Salvaged { envelope: out, bad, text })
}

/// An entry as it stands in the text, and its value where it is right.
type Entry<'t, T> = (&'t str, Option<T>);

/// The values that are right. What is not is blanked in `rest`, a copy of the text, with the commas that then are too many.
fn good<T>(text: &str, entries: Vec<Entry<T>>, rest: &mut [u8]) -> Vec<T> {
    let mut good = Vec::with_capacity(entries.len());
    let mut before = None;
    for (entry, value) in entries {
        let (start, end) = (within(text, entry), within(text, entry) + entry.len());
        let from = match (&value, before) {
            (Some(_), Some(comma)) if good.is_empty() => comma..start,
            (Some(_), _) => start..start,
            (None, comma) => comma.unwrap_or(start)..end,
        };
        rest[from].iter_mut().filter(|byte| !matches!(**byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
        before = Some(end);
        good.extend(value);
    }
    good
}

/// At which byte of the text a part of it stands: both are in the same memory.
fn within(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn entries<'t, T: DeserializeOwned>(
    text: &str,
    list: &'static str,
    raw: Option<&'t RawValue>,
    bad: &mut Vec<Bad>,
) -> Option<Vec<Entry<'t, T>>> {
    let Some(raw) = raw else { return Some(Vec::new()) };
    let all: Vec<&'t RawValue> = serde_json::from_str(raw.get()).ok()?;
    let mut out = Vec::with_capacity(all.len());
    for (number, entry) in (1..).zip(all) {
        match serde_json::from_str(entry.get()) {
            Ok(value) => out.push((entry.get(), Some(value))),
            Err(error) => {
                let (line, column) = place(text, entry.get(), &error);
                let message = read::without_place(&error);
                bad.push(Bad { list, number, name: called(entry), line, column, message });
                out.push((entry.get(), None));
            }
        }
    }
    Some(out)
}

/// The id of an entry, else its title.
fn called(entry: &RawValue) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(entry.get()).ok()?;
    let text = |key: &str| value.get(key)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    text("id").or_else(|| text("name"))
}

/// Where in the whole text a fault of an entry stands.
fn place(text: &str, entry: &str, error: &serde_json::Error) -> (u32, u32) {
    let (line, column) = read::place(text.as_bytes(), within(text, entry));
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    match number(error.line()) {
        0 | 1 => (line, (column + number(error.column())).saturating_sub(1)),
        lines => (line + lines - 1, number(error.column())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_entries_are_read_and_bad_ones_named() {
        let text = "{\"schemaVersion\":\"1.0.0\",\"later\":[1],\n\"meeting\":[{\"id\":\"a\",\"x\":1},\n {\"name\":\"No id\"},\n{\"id\":\"c\",\n\"agendaItem\":[{\"id\":\"c/item-1\",\n\"name\":7}]}],
            \"action\":[{\"id\":\"a/action-1\",\"meeting\":\"a\"},{\"id\":\"c/action-1\",\"meeting\":\"c\"}]}";
        let Salvaged { envelope, bad, .. } = from_str(text).unwrap();
        let ids: Vec<_> = envelope.meeting.iter().map(|meeting| meeting.id.as_str()).collect();
        assert_eq!((ids, envelope.action.len(), envelope.extra.len(), envelope.meeting[0].extra.len()), (vec!["a"], 1, 1, 1));
        let bad: Vec<_> = bad.iter().map(|bad| (bad.number, bad.name.as_deref(), bad.line, bad.column)).collect();
        assert_eq!(bad, [(2, Some("No id"), 3, 17), (3, Some("c"), 6, 8)]);
    }

    #[test]
    fn what_is_wrong_as_a_whole_is_refused_as_before() {
        let salvaged = from_str(r#"{"schemaVersion":"1.0.0"}"#).unwrap();
        assert_eq!((salvaged.envelope, salvaged.bad), (Envelope::new(), Vec::new()));
        for text in [
            r#"{"schemaVersion":"1.0.0","meeting":{}}"#,
            r#"{"schemaVersion":"1.0.0","meeting":[{"name":"x"},7]}"#,
            r#"{"schemaVersion":"1.0.0","meeting":[],"meeting":[7]}"#,
            r#"{"schemaVersion":"1.0.0","name":7,"meeting":[{"id":"m"}]}"#,
            r#"{"schemaVersion":"1.0.0","meeting":[{"id":"m"}"#,
        ] {
            assert!(matches!(from_str(text), Err(ReadError::Syntax { .. })), "{text}");
        }
        assert_eq!(from_str(r#"{"meeting":[{}]}"#), Err(ReadError::NotMeetings));
        assert!(matches!(from_str(r#"{"schemaVersion":"9.0.0","meeting":[{}]}"#), Err(ReadError::Newer { .. })));
    }

    #[test]
    fn a_field_given_twice_makes_its_entry_bad() {
        let Salvaged { envelope, bad, .. } = from_str(r#"{"schemaVersion":"1.0.0","meeting":[{"id":"a","id":"b"},{"id":"c"}]}"#).unwrap();
        assert_eq!((envelope.meeting.len(), bad.len()), (1, 1));
    }

    #[test]
    fn what_is_left_is_a_text_with_every_line_in_its_place() {
        let (fine, wrong) = ("{\n\"id\":\"a\"}", "{\r\n\"name\":\"é, [\"}");
        for order in 1..31u32 {
            let entries: Vec<&str> = (0..5).map(|n| if order >> n & 1 == 1 { fine } else { wrong }).collect();
            let text = format!("{{\"schemaVersion\":\"1.0.0\",\"meeting\":[\n{}\n],\"zz\":1}}", entries.join("\n,\n"));
            let salvaged = from_str(&text).unwrap();
            assert_eq!(salvaged.envelope.meeting.len(), order.count_ones() as usize);
            assert_eq!(read::from_str(&salvaged.text).as_ref(), Ok(&salvaged.envelope), "{}", salvaged.text);
            let lines = |text: &str| -> Vec<usize> { text.match_indices('\n').map(|(at, _)| at).collect() };
            assert_eq!(lines(&salvaged.text), lines(&text));
        }
        let text = r#"{"schemaVersion":"1.0.0","meeting":[{"id":"a"},{"id":"c","name":7}],"action":[{"id":"c/action-1","meeting":"c"},{"id":"a/action-1","meeting":"a"}]}"#;
        assert!(!from_str(text).unwrap().text.contains("c/action-1"));
    }
}

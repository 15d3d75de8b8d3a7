//! A file of which single entries are wrong: the entries that are right, and what is wrong with the others.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashSet},
};

use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Visitor};
use serde_json::value::RawValue;

use super::{
    Action, Envelope, SCHEMA_VERSION, read,
    read::{Lines, ReadError},
};

/// So many bad entries of a file are named; there may be a million.
pub const MOST_NAMED: usize = 25;

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
    /// The others, up to [`MOST_NAMED`] of them.
    pub bad: Vec<Bad>,
    /// How many others there are.
    pub bad_in_all: usize,
    /// How many of them are meetings.
    pub bad_meetings: usize,
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
        Ok(envelope) => Ok(Salvaged { envelope, bad: Vec::new(), bad_in_all: 0, bad_meetings: 0, text: text.into() }),
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
    let mut envelope = serde_json::from_str::<Envelope>(&format!("{{{}}}", head.join(","))).ok()?;
    if envelope.schema_version.major != SCHEMA_VERSION.major {
        return None;
    }
    let mut sieve = Sieve { text, lines: Lines::of(text.as_bytes()), rest: text.as_bytes().to_vec(), bad: Vec::new(), bad_in_all: 0 };
    let find = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    envelope.cycle = sieve.good("cycle", find("cycle"), |_| true, |_| ())?;
    envelope.organization = sieve.good("organization", find("organization"), |_| true, |_| ())?;
    let (before, mut left_out) = (sieve.bad_in_all, HashSet::new());
    envelope.meeting = sieve.good("meeting", find("meeting"), |_| true, |entry| left_out.extend(text_in(entry, &["id"])))?;
    let bad_meetings = sieve.bad_in_all - before;
    for meeting in &envelope.meeting {
        left_out.remove(meeting.id.as_str());
    }
    let is_left_out = |action: &Action| action.meeting.as_ref().is_some_and(|id| left_out.contains(id.as_str()));
    envelope.action = sieve.good("action", find("action"), |action| !is_left_out(action), |_| ())?;
    envelope.mark = sieve.good("mark", find("mark"), |_| true, |_| ())?;
    let any = !envelope.meeting.is_empty() || bad_meetings == 0;
    let Sieve { rest, bad, bad_in_all, .. } = sieve;
    let text = String::from_utf8(rest).ok().filter(|_| any && bad_in_all > 0)?.into();
    Some(Salvaged { envelope, bad, bad_in_all, bad_meetings, text })
}

/// What parts the good entries of a text from the others.
struct Sieve<'t> {
    text: &'t str,
    lines: Lines<'t>,
    /// A copy of the text, in which what is not good is blanked.
    rest: Vec<u8>,
    bad: Vec<Bad>,
    bad_in_all: usize,
}

impl<'t> Sieve<'t> {
    /// The entries of a list that are right and kept. The others are blanked, with the commas that then are too many; those that are
    /// wrong are noted, and shown to `wrong`.
    fn good<T: DeserializeOwned>(
        &mut self,
        list: &'static str,
        raw: Option<&'t RawValue>,
        is_kept: impl Fn(&T) -> bool,
        mut wrong: impl FnMut(&RawValue),
    ) -> Option<Vec<T>> {
        let Some(raw) = raw else { return Some(Vec::new()) };
        let entries: Vec<&'t RawValue> = serde_json::from_str::<Option<_>>(raw.get()).ok()?.unwrap_or_default();
        let mut good = Vec::new();
        let mut before = None;
        for (number, entry) in (1..).zip(entries) {
            let start = within(self.text, entry.get());
            let end = start + entry.get().len();
            let value = match serde_json::from_str(entry.get()) {
                Ok(value) => Some(value).filter(&is_kept),
                Err(error) => {
                    wrong(entry);
                    self.note(list, number, entry, start, &error);
                    None
                }
            };
            let blank = match (&value, before) {
                (Some(_), Some(comma)) if good.is_empty() => comma..start,
                (Some(_), _) => start..start,
                (None, comma) => comma.unwrap_or(start)..end,
            };
            self.rest[blank].iter_mut().filter(|byte| !matches!(**byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
            before = Some(end);
            good.extend(value);
        }
        Some(good)
    }

    fn note(&mut self, list: &'static str, number: usize, entry: &RawValue, start: usize, error: &serde_json::Error) {
        self.bad_in_all += 1;
        if self.bad.len() < MOST_NAMED {
            let (line, column) = self.lines.place(start);
            let count = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
            let (line, column) = match count(error.line()) {
                0 | 1 => (line, (column + count(error.column())).saturating_sub(1)),
                lines => (line + lines - 1, count(error.column())),
            };
            let message = read::without_place(error);
            self.bad.push(Bad { list, number, name: text_in(entry, &["id", "name"]), line, column, message });
        }
    }
}

/// At which byte of the text a part of it stands: both are in the same memory.
fn within(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// The first of these fields of an entry that holds a text.
fn text_in(entry: &RawValue, keys: &[&str]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(entry.get()).ok()?;
    let text = |key: &&str| value.get(key)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    keys.iter().find_map(text)
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
    #[test]
    fn a_list_that_says_nothing_is_no_fault() {
        let text = r#"{"schemaVersion":"1.0.0","cycle":null,"action":null,"meeting":[{"id":"a"},{"name":"no id"}],"mark":null}"#;
        let salvaged = from_str(text).unwrap();
        assert_eq!((salvaged.envelope.meeting.len(), salvaged.bad_in_all), (1, 1));
    }

    #[test]
    fn of_a_great_many_bad_entries_the_first_are_named_and_the_others_counted() {
        let many = 20_000;
        let good: String = (0..many).map(|n| format!("{{\"id\":\"g{n}\"}},\n")).collect();
        let bad: String = (0..many).map(|n| format!(",\n{{\"id\":\"b{n}\",\"name\":{n}}}")).collect();
        let actions: String = (0..many).map(|n| format!(",{{\"id\":\"b{n}/action-1\",\"meeting\":\"b{n}\"}}")).collect();
        let text = format!(
            "{{\"schemaVersion\":\"1.0.0\",\"meeting\":[{good}{{\"id\":\"last\"}}{bad}],\"action\":[{{\"id\":\"last/action-1\",\"meeting\":\"last\"}}{actions}]}}"
        );
        read::PASSED.set(0);
        let salvaged = from_str(&text).unwrap();
        assert_eq!((salvaged.bad.len(), salvaged.bad_in_all, salvaged.bad_meetings), (MOST_NAMED, many, many));
        assert_eq!((salvaged.envelope.meeting.len(), salvaged.envelope.action.len()), (many + 1, 1));
        let (first, last) = (&salvaged.bad[0], &salvaged.bad[MOST_NAMED - 1]);
        assert_eq!((first.number, first.line as usize, first.name.as_deref()), (many + 2, many + 2, Some("b0")));
        assert_eq!((last.line - first.line) as usize, MOST_NAMED - 1);
        assert!(read::PASSED.get() <= text.len(), "lines are counted in one pass: {} of {}", read::PASSED.get(), text.len());
    }
}

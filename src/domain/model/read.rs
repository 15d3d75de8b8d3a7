//! Text in, envelope out: the depth and version guards, migration, and reading.

use std::{borrow::Cow, fmt};

use serde_json::Value;

use super::{Envelope, SCHEMA_VERSION, SchemaVersion, slot};
use crate::domain::bytes::quote_or_escape;

/// Deepest nesting that is read; trees of real meetings need about 25.
pub const MAX_DEPTH: usize = 64;
/// Most objects that are read: twice what 100 MB of real records hold. A file of nothing but `{}` would else fill the memory of a
/// browser many times over.
pub const MAX_OBJECTS: usize = 2_000_000;
/// Most values that are read, for the same reason.
pub const MAX_VALUES: usize = 12_000_000;

/// Why a file was not read. Nothing of it is taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Not UTF-8 (nor UTF-16 with a byte order mark).
    Encoding {
        /// Line of the first bad byte.
        line: u32,
    },
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep {
        /// Where it gets too deep.
        line: u32,
        /// Where in the line, in bytes from 1.
        column: u32,
    },
    /// More objects than [`MAX_OBJECTS`] or more values than [`MAX_VALUES`].
    TooMany {
        /// Where it gets too many.
        line: u32,
        /// Where in the line, in bytes from 1.
        column: u32,
    },
    /// Not JSON, or JSON with a value of the wrong kind.
    Syntax {
        /// Where.
        line: u32,
        /// Where in the line, in bytes from 1; 0 where it is not known.
        column: u32,
        /// What was expected.
        message: String,
    },
    /// JSON without `schemaVersion`: something else.
    NotMeetings,
    /// A `schemaVersion` that is no version.
    OddVersion {
        /// What stands there, as JSON.
        found: String,
    },
    /// Made by a newer major version.
    Newer {
        /// That version.
        version: SchemaVersion,
    },
}

impl ReadError {
    /// The line of the fault, 1 where none is known.
    pub fn line(&self) -> u32 {
        match self {
            Self::Encoding { line } | Self::TooDeep { line, .. } | Self::TooMany { line, .. } | Self::Syntax { line, .. } => (*line).max(1),
            Self::NotMeetings | Self::OddVersion { .. } | Self::Newer { .. } => 1,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Encoding { .. } => f.write_str("the text is not UTF-8, save the file as UTF-8"),
            Self::TooDeep { column, .. } => {
                write!(f, "objects nested deeper than {MAX_DEPTH} levels at column {column}, flatten the file")
            }
            Self::TooMany { column, .. } => {
                write!(f, "more than {MAX_OBJECTS} objects or {MAX_VALUES} values at column {column}, split the file")
            }
            Self::Syntax { message, column, .. } => write!(f, "{message} at column {column}, mend the JSON there"),
            Self::NotMeetings => {
                write!(f, "no schemaVersion, so this is not meeting JSON: add \"schemaVersion\": \"{SCHEMA_VERSION}\" if it is")
            }
            Self::OddVersion { found } => {
                write!(f, "schemaVersion is {found}, write it as a text of three numbers such as \"{SCHEMA_VERSION}\"")
            }
            Self::Newer { version } => {
                write!(f, "made by a newer version ({version}) than {SCHEMA_VERSION}, get the newer program; nothing was changed")
            }
        }
    }
}

impl std::error::Error for ReadError {}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        Self::Syntax {
            line: u32::try_from(error.line()).unwrap_or(u32::MAX),
            column: u32::try_from(error.column()).unwrap_or(u32::MAX),
            message: without_place(&error),
        }
    }
}

/// What serde_json calls a fault, and what people do.
const IN_WORDS: [(&str, &str); 9] = [
    ("EOF while parsing", "the text ends too early"),
    ("expected value", "a value was expected"),
    ("expected `,` or `]`", "a comma or the end of the list is missing"),
    ("expected `,` or `}`", "a comma or the end of the object is missing"),
    ("expected `:`", "a colon is missing"),
    ("key must be a string", "a name in quotes was expected"),
    ("trailing comma", "there is a comma too many"),
    ("trailing characters", "the text goes on after its end"),
    ("control character", "a line break or another control character stands in a text"),
];

/// What an error says, in words; serde_json ends its messages with the place, which is carried apart.
pub(super) fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if let Some((_, words)) = IN_WORDS.iter().find(|(name, _)| text.starts_with(name)) {
        return (*words).to_owned();
    }
    let text = text.split(" at line ").next().unwrap_or(&text);
    let kinds = text.strip_prefix("invalid type: ").or_else(|| text.strip_prefix("invalid value: "));
    match kinds.and_then(|kinds| kinds.rsplit_once(", expected ")) {
        Some((found, expected)) => format!("{expected} was expected, not {found}"),
        None => text.to_owned(),
    }
}

/// Reads the bytes of a file: UTF-8 with or without a byte order mark, or UTF-16 with one.
///
/// # Errors
/// See [`ReadError`].
pub fn from_bytes(bytes: &[u8]) -> Result<Envelope, ReadError> {
    from_str(&text_of(bytes)?)
}

/// The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one.
///
/// # Errors
/// [`ReadError::Encoding`].
pub fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest).map(Cow::Borrowed),
        _ => utf8(bytes).map(Cow::Borrowed),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, ReadError> {
    std::str::from_utf8(bytes).map_err(|error| ReadError::Encoding { line: Lines::of(bytes).place(error.valid_up_to()).0 })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ReadError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(ReadError::Encoding { line: 1 });
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().map_err(|_| ReadError::Encoding { line: 1 })
}

/// Places of bytes. Each is looked for from where the last one was, so that many of them cost one pass.
pub(super) struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u32,
    /// Where the line begins.
    start: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t [u8]) -> Self {
        Self { text, at: 0, line: 1, start: 0 }
    }

    /// Line and column, from 1, of a byte.
    pub(super) fn place(&mut self, at: usize) -> (u32, u32) {
        let at = at.min(self.text.len());
        if at < self.at {
            *self = Self::of(self.text);
        }
        #[cfg(test)]
        PASSED.set(PASSED.get() + at - self.at);
        for end in (self.at..at).filter(|end| self.text[*end] == b'\n') {
            self.line = self.line.saturating_add(1);
            self.start = end + 1;
        }
        self.at = at;
        (self.line, u32::try_from(at - self.start + 1).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
thread_local! {
    /// How many bytes were passed for places, to see that it is one pass.
    pub(super) static PASSED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Reads a text.
///
/// # Errors
/// See [`ReadError`]; a file is read whole or not at all.
pub fn from_str(text: &str) -> Result<Envelope, ReadError> {
    guard(text.as_bytes())?;
    // The straight road: the present version, typed at once.
    let straight = serde_json::from_str::<Envelope>(text);
    match straight {
        Ok(envelope) if envelope.schema_version.major > SCHEMA_VERSION.major => Err(ReadError::Newer { version: envelope.schema_version }),
        Ok(envelope) if envelope.schema_version.major == SCHEMA_VERSION.major => Ok(envelope),
        Ok(_) => from_older(text),
        Err(error) => match serde_json::from_str::<Value>(text) {
            // Not JSON at all.
            Err(_) => Err(error.into()),
            Ok(value) => match version_of(&value) {
                None => Err(match value.get("schemaVersion") {
                    Some(found) => ReadError::OddVersion { found: shortened(found) },
                    None => ReadError::NotMeetings,
                }),
                Some(version) if version.major > SCHEMA_VERSION.major => Err(ReadError::Newer { version }),
                Some(version) if version.major < SCHEMA_VERSION.major => from_older(text),
                Some(_) => Err(error.into()),
            },
        },
    }
}

/// A value as JSON, cut where it is long.
fn shortened(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The version that an envelope says it has, whatever else it is.
pub(crate) fn version_of(value: &Value) -> Option<SchemaVersion> {
    value.get("schemaVersion")?.as_str()?.parse().ok()
}

fn from_older(text: &str) -> Result<Envelope, ReadError> {
    let mut value: Value = serde_json::from_str(text)?;
    super::migrate::to_present(&mut value);
    Ok(slot::read(value)?)
}

/// Any JSON, guarded as meeting JSON is; `around` levels may lie around the envelopes that it holds.
///
/// # Errors
/// [`ReadError::TooDeep`], [`ReadError::TooMany`] and [`ReadError::Syntax`].
pub fn value(text: &str, around: usize) -> Result<Value, ReadError> {
    guard_within(text.as_bytes(), MAX_DEPTH + around)?;
    Ok(serde_json::from_str(text)?)
}

/// Refuses what nests deeper than [`MAX_DEPTH`] or holds too many values, before anything is built of it and without recursion.
///
/// # Errors
/// [`ReadError::TooDeep`] and [`ReadError::TooMany`].
pub fn guard(bytes: &[u8]) -> Result<(), ReadError> {
    guard_within(bytes, MAX_DEPTH)
}

fn guard_within(bytes: &[u8], most: usize) -> Result<(), ReadError> {
    let (mut depth, mut objects, mut values) = (0usize, 0usize, 0usize);
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            open @ (b'{' | b'[') => {
                depth += 1;
                objects += usize::from(open == b'{');
                values += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            b'"' => {
                at = quote_or_escape(bytes, at + 1);
                while bytes.get(at) == Some(&b'\\') {
                    at = quote_or_escape(bytes, at + 2);
                }
            }
            _ => {}
        }
        if depth > most || objects > MAX_OBJECTS || values > MAX_VALUES {
            let (line, column) = Lines::of(bytes).place(at);
            return Err(if depth > most { ReadError::TooDeep { line, column } } else { ReadError::TooMany { line, column } });
        }
        at += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_fields_survive_at_every_level() {
        let text = r#"{"schemaVersion":"1.7.0","later":{"a":[1,2.5,null]},"meeting":[{"id":"m","new":true,"meetingType":"seance","start":"soon",
            "agendaItem":[{"id":"m/item-1","colour":"red","durationPer":{"duration":"PT5M","pace":"slow"},"agendaItem":[{"id":"m/item-2","x":{}}],
            "source":[{"fileName":"a.txt","lines":[[1,2]],"page":3}]}]}]}"#;
        let envelope = from_str(text).unwrap();
        let written: Value = serde_json::from_str(&serde_json::to_string(&envelope).unwrap()).unwrap();
        assert_eq!(written, serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn what_is_not_ours_is_refused_with_a_reason() {
        assert_eq!(from_str(r#"{"meeting":[]}"#), Err(ReadError::NotMeetings));
        for (version, found) in [("1", "1"), ("\"1.0\"", "\"1.0\""), ("null", "null")] {
            let error = from_str(&format!("{{\"schemaVersion\":{version},\"meeting\":[]}}")).unwrap_err();
            assert_eq!(error, ReadError::OddVersion { found: found.to_owned() });
            assert!(error.to_string().contains("a text of three numbers such as \"1.0.0\""), "{error}");
        }
        assert!(matches!(from_str(r#"{"schemaVersion":"2.0.0","meeting":7}"#), Err(ReadError::Newer { version }) if version.major == 2));
        assert!(matches!(from_str(r#"{"schemaVersion":"2.0.0"}"#), Err(ReadError::Newer { .. })));
        assert!(matches!(from_str("{\n\"schemaVersion\":\"1.0.0\",\n\"name\" 5}"), Err(ReadError::Syntax { line: 3, .. })));
        assert!(
            matches!(from_str(r#"{"schemaVersion":"1.0.0","meeting":[{"name":"x"}]}"#), Err(ReadError::Syntax { message, .. }) if message.contains("id"))
        );
        assert!(matches!(from_str(r#"{"schemaVersion":"1.0.0","name":"a","name":"b"}"#), Err(ReadError::Syntax { .. })));
        assert!(matches!(from_str(r#"{"schemaVersion":"1.0.0","x":1,"x":2}"#), Err(ReadError::Syntax { .. })));
        assert!(matches!(from_str(r#"{"schemaVersion":"1.0.0","x":1e999}"#), Err(ReadError::Syntax { .. })));
    }

    #[test]
    fn depth_is_limited_without_recursion() {
        for depth in [65, 10_000, 10_000_000] {
            let text = format!("{{\"schemaVersion\":\"1.0.0\",\"x\":\n{}", "[".repeat(depth));
            assert!(matches!(from_str(&text), Err(ReadError::TooDeep { line: 2, column: 64 })), "{depth}");
        }
        let inside = format!("{{\"schemaVersion\":\"1.0.0\",\"x\":{}{}}}", "[".repeat(63), "]".repeat(63));
        assert!(from_str(&inside).is_ok());
        assert!(from_str(r#"{"schemaVersion":"1.0.0","name":"[[[[\"[[[["}"#).is_ok());
    }

    #[test]
    fn encodings() {
        let text = "{\"schemaVersion\":\"1.0.0\",\"name\":\"é政\"}";
        let plain = from_str(text).unwrap();
        assert_eq!(from_bytes(format!("\u{feff}{text}").as_bytes()).unwrap(), plain);
        let le: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!((from_bytes(&le).unwrap(), from_bytes(&be).unwrap()), (plain.clone(), plain));
        assert_eq!(from_bytes(b"{\n\"\xFF\"}"), Err(ReadError::Encoding { line: 2 }));
        assert!(matches!(from_bytes(&[0xFF, 0xFE, 0x00, 0xD8, 0x20, 0x00]), Err(ReadError::Encoding { .. })));
    }
}

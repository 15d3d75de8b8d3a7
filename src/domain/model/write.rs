//! Envelope in, text out, in a stable order: fields as the types declare them, unknown ones behind, sorted.

use serde::Serialize;

/// For people: two spaces an indentation, a line feed at the end.
pub fn pretty<T: Serialize>(value: &T) -> String {
    finish(serde_json::to_string_pretty(value))
}

/// For machines: no white space but the line feed at the end.
pub fn compact<T: Serialize>(value: &T) -> String {
    finish(super::compact::to_string(value))
}

fn finish<E: std::fmt::Display>(text: Result<String, E>) -> String {
    // Records hold only texts, numbers, lists and maps with text keys, and a `String` takes every write.
    let mut text = text.unwrap_or_else(|error| unreachable!("meeting JSON can always be written: {error}"));
    text.push('\n');
    text
}

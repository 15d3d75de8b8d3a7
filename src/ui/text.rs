//! Texts from the catalogue, in the reader's language.

use crate::{
    message::{Message, Text, fill},
    platform::intl,
};

pub use crate::message::{t, tv};

/// The language of the interface (BCP 47). English until more catalogues are there.
pub const LANGUAGE: &str = "en-GB";

/// A text that depends on a number; its place `{count}` holds the number, grouped as the language does.
pub fn tn(message: impl Message, count: usize, values: &[(&str, &str)]) -> String {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let number = intl::number(LANGUAGE, count);
    let template = match message.english() {
        Text::Plural { one, .. } if intl::is_one(LANGUAGE, count) => one,
        Text::Plain(text) | Text::Plural { other: text, .. } => text,
    };
    let mut all = vec![("count", number.as_str())];
    all.extend_from_slice(values);
    fill(template, &all)
}

//! The message catalogue: every text that a person reads, by key; English is compiled in, other languages are loaded.
//!
//! Own code, measured against the need: `leptos_i18n` and Fluent bring plural rules (ICU) that the browser has already
//! (`Intl.PluralRules`), tens of kilobytes in the first-view module. A message is whole: places are named, nothing is glued.

mod desk;
mod field;
pub mod plain;
mod view;
pub mod words;

pub use desk::Desk;
pub use field::FieldName;
pub use view::View;

/// A message as it stands in a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// The same for every number.
    Plain(&'static str),
    /// By plural category (Unicode CLDR): for `one`, and for all others.
    Plural {
        /// "{count} meeting".
        one: &'static str,
        /// "{count} meetings".
        other: &'static str,
    },
}

/// A key of a catalogue.
pub trait Message: Copy {
    /// The key in the files of other languages: `meeting-count`.
    fn key(self) -> &'static str;
    /// The English text.
    fn english(self) -> Text;
}

/// A text; of one that depends on a number, the form for many.
pub fn t(message: impl Message) -> &'static str {
    match message.english() {
        Text::Plain(text) | Text::Plural { other: text, .. } => text,
    }
}

/// A text with values in its places.
pub fn tv(message: impl Message, values: &[(&str, &str)]) -> String {
    fill(t(message), values)
}

/// Puts values into the places `{name}` of a template; an unknown place stays as it is.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, inside)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = inside.split_once('}') else {
            out.push('{');
            rest = inside;
            break;
        };
        match values.iter().find(|(other, _)| *other == name) {
            Some((_, value)) => out.push_str(value),
            None => out.extend(["{", name, "}"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Declares a catalogue: `Key "key": "text",` or `Key "key": one "…" other "…",`.
macro_rules! messages {
    ($(#[$doc:meta])* pub enum $Name:ident { $($Key:ident $key:literal: $(one $one:literal other $other:literal)? $($text:literal)?,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the text beside a key says what it is")]
        pub enum $Name { $($Key,)* }

        impl $Name {
            /// Every key, for translators and tests.
            pub const ALL: &'static [Self] = &[$(Self::$Key,)*];
        }

        impl $crate::message::Message for $Name {
            fn key(self) -> &'static str {
                match self { $(Self::$Key => $key,)* }
            }
            fn english(self) -> $crate::message::Text {
                match self { $(Self::$Key => $crate::message::messages!(@text $(one $one other $other)? $($text)?),)* }
            }
        }
    };
    (@text one $one:literal other $other:literal) => { $crate::message::Text::Plural { one: $one, other: $other } };
    (@text $text:literal) => { $crate::message::Text::Plain($text) };
}
pub(crate) use messages;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn places_are_filled_and_unknown_ones_stay() {
        assert_eq!(fill("{shown} of {count} meetings", &[("count", "30"), ("shown", "7")]), "7 of 30 meetings");
        assert_eq!(fill("a {b} {", &[]), "a {b} {");
    }

    #[test]
    fn keys_are_unique_and_plurals_agree_on_their_places() {
        let desk = Desk::ALL.iter().map(|m| (m.key(), m.english())).chain(FieldName::ALL.iter().map(|m| (m.key(), m.english())));
        let texts = View::ALL.iter().map(|m| (m.key(), m.english())).chain(desk);
        let mut seen = BTreeSet::new();
        for (key, text) in texts {
            assert!(seen.insert(key), "{key} stands twice");
            if let Text::Plural { one, other } = text {
                let places = |text: &str| {
                    text.split('{').skip(1).filter_map(|part| part.split('}').next().map(str::to_owned)).collect::<BTreeSet<_>>()
                };
                assert_eq!(places(one), places(other), "{key}");
            }
        }
    }
}

//! What writers of markup share: escaping, the direction of a text, lists from depths.

use std::borrow::Cow;

use crate::domain::{
    bytes::{self, Set},
    link,
};

/// The direction in which a text runs: that of its first letter that has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// That of a text; nothing where no letter in it has one.
    pub fn of(text: &str) -> Option<Self> {
        text.chars().find_map(|c| match c {
            // Hebrew, Arabic and their neighbours, their presentation forms, and the right-to-left blocks of the other planes.
            '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}' => c.is_alphabetic().then_some(Self::Rtl),
            '\u{200e}' => Some(Self::Ltr),
            '\u{200f}' => Some(Self::Rtl),
            _ => c.is_alphabetic().then_some(Self::Ltr),
        })
    }

    /// That of a language (BCP 47).
    pub fn of_language(language: &str) -> Self {
        let base = language.split('-').next().unwrap_or_default();
        if ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv"].contains(&base) { Self::Rtl } else { Self::Ltr }
    }

    /// As an attribute's value.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// Whether a character may stand in a document of markup: no control character but those of white space (XML 1.0, section 2.2).
pub fn may_stand(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// Writes a text, with the characters that begin with a byte of the set given to `act`, and the runs between them as they are.
pub fn each_special(text: &str, set: &Set, out: &mut String, mut act: impl FnMut(char, &mut String)) {
    let mut from = 0;
    loop {
        let at = set.first(text.as_bytes(), from);
        out.push_str(text.get(from..at).unwrap_or_default());
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
        act(c, out);
        from = at + c.len_utf8();
    }
}

/// What is no plain letter of HTML, or may not stand in it.
const SPECIAL: Set = Set::new(b"&<>\"'", true);

/// A text in HTML, in an element or an attribute.
pub fn escape(text: &str, out: &mut String) {
    each_special(text, &SPECIAL, out, |c, out| match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        c if may_stand(c) => out.push(c),
        _ => {}
    });
}

/// The same as a text of its own.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// Writes pieces of text one behind the other.
pub fn put(out: &mut String, pieces: &[&str]) {
    pieces.iter().for_each(|piece| out.push_str(piece));
}

/// A text in pieces, as [`link::pieces`](crate::domain::link::pieces): most have no address, and are one.
pub fn pieces(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let bytes = text.as_bytes();
    let mut at = bytes::colon(bytes, 0);
    while at < bytes.len() && !bytes[at..].starts_with(b"://") {
        at = bytes::colon(bytes, at + 1);
    }
    let (plain, linked) = if at < bytes.len() { ("", text) } else { (text, "") };
    std::iter::once(("", plain)).filter(|(_, plain)| !plain.is_empty()).chain(link::pieces(linked))
}

/// A link, of a class where it has one.
pub fn anchor(class: Option<&str>, address: &str, text: &str, out: &mut String) {
    out.push_str("<a ");
    class.iter().for_each(|class| put(out, &["class=\"", class, "\" "]));
    out.push_str("href=\"");
    escape(address, out);
    out.push_str("\" rel=\"noopener noreferrer\">");
    escape(text, out);
    out.push_str("</a>");
}

/// A text of several lines in HTML: addresses become links, line ends stay.
pub fn text(text: &str, out: &mut String) {
    for (n, line) in text.trim().lines().enumerate() {
        if n > 0 {
            out.push_str("<br>");
        }
        for (address, rest) in pieces(line) {
            if !address.is_empty() {
                anchor(None, address, address, out);
            }
            escape(rest, out);
        }
    }
}

/// A text on one line.
pub fn one_line(text: &str) -> Cow<'_, str> {
    // Nothing but single spaces between words stands in most.
    let mut words = text.split(' ');
    if words.all(|word| !word.is_empty() && !word.contains(char::is_whitespace)) {
        return text.into();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// Nested lists from entries in reading order, each with its depth.
pub struct Lists {
    open: usize,
    begin: &'static str,
    end: &'static str,
}

impl Lists {
    /// None open yet; how a list begins and ends.
    pub fn new(begin: &'static str, end: &'static str) -> Self {
        Self { open: 0, begin, end }
    }

    /// What stands before an entry: lists and entries that end or begin there.
    pub fn entry(&mut self, depth: usize, out: &mut String) {
        if depth >= self.open {
            // Only ever one level deeper than the entry before.
            out.push_str(self.begin);
            self.open += 1;
        } else {
            self.close(depth + 1, out);
            out.push_str("</li>\n");
        }
        out.push_str("<li>");
    }

    /// Ends lists until so many are open.
    pub fn close(&mut self, left: usize, out: &mut String) {
        while self.open > left {
            out.push_str("</li>\n");
            out.push_str(self.end);
            self.open -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_tells_the_direction() {
        let of = |text| Direction::of(text).map(Direction::word);
        assert_eq!(
            [of("1. Agenda"), of("(1) جدول"), of("12:00"), of("\u{200f}A"), of("שלום x")],
            [Some("ltr"), Some("rtl"), None, Some("rtl"), Some("rtl")]
        );
        assert_eq!([Direction::of_language("en-GB"), Direction::of_language("ar")].map(Direction::word), ["ltr", "rtl"]);
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        let text = |written: &str| {
            let mut out = String::new();
            text(written, &mut out);
            out
        };
        assert_eq!(
            text(" <b>\"R&D\"</b>\n\u{0}it's https://a.example/?a=1&b=\"2\". "),
            "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;<br>it&#39;s <a href=\"https://a.example/?a=1&amp;b=&quot;2&quot;\" rel=\"noopener noreferrer\">https://a.example/?a=1&amp;b=&quot;2&quot;</a>."
        );
        assert_eq!(text("javascript:alert(1) data:text/html,x"), "javascript:alert(1) data:text/html,x");
        assert_eq!(text("a\u{7f}\u{85}\u{a0}\u{ffff}\u{feff}\u{1}\té"), "a\u{a0}\u{feff}\té");
    }

    #[test]
    fn a_text_on_one_line_has_single_spaces() {
        for (text, line) in [("a b", "a b"), ("", ""), (" a", "a"), ("a  b", "a b"), ("a\n\u{2003}b ", "a b"), ("é\tb", "é b")] {
            assert_eq!(one_line(text), line);
        }
    }

    #[test]
    fn lists_nest_by_depth() {
        let mut lists = Lists::new("<ol>", "</ol>");
        let mut out = String::new();
        for (depth, text) in [(0, "a"), (1, "b"), (2, "c"), (0, "d")] {
            lists.entry(depth, &mut out);
            out.push_str(text);
        }
        lists.close(0, &mut out);
        assert_eq!(out.replace('\n', ""), "<ol><li>a<ol><li>b<ol><li>c</li></ol></li></ol></li><li>d</li></ol>");
    }
}

//! What writers of markup share: escaping, the direction of a text, lists from depths.

use crate::domain::link;

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

/// A text in HTML, in an element or an attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars().filter(|c| may_stand(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// A link.
pub fn link(address: &str, text: &str) -> String {
    format!("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", escaped(address), escaped(text))
}

/// A text of several lines in HTML: addresses become links, line ends stay.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.trim().lines().enumerate() {
        if n > 0 {
            out.push_str("<br>");
        }
        for (address, rest) in link::pieces(line) {
            if !address.is_empty() {
                out.push_str(&link(address, address));
            }
            escape(rest, &mut out);
        }
    }
    out
}

/// A text on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
        assert_eq!(
            text(" <b>\"R&D\"</b>\n\u{0}it's https://a.example/?a=1&b=\"2\". "),
            "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;<br>it&#39;s <a href=\"https://a.example/?a=1&amp;b=&quot;2&quot;\" rel=\"noopener noreferrer\">https://a.example/?a=1&amp;b=&quot;2&quot;</a>."
        );
        assert_eq!(text("javascript:alert(1) data:text/html,x"), "javascript:alert(1) data:text/html,x");
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

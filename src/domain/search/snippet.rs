//! Snippets: a piece of a text around what was found, with the words marked.

use super::{
    index::Store,
    protocol::Hit,
    query::{MOST_UNITS, Unit},
    rank::Found,
    tokens::{Form, Token, Tokenizer},
};

/// About so many characters are shown.
const LENGTH: usize = 140;
/// So many of them before the first word found.
const BEFORE: usize = 40;
/// A text so little longer than that is shown whole.
const SLACK: usize = 20;
/// No more words than that are marked.
const MOST_MARKS: usize = 200;
const ELLIPSIS: &str = "…";

/// A part of a text that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    start: usize,
    end: usize,
    unit: usize,
}

/// The hit of a document.
pub(super) fn hit(tokenizer: &mut Tokenizer, store: &Store, document: u32, units: &[Unit], found: &[Found]) -> Hit {
    let document = store.get(document);
    let marks = marks(tokenizer, document.text, units, found);
    Hit { kind: document.kind, part: document.part.map(str::to_owned), pieces: pieces(document.text, &marks) }
}

/// What of a text matches, by place.
fn marks(tokenizer: &mut Tokenizer, text: &str, units: &[Unit], found: &[Found]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut rows = Rows::default();
    // With one thing to find, what is behind the piece shown need not be read.
    let mut enough = u32::MAX;
    let piece = (LENGTH + SLACK) as u32 * if text.is_ascii() { 1 } else { 4 };
    tokenizer.each(text, |token| {
        for (unit, asked) in units.iter().enumerate() {
            if let Some(end) = word_end(asked, &found[unit].typos, &token) {
                marks.push(Mark { start: token.start as usize, end: end as usize, unit });
            }
            if !asked.phrase.is_empty()
                && token.steps()
                && let Some(start) = rows.step(unit, &asked.phrase, &token)
            {
                marks.push(Mark { start: start as usize, end: token.end as usize, unit });
            }
        }
        if units.len() == 1 && enough == u32::MAX && !marks.is_empty() {
            enough = token.end + piece;
        }
        rows.next(&token);
        token.start < enough && marks.len() < MOST_MARKS
    });
    marks.sort_unstable();
    marks
}

/// Where the match of a word ends: for the first letter of a pair, inside the token.
fn word_end(unit: &Unit, typos: &[(u32, Vec<u8>)], token: &Token) -> Option<u32> {
    let word = &unit.word;
    if word.is_empty() {
        return None;
    }
    if token.text.first() == word.first() && token.text.starts_with(word) {
        return match token.form {
            _ if token.text.len() == word.len() => Some(token.end),
            _ if !unit.beginning => None,
            Form::Pair(middle) => Some(middle),
            _ => Some(token.end),
        };
    }
    typos.iter().any(|(_, typo)| typo == token.text).then_some(token.end)
}

/// Finds words in a row, all phrases at once (shift-and: a bit for each beginning that still holds).
#[derive(Default)]
struct Rows {
    held: [u32; MOST_UNITS],
    /// Where the last tokens began.
    starts: [u32; 32],
    count: usize,
}

impl Rows {
    /// The start of the phrase, when the token completes it.
    fn step(&mut self, unit: usize, phrase: &[Vec<u8>], token: &Token) -> Option<u32> {
        let here = phrase.iter().enumerate().filter(|(_, word)| *word == token.text).fold(0, |bits, (at, _)| bits | 1 << at);
        let held = (self.held[unit] << 1 | 1) & here;
        self.held[unit] = held;
        if held >> (phrase.len() - 1) & 1 == 0 {
            return None;
        }
        let back = phrase.len() - 1;
        Some(if back == 0 { token.start } else { self.starts[(self.count - back) % 32] })
    }

    fn next(&mut self, token: &Token) {
        if token.steps() {
            self.starts[self.count % 32] = token.start;
            self.count += 1;
        }
    }
}

/// Cuts the text to the best place and into pieces.
fn pieces(text: &str, marks: &[Mark]) -> Vec<(String, bool)> {
    let (start, end) = window(text, anchor(marks));
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut put = |text: &str, marked: bool| match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some((last, same)) if *same == marked => last.push_str(text),
        _ => pieces.push((text.to_owned(), marked)),
    };
    if start > 0 {
        put(ELLIPSIS, false);
    }
    let mut at = start;
    for mark in marks {
        // Marks overlap where pairs of characters do, or a word and the joined word that it is part of.
        let (from, to) = (mark.start.max(at), mark.end.min(end));
        if from < to {
            put(&text[at..from], false);
            put(&text[from..to], true);
            at = to;
        }
    }
    put(&text[at..end], false);
    if end < text.len() {
        put(ELLIPSIS, false);
    }
    pieces
}

/// The first of the marks behind which, in the space of a snippet, the most things are found.
fn anchor(marks: &[Mark]) -> Option<Mark> {
    let things = |at: usize| {
        let end = marks[at].start + LENGTH - BEFORE;
        marks[at..].iter().take_while(|mark| mark.end <= end).fold(0u32, |things, mark| things | 1 << mark.unit).count_ones()
    };
    let mut best = (0, 0);
    for at in 0..marks.len() {
        let things = things(at);
        if things > best.0 {
            best = (things, at);
        }
    }
    marks.get(best.1).copied()
}

/// Which bytes are shown.
fn window(text: &str, anchor: Option<Mark>) -> (usize, usize) {
    let bytes = text.as_bytes();
    let begins = |at: usize| bytes.get(at).is_none_or(|byte| byte & 0xc0 != 0x80);
    let back = |mut from: usize, mut count: usize| {
        while from > 0 && count > 0 {
            from -= 1;
            count -= usize::from(begins(from));
        }
        from
    };
    let forth = |mut from: usize, mut count: usize| {
        while from < bytes.len() && count > 0 {
            from += 1;
            count -= usize::from(begins(from));
        }
        from
    };
    if text.len() <= LENGTH || forth(0, LENGTH + SLACK) == text.len() {
        return (0, text.len());
    }
    let (first, last) = anchor.map_or((0, 0), |mark| (mark.start, mark.end));
    let mut start = back(first, BEFORE).min(back(text.len(), LENGTH));
    if start > 0 {
        // To the beginning of a word, if there is one before the mark.
        start = text[start..first].find(char::is_whitespace).map_or(start, |space| start + space);
        start += text[start..].len() - text[start..].trim_start().len();
    }
    let mut end = forth(start, LENGTH).max(last);
    if end < text.len() {
        end = text[last..end].rfind(char::is_whitespace).map_or(end, |space| last + space);
        end = text[..end].trim_end().len().max(last);
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use crate::domain::search::{
        build::Builder,
        fold::{Folder, Tables},
        protocol::Kind,
    };

    /// Marked parts in brackets.
    fn check(text: &str, query: &str, expected: &str) {
        let mut builder = Builder::new(Folder::new(Box::new(Tables)));
        builder.add(0, Kind::Note, Some("m/note-1"), text);
        let answer = builder.finish().search(query, 1);
        let found = answer.hits.first().map_or(String::new(), |hits| {
            hits.hits[0].pieces.iter().map(|(text, marked)| if *marked { format!("[{text}]") } else { text.clone() }).collect()
        });
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn words_are_marked() {
        check("DCs asked for an official DC-MAG liaison.", "liaison", "DCs asked for an official DC-MAG [liaison].");
        check("La Conexión", "conex", "La [Conexión]");
        check("La Conexio\u{301}n.", "conexion", "La [Conexio\u{301}n].");
        check("The WG-Strategy met", "wgstrategy", "The [WG-Strategy] met");
        check("The WG-Strategy met", "WG-Strategy", "The [WG-Strategy] met");
        check("The WG Strategy met", "WG-Strategy", "The [WG Strategy] met");
        check("The WG-Strategy met", "strategy the", "[The] WG-[Strategy] met");
        check("The liaison", "liasion", "The [liaison]");
        check("关于政策网络的说明", "政策网络", "关于[政策网络]的说明");
        check("关于政策网络的说明", "政", "关于[政]策网络的说明");
        check("关于政策网络", "络", "关于政策网[络]");
        check("the policy, the policy network", "\"policy network\"", "the policy, the [policy network]");
        check("a a a b", "\"a a b\"", "a [a a b]");
        check("على الأَجِنْدَةِ", "الاجندة", "على [الأَجِنْدَةِ]");
    }

    #[test]
    fn long_texts_are_cut_at_words() {
        let filler = "lorem ipsum dolor sit amet ".repeat(20);
        check(
            &format!("{filler}the liaison {filler}"),
            "liaison",
            "…amet lorem ipsum dolor sit amet the [liaison] lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum…",
        );
        check(
            &format!("{filler}liaison"),
            "liaison",
            "…ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet [liaison]",
        );
        check(
            &format!("liaison {filler}policy and the liaison"),
            "liaison policy",
            "…sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet [policy] and the [liaison]",
        );
        let han = "网".repeat(300);
        check(&format!("{han}政策{han}"), "政策", &format!("…{}[政策]{}…", "网".repeat(40), "网".repeat(98)));
    }
}

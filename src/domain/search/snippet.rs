//! Snippets: a piece of a text around what was found, with the words marked.

use super::{
    documents::BETWEEN,
    index::Document,
    protocol::{Hit, Kind, Piece},
    query::{MOST_UNITS, Unit},
    rank::Found,
    tokens::{Form, Stops, Token, Tokenizer},
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

/// Finds the matches of a query in texts, and cuts pieces around them.
pub(super) struct Marker<'a> {
    tokenizer: &'a mut Tokenizer,
    units: &'a [Unit],
    found: &'a [Found],
    stops: Stops,
    marks: Vec<Mark>,
}

impl<'a> Marker<'a> {
    pub(super) fn new(tokenizer: &'a mut Tokenizer, units: &'a [Unit], found: &'a [Found]) -> Self {
        let typos = found.iter().flat_map(|found| &found.typos).map(|(_, word)| word);
        let stops = if units.iter().any(|unit| !unit.phrase.is_empty()) {
            // For words in a row every word counts.
            Stops::ALL
        } else {
            Stops::at(units.iter().map(|unit| &unit.word).chain(typos).filter_map(|word| word.first().copied()))
        };
        Self { tokenizer, units, found, stops, marks: Vec::new() }
    }

    /// The hit of a document.
    pub(super) fn hit<'b>(&mut self, document: Document<'b>) -> Hit<&'b str> {
        // What is short in bytes is short in characters, and need not be counted.
        let text = document.text;
        let characters = if text.len() > LENGTH + SLACK { text.chars().count() } else { text.len() };
        let steps = Steps { text, characters };
        self.mark(&steps);
        let pieces = if document.kind == Kind::Other { facts(text, &self.marks) } else { pieces(&steps, &self.marks) };
        Hit { kind: document.kind, part: document.part, pieces }
    }

    /// Notes what of a text matches, by place.
    fn mark(&mut self, steps: &Steps) {
        let Self { tokenizer, units, found, stops, marks } = self;
        marks.clear();
        let mut rows = Rows::default();
        // With one thing to find, what is behind the piece shown need not be read.
        let mut enough = u32::MAX;
        tokenizer.each_beginning(stops, steps.text, |token| {
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
                enough = token.end + steps.bytes(LENGTH + SLACK) as u32;
            }
            rows.next(&token);
            token.start < enough && marks.len() < MOST_MARKS
        });
        marks.sort_unstable();
    }
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

/// Of facts that stand side by side, those in which something was found.
fn facts<'a>(text: &'a str, marks: &[Mark]) -> Vec<Piece<&'a str>> {
    let mut out: Vec<Piece<&str>> = Vec::new();
    let mut start = 0;
    for fact in text.split(BETWEEN) {
        let end = start + fact.len();
        let here = marks.iter().filter(|mark| start <= mark.start && mark.end <= end);
        let here: Vec<Mark> = here.map(|mark| Mark { start: mark.start - start, end: mark.end - start, ..*mark }).collect();
        if !here.is_empty() {
            if !out.is_empty() {
                out.push(Piece { text: BETWEEN, is_match: false });
            }
            out.extend(pieces(&Steps { text: fact, characters: fact.chars().count() }, &here));
        }
        start = end + BETWEEN.len();
    }
    out
}

/// Cuts the text to the best place and into pieces.
fn pieces<'a>(steps: &Steps<'a>, marks: &[Mark]) -> Vec<Piece<&'a str>> {
    let text = steps.text;
    let (start, end) = window(steps, anchor(marks));
    let mut pieces = Vec::with_capacity(6);
    let mut put = |text: &'a str, is_match: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text, is_match });
        }
    };
    if start > 0 {
        put(ELLIPSIS, false);
    }
    let mut at = start;
    let mut from = start;
    // Marks overlap where pairs of characters do, or a word and the joined word that it is part of: these become one.
    for mark in marks.iter().filter(|mark| mark.end > start && mark.start < end) {
        let (begin, stop) = (mark.start.max(start), mark.end.min(end));
        if begin > at {
            put(&text[from..at], true);
            put(&text[at..begin], false);
            (from, at) = (begin, begin);
        }
        at = at.max(stop);
    }
    put(&text[from..at], true);
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

/// Goes about so many characters through a text: as if each had as many bytes as all have on average, which is exact for a text
/// of one script and needs no counting on the way.
struct Steps<'a> {
    text: &'a str,
    characters: usize,
}

impl Steps<'_> {
    fn bytes(&self, count: usize) -> usize {
        count * self.text.len() / self.characters.max(1)
    }

    fn back(&self, from: usize, count: usize) -> usize {
        self.text.floor_char_boundary(from.saturating_sub(self.bytes(count)))
    }

    fn forth(&self, from: usize, count: usize) -> usize {
        self.text.floor_char_boundary(from + self.bytes(count))
    }
}

/// Which bytes are shown.
fn window(steps: &Steps, anchor: Option<Mark>) -> (usize, usize) {
    let text = steps.text;
    if steps.characters <= LENGTH + SLACK {
        return (0, text.len());
    }
    let (first, last) = anchor.map_or((0, 0), |mark| (mark.start, mark.end));
    let mut start = steps.back(first, BEFORE).min(steps.back(text.len(), LENGTH));
    if start > 0 {
        // To the beginning of a word, if there is one before the mark.
        start = text[start..first].find(char::is_whitespace).map_or(start, |space| start + space);
        start += text[start..].len() - text[start..].trim_start().len();
    }
    let mut end = steps.forth(start, LENGTH).max(last);
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
        let mut index = builder.finish();
        let answer = index.search(query, 1);
        let found = answer.hits.first().map_or(String::new(), |hits| {
            hits.hits[0]
                .pieces
                .iter()
                .map(|piece| if piece.is_match { format!("[{}]", piece.text) } else { piece.text.to_owned() })
                .collect()
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
    fn a_meeting_shows_what_says_the_most_and_only_then_what_it_is() {
        let mut builder = Builder::new(Folder::new(Box::new(Tables)));
        for (kind, text) in [
            (Kind::Title, "IGF 2025 MAG Meeting XI"),
            (Kind::Item, "Update by MAG members"),
            (Kind::Group, "Policy Network · PN"),
            (Kind::Note, "A network of the policies that were named"),
            (Kind::Person, "Xiao"),
            (Kind::Other, "IGF 2025 · XI · 11 · Lillestrøm · Norway"),
        ] {
            builder.add(0, kind, None, text);
        }
        let mut index = builder.finish();
        for (query, expected) in [
            ("mag xi", "IGF 2025 MAG Meeting XI"),
            ("mag", "IGF 2025 MAG Meeting XI|Update by MAG members"),
            ("xi", "IGF 2025 MAG Meeting XI|Xiao"),
            ("norway", "Norway"),
            ("network", "A network of the policies that were named|Policy Network · PN"),
            ("2025 norway xi", "IGF 2025 · XI · Norway"),
            ("mag norway", "IGF 2025 MAG Meeting XI|Update by MAG members"),
        ] {
            let answer = index.search(query, 1);
            let texts = |pieces: &[crate::domain::search::protocol::Piece<&str>]| pieces.iter().map(|piece| piece.text).collect::<String>();
            let shown: Vec<String> = answer.hits[0].hits.iter().map(|hit| texts(&hit.pieces)).collect();
            assert_eq!((shown.join("|").as_str(), answer.hits[0].more), (expected, 0), "{query}");
        }
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

//! Printed numbers of siblings: read, and followed from one to the next. What is odd is reported, never changed.
//!
//! Understood are `1.`, `(2)`, `1.1`, `a.`, `4a`, `iv)`, `XI`; anything else is passed over. A list may begin at one or go on where
//! the one before it on the same level ended, as paragraphs of reports do.

use std::collections::{BTreeMap, BTreeSet};

use super::place::{At, Place};
use crate::domain::{
    model::{AgendaItem, Meeting, MinutesSection, Note, Task},
    numeral,
};

/// What is odd about a printed number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Odd {
    /// It is not the next one: the number before it, nothing where it is the first.
    Skips(Option<String>, String),
    /// It stood in the list before.
    Repeats(String),
    /// The list begins again behind this number.
    Restarts(String, String),
}

/// What is odd about the numbers of a meeting.
pub fn of_meeting(meeting: &Meeting, at: &At) -> Vec<(Place, Odd)> {
    let mut out = Vec::new();
    items(&meeting.agenda_item, 0, at, &mut Carry::default(), &mut out);
    for (n, breakout) in meeting.breakout.iter().enumerate() {
        tasks(&breakout.task, &at.element("breakout", n), &mut out);
    }
    sections(&meeting.minutes, "minutes", 0, at, &mut Carry::default(), &mut Carry::default(), &mut out);
    out
}

fn items(list: &[AgendaItem], level: usize, at: &At, carry: &mut Carry, out: &mut Vec<(Place, Odd)>) {
    // Each day of a meeting has a list of its own.
    let mut from = 0;
    for group in list.chunk_by(|a, b| a.day == b.day) {
        let place = |n: usize| at.element("agendaItem", from + n).field("number");
        follow(group, |item| item.number.as_deref(), place, level, carry, out);
        from += group.len();
    }
    for (n, item) in list.iter().enumerate() {
        let at = at.element("agendaItem", n);
        items(&item.agenda_item, level + 1, &at, carry, out);
        for (n, breakout) in item.breakout.iter().enumerate() {
            tasks(&breakout.task, &at.element("breakout", n), out);
        }
    }
}

fn tasks(list: &[Task], at: &At, out: &mut Vec<(Place, Odd)>) {
    follow(list, |task| task.number.as_deref(), |n| at.element("task", n).field("number"), 0, &mut Carry::default(), out);
    for (n, task) in list.iter().enumerate() {
        tasks(&task.task, &at.element("task", n), out);
    }
}

fn sections(
    list: &[MinutesSection],
    key: &'static str,
    level: usize,
    at: &At,
    carry: &mut Carry,
    of_notes: &mut Carry,
    out: &mut Vec<(Place, Odd)>,
) {
    follow(list, |section| section.number.as_deref(), |n| at.element(key, n).field("number"), level, carry, out);
    for (n, section) in list.iter().enumerate() {
        let at = at.element(key, n);
        notes(&section.note, 0, &at, of_notes, out);
        sections(&section.section, "section", level + 1, &at, carry, of_notes, out);
    }
}

fn notes(list: &[Note], level: usize, at: &At, carry: &mut Carry, out: &mut Vec<(Place, Odd)>) {
    follow(list, |note| note.number.as_deref(), |n| at.element("note", n).field("number"), level, carry, out);
    for (n, note) in list.iter().enumerate() {
        notes(&note.note, level + 1, &at.element("note", n), carry, out);
    }
}

/// The last number of each level and kind, so that the next list may go on from it. A handful: looked through, not hashed.
#[derive(Default)]
struct Carry(Vec<((usize, Kind), u32)>);

impl Carry {
    fn last(&self, level: usize, kind: Kind) -> Option<u32> {
        self.0.iter().find(|(of, _)| *of == (level, kind)).map(|(_, last)| *last)
    }

    fn set(&mut self, level: usize, kind: Kind, value: u32) {
        match self.0.iter_mut().find(|(of, _)| *of == (level, kind)) {
            Some((_, last)) => *last = value,
            None => self.0.push(((level, kind), value)),
        }
    }
}

/// The numbers of one kind and beginning ("1." of "1.2") in a list.
struct Run<'a> {
    /// The last value.
    last: u32,
    /// The same, as printed.
    text: &'a str,
    /// All values since the run began.
    seen: BTreeSet<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Decimal,
    Letter,
    Roman,
}

/// A printed number: what stands before its last part, and the value of that.
#[derive(Debug, PartialEq, Eq)]
struct Number<'a> {
    before: &'a str,
    last: &'a str,
}

fn follow<'a, T>(
    list: &'a [T],
    number: impl Fn(&'a T) -> Option<&'a str>,
    place: impl Fn(usize) -> Place,
    level: usize,
    carry: &mut Carry,
    out: &mut Vec<(Place, Odd)>,
) {
    let printed: Vec<(usize, &str, Number)> = list
        .iter()
        .enumerate()
        .filter_map(|(n, object)| {
            let text = number(object)?;
            Some((n, text, parse(text)?))
        })
        .collect();
    if printed.is_empty() {
        return;
    }
    let words = Words::of(printed.iter().map(|(_, _, number)| number.last));
    let (mut numbers, mut letters): (BTreeMap<_, Run>, BTreeMap<_, Run>) = Default::default();
    for (n, text, number) in &printed {
        let Some((kind, value)) = words.value(number.last) else { continue };
        // A letter list begins anew below each number of a flat list.
        let runs = if kind == Kind::Decimal {
            letters = BTreeMap::new();
            &mut numbers
        } else {
            &mut letters
        };
        let odd = match runs.get_mut(&(kind, number.before)) {
            None => {
                // "10." once more where the list before it ended with "10." repeats; anything else has to go on from there.
                let odd = match carry.last(level, kind) {
                    _ if value == 1 => None,
                    Some(last) if last + 1 == value => None,
                    Some(last) if last == value => Some(Odd::Repeats((*text).to_owned())),
                    _ => Some(Odd::Skips(None, (*text).to_owned())),
                };
                runs.insert((kind, number.before), Run { last: value, text, seen: BTreeSet::from([value]) });
                odd
            }
            Some(run) => {
                let odd = if value == run.last + 1 {
                    None
                } else if value == 1 && run.last > 1 {
                    run.seen.clear();
                    Some(Odd::Restarts(run.text.to_owned(), (*text).to_owned()))
                } else if run.seen.contains(&value) {
                    Some(Odd::Repeats((*text).to_owned()))
                } else {
                    Some(Odd::Skips(Some(run.text.to_owned()), (*text).to_owned()))
                };
                run.seen.insert(value);
                (run.last, run.text) = (value, text);
                odd
            }
        };
        carry.set(level, kind, value);
        out.extend(odd.map(|odd| (place(*n), odd)));
    }
}

fn parse(text: &str) -> Option<Number<'_>> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric();
    let inner = &text[text.bytes().position(is_part)?..=text.bytes().rposition(is_part)?];
    let (before, last) = inner.split_at(inner.bytes().rposition(|byte| !is_part(byte)).map_or(0, |at| at + 1));
    // "4a": the letter counts below the 4.
    let letters = last.trim_start_matches(|c: char| c.is_ascii_digit());
    if letters.len() == 1 && letters.len() < last.len() {
        return Some(Number { before: &inner[..inner.len() - 1], last: letters });
    }
    let pure = letters.is_empty() || letters.len() == last.len();
    (!last.is_empty() && pure).then_some(Number { before, last })
}

/// Whether the words among the numbers of a list are letters or Roman numerals: "i." may be either.
#[derive(Clone, Copy)]
struct Words {
    roman: bool,
}

impl Words {
    fn of<'a>(all: impl Iterator<Item = &'a str>) -> Self {
        let words: Vec<&str> = all.filter(|last| !last.starts_with(|c: char| c.is_ascii_digit())).collect();
        let is_roman = words.iter().all(|word| roman(word).is_some());
        let single = words.iter().all(|word| word.len() == 1);
        Self { roman: is_roman && (!single || words.first().is_some_and(|word| word.eq_ignore_ascii_case("i"))) }
    }

    fn value(self, last: &str) -> Option<(Kind, u32)> {
        if last.starts_with(|c: char| c.is_ascii_digit()) {
            return Some((Kind::Decimal, last.parse().ok()?));
        }
        if self.roman {
            return Some((Kind::Roman, roman(last)?));
        }
        match last.as_bytes() {
            [letter] => Some((Kind::Letter, u32::from(letter.to_ascii_lowercase() - b'a') + 1)),
            _ => None,
        }
    }
}

/// The value of a Roman numeral below 400: further no list goes, and "mix" or "dim" is a word.
pub fn roman(text: &str) -> Option<u32> {
    numeral::of_roman(text).filter(|value| *value < 400)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is odd in a list of numbers, in short: `5.<2.`, `=2.`, `1.^3.`.
    fn odd(numbers: &str) -> String {
        let list: Vec<&str> = numbers.split_whitespace().collect();
        let mut out = Vec::new();
        follow(&list, |text| Some(*text), |_| Place::default(), 0, &mut Carry::default(), &mut out);
        let short = out.into_iter().map(|(_, odd)| match odd {
            Odd::Skips(before, text) => format!("{text}<{}", before.unwrap_or_default()),
            Odd::Repeats(text) => format!("={text}"),
            Odd::Restarts(before, text) => format!("{text}^{before}"),
        });
        short.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lists_and_what_is_odd_about_them() {
        for (numbers, expected) in [
            ("1. 2. 3.", ""),
            ("1. 2. 5.", "5.<2."),
            ("3. 5.", "3.< 5.<3."),
            ("1. 2. 2. 3.", "=2."),
            ("1. 2. 3. 1. 2.", "1.^3."),
            ("1. 2. 4. 3.", "4.<2. 3.<4."),
            ("1. 1. 1.", "=1. =1."),
            ("a. b. d.", "d.<b."),
            ("(a) (b) (c)", ""),
            ("a) b) c) d) e) f) g) h) i) j)", ""),
            ("i. ii. iii. iv. v.", ""),
            ("i) iii)", "iii)<i)"),
            ("I II IV", "IV<II"),
            ("1. a. b. 2. a. b.", ""),
            ("1 1.1 1.2 2 2.1", ""),
            ("1.1 1.2 1.4", "1.4<1.2"),
            ("4a 4b 4d", "4d<4b"),
            ("1. AOB 2.", ""),
            ("* - –", ""),
        ] {
            assert_eq!(odd(numbers), expected, "{numbers}");
        }
    }

    #[test]
    fn words_are_no_numerals() {
        assert_eq!(["iv", "XIX", "ccc", "mix", "D", "IIII"].map(roman), [Some(4), Some(19), Some(300), None, None, None]);
    }
}

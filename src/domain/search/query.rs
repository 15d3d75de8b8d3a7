//! What a person typed, as what is to be found.
//!
//! | typed | found |
//! | --- | --- |
//! | `policy net` | `policy`, and what begins so; `net`, and what begins so |
//! | `ig ` | `ig` alone: words of one or two letters only stand for their beginnings while they are typed |
//! | `WG-Strategy` | `wgstrategy`, and `wg` with `strategy` behind it |
//! | `政策网络` | `政策`, `策网`, `网络` in this order |
//! | `"policy network"` | `policy` with `network` behind it, as they are |

use super::{
    fold::is_unspaced,
    tokens::{Form, Tokenizer},
    typo,
};

/// More words than that are not looked at.
pub(super) const MOST_UNITS: usize = 16;
const LONGEST_PHRASE: usize = 32;
const LONGEST_TEXT: usize = 1000;

/// One of the things that all must be found: a word, or words in a row, or either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// The word, folded; empty where only the phrase counts.
    pub word: Vec<u8>,
    /// Words that begin so count too.
    pub beginning: bool,
    /// Where there is next to nothing, words with one typo count too.
    pub typo: bool,
    /// Words in a row; where there are any, they are an alternative to `word`.
    pub phrase: Vec<Vec<u8>>,
}

/// Reads a query.
pub fn parse(text: &str, tokenizer: &mut Tokenizer) -> Vec<Unit> {
    let mut units = Vec::new();
    let text = &text[..text.floor_char_boundary(LONGEST_TEXT)];
    let mut segments = text.split(['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}']).peekable();
    let mut quoted = false;
    while let Some(segment) = segments.next() {
        // A quotation mark that nothing closes yet is none.
        if quoted && segments.peek().is_some() {
            units.extend(phrase(segment, tokenizer));
        } else {
            words(segment, segments.peek().is_none(), tokenizer, &mut units);
        }
        quoted = !quoted;
    }
    let mut at = 0;
    while at < units.len() {
        if units[..at].contains(&units[at]) {
            units.remove(at);
        } else {
            at += 1;
        }
    }
    units.truncate(MOST_UNITS);
    units
}

fn words(segment: &str, last: bool, tokenizer: &mut Tokenizer, units: &mut Vec<Unit>) {
    let before = units.len();
    let mut run: Vec<Vec<u8>> = Vec::new();
    let mut end = 0;
    let mut spaced = false;
    tokenizer.each(segment, |token| {
        let text = token.text.to_vec();
        spaced = !matches!(token.form, Form::Pair(_) | Form::End);
        end = token.end as usize;
        match token.form {
            Form::Word => units.push(word(text)),
            Form::Joined(parts) => {
                let parts = units.split_off(units.len().saturating_sub(parts as usize).max(before));
                let phrase = parts.into_iter().map(|part| part.word).take(LONGEST_PHRASE).collect();
                units.push(Unit { phrase, ..word(text) });
            }
            Form::Pair(_) => run.push(text),
            Form::End => {
                let mut run = std::mem::take(&mut run);
                units.push(match run.len() {
                    0 => Unit { word: text, beginning: true, ..Unit::default() },
                    1 => Unit { word: run.remove(0), ..Unit::default() },
                    _ => {
                        run.truncate(LONGEST_PHRASE);
                        Unit { phrase: run, ..Unit::default() }
                    }
                });
            }
        }
        units.len() < MOST_UNITS * 4
    });
    if let Some(unit) = units.last_mut().filter(|_| last && spaced && end == segment.len()) {
        unit.beginning = true;
    }
}

fn word(word: Vec<u8>) -> Unit {
    let length = typo::length(&word);
    // Another digit is another number, never a typo.
    let typo = length >= 4 && !word.iter().any(u8::is_ascii_digit);
    Unit { beginning: length >= 3, typo, word, phrase: Vec::new() }
}

fn phrase(segment: &str, tokenizer: &mut Tokenizer) -> Option<Unit> {
    let mut phrase: Vec<Vec<u8>> = Vec::new();
    let mut open_end = false;
    tokenizer.each(segment, |token| {
        if token.steps() {
            // The end of a run of pairs stands for nothing more when the run is the end of the phrase.
            open_end =
                token.form == Form::End && phrase.last().is_some_and(|last| last.ends_with(token.text) && last.len() > token.text.len());
            phrase.push(token.text.to_vec());
        }
        phrase.len() < LONGEST_PHRASE
    });
    if open_end {
        phrase.pop();
    }
    match phrase.len() {
        0 => None,
        1 => {
            let word = phrase.remove(0);
            let mut letters = std::str::from_utf8(&word).unwrap_or_default().chars();
            let beginning = letters.next().is_some_and(is_unspaced) && letters.next().is_none();
            Some(Unit { word, beginning, ..Unit::default() })
        }
        _ => Some(Unit { phrase, ..Unit::default() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::fold::{Folder, Tables};

    /// `word`, `word*` with beginnings, `word~` with typos, `a_b` in a row.
    fn check(text: &str, expected: &str) {
        let units = parse(text, &mut Tokenizer::new(Folder::new(Box::new(Tables))));
        let print = |unit: &Unit| {
            let word = String::from_utf8(unit.word.clone()).unwrap();
            let phrase: Vec<_> = unit.phrase.iter().map(|word| std::str::from_utf8(word).unwrap()).collect();
            let or = if unit.word.is_empty() || unit.phrase.is_empty() { "" } else { "|" };
            format!("{word}{}{}{or}{}", if unit.beginning { "*" } else { "" }, if unit.typo { "~" } else { "" }, phrase.join("_"))
        };
        assert_eq!(units.iter().map(print).collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn what_is_typed() {
        check("", "");
        check(" !? ", "");
        check("policy net", "policy*~ net*");
        check("ig ", "ig");
        check("ig", "ig*");
        check("an ig", "an ig*");
        check("mag mag  mag", "mag*");
        check("Conexión 2025", "conexion*~ 2025*");
        check("WG-Strategy call", "wgstrategy*~|wg_strategy call*~");
        check("WSIS+20", "wsis*~ 20*");
        check("政策网络", "政策_策网_网络");
        check("政策 政", "政策 政*");
        check("IGF政策x", "igf* 政策 x*");
        check("\"Policy  Network\" call", "policy_network call*~");
        check("a \"policy", "a policy*~");
        check("\"policy\"", "policy");
        check("“政策”", "政策");
        check("\"政策网 络\"", "政策_策网_网_络");
        check("\"政\"", "政*");
        check("\"\" \"!\"", "");
        check(&"a b ".repeat(9000), "a b");
    }
}

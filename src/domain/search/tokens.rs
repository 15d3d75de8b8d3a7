//! Tokens: the words of a text, folded, with the places where they stand.
//!
//! | text | tokens |
//! | --- | --- |
//! | `Café, 2nd` | `cafe` `2nd` |
//! | `WG-Strategy` | `wg` `strategy`, and joined `wgstrategy` |
//! | `WSIS+20` | `wsis` `20` |
//! | `政策网络` | the pairs `政策` `策网` `网络`, and the end `络` |
//!
//! # Limitations
//! Scripts that write no spaces and are not Han, kana or Hangul (Thai, Khmer, Lao) give one long word, found by its beginning only.

use super::fold::{Folder, is_unspaced};

/// Longest word that is kept, in bytes; nobody types more.
const LONGEST: usize = 96;

/// ASCII letters and digits, folded; 0 for every other byte.
const LETTER: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A run of letters and digits.
    Word,
    /// So many words before it, that hyphens connect, as one. Has the place of the last of them.
    Joined(u32),
    /// Two neighbouring characters of a script without spaces; holds the byte of the text at which the second begins.
    Pair(u32),
    /// The last character of a run of such a script, so that every character begins a token.
    End,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Folded, UTF-8.
    pub text: &'a [u8],
    /// First byte in the text.
    pub start: u32,
    /// Byte behind it in the text.
    pub end: u32,
    /// What it is.
    pub form: Form,
}

impl Token<'_> {
    /// Whether it takes a place of its own in the order of the text.
    pub fn steps(&self) -> bool {
        !matches!(self.form, Form::Joined(_))
    }
}

/// Where reading must stop, because a word that is looked for may begin there; all else is passed over.
pub(super) struct Stops([bool; 256]);

impl Stops {
    /// At every word. Not at signs: behind a word that was given, one that stops would lead back to its beginning.
    pub(super) const ALL: Self = {
        let mut stops = [true; 256];
        let mut byte = 0;
        while byte < 128 {
            stops[byte] = LETTER[byte] != 0 || byte == b'-' as usize;
            byte += 1;
        }
        Self(stops)
    };

    /// At words that begin with one of these bytes once they are folded.
    pub(super) fn at(first: impl Iterator<Item = u8>) -> Self {
        // A hyphen and a letter beyond ASCII change what the word around them is.
        let mut stops: [bool; 256] = std::array::from_fn(|byte| byte > 127);
        stops[b'-' as usize] = true;
        for byte in first {
            stops[byte as usize] = true;
            stops[byte.to_ascii_uppercase() as usize] = true;
        }
        Self(stops)
    }
}

/// Cuts texts into tokens.
pub struct Tokenizer {
    folder: Folder,
    word: Vec<u8>,
    word_at: (u32, u32),
    joined: Vec<u8>,
    joined_at: (u32, u32),
    parts: u32,
    /// The character of a script without spaces that waits for its neighbour.
    waits: Option<(char, u32, u32)>,
    pair: [u8; 8],
}

impl Tokenizer {
    /// A tokenizer that folds in this way.
    pub fn new(folder: Folder) -> Self {
        Self {
            folder,
            word: Vec::with_capacity(LONGEST),
            word_at: (0, 0),
            joined: Vec::new(),
            joined_at: (0, 0),
            parts: 0,
            waits: None,
            pair: [0; 8],
        }
    }

    /// Gives the tokens of a text in their order, until one is answered with `false`.
    pub fn each(&mut self, text: &str, give: impl FnMut(Token) -> bool) {
        self.each_beginning(&Stops::ALL, text, give);
    }

    /// As [`Self::each`], but free to leave out words that do not begin with one of the bytes of the stops.
    pub(super) fn each_beginning(&mut self, stops: &Stops, text: &str, mut give: impl FnMut(Token) -> bool) {
        self.run(stops, text, &mut give);
        self.word.clear();
        self.joined.clear();
        self.parts = 0;
        self.waits = None;
    }

    /// `None` as soon as enough was given.
    fn run(&mut self, stops: &Stops, text: &str, give: &mut impl FnMut(Token) -> bool) -> Option<()> {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut word = [0; LONGEST];
        while at < bytes.len() {
            if self.is_idle() {
                // On to what can begin a marked word: its first letter, or a byte after which the word has to be looked at whole.
                while at < bytes.len() && !stops.0[bytes[at] as usize] {
                    at += 1;
                }
                if at == bytes.len() {
                    break;
                }
                if at > 0 && LETTER[bytes[at - 1] as usize] != 0 {
                    if LETTER[bytes[at] as usize] != 0 {
                        at += 1;
                        continue;
                    }
                    while at > 0 && LETTER[bytes[at - 1] as usize] != 0 {
                        at -= 1;
                    }
                }
            }
            if bytes[at] < 128 && LETTER[bytes[at] as usize] == 0 {
                if !self.is_idle() {
                    self.sign(bytes[at] == b'-', give)?;
                }
                at += 1;
                continue;
            }
            // Most words by far end by a space or a sign of ASCII; nothing of these is put aside.
            let (start, mut end, mut length) = (at, at, 0);
            while at < bytes.len() {
                let letter = LETTER[bytes[at] as usize];
                if letter != 0 {
                    if length < LONGEST {
                        word[length] = letter;
                        length += 1;
                    }
                    at += 1;
                    end = at;
                    continue;
                }
                if bytes[at] < 128 {
                    break;
                }
                let (letter, next) = decode(bytes, at);
                let form = self.folder.letter(letter);
                let parts = form.bytes();
                if parts.is_empty() == form.is_word {
                    break;
                }
                if length + parts.len() <= LONGEST {
                    for part in parts {
                        word[length] = *part;
                        length += 1;
                    }
                }
                at = next;
                end = next;
            }
            if length > 0 {
                let ends = at == bytes.len() || bytes[at] < 128 && bytes[at] != b'-';
                if !ends || !self.is_idle() {
                    self.end_run(give)?;
                    self.letters(&word[..length], start as u32, end as u32);
                } else {
                    enough(give(Token { text: &word[..length], start: start as u32, end: end as u32, form: Form::Word }))?;
                }
            }
            if at < bytes.len() && bytes[at] >= 128 {
                let (letter, next) = decode(bytes, at);
                self.other(letter, at as u32, next as u32, give)?;
                at = next;
            }
        }
        self.sign(false, give)
    }

    /// A character of a script without spaces, a sign beyond ASCII, or one that stands for several.
    fn other(&mut self, letter: char, start: u32, end: u32, give: &mut impl FnMut(Token) -> bool) -> Option<()> {
        let form = self.folder.letter(letter);
        let bytes = form.bytes();
        let long;
        let form = if form.is_word {
            long = self.folder.long().to_owned();
            &long
        } else {
            std::str::from_utf8(bytes).unwrap_or_default()
        };
        for part in form.chars() {
            if is_unspaced(part) {
                if !self.word.is_empty() {
                    self.sign(false, give)?;
                }
                if let Some((before, from, middle)) = self.waits.replace((part, start, end)) {
                    let first = before.encode_utf8(&mut self.pair).len();
                    let length = first + part.encode_utf8(&mut self.pair[first..]).len();
                    enough(give(Token { text: &self.pair[..length], start: from, end, form: Form::Pair(middle) }))?;
                }
            } else if part.is_alphanumeric() {
                self.end_run(give)?;
                self.letters(part.encode_utf8(&mut [0; 4]).as_bytes(), start, end);
            } else {
                self.sign(part == '-', give)?;
            }
        }
        Some(())
    }

    #[inline(always)]
    fn is_idle(&self) -> bool {
        self.word.is_empty() && self.parts == 0 && self.waits.is_none()
    }

    #[inline(always)]
    fn letters(&mut self, letters: &[u8], start: u32, end: u32) {
        let length = self.word.len();
        if length == 0 {
            self.word_at.0 = start;
        }
        self.word_at.1 = end;
        if length + letters.len() <= LONGEST {
            self.word.extend_from_slice(letters);
        }
    }

    /// Ends a run of a script without spaces.
    fn end_run(&mut self, give: &mut impl FnMut(Token) -> bool) -> Option<()> {
        let Some((last, start, end)) = self.waits.take() else { return Some(()) };
        let length = last.encode_utf8(&mut self.pair).len();
        enough(give(Token { text: &self.pair[..length], start, end, form: Form::End }))
    }

    /// A space or sign.
    fn sign(&mut self, hyphen: bool, give: &mut impl FnMut(Token) -> bool) -> Option<()> {
        self.end_run(give)?;
        let word = !self.word.is_empty();
        if word {
            enough(give(Token { text: &self.word, start: self.word_at.0, end: self.word_at.1, form: Form::Word }))?;
            if hyphen || self.parts > 0 {
                if self.parts == 0 {
                    self.joined.clear();
                    self.joined_at.0 = self.word_at.0;
                }
                self.joined.extend_from_slice(&self.word);
                self.joined_at.1 = self.word_at.1;
                self.parts += 1;
            }
            self.word.clear();
        }
        if self.parts > 0 && !(hyphen && word) {
            let parts = std::mem::take(&mut self.parts);
            // A longer one could not be told from its last part.
            if parts > 1 && self.joined.len() <= LONGEST {
                let (start, end) = self.joined_at;
                enough(give(Token { text: &self.joined, start, end, form: Form::Joined(parts) }))?;
            }
        }
        Some(())
    }
}

/// The character that begins at a byte, and the byte behind it (RFC 3629).
#[inline(always)]
fn decode(bytes: &[u8], at: usize) -> (char, usize) {
    let more = |place: usize| u32::from(bytes[at + place] & 0x3f);
    let first = u32::from(bytes[at]);
    let (number, next) = match first {
        ..0xe0 => ((first & 0x1f) << 6 | more(1), at + 2),
        0xe0..0xf0 => ((first & 0xf) << 12 | more(1) << 6 | more(2), at + 3),
        _ => ((first & 7) << 18 | more(1) << 12 | more(2) << 6 | more(3), at + 4),
    };
    (char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER), next)
}

fn enough(more: bool) -> Option<()> {
    more.then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::fold::Tables;

    fn check(text: &str, expected: &str) {
        let mut tokenizer = Tokenizer::new(Folder::new(Box::new(Tables)));
        for _ in 0..2 {
            let mut found = Vec::new();
            tokenizer.each(text, |token| {
                let word = std::str::from_utf8(token.text).unwrap();
                found.push(format!("{word}={}", &text[token.start as usize..token.end as usize]));
                true
            });
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn words() {
        check("", "");
        check("Café, 2nd!", "cafe=Café 2nd=2nd");
        check("Cafe\u{301} x", "cafe=Cafe\u{301} x=x");
        check("WSIS+20 at 12:00.", "wsis=WSIS 20=20 at=at 12=12 00=00");
        check("don\u{2019}t l'ordre", "don=don t=t l=l ordre=ordre");
        check("WG-Strategy.", "wg=WG strategy=Strategy wgstrategy=WG-Strategy");
        check("a-b-c d", "a=a b=b c=c abc=a-b-c d=d");
        check("a- b -c --d", "a=a b=b c=c d=d");
        check("a-b-", "a=a b=b ab=a-b");
        check("naïve-été", "naive=naïve ete=été naiveete=naïve-été");
        check("Straße ½", "strasse=Straße 1=½ 2=½");
    }

    #[test]
    fn scripts_without_spaces() {
        check("政策网络 政", "政策=政策 策网=策网 网络=网络 络=络 政=政");
        check("IGF政策x", "igf=IGF 政策=政策 策=策 x=x");
        check("한국-정책", "한국=한국 국=국 정책=정책 책=책");
        check("カタ・カナ", "カタ=カタ タ=タ カナ=カナ ナ=ナ");
    }

    #[test]
    fn a_long_run_is_cut() {
        let mut tokenizer = Tokenizer::new(Folder::new(Box::new(Tables)));
        for text in ["x".repeat(1000), "é".repeat(1000), format!("é{}", "x".repeat(1000)), "ab-".repeat(1000)] {
            tokenizer.each(&text, |token| {
                assert!(token.text.len() <= LONGEST && std::str::from_utf8(token.text).is_ok());
                true
            });
        }
    }

    #[test]
    fn what_is_passed_over_is_only_what_cannot_match() {
        let mut tokenizer = Tokenizer::new(Folder::new(Box::new(Tables)));
        for text in ["The DC-MAG met; a-b, Été-x.", "x政策t éa-été ta at", "tat-tat -t t- Straße to", "a\u{301}t t\u{301}a \u{2014}t"]
        {
            let mut gather = |stops: &Stops| {
                let mut found = Vec::new();
                tokenizer.each_beginning(stops, text, |token| {
                    found.push((token.text.to_vec(), token.start, token.end, token.form));
                    true
                });
                found.retain(|token| token.0[0] == b't');
                found
            };
            assert_eq!(gather(&Stops::at([b't'].into_iter())), gather(&Stops::ALL), "{text}");
        }
    }

    #[test]
    fn enough_is_enough() {
        let mut tokenizer = Tokenizer::new(Folder::new(Box::new(Tables)));
        let mut count = 0;
        tokenizer.each("a-b c", |_| {
            count += 1;
            false
        });
        assert_eq!(count, 1);
        check("d", "d=d");
    }
}

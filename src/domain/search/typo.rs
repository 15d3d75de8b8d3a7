//! One typo: the words that a letter more, less or other, or two letters swapped, turn into a given one.
//!
//! Measured against an index by first letters and one of deleted letters: going through all words of about the right length, with
//! the set of their letters as a sieve, needs eight bytes a word and is as fast, because nearly every word falls through.

/// Longest word that may have a typo, in letters.
const LONGEST: usize = 30;

/// Words by their count of letters.
pub(super) struct Lengths {
    /// Numbers of the words, the short ones first.
    word: Vec<u32>,
    /// The letters of each, as a set of 32 in which several letters share a place.
    letters: Vec<u32>,
    /// Where the words of each length begin.
    start: [u32; LONGEST + 2],
}

impl Lengths {
    /// Of a dictionary.
    pub(super) fn of<'a>(words: impl Iterator<Item = &'a [u8]> + Clone) -> Self {
        let mut start = [0; LONGEST + 2];
        for word in words.clone() {
            if let Some(count) = start.get_mut(length(word) + 1) {
                *count += 1;
            }
        }
        for at in 1..start.len() {
            start[at] += start[at - 1];
        }
        let total = start[LONGEST + 1] as usize;
        let mut next = start;
        let (mut word, mut set) = (vec![0; total], vec![0; total]);
        for (number, text) in (0..).zip(words) {
            let length = length(text);
            if length <= LONGEST {
                let place = next[length] as usize;
                next[length] += 1;
                (word[place], set[place]) = (number, letters(text));
            }
        }
        Self { word, letters: set, start }
    }

    /// Calls for every word that could be one typo away from `word`, and surely for every one that is.
    pub(super) fn candidates(&self, word: &[u8], mut give: impl FnMut(u32)) {
        let length = length(word);
        if !(1..LONGEST).contains(&length) {
            return;
        }
        let set = letters(word);
        // A letter more or less changes the set in one place at most, another letter in two, and swapping in none.
        for (length, most) in [(length - 1, 1), (length, 2), (length + 1, 1)] {
            let range = self.start[length] as usize..self.start[length + 1] as usize;
            let words = &self.word[range.clone()];
            for (at, other) in self.letters[range].iter().enumerate() {
                if (set ^ other).count_ones() <= most {
                    give(words[at]);
                }
            }
        }
    }
}

fn letters(word: &[u8]) -> u32 {
    // Letters beyond ASCII are told apart by their last byte well enough.
    let last = |at: usize| word.get(at + 1).is_none_or(|next| next & 0xc0 != 0x80);
    word.iter().enumerate().fold(0, |set, (at, byte)| if last(at) { set | 1 << (byte & 31) } else { set })
}

/// Letters of a word.
pub(super) fn length(word: &[u8]) -> usize {
    word.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// Whether one typo turns one into the other: a letter more, less or other, or two neighbours swapped.
pub(super) fn is_one(a: &[u8], b: &[u8]) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return one(a, b);
    }
    let letters = |word| std::str::from_utf8(word).unwrap_or_default().chars().collect::<Vec<_>>();
    one(&letters(a), &letters(b))
}

fn one<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let Some(at) = a.iter().zip(b).position(|(a, b)| a != b) else { return b.len() == a.len() + 1 };
    if b.len() == a.len() + 1 {
        return a[at..] == b[at + 1..];
    }
    a.len() == b.len()
        && (a[at + 1..] == b[at + 1..] || at + 1 < a.len() && a[at] == b[at + 1] && a[at + 1] == b[at] && a[at + 2..] == b[at + 2..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_typo() {
        for (a, b, expected) in [
            ("liaison", "liasion", true),
            ("liaison", "laiison", true),
            ("liaison", "ilaison", true),
            ("liaison", "liaisno", true),
            ("liaison", "liaiso", true),
            ("liaison", "iaison", true),
            ("liaison", "liiaison", true),
            ("liaison", "liaisons", true),
            ("liaison", "miaison", true),
            ("liaison", "liaison", false),
            ("liaison", "liaisonss", false),
            ("liaison", "lisiaon", false),
            ("liaison", "siaison", true),
            ("политика", "полтиика", true),
            ("", "a", true),
            ("ab", "ba", true),
            ("abc", "cba", false),
        ] {
            assert_eq!((is_one(a.as_bytes(), b.as_bytes()), is_one(b.as_bytes(), a.as_bytes())), (expected, expected), "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn the_sieve_lets_every_typo_through(words in prop::collection::vec("[a-cé-íд-иა-გ]{1,8}", 1..60), query in "[a-cé-íд-иა-გ]{4,8}") {
            let lengths = Lengths::of(words.iter().map(|word| word.as_bytes()));
            let mut found = Vec::new();
            lengths.candidates(query.as_bytes(), |number| found.push(number as usize));
            for (number, word) in words.iter().enumerate() {
                prop_assert!(!is_one(query.as_bytes(), word.as_bytes()) || found.contains(&number), "{query} {word}");
            }
        }
    }
}

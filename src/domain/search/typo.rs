//! One typo: the words that a letter more, less or other, or two letters swapped, turn into a given one.
//!
//! A typo leaves one half of the word as it was. So the words to look at are those with the same first half, which stand together
//! in the dictionary, and those with the same second half, which stand together where it is ordered by the ends of the words.

/// The numbers of all words, ordered by their letters from the last to the first.
pub(super) fn by_endings<'a>(count: u32, word: impl Fn(u32) -> &'a [u8]) -> Vec<u32> {
    // The last eight bytes as a number in that order decide nearly always.
    let tail = |word: &[u8]| backwards(word).chain(std::iter::repeat(&0)).take(8).fold(0, |tail, byte| tail << 8 | u64::from(*byte));
    let mut order: Vec<(u64, u32)> = (0..count).map(|number| (tail(word(number)), number)).collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| backwards(word(a.1)).cmp(backwards(word(b.1)))));
    order.into_iter().map(|(_, number)| number).collect()
}

/// The bytes from the last to the first.
pub(super) fn backwards(word: &[u8]) -> impl Iterator<Item = &u8> {
    word.iter().rev()
}

/// The first letters of a word and the last, one letter between them left out: one of the two stays whatever the typo.
pub(super) fn halves(word: &[u8]) -> (&[u8], &[u8]) {
    let middle = length(word).saturating_sub(1) / 2;
    let mut starts = word.iter().enumerate().filter(|(_, byte)| **byte & 0xc0 != 0x80).map(|(at, _)| at).skip(middle);
    let first = starts.next().unwrap_or(word.len());
    (&word[..first], &word[starts.next().unwrap_or(word.len())..])
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

    #[test]
    fn halves_leave_one_letter_out() {
        for (word, start, end) in [("", "", ""), ("a", "", ""), ("ab", "", "b"), ("abc", "a", "c"), ("abcd", "a", "cd"), ("éдí", "é", "í")]
        {
            assert_eq!(halves(word.as_bytes()), (start.as_bytes(), end.as_bytes()), "{word}");
        }
    }

    proptest! {
        #[test]
        fn every_typo_leaves_a_half(a in "[a-cé-íд-иა-გ]{1,8}", b in "[a-cé-íд-иა-გ]{1,8}", at in 0..8usize, other in "[a-cд-и]", kind in 0..4) {
            let mut letters: Vec<char> = a.chars().collect();
            let at = at % letters.len();
            match kind {
                0 => letters[at] = other.chars().next().unwrap(),
                1 => letters.insert(at, other.chars().next().unwrap()),
                2 => drop(letters.remove(at)),
                _ => letters.swap(at, (at + 1) % a.chars().count()),
            }
            let (start, end) = halves(a.as_bytes());
            for b in [b, letters.into_iter().collect()] {
                if is_one(a.as_bytes(), b.as_bytes()) {
                    prop_assert!(b.as_bytes().starts_with(start) || b.as_bytes().ends_with(end), "{} {}", a, b);
                }
            }
        }
    }
}

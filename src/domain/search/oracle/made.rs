//! Made texts in four scripts, and queries as somebody might type them who has seen one of the texts.

use unicode_normalization::UnicodeNormalization;

use super::{fold, is_han};
use crate::domain::search::protocol::Kind;

/// The texts of a meeting: what they are, and how many words they have.
pub(super) const TEXTS: [(Kind, usize); 3] = [(Kind::Title, 6), (Kind::Item, 14), (Kind::Note, 30)];
pub(super) const SCRIPTS: [&str; 4] = ["Latin", "Cyrillic", "Arabic", "Chinese"];
const SYLLABLES: [&[&str]; 4] = [
    &["con", "ti", "go", "ver", "na", "pol", "sec", "re", "da", "lo", "mi", "net", "ac", "di", "é", "ñu", "ö", "ça", "ß", "ø", "fo", "20"],
    &["по", "ли", "ти", "ка", "за", "се", "ё", "ни", "ре", "ше", "во", "про", "гра", "й", "мма", "ду"],
    &["ال", "سِي", "اس", "أج", "نْد", "ة", "مج", "تم", "ع", "إن", "تر", "نت", "حو", "كم", "ى", "بر", "ف"],
    &["政", "策", "网", "络", "治", "理", "会", "议", "程", "人", "工", "智", "能", "数", "据", "安", "全", "发", "展", "合", "作"],
];
const WORDS: usize = 600;

/// A linear congruential generator (Numerical Recipes): the same made texts everywhere.
pub(super) struct Chance(pub(super) u32);

impl Chance {
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((u64::from(self.0) * end as u64) >> 32) as usize
    }

    /// Small numbers are likelier.
    fn low(&mut self, end: usize) -> usize {
        let end = self.below(end) + 1;
        self.below(end)
    }
}

/// A made text, and the words that it was made of.
pub(super) struct Made {
    pub(super) meeting: u32,
    pub(super) kind: Kind,
    script: usize,
    words: Vec<String>,
    pub(super) text: String,
}

fn vocabulary(script: usize, chance: &mut Chance) -> Vec<String> {
    let syllables = SYLLABLES[script];
    let mut word = || (0..2 + chance.below(3)).map(|_| syllables[chance.below(syllables.len())]).collect();
    (0..WORDS).map(|_| word()).collect()
}

/// Three texts a meeting, each in one script; Chinese without spaces, and now and then a Latin word in any of them.
pub(super) fn made(meetings: u32, chance: &mut Chance) -> Vec<Made> {
    let vocabularies: Vec<Vec<String>> = (0..SCRIPTS.len()).map(|script| vocabulary(script, chance)).collect();
    let mut all = Vec::new();
    for meeting in 0..meetings {
        for (kind, length) in TEXTS {
            let script = chance.below(SCRIPTS.len());
            let mut pick = || {
                let from = if chance.below(12) == 0 { 0 } else { script };
                vocabularies[from][chance.low(WORDS)].clone()
            };
            let words: Vec<String> = (0..length).map(|_| pick()).collect();
            let spaced = |word: &String| if word.chars().all(is_han) { word.clone() } else { format!(" {word} ") };
            let text = words.iter().map(spaced).collect();
            all.push(Made { meeting, kind, script, words, text });
        }
    }
    all
}

/// A query, and the words that were meant.
pub(super) struct Query {
    pub(super) text: String,
    /// Folded.
    pub(super) meant: String,
    pub(super) script: usize,
}

/// A letter more, less or other, or two swapped; the first letter stays.
fn with_typo(letters: &[char], chance: &mut Chance) -> String {
    let mut letters = letters.to_vec();
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(4) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = letters[at - 1],
    }
    letters.into_iter().collect()
}

/// The same word with marks that change nothing.
fn with_marks(word: &str) -> String {
    let mark = |letter: char| match letter {
        'a'..='z' => Some('\u{301}'),
        '\u{621}'..='\u{64a}' => Some('\u{64e}'),
        _ => None,
    };
    word.chars().flat_map(|letter| std::iter::once(letter).chain(mark(letter))).collect()
}

/// One to three words of a text as somebody might type them; one typo at most.
pub(super) fn query(made: &Made, chance: &mut Chance) -> Query {
    let (mut asked, mut meant) = (Vec::new(), Vec::new());
    let mut typo = false;
    for _ in 0..1 + chance.below(3) {
        let word = &made.words[chance.below(made.words.len())];
        let folded = fold(word);
        if folded.chars().count() < 2 || meant.contains(&folded) {
            continue;
        }
        let letters: Vec<char> = folded.chars().collect();
        let han = letters.iter().any(|letter| is_han(*letter));
        asked.push(match chance.below(7) {
            0 | 1 if letters.len() > 4 && !typo && !han && !folded.contains('0') => {
                typo = true;
                with_typo(&letters, chance)
            }
            2 if letters.len() > 3 => letters[..letters.len() - 1].iter().collect(),
            3 => folded.clone(),
            4 => word.to_uppercase(),
            5 => word.nfd().collect(),
            6 => with_marks(word),
            _ => word.clone(),
        });
        meant.push(folded);
    }
    Query { text: asked.join(" "), meant: meant.join(" "), script: made.script }
}

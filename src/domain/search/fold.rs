//! Folding: case, diacritics and forms of the same letter become one, so that "conexion" finds "Conexión".
//!
//! Compatibility decomposition (NFKD, UAX #15) comes from outside: from tables natively, from `String.prototype.normalize` in the
//! browser, because the tables would cost 61 kB there. ASCII never asks for it, and each other letter asks once.

/// The compatibility decomposition of a character.
pub trait Decompose {
    /// Appends NFKD of `letter` to `out`.
    fn nfkd(&self, letter: char, out: &mut String);
}

/// Decomposition from the tables of `unicode-normalization`.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug, Default)]
pub struct Tables;

#[cfg(not(target_arch = "wasm32"))]
impl Decompose for Tables {
    fn nfkd(&self, letter: char, out: &mut String) {
        unicode_normalization::char::decompose_compatible(letter, |part| out.push(part));
    }
}

/// A folded text, and where each of its bytes came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For every byte of `text`, and for its end, the byte of the original at which its letter began.
    from: Vec<u32>,
}

impl Folded {
    /// The bytes of the original that became these bytes of the folded text, marks that were folded away included.
    ///
    /// # Panics
    /// When the range reaches beyond the folded text.
    pub fn original(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.from[range.start] as usize;
        if range.is_empty() {
            return start..start;
        }
        // Two bytes of one letter have the same origin, so the end is the next byte with another one.
        let last = self.from[range.end - 1];
        let end = self.from[range.end..].iter().copied().find(|from| *from > last).unwrap_or(last);
        start..end as usize
    }
}

/// Folds a text. Spaces and signs stay.
pub fn fold(text: &str, decompose: &dyn Decompose) -> Folded {
    let mut out = Folded::default();
    let mut letters = String::new();
    for (at, letter) in text.char_indices() {
        if letter.is_ascii() {
            out.text.push(letter.to_ascii_lowercase());
            out.from.push(at as u32);
            continue;
        }
        letters.clear();
        fold_letter(letter, decompose, &mut letters);
        out.text.push_str(&letters);
        out.from.resize(out.text.len(), at as u32);
    }
    out.from.push(text.len() as u32);
    out
}

/// Folding with a memory, for many texts.
pub struct Folder {
    decompose: Box<dyn Decompose>,
    /// Direct-mapped: the letter that was asked last for a place, and what it folds to.
    known: Vec<(char, Form)>,
    long: String,
}

/// What a letter folds to.
#[derive(Clone, Copy)]
pub(super) struct Form {
    bytes: [u8; 14],
    length: u8,
    /// All of it are letters or digits of a script with spaces.
    pub(super) is_word: bool,
}

impl Form {
    #[inline(always)]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length as usize]
    }
}

const PLACES: usize = 1024;

impl Folder {
    /// A folder that knows nothing yet.
    pub fn new(decompose: Box<dyn Decompose>) -> Self {
        // '\0' is ASCII, hence never asked for.
        let nothing = Form { bytes: [0; 14], length: 0, is_word: false };
        Self { decompose, known: vec![('\0', nothing); PLACES], long: String::new() }
    }

    /// What a letter that is not ASCII folds to; nothing for a mark. The few forms longer than 14 bytes (ligatures that stand for
    /// a whole phrase) are in [`Self::long`], and the form given is empty and a word.
    #[inline(always)]
    pub(super) fn letter(&mut self, letter: char) -> Form {
        let (known, form) = self.known.as_slice()[letter as usize % PLACES];
        if known == letter { form } else { self.ask(letter) }
    }

    /// The form that was too long.
    pub(super) fn long(&self) -> &str {
        &self.long
    }

    #[inline(never)]
    fn ask(&mut self, letter: char) -> Form {
        self.long.clear();
        fold_letter(letter, &*self.decompose, &mut self.long);
        let is_word = !self.long.is_empty() && self.long.chars().all(|part| part.is_alphanumeric() && !is_unspaced(part));
        let mut form = Form { bytes: [0; 14], length: 0, is_word };
        let Some(bytes) = form.bytes.get_mut(..self.long.len()) else { return Form { is_word: true, ..form } };
        bytes.copy_from_slice(self.long.as_bytes());
        form.length = self.long.len() as u8;
        self.known[letter as usize % PLACES] = (letter, form);
        form
    }
}

/// Han, kana, bopomofo, Hangul.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{312f}' | '\u{3131}'..='\u{318e}'
        | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
        && letter != '\u{30fb}'
}

fn fold_letter(letter: char, decompose: &dyn Decompose, out: &mut String) {
    // Han and kana stand for themselves, and Hangul would fall into its single letters.
    if matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') && !is_mark(letter) {
        out.push(letter);
        return;
    }
    let mut parts = String::new();
    decompose.nfkd(letter, &mut parts);
    for part in parts.chars().flat_map(char::to_lowercase).filter(|part| !is_mark(*part)) {
        match part {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ς' => out.push('σ'),
            // Alef with wasla, alef maksura and Farsi yeh, teh marbuta, keheh; hamza and madda are marks after NFKD.
            'ٱ' => out.push('ا'),
            'ى' | 'ی' => out.push('ي'),
            'ة' => out.push('ه'),
            'ک' => out.push('ك'),
            '٠'..='٩' => out.push((b'0' + (part as u32 - 0x660) as u8) as char),
            '۰'..='۹' => out.push((b'0' + (part as u32 - 0x6f0) as u8) as char),
            '‘' | '’' | '‚' | '‛' => out.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' => out.push('"'),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            _ => out.push(part),
        }
    }
}

/// Signs that change a letter and no word: accents, vowel signs of Arabic and Hebrew, tatweel, joiners, direction, soft hyphen.
fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Never;
    impl Decompose for Never {
        fn nfkd(&self, letter: char, _: &mut String) {
            panic!("asked for {letter}");
        }
    }

    #[test]
    fn one_form_for_all() {
        for (text, folded) in [
            ("Conexión", "conexion"),
            ("Conexio\u{301}n", "conexion"),
            ("Łódź Ærø Straße Đorđe İstanbul ışık", "lodz aero strasse dorde istanbul isik"),
            ("\u{201c}Don\u{2019}t\u{201d} «là»", "\"don't\" \"la\""),
            ("ＷＧ　１２", "wg 12"),
            ("ﬁne ½", "fine 1\u{2044}2"),
            ("اَلْأَجِنْدَةُ", "الاجنده"),
            ("إلى آخر مـــؤتمر", "الي اخر موتمر"),
            ("٢٠٢٥ ۲۰", "2025 20"),
            ("Политика ёлка", "политика елка"),
            ("ΛΌΓΟΣ", "λογοσ"),
            ("政策网络 が 한국", "政策网络 が 한국"),
        ] {
            assert_eq!(fold(text, &Tables).text, folded, "{text}");
            let mut folder = Folder::new(Box::new(Tables));
            for _ in 0..2 {
                let again: String = text
                    .chars()
                    .map(|letter| match letter {
                        _ if letter.is_ascii() => letter.to_ascii_lowercase().into(),
                        _ => String::from_utf8(folder.letter(letter).bytes().to_vec()).unwrap(),
                    })
                    .collect();
                assert_eq!(again, folded, "{text}");
            }
        }
        assert_eq!(fold("Plain ASCII, 7!", &Never).text, "plain ascii, 7!");
    }

    #[test]
    fn a_place_in_the_folded_text_is_one_in_the_original() {
        for (text, word, original) in [
            ("La Conexión.", "conexion", "Conexión"),
            ("a Conexio\u{301}n\u{301} b", "conexion", "Conexio\u{301}n\u{301}"),
            ("Die Straße dort", "strasse", "Straße"),
            ("Die Straße dort", "s", "ß"),
            ("x ﬁne", "fi", "ﬁ"),
            ("الأَجِنْدَةُ", "اجن", "أَجِنْ"),
        ] {
            let folded = fold(text, &Tables);
            let at = if word == "s" { folded.text.rfind('s') } else { folded.text.find(word) }.unwrap();
            assert_eq!(&text[folded.original(at..at + word.len())], original, "{text}");
        }
        let folded = fold("é", &Tables);
        assert_eq!((folded.original(0..0), folded.original(0..1), folded.original(1..1)), (0..0, 0..2, 2..2));
    }
}

//! Texts as they are shown: what a stranger wrote must not turn the letters of its neighbours around, nor cover them.

use std::borrow::Cow;

/// What stands for a sign that has no form of its own, or for more of them than anybody can read (U+FFFD).
pub const MARK: char = '\u{FFFD}';

/// So many marks may stand on one letter, which words of the scripts with such marks do not exceed; more would reach into other lines.
const MOST_MARKS: usize = 3;

/// A text with a visible mark for every sign that works unseen: embeddings, overrides and isolates of direction (UAX 9 section 2), and
/// spaces without width. Direction marks and joiners, which Arabic and Indic words need, stay.
pub fn shown(text: &str) -> Cow<'_, str> {
    // As a rule there is none: all of them begin with one of these bytes in UTF-8.
    if text.bytes().all(|byte| byte < 0xCC) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for letter in text.chars() {
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        match marks {
            0 if is_unseen(letter) => out.push(MARK),
            0..=MOST_MARKS => out.push(letter),
            more if more == MOST_MARKS + 1 => out.push(MARK),
            _ => {}
        }
    }
    Cow::Owned(out)
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Whether a sign stands on the letter before it, as marks of several scripts do.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_works_unseen_is_seen() {
        for (text, expected) in [
            ("Welcome", "Welcome"),
            ("Réunion – “ouverte”", "Réunion – “ouverte”"),
            ("اجتماع\u{200F} ١١", "اجتماع\u{200F} ١١"),
            ("می\u{200C}خواهم 👩\u{200D}💻 ा", "می\u{200C}خواهم 👩\u{200D}💻 ा"),
            ("Tiếng Việt e\u{302}\u{301}", "Tiếng Việt e\u{302}\u{301}"),
            ("a\u{202E}fdp.exe", "a\u{FFFD}fdp.exe"),
            ("\u{2067}open", "\u{FFFD}open"),
            ("pay\u{200B}pal\u{FEFF}", "pay\u{FFFD}pal\u{FFFD}"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
        let tower = format!("a{}b", "\u{301}".repeat(1000));
        assert_eq!(shown(&tower), format!("a{}\u{FFFD}b", "\u{301}".repeat(3)));
        assert!(matches!(shown("été"), Cow::Borrowed(_)));
    }
}

//! The marks of lists: numbers, letters, Roman numerals, bullets; and those with which mail quotes.

/// How a line is marked in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Not at all.
    None,
    /// "1.", "1.1", "(1)": so many numbers.
    Number(usize),
    /// "a.", "b)".
    Letter,
    /// "A.", "B)".
    Capital,
    /// "i.", "iv)".
    Roman,
    /// "I.", "IV)".
    CapitalRoman,
    /// "-", "•", "o".
    Bullet(char),
}

/// Whether Roman numbers were met, small and capital ones: then a single letter is one too.
pub type Romans = (bool, bool);

/// A line without its mark.
pub fn marked(line: &str, roman: Romans, after: Option<char>) -> (Mark, &str) {
    let spaced = |rest: &'_ str| rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    if let Some(sign) = line.chars().next()
        && "-–—*•·▪■●○◦‣➔→➢§o\u{f0a7}\u{f0b7}".contains(sign)
        && let rest = &line[sign.len_utf8()..]
        && spaced(rest)
    {
        return (Mark::Bullet(sign), rest.trim_start());
    }
    let inside = line.strip_prefix('(').unwrap_or(line);
    let end = inside.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(inside.len());
    let (word, rest) = inside.split_at(end);
    let (closed, rest) = match rest.strip_prefix(')') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let bare = word.trim_end_matches('.');
    let has_sign = closed || word.len() > bare.len() || bare.contains('.');
    if !has_sign || bare.is_empty() || !spaced(rest) {
        return (Mark::None, line);
    }
    let rest = rest.trim_start();
    let parts: Vec<&str> = bare.split('.').collect();
    if parts.iter().all(|part| !part.is_empty() && part.len() < 4 && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return (Mark::Number(parts.len()), rest);
    }
    let letter = bare.chars().next().filter(|_| bare.len() == 1);
    let all_of = |letters: &[u8]| bare.len() < 6 && bare.bytes().all(|byte| letters.contains(&byte));
    match letter {
        _ if all_of(b"ivx") && (roman.0 || bare.len() > 1 || (letter == Some('i') && after != Some('h'))) => (Mark::Roman, rest),
        _ if all_of(b"IVX") && (roman.1 || bare.len() > 1 || (letter == Some('I') && after != Some('H'))) => (Mark::CapitalRoman, rest),
        Some(letter) if letter.is_ascii_lowercase() => (Mark::Letter, rest),
        Some(letter) if letter.is_ascii_uppercase() => (Mark::Capital, rest),
        _ => (Mark::None, line),
    }
}

/// A line without the marks with which mail quotes ("> > 1. Welcome"; RFC 3676 section 4.5), its indentation kept.
pub fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(inside) = rest.trim_start().strip_prefix('>') {
        rest = inside.strip_prefix(' ').unwrap_or(inside);
    }
    rest
}

/// The mark of a line: in a table a bare number in a cell of its own is one too.
pub fn marked_in_table(line: &str, roman: Romans, after: Option<char>) -> (Mark, &str) {
    match line.split_once('\t') {
        Some((first, rest)) if (1..4).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_digit()) => {
            (Mark::Number(1), rest.trim_start())
        }
        _ => marked(line, roman, after),
    }
}

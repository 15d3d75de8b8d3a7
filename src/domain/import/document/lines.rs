//! Stage one: a text becomes numbered lines.

/// A line that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Counted from 1.
    pub number: u32,
    /// Columns of white space before it; a tab counts four.
    pub indent: usize,
    /// Without white space around it.
    pub text: &'a str,
    /// How many empty lines stand above it.
    pub empty_above: usize,
}

/// The lines that hold something. A carriage return, a form feed, or both ends of Windows end a line as a line feed does.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut empty_above = 0;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A form feed that stands alone begins a page, in the middle of a line of the count.
    for (number, whole) in (1_u32..).zip(text.split('\n')) {
        for part in whole.split(['\r', '\u{c}', '\u{2028}']) {
            let trimmed = part.trim_matches(is_white);
            if trimmed.is_empty() {
                continue;
            }
            let before = part.chars().take_while(|c| is_white(*c));
            let indent = before.map(|c| if c == '\t' { 4 } else { 1 }).sum();
            out.push(Line { number, indent, text: trimmed, empty_above });
            empty_above = 0;
        }
        if whole.trim_matches(is_white).is_empty() {
            empty_above += 1;
        }
    }
    out
}

/// White space, and what is not seen: zero-width spaces, marks of direction.
fn is_white(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let found = |text| lines(text).iter().map(|line| (line.number, line.indent, line.text, line.empty_above)).collect::<Vec<_>>();
        assert_eq!(found("\u{feff}a\r\n\r\n \tb \n"), [(1, 0, "a", 0), (3, 5, "b", 1)]);
        assert_eq!(found("a\u{c}b\n\u{a0}\u{200b}\nc"), [(1, 0, "a", 0), (1, 0, "b", 0), (3, 0, "c", 1)]);
        assert_eq!(found(""), []);
    }
}

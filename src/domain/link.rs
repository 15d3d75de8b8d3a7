//! Addresses of the web in texts, and which of them may become links.

/// Whether an address may become a link: a page of the web, and nothing that runs.
pub fn is_web(address: &str) -> bool {
    let lower = address.get(..8).or_else(|| address.get(..7)).unwrap_or_default().to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")) && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// A text in pieces: an address, or nothing, and what follows it.
pub fn pieces(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split_inclusive(char::is_whitespace).map(|word| {
        // What ends a sentence is no part of an address.
        let ends = if word.contains('(') { ".,;:!?" } else { ".,;:!?)" };
        let address = word.trim_end_matches(|c: char| c.is_whitespace() || ends.contains(c));
        word.split_at_checked(address.len()).filter(|(address, _)| is_web(address)).unwrap_or(("", word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_a_sentence_does() {
        let all: Vec<_> = pieces("See https://a.example/x_(y), or (https://b.example/). Not javascript:1").collect();
        let expected = [
            ("", "See "),
            ("https://a.example/x_(y)", ", "),
            ("", "or "),
            ("", "(https://b.example/). "),
            ("", "Not "),
            ("", "javascript:1"),
        ];
        assert_eq!(all, expected);
    }
}

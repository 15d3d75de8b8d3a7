//! Addresses of the web in texts, and which of them may become links.

use std::ops::Range;

use super::bytes;

/// Whether an address may become a link: a page of the web, and nothing that runs.
pub fn is_web(address: &str) -> bool {
    let begins = |scheme: &[u8]| address.as_bytes().get(..scheme.len()).is_some_and(|first| first.eq_ignore_ascii_case(scheme));
    (begins(b"https://") || begins(b"http://")) && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// A text in pieces: an address, or nothing, and what follows it up to the next.
pub fn pieces(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let (mut at, mut next) = (0, first(text, 0));
    std::iter::from_fn(move || {
        let (from, address) = match next.take() {
            // What stands before the first one.
            Some(found) if found.start > at => {
                let before = at..found.start;
                next = Some(found);
                at = before.end;
                return Some(("", text.get(before)?));
            }
            Some(found) => (found.end, found),
            None => (at, at..at),
        };
        next = first(text, from);
        at = next.as_ref().map_or(text.len(), |found| found.start);
        (address.start < text.len()).then_some((text.get(address)?, text.get(from..at)?))
    })
}

/// The first address from a place on, which is none inside a word.
fn first(text: &str, from: usize) -> Option<Range<usize>> {
    let mut known = from;
    let mut at = bytes::colon(text.as_bytes(), from);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("://") {
            let begins = text.get(known..at)?.char_indices().rev().find(|(_, c)| c.is_whitespace());
            let start = begins.map_or(known, |(place, c)| known + place + c.len_utf8());
            known = rest.find(char::is_whitespace).map_or(text.len(), |length| at + length);
            let word = text.get(start..known)?;
            // What ends a sentence is no part of an address.
            let ends: &[char] = if word.contains('(') { &['.', ',', ';', ':', '!', '?'] } else { &['.', ',', ';', ':', '!', '?', ')'] };
            let address = word.trim_end_matches(ends);
            if is_web(address) {
                return Some(start..start + address.len());
            }
        }
        at = bytes::colon(text.as_bytes(), known.max(at + 1));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_a_sentence_does() {
        let all: Vec<_> = pieces("See https://a.example/x_(y), or (https://b.example/). Not javascript:1").collect();
        assert_eq!(all, [("", "See "), ("https://a.example/x_(y)", ", or (https://b.example/). Not javascript:1")]);
        let all: Vec<_> = pieces("http://a.example HTTPS://b.example/?http://c.example.\n\u{3000}https://d.example").collect();
        assert_eq!(all, [("http://a.example", " "), ("HTTPS://b.example/?http://c.example", ".\n\u{3000}"), ("https://d.example", "")]);
        assert_eq!(pieces("").count(), 0);
    }

    proptest::proptest! {
        /// As word by word, and nothing is lost.
        #[test]
        fn pieces_are_the_text(parts in proptest::collection::vec(proptest::sample::select(vec!["https://a.example", "http://b", ":", "/", "(", ")", ". ", " ", "\u{2003}", "é", "x"]), 0..14)) {
            let text = parts.concat();
            let all: Vec<_> = pieces(&text).collect();
            proptest::prop_assert_eq!(all.iter().flat_map(|(address, rest)| [*address, *rest]).collect::<String>(), text.as_str());
            let addresses: Vec<&str> = all.iter().map(|(address, _)| *address).filter(|address| !address.is_empty()).collect();
            let words = text.split(char::is_whitespace).map(|word| word.trim_end_matches(|c| ".,;:!?".contains(c) || (c == ')' && !word.contains('('))));
            proptest::prop_assert_eq!(addresses, words.filter(|word| is_web(word)).collect::<Vec<_>>());
        }
    }
}

//! From places to lines: one pass over the JSON text, which looks only at what is asked for.

use std::collections::HashMap;

use super::place::Place;
use crate::domain::bytes::quote_or_escape;

/// The line of each place, counted from 1; of a place that is not in the text, the line of the nearest object around it.
pub fn lines(text: &str, places: &[Place]) -> Vec<u32> {
    let mut tree = Wanted::default();
    for place in places {
        let mut node = &mut tree;
        for step in &place.0 {
            node = node.fields.entry(step.key).or_default();
            if let Some(index) = step.index {
                node = node.elements.entry(index).or_default();
            }
        }
    }
    let mut scan = Scan { text: text.as_bytes(), at: 0, line: 1 };
    scan.value(&mut tree);
    places.iter().map(|place| tree.line_of(place)).collect()
}

/// What is asked of a value and of what is in it.
#[derive(Default)]
struct Wanted {
    /// 0 while it has not been met.
    line: u32,
    fields: HashMap<&'static str, Wanted>,
    elements: HashMap<usize, Wanted>,
}

impl Wanted {
    fn line_of(&self, place: &Place) -> u32 {
        let mut node = self;
        let mut line = self.line.max(1);
        for step in &place.0 {
            for next in [node.fields.get(step.key), step.index.and_then(|index| node.fields.get(step.key)?.elements.get(&index))] {
                let Some(next) = next else { continue };
                node = next;
                if node.line > 0 {
                    line = node.line;
                }
            }
        }
        line
    }
}

/// A reader of text that is known to be JSON; on other text it stops early, and never panics.
struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Scan<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn white_space(&mut self) {
        while let b @ (b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.line += u32::from(b == b'\n');
            self.at += 1;
        }
    }

    /// Reads a value, noting lines on the way. Recursion goes as deep as the places asked for, not as the text.
    fn value(&mut self, wanted: &mut Wanted) {
        self.white_space();
        wanted.line = self.line;
        match self.peek() {
            b'{' if !wanted.fields.is_empty() => self.object(wanted),
            b'[' if !wanted.elements.is_empty() => self.list(wanted),
            _ => self.skip_value(),
        }
    }

    fn object(&mut self, wanted: &mut Wanted) {
        self.at += 1;
        loop {
            self.white_space();
            match self.peek() {
                b'"' => {}
                b',' => {
                    self.at += 1;
                    continue;
                }
                b'}' => {
                    self.at += 1;
                    return;
                }
                _ => return,
            }
            let from = self.at + 1;
            self.string();
            let key = self.text.get(from..self.at.saturating_sub(1)).unwrap_or_default();
            let line = self.line;
            self.white_space();
            self.at += 1; // the colon
            match std::str::from_utf8(key).ok().and_then(|key| wanted.fields.get_mut(key)) {
                Some(field) => {
                    self.value(field);
                    // People look for the key; a list or text may begin on a line of its own.
                    field.line = line;
                }
                None => {
                    self.white_space();
                    self.skip_value();
                }
            }
        }
    }

    fn list(&mut self, wanted: &mut Wanted) {
        self.at += 1;
        for index in 0.. {
            self.white_space();
            if self.peek() == b',' {
                self.at += 1;
            }
            self.white_space();
            if matches!(self.peek(), b']' | 0) {
                self.at += 1;
                return;
            }
            let before = self.at;
            match wanted.elements.get_mut(&index) {
                Some(element) => self.value(element),
                None => self.skip_value(),
            }
            if self.at == before {
                return;
            }
        }
    }

    /// Passes a text, from its opening to behind its closing quotation mark.
    fn string(&mut self) {
        self.at = quote_or_escape(self.text, self.at + 1);
        while self.text.get(self.at) == Some(&b'\\') {
            self.at = quote_or_escape(self.text, self.at + 2);
        }
        self.at += 1;
    }

    /// Passes a value without recursion.
    fn skip_value(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.text.get(self.at) {
            match byte {
                b'"' => {
                    self.string();
                    if depth == 0 {
                        return;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' if depth == 0 => return,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        return;
                    }
                }
                b'\n' => self.line += 1,
                _ => {}
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::place::At;

    const TEXT: &str = "{\n  \"schemaVersion\": \"1.0.0\",\n  \"x\": {\"meeting\": [{\n}]},\n  \"meeting\": [\n    { \"id\": \"a\\\"}{\" },\n    {\n      \"id\": \"b\",\n      \"agendaItem\": [\n        {\n          \"name\": \"n\",\n          \"id\": \"b/item-1\", \"organization\": [\"x\",\n \"y\"]\n        }\n      ]\n    }\n  ]\n}\n";

    #[test]
    fn places_have_lines() {
        let first = At::top("meeting", 0);
        let second = At::top("meeting", 1);
        let item = second.element("agendaItem", 0);
        let places = [
            first.id(),
            second.place(),
            second.id(),
            item.place(),
            item.id(),
            item.field("name"),
            item.element("organization", 1).place(),
            item.field("duration"),
            At::top("action", 3).id(),
        ];
        assert_eq!(lines(TEXT, &places), [6, 7, 8, 10, 12, 11, 13, 10, 1]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[\\[\\]{}\",:a\\\\\n 1]{0,60}") {
            let a = At::top("a", 0);
            lines(&text, &[a.id(), a.element("a", 1).field("a")]);
        }
    }
}

//! The index: a sorted dictionary, for every word the list of its documents, and the documents themselves.

use std::ops::Range;

use super::{build::Lists, protocol::Kind, rank, tokens::Tokenizer, typo};

/// How many kinds of documents there are.
pub(super) const KINDS: usize = Kind::ALL.len();

/// A text that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document<'a> {
    /// Ordinal of its meeting.
    pub meeting: u32,
    /// What it is a part of.
    pub kind: Kind,
    /// Id of that part, where it has one.
    pub part: Option<&'a str>,
    /// The text.
    pub text: &'a str,
}

/// Everything recorded, ready to be searched.
pub struct Index {
    pub(super) tokenizer: Tokenizer,
    /// All words, in order.
    text: Vec<u8>,
    text_end: Vec<u32>,
    lists: Lists,
    /// All words, ordered by their ends.
    endings: Vec<u32>,
    /// See [`super::build`].
    pub(super) norms: Vec<f32>,
    /// What a word that stands once in a document is worth there: most words do.
    pub(super) once: Vec<f32>,
    pub(super) store: Store,
    pub(super) scratch: rank::Scratch,
}

impl Index {
    pub(super) fn new(tokenizer: Tokenizer, text: Vec<u8>, text_end: Vec<u32>, lists: Lists, norms: Vec<f32>, store: Store) -> Self {
        let scratch = rank::Scratch::new(norms.len(), store.meetings.len());
        let once = norms.iter().zip(&store.kind).map(|(norm, kind)| rank::worth(*kind, 1, *norm)).collect();
        let endings = typo::by_endings(text_end.len() as u32, |word| &text[slot(&text_end, word as usize)]);
        Self { tokenizer, text, text_end, lists, endings, norms, once, store, scratch }
    }

    /// How many texts it holds.
    pub fn documents(&self) -> u32 {
        self.norms.len() as u32
    }

    /// How many different words it holds.
    pub fn words(&self) -> u32 {
        self.text_end.len() as u32
    }

    pub(super) fn word(&self, number: u32) -> &[u8] {
        &self.text[slot(&self.text_end, number as usize)]
    }

    /// In how many documents a word stands.
    pub(super) fn count(&self, word: u32) -> u32 {
        self.lists.documents[word as usize]
    }

    /// The documents of a word.
    pub(super) fn list(&self, word: u32) -> List<'_> {
        List { bytes: &self.lists.bytes[slot(&self.lists.end, word as usize)], at: 0 }
    }

    /// The documents of a word, and its places there.
    pub(super) fn places(&self, word: u32) -> Places<'_> {
        let bytes = &self.lists.places[slot(&self.lists.places_end, word as usize)];
        Places { documents: self.list(word), places: List { bytes, at: 0 }, document: 0 }
    }

    /// The words that could be one typo away from `word`, and surely all that are; some of them twice.
    pub(super) fn near(&self, word: &[u8]) -> impl Iterator<Item = u32> {
        // A typo changes two neighbouring letters at most, so what is before them or what is behind them is as typed.
        let (start, end) = typo::halves(word);
        let low = self.endings.partition_point(|other| typo::backwards(self.word(*other)).lt(typo::backwards(end)));
        let endings = &self.endings[low..];
        let ends = |word: &[u8]| word.len() >= end.len() && typo::backwards(word).zip(typo::backwards(end)).all(|(a, b)| a == b);
        let count = endings.partition_point(|other| ends(self.word(*other)));
        self.beginning(start).chain(endings[..count].iter().copied())
    }

    /// The words that begin so, by number. The first is the word itself, if it is there.
    pub(super) fn beginning(&self, start: &[u8]) -> Range<u32> {
        let first = self.boundary(0, |word| word.iter().lt(start));
        first..self.boundary(first, |word| word.len() >= start.len() && word.iter().zip(start).all(|(a, b)| a == b))
    }

    /// The number of a word.
    pub(super) fn number(&self, word: &[u8]) -> Option<u32> {
        let at = self.boundary(0, |other| other.iter().lt(word));
        (at < self.words() && self.word(at) == word).then_some(at)
    }

    /// The first word from `low` on for which `before` is no longer true.
    ///
    /// Words differ in their first bytes, so callers compare them byte by byte: in WebAssembly comparing slices is a call, and a slow one.
    fn boundary(&self, mut low: u32, before: impl Fn(&[u8]) -> bool) -> u32 {
        let mut high = self.words();
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.word(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// A row of numbers while it is read; its form is told at [`Lists`].
pub(super) struct List<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl List<'_> {
    #[inline(always)]
    fn number(&mut self) -> u32 {
        if self.at < self.bytes.len() && self.bytes[self.at] < 128 {
            self.at += 1;
            u32::from(self.bytes[self.at - 1])
        } else {
            self.long_number()
        }
    }

    #[inline(never)]
    fn long_number(&mut self) -> u32 {
        let mut number = 0;
        let mut shift = 0;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return number;
            }
            shift += 7;
        }
        0
    }

    /// The distance from the document before, and how often the word stands there.
    #[inline(always)]
    fn entry(&mut self) -> (u32, u32) {
        let entry = self.number();
        (entry >> 1, if entry & 1 == 0 { 1 } else { self.number() })
    }

    /// Calls for each document with its number and how often the word stands in it.
    #[inline(always)]
    pub(super) fn each(mut self, mut give: impl FnMut(u32, u32)) {
        let mut document = 0;
        while self.at < self.bytes.len() {
            let (distance, times) = self.entry();
            document += distance;
            give(document - 1, times);
        }
    }
}

/// The documents and places of a word while they are read.
pub(super) struct Places<'a> {
    documents: List<'a>,
    places: List<'a>,
    document: u32,
}

impl Places<'_> {
    /// The next document, its places put into `places`.
    pub(super) fn next(&mut self, places: &mut Vec<u32>) -> Option<u32> {
        if self.documents.at == self.documents.bytes.len() {
            return None;
        }
        let (distance, times) = self.documents.entry();
        self.document += distance;
        places.clear();
        let mut place = 0;
        for _ in 0..times {
            place += self.places.number();
            places.push(place);
        }
        Some(self.document - 1)
    }
}

/// The documents as they were given.
#[derive(Default)]
pub(super) struct Store {
    text: String,
    text_end: Vec<u32>,
    part: String,
    part_end: Vec<u32>,
    pub(super) kind: Vec<Kind>,
    /// The meeting of each document.
    pub(super) meeting: Vec<u32>,
    /// The documents of each meeting: first, and behind the last.
    pub(super) meetings: Vec<(u32, u32)>,
}

impl Store {
    pub(super) fn add(&mut self, document: Document) {
        let number = self.kind.len() as u32;
        self.text.push_str(document.text);
        self.text_end.push(self.text.len() as u32);
        self.part.push_str(document.part.unwrap_or_default());
        self.part_end.push(self.part.len() as u32);
        self.kind.push(document.kind);
        self.meeting.push(document.meeting);
        let meeting = document.meeting as usize;
        if self.meetings.len() <= meeting {
            self.meetings.resize(meeting + 1, (0, 0));
        }
        let range = &mut self.meetings[meeting];
        if range.1 != number {
            range.0 = number;
        }
        range.1 = number + 1;
    }

    pub(super) fn kind(&self, document: usize) -> Kind {
        self.kind[document]
    }

    pub(super) fn get(&self, document: u32) -> Document<'_> {
        let document = document as usize;
        let part = &self.part[slot(&self.part_end, document)];
        Document {
            meeting: self.meeting[document],
            kind: self.kind[document],
            part: (!part.is_empty()).then_some(part),
            text: &self.text[slot(&self.text_end, document)],
        }
    }
}

#[inline(always)]
pub(super) fn slot(ends: &[u32], number: usize) -> Range<usize> {
    let start = if number == 0 { 0 } else { ends[number - 1] as usize };
    start..ends[number] as usize
}

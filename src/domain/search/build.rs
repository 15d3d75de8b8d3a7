//! The builder: texts in, one after the other, an index out.
//!
//! Every text is cut once; the numbers of its words go into one long stream. At the end the stream is read twice: to learn how
//! long the list of each word will be, and to write the lists. Nothing is moved or grown per word.

use super::{
    fold::Folder,
    index::{Document, Index, KINDS, Store, slot},
    protocol::Kind,
    tokens::Tokenizer,
};

/// Marks a token in the stream that has the place of the one before it.
const SAME_PLACE: u32 = 1 << 31;

/// Takes in texts.
pub struct Builder {
    tokenizer: Tokenizer,
    words: Words,
    stream: Vec<u32>,
    /// End of each document in the stream.
    ends: Vec<u32>,
    /// Words of each document.
    lengths: Vec<u32>,
    store: Store,
}

impl Builder {
    /// An empty one.
    pub fn new(folder: Folder) -> Self {
        Self {
            tokenizer: Tokenizer::new(folder),
            words: Words::default(),
            stream: Vec::new(),
            ends: Vec::new(),
            lengths: Vec::new(),
            store: Store::default(),
        }
    }

    /// Takes in a text. All texts of a meeting come one after the other.
    pub fn add(&mut self, meeting: u32, kind: Kind, part: Option<&str>, text: &str) {
        let Self { tokenizer, words, stream, .. } = self;
        let mut length = 0;
        tokenizer.each(text, |token| {
            let number = words.number(token.text);
            let same = if token.steps() { 0 } else { SAME_PLACE };
            length += u32::from(same == 0);
            stream.push(number | same);
            true
        });
        self.ends.push(self.stream.len() as u32);
        self.lengths.push(length);
        self.store.add(Document { meeting, kind, part, text });
    }

    /// The index of all that was taken in.
    pub fn finish(self) -> Index {
        let Self { tokenizer, words, stream, ends, lengths, store } = self;
        let (order, rank) = words.sorted();
        let lists = Lists::of(&stream, &ends, &rank);
        drop(stream);
        let mut text = Vec::with_capacity(words.text.len());
        let mut text_end = Vec::with_capacity(order.len());
        for number in order {
            text.extend_from_slice(words.get(number));
            text_end.push(text.len() as u32);
        }
        let norms = norms(&store, &lengths);
        Index::new(tokenizer, text, text_end, lists, norms, store)
    }
}

/// For every document, how much its length weighs against a word in it: k1 (1 − b + b · length / average) of BM25, the average
/// being that of its kind, since a title is short among notes and not among titles.
fn norms(store: &Store, lengths: &[u32]) -> Vec<f32> {
    let mut total = [(0u32, 0u32); KINDS];
    for (document, length) in lengths.iter().enumerate() {
        let (count, sum) = &mut total[store.kind(document) as usize];
        *count += 1;
        *sum = sum.saturating_add(*length);
    }
    let average = total.map(|(count, sum)| (sum as f32 / count.max(1) as f32).max(1.0));
    let norm = |(document, length): (usize, &u32)| super::rank::norm(*length as f32 / average[store.kind(document) as usize]);
    lengths.iter().enumerate().map(norm).collect()
}

/// The lists of every word, in the order of the dictionary; numbers of seven bits a byte, the lowest first.
///
/// The list of its documents: the distance from the document before, doubled; where the word stands there more than once, that
/// number is odd, and the next one says how often. The list of its places: for each document as many distances from the place
/// before, the first from the beginning. Only words in a row need the places, so that all else reads a byte a document.
#[derive(Default)]
pub(super) struct Lists {
    /// All lists of documents.
    pub(super) bytes: Vec<u8>,
    /// End of each.
    pub(super) end: Vec<u32>,
    /// All lists of places.
    pub(super) places: Vec<u8>,
    /// End of each.
    pub(super) places_end: Vec<u32>,
    /// In how many documents each word stands.
    pub(super) documents: Vec<u32>,
}

#[derive(Clone, Copy, Default)]
struct Cursor {
    /// The document at hand and the one before, from 1.
    document: u32,
    before: u32,
    /// How often the word was met in it.
    times: u32,
    place: u32,
    at: u32,
    places_at: u32,
}

impl Cursor {
    /// What is written of the document at hand.
    #[inline(always)]
    fn entry(&self) -> u32 {
        (self.document - self.before) << 1 | u32::from(self.times > 1)
    }
}

impl Lists {
    fn of(stream: &[u32], ends: &[u32], rank: &[u32]) -> Self {
        let mut all_cursors = vec![Cursor::default(); rank.len()];
        let mut documents = vec![0; rank.len()];
        let cursors = all_cursors.as_mut_slice();
        let close = |cursor: &mut Cursor| {
            if cursor.times > 0 {
                cursor.at += size(cursor.entry()) + if cursor.times > 1 { size(cursor.times) } else { 0 };
            }
        };
        let counted = documents.as_mut_slice();
        each(stream, ends, rank, |word, document, place| {
            let cursor = &mut cursors[word as usize];
            if cursor.document != document {
                close(cursor);
                counted[word as usize] += 1;
                *cursor = Cursor { document, before: cursor.document, times: 0, place: 0, ..*cursor };
            }
            cursor.times += 1;
            cursor.places_at += size(place - cursor.place);
            cursor.place = place;
        });
        cursors.iter_mut().for_each(close);
        let (mut end, mut places_end) = (Vec::with_capacity(rank.len()), Vec::with_capacity(rank.len()));
        let (mut total, mut places_total) = (0, 0);
        for cursor in &mut *cursors {
            let (length, places_length) = (cursor.at, cursor.places_at);
            *cursor = Cursor { at: total, places_at: places_total, ..Cursor::default() };
            total += length;
            places_total += places_length;
            end.push(total);
            places_end.push(places_total);
        }
        let (mut all_bytes, mut all_places) = (vec![0; total as usize], vec![0; places_total as usize]);
        let (bytes, places) = (all_bytes.as_mut_slice(), all_places.as_mut_slice());
        let mut close = |cursor: &mut Cursor| {
            if cursor.times > 0 {
                let entry = cursor.entry();
                write(bytes, &mut cursor.at, entry);
                if cursor.times > 1 {
                    write(bytes, &mut cursor.at, cursor.times);
                }
            }
        };
        each(stream, ends, rank, |word, document, place| {
            let cursor = &mut cursors[word as usize];
            if cursor.document != document {
                close(cursor);
                *cursor = Cursor { document, before: cursor.document, times: 0, place: 0, ..*cursor };
            }
            cursor.times += 1;
            write(places, &mut cursor.places_at, place - cursor.place);
            cursor.place = place;
        });
        cursors.iter_mut().for_each(close);
        Self { bytes: all_bytes, end, places: all_places, places_end, documents }
    }
}

/// Every token of the stream: its word by rank, its document from 1, its place there.
fn each(stream: &[u32], ends: &[u32], rank: &[u32], mut give: impl FnMut(u32, u32, u32)) {
    let mut start = 0;
    for (document, end) in (1u32..).zip(ends) {
        let mut place = 0u32;
        for token in &stream[start as usize..*end as usize] {
            if token & SAME_PLACE == 0 {
                place += 1;
            }
            give(rank[(token & !SAME_PLACE) as usize], document, place);
        }
        start = *end;
    }
}

#[inline(always)]
fn size(number: u32) -> u32 {
    (32 - (number | 1).leading_zeros()).div_ceil(7)
}

#[inline(always)]
fn write(bytes: &mut [u8], at: &mut u32, mut number: u32) {
    while number > 127 {
        bytes[*at as usize] = number as u8 | 128;
        *at += 1;
        number >>= 7;
    }
    bytes[*at as usize] = number as u8;
    *at += 1;
}

/// Words and their numbers, in the order in which they were met.
#[derive(Default)]
struct Words {
    text: Vec<u8>,
    end: Vec<u32>,
    hash: Vec<u32>,
    /// Open addressing: the number of a word and 1, or 0. Its length is a power of two, at least twice the count of words.
    slot: Vec<u32>,
}

impl Words {
    #[inline(always)]
    fn get(&self, number: u32) -> &[u8] {
        &self.text.as_slice()[slot(&self.end, number as usize)]
    }

    fn number(&mut self, word: &[u8]) -> u32 {
        if self.slot.len() <= self.end.len() * 2 {
            self.grow();
        }
        let hash = hash(word);
        let (slots, hashes) = (self.slot.as_slice(), self.hash.as_slice());
        let last = slots.len() - 1;
        let mut place = hash as usize & last;
        while slots[place] != 0 {
            let number = slots[place] - 1;
            if hashes[number as usize] == hash && self.get(number).iter().eq(word) {
                return number;
            }
            place = (place + 1) & last;
        }
        self.text.extend_from_slice(word);
        self.end.push(self.text.len() as u32);
        self.hash.push(hash);
        self.slot[place] = self.end.len() as u32;
        self.end.len() as u32 - 1
    }

    fn grow(&mut self) {
        let length = (self.slot.len() * 2).max(1024);
        self.slot.clear();
        self.slot.resize(length, 0);
        for (number, hash) in (1..).zip(&self.hash) {
            let mut place = *hash as usize & (length - 1);
            while self.slot[place] != 0 {
                place = (place + 1) & (length - 1);
            }
            self.slot[place] = number;
        }
    }

    /// The numbers by word, and the place of each number in that order.
    fn sorted(&self) -> (Vec<u32>, Vec<u32>) {
        let mut order: Vec<(u64, u32)> = (0..self.end.len() as u32).map(|number| (head(self.get(number)), number)).collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.get(a.1).cmp(self.get(b.1))));
        let mut rank = vec![0; order.len()];
        for (place, (_, number)) in (0..).zip(&order) {
            rank[*number as usize] = place;
        }
        (order.into_iter().map(|(_, number)| number).collect(), rank)
    }
}

/// The first eight bytes as a number in the same order.
fn head(word: &[u8]) -> u64 {
    word.iter().chain(std::iter::repeat(&0)).take(8).fold(0, |head, byte| head << 8 | u64::from(*byte))
}

fn hash(word: &[u8]) -> u32 {
    // Four bytes a step; the multiplier is that of rustc's own hash (FxHash).
    const STEP: u32 = 0x9e37_79b9;
    let (fours, rest) = word.as_chunks::<4>();
    let mut hash = word.len() as u32;
    for four in fours {
        hash = (hash.rotate_left(5) ^ u32::from_le_bytes(*four)).wrapping_mul(STEP);
    }
    for byte in rest {
        hash = (hash.rotate_left(5) ^ u32::from(*byte)).wrapping_mul(STEP);
    }
    // The low bits choose the slot, and a product's low bits know only the low bits of its factors.
    hash ^ hash >> 15
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_as_many_bytes_as_said() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u32::MAX >> 1, u32::MAX] {
            let mut bytes = [0; 8];
            let mut at = 0;
            write(&mut bytes, &mut at, number);
            assert_eq!(at, size(number), "{number}");
        }
    }

    #[test]
    fn words_keep_their_numbers_and_are_sorted() {
        let mut words = Words::default();
        let all: Vec<String> = (0..5000).map(|n: u32| format!("w{}", n.wrapping_mul(2_654_435_761) % 10_007)).collect();
        let numbers: Vec<u32> = all.iter().map(|word| words.number(word.as_bytes())).collect();
        for (word, number) in all.iter().zip(&numbers) {
            assert_eq!((words.number(word.as_bytes()), words.get(*number)), (*number, word.as_bytes()));
        }
        let (order, rank) = words.sorted();
        assert!(order.windows(2).all(|pair| words.get(pair[0]) < words.get(pair[1])));
        assert!((0..).zip(&order).all(|(place, number)| rank[*number as usize] == place));
    }
}

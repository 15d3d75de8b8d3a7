//! The oracle: the same search without an index, and how much of its first twenty the index finds.
//!
//! For every query it looks at every word of every text. With the index it shares only the formula of the points: its folding, its
//! words and its typos are written another way. Whole texts are decomposed, Chinese is found as a part of the text, and typos are
//! a full table of distances. What counts as found is what a person was promised: a word itself or its beginning, and where next
//! to nothing begins so, words with one typo.
//!
//! A larger one: `RAPPORTEUR_ORACLE=5000 cargo test --release oracle -- --nocapture` (so many meetings; three texts each).
//!
//! # Limitations
//! A wrong character in a Chinese word is no typo that the search forgives, and none is made here.

mod made;

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use self::made::{Chance, Made, SCRIPTS, TEXTS, made, query};
use super::{
    build::Builder,
    fold::{Folder, Tables},
    index::Index,
    protocol::Kind,
    rank,
};

const MEETINGS: u32 = 300;
const QUERIES: usize = 2000;
const FIRST: usize = 20;

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

fn fold(text: &str) -> String {
    let text: String = text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect();
    text.to_lowercase().replace('ß', "ss").replace('ø', "o").replace('ة', "ه").replace('ى', "ي")
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|letter: char| !letter.is_alphanumeric() || is_han(letter)).filter(|word| !word.is_empty())
}

/// Optimal string alignment: the full table.
fn distance(a: &[char], b: &[char]) -> usize {
    let wide = b.len() + 1;
    let mut table = vec![0; (a.len() + 1) * wide];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i * wide + j] = if i == 0 || j == 0 {
                i + j
            } else {
                let before = |up: usize, left: usize| table[(i - up) * wide + j - left];
                let other = usize::from(a[i - 1] != b[j - 1]);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let least = (before(1, 0) + 1).min(before(0, 1) + 1).min(before(1, 1) + other);
                if swapped { least.min(before(2, 2) + 1) } else { least }
            };
        }
    }
    table[a.len() * wide + b.len()]
}

/// A word that stands in some text.
struct Word {
    text: String,
    letters: Vec<char>,
    /// In so many texts.
    count: u32,
}

struct Text {
    meeting: u32,
    kind: Kind,
    folded: String,
    /// Each word by its place in the vocabulary, and how often it stands here.
    words: Vec<(usize, u32)>,
    norm: f32,
}

struct Oracle {
    texts: Vec<Text>,
    vocabulary: Vec<Word>,
    meetings: u32,
    /// What [`Self::points`] said before; words come again.
    known: HashMap<(String, bool), Vec<u32>>,
}

impl Oracle {
    fn new(all: &[Made]) -> Self {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut vocabulary: Vec<Word> = Vec::new();
        let mut texts = Vec::new();
        let mut lengths = Vec::new();
        for made in all {
            let folded = fold(&made.text);
            let mut counted: HashMap<usize, u32> = HashMap::new();
            for word in words(&folded) {
                let place = *places.entry(word.to_owned()).or_insert_with(|| {
                    vocabulary.push(Word { text: word.to_owned(), letters: word.chars().collect(), count: 0 });
                    vocabulary.len() - 1
                });
                *counted.entry(place).or_default() += 1;
            }
            counted.keys().for_each(|place| vocabulary[*place].count += 1);
            lengths.push(words(&folded).count() + folded.chars().filter(|letter| is_han(*letter)).count());
            texts.push(Text { meeting: made.meeting, kind: made.kind, folded, words: counted.into_iter().collect(), norm: 0.0 });
        }
        let average = |kind| {
            let of_kind: Vec<usize> = texts.iter().zip(&lengths).filter(|(text, _)| text.kind == kind).map(|(_, length)| *length).collect();
            of_kind.iter().sum::<usize>() as f32 / of_kind.len() as f32
        };
        let averages = TEXTS.map(|(kind, _)| (kind, average(kind)));
        for (text, length) in texts.iter_mut().zip(&lengths) {
            let average = averages.iter().find(|(kind, _)| *kind == text.kind).map_or(1.0, |(_, average)| *average);
            text.norm = rank::norm(*length as f32 / average);
        }
        Self { texts, vocabulary, meetings: all.last().map_or(0, |made| made.meeting + 1), known: HashMap::new() }
    }

    /// For each text the points that a word of a query earns in it.
    fn points(&self, word: &str, last: bool) -> Vec<u32> {
        let all = self.texts.len() as u32;
        let points = |text: &Text, closeness, idf, times| match times {
            0 => 0,
            times => rank::points(closeness, idf, text.kind, times, text.norm),
        };
        if word.chars().any(is_han) {
            let starts = |text: &Text| text.folded.char_indices().filter(|(at, _)| text.folded[*at..].starts_with(word)).count() as u32;
            let times: Vec<u32> = self.texts.iter().map(starts).collect();
            let idf = rank::idf(times.iter().filter(|times| **times > 0).count() as u32, all);
            return times.iter().zip(&self.texts).map(|(times, text)| points(text, 1.0, idf, *times)).collect();
        }
        let letters: Vec<char> = word.chars().collect();
        let begins = |other: &Word| other.text.starts_with(word) && (last || letters.len() > 2 || other.text == word);
        let closeness = |other: &Word| if other.text == word { 1.0 } else { rank::beginning(word.len(), other.text.len()) };
        let mut close: Vec<f32> = self.vocabulary.iter().map(|other| if begins(other) { closeness(other) } else { 0.0 }).collect();
        let count = |close: &[f32]| close.iter().zip(&self.vocabulary).filter(|(close, _)| **close > 0.0).map(|(_, word)| word.count).sum();
        let nearly_nothing = count(&close) < 3 && self.vocabulary.iter().all(|other| other.text != word);
        if nearly_nothing && letters.len() > 3 && !word.contains(|letter: char| letter.is_ascii_digit()) {
            for (close, other) in close.iter_mut().zip(&self.vocabulary) {
                if *close == 0.0 && letters.len().abs_diff(other.letters.len()) < 2 && distance(&letters, &other.letters) == 1 {
                    *close = 0.3;
                }
            }
        }
        let idf = rank::idf(count(&close), all);
        let mut best = Vec::with_capacity(self.texts.len());
        for text in &self.texts {
            let mut most = 0;
            for (place, times) in &text.words {
                if close[*place] > 0.0 {
                    most = most.max(points(text, close[*place], idf, *times));
                }
            }
            best.push(most);
        }
        best
    }

    /// All meetings that hold everything, best first.
    fn search(&mut self, query: &str) -> Vec<u32> {
        let folded = fold(query);
        let asked: Vec<&str> = folded.split_whitespace().collect();
        let asked: Vec<(String, bool)> = (1..).zip(&asked).map(|(place, word)| ((*word).to_owned(), place == asked.len())).collect();
        for (word, last) in &asked {
            if !self.known.contains_key(&(word.clone(), *last)) {
                self.known.insert((word.clone(), *last), self.points(word, *last));
            }
        }
        let points: Vec<&Vec<u32>> = asked.iter().map(|asked| &self.known[asked]).collect();
        let mut best = vec![vec![0; asked.len()]; self.meetings as usize];
        let mut whole = vec![0; self.meetings as usize];
        for (at, text) in self.texts.iter().enumerate() {
            let meeting = text.meeting as usize;
            for (best, points) in best[meeting].iter_mut().zip(&points) {
                *best = points[at].max(*best);
            }
            if points.iter().all(|points| points[at] > 0) {
                whole[meeting] = points.iter().map(|points| points[at]).sum::<u32>().max(whole[meeting]);
            }
        }
        let all = (0..self.meetings).filter(|meeting| best[*meeting as usize].iter().all(|points| *points > 0));
        let mut ranked: Vec<u32> = all.collect();
        ranked.sort_by_key(|meeting| std::cmp::Reverse(best[*meeting as usize].iter().sum::<u32>() + whole[*meeting as usize] / 2));
        ranked
    }
}

/// The part of `wanted` that is in `found`.
fn share(found: &[u32], wanted: &[u32]) -> f64 {
    wanted.iter().filter(|meeting| found.contains(meeting)).count() as f64 / wanted.len() as f64
}

fn first(meetings: &[u32]) -> &[u32] {
    &meetings[..meetings.len().min(FIRST)]
}

fn search(index: &mut Index, text: &str) -> Vec<u32> {
    index.search(text, 0).meetings
}

#[test]
fn the_index_finds_what_the_oracle_finds() {
    let meetings = std::env::var("RAPPORTEUR_ORACLE").ok().and_then(|count| count.parse().ok()).unwrap_or(MEETINGS);
    let chance = &mut Chance(5);
    let all = made(meetings, chance);
    let mut builder = Builder::new(Folder::new(Box::new(Tables)));
    all.iter().for_each(|made| builder.add(made.meeting, made.kind, None, &made.text));
    let mut index = builder.finish();
    let mut oracle = Oracle::new(&all);

    // Of the first twenty: what the oracle has too; and what holds the words that were meant, however they were typed.
    let mut shares = [(0.0, 0.0, 0usize); SCRIPTS.len()];
    let mut asked = 0;
    while asked < QUERIES {
        let made = &all[chance.below(all.len())];
        let query = query(made, chance);
        if query.text.is_empty() {
            continue;
        }
        let expected = oracle.search(&query.text);
        let meant = oracle.search(&query.meant);
        assert!(meant.contains(&made.meeting), "{}: the oracle does not find where it came from", query.meant);
        let found = search(&mut index, &query.text);
        let (same, right, count) = &mut shares[query.script];
        *same += if expected.is_empty() { f64::from(u8::from(found.is_empty())) } else { share(first(&found), first(&expected)) };
        let held = first(&found).iter().filter(|meeting| meant.contains(meeting)).count();
        *right += held as f64 / meant.len().min(FIRST) as f64;
        *count += 1;
        asked += 1;
    }
    for ((same, right, count), script) in shares.iter().zip(SCRIPTS) {
        let (same, right) = (same / *count as f64, right / *count as f64);
        println!("{script}: {count} queries, recall of the first {FIRST} {same:.4}, of what was meant {right:.4}");
        assert!(same >= 0.98, "{script}: {same}");
        assert!(right >= 0.98, "{script}: {right}");
    }
}

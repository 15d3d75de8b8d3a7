//! Ranking: which meetings hold all that was asked for, and in what order.
//!
//! A text earns points for each thing found in it, after BM25: `weight(kind) · closeness · idf · f (k1 + 1) / (f + norm)`; the word
//! itself is closer than a word that begins so, and that closer than one with a typo. A meeting earns for each thing the points of
//! its best text, and half of the points of the best text that holds everything. At equal points the newer meeting comes first.
//! Points are whole numbers: the order is the same on every machine, whatever the order of adding.

use std::ops::Range;

use super::{
    index::{Index, KINDS},
    protocol::{Kind, MeetingHits},
    query::{self, Unit},
    snippet::Marker,
    typo,
};

/// Most hits that are shown of one meeting.
const HITS: usize = 3;
/// Points of a whole one.
const WHOLE: f32 = 1024.0;
const K1: f32 = 1.2;
const B: f32 = 0.5;
/// Fewer documents than that are so few that a typo is likelier.
const FEW: u32 = 3;
const TYPO: f32 = 0.3;

const WEIGHT: [f32; KINDS] = {
    let mut weight = [0.7; KINDS];
    weight[Kind::Title as usize] = 3.0;
    weight[Kind::Item as usize] = 2.0;
    weight[Kind::Group as usize] = 1.8;
    weight[Kind::Action as usize] = 1.6;
    weight[Kind::Note as usize] = 1.2;
    weight[Kind::Person as usize] = 1.0;
    weight[Kind::File as usize] = 0.8;
    weight
};

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer<'a> {
    /// All meetings, best first.
    pub meetings: Vec<u32>,
    /// Hits in the first of them.
    pub hits: Vec<MeetingHits<&'a str>>,
}

/// k1 (1 − b + b · length), the length told in averages.
pub(super) fn norm(length: f32) -> f32 {
    K1 * (1.0 - B + B * length)
}

/// How rare a thing is that stands in `found` of `all` documents.
pub(super) fn idf(found: u32, all: u32) -> f32 {
    let found = found.min(all) as f32;
    (1.0 + (all as f32 - found + 0.5) / (found + 0.5)).ln()
}

/// How near a word that begins so is, by the lengths of both in bytes.
pub(super) fn beginning(typed: usize, word: usize) -> f32 {
    0.4 + 0.3 * typed as f32 / word as f32
}

/// The points of a word that stands `times` in a document of this kind.
#[inline(always)]
pub(super) fn points(closeness: f32, idf: f32, kind: Kind, times: u32, norm: f32) -> u32 {
    let times = times as f32;
    (closeness * idf * (WHOLE * (K1 + 1.0)) * WEIGHT[kind as usize] * times / (times + norm)) as u32
}

/// Where a thing asked for is found.
#[derive(Default)]
pub(super) struct Found {
    exact: Option<u32>,
    longer: Range<u32>,
    /// Words with a typo, by number and as they are.
    pub(super) typos: Vec<(u32, Vec<u8>)>,
    /// Documents that hold the words in a row, and how often.
    row: Vec<(u32, u32)>,
    documents: u32,
}

/// What is known of a document and a meeting during one search; kept, so that a search need not clear it.
#[derive(Default)]
pub(super) struct Scratch {
    search: u32,
    document: Vec<DocumentScore>,
    meeting: Vec<MeetingScore>,
    touched: Vec<u32>,
}

#[derive(Clone, Copy, Default)]
struct DocumentScore {
    search: u32,
    points: u32,
    /// What the last thing earned.
    last: u32,
    /// A bit for each thing found.
    things: u32,
}

#[derive(Clone, Copy, Default)]
struct MeetingScore {
    search: u32,
    points: u32,
    /// What the last thing earned.
    last: u32,
    /// So many things were found.
    things: u32,
    /// Points of the best document that holds everything.
    whole: u32,
}

impl Scratch {
    pub(super) fn new(documents: usize, meetings: usize) -> Self {
        let (document, meeting) = (vec![DocumentScore::default(); documents], vec![MeetingScore::default(); meetings]);
        Self { document, meeting, ..Self::default() }
    }

    fn begin(&mut self) {
        self.touched.clear();
        self.search = self.search.wrapping_add(1);
        if self.search == 0 {
            self.document.fill(DocumentScore::default());
            self.meeting.fill(MeetingScore::default());
            self.search = 1;
        }
    }
}

/// Sorts by the first number alone and keeps the order of equal ones (radix sort, 11 bits a pass): where half of an archive is
/// found, sorting by comparison would take longer than finding.
fn sort_by_first(keys: &mut Vec<(u32, u32)>) {
    const BITS: u32 = 11;
    if keys.len() < 256 {
        keys.sort_by_key(|key| key.0);
        return;
    }
    let mut other = vec![(0, 0); keys.len()];
    for shift in [0, BITS, 2 * BITS] {
        let digit = |key: &(u32, u32)| (key.0 >> shift & ((1 << BITS) - 1)) as usize;
        let mut place = [0u32; 1 << BITS];
        for key in keys.as_slice() {
            place[digit(key)] += 1;
        }
        if place[digit(&keys[0])] as usize == keys.len() {
            continue;
        }
        let mut sum = 0;
        for count in &mut place {
            sum += *count;
            *count = sum - *count;
        }
        let to = other.as_mut_slice();
        for key in keys.as_slice() {
            let place = &mut place[digit(key)];
            to[*place as usize] = *key;
            *place += 1;
        }
        std::mem::swap(keys, &mut other);
    }
}

/// One thing asked for, on its way through the documents that hold it. Slices, because in a module built for size every step
/// into a `Vec` is a call.
struct Pass<'a> {
    meeting_of: &'a [u32],
    kind_of: &'a [Kind],
    norm_of: &'a [f32],
    idf: f32,
    thing: u32,
    everything: u32,
    search: u32,
    documents: &'a mut [DocumentScore],
    meetings: &'a mut [MeetingScore],
    touched: &'a mut Vec<u32>,
}

impl Pass<'_> {
    #[inline(always)]
    fn give(&mut self, closeness: f32, number: u32, times: u32) {
        let &mut Self { idf, thing, everything, search, .. } = self;
        let place = self.meeting_of[number as usize];
        let meeting = &mut self.meetings[place as usize];
        if meeting.search != search {
            if thing > 0 {
                return;
            }
            *meeting = MeetingScore { search, ..MeetingScore::default() };
            self.touched.push(place);
        }
        if meeting.things < thing {
            return;
        }
        let points = points(closeness, idf, self.kind_of[number as usize], times, self.norm_of[number as usize]);
        let document = &mut self.documents[number as usize];
        if document.search != search {
            *document = DocumentScore { search, ..DocumentScore::default() };
        }
        if document.things & 1 << thing == 0 {
            document.things |= 1 << thing;
            document.points += points;
            document.last = points;
        } else if points > document.last {
            document.points += points - document.last;
            document.last = points;
        }
        if meeting.things == thing {
            meeting.things += 1;
            meeting.points += points;
            meeting.last = points;
        } else if points > meeting.last {
            meeting.points += points - meeting.last;
            meeting.last = points;
        }
        if document.things == everything && document.points > meeting.whole {
            meeting.whole = document.points;
        }
    }
}

impl Index {
    /// Finds the meetings that hold everything asked for, and the hits in the first of them.
    pub fn search(&mut self, text: &str, hits: usize) -> Answer<'_> {
        let units = query::parse(text, &mut self.tokenizer);
        let Some(found) = self.score(&units) else { return Answer::default() };
        let meetings = self.ranked(units.len() as u32);
        let hits = self.all_hits(&meetings[..hits.min(meetings.len())], &units, &found);
        Answer { meetings, hits }
    }

    /// Finds the hits in these meetings. Those that do not hold everything asked for are left out.
    pub fn snippets(&mut self, text: &str, meetings: &[u32]) -> Vec<MeetingHits<&str>> {
        let units = query::parse(text, &mut self.tokenizer);
        let Some(found) = self.score(&units) else { return Vec::new() };
        self.all_hits(meetings, &units, &found)
    }

    /// Gives points to documents and meetings. `None` where something is not found at all.
    fn score(&mut self, units: &[Unit]) -> Option<Vec<Found>> {
        let mut found = Vec::with_capacity(units.len());
        for unit in units {
            found.push(self.find(unit)?);
        }
        if found.is_empty() {
            return None;
        }
        // The rarest first: what is not in its meetings need not be looked at.
        let mut order: Vec<usize> = (0..units.len()).collect();
        order.sort_by_key(|at| found[*at].documents);
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.begin();
        for (thing, at) in (0..).zip(order) {
            self.score_one(thing, units.len() as u32, &units[at], &found[at], &mut scratch);
        }
        self.scratch = scratch;
        Some(found)
    }

    fn score_one(&self, thing: u32, things: u32, unit: &Unit, found: &Found, scratch: &mut Scratch) {
        let mut pass = Pass {
            idf: idf(found.documents, self.documents()),
            everything: (1 << things) - 1,
            thing,
            meeting_of: &self.store.meeting,
            kind_of: &self.store.kind,
            norm_of: &self.norms,
            search: scratch.search,
            documents: &mut scratch.document,
            meetings: &mut scratch.meeting,
            touched: &mut scratch.touched,
        };
        for (number, times) in &found.row {
            pass.give(1.0, *number, *times);
        }
        let longer = found.longer.clone().map(|word| (word, beginning(unit.word.len(), self.word(word).len())));
        let words = found.exact.map(|word| (word, 1.0)).into_iter().chain(longer);
        for (word, closeness) in words.chain(found.typos.iter().map(|(word, _)| (*word, TYPO))) {
            self.list(word).each(|number, times| pass.give(closeness, number, times));
        }
    }

    /// Meetings that hold everything, best first.
    fn ranked(&self, things: u32) -> Vec<u32> {
        let Scratch { search, meeting: meetings, touched, .. } = &self.scratch;
        let points = |meeting: &MeetingScore| u32::MAX - (meeting.points + meeting.whole / 2);
        let mut keys: Vec<(u32, u32)> = Vec::with_capacity(touched.len());
        if touched.len() < meetings.len() / 16 {
            for place in touched {
                let meeting = &meetings[*place as usize];
                if meeting.things == things {
                    keys.push((points(meeting), *place));
                }
            }
            keys.sort_unstable();
        } else {
            for (place, meeting) in (0..).zip(meetings) {
                if meeting.search == *search && meeting.things == things {
                    keys.push((points(meeting), place));
                }
            }
            sort_by_first(&mut keys);
        }
        keys.into_iter().map(|(_, place)| place).collect()
    }

    fn all_hits(&mut self, meetings: &[u32], units: &[Unit], found: &[Found]) -> Vec<MeetingHits<&str>> {
        let best: Vec<_> = meetings.iter().filter_map(|meeting| Some((*meeting, self.best(*meeting, units.len())?))).collect();
        let Self { tokenizer, store, .. } = self;
        let mut marker = Marker::new(tokenizer, units, found);
        let hits = |(meeting, (documents, count)): (u32, ([u32; HITS], u32))| {
            let hits: Vec<_> = documents.iter().take(count as usize).map(|document| marker.hit(store.get(*document))).collect();
            MeetingHits { meeting, more: count - hits.len() as u32, hits }
        };
        best.into_iter().map(hits).collect()
    }

    /// The best documents of a meeting that holds everything, and how many more or less good ones there are.
    fn best(&self, meeting: u32, things: usize) -> Option<([u32; HITS], u32)> {
        let score = self.scratch.meeting.get(meeting as usize)?;
        if score.search != self.scratch.search || (score.things as usize) < things {
            return None;
        }
        let (first, end) = self.store.meetings[meeting as usize];
        let mut best = [(0, 0); HITS + 1];
        let mut count = 0u32;
        for number in first..end {
            let score = &self.scratch.document[number as usize];
            if score.search != self.scratch.search {
                continue;
            }
            // The worst falls off the end; at equal points the earlier text stays first.
            let mut at = (count as usize).min(HITS);
            while at > 0 && best[at - 1].0 < score.points {
                best[at] = best[at - 1];
                at -= 1;
            }
            best[at] = (score.points, number);
            count += 1;
        }
        Some((std::array::from_fn(|at| best[at].1), count))
    }

    fn find(&self, unit: &Unit) -> Option<Found> {
        let mut found = Found::default();
        if unit.beginning {
            found.longer = self.beginning(&unit.word);
            if !found.longer.is_empty() && self.word(found.longer.start) == unit.word {
                found.exact = Some(found.longer.start);
                found.longer.start += 1;
            }
        } else if !unit.word.is_empty() {
            found.exact = self.number(&unit.word);
        }
        if !unit.phrase.is_empty() {
            found.row = self.row(&unit.phrase);
        }
        let documents = found.exact.into_iter().chain(found.longer.clone()).map(|word| self.count(word)).sum::<u32>();
        found.documents = documents + found.row.len() as u32;
        if unit.typo && found.exact.is_none() && found.documents < FEW {
            self.lengths.candidates(&unit.word, |number| {
                if !found.longer.contains(&number) && typo::is_one(&unit.word, self.word(number)) {
                    found.typos.push((number, self.word(number).to_vec()));
                }
            });
            found.documents += found.typos.iter().map(|(word, _)| self.count(*word)).sum::<u32>();
        }
        (found.documents > 0).then_some(found)
    }

    /// The documents that hold these words in a row, and how often.
    fn row(&self, words: &[Vec<u8>]) -> Vec<(u32, u32)> {
        let Some(numbers) = words.iter().map(|word| self.number(word)).collect::<Option<Vec<_>>>() else { return Vec::new() };
        // From the rarest word on: pairs of document and the place where the row would begin.
        let mut order: Vec<usize> = (0..numbers.len()).collect();
        order.sort_by_key(|at| self.count(numbers[*at]));
        let mut begins: Vec<(u32, u32)> = Vec::new();
        let mut places = Vec::new();
        for (step, at) in order.into_iter().enumerate() {
            let mut list = self.list(numbers[at]);
            let offset = at as u32;
            if step == 0 {
                while let Some(document) = list.places(&mut places) {
                    begins.extend(places.iter().filter(|place| **place > offset).map(|place| (document, place - offset)));
                }
                continue;
            }
            let mut kept = 0;
            let mut read = 0;
            while read < begins.len() {
                let Some(document) = list.places(&mut places) else { break };
                while read < begins.len() && begins[read].0 <= document {
                    let begin = begins[read];
                    if begin.0 == document && places.binary_search(&(begin.1 + offset)).is_ok() {
                        begins[kept] = begin;
                        kept += 1;
                    }
                    read += 1;
                }
            }
            begins.truncate(kept);
        }
        let mut row: Vec<(u32, u32)> = Vec::new();
        for (document, _) in begins {
            match row.last_mut() {
                Some(last) if last.0 == document => last.1 += 1,
                _ => row.push((document, 1)),
            }
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sort_by_first;

    proptest! {
        #[test]
        fn sorting_is_that_of_the_standard_library(keys in prop::collection::vec(prop_oneof![0..9u32, any::<u32>()], 0..600)) {
            let mut sorted: Vec<(u32, u32)> = keys.into_iter().zip(0..).collect();
            let mut expected = sorted.clone();
            expected.sort();
            sort_by_first(&mut sorted);
            prop_assert_eq!(sorted, expected);
        }
    }
}

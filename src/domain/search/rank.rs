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
/// Bytes of a letter in UTF-8, at most.
const LONGEST_LETTER: usize = 4;

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

/// What a word that stands `times` in a document of this kind is worth there, before it is known how rare and how near it is.
#[inline(always)]
pub(super) fn worth(kind: Kind, times: u32, norm: f32) -> f32 {
    let times = times as f32;
    WHOLE * (K1 + 1.0) * WEIGHT[kind as usize] * times / (times + norm)
}

/// The points of such a word.
#[cfg(test)]
pub(super) fn points(closeness: f32, idf: f32, kind: Kind, times: u32, norm: f32) -> u32 {
    (closeness * idf * worth(kind, times, norm)) as u32
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

/// Sorts numbers, most of which are found in one pass: by their leading bits into buckets, then each bucket. Where half of an
/// archive is found, sorting by comparison alone would take longer than finding.
fn sort(keys: &mut Vec<u64>) {
    const BUCKETS: usize = 1 << 11;
    if keys.len() < 128 {
        keys.sort_unstable();
        return;
    }
    let (low, high) = keys.iter().fold((u64::MAX, 0), |(low, high), key| (low.min(*key), high.max(*key)));
    let shift = (u64::BITS - (high - low).leading_zeros()).saturating_sub(BUCKETS.trailing_zeros());
    let bucket = |key: u64| ((key - low) >> shift) as usize & (BUCKETS - 1);
    let mut end = [0u32; BUCKETS];
    for key in keys.as_slice() {
        end[bucket(*key)] += 1;
    }
    let mut sum = 0;
    for count in &mut end {
        sum += *count;
        *count = sum - *count;
    }
    let mut sorted = vec![0; keys.len()];
    for key in keys.as_slice() {
        let place = &mut end[bucket(*key)];
        sorted[*place as usize] = *key;
        *place += 1;
    }
    let mut start = 0;
    for end in end {
        if end - start > 1 {
            sorted[start as usize..end as usize].sort_unstable();
        }
        start = end;
    }
    *keys = sorted;
}

/// One thing asked for, on its way through the documents that hold it. Slices, because in a module built for size every step
/// into a `Vec` is a call.
struct Pass<'a> {
    meeting_of: &'a [u32],
    kind_of: &'a [Kind],
    norm_of: &'a [f32],
    once: &'a [f32],
    thing: u32,
    everything: u32,
    search: u32,
    documents: &'a mut [DocumentScore],
    meetings: &'a mut [MeetingScore],
    touched: &'a mut Vec<u32>,
}

impl Pass<'_> {
    #[inline(always)]
    fn give(&mut self, scale: f32, number: u32, times: u32) {
        let &mut Self { thing, everything, search, .. } = self;
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
        let place = number as usize;
        let worth = if times == 1 { self.once[place] } else { worth(self.kind_of[place], times, self.norm_of[place]) };
        let points = (scale * worth) as u32;
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
            everything: (1 << things) - 1,
            thing,
            meeting_of: &self.store.meeting,
            kind_of: &self.store.kind,
            norm_of: &self.norms,
            once: &self.once,
            search: scratch.search,
            documents: &mut scratch.document,
            meetings: &mut scratch.meeting,
            touched: &mut scratch.touched,
        };
        let idf = idf(found.documents, self.documents());
        for (number, times) in &found.row {
            pass.give(idf, *number, *times);
        }
        let longer = found.longer.clone().map(|word| (word, beginning(unit.word.len(), self.word(word).len())));
        let words = found.exact.map(|word| (word, 1.0)).into_iter().chain(longer);
        for (word, closeness) in words.chain(found.typos.iter().map(|(word, _)| (*word, TYPO))) {
            let scale = closeness * idf;
            self.list(word).each(|number, times| pass.give(scale, number, times));
        }
    }

    /// Meetings that hold everything, best first.
    fn ranked(&self, things: u32) -> Vec<u32> {
        let Scratch { search, meeting: meetings, touched, .. } = &self.scratch;
        // The more points the smaller the number, and at equal points the newer meeting first.
        let key = |place: u32, meeting: &MeetingScore| u64::from(u32::MAX - (meeting.points + meeting.whole / 2)) << 32 | u64::from(place);
        let mut keys: Vec<u64> = Vec::with_capacity(touched.len());
        if touched.len() < meetings.len() / 4 {
            for place in touched {
                let meeting = &meetings[*place as usize];
                if meeting.things == things {
                    keys.push(key(*place, meeting));
                }
            }
        } else {
            for (place, meeting) in (0..).zip(meetings) {
                if meeting.search == *search && meeting.things == things {
                    keys.push(key(place, meeting));
                }
            }
        }
        sort(&mut keys);
        keys.into_iter().map(|key| key as u32).collect()
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

    /// The best documents of a meeting that holds everything, of those that hold the most of it, and how many such there are. What
    /// the meeting is (its cycle, place, date) is shown only where nothing in it says as much; whom it is about, behind what it says.
    fn best(&self, meeting: u32, things: usize) -> Option<([u32; HITS], u32)> {
        let score = self.scratch.meeting.get(meeting as usize)?;
        if score.search != self.scratch.search || (score.things as usize) < things {
            return None;
        }
        let (first, end) = self.store.meetings[meeting as usize];
        let says = |number: u32| {
            let score = &self.scratch.document[number as usize];
            let most = (score.things.count_ones(), self.store.kind[number as usize] != Kind::Other);
            (score.search == self.scratch.search).then_some((most, score))
        };
        let most = (first..end).filter_map(|number| Some(says(number)?.0)).max();
        let mut best = [((false, 0), 0); HITS + 1];
        let mut count = 0u32;
        for number in first..end {
            let Some((_, score)) = says(number).filter(|(says, _)| Some(*says) == most) else { continue };
            let worth = (self.store.kind[number as usize] != Kind::Group, score.points);
            // The worst falls off the end; at equal points the earlier text stays first.
            let mut at = (count as usize).min(HITS);
            while at > 0 && best[at - 1].0 < worth {
                best[at] = best[at - 1];
                at -= 1;
            }
            best[at] = (worth, number);
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
            for number in self.near(&unit.word) {
                let word = self.word(number);
                if word.len().abs_diff(unit.word.len()) <= LONGEST_LETTER
                    && !found.longer.contains(&number)
                    && typo::is_one(&unit.word, word)
                    && found.typos.iter().all(|(other, _)| *other != number)
                {
                    found.typos.push((number, word.to_vec()));
                }
            }
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
            let mut list = self.places(numbers[at]);
            let offset = at as u32;
            if step == 0 {
                while let Some(document) = list.next(&mut places) {
                    begins.extend(places.iter().filter(|place| **place > offset).map(|place| (document, place - offset)));
                }
                continue;
            }
            let mut kept = 0;
            let mut read = 0;
            while read < begins.len() {
                let Some(document) = list.next(&mut places) else { break };
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

    use super::sort;

    proptest! {
        #[test]
        fn sorting_is_that_of_the_standard_library(keys in prop::collection::vec(prop_oneof![0..9u64, any::<u64>(), 5_000_000_000..5_000_009_000u64], 0..600)) {
            let mut sorted = keys.clone();
            let mut expected = keys;
            expected.sort();
            sort(&mut sorted);
            prop_assert_eq!(sorted, expected);
        }
    }
}

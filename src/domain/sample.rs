//! A made-up archive of any size, the same for the same numbers: for tests and measurements, not for people.
//!
//! Words follow Zipf's law, as those of real texts do; chance is a small generator of our own, so that no library changes it.

use super::{
    model::{
        Action, ActionId, ActionStatus, AgendaItem, Agent, Classification, Cycle, Due, Envelope, Lenient, Meeting, MeetingState,
        MeetingType, MinutesSection, Note, Organization, OrganizationId, Participation, Source, Strength,
    },
    time::{CivilDate, DAY, Instant, Moment, Span},
};

/// How large an archive is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Meetings.
    pub meetings: u32,
    /// Agenda items of each, children included.
    pub items: u32,
    /// Where chance begins.
    pub seed: u64,
}

const CYCLES: u32 = 10;
const FIRST_YEAR: i32 = 2016;
const GROUPS: u32 = 20;
const NOTES: u32 = 4;
const ACTIONS: u32 = 3;
const PEOPLE: u32 = 8;
const VOCABULARY: u32 = 6_000;
/// Words of an item's description; with the title about sixty.
const WORDS: u32 = 52;

/// The archive. `archive check` has nothing to say about it.
pub fn archive(size: &Size) -> Envelope {
    let mut writer = Writer::new(size.seed);
    let mut all = Envelope { name: Some("A made-up archive".into()), language: Some("en".into()), ..Envelope::new() };
    all.cycle = (0..CYCLES).map(cycle).collect();
    all.organization = (0..=GROUPS).map(|n| writer.organization(n)).collect();
    let mut held = [[0; GROUPS as usize + 1]; CYCLES as usize];
    for n in 0..size.meetings {
        let cycle = (u64::from(n) * u64::from(CYCLES) / u64::from(size.meetings)) as u32;
        let group = if writer.chance.below(2) == 0 { 0 } else { 1 + writer.chance.below(GROUPS) };
        let number = &mut held[cycle as usize][group as usize];
        *number += 1;
        let (meeting, actions) = writer.meeting(cycle, group, *number, size.items);
        all.meeting.push(meeting);
        all.action.extend(actions);
    }
    all
}

fn cycle(n: u32) -> Cycle {
    let year = FIRST_YEAR + n as i32;
    Cycle { id: format!("igf-{year}").into(), name: Some(format!("IGF {year}")), year: Some(year), ..Cycle::default() }
}

fn body(n: u32) -> OrganizationId {
    if n == 0 { "mag".into() } else { format!("wg-{n}").into() }
}

/// Knuth's linear congruential generator (MMIX), the upper half of its state.
struct Chance(u64);

impl Chance {
    /// A number below the limit; one for a limit of zero.
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((u64::from((self.0 >> 32) as u32) * u64::from(limit)) >> 32) as u32
    }
}

struct Writer {
    chance: Chance,
    word: Vec<String>,
    /// Sums of the weights up to each word, in millionths.
    weight: Vec<u32>,
}

impl Writer {
    fn new(seed: u64) -> Self {
        let mut chance = Chance(seed);
        let word = (0..VOCABULARY).map(|n| made_up_word(n, &mut chance)).collect();
        let mut sum = 0;
        let weight = (1..=VOCABULARY).map(|rank| (sum += 1_000_000 / (rank + 2), sum).1).collect();
        Self { chance, word, weight }
    }

    fn pick(&mut self) -> &str {
        let at = self.chance.below(self.weight.last().copied().unwrap_or(1));
        let place = self.weight.partition_point(|sum| *sum <= at);
        self.word.get(place).map_or("", String::as_str)
    }

    /// A sentence of so many words.
    fn text(&mut self, words: u32) -> String {
        let mut text = String::new();
        for n in 0..words {
            if n > 0 {
                text.push(' ');
            }
            text.push_str(self.pick());
        }
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        text
    }

    fn organization(&mut self, n: u32) -> Organization {
        let (name, classification) = if n == 0 {
            ("Multistakeholder Advisory Group".to_owned(), Classification::Mag)
        } else {
            (format!("Working Group on {}", self.text(2)), Classification::WorkingGroup)
        };
        Organization { id: body(n), name: Some(name), classification: Some(Lenient::Known(classification)), ..Organization::default() }
    }

    fn meeting(&mut self, cycle: u32, group: u32, number: u32, items: u32) -> (Meeting, Vec<Action>) {
        let year = FIRST_YEAR + cycle as i32;
        let group_id = body(group);
        let id = format!("igf-{year}-{group_id}-{number}");
        let start = CivilDate::new(year - 1, 3, 1).map_or(0, CivilDate::days_since_epoch) + i64::from(self.chance.below(365));
        let start = Instant(start * DAY + 3600 * i64::from(8 + self.chance.below(10)));
        let (agenda, total) = self.agenda(&id, items);
        let kind = if group == 0 { MeetingType::Virtual } else { MeetingType::WorkingGroupCall };
        let meeting = Meeting {
            id: id.as_str().into(),
            name: Some(format!("IGF {year} {} {number}: {}", if group == 0 { "MAG meeting" } else { "working group call" }, self.text(4))),
            number: Some(number.to_string()),
            sequence_number: Some(number),
            cycle: Some(format!("igf-{year}").into()),
            organization: vec![group_id],
            meeting_type: Some(Lenient::Known(kind)),
            meeting_state: Some(Lenient::Known(MeetingState::Minuted)),
            start: Some(Lenient::Known(Moment::Instant(start))),
            duration: Some(Lenient::Known(Span::from_minutes(total))),
            agenda_item: agenda,
            minutes: vec![MinutesSection {
                id: Some(format!("{id}/section-1").into()),
                name: Some(self.text(4)),
                note: (1..=NOTES).map(|n| self.note(&id, n)).collect(),
                ..MinutesSection::default()
            }],
            participation: (0..PEOPLE).map(|_| Participation { name: Some(self.name()), ..Participation::default() }).collect(),
            source: source(&id, number),
            ..Meeting::default()
        };
        let actions = (1..=ACTIONS).map(|n| self.action(&id, n, start)).collect();
        (meeting, actions)
    }

    /// Items and their total in minutes. Two of five stand below the one before them.
    fn agenda(&mut self, id: &str, count: u32) -> (Vec<AgendaItem>, u32) {
        let (mut items, mut total): (Vec<AgendaItem>, u32) = (Vec::new(), 0);
        for n in 0..count {
            let mut item = AgendaItem {
                id: format!("{id}/item-{}", n + 1).into(),
                name: Some(self.text(8)),
                description: Some(self.text(WORDS)),
                organization: if self.chance.below(4) == 0 { vec![body(1 + self.chance.below(GROUPS))] } else { Vec::new() },
                source: source(id, n + 1),
                ..AgendaItem::default()
            };
            match items.last_mut().filter(|_| n % 5 > 2) {
                Some(parent) => {
                    item.number = Some(if parent.agenda_item.is_empty() { "a." } else { "b." }.into());
                    parent.agenda_item.push(item);
                }
                None => {
                    let minutes = 5 * (1 + self.chance.below(4));
                    total += minutes;
                    item.number = Some(format!("{}.", items.len() + 1));
                    item.duration = Some(Lenient::Known(Span::from_minutes(minutes)));
                    items.push(item);
                }
            }
        }
        (items, total)
    }

    fn note(&mut self, id: &str, n: u32) -> Note {
        Note { id: Some(format!("{id}/note-{n}").into()), number: Some(format!("{n}.")), text: Some(self.text(40)), ..Note::default() }
    }

    fn action(&mut self, id: &str, n: u32, start: Instant) -> Action {
        let days = i64::from(1 + self.chance.below(60));
        let date = start.plus_seconds(days * DAY).utc_date();
        Action {
            id: ActionId::from(format!("{id}/action-{n}")),
            name: Some(self.text(12)),
            agent: vec![Agent { name: Some(self.name()), ..Agent::default() }],
            strength: Some(Lenient::Known(Strength::ALL[self.chance.below(3) as usize])),
            due: date.filter(|_| n % 2 == 1).map(|date| Due { date: Some(Lenient::Known(Moment::Day(date))), ..Due::default() }),
            action_status: Some(Lenient::Known(ActionStatus::Open)),
            meeting: Some(id.into()),
            source: source(id, n),
            ..Action::default()
        }
    }

    fn name(&mut self) -> String {
        format!("{} {}", self.text(1), self.text(1))
    }
}

fn source(id: &str, n: u32) -> Vec<Source> {
    vec![Source { file_name: Some(format!("{id}.txt")), lines: vec![[n * 3, n * 3 + 1]], ..Source::default() }]
}

/// Syllables of the rank, so that no two words are the same, and frequent ones are short; one in forty bears an accent.
fn made_up_word(rank: u32, chance: &mut Chance) -> String {
    const ONSET: [&str; 16] = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "pr", "tr"];
    const VOWEL: [&str; 5] = ["a", "e", "i", "o", "u"];
    let mut word = String::new();
    let mut rest = rank + 1;
    while rest > 0 {
        let syllable = rest % 80;
        word.push_str(ONSET[(syllable / 5) as usize]);
        word.push_str(VOWEL[(syllable % 5) as usize]);
        rest /= 80;
    }
    match chance.below(40) {
        0 => word.push('é'),
        1..20 => word.push('n'),
        _ => {}
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{check::Check, list::count_items, model::write};

    #[test]
    fn it_is_always_the_same_and_nothing_is_wrong_with_it() {
        let size = Size { meetings: 60, items: 10, seed: 7 };
        let text = write::compact(&archive(&size));
        assert_eq!(text, write::compact(&archive(&size)));
        assert_ne!(text, write::compact(&archive(&Size { seed: 8, ..size })));
        let mut check = Check::new();
        check.text("sample.json", &text).unwrap();
        assert_eq!(check.finish(), []);
    }

    #[test]
    fn it_is_as_large_as_wanted() {
        let all = archive(&Size { meetings: 30, items: 12, seed: 1 });
        assert_eq!((all.meeting.len(), all.cycle.len(), all.organization.len()), (30, 10, 21));
        assert!(all.meeting.iter().all(|meeting| count_items(&meeting.agenda_item) == 12));
        let empty = archive(&Size { meetings: 0, items: 0, seed: 1 });
        assert!(empty.meeting.is_empty());
    }
}

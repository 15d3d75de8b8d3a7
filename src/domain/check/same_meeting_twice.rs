//! `same-meeting-twice`: a meeting is given in two files, or under two ids.
//!
//! Under two ids it is the same where the cycle, the leading body, the kind, the number and the gathering are the same, or the
//! title and the start, and nothing speaks against it: days that were published apart, another date, a draft, a correction.

use super::{Report, noted::Noted, place::At, repeated_id::Ids, walk::Node};
use crate::domain::{
    model::{KnownOption, Meeting, MeetingId, MeetingState},
    time::Moment,
};

/// The rule's name.
pub const CODE: &str = "same-meeting-twice";

/// What makes a meeting that meeting.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Mark {
    Number { cycle: String, body: String, kind: String, number: u32, gathering: String, day: String },
    Title { cycle: String, title: String, start: String },
}

/// The meetings that were met, by what makes them that meeting.
#[derive(Default)]
pub struct Meetings {
    known: Noted<Mark, (MeetingId, Option<Moment>)>,
}

impl Meetings {
    /// Forgets the file that was opened last.
    pub fn forget(&mut self, file: usize) {
        self.known.forget(file);
    }

    /// Compares a meeting with those before it; to be called before its id is noted.
    pub fn node(&mut self, node: Node, at: &At, ids: &Ids, report: &mut Report) {
        let Node::Meeting(meeting) = node else { return };
        match ids.file_of_meeting(meeting) {
            Some(before) if before != report.file => {
                let message = format!("the meeting \"{}\" is given a second time (first in {})", meeting.id, report.name(before));
                report.error(CODE, at.id(), message, "keep one of the two, or make one of them with `archive import`");
                return;
            }
            Some(_) => return,
            None => {}
        }
        if meeting.meeting_state.known() == Some(&MeetingState::Draft) || meeting.replaces.is_some() {
            return;
        }
        let start = meeting.start.known().copied();
        let mut reported = false;
        for mark in marks(meeting) {
            match self.known.get(&mark) {
                Some(((id, other), file)) => {
                    if !reported && !differ(start, *other) {
                        let message = format!("the meeting \"{}\" seems to be \"{id}\" (in {})", meeting.id, report.name(*file));
                        report.error(
                            CODE,
                            at.id(),
                            message,
                            "keep one of the two, or correct the number, date or title that tells them apart",
                        );
                        reported = true;
                    }
                }
                None => {
                    self.known.insert(mark, (meeting.id.clone(), start), report.file);
                }
            }
        }
    }
}

fn marks(meeting: &Meeting) -> impl Iterator<Item = Mark> {
    let title = words(meeting.label());
    let day = format!("{}{}", day(&title), day(&words(meeting.id.as_str())));
    let cycle = meeting.cycle.as_ref().map(ToString::to_string);
    let number = meeting.sequence_number.and_then(|number| {
        Some(Mark::Number {
            cycle: cycle.clone()?,
            body: meeting.organization.first()?.to_string(),
            kind: meeting.meeting_type.as_ref()?.to_string(),
            number,
            gathering: meeting.super_event.as_ref().map(ToString::to_string).unwrap_or_default(),
            day,
        })
    });
    let by_title = meeting.name.as_ref().and(meeting.start.known()).map(|start| Mark::Title {
        cycle: cycle.unwrap_or_default(),
        title,
        start: start.to_string(),
    });
    number.into_iter().chain(by_title)
}

/// The words of a text, in small letters, one space between them.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The word behind "day": "2" of "second open consultation day 2".
fn day(words: &str) -> &str {
    let mut words = words.split(' ');
    words.find(|word| *word == "day").and_then(|_| words.next()).unwrap_or_default()
}

/// Whether two dates are known and cannot be the same.
fn differ(one: Option<Moment>, other: Option<Moment>) -> bool {
    let (Some(one), Some(other)) = (one.map(|m| m.to_string()), other.map(|m| m.to_string())) else { return false };
    // "2025-10" and "2025-10-22T14:00:00Z" may be the same, two days may not.
    let shared = one.len().min(other.len()).min(10);
    one[..shared] != other[..shared]
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_files};
    use super::CODE;

    fn meeting(id: &str, more: &str) -> String {
        format!("\n{{\"id\":\"{id}\",\"cycle\":\"c\",\"organization\":[\"mag\"],\"meetingType\":\"virtual\"{more}}}")
    }

    fn two(one: &str, other: &str) -> usize {
        check(CODE, &format!("\"meeting\":[{},{}]", meeting("a", one), meeting("b", other))).len()
    }

    #[test]
    fn a_meeting_is_given_once() {
        let one = format!("\"meeting\":[{}]", meeting("a", ""));
        assert_eq!(check_files(CODE, &[&one, &one]), ["2 error a"]);
        assert!(check(CODE, &format!("\"meeting\":[{},{}]", meeting("a", ""), meeting("a", ""))).is_empty(), "that is repeated-id");
    }

    #[test]
    fn two_ids_do_not_hide_it() {
        assert_eq!(two(r#","sequenceNumber":3"#, r#","sequenceNumber":3"#), 1);
        assert_eq!(two(r#","sequenceNumber":3,"start":"2025-10""#, r#","sequenceNumber":3,"start":"2025-10-22T14:00:00Z""#), 1);
        assert_eq!(two(r#","name":"MAG Call","start":"2025-10-22""#, r#","name":"MAG  call.","start":"2025-10-22""#), 1);
    }

    #[test]
    fn what_differs_is_not_the_same() {
        let third = r#","sequenceNumber":3"#;
        for other in [
            r#","sequenceNumber":4"#,
            r#","sequenceNumber":3,"name":"Third, Day 2""#,
            r#","sequenceNumber":3,"superEvent":"x""#,
            r#","sequenceNumber":3,"meetingState":"draft""#,
            r#","sequenceNumber":3,"replaces":"a""#,
            "",
        ] {
            assert_eq!(two(third, other), 0, "{other}");
        }
        assert_eq!(two(r#","sequenceNumber":3,"start":"2025-10-21""#, r#","sequenceNumber":3,"start":"2025-10-22""#), 0);
        assert_eq!(two("", ""), 0);
    }
}

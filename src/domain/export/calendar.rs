//! Meetings as calendar entries: RFC 5545, in UTC, CRLF, lines of at most 75 octets.
//!
//! A meeting of several days is an entry for each of them, with its own start and its own items: one entry over all would fill the
//! nights between, and a recurring one (section 3.8.5) has one title and one description for all. Nobody is an `ATTENDEE`, which needs a
//! mail address, and nothing is sent, so there is no `METHOD` (RFC 5546 would ask for an `ORGANIZER`).

use std::fmt;

use super::{
    markup::{each_special, put},
    parcel::carried,
    programme::{Line, Programme, Text},
    text,
};
use crate::domain::{
    bytes::Set,
    model::{KnownOption, Lenient, Meeting, MeetingDay, MeetingId, MeetingState},
    time::{CivilDate, Instant, Moment},
    timing::{self, Extent},
};

/// What tells one writing of an entry from an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// When it is written.
    pub stamp: Instant,
    /// How often the meeting was changed beyond its own `sequence`; it may only grow.
    pub changes: u64,
}

/// Why a meeting has no calendar entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undated {
    /// Its date is not recorded.
    Meeting(MeetingId),
    /// No more than the month or the year is known.
    Vague(MeetingId, Moment),
    /// One of its days has no date.
    Day(MeetingId, String),
}

impl fmt::Display for Undated {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Meeting(id) => write!(f, "the meeting \"{id}\" has no date, so it cannot stand in a calendar"),
            Self::Vague(id, moment) => {
                write!(f, "of the meeting \"{id}\" no more than {moment} is known, so it cannot stand in a calendar")
            }
            Self::Day(id, day) => write!(f, "\"{day}\" of the meeting \"{id}\" has no date, so it cannot stand in a calendar"),
        }
    }
}

/// Why a meeting has no calendar entry, if it has none.
pub fn undated(meeting: &Meeting) -> Option<Undated> {
    if meeting.meeting_day.is_empty() {
        return Span::of(meeting).err();
    }
    meeting.meeting_day.iter().find_map(|day| Span::of_day(meeting, day).err())
}

/// What a calendar needs of a meeting beside its programme: the entries that it has there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates<'a> {
    entries: Vec<Entry<'a>>,
}

/// An entry that is to be written; its lines but for the texts of the programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry<'a> {
    /// Stays the same over all writings, corrections of a published meeting included.
    uid: Text<'a>,
    /// What stands behind the title.
    name: Option<Text<'a>>,
    /// The day of a meeting of several days whose items it has.
    day: Option<Text<'a>>,
    /// Names and values, from `DTSTAMP` to `DTEND`.
    lines: Vec<(Text<'a>, Text<'a>)>,
    /// What is known of its status.
    status: Option<Text<'a>>,
}

impl<'a> Dates<'a> {
    /// Those of a meeting.
    ///
    /// # Errors
    /// It has no date.
    pub fn of(meeting: &'a Meeting, edition: Edition) -> Result<Self, Undated> {
        let uid = meeting.replaces.as_ref().unwrap_or(&meeting.id);
        let entry = |span| Entry {
            uid: uid.as_str().into(),
            lines: lines(meeting, span, edition),
            status: status(meeting).map(Text::from),
            ..Entry::default()
        };
        if meeting.meeting_day.is_empty() {
            return Ok(Self { entries: vec![entry(Span::of(meeting)?)] });
        }
        let days = meeting.meeting_day.iter().zip(1..).map(|(day, n)| {
            let part = day.id.as_ref().map_or_else(|| format!("day-{n}"), ToString::to_string);
            let name = day.name.as_deref().filter(|name| !name.trim().is_empty());
            let begins = day.id.as_ref().map(|id| id.as_str().into());
            Ok(Entry {
                uid: format!("{uid}/{part}").into(),
                name: name.map(Text::from),
                day: Some(begins.unwrap_or_default()),
                ..entry(Span::of_day(meeting, day)?)
            })
        });
        Ok(Self { entries: days.collect::<Result<_, _>>()? })
    }
}

carried!(<'a> Dates<'a> { entries });
carried!(<'a> Entry<'a> { uid, name, day, lines, status });

fn lines<'a>(meeting: &Meeting, span: Span, edition: Edition) -> Vec<(Text<'a>, Text<'a>)> {
    let mut out: Vec<(Text, Text)> = Vec::new();
    let mut put = |name: &'static str, value: String| out.push((name.into(), value.into()));
    put("DTSTAMP", utc(edition.stamp));
    if let Some(changed) = meeting.date_modified.known().and_then(|moment| moment.instant()) {
        put("LAST-MODIFIED", utc(changed));
    }
    // An INTEGER ends at 2147483647 (section 3.3.8).
    put("SEQUENCE", meeting.sequence.unwrap_or(0).saturating_add(edition.changes).min(i32::MAX as u64).to_string());
    match span {
        Span::Clock(start, end) => {
            put("DTSTART", utc(start));
            end.iter().for_each(|end| put("DTEND", utc(*end)));
        }
        Span::Days(first, last) => {
            put("DTSTART;VALUE=DATE", basic(first));
            // The day after: the end of an entry is not part of it.
            let after = CivilDate::from_days_since_epoch(last.days_since_epoch() + 1);
            after.iter().for_each(|after| put("DTEND;VALUE=DATE", basic(*after)));
        }
    }
    out
}

fn status(meeting: &Meeting) -> Option<&'static str> {
    match meeting.meeting_state.known() {
        _ if meeting.cancelled => Some("CANCELLED"),
        Some(MeetingState::Draft) => Some("TENTATIVE"),
        Some(MeetingState::Scheduled | MeetingState::Held | MeetingState::Minuted) => Some("CONFIRMED"),
        None => None,
    }
}

/// The calendar of meetings, each with what is said of it.
pub fn write<'a>(meetings: impl IntoIterator<Item = (&'a Dates<'a>, &'a Programme<'a>)>) -> String {
    let mut out = Lines(String::with_capacity(1 << 16));
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", concat!("-//Rapporteur//Rapporteur ", env!("CARGO_PKG_VERSION"), "//EN"));
    out.put("CALSCALE", "GREGORIAN");
    for (dates, programme) in meetings {
        dates.entries.iter().enumerate().for_each(|(n, own)| entry(own, n == 0, programme, &mut out));
    }
    out.put("END", "VCALENDAR");
    out.0
}

/// The items of a day; those that come before any day are on the first.
fn of_day<'a>(programme: &'a Programme, day: &Text, is_first: bool) -> Vec<Line<'a>> {
    let mut is_here = is_first;
    let mut out = Vec::new();
    for line in &programme.agenda {
        if let Some(begins) = &line.day {
            is_here = begins.id == *day;
        }
        if is_here {
            out.push(Line { day: None, ..line.clone() });
        }
    }
    out
}

/// When an entry is.
enum Span {
    /// From an instant, to another where that is known.
    Clock(Instant, Option<Instant>),
    /// Whole days, the last one included.
    Days(CivilDate, CivilDate),
}

impl Span {
    fn of(meeting: &Meeting) -> Result<Self, Undated> {
        let Some(start) = meeting.start.known() else { return Err(Undated::Meeting(meeting.id.clone())) };
        let stated = meeting.duration.known().map(|span| span.seconds());
        let lasts = stated.filter(|seconds| *seconds > 0).or_else(|| known_length(timing::total(&meeting.agenda_item)));
        Self::between(*start, meeting.end.known().copied(), lasts).ok_or_else(|| Undated::Vague(meeting.id.clone(), *start))
    }

    fn of_day(meeting: &Meeting, day: &MeetingDay) -> Result<Self, Undated> {
        let known = |moment: &Option<Lenient<Moment>>| moment.known().copied();
        let undated = || {
            let name = day.name.clone().or_else(|| day.id.as_ref().map(ToString::to_string)).unwrap_or_default();
            Undated::Day(meeting.id.clone(), name)
        };
        // The first day begins with the meeting, where nothing else is said.
        let is_first = meeting.meeting_day.first() == Some(day);
        let with_meeting = known(&meeting.start).filter(|start| is_first && start.instant().is_some());
        let start = known(&day.start).or(with_meeting).or(known(&day.date)).ok_or_else(undated)?;
        let own = timing::by_day(meeting).into_iter().find(|(id, _)| *id == day.id.as_ref()).map(|(_, items)| timing::total(items));
        Self::between(start, known(&day.end), own.and_then(known_length)).ok_or_else(undated)
    }

    fn between(start: Moment, end: Option<Moment>, lasts: Option<u32>) -> Option<Self> {
        match start {
            Moment::Instant(at) => {
                let end = end.and_then(Moment::instant).or_else(|| lasts.map(|seconds| at.plus_seconds(i64::from(seconds))));
                Some(Self::Clock(at, end.filter(|end| *end > at)))
            }
            Moment::Day(first) => {
                let last = match end {
                    Some(Moment::Day(last)) => last,
                    Some(Moment::Instant(at)) => at.utc_date().unwrap_or(first),
                    _ => first,
                };
                Some(Self::Days(first, last.max(first)))
            }
            Moment::Month(..) | Moment::Year(_) => None,
        }
    }
}

/// The length of items, where all of it is known.
fn known_length(items: Extent) -> Option<u32> {
    (!items.open && items.most > 0).then_some(items.most)
}

fn entry(entry: &Entry, is_first: bool, programme: &Programme, out: &mut Lines) {
    out.put("BEGIN", "VEVENT");
    out.put("UID", &escaped(&entry.uid));
    entry.lines.iter().for_each(|(name, value)| out.put(name, value));
    let title = std::iter::once(&programme.title).chain(&entry.name).map(AsRef::as_ref).collect::<Vec<&str>>().join(" – ");
    out.put("SUMMARY", &escaped(&title));
    programme.place.iter().for_each(|place| out.put("LOCATION", &escaped(place)));
    let mut description = String::new();
    match &entry.day {
        Some(day) => text::body(programme, of_day(programme, day, is_first).iter(), &mut description),
        None => text::body(programme, programme.agenda.iter(), &mut description),
    }
    if !description.trim().is_empty() {
        out.put("DESCRIPTION", &escaped(description.trim()));
    }
    entry.status.iter().for_each(|status| out.put("STATUS", status));
    out.put("END", "VEVENT");
}

fn basic(date: CivilDate) -> String {
    date.to_string().replace('-', "")
}

fn utc(at: Instant) -> String {
    at.to_string().replace(['-', ':'], "")
}

/// What is no plain letter of a TEXT value.
const SPECIAL: Set = Set::new(b"\\;,", true);

/// A TEXT value (section 3.3.11): no control character but the tab stands in one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut after_return = false;
    each_special(text, &SPECIAL, &mut out, |c, out| {
        // Both are one line end.
        let is_second = c == '\n' && after_return && out.ends_with("\\n");
        after_return = c == '\r';
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' if is_second => {}
            '\r' | '\n' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    });
    out
}

/// Content lines (section 3.1).
struct Lines(String);

impl Lines {
    fn put(&mut self, name: &str, value: &str) {
        const MOST: usize = 75;
        put(&mut self.0, &[name, ":"]);
        let (mut rest, mut room) = (value, MOST - name.len() - 1);
        while let Some((line, after)) = rest.split_at_checked(rest.floor_char_boundary(room)).filter(|(_, after)| !after.is_empty()) {
            put(&mut self.0, &[line, "\r\n "]);
            (rest, room) = (after, MOST - 1);
        }
        put(&mut self.0, &[rest, "\r\n"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::export::include::Include,
        message::{plain::Plain, words::Words},
    };
    use icalendar::{Calendar, CalendarComponent, Component};

    fn calendar(meeting: &str, changes: u64) -> Result<String, Undated> {
        let meeting: Meeting = serde_json::from_str(meeting).unwrap();
        let words = Words::of(&meeting, &Plain, None, "UTC".into());
        let programme = Programme::of(&meeting, &[], &words, Include::default());
        Ok(write([(&Dates::of(&meeting, Edition { stamp: Instant(1_764_000_000), changes })?, &programme)]))
    }

    fn lines(meeting: &str) -> Vec<String> {
        let text = calendar(meeting, 2).unwrap();
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_meeting_is_an_entry() {
        let lines = lines(
            r#"{"id":"m","name":"MAG; XI, open","start":"2025-10-22T14:00:00Z","duration":"PT90M","sequence":3,"dateModified":"2025-10-01T09:00:00Z","meetingState":"scheduled",
            "location":{"name":"Room 1","locality":"Geneva"},"agendaItem":[{"id":"m/1","name":"Welcome","number":"1.","duration":"PT5M"}]}"#,
        );
        assert_eq!(
            lines[3..],
            [
                "CALSCALE:GREGORIAN",
                "BEGIN:VEVENT",
                "UID:m",
                "DTSTAMP:20251124T160000Z",
                "LAST-MODIFIED:20251001T090000Z",
                "SEQUENCE:5",
                "DTSTART:20251022T140000Z",
                "DTEND:20251022T153000Z",
                "SUMMARY:MAG\\; XI\\, open",
                "LOCATION:Room 1\\, Geneva",
                "DESCRIPTION:Date: 22 October 2025\\, 14:00 UTC\\nPlace: Room 1\\, Geneva\\n\\nAgenda (5 min in all\\, 90 min stated)\\n------------------------------------\\n1. Welcome (14:00 UTC\\, 5 min)",
                "STATUS:CONFIRMED",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
    }

    #[test]
    fn days_are_whole_or_entries_of_their_own() {
        let days = |meeting: &str| {
            let wanted = ["UID", "DTSTART", "DTEND", "SUMMARY", "STATUS"];
            lines(meeting).into_iter().filter(|line| wanted.iter().any(|name| line.starts_with(name))).collect::<Vec<_>>()
        };
        assert_eq!(
            days(r#"{"id":"m","name":"M","start":"2018-03-20","end":"2018-03-22","cancelled":true}"#),
            ["UID:m", "DTSTART;VALUE=DATE:20180320", "DTEND;VALUE=DATE:20180323", "SUMMARY:M", "STATUS:CANCELLED"]
        );
        let several = r#"{"id":"n","replaces":"m","name":"M","start":"2018-03-20","meetingDay":[{"id":"day-1","name":"Day 1","start":"2018-03-20T09:00:00Z","end":"2018-03-20T17:00:00Z"},
            {"id":"day-2","date":"2018-03-21"},{"id":"day-3","start":"2018-03-22T09:00:00Z"}],
            "agendaItem":[{"id":"m/1","name":"First"},{"id":"m/2","name":"Second","day":"day-2"},{"id":"m/3","name":"Third","day":"day-3","duration":"PT45M"}]}"#;
        assert_eq!(
            days(several),
            [
                "UID:m/day-1",
                "DTSTART:20180320T090000Z",
                "DTEND:20180320T170000Z",
                "SUMMARY:M – Day 1",
                "UID:m/day-2",
                "DTSTART;VALUE=DATE:20180321",
                "DTEND;VALUE=DATE:20180322",
                "SUMMARY:M",
                "UID:m/day-3",
                "DTSTART:20180322T090000Z",
                "DTEND:20180322T094500Z",
                "SUMMARY:M"
            ]
        );
        let told: Vec<bool> =
            lines(several).iter().filter(|line| line.starts_with("DESCRIPTION")).map(|line| line.contains("First")).collect();
        assert_eq!(told, [true, false, false]);
    }

    #[test]
    fn without_a_day_there_is_no_entry() {
        for (meeting, why) in [
            (r#"{"id":"m"}"#, "the meeting \"m\" has no date, so it cannot stand in a calendar"),
            (r#"{"id":"m","start":"soon"}"#, "the meeting \"m\" has no date, so it cannot stand in a calendar"),
            (r#"{"id":"m","start":"2018-03"}"#, "of the meeting \"m\" no more than 2018-03 is known, so it cannot stand in a calendar"),
            (
                r#"{"id":"m","start":"2018-03-20","meetingDay":[{"id":"day-1"}]}"#,
                "\"day-1\" of the meeting \"m\" has no date, so it cannot stand in a calendar",
            ),
        ] {
            assert_eq!(calendar(meeting, 0).unwrap_err().to_string(), why);
        }
    }

    #[test]
    fn sequence_grows_with_every_change_and_stays_an_integer() {
        let sequence = |sequence: u64, changes| {
            let text = calendar(&format!(r#"{{"id":"m","start":"2025-10-22","sequence":{sequence}}}"#), changes).unwrap();
            text.lines().find_map(|line| line.strip_prefix("SEQUENCE:")?.parse::<u64>().ok()).unwrap()
        };
        assert_eq!([sequence(0, 0), sequence(0, 1), sequence(4, 1), sequence(i64::MAX as u64, 1)], [0, 1, 5, 2_147_483_647]);
    }

    proptest::proptest! {
        /// Whatever is in the title: no line is too long or cut inside a letter, none holds a control character, and an independent parser reads it back.
        #[test]
        fn any_text_is_one_value(title in "([a-z ;,:\\\\\"\n\r\t\u{7}é\u{202e}\u{301}政]|BEGIN:VEVENT|END:VCALENDAR){0,90}") {
            let meeting = serde_json::json!({"id": "m", "name": format!("x{title}"), "start": "2025-10-22T14:00:00Z"}).to_string();
            let text = calendar(&meeting, 0).unwrap();
            for line in text.split_terminator("\r\n") {
                proptest::prop_assert!(line.len() <= 75 && !line.chars().any(|c| c.is_control() && c != '\t'), "{line:?}");
            }
            let read: Calendar = text.parse().unwrap();
            let [CalendarComponent::Event(event)] = &read.components[..] else { panic!("{text}") };
            let written: String = format!("x{title}").replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| !c.is_control() || "\n\t".contains(*c)).collect();
            proptest::prop_assert_eq!(event.get_summary().map(str::to_owned), Some(written));
            proptest::prop_assert!(event.get_start().is_some() && event.get_uid() == Some("m"));
        }
    }
}

//! New drafts: blank, from a meeting, from the meeting before.

use std::{collections::HashSet, ops::Range};

use super::{Draft, aside, carry, record, unread};
use crate::domain::{
    import::renamed,
    list::count_items,
    model::{AgendaItem, AgendaState, DatePrecision, Envelope, ItemId, Lenient, Meeting, MeetingId, MeetingState},
    numeral,
    time::{Instant, Span},
    timing::{self, Extent},
};

pub(super) fn wrap(id: String, mut meeting: Meeting, rest: Envelope, now: Instant) -> Draft {
    told_apart(&mut meeting);
    let next_item = first_free(&meeting);
    Draft {
        id,
        meeting,
        rest,
        changed: now,
        deleted: None,
        start_time: None,
        next_item,
        is_template: false,
        unread: Default::default(),
        aside: Default::default(),
    }
}

/// So many numbers behind an item's are free: beyond that a number counts nothing, and is no reason to run out of them.
const FAR: u32 = 1_000_000;

/// The next free number, once such items are there, with all below them.
pub(super) fn next_free(next: u32, items: &[AgendaItem]) -> u32 {
    fn collect(items: &[AgendaItem], out: &mut Vec<u32>) {
        for item in items {
            out.extend(item.id.as_str().rsplit_once("/item-").and_then(|(_, number)| number.parse::<u32>().ok()));
            collect(&item.agenda_item, out);
        }
    }
    let mut numbers = Vec::new();
    collect(items, &mut numbers);
    numbers.sort_unstable();
    numbers.into_iter().fold(next, |next, number| match number.checked_sub(next) {
        Some(ahead) if ahead < FAR => number + 1,
        _ => next,
    })
}

/// The first number of a new item in a meeting.
pub(super) fn first_free(meeting: &Meeting) -> u32 {
    next_free(u32::try_from(count_items(&meeting.agenda_item)).map_or(FAR, |count| count + 1), &meeting.agenda_item)
}

/// Gives items whose id an earlier one has an id of their own: everything refers to an item by its id.
pub(super) fn told_apart(meeting: &mut Meeting) {
    fn walk(items: &mut [AgendaItem], known: &mut HashSet<ItemId>, new: &mut dyn FnMut() -> ItemId) {
        for item in items {
            while !known.insert(item.id.clone()) {
                item.id = new();
            }
            walk(&mut item.agenda_item, known, new);
        }
    }
    let mut numbers = first_free(meeting)..;
    let id = meeting.id.clone();
    walk(&mut meeting.agenda_item, &mut HashSet::new(), &mut || {
        // More numbers than items are free.
        format!("{id}/item-{}", numbers.next().unwrap_or_default()).into()
    });
}

/// "New draft": one empty item.
pub fn blank(id: String, zone: &str, now: Instant) -> Draft {
    let item = AgendaItem { id: format!("{id}/item-1").into(), ..AgendaItem::default() };
    let meeting = Meeting {
        id: id.as_str().into(),
        meeting_state: Some(Lenient::Known(MeetingState::Draft)),
        time_zone: Some(zone.to_owned()),
        agenda_item: vec![item],
        ..Meeting::default()
    };
    wrap(id, meeting, Envelope::new(), now)
}

/// A meeting of a file as a draft, as it stands; an agenda without items gets an empty one.
pub fn from_meeting(id: String, envelope: &Envelope, meeting: &Meeting, now: Instant) -> Draft {
    let mut rest = Envelope { schema: envelope.portable_schema(), ..envelope.clone() };
    rest.meeting.clear();
    rest.action.retain(|action| action.meeting.as_ref() == Some(&meeting.id));
    rest.mark.clear();
    let (mut meeting, action) = record::taken_in(meeting.clone(), std::mem::take(&mut rest.action));
    rest.action = action;
    if meeting.agenda_item.is_empty() {
        meeting.agenda_item.push(AgendaItem { id: format!("{}/item-1", meeting.id).into(), ..AgendaItem::default() });
    }
    wrap(id, meeting, rest, now)
}

/// "Duplicate": the same under another id, with everything in it.
pub fn copy(draft: &Draft, id: String, now: Instant) -> Draft {
    let kept = Envelope { meeting: vec![draft.meeting.clone()], action: draft.rest.action.clone(), ..Envelope::new() };
    let Envelope { mut meeting, action, .. } = renamed(&kept, &draft.meeting.id, &id.as_str().into());
    let meeting = meeting.pop().unwrap_or_default();
    let from = draft.meeting.id.as_str();
    let (unread, aside) = (unread::renamed(&draft.unread, from, &id), aside::renamed(&draft.aside, from, &id));
    let rest = Envelope { action, ..draft.rest.clone() };
    Draft { id, meeting, rest, changed: now, deleted: None, unread, aside, ..draft.clone() }
}

/// The draft of the meeting after this one: next number, and of its items those that stand on earlier agendas too. The envelope's
/// other meetings are those agendas, the latest first.
pub fn next(id: String, envelope: &Envelope, meeting_id: &MeetingId, now: Instant) -> Option<Draft> {
    let before = envelope.meeting.iter().find(|meeting| meeting.id == *meeting_id)?;
    let earlier: Vec<&Meeting> = envelope.meeting.iter().filter(|meeting| meeting.id != before.id).collect();
    let agenda_item = carry::agenda(&carry::offers(before, &earlier, &[]), &id);
    // What follows a day is the next day of the same meeting.
    let day = before.name.as_deref().and_then(|name| Some((name, day_of(name)?)));
    let (name, number, sequence_number) = match &day {
        Some((name, (place, number))) => {
            let name = format!("{}{}{}", &name[..place.start], number + 1, &name[place.end..]);
            (Some(name), before.number.clone(), before.sequence_number)
        }
        None => {
            let number = before.number.as_deref().and_then(next_number);
            let name = before.name.as_ref().map(|name| match (&before.number, &number) {
                (Some(old), Some(new)) => replace_word(name, old, new),
                _ => name.clone(),
            });
            (name, number, before.sequence_number.map(|number| number.saturating_add(1)))
        }
    };
    let basis = carry::basis(before, &earlier).0;
    let meeting = Meeting {
        id: id.as_str().into(),
        name,
        number,
        sequence_number,
        cycle: before.cycle.clone(),
        organization: before.organization.clone(),
        meeting_type: before.meeting_type.clone(),
        attendance_mode: before.attendance_mode.clone(),
        audience: before.audience.clone(),
        meeting_state: Some(Lenient::Known(MeetingState::Draft)),
        agenda_state: Some(Lenient::Known(AgendaState::Draft)),
        time_zone: before.time_zone.clone(),
        date_precision: Some(Lenient::Known(DatePrecision::Unknown)),
        duration: before.duration.clone().or_else(|| length_of(basis)),
        agenda_item,
        super_event: day.and(before.super_event.clone()),
        previous_meeting: Some(before.id.clone()),
        derived_from: Some(before.id.clone()),
        ..Meeting::default()
    };
    let mut rest = Envelope::new();
    rest.language.clone_from(&envelope.language);
    rest.cycle = envelope.cycle.iter().filter(|cycle| Some(&cycle.id) == before.cycle.as_ref()).cloned().collect();
    rest.organization = envelope.organization.iter().filter(|body| before.organization.contains(&body.id)).cloned().collect();
    let mut meeting = meeting;
    if meeting.agenda_item.is_empty() {
        meeting.agenda_item.push(AgendaItem { id: format!("{id}/item-1").into(), ..AgendaItem::default() });
    }
    Some(wrap(id, meeting, rest, now))
}

/// How long a meeting is, by itself or by its agenda.
pub(super) fn length_of(meeting: &Meeting) -> Option<Lenient<Span>> {
    meeting.duration.clone().or_else(|| as_planned(meeting))
}

/// How long an agenda is, where all of it says so.
fn as_planned(meeting: &Meeting) -> Option<Lenient<Span>> {
    let Extent { least, most, open } = timing::total(&meeting.agenda_item);
    (!open && least == most && least > 0).then(|| Lenient::Known(Span::from_seconds(least)))
}

/// The number of a day in a title ("Third Open Consultations, Day 2"), and where it stands.
pub(super) fn day_of(title: &str) -> Option<(Range<usize>, u32)> {
    const DAY: &str = "day ";
    let small = title.to_ascii_lowercase();
    small.rmatch_indices(DAY).find_map(|(at, _)| {
        let from = at + DAY.len();
        let digits = small[from..].bytes().take_while(u8::is_ascii_digit).count();
        let is_word = !small[..at].ends_with(char::is_alphanumeric) && !small[from + digits..].starts_with(char::is_alphanumeric);
        // "Day 2025" is no day of several.
        ((1..=2).contains(&digits) && is_word).then(|| Some((from..from + digits, small[from..from + digits].parse().ok()?)))?
    })
}

/// The number after this one, in the same digits or words: "XI" gives "XII", "3" gives "4", "First" gives "Second".
fn next_number(text: &str) -> Option<String> {
    if let Ok(number) = text.parse::<u32>() {
        return Some(number.checked_add(1)?.to_string());
    }
    if let Some(place) = ORDINALS.iter().position(|word| word.eq_ignore_ascii_case(text)) {
        let word = *ORDINALS.get(place + 1)?;
        return Some(if text.starts_with(char::is_uppercase) { word.to_owned() } else { word.to_lowercase() });
    }
    let next = numeral::roman_of(numeral::of_roman(text)? + 1)?;
    Some(if text.starts_with(char::is_uppercase) { next } else { next.to_lowercase() })
}

const ORDINALS: [&str; 12] =
    ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth"];

/// Puts a word in the place of the last whole word that is the same.
fn replace_word(text: &str, old: &str, new: &str) -> String {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let found =
        text.rmatch_indices(old).find(|(at, _)| is_edge(text[..*at].chars().next_back()) && is_edge(text[at + old.len()..].chars().next()));
    match found {
        Some((at, _)) => format!("{}{new}{}", &text[..at], &text[at + old.len()..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::read;

    #[test]
    fn the_next_meeting_has_the_next_number_and_the_same_agenda() {
        let envelope = read::from_str(
            r#"{"schemaVersion":"1.0.0","cycle":[{"id":"igf-2025"}],"meeting":[{"id":"igf-2025-mag-11","name":"IGF 2025 MAG Meeting XI","number":"XI",
            "sequenceNumber":11,"cycle":"igf-2025","organization":["mag"],"start":"2025-10-22T14:00:00Z","agendaItem":[{"id":"igf-2025-mag-11/item-1","name":"Welcome",
            "duration":"PT5M","description":"said","agendaItem":[{"id":"igf-2025-mag-11/item-2","name":"Chair"}]}]}]}"#,
        )
        .unwrap();
        let draft = next("d1".into(), &envelope, &"igf-2025-mag-11".into(), Instant(0)).unwrap();
        let text = crate::domain::model::write::compact(&draft.envelope());
        assert_eq!(
            text.trim(),
            r#"{"schemaVersion":"1.0.0","cycle":[{"id":"igf-2025"}],"meeting":[{"id":"d1","name":"IGF 2025 MAG Meeting XII","number":"XII","sequenceNumber":12,"cycle":"igf-2025","organization":["mag"],"meetingState":"draft","agendaState":"draft","datePrecision":"unknown","duration":"PT5M","agendaItem":[{"id":"d1/item-1","name":"Welcome","duration":"PT5M","carriedFrom":"igf-2025-mag-11/item-1","agendaItem":[{"id":"d1/item-2","name":"Chair","carriedFrom":"igf-2025-mag-11/item-2"}]}],"previousMeeting":"igf-2025-mag-11","derivedFrom":"igf-2025-mag-11"}]}"#
        );
        assert_eq!(draft.next_item, 3);
        assert_eq!(next("d".into(), &envelope, &"other".into(), Instant(0)), None);
    }

    #[test]
    fn what_follows_a_day_is_the_next_day() {
        let title = |name: &str, number: &str| {
            let text = format!(
                r#"{{"schemaVersion":"1.0.0","meeting":[{{"id":"m","name":"{name}","number":"{number}","sequenceNumber":3,"superEvent":"oc-3"}}]}}"#
            );
            let draft = next("d".into(), &read::from_str(&text).unwrap(), &"m".into(), Instant(0)).unwrap();
            let Meeting { name, number, sequence_number, super_event, .. } = draft.meeting;
            let event = super_event.is_some();
            format!("{} | {} | {} | {event}", name.unwrap_or_default(), number.unwrap_or_default(), sequence_number.unwrap_or_default())
        };
        assert_eq!(title("Third Open Consultations Day 2", "Third"), "Third Open Consultations Day 3 | Third | 3 | true");
        assert_eq!(title("Third Consultations, day 9 (Geneva)", "Third"), "Third Consultations, day 10 (Geneva) | Third | 3 | true");
        assert_eq!(title("Third Youth Day 2025", "Third"), "Fourth Youth Day 2025 | Fourth | 4 | false");
        assert_eq!(title("Third Holiday 2", "Third"), "Fourth Holiday 2 | Fourth | 4 | false");
    }

    #[test]
    fn numbers_go_on_in_their_own_digits() {
        for (old, new) in [
            ("I", Some("II")),
            ("III", Some("IV")),
            ("VIII", Some("IX")),
            ("XLIX", Some("L")),
            ("9", Some("10")),
            ("xi", Some("xii")),
            ("IIII", None),
            ("MMMCMXCIX", None),
            ("First", Some("Second")),
            ("third", Some("fourth")),
            ("Twelfth", None),
            ("last", None),
        ] {
            assert_eq!(next_number(old).as_deref(), new, "{old}");
        }
        assert_eq!(replace_word("I think MAG I, day I.", "I", "II"), "I think MAG I, day II.");
        assert_eq!(replace_word("IGF 2018 First Open Consultations", "First", "Second"), "IGF 2018 Second Open Consultations");
        assert_eq!(replace_word("Meeting VII", "VI", "VII"), "Meeting VII");
    }
}

//! A record on its way to the archive.

use std::collections::HashMap;

use crate::domain::{
    draft::{Draft, make, numbers},
    import::renamed,
    model::{AgendaItem, DatePrecision, Envelope, ItemId, KnownOption, Lenient, Meeting, MeetingType, Source},
    numeral,
    time::Moment,
};

/// What the ids of drafts begin with that were made here.
const MADE_HERE: &str = "draft-";

/// The draft as a meeting for the archive: under an id that says which it is, with printed numbers, and without what only drafts have.
pub fn for_archive(draft: &Draft) -> Envelope {
    fn print(items: &mut [AgendaItem], numbers: &HashMap<ItemId, String>) {
        for item in items {
            item.number = numbers.get(&item.id).cloned();
            print(&mut item.agenda_item, numbers);
        }
    }
    let mut envelope = draft.for_others();
    let numbers = numbers::numbers(draft);
    for meeting in &mut envelope.meeting {
        print(&mut meeting.agenda_item, &numbers);
        (meeting.number_style, meeting.base_version, meeting.agenda_state) = (None, None, None);
        if meeting.source.is_empty() {
            meeting.source.push(Source { note: Some("Recorded in Rapporteur.".into()), ..Source::default() });
        }
        if let Some((number, sequence_number)) = meeting.name.as_deref().and_then(number_in).filter(|_| meeting.number.is_none()) {
            (meeting.number, meeting.sequence_number) = (Some(number), meeting.sequence_number.or(Some(sequence_number)));
        }
        if let Some(start) = meeting.start.known() {
            let precision = match start {
                Moment::Instant(_) => DatePrecision::Minute,
                Moment::Day(_) => DatePrecision::Day,
                Moment::Month(..) => DatePrecision::Month,
                Moment::Year(_) => DatePrecision::Year,
            };
            meeting.date_precision = Some(Lenient::Known(precision));
        }
    }
    // What came with an id of its own keeps it.
    let id = envelope.meeting.first().and_then(archive_id);
    match id.filter(|_| draft.meeting.id.as_str().starts_with(MADE_HERE)) {
        Some(id) => renamed(&envelope, &draft.meeting.id, &id.as_str().into()),
        None => envelope,
    }
}

/// "igf-2025-mag-11", "igf-2021-oc-3-day-2": cycle, body, number and day; else the cycle and the title.
pub(super) fn archive_id(meeting: &Meeting) -> Option<String> {
    let cycle = meeting.cycle.as_ref().map(|cycle| cycle.as_str());
    let number = meeting.sequence_number.or_else(|| numeral::of_roman(meeting.number.as_deref()?));
    let body = match meeting.meeting_type.known() {
        Some(MeetingType::OpenConsultation) => Some("oc"),
        Some(MeetingType::Workshop | MeetingType::Webinar | MeetingType::Other) => None,
        _ => meeting.organization.first().map(|body| body.as_str()),
    };
    let day = meeting.name.as_deref().and_then(make::day_of).map(|(_, day)| format!("day-{day}"));
    let words: Vec<String> = match (body, number) {
        (Some(body), Some(number)) if cycle.is_some() => {
            [cycle?.to_owned(), body.to_owned(), number.to_string()].into_iter().chain(day).collect()
        }
        _ => {
            let title = slug(meeting.name.as_deref()?);
            let title = cycle.and_then(|cycle| title.strip_prefix(cycle)).map_or(title.as_str(), |rest| rest.trim_start_matches('-'));
            // Calls of one title are told apart by their days.
            let day = meeting.start.known().and_then(|start| start.first_day()).map(|day| day.to_string());
            let named = (!title.is_empty()).then(|| title.to_owned());
            cycle.map(str::to_owned).into_iter().chain(named.into_iter().flat_map(|title| [Some(title), day.clone()]).flatten()).collect()
        }
    };
    let id = words.join("-");
    // A title in other letters names nothing in an address.
    (!id.is_empty() && Some(id.as_str()) != cycle).then_some(id)
}

/// The number behind the word for a meeting in a title: "MAG Meeting XII", "Call 3".
fn number_in(title: &str) -> Option<(String, u32)> {
    const KINDS: [&str; 5] = ["meeting", "call", "consultation", "consultations", "workshop"];
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).rev().find_map(|pair| {
        let is_kind = KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(pair[0]));
        // Years are no numbers of a series.
        let number = numeral::of_roman(pair[1]).or_else(|| pair[1].parse().ok().filter(|number| *number < 1000));
        Some((pair[1].to_owned(), number.filter(|_| is_kind)?))
    })
}

/// A title in the letters of addresses.
fn slug(title: &str) -> String {
    let mut out = String::new();
    for letter in title.chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

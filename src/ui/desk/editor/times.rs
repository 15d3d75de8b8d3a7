//! Clock times of the agenda, in the zone in which the draft is announced.

use std::collections::HashMap;

use crate::{
    domain::{
        draft::Draft,
        model::{ItemId, KnownOption},
        time::{DAY, Instant},
        timing::{self, Extent},
    },
    message::Desk,
    ui::{desk::clock, text::tv},
};

/// When each item begins, in the draft's zone; empty where no start is known.
pub fn start_texts(draft: &Draft) -> HashMap<ItemId, String> {
    let zone = zone_of(draft);
    timing::starts(&draft.meeting).into_iter().map(|(id, start, at)| (id, clock_text(start, at, &zone))).collect()
}

/// What a zone's clocks show so long after a start: "14:00", "14:00–14:05", "about 14:00".
fn clock_text(start: Instant, Extent { least, most, open }: Extent, zone: &str) -> String {
    // Asking for every item would cost more than the rest of a keystroke.
    let steady = clock::steady_offset(start, zone);
    let show = |seconds: u32| {
        let at = start.plus_seconds(i64::from(seconds));
        let offset = steady.filter(|_| i64::from(seconds) < DAY).unwrap_or_else(|| clock::offset(at, zone));
        clock::time_of_day(at.0 + offset)
    };
    let (first, last) = (show(least), show(most));
    let time = if first == last { first } else { tv(Desk::Between, &[("first", &first), ("last", &last)]) };
    if open { tv(Desk::About, &[("time", &time)]) } else { time }
}

/// When the agenda ends, in the draft's zone; nothing where the start is not known, nothing is planned, or days have their own.
pub fn end_text(draft: &Draft) -> Option<String> {
    let meeting = &draft.meeting;
    let start = meeting.start.known()?.instant()?;
    let total = timing::total(&meeting.agenda_item);
    (total.most > 0 && meeting.meeting_day.is_empty()).then(|| tv(Desk::Ends, &[("time", &clock_text(start, total, &zone_of(draft)))]))
}

/// The zone in which a draft is announced.
pub fn zone_of(draft: &Draft) -> String {
    draft.meeting.time_zone.clone().unwrap_or_else(|| "UTC".into())
}

//! How much of a meeting is planned.

use super::Draft;
use crate::domain::{
    model::{AgendaItem, KnownOption},
    time::minutes,
    timing::{stated, total},
};

/// What the agenda takes, beside the stated length; minutes as text ("75", "75–80", "47.5").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planned {
    /// There are items, and none has a duration: the length, where one is stated.
    Nothing(Option<String>),
    /// No length is stated.
    Sum(String),
    /// No length is stated, and some durations are unknown.
    SumAtLeast(String),
    /// Some durations are unknown: planned, length.
    AtLeast(String, String),
    /// Some durations are unknown, and those that are known take more than there is: planned, length, over.
    OverAtLeast(String, String, String),
    /// It fits: planned, length, left.
    Left(String, String, String),
    /// It does not: planned, length, over.
    Over(String, String, String),
    /// It may or may not: planned, length, most that is left, most that is over.
    Either(String, String, String, String),
}

fn any_stated(items: &[AgendaItem]) -> bool {
    items.iter().any(|item| stated(item).is_some() || any_stated(&item.agenda_item))
}

/// What is planned.
pub fn planned(draft: &Draft) -> Planned {
    let total = total(&draft.meeting.agenda_item);
    let length = draft.meeting.duration.known().map(|span| span.seconds());
    if total.open && !any_stated(&draft.meeting.agenda_item) {
        return Planned::Nothing(length.map(minutes));
    }
    let range = |least: u32, most: u32| if least == most { minutes(least) } else { format!("{}–{}", minutes(least), minutes(most)) };
    let sum = range(total.least, total.most);
    let Some(length) = length else {
        return if total.open { Planned::SumAtLeast(sum) } else { Planned::Sum(sum) };
    };
    let of = minutes(length);
    if total.open && total.least > length {
        Planned::OverAtLeast(minutes(total.least), of, minutes(total.least - length))
    } else if total.open {
        Planned::AtLeast(minutes(total.least), of)
    } else if total.most <= length {
        Planned::Left(sum, of, range(length - total.most, length - total.least))
    } else if total.least >= length {
        Planned::Over(sum, of, range(total.least - length, total.most - length))
    } else {
        Planned::Either(sum, of, minutes(length - total.least), minutes(total.most - length))
    }
}

//! How much of a meeting is planned.

use super::{Draft, duration::minutes};
use crate::domain::{
    model::{AgendaItem, ItemId, KnownOption, Lenient, PartId},
    time::{Instant, Moment},
    timing::{Extent, Timing, stated, timing},
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
    /// It fits: planned, length, left.
    Left(String, String, String),
    /// It does not: planned, length, over.
    Over(String, String, String),
    /// It may or may not: planned, length, most that is left, most that is over.
    Either(String, String, String, String),
}

fn written(items: &[AgendaItem]) -> Vec<AgendaItem> {
    let is_blank = |item: &&AgendaItem| {
        item.agenda_item.is_empty()
            && item.name.as_deref().is_none_or(|name| name.trim().is_empty())
            && item.duration.is_none()
            && item.duration_per.is_none()
    };
    let keep = items.iter().filter(|item| !is_blank(item));
    keep.map(|item| AgendaItem { agenda_item: written(&item.agenda_item), ..item.clone() }).collect()
}

/// The timing of a draft; items with nothing in them yet take no time and leave nothing open.
pub fn timing_of(draft: &Draft) -> Timing {
    timing(&written(&draft.meeting.agenda_item))
}

/// The day that begins with an item of the top level: one without a day is on the day of the one before.
pub fn begins_day<'a>(draft: &Draft, item: &'a AgendaItem) -> Option<&'a PartId> {
    let day = item.day.as_ref()?;
    let agenda = &draft.meeting.agenda_item;
    let at = agenda.iter().position(|other| other.id == item.id)?;
    let before = agenda[..at].iter().rev().find_map(|other| other.day.as_ref());
    (before != Some(day)).then_some(day)
}

/// When each item begins: the start from which it is counted, its day's or the meeting's, and how far behind that; nothing where the
/// start is not known.
pub fn starts(draft: &Draft) -> Vec<(ItemId, Instant, Extent)> {
    let meeting = &draft.meeting;
    let instant = |start: &Option<Lenient<Moment>>| start.known().and_then(|start| start.instant());
    let items = written(&meeting.agenda_item);
    let mut out = Vec::new();
    let mut add = |items: &[AgendaItem], start: Option<Instant>| {
        if let Some(start) = start {
            out.extend(timing(items).start.into_iter().map(|(id, at)| (id, start, at)));
        }
    };
    if meeting.meeting_day.is_empty() {
        add(&items, instant(&meeting.start));
        return out;
    }
    let mut days: Vec<(Option<PartId>, Vec<AgendaItem>)> = Vec::new();
    let mut day = None;
    for item in items {
        day = item.day.clone().or(day);
        match days.iter_mut().find(|(other, _)| *other == day) {
            Some((_, items)) => items.push(item),
            None => days.push((day.clone(), vec![item])),
        }
    }
    for (day, items) in days {
        let own = meeting.meeting_day.iter().find(|other| day.is_some() && other.id == day);
        add(&items, own.map_or_else(|| instant(&meeting.start), |day| instant(&day.start)));
    }
    out
}

fn any_stated(items: &[AgendaItem]) -> bool {
    items.iter().any(|item| stated(item).is_some() || any_stated(&item.agenda_item))
}

/// What is planned.
pub fn planned(draft: &Draft) -> Planned {
    let total = timing_of(draft).total;
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
    if total.open {
        Planned::AtLeast(minutes(total.least), of)
    } else if total.most <= length {
        Planned::Left(sum, of, range(length - total.most, length - total.least))
    } else if total.least >= length {
        Planned::Over(sum, of, range(total.least - length, total.most - length))
    } else {
        Planned::Either(sum, of, minutes(length - total.least), minutes(total.most - length))
    }
}

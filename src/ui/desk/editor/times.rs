//! Clock times of the agenda, in the zone in which the draft is announced, and in others.

use std::collections::HashMap;

use leptos::{html, prelude::*};

use super::Open;
use crate::{
    domain::{
        draft::Draft,
        model::{ItemId, KnownOption},
        time::{DAY, Instant},
        timing::{self, Extent},
    },
    message::Desk,
    ui::{
        desk::{clock, parts::select},
        parts::when::{shift_text, zone_label},
        text::tv,
    },
};

/// When an item begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// In the zone that is chosen.
    pub shown: String,
    /// In every zone that matters, with their names; empty where that is one.
    pub everywhere: String,
}

/// When each item begins, in a zone; empty where no start is known.
pub fn start_texts(draft: &Draft, zone: &str) -> HashMap<ItemId, String> {
    timing::starts(&draft.meeting).into_iter().map(|(id, start, at)| (id, clock_text(start, at, zone))).collect()
}

/// When each item begins, as the rows show it.
pub fn starts(draft: &Draft, chosen: Option<&str>, reader: &str) -> HashMap<ItemId, Start> {
    let all = zones(draft, reader);
    let shown = shown_zone(draft, chosen, reader);
    let start = |(id, start, at): (ItemId, Instant, Extent)| {
        let date = |zone: &str| (start.0 + i64::from(at.least) + offset(start, at.least, zone)).div_euclid(DAY);
        let text = |zone: &String| {
            let text = tv(Desk::ClockIn, &[("time", &clock_text(start, at, zone)), ("zone", &zone_label(zone))]);
            match shift_text(date(zone) - date(&shown)) {
                Some(shift) => format!("{text} ({shift})"),
                None => text,
            }
        };
        let everywhere = if all.len() > 1 { all.iter().map(text).collect::<Vec<_>>().join(", ") } else { String::new() };
        (id, Start { shown: clock_text(start, at, &shown), everywhere })
    };
    timing::starts(&draft.meeting).into_iter().map(start).collect()
}

/// The zones that matter: that of the draft, UTC, the reader's.
fn zones(draft: &Draft, reader: &str) -> Vec<String> {
    let mut all = vec![zone_of(draft)];
    for zone in ["UTC", reader] {
        if !all.iter().any(|other| other == zone) {
            all.push(zone.to_owned());
        }
    }
    all
}

/// The zone that is chosen, if it is one of them; else that of the draft.
fn shown_zone(draft: &Draft, chosen: Option<&str>, reader: &str) -> String {
    zones(draft, reader).into_iter().find(|zone| Some(&**zone) == chosen).unwrap_or_else(|| zone_of(draft))
}

/// The choice of the zone in which the column of starts and the end are shown, where there is one to make.
pub fn choice(open: Open) -> AnyView {
    let all = open.outline(move |draft| {
        let has_start = !timing::starts(&draft.meeting).is_empty();
        if has_start { open.reader.with_value(|reader| zones(draft, reader)) } else { Vec::new() }
    });
    let content = move || {
        let all = all.get();
        let own = all.first().cloned().unwrap_or_default();
        let label = |zone: &String| {
            let name = zone_label(zone);
            match (*zone == own, open.reader.with_value(|reader| reader == zone)) {
                (true, _) => tv(Desk::ZoneOfMeeting, &[("zone", &name)]),
                (_, true) => tv(Desk::ZoneOfReader, &[("zone", &name)]),
                _ => name,
            }
        };
        let options: Vec<_> = all.iter().map(|zone| (zone.clone(), label(zone))).collect();
        let current = move || {
            let chosen = open.zone.get();
            open.editor.with_untracked(|editor| open.reader.with_value(|reader| shown_zone(editor.draft(), chosen.as_deref(), reader)))
        };
        (all.len() > 1).then(|| select(Desk::TimesIn, options, current, move |zone| open.zone.set(Some(zone))))
    };
    html::span().class("desk-times").child(content).into_any()
}

/// What stands at a row besides its start: the start in every zone that matters.
pub fn hint(id: &ItemId, start: Memo<Option<Start>>) -> AnyView {
    let text = move || start.with(|start| start.as_ref().map(|start| start.everywhere.clone())).filter(|text| !text.is_empty());
    let view = move || text().map(|text| tv(Desk::StartsAt, &[("time", &text)]));
    html::span().class("desk-zones").id(format!("zones-{id}")).child(view).into_any()
}

/// Seconds by which a zone's clocks are ahead of UTC so long after a start.
fn offset(start: Instant, seconds: u32, zone: &str) -> i64 {
    // Asking for every item would cost more than the rest of a keystroke.
    let steady = clock::steady_offset(start, zone).filter(|_| i64::from(seconds) < DAY);
    steady.unwrap_or_else(|| clock::offset(start.plus_seconds(i64::from(seconds)), zone))
}

/// What a zone's clocks show so long after a start: "14:00", "14:00–14:05", "about 14:00".
fn clock_text(start: Instant, Extent { least, most, open }: Extent, zone: &str) -> String {
    let show = |seconds: u32| clock::time_of_day(start.0 + i64::from(seconds) + offset(start, seconds, zone));
    let (first, last) = (show(least), show(most));
    let time = if first == last { first } else { tv(Desk::Between, &[("first", &first), ("last", &last)]) };
    if open { tv(Desk::About, &[("time", &time)]) } else { time }
}

/// When the agenda ends, in the zone that is chosen; nothing where the start is not known, nothing is planned, or days have their own.
pub fn end_text(draft: &Draft, chosen: Option<&str>, reader: &str) -> Option<String> {
    let meeting = &draft.meeting;
    let start = meeting.start.known()?.instant()?;
    let total = timing::total(&meeting.agenda_item);
    let zone = shown_zone(draft, chosen, reader);
    (total.most > 0 && meeting.meeting_day.is_empty()).then(|| tv(Desk::Ends, &[("time", &clock_text(start, total, &zone))]))
}

/// The zone in which a draft is announced.
pub fn zone_of(draft: &Draft) -> String {
    draft.meeting.time_zone.clone().unwrap_or_else(|| "UTC".into())
}

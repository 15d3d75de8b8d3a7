//! Dates and clock times: UTC and the reader's zone, both labelled, with the shift of the day.

use crate::{
    domain::{
        model::{KnownOption, Lenient},
        time::{DAY, Instant, Moment},
        timing::Extent,
    },
    message::View,
    platform::intl,
    ui::{
        node::{html::*, *},
        text::{LANGUAGE, t, tv},
    },
};

const LONG: [(&str, &str); 3] = [("day", "numeric"), ("month", "long"), ("year", "numeric")];
const CLOCK: [(&str, &str); 3] = [("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")];

/// A date as words.
fn day(seconds: i64, zone: &str) -> String {
    intl::date(LANGUAGE, seconds, zone, &LONG)
}

/// A clock time, "14:00".
pub fn clock(at: Instant, zone: &str) -> String {
    intl::date(LANGUAGE, at.0, zone, &CLOCK)
}

/// From when to when on a day, "14:00 – 15:30"; the start alone where the end is not known or on another day.
fn clocks(from: Instant, to: Option<Instant>, zone: &str) -> String {
    to.filter(|to| from < *to && day(from.0, zone) == day(to.0, zone))
        .and_then(|to| intl::span(LANGUAGE, [from.0, to.0], zone, &CLOCK))
        .unwrap_or_else(|| clock(from, zone))
}

/// How many days later (or earlier) it is in the zone than in UTC.
fn day_shift(at: Instant, zone: &str) -> i64 {
    let iso = |zone: &str| intl::date("en-CA", at.0, zone, &[("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")]);
    match (iso(zone).parse::<Moment>(), iso("UTC").parse::<Moment>()) {
        (Ok(there), Ok(here)) => (there.order() - here.order()) / DAY,
        _ => 0,
    }
}

/// "+1 day", where the date differs.
pub fn shift_text(shift: i64) -> Option<&'static str> {
    match shift {
        0 => None,
        1.. => Some(t(View::DayLater)),
        _ => Some(t(View::DayEarlier)),
    }
}

/// The last part of a zone's name, for people: "New York".
pub fn zone_label(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// A moment as one line of text.
pub fn text(start: Option<&Lenient<Moment>>, end: Option<&Lenient<Moment>>, zone: &str) -> String {
    let Some(start) = start else { return t(View::DateNotRecorded).into() };
    let Some(moment) = start.known() else { return start.to_string() };
    let words = |moment: &Moment| match moment {
        Moment::Instant(at) => day(at.0, "UTC"),
        Moment::Day(date) => day(date.days_since_epoch() * DAY, "UTC"),
        Moment::Month(..) => intl::date(LANGUAGE, moment.order(), "UTC", &[("month", "long"), ("year", "numeric")]),
        Moment::Year(year) => year.to_string(),
    };
    match (moment, end.and_then(Lenient::known)) {
        (Moment::Instant(at), end) => {
            let end = end.and_then(|end| end.instant());
            let utc = clocks(*at, end, "UTC");
            let date = day(at.0, "UTC");
            if zone == "UTC" {
                return tv(View::WhenUtc, &[("date", &date), ("utc", &utc)]);
            }
            let local = clocks(*at, end, zone);
            let label = zone_label(zone);
            match shift_text(day_shift(*at, zone)) {
                Some(shift) => {
                    tv(View::WhenBothShifted, &[("date", &date), ("utc", &utc), ("local", &local), ("zone", &label), ("shift", shift)])
                }
                None => tv(View::WhenBoth, &[("date", &date), ("utc", &utc), ("local", &local), ("zone", &label)]),
            }
        }
        (_, Some(end)) if end != moment => match (moment, end) {
            (Moment::Day(from), Moment::Day(to)) => {
                intl::span(LANGUAGE, [from, to].map(|date| date.days_since_epoch() * DAY), "UTC", &LONG)
            }
            _ => None,
        }
        .unwrap_or_else(|| tv(View::FromTo, &[("from", &words(moment)), ("to", &words(end))])),
        _ => words(moment),
    }
}

/// A moment, marked up for machines too.
pub fn view(start: Option<&Lenient<Moment>>, end: Option<&Lenient<Moment>>, zone: &str) -> Node {
    let text = text(start, end, zone);
    match start.and_then(Lenient::known) {
        Some(moment) => time().attr("datetime", moment.to_string()).child(text).node(),
        None => span().class("unknown").child(text).node(),
    }
}

/// The instant of a start, where it is one.
pub fn instant(start: &Option<Lenient<Moment>>) -> Option<Instant> {
    start.known().and_then(|moment| moment.instant())
}

/// Both clocks of an agenda item so far behind a start: "14:05 UTC · 16:05 Zurich"; "about" where a length before it is not sure.
pub fn both_clocks(start: Instant, behind: Extent, zone: &str) -> String {
    let at = start.plus_seconds(i64::from(behind.least));
    let utc = clock(at, "UTC");
    let words = if zone == "UTC" {
        tv(View::ClockUtc, &[("utc", &utc)])
    } else {
        let local = clock(at, zone);
        let label = zone_label(zone);
        match shift_text(day_shift(at, zone)) {
            Some(shift) => tv(View::ClockBothShifted, &[("utc", &utc), ("local", &local), ("zone", &label), ("shift", shift)]),
            None => tv(View::ClockBoth, &[("utc", &utc), ("local", &local), ("zone", &label)]),
        }
    };
    if behind.open || behind.least != behind.most { tv(View::About, &[("time", &words)]) } else { words }
}

//! English words and UTC, for the native program: what `Intl` says in a browser.

use super::{View, fill, t, tv, words::Tongue};
use crate::domain::{
    model::Lenient,
    time::{CivilDate, DAY, Instant, Moment},
    timing::Extent,
};
use crate::message::{Message, Text};

/// English, in UTC whatever the zone.
pub struct Plain;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn month(month: u8) -> &'static str {
    MONTHS.get(usize::from(month) - 1).copied().unwrap_or_default()
}

fn day(date: CivilDate) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

fn clock(at: Instant) -> String {
    let minute = at.0.rem_euclid(DAY) / 60;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Two days, what they share said once.
fn days(from: CivilDate, to: CivilDate) -> String {
    if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{}–{}", from.day(), day(to))
    } else if from.year() == to.year() {
        format!("{} {} – {}", from.day(), month(from.month()), day(to))
    } else {
        format!("{} – {}", day(from), day(to))
    }
}

fn words(moment: Moment) -> String {
    match moment {
        Moment::Instant(at) => at.utc_date().map(day).unwrap_or_default(),
        Moment::Day(date) => day(date),
        Moment::Month(year, of) => format!("{} {year}", month(of)),
        Moment::Year(year) => year.to_string(),
    }
}

impl Tongue for Plain {
    fn language(&self) -> &'static str {
        "en"
    }

    fn when(&self, start: Option<&Lenient<Moment>>, end: Option<&Lenient<Moment>>, _: &str) -> String {
        let Some(start) = start else { return t(View::DateNotRecorded).into() };
        let Some(moment) = start.known().copied() else { return start.to_string() };
        match (moment, end.and_then(Lenient::known).copied()) {
            (Moment::Instant(at), end) => {
                let same_day = |end: &Instant| *end > at && end.utc_date() == at.utc_date();
                let utc = match end.and_then(Moment::instant).filter(same_day) {
                    Some(end) => format!("{}–{}", clock(at), clock(end)),
                    None => clock(at),
                };
                tv(View::WhenUtc, &[("date", &words(moment)), ("utc", &utc)])
            }
            (Moment::Day(from), Some(Moment::Day(to))) if from != to => days(from, to),
            (_, Some(end)) if end != moment => tv(View::FromTo, &[("from", &words(moment)), ("to", &words(end))]),
            _ => words(moment),
        }
    }

    fn clock(&self, start: Instant, behind: Extent, _: &str) -> String {
        let words = tv(View::ClockUtc, &[("utc", &clock(start.plus_seconds(i64::from(behind.least))))]);
        if behind.open || behind.least != behind.most { tv(View::About, &[("time", &words)]) } else { words }
    }

    fn list(&self, parts: &[String]) -> String {
        match parts {
            [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
            _ => parts.concat(),
        }
    }

    fn count(&self, message: View, count: usize) -> String {
        let template = match message.english() {
            Text::Plural { one, .. } if count == 1 => one,
            Text::Plain(text) | Text::Plural { other: text, .. } => text,
        };
        fill(template, &[("count", &count.to_string())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_as_in_the_browser() {
        for (start, end, said) in [
            ("2025-10-22T14:00:00Z", "", "22 October 2025, 14:00 UTC"),
            ("2025-10-22T13:00:00Z", "2025-10-22T14:30:00Z", "22 October 2025, 13:00–14:30 UTC"),
            ("2025-10-22T23:00:00Z", "2025-10-23T01:00:00Z", "22 October 2025, 23:00 UTC"),
            ("2018-03-20", "2018-03-22", "20–22 March 2018"),
            ("2018-03-30", "2018-04-02", "30 March – 2 April 2018"),
            ("2018-12-30", "2019-01-02", "30 December 2018 – 2 January 2019"),
            ("2018-03", "2018-04", "March 2018 to April 2018"),
            ("2018", "", "2018"),
            ("soon", "", "soon"),
        ] {
            let read = |text: &str| (!text.is_empty()).then(|| Lenient::<Moment>::from(text));
            assert_eq!(Plain.when(read(start).as_ref(), read(end).as_ref(), "Europe/Zurich"), said);
        }
        let list = |names: &[&str]| Plain.list(&names.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!([list(&[]), list(&["A"]), list(&["A", "B"]), list(&["A", "B", "C"])], ["", "A", "A and B", "A, B and C"]);
        assert_eq!([1, 2].map(|count| Plain.count(View::BreakoutCount, count)), ["1 breakout group", "2 breakout groups"]);
    }
}

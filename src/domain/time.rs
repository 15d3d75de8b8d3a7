//! Time: an instant, a civil date with its precision, and a stated length; parsed from and printed to ISO 8601.
//!
//! No zone is known here: an instant is UTC, and turning it into somebody's clock is the browser's work (`platform::intl`).

use std::{fmt, str::FromStr};

/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CivilDate {
    year: i32,
    /// Invariant: 1 to 12.
    month: u8,
    /// Invariant: a day of that month.
    day: u8,
}

impl CivilDate {
    /// The date, if there is such a day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        ((0..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// Year, 0 to 9999.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01 (Howard Hinnant's `days_from_civil`).
    pub fn days_since_epoch(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The date of a day counted from 1970-01-01 (Howard Hinnant's `civil_from_days`).
    pub fn from_days_since_epoch(days: i64) -> Option<Self> {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for CivilDate {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text.parse()? {
            Moment::Day(date) => Ok(date),
            _ => Err(()),
        }
    }
}

/// A point in time: seconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(pub i64);

impl Instant {
    /// The instant so many seconds later.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// The UTC day.
    pub fn utc_date(self) -> Option<CivilDate> {
        CivilDate::from_days_since_epoch(self.0.div_euclid(DAY))
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC, to the second: `2025-10-22T14:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Some(date) = self.utc_date() else { return write!(f, "@{}", self.0) };
        let second = self.0.rem_euclid(DAY);
        write!(f, "{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    }
}

/// When something happens, as precisely as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A UTC instant.
    Instant(Instant),
    /// A day.
    Day(CivilDate),
    /// A month: year, and month from 1 to 12.
    Month(i32, u8),
    /// A year.
    Year(i32),
}

impl Moment {
    /// The first UTC day that it can mean.
    pub fn first_day(self) -> Option<CivilDate> {
        match self {
            Self::Instant(instant) => instant.utc_date(),
            Self::Day(date) => Some(date),
            Self::Month(year, month) => CivilDate::new(year, month, 1),
            Self::Year(year) => CivilDate::new(year, 1, 1),
        }
    }

    /// The instant, where it is one.
    pub fn instant(self) -> Option<Instant> {
        match self {
            Self::Instant(instant) => Some(instant),
            _ => None,
        }
    }

    /// A number that grows with time, for ordering; seconds since the epoch of the first instant that it can mean.
    pub fn order(self) -> i64 {
        match self {
            Self::Instant(Instant(second)) => second,
            other => other.first_day().map_or(i64::MIN, |date| date.days_since_epoch() * DAY),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Instant(instant) => instant.fmt(f),
            Self::Day(date) => date.fmt(f),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// Digits of a fixed width at a place of the text.
fn digits(text: &[u8], from: usize, count: usize) -> Option<i64> {
    let part = text.get(from..from + count)?;
    part.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

impl FromStr for Moment {
    type Err = ();

    /// Reads `2018`, `2018-07`, `2018-07-11`, and RFC 3339 instants with `Z` or an offset; fractions of a second are dropped.
    fn from_str(text: &str) -> Result<Self, ()> {
        parse_moment(text.as_bytes()).ok_or(())
    }
}

fn parse_moment(text: &[u8]) -> Option<Moment> {
    let year = i32::try_from(digits(text, 0, 4)?).ok()?;
    if text.len() == 4 {
        return Some(Moment::Year(year));
    }
    let month = u8::try_from(digits(text, 5, 2)?).ok().filter(|month| (1..=12).contains(month))?;
    if text[4] != b'-' {
        return None;
    }
    if text.len() == 7 {
        return Some(Moment::Month(year, month));
    }
    let date = CivilDate::new(year, month, u8::try_from(digits(text, 8, 2)?).ok()?)?;
    if text[7] != b'-' {
        return None;
    }
    if text.len() == 10 {
        return Some(Moment::Day(date));
    }
    if !matches!(text[10], b'T' | b't' | b' ') || text.get(13) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (digits(text, 11, 2)?, digits(text, 14, 2)?);
    let (second, mut at) = match text.get(16) {
        Some(b':') => (digits(text, 17, 2)?, 19),
        _ => (0, 16),
    };
    if text.get(at) == Some(&b'.') {
        at += 1;
        while text.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let offset = match text.get(at..)? {
        b"Z" | b"z" => 0,
        zone @ [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let (hours, minutes) = (digits(zone, 1, 2)?, digits(zone, 4, 2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            (hours * 3600 + minutes * 60) * if *sign == b'-' { -1 } else { 1 }
        }
        _ => return None,
    };
    Some(Moment::Instant(Instant(date.days_since_epoch() * DAY + hour * 3600 + minute * 60 + second - offset)))
}

/// A length of time in whole seconds, as ISO 8601 states it: `PT2M30S`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    seconds: u32,
}

impl Span {
    /// So many seconds.
    pub const fn from_seconds(seconds: u32) -> Self {
        Self { seconds }
    }

    /// So many minutes; saturates after 136 years.
    pub const fn from_minutes(minutes: u32) -> Self {
        Self { seconds: minutes.saturating_mul(60) }
    }

    /// Its seconds.
    pub const fn seconds(self) -> u32 {
        self.seconds
    }
}

/// Minutes of so many seconds, to two places: "47", "47.5", "2.25".
pub fn minutes(seconds: u32) -> String {
    let hundredths = (u64::from(seconds) * 5 + 1) / 3;
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl fmt::Display for Span {
    /// Hours, minutes and seconds; never days, so that a day's length is no question.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (hours, minutes, seconds) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        f.write_str("PT")?;
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}M")?;
        }
        if seconds > 0 || self.seconds == 0 {
            write!(f, "{seconds}S")?;
        }
        Ok(())
    }
}

impl FromStr for Span {
    type Err = ();

    /// Reads weeks, days, hours, minutes and seconds of ISO 8601 (RFC 5545 section 3.3.6) without sign or fraction.
    fn from_str(text: &str) -> Result<Self, ()> {
        parse_span(text).ok_or(())
    }
}

fn parse_span(text: &str) -> Option<Span> {
    let mut rest = text.strip_prefix('P')?;
    let mut total: u32 = 0;
    let mut in_time = false;
    let mut units: &[(char, u32)] = &[('W', 604_800), ('D', 86_400)];
    let mut any = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            if in_time || after.is_empty() {
                return None;
            }
            (in_time, rest, units) = (true, after, &[('H', 3600), ('M', 60), ('S', 1)]);
        }
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (count, unit) = rest.split_at_checked(end)?;
        let count: u32 = count.parse().ok()?;
        let place = units.iter().position(|(name, _)| unit.starts_with(*name))?;
        total = total.checked_add(count.checked_mul(units[place].1)?)?;
        units = &units[place + 1..];
        // The names of units are one byte long.
        rest = unit.get(1..)?;
        any = true;
    }
    any.then_some(Span::from_seconds(total))
}

/// JSON Schema of the time types: texts with a pattern.
#[cfg(not(target_arch = "wasm32"))]
mod schema {
    use super::{Moment, Span};
    use crate::domain::model::Lenient;

    impl schemars::JsonSchema for Lenient<Moment> {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Moment".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!({
                "type": "string",
                "pattern": r"^\d{4}(-\d{2}(-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2}))?)?)?$",
            })
        }
    }

    impl schemars::JsonSchema for Lenient<Span> {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Span".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!({
                "type": "string",
                "pattern": r"^P(?=.)(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$",
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_print_as_they_were_read() {
        for text in ["2018", "2018-07", "2018-07-11", "2025-10-22T14:00:00Z", "2024-02-29T23:59:59Z"] {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
        assert_eq!("2025-10-22T16:00+02:00".parse::<Moment>().unwrap().to_string(), "2025-10-22T14:00:00Z");
        assert_eq!("2025-01-01T00:30:00.123-01:00".parse::<Moment>().unwrap().to_string(), "2025-01-01T01:30:00Z");
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "18",
            "2018-13",
            "2018-02-30",
            "2018/07/11",
            "2018-07-11T",
            "2018-07-11T14:00",
            "2018-07-11T24:00:00Z",
            "2018-07-11T14:00:00+2",
            "２０１８",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }

    #[test]
    fn spans_print_as_they_were_read() {
        for (text, seconds) in [("PT2M30S", 150), ("PT1H30M", 5400), ("PT0S", 0), ("PT2H", 7200)] {
            let span: Span = text.parse().unwrap();
            assert_eq!((span.seconds(), span.to_string().as_str()), (seconds, text));
        }
        assert_eq!("P1DT1H".parse::<Span>().unwrap().to_string(), "PT25H");
        for text in ["", "P", "PT", "T5M", "PT5", "PT5X", "P5M", "PT5M5H", "-PT5M", "PT99999999999S", "P1DT"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }

    proptest::proptest! {
        /// jiff is the reference.
        #[test]
        fn dates_agree_with_jiff(days in -700_000i64..2_900_000) {
            let ours = CivilDate::from_days_since_epoch(days);
            let theirs = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).ok().filter(|date| (0..=9999).contains(&date.year()));
            proptest::prop_assert_eq!(ours.map(|date| date.to_string()), theirs.map(|date| date.to_string()));
            if let Some(date) = ours {
                proptest::prop_assert_eq!(date.days_since_epoch(), days);
            }
        }

        #[test]
        fn instants_agree_with_jiff(second in -60_000_000_000i64..250_000_000_000) {
            let text = jiff::Timestamp::from_second(second).unwrap().to_string();
            proptest::prop_assert_eq!(Instant(second).to_string(), text.clone());
            proptest::prop_assert_eq!(text.parse::<Moment>(), Ok(Moment::Instant(Instant(second))));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,30}") {
            let _ = (text.parse::<Moment>(), text.parse::<Span>());
        }
    }
}

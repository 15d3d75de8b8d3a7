//! Dates and times of day in a text, in the orders and languages in which documents were met.
//!
//! | text | is |
//! | --- | --- |
//! | `22 October 2025`, `October 22, 2025`, `2025-10-22`, `22.10.2025` | a day |
//! | `20-22 March`, `30 June to 2 July 2021` | days, the first without a year where none is said |
//! | `le 3 mai 2024`, `3 de mayo de 2024`, `3. Mai 2024`, `2024年5月3日` | a day |
//! | `14:00 UTC`, `14h30–16h00 CEST`, `2 pm UTC+2` | times of day, with a zone |
//! | `10/11/2024` | none: nobody knows which is the month |

use std::ops::Range;

use super::steps;
use crate::domain::time::CivilDate;

/// A day, as far as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The year, where it is said.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

impl Day {
    /// The date in a year, where none is said.
    pub fn date(self, year: Option<i32>) -> Option<CivilDate> {
        CivilDate::new(self.year.or(year)?, self.month, self.day)
    }
}

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Where it stands, bytes.
    pub span: Range<usize>,
    /// The day, or the first.
    pub first: Day,
    /// The last of several.
    pub last: Option<Day>,
    /// The day of the week that is said with it: 0 is Monday.
    pub weekday: Option<u8>,
}

/// A time of day in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    /// Where it stands, bytes.
    pub span: Range<usize>,
    /// Minutes after midnight.
    pub from: u32,
    /// The same of the end, where it is said.
    pub to: Option<u32>,
    /// Minutes by which the zone is ahead of UTC, and whether it is UTC itself.
    pub zone: Option<(i32, bool)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token<'a> {
    Number(u32, usize),
    Word(&'a str),
    Sign(char),
}

struct Tokens<'a> {
    all: Vec<(Token<'a>, Range<usize>)>,
}

impl<'a> Tokens<'a> {
    fn of(text: &'a str) -> Self {
        let mut all = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            steps::count(1);
            let class = |c: char| {
                if c.is_ascii_digit() {
                    1
                } else if c.is_alphabetic() && !"年月日".contains(c) {
                    2
                } else {
                    0
                }
            };
            if c.is_whitespace() {
                continue;
            }
            let mut end = at + c.len_utf8();
            if class(c) > 0 {
                while let Some((next, other)) = chars.peek().copied()
                    && class(other) == class(c)
                {
                    end = next + other.len_utf8();
                    chars.next();
                }
            }
            let token = match class(c) {
                1 => Token::Number(text[at..end].parse().unwrap_or(u32::MAX), end - at),
                2 => Token::Word(&text[at..end]),
                _ => Token::Sign(c),
            };
            all.push((token, at..end));
        }
        Self { all }
    }

    fn number(&self, at: usize) -> Option<(u32, usize)> {
        match self.all.get(at)?.0 {
            Token::Number(value, digits) => Some((value, digits)),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<&'a str> {
        match self.all.get(at)?.0 {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    fn sign(&self, at: usize, signs: &str) -> bool {
        matches!(self.all.get(at), Some((Token::Sign(sign), _)) if signs.contains(*sign))
    }

    fn is_word(&self, at: usize, words: &str) -> bool {
        self.word(at).is_some_and(|word| super::words::is_in(words, &word.to_lowercase()))
    }

    fn end(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|at| self.all.get(at)).map_or(0, |(_, span)| span.end)
    }
}

/// Months in English, French, Spanish, Portuguese, German, Russian; with short forms.
const MONTHS: [&str; 12] = [
    "january|jan|janvier|janv|enero|ene|janeiro|januar|jänner|января|январь",
    "february|feb|février|fevrier|févr|febrero|fevereiro|fev|februar|февраля|февраль",
    "march|mar|mars|marzo|março|marco|märz|марта|март",
    "april|apr|avril|avr|abril|abr|апреля|апрель",
    "may|mai|mayo|maio|мая|май",
    "june|jun|juin|junio|junho|juni|июня|июнь",
    "july|jul|juillet|juil|julio|julho|juli|июля|июль",
    "august|aug|août|aout|agosto|ago|августа|август",
    "september|sept|sep|septembre|septiembre|setiembre|setembro|set|сентября|сентябрь",
    "october|oct|octobre|octubre|outubro|out|oktober|okt|октября|октябрь",
    "november|nov|novembre|noviembre|novembro|ноября|ноябрь",
    "december|dec|décembre|decembre|déc|diciembre|dic|dezembro|dez|dezember|декабря|декабрь",
];

const WEEKDAYS: [&str; 7] = [
    "monday|mon|lundi|lunes|segunda|montag|понедельник",
    "tuesday|tue|tues|mardi|martes|terça|dienstag|вторник",
    "wednesday|wed|mercredi|miércoles|quarta|mittwoch|среда",
    "thursday|thu|thurs|jeudi|jueves|quinta|donnerstag|четверг",
    "friday|fri|vendredi|viernes|sexta|freitag|пятница",
    "saturday|sat|samedi|sábado|samstag|суббота",
    "sunday|sun|dimanche|domingo|sonntag|воскресенье",
];

/// What may stand between the parts of a date.
const BETWEEN: &str = "of|de|del|do|den|der|the|st|nd|rd|th|er|года";
/// What joins two days.
const JOINS: &str = "to|and|au|et|al|a|y|e|bis|und|until|through|по";

fn month(word: &str) -> Option<u8> {
    let small = word.to_lowercase();
    MONTHS.iter().position(|words| super::words::is_in(words, &small)).and_then(|place| u8::try_from(place + 1).ok())
}

/// Whether a word, in small letters, is a day of the week.
pub fn is_weekday(small: &str) -> bool {
    weekday(small).is_some()
}

fn weekday(word: &str) -> Option<u8> {
    let small = word.to_lowercase();
    WEEKDAYS.iter().position(|words| super::words::is_in(words, &small)).and_then(|place| u8::try_from(place).ok())
}

impl Tokens<'_> {
    fn skip(&self, mut at: usize) -> usize {
        while self.is_word(at, BETWEEN) || self.sign(at, ".,º°ª") {
            at += 1;
        }
        at
    }

    fn year(&self, at: usize) -> Option<(i32, usize)> {
        let at = self.skip(at);
        let (value, digits) = self.number(at)?;
        // "2 May 14:00" has no year; "May 2024:" has one.
        (digits == 4 && (1900..2200).contains(&value)).then(|| i32::try_from(value).ok()).flatten().map(|year| (year, at + 1))
    }

    fn day(&self, at: usize) -> Option<(u8, usize)> {
        let (value, digits) = self.number(at)?;
        (digits <= 2 && (1..=31).contains(&value)).then(|| u8::try_from(value).ok()).flatten().map(|day| (day, at + 1))
    }

    fn month(&self, at: usize) -> Option<(u8, usize)> {
        month(self.word(at)?).map(|month| (month, at + 1))
    }

    fn joined(&self, at: usize) -> Option<usize> {
        (self.sign(at, "-–—‑−/&") || self.is_word(at, JOINS)).then_some(at + 1)
    }

    /// A date that begins at a token, and the token behind it.
    fn date(&self, at: usize) -> Option<(Day, Option<Day>, usize)> {
        self.iso(at).or_else(|| self.day_first(at)).or_else(|| self.month_first(at)).or_else(|| self.dotted(at)).or_else(|| self.signs(at))
    }

    fn iso(&self, at: usize) -> Option<(Day, Option<Day>, usize)> {
        let (year, _) = self.number(at).filter(|(year, digits)| *digits == 4 && (1900..2200).contains(year))?;
        if !self.sign(at + 1, "-/.") || !self.sign(at + 3, "-/.") {
            return None;
        }
        let (month, _) = self.number(at + 2).filter(|(month, digits)| *digits <= 2 && (1..=12).contains(month))?;
        let (day, next) = self.day(at + 4)?;
        Some((Day { year: i32::try_from(year).ok(), month: u8::try_from(month).ok()?, day }, None, next))
    }

    fn day_first(&self, at: usize) -> Option<(Day, Option<Day>, usize)> {
        let (day, next) = self.day(at)?;
        let next = self.skip(next);
        if let Some((month, next)) = self.month(next) {
            let (year, end) = self.year(next).map_or((None, next), |(year, end)| (Some(year), end));
            // "30 June to 2 July 2021"
            if let Some((last, last_end)) = self.joined(end).and_then(|at| {
                let at = self.skip(at);
                let (day, next) = self.day(at)?;
                let (month, next) = self.month(self.skip(next))?;
                let (year, end) = self.year(next).map_or((None, next), |(year, end)| (Some(year), end));
                Some((Day { year, month, day }, end))
            }) {
                return Some((Day { year: year.or(last.year), month, day }, Some(last), last_end));
            }
            return Some((Day { year, month, day }, None, end));
        }
        // "20-22 March", "1, 2 and 3 July"
        let mut at = next;
        let mut last = None;
        while let Some(after) = self.joined(at).or_else(|| self.number(at).filter(|_| self.sign(at - 1, ",")).map(|_| at)) {
            let Some((day, next)) = self.day(self.skip(after)) else { break };
            last = Some(day);
            at = self.skip(next);
        }
        let last = last.filter(|last| *last > day)?;
        let (month, next) = self.month(at)?;
        let (year, end) = self.year(next).map_or((None, next), |(year, end)| (Some(year), end));
        Some((Day { year, month, day }, Some(Day { year, month, day: last }), end))
    }

    fn month_first(&self, at: usize) -> Option<(Day, Option<Day>, usize)> {
        let (month, next) = self.month(at)?;
        if !self.word(at)?.starts_with(char::is_uppercase) {
            return None;
        }
        let next = if self.sign(next, ".") { next + 1 } else { next };
        let (day, next) = self.day(next)?;
        let next = if self.is_word(next, "st|nd|rd|th") { next + 1 } else { next };
        let last = self.joined(next).and_then(|at| {
            let (day, next) = self.day(at)?;
            Some((day, if self.is_word(next, "st|nd|rd|th") { next + 1 } else { next }))
        });
        let (last, next) = last.filter(|(last, _)| *last > day).map_or((None, next), |(last, next)| (Some(last), next));
        // "May 14:00" is no day.
        if last.is_none() && self.sign(next, ":") && self.number(next + 1).is_some() {
            return None;
        }
        let (year, end) = self.year(next).map_or((None, next), |(year, end)| (Some(year), end));
        Some((Day { year, month, day }, last.map(|day| Day { year, month, day }), end))
    }

    /// "22.10.2025", and "22/10/2025" where no month has such a number.
    fn dotted(&self, at: usize) -> Option<(Day, Option<Day>, usize)> {
        let (first, next) = self.day(at)?;
        let sign = if self.sign(next, ".") && self.sign(next + 2, ".") { '.' } else { '/' };
        if sign == '/' && !(self.sign(next, "/") && self.sign(next + 2, "/")) {
            return None;
        }
        let (second, _) = self.day(next + 1)?;
        let (year, digits) = self.number(next + 3)?;
        let year = i32::try_from(year).ok().filter(|year| digits == 4 && (1900..2200).contains(year))?;
        let (day, month) = match (first, second) {
            (day, month) if sign == '.' && month <= 12 => (day, month),
            (day, month) if day > 12 && month <= 12 => (day, month),
            (month, day) if day > 12 && month <= 12 => (day, month),
            (day, month) if day == month => (day, month),
            _ => return None,
        };
        Some((Day { year: Some(year), month, day }, None, next + 4))
    }

    /// "2024年5月3日"
    fn signs(&self, at: usize) -> Option<(Day, Option<Day>, usize)> {
        let (year, next) = match self.number(at) {
            Some((year, 4)) if self.sign(at + 1, "年") => (i32::try_from(year).ok(), at + 2),
            _ => (None, at),
        };
        let (month, _) = self.day(next).filter(|(month, _)| *month <= 12)?;
        if !self.sign(next + 1, "月") {
            return None;
        }
        let (day, next) = self.day(next + 2)?;
        self.sign(next, "日号").then_some((Day { year, month, day }, None, next + 1))
    }

    /// "14:00", "14h30", "2 pm", "14.30" behind what asks for a time: minutes after midnight, whether it is surely a time, the token behind it.
    fn clock(&self, at: usize) -> Option<(u32, bool, usize)> {
        let (hours, _) = self.number(at).filter(|(hours, digits)| *digits <= 2 && *hours < 25)?;
        let (mut minutes, mut next, mut is_sure) = (0, at + 1, false);
        if self.sign(next, ":.") || self.is_word(next, "h") {
            let is_point = self.sign(next, ".");
            if let Some((found, 2)) = self.number(next + 1)
                && found < 60
            {
                (minutes, next, is_sure) = (found, next + 2, !is_point);
            } else if self.is_word(next, "h") {
                (next, is_sure) = (next + 1, true);
            }
        }
        let half = if self.is_word(next, "am|pm") {
            next += 1;
            Some(self.is_word(next - 1, "pm"))
        } else if self.is_word(next, "a|p") && self.sign(next + 1, ".") && self.is_word(next + 2, "m") {
            let is_after = self.is_word(next, "p");
            next += if self.sign(next + 3, ".") { 4 } else { 3 };
            Some(is_after)
        } else {
            None
        };
        let hours = match half {
            Some(_) if hours == 0 || hours > 12 => return None,
            Some(is_after) => hours % 12 + if is_after { 12 } else { 0 },
            None => hours,
        };
        let total = hours * 60 + minutes;
        (total <= 24 * 60).then_some((total, is_sure || half.is_some(), next))
    }

    /// "UTC", "(CEST)", "UTC+2", "hrs GMT": minutes ahead of UTC.
    fn zone(&self, mut at: usize) -> Option<((i32, bool), usize)> {
        while self.sign(at, "(,.") || self.is_word(at, "hours|hrs|hr|h|uhr|horas|heures|time") {
            at += 1;
        }
        let word = self.word(at)?;
        if word.chars().any(char::is_lowercase) {
            return None;
        }
        let (_, minutes) = ZONES.iter().find(|(name, _)| *name == word)?;
        let is_utc = *minutes == 0 && matches!(word, "UTC" | "GMT" | "Z");
        let sign = if self.sign(at + 1, "+") {
            1
        } else if self.sign(at + 1, "-−–") {
            -1
        } else {
            0
        };
        if is_utc
            && sign != 0
            && let Some((hours, digits)) = self.number(at + 2)
            && (digits <= 2 && hours <= 14 && self.all[at + 1].1.end == self.all[at + 2].1.start)
        {
            let rest = if self.sign(at + 3, ":") { self.number(at + 4).map_or(0, |(minutes, _)| minutes.min(59)) } else { 0 };
            let ahead = sign * i32::try_from(hours * 60 + rest).unwrap_or(0);
            return Some(((ahead, ahead == 0), if self.sign(at + 3, ":") { at + 5 } else { at + 3 }));
        }
        Some(((*minutes, is_utc), at + 1))
    }
}

/// Zones whose short names mean one thing, minutes ahead of UTC.
const ZONES: [(&str, i32); 28] = [
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("WEST", 60),
    ("BST", 60),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("BRT", -180),
    ("ART", -180),
    ("WAT", 60),
    ("CAT", 120),
    ("SAST", 120),
    ("EAT", 180),
    ("JST", 540),
    ("KST", 540),
    ("SGT", 480),
    ("AEST", 600),
];

/// The dates in a text, in order.
pub fn dates(text: &str) -> Vec<Dated> {
    each(text, "(,[|–—-/:\"", |tokens, at| {
        let (first, last, next) = tokens.date(at)?;
        CivilDate::new(first.year.unwrap_or(2000), first.month, first.day)?;
        let is_link = |at: usize| tokens.sign(at, ",.-") || tokens.is_word(at, "the|le|den|der|dem|el|a|feira");
        let before = (at.saturating_sub(3)..at).rev().find(|at| !is_link(*at));
        let weekday = before.and_then(|at| tokens.word(at)).and_then(weekday);
        Some((Dated { span: tokens.all[at].1.start..tokens.end(next), first, last, weekday }, next))
    })
}

/// The times of day in a text, in order. What may be a number of anything counts with a zone or as a range of two.
pub fn times(text: &str) -> Vec<Timed> {
    each(text, "(,[|–—-~\"/", Tokens::timed)
}

/// What is read at the tokens of a text that has digits, one behind the other: each where the one before ended, and only where nothing is
/// glued to its beginning but one of these signs.
fn each<'a, T>(text: &'a str, signs: &str, read: impl Fn(&Tokens<'a>, usize) -> Option<(T, usize)>) -> Vec<T> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = Tokens::of(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        let glued = at > 0 && tokens.all[at - 1].1.end == tokens.all[at].1.start && !tokens.sign(at - 1, signs);
        let found = if glued { None } else { read(&tokens, at) };
        let next = found.as_ref().map_or(at, |(_, next)| *next);
        out.extend(found.map(|(found, _)| found));
        at = next.max(at + 1);
    }
    out
}

impl Tokens<'_> {
    fn timed(&self, at: usize) -> Option<(Timed, usize)> {
        let (from, is_sure, next) = self.clock(at)?;
        let start = self.all[at].1.start;
        let first_zone = self.zone(next);
        let after = first_zone.map_or(next, |(_, next)| if self.sign(next, ")") { next + 1 } else { next });
        let second = (self.sign(after, "-–—‑−~") || self.is_word(after, "to|until|till|à|a|bis|às|al|and"))
            .then(|| self.clock(after + 1))
            .flatten()
            .filter(|(_, sure, _)| *sure || self.sign(after, "-–—‑−~"));
        // "10.00 – 11.30": both with minutes, by day.
        let are_dotted =
            |second: usize| next > at + 1 && self.sign(next - 2, ".") && second > after + 3 && self.sign(second - 2, ".") && from >= 360;
        let second = second.filter(|(_, sure, next)| *sure || is_sure || self.zone(*next).is_some() || are_dotted(*next));
        if let Some((to, sure, next)) = second {
            // "2-3 pm": both are in the afternoon.
            let from = if !is_sure && sure && to >= 720 && from < 720 && from + 720 < to { from + 720 } else { from };
            let zone = self.zone(next).or(first_zone);
            let end = self.zone(next).map_or(next, |(_, next)| next);
            if (is_sure || sure || zone.is_some() || are_dotted(next)) && to > from {
                return Some((Timed { span: start..self.end(end), from, to: Some(to), zone: zone.map(|(zone, _)| zone) }, end));
            }
        }
        let (zone, end) = first_zone.map_or((None, next), |(zone, next)| (Some(zone), next));
        (is_sure || zone.is_some() && (next > at + 1 || self.is_word(next, "hours|hrs|h|uhr")))
            .then(|| (Timed { span: start..self.end(end), from, to: None, zone }, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_order_and_language() {
        let told = |day: Day| format!("{}-{:02}-{:02}", day.year.map_or("?".to_owned(), |year| year.to_string()), day.month, day.day);
        for (text, expected) in [
            ("22 October 2025 | 14:00 UTC", "2025-10-22"),
            ("Wednesday, October 22nd, 2025", "2025-10-22"),
            ("on 2025-10-22", "2025-10-22"),
            ("am 22.10.2025", "2025-10-22"),
            ("22/10/2025 and 10/22/2025", "2025-10-22 2025-10-22"),
            ("10/11/2025", ""),
            ("le 1er mai 2024", "2024-05-01"),
            ("mardi 14 février 2023", "2023-02-14"),
            ("el 3 de mayo de 2024", "2024-05-03"),
            ("dia 7 de março de 2022", "2022-03-07"),
            ("Montag, 3. Mai 2021", "2021-05-03"),
            ("3 мая 2021 года", "2021-05-03"),
            ("2024年5月3日", "2024-05-03"),
            ("from 20-22 March at", "?-03-20/?-03-22"),
            ("30 June to 2 July 2021", "2021-06-30/2021-07-02"),
            ("March 3–5, 2020", "2020-03-03/2020-03-05"),
            ("1, 2 and 3 July 2019", "2019-07-01/2019-07-03"),
            ("from 21 to 23 August", "?-08-21/?-08-23"),
            ("members may 15 times", ""),
            ("in May 2024; 31 February 2024", ""),
        ] {
            let found = dates(text);
            let found: Vec<String> = found
                .iter()
                .map(|dated| dated.last.map_or(told(dated.first), |last| format!("{}/{}", told(dated.first), told(last))))
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
        assert_eq!(dates("Tuesday 3 May 2022")[0].weekday, Some(1));
        assert_eq!(dates("Vendredi, le 6 mai 2022")[0].weekday, Some(4));
    }

    #[test]
    fn times_of_day_are_read_with_their_zone() {
        for (text, expected) in [
            ("22 October 2025 | 14:00 UTC | Online", "840 utc"),
            ("13:00-14:30 UTC", "780-870 utc"),
            ("14h30 – 16h00 CEST", "870-960 +120"),
            ("2 pm UTC+2", "840 +120"),
            ("2-3 pm GMT", "840-900 utc"),
            ("10.00-11.30 UTC", "600-690 utc"),
            ("9:30 a.m. to 1 p.m. (EST)", "570-780 +-300"),
            ("14:00 UTC to 15:00 UTC", "840-900 utc"),
            ("at 14:00", "840"),
            ("3 of 5 members, 2.5 hours", ""),
            ("1400 UTC", ""),
        ] {
            let zone = |timed: &Timed| {
                timed.zone.map_or(String::new(), |(ahead, is_utc)| if is_utc { " utc".into() } else { format!(" +{ahead}") })
            };
            let found: Vec<String> = times(text)
                .iter()
                .map(|timed| format!("{}{}{}", timed.from, timed.to.map_or(String::new(), |to| format!("-{to}")), zone(timed)))
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}

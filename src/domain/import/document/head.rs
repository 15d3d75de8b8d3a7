//! What stands between the title and the rest: when, where, how one attends.

use super::{
    blocks::{Block, Kind},
    dates::{self, Dated, Timed},
    title, words,
};
use crate::domain::{
    diagnostic::Diagnostic,
    model::{AttendanceMode, Location},
    time::{CivilDate, DAY, Instant, Moment, Span},
};

/// What is read of a head.
#[derive(Debug, Default)]
pub struct Head {
    /// Start: an instant where a zone is known, else a day.
    pub start: Option<Moment>,
    /// End, where it is said.
    pub end: Option<Moment>,
    /// Whether the zone is UTC.
    pub is_utc: bool,
    /// Whether the year is that of the cycle.
    pub is_year_taken: bool,
    /// The stated length.
    pub duration: Option<Span>,
    /// Where.
    pub location: Option<Location>,
    /// How one attends.
    pub mode: Option<AttendanceMode>,
    /// Lines of date, place and mode.
    pub date_lines: Option<[u32; 2]>,
    /// Lines of the place.
    pub place_lines: Option<[u32; 2]>,
}

const LABELS_DATE: &str = "date|dates|when|date and time|date & time|time|date/time|fecha|data|datum|quand|heure|hora|uhrzeit|date et heure|horaire|дата|日期|时间|fecha y hora|data e hora";
const LABELS_PLACE: &str = "venue|place|location|where|lieu|lugar|local|ort|endroit|sede|место|地点|room|salle|sala";
const LABELS_MODE: &str = "mode|format|modality|modalité|modalidad|platform|how|via";
/// Words of a venue.
const VENUES: &str = "palais|headquarters|centre|center|hotel|hôtel|building|university|universidad|université|hall|auditorium|avenue|street|rue|campus|palace|ministry|parliament|library|institute|conference centre";
/// Words of a room.
const ROOMS: &str = "room|salle|sala|saal|raum|floor";
/// Verbs that tell where and when a meeting was or will be.
const HELD: &str = "took place|was held|were held|will be held|will take place|is held|takes place|is scheduled|s'est tenue|se tiendra|a eu lieu|se celebrará|tuvo lugar|se realizó|se llevó a cabo|realizou-se|será realizada|foi realizada|fand|findet|met on|convened";

/// Countries, as they end the name of a place; with forms in other languages.
const COUNTRIES: &str = "afghanistan|albania|algeria|argentina|armenia|australia|austria|azerbaijan|bahrain|bangladesh|barbados|belarus|belgium|benin|bolivia|botswana|brazil|brasil|bulgaria|burkina faso|cambodia|\
    cameroon|canada|chile|china|colombia|costa rica|côte d'ivoire|croatia|cuba|cyprus|czech republic|czechia|denmark|dominican republic|ecuador|egypt|el salvador|estonia|ethiopia|fiji|finland|france|georgia|germany|ghana|greece|\
    guatemala|guyana|honduras|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy|jamaica|japan|jordan|kazakhstan|kenya|kuwait|latvia|lebanon|lithuania|luxembourg|malawi|malaysia|maldives|mali|malta|mauritius|mexico|\
    méxico|moldova|mongolia|montenegro|morocco|mozambique|namibia|nepal|netherlands|the netherlands|new zealand|nicaragua|niger|nigeria|north macedonia|norway|oman|pakistan|panama|paraguay|peru|perú|philippines|poland|portugal|qatar|\
    republic of korea|south korea|romania|russia|russian federation|rwanda|saudi arabia|senegal|serbia|singapore|slovakia|slovenia|south africa|spain|españa|sri lanka|sudan|sweden|switzerland|suisse|suiza|suíça|schweiz|tanzania|thailand|togo|\
    trinidad and tobago|tunisia|turkey|türkiye|uganda|ukraine|united arab emirates|uae|united kingdom|uk|united states|usa|uruguay|uzbekistan|venezuela|viet nam|vietnam|zambia|zimbabwe|maroc|sénégal|brésil|allemagne|alemania|norvège|noruega|pologne|éthiopie|etiopía";

/// How a label and its value stand: "Date: 3 May".
fn labelled(text: &str) -> Option<(String, &str)> {
    let (label, value) = text.split_once([':', '：'])?;
    (label.chars().count() <= 20 && !value.trim().is_empty() && !label.ends_with(|c: char| c.is_ascii_digit()))
        .then(|| (words::folded(label), value.trim()))
}

/// Whether a text tells in its first sentence that the meeting was held.
pub fn tells(text: &str) -> bool {
    const PAST: [&str; 8] =
        ["was held", "took place", "were held", "s'est tenue", "a eu lieu", "tuvo lugar", "se celebró", "foi realizada"];
    let small = super::actions::sentences(text).first().map(|sentence| sentence.to_lowercase().replace('’', "'")).unwrap_or_default();
    let held = PAST.iter().filter_map(|phrase| small.find(phrase)).min();
    let meeting = ["meeting", "call", "consultation", "réunion", "reunión", "reunião"].iter().filter_map(|word| small.find(word)).min();
    held.zip(meeting).is_some_and(|(held, meeting)| meeting < held) && !dates::dates(&small).is_empty()
}

/// Reads the head: the title as printed, and what follows it.
pub fn read(printed: &str, blocks: &[&Block], title_lines: [u32; 2], cycle: Option<i32>, findings: &mut Vec<Diagnostic>) -> Head {
    let mut out = Head::default();
    let mut when = When { cycle, ..When::default() };
    when.take(printed, title_lines, true);
    out.mode = title::mode(&printed.to_lowercase());
    let mut venue: Option<(String, [u32; 2])> = None;
    let mut is_remote = false;
    for (at, block) in blocks.iter().enumerate() {
        let text = block.text.as_str();
        if block.kind == Kind::Noise
            || block.is_item()
                && labelled(text).is_none_or(|(label, _)| !words::is_in(LABELS_DATE, &label) && !words::is_in(LABELS_PLACE, &label))
                && !tells(text)
        {
            continue;
        }
        let small = text.to_lowercase();
        let is_short = text.chars().count() <= 120;
        let cells = text.replace('\t', ": ");
        let label = labelled(&cells);
        if let Some((label, value)) = &label {
            if words::is_in(LABELS_PLACE, label) && venue.is_none() {
                match title::mode(&value.to_lowercase()) {
                    Some(mode) if !value.contains(',') || value.split_whitespace().count() <= 3 => out.mode = out.mode.or(Some(mode)),
                    mode => {
                        is_remote |= mode.is_some();
                        venue = Some(((*value).to_owned(), block.lines));
                    }
                }
                continue;
            }
            if words::is_in(LABELS_DATE, label) {
                when.take(value, block.lines, true);
                continue;
            }
            if words::is_in(LABELS_MODE, label) {
                out.mode = out.mode.or(title::mode(&value.to_lowercase()));
                continue;
            }
        }
        // What comes next is another meeting.
        let is_next = small
            .split(|c: char| !c.is_alphabetic())
            .any(|word| words::is_in("next|prochaine|próxima|próximo|nächste|nächstes|upcoming|following", word));
        let is_held = !is_next && HELD.split('|').any(|phrase| small.contains(phrase));
        if is_short && block.kind == Kind::Heading && !is_next || is_held && (at < 12 || tells(text)) {
            // A sentence speaks of the meeting where it says that it was held.
            let sentence = if is_short && block.kind == Kind::Heading {
                text
            } else {
                super::actions::sentences(text)
                    .into_iter()
                    .find(|sentence| HELD.split('|').any(|phrase| sentence.to_lowercase().contains(phrase)))
                    .unwrap_or(text)
            };
            when.take(sentence, block.lines, block.kind == Kind::Heading);
            let mode = title::mode(&sentence.to_lowercase());
            let is_way = is_short && sentence.split_whitespace().count() <= 14;
            if (is_way || is_held) && !small.contains("register") && !small.contains("session") {
                match (out.mode, mode) {
                    (_, Some(AttendanceMode::Hybrid)) => out.mode = mode,
                    (None, Some(_)) => out.mode = mode,
                    _ => {}
                }
            }
            if venue.is_none() && is_held {
                venue = told_place(sentence).map(|place| (place, block.lines));
            }
        }
        if is_short && block.kind == Kind::Heading && label.is_none() {
            for part in text.split(['|', '•', '·']).map(str::trim) {
                let is_place = dates::dates(part).is_empty() && is_place(part);
                if is_place && venue.is_none() {
                    venue = Some((part.to_owned(), block.lines));
                } else if let Some((place, lines)) = venue.as_mut().filter(|(_, lines)| lines[1] + 1 == block.lines[0] && is_room(part)) {
                    *place = format!("{place}, {part}");
                    lines[1] = block.lines[1];
                }
            }
        }
    }
    if let Some((place, lines)) = venue {
        out.location = Some(location(&place));
        out.place_lines = Some(lines);
        out.mode = match out.mode {
            Some(AttendanceMode::Online) => Some(AttendanceMode::Hybrid),
            Some(mode) => Some(mode),
            None => Some(if is_remote { AttendanceMode::Hybrid } else { AttendanceMode::InPerson }),
        };
    }
    when.finish(&mut out, findings);
    out
}

/// "Palais des Nations, Geneva, Switzerland"
fn is_place(text: &str) -> bool {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let small = text.to_lowercase();
    let is_country = parts.len() > 1 && parts.last().is_some_and(|last| words::is_in(COUNTRIES, &last.to_lowercase().replace('’', "'")));
    let is_venue = parts.len() > 1 && small.split(|c: char| !c.is_alphabetic()).any(|word| words::is_in(VENUES, word));
    (is_country || is_venue)
        && text.split_whitespace().count() <= 16
        && super::blocks::is_heading(text)
        && parts.iter().all(|part| part.split_whitespace().count() <= 8)
        && !text.contains(':')
        && !text.contains('@')
}

fn is_room(text: &str) -> bool {
    let small = text.to_lowercase();
    text.split_whitespace().count() <= 6
        && small.split(|c: char| !c.is_alphabetic()).any(|word| words::is_in(ROOMS, word))
        && !small.contains("zoom")
        && !small.contains("breakout")
}

/// "was held … at the Palais in Geneva, Switzerland": from "at" or "in" on, up to the country or the end.
fn told_place(sentence: &str) -> Option<String> {
    let text = sentence.trim_end_matches('.');
    let places = [" at the ", " at ", " in "].iter().filter_map(|sign| text.find(sign).map(|at| (at + sign.len(), *sign)));
    let mut all: Vec<(usize, &str)> = places.collect();
    all.sort_unstable();
    for (from, _) in all {
        let rest = &text[from..];
        // A place begins with a capital or is the seat of somebody; a time of day does not.
        let starts = rest.starts_with(char::is_uppercase) || rest.split(' ').next().is_some_and(|word| words::is_in(VENUES, word));
        let end = [" and ", " to ", " from ", " on ", " with ", ". ", ";", " as ", " where ", " which "]
            .iter()
            .filter_map(|stop| rest.find(stop))
            .min()
            .unwrap_or(rest.len());
        let place = rest[..end].trim().trim_end_matches(',');
        let parts: Vec<&str> = place.split(", ").collect();
        let is_known = parts.last().is_some_and(|last| words::is_in(COUNTRIES, &last.trim_start_matches("in ").to_lowercase()))
            || place.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| words::is_in(VENUES, word));
        if starts && is_known && place.split_whitespace().count() <= 18 && dates::dates(place).is_empty() {
            return Some(place.to_owned());
        }
    }
    None
}

/// A place in its parts: the venue, the city before the country, the country.
fn location(place: &str) -> Location {
    let mut parts: Vec<&str> = place.split(',').map(|part| part.trim().trim_start_matches("in ")).filter(|part| !part.is_empty()).collect();
    let mut rooms: Vec<&str> = Vec::new();
    while parts.len() > 1 && parts.last().is_some_and(|part| is_room(part)) {
        rooms.extend(parts.pop());
    }
    let country =
        parts.last().filter(|last| words::is_in(COUNTRIES, &last.to_lowercase().replace('’', "'"))).map(|country| (*country).to_owned());
    if country.is_some() {
        parts.pop();
    }
    let locality = if country.is_some() { parts.pop().map(str::to_owned) } else { None };
    parts.extend(rooms.iter().rev());
    Location { name: Some(parts.join(", ")).filter(|name| !name.is_empty()), locality, country, ..Location::default() }
}

/// Dates and times on the way.
#[derive(Default)]
struct When {
    cycle: Option<i32>,
    date: Option<(Dated, [u32; 2])>,
    others: Vec<(Dated, [u32; 2])>,
    time: Option<(Timed, [u32; 2])>,
    duration: Option<Span>,
}

impl When {
    fn take(&mut self, text: &str, lines: [u32; 2], is_line: bool) {
        for dated in dates::dates(text) {
            match &mut self.date {
                None => self.date = Some((dated, lines)),
                // The same day, with its year.
                Some((first, _))
                    if first.first.year.is_none() && first.first.month == dated.first.month && first.first.day == dated.first.day =>
                {
                    *first = dated
                }
                Some(_) => self.others.push((dated, lines)),
            }
        }
        for timed in dates::times(text) {
            let is_better = self.time.as_ref().is_none_or(|(time, _)| time.zone.is_none() && timed.zone.is_some());
            // A time in a sentence counts with its date alone.
            if is_better && (is_line || timed.zone.is_some()) {
                self.time = Some((timed, lines));
            }
        }
        if self.duration.is_none()
            && let Some(inside) = text.split(['(', ')']).map(str::trim).find_map(|part| {
                let small = part.to_lowercase();
                let part = small
                    .strip_suffix(" duration")
                    .or_else(|| small.strip_prefix("duration:"))
                    .or_else(|| small.strip_prefix("duration "))?
                    .trim()
                    .to_owned();
                crate::domain::draft::duration::span(&part)
            })
        {
            self.duration = Some(inside);
        }
    }

    fn finish(self, out: &mut Head, findings: &mut Vec<Diagnostic>) {
        out.duration = self.duration;
        let Some((dated, lines)) = self.date else { return };
        let Some(first) = dated.first.date(self.cycle) else {
            findings.push(Diagnostic::warning(
                "date-without-year",
                lines[0],
                "a date without a year, and no cycle from which to take it",
                "write the year behind it",
            ));
            return;
        };
        out.date_lines = Some(lines);
        out.is_year_taken = dated.first.year.is_none();
        if out.is_year_taken {
            findings.push(Diagnostic::warning(
                "year-taken",
                lines[0],
                format!("the date has no year, {} is taken from the cycle", first.year()),
                "check it against the calendar",
            ));
        }
        weekday(&dated, first, lines, findings);
        let last = dated.last.and_then(|last| last.date(Some(first.year()))).filter(|last| *last > first);
        for (other, lines) in &self.others {
            if let Some(date) =
                other.first.date(Some(first.year())).filter(|date| *date != first && last.is_none_or(|last| *date > last || *date < first))
            {
                let message = format!("another date for the meeting, {date}; {first} is kept");
                findings.push(Diagnostic::warning("other-date", lines[0], message, "check which of them is right"));
            }
        }
        let day = |date: CivilDate| Moment::Day(date);
        let at = |date: CivilDate, minutes: u32, ahead: i32| {
            Moment::Instant(Instant(date.days_since_epoch() * DAY + (i64::from(minutes) - i64::from(ahead)) * 60))
        };
        match self.time {
            Some((Timed { from, to, zone: Some((ahead, is_utc)), .. }, _)) => {
                out.start = Some(at(first, from, ahead));
                out.is_utc = is_utc;
                out.end = match (last, to) {
                    (Some(last), _) => Some(day(last)),
                    (None, Some(to)) => Some(at(first, to, ahead)),
                    (None, None) => None,
                };
            }
            time => {
                out.start = Some(day(first));
                out.end = last.map(day);
                if let Some((_, lines)) = time {
                    findings.push(Diagnostic::warning(
                        "time-without-zone",
                        lines[0],
                        "a time of day without a zone is left out",
                        "write \"UTC\" or an offset behind it",
                    ));
                }
            }
        }
    }
}

fn weekday(dated: &Dated, date: CivilDate, lines: [u32; 2], findings: &mut Vec<Diagnostic>) {
    // 1970-01-01 was a Thursday.
    let real = (date.days_since_epoch() + 3).rem_euclid(7);
    if dated.last.is_none() && dated.weekday.is_some_and(|said| i64::from(said) != real) {
        findings.push(Diagnostic::warning(
            "weekday",
            lines[0],
            format!("{date} is another day of the week than the one that is written"),
            "check the date",
        ));
    }
}

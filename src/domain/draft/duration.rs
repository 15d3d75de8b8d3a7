//! Stated lengths as a person writes them: "5", "2.5 min", "1 h 30", "25-30", "5 x 4 groups", or nothing.

use serde_json::Value;

use crate::domain::{
    model::{AgendaItem, DurationPer, KnownOption, Lenient, slot},
    time::{Span, minutes},
};

/// A stated length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The length; the lower end of a range.
    pub least: Option<Span>,
    /// The upper end of a range.
    pub most: Option<Span>,
    /// So much for each of so many, where it is known how many, of what.
    pub per: Option<(Span, Option<u32>, Option<String>)>,
}

/// Longest length that is taken for one: a year.
const MAX_SECONDS: f64 = 366.0 * 86_400.0;
/// No length takes so many bytes to say.
const MAX_BYTES: usize = 256;

impl Stated {
    /// Reads what a person wrote; `None` where it is no length.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::default());
        }
        if text.len() > MAX_BYTES {
            return None;
        }
        let text = text.to_lowercase();
        // "25-30 (5 x 4 groups)": both at once.
        if let Some((range, per)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
            let (range, per) = (Self::parse(range)?, Self::parse(per)?);
            return (range.least.is_some() && range.per.is_none() && per.per.is_some()).then_some(Self { per: per.per, ..range });
        }
        // "5 min per group": how many there are, only the meeting shows.
        if let Some((each, unit)) = text.split_once(" per ").or_else(|| Some((text.strip_suffix(" each")?, ""))) {
            let unit = unit.trim();
            let is_word = unit.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '-');
            return is_word
                .then_some(())
                .and_then(|()| span(each))
                .map(|each| Self { per: Some((each, None, Some(unit.to_owned()).filter(|unit| !unit.is_empty()))), ..Self::default() });
        }
        if let Some((each, times)) = text.split_once(['x', '×', '*']) {
            let each = span(each)?;
            let times = times.trim();
            let end = times.find(|c: char| !c.is_ascii_digit()).unwrap_or(times.len());
            let count: u32 = times[..end].parse().ok().filter(|count| (1..=1000).contains(count))?;
            let unit = times[end..].trim();
            let unit = if count > 1 { unit.strip_suffix('s').unwrap_or(unit) } else { unit };
            return Some(Self { per: Some((each, Some(count), Some(unit.to_owned()).filter(|unit| !unit.is_empty()))), ..Self::default() });
        }
        if let Some((least, most)) = text.split_once(['-', '–', '—']) {
            let most_span = span(most)?;
            // "1-2 h" means hours on both sides.
            let unit = most.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',').trim();
            let bare = least.trim().chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
            let least = if bare { span(&format!("{} {unit}", least.trim()))? } else { span(least)? };
            return match least.cmp(&most_span) {
                std::cmp::Ordering::Less => Some(Self { least: Some(least), most: Some(most_span), per: None }),
                std::cmp::Ordering::Equal => Some(Self { least: Some(least), ..Self::default() }),
                std::cmp::Ordering::Greater => None,
            };
        }
        Some(Self { least: Some(span(&text)?), ..Self::default() })
    }

    /// What an item states.
    pub fn of(item: &AgendaItem) -> Self {
        let per = item.duration_per.as_ref().and_then(|per| Some((*per.duration.known()?, per.count, per.unit.clone())));
        Self { least: item.duration.known().copied(), most: item.duration_max.known().copied(), per }
    }

    /// As fields of an item.
    pub fn fields(self) -> [(&'static str, Value); 3] {
        let length = |span: Option<Span>| span.map_or(Value::Null, |span| span.to_string().into());
        let per = self.per.map_or(Value::Null, |(each, count, unit)| {
            let duration = Some(Lenient::Known(each));
            slot::to_value(&DurationPer { duration, count, unit, ..DurationPer::default() })
        });
        [("duration", length(self.least)), ("durationMax", length(self.most)), ("durationPer", per)]
    }
}

impl std::fmt::Display for Stated {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        if let Some(least) = self.least {
            write!(f, "{}", words(least))?;
            if let Some(most) = self.most {
                write!(f, "-{}", words(most))?;
            }
        }
        if let Some((each, count, unit)) = &self.per {
            let text = match (count, unit) {
                (Some(count), Some(unit)) => format!("{} x {count} {unit}{}", words(*each), if *count > 1 { "s" } else { "" }),
                (Some(count), None) => format!("{} x {count}", words(*each)),
                (None, Some(unit)) => format!("{} per {unit}", with_unit(*each)),
                (None, None) => format!("{} each", with_unit(*each)),
            };
            if self.least.is_some() { write!(f, " ({text})")? } else { f.write_str(&text)? }
        }
        Ok(())
    }
}

/// A length as a person writes it: "5", "2.5 min", "1 h 30".
pub fn words(span: Span) -> String {
    let seconds = span.seconds();
    match (seconds / 3600, seconds % 3600) {
        (0, rest) if rest % 60 == 0 => minutes(rest),
        // Halves of a minute are written so; other seconds apart, since a third of a minute has no short form.
        (0, rest) if rest % 30 == 0 => format!("{} min", minutes(rest)),
        (0, rest) if rest < 60 => format!("{rest} s"),
        (0, rest) => format!("{} min {} s", rest / 60, rest % 60),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) if rest % 60 == 0 => format!("{hours} h {}", rest / 60),
        (hours, rest) => format!("{hours} h {} min {} s", rest / 60, rest % 60),
    }
}

/// The same, minutes with their unit.
fn with_unit(span: Span) -> String {
    let words = words(span);
    if words.ends_with(|c: char| c.is_ascii_digit()) && !words.contains('h') { format!("{words} min") } else { words }
}

/// Reads one length.
pub fn span(text: &str) -> Option<Span> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "half an hour" => return Some(Span::from_minutes(30)),
        "an hour" | "one hour" => return Some(Span::from_minutes(60)),
        _ => {}
    }
    if let Some((hours, minutes)) = text.split_once(':') {
        let (hours, minutes): (u32, u32) = (hours.trim().parse().ok()?, minutes.trim().parse().ok()?);
        return (minutes < 60 && hours < 1000).then(|| Span::from_minutes(hours * 60 + minutes));
    }
    let mut rest = text.as_str();
    let mut total = 0.0;
    // Units come in falling order, each at most once; a number without one means the next smaller unit: minutes, after minutes seconds.
    let mut below = f64::INFINITY;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
        let number: f64 = rest[..end].replace(',', ".").parse().ok()?;
        rest = rest[end..].trim_start();
        let end = rest.find(|c: char| !c.is_alphabetic() && c != '\'' && c != '′').unwrap_or(rest.len());
        let unit = match rest[..end].trim_end_matches('.') {
            "h" | "hr" | "hrs" | "hour" | "hours" | "heure" | "heures" | "hora" | "horas" | "stunde" | "stunden" | "std" => 3600.0,
            "m" | "min" | "mins" | "minute" | "minutes" | "minuto" | "minutos" | "minuten" | "'" | "′" => 60.0,
            "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
            "" if below > 60.0 => 60.0,
            _ => return None,
        };
        if unit >= below {
            return None;
        }
        below = unit;
        rest = rest[end..].trim_start_matches('.').trim_start();
        total += number * unit;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between nothing and a year")]
    (below.is_finite() && (0.0..=MAX_SECONDS).contains(&total)).then(|| Span::from_seconds(total.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_printed() {
        for (text, printed) in [
            ("", ""),
            ("5", "5"),
            ("5 min", "5"),
            ("5 min.", "5"),
            ("15 minutos", "15"),
            ("1 heure", "1 h"),
            ("2.5 min", "2.5 min"),
            ("2,5", "2.5 min"),
            ("0", "0"),
            ("1 h 30", "1 h 30"),
            ("1h30", "1 h 30"),
            ("1:30", "1 h 30"),
            ("90", "1 h 30"),
            ("1.5 hours", "1 h 30"),
            ("2 h", "2 h"),
            ("20 s", "20 s"),
            ("1 min 20 s", "1 min 20 s"),
            ("25-30", "25-30"),
            ("25–30 min", "25-30"),
            ("1-2 h", "1 h-2 h"),
            ("30-30", "30"),
            ("5 x 4 groups", "5 x 4 groups"),
            ("5 min × 4", "5 x 4"),
            ("25-30 (5 x 4 groups)", "25-30 (5 x 4 groups)"),
            ("5 minutes per group", "5 min per group"),
            ("5 min each", "5 min each"),
            ("1 h per day", "1 h per day"),
            ("20 (5 min per group)", "20 (5 min per group)"),
            ("half an hour", "30"),
            ("An hour", "1 h"),
            (" 1 H 5 Min ", "1 h 5"),
        ] {
            let stated = Stated::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(stated.to_string(), printed, "{text}");
            assert_eq!(Stated::parse(printed), Some(stated), "{printed}");
        }
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "five",
            "-5",
            "5-",
            "-",
            "30-25",
            "5 x",
            "x 4",
            "5 x 0",
            "5 5",
            "1 min 1 h",
            "1:75",
            "9999999999",
            "1..5",
            "5 apples",
            "per group",
            "5 per 4",
            ".",
            "(",
        ] {
            assert_eq!(Stated::parse(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_length_is_a_round_trip(seconds in 0u32..1_000_000) {
            let span = Span::from_seconds(seconds);
            proptest::prop_assert_eq!(super::span(&words(span)), Some(span));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,30}") {
            let _ = Stated::parse(&text);
        }
    }
}

//! Titles of meetings: cycle, body, kind, number, day.
//!
//! | text | is |
//! | --- | --- |
//! | "IGF 2025 Virtual MAG Meeting III" | cycle 2025, MAG, online, number 3 |
//! | "IGF 2021 Third Open Consultations and MAG Meeting Day 2" | an open consultation, number 3, day 2 |
//! | "WG-Strategy call #4 – 3 May 2024" | a call of that group, number 4; the date is read apart |
//! | "MAG working groups", "Report of the meeting" | no title |

use super::{bodies::Bodies, dates, words};
use crate::domain::{
    model::{AttendanceMode, MeetingType, OrganizationId},
    numeral,
};

/// What a title says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// Without date, place and kind of document.
    pub name: String,
    /// The year of the cycle.
    pub cycle: Option<i32>,
    /// The bodies; the first leads.
    pub bodies: Vec<OrganizationId>,
    /// What kind of meeting, as far as its words say.
    pub kind: Option<MeetingType>,
    /// How one attends, as far as its words say.
    pub mode: Option<AttendanceMode>,
    /// The number, as printed, and what it counts.
    pub number: Option<(String, u32)>,
    /// The day of a gathering.
    pub day: Option<u32>,
}

const MEETINGS: &str = "meeting|call|consultation|consultations|workshop|webinar|retreat|réunion|reunion|appel|atelier|consultas|consulta|reunión|taller|\
    reunião|oficina|sitzung|treffen|teleconference|teleconferencia|webinaire|seminario|совещание|заседание|встреча";
/// Their first letters where words are not parted by spaces, or forms are many.
const MEETING_SIGNS: [&str; 3] = ["会议", "اجتماع", "заседани"];
const BODIES: &str = "mag|multistakeholder advisory group|open consultation|open consultations|wg|working group|policy network|pn|bpf|best practice forum|dynamic coalition|\
    igf|internet governance forum|nri|nris|task force|taskforce|advisory group|consultations ouvertes|consultas abiertas|consultas abertas|groupe de travail|grupo de trabajo|grupo de trabalho|pnai|pnif|pnma";
/// Words that tell of a meeting instead of naming it.
const TELLING: &str = "will|is|are|was|were|be|next|upcoming|previous|has|have|should|please|we|our|you|reminder|invitation|how|during|after|before|register|registration|suggested|discussed|took|outcome|outcomes|expected|briefing|preparation|preparations|timeline|selection|summary of";

const ORDINALS: [&str; 12] = [
    "first|1st|premier|première|primera|primer|primeira|primeiro|erste|1ère|1er",
    "second|2nd|deuxième|seconde|segunda|segundo|zweite|2ème|2e",
    "third|3rd|troisième|tercera|tercer|terceira|terceiro|dritte|3ème|3e",
    "fourth|4th|quatrième|cuarta|cuarto|quarta|quarto|vierte|4ème|4e",
    "fifth|5th|cinquième|quinta|quinto|fünfte|5ème|5e",
    "sixth|6th|sixième|sexta|sexto|sechste|6ème|6e",
    "seventh|7th|septième|séptima|séptimo|sétima|sétimo|siebte|7ème|7e",
    "eighth|8th|huitième|octava|octavo|oitava|oitavo|achte|8ème|8e",
    "ninth|9th|neuvième|novena|noveno|nona|nono|neunte|9ème|9e",
    "tenth|10th|dixième|décima|décimo|zehnte|10ème|10e",
    "eleventh|11th|onzième|undécima|elfte|11ème|11e",
    "twelfth|12th|douzième|duodécima|zwölfte|12ème|12e",
];

/// The number that a word says as an ordinal.
pub fn ordinal(word: &str) -> Option<u32> {
    let small = word.to_lowercase();
    let place = ORDINALS.iter().position(|words| words::is_in(words, &small));
    place.and_then(|place| u32::try_from(place + 1).ok()).or_else(|| {
        let digits = small
            .strip_suffix("th")
            .or_else(|| small.strip_suffix("st"))
            .or_else(|| small.strip_suffix("nd"))
            .or_else(|| small.strip_suffix("rd"))?;
        digits.parse().ok().filter(|number| *number < 100)
    })
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '#' | '\'' | '’' | '°' | 'º'))).filter(|word| !word.is_empty())
}

fn has_phrase(small: &str, phrases: &str) -> bool {
    let padded = format!(" {} ", split(small).collect::<Vec<_>>().join(" "));
    phrases.split('|').any(|phrase| padded.contains(&format!(" {phrase} ")))
}

/// Whether a text has the form of a title: it names a body and a meeting, and tells nothing.
pub fn is_title_like(text: &str) -> bool {
    let small = text.to_lowercase();
    // "Workshop Process" is the name of a group's work, no workshop.
    let named =
        ["workshop process", "workshop evaluation", "workshop proposal", "workshop organi"].iter().any(|phrase| small.contains(phrase));
    let meeting = small.replace("workshop", if named { "" } else { "workshop" });
    let is_meeting = has_phrase(&meeting, MEETINGS) || MEETING_SIGNS.iter().any(|sign| small.contains(sign));
    text.chars().count() <= words::LONGEST_HEADING && is_meeting && has_phrase(&small, BODIES) && !has_phrase(&small, TELLING)
}

/// What a line says as a title; `None` where it is none.
pub fn read(text: &str, line: u32, bodies: &mut Bodies) -> Option<Title> {
    if !is_title_like(text) || text.ends_with(['.', ';', ',', '?']) || text.starts_with(char::is_lowercase) {
        return None;
    }
    let name = name(text);
    let small = name.to_lowercase();
    let all: Vec<&str> = split(&name).collect();
    let is_meeting = |word: &&str| words::is_in(MEETINGS, &word.to_lowercase()) || MEETING_SIGNS.iter().any(|sign| word.contains(sign));
    let last = all.iter().rposition(is_meeting)?;
    let mut title = Title { cycle: cycle(&name), ..Title::default() };
    let behind = &all[last + 1..];
    // "Meeting XI", "call #4", "Meeting No. 7", "Meeting 12".
    let mut used = 0;
    let mut rest = behind
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, word)| !words::is_in("no|nr|n°|nº|number|num|número|numéro|n", &word.to_lowercase()));
    if let Some((n, word)) = rest.next() {
        let value = numeral::of_roman(word)
            .filter(|_| word.chars().all(char::is_uppercase))
            .or_else(|| word.trim_start_matches('#').parse().ok())
            .filter(|value| (1..100).contains(value));
        if let Some(value) = value {
            title.number = Some((word.trim_start_matches('#').to_owned(), value));
            used = n + 1;
        }
    }
    if title.number.is_none() {
        // The ordinal that stands first counts the meeting, not a day.
        title.number = all[..last].iter().find_map(|word| {
            let roman = || numeral::of_roman(word).filter(|_| word.len() > 1 && word.chars().all(char::is_uppercase));
            Some(((*word).to_owned(), ordinal(word).or_else(roman).filter(|value| *value < 100)?))
        });
    }
    if let Some(at) = all.iter().position(|word| matches!(word.to_lowercase().as_str(), "day" | "jour" | "día" | "dia" | "tag")) {
        title.day = all.get(at + 1).and_then(|word| word.parse().ok()).filter(|day| *day < 32);
    }
    // What stands behind the meeting is its number, its day, or a subtitle behind a sign.
    let tail: Vec<&&str> = behind[used..]
        .iter()
        .filter(|word| {
            !words::is_in("day|1|2|3|4|5|virtual|online|hybrid|of|the|igf|en|ligne|and|mag|cycle|draft|agenda", &word.to_lowercase())
                && cycle(word).is_none()
        })
        .collect();
    let has_sign = name.contains([':', '–', '—', '(', '|']) || name.contains(" - ");
    // "Reunión del Grupo …", "Meeting of the Working Group …"
    let is_of = behind.first().is_some_and(|word| words::is_in("of|del|de|du|da|do|der|des", &word.to_lowercase()));
    if tail.len() > if has_sign || is_of { 10 } else { 3 } {
        return None;
    }
    title.bodies = bodies.mentions(&name, line);
    let has = |phrases: &str| has_phrase(&small, phrases);
    let is_open = has("open consultation|open consultations|consultations ouvertes|consultas abiertas|consultas abertas");
    title.mode = mode(&small);
    title.kind = if has("workshop|atelier|taller|oficina") && !has("meeting|call") {
        Some(MeetingType::Workshop)
    } else if has("webinar|webinaire|seminario") && !has("meeting") {
        Some(MeetingType::Webinar)
    } else if is_open {
        Some(MeetingType::OpenConsultation)
    } else if !title.bodies.is_empty() {
        Some(MeetingType::WorkingGroupCall)
    } else {
        None
    };
    let is_mag = has("mag|multistakeholder advisory group|advisory group") && title.kind != Some(MeetingType::WorkingGroupCall) || is_open;
    if is_mag {
        title.bodies.insert(0, "mag".into());
    }
    title.name = name;
    Some(title)
}

/// Whether a title says enough to tell the meeting from others: a number, a day, a cycle.
pub fn is_full(title: &Title) -> bool {
    title.number.is_some() || title.day.is_some() || title.cycle.is_some()
}

/// How one attends, as far as words say.
pub fn mode(small: &str) -> Option<AttendanceMode> {
    if has_phrase(small, "hybrid|hybride|híbrido|híbrida|hybride sitzung") {
        return Some(AttendanceMode::Hybrid);
    }
    has_phrase(small, "virtual|online|on line|webinar|teleconference|videoconference|video conference|zoom|webex|remote|remotely|virtuelle|en ligne|en línea|virtuel|visioconférence|videoconferencia|videoconferência|on-line|онлайн")
        .then_some(AttendanceMode::Online)
}

/// "IGF 2025", "2025 IGF", "IGF2025", "cycle 2025": the year.
pub fn cycle(text: &str) -> Option<i32> {
    let all: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let year = |word: &str| word.parse().ok().filter(|year| word.len() == 4 && (2005..2100).contains(year));
    for (at, word) in all.iter().enumerate() {
        let small = word.to_lowercase();
        let next = all.get(at + 1).and_then(|next| year(next));
        let after = all.get(at + 2).and_then(|next| year(next));
        match small.as_str() {
            "igf" | "cycle" | "fgi" => {
                let before = at.checked_sub(1).and_then(|at| year(all[at]));
                if let Some(year) =
                    next.or(before).or_else(|| after.filter(|_| all.get(at + 1).is_some_and(|word| word.eq_ignore_ascii_case("mag"))))
                {
                    return Some(year);
                }
            }
            _ => {
                if let Some(year) = small.strip_prefix("igf").and_then(year) {
                    return Some(year);
                }
                // "2025 MAG meeting"
                if let Some(year) = year(word)
                    && all.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case("mag"))
                {
                    return Some(year);
                }
            }
        }
    }
    None
}

/// A title without date, time, and what kind of document it heads.
fn name(text: &str) -> String {
    let mut text = text.trim();
    // "Minutes of the WG call", "Draft agenda – MAG Meeting II".
    for sign in [" of the ", " for the ", " from the ", " – ", " — ", " - ", ": ", " de la ", " del ", " of ", " for "] {
        if let Some((before, after)) = text.split_once(sign)
            && words::section(before).is_some()
            && is_title_like(after)
        {
            text = after;
            break;
        }
    }
    let dated = dates::dates(text).first().map(|dated| dated.span.start);
    let timed = dates::times(text).first().map(|timed| timed.span.start);
    let mut end = dated.into_iter().chain(timed).min().unwrap_or(text.len());
    if let Some(bar) = text.find('|') {
        end = end.min(bar);
    }
    for sign in [" – ", " — ", " - ", ": ", " ("] {
        if let Some(at) = text[..end].rfind(sign)
            && (words::section(&text[at + sign.len()..end]).is_some() || text[at + sign.len()..end].trim().is_empty())
        {
            end = at;
        }
    }
    let mut name = text[..end].trim_end();
    // "… on Monday, ", "… held on": what led to the date.
    loop {
        let shorter = name.trim_end_matches([',', '-', '–', '—', ':', '|', '(', '.', ' ', '/']);
        let last = shorter.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let is_link =
            end < text.len() && (words::is_in("on|of|held|the|le|du|del|el|em|am|vom|de|dated|date", &last) || dates::is_weekday(&last));
        let shorter = if is_link { &shorter[..shorter.len() - last.len().min(shorter.len())] } else { shorter };
        if shorter.len() == name.len() || shorter.is_empty() {
            break;
        }
        name = shorter;
    }
    if name.is_empty() { text.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_cycle_body_kind_and_number() {
        let told = |text: &str| {
            let mut bodies = Bodies::new(&[]);
            let title = read(text, 1, &mut bodies)?;
            let number = title.number.map_or(String::new(), |(printed, value)| format!(" #{printed}={value}"));
            let rest = [
                title.cycle.map(|year| year.to_string()),
                title.kind.map(|kind| kind.to_string()),
                title.mode.map(|mode| mode.to_string()),
                title.day.map(|day| format!("day {day}")),
            ];
            let bodies: Vec<String> = title.bodies.iter().map(ToString::to_string).collect();
            Some(format!("{} |{number} {} {}", title.name, rest.into_iter().flatten().collect::<Vec<_>>().join(" "), bodies.join(",")))
        };
        for (text, expected) in [
            ("IGF 2025 Virtual MAG Meeting III", Some("IGF 2025 Virtual MAG Meeting III | #III=3 2025 online mag")),
            ("MAG Meeting VII | 1 September 2022", Some("MAG Meeting VII | #VII=7  mag")),
            (
                "IGF 2021 Third Open Consultations and MAG Meeting Day 2",
                Some("IGF 2021 Third Open Consultations and MAG Meeting Day 2 | #Third=3 2021 open-consultation day 2 mag"),
            ),
            ("WG-Finance call #4 – Friday, 3 May 2024", Some("WG-Finance call #4 | #4=4 working-group-call wg-finance")),
            ("Minutes of the 5th Virtual MAG Meeting held on 3 May 2024", Some("5th Virtual MAG Meeting | #5th=5 online mag")),
            ("Draft agenda – 2023 MAG Meeting 12", Some("2023 MAG Meeting 12 | #12=12 2023 mag")),
            ("Troisième réunion du MAG, le 4 mai 2023", Some("Troisième réunion du MAG | #Troisième=3  mag")),
            ("MAG working groups", None),
            ("MAG&WG Meetings", None),
            ("The next MAG meeting is on 3 May", None),
            ("Taking stock of what the MAG meeting gave to us all", None),
        ] {
            assert_eq!(told(text).as_deref(), expected, "{text}");
        }
    }
}

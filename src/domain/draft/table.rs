//! Rows of a table that become items: which cell is a number, a time, a length, a title, a presenter. What cannot be told stands in the
//! description.

use super::{duration::Stated, paste::Line};
use crate::domain::{
    model::{AgendaItem, Presenter, slot},
    time::Span,
};

/// What stands between the paragraphs of a cell.
pub const PARAGRAPH: char = '\u{2028}';
/// What a paragraph of a cell begins with that stands in a list there: one for each level.
pub const LISTED: char = '\u{2029}';

/// What a column holds, as its heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Numbers of items.
    Number,
    /// Times of day.
    Time,
    /// Lengths.
    Length,
    /// Titles.
    Title,
    /// Who presents.
    Presenter,
    /// Anything else.
    Notes,
}

/// A column, as its heading says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// What it holds, where that is known.
    pub kind: Option<Column>,
    /// The words of the heading, where they are not known.
    pub label: Option<String>,
}

/// English, French, Spanish, Portuguese, German.
const HEADINGS: [(Column, &str); 6] = [
    (Column::Number, "#|no|nr|number|n°|nº|numéro|número|nummer|pos"),
    (Column::Time, "time|when|start|heure|horaire|début|hora|horario|horário|inicio|início|zeit|uhrzeit|beginn"),
    (Column::Length, "duration|length|min|mins|minutes|time (min)|durée|duración|duração|dauer|minutos|minuten"),
    (
        Column::Title,
        "item|items|agenda item|agenda|topic|title|subject|session|activity|what|point|points|sujet|\
         thème|titre|ordre du jour|punto|puntos|tema|asunto|título|ponto|pontos|assunto|thema|punkt|\
         titel|tagesordnungspunkt|tagesordnung",
    ),
    (
        Column::Presenter,
        "presenter|presenters|presented by|speaker|speakers|lead|led by|who|responsible|facilitator|\
         moderator|intervenant|intervenants|intervenante|orateur|responsable|qui|ponente|ponentes|orador|\
         oradores|quién|responsável|apresentador|quem|redner|referent|referentin|verantwortlich|wer",
    ),
    (
        Column::Notes,
        "notes|note|description|details|remarks|comments|remarques|commentaires|notas|observaciones|\
         comentarios|observações|comentários|notizen|bemerkungen|anmerkungen",
    ),
];

/// How many cells a row has.
pub fn width(row: &str) -> usize {
    row.matches('\t').count() + 1
}

/// The columns that a row of headings names, one a cell; `None` where it is no such row. Right above what they head, some of its words
/// may be any.
pub fn columns(row: &str, is_above: bool) -> Option<Vec<Head>> {
    let heads = heads(row);
    let named = heads.iter().filter(|head| head.kind.is_some()).count();
    let is_word =
        |label: &String| label.split_whitespace().count() < 5 && !label.contains(|c: char| c.is_ascii_digit()) && !is_somebody(label);
    let others_fit = heads.iter().filter_map(|head| head.label.as_ref()).all(|label| is_above && is_word(label));
    let is_one = named > 1 && others_fit && heads.iter().any(|head| head.kind == Some(Column::Title));
    is_one.then_some(heads)
}

/// The columns of a row that is known to hold headings.
pub fn heads(row: &str) -> Vec<Head> {
    let of = |cell: &str| {
        let cell = cell.trim();
        let word = cell.trim_end_matches([':', '.']).to_lowercase();
        let kind = HEADINGS.iter().find(|(_, words)| words.split('|').any(|other| other == word)).map(|(column, _)| *column);
        Head { kind, label: Some(cell.to_owned()).filter(|cell| kind.is_none() && !cell.is_empty()) }
    };
    row.split('\t').map(of).collect()
}

/// Minutes since midnight: of the start, and of the end where it is said.
pub type Clock = (u32, Option<u32>);

/// "14:00", "2:00 pm", "14h00", "14:00–14:15 UTC". "0:05" is a length.
pub fn clock(cell: &str) -> Option<Clock> {
    let text = cell.trim().to_lowercase();
    let text = text.strip_suffix("utc").unwrap_or(&text);
    match text.split_once(['-', '–', '—']) {
        Some((from, to)) => {
            let (from, to) = (time_of_day(from)?, time_of_day(to)?);
            Some((from, Some(to)))
        }
        None => Some((time_of_day(text)?, None)),
    }
}

/// A line of text that begins with a time of day: that as written, what it says, and the rest.
fn leading_clock(text: &str) -> Option<(&str, Clock, &str)> {
    // "2:00 pm – 2:15 pm UTC" has six words. "14:00–14:05" says more than "14:00", so the longest counts.
    let ends = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).take(6);
    let read = |at: usize| {
        let written = text[..at].trim_end_matches([':', ',']);
        Some((written, clock(written)?))
    };
    let (at, (written, clock)) = ends.filter_map(|at| Some((at, read(at)?))).last()?;
    let rest = text[at..].trim_start_matches(|c: char| c.is_whitespace() || "-–—:|,".contains(c));
    // A length is no title.
    (!rest.is_empty() && length(rest).is_none()).then_some((written, clock, rest))
}

/// The item of a line of text, and the time of day with which it begins.
pub fn text_line(depth: usize, text: &str, number: Option<&str>) -> (Line, Option<Clock>) {
    let Some((written, at, rest)) = leading_clock(text) else { return (Line::new(depth, text, number), None) };
    let mut line = Line::new(depth, rest, number);
    last_until(&mut line.item, at);
    line.item.description = Some(written.to_owned());
    (line, Some(at))
}

/// An item that says when it ends lasts so long, where it says nothing else.
fn last_until(item: &mut AgendaItem, (from, to): Clock) {
    let span = to.and_then(|to| between(from, to)).filter(|_| Stated::of(item) == Stated::default());
    span.into_iter().for_each(|span| set_length(item, Stated { least: Some(span), ..Stated::default() }));
}

fn time_of_day(text: &str) -> Option<u32> {
    let text = text.trim();
    let (text, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(text), _) => (text.trim_end(), Some(0)),
        (_, Some(text)) => (text.trim_end(), Some(12)),
        _ => (text, None),
    };
    let (hours, minutes) = text.split_once([':', 'h'])?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=2).contains(&hours.len()) || minutes.len() != 2 || !is_number(hours) || !is_number(minutes) || hours == "0" {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let hours = half.map_or(hours, |half| hours % 12 + half);
    (hours < 24 && minutes < 60).then_some(60 * hours + minutes)
}

/// A length, as a cell of its own states it.
fn length(cell: &str) -> Option<Stated> {
    let stated = Stated::parse(cell).filter(|stated| *stated != Stated::default())?;
    cell.trim().starts_with(|c: char| c.is_ascii_digit()).then_some(stated)
}

/// Whether a cell names somebody: it begins as names and roles do, or holds little more than a role.
pub fn is_somebody(cell: &str) -> bool {
    const TITLES: [&str; 9] = ["mr", "ms", "mrs", "mx", "dr", "prof", "amb", "he", "sir"];
    const ROLES: [&str; 14] = [
        "chair",
        "chairs",
        "cochair",
        "cochairs",
        "secretariat",
        "facilitator",
        "facilitators",
        "moderator",
        "moderators",
        "rapporteur",
        "rapporteurs",
        "all",
        "host",
        "members",
    ];
    let bare = |word: &str| word.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let words: Vec<String> = cell.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let begins = cell.starts_with('@') || words.len() > 1 && TITLES.contains(&words[0].as_str());
    words.len() < 9 && begins || (1..=4).contains(&words.len()) && words.iter().any(|word| ROLES.contains(&word.as_str()))
}

fn people(cell: &str) -> Vec<Presenter> {
    let parts = cell.split([';', PARAGRAPH]).map(|part| part.trim().trim_start_matches('@')).filter(|part| !part.is_empty());
    let one = |part: &str| match is_somebody(part) && !part.contains(['.', ',']) {
        true => Presenter { role: Some(part.to_owned()), ..Presenter::default() },
        false => Presenter { name: Some(part.to_owned()), ..Presenter::default() },
    };
    parts.map(one).collect()
}

/// What is found in a row.
pub struct Found {
    /// Its item.
    pub line: Line,
    /// The time of day that it states.
    pub at: Option<Clock>,
    /// What stands in a list in the cell of the title.
    pub below: Vec<Line>,
}

/// A paragraph of a note: what stands in a list keeps its mark.
fn note(paragraph: &str) -> String {
    let text = paragraph.trim();
    match paragraph.matches(LISTED).count() {
        0 => text.to_owned(),
        level => format!("{}- {text}", "  ".repeat(level - 1)),
    }
}

/// The item of a row, which has been found to have a number or none. Nothing where no cell can be its title.
pub fn line(depth: usize, row: &str, number: Option<&str>, columns: &[Head]) -> Option<Found> {
    let (mut title, mut notes) = (None, Vec::new());
    let (mut at, mut stated, mut presenter) = (None, None, Vec::new());
    let mut is_number_left = number.is_some();
    let has_title = columns.iter().any(|head| head.kind == Some(Column::Title));
    // The mark of a list at the start of a cell counts as white space.
    let cells = row.split('\t').map(|cell| (cell, cell.trim()));
    for (place, (whole, cell)) in cells.enumerate().filter(|(_, (_, cell))| !cell.is_empty()) {
        let whole = whole.trim_matches(|c: char| c.is_whitespace() && c != LISTED);
        if std::mem::take(&mut is_number_left) {
            // The number may stand in the cell of the title.
            let rest = number.and_then(|number| cell.strip_prefix(number)).unwrap_or(cell).trim_start();
            if !rest.is_empty() {
                title = Some(rest);
            }
            continue;
        }
        let head = columns.get(place);
        // Beside headings that are known, what is under another one is what that says.
        let column = head.and_then(|head| head.kind.or_else(|| head.label.as_ref().filter(|_| has_title).map(|_| Column::Notes)));
        let may = |other: Column| column.is_none_or(|column| column == other) || (column, other) == (Some(Column::Time), Column::Length);
        // In a column of lengths "1:30" is one, "10:00–11:30" is not.
        let may_be_clock = may(Column::Time) || column == Some(Column::Length) && cell.contains(['-', '–', '—']);
        if let Some(found) = clock(cell).filter(|_| may_be_clock && at.is_none()) {
            at = Some(found);
            notes.push((None, cell));
            continue;
        }
        // A bare number before the title may be anything.
        let is_told = column.is_some() || title.is_some() || cell.contains(|c: char| c.is_alphabetic() || c == '\'');
        if may(Column::Length)
            && is_told
            && (column == Some(Column::Length) || clock(cell).is_none())
            && stated.is_none()
            && let Some(found) = length(cell)
        {
            stated = Some((cell, found));
        } else if may(Column::Title) && title.is_none() {
            title = Some(whole);
        } else if column == Some(Column::Presenter) || may(Column::Presenter) && is_somebody(cell) {
            presenter.extend(people(cell));
        } else {
            notes.push((head.and_then(|head| head.label.as_deref()), whole));
        }
    }
    let title = title?;
    // A cell that is nothing but a list holds items beside one another.
    let less = usize::from(title.starts_with(LISTED));
    let mut parts = title.split(PARAGRAPH);
    let mut line = Line { is_row: true, ..Line::new(depth, parts.next().unwrap_or_default().trim(), number) };
    match (stated, Stated::of(&line.item) == Stated::default()) {
        (Some((_, stated)), true) => set_length(&mut line.item, stated),
        (Some((cell, _)), false) => notes.push((None, cell)),
        (None, _) => at.into_iter().for_each(|at| last_until(&mut line.item, at)),
    }
    line.item.presenter.extend(presenter);
    let (listed, said): (Vec<&str>, Vec<&str>) = parts.partition(|part| part.contains(LISTED));
    let below = listed.into_iter().map(|part| {
        let level = part.matches(LISTED).count();
        text_line(depth + level - less, part.trim(), None).0
    });
    let below = below.collect();
    let notes = notes.into_iter().map(|(label, cell)| {
        let text = cell.split(PARAGRAPH).map(note).collect::<Vec<_>>().join("\n");
        label.map_or_else(|| text.clone(), |label| format!("{}: {text}", label.trim_end_matches(':')))
    });
    let notes: Vec<String> = said.into_iter().map(|part| part.trim().to_owned()).chain(notes).collect();
    line.item.description = Some(notes.join("\n")).filter(|text| !text.is_empty());
    Some(Found { line, at, below })
}

fn set_length(item: &mut AgendaItem, stated: Stated) {
    for (key, value) in stated.fields() {
        // Lengths that were just read fit.
        let _ = slot::exchange(item, key, value);
    }
}

/// The time from one time of day to a later one.
fn between(from: u32, to: u32) -> Option<Span> {
    to.checked_sub(from).filter(|minutes| *minutes > 0).map(|minutes| Span::from_seconds(60 * minutes))
}

/// Rows that say when they begin last until the next one of their level or above begins.
pub fn until_next(lines: &mut [(Line, Option<Clock>)]) {
    for at in 0..lines.len() {
        let (line, clock) = &lines[at];
        let next = lines[at + 1..].iter().find(|(next, _)| next.depth <= line.depth).and_then(|(_, clock)| *clock);
        let span = clock.zip(next).and_then(|((from, _), (next, _))| between(from, next));
        if let Some(span) = span.filter(|_| Stated::of(&line.item) == Stated::default()) {
            set_length(&mut lines[at].0.item, Stated { least: Some(span), ..Stated::default() });
        }
    }
}

//! Rows of a table that become items: which cell is a number, a time, a length, a title, a presenter. What cannot be told stands in the
//! description.

use super::{duration::Stated, paste::Line};
use crate::domain::{
    model::{AgendaItem, Presenter, slot},
    time::Span,
};

/// What stands between the paragraphs of a cell.
pub const PARAGRAPH: char = '\u{2028}';

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

const HEADINGS: [(Column, &[&str]); 6] = [
    (Column::Number, &["#", "no", "nr", "number"]),
    (Column::Time, &["time", "when", "start"]),
    (Column::Length, &["duration", "length", "min", "mins", "minutes", "time (min)"]),
    (Column::Title, &["item", "items", "agenda item", "agenda", "topic", "title", "subject", "session", "activity"]),
    (
        Column::Presenter,
        &[
            "presenter",
            "presenters",
            "presented by",
            "speaker",
            "speakers",
            "lead",
            "led by",
            "who",
            "responsible",
            "facilitator",
            "moderator",
        ],
    ),
    (Column::Notes, &["notes", "note", "description", "details", "remarks", "comments"]),
];

/// The columns that a row of headings names, one a cell; `None` where it is no such row.
pub fn columns(row: &str) -> Option<Vec<Option<Column>>> {
    let of = |cell: &str| {
        let word = cell.trim().trim_end_matches([':', '.']).to_lowercase();
        HEADINGS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(column, _)| *column)
    };
    let all: Vec<(bool, Option<Column>)> = row.split('\t').map(|cell| (cell.trim().is_empty(), of(cell))).collect();
    let named = all.iter().filter(|(_, column)| column.is_some()).count();
    let is_one = named > 1
        && all.iter().all(|(is_empty, column)| *is_empty || column.is_some())
        && all.iter().any(|(_, column)| *column == Some(Column::Title));
    is_one.then(|| all.into_iter().map(|(_, column)| column).collect())
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
fn is_somebody(cell: &str) -> bool {
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

/// The item of a row, which has been found to have a number or none, and the time of day that it states. Nothing where no cell can be its
/// title.
pub fn line(depth: usize, row: &str, number: Option<&str>, columns: &[Option<Column>]) -> Option<(Line, Option<Clock>)> {
    let (mut title, mut notes) = (None, Vec::new());
    let (mut at, mut stated, mut presenter) = (None, None, Vec::new());
    let mut is_number_left = number.is_some();
    for (place, cell) in row.split('\t').enumerate().map(|(place, cell)| (place, cell.trim())).filter(|(_, cell)| !cell.is_empty()) {
        if std::mem::take(&mut is_number_left) {
            // The number may stand in the cell of the title.
            let rest = number.and_then(|number| cell.strip_prefix(number)).unwrap_or(cell).trim_start();
            if !rest.is_empty() {
                title = Some(rest);
            }
            continue;
        }
        let column = columns.get(place).copied().flatten();
        let may = |other: Column| column.is_none_or(|column| column == other) || (column, other) == (Some(Column::Time), Column::Length);
        // In a column of lengths "1:30" is one, "10:00–11:30" is not.
        let may_be_clock = may(Column::Time) || column == Some(Column::Length) && cell.contains(['-', '–', '—']);
        if let Some(found) = clock(cell).filter(|_| may_be_clock && at.is_none()) {
            at = Some(found);
            notes.push(cell);
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
            title = Some(cell);
        } else if column == Some(Column::Presenter) || may(Column::Presenter) && is_somebody(cell) {
            presenter.extend(people(cell));
        } else {
            notes.push(cell);
        }
    }
    let mut title = title?.split(PARAGRAPH);
    let mut line = Line { is_row: true, ..Line::new(depth, title.next().unwrap_or_default().trim(), number) };
    match (stated, Stated::of(&line.item) == Stated::default()) {
        (Some((_, stated)), true) => set_length(&mut line.item, stated),
        (Some((cell, _)), false) => notes.push(cell),
        (None, _) => at.into_iter().for_each(|at| last_until(&mut line.item, at)),
    }
    line.item.presenter.extend(presenter);
    let notes: Vec<&str> = title.chain(notes.iter().flat_map(|cell| cell.split(PARAGRAPH))).map(str::trim).collect();
    line.item.description = Some(notes.join("\n")).filter(|text| !text.is_empty());
    Some((line, at))
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

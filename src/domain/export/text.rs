//! A meeting as plain text, for mail: no markup, lines as long as their sentences, which mail programs break.

use super::programme::{Duty, Line, Link, Point, PointKind, Programme};

/// Spaces by which an item stands in below the one that it is part of.
const STEP: usize = 4;

/// The text of meetings, one behind the other, with a line feed at its end.
pub fn write(programmes: &[Programme]) -> String {
    programmes.iter().map(meeting).collect::<Vec<_>>().join("\n\n")
}

/// The text of a meeting, with a line feed at its end.
fn meeting(programme: &Programme) -> String {
    let mut out = String::new();
    heading(&programme.title, '=', &mut out);
    out.push_str(&body(programme));
    out
}

/// The same without the title.
pub fn body(programme: &Programme) -> String {
    let mut out = String::new();
    for (name, value) in &programme.facts {
        line(0, &format!("{name}: {value}"), &mut out);
    }
    if let Some(description) = &programme.description {
        out.push('\n');
        line(0, description, &mut out);
    }
    if !programme.agenda.is_empty() {
        out.push('\n');
        heading(&programme.agenda_heading, '-', &mut out);
        programme.agenda.iter().for_each(|item| agenda(item, &programme.note_heading, &mut out));
    }
    if !programme.actions.is_empty() {
        out.push('\n');
        heading(&programme.actions_heading, '-', &mut out);
        programme.actions.iter().for_each(|action| duty(action, &mut out));
    }
    if !programme.minutes.is_empty() {
        out.push('\n');
        heading(&programme.minutes_heading, '-', &mut out);
        programme.minutes.iter().for_each(|each| point(each, &mut out));
    }
    if !programme.documents.is_empty() {
        out.push('\n');
        heading(&programme.documents_heading, '-', &mut out);
        programme.documents.iter().for_each(|link| document(0, link, &mut out));
    }
    out
}

fn heading(text: &str, sign: char, out: &mut String) {
    line(0, text, out);
    line(0, &String::from(sign).repeat(text.chars().count().min(72)), out);
}

/// A text at a depth; the lines of a longer one stand below its first.
fn line(inside: usize, text: &str, out: &mut String) {
    for part in text.trim().lines() {
        let part = part.trim_end();
        if !part.is_empty() {
            out.extend(std::iter::repeat_n(' ', inside));
            out.push_str(part);
        }
        out.push('\n');
    }
}

fn agenda(item: &Line, note_heading: &str, out: &mut String) {
    if let Some(day) = &item.day {
        out.push('\n');
        line(0, &day.words, out);
        out.push('\n');
    }
    let inside = item.depth * STEP;
    // An item without a number begins like one of a list, so that no title is taken for a detail.
    let number = item.number.as_deref().unwrap_or("-");
    line(inside, &format!("{number} {}{}", item.title, in_brackets(item.facts())), out);
    item.details.iter().for_each(|detail| line(inside + STEP, detail, out));
    item.note.iter().for_each(|note| line(inside + STEP, &format!("{note_heading}: {note}"), out));
    item.documents.iter().for_each(|link| document(inside + STEP, link, out));
}

fn in_brackets<'a>(facts: impl Iterator<Item = &'a str>) -> String {
    let facts: Vec<&str> = facts.collect();
    if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) }
}

fn duty(duty: &Duty, out: &mut String) {
    line(0, &format!("- {}{}", duty.text, in_brackets(duty.facts.iter().map(String::as_str))), out);
    duty.description.iter().for_each(|text| line(STEP, text, out));
    duty.documents.iter().for_each(|link| document(STEP, link, out));
}

fn point(point: &Point, out: &mut String) {
    let numbered = match (&point.number, point.kind) {
        (Some(number), _) => format!("{number} {}", point.text),
        (None, PointKind::Heading) => point.text.clone(),
        (None, PointKind::Note | PointKind::Decision) => format!("- {}", point.text),
    };
    match point.kind {
        PointKind::Heading => {
            out.push('\n');
            line(0, &numbered, out);
        }
        PointKind::Note | PointKind::Decision => line(point.depth * STEP, &numbered, out),
    }
    point.documents.iter().for_each(|link| document((point.depth + 1) * STEP, link, out));
}

fn document(inside: usize, link: &Link, out: &mut String) {
    match link.beside() {
        Some(address) => line(inside, &format!("- {}: {address}", link.title), out),
        None => line(inside, &format!("- {}", link.title), out),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::programme::Day, *};

    #[test]
    fn a_programme_reads_as_a_mail() {
        let line = |depth, number: &str, title: &str| Line {
            depth,
            number: Some(number.to_owned()).filter(|number| !number.is_empty()),
            title: title.into(),
            ..Line::default()
        };
        let link = |title: &str, address: Option<&str>| Link { title: title.into(), address: address.map(Into::into) };
        let programme = Programme {
            language: "en",
            place: None,
            title: "MAG Meeting XII".into(),
            facts: vec![("Date".into(), "20 January 2026, 13:00 UTC".into())],
            description: Some("Two lines\n\nof purpose.".into()),
            agenda_heading: "Agenda".into(),
            agenda: vec![
                Line {
                    day: Some(Day { words: "Day 1".into(), ..Day::default() }),
                    start: Some("13:00".into()),
                    length: Some("5 min".into()),
                    presenters: vec!["Chair".into()],
                    note: Some("Smile.".into()),
                    ..line(0, "1.", "Welcome")
                },
                Line {
                    details: vec!["First.\nSecond.".into()],
                    documents: vec![link("Paper", Some("https://example.org/p"))],
                    ..line(1, "1.1", "Adoption")
                },
                line(0, "", "Any other business"),
            ],
            note_heading: "Private note".into(),
            actions_heading: "Actions".into(),
            actions: vec![Duty { text: "Write".into(), facts: vec!["Chair".into(), "open".into()], ..Duty::default() }],
            minutes_heading: "Minutes".into(),
            minutes: vec![
                Point { kind: PointKind::Heading, number: Some("1.".into()), text: "Welcome".into(), ..Point::default() },
                Point { text: "Said.".into(), ..Point::default() },
                Point { depth: 1, text: "More.".into(), documents: vec![link("Paper", None)], ..Point::default() },
            ],
            documents_heading: "Documents".into(),
            documents: vec![link("https://example.org/q", Some("https://example.org/q")), link("Lost", None)],
        };
        assert_eq!(
            write(&[programme]),
            "MAG Meeting XII\n===============\nDate: 20 January 2026, 13:00 UTC\n\nTwo lines\n\nof purpose.\n\nAgenda\n------\n\nDay 1\n\n\
             1. Welcome (13:00, 5 min, Chair)\n    Private note: Smile.\n    1.1 Adoption\n        First.\n        Second.\n        - Paper: https://example.org/p\n\
             - Any other business\n\nActions\n-------\n- Write (Chair, open)\n\nMinutes\n-------\n\n1. Welcome\n- Said.\n    - More.\n        - Paper\n\nDocuments\n---------\n- https://example.org/q\n- Lost\n"
        );
    }
}

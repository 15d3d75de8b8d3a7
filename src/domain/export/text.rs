//! A meeting as plain text, for mail: no markup, lines as long as their sentences, which mail programs break.

use super::{
    markup::put,
    programme::{Duty, Line, Link, Point, PointKind, Programme},
};

/// Spaces by which an item stands in below the one that it is part of.
const STEP: usize = 4;

/// The text of meetings, one behind the other, with a line feed at its end.
pub fn write(programmes: &[Programme]) -> String {
    let mut out = String::with_capacity(1 << 16);
    for (n, programme) in programmes.iter().enumerate() {
        out.push_str(if n > 0 { "\n\n" } else { "" });
        heading(&programme.title, '=', &mut out);
        body(programme, programme.agenda.iter(), &mut out);
    }
    out
}

/// The text of a meeting without its title, with these items of its agenda.
pub fn body<'a>(programme: &Programme, items: impl Iterator<Item = &'a Line<'a>>, out: &mut String) {
    for (name, value) in &programme.facts {
        line(0, &[name, ": ", value], out);
    }
    if let Some(description) = &programme.description {
        out.push('\n');
        line(0, &[description], out);
    }
    let mut items = items.peekable();
    if items.peek().is_some() {
        out.push('\n');
        heading(&programme.agenda_heading, '-', out);
        items.for_each(|item| agenda(item, &programme.note_heading, out));
    }
    if !programme.actions.is_empty() {
        out.push('\n');
        heading(&programme.actions_heading, '-', out);
        programme.actions.iter().for_each(|action| duty(action, out));
    }
    if !programme.minutes.is_empty() {
        out.push('\n');
        heading(&programme.minutes_heading, '-', out);
        programme.minutes.iter().for_each(|each| point(each, out));
    }
    if !programme.documents.is_empty() {
        out.push('\n');
        heading(&programme.documents_heading, '-', out);
        programme.documents.iter().for_each(|link| document(0, link, out));
    }
}

fn heading(text: &str, sign: char, out: &mut String) {
    line(0, &[text], out);
    out.extend(std::iter::repeat_n(sign, text.chars().count().min(72)));
    out.push('\n');
}

/// A text, in pieces, at a depth; the lines of a longer one stand below its first.
fn line(inside: usize, pieces: &[&str], out: &mut String) {
    written(inside, out, |out| put(out, pieces));
}

/// The same of what `fill` writes.
fn written(inside: usize, out: &mut String, fill: impl FnOnce(&mut String)) {
    let begin = out.len();
    out.extend(std::iter::repeat_n(' ', inside));
    let from = out.len();
    fill(out);
    let text = &out[from..];
    let kept = text.trim_end().len();
    if kept > 0 && !text.starts_with(char::is_whitespace) && !text[..kept].contains('\n') {
        out.truncate(from + kept);
        out.push('\n');
        return;
    }
    let text = text.to_owned();
    out.truncate(begin);
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
        line(0, &[&day.words], out);
        out.push('\n');
    }
    let inside = item.depth * STEP;
    // An item without a number begins like one of a list, so that no title is taken for a detail.
    entry(inside, item.number.as_deref().unwrap_or("-"), &item.title, item.facts(), out);
    item.details.iter().for_each(|detail| line(inside + STEP, &[detail], out));
    item.note.iter().for_each(|note| line(inside + STEP, &[note_heading, ": ", note], out));
    item.documents.iter().for_each(|link| document(inside + STEP, link, out));
}

/// Number or sign, title, and in brackets what is said of it.
fn entry<'a>(inside: usize, sign: &str, title: &str, facts: impl Iterator<Item = &'a str>, out: &mut String) {
    written(inside, out, |out| {
        put(out, &[sign, " ", title]);
        let mut facts = facts.peekable();
        if facts.peek().is_some() {
            facts.enumerate().for_each(|(n, fact)| put(out, &[if n > 0 { ", " } else { " (" }, fact]));
            out.push(')');
        }
    });
}

fn duty(duty: &Duty, out: &mut String) {
    entry(0, "-", &duty.text, duty.facts.iter().map(AsRef::as_ref), out);
    duty.description.iter().for_each(|text| line(STEP, &[text], out));
    duty.documents.iter().for_each(|link| document(STEP, link, out));
}

fn point(point: &Point, out: &mut String) {
    let inside = match point.kind {
        PointKind::Heading => {
            out.push('\n');
            0
        }
        PointKind::Note | PointKind::Decision => point.depth * STEP,
    };
    match (&point.number, point.kind) {
        (None, PointKind::Note | PointKind::Decision) => line(inside, &["- ", &point.text], out),
        _ => line(inside, &[&point.numbered()], out),
    }
    point.documents.iter().for_each(|link| document((point.depth + 1) * STEP, link, out));
}

fn document(inside: usize, link: &Link, out: &mut String) {
    match link.beside() {
        Some(address) => line(inside, &["- ", &link.title, ": ", address], out),
        None => line(inside, &["- ", &link.title], out),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::programme::{Day, Text},
        *,
    };

    #[test]
    fn a_programme_reads_as_a_mail() {
        let line = |depth, number: &'static str, title: &'static str| Line {
            depth,
            number: Some(Text::from(number)).filter(|number| !number.is_empty()),
            title: title.into(),
            ..Line::default()
        };
        let link = |title: &'static str, address: Option<&'static str>| Link { title: title.into(), address: address.map(Into::into) };
        let programme = Programme {
            language: "en".into(),
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

//! A meeting as plain text, for mail: no markup, lines as long as their sentences, which mail programs break.

use super::programme::{Line, Link, Programme};

/// Spaces by which an item stands in below the one that it is part of.
const STEP: usize = 4;

/// The text, with a line feed at its end.
pub fn write(programme: &Programme) -> String {
    let mut out = String::new();
    heading(&programme.title, '=', &mut out);
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
        programme.agenda.iter().for_each(|item| agenda(item, &mut out));
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

fn agenda(item: &Line, out: &mut String) {
    if let Some(day) = &item.day {
        out.push('\n');
        line(0, day, out);
        out.push('\n');
    }
    let inside = item.depth * STEP;
    // An item without a number begins like one of a list, so that no title is taken for a detail.
    let number = item.number.as_deref().unwrap_or("-");
    let facts = if item.facts.is_empty() { String::new() } else { format!(" ({})", item.facts.join(", ")) };
    line(inside, &format!("{number} {}{facts}", item.title), out);
    item.details.iter().for_each(|detail| line(inside + STEP, detail, out));
    item.documents.iter().for_each(|link| document(inside + STEP, link, out));
}

fn document(inside: usize, link: &Link, out: &mut String) {
    match link.address.as_deref().filter(|address| *address != link.title) {
        Some(address) => line(inside, &format!("- {}: {address}", link.title), out),
        None => line(inside, &format!("- {}", link.title), out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_reads_as_a_mail() {
        let line = |depth, number: &str, title: &str, facts: &[&str]| Line {
            depth,
            number: Some(number.to_owned()).filter(|number| !number.is_empty()),
            title: title.into(),
            facts: facts.iter().map(|fact| (*fact).to_owned()).collect(),
            ..Line::default()
        };
        let link = |title: &str, address: Option<&str>| Link { title: title.into(), address: address.map(Into::into) };
        let programme = Programme {
            title: "MAG Meeting XII".into(),
            facts: vec![("Date".into(), "20 January 2026, 13:00 UTC".into())],
            description: Some("Two lines\n\nof purpose.".into()),
            agenda_heading: "Agenda".into(),
            agenda: vec![
                Line { day: Some("Day 1".into()), ..line(0, "1.", "Welcome", &["13:00", "5 min", "Chair"]) },
                Line {
                    details: vec!["First.\nSecond.".into()],
                    documents: vec![link("Paper", Some("https://example.org/p"))],
                    ..line(1, "1.1", "Adoption", &[])
                },
                line(0, "", "Any other business", &[]),
            ],
            documents_heading: "Documents".into(),
            documents: vec![link("https://example.org/q", Some("https://example.org/q")), link("Lost", None)],
        };
        assert_eq!(
            write(&programme),
            "MAG Meeting XII\n===============\nDate: 20 January 2026, 13:00 UTC\n\nTwo lines\n\nof purpose.\n\nAgenda\n------\n\nDay 1\n\n\
             1. Welcome (13:00, 5 min, Chair)\n    1.1 Adoption\n        First.\n        Second.\n        - Paper: https://example.org/p\n\
             - Any other business\n\nDocuments\n---------\n- https://example.org/q\n- Lost\n"
        );
    }
}

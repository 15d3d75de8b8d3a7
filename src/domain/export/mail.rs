//! A meeting as formatted text for a mail: what Outlook, Gmail and others keep when it is pasted.
//!
//! They drop style sheets, classes and most elements, and Word, by which Outlook shows mails, knows no lists without marks. So a line is a
//! paragraph that stands in by its margin, with its style on it.
//!
//! # Limitations
//! Real Outlook and Gmail were not at hand; the elements are those that both document or are known to keep.

use super::{
    markup::{Direction, escaped, link, text},
    programme::{Duty, Line, Link, Point, PointKind, Programme},
};

/// Every element that is used.
pub const ELEMENTS: [&str; 8] = ["div", "h2", "h3", "p", "strong", "span", "a", "br"];

/// Pixels by which a line stands in below the one that it is part of.
const STEP: usize = 24;
const FONT: &str = "font-family:Calibri,Arial,sans-serif;font-size:11pt;line-height:1.4";
const MUTED: &str = "color:#555555";

/// The markup of meetings, one behind the other.
pub fn write(programmes: &[Programme]) -> String {
    let mut out = String::new();
    for programme in programmes {
        out.push_str(&format!("<div lang=\"{}\" style=\"{FONT}\">\n", escaped(programme.language)));
        meeting(programme, &mut out);
        out.push_str("</div>\n");
    }
    out
}

fn meeting(programme: &Programme, out: &mut String) {
    heading(2, &programme.title, out);
    for (name, value) in &programme.facts {
        line(0, &format!("<strong>{}:</strong> {}", escaped(name), own(value)), Direction::Ltr, out);
    }
    programme.description.iter().for_each(|description| words(0, description, out));
    if !programme.agenda.is_empty() {
        heading(3, &programme.agenda_heading, out);
        programme.agenda.iter().for_each(|item| agenda(item, &programme.note_heading, out));
    }
    if !programme.actions.is_empty() {
        heading(3, &programme.actions_heading, out);
        programme.actions.iter().for_each(|action| duty(action, out));
    }
    if !programme.minutes.is_empty() {
        heading(3, &programme.minutes_heading, out);
        programme.minutes.iter().for_each(|each| point(each, out));
    }
    if !programme.documents.is_empty() {
        heading(3, &programme.documents_heading, out);
        programme.documents.iter().for_each(|link| document(0, link, out));
    }
}

fn heading(level: u8, title: &str, out: &mut String) {
    let size = if level == 2 { "16pt" } else { "13pt" };
    out.push_str(&format!("<h{level} style=\"font-size:{size};margin:12px 0 6px 0\"{}>{}</h{level}>\n", direction(title), text(title)));
}

/// A paragraph so many steps in, from the side on which its text begins.
fn line(depth: usize, markup: &str, towards: Direction, out: &mut String) {
    let inset = depth * STEP;
    let (margin, direction) = match towards {
        Direction::Ltr => (format!("0 0 4px {inset}px"), ""),
        Direction::Rtl => (format!("0 {inset}px 4px 0"), " dir=\"rtl\""),
    };
    out.push_str(&format!("<p style=\"margin:{margin}\"{direction}>{markup}</p>\n"));
}

fn words(depth: usize, written: &str, out: &mut String) {
    line(depth, &text(written), Direction::of(written).unwrap_or(Direction::Ltr), out);
}

/// A value among others: one that may turn its neighbours stands apart from them.
fn own(value: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if Direction::of(value) == Some(Direction::Rtl)
        || value.chars().any(|c| turns(c) || Direction::of(c.encode_utf8(&mut [0; 4])) == Some(Direction::Rtl))
    {
        return format!("<span dir=\"{}\">{}</span>", Direction::of(value).unwrap_or(Direction::Ltr).word(), text(value));
    }
    text(value)
}

fn direction(value: &str) -> &'static str {
    if Direction::of(value) == Some(Direction::Rtl) { " dir=\"rtl\"" } else { "" }
}

/// Number, title, and in brackets what is said of it.
fn entry<'a>(depth: usize, number: Option<&str>, title: &str, facts: impl Iterator<Item = &'a str>, out: &mut String) {
    let number = number.map(|number| format!("{} ", own(number))).unwrap_or_default();
    let title = if depth == 0 { format!("<strong>{number}{}</strong>", own(title)) } else { format!("{number}{}", own(title)) };
    let facts: Vec<String> = facts.map(own).collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" <span style=\"{MUTED}\">({})</span>", facts.join(", ")) };
    line(depth, &format!("{title}{facts}"), Direction::Ltr, out);
}

fn agenda(item: &Line, note_heading: &str, out: &mut String) {
    item.day.iter().for_each(|day| heading(3, &day.words, out));
    entry(item.depth, item.number.as_deref(), &item.title, item.facts(), out);
    item.details.iter().for_each(|detail| words(item.depth + 1, detail, out));
    let note =
        |note: &String| line(item.depth + 1, &format!("<strong>{}:</strong> {}", escaped(note_heading), own(note)), Direction::Ltr, out);
    item.note.iter().for_each(note);
    item.documents.iter().for_each(|link| document(item.depth + 1, link, out));
}

fn duty(duty: &Duty, out: &mut String) {
    entry(0, None, &duty.text, duty.facts.iter().map(String::as_str), out);
    duty.description.iter().for_each(|description| words(1, description, out));
    duty.documents.iter().for_each(|link| document(1, link, out));
}

fn point(point: &Point, out: &mut String) {
    match point.kind {
        PointKind::Heading => entry(0, point.number.as_deref(), &point.text, std::iter::empty(), out),
        PointKind::Note | PointKind::Decision => entry(point.depth + 1, point.number.as_deref(), &point.text, std::iter::empty(), out),
    }
    point.documents.iter().for_each(|link| document(point.depth + 2, link, out));
}

fn document(depth: usize, each: &Link, out: &mut String) {
    let markup = match (each.web(), each.beside()) {
        (Some(address), _) => link(address, &each.title),
        (None, Some(address)) => format!("{}: {}", own(&each.title), own(address)),
        (None, None) => own(&each.title),
    };
    line(depth, &markup, Direction::Ltr, out);
}

//! A meeting as formatted text for a mail: what Outlook, Gmail and others keep when it is pasted.
//!
//! They drop style sheets, classes and most elements, and Word, by which Outlook shows mails, knows no lists without marks. So a line is a
//! paragraph that stands in by its margin, with its style on it.
//!
//! # Limitations
//! Real Outlook and Gmail were not at hand; the elements are those that both document or are known to keep.

use super::{
    markup::{Direction, anchor, escaped, put, text},
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
    let mut out = String::with_capacity(1 << 16);
    for programme in programmes {
        put(&mut out, &["<div lang=\"", &escaped(&programme.language), "\" style=\"", FONT, "\">\n"]);
        meeting(programme, &mut out);
        out.push_str("</div>\n");
    }
    out
}

fn meeting(programme: &Programme, out: &mut String) {
    heading(2, &programme.title, out);
    for (name, value) in &programme.facts {
        named(0, name, value, out);
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
    let (level, size) = if level == 2 { ("2", "16pt") } else { ("3", "13pt") };
    let direction = if Direction::of(title) == Some(Direction::Rtl) { " dir=\"rtl\"" } else { "" };
    put(out, &["<h", level, " style=\"font-size:", size, ";margin:12px 0 6px 0\"", direction, ">"]);
    text(title, out);
    put(out, &["</h", level, ">\n"]);
}

/// A paragraph so many steps in, from the side on which its text begins.
fn line(depth: usize, towards: Direction, out: &mut String, fill: impl FnOnce(&mut String)) {
    let inset = (depth * STEP).to_string();
    match towards {
        Direction::Ltr => put(out, &["<p style=\"margin:0 0 4px ", &inset, "px\">"]),
        Direction::Rtl => put(out, &["<p style=\"margin:0 ", &inset, "px 4px 0\" dir=\"rtl\">"]),
    }
    fill(out);
    out.push_str("</p>\n");
}

fn words(depth: usize, written: &str, out: &mut String) {
    line(depth, Direction::of(written).unwrap_or(Direction::Ltr), out, |out| text(written, out));
}

/// What something is called, and what it is.
fn named(depth: usize, name: &str, value: &str, out: &mut String) {
    line(depth, Direction::Ltr, out, |out| {
        put(out, &["<strong>", &escaped(name), ":</strong> "]);
        own(value, out);
    });
}

/// A value among others: one that may turn its neighbours stands apart from them.
fn own(value: &str, out: &mut String) {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_rtl = |c: char| Direction::of(c.encode_utf8(&mut [0; 4])) == Some(Direction::Rtl);
    // No ASCII character turns anything.
    if !value.is_ascii() && value.chars().any(|c| !c.is_ascii() && (turns(c) || is_rtl(c))) {
        put(out, &["<span dir=\"", Direction::of(value).unwrap_or(Direction::Ltr).word(), "\">"]);
        text(value, out);
        out.push_str("</span>");
    } else {
        text(value, out);
    }
}

/// Number, title, and in brackets what is said of it.
fn entry<'a>(depth: usize, number: Option<&str>, title: &str, facts: impl Iterator<Item = &'a str>, out: &mut String) {
    line(depth, Direction::Ltr, out, |out| {
        out.push_str(if depth == 0 { "<strong>" } else { "" });
        if let Some(number) = number {
            own(number, out);
            out.push(' ');
        }
        own(title, out);
        out.push_str(if depth == 0 { "</strong>" } else { "" });
        let mut facts = facts.peekable();
        if facts.peek().is_some() {
            put(out, &[" <span style=\"", MUTED, "\">("]);
            facts.enumerate().for_each(|(n, fact)| {
                out.push_str(if n > 0 { ", " } else { "" });
                own(fact, out);
            });
            out.push_str(")</span>");
        }
    });
}

fn agenda(item: &Line, note_heading: &str, out: &mut String) {
    item.day.iter().for_each(|day| heading(3, &day.words, out));
    entry(item.depth, item.number.as_deref(), &item.title, item.facts(), out);
    item.details.iter().for_each(|detail| words(item.depth + 1, detail, out));
    item.note.iter().for_each(|note| named(item.depth + 1, note_heading, note, out));
    item.documents.iter().for_each(|link| document(item.depth + 1, link, out));
}

fn duty(duty: &Duty, out: &mut String) {
    entry(0, None, &duty.text, duty.facts.iter().map(AsRef::as_ref), out);
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
    line(depth, Direction::Ltr, out, |out| match (each.web(), each.beside()) {
        (Some(address), _) => anchor(None, address, &each.title, out),
        (None, Some(address)) => {
            own(&each.title, out);
            out.push_str(": ");
            own(address, out);
        }
        (None, None) => own(&each.title, out),
    });
}

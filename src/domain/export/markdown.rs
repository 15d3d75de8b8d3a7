//! A meeting as Markdown (CommonMark 0.31): numbers as printed, an item a list entry. Nothing in a title or text is taken for markup.

use super::{
    markup::{each_special, may_stand, one_line, pieces, put},
    programme::{Duty, Line, Link, Point, PointKind, Programme},
};
use crate::domain::bytes::Set;

/// Spaces by which what belongs to a list entry stands in.
const STEP: usize = 2;

/// The Markdown of meetings, one behind the other.
pub fn write(programmes: &[Programme]) -> String {
    let mut out = String::with_capacity(1 << 16);
    for (n, programme) in programmes.iter().enumerate() {
        out.push_str(if n > 0 { "\n" } else { "" });
        meeting(programme, &mut out);
    }
    out
}

fn meeting(programme: &Programme, out: &mut String) {
    heading(1, &programme.title, out);
    for (name, value) in &programme.facts {
        out.push_str("- **");
        inline(name, out);
        out.push_str(":** ");
        inline(&one_line(value), out);
        out.push('\n');
    }
    if !programme.facts.is_empty() {
        out.push('\n');
    }
    programme.description.iter().for_each(|text| paragraph(0, text, out));
    if !programme.agenda.is_empty() {
        heading(2, &programme.agenda_heading, out);
        programme.agenda.iter().for_each(|item| agenda(item, &programme.note_heading, out));
    }
    if !programme.actions.is_empty() {
        heading(2, &programme.actions_heading, out);
        programme.actions.iter().for_each(|action| duty(action, out));
    }
    if !programme.minutes.is_empty() {
        heading(2, &programme.minutes_heading, out);
        programme.minutes.iter().for_each(|each| point(each, out));
    }
    if !programme.documents.is_empty() {
        heading(2, &programme.documents_heading, out);
        for link in &programme.documents {
            out.push_str("- ");
            document(link, out);
            out.push('\n');
        }
    }
}

fn heading(level: usize, text: &str, out: &mut String) {
    out.extend(std::iter::repeat_n('#', level));
    out.push(' ');
    inline(&one_line(text), out);
    out.push_str("\n\n");
}

fn agenda(item: &Line, note_heading: &str, out: &mut String) {
    item.day.iter().for_each(|day| heading(3, &day.words, out));
    entry(item.depth, item.number.as_deref(), &item.title, item.facts(), out);
    let inside = (item.depth + 1) * STEP;
    item.details.iter().for_each(|detail| paragraph(inside, detail, out));
    item.note.iter().for_each(|note| paragraph(inside, &format!("{note_heading}: {note}"), out));
    documents(inside, &item.documents, out);
}

fn duty(duty: &Duty, out: &mut String) {
    entry(0, None, &duty.text, duty.facts.iter().map(AsRef::as_ref), out);
    duty.description.iter().for_each(|text| paragraph(STEP, text, out));
    documents(STEP, &duty.documents, out);
}

fn point(point: &Point, out: &mut String) {
    match point.kind {
        PointKind::Heading => heading((point.depth + 3).min(6), &point.numbered(), out),
        PointKind::Note | PointKind::Decision => {
            entry(point.depth, point.number.as_deref(), &point.text, std::iter::empty(), out);
            documents((point.depth + 1) * STEP, &point.documents, out);
        }
    }
}

/// A list entry: number, title, and in brackets what is said of it.
fn entry<'a>(depth: usize, number: Option<&str>, title: &str, facts: impl Iterator<Item = &'a str>, out: &mut String) {
    let inside = (depth + 1) * STEP;
    indent(depth * STEP, out);
    out.push_str("- ");
    if let Some(number) = number {
        out.push_str("**");
        let from = out.len();
        inline(&one_line(number), out);
        if out.len() > from {
            out.push_str("** ");
        } else {
            out.truncate(from - 2);
        }
    }
    lines(inside, title, out);
    let mut facts = facts.peekable();
    if facts.peek().is_some() {
        facts.enumerate().for_each(|(n, fact)| {
            out.push_str(if n > 0 { ", " } else { " *(" });
            inline(&one_line(fact), out);
        });
        out.push_str(")*");
    }
    out.push_str("\n\n");
}

fn indent(spaces: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', spaces));
}

/// A text between empty lines; its own empty lines part paragraphs.
fn paragraph(inside: usize, text: &str, out: &mut String) {
    // Where the words of the paragraph begin that is not ended yet.
    let mut open: Option<usize> = None;
    for line in text.trim().lines().chain([""]) {
        if line.trim().is_empty() {
            out.push_str(if open.take().is_some() { "\n\n" } else { "" });
            continue;
        }
        let from = *open.get_or_insert_with(|| {
            indent(inside, out);
            out.len()
        });
        next_line(inside, from, line, out);
    }
}

/// Lines of one paragraph, with hard breaks between them.
fn lines(inside: usize, text: &str, out: &mut String) {
    let from = out.len();
    text.lines().for_each(|line| next_line(inside, from, line, out));
}

/// A line more of the words that begin at a place; one in which nothing may stand is none.
fn next_line(inside: usize, from: usize, line: &str, out: &mut String) {
    let before = out.len();
    if before > from {
        out.push_str("\\\n");
        indent(inside, out);
    }
    let begins = out.len();
    inline(line, out);
    if out.len() == begins {
        out.truncate(before);
    }
}

fn documents(inside: usize, links: &[Link], out: &mut String) {
    for (n, link) in links.iter().enumerate() {
        out.push_str(if n > 0 { "\\\n" } else { "" });
        indent(inside, out);
        document(link, out);
    }
    out.push_str(if links.is_empty() { "" } else { "\n\n" });
}

fn document(link: &Link, out: &mut String) {
    let title = |out: &mut String| inline(&one_line(&link.title), out);
    match (link.web().filter(|address| is_plain(address)), link.beside()) {
        (Some(address), Some(_)) => {
            out.push('[');
            title(out);
            put(out, &["](<", address, ">)"]);
        }
        (None, Some(address)) => {
            title(out);
            out.push_str(": ");
            inline(&one_line(address), out);
        }
        _ => title(out),
    }
}

/// Whether an address may stand between angle brackets as it is.
fn is_plain(address: &str) -> bool {
    address.bytes().all(|c| c.is_ascii_graphic() && !matches!(c, b'<' | b'>' | b'\\' | b'&'))
}

/// Writes a text on one line with its markup escaped.
fn inline(text: &str, out: &mut String) {
    let from = out.len();
    for (address, rest) in pieces(text.trim()) {
        if !address.is_empty() && is_plain(address) {
            put(out, &["<", address, ">"]);
        } else {
            escape(address, out);
        }
        escape(rest, out);
    }
    // White space at an end may stand behind what was left out.
    let written = &out[from..];
    let (kept, begins) = (written.trim_end().len(), written.len() - written.trim_start().len());
    out.truncate(from + kept.max(begins));
    out.replace_range(from..from + begins, "");
    // What opens a block at the beginning of a line: a list, a heading underlined, a definition.
    let written = &out[from..];
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    if written.starts_with(['-', '+', '=', ':']) {
        out.insert(from, '\\');
    } else if digits > 0 && written[digits..].starts_with(['.', ')']) {
        out.insert(from + digits, '\\');
    }
}

/// What may be taken for markup, or may not stand in it.
const SPECIAL: Set = Set::new(b"\\`*_{}[]<>#&~|$^", true);

fn escape(text: &str, out: &mut String) {
    each_special(text, &SPECIAL, out, |c, out| match c {
        // Alone it ends a line there.
        '\r' => out.push(' '),
        c if c.is_ascii_punctuation() => out.extend(['\\', c]),
        c if may_stand(c) => out.push(c),
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::export::programme::Day;
    use pulldown_cmark::{Event, Options, Parser, Tag, html};

    #[test]
    fn a_programme_reads_as_a_list() {
        let programme = Programme {
            title: "MAG #12".into(),
            facts: vec![("Date".into(), "20 January 2026".into())],
            description: Some("One\ntwo\n\nthree".into()),
            agenda_heading: "Agenda".into(),
            note_heading: "Note".into(),
            agenda: vec![
                Line {
                    day: Some(Day { words: "Day 1".into(), ..Day::default() }),
                    number: Some("1.".into()),
                    title: "Welcome".into(),
                    length: Some("5 min".into()),
                    presenters: vec!["A*".into()],
                    details: vec!["- first".into()],
                    documents: vec![Link { title: "P".into(), address: Some("https://a.example/p".into()) }],
                    ..Line::default()
                },
                Line { depth: 1, title: "2) Sub".into(), note: Some("ask".into()), ..Line::default() },
            ],
            actions_heading: "Actions".into(),
            actions: vec![Duty { text: "Write".into(), facts: vec!["Chair".into()], ..Duty::default() }],
            minutes_heading: "Minutes".into(),
            minutes: vec![
                Point { kind: PointKind::Heading, text: "Opening".into(), ..Point::default() },
                Point { text: "Said".into(), ..Point::default() },
            ],
            documents_heading: "Documents".into(),
            documents: vec![Link { title: "Mail".into(), address: Some("mailto:x".into()) }],
            ..Programme::default()
        };
        assert_eq!(
            write(&[programme]),
            "# MAG \\#12\n\n- **Date:** 20 January 2026\n\nOne\\\ntwo\n\nthree\n\n## Agenda\n\n### Day 1\n\n- **1\\.** Welcome *(5 min, A\\*)*\n\n  \\- first\n\n  \
             [P](<https://a.example/p>)\n\n  - 2\\) Sub\n\n    Note: ask\n\n## Actions\n\n- Write *(Chair)*\n\n## Minutes\n\n### Opening\n\n- Said\n\n## Documents\n\n- Mail: mailto:x\n"
        );
    }

    /// The text that a reader of Markdown makes of it, and whether it found nothing but paragraphs, breaks and links to their own text.
    fn read(markdown: &str) -> (String, bool) {
        let (mut out, mut plain) = (String::new(), true);
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::HardBreak => out.push('\n'),
                Event::Start(Tag::Paragraph) => out.push_str(if out.is_empty() { "" } else { "\n\n" }),
                Event::End(_) | Event::Start(Tag::Link { .. }) => {}
                _ => plain = false,
            }
        }
        (out, plain)
    }

    /// Lines without what may not stand in them, and white space as one space.
    fn tidy(text: &str) -> String {
        let lines =
            text.lines().map(|line| one_line(&line.replace(|c: char| !may_stand(c), "")).into_owned()).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn markup_in_a_text_stays_text() {
        for text in [
            "# a",
            "a\n===",
            "a\n---",
            "* a",
            "1. a",
            "1) a",
            "> a",
            "    a",
            "```\na",
            "<b>x</b>",
            "[a](b)",
            "![a](b)",
            "a_b_",
            "**a**",
            "~~a~~",
            "&amp;",
            "a | b\n--|--",
            "[^1]: a",
            "- [ ] a",
            "$x$",
            "a\\",
            "<https://a.example>",
            "https://a.example/a_b*c see",
            "a {#id}",
            ": a",
            "+++\na",
            "^a^",
            "\u{0}- a",
            "<!-- a",
            "`",
        ] {
            let mut out = String::new();
            paragraph(0, text, &mut out);
            let (read, plain) = read(&out);
            assert_eq!((tidy(&read), plain), (tidy(text), true), "{out}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_stays_text(text in "([-+=#*_~`<>\\[\\]()!|&;:.\\\\$^{}0-9a \n\t\"'/]|https://a.example/x|\u{0}|é|\u{202e}){0,24}") {
            let mut out = String::new();
            paragraph(0, &text, &mut out);
            let (read, plain) = read(&out);
            proptest::prop_assert!(plain, "{out}");
            proptest::prop_assert_eq!(tidy(&read), tidy(&text), "{}", out);
            let mut page = String::new();
            html::push_html(&mut page, Parser::new(&out));
            proptest::prop_assert!(!page.contains("<b>") && !page.contains("<script"));
        }
    }
}

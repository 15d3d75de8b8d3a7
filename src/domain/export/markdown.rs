//! A meeting as Markdown (CommonMark 0.31): numbers as printed, an item a list entry. Nothing in a title or text is taken for markup.

use super::{
    markup::{may_stand, one_line},
    programme::{Duty, Line, Link, Point, PointKind, Programme},
};
use crate::domain::link;

/// Spaces by which what belongs to a list entry stands in.
const STEP: usize = 2;

/// The Markdown of meetings, one behind the other.
pub fn write(programmes: &[Programme]) -> String {
    programmes.iter().map(meeting).collect::<Vec<_>>().join("\n")
}

fn meeting(programme: &Programme) -> String {
    let mut out = String::new();
    heading(1, &programme.title, &mut out);
    for (name, value) in &programme.facts {
        out.push_str(&format!("- **{}:** {}\n", inline(name), inline(&one_line(value))));
    }
    if !programme.facts.is_empty() {
        out.push('\n');
    }
    programme.description.iter().for_each(|text| paragraph(0, text, &mut out));
    if !programme.agenda.is_empty() {
        heading(2, &programme.agenda_heading, &mut out);
        programme.agenda.iter().for_each(|item| agenda(item, &programme.note_heading, &mut out));
    }
    if !programme.actions.is_empty() {
        heading(2, &programme.actions_heading, &mut out);
        programme.actions.iter().for_each(|action| duty(action, &mut out));
    }
    if !programme.minutes.is_empty() {
        heading(2, &programme.minutes_heading, &mut out);
        programme.minutes.iter().for_each(|each| point(each, &mut out));
    }
    if !programme.documents.is_empty() {
        heading(2, &programme.documents_heading, &mut out);
        programme.documents.iter().for_each(|link| out.push_str(&format!("- {}\n", document(link))));
    }
    out
}

fn heading(level: usize, text: &str, out: &mut String) {
    out.push_str(&format!("{} {}\n\n", "#".repeat(level), inline(&one_line(text))));
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
    entry(0, None, &duty.text, duty.facts.iter().map(String::as_str), out);
    duty.description.iter().for_each(|text| paragraph(STEP, text, out));
    documents(STEP, &duty.documents, out);
}

fn point(point: &Point, out: &mut String) {
    match point.kind {
        PointKind::Heading => {
            let text: Vec<&str> = point.number.iter().map(String::as_str).chain([point.text.as_str()]).collect();
            heading((point.depth + 3).min(6), &text.join(" "), out);
        }
        PointKind::Note | PointKind::Decision => {
            entry(point.depth, point.number.as_deref(), &point.text, std::iter::empty(), out);
            documents((point.depth + 1) * STEP, &point.documents, out);
        }
    }
}

/// A list entry: number, title, and in brackets what is said of it.
fn entry<'a>(depth: usize, number: Option<&str>, title: &str, facts: impl Iterator<Item = &'a str>, out: &mut String) {
    let inside = (depth + 1) * STEP;
    out.extend(std::iter::repeat_n(' ', depth * STEP));
    out.push_str("- ");
    let number = number.map(|number| inline(&one_line(number))).filter(|number| !number.is_empty());
    number.iter().for_each(|number| out.push_str(&format!("**{number}** ")));
    lines(inside, title, out);
    let facts: Vec<String> = facts.map(|fact| inline(&one_line(fact))).collect();
    if !facts.is_empty() {
        out.push_str(&format!(" *({})*", facts.join(", ")));
    }
    out.push_str("\n\n");
}

/// A text between empty lines; its own empty lines part paragraphs.
fn paragraph(inside: usize, text: &str, out: &mut String) {
    let mut parts: Vec<String> = vec![String::new()];
    for line in text.trim().lines() {
        match parts.last_mut() {
            Some(part) if !line.trim().is_empty() => part.push_str(&format!("{line}\n")),
            _ => parts.push(String::new()),
        }
    }
    for part in parts.iter().filter(|part| !part.is_empty()) {
        out.extend(std::iter::repeat_n(' ', inside));
        lines(inside, part, out);
        out.push_str("\n\n");
    }
}

/// Lines of one paragraph, with hard breaks between them.
fn lines(inside: usize, text: &str, out: &mut String) {
    let mut first = true;
    for line in text.lines().map(inline).filter(|line| !line.is_empty()) {
        if !first {
            out.push_str("\\\n");
            out.extend(std::iter::repeat_n(' ', inside));
        }
        first = false;
        out.push_str(&line);
    }
}

fn documents(inside: usize, links: &[Link], out: &mut String) {
    if links.is_empty() {
        return;
    }
    let all: Vec<String> = links.iter().map(document).collect();
    out.extend(std::iter::repeat_n(' ', inside));
    out.push_str(&all.join(&format!("\\\n{}", " ".repeat(inside))));
    out.push_str("\n\n");
}

fn document(link: &Link) -> String {
    let title = inline(&one_line(&link.title));
    match (link.web().filter(|address| is_plain(address)), link.beside()) {
        (Some(address), Some(_)) => format!("[{title}](<{address}>)"),
        (None, Some(address)) => format!("{title}: {}", inline(&one_line(address))),
        _ => title,
    }
}

/// Whether an address may stand between angle brackets as it is.
fn is_plain(address: &str) -> bool {
    address.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '&'))
}

/// A text on one line with its markup escaped.
fn inline(text: &str) -> String {
    // A carriage return alone ends a line there.
    let text: String = text.chars().filter(|c| may_stand(*c)).map(|c| if c == '\r' { ' ' } else { c }).collect();
    let text = text.trim();
    let mut out = String::with_capacity(text.len());
    for (address, rest) in link::pieces(text) {
        match address {
            "" => escape(rest, &mut out),
            address if is_plain(address) => {
                out.push_str(&format!("<{address}>"));
                escape(rest, &mut out);
            }
            address => {
                escape(address, &mut out);
                escape(rest, &mut out);
            }
        }
    }
    // What opens a block at the beginning of a line: a list, a heading underlined, a definition.
    if out.starts_with(['-', '+', '=', ':']) {
        out.insert(0, '\\');
    }
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '&' | '~' | '|' | '$' | '^') {
            out.push('\\');
        }
        out.push(c);
    }
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
        let lines = text.lines().map(|line| one_line(&line.replace(|c: char| !may_stand(c), ""))).filter(|line| !line.is_empty());
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

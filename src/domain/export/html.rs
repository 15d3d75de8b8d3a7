//! A meeting as a web page: one file that asks for nothing, with a style for the screen and for paper, and no script.

use super::{
    markup::{Direction, Lists, anchor, escape, escaped, one_line, put, text},
    programme::{Duty, Line, Link, Point, PointKind, Programme},
};

/// What the page may do: nothing but take its own style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The system's colours and fonts. Paper takes its size from the printer, so A4 and Letter both fit; nothing is parted from its title.
const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; overflow-wrap: break-word; }
article + article { border-block-start: 2px solid; margin-block-start: 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; text-wrap: balance; }
h2 { font-size: 1.25rem; border-block-end: 1px solid; margin-block: 2rem 0.75rem; }
h3 { font-size: 1.0625rem; margin-block: 1.5rem 0.5rem; }
h4, h5, h6 { font-size: 1rem; margin-block: 1.25rem 0.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; }
dt { font-weight: 600; }
dd, p { margin: 0; }
p + p { margin-block-start: 0.25rem; }
ol, ul { margin: 0; padding-inline-start: 1.25rem; }
ol.entries { list-style: none; padding-inline-start: 0; }
ol.entries ol.entries { padding-inline-start: 2rem; }
ol.entries > li { margin-block-start: 0.75rem; }
.title { font-weight: 600; }
ol.entries ol.entries .title { font-weight: 400; }
.facts { opacity: 0.8; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } ol.entries ol.entries { padding-inline-start: 1rem; } }
@media print {
  @page { margin: 18mm 16mm; @bottom-center { content: counter(page); } }
  body { font-size: 10.5pt; max-width: none; padding: 0; }
  article + article { border: 0; break-before: page; margin: 0; }
  h1, h2, h3, h4, h5, h6, .title { break-after: avoid; }
  p, dl, .head { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
  a { color: inherit; text-decoration: none; }
  a.named::after { content: \" <\" attr(href) \">\"; }
}
";

/// The page of meetings.
pub fn write(programmes: &[Programme]) -> String {
    let (language, title) = programmes.first().map_or(("en", ""), |first| (&*first.language, &*first.title));
    let direction = Direction::of_language(language).word();
    let mut out = String::with_capacity(1 << 16);
    put(
        &mut out,
        &["<!DOCTYPE html>\n<html lang=\"", &escaped(language), "\" dir=\"", direction, "\">\n<head>\n<meta charset=\"utf-8\">\n"],
    );
    put(&mut out, &["<meta http-equiv=\"Content-Security-Policy\" content=\"", &escaped(POLICY), "\">\n"]);
    put(&mut out, &["<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", &escaped(&one_line(title))]);
    put(&mut out, &["</title>\n<style>\n", STYLE, "</style>\n</head>\n<body>\n<main>\n"]);
    programmes.iter().for_each(|programme| meeting(programme, &mut out));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn meeting(programme: &Programme, out: &mut String) {
    out.push_str("<article>\n");
    heading(1, &programme.title, out);
    if !programme.facts.is_empty() {
        out.push_str("<dl>\n");
        for (name, value) in &programme.facts {
            put(out, &["<dt>", &escaped(name), "</dt><dd dir=\"auto\">"]);
            text(value, out);
            out.push_str("</dd>\n");
        }
        out.push_str("</dl>\n");
    }
    programme.description.iter().for_each(|description| paragraphs(description, out));
    if !programme.agenda.is_empty() {
        heading(2, &programme.agenda_heading, out);
        let mut lists = entries();
        for item in &programme.agenda {
            if let Some(day) = &item.day {
                lists.close(0, out);
                heading(3, &day.words, out);
            }
            lists.entry(item.depth, out);
            agenda(item, &programme.note_heading, out);
        }
        lists.close(0, out);
    }
    if !programme.actions.is_empty() {
        heading(2, &programme.actions_heading, out);
        let mut lists = entries();
        for action in &programme.actions {
            lists.entry(0, out);
            duty(action, out);
        }
        lists.close(0, out);
    }
    if !programme.minutes.is_empty() {
        heading(2, &programme.minutes_heading, out);
        minutes(&programme.minutes, out);
    }
    if !programme.documents.is_empty() {
        heading(2, &programme.documents_heading, out);
        documents(&programme.documents, out);
    }
    out.push_str("</article>\n");
}

fn entries() -> Lists {
    // Without a role Safari takes a list without marks for none.
    Lists::new("<ol class=\"entries\" role=\"list\">\n", "</ol>\n")
}

fn heading(level: usize, title: &str, out: &mut String) {
    let level = level.to_string();
    put(out, &["<h", &level, " dir=\"auto\">"]);
    text(title, out);
    put(out, &["</h", &level, ">\n"]);
}

/// A text apart from its neighbours, whichever way they run.
fn apart(written: &str, out: &mut String) {
    out.push_str("<bdi>");
    text(written, out);
    out.push_str("</bdi>");
}

fn number(number: Option<&str>, out: &mut String) {
    if let Some(number) = number {
        out.push_str("<bdi class=\"number\">");
        escape(number, out);
        out.push_str("</bdi> ");
    }
}

/// Number and title on a line, what is said of them on the next.
fn head<'a>(printed: Option<&str>, title: &str, facts: impl Iterator<Item = &'a str>, out: &mut String) {
    out.push_str("<div class=\"head\"><p class=\"title\">");
    number(printed, out);
    apart(title, out);
    out.push_str("</p>");
    let mut facts = facts.peekable();
    if facts.peek().is_some() {
        out.push_str("<p class=\"facts\">");
        facts.enumerate().for_each(|(n, fact)| {
            out.push_str(if n > 0 { " · " } else { "" });
            apart(fact, out);
        });
        out.push_str("</p>");
    }
    out.push_str("</div>\n");
}

fn paragraphs(written: &str, out: &mut String) {
    out.push_str("<p class=\"text\" dir=\"auto\">");
    text(written, out);
    out.push_str("</p>\n");
}

fn agenda(item: &Line, note_heading: &str, out: &mut String) {
    head(item.number.as_deref(), &item.title, item.facts(), out);
    item.details.iter().for_each(|detail| paragraphs(detail, out));
    if let Some(note) = &item.note {
        put(out, &["<p class=\"note\"><b>", &escaped(note_heading), ":</b> "]);
        apart(note, out);
        out.push_str("</p>\n");
    }
    documents(&item.documents, out);
}

fn duty(duty: &Duty, out: &mut String) {
    head(None, &duty.text, duty.facts.iter().map(AsRef::as_ref), out);
    duty.description.iter().for_each(|description| paragraphs(description, out));
    documents(&duty.documents, out);
}

fn minutes(points: &[Point], out: &mut String) {
    let mut lists = entries();
    for point in points {
        if point.kind == PointKind::Heading {
            lists.close(0, out);
            heading((point.depth + 3).min(6), &point.numbered(), out);
            continue;
        }
        lists.entry(point.depth, out);
        out.push_str("<p>");
        number(point.number.as_deref(), out);
        apart(&point.text, out);
        out.push_str("</p>\n");
        documents(&point.documents, out);
    }
    lists.close(0, out);
}

fn documents(links: &[Link], out: &mut String) {
    if links.is_empty() {
        return;
    }
    out.push_str("<ul class=\"documents\">\n");
    for each in links {
        out.push_str("<li dir=\"auto\">");
        match (each.web(), each.beside()) {
            (Some(address), Some(_)) => anchor(Some("named"), address, &each.title, out),
            (Some(address), None) => anchor(None, address, address, out),
            (None, Some(address)) => {
                apart(&each.title, out);
                out.push_str(": <bdi>");
                escape(address, out);
                out.push_str("</bdi>");
            }
            (None, None) => text(&each.title, out),
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

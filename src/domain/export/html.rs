//! A meeting as a web page: one file that asks for nothing, with a style for the screen and for paper, and no script.

use super::{
    markup::{Direction, Lists, escaped, link, one_line, text},
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
    let (language, title) = programmes.first().map_or(("en", ""), |first| (first.language, first.title.as_str()));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        escaped(language),
        Direction::of_language(language).word(),
        escaped(POLICY),
        escaped(&one_line(title)),
    );
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
            out.push_str(&format!("<dt>{}</dt><dd dir=\"auto\">{}</dd>\n", escaped(name), text(value)));
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
    out.push_str(&format!("<h{level} dir=\"auto\">{}</h{level}>\n", text(title)));
}

/// Number and title on a line, what is said of them on the next.
fn head<'a>(number: Option<&str>, title: &str, facts: impl Iterator<Item = &'a str>, out: &mut String) {
    let number = number.map(|number| format!("<bdi class=\"number\">{}</bdi> ", escaped(number))).unwrap_or_default();
    out.push_str(&format!("<div class=\"head\"><p class=\"title\">{number}<bdi>{}</bdi></p>", text(title)));
    let facts: Vec<String> = facts.map(|fact| format!("<bdi>{}</bdi>", text(fact))).collect();
    if !facts.is_empty() {
        out.push_str(&format!("<p class=\"facts\">{}</p>", facts.join(" · ")));
    }
    out.push_str("</div>\n");
}

fn paragraphs(written: &str, out: &mut String) {
    out.push_str(&format!("<p class=\"text\" dir=\"auto\">{}</p>\n", text(written)));
}

fn agenda(item: &Line, note_heading: &str, out: &mut String) {
    head(item.number.as_deref(), &item.title, item.facts(), out);
    item.details.iter().for_each(|detail| paragraphs(detail, out));
    let note =
        |note: &String| out.push_str(&format!("<p class=\"note\"><b>{}:</b> <bdi>{}</bdi></p>\n", escaped(note_heading), text(note)));
    item.note.iter().for_each(note);
    documents(&item.documents, out);
}

fn duty(duty: &Duty, out: &mut String) {
    head(None, &duty.text, duty.facts.iter().map(String::as_str), out);
    duty.description.iter().for_each(|description| paragraphs(description, out));
    documents(&duty.documents, out);
}

fn minutes(points: &[Point], out: &mut String) {
    let mut lists = entries();
    for point in points {
        if point.kind == PointKind::Heading {
            lists.close(0, out);
            let words: Vec<&str> = point.number.iter().map(String::as_str).chain([point.text.as_str()]).collect();
            heading((point.depth + 3).min(6), &words.join(" "), out);
            continue;
        }
        lists.entry(point.depth, out);
        let number = point.number.as_deref().map(|number| format!("<bdi class=\"number\">{}</bdi> ", escaped(number)));
        out.push_str(&format!("<p>{}<bdi>{}</bdi></p>\n", number.unwrap_or_default(), text(&point.text)));
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
        let entry = match (each.web(), each.beside()) {
            (Some(address), Some(_)) => link(address, &each.title).replacen("<a ", "<a class=\"named\" ", 1),
            (Some(address), None) => link(address, address),
            (None, Some(address)) => format!("<bdi>{}</bdi>: <bdi>{}</bdi>", text(&each.title), escaped(address)),
            (None, None) => text(&each.title),
        };
        out.push_str(&format!("<li dir=\"auto\">{entry}</li>\n"));
    }
    out.push_str("</ul>\n");
}

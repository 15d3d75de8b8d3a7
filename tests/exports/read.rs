//! Each format read back into facts.

use std::io::{Cursor, Read as _};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rapporteur::domain::export::programme::Programme;

use crate::{
    facts::{Facts, Item, add, tidy},
    tree::{self, Node},
};

/// Under which heading one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Agenda,
    After,
}

impl Part {
    /// The part that a heading opens, by the words that a programme has for it.
    fn of(heading: &str, programme: &Programme) -> Option<Self> {
        let is = |other: &str| tidy(other) == heading;
        let after = [&programme.actions_heading, &programme.minutes_heading, &programme.documents_heading];
        if is(&programme.agenda_heading) { Some(Self::Agenda) } else { after.iter().any(|other| is(other)).then_some(Self::After) }
    }
}

/// A page of the web.
pub fn html(page: &str, programme: &Programme) -> Facts {
    let tree = tree::html(page);
    let article = tree.all().into_iter().find(|node| node.name == "article").unwrap().clone();
    let mut out = Facts::default();
    let (mut part, mut day) = (Part::Head, None);
    for node in article.nodes() {
        let text = tidy(&node.text());
        match (node.name.as_str(), part) {
            ("h1", _) => out.title = text,
            ("h2", _) => part = Part::of(&text, programme).unwrap(),
            ("dl", Part::Head) => {
                let all: Vec<&Node> = node.nodes().collect();
                out.head.extend(all.chunks(2).map(|pair| tidy(&format!("{}: {}", pair[0].text(), pair[1].text()))));
            }
            ("p", Part::Head) => out.head.push(text),
            ("h3", Part::Agenda) => day = Some(text),
            ("ol", Part::Agenda) => html_items(node, 0, &mut day, &mut out.items),
            ("h3" | "h4" | "h5" | "h6", Part::After) => out.after.push(text),
            ("ol", Part::After) => html_entries(node, &mut out.after),
            ("ul", Part::After) => out.after.extend(node.nodes().map(|entry| tidy(&entry.text()))),
            (other, _) => panic!("{other} in {text:?}"),
        }
    }
    out.head.retain(|text| !text.is_empty());
    out
}

fn html_items(list: &Node, depth: usize, day: &mut Option<String>, out: &mut Vec<Item>) {
    for entry in list.nodes() {
        let mut item = Item { depth, day: day.take(), ..Item::default() };
        let head = entry.child("div");
        for bdi in head.child("p").nodes() {
            if bdi.is("bdi", "number") { item.number = tidy(&bdi.text()) } else { add(&mut item.title, &bdi.text()) }
        }
        head.nodes().filter(|node| node.is("p", "facts")).for_each(|facts| item.facts = tidy(&facts.text()));
        let mut below = Vec::new();
        for node in entry.nodes() {
            match node.name.as_str() {
                "p" => add(&mut item.texts, &node.text()),
                "ul" => node.nodes().for_each(|entry| add(&mut item.texts, &entry.text())),
                "ol" => below.push(node),
                _ => {}
            }
        }
        out.push(item);
        below.into_iter().for_each(|list| html_items(list, depth + 1, day, out));
    }
}

fn html_entries(list: &Node, out: &mut Vec<String>) {
    for entry in list.nodes() {
        let mut text = String::new();
        let place = out.len();
        for node in entry.nodes() {
            match node.name.as_str() {
                "ol" => html_entries(node, out),
                "div" => node.nodes().for_each(|part| add(&mut text, &part.text())),
                "ul" => node.nodes().for_each(|entry| add(&mut text, &entry.text())),
                _ => add(&mut text, &node.text()),
            }
        }
        out.insert(place, text);
    }
}

/// Markdown.
pub fn markdown(text: &str, programme: &Programme) -> Facts {
    let mut out = Facts::default();
    let (mut part, mut day) = (Part::Head, None);
    // Open lists, the text that is being read, and inside what it stands.
    let (mut lists, mut words, mut link) = (0_usize, String::new(), None::<(usize, String)>);
    let mut emphasis = None;
    let mut fresh = false;
    for event in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::List(_)) => lists += 1,
            Event::End(TagEnd::List(_)) => lists -= 1,
            Event::Start(Tag::Item) => {
                fresh = true;
                match part {
                    Part::Agenda => out.items.push(Item { depth: lists - 1, day: day.take(), ..Item::default() }),
                    Part::After => out.after.push(String::new()),
                    Part::Head => out.head.push(String::new()),
                }
            }
            Event::Start(Tag::Strong | Tag::Emphasis) => {
                emphasis = Some(std::mem::take(&mut words));
            }
            Event::End(TagEnd::Strong) => {
                let before = emphasis.take().unwrap();
                match out.items.last_mut().filter(|_| part == Part::Agenda) {
                    Some(item) => {
                        item.number = tidy(&words);
                        words = before;
                    }
                    None => words = format!("{before}{words}"),
                }
            }
            Event::End(TagEnd::Emphasis) => {
                let facts = words.strip_prefix('(').and_then(|words| words.strip_suffix(')')).unwrap_or(&words).to_owned();
                words = emphasis.take().unwrap();
                match out.items.last_mut().filter(|_| part == Part::Agenda) {
                    Some(item) => item.facts = tidy(&facts),
                    None => words = format!("{words} {facts}"),
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((words.len(), dest_url.to_string())),
            Event::End(TagEnd::Link) => {
                let (from, address) = link.take().unwrap();
                if words[from..] != address {
                    words.push_str(&format!(" {address}"));
                }
            }
            Event::Text(text) => words.push_str(&text),
            Event::HardBreak | Event::SoftBreak => words.push(' '),
            Event::Start(Tag::Heading { .. } | Tag::Paragraph) => {}
            Event::End(TagEnd::Heading(level)) => {
                let heading = tidy(&std::mem::take(&mut words));
                match (level as usize, part) {
                    (1, _) => out.title = heading,
                    (2, _) => part = Part::of(&heading, programme).unwrap(),
                    (_, Part::Agenda) => day = Some(heading),
                    _ => out.after.push(heading),
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                let text = std::mem::take(&mut words);
                match part {
                    Part::Agenda if fresh => add(&mut out.items.last_mut().unwrap().title, &text),
                    Part::Agenda => add(&mut out.items.last_mut().unwrap().texts, &text),
                    Part::After => add(out.after.last_mut().unwrap(), &text),
                    // The purpose is one text of several paragraphs.
                    Part::Head if lists > 0 => add(out.head.last_mut().unwrap(), &text),
                    Part::Head if out.head.len() == programme.facts.len() => out.head.push(tidy(&text)),
                    Part::Head => add(out.head.last_mut().unwrap(), &text),
                }
                fresh = false;
            }
            other => panic!("{other:?} in {text}"),
        }
    }
    out.head.retain(|text| !text.is_empty());
    out.after.retain(|text| !text.is_empty());
    out
}

/// A paragraph of a Word document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    pub style: String,
    pub list: Option<(usize, usize)>,
    pub text: String,
    pub addresses: Vec<String>,
}

/// The parts of a Word document, each well-formed XML.
pub fn parts(bytes: &[u8]) -> Vec<(String, Node)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = Vec::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        out.push((file.name().unwrap().into_owned(), tree::xml(&text)));
    }
    out
}

pub fn part<'a>(parts: &'a [(String, Node)], name: &str) -> &'a Node {
    &parts.iter().find(|(other, _)| other == name).unwrap_or_else(|| panic!("no part {name}")).1
}

fn run_text(node: &Node) -> String {
    match node.name.as_str() {
        "w:t" => node.text(),
        "w:tab" => "\t".into(),
        "w:br" => "\n".into(),
        "w:pPr" | "w:rPr" => String::new(),
        _ => node.nodes().map(run_text).collect(),
    }
}

/// The paragraphs of a Word document.
pub fn paragraphs(parts: &[(String, Node)]) -> Vec<Paragraph> {
    let targets: Vec<(String, String)> = part(parts, "word/_rels/document.xml.rels")
        .all()
        .into_iter()
        .filter(|node| node.name == "Relationship")
        .map(|node| (node.get("Id").unwrap().to_owned(), node.get("Target").unwrap().to_owned()))
        .collect();
    let number = |node: &Node| node.get("w:val").unwrap().parse::<usize>().unwrap();
    let body = part(parts, "word/document.xml").all().into_iter().filter(|node| node.name == "w:p").collect::<Vec<_>>();
    body.into_iter()
        .map(|node| {
            let settings = node.child("w:pPr");
            let list = settings
                .nodes()
                .find(|node| node.name == "w:numPr")
                .map(|list| (number(list.child("w:numId")), number(list.child("w:ilvl"))));
            let target = |id: &str| targets.iter().find(|(other, _)| other == id).unwrap_or_else(|| panic!("no relation {id}")).1.clone();
            Paragraph {
                style: settings.child("w:pStyle").get("w:val").unwrap().to_owned(),
                list,
                text: run_text(node),
                addresses: node.nodes().filter(|node| node.name == "w:hyperlink").map(|node| target(node.get("r:id").unwrap())).collect(),
            }
        })
        .collect()
}

/// An address without percent-encoding.
pub fn decoded(address: &str) -> String {
    let mut out = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        let byte = after.get(..2).filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        out.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(out).unwrap_or_else(|_| address.to_owned())
}

/// The number that Word gives an entry of a list.
struct Counter {
    /// For each list: format and text of its levels.
    lists: Vec<Vec<(String, String)>>,
    counts: Vec<[u32; 9]>,
}

impl Counter {
    fn of(numbering: &Node) -> Self {
        let all = numbering.all();
        let levels = |id: &str| {
            let list = all.iter().find(|node| node.name == "w:abstractNum" && node.get("w:abstractNumId") == Some(id)).unwrap();
            let value = |level: &Node, name: &str| level.child(name).get("w:val").unwrap().to_owned();
            list.nodes()
                .filter(|node| node.name == "w:lvl")
                .map(|level| (value(level, "w:numFmt"), value(level, "w:lvlText")))
                .collect::<Vec<_>>()
        };
        let lists: Vec<_> = all
            .iter()
            .filter(|node| node.name == "w:num")
            .map(|node| levels(node.child("w:abstractNumId").get("w:val").unwrap()))
            .collect();
        Self { counts: vec![[0; 9]; lists.len()], lists }
    }

    fn next(&mut self, (list, level): (usize, usize)) -> Option<String> {
        let counts = &mut self.counts[list - 1];
        counts[level] += 1;
        counts[level + 1..].fill(0);
        let levels = &self.lists[list - 1];
        let (format, text) = &levels[level];
        if format == "none" || format == "bullet" {
            return None;
        }
        let mut out = text.clone();
        for place in (0..=level).rev() {
            let count = counts[place].max(1);
            let shown = match levels[place].0.as_str() {
                "lowerLetter" => rapporteur::domain::draft::numbers::letters(count),
                "lowerRoman" => rapporteur::domain::numeral::roman(count).to_lowercase(),
                _ => count.to_string(),
            };
            out = out.replace(&format!("%{}", place + 1), &shown);
        }
        Some(out)
    }
}

/// A Word document.
pub fn docx(bytes: &[u8], programme: &Programme) -> Facts {
    let parts = parts(bytes);
    let mut counter = Counter::of(part(&parts, "word/numbering.xml"));
    let mut out = Facts::default();
    let (mut part, mut day, mut new) = (Part::Head, None, false);
    for paragraph in paragraphs(&parts) {
        let mut text = tidy(&paragraph.text);
        for address in paragraph.addresses.iter().map(|address| decoded(address)) {
            if !text.contains(&tidy(&address)) {
                add(&mut text, &address);
            }
        }
        match (paragraph.style.as_str(), part) {
            ("Title", _) => out.title = text,
            ("Heading1", _) => part = Part::of(&text, programme).unwrap(),
            (_, Part::Head) if out.head.len() <= programme.facts.len() => out.head.push(text),
            (_, Part::Head) => add(out.head.last_mut().unwrap(), &text),
            ("Heading2", Part::Agenda) => day = Some(text),
            ("ListNumber", Part::Agenda) => {
                let list = paragraph.list.unwrap();
                let counted = counter.next(list);
                let (number, title) = match counted {
                    Some(number) => (number, text.clone()),
                    None => paragraph.text.split_once('\t').map_or((String::new(), text.clone()), |(number, _)| {
                        (number.to_owned(), tidy(text.strip_prefix(&tidy(number)).unwrap()))
                    }),
                };
                out.items.push(Item { day: day.take(), depth: list.1, number: tidy(&number), title, ..Item::default() });
            }
            ("Subtitle", Part::Agenda) => out.items.last_mut().unwrap().facts = text,
            (_, Part::Agenda) => add(&mut out.items.last_mut().unwrap().texts, &text),
            ("Heading2" | "Heading3" | "Heading4" | "ListBullet", Part::After) => {
                paragraph.list.iter().for_each(|list| drop(counter.next(*list)));
                new = true;
                out.after.push(text);
            }
            (_, Part::After) => {
                assert!(new);
                add(out.after.last_mut().unwrap(), &text);
            }
        }
    }
    out.head.retain(|text| !text.is_empty());
    out
}

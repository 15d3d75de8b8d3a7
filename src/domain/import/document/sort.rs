//! What a part holds, sorted by what it tells of: head, agenda, record, people, documents.

use std::collections::BTreeSet;

use super::{
    agenda::{self, Agenda, Entry},
    blocks::{self, Block, Kind},
    head, item,
    parts::Part,
    people,
    record::Record,
    steps,
    words::{self, Section},
};
use crate::domain::{
    mark::Mark,
    model::{Certainty, DocumentKind, File, Lenient, LinkState, Participation, Source},
};

/// What a part holds, sorted.
#[derive(Default)]
pub struct Sorted {
    /// The agenda.
    pub agenda: Agenda,
    /// Whether that says that it is a draft.
    pub is_draft: bool,
    /// What was recorded.
    pub record: Record,
    /// Who was there.
    pub people: Vec<Participation>,
    /// Documents and links.
    pub files: Vec<File>,
    /// What kind of document it is.
    pub kind: Option<DocumentKind>,
}

/// Whether a block begins what is no more head.
pub fn is_opening(block: &Block) -> bool {
    matches!(block.kind, Kind::Item { .. })
        || matches!(block.kind, Kind::Heading)
            && words::section(&block.text)
                .is_some_and(|section| section == Section::Agenda || section == Section::Documents || section == Section::Participants)
}

/// The blocks between the title and what is no more head: a report tells of the meeting in its first paragraph, wherever that stands.
pub fn head_blocks<'b>(part: &Part<'b>) -> Vec<&'b Block> {
    const MOST: usize = 24;
    let all = part.blocks;
    let is_head =
        |at: &usize| (!is_opening(&all[*at]) || all[*at].is_item() && is_labelled(&all[*at].text)) && !agenda::begins(&all[*at..]);
    let end = (0..all.len().min(MOST)).take_while(is_head).count();
    let told = all.iter().skip(end).take(MOST).find(|block| !part.is_listing && !part.is_transcript && head::tells(&block.text));
    all[..end].iter().chain(told).collect()
}

fn is_labelled(text: &str) -> bool {
    text.split_once(':').is_some_and(|(label, _)| label.chars().count() <= 16)
}

/// Sorts the blocks of a part by what they tell of.
pub fn sort(part: &Part, year: Option<i32>) -> Sorted {
    let all = part.blocks;
    let mut out = Sorted { record: Record::new(year), ..Sorted::default() };
    let printed = words::folded(&part.printed);
    let told =
        |block: &Block| block.kind == Kind::Heading && matches!(words::section(&block.text), Some(Section::Record | Section::Actions));
    let announced = all.iter().take(6).find(|block| told(block)).map(|block| words::section(&block.text));
    let titled =
        printed.split(|c: char| !c.is_alphabetic()).any(|word| words::is_in("minutes|summary|report|compte|acta|ata|protokoll", word))
            || printed.contains("action items");
    let is_report = !part.is_listing && (announced.is_some() || titled || mostly_sentences(all));
    if is_report {
        let is_actions = all.iter().take(3).any(|block| words::section(&block.text) == Some(Section::Actions))
            && announced == Some(Some(Section::Actions));
        out.kind = Some(if is_actions { DocumentKind::ActionItems } else { DocumentKind::SummaryReport });
    }
    let mut zone = if is_report { Some(Section::Record) } else { None };
    let mut category: Option<String> = None;
    let titles = [Some(part.printed.as_str()), part.printed.rsplit(['–', '—', '|', ':']).next()];
    let is_titled_agenda = titles.into_iter().flatten().any(|title| words::section(title) == Some(Section::Agenda));
    let mut is_head = true;
    let mut at = 0;
    while at < all.len() {
        steps::count(1);
        let block = &all[at];
        let section = (block.kind == Kind::Heading || block.kind == Kind::Paragraph && block.text.ends_with(':'))
            .then(|| words::section(&block.text))
            .flatten();
        let next = all.get(at + 1);
        match section {
            Some(Section::Agenda) => {
                let found = agenda::read(&all[at + 1..], true);
                let used = found.used;
                // An agenda in an annex is the one that was adopted; of two others the fuller counts.
                if found.entries.len() > out.agenda.entries.len()
                    || words::annex(block.text.split([':', '–', '-']).next().unwrap_or_default()) && !found.entries.is_empty()
                {
                    out.is_draft = words::folded(&block.text)
                        .split(' ')
                        .any(|word| words::is_in("draft|proposed|provisional|projet|proyecto|provisoire", word));
                    out.agenda = found;
                    out.record.end_actions();
                    at += 1 + used;
                    zone = is_report.then_some(Section::Record).or(Some(Section::Agenda));
                    is_head = false;
                    continue;
                }
                zone = Some(Section::Agenda);
            }
            Some(Section::Participants) => {
                let (people, used) = people::read(&all[at + 1..], &block.text);
                out.record.end_actions();
                if !people.is_empty() {
                    out.people.extend(people);
                    at += 1 + used;
                    is_head = false;
                    zone = is_report.then_some(Section::Record);
                    continue;
                }
            }
            Some(Section::Documents) => {
                out.record.end_actions();
                zone = Some(Section::Documents);
                category = Some(block.text.trim_end_matches(':').to_owned());
                is_head = false;
            }
            Some(Section::Actions) => {
                let is_subtitle = is_head && is_subtitle(&all[at + 1..]);
                let is_list = next.is_some_and(|next| {
                    next.is_item() || matches!(next.kind, Kind::Row(_)) || next.kind == Kind::Heading || next.kind == Kind::Paragraph
                });
                if !is_subtitle && is_list && !part.is_listing {
                    zone = Some(Section::Record);
                    out.record.begin_actions(&block.text);
                    is_head = false;
                }
            }
            Some(Section::Record) => {
                out.record.end_actions();
                if !part.is_listing {
                    zone = Some(Section::Record);
                }
            }
            None if names_people(&block.text) => {
                let (people, used) = people::read(&all[at..], "");
                out.people.extend(people);
                at += used.max(1);
                continue;
            }
            None => match zone {
                None if (part.title.is_some() && block.is_item() && !is_labelled(&block.text) && !out.record.is_led())
                    || matches!(block.kind, Kind::Row(_)) && is_head
                    || agenda::begins(&all[at..])
                    || is_titled_agenda && agenda::is_timed(block) =>
                {
                    let found = agenda::read(&all[at..], is_titled_agenda || agenda::begins(&all[at..]));
                    is_head = false;
                    if out.agenda.entries.is_empty() && !found.entries.is_empty() {
                        let used = found.used.max(1);
                        out.agenda = found;
                        at += used;
                        zone = Some(Section::Agenda);
                        continue;
                    }
                }
                Some(Section::Documents) => file(block, &mut category, &mut out.files),
                Some(Section::Record) => {
                    // The head of a report is no part of the record: date, place, and what kind of document it is.
                    let is_meta = is_head && (block.kind == Kind::Heading && !block.is_item());
                    if block.is_item() || block.kind == Kind::Paragraph {
                        is_head = false;
                    }
                    if words::annex(&block.text) {
                        out.record.end_actions();
                    } else if !is_meta {
                        out.record.take(block, next);
                    }
                }
                _ if (block.kind == Kind::Paragraph
                    || out.record.is_led() && block.is_item()
                    || block.text.ends_with(':') && zone.is_none())
                    && !part.is_listing =>
                {
                    out.record.take(block, next)
                }
                _ => {}
            },
        }
        at += 1;
    }
    if !is_report {
        // Of a page that records nothing only what is due counts.
        out.record.parts.clear();
    }
    out.record.finish(is_report);
    if part.is_mail && !is_report {
        out.kind = Some(DocumentKind::Mail);
    }
    if !is_report && out.kind.is_none() && !part.is_listing && !out.agenda.entries.is_empty() {
        out.kind = Some(DocumentKind::Agenda);
    }
    out
}

/// "Present: Jane Doe, John Roe"
fn names_people(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(label, _)| words::section(label) == Some(Section::Participants))
}

/// Whether a heading about actions is the subtitle of the document: date and sections follow, not a list.
fn is_subtitle(rest: &[Block]) -> bool {
    let until_item = rest.iter().take(4).take_while(|block| !block.is_item());
    let has_date = until_item.clone().any(|block| !super::dates::dates(&block.text).is_empty() && block.kind == Kind::Heading);
    let first = rest.iter().take(5).position(Block::is_item);
    let is_section = first.is_some_and(|at| {
        let is_number = matches!(rest[at].kind, Kind::Item { mark: Mark::Number(_) | Mark::CapitalRoman, .. });
        let is_below = rest.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Item { mark: Mark::Bullet(_), .. } | Kind::Paragraph));
        is_number && blocks::is_heading(&rest[at].text) && is_below
    });
    has_date || is_section
}

/// Whether what is listed are sentences, as in minutes.
fn mostly_sentences(all: &[Block]) -> bool {
    let (mut said, mut listed) = (0, 0);
    for block in all.iter().filter(|block| block.is_item()) {
        listed += 1;
        said += usize::from(block.text.ends_with('.') && block.text.chars().count() > 80);
    }
    listed >= 4 && 2 * said >= listed
}

/// A document or link.
fn file(block: &Block, category: &mut Option<String>, out: &mut Vec<File>) {
    let text = block.text.trim_end_matches(':');
    if block.kind == Kind::Heading && block.text.ends_with(':') {
        *category = Some(text.to_owned());
        return;
    }
    if block.kind == Kind::Noise || block.kind == Kind::Paragraph && block.links.is_empty() || text.is_empty() {
        return;
    }
    let target = block.links.first().and_then(|link| link.target.clone());
    let is_missing = block.links.first().is_some_and(|link| link.target.is_none());
    out.push(File {
        name: Some(text.to_owned()),
        category: category.clone(),
        access_url: target,
        link_state: is_missing.then_some(Lenient::Known(LinkState::Missing)),
        source: vec![Source { lines: vec![block.lines], ..Source::default() }],
        ..File::default()
    });
}

/// An annexed agenda of which parts are lost: the sections of the record fill the gaps.
pub fn mend(entries: &mut Vec<Entry>, record: &Record) {
    let number = |label: Option<&str>| label.and_then(|label| label.trim_matches(|c: char| !c.is_alphanumeric()).parse::<u32>().ok());
    let listed: Vec<u32> =
        entries.iter().filter(|entry| entry.depth == 0).filter_map(|entry| number(entry.item.number.as_deref())).collect();
    let is_whole = listed.iter().zip(1..).all(|(label, place)| *label == place);
    let sections: Vec<u32> = record.parts.iter().filter(|part| part.depth == 0).filter_map(|part| number(part.number.as_deref())).collect();
    let is_counted = sections.len() > 2 && sections.iter().zip(1..).all(|(label, place)| *label == place);
    if entries.is_empty() || is_whole || !is_counted {
        return;
    }
    let titles: BTreeSet<String> =
        entries.iter().filter(|entry| entry.depth == 0).filter_map(|entry| entry.item.name.as_deref()).map(words::folded).collect();
    let mut out: Vec<Entry> = Vec::new();
    for part in record.parts.iter().filter(|part| part.number.is_some()) {
        let Some(name) = &part.name else { continue };
        // What the annex lists apart is no part of the section above it.
        if part.depth > 0 && titles.contains(&words::folded(name)) {
            continue;
        }
        let mut item = item::item(name, part.number.as_deref());
        item.source.push(Source {
            certainty: Some(Lenient::Known(Certainty::Derived)),
            lines: vec![part.lines],
            field: Some("name".to_owned()),
            ..Source::default()
        });
        out.push(Entry { depth: part.depth, item, lines: part.lines, day: None });
    }
    let last = sections.last().copied().unwrap_or(0);
    out.extend(
        entries.drain(..).filter(|entry| entry.depth == 0 && number(entry.item.number.as_deref()).is_some_and(|label| label > last)),
    );
    *entries = out;
}

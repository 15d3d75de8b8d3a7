//! Parts become meetings of an envelope: facts with the lines that they came from.

use std::collections::{BTreeSet, HashMap};

use super::{
    agenda::{self, Agenda, Entry},
    blocks::{self, Block, Kind},
    bodies::{Bodies, slug},
    head::{self, Head},
    parts::Part,
    people,
    record::{Found, Record},
    steps,
    title::Title,
    words::{self, Section},
};
use crate::domain::{
    diagnostic::{Diagnostic, Parsed},
    mark::Mark,
    model::{
        Action, AgendaItem, AgendaState, Agent, Certainty, Cycle, DatePrecision, DocumentKind, Due, Envelope, File, KnownOption, Lenient,
        LinkState, Meeting, MeetingDay, MeetingState, MeetingType, MinutesSection, Note, OrganizationId, Participation, Source,
    },
    time::Moment,
};

/// The meetings of a document.
pub struct Meetings<'a> {
    name: &'a str,
    bodies: Bodies<'a>,
    out: Envelope,
    diagnostics: Vec<Diagnostic>,
    ids: HashMap<String, u32>,
    used: BTreeSet<OrganizationId>,
}

/// What a part holds, sorted.
#[derive(Default)]
struct Sorted {
    agenda: Agenda,
    agenda_lines: Option<u32>,
    is_draft: bool,
    record: Record,
    people: Vec<Participation>,
    files: Vec<File>,
    kind: Option<DocumentKind>,
}

impl<'a> Meetings<'a> {
    /// None yet.
    pub fn new(name: &'a str, bodies: Bodies<'a>, diagnostics: Vec<Diagnostic>) -> Self {
        Self { name, bodies, out: Envelope::new(), diagnostics, ids: HashMap::new(), used: BTreeSet::new() }
    }

    /// Adds the meeting of a part.
    pub fn add(&mut self, part: &Part) {
        let (title, title_lines) = part.title.clone().unwrap_or_default();
        let first = part.blocks.first().map_or(1, |block| block.lines[0]);
        let title_lines = if part.title.is_some() { title_lines } else { [first, first] };
        let mut cycle = title.cycle;
        let mut cycle_lines = None;
        let reach = part.blocks.iter().take_while(|block| !is_opening(block)).count();
        if cycle.is_none() {
            // "… of the IGF 2022 preparatory cycle"
            let told = part.blocks.iter().take(reach.max(6)).find_map(|block| Some((super::title::cycle(&block.text)?, block.lines)));
            (cycle, cycle_lines) = told.map_or((None, None), |(year, lines)| (Some(year), Some(lines)));
        }
        let head = head::read(&part.printed, &head_blocks(part), title_lines, cycle, &mut self.diagnostics);
        let year = head.start.and_then(Moment::first_day).map(|date| date.year()).or(cycle);
        let sorted =
            if part.is_transcript { Sorted { kind: Some(DocumentKind::Transcript), ..Sorted::default() } } else { sort(part, year) };
        let is_empty =
            sorted.agenda.entries.is_empty() && sorted.record.actions.is_empty() && sorted.people.is_empty() && head.start.is_none();
        if part.title.is_none() && is_empty {
            return;
        }
        let id = self.id(&title, cycle, &head);
        let mut meeting = Meeting {
            id: id.as_str().into(),
            name: part.title.as_ref().map(|_| title.name.clone()),
            number: title.number.as_ref().map(|(printed, _)| printed.clone()),
            sequence_number: title.number.as_ref().map(|(_, value)| *value),
            cycle: cycle.map(|year| format!("igf-{year}").as_str().into()),
            organization: title.bodies.clone(),
            ..Meeting::default()
        };
        let source = |lines: [u32; 2], field: Option<&str>, certainty: Certainty| Source {
            file_name: Some(self.name.to_owned()),
            lines: vec![lines],
            field: field.map(str::to_owned),
            certainty: Some(Lenient::Known(certainty)),
            ..Source::default()
        };
        let mut own = source(title_lines, None, Certainty::Stated);
        own.document_kind =
            Some(Lenient::Known(sorted.kind.unwrap_or(if part.is_listing { DocumentKind::Listing } else { DocumentKind::Other })));
        meeting.source.push(own);
        meeting.source.extend(cycle_lines.map(|lines| source(lines, Some("cycle"), Certainty::Stated)));
        if let Some(lines) = head.date_lines {
            meeting.source.push(source(lines, Some("start"), if head.is_year_taken { Certainty::Derived } else { Certainty::Stated }));
        }
        meeting.source.extend(head.place_lines.map(|lines| source(lines, Some("location"), Certainty::Stated)));
        self.place_in_time(&mut meeting, &head);
        self.kind(&mut meeting, part, &title);
        if sorted.is_draft {
            meeting.agenda_state = Some(Lenient::Known(AgendaState::Draft));
        }
        if matches!(sorted.kind, Some(DocumentKind::ActionItems | DocumentKind::SummaryReport | DocumentKind::Transcript)) {
            meeting.meeting_state = Some(Lenient::Known(MeetingState::Minuted));
        }
        self.agenda(&mut meeting, &sorted);
        self.minutes(&mut meeting, &sorted.record);
        meeting.participation = sorted.people;
        meeting.participation.iter_mut().for_each(|person| name_sources(&mut person.source, self.name));
        for (n, mut file) in (1_u32..).zip(sorted.files) {
            file.id = Some(format!("{id}/file-{n}").as_str().into());
            name_sources(&mut file.source, self.name);
            meeting.file.push(file);
        }
        self.actions(&meeting, &sorted.record.actions, year);
        self.mentions(&mut meeting, part);
        if let Some(year) = cycle
            && self.out.cycle.iter().all(|known| known.year != Some(year))
        {
            let lines = cycle_lines.unwrap_or(title_lines);
            let source = vec![Source { file_name: Some(self.name.to_owned()), lines: vec![lines], ..Source::default() }];
            self.out.cycle.push(Cycle {
                id: format!("igf-{year}").as_str().into(),
                name: Some(format!("IGF {year}")),
                year: Some(year),
                source,
                ..Cycle::default()
            });
        }
        self.out.meeting.push(meeting);
    }

    /// The envelope, with the bodies that it names.
    pub fn finish(mut self) -> Parsed<Envelope> {
        // With the bodies that they belong to.
        let mut open: Vec<OrganizationId> = self.used.iter().cloned().collect();
        while let Some(id) = open.pop() {
            let above = self.bodies.by_id(&id).and_then(|body| body.sub_organization_of.clone());
            if let Some(above) = above.filter(|above| self.used.insert(above.clone())) {
                open.push(above);
            }
        }
        self.out.organization.extend(self.used.iter().filter_map(|id| self.bodies.by_id(id)).cloned());
        for (id, line) in &self.bodies.met {
            if let Some(body) = self.out.organization.iter_mut().find(|body| body.id == *id) {
                body.source.push(Source { file_name: Some(self.name.to_owned()), lines: vec![[*line, *line]], ..Source::default() });
                let message = format!("\"{}\" is a group that is not known yet", body.label());
                self.diagnostics.push(Diagnostic::warning("new-group", *line, message, "check whether a known group is meant"));
            }
        }
        Parsed { value: self.out, diagnostics: self.diagnostics }
    }

    /// An id that says which meeting it is, once.
    fn id(&mut self, title: &Title, cycle: Option<i32>, head: &Head) -> String {
        let date = head.start.and_then(Moment::first_day);
        let begin =
            cycle.map(|year| format!("igf-{year}")).or_else(|| date.map(|date| date.to_string())).unwrap_or_else(|| "undated".to_owned());
        let is_mag = title.bodies.first().is_some_and(|body| body.as_str() == "mag");
        let rest = match (&title.number, title.kind) {
            (Some((_, number)), Some(MeetingType::OpenConsultation)) => format!("oc-{number}"),
            (Some((_, number)), None) if is_mag => format!("mag-{number}"),
            _ => Some(slug(&title.name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "meeting".to_owned()),
        };
        let rest = rest.strip_prefix(&format!("{begin}-")).map_or(rest.clone(), str::to_owned);
        let day =
            title.day.filter(|_| rest.starts_with("oc-") || rest.starts_with("mag-")).map_or(String::new(), |day| format!("-day-{day}"));
        let id = format!("{begin}-{rest}{day}");
        let count = self.ids.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 { format!("{id}-{count}") } else { id }
    }

    fn place_in_time(&self, meeting: &mut Meeting, head: &Head) {
        let precision = match head.start {
            Some(Moment::Instant(_)) => DatePrecision::Minute,
            Some(_) => DatePrecision::Day,
            None => DatePrecision::Unknown,
        };
        meeting.date_precision = Some(Lenient::Known(precision));
        meeting.start = head.start.map(Lenient::Known);
        meeting.end = head.end.map(Lenient::Known);
        meeting.time_zone = head.is_utc.then(|| "UTC".to_owned());
        meeting.duration = head.duration.map(Lenient::Known);
        meeting.location.clone_from(&head.location);
        meeting.attendance_mode = head.mode.map(Lenient::Known);
    }

    fn kind(&mut self, meeting: &mut Meeting, part: &Part, title: &Title) {
        use crate::domain::model::AttendanceMode;
        let is_mag = title.bodies.first().is_some_and(|body| body.as_str() == "mag");
        let mode = meeting.attendance_mode.known().copied();
        let kind = title.kind.or(match mode {
            Some(AttendanceMode::Online) if is_mag => Some(MeetingType::Virtual),
            Some(_) if is_mag => Some(MeetingType::InPerson),
            _ => None,
        });
        let kind = kind.or_else(|| {
            let told = part
                .blocks
                .iter()
                .take(8)
                .any(|block| block.text.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word == "workshop"));
            (part.title.is_some() && title.bodies.is_empty() && told).then_some(MeetingType::Workshop)
        });
        meeting.meeting_type = kind.map(Lenient::Known);
        if meeting.organization.is_empty() && matches!(kind, Some(MeetingType::Workshop | MeetingType::Webinar)) {
            // Who organizes it, as the announcement says.
            let told = part.blocks.iter().take(8).find(|block| {
                let small = block.text.to_lowercase();
                ["organiz", "organis", "hosted by", "convened by"].iter().any(|sign| small.contains(sign))
            });
            meeting.organization = told.map_or(Vec::new(), |block| self.bodies.mentions(&block.text, block.lines[0]));
            meeting.organization.truncate(1);
        }
    }

    fn agenda(&mut self, meeting: &mut Meeting, sorted: &Sorted) {
        for (n, (name, lines)) in (1_u32..).zip(&sorted.agenda.days) {
            let date = super::dates::dates(name)
                .first()
                .and_then(|dated| dated.first.date(meeting.start.known().and_then(|start| start.first_day()).map(|date| date.year())));
            meeting.meeting_day.push(MeetingDay {
                id: Some(format!("day-{n}").as_str().into()),
                name: Some(name.clone()),
                date: date.map(|date| Lenient::Known(Moment::Day(date))),
                source: vec![self.source(*lines)],
                ..MeetingDay::default()
            });
        }
        let mut entries = sorted.agenda.entries.clone();
        mend(&mut entries, &sorted.record);
        for (n, entry) in (1_u32..).zip(&mut entries) {
            let item = &mut entry.item;
            item.id = format!("{}/item-{n}", meeting.id).as_str().into();
            item.organization = self.bodies.mentions(item.name.as_deref().unwrap_or_default(), entry.lines[0]);
            item.day = entry.day.map(|day| format!("day-{}", day + 1).as_str().into());
            let mut all = vec![self.source(entry.lines)];
            all.append(&mut item.source);
            item.source = all;
            name_sources(&mut item.source, self.name);
            for source in &mut item.source {
                if source.lines.is_empty() {
                    source.lines.push(entry.lines);
                }
            }
            for group in &mut item.breakout {
                name_sources(&mut group.source, self.name);
                group.task.iter_mut().for_each(|task| name_sources(&mut task.source, self.name));
            }
        }
        meeting.agenda_item = tree(entries.into_iter().map(|entry| (entry.depth, entry.item)).collect(), |item| &mut item.agenda_item);
    }

    fn source(&self, lines: [u32; 2]) -> Source {
        Source {
            file_name: Some(self.name.to_owned()),
            lines: vec![lines],
            certainty: Some(Lenient::Known(Certainty::Stated)),
            ..Source::default()
        }
    }

    fn minutes(&mut self, meeting: &mut Meeting, record: &Record) {
        let mut notes = 0;
        let mut all = Vec::new();
        for (n, part) in (1_u32..).zip(&record.parts) {
            let mut section = MinutesSection {
                id: Some(format!("{}/section-{n}", meeting.id).as_str().into()),
                number: part.number.clone(),
                name: part.name.clone(),
                organization: self.bodies.mentions(part.name.as_deref().unwrap_or_default(), part.lines[0]),
                source: vec![self.source(part.lines)],
                ..MinutesSection::default()
            };
            for (number, text, lines) in &part.notes {
                notes += 1;
                section.note.push(Note {
                    id: Some(format!("{}/note-{notes}", meeting.id).as_str().into()),
                    number: number.clone(),
                    text: Some(text.clone()),
                    organization: self.bodies.mentions(text, lines[0]),
                    source: vec![self.source(*lines)],
                    ..Note::default()
                });
            }
            all.push((part.depth, section));
        }
        meeting.minutes = tree(all, |section| &mut section.section);
    }

    fn actions(&mut self, meeting: &Meeting, found: &[Found], year: Option<i32>) {
        for (n, found) in (1_u32..).zip(found) {
            let organization = self.bodies.mentions(&found.text, found.lines[0]);
            let mut source = self.source(found.lines);
            if found.is_prose {
                source.certainty = Some(Lenient::Known(Certainty::Derived));
            }
            let mut all = vec![source];
            if found.duty.is_year_taken && found.duty.date.is_some() {
                all.push(Source {
                    field: Some("due".to_owned()),
                    certainty: Some(Lenient::Known(Certainty::Derived)),
                    ..self.source(found.lines)
                });
                if let Some(year) = year {
                    let message = format!("the due date has no year, {year} is taken from the meeting");
                    self.diagnostics.push(Diagnostic::warning("year-taken", found.lines[0], message, "check it against the calendar"));
                }
            }
            let due = match (found.duty.date, &found.duty.when) {
                (Some(date), _) => Some(Due { date: Some(Lenient::Known(Moment::Day(date))), ..Due::default() }),
                (None, Some(text)) => Some(Due { text: Some(text.clone()), ..Due::default() }),
                (None, None) => None,
            };
            let agent = found.duty.agents.iter().map(|name| self.agent(name, found.lines[0])).collect();
            self.out.action.push(Action {
                id: format!("{}/action-{n}", meeting.id).as_str().into(),
                name: Some(found.text.clone()),
                agent,
                strength: found.duty.strength.map(Lenient::Known),
                due,
                organization,
                meeting: Some(meeting.id.clone()),
                section: found.section.map(|at| format!("{}/section-{}", meeting.id, at + 1).as_str().into()),
                heading: found.heading.clone(),
                source: all,
                ..Action::default()
            });
        }
    }

    /// Who acts: "Secretariat", "MAG members", "WG-Youth co-facilitators".
    fn agent(&mut self, name: &str, line: u32) -> Agent {
        let bare = name.strip_prefix("IGF ").unwrap_or(name);
        let small = words::folded(bare);
        let organization = self.bodies.by_name(bare).or_else(|| self.bodies.mentions(name, line).into_iter().next()).or_else(|| {
            let id = match small.as_str() {
                "mag members" | "members of the mag" => "mag",
                "secretariat" => "secretariat",
                "host country" => "host-country",
                _ => return None,
            };
            Some(id.into())
        });
        self.used.extend(organization.clone());
        Agent { name: Some(name.to_owned()), organization, ..Agent::default() }
    }

    /// Groups that are named and tied to nothing else.
    fn mentions(&mut self, meeting: &mut Meeting, part: &Part) {
        let mut named: Vec<OrganizationId> = meeting.organization.clone();
        let mut items: Vec<&AgendaItem> = meeting.agenda_item.iter().collect();
        while let Some(item) = items.pop() {
            named.extend(item.organization.iter().cloned());
            items.extend(&item.agenda_item);
        }
        let mut sections: Vec<&MinutesSection> = meeting.minutes.iter().collect();
        while let Some(section) = sections.pop() {
            named.extend(section.organization.iter().cloned());
            named.extend(section.note.iter().flat_map(|note| note.organization.iter().cloned()));
            sections.extend(&section.section);
        }
        for action in self.out.action.iter().rev().take_while(|action| action.meeting.as_ref() == Some(&meeting.id)) {
            named.extend(action.organization.iter().chain(action.agent.iter().filter_map(|agent| agent.organization.as_ref())).cloned());
        }
        let mut known: BTreeSet<OrganizationId> = named.into_iter().collect();
        if !part.is_transcript {
            for block in part.blocks {
                for id in self.bodies.mentions(&block.text, block.lines[0]) {
                    if known.insert(id.clone()) {
                        meeting.mentioned_organization.push(id);
                    }
                }
            }
        }
        self.used.extend(known);
    }
}

fn name_sources(all: &mut [Source], name: &str) {
    for source in all {
        source.file_name.get_or_insert_with(|| name.to_owned());
        source.certainty.get_or_insert(Lenient::Known(Certainty::Stated));
    }
}

/// A tree of things in reading order, each with its depth.
fn tree<T>(all: Vec<(usize, T)>, below: fn(&mut T) -> &mut Vec<T>) -> Vec<T> {
    let mut out: Vec<T> = Vec::new();
    // Those that are still open, the deepest last.
    let mut open: Vec<T> = Vec::new();
    let close = |open: &mut Vec<T>, out: &mut Vec<T>, depth: usize| {
        while open.len() > depth {
            let Some(done) = open.pop() else { break };
            match open.last_mut() {
                Some(parent) => below(parent).push(done),
                None => out.push(done),
            }
        }
    };
    for (depth, one) in all {
        close(&mut open, &mut out, depth);
        open.push(one);
    }
    close(&mut open, &mut out, 0);
    out
}

/// Whether a block begins what is no more head.
fn is_opening(block: &Block) -> bool {
    matches!(block.kind, Kind::Item { .. })
        || matches!(block.kind, Kind::Heading)
            && words::section(&block.text)
                .is_some_and(|section| section == Section::Agenda || section == Section::Documents || section == Section::Participants)
}

/// The blocks between the title and what is no more head: a report tells of the meeting in its first paragraph, wherever that stands.
fn head_blocks<'b>(part: &Part<'b>) -> Vec<&'b Block> {
    const MOST: usize = 24;
    let all = part.blocks;
    let end = all.iter().take(MOST).take_while(|block| !is_opening(block) || block.is_item() && is_labelled(&block.text)).count();
    let told = all.iter().skip(end).take(MOST).find(|block| !part.is_listing && !part.is_transcript && head::tells(&block.text));
    all[..end].iter().chain(told).collect()
}

fn is_labelled(text: &str) -> bool {
    text.split_once(':').is_some_and(|(label, _)| label.chars().count() <= 16)
}

/// Sorts the blocks of a part by what they tell of.
fn sort(part: &Part, year: Option<i32>) -> Sorted {
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
                    out.agenda_lines = Some(block.lines[0]);
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
                None if block.is_item() && !is_labelled(&block.text) || matches!(block.kind, Kind::Row(_)) && zone.is_none() && is_head => {
                    let found = agenda::read(&all[at..], false);
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
                _ if block.kind == Kind::Paragraph && !part.is_listing => out.record.take(block, next),
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
fn mend(entries: &mut Vec<Entry>, record: &Record) {
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
        let mut item = agenda::item(name, part.number.as_deref());
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

//! Parts become meetings of an envelope: facts with the lines that they came from.

use std::collections::{BTreeSet, HashMap};

use super::{
    bodies::{Bodies, slug},
    head::{self, Head},
    parts::Part,
    record::{Found, Record},
    sort::{self, Sorted},
    title::Title,
    words,
};
use crate::domain::{
    diagnostic::{Diagnostic, Parsed},
    model::{
        Action, AgendaItem, AgendaState, Agent, Certainty, Cycle, DatePrecision, DocumentKind, Due, Envelope, KnownOption, Lenient,
        Meeting, MeetingDay, MeetingState, MeetingType, MinutesSection, Note, OrganizationId, Source,
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
        let reach = part.blocks.iter().take_while(|block| !sort::is_opening(block)).count();
        if cycle.is_none() {
            // "… of the IGF 2022 preparatory cycle"
            let told = part.blocks.iter().take(reach.max(6)).find_map(|block| Some((super::title::cycle(&block.text)?, block.lines)));
            (cycle, cycle_lines) = told.map_or((None, None), |(year, lines)| (Some(year), Some(lines)));
        }
        let head = head::read(&part.printed, &sort::head_blocks(part), title_lines, cycle, &mut self.diagnostics);
        let year = head.start.and_then(Moment::first_day).map(|date| date.year()).or(cycle);
        let sorted =
            if part.is_transcript { Sorted { kind: Some(DocumentKind::Transcript), ..Sorted::default() } } else { sort::sort(part, year) };
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
        sort::mend(&mut entries, &sorted.record);
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

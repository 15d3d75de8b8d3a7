//! A meeting as it is sent to others: every format writes the same facts in the same words.

use crate::domain::model::{AgendaItem, File, Meeting, MeetingDay};

/// What only the reader's language, zone and archive can tell.
pub trait Voice {
    /// When the meeting is; nothing where that is not known.
    fn when(&self, meeting: &Meeting) -> Option<String>;
    /// When a day is, beside its name.
    fn day(&self, day: &MeetingDay) -> Option<String>;
    /// What else is said of the meeting: a name ("Body") and what it is.
    fn facts(&self, meeting: &Meeting) -> Vec<(String, String)>;
    /// The number of an item.
    fn number(&self, item: &AgendaItem) -> Option<String>;
    /// Its start.
    fn start(&self, item: &AgendaItem) -> Option<String>;
    /// Its stated length.
    fn length(&self, item: &AgendaItem) -> Option<String>;
    /// The groups concerned.
    fn groups(&self, item: &AgendaItem) -> Option<String>;
    /// The breakout groups of an item, one a line.
    fn breakouts(&self, item: &AgendaItem) -> Vec<String>;
    /// "Date".
    fn date_heading(&self) -> String;
    /// "Agenda (90 min in all)".
    fn agenda_heading(&self, meeting: &Meeting) -> String;
    /// "Documents".
    fn documents_heading(&self) -> String;
    /// What stands for a title that is missing.
    fn untitled(&self) -> String;
}

/// A meeting in words. It holds no private note and no address to join a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    /// The title.
    pub title: String,
    /// Name and value: "Date", "20 January 2026, 13:00 UTC".
    pub facts: Vec<(String, String)>,
    /// The purpose.
    pub description: Option<String>,
    /// The heading of the agenda.
    pub agenda_heading: String,
    /// The agenda, in reading order.
    pub agenda: Vec<Line>,
    /// The heading of the documents.
    pub documents_heading: String,
    /// The documents of the meeting.
    pub documents: Vec<Link>,
}

/// An item of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The day that begins with it: "Day 2, 21 March 2018".
    pub day: Option<String>,
    /// How many items it is inside of.
    pub depth: usize,
    /// Its number: "1.1".
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// Start, length, presenters: what stands behind the title.
    pub facts: Vec<String>,
    /// Description, groups, breakout groups: a line each.
    pub details: Vec<String>,
    /// Its documents.
    pub documents: Vec<Link>,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Its title.
    pub title: String,
    /// Its address, where it has one.
    pub address: Option<String>,
}

impl Link {
    fn of(file: &File) -> Option<Self> {
        let address = file.access_url.clone();
        let title = file.name.clone().or_else(|| address.clone())?;
        Some(Self { title, address })
    }
}

impl Programme {
    /// A meeting in the words of a voice. Items without a title, children and length are left out: nothing is said with them.
    pub fn of(meeting: &Meeting, voice: &dyn Voice) -> Self {
        let when = voice.when(meeting).map(|when| (voice.date_heading(), when));
        let mut agenda = Vec::new();
        lines(&meeting.agenda_item, 0, meeting, voice, &mut None, &mut agenda);
        let items = |file: &&File| file.agenda_item.is_none();
        Self {
            title: meeting.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| voice.untitled()),
            facts: when.into_iter().chain(voice.facts(meeting)).collect(),
            description: stated(&meeting.description),
            agenda_heading: voice.agenda_heading(meeting),
            agenda,
            documents_heading: voice.documents_heading(),
            documents: meeting.file.iter().filter(items).filter_map(Link::of).collect(),
        }
    }
}

fn stated(text: &Option<String>) -> Option<String> {
    text.clone().filter(|text| !text.trim().is_empty())
}

fn lines(
    items: &[AgendaItem],
    depth: usize,
    meeting: &Meeting,
    voice: &dyn Voice,
    day: &mut Option<crate::domain::model::PartId>,
    out: &mut Vec<Line>,
) {
    for item in items {
        let title = stated(&item.name);
        let length = voice.length(item);
        if title.is_none() && length.is_none() && item.agenda_item.is_empty() {
            continue;
        }
        let begins = item.day.clone().filter(|of| depth == 0 && day.as_ref() != Some(of));
        if begins.is_some() {
            day.clone_from(&begins);
        }
        let begins = begins.and_then(|id| meeting.meeting_day.iter().find(|day| day.id.as_ref() == Some(&id)));
        let begins = begins.map(|day| day.name.iter().cloned().chain(voice.day(day)).collect::<Vec<_>>().join(", "));
        let presenters = item.presenter.iter().filter_map(|person| match (&person.name, &person.role) {
            (Some(name), Some(role)) => Some(format!("{name} ({role})")),
            (name, role) => name.clone().or_else(|| role.clone()),
        });
        let own = meeting.file.iter().filter(|file| file.agenda_item.as_ref() == Some(&item.id));
        out.push(Line {
            day: begins,
            depth,
            number: voice.number(item),
            title: title.unwrap_or_else(|| voice.untitled()),
            facts: voice.start(item).into_iter().chain(length).chain(presenters).collect(),
            details: stated(&item.description).into_iter().chain(voice.groups(item)).chain(voice.breakouts(item)).collect(),
            documents: own.chain(&item.file).filter_map(Link::of).collect(),
        });
        lines(&item.agenda_item, depth + 1, meeting, voice, day, out);
    }
}

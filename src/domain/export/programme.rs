//! A meeting as it is sent to others: every format writes the same facts in the same words.

use crate::domain::{
    model::{AgendaItem, File, ItemId, Meeting, MeetingDay, PartId},
    timing,
};

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
        let said = meeting.agenda_item.iter().filter(|item| is_said(item, voice));
        let mut agenda = Vec::new();
        lines(&meeting.agenda_item, 0, &Material { meeting, voice, days: timing::day_begins(&meeting.meeting_day, said) }, &mut agenda);
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

/// Whether something is said with an item.
fn is_said(item: &AgendaItem, voice: &dyn Voice) -> bool {
    stated(&item.name).is_some() || voice.length(item).is_some() || !item.agenda_item.is_empty()
}

/// What lines are made from.
struct Material<'a> {
    meeting: &'a Meeting,
    voice: &'a dyn Voice,
    days: Vec<(&'a ItemId, &'a PartId)>,
}

fn lines(items: &[AgendaItem], depth: usize, from: &Material, out: &mut Vec<Line>) {
    let Material { meeting, voice, days } = from;
    for item in items.iter().filter(|item| is_said(item, *voice)) {
        let begins = days.iter().find(|(id, _)| depth == 0 && **id == item.id);
        let begins = begins.and_then(|(_, id)| meeting.meeting_day.iter().find(|day| day.id.as_ref() == Some(*id)));
        let presenters = item.presenter.iter().filter_map(|person| match (&person.name, &person.role) {
            (Some(name), Some(role)) => Some(format!("{name} ({role})")),
            (name, role) => name.clone().or_else(|| role.clone()),
        });
        let own = meeting.file.iter().filter(|file| file.agenda_item.as_ref() == Some(&item.id));
        out.push(Line {
            day: begins.map(|day| day.name.iter().cloned().chain(voice.day(day)).collect::<Vec<_>>().join(", ")),
            depth,
            number: voice.number(item),
            title: stated(&item.name).unwrap_or_else(|| voice.untitled()),
            facts: voice.start(item).into_iter().chain(voice.length(item)).chain(presenters).collect(),
            details: stated(&item.description).into_iter().chain(voice.groups(item)).chain(voice.breakouts(item)).collect(),
            documents: own.chain(&item.file).filter_map(Link::of).collect(),
        });
        lines(&item.agenda_item, depth + 1, from, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says nothing but lengths and the names of things.
    struct Bare;

    impl Voice for Bare {
        fn when(&self, _: &Meeting) -> Option<String> {
            None
        }
        fn day(&self, day: &MeetingDay) -> Option<String> {
            day.id.as_ref().map(ToString::to_string)
        }
        fn facts(&self, _: &Meeting) -> Vec<(String, String)> {
            Vec::new()
        }
        fn number(&self, item: &AgendaItem) -> Option<String> {
            item.number.clone()
        }
        fn start(&self, _: &AgendaItem) -> Option<String> {
            None
        }
        fn length(&self, item: &AgendaItem) -> Option<String> {
            item.duration.as_ref().map(ToString::to_string)
        }
        fn groups(&self, _: &AgendaItem) -> Option<String> {
            None
        }
        fn breakouts(&self, _: &AgendaItem) -> Vec<String> {
            Vec::new()
        }
        fn date_heading(&self) -> String {
            String::new()
        }
        fn agenda_heading(&self, _: &Meeting) -> String {
            String::new()
        }
        fn documents_heading(&self) -> String {
            String::new()
        }
        fn untitled(&self) -> String {
            "Untitled".into()
        }
    }

    #[test]
    fn a_day_begins_with_the_first_item_of_it_that_says_something() {
        let meeting: Meeting = serde_json::from_str(
            r#"{"id":"m","meetingDay":[{"id":"day-1","name":"First"},{"id":"day-2"}],"agendaItem":[{"id":"m/1","day":"day-1"},
            {"id":"m/2","name":"A","day":"day-1","agendaItem":[{"id":"m/3","name":"B","day":"day-2","privateNote":"budget"}]},
            {"id":"m/4","duration":"PT5M"},{"id":"m/5","name":"C","day":"day-2"},{"id":"m/6","name":"D","day":"day-2"}]}"#,
        )
        .unwrap();
        let programme = Programme::of(&meeting, &Bare);
        let lines: Vec<_> = programme.agenda.iter().map(|line| (line.day.as_deref(), line.depth, line.title.as_str())).collect();
        let expected = [(Some("First, day-1"), 0, "A"), (None, 1, "B"), (None, 0, "Untitled"), (Some("day-2"), 0, "C"), (None, 0, "D")];
        assert_eq!(lines, expected);
        assert!(!format!("{programme:?}").contains("budget"));
    }
}

//! A meeting as it is sent to others: every format writes the same facts in the same words.

use super::{
    include::{Include, Part},
    voice::{Label, Voice},
};
use crate::domain::{
    call, link,
    model::{Action, AgendaItem, File, ItemId, Meeting, MeetingDay, MinutesSection, Note, PartId, Presenter, VirtualLocation},
    timing::{self, Extent},
};

/// A meeting in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    /// The language of the words (BCP 47).
    pub language: &'static str,
    /// The title.
    pub title: String,
    /// Name and value: "Date", "20 January 2026, 13:00 UTC".
    pub facts: Vec<(String, String)>,
    /// Where it is, on one line; addresses to join where they go along.
    pub place: Option<String>,
    /// The purpose.
    pub description: Option<String>,
    /// The heading of the agenda.
    pub agenda_heading: String,
    /// The agenda, in reading order.
    pub agenda: Vec<Line>,
    /// The name of a note for oneself.
    pub note_heading: String,
    /// The heading of the actions.
    pub actions_heading: String,
    /// The actions.
    pub actions: Vec<Duty>,
    /// The heading of the minutes.
    pub minutes_heading: String,
    /// What was recorded, in reading order.
    pub minutes: Vec<Point>,
    /// The heading of the documents.
    pub documents_heading: String,
    /// The documents of the meeting.
    pub documents: Vec<Link>,
}

/// An item of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The day that begins with it.
    pub day: Option<Day>,
    /// How many items it is inside of.
    pub depth: usize,
    /// Its number: "1.1".
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub start: Option<String>,
    /// How long it takes.
    pub length: Option<String>,
    /// The same in seconds.
    pub lasts: Option<Extent>,
    /// Who presents.
    pub presenters: Vec<String>,
    /// Description, groups, breakout groups: a paragraph each.
    pub details: Vec<String>,
    /// What its author notes for herself.
    pub note: Option<String>,
    /// Its documents.
    pub documents: Vec<Link>,
}

impl Line {
    /// Start, length, presenters: what stands behind the title.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        self.start.iter().chain(&self.length).chain(&self.presenters).map(String::as_str)
    }
}

/// A day of a meeting of several days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Its id in the meeting.
    pub id: PartId,
    /// "Day 2, 21 March 2018".
    pub words: String,
}

/// An action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// What is to be done.
    pub text: String,
    /// Owner, when it is due, what became of it.
    pub facts: Vec<String>,
    /// More of it.
    pub description: Option<String>,
    /// Its documents.
    pub documents: Vec<Link>,
}

/// Something that was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// What it is.
    pub kind: PointKind,
    /// How many sections, or points, it is inside of.
    pub depth: usize,
    /// Its number, as printed.
    pub number: Option<String>,
    /// Its words.
    pub text: String,
    /// Its documents.
    pub documents: Vec<Link>,
}

/// What a recorded point is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PointKind {
    /// The heading of a section.
    Heading,
    /// A paragraph or point.
    #[default]
    Note,
    /// A decision; its words begin with "Decision:".
    Decision,
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

    /// The address, where it may become a link: nothing but pages of the web.
    pub fn web(&self) -> Option<&str> {
        self.address.as_deref().filter(|address| link::is_web(address))
    }

    /// The address, where it says more than the title.
    pub fn beside(&self) -> Option<&str> {
        self.address.as_deref().filter(|address| *address != self.title)
    }
}

impl Programme {
    /// A meeting with its own of the actions, in the words of a voice. Items without a title, children and length are left out: nothing is
    /// said with them.
    pub fn of(meeting: &Meeting, actions: &[Action], voice: &dyn Voice, include: Include) -> Self {
        let from = Material {
            meeting,
            voice,
            include,
            days: timing::day_begins(&meeting.meeting_day, meeting.agenda_item.iter().filter(|item| is_said(item, voice, include))),
        };
        let mut out = Self {
            language: voice.language(),
            title: stated(&meeting.name).unwrap_or_else(|| voice.label(Label::Untitled)),
            facts: facts(&from),
            place: place(&from),
            description: stated(&meeting.description),
            agenda_heading: voice.label(Label::Agenda),
            note_heading: voice.label(Label::PrivateNote),
            actions_heading: voice.label(Label::Actions),
            minutes_heading: voice.label(Label::Minutes),
            documents_heading: voice.label(Label::Documents),
            ..Self::default()
        };
        if let Some(total) = voice.total(meeting).filter(|_| include.has(Part::Durations)) {
            out.agenda_heading = voice.counted(&out.agenda_heading, &total);
        }
        lines(&meeting.agenda_item, 0, &from, &mut out.agenda);
        if include.has(Part::Actions) {
            let own = actions.iter().filter(|action| action.meeting.as_ref().is_some_and(|id| meeting.stands_for(id)));
            out.actions = own.map(|action| duty(action, &from)).collect();
        }
        if include.has(Part::Minutes) {
            sections(&meeting.minutes, 0, &from, &mut out.minutes);
        }
        out.documents = from.links(meeting.file.iter().filter(|file| file.agenda_item.is_none()));
        if !include.has(Part::JoinAddresses) {
            out.each_text(&mut |text| {
                if let std::borrow::Cow::Owned(left) = call::without(text) {
                    *text = left;
                }
            });
        }
        out
    }

    /// Every text in it that a person wrote, and may have written anything into.
    fn each_text(&mut self, act: &mut dyn FnMut(&mut String)) {
        fn links(links: &mut Vec<Link>, act: &mut dyn FnMut(&mut String)) {
            for link in links {
                act(&mut link.title);
                link.address.iter_mut().for_each(&mut *act);
                link.address.take_if(|address| address.contains(call::GAP));
            }
        }
        act(&mut self.title);
        self.facts.iter_mut().for_each(|(_, value)| act(value));
        self.place.iter_mut().chain(&mut self.description).for_each(&mut *act);
        for line in &mut self.agenda {
            line.day.iter_mut().for_each(|day| act(&mut day.words));
            act(&mut line.title);
            let texts =
                line.number.iter_mut().chain(&mut line.length).chain(&mut line.presenters).chain(&mut line.details).chain(&mut line.note);
            texts.for_each(&mut *act);
            links(&mut line.documents, act);
        }
        for duty in &mut self.actions {
            act(&mut duty.text);
            duty.facts.iter_mut().chain(&mut duty.description).for_each(&mut *act);
            links(&mut duty.documents, act);
        }
        for point in &mut self.minutes {
            act(&mut point.text);
            point.number.iter_mut().for_each(&mut *act);
            links(&mut point.documents, act);
        }
        links(&mut self.documents, act);
    }
}

fn stated(text: &Option<String>) -> Option<String> {
    text.clone().filter(|text| !text.trim().is_empty())
}

/// Whether something is said with an item.
fn is_said(item: &AgendaItem, voice: &dyn Voice, include: Include) -> bool {
    stated(&item.name).is_some() || (include.has(Part::Durations) && voice.length(item).is_some()) || !item.agenda_item.is_empty()
}

/// What a programme is made from.
struct Material<'a> {
    meeting: &'a Meeting,
    voice: &'a dyn Voice,
    include: Include,
    days: Vec<(&'a ItemId, &'a PartId)>,
}

impl Material<'_> {
    fn links<'f>(&self, files: impl IntoIterator<Item = &'f File>) -> Vec<Link> {
        let with = self.include.has(Part::Documents);
        files.into_iter().filter(|_| with).filter_map(Link::of).collect()
    }

    fn day(&self, day: &MeetingDay) -> Option<Day> {
        let words = day.name.iter().cloned().chain(self.voice.day(day)).collect::<Vec<_>>().join(", ");
        day.id.clone().map(|id| Day { id, words })
    }
}

fn facts(from: &Material) -> Vec<(String, String)> {
    let Material { meeting, voice, include, .. } = from;
    let mut out: Vec<(String, String)> = voice.when(meeting).map(|when| (voice.label(Label::Date), when)).into_iter().collect();
    out.extend(voice.facts(meeting));
    out.extend(venue(meeting).map(|venue| (voice.label(Label::Place), venue)));
    if include.has(Part::JoinAddresses) {
        out.extend(joins(meeting).map(|join| (voice.label(Label::Join), join)));
    }
    out
}

/// The venue.
fn venue(meeting: &Meeting) -> Option<String> {
    let place = meeting.location.as_ref()?;
    let words: Vec<&str> = [&place.name, &place.locality, &place.country].into_iter().flatten().map(String::as_str).collect();
    Some(words.join(", ")).filter(|words| !words.trim().is_empty())
}

/// Names and addresses by which one joins the call.
fn joins(meeting: &Meeting) -> impl Iterator<Item = String> {
    let said = |place: &VirtualLocation| {
        let words: Vec<&str> = [&place.name, &place.url].into_iter().flatten().map(String::as_str).collect();
        Some(words.join(": ")).filter(|words| !words.is_empty())
    };
    meeting.location.iter().flat_map(|location| &location.virtual_location).filter_map(said)
}

fn place(from: &Material) -> Option<String> {
    let joins = from.include.has(Part::JoinAddresses).then(|| joins(from.meeting));
    let words: Vec<String> = venue(from.meeting).into_iter().chain(joins.into_iter().flatten()).collect();
    Some(words.join(" · ")).filter(|words| !words.is_empty())
}

fn lines(items: &[AgendaItem], depth: usize, from: &Material, out: &mut Vec<Line>) {
    let Material { meeting, voice, include, days } = from;
    for item in items.iter().filter(|item| is_said(item, *voice, *include)) {
        let begins = days.iter().find(|(id, _)| depth == 0 && **id == item.id);
        let begins = begins.and_then(|(_, id)| meeting.meeting_day.iter().find(|day| day.id.as_ref() == Some(*id)));
        let presenters = item.presenter.iter().filter_map(Presenter::in_full);
        let own = meeting.file.iter().filter(|file| file.agenda_item.as_ref() == Some(&item.id));
        let with_durations = include.has(Part::Durations);
        out.push(Line {
            day: begins.and_then(|day| from.day(day)),
            depth,
            number: voice.number(item),
            title: stated(&item.name).unwrap_or_else(|| voice.label(Label::Untitled)),
            start: voice.start(item).filter(|_| include.has(Part::Times)),
            length: voice.length(item).filter(|_| with_durations),
            lasts: timing::stated(item).filter(|_| with_durations),
            presenters: presenters.filter(|_| include.has(Part::Presenters)).collect(),
            details: stated(&item.description).into_iter().chain(voice.groups(item)).chain(voice.breakouts(item)).collect(),
            note: stated(&item.private_note).filter(|_| include.has(Part::PrivateNotes)),
            documents: from.links(own.chain(&item.file)),
        });
        lines(&item.agenda_item, depth + 1, from, out);
    }
}

fn duty(action: &Action, from: &Material) -> Duty {
    Duty {
        text: stated(&action.name).unwrap_or_else(|| from.voice.label(Label::Untitled)),
        facts: from.voice.duty(action),
        description: stated(&action.description),
        documents: from.links(&action.file),
    }
}

fn sections(list: &[MinutesSection], depth: usize, from: &Material, out: &mut Vec<Point>) {
    for section in list {
        let name = stated(&section.name);
        if name.is_some() || section.number.is_some() {
            let text = name.unwrap_or_default();
            out.push(Point { kind: PointKind::Heading, depth, number: section.number.clone(), text, documents: Vec::new() });
        }
        notes(&section.note, 0, from, out);
        for decision in &section.decision {
            let text = stated(&decision.text).map(|text| format!("{} {text}", from.voice.label(Label::Decision)));
            out.extend(text.map(|text| Point { kind: PointKind::Decision, text, ..Point::default() }));
        }
        sections(&section.section, depth + 1, from, out);
    }
}

fn notes(list: &[Note], depth: usize, from: &Material, out: &mut Vec<Point>) {
    for note in list {
        let documents = from.links(&note.file);
        let is_said = stated(&note.text).is_some() || !documents.is_empty();
        if is_said {
            let text = note.text.clone().unwrap_or_default();
            out.push(Point { kind: PointKind::Note, depth, number: note.number.clone(), text, documents });
        }
        notes(&note.note, depth + usize::from(is_said), from, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{plain::Plain, words::Words};

    fn programme(meeting: &str, include: Include) -> Programme {
        let meeting: Meeting = serde_json::from_str(meeting).unwrap();
        let actions: Vec<Action> =
            serde_json::from_str(r#"[{"id":"m/action-1","meeting":"m","name":"Write"},{"id":"n/action-1","meeting":"n"}]"#).unwrap();
        Programme::of(&meeting, &actions, &Words::of(&meeting, &Plain, None, "UTC".into()), include)
    }

    #[test]
    fn a_day_begins_with_the_first_item_of_it_that_says_something() {
        let programme = programme(
            r#"{"id":"m","meetingDay":[{"id":"day-1","name":"First","date":"2026-01-05"},{"id":"day-2"}],"agendaItem":[{"id":"m/1","day":"day-1"},
            {"id":"m/2","name":"A","day":"day-1","agendaItem":[{"id":"m/3","name":"B","day":"day-2","privateNote":"budget"}]},
            {"id":"m/4","duration":"PT5M"},{"id":"m/5","name":"C","day":"day-2"},{"id":"m/6","name":"D","day":"day-2"}]}"#,
            Include::default(),
        );
        let day = |line: &Line| line.day.as_ref().map(|day| day.words.clone());
        let lines: Vec<_> = programme.agenda.iter().map(|line| (day(line), line.depth, line.title.as_str())).collect();
        let first = Some("First, 5 January 2026".to_owned());
        assert_eq!(lines, [(first, 0, "A"), (None, 1, "B"), (None, 0, "Untitled"), (Some(String::new()), 0, "C"), (None, 0, "D")]);
        assert!(!format!("{programme:?}").contains("budget"));
    }

    #[test]
    fn what_is_not_included_is_not_said() {
        const MEETING: &str = r#"{"id":"m","name":"M","start":"2026-01-05T13:00:00Z","duration":"PT1H","description":"At https://zoom.us/j/998 or later",
            "location":{"name":"Room","virtualLocation":[{"name":"Call","url":"https://calls.example/998"}]},"file":[{"name":"D","accessUrl":"https://zoom.us/j/998"}],
            "agendaItem":[{"id":"m/1","name":"A","duration":"PT25M","presenter":[{"name":"Ana","role":"Chair"}],"privateNote":"998","file":[{"name":"F"}]},{"id":"m/2","duration":"PT5M"}],
            "minutes":[{"name":"One","number":"1","note":[{"text":"said","note":[{"text":"more"}]}],"decision":[{"text":"agreed"}],"section":[{"name":"Two"}]}]}"#;
        let all = programme(MEETING, Include::everything());
        assert_eq!(format!("{all:?}").matches("998").count(), 5);
        assert_eq!(all.facts[1..], [("Place".into(), "Room".into()), ("Join".into(), "Call: https://calls.example/998".into())]);
        assert_eq!(all.agenda_heading, "Agenda (30 min in all, 60 min stated)");
        assert_eq!(all.agenda[0].facts().collect::<Vec<_>>(), ["13:00 UTC", "25 min", "Ana (Chair)"]);
        assert_eq!((all.agenda.len(), all.documents.len(), all.agenda[0].documents.len()), (2, 1, 1));
        let points: Vec<_> = all.minutes.iter().map(|point| (point.kind, point.depth, point.text.as_str())).collect();
        use PointKind::{Decision, Heading, Note};
        assert_eq!(
            points,
            [(Heading, 0, "One"), (Note, 0, "said"), (Note, 1, "more"), (Decision, 0, "Decision: agreed"), (Heading, 1, "Two")]
        );
        assert_eq!(
            all.actions.iter().map(|duty| (duty.text.as_str(), duty.facts.join(", "))).collect::<Vec<_>>(),
            [("Write", "Nobody named, open".to_owned())]
        );

        let others = programme(MEETING, Include::default());
        assert!(!format!("{others:?}").contains("998"), "{others:?}");
        assert_eq!(others.description.as_deref(), Some("At […] or later"));
        assert_eq!(others.documents, [Link { title: "D".into(), address: None }]);

        let none = Part::ALL.into_iter().fold(Include::everything(), Include::without);
        let bare = programme(MEETING, none);
        assert_eq!((bare.agenda_heading.as_str(), bare.agenda.len(), bare.agenda[0].facts().count()), ("Agenda", 1, 0));
        assert!(bare.documents.is_empty() && bare.agenda[0].documents.is_empty() && bare.minutes.is_empty() && bare.actions.is_empty());
    }
}

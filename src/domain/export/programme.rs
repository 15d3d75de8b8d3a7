//! A meeting as it is sent to others: every format writes the same facts in the same words.

use std::{borrow::Cow, collections::HashMap};

use super::{
    include::{Include, Part},
    parcel::{carried, carried_word},
    voice::{Label, Voice},
};
use crate::domain::{
    call, link,
    model::{
        Action, AgendaItem, File, ItemId, KnownOption, Meeting, MeetingDay, MinutesSection, Note, PartId, Presence, Presenter,
        VirtualLocation,
    },
    timing::{self, Extent},
};

/// A text as it stands in the meeting or in what was handed over, or one that was made of it.
pub type Text<'a> = Cow<'a, str>;

/// A meeting in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme<'a> {
    /// The language of the words (BCP 47).
    pub language: Text<'a>,
    /// The title.
    pub title: Text<'a>,
    /// Name and value: "Date", "20 January 2026, 13:00 UTC".
    pub facts: Vec<(Text<'a>, Text<'a>)>,
    /// Where it is, on one line; addresses to join where they go along.
    pub place: Option<Text<'a>>,
    /// The purpose.
    pub description: Option<Text<'a>>,
    /// The heading of the agenda.
    pub agenda_heading: Text<'a>,
    /// The agenda, in reading order.
    pub agenda: Vec<Line<'a>>,
    /// The name of a note for oneself.
    pub note_heading: Text<'a>,
    /// The heading of the actions.
    pub actions_heading: Text<'a>,
    /// The actions.
    pub actions: Vec<Duty<'a>>,
    /// The heading of the minutes.
    pub minutes_heading: Text<'a>,
    /// What was recorded, in reading order.
    pub minutes: Vec<Point<'a>>,
    /// The heading of the documents.
    pub documents_heading: Text<'a>,
    /// The documents of the meeting.
    pub documents: Vec<Link<'a>>,
}

/// An item of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line<'a> {
    /// The day that begins with it.
    pub day: Option<Day<'a>>,
    /// How many items it is inside of.
    pub depth: usize,
    /// Its number: "1.1".
    pub number: Option<Text<'a>>,
    /// Its title.
    pub title: Text<'a>,
    /// When it begins.
    pub start: Option<Text<'a>>,
    /// How long it takes.
    pub length: Option<Text<'a>>,
    /// The same in seconds.
    pub lasts: Option<Extent>,
    /// Who presents.
    pub presenters: Vec<Text<'a>>,
    /// Description, groups, breakout groups: a paragraph each.
    pub details: Vec<Text<'a>>,
    /// What its author notes for herself.
    pub note: Option<Text<'a>>,
    /// Its documents.
    pub documents: Vec<Link<'a>>,
}

impl Line<'_> {
    /// Start, length, presenters: what stands behind the title.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        self.start.iter().chain(&self.length).chain(&self.presenters).map(AsRef::as_ref)
    }
}

/// A day of a meeting of several days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day<'a> {
    /// Its id in the meeting.
    pub id: Text<'a>,
    /// "Day 2, 21 March 2018".
    pub words: Text<'a>,
}

/// An action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duty<'a> {
    /// What is to be done.
    pub text: Text<'a>,
    /// Owner, when it is due, what became of it.
    pub facts: Vec<Text<'a>>,
    /// More of it.
    pub description: Option<Text<'a>>,
    /// Its documents.
    pub documents: Vec<Link<'a>>,
}

/// Something that was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point<'a> {
    /// What it is.
    pub kind: PointKind,
    /// How many sections, or points, it is inside of.
    pub depth: usize,
    /// Its number, as printed.
    pub number: Option<Text<'a>>,
    /// Its words.
    pub text: Text<'a>,
    /// Its documents.
    pub documents: Vec<Link<'a>>,
}

impl Point<'_> {
    /// Number and words on one line.
    pub fn numbered(&self) -> Text<'_> {
        match &self.number {
            Some(number) => format!("{number} {}", self.text).into(),
            None => Text::Borrowed(&self.text),
        }
    }
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

impl PointKind {
    const ALL: [Self; 3] = [Self::Heading, Self::Note, Self::Decision];
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link<'a> {
    /// Its title.
    pub title: Text<'a>,
    /// Its address, where it has one.
    pub address: Option<Text<'a>>,
}

impl<'a> Link<'a> {
    fn of(file: &'a File) -> Option<Self> {
        let address = file.access_url.as_deref().map(Text::Borrowed);
        let title = file.name.as_deref().map(Text::Borrowed).or_else(|| address.clone())?;
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

impl<'a> Programme<'a> {
    /// A meeting with its own of the actions, in the words of a voice. Items without a title, children and length are left out: nothing is
    /// said with them.
    pub fn of(meeting: &'a Meeting, actions: &'a [Action], voice: &'a dyn Voice, include: Include) -> Self {
        let mut files: HashMap<&ItemId, Vec<&File>> = HashMap::new();
        for file in &meeting.file {
            file.agenda_item.iter().for_each(|item| files.entry(item).or_default().push(file));
        }
        let from = Material {
            meeting,
            voice,
            include,
            days: timing::day_begins(&meeting.meeting_day, meeting.agenda_item.iter().filter(|item| is_said(item, voice, include))),
            files,
        };
        let mut out = Self {
            language: voice.language().into(),
            title: stated(&meeting.name).unwrap_or_else(|| voice.label(Label::Untitled).into()),
            facts: facts(&from),
            place: place(&from),
            description: stated(&meeting.description),
            agenda_heading: voice.label(Label::Agenda).into(),
            note_heading: voice.label(Label::PrivateNote).into(),
            actions_heading: voice.label(Label::Actions).into(),
            minutes_heading: voice.label(Label::Minutes).into(),
            documents_heading: voice.label(Label::Documents).into(),
            ..Self::default()
        };
        if let Some(total) = voice.total(meeting).filter(|_| include.has(Part::Durations)) {
            out.agenda_heading = voice.counted(&out.agenda_heading, &total).into();
        }
        out.agenda.reserve_exact(count(&meeting.agenda_item));
        lines(&meeting.agenda_item, 0, &from, &mut out.agenda);
        if include.has(Part::Actions) {
            let own = actions.iter().filter(|action| action.meeting.as_ref().is_some_and(|id| meeting.stands_for(id)));
            out.actions = own.map(|action| duty(action, &from)).collect();
        }
        if include.has(Part::Minutes) {
            people(meeting, voice, &mut out.minutes);
            sections(&meeting.minutes, 0, &from, &mut out.minutes);
        }
        out.documents = from.links(meeting.file.iter().filter(|file| file.agenda_item.is_none()));
        if !include.has(Part::JoinAddresses) {
            out.each_text(&mut |text| {
                if let Cow::Owned(left) = call::without(text) {
                    *text = left.into();
                }
            });
        }
        out
    }

    /// Every text in it that a person wrote, and may have written anything into.
    fn each_text(&mut self, act: &mut dyn FnMut(&mut Text<'a>)) {
        fn links<'a>(links: &mut Vec<Link<'a>>, act: &mut dyn FnMut(&mut Text<'a>)) {
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

fn stated(text: &Option<String>) -> Option<Text<'_>> {
    text.as_deref().filter(|text| !text.trim().is_empty()).map(Text::Borrowed)
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
    /// The meeting's documents that belong to an item.
    files: HashMap<&'a ItemId, Vec<&'a File>>,
}

impl<'a> Material<'a> {
    fn links(&self, files: impl IntoIterator<Item = &'a File>) -> Vec<Link<'a>> {
        let with = self.include.has(Part::Documents);
        files.into_iter().filter(|_| with).filter_map(Link::of).collect()
    }

    fn day(&self, day: &'a MeetingDay) -> Option<Day<'a>> {
        let words = day.name.iter().cloned().chain(self.voice.day(day)).collect::<Vec<_>>().join(", ");
        day.id.as_ref().map(|id| Day { id: id.as_str().into(), words: words.into() })
    }
}

fn facts<'a>(from: &Material<'a>) -> Vec<(Text<'a>, Text<'a>)> {
    let Material { meeting, voice, include, .. } = from;
    let named = |label, value: String| (voice.label(label).into(), value.into());
    let mut out: Vec<(Text, Text)> = voice.when(meeting).map(|when| named(Label::Date, when)).into_iter().collect();
    out.extend(voice.facts(meeting).into_iter().map(|(name, value)| (name.into(), value.into())));
    out.extend(venue(meeting).map(|venue| named(Label::Place, venue)));
    if include.has(Part::JoinAddresses) {
        out.extend(joins(meeting).map(|join| named(Label::Join, join)));
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

fn place<'a>(from: &Material<'a>) -> Option<Text<'a>> {
    let joins = from.include.has(Part::JoinAddresses).then(|| joins(from.meeting));
    let words: Vec<String> = venue(from.meeting).into_iter().chain(joins.into_iter().flatten()).collect();
    Some(words.join(" · ")).filter(|words| !words.is_empty()).map(Text::Owned)
}

fn count(items: &[AgendaItem]) -> usize {
    items.iter().map(|item| 1 + count(&item.agenda_item)).sum()
}

fn lines<'a>(items: &'a [AgendaItem], depth: usize, from: &Material<'a>, out: &mut Vec<Line<'a>>) {
    let Material { meeting, voice, include, days, files } = from;
    for item in items.iter().filter(|item| is_said(item, *voice, *include)) {
        let begins = if depth == 0 { days.iter().find(|(id, _)| **id == item.id) } else { None };
        let begins = begins.and_then(|(_, id)| meeting.meeting_day.iter().find(|day| day.id.as_ref() == Some(*id)));
        let presenters = if include.has(Part::Presenters) { &item.presenter[..] } else { &[] };
        let own = files.get(&item.id).into_iter().flatten().copied();
        let with_durations = include.has(Part::Durations);
        let mut details = Vec::new();
        details.extend(stated(&item.description));
        details.extend(voice.groups(item).map(Text::Owned));
        details.extend(voice.became(item).map(Text::Borrowed));
        details.extend(voice.breakouts(item).into_iter().map(Text::Owned));
        out.push(Line {
            day: begins.and_then(|day| from.day(day)),
            depth,
            number: voice.number(item).map(Text::Borrowed),
            title: stated(&item.name).unwrap_or_else(|| voice.label(Label::Untitled).into()),
            start: voice.start(item).filter(|_| include.has(Part::Times)).map(Text::Borrowed),
            length: if with_durations { voice.length(item).map(Text::Owned) } else { None },
            lasts: if with_durations { timing::stated(item) } else { None },
            presenters: presenters.iter().filter_map(Presenter::in_full).collect(),
            details,
            note: stated(&item.private_note).filter(|_| include.has(Part::PrivateNotes)),
            documents: from.links(own.chain(&item.file)),
        });
        lines(&item.agenda_item, depth + 1, from, out);
    }
}

fn duty<'a>(action: &'a Action, from: &Material<'a>) -> Duty<'a> {
    Duty {
        text: stated(&action.name).unwrap_or_else(|| from.voice.label(Label::Untitled).into()),
        facts: from.voice.duty(action).into_iter().map(Text::Owned).collect(),
        description: stated(&action.description),
        documents: from.links(&action.file),
    }
}

/// Who was there, by category, and who sent regrets.
fn people<'a>(meeting: &'a Meeting, voice: &dyn Voice, out: &mut Vec<Point<'a>>) {
    if meeting.participation.is_empty() && meeting.attendee_count.is_none() {
        return;
    }
    let heading = voice.label(Label::Participants);
    let text = meeting.attendee_count.map_or_else(|| heading.into(), |count| voice.counted(heading, &count.to_string()).into());
    out.push(Point { kind: PointKind::Heading, text, ..Point::default() });
    let mut groups: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    for person in &meeting.participation {
        let Some(name) = person.listed() else { continue };
        let is_away = person.presence.known() == Some(&Presence::Regrets);
        let group = if is_away { Some(voice.label(Label::Regrets)) } else { person.category.as_deref() };
        match groups.iter_mut().find(|(other, _)| *other == group) {
            Some((_, names)) => names.push(name),
            None => groups.push((group, vec![name])),
        }
    }
    out.extend(groups.into_iter().map(|(group, names)| {
        let names = names.join(", ");
        let text = group.map_or_else(|| names.clone().into(), |group| format!("{group}: {names}").into());
        Point { kind: PointKind::Note, text, ..Point::default() }
    }));
}

fn sections<'a>(list: &'a [MinutesSection], depth: usize, from: &Material<'a>, out: &mut Vec<Point<'a>>) {
    let number = |number: &'a Option<String>| number.as_deref().map(Text::Borrowed);
    for section in list {
        let name = stated(&section.name);
        if name.is_some() || section.number.is_some() {
            let text = name.unwrap_or_default();
            out.push(Point { kind: PointKind::Heading, depth, number: number(&section.number), text, documents: Vec::new() });
        }
        notes(&section.note, 0, from, out);
        for decision in &section.decision {
            let text = stated(&decision.text).map(|text| format!("{} {text}", from.voice.label(Label::Decision)));
            out.extend(text.map(|text| Point { kind: PointKind::Decision, text: text.into(), ..Point::default() }));
        }
        sections(&section.section, depth + 1, from, out);
    }
}

fn notes<'a>(list: &'a [Note], depth: usize, from: &Material<'a>, out: &mut Vec<Point<'a>>) {
    for note in list {
        let documents = from.links(&note.file);
        let is_said = stated(&note.text).is_some() || !documents.is_empty();
        if is_said {
            let text = note.text.as_deref().unwrap_or_default().into();
            out.push(Point { kind: PointKind::Note, depth, number: note.number.as_deref().map(Text::Borrowed), text, documents });
        }
        notes(&note.note, depth + usize::from(is_said), from, out);
    }
}

carried!(<'a> Programme<'a> {
    language, title, facts, place, description, agenda_heading, agenda, note_heading, actions_heading, actions, minutes_heading, minutes,
    documents_heading, documents
});
carried!(<'a> Line<'a> { day, depth, number, title, start, length, lasts, presenters, details, note, documents });
carried!(<'a> Day<'a> { id, words });
carried!(<'a> Duty<'a> { text, facts, description, documents });
carried!(<'a> Point<'a> { kind, depth, number, text, documents });
carried!(<'a> Link<'a> { title, address });
carried_word!(PointKind);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{plain::Plain, words::Words};

    fn programme(meeting: &str, include: Include) -> Programme<'static> {
        let meeting: &Meeting = Box::leak(serde_json::from_str(meeting).unwrap());
        let actions: &Vec<Action> = Box::leak(
            serde_json::from_str(r#"[{"id":"m/action-1","meeting":"m","name":"Write"},{"id":"n/action-1","meeting":"n"}]"#).unwrap(),
        );
        Programme::of(meeting, actions, Box::leak(Box::new(Words::of(meeting, &Plain, None, "UTC".into()))), include)
    }

    #[test]
    fn a_day_begins_with_the_first_item_of_it_that_says_something() {
        let programme = programme(
            r#"{"id":"m","meetingDay":[{"id":"day-1","name":"First","date":"2026-01-05"},{"id":"day-2"}],"agendaItem":[{"id":"m/1","day":"day-1"},
            {"id":"m/2","name":"A","day":"day-1","agendaItem":[{"id":"m/3","name":"B","day":"day-2","privateNote":"budget"}]},
            {"id":"m/4","duration":"PT5M"},{"id":"m/5","name":"C","day":"day-2"},{"id":"m/6","name":"D","day":"day-2"}]}"#,
            Include::default(),
        );
        let day = |line: &Line| line.day.as_ref().map(|day| day.words.to_string());
        let lines: Vec<_> = programme.agenda.iter().map(|line| (day(line), line.depth, line.title.as_ref())).collect();
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
        let points: Vec<_> = all.minutes.iter().map(|point| (point.kind, point.depth, point.text.as_ref())).collect();
        use PointKind::{Decision, Heading, Note};
        assert_eq!(
            points,
            [(Heading, 0, "One"), (Note, 0, "said"), (Note, 1, "more"), (Decision, 0, "Decision: agreed"), (Heading, 1, "Two")]
        );
        assert_eq!(
            all.actions.iter().map(|duty| (duty.text.as_ref(), duty.facts.join(", "))).collect::<Vec<_>>(),
            [("Write", "Nobody named, open".to_owned())]
        );

        let others = programme(MEETING, Include::default());
        assert!(!format!("{others:?}").contains("998"), "{others:?}");
        assert_eq!(others.description.as_deref(), Some("At […] or later"));
        assert_eq!(others.documents, [Link { title: "D".into(), address: None }]);

        let none = Part::ALL.into_iter().fold(Include::everything(), Include::without);
        let bare = programme(MEETING, none);
        assert_eq!((bare.agenda_heading.as_ref(), bare.agenda.len(), bare.agenda[0].facts().count()), ("Agenda", 1, 0));
        assert!(bare.documents.is_empty() && bare.agenda[0].documents.is_empty() && bare.minutes.is_empty() && bare.actions.is_empty());
    }
}

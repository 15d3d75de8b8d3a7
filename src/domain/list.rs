//! The compact list: what the Meetings page, the facets and the group and cycle pages know of every meeting.
//!
//! It is the first of the layers in which an archive is packed: one small file at the start, the details in chunks, one or more
//! a cycle, read on demand. Bodies and cycles are named by their place in the list's own tables.

mod order;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    model::{
        Action, AgendaItem, Classification, Cycle, CycleId, Envelope, KnownOption, Lenient, Meeting, MeetingId, MeetingState, MeetingType,
        MinutesSection, Note, Organization, OrganizationId,
        slot::{self, Fill, Record, Slot, Word},
    },
    numeral::roman,
    time::Moment,
};

/// The packed list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct List {
    /// Name of the archive.
    pub name: String,
    /// Preparatory years, newest first.
    pub cycle: Vec<Cycle>,
    /// Bodies, by label.
    pub organization: Vec<Organization>,
    /// File names of the chunks, beside the list.
    pub chunk: Vec<String>,
    /// Meetings, newest first; written as one text of a line a meeting, which is one value to hand over and not ten thousand.
    #[serde(serialize_with = "lines")]
    pub row: Vec<Row>,
}

fn lines<S: Serializer>(rows: &[Row], output: S) -> Result<S::Ok, S::Error> {
    output.serialize_str(&rows.iter().map(Row::line).collect::<Vec<_>>().join("\n"))
}

impl Record for List {
    fn keys(&self) -> &'static [&'static str] {
        &["name", "cycle", "organization", "chunk", "row"]
    }
    fn field(&mut self, place: usize) -> Slot<'_> {
        match place {
            0 => self.name.slot(),
            1 => self.cycle.slot(),
            2 => self.organization.slot(),
            3 => self.chunk.slot(),
            _ => Slot::Word(&mut self.row),
        }
    }
}

impl Fill for List {
    fn slot(&mut self) -> Slot<'_> {
        Slot::Record(self)
    }
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        slot::read(input)
    }
}

impl Word for Vec<Row> {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        for line in text.split_terminator('\n') {
            self.push(Row::of_line(line).ok_or("the id of a meeting")?);
        }
        Ok(())
    }
}

/// One meeting. Written as a line, its values between tabs and empty where they are unknown: names would be half of the file, and
/// ten thousand rows are to be read before the first page is shown. A tab in a value is `\t`, a line feed `\n`, a backslash `\\`.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: MeetingId,
    /// Its title.
    pub name: Option<String>,
    /// Its cycle, by place in [`List::cycle`].
    pub cycle: Option<u16>,
    /// Bodies that hold it, by place in [`List::organization`]; the first leads.
    pub organization: Vec<u16>,
    /// Bodies that lead it or that it is about, by place, ascending.
    pub about: Vec<u16>,
    /// What kind of meeting.
    pub meeting_type: Option<Lenient<MeetingType>>,
    /// When, as far as known.
    pub start: Option<Lenient<Moment>>,
    /// The last day or the end.
    pub end: Option<Lenient<Moment>>,
    /// Its number in the cycle.
    pub sequence_number: Option<u32>,
    /// How far it has come.
    pub state: Option<Lenient<MeetingState>>,
    /// Agenda items, children included.
    pub agenda_items: u32,
    /// Actions.
    pub actions: u32,
    /// Notes and decisions of the minutes.
    pub notes: u32,
    /// People listed.
    pub participants: u32,
    /// Its chunk, by place in [`List::chunk`].
    pub chunk: u16,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// The meeting that it is a correction of.
    pub replaces: Option<MeetingId>,
}

impl Row {
    fn line(&self) -> String {
        fn some<T: ToString>(value: Option<&T>) -> String {
            value.map(T::to_string).unwrap_or_default()
        }
        let places = |places: &[u16]| places.iter().map(u16::to_string).collect::<Vec<_>>().join(",");
        let values = [
            self.id.to_string(),
            some(self.name.as_ref()),
            some(self.cycle.as_ref()),
            places(&self.organization),
            places(&self.about),
            some(self.meeting_type.as_ref()),
            some(self.start.as_ref()),
            some(self.end.as_ref()),
            some(self.sequence_number.as_ref()),
            some(self.state.as_ref()),
            self.agenda_items.to_string(),
            self.actions.to_string(),
            self.notes.to_string(),
            self.participants.to_string(),
            self.chunk.to_string(),
            if self.cancelled { "cancelled".into() } else { String::new() },
            some(self.replaces.as_ref()),
        ];
        values.map(|value| value.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n")).join("\t")
    }

    fn of_line(line: &str) -> Option<Self> {
        let mut values = line.split('\t');
        let mut next = || values.next().unwrap_or_default();
        fn places(text: &str) -> Vec<u16> {
            text.split(',').filter_map(|place| place.parse().ok()).collect()
        }
        fn plain(text: &str) -> String {
            let mut out = String::with_capacity(text.len());
            let mut chars = text.chars();
            while let Some(c) = chars.next() {
                match c {
                    '\\' => out.extend(chars.next().map(|c| match c {
                        't' => '\t',
                        'n' => '\n',
                        c => c,
                    })),
                    c => out.push(c),
                }
            }
            out
        }
        fn word<T: std::str::FromStr>(text: &str) -> Option<Lenient<T>> {
            (!text.is_empty()).then(|| plain(text).as_str().into())
        }
        let count = |text: &str| text.parse::<u32>().ok();
        let place = |text: &str| text.parse::<u16>().ok();
        let row = Self {
            id: plain(next()).into(),
            name: Some(plain(next())).filter(|name| !name.is_empty()),
            cycle: place(next()),
            organization: places(next()),
            about: places(next()),
            meeting_type: word(next()),
            start: word(next()),
            end: word(next()),
            sequence_number: count(next()),
            state: word(next()),
            agenda_items: count(next()).unwrap_or_default(),
            actions: count(next()).unwrap_or_default(),
            notes: count(next()).unwrap_or_default(),
            participants: count(next()).unwrap_or_default(),
            chunk: place(next()).unwrap_or_default(),
            cancelled: !next().is_empty(),
            replaces: Some(plain(next())).filter(|id| !id.is_empty()).map(MeetingId::from),
        };
        (!row.id.as_str().is_empty()).then_some(row)
    }

    /// The form in which lists name it: the title, else the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }

    /// The facet values of "What is recorded" that hold for it.
    pub fn has(&self, recorded: Recorded) -> bool {
        match recorded {
            Recorded::Agenda => self.agenda_items > 0,
            Recorded::Minutes => self.notes > 0,
            Recorded::Actions => self.actions > 0,
            Recorded::Participants => self.participants > 0,
        }
    }
}

super::model::words! {
    /// What can be recorded of a meeting; the values of `has=`.
    pub enum Recorded {
        /// An agenda.
        Agenda = "agenda",
        /// Minutes.
        Minutes = "minutes",
        /// Actions.
        Actions = "actions",
        /// Who was there.
        Participants = "participants",
    }
}

impl List {
    /// The list of an envelope; every meeting in chunk 0 until [`crate::domain::pack`] says otherwise.
    pub fn of(envelope: &Envelope) -> Self {
        let mut list = Self { name: envelope.name.clone().unwrap_or_default(), ..Self::default() };
        list.add(envelope);
        list
    }

    /// The row of a meeting, or of what is a correction of it.
    pub fn find(&self, id: &MeetingId) -> Option<&Row> {
        self.row.iter().find(|row| row.id == *id || row.replaces.as_ref() == Some(id))
    }

    /// Where each meeting stands.
    pub fn places(&self) -> HashMap<&str, u32> {
        self.row.iter().zip(0..).map(|(row, place)| (row.id.as_str(), place)).collect()
    }

    /// Lays the meetings, cycles and bodies of an envelope over the list: the same id is replaced, the order is kept.
    pub fn add(&mut self, envelope: &Envelope) {
        let mut cycles: Vec<Cycle> = envelope.cycle.iter().map(without_source).collect();
        let mut bodies: Vec<Organization> = envelope.organization.iter().map(without_source_body).collect();
        let known: BTreeSet<_> =
            cycles.iter().map(|cycle| cycle.id.clone()).chain(self.cycle.iter().map(|cycle| cycle.id.clone())).collect();
        let named: BTreeSet<_> =
            bodies.iter().map(|body| body.id.clone()).chain(self.organization.iter().map(|body| body.id.clone())).collect();
        for meeting in &envelope.meeting {
            // A cycle or body that no table describes still is a value to filter by.
            if let Some(id) = meeting.cycle.as_ref().filter(|id| !known.contains(*id) && !cycles.iter().any(|cycle| cycle.id == **id)) {
                cycles.push(Cycle { id: id.clone(), ..Cycle::default() });
            }
            for id in &meeting.organization {
                if !named.contains(id) && !bodies.iter().any(|body| body.id == *id) {
                    bodies.push(Organization { id: id.clone(), ..Organization::default() });
                }
            }
        }
        let old = std::mem::take(self);
        let (old_cycles, old_bodies) = (old.cycle.clone(), old.organization.clone());
        let mut all_cycles: BTreeMap<CycleId, Cycle> = old.cycle.into_iter().map(|cycle| (cycle.id.clone(), cycle)).collect();
        all_cycles.extend(cycles.into_iter().map(|cycle| (cycle.id.clone(), cycle)));
        let mut all_bodies: BTreeMap<OrganizationId, Organization> =
            old.organization.into_iter().map(|body| (body.id.clone(), body)).collect();
        all_bodies.extend(bodies.into_iter().map(|body| (body.id.clone(), body)));
        self.name = old.name;
        self.chunk = old.chunk;
        self.cycle = all_cycles.into_values().collect();
        self.cycle.sort_by(|a, b| (b.year, &b.id).cmp(&(a.year, &a.id)));
        self.organization = all_bodies.into_values().collect();
        // Working groups and networks before whoever reports to them, then by name.
        self.organization.sort_by_cached_key(|body| {
            let kind = body.classification.known().map_or(Classification::Other as u8, |kind| *kind as u8);
            [char::from(b'0' + kind).to_string(), body.label().to_lowercase()].concat()
        });

        let places = Places::of(self);
        self.row = old.row;
        for row in &mut self.row {
            row.cycle = row.cycle.and_then(|place| places.cycle(&old_cycles.get(usize::from(place))?.id));
            for place in row.organization.iter_mut().chain(&mut row.about) {
                *place = old_bodies.get(usize::from(*place)).and_then(|body| places.body(&body.id)).unwrap_or_default();
            }
            row.about.sort_unstable();
        }
        let mut at: BTreeMap<MeetingId, usize> = self.row.iter().enumerate().map(|(n, row)| (row.id.clone(), n)).collect();
        let mut actions: BTreeMap<&MeetingId, Vec<&Action>> = BTreeMap::new();
        for action in &envelope.action {
            if let Some(meeting) = &action.meeting {
                actions.entry(meeting).or_default().push(action);
            }
        }
        for meeting in &envelope.meeting {
            let row = row_of(meeting, actions.get(&meeting.id).map_or(&[], Vec::as_slice), &places);
            let id = meeting.replaces.as_ref().unwrap_or(&meeting.id);
            if let Some(&place) = at.get(id) {
                self.row[place] = row;
            } else {
                at.insert(id.clone(), self.row.len());
                self.row.push(row);
            }
        }
        // What adds nothing moves nothing: where dates and numbers contradict one another, a second sorting is another one.
        if !envelope.meeting.is_empty() || !envelope.cycle.is_empty() {
            order::sort(&self.cycle, &mut self.row);
        }
    }
}

/// Where each cycle and body stands in the list's tables.
struct Places {
    cycle: BTreeMap<CycleId, u16>,
    body: BTreeMap<OrganizationId, u16>,
}

impl Places {
    fn of(list: &List) -> Self {
        let number = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
        Self {
            cycle: list.cycle.iter().enumerate().map(|(place, cycle)| (cycle.id.clone(), number(place))).collect(),
            body: list.organization.iter().enumerate().map(|(place, body)| (body.id.clone(), number(place))).collect(),
        }
    }

    fn cycle(&self, id: &CycleId) -> Option<u16> {
        self.cycle.get(id).copied()
    }

    fn body(&self, id: &OrganizationId) -> Option<u16> {
        self.body.get(id).copied()
    }
}

fn without_source(cycle: &Cycle) -> Cycle {
    Cycle { source: Vec::new(), ..cycle.clone() }
}

fn without_source_body(body: &Organization) -> Organization {
    Organization { source: Vec::new(), ..body.clone() }
}

fn row_of(meeting: &Meeting, actions: &[&Action], places: &Places) -> Row {
    let bodies = |ids: &[OrganizationId]| ids.iter().filter_map(|id| places.body(id)).collect::<Vec<_>>();
    let about: BTreeSet<u16> = bodies_concerned(meeting, actions).iter().filter_map(|id| places.body(id)).collect();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Row {
        id: meeting.id.clone(),
        name: meeting.name.clone(),
        cycle: meeting.cycle.as_ref().and_then(|id| places.cycle(id)),
        organization: bodies(&meeting.organization),
        about: about.into_iter().collect(),
        meeting_type: meeting.meeting_type.clone(),
        start: meeting.start.clone(),
        end: meeting.end.clone(),
        sequence_number: meeting.sequence_number,
        state: meeting.meeting_state.clone(),
        agenda_items: count(count_items(&meeting.agenda_item)),
        actions: count(actions.len()),
        notes: count(count_notes(&meeting.minutes)),
        participants: meeting.attendee_count.unwrap_or_default().max(count(meeting.participation.len())),
        chunk: 0,
        cancelled: meeting.cancelled,
        replaces: meeting.replaces.clone(),
    }
}

/// The meetings and actions that hold, of published envelopes and of those that lie over them, later ones over earlier ones: not what
/// an envelope above holds anew, nor what a correction stands for.
pub fn in_force<'a>(list: &'a List, published: &'a [Arc<Envelope>], above: &'a [Arc<Envelope>]) -> (Vec<&'a Meeting>, Vec<&'a Action>) {
    // By which layer a meeting is last held; all published ones are one layer.
    let mut layer: HashMap<&str, u32> = HashMap::new();
    for (envelope, number) in above.iter().zip(1..) {
        layer.extend(envelope.meeting.iter().map(|meeting| (meeting.id.as_str(), number)));
    }
    let is_other = |row: &&Row| row.replaces.as_ref() != Some(&row.id);
    let replaced = list.row.iter().filter(is_other).filter_map(|row| row.replaces.as_ref());
    layer.extend(replaced.map(|id| (id.as_str(), u32::MAX)));
    let (mut meetings, mut actions) = (Vec::new(), Vec::new());
    let layers = published.iter().map(|envelope| (envelope, 0)).chain(above.iter().zip(1..));
    for (envelope, number) in layers {
        let holds = |id: &MeetingId| layer.get(id.as_str()).is_none_or(|last| *last == number);
        meetings.extend(envelope.meeting.iter().filter(|meeting| holds(&meeting.id)));
        actions.extend(envelope.action.iter().filter(|action| action.meeting.as_ref().is_none_or(holds)));
    }
    (meetings, actions)
}

/// Agenda items of a tree, children included.
pub fn count_items(items: &[AgendaItem]) -> usize {
    items.iter().map(|item| 1 + count_items(&item.agenda_item)).sum()
}

fn count_notes(sections: &[MinutesSection]) -> usize {
    sections.iter().map(|section| section.note.len() + section.decision.len() + count_notes(&section.section)).sum()
}

/// Every body that a meeting is led by or about: in its items, minutes, actions, documents or mentions.
pub fn bodies_concerned<'a>(meeting: &'a Meeting, actions: &[&'a Action]) -> BTreeSet<&'a OrganizationId> {
    fn items_of<'a>(items: &'a [AgendaItem], out: &mut BTreeSet<&'a OrganizationId>) {
        for item in items {
            out.extend(&item.organization);
            files_of(&item.file, out);
            items_of(&item.agenda_item, out);
        }
    }
    fn files_of<'a>(files: &'a [super::model::File], out: &mut BTreeSet<&'a OrganizationId>) {
        out.extend(files.iter().flat_map(|file| &file.organization));
    }
    fn notes_of<'a>(list: &'a [Note], out: &mut BTreeSet<&'a OrganizationId>) {
        for note in list {
            out.extend(&note.organization);
            files_of(&note.file, out);
            notes_of(&note.note, out);
        }
    }
    fn sections_of<'a>(list: &'a [MinutesSection], out: &mut BTreeSet<&'a OrganizationId>) {
        for section in list {
            out.extend(&section.organization);
            out.extend(section.decision.iter().flat_map(|decision| &decision.organization));
            notes_of(&section.note, out);
            sections_of(&section.section, out);
        }
    }
    let mut out: BTreeSet<_> = meeting.organization.iter().chain(&meeting.mentioned_organization).collect();
    items_of(&meeting.agenda_item, &mut out);
    files_of(&meeting.file, &mut out);
    sections_of(&meeting.minutes, &mut out);
    for action in actions {
        out.extend(&action.organization);
        out.extend(action.agent.iter().filter_map(|agent| agent.organization.as_ref()));
    }
    out
}

/// Numbers that a series of meetings skips in a cycle.
#[derive(Debug, PartialEq, Eq)]
pub struct Gap {
    /// The label of the body that leads the series: "MAG".
    pub body: String,
    /// Whether the series is of open consultations.
    pub is_consultation: bool,
    /// Roman numerals: "IV", "V".
    pub numbers: Vec<String>,
}

/// A number above this one is no place in a cycle's series (a date, say), and what is below it is not counted as missing.
const MOST_IN_SERIES: u32 = 100;

/// Where the series of a cycle have gaps. Only numbers between 1 and the highest recorded one can be known to be missing.
pub fn missing_numbers(list: &List, cycle: usize) -> Vec<Gap> {
    type Series<'a> = (u16, Option<&'a MeetingType>, Vec<u32>);
    let mut series: Vec<Series> = Vec::new();
    for row in list.row.iter().filter(|row| row.cycle.map(usize::from) == Some(cycle)) {
        let (Some(number), Some(body)) = (row.sequence_number, row.organization.first()) else { continue };
        let kind = row.meeting_type.known();
        match series.iter_mut().find(|other| (other.0, other.1) == (*body, kind)) {
            Some((.., numbers)) => numbers.push(number),
            None => series.push((*body, kind, vec![number])),
        }
    }
    let missing = |(body, kind, numbers): Series| {
        let last = numbers.iter().copied().filter(|number| *number <= MOST_IN_SERIES).max()?;
        let missing: Vec<String> = (1..last).filter(|number| !numbers.contains(number)).map(roman).collect();
        let body = list.organization.get(usize::from(body))?.label().to_owned();
        (!missing.is_empty()).then_some(Gap { body, is_consultation: kind == Some(&MeetingType::OpenConsultation), numbers: missing })
    };
    series.into_iter().filter_map(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::read;

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let envelope = read::from_str(
            r#"{"schemaVersion":"1.0.0","cycle":[{"id":"c"}],"organization":[{"id":"mag"}],"meeting":[{"id":"a\\b\tc",
            "name":"java\tscript \\t\n \\","cycle":"c","organization":["mag"],"meetingType":"s\téance","start":"2025-01-30T12:00:00Z",
            "sequenceNumber":7,"cancelled":true},{"id":"bare","replaces":"an\\told"}]}"#,
        )
        .unwrap();
        let list = List::of(&envelope);
        assert!(list.row.iter().any(|row| row.name.as_deref() == Some("java\tscript \\t\n \\")));
        assert_eq!(serde_json::from_str::<List>(&serde_json::to_string(&list).unwrap()).unwrap(), list);
    }

    #[test]
    fn working_groups_and_networks_stand_before_all_others() {
        let envelope = read::from_str(
            r#"{"schemaVersion":"1.0.0","organization":[{"id":"a","name":"Another"},{"id":"icann","classification":"other"},
            {"id":"unheard","classification":"guild"},{"id":"pn","classification":"policy-network"},{"id":"mag","classification":"mag"},
            {"id":"wg-z","classification":"working-group"},{"id":"wg-b","name":"wg-B","classification":"working-group"}]}"#,
        )
        .unwrap();
        let ids: Vec<_> = List::of(&envelope).organization.iter().map(|body| body.id.to_string()).collect();
        assert_eq!(ids, ["mag", "wg-b", "wg-z", "pn", "a", "icann", "unheard"]);
    }

    #[test]
    fn gaps_are_told_by_series_and_only_where_numbers_count_meetings() {
        let meeting = |id: &str, kind: &str, number: u32| {
            format!(r#"{{"id":"{id}","cycle":"c","organization":["mag"],"meetingType":"{kind}","sequenceNumber":{number}}}"#)
        };
        let meetings = [
            meeting("a", "virtual", 2),
            meeting("b", "virtual", 4),
            meeting("c", "open-consultation", 2),
            meeting("d", "virtual", 20_251_022),
            meeting("e", "virtual", u32::MAX),
        ];
        let envelope = read::from_str(&format!(
            r#"{{"schemaVersion":"1.0.0","cycle":[{{"id":"c"}}],"organization":[{{"id":"mag","shortName":"MAG"}}],"meeting":[{}]}}"#,
            meetings.join(",")
        ))
        .unwrap();
        let mut gaps = missing_numbers(&List::of(&envelope), 0);
        gaps.sort_by_key(|gap| gap.is_consultation);
        let gap = |is_consultation, numbers: &[&str]| Gap {
            body: "MAG".into(),
            is_consultation,
            numbers: numbers.iter().map(|number| (*number).to_owned()).collect(),
        };
        assert_eq!(gaps, [gap(false, &["I", "III"]), gap(true, &["I"])]);
    }

    #[test]
    fn a_correction_stands_for_what_it_replaces_and_the_last_one_holds() {
        let envelope = |text: &str| Arc::new(read::from_str(&format!(r#"{{"schemaVersion":"1.0.0",{text}}}"#)).unwrap());
        let published = [envelope(
            r#""meeting":[{"id":"a"},{"id":"b"},{"id":"old"},{"id":"c","replaces":"old"}],
            "action":[{"id":"a/action-1","meeting":"a"},{"id":"b/action-1","meeting":"b"},{"id":"old/action-1","meeting":"old"},{"id":"free"}]"#,
        )];
        let above = [
            envelope(r#""meeting":[{"id":"a","name":"first"}],"action":[{"id":"a/action-2","meeting":"a"}]"#),
            envelope(r#""meeting":[{"id":"a","name":"second"}],"action":[{"id":"a/action-3","meeting":"a"}]"#),
            envelope(r#""meeting":[{"id":"b-corrected","replaces":"b"}]"#),
        ];
        let mut list = List::of(&published[0]);
        above.iter().for_each(|envelope| list.add(envelope));
        let (meetings, actions) = in_force(&list, &published, &above);
        let meetings: Vec<_> = meetings.iter().map(|meeting| meeting.label()).collect();
        assert_eq!(meetings, ["c", "second", "b-corrected"]);
        let actions: Vec<_> = actions.iter().map(|action| action.id.as_str()).collect();
        assert_eq!(actions, ["free", "a/action-3"]);
    }
}

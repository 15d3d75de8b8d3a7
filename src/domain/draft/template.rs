//! Templates: the shape of meetings of one kind, taken from the archive's records, and a draft's own.

use super::{Draft, carry, make, record};
use crate::domain::{
    list::{List, Row},
    model::{
        AgendaItem, Classification, DatePrecision, Envelope, KnownOption, Lenient, Meeting, MeetingDay, MeetingId, MeetingState,
        MeetingType, OrganizationId, PartId,
    },
    time::{Instant, Span},
};

/// What the archive's records give a shape for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The last meeting alone.
    Last,
    /// The Advisory Group's calls.
    Call,
    /// A day of an open consultation.
    Consultation,
    /// An open consultation whose days were published one by one, as one meeting.
    Days,
    /// The calls of working groups; while none is recorded, what is usual in the Advisory Group's.
    Group,
}

/// So many agendas are looked at to tell what is usual.
const MOST: usize = 4;
/// How long a call of the Advisory Group is.
const CALL: Span = Span::from_minutes(90);
/// How long a call of a working group is.
const GROUP_CALL: Span = Span::from_minutes(60);

/// Whether it is a regular call of such a body.
fn is_call(list: &List, row: &Row, kind: Classification) -> bool {
    let body = row.organization.first().and_then(|place| list.organization.get(usize::from(*place)));
    body.is_some_and(|body| body.classification.known() == Some(&kind))
        && matches!(row.meeting_type.known(), Some(MeetingType::Virtual | MeetingType::WorkingGroupCall))
}

fn is_consultation(row: &Row) -> bool {
    row.meeting_type.known() == Some(&MeetingType::OpenConsultation)
}

/// The days of the latest meeting that has several of them, in their order.
fn days(list: &List) -> Vec<&Row> {
    let day = |row: &Row| Some(make::day_of(row.name.as_deref()?)?.1);
    let all: Vec<(u32, &Row)> = list.row.iter().filter(|row| is_consultation(row)).filter_map(|row| Some((day(row)?, row))).collect();
    let of = |row: &Row| (row.cycle, row.organization.first().copied(), row.sequence_number);
    let together = |(_, first): &(u32, &Row)| all.iter().filter(|(_, row)| of(row) == of(first)).copied().collect::<Vec<_>>();
    let mut found = all.iter().map(together).find(|days| days.len() > 1).unwrap_or_default();
    found.sort_by_key(|(day, _)| *day);
    found.into_iter().map(|(_, row)| row).collect()
}

impl Shape {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Last, Self::Call, Self::Consultation, Self::Days, Self::Group];

    /// The meetings that it is taken from, the latest first, days in their order; those without an agenda only where none has one.
    pub fn meetings(self, list: &List) -> Vec<MeetingId> {
        self.rows(list).into_iter().map(|row| row.id.clone()).collect()
    }

    /// Whether it is taken from meetings of another kind, since none of its own is recorded.
    pub fn is_stand_in(self, list: &List) -> bool {
        self == Self::Group && self.rows(list).iter().all(|row| is_call(list, row, Classification::Mag))
    }

    /// Whether its meetings have no agenda.
    pub fn has_no_agenda(self, list: &List) -> bool {
        self.rows(list).iter().all(|row| row.agenda_items == 0)
    }

    fn rows(self, list: &List) -> Vec<&Row> {
        let all: Vec<&Row> = match self {
            Self::Last => list.row.iter().collect(),
            Self::Call => list.row.iter().filter(|row| is_call(list, row, Classification::Mag)).collect(),
            Self::Consultation => list.row.iter().filter(|row| is_consultation(row)).collect(),
            Self::Days => return days(list),
            Self::Group => list.row.iter().filter(|row| is_call(list, row, Classification::WorkingGroup)).collect(),
        };
        let with_agenda: Vec<&Row> = all.iter().copied().filter(|row| row.agenda_items > 0).collect();
        if self == Self::Group && with_agenda.is_empty() {
            // What they all have in common does for others.
            return list.row.iter().filter(|row| is_call(list, row, Classification::Mag) && row.agenda_items > 0).collect();
        }
        let chosen = if with_agenda.is_empty() { all } else { with_agenda };
        chosen.into_iter().take(if self == Self::Last { 1 } else { MOST }).collect()
    }

    /// A draft in the shape of these meetings, as they stand in [`Self::meetings`]: what stands on their agendas as a rule, and how long;
    /// no title, no date, no number.
    pub fn draft(self, id: String, from: &Envelope, zone: &str, now: Instant) -> Option<Draft> {
        let meetings: Vec<&Meeting> = from.meeting.iter().collect();
        let (latest, earlier) = meetings.split_first()?;
        let is_stand_in = self == Self::Group && from.meeting.iter().all(|meeting| is_of_others(from, meeting));
        let (meeting_day, mut agenda_item) = match self {
            Self::Days => one_by_one(&meetings),
            _ if is_stand_in => (Vec::new(), usual(from)),
            _ => (Vec::new(), standing(latest, earlier)),
        };
        if agenda_item.is_empty() {
            agenda_item.push(AgendaItem::default());
        }
        let mut ids = (1_u32..).map(|number| format!("{id}/item-{number}").into());
        agenda_item.iter_mut().try_for_each(|item| carry::numbered(item, &mut ids))?;
        forget(&mut agenda_item);
        let meeting = Meeting {
            id: id.as_str().into(),
            // Which group it is, is chosen.
            organization: if is_stand_in { Vec::new() } else { latest.organization.clone() },
            meeting_type: if is_stand_in { Some(Lenient::Known(MeetingType::WorkingGroupCall)) } else { latest.meeting_type.clone() },
            attendance_mode: latest.attendance_mode.clone(),
            audience: if is_stand_in { None } else { latest.audience.clone() },
            meeting_state: Some(Lenient::Known(MeetingState::Draft)),
            date_precision: Some(Lenient::Known(DatePrecision::Unknown)),
            time_zone: latest.time_zone.clone().or_else(|| Some(zone.to_owned())),
            duration: match self {
                Self::Call => Some(Lenient::Known(CALL)),
                Self::Group if is_stand_in => Some(Lenient::Known(GROUP_CALL)),
                Self::Days => None,
                _ => make::length_of(latest),
            },
            meeting_day,
            agenda_item,
            ..Meeting::default()
        };
        Some(make::wrap(id, meeting, Envelope::new(), now))
    }
}

/// Whether no working group leads a meeting.
fn is_of_others(from: &Envelope, meeting: &Meeting) -> bool {
    let leads = meeting.organization.first();
    let body = from.organization.iter().find(|body| Some(&body.id) == leads);
    body.is_none_or(|body| body.classification.known() != Some(&Classification::WorkingGroup))
}

/// What stands on the agenda of the latest and on those before it.
fn standing(latest: &Meeting, earlier: &[&Meeting]) -> Vec<AgendaItem> {
    let offers = carry::offers(latest, earlier, &[]).into_iter();
    // What was put off once is not usual.
    offers.filter(|offer| offer.why.is_taken() && offer.why != carry::Why::Deferred).map(|offer| offer.item).collect()
}

/// Meetings as the days of one; a day without an agenda begins with an empty item.
fn one_by_one(meetings: &[&Meeting]) -> (Vec<MeetingDay>, Vec<AgendaItem>) {
    let (mut days, mut agenda) = (Vec::new(), Vec::new());
    for (meeting, place) in meetings.iter().zip(1_u32..) {
        let number = meeting.name.as_deref().and_then(make::day_of).map_or(place, |(_, number)| number);
        let id: PartId = format!("day-{place}").into();
        days.push(MeetingDay { id: Some(id.clone()), name: Some(format!("Day {number}")), ..MeetingDay::default() });
        let mut items: Vec<AgendaItem> = meeting.agenda_item.iter().map(carry::taken_over).collect();
        if items.is_empty() {
            items.push(AgendaItem::default());
        }
        items.iter_mut().for_each(|item| item.day = Some(id.clone()));
        agenda.extend(items);
    }
    (days, agenda)
}

/// A title that is met again and again, with what is like it.
struct Title<'a> {
    /// As the latest agenda has it.
    item: &'a AgendaItem,
    about: carry::About,
    /// So often it is met, in just these words.
    count: usize,
}

/// What stands on at least half of many agendas and concerns no group: what anybody's meeting may have. Each in the words that are met
/// most often, for as long as it mostly is, where it stands on the average.
fn usual(from: &Envelope) -> Vec<AgendaItem> {
    let agendas: Vec<Vec<(&AgendaItem, carry::About)>> =
        from.meeting.iter().map(|meeting| meeting.agenda_item.iter().map(|item| (item, carry::About::of(item))).collect()).collect();
    let mut titles: Vec<Title> = Vec::new();
    let small = |item: &AgendaItem| item.name.as_deref().map(str::to_lowercase);
    for (item, _) in agendas.iter().flatten().filter(|(item, _)| !concerns_groups(from, item)) {
        match titles.iter_mut().find(|title| small(title.item) == small(item)) {
            Some(title) => title.count += 1,
            None => titles.push(Title { item, about: carry::About::of(item), count: 1 }),
        }
    }
    titles.sort_by_key(|title| std::cmp::Reverse(title.count));
    let mut chosen: Vec<(usize, carry::About, AgendaItem)> = Vec::new();
    for Title { item, about, .. } in titles {
        let is_said = |other: &carry::About| about.is_like(other) || about.is_part_of(other);
        // In thousandths of the agenda.
        let place = |agenda: &Vec<(_, carry::About)>| Some(1000 * agenda.iter().position(|(_, other)| is_said(other))? / agenda.len());
        let places: Vec<usize> = agendas.iter().filter_map(place).collect();
        let is_new = !chosen.iter().any(|(_, other, _)| other.is_like(&about) || other.is_part_of(&about));
        if is_new && 2 * places.len() >= agendas.len() {
            let like = agendas.iter().flatten().filter(|(_, other)| about.is_like(other)).map(|(item, _)| *item);
            let duration = usual_length(like).map(Lenient::Known);
            let taken = carry::taken_over(&AgendaItem { agenda_item: Vec::new(), ..item.clone() });
            let item = AgendaItem { duration, duration_max: None, duration_per: None, ..taken };
            chosen.push((places.iter().sum::<usize>() / places.len(), about, item));
        }
    }
    chosen.sort_by_key(|(place, ..)| *place);
    chosen.into_iter().map(|(.., item)| item).collect()
}

/// Whether an item is about somebody but the Secretariat, which serves all.
fn concerns_groups(from: &Envelope, item: &AgendaItem) -> bool {
    let is_secretariat = |id: &OrganizationId| {
        let body = from.organization.iter().find(|body| body.id == *id);
        body.is_some_and(|body| body.classification.known() == Some(&Classification::Secretariat))
    };
    !item.organization.iter().all(is_secretariat)
}

/// The length in the middle of those that are stated, the shorter one of two; nothing where there is but one.
fn usual_length<'a>(items: impl Iterator<Item = &'a AgendaItem>) -> Option<Span> {
    let mut stated: Vec<Span> = items.filter_map(|item| item.duration.known().copied()).collect();
    stated.sort_unstable();
    (stated.len() > 1).then(|| stated[(stated.len() - 1) / 2])
}

/// An item of a template continues nothing.
fn forget(items: &mut [AgendaItem]) {
    for item in items {
        (item.carried_from, item.state) = (None, None);
        record::forget(item);
        forget(&mut item.agenda_item);
    }
}

/// "Save as template": the draft without what belongs to one meeting alone.
pub fn of_draft(draft: &Draft, id: String, now: Instant) -> Draft {
    let mut template = make::copy(draft, id, now);
    let meeting = &mut template.meeting;
    meeting.start = None;
    meeting.end = None;
    meeting.number = None;
    meeting.sequence_number = None;
    meeting.previous_meeting = None;
    meeting.derived_from = None;
    meeting.meeting_day.clear();
    meeting.participation.clear();
    meeting.minutes.clear();
    meeting.poll.clear();
    meeting.attendee_count = None;
    meeting.date_precision = Some(Lenient::Known(DatePrecision::Unknown));
    forget(&mut meeting.agenda_item);
    meeting.meeting_state = Some(Lenient::Known(MeetingState::Draft));
    template.aside.clear();
    template.rest.action.clear();
    template.is_template = true;
    template
}

/// A draft from a template of one's own.
pub fn from_own(template: &Draft, id: String, now: Instant) -> Draft {
    Draft { is_template: false, ..make::copy(template, id, now) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{draft::duration::Stated, model::read};

    fn archive() -> Envelope {
        read::from_str(
            r#"{"schemaVersion":"1.0.0","organization":[{"id":"mag","classification":"mag"},{"id":"wg","classification":"working-group"}],"meeting":[
            {"id":"c3","number":"III","sequenceNumber":3,"start":"2025-03-01","organization":["mag"],"meetingType":"virtual","previousMeeting":"c2","agendaItem":[{"id":"c3/item-1","name":"Welcome","duration":"PT5M"},
              {"id":"c3/item-2","name":"Something new"}]},
            {"id":"o1","start":"2025-02-01","organization":["mag"],"meetingType":"open-consultation"},
            {"id":"c2","start":"2025-01-01","organization":["mag"],"meetingType":"virtual","agendaItem":[{"id":"c2/item-1","name":"Welcome"}]},
            {"id":"w1","start":"2024-01-01","organization":["wg"],"meetingType":"virtual","duration":"PT1H","agendaItem":[{"id":"w1/item-1","name":"Hello"}]}]}"#,
        )
        .unwrap()
    }

    #[test]
    fn the_archive_gives_a_shape_of_every_kind() {
        let archive = archive();
        let list = List::of(&archive);
        for (shape, from, titles, length) in [
            (Shape::Last, "c3", "Welcome, Something new", ""),
            (Shape::Call, "c3 c2", "Welcome", "1 h 30"),
            (Shape::Consultation, "o1", "", ""),
            (Shape::Group, "w1", "Hello", "1 h"),
        ] {
            let ids = shape.meetings(&list);
            assert_eq!(ids.iter().map(MeetingId::as_str).collect::<Vec<_>>().join(" "), from);
            let draft = drawn(shape, &archive).unwrap();
            let found: Vec<&str> = draft.meeting.agenda_item.iter().filter_map(|item| item.name.as_deref()).collect();
            assert_eq!(found.join(", "), titles);
            let stated = AgendaItem { duration: draft.meeting.duration.clone(), ..AgendaItem::default() };
            assert_eq!(Stated::of(&stated).to_string(), length);
            assert_eq!((draft.title(), &draft.meeting.number, &draft.meeting.previous_meeting), ("", &None, &None));
            assert!(draft.meeting.agenda_item.iter().all(|item| item.carried_from.is_none() && item.id.as_str().starts_with("d/")));
        }
        // As for the next meeting, the agenda says it where the meeting does not.
        let mut timed = archive.clone();
        timed.meeting[0].agenda_item[1].duration = Some(Lenient::Known(Span::from_minutes(70)));
        assert_eq!(drawn(Shape::Last, &timed).unwrap().meeting.duration, Some(Lenient::Known(Span::from_minutes(75))));
        assert_eq!(Shape::Last.meetings(&List::default()), []);
        assert_eq!(Shape::Last.draft("d".into(), &Envelope::new(), "UTC", Instant(1)), None);
    }

    /// The draft of a shape, as the app asks for it.
    fn drawn(shape: Shape, archive: &Envelope) -> Option<Draft> {
        let ids = shape.meetings(&List::of(archive));
        let meeting = ids.iter().filter_map(|id| archive.meeting.iter().find(|meeting| meeting.id == *id)).cloned().collect();
        shape.draft("d".into(), &Envelope { meeting, ..archive.clone() }, "UTC", Instant(1))
    }

    #[test]
    fn a_group_whose_calls_are_not_recorded_has_what_is_usual_in_others() {
        let item = |id: &str, text: &str| {
            let items = text.split('|').zip(1..).map(|(text, number)| {
                let (name, rest) = text.split_once('/').unwrap_or((text, ""));
                format!(r#"{{"id":"{id}/item-{number}","name":"{name}"{rest}}}"#)
            });
            format!(
                r#"{{"id":"{id}","organization":["mag"],"meetingType":"virtual","agendaItem":[{}]}}"#,
                items.collect::<Vec<_>>().join(",")
            )
        };
        let (open, update, five) = (r#"/,"itemType":"opening""#, r#"/,"organization":["office"]"#, r#","duration":"PT5M""#);
        let group = r#"/,"organization":["wg"]"#;
        let meetings = [
            item(
                "c3",
                &format!("Welcome from the MAG Chair and adoption of the agenda{open}|Updates from the office{update}{five}|Plans|AOB"),
            ),
            item("c2", &format!("Adoption of the agenda|Welcome{open}{five}|Update from the office{update}|Groups{group}|AOB")),
            item("c1", &format!("Adoption of the agenda|Welcome{open}|Updates from the office{update}{five}|Groups{group}")),
        ];
        let text = format!(
            r#"{{"schemaVersion":"1.0.0","organization":[{{"id":"mag","classification":"mag"}},{{"id":"wg","classification":"working-group"}},
            {{"id":"office","classification":"secretariat"}}],"meeting":[{},{{"id":"w","organization":["wg"],"meetingType":"workshop","agendaItem":[{{"id":"w/item-1","name":"Hands on"}}]}}]}}"#,
            meetings.join(",")
        );
        let archive = read::from_str(&text).unwrap();
        assert!(Shape::Group.is_stand_in(&List::of(&archive)), "a workshop is no call");
        let Meeting { agenda_item, organization, meeting_type, duration, .. } = drawn(Shape::Group, &archive).unwrap().meeting;
        let found: Vec<String> =
            agenda_item.iter().map(|item| format!("{}|{}", item.name.as_deref().unwrap_or_default(), Stated::of(item))).collect();
        // "Plans" stands on one agenda alone, "Groups" is about a group, and of "Welcome" one length alone is known.
        assert_eq!(found, ["Adoption of the agenda|", "Welcome|", "Updates from the office|5", "AOB|"]);
        assert_eq!(agenda_item[3].id.as_str(), "d/item-4");
        assert_eq!(
            (organization.len(), meeting_type.known(), duration.known()),
            (0, Some(&MeetingType::WorkingGroupCall), Some(&GROUP_CALL))
        );
    }

    #[test]
    fn days_that_were_published_one_by_one_become_one_meeting() {
        let day = |id: &str, name: &str, sequence: u32, agenda: &str| {
            format!(
                r#"{{"id":"{id}","name":"{name}","sequenceNumber":{sequence},"organization":["mag"],"meetingType":"open-consultation","agendaItem":[{agenda}]}}"#
            )
        };
        let text = |agenda: &str| {
            let days = [
                day("o4", "Fourth Consultations", 4, ""),
                day("o3-3", "Third Consultations Day 3", 3, ""),
                day("o3-1", "Third Consultations Day 1", 3, agenda),
                day("o3-2", "Third Consultations Day 2", 3, ""),
                day("o2-1", "Second Consultations Day 1", 2, ""),
            ];
            read::from_str(&format!(r#"{{"schemaVersion":"1.0.0","meeting":[{}]}}"#, days.join(","))).unwrap()
        };
        let archive = text(
            r#"{"id":"o3-1/item-1","name":"Opening","agendaItem":[{"id":"o3-1/item-2","name":"Host"}]},{"id":"o3-1/item-3","name":"Stock"}"#,
        );
        let draft = drawn(Shape::Days, &archive).unwrap();
        let days: Vec<_> =
            draft.meeting.meeting_day.iter().filter_map(|day| Some((day.id.as_ref()?.as_str(), day.name.as_deref()?))).collect();
        assert_eq!(days, [("day-1", "Day 1"), ("day-2", "Day 2"), ("day-3", "Day 3")]);
        let items: Vec<_> = draft
            .meeting
            .agenda_item
            .iter()
            .map(|item| (item.id.as_str(), item.name.as_deref(), item.day.as_ref().unwrap().as_str()))
            .collect();
        assert_eq!(
            items,
            [
                ("d/item-1", Some("Opening"), "day-1"),
                ("d/item-3", Some("Stock"), "day-1"),
                ("d/item-4", None, "day-2"),
                ("d/item-5", None, "day-3")
            ]
        );
        assert!(!Shape::Days.has_no_agenda(&List::of(&archive)) && Shape::Days.has_no_agenda(&List::of(&text(""))));
        assert_eq!(Shape::Days.meetings(&List::of(&archive)).iter().map(MeetingId::as_str).collect::<Vec<_>>(), ["o3-1", "o3-2", "o3-3"]);
        // Days of different meetings are none of one.
        let mut single = archive;
        single.meeting.retain(|meeting| !matches!(meeting.id.as_str(), "o3-2" | "o3-3"));
        assert_eq!(drawn(Shape::Days, &single), None);
    }

    #[test]
    fn a_draft_of_ones_own_template_is_a_draft() {
        let archive = archive();
        let draft = make::from_meeting("d".into(), &archive, &archive.meeting[0], Instant(1));
        let template = of_draft(&draft, "t".into(), Instant(2));
        assert!(template.is_template && template.meeting.start.is_none() && template.meeting.number.is_none());
        assert_eq!(Draft::from_stored("t", &template.to_stored()), Ok(template.clone()));
        let again = from_own(&template, "e".into(), Instant(3));
        assert!(!again.is_template && again.meeting.agenda_item[0].id.as_str().starts_with("e/"));
        assert_eq!(again.meeting.agenda_item.len(), draft.meeting.agenda_item.len());
    }
}

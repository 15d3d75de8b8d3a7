//! Templates: the shape of meetings of one kind, taken from the archive's records, and a draft's own.

use super::{Draft, carry, make};
use crate::domain::{
    list::{List, Row},
    model::{AgendaItem, Classification, DatePrecision, Envelope, KnownOption, Lenient, Meeting, MeetingId, MeetingState, MeetingType},
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
    /// The calls of working groups.
    Group,
}

/// So many agendas are looked at to tell what is usual.
const MOST: usize = 4;
/// How long a call of the Advisory Group is.
const CALL: Span = Span::from_minutes(90);

impl Shape {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Last, Self::Call, Self::Consultation, Self::Group];

    /// The meetings that it is taken from, the latest first; those without an agenda only where none has one.
    pub fn meetings(self, list: &List) -> Vec<MeetingId> {
        let is_led = |row: &Row, kind: Classification| {
            let body = row.organization.first().and_then(|place| list.organization.get(usize::from(*place)));
            body.is_some_and(|body| body.classification.known() == Some(&kind))
        };
        let is_type = |row: &Row, kind: MeetingType| row.meeting_type.known() == Some(&kind);
        let is_of = |row: &&Row| match self {
            Self::Last => true,
            Self::Call => is_led(row, Classification::Mag) && is_type(row, MeetingType::Virtual),
            Self::Consultation => is_type(row, MeetingType::OpenConsultation),
            Self::Group => is_led(row, Classification::WorkingGroup),
        };
        let all: Vec<&Row> = list.row.iter().filter(is_of).collect();
        let with_agenda: Vec<&Row> = all.iter().copied().filter(|row| row.agenda_items > 0).collect();
        let chosen = if with_agenda.is_empty() { all } else { with_agenda };
        let most = if self == Self::Last { 1 } else { MOST };
        chosen.into_iter().take(most).map(|row| row.id.clone()).collect()
    }

    /// A draft in the shape of these meetings, the latest first: what stands on their agendas as a rule, and how long; no title, no date,
    /// no number.
    pub fn draft(self, id: String, meetings: &[&Meeting], zone: &str, now: Instant) -> Option<Draft> {
        let (latest, earlier) = meetings.split_first()?;
        let mut offers = carry::offers(latest, earlier, &[]);
        // What was put off once is not usual.
        offers.retain(|offer| offer.why != carry::Why::Deferred);
        let mut agenda_item = carry::agenda(&offers, &id);
        forget_origin(&mut agenda_item);
        if agenda_item.is_empty() {
            agenda_item.push(AgendaItem { id: format!("{id}/item-1").into(), ..AgendaItem::default() });
        }
        let meeting = Meeting {
            id: id.as_str().into(),
            organization: latest.organization.clone(),
            meeting_type: latest.meeting_type.clone(),
            attendance_mode: latest.attendance_mode.clone(),
            audience: latest.audience.clone(),
            meeting_state: Some(Lenient::Known(MeetingState::Draft)),
            date_precision: Some(Lenient::Known(DatePrecision::Unknown)),
            time_zone: latest.time_zone.clone().or_else(|| Some(zone.to_owned())),
            duration: if self == Self::Call { Some(Lenient::Known(CALL)) } else { latest.duration.clone() },
            agenda_item,
            ..Meeting::default()
        };
        Some(make::wrap(id, meeting, Envelope::new(), now))
    }
}

/// An item of a template continues nothing.
fn forget_origin(items: &mut [AgendaItem]) {
    for item in items {
        item.carried_from = None;
        forget_origin(&mut item.agenda_item);
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
    meeting.date_precision = Some(Lenient::Known(DatePrecision::Unknown));
    forget_origin(&mut meeting.agenda_item);
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
            {"id":"w1","start":"2024-01-01","organization":["wg"],"duration":"PT1H","agendaItem":[{"id":"w1/item-1","name":"Hello"}]}]}"#,
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
            let meetings: Vec<&Meeting> = ids.iter().filter_map(|id| archive.meeting.iter().find(|meeting| meeting.id == *id)).collect();
            let draft = shape.draft("d".into(), &meetings, "UTC", Instant(1)).unwrap();
            let found: Vec<&str> = draft.meeting.agenda_item.iter().filter_map(|item| item.name.as_deref()).collect();
            assert_eq!(found.join(", "), titles);
            let stated = AgendaItem { duration: draft.meeting.duration.clone(), ..AgendaItem::default() };
            assert_eq!(Stated::of(&stated).to_string(), length);
            assert_eq!((draft.title(), &draft.meeting.number, &draft.meeting.previous_meeting), ("", &None, &None));
            assert!(draft.meeting.agenda_item.iter().all(|item| item.carried_from.is_none() && item.id.as_str().starts_with("d/")));
        }
        assert_eq!(Shape::Last.meetings(&List::default()), []);
        assert_eq!(Shape::Last.draft("d".into(), &[], "UTC", Instant(1)), None);
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

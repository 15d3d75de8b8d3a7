//! `due-before-meeting`: an action is due before the meeting that made it.

use super::{
    Report,
    noted::Noted,
    place::{At, Place},
    walk::Node,
};
use crate::domain::{
    model::{KnownOption, MeetingId},
    time::{CivilDate, Moment},
};

/// The rule's name.
pub const CODE: &str = "due-before-meeting";

/// The first day of each meeting, and due dates whose meeting has not been met yet.
#[derive(Default)]
pub struct Dues {
    start: Noted<MeetingId, Moment>,
    open: Vec<(usize, Place, MeetingId, Moment)>,
}

impl Dues {
    /// Notes meetings, and judges actions.
    pub fn node(&mut self, node: Node, at: &At, report: &mut Report) {
        match node {
            Node::Meeting(meeting) => {
                if let Some(start) = meeting.start.known() {
                    self.start.insert(meeting.id.clone(), *start, report.file);
                }
            }
            Node::Action(action) => {
                if let Some(due) = action.due.as_ref().and_then(|due| due.date.known())
                    && let Some(meeting) = &action.meeting
                {
                    match self.start.get(meeting) {
                        Some((start, _)) if !before(*due, *start) => {}
                        _ => self.open.push((report.file, at.child("due").field("date"), meeting.clone(), *due)),
                    }
                }
            }
            _ => {}
        }
    }

    /// Forgets the file that was opened last.
    pub fn forget(&mut self, file: usize) {
        self.start.forget(file);
        self.open.retain(|(of, ..)| *of != file);
    }

    /// Reports when everything has been met.
    pub fn finish(self, report: &mut Report) {
        for (file, place, meeting, due) in self.open {
            if let Some((start, _)) = self.start.get(&meeting).filter(|(start, _)| before(due, *start)) {
                let message = format!("due {due}, before the meeting of {start} that made the action");
                report.warning_in(file, CODE, place, message, "compare the date, most of all its year, with the document");
            }
        }
    }
}

/// Whether the last day that the one can mean is before the first day that the other can mean.
pub(super) fn before(due: Moment, start: Moment) -> bool {
    match (last_day(due), start.first_day()) {
        (Some(due), Some(start)) => due < start,
        _ => false,
    }
}

fn last_day(moment: Moment) -> Option<CivilDate> {
    match moment {
        Moment::Month(year, month) => (28..=31).rev().find_map(|day| CivilDate::new(year, month, day)),
        Moment::Year(year) => CivilDate::new(year, 12, 31),
        Moment::Instant(_) | Moment::Day(_) => moment.first_day(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_files};
    use super::CODE;

    fn action(due: &str) -> String {
        format!("\"action\":[{{\"id\":\"m/action-1\",\"meeting\":\"m\",\"due\":{{\n\"date\":\"{due}\"}}}}]")
    }

    #[test]
    fn an_action_is_due_after_its_meeting() {
        for (start, due, odd) in [
            ("2025-10-22T14:00:00Z", "2025-10-21", true),
            ("2025-10-22T14:00:00Z", "2025-10-22", false),
            ("2025-10-22T14:00:00Z", "2025-10", false),
            ("2025-10-22", "2025-09", true),
            ("2025-02", "2024", true),
            ("2025", "2025-01-01", false),
            ("2025", "2024-12-31", true),
            ("soon", "2024-12-31", false),
        ] {
            let meeting = format!("\"meeting\":[{{\"id\":\"m\",\"start\":\"{start}\"}}]");
            assert_eq!(check(CODE, &format!("{meeting},{}", action(due))).len(), usize::from(odd), "{start} {due}");
            assert_eq!(check_files(CODE, &[&action(due), &meeting]).len(), usize::from(odd), "{start} {due}");
        }
    }

    #[test]
    fn the_date_is_named() {
        assert_eq!(
            check(CODE, &format!("\"meeting\":[{{\"id\":\"m\",\"start\":\"2025-10\"}}],{}", action("2025-01-02"))),
            ["2 warning 2025-01-02"]
        );
    }
}

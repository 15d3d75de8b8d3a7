//! `repeated-id`: an id is used twice. Cycles, bodies and meetings have a name space each; everything in a meeting shares one.

use std::collections::HashSet;

use super::{Report, noted::Noted, place::At, walk::Node};
use crate::domain::model::{Meeting, MeetingId};

/// The rule's name.
pub const CODE: &str = "repeated-id";

/// What an id belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A preparatory year.
    Cycle,
    /// A body.
    Organization,
    /// A meeting.
    Meeting,
    /// An agenda item.
    Item,
    /// A section of the minutes.
    Section,
    /// An action.
    Action,
    /// A note, decision or file: nothing refers to them.
    Other,
}

/// Every id that was met, what it belongs to, and in which file it stands.
#[derive(Default)]
pub struct Ids {
    cycle: Noted<Box<str>>,
    organization: Noted<Box<str>>,
    meeting: Noted<Box<str>>,
    part: Noted<Box<str>, Kind>,
    /// Meetings given in two files: their parts repeat too, and saying so once is enough.
    twice: Noted<MeetingId>,
    silent: bool,
}

impl Ids {
    /// Whether something of the kind has the id.
    pub fn has(&self, kind: Kind, id: &str) -> bool {
        match kind {
            Kind::Cycle => self.cycle.has(id),
            Kind::Organization => self.organization.has(id),
            Kind::Meeting => self.meeting.has(id),
            _ => self.part.get(id).is_some_and(|(is, _)| *is == kind),
        }
    }

    /// How many meetings were met.
    pub fn meetings(&self) -> usize {
        self.meeting.len()
    }

    /// Whether an action was met.
    pub fn has_actions(&self) -> bool {
        self.part.values().any(|kind| *kind == Kind::Action)
    }

    /// The file in which a meeting of this id was met before.
    pub fn file_of_meeting(&self, meeting: &Meeting) -> Option<usize> {
        self.meeting.get(meeting.id.as_str()).map(|(_, file)| *file)
    }

    /// Forgets the file that was opened last.
    pub fn forget(&mut self, file: usize) {
        self.cycle.forget(file);
        self.organization.forget(file);
        self.meeting.forget(file);
        self.part.forget(file);
        self.twice.forget(file);
    }

    /// Notes the ids of an object.
    pub fn node(&mut self, node: Node, at: &At, report: &mut Report) {
        let (kind, id) = match node {
            Node::Cycle(cycle) => (Kind::Cycle, cycle.id.as_str()),
            Node::Organization(body) => (Kind::Organization, body.id.as_str()),
            Node::Meeting(meeting) => return self.meeting(meeting, at, report),
            Node::Item(item, _) => (Kind::Item, item.id.as_str()),
            Node::Action(action) => {
                self.silent = action.meeting.as_ref().is_some_and(|id| self.twice.has(id));
                (Kind::Action, action.id.as_str())
            }
            Node::Section(section, _) => (Kind::Section, section.id.as_ref().map_or("", |id| id.as_str())),
            Node::Note(note, _) => (Kind::Other, note.id.as_ref().map_or("", |id| id.as_str())),
            Node::Decision(decision) => (Kind::Other, decision.id.as_ref().map_or("", |id| id.as_str())),
            Node::File(file) => (Kind::Other, file.id.as_ref().map_or("", |id| id.as_str())),
            _ => return,
        };
        if id.is_empty() {
            return;
        }
        let file = report.file;
        let is_part = !matches!(kind, Kind::Cycle | Kind::Organization);
        let before = match kind {
            Kind::Cycle => self.cycle.insert(id.into(), (), file).map(|(_, file)| file),
            Kind::Organization => self.organization.insert(id.into(), (), file).map(|(_, file)| file),
            _ => self.part.insert(id.into(), kind, file).map(|(_, file)| file),
        };
        if let Some(before) = before
            && !(is_part && self.silent && before != file)
        {
            repeated(id, before, at, report);
        }
    }

    fn meeting(&mut self, meeting: &Meeting, at: &At, report: &mut Report) {
        self.silent = false;
        let before = self.meeting.insert(meeting.id.as_str().into(), (), report.file);
        if let Some((_, before)) = before {
            // In two files it is `same-meeting-twice`.
            if before == report.file {
                repeated(meeting.id.as_str(), before, at, report);
            } else {
                self.silent = true;
                self.twice.insert(meeting.id.clone(), (), report.file);
            }
        }
        let mut days = HashSet::new();
        for (n, day) in meeting.meeting_day.iter().enumerate() {
            if let Some(id) = &day.id
                && !days.insert(id)
            {
                repeated(id.as_str(), report.file, &at.element("meetingDay", n), report);
            }
        }
    }
}

fn repeated(id: &str, before: usize, at: &At, report: &mut Report) {
    let place = if before == report.file { String::new() } else { format!(" (first in {})", report.name(before)) };
    report.error(CODE, at.id(), format!("the id \"{id}\" is used a second time{place}"), "give one of the two another id");
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_files};
    use super::CODE;

    #[test]
    fn every_id_is_used_once() {
        let text = "\n\"cycle\":[{\"id\":\"a\"},\n{\"id\":\"a\"}],\"organization\":[{\"id\":\"a\"}],\"meeting\":[{\"id\":\"a\",\"meetingDay\":[{\"id\":\"d\"},\n{\"id\":\"d\"}],
            \"agendaItem\":[{\"id\":\"a/item-1\",\"agendaItem\":[\n{\"id\":\"a/item-1\"}]}],\"minutes\":[{\"note\":[{\"id\":\"a/note-1\"}],\"decision\":[\n{\"id\":\"a/note-1\"}]}]},\n{\"id\":\"a\"}]";
        assert_eq!(check(CODE, text), ["3 error a", "4 error d", "6 error a/item-1", "7 error a/note-1", "8 error a"]);
        assert!(
            check(CODE, "\"meeting\":[{\"id\":\"a\",\"meetingDay\":[{\"id\":\"d\"}]},{\"id\":\"b\",\"meetingDay\":[{\"id\":\"d\"}]}]")
                .is_empty()
        );
    }

    #[test]
    fn files_are_judged_together() {
        let one =
            "\"meeting\":[{\"id\":\"m\",\"agendaItem\":[{\"id\":\"m/item-1\"}]}],\"action\":[{\"id\":\"m/action-1\",\"meeting\":\"m\"}]";
        assert!(check_files(CODE, &[one, one]).is_empty());
        let with_cycle = format!("\"cycle\":[{{\"id\":\"c\"}}],{one}");
        assert_eq!(check_files(CODE, &[&with_cycle, one, "\"cycle\":[\n{\"id\":\"c\"}]"]), ["2 error c"]);
        let other = "\"meeting\":[{\"id\":\"n\",\"agendaItem\":[\n{\"id\":\"m/item-1\"}]}]";
        assert_eq!(check_files(CODE, &[one, other]), ["2 error m/item-1"]);
    }
}

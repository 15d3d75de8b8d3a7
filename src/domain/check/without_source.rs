//! `without-source`: a meeting or an action does not say where it came from; drafts need not.

use super::{
    Report,
    noted::Noted,
    place::{At, Place},
    walk::Node,
};
use crate::domain::model::{ActionId, KnownOption, MeetingId, MeetingState};

/// The rule's name.
pub const CODE: &str = "without-source";

/// Drafts, and actions without a source whose meeting may be one.
#[derive(Default)]
pub struct Sources {
    draft: Noted<MeetingId>,
    open: Vec<(usize, Place, ActionId, Option<MeetingId>)>,
}

impl Sources {
    /// Notes drafts, and reports meetings.
    pub fn node(&mut self, node: Node, at: &At, report: &mut Report) {
        match node {
            Node::Meeting(meeting) if meeting.meeting_state.known() == Some(&MeetingState::Draft) => {
                self.draft.insert(meeting.id.clone(), (), report.file);
            }
            Node::Meeting(meeting) if meeting.source.is_empty() => say("meeting", meeting.id.as_str(), report.file, at.id(), report),
            Node::Action(action) if action.source.is_empty() => {
                self.open.push((report.file, at.id(), action.id.clone(), action.meeting.clone()));
            }
            _ => {}
        }
    }

    /// Forgets the file that was opened last.
    pub fn forget(&mut self, file: usize) {
        self.draft.forget(file);
        self.open.retain(|(of, ..)| *of != file);
    }

    /// Reports actions when everything has been met.
    pub fn finish(self, report: &mut Report) {
        for (file, place, id, meeting) in self.open {
            if !meeting.is_some_and(|id| self.draft.has(&id)) {
                say("action", id.as_str(), file, place, report);
            }
        }
    }
}

fn say(what: &str, id: &str, file: usize, place: Place, report: &mut Report) {
    report.warning_in(file, CODE, place, format!("the {what} \"{id}\" has no source"), "add source with the document and its lines");
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn published_things_have_a_source() {
        let text = "\"meeting\":[\n{\"id\":\"a\"},{\"id\":\"b\",\"source\":[{\"fileName\":\"x\"}]},{\"id\":\"c\",\"meetingState\":\"draft\"}],\"action\":[\n{\"id\":\"b/action-1\",\"meeting\":\"b\"},
            {\"id\":\"b/action-2\",\"meeting\":\"b\",\"source\":[{\"fileName\":\"x\"}]},{\"id\":\"c/action-1\",\"meeting\":\"c\"}]";
        assert_eq!(check(CODE, text), ["2 warning a", "3 warning b/action-1"]);
    }
}

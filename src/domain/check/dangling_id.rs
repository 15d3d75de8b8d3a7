//! `dangling-id`: an id points nowhere.
//!
//! What one call is given is judged together. A meeting may be alone in its file, though: then an id that points to another
//! meeting is a warning. A due date "at the next meeting", `derivedFrom` and `replaces` may always point out of the files at hand.

use std::collections::HashSet;

use super::{
    Report,
    place::{At, Place},
    repeated_id::{Ids, Kind},
    walk::Node,
};
use crate::domain::model::{AgendaItem, Meeting, OrganizationId, PartId};

/// The rule's name.
pub const CODE: &str = "dangling-id";

/// Where the target may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Among the files at hand.
    Here,
    /// In another meeting, which a file with a single meeting need not hold.
    OtherMeeting,
    /// Anywhere.
    Anywhere,
}

/// References whose target has not been met yet.
#[derive(Default)]
pub struct References {
    open: Vec<Open>,
}

struct Open {
    kind: Kind,
    id: Box<str>,
    reach: Reach,
    file: usize,
    place: Place,
}

impl References {
    /// Notes the references of an object.
    pub fn node(&mut self, node: Node, at: &At, ids: &Ids, report: &mut Report) {
        use Reach::{Anywhere, Here, OtherMeeting};
        let mut see = See { open: &mut self.open, ids, at, file: report.file };
        match node {
            Node::Organization(body) => see.one(Kind::Organization, "subOrganizationOf", &body.sub_organization_of, Here),
            Node::Meeting(meeting) => {
                see.one(Kind::Cycle, "cycle", &meeting.cycle, Here);
                see.bodies("organization", &meeting.organization);
                see.bodies("mentionedOrganization", &meeting.mentioned_organization);
                see.one(Kind::Meeting, "superEvent", &meeting.super_event, OtherMeeting);
                see.one(Kind::Meeting, "previousMeeting", &meeting.previous_meeting, OtherMeeting);
                see.one(Kind::Meeting, "derivedFrom", &meeting.derived_from, Anywhere);
                see.one(Kind::Meeting, "replaces", &meeting.replaces, Anywhere);
                days(meeting, at, report);
            }
            Node::Item(item, _) => {
                see.bodies("organization", &item.organization);
                see.one(Kind::Item, "carriedFrom", &item.carried_from, OtherMeeting);
            }
            Node::Section(section, _) => {
                see.bodies("organization", &section.organization);
                see.one(Kind::Item, "agendaItem", &section.agenda_item, Here);
            }
            Node::Note(note, _) => see.bodies("organization", &note.organization),
            Node::Decision(decision) => see.bodies("organization", &decision.organization),
            Node::File(file) => {
                see.bodies("organization", &file.organization);
                see.one(Kind::Item, "agendaItem", &file.agenda_item, Here);
            }
            Node::Action(action) => {
                see.bodies("organization", &action.organization);
                see.one(Kind::Meeting, "meeting", &action.meeting, if ids.meetings() == 0 { OtherMeeting } else { Here });
                see.one(Kind::Section, "section", &action.section, Here);
                for (n, agent) in action.agent.iter().enumerate() {
                    See { at: &at.element("agent", n), ..see.again() }.one(Kind::Organization, "organization", &agent.organization, Here);
                }
                if let Some(due) = &action.due {
                    See { at: &at.child("due"), ..see.again() }.one(Kind::Meeting, "meeting", &due.meeting, Anywhere);
                }
                for (n, mention) in action.mention.iter().enumerate() {
                    let at = at.element("mention", n);
                    let mut see = See { at: &at, ..see.again() };
                    see.one(Kind::Action, "action", &mention.action, OtherMeeting);
                    see.one(Kind::Meeting, "meeting", &mention.meeting, OtherMeeting);
                    see.one(Kind::Section, "section", &mention.section, OtherMeeting);
                }
            }
            Node::Mark(mark) => see.one(Kind::Action, "action", &mark.action, OtherMeeting),
            _ => {}
        }
    }

    /// Forgets the file that was opened last.
    pub fn forget(&mut self, file: usize) {
        self.open.retain(|open| open.file != file);
    }

    /// Reports what still has no target when everything has been met.
    pub fn finish(self, ids: &Ids, report: &mut Report) {
        let (alone, actions) = (ids.meetings() < 2, ids.has_actions());
        for open in self.open {
            if ids.has(open.kind, &open.id) {
                continue;
            }
            let what = match open.kind {
                Kind::Cycle => "cycle",
                Kind::Organization => "organization",
                Kind::Meeting => "meeting",
                Kind::Item => "agenda item",
                Kind::Section => "section",
                Kind::Action if !actions => continue, // marks alone: the actions are in the archive
                Kind::Action | Kind::Other => "action",
            };
            let (id, file) = (&open.id, open.file);
            let owner = id.split('/').next().unwrap_or_default();
            if open.reach == Reach::OtherMeeting && alone && !ids.has(Kind::Meeting, owner) {
                let message = format!("no {what} \"{id}\" in the files at hand");
                report.warning_in(file, CODE, open.place, message, "check it together with the file that holds the other meeting");
            } else {
                let help = format!("add the {what} or correct the id");
                report.error_in(file, CODE, open.place, format!("no {what} has the id \"{id}\""), help);
            }
        }
    }
}

/// The days of a meeting are its own: `day-2` means another day in each.
fn days(meeting: &Meeting, at: &At, report: &mut Report) {
    fn items(list: &[AgendaItem], days: &HashSet<&PartId>, at: &At, report: &mut Report) {
        for (n, item) in list.iter().enumerate() {
            let at = at.element("agendaItem", n);
            if let Some(id) = item.day.as_ref().filter(|id| !days.contains(id)) {
                let message = format!("no meetingDay of this meeting has the id \"{id}\"");
                report.error(CODE, at.field("day"), message, "add the day to meetingDay or correct the id");
            }
            items(&item.agenda_item, days, &at, report);
        }
    }
    let days = meeting.meeting_day.iter().filter_map(|day| day.id.as_ref()).collect();
    items(&meeting.agenda_item, &days, at, report);
}

/// The references of one object.
struct See<'a> {
    open: &'a mut Vec<Open>,
    ids: &'a Ids,
    at: &'a At<'a>,
    file: usize,
}

impl See<'_> {
    fn again(&mut self) -> See<'_> {
        See { open: self.open, ids: self.ids, at: self.at, file: self.file }
    }

    fn one<I: std::fmt::Display + AsId>(&mut self, kind: Kind, key: &'static str, id: &Option<I>, reach: Reach) {
        if let Some(id) = id
            && reach != Reach::Anywhere
            && !self.ids.has(kind, id.text())
        {
            self.open.push(Open { kind, id: id.text().into(), reach, file: self.file, place: self.at.field(key) });
        }
    }

    fn bodies(&mut self, key: &'static str, ids: &[OrganizationId]) {
        for (n, id) in ids.iter().enumerate() {
            if !self.ids.has(Kind::Organization, id.as_str()) {
                let place = self.at.element(key, n).place();
                self.open.push(Open { kind: Kind::Organization, id: id.as_str().into(), reach: Reach::Here, file: self.file, place });
            }
        }
    }
}

/// The text of any kind of id.
trait AsId {
    fn text(&self) -> &str;
}

macro_rules! as_id {
    ($($Id:ident)*) => {$(
        impl AsId for crate::domain::model::$Id {
            fn text(&self) -> &str {
                self.as_str()
            }
        }
    )*};
}
as_id!(CycleId OrganizationId MeetingId ItemId ActionId PartId);

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_files};
    use super::CODE;

    #[test]
    fn every_reference_has_a_target() {
        let text = "\"meeting\":[{\"id\":\"m\",\n\"cycle\":\"igf\",\n\"organization\":[\"mag\",\n\"wg\"],\"agendaItem\":[{\"id\":\"m/item-1\",\n\"day\":\"day-1\"}],
            \"minutes\":[{\"id\":\"m/section-1\",\n\"agendaItem\":\"m/item-2\"},{\"agendaItem\":\"m/item-1\"}]}],\"organization\":[{\"id\":\"mag\"}],
            \"action\":[{\"id\":\"m/action-1\",\"meeting\":\"m\",\n\"section\":\"m/section-2\",\"agent\":[{\n\"organization\":\"x\"}],\"due\":{\"meeting\":\"later\"}},{\"id\":\"m/action-2\",\n\"meeting\":\"n\",\"section\":\"m/section-1\"}]";
        assert_eq!(
            check(CODE, text),
            ["2 error igf", "4 error wg", "5 error day-1", "7 error m/item-2", "9 error m/section-2", "10 error x", "11 error n"]
        );
    }

    #[test]
    fn a_meeting_alone_may_point_to_others() {
        assert_eq!(check(CODE, "\"meeting\":[{\"id\":\"m\",\n\"previousMeeting\":\"l\",\"derivedFrom\":\"k\"}]"), ["2 warning l"]);
        assert_eq!(check(CODE, "\"meeting\":[{\"id\":\"m\",\n\"previousMeeting\":\"l\"},{\"id\":\"n\"}]"), ["2 error l"]);
        assert_eq!(
            check(CODE, "\"meeting\":[{\"id\":\"m\",\"agendaItem\":[{\"id\":\"m/item-1\",\n\"carriedFrom\":\"m/item-9\"}]}]"),
            ["2 error m/item-9"]
        );
        assert!(check(CODE, "\"mark\":[{\"action\":\"m/action-1\"}]").is_empty());
    }

    #[test]
    fn files_are_judged_together() {
        let bodies = "\"organization\":[{\"id\":\"mag\"}]";
        let meetings = "\"meeting\":[{\"id\":\"m\",\"organization\":[\"mag\"]}]";
        assert!(check_files(CODE, &[meetings, bodies]).is_empty());
        assert!(check_files(CODE, &[bodies, meetings]).is_empty());
        assert_eq!(check_files(CODE, &[meetings]), ["1 error mag"]);
    }
}

//! What was promised, asked and invited; and what people say became of it.

use super::{ActionId, File, Lenient, MeetingId, OrganizationId, PartId, lenient::words, record::record};
use crate::domain::time::Moment;

words! {
    /// How binding.
    pub enum Strength {
        /// "will".
        Commitment = "commitment",
        /// "should", "is asked to".
        Request = "request",
        /// "is invited to".
        Invitation = "invitation",
        /// Something to know.
        Information = "information",
    }

    /// What became of it (schema.org: actionStatus).
    pub enum ActionStatus {
        /// Not known to be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// Given up.
        Dropped = "dropped",
    }

    /// What a person says of a published action.
    pub enum MarkKind {
        /// It is done.
        Done = "done",
        /// It was given up.
        Dropped = "dropped",
        /// It is open again.
        Reopened = "reopened",
        /// Somebody else does it.
        Reassigned = "reassigned",
        /// It is due at another time.
        Redated = "redated",
        /// A remark.
        Noted = "noted",
        /// It continues another action.
        Chained = "chained",
    }
}

record! {
    /// An action (schema.org: Action; iCalendar: VTODO).
    pub struct Action {
        /// `igf-2025-mag-11/action-3`.
        id "id": ActionId,
        /// The duty, one line.
        name "name": Option<String>,
        /// More of it.
        description "description": Option<String>,
        /// Who; a role or a group is normal.
        agent "agent": Vec<Agent>,
        /// How binding.
        strength "strength": Option<Lenient<Strength>>,
        /// When.
        due "due": Option<Due>,
        /// What became of it.
        action_status "actionStatus": Option<Lenient<ActionStatus>>,
        /// Bodies that it is about.
        organization "organization": Vec<OrganizationId>,
        /// The meeting that made it.
        meeting "meeting": Option<MeetingId>,
        /// The section that holds it.
        section "section": Option<PartId>,
        /// The printed heading that it stood under, where there is no section.
        heading "heading": Option<String>,
        /// Documents and links.
        file "file": Vec<File>,
        /// Later meetings that named the same duty.
        mention "mention": Vec<Mention>,
    }
}

impl Action {
    /// What became of it; an action of which nothing is recorded is open.
    pub fn status(&self) -> ActionStatus {
        match &self.action_status {
            Some(Lenient::Known(status)) => *status,
            _ => ActionStatus::Open,
        }
    }
}

record! {
    /// Who is to act.
    pub struct Agent {
        /// As printed: "MAG members".
        name "name": Option<String>,
        /// The body.
        organization "organization": Option<OrganizationId>,
    }
}

record! {
    /// When an action is due: a date, or words, or a meeting.
    pub struct Due {
        /// A date.
        date "date": Option<Lenient<Moment>>,
        /// A vague date or a trigger: "once finalized".
        text "text": Option<String>,
        /// By this meeting.
        meeting "meeting": Option<MeetingId>,
    }
}

record! {
    /// A later naming of the same duty.
    pub struct Mention {
        /// The action there.
        action "action": Option<ActionId>,
        /// The meeting there.
        meeting "meeting": Option<MeetingId>,
        /// The section there.
        section "section": Option<PartId>,
        /// Its words there.
        text "text": Option<String>,
        /// Why it is the same duty.
        evidence "evidence": Option<String>,
        /// Confirmed by a person.
        confirmed "confirmed": bool,
    }
}

record! {
    /// What a person says of a published action, on top of the record.
    pub struct Mark {
        /// The action.
        action "action": Option<ActionId>,
        /// What is said.
        kind "kind": Option<Lenient<MarkKind>>,
        /// The new owner, date or chain.
        value "value": Option<String>,
        /// A remark.
        note "note": Option<String>,
        /// When it was said.
        at "at": Option<Lenient<Moment>>,
    }
}

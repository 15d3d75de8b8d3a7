//! Agenda items, a tree, with their breakout groups.

use std::borrow::Cow;

use super::{ItemId, Lenient, OrganizationId, PartId, lenient::words, record::record};
use crate::domain::time::{Moment, Span};

words! {
    /// What kind of item; breaks are items, since they take time.
    pub enum ItemType {
        /// Welcome and opening remarks.
        Opening = "opening",
        /// Adoption of the agenda or of a text.
        Adoption = "adoption",
        /// A report on the state of things.
        Update = "update",
        /// Discussion.
        Discussion = "discussion",
        /// Something to be decided.
        Decision = "decision",
        /// Work in breakout groups.
        Breakout = "breakout",
        /// A break.
        Break = "break",
        /// Any other business.
        Aob = "aob",
        /// Anything else.
        Other = "other",
    }

    /// Whether a child's time is inside its parent's or comes on top of it.
    pub enum DurationScope {
        /// Inside; the default.
        Within = "within",
        /// On top.
        Added = "added",
    }

    /// What became of an item.
    pub enum ItemState {
        /// To come.
        Planned = "planned",
        /// Dealt with.
        Done = "done",
        /// Put off to a later meeting.
        Deferred = "deferred",
        /// Given up.
        Dropped = "dropped",
    }
}

record! {
    /// An agenda item (OParl: AgendaItem).
    pub struct AgendaItem {
        /// `igf-2025-mag-11/item-4`: the fourth in reading order at the time of recording.
        id "id": ItemId,
        /// Printed number, as printed: "4.", "a.".
        number "number": Option<String>,
        /// Title.
        name "name": Option<String>,
        /// Other wordings of the title.
        other_name "otherName": Vec<String>,
        /// Plain text with links.
        description "description": Option<String>,
        /// Length, ISO 8601; the lower end of a range.
        duration "duration": Option<Lenient<Span>>,
        /// Upper end of a range.
        duration_max "durationMax": Option<Lenient<Span>>,
        /// A length for each of several ("5 minutes per group"). Boxed: few items have one, and it would weigh on all.
        duration_per "durationPer": Option<Box<DurationPer>>,
        /// Inside the parent's time, or on top of it.
        duration_scope "durationScope": Option<Lenient<DurationScope>>,
        /// What kind of item.
        item_type "itemType": Option<Lenient<ItemType>>,
        /// Who presents.
        presenter "presenter": Vec<Presenter>,
        /// Whose item it is.
        organization "organization": Vec<OrganizationId>,
        /// Breakout groups of this item.
        breakout "breakout": Vec<Breakout>,
        /// Id of the meeting day that it belongs to.
        day "day": Option<PartId>,
        /// What became of it.
        state "state": Option<Lenient<ItemState>>,
        /// When it really began, UTC. Boxed, as what few items have.
        actual_start "actualStart": Option<Box<Lenient<Moment>>>,
        /// When it really ended, UTC.
        actual_end "actualEnd": Option<Box<Lenient<Moment>>>,
        /// Inputs, documents and links.
        file "file": Vec<super::File>,
        /// The item of an earlier meeting that it continues.
        carried_from "carriedFrom": Option<ItemId>,
        /// For the author alone; in drafts and backups only.
        private_note "privateNote": Option<String>,
        /// Children.
        agenda_item "agendaItem": Vec<AgendaItem>,
    }
}

record! {
    /// A length for each of several.
    pub struct DurationPer {
        /// Length of each.
        duration "duration": Option<Lenient<Span>>,
        /// How many.
        count "count": Option<u32>,
        /// Of what: "group".
        unit "unit": Option<String>,
    }
}

record! {
    /// A person's name, or a role.
    pub struct Presenter {
        /// The person's name.
        name "name": Option<String>,
        /// The role.
        role "role": Option<String>,
    }
}

record! {
    /// A breakout group; one without a name holds what is true of all of them.
    pub struct Breakout {
        /// Its name.
        name "name": Option<String>,
        /// How many groups; the lower end of a range.
        count "count": Option<u32>,
        /// Upper end of a range.
        count_max "countMax": Option<u32>,
        /// Who facilitates.
        facilitator "facilitator": Option<String>,
        /// Who reports.
        rapporteur "rapporteur": Option<String>,
        /// What it is to do.
        task "task": Vec<Task>,
    }
}

record! {
    /// A task of a breakout group.
    pub struct Task {
        /// Printed number.
        number "number": Option<String>,
        /// The task.
        name "name": Option<String>,
        /// Parts of it.
        task "task": Vec<Task>,
    }
}

impl Presenter {
    /// "Jane Doe (Chair)", or what of it is known.
    pub fn in_full(&self) -> Option<Cow<'_, str>> {
        match (&self.name, &self.role) {
            (Some(name), Some(role)) => Some([name, " (", role, ")"].concat().into()),
            (name, role) => name.as_deref().or(role.as_deref()).map(Cow::Borrowed),
        }
    }
}

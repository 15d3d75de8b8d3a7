//! What was recorded of a meeting: sections with notes and decisions.

use super::{File, ItemId, OrganizationId, PartId, record::record};

record! {
    /// A section of the minutes.
    pub struct MinutesSection {
        /// `igf-2025-mag-11/section-2`.
        id "id": Option<PartId>,
        /// Printed number.
        number "number": Option<String>,
        /// Title.
        name "name": Option<String>,
        /// The agenda item that it belongs to, if known.
        agenda_item "agendaItem": Option<ItemId>,
        /// Bodies that it is about.
        organization "organization": Vec<OrganizationId>,
        /// Paragraphs or points.
        note "note": Vec<Note>,
        /// Decisions.
        decision "decision": Vec<Decision>,
        /// Children.
        section "section": Vec<MinutesSection>,
    }
}

record! {
    /// A paragraph or point.
    pub struct Note {
        /// `igf-2025-mag-11/note-7`.
        id "id": Option<PartId>,
        /// Printed number.
        number "number": Option<String>,
        /// What was recorded.
        text "text": Option<String>,
        /// Bodies that it is about.
        organization "organization": Vec<OrganizationId>,
        /// Documents and links in it.
        file "file": Vec<File>,
        /// Points below it.
        note "note": Vec<Note>,
    }
}

record! {
    /// A decision.
    pub struct Decision {
        /// `igf-2025-mag-11/decision-1`.
        id "id": Option<PartId>,
        /// What was decided.
        text "text": Option<String>,
        /// Bodies that it is about.
        organization "organization": Vec<OrganizationId>,
    }
}

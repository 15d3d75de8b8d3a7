//! Drafts that go out as files, and when each last did.

use leptos::prelude::*;

use super::{
    kept, shared,
    state::{State, now},
};
use crate::{
    domain::{
        draft::{self, Draft},
        export::{Format, include::Include},
        model::{Envelope, Meeting, MeetingId, write},
    },
    platform::dom,
};

/// What the file of a meeting is called.
pub fn file_name(id: &MeetingId, format: Format) -> String {
    format!("{}.{}", id.as_str().replace('/', "-"), format.ending())
}

impl State {
    /// Reads when drafts went out as files.
    pub fn load_files(self) {
        let files = self
            .drafts
            .with_untracked(|drafts| drafts.iter().filter_map(|draft| Some((draft.id.clone(), kept::file(&draft.id)?))).collect());
        self.files.set(files);
    }

    /// Notes that drafts went out as files now.
    fn note_files(self, ids: &[String]) {
        ids.iter().for_each(|id| kept::note_file(id, now()));
        self.files.update(|files| files.extend(ids.iter().map(|id| (id.clone(), now()))));
    }

    /// Hands a draft to the person as a file, with what goes along.
    pub fn export(self, draft: &Draft, include: Include) {
        self.export_as(&draft.meeting.id, Format::Json, shared::file(self, draft, include).as_bytes());
        self.note_sent(draft);
    }

    /// Notes that a draft went out, as a file that opens here again.
    pub fn note_sent(self, draft: &Draft) {
        self.note_files(std::slice::from_ref(&draft.id));
        shared::note_sent(draft, self);
    }

    /// Hands a draft to the person in a form from which it cannot be opened again.
    pub fn export_as(self, id: &MeetingId, format: Format, content: &[u8]) {
        dom::download(&file_name(id, format), format.media_type(), content);
    }

    /// Hands every draft that is not in the trash to the person, as one file.
    pub fn export_all(self) {
        let mut all = Envelope::new();
        let mut ids = Vec::new();
        for draft in self.all().iter().filter(|draft| draft.deleted.is_none() && !draft.is_template) {
            ids.push(draft.id.clone());
            // One that went on in a copy has the ids of the one that it began from.
            let is_twice = all.meeting.iter().any(|meeting: &Meeting| meeting.id == draft.meeting.id);
            let apart = is_twice.then(|| draft::copy(draft, draft.id.clone(), draft.changed));
            let envelope = apart.as_ref().unwrap_or(draft).for_others();
            all.meeting.extend(envelope.meeting);
            all.action.extend(envelope.action);
            for cycle in envelope.cycle {
                if all.cycle.iter().all(|other| other.id != cycle.id) {
                    all.cycle.push(cycle);
                }
            }
            for body in envelope.organization {
                if all.organization.iter().all(|other| other.id != body.id) {
                    all.organization.push(body);
                }
            }
        }
        dom::download("drafts.json", "application/json", write::pretty(&all));
        self.note_files(&ids);
    }
}

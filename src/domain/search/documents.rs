//! The texts of a meeting that can be found.
//!
//! Left out: where a record came from, addresses of links, notes that an author keeps for herself, and fields that this version
//! does not know.

use std::collections::BTreeSet;

use super::{
    build::Builder,
    protocol::Kind,
    recorded::{Action, AgendaItem, Breakout, Envelope, File, Meeting, Note, Section, Task, Text},
};
use crate::domain::list::List;

/// What records name by id: bodies and cycles, as the texts by which one may look for them.
pub(super) trait Names {
    /// A body.
    fn body(&self, id: &str) -> Option<Vec<&str>>;
    /// A cycle.
    fn cycle(&self, id: &str) -> Option<Vec<&str>>;
}

impl Names for List {
    fn body(&self, id: &str) -> Option<Vec<&str>> {
        let body = self.organization.iter().find(|body| body.id.as_str() == id)?;
        Some(body.short_name.iter().chain(&body.name).chain(&body.other_name).map(String::as_str).collect())
    }

    fn cycle(&self, id: &str) -> Option<Vec<&str>> {
        let cycle = self.cycle.iter().find(|cycle| cycle.id.as_str() == id)?;
        Some([&cycle.name, &cycle.place, &cycle.host_country].into_iter().flatten().map(String::as_str).collect())
    }
}

impl Names for Envelope<'_> {
    fn body(&self, id: &str) -> Option<Vec<&str>> {
        let body = self.organization.iter().find(|body| is(&body.id, id))?;
        Some(body.short_name.iter().chain(&body.name).chain(&body.other_name).map(text).collect())
    }

    fn cycle(&self, id: &str) -> Option<Vec<&str>> {
        let cycle = self.cycle.iter().find(|cycle| is(&cycle.id, id))?;
        Some([&cycle.name, &cycle.place, &cycle.host_country].into_iter().flatten().map(text).collect())
    }
}

/// First these, then those.
impl<A: Names, B: Names> Names for (&A, &B) {
    fn body(&self, id: &str) -> Option<Vec<&str>> {
        self.0.body(id).or_else(|| self.1.body(id))
    }

    fn cycle(&self, id: &str) -> Option<Vec<&str>> {
        self.0.cycle(id).or_else(|| self.1.cycle(id))
    }
}

fn is(here: &Option<Text>, id: &str) -> bool {
    here.as_ref().is_some_and(|here| here.0 == id)
}

/// Stands between the texts of one document.
pub(super) const BETWEEN: &str = " · ";

fn text<'a>(text: &'a Text) -> &'a str {
    &text.0
}

/// Takes in every text of a meeting.
pub(super) fn add(builder: &mut Builder, ordinal: u32, meeting: &Meeting, actions: &[&Action], names: &impl Names) {
    let mut out = Out { builder, ordinal, text: String::new(), bodies: BTreeSet::new() };
    out.bodies(&meeting.organization);
    out.bodies(&meeting.mentioned_organization);
    out.put(Kind::Title, None, meeting.name.iter().chain(&meeting.other_name).map(text));
    out.put(Kind::Other, None, meeting.description.iter().map(text));
    out.items(&meeting.agenda_item);
    for breakout in &meeting.breakout {
        out.put(Kind::Item, None, breakout_texts(breakout));
    }
    for action in actions {
        let due = action.due.iter().filter_map(|due| due.text.as_ref());
        let agents = action.agent.iter().filter_map(|agent| agent.name.as_ref());
        out.put(Kind::Action, Some(text(&action.id)), action.name.iter().chain(&action.description).chain(agents).chain(due).map(text));
        out.file_texts(&action.file);
        out.bodies(&action.organization);
        out.bodies(action.agent.iter().filter_map(|agent| agent.organization.as_ref()));
    }
    out.sections(&meeting.minutes);
    for person in &meeting.participation {
        let who = [&person.name, &person.affiliation, &person.country, &person.stakeholder_group, &person.category, &person.note];
        out.put(Kind::Person, None, who.into_iter().flatten().map(text));
    }
    let files = files_bodies(&meeting.file);
    out.bodies(files);
    for id in std::mem::take(&mut out.bodies) {
        out.put(Kind::Group, None, names.body(id).unwrap_or_else(|| vec![id]));
    }
    out.file_texts(&meeting.file);
    out.others(meeting, names);
}

fn files_bodies<'a>(files: &'a [File]) -> impl Iterator<Item = &'a Text<'a>> {
    files.iter().flat_map(|file| &file.organization)
}

struct Out<'a, 'b> {
    builder: &'b mut Builder,
    ordinal: u32,
    text: String,
    /// The bodies that the meeting concerns, as [`crate::domain::list::bodies_concerned`] has them.
    bodies: BTreeSet<&'a str>,
}

impl<'a> Out<'a, '_> {
    fn bodies(&mut self, ids: impl IntoIterator<Item = &'a Text<'a>>) {
        self.bodies.extend(ids.into_iter().map(text));
    }

    /// A document of these texts; none where there are none.
    fn put<'t>(&mut self, kind: Kind, part: Option<&str>, texts: impl IntoIterator<Item = &'t str>) {
        self.text.clear();
        for text in texts {
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            if !self.text.is_empty() {
                self.text.push_str(BETWEEN);
            }
            self.text.push_str(text);
        }
        if !self.text.is_empty() {
            self.builder.add(self.ordinal, kind, part, &self.text);
        }
    }

    fn items(&mut self, items: &'a [AgendaItem]) {
        for item in items {
            let id = Some(text(&item.id));
            let breakouts = item.breakout.iter().flat_map(breakout_texts);
            self.put(Kind::Item, id, item.name.iter().chain(&item.other_name).chain(&item.description).map(text).chain(breakouts));
            for presenter in &item.presenter {
                self.put(Kind::Person, id, presenter.name.iter().chain(&presenter.role).map(text));
            }
            self.bodies(&item.organization);
            self.files(&item.file);
            self.items(&item.agenda_item);
        }
    }

    fn sections(&mut self, sections: &'a [Section]) {
        for section in sections {
            self.put(Kind::Note, section.id.as_ref().map(text), section.name.iter().map(text));
            self.bodies(&section.organization);
            self.notes(&section.note);
            self.notes(&section.decision);
            self.sections(&section.section);
        }
    }

    fn notes(&mut self, notes: &'a [Note]) {
        for note in notes {
            self.put(Kind::Note, note.id.as_ref().map(text), note.text.iter().map(text));
            self.bodies(&note.organization);
            self.files(&note.file);
            self.notes(&note.note);
        }
    }

    fn files(&mut self, files: &'a [File]) {
        self.bodies(files_bodies(files));
        self.file_texts(files);
    }

    fn file_texts(&mut self, files: &[File]) {
        for file in files {
            self.put(Kind::File, file.id.as_ref().map(text), file.name.iter().chain(&file.creator).chain(&file.category).map(text));
        }
    }

    /// What else one may remember of a meeting: cycle, number, kind, date, place, polls.
    fn others(&mut self, meeting: &Meeting, names: &impl Names) {
        let number = meeting.sequence_number.map(|number| number.to_string());
        let id = meeting.cycle.as_ref().map(text);
        let mut about = id.map_or_else(Vec::new, |id| names.cycle(id).unwrap_or_else(|| vec![id]));
        about.extend(meeting.number.iter().map(text));
        about.extend(number.as_deref());
        about.extend([&meeting.meeting_type, &meeting.attendance_mode, &meeting.start, &meeting.audience].into_iter().flatten().map(text));
        if let Some(place) = &meeting.location {
            about.extend([&place.name, &place.locality, &place.country].into_iter().flatten().map(text));
            about.extend(place.virtual_location.iter().filter_map(|place| place.name.as_ref()).map(text));
        }
        about.extend(meeting.meeting_day.iter().filter_map(|day| day.name.as_ref()).map(text));
        self.put(Kind::Other, None, about);
        for poll in &meeting.poll {
            self.put(Kind::Other, None, poll.question.iter().chain(&poll.option).chain(&poll.result).map(text));
        }
    }
}

fn breakout_texts<'a>(breakout: &'a Breakout) -> Vec<&'a str> {
    fn tasks<'a>(list: &'a [Task], out: &mut Vec<&'a str>) {
        for task in list {
            out.extend(task.name.iter().map(text));
            tasks(&task.task, out);
        }
    }
    let mut out: Vec<&str> = [&breakout.name, &breakout.facilitator, &breakout.rapporteur].into_iter().flatten().map(text).collect();
    tasks(&breakout.task, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        list::bodies_concerned,
        model::{read, write},
        sample::{Size, archive},
        search::{
            fold::{Folder, Tables},
            gather::with_actions,
        },
    };

    /// What is read twice, in two ways, has to say the same.
    #[test]
    fn the_bodies_are_those_of_the_list() {
        let every_place = r#"{"schemaVersion":"1.0.0","meeting":[{"id":"m","organization":["a"],"mentionedOrganization":["b","a"],
            "file":[{"organization":["c"]}],"agendaItem":[{"id":"m/item-1","organization":["d"],"file":[{"organization":["e"]}],
            "agendaItem":[{"id":"m/item-2","organization":["f"]}]}],"minutes":[{"organization":["g"],"note":[{"organization":["h"],
            "file":[{"organization":["i"]}],"note":[{"organization":["j"]}]}],"decision":[{"organization":["k"]}],
            "section":[{"organization":["l"]}]}]}],
            "action":[{"id":"m/action-1","meeting":"m","organization":["m"],"agent":[{"organization":"n"}],"file":[{"organization":["o"]}]}]}"#;
        for text in [every_place.to_owned(), write::compact(&archive(&Size { meetings: 40, items: 10, seed: 3 }))] {
            let (whole, read) = (read::from_str(&text).unwrap(), Envelope::from_bytes(text.as_bytes()).unwrap());
            assert_eq!(whole.meeting.len(), read.meeting.len());
            for (meeting, (same, its_actions)) in whole.meeting.iter().zip(with_actions(&read)) {
                let mut builder = Builder::new(Folder::new(Box::new(Tables)));
                add(&mut builder, 0, same, &its_actions, &read);
                let index = builder.finish();
                let found = index.store.kind.iter().filter(|kind| **kind == Kind::Group).count();
                let actions: Vec<_> = whole.action.iter().filter(|action| action.meeting.as_ref() == Some(&meeting.id)).collect();
                assert_eq!(found, bodies_concerned(meeting, &actions).len(), "{}", meeting.id);
            }
        }
    }
}

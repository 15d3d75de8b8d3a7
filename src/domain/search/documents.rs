//! The texts of a meeting that can be found.
//!
//! Left out: where a record came from, addresses of links, notes that an author keeps for herself, and fields that this version
//! does not know.

use super::{build::Builder, protocol::Kind};
use crate::domain::{
    list::{List, bodies_concerned},
    model::{Action, AgendaItem, Breakout, Cycle, Envelope, File, Meeting, MinutesSection, Note, Organization, OrganizationId, Task},
};

/// What records name by id: bodies and cycles.
pub trait Names {
    /// A body.
    fn body(&self, id: &OrganizationId) -> Option<&Organization>;
    /// The cycle of a meeting.
    fn cycle(&self, meeting: &Meeting) -> Option<&Cycle>;
}

impl Names for List {
    fn body(&self, id: &OrganizationId) -> Option<&Organization> {
        self.organization.iter().find(|body| body.id == *id)
    }

    fn cycle(&self, meeting: &Meeting) -> Option<&Cycle> {
        self.cycle.iter().find(|cycle| Some(&cycle.id) == meeting.cycle.as_ref())
    }
}

impl Names for Envelope {
    fn body(&self, id: &OrganizationId) -> Option<&Organization> {
        self.organization.iter().find(|body| body.id == *id)
    }

    fn cycle(&self, meeting: &Meeting) -> Option<&Cycle> {
        self.cycle.iter().find(|cycle| Some(&cycle.id) == meeting.cycle.as_ref())
    }
}

/// First these, then those.
impl<A: Names, B: Names> Names for (&A, &B) {
    fn body(&self, id: &OrganizationId) -> Option<&Organization> {
        self.0.body(id).or_else(|| self.1.body(id))
    }

    fn cycle(&self, meeting: &Meeting) -> Option<&Cycle> {
        self.0.cycle(meeting).or_else(|| self.1.cycle(meeting))
    }
}

/// Takes in every text of a meeting.
pub fn add(builder: &mut Builder, ordinal: u32, meeting: &Meeting, actions: &[&Action], names: &impl Names) {
    let mut out = Out { builder, ordinal, text: String::new() };
    out.put(Kind::Title, None, meeting.name.iter().chain(&meeting.other_name));
    out.put(Kind::Other, None, meeting.description.iter());
    out.items(&meeting.agenda_item);
    for breakout in &meeting.breakout {
        out.put(Kind::Item, None, breakout_texts(breakout));
    }
    for action in actions {
        let due = action.due.iter().filter_map(|due| due.text.as_ref());
        let agents = action.agent.iter().filter_map(|agent| agent.name.as_ref());
        out.put(Kind::Action, Some(action.id.as_str()), action.name.iter().chain(&action.description).chain(agents).chain(due));
        out.files(&action.file);
    }
    out.sections(&meeting.minutes);
    for person in &meeting.participation {
        let who = [&person.name, &person.affiliation, &person.country, &person.stakeholder_group, &person.category, &person.note];
        out.put(Kind::Person, None, who.into_iter().flatten());
    }
    for id in bodies_concerned(meeting, actions) {
        match names.body(id) {
            Some(body) => out.put(Kind::Group, None, body.short_name.iter().chain(&body.name).chain(&body.other_name)),
            None => out.put(Kind::Group, None, [id.as_str()]),
        }
    }
    out.files(&meeting.file);
    out.others(meeting, names.cycle(meeting));
}

struct Out<'a> {
    builder: &'a mut Builder,
    ordinal: u32,
    text: String,
}

impl Out<'_> {
    /// A document of these texts; none where there are none.
    fn put(&mut self, kind: Kind, part: Option<&str>, texts: impl IntoIterator<Item = impl AsRef<str>>) {
        self.text.clear();
        for text in texts {
            let text = text.as_ref().trim();
            if text.is_empty() {
                continue;
            }
            if !self.text.is_empty() {
                self.text.push_str(" · ");
            }
            self.text.push_str(text);
        }
        if !self.text.is_empty() {
            self.builder.add(self.ordinal, kind, part, &self.text);
        }
    }

    fn items(&mut self, items: &[AgendaItem]) {
        for item in items {
            let id = Some(item.id.as_str());
            let breakouts = item.breakout.iter().flat_map(breakout_texts);
            out_item(self, id, item, breakouts);
            for presenter in &item.presenter {
                self.put(Kind::Person, id, presenter.name.iter().chain(&presenter.role));
            }
            self.files(&item.file);
            self.items(&item.agenda_item);
        }
    }

    fn sections(&mut self, sections: &[MinutesSection]) {
        for section in sections {
            self.put(Kind::Note, section.id.as_ref().map(|id| id.as_str()), section.name.iter());
            self.notes(&section.note);
            for decision in &section.decision {
                self.put(Kind::Note, decision.id.as_ref().map(|id| id.as_str()), decision.text.iter());
            }
            self.sections(&section.section);
        }
    }

    fn notes(&mut self, notes: &[Note]) {
        for note in notes {
            self.put(Kind::Note, note.id.as_ref().map(|id| id.as_str()), note.text.iter());
            self.files(&note.file);
            self.notes(&note.note);
        }
    }

    fn files(&mut self, files: &[File]) {
        for file in files {
            let about = file.name.iter().chain(&file.creator).chain(&file.category);
            self.put(Kind::File, file.id.as_ref().map(|id| id.as_str()), about);
        }
    }

    /// What else one may remember of a meeting: cycle, number, kind, date, place, polls.
    fn others(&mut self, meeting: &Meeting, cycle: Option<&Cycle>) {
        let mut about: Vec<String> = Vec::new();
        match cycle {
            Some(cycle) => about.extend([&cycle.name, &cycle.place, &cycle.host_country].into_iter().flatten().cloned()),
            None => about.extend(meeting.cycle.iter().map(|id| id.as_str().to_owned())),
        }
        about.extend(meeting.number.clone());
        about.extend(meeting.sequence_number.map(|number| number.to_string()));
        about.extend(meeting.meeting_type.as_ref().map(|kind| kind.to_string()));
        about.extend(meeting.attendance_mode.as_ref().map(|mode| mode.to_string()));
        about.extend(meeting.start.as_ref().map(|start| start.to_string()));
        about.extend(meeting.audience.clone());
        if let Some(place) = &meeting.location {
            about.extend([&place.name, &place.locality, &place.country].into_iter().flatten().cloned());
            about.extend(place.virtual_location.iter().filter_map(|place| place.name.clone()));
        }
        about.extend(meeting.meeting_day.iter().filter_map(|day| day.name.clone()));
        self.put(Kind::Other, None, &about);
        for poll in &meeting.poll {
            self.put(Kind::Other, None, poll.question.iter().chain(&poll.option).chain(&poll.result));
        }
    }
}

fn out_item<'a>(out: &mut Out, id: Option<&str>, item: &'a AgendaItem, breakouts: impl Iterator<Item = &'a String>) {
    out.put(Kind::Item, id, item.name.iter().chain(&item.other_name).chain(&item.description).chain(breakouts));
}

fn breakout_texts(breakout: &Breakout) -> Vec<&String> {
    fn tasks<'a>(list: &'a [Task], out: &mut Vec<&'a String>) {
        for task in list {
            out.extend(&task.name);
            tasks(&task.task, out);
        }
    }
    let mut out: Vec<&String> = [&breakout.name, &breakout.facilitator, &breakout.rapporteur].into_iter().flatten().collect();
    tasks(&breakout.task, &mut out);
    out
}

//! Every object of an envelope, outer before inner, each with its place: the one walk that all rules share.

use super::place::At;
use crate::domain::model::{
    Action, AgendaItem, Breakout, Cycle, Decision, File, Mark, Meeting, MeetingDay, MinutesSection, Note, Organization, Participation,
    Source, Task, VirtualLocation,
};

/// An object, with its level where it is part of a tree (1 at the top).
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub enum Node<'a> {
    Cycle(&'a Cycle),
    Organization(&'a Organization),
    Meeting(&'a Meeting),
    Day(&'a MeetingDay),
    VirtualLocation(&'a VirtualLocation),
    Item(&'a AgendaItem, usize),
    Section(&'a MinutesSection, usize),
    Note(&'a Note, usize),
    Decision(&'a Decision),
    Participation(&'a Participation),
    File(&'a File),
    Task(&'a Task, usize),
    Action(&'a Action),
    Mark(&'a Mark),
    Source(&'a Source),
}

/// What is called for each object.
pub trait Visit {
    /// An object is met.
    fn node(&mut self, node: Node, at: &At);
}

/// A preparatory year.
pub fn cycle(cycle: &Cycle, at: &At, visit: &mut impl Visit) {
    visit.node(Node::Cycle(cycle), at);
    sources(&cycle.source, at, visit);
}

/// A body.
pub fn organization(body: &Organization, at: &At, visit: &mut impl Visit) {
    visit.node(Node::Organization(body), at);
    sources(&body.source, at, visit);
}

/// A meeting and all that is in it.
pub fn meeting(meeting: &Meeting, at: &At, visit: &mut impl Visit) {
    visit.node(Node::Meeting(meeting), at);
    sources(&meeting.source, at, visit);
    if let Some(location) = &meeting.location {
        let at = at.child("location");
        sources(&location.source, &at, visit);
        for (n, place) in location.virtual_location.iter().enumerate() {
            let at = at.element("virtualLocation", n);
            visit.node(Node::VirtualLocation(place), &at);
            sources(&place.source, &at, visit);
        }
    }
    for (n, day) in meeting.meeting_day.iter().enumerate() {
        let at = at.element("meetingDay", n);
        visit.node(Node::Day(day), &at);
        sources(&day.source, &at, visit);
    }
    items(&meeting.agenda_item, 1, at, visit);
    breakouts(&meeting.breakout, at, visit);
    sections(&meeting.minutes, "minutes", 1, at, visit);
    for (n, somebody) in meeting.participation.iter().enumerate() {
        let at = at.element("participation", n);
        visit.node(Node::Participation(somebody), &at);
        sources(&somebody.source, &at, visit);
    }
    for (n, poll) in meeting.poll.iter().enumerate() {
        sources(&poll.source, &at.element("poll", n), visit);
    }
    files(&meeting.file, at, visit);
}

/// An action.
pub fn action(action: &Action, at: &At, visit: &mut impl Visit) {
    visit.node(Node::Action(action), at);
    sources(&action.source, at, visit);
    files(&action.file, at, visit);
}

/// What a person says of an action.
pub fn mark(mark: &Mark, at: &At, visit: &mut impl Visit) {
    visit.node(Node::Mark(mark), at);
    sources(&mark.source, at, visit);
}

fn sources(list: &[Source], at: &At, visit: &mut impl Visit) {
    for (n, source) in list.iter().enumerate() {
        visit.node(Node::Source(source), &at.element("source", n));
    }
}

fn files(list: &[File], at: &At, visit: &mut impl Visit) {
    for (n, file) in list.iter().enumerate() {
        let at = at.element("file", n);
        visit.node(Node::File(file), &at);
        sources(&file.source, &at, visit);
    }
}

fn items(list: &[AgendaItem], level: usize, at: &At, visit: &mut impl Visit) {
    for (n, item) in list.iter().enumerate() {
        let at = at.element("agendaItem", n);
        visit.node(Node::Item(item, level), &at);
        sources(&item.source, &at, visit);
        files(&item.file, &at, visit);
        breakouts(&item.breakout, &at, visit);
        items(&item.agenda_item, level + 1, &at, visit);
    }
}

fn breakouts(list: &[Breakout], at: &At, visit: &mut impl Visit) {
    for (n, breakout) in list.iter().enumerate() {
        let at = at.element("breakout", n);
        sources(&breakout.source, &at, visit);
        tasks(&breakout.task, 1, &at, visit);
    }
}

fn tasks(list: &[Task], level: usize, at: &At, visit: &mut impl Visit) {
    for (n, task) in list.iter().enumerate() {
        let at = at.element("task", n);
        visit.node(Node::Task(task, level), &at);
        sources(&task.source, &at, visit);
        tasks(&task.task, level + 1, &at, visit);
    }
}

fn sections(list: &[MinutesSection], key: &'static str, level: usize, at: &At, visit: &mut impl Visit) {
    for (n, section) in list.iter().enumerate() {
        let at = at.element(key, n);
        visit.node(Node::Section(section, level), &at);
        sources(&section.source, &at, visit);
        notes(&section.note, 1, &at, visit);
        for (n, decision) in section.decision.iter().enumerate() {
            let at = at.element("decision", n);
            visit.node(Node::Decision(decision), &at);
            sources(&decision.source, &at, visit);
        }
        sections(&section.section, "section", level + 1, &at, visit);
    }
}

fn notes(list: &[Note], level: usize, at: &At, visit: &mut impl Visit) {
    for (n, note) in list.iter().enumerate() {
        let at = at.element("note", n);
        visit.node(Node::Note(note, level), &at);
        sources(&note.source, &at, visit);
        files(&note.file, &at, visit);
        notes(&note.note, level + 1, &at, visit);
    }
}

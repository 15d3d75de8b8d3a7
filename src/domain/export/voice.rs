//! What only the reader's language, zone and archive can tell of a meeting that is sent.

use crate::domain::model::{Action, AgendaItem, Meeting, MeetingDay};

/// Names of what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Label {
    Date,
    Place,
    Join,
    Agenda,
    Actions,
    Minutes,
    Documents,
    Decision,
    PrivateNote,
    Participants,
    Regrets,
    /// What stands for a title that is missing.
    Untitled,
}

/// The words of an export.
pub trait Voice {
    /// Their language (BCP 47).
    fn language(&self) -> &'static str;
    /// A name.
    fn label(&self, label: Label) -> &'static str;
    /// When the meeting is; nothing where that is not known.
    fn when(&self, meeting: &Meeting) -> Option<String>;
    /// When a day is, beside its name.
    fn day(&self, day: &MeetingDay) -> Option<String>;
    /// Whose meeting it is and what it is part of: a name ("Body") and what it is.
    fn facts(&self, meeting: &Meeting) -> Vec<(&'static str, String)>;
    /// The number of an item.
    fn number(&self, item: &AgendaItem) -> Option<&str>;
    /// Its start.
    fn start(&self, item: &AgendaItem) -> Option<&str>;
    /// Its stated length.
    fn length(&self, item: &AgendaItem) -> Option<String>;
    /// What the agenda takes: "90 min in all".
    fn total(&self, meeting: &Meeting) -> Option<String>;
    /// A heading with what is counted under it: "Agenda (90 min in all)".
    fn counted(&self, name: &str, count: &str) -> String;
    /// The groups concerned.
    fn groups(&self, item: &AgendaItem) -> Option<String>;
    /// The breakout groups of an item, one a line.
    fn breakouts(&self, item: &AgendaItem) -> Vec<String>;
    /// What became of an item, where that is more than that its turn came.
    fn became(&self, item: &AgendaItem) -> Option<&'static str>;
    /// Of an action: owner, when it is due, what became of it.
    fn duty(&self, action: &Action) -> Vec<String>;
}

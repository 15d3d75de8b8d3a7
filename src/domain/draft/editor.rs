//! Performing, undoing, redoing.

use serde_json::Value;

use super::{Draft, Edit, EditError, wording::is_wording};
use crate::domain::{
    model::{ItemId, words},
    time::Instant,
};

words! {
    /// What a step was, for people.
    pub enum Label {
        /// Words or values in fields.
        Typing = "typing",
        /// A new item.
        Add = "add",
        /// An item taken away.
        Delete = "delete",
        /// Moved up.
        MoveUp = "move-up",
        /// Moved down.
        MoveDown = "move-down",
        /// One level deeper.
        Indent = "indent",
        /// One level up.
        Outdent = "outdent",
        /// One title made two.
        Split = "split",
        /// Two titles made one.
        Join = "join",
        /// Several items moved, or one to a chosen place.
        Move = "move",
        /// Lengths made to fit.
        Fit = "fit",
        /// Something that belongs to an item added or taken away: a document, a breakout group, a day.
        Part = "part",
        /// What stood in a title put into its field.
        Recognise = "recognise",
        /// An earlier version brought back.
        Restore = "restore",
        /// A file laid over it.
        Replace = "replace",
        /// Somebody else's changes taken over.
        Merge = "merge",
    }
}

/// A field of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusField {
    /// "Item title".
    Title,
    /// "Duration".
    Duration,
    /// The row itself.
    Row,
}

/// Where the caret goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The item.
    pub item: ItemId,
    /// Its field.
    pub field: FocusField,
    /// Characters before the caret; `None` leaves it to the browser.
    pub caret: Option<usize>,
}

impl Focus {
    /// The title of an item.
    pub fn title(item: &ItemId, caret: Option<usize>) -> Option<Self> {
        Some(Self { item: item.clone(), field: FocusField::Title, caret })
    }
}

/// What a person does: one step of undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it was.
    pub label: Label,
    /// What is changed, in order.
    pub edits: Vec<Edit>,
    /// What to focus afterwards.
    pub focus: Option<Focus>,
}

impl Change {
    /// What was typed or chosen in fields of an item, or of the meeting.
    pub fn typing<const N: usize>(item: Option<&ItemId>, fields: [(&str, Value); N]) -> Self {
        Self { label: Label::Typing, edits: vec![Edit::set(item, fields)], focus: None }
    }
}

/// A step that was made, as the edits that take it back.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) label: Label,
    pub(super) inverse: Vec<Edit>,
    /// Of the last change that went into it.
    pub(super) at: Instant,
}

/// A step in the words that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it was.
    pub label: Label,
    /// When, if that is known.
    pub at: Option<Instant>,
    /// The title of the item that it was about.
    pub title: Option<String>,
    /// The field that was typed in, in the spelling of the meeting JSON.
    pub field: Option<String>,
    /// How many items came, went or were moved.
    pub count: usize,
}

/// What a change was to those who follow the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// One of wording: nothing else that is computed from the draft is another now, nor whether there is something to undo or redo.
    Wording,
    /// Anything.
    Draft,
}

/// Of steps that nothing joins.
const NEVER: Instant = Instant(i64::MIN / 2);

/// Seconds within which typing in one field is one step.
const JOIN_SECONDS: i64 = 2;

/// A draft with its history.
#[derive(Clone, Debug, PartialEq)]
pub struct Editor {
    pub(super) draft: Draft,
    pub(super) done: Vec<Step>,
    pub(super) undone: Vec<Step>,
}

impl Editor {
    /// Opens a draft.
    pub fn new(draft: Draft) -> Self {
        Self { draft, done: Vec::new(), undone: Vec::new() }
    }

    /// The same history, with another state of the draft.
    pub fn with(self, draft: Draft) -> Self {
        Self { draft, ..self }
    }

    /// The draft.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// What undo would take back, one step after the other.
    pub fn steps(&self) -> impl Iterator<Item = Told> + '_ {
        self.done.iter().rev().map(|step| {
            // What was deleted comes back; an empty item that was left in its place says nothing.
            let is_of = |edit: &&Edit| step.label != Label::Delete || matches!(edit, Edit::Insert(..));
            let (title, field) = match step.inverse.iter().find(is_of) {
                Some(Edit::Insert(_, item)) => (item.name.clone(), None),
                Some(Edit::Set(item, fields)) => (item.as_ref().and_then(|id| self.title(id)), fields.keys().next().cloned()),
                Some(Edit::Remove(id) | Edit::Move(id, _)) => (self.title(id), None),
                None => (None, None),
            };
            let title = title.filter(|title| !title.is_empty());
            let count = step.inverse.iter().filter(|edit| is_of(edit) && !matches!(edit, Edit::Set(..))).count();
            Told { label: step.label, at: Some(step.at).filter(|at| *at != NEVER), title, field, count }
        })
    }

    fn title(&self, id: &ItemId) -> Option<String> {
        self.draft.item(id)?.name.clone()
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Makes a change, whole or not at all; whether it was made.
    pub fn perform(&mut self, change: Change, now: Instant) -> bool {
        self.make(&change, now).is_some()
    }

    /// Makes a change, whole or not at all; how far it reaches, if it was made.
    pub fn make(&mut self, change: &Change, now: Instant) -> Option<Reach> {
        let (inverse, differs) = run(&mut self.draft, &change.edits).ok()?;
        if !differs {
            return None;
        }
        let goes_on = self.can_undo() && !self.can_redo();
        let reach = if goes_on && is_wording(&change.edits, &inverse) { Reach::Wording } else { Reach::Draft };
        self.draft.changed = now;
        let joins = self.undone.is_empty()
            && change.label == Label::Typing
            && self.done.last().is_some_and(|last| {
                last.label == Label::Typing && now.0 - last.at.0 <= JOIN_SECONDS && same_field(&last.inverse, &inverse)
            });
        self.undone.clear();
        if joins {
            // The earlier inverse holds the value from before both.
            if let Some(last) = self.done.last_mut() {
                last.at = now;
            }
        } else {
            self.done.push(Step { label: change.label, inverse, at: now });
        }
        Some(reach)
    }

    /// Takes the last step back; what it was, and the item that it was about. `None` where there is none, or where it does not fit the
    /// draft: then nothing was changed.
    pub fn undo(&mut self, now: Instant) -> Option<(Label, Option<ItemId>)> {
        let (step, told) = turn(&mut self.draft, self.done.last()?, now)?;
        self.done.pop();
        self.undone.push(step);
        Some(told)
    }

    /// Makes the last step that was undone again; `None` as with [`undo`](Self::undo).
    pub fn redo(&mut self, now: Instant) -> Option<(Label, Option<ItemId>)> {
        let (step, told) = turn(&mut self.draft, self.undone.last()?, now)?;
        self.undone.pop();
        self.done.push(step);
        Some(told)
    }
}

impl Editor {
    /// The step that undo has just taken back, or redo has just made: as edits that can be made without the history.
    pub(super) fn turned(&self, back: bool) -> Option<Step> {
        let step = if back { self.undone.last() } else { self.done.last() }?;
        turn(&mut self.draft.clone(), step, step.at).map(|(step, _)| step)
    }

    /// Takes a step back, or makes it again, that the history may have let go.
    pub(super) fn turn_by(&mut self, step: &Step, back: bool, now: Instant) -> Option<()> {
        let (step, _) = turn(&mut self.draft, step, now)?;
        let (from, to) = if back { (&mut self.done, &mut self.undone) } else { (&mut self.undone, &mut self.done) };
        from.pop();
        to.push(step);
        Some(())
    }
}

/// Makes the edits of a step: the step that takes them back, what it was, and the item that it was about.
fn turn(draft: &mut Draft, step: &Step, now: Instant) -> Option<(Step, (Label, Option<ItemId>))> {
    let item = step.inverse.iter().rev().find_map(|edit| match edit {
        Edit::Set(Some(id), _) | Edit::Move(id, _) => Some(id.clone()),
        Edit::Insert(_, item) => Some(item.id.clone()),
        _ => None,
    });
    let (inverse, _) = run(draft, &step.inverse).ok()?;
    draft.changed = now;
    // Later typing is a step of its own.
    Some((Step { label: step.label, inverse, at: NEVER }, (step.label, item)))
}

/// Applies edits in order, all of them or none: the edits that take them back, in order, and whether anything differs.
fn run(draft: &mut Draft, edits: &[Edit]) -> Result<(Vec<Edit>, bool), EditError> {
    let next_item = draft.next_item;
    let (mut inverse, mut differs) = (Vec::with_capacity(edits.len()), false);
    for edit in edits {
        match edit.clone().apply(draft) {
            Ok(back) => {
                differs |= edit.differs(&back);
                inverse.push(back);
            }
            Err(why) => {
                for back in inverse.into_iter().rev() {
                    // The draft is as it was right after the edit that this one takes back.
                    let _ = back.apply(draft);
                }
                draft.next_item = next_item;
                return Err(why);
            }
        }
    }
    inverse.reverse();
    Ok((inverse, differs))
}

fn same_field(left: &[Edit], right: &[Edit]) -> bool {
    match (left, right) {
        ([Edit::Set(a, x)], [Edit::Set(b, y)]) => a == b && x.keys().eq(y.keys()),
        _ => false,
    }
}

//! Who is told of a change of wording: it comes with nearly every key, and most of the page has nothing to do with it.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Open, rows};
use crate::{
    domain::{
        draft::{Change, Draft, Edit, Editor},
        model::ItemId,
    },
    platform::dom,
};

/// Tells of changes of wording. Rows are told of their titles one by one. What is only spoken of may be late by some letters: nobody
/// reads it who is writing.
#[derive(Clone, Copy)]
pub struct Wording {
    /// Of items.
    items: Trigger,
    /// Of the meeting.
    meeting: Trigger,
    /// Of any, but not at once.
    late: Trigger,
    /// The items that have changed meanwhile; nothing while nothing waits.
    waiting: StoredValue<Option<BTreeSet<ItemId>>>,
}

impl Wording {
    /// Of an editor that opens.
    pub fn new() -> Self {
        Self { items: Trigger::new(), meeting: Trigger::new(), late: Trigger::new(), waiting: StoredValue::default() }
    }

    /// Tells of a change.
    pub fn tell(self, open: Open, change: &Change) {
        /// Milliseconds.
        const LATE: i32 = 250;
        let items = change.edits.iter().filter_map(|edit| if let Edit::Set(item, _) = edit { item.as_ref() } else { None });
        let items: BTreeSet<ItemId> = items.cloned().collect();
        if change.edits.iter().any(|edit| matches!(edit, Edit::Set(None, _))) {
            self.meeting.notify();
        }
        if !items.is_empty() {
            self.items.notify();
            items.iter().for_each(|item| rows::tell_name(open, item));
        }
        let waits = self.waiting.try_update_value(|waiting| waiting.as_mut().map(|waiting| waiting.extend(items.iter().cloned())));
        if waits == Some(None) {
            self.waiting.set_value(Some(items));
            dom::after(LATE, move || {
                // The page may have gone since.
                if let Some(Some(items)) = self.waiting.try_update_value(Option::take) {
                    items.iter().for_each(|item| rows::tell_spoken(open, item));
                    self.late.notify();
                }
            });
        }
    }
}

impl Open {
    /// A fact of the draft that does not depend on its wording.
    pub fn outline<T: PartialEq + Send + Sync + 'static>(self, read: impl Fn(&Draft) -> T + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |_| self.editor.with(|editor| read(editor.draft())))
    }

    /// A fact of the draft on which the wording of the meeting tells, not that of its items.
    pub fn of_meeting<T: PartialEq + Send + Sync + 'static>(self, read: impl Fn(&Draft) -> T + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |_| {
            self.wording.meeting.track();
            self.editor.with(|editor| read(editor.draft()))
        })
    }

    /// A fact of the draft on which the wording of its items tells, not that of the meeting.
    pub fn of_items<T: PartialEq + Send + Sync + 'static>(self, read: impl Fn(&Draft) -> T + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |_| {
            self.wording.items.track();
            self.editor.with(|editor| read(editor.draft()))
        })
    }

    /// A fact that is only told, so that it may be late by some letters.
    pub fn told<T: PartialEq + Send + Sync + 'static>(self, read: impl Fn(&Editor) -> T + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |_| {
            self.wording.late.track();
            self.editor.with(&read)
        })
    }
}

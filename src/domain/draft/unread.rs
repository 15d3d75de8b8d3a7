//! What stands in a field and could not be understood. It is kept with the draft, since every key that is pressed is; it changes by a
//! [`Change`] like everything else, and stands in no file for others.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Change, Draft, Edit};
use crate::domain::model::ItemId;

/// Texts by the field: "duration" of the meeting, "d/item-1 duration" of an item.
pub type Unread = BTreeMap<String, String>;

/// What the name of such a field begins with in an edit.
const MARK: &str = "unread.";

fn key(item: Option<&ItemId>, field: &str) -> String {
    item.map_or_else(|| field.to_owned(), |item| format!("{item} {field}"))
}

impl Draft {
    /// What stands in a field and could not be understood.
    pub fn unread(&self, item: Option<&ItemId>, field: &str) -> Option<&str> {
        // As a rule there is nothing, and every row asks with every key.
        if self.unread.is_empty() { None } else { self.unread.get(&key(item, field)).map(String::as_str) }
    }

    /// All of it, with the field and its item; that of items which are gone comes back with them.
    pub fn all_unread(&self) -> impl Iterator<Item = (Option<ItemId>, &str, &str)> {
        self.unread.iter().filter_map(|(key, text)| match key.split_once(' ') {
            None => Some((None, key.as_str(), text.as_str())),
            Some((item, field)) => {
                let item = item.into();
                self.item(&item).is_some().then_some((Some(item), field, text.as_str()))
            }
        })
    }
}

impl Change {
    /// Notes with a change what stands in a field of the same item, or of the meeting, and is not understood; `None` where it is.
    #[must_use]
    pub fn with_unread(mut self, field: &str, text: Option<&str>) -> Self {
        if let Some(Edit::Set(_, fields)) = self.edits.first_mut() {
            fields.insert(format!("{MARK}{field}"), text.into());
        }
        self
    }
}

/// Sets such a field, by its name in an edit; what stood there. `None` where the name is of another field.
pub(super) fn exchange(draft: &mut Draft, item: Option<&ItemId>, name: &str, value: &Value) -> Option<Value> {
    let key = key(item, name.strip_prefix(MARK)?);
    let before = match value.as_str() {
        Some(text) => draft.unread.insert(key, text.to_owned()),
        None => draft.unread.remove(&key),
    };
    Some(before.into())
}

/// The same for items whose ids begin otherwise.
pub(super) fn renamed(unread: &Unread, from: &str, to: &str) -> Unread {
    let key = |key: &String| match key.strip_prefix(from).filter(|_| key.contains(' ')) {
        Some(rest) => format!("{to}{rest}"),
        None => key.clone(),
    };
    unread.iter().map(|(old, text)| (key(old), text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::{Editor, blank, copy},
        time::Instant,
    };

    const NOW: Instant = Instant(0);

    #[test]
    fn what_is_not_understood_is_kept_undone_and_given_to_nobody() {
        let mut editor = Editor::new(blank("d".into(), "UTC", NOW));
        let item = editor.draft().meeting.agenda_item[0].id.clone();
        let set = |text: &'static str| Change::typing(Some(&item), [("duration", "PT5M".into())]).with_unread("duration", Some(text));
        assert!(editor.perform(set("5 o"), NOW));
        assert!(editor.perform(Change::typing(None, [("duration", Value::Null)]).with_unread("duration", Some("long")), NOW));
        assert!(editor.perform(set("5 oo"), Instant(100)));
        let draft = editor.draft().clone();
        assert_eq!((draft.unread(Some(&item), "duration"), draft.unread(None, "duration")), (Some("5 oo"), Some("long")));
        assert_eq!(Draft::from_stored("d", &draft.to_stored()), Ok(draft.clone()));
        assert!(!serde_json::to_string(&draft.for_others()).unwrap().contains("5 oo"));
        let copied = copy(&draft, "e".into(), NOW);
        assert_eq!(copied.unread(Some(&"e/item-1".into()), "duration"), Some("5 oo"));
        editor.undo(NOW);
        assert_eq!(editor.draft().unread(Some(&item), "duration"), Some("5 o"));
        editor.undo(NOW);
        editor.undo(NOW);
        assert_eq!(editor.draft().all_unread().count(), 0);
        editor.redo(NOW);
        assert_eq!(editor.draft().all_unread().collect::<Vec<_>>(), [(Some(item), "duration", "5 o")]);
    }
}

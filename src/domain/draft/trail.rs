//! Where the caret goes when a step is taken back or made again: to where it changes the draft.

use super::{Draft, Edit, Editor, Focus, FocusField, Label, commands::length, editor::Step};
use crate::domain::model::ItemId;

impl Editor {
    /// What the next undo or redo changes; nothing where that is not about an item, or there is no such step. Asked before it is done.
    pub fn next_place(&self, step: Next) -> Option<Focus> {
        let step = match step {
            Next::Undo => self.done.last()?,
            Next::Redo => self.undone.last()?,
        };
        place(&self.draft, step)
    }
}

/// Which step is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The one that undo takes back.
    Undo,
    /// The one that redo makes again.
    Redo,
}

fn place(draft: &Draft, step: &Step) -> Option<Focus> {
    let edits = || step.inverse.iter().rev();
    let is_of_titles = matches!(step.label, Label::Split | Label::Join);
    // What comes, or comes back.
    let came = edits().find_map(|edit| match edit {
        Edit::Insert(_, item) => Focus::title(&item.id, Some(if is_of_titles { 0 } else { length(item) })),
        _ => None,
    });
    let renamed = || {
        edits().find_map(|edit| match edit {
            Edit::Set(Some(id), fields) => {
                let new = fields.get("name")?.as_str().unwrap_or_default();
                let old = draft.item(id)?.name.as_deref().unwrap_or_default();
                Focus::title(id, Some(caret(old, new, is_of_titles)))
            }
            _ => None,
        })
    };
    let moved = || {
        edits().find_map(|edit| match edit {
            Edit::Move(id, _) => Focus::title(id, None),
            _ => None,
        })
    };
    let timed = || {
        edits().find_map(|edit| match edit {
            Edit::Set(Some(id), fields) if fields.keys().any(|key| key.starts_with("duration")) => {
                Some(Focus { item: id.clone(), field: FocusField::Duration, caret: None })
            }
            _ => None,
        })
    };
    came.or_else(renamed).or_else(moved).or_else(|| beside_gone(draft, step)).or_else(timed)
}

/// The end of what is new in a text; where one title becomes two or two become one, the place between them.
fn caret(old: &str, new: &str, is_between: bool) -> usize {
    let same = |(a, b): &(char, char)| a == b;
    let before = old.chars().zip(new.chars()).take_while(same).count();
    if is_between {
        return before;
    }
    let after = old.chars().skip(before).collect::<Vec<_>>();
    let new: Vec<char> = new.chars().collect();
    let behind = after.iter().rev().zip(new[before..].iter().rev()).take_while(|(a, b)| a == b).count();
    new.len() - behind
}

/// The item that stands before what goes, else the one behind it.
fn beside_gone(draft: &Draft, step: &Step) -> Option<Focus> {
    let gone: Vec<&ItemId> = step.inverse.iter().filter_map(|edit| if let Edit::Remove(id) = edit { Some(id) } else { None }).collect();
    let goes = |id: &ItemId| gone.iter().any(|gone| *gone == id || draft.is_inside(id, gone));
    let order = draft.reading_order();
    let first = order.iter().position(|(item, _)| gone.contains(&&item.id))?;
    let near = order[..first].last().or_else(|| order[first..].iter().find(|(item, _)| !goes(&item.id)));
    near.and_then(|(near, _)| Focus::title(&near.id, Some(length(near))))
}

#[cfg(test)]
mod tests {
    use super::{super::commands as c, *};
    use crate::domain::{
        draft::{Change, blank, paste},
        time::Instant,
    };

    const NOW: Instant = Instant(0);

    /// The items "One", "Two", "Three", of which "Two" stands in "One".
    fn editor() -> Editor {
        let mut editor = Editor::new(blank("d".into(), "UTC", NOW));
        let first = editor.draft().meeting.agenda_item[0].id.clone();
        assert!(editor.perform(paste::put(editor.draft(), &first, Some(0..0), paste::plain("One\n  Two\nThree")).unwrap(), NOW));
        editor
    }

    fn id(editor: &Editor, name: &str) -> ItemId {
        editor.draft().reading_order().into_iter().find(|(item, _)| item.name.as_deref() == Some(name)).unwrap().0.id.clone()
    }

    /// Does something to an item, and tells where undo leads and where redo does: title and caret there.
    fn check(name: &str, command: impl Fn(&Draft, &ItemId) -> Option<Change>, back: (&str, Option<usize>), again: (&str, Option<usize>)) {
        let mut editor = editor();
        let target = id(&editor, name);
        assert!(editor.perform(command(editor.draft(), &target).unwrap(), Instant(100)));
        let undo = editor.next_place(Next::Undo).unwrap();
        editor.undo(NOW);
        let named = |editor: &Editor, focus: &Focus| editor.draft().item(&focus.item).unwrap().name.clone().unwrap_or_default();
        assert_eq!((named(&editor, &undo).as_str(), undo.caret), back);
        let redo = editor.next_place(Next::Redo).unwrap();
        editor.redo(NOW);
        assert_eq!((named(&editor, &redo).as_str(), redo.caret), again);
    }

    #[test]
    fn the_caret_goes_to_what_changes() {
        check("Two", |d, id| c::enter(d, id, 3), ("Two", Some(3)), ("", Some(0)));
        check("Three", |d, id| c::enter(d, id, 2), ("Three", Some(2)), ("ree", Some(0)));
        check("Three", c::backspace, ("Three", Some(0)), ("TwoThree", Some(3)));
        check("Three", c::delete_item, ("Three", Some(5)), ("Two", Some(3)));
        check("One", c::delete_item, ("One", Some(3)), ("Three", Some(5)));
        check("Three", c::move_up, ("Three", None), ("Three", None));
        let rename = |_: &Draft, id: &ItemId| Some(Change::typing(Some(id), [("name", "Th-ree".into())]));
        check("Three", rename, ("Three", Some(2)), ("Th-ree", Some(3)));
        let lines = |d: &Draft, id: &ItemId| paste::put(d, id, Some(3..3), paste::plain(" a\nb\nc"));
        check("Two", lines, ("Two", Some(3)), ("c", Some(1)));
    }

    #[test]
    fn what_is_no_items_leads_nowhere() {
        let mut editor = editor();
        assert!(editor.perform(Change::typing(None, [("name", "Call".into())]), NOW));
        assert_eq!((editor.next_place(Next::Undo), editor.next_place(Next::Redo)), (None, None));
    }
}

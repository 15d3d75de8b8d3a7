//! Every command through one `check`, which also asserts that undo restores, redo repeats, and JSON is a round trip.

use super::{
    commands as c,
    duration::{Stated, span},
    planned::{Planned, planned},
    *,
};
use crate::domain::{
    model::{Lenient, slot},
    timing,
};

#[cfg(test)]
mod days;

const NOW: Instant = Instant(1_000);

/// An agenda of one line an item, indented by its level; a length stands behind `|`.
pub(super) fn draft(outline: &str) -> Draft {
    let mut draft = blank("d".into(), "UTC", Instant(0));
    draft.meeting.agenda_item.clear();
    for line in outline.lines().filter(|line| !line.trim().is_empty()) {
        let level = line.chars().take_while(|c| *c == ' ').count();
        let (name, length) = line.trim().split_once('|').unwrap_or((line.trim(), ""));
        let mut list = &mut draft.meeting.agenda_item;
        for _ in 0..level {
            list = &mut list.last_mut().unwrap().agenda_item;
        }
        let name = Some(name.trim().to_owned()).filter(|name| name != "_");
        let id = format!("d/item-{}", draft.next_item).into();
        list.push(AgendaItem { id, name, ..AgendaItem::default() });
        for (key, value) in Stated::parse(length).unwrap_or_default().fields() {
            slot::exchange(list.last_mut().unwrap(), key, value).unwrap();
        }
        draft.next_item += 1;
    }
    draft
}

fn outline(draft: &Draft) -> String {
    let line = |(item, level): (&AgendaItem, usize)| {
        let length = Stated::of(item).to_string();
        let length = if length.is_empty() { length } else { format!("|{length}") };
        format!("{}{}{length}\n", " ".repeat(level - 1), item.name.as_deref().unwrap_or("_"))
    };
    draft.reading_order().into_iter().map(line).collect()
}

fn id(draft: &Draft, name: &str) -> ItemId {
    draft.reading_order().iter().find(|(item, _)| item.name.as_deref().unwrap_or("_") == name).map(|(item, _)| item.id.clone()).unwrap()
}

fn check(before: &str, command: impl Fn(&Draft) -> Option<Change>, after: Option<&str>) {
    let start = draft(before);
    let mut editor = Editor::new(start.clone());
    let change = command(&start);
    assert_eq!(change.is_some(), after.is_some(), "{before} → {change:?}");
    let Some((change, after)) = change.zip(after) else { return };
    assert!(editor.perform(change.clone(), NOW));
    let done = editor.draft().clone();
    assert_eq!(outline(&done), after.to_owned(), "{before}");
    if let Some(focus) = &change.focus {
        let item = done.item(&focus.item).expect("the focus exists");
        assert!(focus.caret.unwrap_or(0) <= item.name.as_deref().unwrap_or_default().chars().count());
    }
    assert_eq!(Draft::from_stored("d", &done.to_stored()), Ok(done.clone()));
    assert!(editor.undo(NOW).is_some() && !editor.can_undo());
    assert_eq!(editor.draft().meeting, start.meeting);
    assert!(editor.redo(NOW).is_some() && !editor.can_redo());
    assert_eq!(editor.draft().meeting, done.meeting);
    let ids: std::collections::BTreeSet<_> = done.reading_order().into_iter().map(|(item, _)| item.id.clone()).collect();
    assert_eq!(ids.len(), done.reading_order().len());
}

#[test]
fn items_are_added() {
    check("a\n b\nc\n", c::add_item, Some("a\n b\nc\n_\n"));
    check("a\n b\nc\n", |d| c::add_item_below(d, &id(d, "a")), Some("a\n b\n_\nc\n"));
    check("a\n b\nc\n", |d| c::add_child(d, &id(d, "a")), Some("a\n b\n _\nc\n"));
    check("a\n b\n  c\n   d\n    e\n     f\n      g\n       h\n", |d| c::add_child(d, &id(d, "h")), None);
}

#[test]
fn items_are_deleted_with_all_below_them() {
    check("a\n b\nc\n", |d| c::delete_item(d, &id(d, "a")), Some("c\n"));
    check("a\n b\nc\n", |d| c::delete_item(d, &id(d, "b")), Some("a\nc\n"));
    // An agenda without a line has nowhere to type.
    check("a\n", |d| c::delete_item(d, &id(d, "a")), Some("_\n"));
    check("a\n b\nc\n", |d| c::delete_items(d, &[id(d, "a"), id(d, "c")]), Some("_\n"));
    check("_\n", |d| c::delete_item(d, &id(d, "_")), None);
}

#[test]
fn items_are_moved() {
    check("a\n b\nc\n", |d| c::move_up(d, &id(d, "c")), Some("c\na\n b\n"));
    check("a\n b\nc\n", |d| c::move_up(d, &id(d, "a")), None);
    check("a\n b\nc\n", |d| c::move_down(d, &id(d, "a")), Some("c\na\n b\n"));
    check("a\n b\nc\n", |d| c::move_down(d, &id(d, "b")), None);
    check("a\n b\nc\n", |d| c::indent(d, &id(d, "c")), Some("a\n b\n c\n"));
    check("a\n b\nc\n", |d| c::indent(d, &id(d, "a")), None);
    check("a\n b\n c\nd\n", |d| c::outdent(d, &id(d, "b")), Some("a\n c\nb\nd\n"));
    check("a\n b\nc\n", |d| c::outdent(d, &id(d, "c")), None);
    check("a\n b\n  c\n   d\n    e\n     f\n      g\n       h\n       i\n", |d| c::indent(d, &id(d, "i")), None);
    check("0\na\n b\n  c\n   d\n    e\n     f\n      g\n       h\n", |d| c::indent(d, &id(d, "a")), None);
}

#[test]
fn enter_adds_and_splits() {
    check("ab\nc\n", |d| c::enter(d, &id(d, "ab"), 2), Some("ab\n_\nc\n"));
    check("ab\n c\n", |d| c::enter(d, &id(d, "ab"), 2), Some("ab\n _\n c\n"));
    check("ab\n c\n", |d| c::enter(d, &id(d, "ab"), 1), Some("a\n b\n c\n"));
    check("ab\nc\n", |d| c::enter(d, &id(d, "ab"), 0), Some("_\nab\nc\n"));
    check("é政 x|5\n", |d| c::enter(d, &id(d, "é政 x"), 2), Some("é政|5\nx\n"));
    check("_\n", |d| c::enter(d, &id(d, "_"), 0), Some("_\n_\n"));
}

#[test]
fn backspace_removes_and_joins() {
    check("a\n_\nb\n", |d| c::backspace(d, &id(d, "_")), Some("a\nb\n"));
    check("_\nb\n", |d| c::backspace(d, &id(d, "_")), Some("b\n"));
    check("_\n", |d| c::backspace(d, &id(d, "_")), None);
    check("a\nb|5\n", |d| c::backspace(d, &id(d, "b")), Some("ab|5\n"));
    check("a|5\nb|5\n", |d| c::backspace(d, &id(d, "b")), None);
    check("a\nb\n", |d| c::backspace(d, &id(d, "a")), None);
    check("a\n b\n  c\n d\n", |d| c::backspace(d, &id(d, "b")), Some("ab\n c\n d\n"));
    check("a\n b\nx\n y\n z\n", |d| c::backspace(d, &id(d, "x")), Some("a\n bx\n  y\n  z\n"));
    check("a\n_\n y\n", |d| c::backspace(d, &id(d, "_")), Some("a\n y\n"));
}

#[test]
fn pasted_lines_become_items() {
    check(
        "a\nz\n",
        |d| paste::put(d, &id(d, "a"), Some(1..1), paste::plain("1\n2\n  3\n  4\n    5\n6\n")),
        Some("a1\n2\n 3\n 4\n  5\n6\nz\n"),
    );
    check("a\n", |d| paste::put(d, &id(d, "a"), Some(1..1), paste::plain("one line\n")), None);
    // The next new item has an id of its own, whatever came below others.
    let mut editor = Editor::new(draft("a\n"));
    let target = id(editor.draft(), "a");
    assert!(editor.perform(paste::put(editor.draft(), &target, Some(1..1), paste::plain("1\n2\n  3\n")).unwrap(), NOW));
    assert!(c::add_item(editor.draft()).is_some());
    let text = "1. Welcome (5 min)\na. Chair 2 min\nb. Host\n2. AOB 10'\n";
    check("_\nz\n", |d| paste::put(d, &id(d, "_"), Some(0..0), paste::plain(text)), Some("Welcome|5\n Chair|2\n Host\nAOB|10\nz\n"));
    check("a\n b\nz\n", |d| paste::put(d, &id(d, "a"), Some(1..1), paste::plain("\n  c\nd\n")), Some("ac\n b\nd\nz\n"));
}

#[test]
fn what_is_copied_is_pasted_as_the_same_tree() {
    let start = draft("Welcome|5\n Chair|2\n  said\n Groups|25-30 (5 x 4 groups)\nAOB (open)|1 h 30\nx\n");
    let ids = [id(&start, "Welcome"), id(&start, "AOB (open)"), id(&start, "Chair")];
    for style in [None, Some("letters"), Some("none")] {
        let mut start = start.clone();
        start.meeting.number_style = style.map(Into::into);
        let copied = clip::clip(&start, &ids).unwrap();
        let after = "Welcome|5\n Chair|2\n  said\n Groups|25-30 (5 x 4 groups)\nAOB (open)|1 h 30\n";
        check("_\n", |d| paste::put(d, &id(d, "_"), Some(0..0), paste::plain(&copied.text)), Some(after));
        check("_\n", |d| paste::put(d, &id(d, "_"), None, paste::of_items(clip::own(&copied.markup)?)), Some(after));
        check(
            "a\n b\nc\n",
            |d| paste::put(d, &id(d, "a"), None, paste::of_items(clip::own(&copied.markup)?)),
            Some(&format!("a\n b\n{after}c\n")),
        );
    }
    let copied = clip::clip(&start, &[id(&start, "AOB (open)")]).unwrap();
    assert_eq!(copied.text, "2. AOB (open) (1 h 30)\n");
    assert!(
        copied.markup.ends_with("<li>AOB (open) (1 h 30)</li></ol>") && copied.markup.starts_with("<ol start=\"2\" "),
        "{}",
        copied.markup
    );
    assert_eq!(clip::own("<p data-rapporteur=\"{&quot;schemaVersion&quot;:"), None);
}

#[test]
fn pasted_numbers_tell_the_style() {
    let style = |text: &str, before: &str| {
        let mut editor = Editor::new(draft(before));
        let target = editor.draft().meeting.agenda_item[0].id.clone();
        assert!(editor.perform(paste::put(editor.draft(), &target, Some(0..0), paste::plain(text)).unwrap(), NOW));
        let numbers = numbers::numbers(editor.draft());
        let all =
            editor.draft().reading_order().iter().map(|(item, _)| numbers.get(&item.id).cloned().unwrap_or_default()).collect::<Vec<_>>();
        (editor.draft().meeting.number_style.clone().map(|style| style.to_string()), all.join(" "))
    };
    assert_eq!(style("1. A\n1.1 B\n2. C\n", "_\n"), (None, "1. 1.1 2.".into()));
    assert_eq!(style("1) A\na) B\nb) C\ni. D\n2) E\n", "_\n"), (Some("letters".into()), "1. a. b. i. 2.".into()));
    assert_eq!(style("1. A\n3. B\n", "_\n"), (None, "1. 3.".into()));
    // As lists count that know nothing of the level above.
    assert_eq!(style("1. A\n2. B\n  1. C\n  2. D\n3. E\n", "_\n"), (None, "1. 2. 2.1 2.2 3.".into()));
    assert_eq!(style("1. A\n  1. B\n  3. C\n2. D\n", "_\n"), (None, "1. 1. 3. 2.".into()));
    assert_eq!(style("5. A\n6. B\n", "x\n"), (None, "1. 2.".into()));
}

#[test]
fn notes_for_oneself_stay_here() {
    let mut own = draft("a\n b\n");
    own.meeting.agenda_item[0].agenda_item[0].private_note = Some("ask".into());
    assert_eq!(own.for_others(), draft("a\n b\n").envelope());
    assert_eq!(Draft::from_stored("d", &own.to_stored()), Ok(own));
}

#[test]
fn what_stands_in_a_title_goes_into_its_field() {
    for (title, after) in [
        ("Welcome 5'", Some("Welcome|5")),
        ("AOB (10 min)", Some("AOB|10")),
        ("AOB (10)", Some("AOB|10")),
        ("Groups [5 x 4 groups]", Some("Groups|5 x 4 groups")),
        ("Update – 25-30 min", Some("Update|25-30")),
        ("Review 1 h 30 min", Some("Review|1 h 30")),
        ("Update @Chair", Some("Update")),
        ("Update 5 min @Host Country", Some("Update|5")),
        ("Update @Chair 5'", Some("Update|5")),
        ("Update @Chair @Host 20 min", Some("Update|20")),
        ("Update @Anja Gengo, Chair", Some("Update")),
        ("Panel @5 sites @Chair", Some("Panel @5 sites")),
        ("IGF 2025", None),
        ("Write to a@b", None),
        ("5 min", None),
        ("@Chair", None),
        ("Internet @ 50 years", None),
        ("Meeting @ ICANN 82", None),
        ("Panel @5 sites", None),
        ("Item (draft)", None),
    ] {
        let start = draft(&format!("{title}\n"));
        let after = after.map(|after| format!("{after}\n"));
        check(&outline(&start), |d| paste::recognise(d, &d.meeting.agenda_item[0].id), after.as_deref());
    }
    let told = |title: &str| {
        let mut editor = Editor::new(draft(&format!("{title}\n")));
        assert!(editor.perform(paste::recognise(editor.draft(), &editor.draft().meeting.agenda_item[0].id).unwrap(), NOW));
        let one = |one: &crate::domain::model::Presenter| {
            format!("{}/{}", one.name.as_deref().unwrap_or_default(), one.role.as_deref().unwrap_or_default())
        };
        let item = &editor.draft().meeting.agenda_item[0];
        item.presenter.iter().map(one).chain([Stated::of(item).to_string()]).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told("Update @Chair @Host Country 20 min"), "/Chair /Host Country 20");
    assert_eq!(told("Update @Anja Gengo, Chair"), "Anja Gengo/Chair ");
    assert_eq!(told("Update @Anja Gengo, Co-Chair, @Host (5 min)"), "Anja Gengo/Co-Chair /Host 5");
    let mut presented = draft("Update @Chair\n");
    assert!(paste::recognise(&presented, &id(&presented, "Update @Chair")).is_some());
    presented.meeting.agenda_item[0].presenter = vec![Default::default()];
    assert_eq!(paste::recognise(&presented, &id(&presented, "Update @Chair")), None);
    check("AOB (10 min)|5\n", |d| paste::recognise(d, &id(d, "AOB (10 min)")), None);
}

#[test]
fn several_items_are_moved_together() {
    let to = |d: &Draft, parent: Option<&str>, index| Place { parent: parent.map(|name| id(d, name)), index };
    let ids = |d: &Draft, names: &str| names.split(' ').map(|name| id(d, name)).collect::<Vec<_>>();
    check("a\nb\n c\nd\n", |d| c::move_items(d, &ids(d, "d b"), &to(d, None, 0)), Some("b\n c\nd\na\n"));
    check("a\nb\n c\nd\n", |d| c::move_items(d, &ids(d, "a b c"), &to(d, None, 3)), Some("d\na\nb\n c\n"));
    check("a\nb\n c\nd\n", |d| c::move_items(d, &ids(d, "a c"), &to(d, Some("d"), 0)), Some("b\nd\n a\n c\n"));
    check("a\nb\n c\nd\n", |d| c::move_items(d, &ids(d, "a b"), &to(d, None, 2)), None);
    check("a\nb\n c\nd\n", |d| c::move_items(d, &ids(d, "b"), &to(d, Some("c"), 0)), None);
}

#[test]
fn several_items_are_shifted_and_deleted_together() {
    let ids = |d: &Draft, names: &str| names.split(' ').map(|name| id(d, name)).collect::<Vec<_>>();
    check("a\nb\nc\nd\n", |d| c::move_items_up(d, &ids(d, "b c")), Some("b\nc\na\nd\n"));
    check("a\nb\nc\nd\n", |d| c::move_items_up(d, &ids(d, "a b")), None);
    check("a\nb\nc\nd\n", |d| c::move_items_up(d, &ids(d, "d a")), Some("a\nb\nd\nc\n"));
    check("a\nb\nc\nd\n", |d| c::move_items_down(d, &ids(d, "b c")), Some("a\nd\nb\nc\n"));
    check("a\nb\nc\nd\n", |d| c::move_items_down(d, &ids(d, "c d")), None);
    check("a\nb\nc\nd\n", |d| c::indent_items(d, &ids(d, "b c")), Some("a\n b\n c\nd\n"));
    check("a\nb\nc\n", |d| c::indent_items(d, &ids(d, "a b")), None);
    check("a\n b\n c\n d\n", |d| c::outdent_items(d, &ids(d, "b c")), Some("a\n d\nb\nc\n"));
    check("a\n b\nc\nd\n", |d| c::delete_items(d, &ids(d, "b c a")), Some("d\n"));
    check("a\nb\n", |d| c::delete_items(d, &ids(d, "b a")), Some("_\n"));
}

#[test]
fn what_is_dropped_stands_on_a_possible_level() {
    let drop = |before: &str, moved: &str, below: Option<&str>, level: usize, after: Option<&str>| {
        check(
            before,
            |d| {
                let ids: Vec<_> = moved.split(' ').map(|name| id(d, name)).collect();
                let (place, _) = c::drop_at(d, &ids, below.map(|name| id(d, name)).as_ref(), level)?;
                c::move_items(d, &ids, &place)
            },
            after,
        );
    };
    drop("a\nb\nc\n", "c", None, 1, Some("c\na\nb\n"));
    drop("a\nb\nc\n", "c", Some("a"), 1, Some("a\nc\nb\n"));
    drop("a\nb\nc\n", "c", Some("a"), 2, Some("a\n c\nb\n"));
    drop("a\nb\nc\n", "c", Some("a"), 9, Some("a\n c\nb\n"));
    drop("a\n b\n  c\nd\n", "d", Some("c"), 2, Some("a\n b\n  c\n d\n"));
    drop("a\n b\n  c\nd\n", "d", Some("c"), 3, Some("a\n b\n  c\n  d\n"));
    // Between a parent and its child nothing stands higher than the child.
    drop("a\n b\nc\n", "c", Some("a"), 1, Some("a\n c\n b\n"));
    // Below itself: only the level changes.
    drop("a\nb\n x\nc\n", "b", Some("x"), 2, Some("a\n b\n  x\nc\n"));
    drop("a\nb\nc\n", "b", Some("b"), 1, None);
    drop("a\nb\nc\nd\n", "a c", Some("d"), 1, Some("b\nd\na\nc\n"));
    drop("a\n b\n  c\n   d\n    e\n     f\n      g\n       h\nx\n y\n", "x", Some("g"), 8, None);
}

#[test]
fn typing_in_one_field_is_one_step() {
    let start = draft("a\nb\n");
    let mut editor = Editor::new(start.clone());
    for (second, text) in [(0, "ax"), (1, "axy"), (3, "axyz")] {
        assert!(editor.perform(Change::typing(Some(&id(&start, "a")), [("name", text.into())]), Instant(second)));
    }
    assert!(editor.perform(Change::typing(Some(&id(&start, "b")), [("name", "bx".into())]), Instant(3)));
    assert!(editor.perform(Change::typing(None, [("name", "T".into())]), Instant(3)));
    assert!(!editor.perform(Change::typing(None, [("name", "T".into())]), Instant(3)));
    assert!(editor.perform(Change::typing(None, [("name", "Ti".into())]), Instant(9)));
    let mut steps = 0;
    while editor.undo(Instant(9)).is_some() {
        steps += 1;
    }
    assert_eq!((steps, &editor.draft().meeting), (4, &start.meeting));
    editor.redo(Instant(10));
    assert_eq!(outline(editor.draft()), "axyz\nb\n");
}

#[test]
fn each_day_has_its_own_start_and_items_take_the_day_they_come_to() {
    let mut start = draft("a|5\nb|10\nc|5\nd|5\n");
    let mut set = |item: Option<&str>, key: &str, value: serde_json::Value| {
        let item = item.map(|name| id(&start, name));
        Edit::set(item.as_ref(), [(key, value)]).apply(&mut start).unwrap();
    };
    let day = |id: &str, at: &str| serde_json::json!({"id": id, "start": at});
    set(None, "meetingDay", serde_json::json!([day("day-1", "2026-07-08T08:00:00Z"), day("day-2", "2026-07-09T09:00:00Z")]));
    set(Some("a"), "day", "day-1".into());
    set(Some("c"), "day", "day-2".into());
    set(Some("d"), "day", "day-2".into());
    let times = |draft: &Draft| {
        let of = |(id, start, at): (ItemId, Instant, timing::Extent)| {
            let name = draft.item(&id).and_then(|item| item.name.clone()).unwrap_or_default();
            let minutes = (start.0 + i64::from(at.least)) / 60 % 1440;
            format!("{name} {}:{:02}", minutes / 60, minutes % 60)
        };
        timing::starts(&draft.meeting).into_iter().map(of).collect::<Vec<_>>().join(", ")
    };
    // One without a day is on the day of the one before.
    assert_eq!(times(&start), "a 8:00, b 8:05, c 9:00, d 9:05");
    let mut editor = Editor::new(start.clone());
    assert!(editor.perform(c::move_down(&start, &id(&start, "b")).unwrap(), NOW));
    assert_eq!(times(editor.draft()), "a 8:00, b 9:00, c 9:10, d 9:15");
    assert!(editor.perform(c::move_down(editor.draft(), &id(&start, "b")).unwrap(), NOW));
    assert_eq!(times(editor.draft()), "a 8:00, c 9:00, b 9:05, d 9:15");
    editor.undo(NOW);
    editor.undo(NOW);
    assert_eq!(editor.draft().meeting, start.meeting);
    let begins: Vec<_> = timing::day_begins(&start.meeting.meeting_day, &start.meeting.agenda_item)
        .into_iter()
        .map(|(item, day)| (item.clone(), day.as_str()))
        .collect();
    assert_eq!(begins, [(id(&start, "a"), "day-1"), (id(&start, "c"), "day-2")]);
    // Nobody says on which day the first one is: then it is the first.
    let mut unsaid = start;
    unsaid.meeting.agenda_item[0].day = None;
    assert_eq!(times(&unsaid), "a 8:00, b 8:05, c 9:00, d 9:05");
    assert_eq!(timing::day_begins(&unsaid.meeting.meeting_day, &unsaid.meeting.agenda_item)[0].1.as_str(), "day-1");
}

/// Eleven levels, as a file may have them.
const DEEP: &str = "1\n 2\n  3\n   4\n    5\n     6\n      7\n       8\n        9\n         10\n          11\nz\n";

#[test]
fn what_is_deeper_than_can_be_drafted_comes_back_too() {
    check(DEEP, |d| c::delete_item(d, &id(d, "1")), Some("z\n"));
    check(DEEP, |d| c::delete_items(d, &[id(d, "9"), id(d, "z")]), Some(DEEP.split_once("        9").unwrap().0));
    check(DEEP, |d| c::outdent(d, &id(d, "11")), Some(&DEEP.replace("          11", "         11")));
    check(
        DEEP,
        |d| c::outdent(d, &id(d, "9")),
        Some(&DEEP.replace("        9", "       9").replace("         10", "        10").replace("          11", "         11")),
    );
    // Nothing comes to stand there.
    check(DEEP, |d| c::add_child(d, &id(d, "8")), None);
    check(DEEP, |d| c::move_items(d, &[id(d, "z")], &Place { parent: Some(id(d, "10")), index: 0 }), None);
    let (deep, flat) = (draft(DEEP), draft("a\nb\n"));
    for (now, then) in [(&deep, &flat), (&flat, &deep)] {
        let mut editor = Editor::new(now.clone());
        assert!(editor.perform(restore(now, then, Label::Restore).unwrap(), NOW));
        assert_eq!(outline(editor.draft()), outline(then));
        assert!(editor.undo(NOW).is_some());
        assert_eq!(editor.draft().meeting, now.meeting);
    }
}

#[test]
fn a_step_that_does_not_fit_changes_nothing_and_stays() {
    let mut editor = Editor::new(draft("a\n b\nc\n"));
    let gone = c::delete_items(editor.draft(), &[id(editor.draft(), "b"), id(editor.draft(), "c")]).unwrap();
    assert!(editor.perform(gone, NOW));
    // Another draft under the same history: the item that stood above one of the two is missing.
    let other = draft("x\n");
    let mut editor =
        editor.with(Draft { meeting: super::super::model::Meeting { agenda_item: Vec::new(), ..other.meeting.clone() }, ..other });
    let before = editor.clone();
    assert_eq!(editor.undo(NOW), None);
    assert_eq!(editor, before);
}

#[test]
fn new_items_have_ids_of_their_own_whatever_a_file_counts() {
    for number in ["4294967295", "4294967294", "999999", "1000001", "99999999999"] {
        let mut file = Envelope::new();
        let item = AgendaItem { id: format!("m/item-{number}").into(), ..AgendaItem::default() };
        file.meeting = vec![Meeting { id: "m".into(), agenda_item: vec![item], ..Meeting::default() }];
        let mut editor = Editor::new(from_meeting("d".into(), &file, &file.meeting[0], NOW));
        for count in 2..5 {
            assert!(editor.perform(c::add_item(editor.draft()).unwrap(), NOW), "{number}");
            assert_eq!(editor.draft().reading_order().len(), count);
        }
        let target = editor.draft().meeting.agenda_item[1].id.clone();
        assert!(editor.perform(paste::put(editor.draft(), &target, None, paste::plain("a\nb\nc")).unwrap(), NOW));
    }
}

#[test]
fn items_of_one_id_become_two_items() {
    let mut file = Envelope::new();
    let item = |name: &str| AgendaItem { id: "m/item-1".into(), name: Some(name.into()), ..AgendaItem::default() };
    let parent = AgendaItem { agenda_item: vec![item("c")], ..item("b") };
    file.meeting = vec![Meeting { id: "m".into(), agenda_item: vec![item("a"), parent], ..Meeting::default() }];
    let start = from_meeting("d".into(), &file, &file.meeting[0], NOW);
    assert_eq!(outline(&start), "a\nb\n c\n");
    let mut editor = Editor::new(start.clone());
    assert!(editor.perform(c::delete_item(&start, &id(&start, "b")).unwrap(), NOW));
    assert_eq!(outline(editor.draft()), "a\n");
    assert!(editor.undo(NOW).is_some());
    assert_eq!(editor.draft().meeting, start.meeting);
}

#[test]
fn an_edit_that_cannot_be_made_changes_nothing() {
    let start = draft("a\n b\nc\n");
    let place = |parent: Option<&str>, index| Place { parent: parent.map(|name| id(&start, name)), index };
    for (edit, why) in [
        (Edit::Remove("x".into()), EditError::NoItem),
        (Edit::set(Some(&"x".into()), [("name", "y".into())]), EditError::NoItem),
        (Edit::set(None, [("name", "y".into()), ("sequenceNumber", "y".into())]), EditError::NoField),
        (Edit::set(None, [("id", "y".into())]), EditError::NoField),
        (Edit::set(Some(&id(&start, "a")), [("agendaItem", serde_json::json!([]))]), EditError::NoField),
        (Edit::Move(id(&start, "a"), place(Some("b"), 0)), EditError::NoPlace),
        (Edit::Move(id(&start, "a"), place(Some("a"), 0)), EditError::NoPlace),
        (Edit::Move(id(&start, "a"), place(None, 2)), EditError::NoPlace),
        (Edit::Insert(place(None, 0), Box::new(start.item(&id(&start, "b")).unwrap().clone())), EditError::Twice),
        (Edit::Insert(place(None, 9), Box::new(AgendaItem { id: "n".into(), ..AgendaItem::default() })), EditError::NoPlace),
    ] {
        let mut draft = start.clone();
        assert_eq!(edit.apply(&mut draft), Err(why));
        assert_eq!(draft, start);
    }
}

#[test]
fn what_is_planned_is_counted() {
    fn case(outline: &str, length: Option<&str>, expected: Planned) {
        let mut draft = draft(outline);
        draft.meeting.duration = length.and_then(span).map(Lenient::Known);
        assert_eq!(planned(&draft), expected, "{outline}");
    }
    let s = str::to_owned;
    case("a\n b\n", None, Planned::Nothing(None));
    case("a\n_\n", Some("90"), Planned::Nothing(Some(s("90"))));
    case("a|45\n_\n", None, Planned::Sum(s("45")));
    case("a|45\nb|2.5\n", None, Planned::Sum(s("47.5")));
    case("a|45\nb\n", None, Planned::SumAtLeast(s("45")));
    case("a|45\nb\n", Some("1:30"), Planned::AtLeast(s("45"), s("90")));
    case("a|75\n", Some("90"), Planned::Left(s("75"), s("90"), s("15")));
    case("a|105\n b|20\n", Some("90"), Planned::Over(s("105"), s("90"), s("15")));
    let mut range = draft("a|75\n");
    range.meeting.agenda_item[0].duration_max = span("80").map(Lenient::Known);
    range.meeting.duration = span("90").map(Lenient::Known);
    assert_eq!(planned(&range), Planned::Left(s("75–80"), s("90"), s("10–15")));
    range.meeting.duration = span("78").map(Lenient::Known);
    assert_eq!(planned(&range), Planned::Either(s("75–80"), s("78"), s("3"), s("2")));
    // An upper end below the lower one says no more than that one.
    range.meeting.agenda_item[0].duration_max = span("30").map(Lenient::Known);
    assert_eq!(planned(&range), Planned::Left(s("75"), s("78"), s("3")));
    range.meeting.duration = span("60").map(Lenient::Known);
    assert_eq!(planned(&range), Planned::Over(s("75"), s("60"), s("15")));
    assert!(fit::in_proportion(&range).is_some() && fit::from_the_longest(&range).is_some());
}

#[test]
fn stored_drafts_of_other_versions_are_refused() {
    let text = draft("a\n").to_stored();
    assert_eq!(Draft::from_stored("d", &text.replace("\"format\":2", "\"format\":3")), Err(StoredError::Newer));
    assert_eq!(Draft::from_stored("d", &text.replace("1.0.0", "2.0.0")), Err(StoredError::Newer));
    assert!(matches!(Draft::from_stored("d", &text[..text.len() - 2]), Err(StoredError::Broken(_))));
    assert!(Draft::from_stored("d", &text.replace("\"format\":2", "\"format\":1")).is_ok());
    assert!(matches!(Draft::from_stored("d", "{}"), Err(StoredError::Broken(_))));
}

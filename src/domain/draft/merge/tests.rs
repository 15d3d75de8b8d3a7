//! Two people on one draft: by hand, and at random.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{
    draft::{
        Change, Editor, Label, NoRestore, blank,
        chance::{Chance, number, something},
        commands as c,
        compare::compare,
        duration::Stated,
        paste, restore,
    },
    time::Instant,
};

/// "a", "b" with "b1" and "b2" below it, "c".
fn start() -> Draft {
    let mut editor = Editor::new(blank("d".into(), "UTC", Instant(0)));
    let first = editor.draft().meeting.agenda_item[0].id.clone();
    let change = paste::put(editor.draft(), &first, Some(0..0), paste::plain("a\nb\n b1\n b2\nc")).unwrap();
    assert!(editor.perform(change, Instant(0)));
    editor.draft().clone()
}

fn id(draft: &Draft, name: &str) -> ItemId {
    draft.reading_order().iter().find(|(item, _)| item.name.as_deref() == Some(name)).map(|(item, _)| item.id.clone()).unwrap()
}

type Command<'a> = &'a dyn Fn(&Draft) -> Option<Change>;

fn after(draft: &Draft, changes: &[Command]) -> Draft {
    let mut editor = Editor::new(draft.clone());
    for change in changes {
        assert!(editor.perform(change(editor.draft()).unwrap(), Instant(1)));
    }
    editor.draft().clone()
}

fn set(name: &'static str, key: &'static str, value: &'static str) -> impl Fn(&Draft) -> Option<Change> {
    move |draft| Some(Change::typing(Some(&id(draft, name)), [(key, value.into())]))
}

/// One line an item, indented by its level.
fn outline(draft: &Draft) -> String {
    let line = |(item, level): (&AgendaItem, usize)| format!("{}{}\n", " ".repeat(level - 1), item.name.as_deref().unwrap_or("_"));
    draft.reading_order().into_iter().map(line).collect()
}

/// The whole as one value without ids, which two people give alike.
fn said(draft: &Draft) -> String {
    let items: Vec<String> =
        draft.reading_order().into_iter().map(|(item, level)| format!("{level} {}", Value::Object(fields_of_item(item)))).collect();
    format!("{}\n{}", Value::Object(fields_of_meeting(draft)), items.join("\n"))
}

#[test]
fn what_two_people_did_to_different_things_is_all_there() {
    let base = start();
    let mine = after(&base, &[&set("a", "name", "A"), &|d| c::move_up(d, &id(d, "c")), &|d| c::add_child(d, &id(d, "A"))]);
    let theirs = after(
        &base,
        &[
            &set("b1", "description", "x"),
            &|d| Some(Change::typing(Some(&id(d, "b2")), Stated::parse("25-30")?.fields())),
            &|_| Some(Change::typing(None, [("name", "Call".into())])),
            &|d| c::delete_item(d, &id(d, "c")),
            &|d| c::add_item(d),
        ],
    );
    // "c" was moved here and deleted there: it stays, since it was touched.
    let merge = Merge::new(Some(&base), &mine, &theirs);
    let merged = merge.merged();
    assert_eq!(outline(&merged), "A\n _\nb\n b1\n b2\n_\nc\n".replace("b\n b1\n b2\n_\nc\n", "c\nb\n b1\n b2\n_\n"));
    assert_eq!(merged.title(), "Call");
    assert_eq!(merged.item(&id(&merged, "b1")).unwrap().description.as_deref(), Some("x"));
    assert_eq!(Stated::of(merged.item(&id(&merged, "b2")).unwrap()).to_string(), "25-30");
    let of = |who: Who| merge.differences.iter().filter(|difference| difference.who == who).count();
    assert_eq!((of(Who::Mine), of(Who::Theirs), of(Who::Both)), (2, 4, 1), "{:#?}", merge.differences);
    let change = restore(&mine, &merged, Label::Merge).unwrap();
    let mut editor = Editor::new(mine.clone());
    assert!(editor.perform(change, Instant(2)));
    assert_eq!(said(editor.draft()), said(&merged));
    assert!(editor.undo(Instant(3)).is_some());
    assert_eq!(editor.draft().meeting, mine.meeting);
}

#[test]
fn where_both_changed_the_same_thing_a_person_chooses() {
    let base = start();
    let mine = after(&base, &[&set("a", "name", "mine"), &set("b1", "description", "my words")]);
    let theirs = after(&base, &[&set("a", "name", "theirs"), &set("b1", "description", "their words")]);
    let mut merge = Merge::new(Some(&base), &mine, &theirs);
    assert!(merge.differences.iter().all(|difference| difference.who == Who::Both && difference.can_be_both));
    for (take, name, words) in [
        (Take::Mine, "mine", "my words"),
        (Take::Theirs, "theirs", "their words"),
        (Take::Both, "mine / theirs", "my words\n\ntheir words"),
    ] {
        merge.differences.iter_mut().for_each(|difference| difference.take = take);
        let merged = merge.merged();
        assert_eq!(merged.meeting.agenda_item[0].name.as_deref(), Some(name));
        assert_eq!(merged.item(&id(&merged, "b1")).unwrap().description.as_deref(), Some(words));
    }
}

#[test]
fn lists_grow_by_what_each_added() {
    let presenters = |names: &'static [&'static str]| {
        move |d: &Draft| {
            let list: Value = names.iter().map(|name| serde_json::json!({ "name": name })).collect();
            Some(Change::typing(Some(&id(d, "a")), [("presenter", list)]))
        }
    };
    let base = after(&start(), &[&presenters(&["Ana", "Bo"])]);
    let merge =
        Merge::new(Some(&base), &after(&base, &[&presenters(&["Bo", "Chi"])]), &after(&base, &[&presenters(&["Ana", "Bo", "Dee"])]));
    assert_eq!(merge.differences[0].take, Take::Both);
    let names: Vec<String> = merge.merged().meeting.agenda_item[0].presenter.iter().filter_map(|one| one.name.clone()).collect();
    assert_eq!(names, ["Bo", "Chi", "Dee"], "Ana was taken out here");
}

#[test]
fn new_items_that_two_people_numbered_alike_are_two() {
    let base = start();
    let new = |name: &'static str| {
        move |d: &Draft| Some(Change::typing(Some(&d.meeting.agenda_item.last()?.id.clone()), [("name", name.into())]))
    };
    let mine = after(&base, &[&|d| c::add_item(d), &new("x")]);
    let theirs = after(&base, &[&|d| c::add_item(d), &new("y")]);
    assert_eq!(mine.meeting.agenda_item[3].id, theirs.meeting.agenda_item[3].id);
    let merged = Merge::new(Some(&base), &mine, &theirs).merged();
    assert_eq!(outline(&merged), "a\nb\n b1\n b2\nc\nx\ny\n");
    // Opened a second time, it is there already.
    let again = Merge::new(Some(&theirs), &merged, &theirs);
    assert_eq!(outline(&again.merged()), outline(&merged));
}

#[test]
fn without_a_common_beginning_everything_is_kept_and_every_difference_chosen() {
    let base = start();
    let mine = after(&base, &[&set("a", "name", "A"), &|d| c::delete_item(d, &id(d, "b1")), &|d| c::move_up(d, &id(d, "c"))]);
    let theirs = after(&base, &[&set("b", "description", "x"), &|d| c::delete_item(d, &id(d, "b2"))]);
    let merge = Merge::new(None, &mine, &theirs);
    let is_nothing = |fields: &Map<String, Value>| fields.values().all(Value::is_null);
    for Difference { part, who, mine, .. } in &merge.differences {
        assert!(*who == Who::Both || matches!(part, Part::Added(_)) || is_nothing(mine), "{part:?}");
    }
    assert_eq!(outline(&merge.merged()), "A\nc\nb\n b2\n b1\n");
}

#[test]
fn each_put_one_below_the_other() {
    let base = after(&start(), &[&|d| c::delete_item(d, &id(d, "b1")), &|d| c::delete_item(d, &id(d, "b2"))]);
    let mine = after(&base, &[&|d| c::indent(d, &id(d, "b"))]);
    let theirs = after(&base, &[&|d| c::move_up(d, &id(d, "b")), &|d| c::indent(d, &id(d, "a"))]);
    let merged = Merge::new(Some(&base), &mine, &theirs).merged();
    assert_eq!(merged.reading_order().len(), 3);
}

#[test]
fn a_digest_tells_versions_apart_by_what_goes_to_others() {
    let base = start();
    let copy = after(
        &base,
        &[&set("a", "privateNote", "ask"), &|_| Some(Change::typing(None, [("sequence", 3.into()), ("baseVersion", "x".into())]))],
    );
    assert_eq!(digest(&base), digest(&copy));
    assert_eq!(digest(&base).len(), 16);
    for other in [after(&base, &[&set("a", "name", "A")]), after(&base, &[&|d| c::move_up(d, &id(d, "c"))])] {
        assert_ne!(digest(&base), digest(&other));
    }
    let file = copy.for_others();
    assert_eq!(digest(&base), digest(&crate::domain::draft::from_meeting("e".into(), &file, &file.meeting[0], Instant(9))));
}

#[test]
fn notes_for_oneself_stay() {
    let base = start();
    let mine = after(&base, &[&set("a", "privateNote", "ask")]);
    let theirs = after(&base, &[&set("a", "name", "A")]);
    let merge = Merge::new(Some(&base), &mine, &theirs);
    assert_eq!(merge.differences.len(), 1);
    assert_eq!(merge.merged().meeting.agenda_item[0].private_note.as_deref(), Some("ask"));
}

#[test]
fn addresses_to_join_stay() {
    let mut base = start();
    base.meeting.description = Some("At zoom.us/j/1".into());
    base.meeting.location = serde_json::from_str(r#"{"virtualLocation":[{"name":"Call","url":"https://calls.example/1"}]}"#).unwrap();
    let mine = after(&base, &[&set("a", "name", "A"), &|_| Some(Change::typing(None, [("description", "At noon: zoom.us/j/1".into())]))]);
    let mut theirs = base.clone();
    theirs.meeting = base.for_others().meeting.remove(0);
    assert_eq!(digest(&base), digest(&theirs));
    let theirs = after(&theirs, &[&set("b", "name", "B")]);
    let merge = Merge::new(Some(&base), &mine, &theirs);
    assert!(merge.differences.iter().all(|difference| difference.who != Who::Both));
    let merged = merge.merged().meeting;
    assert_eq!((merged.description.as_deref(), &merged.location), (Some("At noon: zoom.us/j/1"), &base.meeting.location));
}

/// What somebody makes of a draft in so many steps.
fn worked(base: &Draft, chance: &mut Chance) -> Draft {
    let mut editor = Editor::new(base.clone());
    for _ in 0..chance.below(12) {
        if let Some(change) = something(editor.draft(), chance) {
            let _ = editor.perform(change, Instant(1));
        }
    }
    editor.draft().clone()
}

fn ids(draft: &Draft) -> BTreeSet<ItemId> {
    draft.reading_order().into_iter().map(|(item, _)| item.id.clone()).collect()
}

/// Random work of two people on one draft; `SCRIPTS=10000` makes the long run.
#[test]
fn whatever_two_people_do_nothing_is_lost_or_doubled() {
    let mut chance = Chance(7);
    for script in 0..number("SCRIPTS", 200) {
        let base = worked(&worked(&start(), &mut chance), &mut chance);
        let (mine, theirs) = (worked(&base, &mut chance), worked(&base, &mut chance));
        // With oneself, and with what the other began from.
        assert_eq!(Merge::new(Some(&base), &mine, &mine).differences, [], "{script}");
        assert_eq!(said(&Merge::new(Some(&base), &mine, &base).merged()), said(&mine), "{script}");
        assert_eq!(said(&Merge::new(Some(&base), &base, &theirs).merged()), said(&theirs), "{script}");
        let merge = Merge::new(Some(&base), &mine, &theirs);
        let merged = merge.merged();
        assert_eq!(ids(&merged).len(), merged.reading_order().len(), "{script}: nothing is doubled");
        let (before, here, there, now) = (ids(&base), ids(&mine), ids(&merge.theirs), ids(&merged));
        for id in here.union(&there) {
            let is_kept = !before.contains(id) || (here.contains(id) && there.contains(id));
            assert!(!is_kept || now.contains(id), "{script}: {id} is lost");
        }
        for id in &now {
            assert!(here.contains(id) || there.contains(id), "{script}: {id} came from nowhere");
        }
        match restore(&mine, &merged, Label::Merge) {
            Ok(change) => {
                let mut editor = Editor::new(mine.clone());
                assert!(editor.perform(change, Instant(2)), "{script}");
                assert_eq!(said(editor.draft()), said(&merged), "{script}");
                assert!(editor.undo(Instant(3)).is_some());
                assert_eq!(editor.draft().meeting, mine.meeting, "{script}");
            }
            Err(NoRestore::Same) => assert_eq!(compare(&mine, &merged), [], "{script}"),
            Err(NoRestore::Impossible) => panic!("{script}: it cannot be made"),
        }
        // Whose is whose makes no difference, where the same person's version is taken.
        let mut other = Merge::new(Some(&base), &theirs, &mine);
        let mut merge = merge;
        for difference in &mut merge.differences {
            difference.take = if difference.who == Who::Mine { Take::Mine } else { Take::Theirs };
        }
        for difference in &mut other.differences {
            difference.take = if difference.who == Who::Theirs { Take::Theirs } else { Take::Mine };
        }
        assert_eq!(said(&merge.merged()), said(&other.merged()), "{script}");
    }
}

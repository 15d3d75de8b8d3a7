//! Meetings of several days: on which day items are, whatever is done to the others.

use super::*;
use crate::domain::model::PartId;

/// An agenda of days: "a1 b c2" has a on the first, b on the day of a, c on the second of so many days.
fn on_days(agenda: &str, days: usize) -> Draft {
    let mut start = draft(&agenda.split(' ').map(|word| format!("{}\n", &word[..1])).collect::<String>());
    let all: Vec<_> = (1..=days).map(|day| serde_json::json!({"id": format!("day-{day}")})).collect();
    slot::exchange(&mut start.meeting, "meetingDay", all.into()).unwrap();
    for (item, word) in start.meeting.agenda_item.iter_mut().zip(agenda.split(' ')) {
        item.day = (word.len() > 1).then(|| format!("day-{}", &word[1..]).into());
    }
    start
}

/// The items of the top level, each with the day on which it is.
fn by_days(draft: &Draft) -> Vec<(ItemId, String)> {
    timing::days_of(&draft.meeting).map(|(item, day)| (item.id.clone(), day.unwrap().to_string())).collect()
}

#[test]
fn days_stay_where_they_are_and_items_go_from_one_to_the_next() {
    let check_days = |before: &str, command: &dyn Fn(&Draft) -> Option<Change>, after: Option<&str>| {
        let start = on_days(before, 3);
        let mut editor = Editor::new(start.clone());
        let change = command(&start);
        assert_eq!(change.is_some(), after.is_some(), "{before} → {change:?}");
        let Some((change, after)) = change.zip(after) else { return };
        assert!(editor.perform(change, NOW), "{before}");
        let word = |(id, day): (ItemId, String)| {
            let name = editor.draft().item(&id).unwrap().name.clone();
            format!("{}{}", name.as_deref().unwrap_or("_"), &day[4..])
        };
        assert_eq!(by_days(editor.draft()).into_iter().map(word).collect::<Vec<_>>().join(" "), after, "{before}");
        editor.undo(NOW);
        assert_eq!(editor.draft().meeting, start.meeting);
    };
    let days = "a b c2 d";
    check_days(days, &|d| c::move_down(d, &id(d, "c")), Some("a1 b1 d2 c2"));
    check_days(days, &|d| c::move_up(d, &id(d, "c")), Some("a1 b1 c1 d2"));
    check_days(days, &|d| c::delete_item(d, &id(d, "c")), Some("a1 b1 d2"));
    check_days(days, &|d| c::indent(d, &id(d, "c")), Some("a1 b1 d2"));
    check_days(days, &|d| c::move_up(d, &id(d, "d")), Some("a1 b1 d2 c2"));
    check_days(days, &|d| c::enter(d, &id(d, "c"), 0), Some("a1 b1 _2 c2 d2"));
    check_days(days, &|d| c::enter(d, &id(d, "b"), 1), Some("a1 b1 _1 c2 d2"));
    check_days(days, &|d| c::move_down(d, &id(d, "b")), Some("a1 b2 c2 d2"));
    check_days(days, &|d| c::move_down(d, &id(d, "d")), Some("a1 b1 c2 d3"));
    check_days(days, &|d| c::move_up(d, &id(d, "a")), None);
    check_days("a b3", &|d| c::move_up(d, &id(d, "b")), Some("a1 b2"));
    check_days("a3 b", &|d| c::move_down(d, &id(d, "b")), None);
    check_days(days, &|d| c::move_items_up(d, &[id(d, "c"), id(d, "d")]), Some("a1 b1 c1 d1"));
    check_days(days, &|d| c::move_to_next_day(d, &[id(d, "a")]), Some("b1 a2 c2 d2"));
    check_days(days, &|d| c::move_to_next_day(d, &[id(d, "c")]), Some("a1 b1 d2 c3"));
    check_days(days, &|d| c::move_to_day_before(d, &[id(d, "d")]), Some("a1 b1 d1 c2"));
    check_days(days, &|d| c::move_to_day_before(d, &[id(d, "a")]), None);
    check_days("a3", &|d| c::move_to_next_day(d, &[id(d, "a")]), None);
    check_days("a b3", &|d| c::add_item_on_day(d, &"day-2".into()), Some("a1 _2 b3"));
    check_days("a b3", &|d| c::add_item_on_day(d, &"day-3".into()), Some("a1 b3 _3"));
    check_days("a2", &|d| c::add_item_on_day(d, &"day-1".into()), Some("_1 a2"));
    check_days(days, &|d| c::move_items(d, &[id(d, "d")], &Place { parent: None, index: 0 }), Some("d1 a1 b1 c2"));
    check_days("a2 b", &|d| c::delete_items(d, &[id(d, "a"), id(d, "b")]), Some("_1"));
}

#[test]
fn a_day_without_items_is_headed_too() {
    let headings = |agenda: &str, days: usize| {
        let draft = on_days(agenda, days);
        let (heads, rest) = timing::day_headings(&draft.meeting);
        let ids = |days: Vec<&PartId>| days.iter().map(|day| &day.as_str()[4..]).collect::<String>();
        let name = |item: &ItemId| draft.item(item).and_then(|item| item.name.clone()).unwrap_or_default();
        let mut all: Vec<String> = heads.into_iter().map(|(item, days)| format!("{} {}", ids(days), name(item))).collect();
        all.push(ids(rest));
        all.join(", ")
    };
    assert_eq!(headings("a b", 2), "1 a, 2");
    assert_eq!(headings("a b3 c", 4), "1 a, 23 b, 4");
    assert_eq!(headings("a3", 3), "123 a, ");
    assert_eq!(headings("a2 b1 c2", 4), "2 a, 1 b, 2 c, 34");
    assert_eq!(headings("a", 0), "");
}

/// Every agenda of four items, the second with one in it, on days in any order: no command changes the day of another item than the
/// one that it is given at, and what moves up or down changes its day only where it passes no item.
#[test]
fn no_command_changes_the_day_of_another_item() {
    type One = fn(&Draft, &ItemId) -> Option<Change>;
    let many: [One; 6] = [
        |d, id| c::move_items_up(d, std::slice::from_ref(id)),
        |d, id| c::move_items_down(d, std::slice::from_ref(id)),
        |d, id| c::move_to_next_day(d, std::slice::from_ref(id)),
        |d, id| c::move_to_day_before(d, std::slice::from_ref(id)),
        |d, id| c::move_items(d, std::slice::from_ref(id), &Place { parent: None, index: 0 }),
        |d, id| paste::put(d, id, None, paste::plain("x\n y\nz")),
    ];
    let one: [One; 8] = [
        c::add_item_below,
        c::add_child,
        c::delete_item,
        c::indent,
        c::outdent,
        c::backspace,
        |d, id| c::enter(d, id, 0),
        |d, id| c::enter(d, id, 1),
    ];
    let mut made = 0;
    for number in 0..256_usize {
        let day = |at: u32| ["", "1", "2", "3"][number / 4_usize.pow(at) % 4];
        let mut start = on_days(&format!("a{} b{} c{} d{}", day(0), day(1), day(2), day(3)), 3);
        let inside = AgendaItem { id: "d/item-9".into(), name: Some("e".into()), day: Some("day-3".into()), ..AgendaItem::default() };
        start.meeting.agenda_item[1].agenda_item.push(inside);
        let before = by_days(&start);
        for (target, command) in
            start.reading_order().iter().flat_map(|(item, _)| many.iter().chain(&one).map(|command| (item.id.clone(), command)))
        {
            let Some(change) = command(&start, &target) else { continue };
            made += 1;
            let is_step = matches!(change.label, Label::MoveUp | Label::MoveDown);
            let passes = change.edits.iter().any(|edit| matches!(edit, Edit::Move(..)));
            let mut editor = Editor::new(start.clone());
            assert!(editor.perform(change.clone(), NOW), "{number} {change:?}");
            let after = by_days(editor.draft());
            for (other, day) in &after {
                let stayed = before.iter().find(|(id, _)| id == other).filter(|_| *other != target || is_step && passes);
                assert!(stayed.is_none_or(|(_, old)| old == day), "{number} {other} {change:?}");
            }
            editor.undo(NOW);
            assert_eq!(editor.draft().meeting, start.meeting);
        }
    }
    assert!(made > 10_000, "{made}");
}

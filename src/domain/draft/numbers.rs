//! The numbers of agenda items, computed from their places: "1.", "1.1" or "1.", "a.", "i.".

use std::collections::HashMap;

use super::Draft;
use crate::domain::{
    model::{AgendaItem, ItemId, KnownOption, Meeting, MeetingState, NumberStyle},
    numeral::roman,
};

/// How the items of a draft are numbered: as it says; without a word as printed, if anything is printed, else "1.", "1.1". `None` is as
/// printed.
pub fn style_of(draft: &Draft) -> Option<NumberStyle> {
    style_of_meeting(&draft.meeting)
}

fn style_of_meeting(meeting: &Meeting) -> Option<NumberStyle> {
    fn printed(items: &[AgendaItem]) -> bool {
        items.iter().any(|item| item.number.is_some() || printed(&item.agenda_item))
    }
    match meeting.number_style.known() {
        Some(style) => Some(*style),
        None if printed(&meeting.agenda_item) => None,
        None => Some(NumberStyle::Decimal),
    }
}

/// The number of each item that has one.
pub fn numbers(draft: &Draft) -> HashMap<ItemId, String> {
    let mut out = HashMap::new();
    walk(&draft.meeting.agenda_item, style_of(draft), &mut Vec::new(), &mut out);
    out
}

/// The number of each item of a meeting that has one: as printed, but in a draft as the editor numbers it.
pub fn of_meeting(meeting: &Meeting) -> HashMap<ItemId, String> {
    let is_draft = meeting.meeting_state.known() == Some(&MeetingState::Draft) || meeting.number_style.is_some();
    let mut out = HashMap::new();
    walk(&meeting.agenda_item, is_draft.then(|| style_of_meeting(meeting)).flatten(), &mut Vec::new(), &mut out);
    out
}

/// The number of an item at a place: of each item above it and of itself, how many it is.
fn number_at(path: &[u32], style: NumberStyle) -> Option<String> {
    let place = *path.last()?;
    Some(match (style, path.len() % 3) {
        (NumberStyle::None, _) => return None,
        (NumberStyle::Decimal, _) if path.len() == 1 => format!("{place}."),
        (NumberStyle::Decimal, _) => path.iter().map(u32::to_string).collect::<Vec<_>>().join("."),
        // The three kinds take turns, as in Word.
        (NumberStyle::Letters, 1) => format!("{place}."),
        (NumberStyle::Letters, 2) => format!("{}.", letters(place)),
        (NumberStyle::Letters, _) => format!("{}.", roman(place).to_lowercase()),
    })
}

fn walk(items: &[AgendaItem], style: Option<NumberStyle>, path: &mut Vec<u32>, out: &mut HashMap<ItemId, String>) {
    for (item, place) in items.iter().zip(1..) {
        path.push(place);
        let number = style.map_or_else(|| item.number.clone(), |style| number_at(path, style));
        out.extend(number.map(|number| (item.id.clone(), number)));
        walk(&item.agenda_item, style, path, out);
        path.pop();
    }
}

/// The style that printed numbers follow, by the depths of their lines; `None` where they follow none, or where some line has none.
pub fn style_of_lines<'a>(lines: impl Iterator<Item = (usize, Option<&'a str>)> + Clone) -> Option<NumberStyle> {
    let bare = |number: &str| number.trim_matches(['(', ')', '.']).to_lowercase();
    let told = style_where(lines.clone(), |number, expected| number.map(bare) == expected.map(bare));
    // Lists that know nothing of the level above begin with 1 on each.
    let last = |number: String| number.rsplit('.').next().map(str::to_owned);
    let counts = |number: Option<&str>, expected: Option<&str>| number.map(bare) == expected.map(bare).and_then(last);
    told.or_else(|| style_where(lines, counts))
}

/// The style whose numbers these are to the letter.
pub fn exact_style_of_lines<'a>(lines: impl Iterator<Item = (usize, Option<&'a str>)> + Clone) -> Option<NumberStyle> {
    style_where(lines, |number, expected| number == expected)
}

fn style_where<'a>(
    lines: impl Iterator<Item = (usize, Option<&'a str>)> + Clone,
    is_same: impl Fn(Option<&str>, Option<&str>) -> bool,
) -> Option<NumberStyle> {
    [NumberStyle::Decimal, NumberStyle::Letters].into_iter().find(|style| {
        let mut path: Vec<u32> = Vec::new();
        lines.clone().all(|(depth, number)| {
            path.resize((depth + 1).min(path.len() + 1), 0);
            if let Some(last) = path.last_mut() {
                *last += 1;
            }
            is_same(number, number_at(&path, *style).as_deref())
        })
    })
}

/// "a" to "z", then "aa", "ab".
pub fn letters(mut number: u32) -> String {
    let mut out = Vec::new();
    while number > 0 {
        number -= 1;
        out.insert(0, b'a' + u8::try_from(number % 26).unwrap_or(0));
        number /= 26;
    }
    out.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{draft::blank, model::Lenient, time::Instant};

    fn check(style: Option<NumberStyle>, printed: Option<&str>, expected: &[&str]) {
        let item = |number: u32, agenda_item: Vec<AgendaItem>| AgendaItem {
            id: format!("d/item-{number}").into(),
            agenda_item,
            ..AgendaItem::default()
        };
        let mut draft = blank("d".into(), "UTC", Instant(0));
        draft.meeting.agenda_item = vec![item(1, vec![item(2, vec![item(3, vec![item(4, vec![])])]), item(5, vec![])]), item(6, vec![])];
        draft.meeting.agenda_item[1].number = printed.map(Into::into);
        draft.meeting.number_style = style.map(Lenient::Known);
        let numbers = numbers(&draft);
        let all: Vec<&str> = draft.reading_order().iter().map(|(item, _)| numbers.get(&item.id).map_or("", String::as_str)).collect();
        assert_eq!(all, expected);
    }

    #[test]
    fn items_are_numbered_by_level() {
        check(None, None, &["1.", "1.1", "1.1.1", "1.1.1.1", "1.2", "2."]);
        check(Some(NumberStyle::Decimal), Some("7)"), &["1.", "1.1", "1.1.1", "1.1.1.1", "1.2", "2."]);
        check(Some(NumberStyle::Letters), None, &["1.", "a.", "i.", "1.", "b.", "2."]);
        check(Some(NumberStyle::None), Some("7)"), &["", "", "", "", "", ""]);
        check(None, Some("7)"), &["", "", "", "", "", "7)"]);
    }

    proptest::proptest! {
        /// Whatever the tree: every item has a number of its own, in both styles one more than its sibling before it, and what is
        /// printed tells the style again.
        #[test]
        fn numbers_hold_for_any_tree(depths in proptest::collection::vec(0_usize..8, 1..60)) {
            let mut draft = blank("d".into(), "UTC", Instant(0));
            draft.meeting.agenda_item.clear();
            for (depth, number) in depths.into_iter().zip(1..) {
                let mut list = &mut draft.meeting.agenda_item;
                for _ in 0..depth {
                    if list.is_empty() {
                        break;
                    }
                    list = &mut list.last_mut().unwrap().agenda_item;
                }
                list.push(AgendaItem { id: format!("d/item-{number}").into(), ..AgendaItem::default() });
            }
            for style in [NumberStyle::Decimal, NumberStyle::Letters] {
                draft.meeting.number_style = Some(Lenient::Known(style));
                let numbers = numbers(&draft);
                let order = draft.reading_order();
                proptest::prop_assert_eq!(numbers.len(), order.len());
                for (item, level) in &order {
                    let place = draft.place(&item.id).unwrap();
                    let path = number_at(&[vec![1; level - 1], vec![u32::try_from(place.index).unwrap() + 1]].concat(), style).unwrap();
                    let last = |number: &str| number.trim_end_matches('.').rsplit('.').next().map(str::to_owned);
                    proptest::prop_assert_eq!(last(&numbers[&item.id]), last(&path));
                }
                let lines = order.iter().map(|(item, level)| (level - 1, numbers.get(&item.id).map(String::as_str)));
                let told = style_of_lines(lines).unwrap();
                // A list of one level is the same in both.
                proptest::prop_assert!(told == style || order.iter().all(|(_, level)| *level == 1));
                if style == NumberStyle::Decimal {
                    let all: std::collections::BTreeSet<&String> = numbers.values().collect();
                    proptest::prop_assert_eq!(all.len(), order.len());
                }
            }
        }
    }

    #[test]
    fn letters_go_on_behind_z() {
        assert_eq!([1, 26, 27, 52, 53, 702, 703].map(letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}

//! Making an agenda as long as its meeting: all in proportion, the longest alone, or the meeting as long as the agenda.

use std::cmp::Ordering;

use super::{Change, Draft, Edit, Label, duration::Stated};
use crate::domain::{
    model::{AgendaItem, ItemId, KnownOption},
    time::Span,
    timing,
};

const MINUTE: u32 = 60;

/// How far the agenda and the stated length of the meeting are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The agenda takes so many seconds too many.
    Over(u32),
    /// So many seconds are left.
    Left(u32),
}

/// The gap, if a length is stated and there is one; of ranges the upper end counts. What is unknown takes no time here.
pub fn gap(draft: &Draft) -> Option<Gap> {
    let length = draft.meeting.duration.known()?.seconds();
    let total = timing::total(&draft.meeting.agenda_item).most;
    match total.cmp(&length) {
        Ordering::Greater => Some(Gap::Over(total - length)),
        Ordering::Less => Some(Gap::Left(length - total)),
        Ordering::Equal => None,
    }
}

/// The stated length of an item that takes time.
fn length_of(item: &AgendaItem) -> Option<(u32, u32)> {
    if timing::is_off(item) {
        return None;
    }
    let stated = Stated::of(item);
    let least = stated.least?.seconds();
    Some((least, stated.most.map_or(least, Span::seconds).max(least)))
}

/// Sets the length of an item to so many seconds at most; a range keeps its width as far as it can.
fn set(item: &AgendaItem, most: u32) -> Option<Edit> {
    let (least, old) = length_of(item)?;
    let lower = most.saturating_sub(old - least).max(most.min(MINUTE));
    let stated = Stated {
        least: Some(Span::from_seconds(lower)),
        most: (lower < most && old > least).then(|| Span::from_seconds(most)),
        per: Stated::of(item).per,
    };
    (most != old).then(|| Edit::set(Some(&item.id), stated.fields()))
}

/// Shares a number of seconds out in proportion, in whole minutes, none below one; the largest remainders get the minutes that are
/// left (Hamilton's method). `None` where there is less than a minute for each.
fn share(parts: &[u32], total: u32) -> Option<Vec<u32>> {
    let sum: u64 = parts.iter().map(|part| u64::from(*part)).sum();
    let minutes = total / MINUTE;
    if sum == 0 || (minutes as usize) < parts.len() {
        return None;
    }
    let exact = |part: u32| u64::from(part) * u64::from(minutes);
    let mut out: Vec<u32> = parts.iter().map(|part| u32::try_from(exact(*part) / sum).unwrap_or(u32::MAX).max(1)).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(parts[*at]) % sum));
    let mut at = 0;
    while out.iter().sum::<u32>() < minutes {
        out[order[at % order.len()]] += 1;
        at += 1;
    }
    while out.iter().sum::<u32>() > minutes {
        // Those that were raised to a minute are paid for by the longest.
        let longest = (0..out.len()).max_by_key(|at| out[*at])?;
        out[longest] -= 1;
    }
    // What is no whole minute of the meeting stays with the last.
    let mut out: Vec<u32> = out.into_iter().map(|minutes| minutes * MINUTE).collect();
    if let Some(last) = out.last_mut() {
        *last += total % MINUTE;
    }
    Some(out)
}

/// Stretches or squeezes every stated length of the top level in proportion, and what is inside with it.
pub fn in_proportion(draft: &Draft) -> Option<Change> {
    gap(draft)?;
    let target = draft.meeting.duration.known()?.seconds();
    let items: Vec<&AgendaItem> = draft.meeting.agenda_item.iter().filter(|item| length_of(item).is_some()).collect();
    let parts: Vec<u32> = items.iter().filter_map(|item| length_of(item)).map(|(_, most)| most).collect();
    let fixed = timing::total(&draft.meeting.agenda_item).most.checked_sub(parts.iter().sum())?;
    let shares = share(&parts, target.checked_sub(fixed)?)?;
    let mut edits = Vec::new();
    for ((item, new), old) in items.iter().zip(&shares).zip(&parts) {
        edits.extend(set(item, *new));
        inside(item, *old, *new, &mut edits);
    }
    change(draft, edits)
}

/// What stands inside an item grows and shrinks with it; what comes on top of it does not.
fn inside(item: &AgendaItem, old: u32, new: u32, edits: &mut Vec<Edit>) {
    for child in item.agenda_item.iter().filter(|child| !timing::is_added(child)) {
        let Some((_, most)) = length_of(child).filter(|_| old > 0) else { continue };
        let scaled = u64::from(most) * u64::from(new) / u64::from(old) / u64::from(MINUTE) * u64::from(MINUTE);
        let scaled = u32::try_from(scaled).unwrap_or(u32::MAX).max(MINUTE.min(most));
        edits.extend(set(child, scaled));
        inside(child, most, scaled, edits);
    }
}

/// Takes what is too much from the longest item of the top level.
pub fn from_the_longest(draft: &Draft) -> Option<Change> {
    let Some(Gap::Over(over)) = gap(draft) else { return None };
    let items = draft.meeting.agenda_item.iter().filter_map(|item| Some((length_of(item)?.1, item)));
    let (most, item) = items.max_by_key(|(most, _)| *most)?;
    let new = most.checked_sub(over).filter(|new| *new >= MINUTE)?;
    change(draft, set(item, new).into_iter().collect())
}

/// Gives what is left to an item.
pub fn give_the_rest(draft: &Draft, id: &ItemId) -> Option<Change> {
    let Some(Gap::Left(left)) = gap(draft) else { return None };
    let item = draft.item(id).filter(|item| !timing::is_off(item))?;
    let most = match length_of(item) {
        Some((_, most)) => most,
        // Nothing may be inside that would then be in the rest twice.
        None if item.agenda_item.is_empty() && item.duration_per.is_none() => 0,
        None => return None,
    };
    let stated = Stated { least: Some(Span::from_seconds(most + left)), ..Stated::default() };
    let edit = if most == 0 { Some(Edit::set(Some(id), stated.fields())) } else { set(item, most + left) };
    change(draft, edit.into_iter().collect())
}

/// Makes the meeting as long as its agenda.
pub fn the_meeting(draft: &Draft) -> Option<Change> {
    gap(draft)?;
    let total = timing::total(&draft.meeting.agenda_item).most;
    (total > 0).then(|| change(draft, vec![Edit::set(None, [("duration", Span::from_seconds(total).to_string().into())])]))?
}

fn change(draft: &Draft, edits: Vec<Edit>) -> Option<Change> {
    if edits.is_empty() {
        return None;
    }
    super::commands::possible(draft, Change { label: Label::Fit, edits, focus: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::{Editor, blank, duration::span},
        model::{DurationScope, ItemState, Lenient},
        time::{Instant, minutes},
    };

    /// Lengths of the top level, those inside after a colon: `30:10,20 15 -`.
    fn draft(lengths: &str, meeting: &str) -> Draft {
        let mut draft = blank("d".into(), "UTC", Instant(0));
        draft.meeting.duration = span(meeting).map(Lenient::Known);
        let item = |number: usize, text: &str| {
            let mut item = AgendaItem { id: format!("d/item-{number}").into(), name: Some("x".into()), ..AgendaItem::default() };
            let stated = Stated::parse(text.trim_matches('-')).unwrap_or_default();
            (item.duration, item.duration_max) = (stated.least.map(Lenient::Known), stated.most.map(Lenient::Known));
            item
        };
        draft.meeting.agenda_item = lengths
            .split(' ')
            .enumerate()
            .map(|(at, text)| {
                let (own, children) = text.split_once(':').unwrap_or((text, ""));
                let mut parent = item(at * 10, own);
                parent.agenda_item =
                    children.split(',').filter(|text| !text.is_empty()).zip(1..).map(|(text, n)| item(at * 10 + n, text)).collect();
                parent
            })
            .collect();
        draft
    }

    fn lengths(draft: &Draft) -> String {
        let one = |item: &AgendaItem| match length_of(item) {
            Some((least, most)) if least < most => format!("{}-{}", minutes(least), minutes(most)),
            Some((least, _)) => minutes(least),
            None => "-".into(),
        };
        let all = draft.meeting.agenda_item.iter().map(|item| {
            let children: Vec<_> = item.agenda_item.iter().map(one).collect();
            if children.is_empty() { one(item) } else { format!("{}:{}", one(item), children.join(",")) }
        });
        all.collect::<Vec<_>>().join(" ")
    }

    fn check(start: &str, meeting: &str, command: impl Fn(&Draft) -> Option<Change>, after: Option<&str>) {
        let draft = draft(start, meeting);
        let mut editor = Editor::new(draft.clone());
        let change = command(&draft);
        assert_eq!(change.is_some(), after.is_some(), "{start}: {change:?}");
        let Some((change, after)) = change.zip(after) else { return };
        assert!(editor.perform(change, Instant(1)));
        assert_eq!(lengths(editor.draft()), after, "{start}");
        editor.undo(Instant(2));
        assert_eq!(editor.draft().meeting, draft.meeting);
    }

    #[test]
    fn all_in_proportion_comes_out_exactly() {
        check("30 60 15", "90", in_proportion, Some("26 51 13"));
        check("30 60", "120", in_proportion, Some("40 80"));
        check("1 1 118", "60", in_proportion, Some("1 1 58"));
        check("60:20,40 60", "60", in_proportion, Some("30:10,20 30"));
        check("25-30 70", "50", in_proportion, Some("10-15 35"));
        check("30 - 60", "60", in_proportion, Some("20 - 40"));
        check("30 60", "90", in_proportion, None);
        check("30 60", "", in_proportion, None);
        check("30 30 30", "2", in_proportion, None);
    }

    #[test]
    fn what_is_off_or_comes_on_top_stays_as_it_is() {
        let mut start = draft("30:10 60 60:20", "90");
        start.meeting.agenda_item[1].state = Some(Lenient::Known(ItemState::Dropped));
        start.meeting.agenda_item[2].agenda_item[0].duration_scope = Some(Lenient::Known(DurationScope::Added));
        let mut editor = Editor::new(start.clone());
        assert!(editor.perform(in_proportion(&start).unwrap(), Instant(1)));
        assert_eq!((lengths(editor.draft()).as_str(), gap(editor.draft())), ("23:7 - 47:20", None));
        let mut off = draft("30 -", "90");
        off.meeting.agenda_item[1].state = Some(Lenient::Known(ItemState::Deferred));
        assert_eq!(give_the_rest(&off, &"d/item-10".into()), None);
    }

    #[test]
    fn one_item_or_the_meeting_takes_the_difference() {
        check("30 60 15", "90", from_the_longest, Some("30 45 15"));
        check("30 15", "90", from_the_longest, None);
        check("10 10 10", "5", from_the_longest, None);
        check("30 15", "90", |draft| give_the_rest(draft, &"d/item-10".into()), Some("30 60"));
        check("30 -", "90", |draft| give_the_rest(draft, &"d/item-10".into()), Some("30 60"));
        check("60 60", "90", |draft| give_the_rest(draft, &"d/item-10".into()), None);
        let change = the_meeting(&draft("30 60 15", "90")).unwrap();
        assert_eq!(change.edits, [Edit::set(None, [("duration", "PT1H45M".into())])]);
    }
}

//! Making an agenda as long as its meeting: all in proportion, the longest alone, or the meeting as long as the agenda.

use std::cmp::Ordering;

use super::{Change, Draft, Edit, Label, duration::Stated};
use crate::domain::{
    model::{AgendaItem, ItemId, KnownOption, Lenient, PartId, slot::to_value},
    time::{Moment, Span},
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

/// A part of the agenda that has a length of its own.
struct Part<'a> {
    /// Its day; none where it is all of the meeting.
    day: Option<&'a PartId>,
    items: Vec<&'a AgendaItem>,
    length: u32,
}

/// The days that have a length, else the meeting, if it has one.
fn parts(draft: &Draft) -> Vec<Part<'_>> {
    let meeting = &draft.meeting;
    let days = timing::by_day(meeting).into_iter();
    let days: Vec<Part> =
        days.filter_map(|(day, items)| Some(Part { day, items, length: timing::length_of_day(meeting, day?)? })).collect();
    let whole = |span: &Span| Part { day: None, items: meeting.agenda_item.iter().collect(), length: span.seconds() };
    if days.is_empty() { meeting.duration.known().map(whole).into_iter().collect() } else { days }
}

impl Part<'_> {
    fn total(&self) -> u32 {
        timing::total(self.items.iter().copied()).most
    }

    fn gap(&self) -> Option<Gap> {
        let total = self.total();
        match total.cmp(&self.length) {
            Ordering::Greater => Some(Gap::Over(total - self.length)),
            Ordering::Less => Some(Gap::Left(self.length - total)),
            Ordering::Equal => None,
        }
    }
}

/// The gap, if a length is stated and there is one; of ranges the upper end counts. What is unknown takes no time here. Where one day is
/// over, that another has time left does not help it.
pub fn gap(draft: &Draft) -> Option<Gap> {
    let gaps: Vec<Gap> = parts(draft).iter().filter_map(Part::gap).collect();
    let over: u32 = gaps.iter().filter_map(|gap| if let Gap::Over(over) = gap { Some(*over) } else { None }).sum();
    let left: u32 = gaps.iter().filter_map(|gap| if let Gap::Left(left) = gap { Some(*left) } else { None }).sum();
    if over > 0 { Some(Gap::Over(over)) } else { Some(Gap::Left(left)).filter(|_| left > 0) }
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

/// The items whose lengths make up that of an agenda: of an item without one, those inside it.
fn units<'a>(items: &mut dyn Iterator<Item = &'a AgendaItem>) -> Vec<(u32, &'a AgendaItem)> {
    let mut out = Vec::new();
    for item in items.filter(|item| !timing::is_off(item)) {
        match length_of(item) {
            Some((_, most)) => out.push((most, item)),
            None if timing::stated(item).is_none() => out.extend(units_inside(item)),
            None => {}
        }
    }
    out
}

fn units_inside(item: &AgendaItem) -> Vec<(u32, &AgendaItem)> {
    units(&mut item.agenda_item.iter().filter(|child| !timing::is_added(child)))
}

/// Stretches or squeezes every stated length in proportion, of each part by itself, and what is inside with it.
pub fn in_proportion(draft: &Draft) -> Option<Change> {
    let parts = parts(draft);
    change(draft, parts.iter().filter(|part| part.gap().is_some()).filter_map(proportionate).flatten().collect())
}

fn proportionate(part: &Part) -> Option<Vec<Edit>> {
    let units = units(&mut part.items.iter().copied());
    let old: Vec<u32> = units.iter().map(|(most, _)| *most).collect();
    let fixed = part.total().checked_sub(old.iter().sum())?;
    let shares = share(&old, part.length.checked_sub(fixed)?)?;
    let mut edits = Vec::new();
    for ((old, item), new) in units.into_iter().zip(shares) {
        edits.extend(set(item, new));
        inside(item, old, new, &mut edits);
    }
    Some(edits)
}

/// What stands inside an item grows and shrinks with it; what comes on top of it does not.
fn inside(item: &AgendaItem, old: u32, new: u32, edits: &mut Vec<Edit>) {
    for (most, child) in units_inside(item).into_iter().filter(|_| old > 0) {
        let scaled = u64::from(most) * u64::from(new) / u64::from(old) / u64::from(MINUTE) * u64::from(MINUTE);
        let scaled = u32::try_from(scaled).unwrap_or(u32::MAX).max(MINUTE.min(most));
        edits.extend(set(child, scaled));
        inside(child, most, scaled, edits);
    }
}

/// Takes what is too much from the longest item, of each part by itself.
pub fn from_the_longest(draft: &Draft) -> Option<Change> {
    let parts = parts(draft);
    let edit = |part: &Part| {
        let Some(Gap::Over(over)) = part.gap() else { return None };
        let (most, item) = units(&mut part.items.iter().copied()).into_iter().max_by_key(|(most, _)| *most)?;
        // Whole minutes: less than one is left then.
        set(item, Some(most.checked_sub(over)? / MINUTE * MINUTE).filter(|new| *new >= MINUTE)?)
    };
    change(draft, parts.iter().filter_map(edit).collect())
}

/// Gives what is left to an item, of its part.
pub fn give_the_rest(draft: &Draft, id: &ItemId) -> Option<Change> {
    let parts = parts(draft);
    let is_in = |part: &&Part| part.items.iter().any(|item| item.id == *id || draft.is_inside(id, &item.id));
    let Gap::Left(left) = parts.iter().find(is_in)?.gap()? else { return None };
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

/// Makes the meeting, or each of its days, as long as its agenda.
pub fn the_meeting(draft: &Draft) -> Option<Change> {
    let parts = parts(draft);
    let gaps = parts.iter().filter(|part| part.gap().is_some() && part.total() > 0);
    let mut days = draft.meeting.meeting_day.clone();
    let mut edits = Vec::new();
    for part in gaps {
        match part.day {
            None => edits.push(Edit::set(None, [("duration", Span::from_seconds(part.total()).to_string().into())])),
            Some(id) => {
                for day in days.iter_mut().filter(|day| day.id.as_ref() == Some(id)) {
                    let start = day.start.known().and_then(|start| start.instant());
                    day.end = start.map(|start| Lenient::Known(Moment::Instant(start.plus_seconds(part.total().into()))));
                }
            }
        }
    }
    if days != draft.meeting.meeting_day {
        edits.push(Edit::set(None, [("meetingDay", to_value(&days))]));
    }
    change(draft, edits)
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
        model::{DurationScope, ItemState},
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
        check("-:20,40 60", "60", in_proportion, Some("-:10,20 30"));
        check("-:20,40", "30", in_proportion, Some("-:10,20"));
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
        check("30 -:60,15", "90", from_the_longest, Some("30 -:45,15"));
        check("30 15", "90", from_the_longest, None);
        check("30 60 2.5", "90", from_the_longest, Some("30 57 2.5"));
        check("10 10 10", "5", from_the_longest, None);
        check("30 15", "90", |draft| give_the_rest(draft, &"d/item-10".into()), Some("30 60"));
        check("30 -", "90", |draft| give_the_rest(draft, &"d/item-10".into()), Some("30 60"));
        check("60 60", "90", |draft| give_the_rest(draft, &"d/item-10".into()), None);
        let change = the_meeting(&draft("30 60 15", "90")).unwrap();
        assert_eq!(change.edits, [Edit::set(None, [("duration", "PT1H45M".into())])]);
    }
}

//! What agenda items take and when they begin, computed from the start and the stated lengths; nothing is stored.
//!
//! | what is stated | what it takes |
//! | --- | --- |
//! | `PT5M` | 5 min |
//! | `PT25M`, `durationMax` `PT30M` | 25–30 min |
//! | `durationPer` `PT5M`, count 4 | 20 min; a printed total beside it goes first; unknown without a count |
//! | no length, children `within` | the children's |
//! | no length else | unknown |
//! | a child `within` | nothing on top of its parent |
//! | a child `added` | its own, on top |
//! | `state` `dropped` or `deferred`; nothing but an empty line | nothing |

use super::{
    model::{AgendaItem, DurationScope, ItemId, ItemState, KnownOption, Lenient, Meeting, MeetingDay, PartId},
    time::{Instant, Moment, Span},
};

/// Seconds, as far as they are known: at least, at most, and whether an unknown length is in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Lower end, seconds.
    pub least: u32,
    /// Upper end, seconds.
    pub most: u32,
    /// An item of unknown length is in it, so both ends are only a lower bound.
    pub open: bool,
}

impl Extent {
    fn plus(self, other: Self) -> Self {
        Self { least: self.least.saturating_add(other.least), most: self.most.saturating_add(other.most), open: self.open || other.open }
    }

    /// An unknown length.
    const UNKNOWN: Self = Self { least: 0, most: 0, open: true };
}

/// The stated length of an item, without its children; `None` where none is stated. An upper end below the lower one says nothing.
pub fn stated(item: &AgendaItem) -> Option<Extent> {
    let of = |span: &Option<Lenient<Span>>| span.known().map(|span| span.seconds());
    let per = item.duration_per.as_ref().and_then(|per| Some(of(&per.duration)?.saturating_mul(per.count?)));
    let least = of(&item.duration).or(per)?;
    Some(Extent { least, most: of(&item.duration_max).unwrap_or(least).max(least), open: false })
}

/// Whether an item was dropped or put off.
pub fn is_off(item: &AgendaItem) -> bool {
    matches!(item.state.known(), Some(ItemState::Dropped | ItemState::Deferred))
}

/// Whether an item is there to take time: not one that is off, nor a line in which nothing stands yet.
fn counts(item: &AgendaItem) -> bool {
    let is_blank_line =
        item.agenda_item.is_empty() && is_blank_title(item.name.as_deref()) && item.duration.is_none() && item.duration_per.is_none();
    !is_off(item) && !is_blank_line
}

/// Whether a title says nothing.
pub fn is_blank_title(title: Option<&str>) -> bool {
    title.is_none_or(|title| title.trim().is_empty())
}

/// Whether an item's time comes on top of its parent's.
pub fn is_added(item: &AgendaItem) -> bool {
    item.duration_scope.known() == Some(&DurationScope::Added)
}

/// What an agenda takes.
pub fn total<'a>(items: impl IntoIterator<Item = &'a AgendaItem>) -> Extent {
    walk(&mut items.into_iter(), Extent::default(), &mut |_, _| {})
}

/// What the items inside another one take: those that do not come on top.
pub fn inside(item: &AgendaItem) -> Extent {
    walk(&mut item.agenda_item.iter().filter(|child| !is_added(child)), Extent::default(), &mut |_, _| {})
}

/// What the items inside another one take, and what it states, where that is less: nothing is refused, but one of the two is wrong.
pub fn overfull(item: &AgendaItem) -> Option<(Extent, Extent)> {
    let (inside, stated) = (inside(item), stated(item)?);
    (inside.least > stated.most).then_some((inside, stated))
}

/// When each item begins: the start from which it is counted, its day's or the meeting's, and how far behind that; nothing where the
/// start is not known.
pub fn starts(meeting: &Meeting) -> Vec<(ItemId, Instant, Extent)> {
    let instant = |start: &Option<Lenient<Moment>>| start.known().and_then(|start| start.instant());
    let mut out = Vec::new();
    for (day, items) in by_day(meeting) {
        let place = day.and_then(|day| nth_day(meeting, day));
        let own = place.and_then(|place| instant(&meeting.meeting_day[place].start));
        // The first day begins with the meeting, where nothing else is said.
        if let Some(start) = own.or_else(|| instant(&meeting.start).filter(|_| place.is_none_or(|place| place == 0))) {
            walk(&mut items.into_iter(), Extent::default(), &mut |item, at| out.push((item.id.clone(), start, at)));
        }
    }
    out
}

/// The day of an item without one, if no item before it has one: the first day.
fn first_day(days: &[MeetingDay]) -> Option<&PartId> {
    days.first()?.id.as_ref()
}

/// The items of the top level, each with its day: one without a day is on the day of the one before; none where the meeting has no days.
pub fn days_of(meeting: &Meeting) -> impl Iterator<Item = (&AgendaItem, Option<&PartId>)> {
    let mut day = first_day(&meeting.meeting_day);
    meeting.agenda_item.iter().map(move |item| {
        day = item.day.as_ref().filter(|_| !meeting.meeting_day.is_empty()).or(day);
        (item, day)
    })
}

/// The items of the top level by their days, in the order of the agenda; all of them without a day where the meeting has none.
pub fn by_day(meeting: &Meeting) -> Vec<(Option<&PartId>, Vec<&AgendaItem>)> {
    let mut days: Vec<(Option<&PartId>, Vec<&AgendaItem>)> = Vec::new();
    for (item, day) in days_of(meeting) {
        match days.iter_mut().find(|(other, _)| *other == day) {
            Some((_, items)) => items.push(item),
            None => days.push((day, vec![item])),
        }
    }
    days
}

/// Which day it is, from 0.
pub fn nth_day(meeting: &Meeting, id: &PartId) -> Option<usize> {
    meeting.meeting_day.iter().position(|day| day.id.as_ref() == Some(id))
}

/// How many seconds the day with this id has.
pub fn length_of_day(meeting: &Meeting, id: &PartId) -> Option<u32> {
    day_length(&meeting.meeting_day[nth_day(meeting, id)?])
}

/// How many seconds a day has, from its start to its end.
pub fn day_length(day: &MeetingDay) -> Option<u32> {
    let instant = |moment: &Option<Lenient<Moment>>| moment.known().and_then(|moment| moment.instant());
    u32::try_from(instant(&day.end)?.0 - instant(&day.start)?.0).ok().filter(|length| *length > 0)
}

/// The items of the top level with which a day begins: one without a day is on the day of the one before.
pub fn day_begins<'a>(days: &'a [MeetingDay], agenda: impl IntoIterator<Item = &'a AgendaItem>) -> Vec<(&'a ItemId, &'a PartId)> {
    let (mut day, mut before) = (first_day(days), None);
    let mut out = Vec::new();
    for item in agenda {
        day = item.day.as_ref().or(day);
        if day != before {
            out.extend(day.map(|day| (&item.id, day)));
            before = day;
        }
    }
    out
}

/// The days that are headed above items of the top level, and those behind the last item: all of them, also those on which nothing is.
pub fn day_headings(meeting: &Meeting) -> (Vec<(&ItemId, Vec<&PartId>)>, Vec<&PartId>) {
    let begins = day_begins(&meeting.meeting_day, &meeting.agenda_item);
    let all = meeting.meeting_day.iter().filter_map(|day| day.id.as_ref());
    let mut empty: Vec<&PartId> = all.filter(|day| begins.iter().all(|(_, other)| other != day)).collect();
    let nth = |id: &PartId| nth_day(meeting, id);
    let heads = begins.into_iter().map(|(item, day)| {
        let (mut above, rest): (Vec<_>, Vec<_>) = empty.iter().partition(|other| nth(other) < nth(day));
        empty = rest;
        above.push(day);
        (item, above)
    });
    (heads.collect(), empty)
}

/// Places items one behind the other from `at` and tells where each begins; their length together.
fn walk<'a>(items: &mut dyn Iterator<Item = &'a AgendaItem>, at: Extent, tell: &mut dyn FnMut(&'a AgendaItem, Extent)) -> Extent {
    let mut length = Extent::default();
    for item in items.filter(|item| counts(item)) {
        let begin = at.plus(length);
        tell(item, begin);
        let children = || item.agenda_item.iter().filter(|child| counts(child));
        let within = walk(&mut children().filter(|child| !is_added(child)), begin, tell);
        let own = match stated(item) {
            Some(own) => own,
            None if children().any(|child| !is_added(child)) => within,
            None => Extent::UNKNOWN,
        };
        let on_top = walk(&mut children().filter(|child| is_added(child)), begin.plus(own), tell);
        length = length.plus(own).plus(on_top);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(agenda: &str, starts: &[(u32, u32, bool)], total: (u32, u32, bool)) {
        let meeting = Meeting {
            start: Some(Lenient::Known(Moment::Instant(Instant(0)))),
            agenda_item: serde_json::from_str(agenda).unwrap(),
            ..Meeting::default()
        };
        let minutes = |extent: Extent| (extent.least / 60, extent.most / 60, extent.open);
        assert_eq!(super::starts(&meeting).iter().map(|(.., at)| minutes(*at)).collect::<Vec<_>>(), starts);
        assert_eq!(minutes(super::total(&meeting.agenda_item)), total);
    }

    #[test]
    fn what_is_inside_may_be_more_than_its_parent_has() {
        let overfull =
            |item: &str| super::overfull(&serde_json::from_str(item).unwrap()).map(|(inside, own)| (inside.least / 60, own.most / 60));
        let updates = |own: &str, children: &str| format!(r#"{{"id":"1"{own},"agendaItem":[{children}]}}"#);
        let two = r#"{"id":"1.1","name":"a","duration":"PT40M"},{"id":"1.2","name":"b","duration":"PT15M"}"#;
        assert_eq!(overfull(&updates(r#","duration":"PT30M""#, two)), Some((55, 30)));
        assert_eq!(overfull(&updates(r#","duration":"PT55M""#, two)), None);
        assert_eq!(overfull(&updates("", two)), None, "it is as long as they are");
        let on_top = r#"{"id":"1.1","name":"a","duration":"PT40M","durationScope":"added"}"#;
        assert_eq!(overfull(&updates(r#","duration":"PT30M""#, on_top)), None, "it comes on top");
    }

    #[test]
    fn children_are_inside_their_parent_or_on_top_of_it() {
        check(
            r#"[{"id":"1","duration":"PT5M"},{"id":"2","duration":"PT20M","agendaItem":[{"id":"2.1","duration":"PT3M"},{"id":"2.2","name":"x"}]},{"id":"3","duration":"PT10M"}]"#,
            &[(0, 0, false), (5, 5, false), (5, 5, false), (8, 8, false), (25, 25, false)],
            (35, 35, false),
        );
        check(
            r#"[{"id":"1","duration":"PT5M","agendaItem":[{"id":"1.1","duration":"PT3M","durationScope":"added"}]},{"id":"2","name":"x"}]"#,
            &[(0, 0, false), (5, 5, false), (8, 8, false)],
            (8, 8, true),
        );
    }

    #[test]
    fn ranges_widen_and_unknown_lengths_leave_open() {
        check(
            r#"[{"id":"1","duration":"PT25M","durationMax":"PT30M"},{"id":"2","durationPer":{"duration":"PT5M","count":4}},{"id":"3","name":"x"},{"id":"4","name":"y"}]"#,
            &[(0, 0, false), (25, 30, false), (45, 50, false), (45, 50, true)],
            (45, 50, true),
        );
    }

    #[test]
    fn what_is_off_or_empty_takes_nothing() {
        check(
            r#"[{"id":"1","duration":"PT5M","state":"dropped","agendaItem":[{"id":"1.1"}]},{"id":"2","agendaItem":[{"id":"2.1","name":"a","state":"deferred"},
            {"id":"2.2","duration":"PT5M"},{"id":"2.3","name":" "}]},{"id":"3"},{"id":"4","duration":"PT5M"}]"#,
            &[(0, 0, false), (0, 0, false), (5, 5, false)],
            (10, 10, false),
        );
    }

    #[test]
    fn what_comes_on_top_of_an_unknown_length_leaves_it_unknown() {
        check(
            r#"[{"id":"1","name":"a","agendaItem":[{"id":"1.1","duration":"PT5M","durationScope":"added"}]},{"id":"2","name":"b"}]"#,
            &[(0, 0, false), (0, 0, true), (5, 5, true)],
            (5, 5, true),
        );
    }

    #[test]
    fn an_upper_end_below_the_lower_one_says_nothing() {
        check(
            r#"[{"id":"1","duration":"PT90M","durationMax":"PT30M"},{"id":"2","name":"x"}]"#,
            &[(0, 0, false), (90, 90, false)],
            (90, 90, true),
        );
    }
}

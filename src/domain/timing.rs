//! Clock times of agenda items, computed from the start and the stated lengths; nothing is stored.

use super::model::{AgendaItem, DurationScope, ItemId, KnownOption, Lenient};
use super::time::Span;

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

/// Where each item begins, counted from the start of the agenda, in reading order; and the length of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// Item and its beginning.
    pub start: Vec<(ItemId, Extent)>,
    /// All items.
    pub total: Extent,
}

/// The stated length of an item, without its children; `None` where none is stated.
pub fn stated(item: &AgendaItem) -> Option<Extent> {
    let of = |span: &Option<Lenient<Span>>| span.known().map(|span| span.seconds());
    let per = item.duration_per.as_ref().and_then(|per| Some(of(&per.duration)?.saturating_mul(per.count?)));
    let least = of(&item.duration).or(per)?;
    Some(Extent { least, most: of(&item.duration_max).unwrap_or(least), open: false })
}

/// The timing of an agenda.
pub fn timing(items: &[AgendaItem]) -> Timing {
    let mut timing = Timing::default();
    timing.total = walk(&mut items.iter(), Extent::default(), &mut timing.start);
    timing
}

/// Places items one behind the other from `at`; their length together.
fn walk(items: &mut dyn Iterator<Item = &AgendaItem>, at: Extent, out: &mut Vec<(ItemId, Extent)>) -> Extent {
    let mut length = Extent::default();
    for item in items {
        let begin = at.plus(length);
        out.push((item.id.clone(), begin));
        let (added, inside): (Vec<_>, Vec<_>) =
            item.agenda_item.iter().partition(|child| child.duration_scope.known() == Some(&DurationScope::Added));
        let children = walk(&mut inside.iter().copied(), begin, out);
        let own = match stated(item) {
            Some(own) => own,
            None if inside.is_empty() && added.is_empty() => Extent::UNKNOWN,
            None if inside.is_empty() => Extent::default(),
            None => children,
        };
        let on_top = walk(&mut added.iter().copied(), begin.plus(own), out);
        length = length.plus(own).plus(on_top);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(agenda: &str, starts: &[(u32, u32, bool)], total: (u32, u32, bool)) {
        let items: Vec<AgendaItem> = serde_json::from_str(agenda).unwrap();
        let timing = timing(&items);
        let minutes = |extent: Extent| (extent.least / 60, extent.most / 60, extent.open);
        assert_eq!(timing.start.iter().map(|(_, at)| minutes(*at)).collect::<Vec<_>>(), starts);
        assert_eq!(minutes(timing.total), total);
    }

    #[test]
    fn children_are_inside_their_parent_or_on_top_of_it() {
        check(
            r#"[{"id":"1","duration":"PT5M"},{"id":"2","duration":"PT20M","agendaItem":[{"id":"2.1","duration":"PT3M"},{"id":"2.2"}]},{"id":"3","duration":"PT10M"}]"#,
            &[(0, 0, false), (5, 5, false), (5, 5, false), (8, 8, false), (25, 25, false)],
            (35, 35, false),
        );
        check(
            r#"[{"id":"1","duration":"PT5M","agendaItem":[{"id":"1.1","duration":"PT3M","durationScope":"added"}]},{"id":"2"}]"#,
            &[(0, 0, false), (5, 5, false), (8, 8, false)],
            (8, 8, true),
        );
    }

    #[test]
    fn ranges_widen_and_unknown_lengths_leave_open() {
        check(
            r#"[{"id":"1","duration":"PT25M","durationMax":"PT30M"},{"id":"2","durationPer":{"duration":"PT5M","count":4}},{"id":"3"},{"id":"4"}]"#,
            &[(0, 0, false), (25, 30, false), (45, 50, false), (45, 50, true)],
            (45, 50, true),
        );
    }
}

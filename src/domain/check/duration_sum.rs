//! `duration-sum`: lengths that do not add up to the stated total, or children that take longer than their parent.
//!
//! | what is stated | what it takes |
//! | --- | --- |
//! | `PT5M` | 5 min |
//! | `PT25M`, `durationMax` `PT30M` | 25–30 min |
//! | `durationPer` `PT5M`, count 4 | 20 min; a printed total beside it goes first; unknown without a count |
//! | no length, children | the children's, where they are `within` |
//! | a child `within` | nothing on top of its parent |
//! | a child `added` | its own, on top |
//! | `state` `dropped` or `deferred` | nothing |
//!
//! Where a length is unknown, only a sum that is too long already is reported.

use super::{Report, place::At, walk::Node};
use crate::domain::{
    model::{AgendaItem, DurationScope, ItemState, KnownOption, Meeting},
    time::DAY,
};

/// The rule's name.
pub const CODE: &str = "duration-sum";

const HELP: &str =
    "compare with the document: correct a length, set durationScope to \"added\" where an item's time comes on top, or leave it as printed";

/// What something takes, in seconds: at least, at most, and whether that is all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Length {
    least: u64,
    most: u64,
    open: bool,
}

impl Length {
    const UNKNOWN: Self = Self { least: 0, most: 0, open: true };

    fn and(self, other: Self) -> Self {
        Self { least: self.least + other.least, most: self.most + other.most, open: self.open || other.open }
    }
}

/// Adds up the lengths of a meeting.
pub fn node(node: Node, at: &At, report: &mut Report) {
    let Node::Meeting(meeting) = node else { return };
    let sum = list(&meeting.agenda_item, at, report);
    let Some((total, field)) = stated(meeting) else { return };
    if sum.least > total || (!sum.open && sum.most < total) {
        let at_least = if sum.open { "at least " } else { "" };
        let message = format!("the agenda items take {at_least}{}, the meeting {}", minutes(sum), minutes(exactly(total)));
        report.warning(CODE, at.field(field), message, HELP);
    }
}

/// The stated total, and the field that states it. Days apart are no total.
fn stated(meeting: &Meeting) -> Option<(u64, &'static str)> {
    if let Some(total) = meeting.duration.known() {
        return Some((u64::from(total.seconds()), "duration"));
    }
    let (start, end) = (meeting.start.known()?.instant()?, meeting.end.known()?.instant()?);
    let seconds = end.0.checked_sub(start.0).filter(|seconds| (1..DAY / 2).contains(seconds) && meeting.meeting_day.is_empty())?;
    Some((u64::try_from(seconds).ok()?, "end"))
}

/// What a list of siblings takes, children on top included.
fn list(items: &[AgendaItem], at: &At, report: &mut Report) -> Length {
    let mut sum = Length { open: items.is_empty(), ..Length::default() };
    for (n, item) in items.iter().enumerate() {
        sum = sum.and(whole(item, &at.element("agendaItem", n), report));
    }
    sum
}

/// What an item takes, with its children on top.
fn whole(item: &AgendaItem, at: &At, report: &mut Report) -> Length {
    if matches!(item.state.known(), Some(ItemState::Dropped | ItemState::Deferred)) {
        return Length::default();
    }
    let (mut within, mut added, mut any_within) = (Length::default(), Length::default(), false);
    for (n, child) in item.agenda_item.iter().enumerate() {
        let takes = whole(child, &at.element("agendaItem", n), report);
        if child.duration_scope.known() == Some(&DurationScope::Added) {
            added = added.and(takes);
        } else {
            within = within.and(takes);
            any_within = true;
        }
    }
    let own = match own(item) {
        Some(own) => {
            if within.least > own.most {
                let message = format!("the items below it take {}, the item itself {}", minutes(within), minutes(own));
                report.warning(CODE, at.id(), message, HELP);
            }
            own
        }
        None if any_within => within,
        None => Length::UNKNOWN,
    };
    own.and(added)
}

/// The length that the item itself states.
fn own(item: &AgendaItem) -> Option<Length> {
    if let Some(least) = item.duration.known() {
        let most = item.duration_max.known().unwrap_or(least).max(least);
        return Some(Length { least: u64::from(least.seconds()), most: u64::from(most.seconds()), open: false });
    }
    let per = item.duration_per.as_ref()?;
    Some(exactly(u64::from(per.duration.known()?.seconds()) * u64::from(per.count?)))
}

fn exactly(seconds: u64) -> Length {
    Length { least: seconds, most: seconds, open: false }
}

/// "90 min", "2.5 min", "25–30 min".
fn minutes(length: Length) -> String {
    let tenths = |seconds: u64| {
        let tenths = (seconds + 3) / 6;
        if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
    };
    if length.least == length.most {
        format!("{} min", tenths(length.least))
    } else {
        format!("{}–{} min", tenths(length.least), tenths(length.most))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, messages};
    use super::CODE;

    /// An agenda of items written as JSON without their ids.
    fn meeting(total: &str, items: &[&str]) -> String {
        let mut n = 0;
        let items: Vec<String> = items
            .iter()
            .map(|item| {
                item.split('{')
                    .map(str::to_owned)
                    .reduce(|text, rest| {
                        n += 1;
                        // Objects of durationPer have no id.
                        if rest.starts_with("\"duration\":\"PT5M\",\"count\"") {
                            format!("{text}{{{rest}")
                        } else {
                            format!("{text}{{\"id\":\"m/item-{n}\",{rest}")
                        }
                    })
                    .unwrap_or_default()
            })
            .collect();
        format!("\"meeting\":[{{\"id\":\"m\",{total},\"agendaItem\":[{}]}}]", items.join(","))
    }

    #[test]
    fn lengths_add_up() {
        let total = "\"duration\":\"PT1H30M\"";
        let five = r#"{"duration":"PT5M"}"#;
        for (items, found) in [
            (vec![r#"{"duration":"PT85M"}"#, five], None),
            (vec![r#"{"duration":"PT80M"}"#, five], Some("the agenda items take 85 min, the meeting 90 min")),
            (vec![r#"{"duration":"PT87M30S"}"#, five], Some("the agenda items take 92.5 min, the meeting 90 min")),
            // A range that holds the total; one that does not.
            (vec![r#"{"duration":"PT80M","durationMax":"PT90M"}"#, five], None),
            (vec![r#"{"duration":"PT70M","durationMax":"PT80M"}"#, five], Some("the agenda items take 75–85 min, the meeting 90 min")),
            // Unknown lengths: only what is too long already.
            (vec![five, r#"{"name":"AOB"}"#], None),
            (vec![r#"{"duration":"PT95M"}"#, r#"{"name":"AOB"}"#], Some("the agenda items take at least 95 min, the meeting 90 min")),
            (vec![], None),
            // Rates.
            (vec![r#"{"durationPer":{"duration":"PT5M","count":18}}"#], None),
            (vec![r#"{"durationPer":{"duration":"PT5M","unit":"group"}}"#], None),
            (vec![r#"{"durationPer":{"duration":"PT5M","count":4},"duration":"PT90M"}"#], None),
            // Children inside, on top, and instead of a length.
            (vec![r#"{"duration":"PT90M","agendaItem":[{"duration":"PT30M"},{"duration":"PT60M","durationScope":"within"}]}"#], None),
            (vec![r#"{"duration":"PT60M","agendaItem":[{"duration":"PT30M","durationScope":"added"}]}"#], None),
            (vec![r#"{"name":"x","agendaItem":[{"duration":"PT30M"},{"duration":"PT60M"}]}"#], None),
            (vec![r#"{"duration":"PT90M"}"#, r#"{"state":"dropped","duration":"PT10M"}"#], None),
        ] {
            assert_eq!(messages(CODE, &meeting(total, &items)), found.into_iter().collect::<Vec<_>>(), "{items:?}");
        }
    }

    #[test]
    fn children_fit_into_their_parent() {
        let items = ["{\"duration\":\"PT10M\",\"agendaItem\":[{\"duration\":\"PT8M\"},{\"duration\":\"PT8M\"}]}"];
        assert_eq!(messages(CODE, &meeting("\"name\":\"x\"", &items)), ["the items below it take 16 min, the item itself 10 min"]);
    }

    #[test]
    fn start_and_end_state_a_total_too() {
        let head = "\n\"start\":\"2025-01-01T10:00:00Z\",\n\"end\":\"2025-01-01T11:00:00Z\"";
        assert_eq!(check(CODE, &meeting(head, &["{\"duration\":\"PT50M\"}"])).len(), 1);
        assert!(check(CODE, &meeting(head, &["{\"duration\":\"PT60M\"}"])).is_empty());
    }
}

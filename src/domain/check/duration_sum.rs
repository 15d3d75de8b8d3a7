//! `duration-sum`: lengths that do not add up to the stated total, or children that take longer than their parent.
//!
//! [`timing`] says what an item takes.
//!
//! Where a length is unknown, only a sum that is too long already is reported.

use super::{Report, place::At, walk::Node};
use crate::domain::{
    model::{AgendaItem, KnownOption, Meeting},
    time::{DAY, minutes},
    timing::{self, Extent},
};

/// The rule's name.
pub const CODE: &str = "duration-sum";

const HELP: &str =
    "compare with the document: correct a length, set durationScope to \"added\" where an item's time comes on top, or leave it as printed";

/// Adds up the lengths of a meeting.
pub fn node(node: Node, at: &At, report: &mut Report) {
    let Node::Meeting(meeting) = node else { return };
    items(&meeting.agenda_item, at, report);
    let Some((stated, field)) = stated(meeting).filter(|_| !meeting.agenda_item.is_empty()) else { return };
    let total = timing::total(&meeting.agenda_item);
    if total.least > stated || (!total.open && total.most < stated) {
        let at_least = if total.open { "at least " } else { "" };
        let message = format!("the agenda items take {at_least}{}, the meeting {} min", words(total), minutes(stated));
        report.warning(CODE, at.field(field), message, HELP);
    }
}

/// The stated total, and the field that states it. Days apart are no total.
fn stated(meeting: &Meeting) -> Option<(u32, &'static str)> {
    if let Some(total) = meeting.duration.known() {
        return Some((total.seconds(), "duration"));
    }
    let (start, end) = (meeting.start.known()?.instant()?, meeting.end.known()?.instant()?);
    let seconds = end.0.checked_sub(start.0).filter(|seconds| (1..DAY / 2).contains(seconds) && meeting.meeting_day.is_empty())?;
    Some((u32::try_from(seconds).ok()?, "end"))
}

/// Items whose children take longer than they do, and whose range ends before it begins.
fn items(list: &[AgendaItem], at: &At, report: &mut Report) {
    for (n, item) in list.iter().enumerate() {
        let at = at.element("agendaItem", n);
        if let Some((inside, own)) = timing::overfull(item) {
            let message = format!("the items below it take {}, the item itself {}", words(inside), words(own));
            report.warning(CODE, at.id(), message, HELP);
        }
        if let (Some(least), Some(most)) = (item.duration.known(), item.duration_max.known())
            && most < least
        {
            let message =
                format!("the longest length, {} min, is below the length, {} min", minutes(most.seconds()), minutes(least.seconds()));
            report.warning(CODE, at.field("durationMax"), message, HELP);
        }
        items(&item.agenda_item, &at, report);
    }
}

/// "90 min", "2.5 min", "25–30 min".
fn words(length: Extent) -> String {
    let (least, most) = (minutes(length.least), minutes(length.most));
    if least == most { format!("{least} min") } else { format!("{least}–{most} min") }
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
            (vec![r#"{"duration":"PT90M","durationMax":"PT30M"}"#], Some("the longest length, 30 min, is below the length, 90 min")),
            (vec![r#"{"duration":"PT87M45S"}"#], Some("the agenda items take 87.75 min, the meeting 90 min")),
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

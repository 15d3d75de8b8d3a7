//! `end-before-start`: a meeting or a day of it ends before it begins.

use super::{Report, place::At, walk::Node};
use crate::domain::{
    model::{KnownOption, Lenient},
    time::Moment,
};

/// The rule's name.
pub const CODE: &str = "end-before-start";

/// Reports ends that come first.
pub fn node(node: Node, at: &At, report: &mut Report) {
    match node {
        Node::Cycle(cycle) => see(&cycle.start_date, &cycle.end_date, "endDate", at, report),
        Node::Meeting(meeting) => see(&meeting.start, &meeting.end, "end", at, report),
        Node::Day(day) => see(&day.start, &day.end, "end", at, report),
        _ => {}
    }
}

fn see(start: &Option<Lenient<Moment>>, end: &Option<Lenient<Moment>>, key: &'static str, at: &At, report: &mut Report) {
    if let (Some(start), Some(end)) = (start.known(), end.known())
        && is_before(*end, *start)
    {
        let message = format!("the end \"{end}\" comes before the start {start}");
        report.warning(CODE, at.field(key), message, "compare both with the document");
    }
}

/// Whether the one is surely before the other: two instants, else by the coarser of the two.
fn is_before(end: Moment, start: Moment) -> bool {
    match (end, start) {
        (Moment::Instant(end), Moment::Instant(start)) => end < start,
        _ => super::due_before_meeting::before(end, start),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn what_begins_ends_later() {
        for (start, end, odd) in [
            ("2025-10-22T14:00:00Z", "2025-10-22T13:59:00Z", true),
            ("2025-10-22T14:00:00Z", "2025-10-22T14:00:00Z", false),
            ("2025-10-22T14:00:00Z", "2025-10-22", false),
            ("2025-10-22", "2025-10-21", true),
            ("2025-10-22", "2025-10", false),
            ("2025-10", "2024", true),
            ("soon", "2024", false),
        ] {
            let both = format!("\"start\":\"{start}\",\n\"end\":\"{end}\"");
            let expected = if odd { vec![format!("2 warning {end}")] } else { Vec::new() };
            assert_eq!(check(CODE, &format!("\"meeting\":[{{\"id\":\"m\",{both}}}]")), expected, "{start} {end}");
            assert_eq!(check(CODE, &format!("\"meeting\":[{{\"id\":\"m\",\"meetingDay\":[{{{both}}}]}}]")), expected, "{start} {end}");
        }
        let cycle = "\"cycle\":[{\"id\":\"c\",\"startDate\":\"2025-01-01\",\n\"endDate\":\"2024-12-31\"}]";
        assert_eq!(check(CODE, cycle), ["2 warning 2024-12-31"]);
    }
}

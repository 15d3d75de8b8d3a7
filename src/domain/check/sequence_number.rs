//! `sequence-number`: a `sequenceNumber` that no body comes to.

use super::{Report, place::At, walk::Node};

/// The rule's name.
pub const CODE: &str = "sequence-number";

/// Numbers up to here are believed: bodies that meet every week of several years stay below.
const MOST: u32 = 200;

/// Reports numbers that are a slip of the pen, a year for instance.
pub fn node(node: Node, at: &At, report: &mut Report) {
    if let Node::Meeting(meeting) = node
        && let Some(number) = meeting.sequence_number.filter(|number| *number > MOST)
    {
        let message = format!("the sequenceNumber \"{number}\" is higher than that of any meeting");
        report.warning(CODE, at.field("sequenceNumber"), message, "give the meeting's place among those of its kind, or take it out");
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn a_number_that_no_meeting_has_is_reported() {
        let meeting = |number: u32| check(CODE, &format!("\"meeting\":[{{\"id\":\"m\",\n\"sequenceNumber\":{number}}}]"));
        assert_eq!(meeting(2025), ["2 warning 2025"]);
        assert_eq!(meeting(201), ["2 warning 201"]);
        assert!(meeting(200).is_empty() && meeting(11).is_empty());
    }
}

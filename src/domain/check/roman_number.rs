//! `roman-number`: the printed number of a meeting disagrees with `sequenceNumber`.

use super::{Report, place::At, series::roman, walk::Node};

/// The rule's name.
pub const CODE: &str = "roman-number";

/// Compares the two numbers of a meeting.
pub fn node(node: Node, at: &At, report: &mut Report) {
    if let Node::Meeting(meeting) = node
        && let (Some(printed), Some(number)) = (&meeting.number, meeting.sequence_number)
        && let Some(value) = value(printed)
        && value != number
    {
        let message = format!("the printed number \"{printed}\" is {value}, sequenceNumber is {number}");
        report.warning(CODE, at.field("sequenceNumber"), message, "correct the one that the document does not say");
    }
}

/// The value of `XI`, `11`, `#11`, `11th` or `Third`; `None` where it cannot be said.
fn value(printed: &str) -> Option<u32> {
    const WORDS: [&str; 12] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
    let text = printed.trim_matches(|c: char| !c.is_alphanumeric());
    let place = WORDS.iter().position(|word| text.eq_ignore_ascii_case(word));
    if let Some(place) = place {
        return u32::try_from(place + 1).ok();
    }
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &text[digits.len()..];
    if !digits.is_empty() && (ending.is_empty() || ["st", "nd", "rd", "th"].contains(&ending.to_ascii_lowercase().as_str())) {
        return digits.parse().ok();
    }
    roman(text)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::{CODE, value};

    #[test]
    fn numbers_are_read_as_printed() {
        for (text, number) in [
            ("XI", Some(11)),
            ("xiv", Some(14)),
            ("#11", Some(11)),
            ("Third", Some(3)),
            ("2nd", Some(2)),
            ("IIX", None),
            ("A", None),
            ("", None),
        ] {
            assert_eq!(value(text), number, "{text}");
        }
    }

    #[test]
    fn the_two_numbers_agree() {
        assert_eq!(check(CODE, "\"meeting\":[{\"id\":\"m\",\"number\":\"XI\",\n\"sequenceNumber\":9}]"), ["2 warning XI"]);
        assert!(
            check(CODE, "\"meeting\":[{\"id\":\"m\",\"number\":\"XI\",\"sequenceNumber\":11},{\"id\":\"n\",\"sequenceNumber\":3}]")
                .is_empty()
        );
    }
}

//! What holds for every text.

use super::*;

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_makes_it_fail(lines in proptest::collection::vec(any_line(), 0..40)) {
        let text = lines.join("\n");
        let found = read("a.txt", &text, &[]);
        let count = u32::try_from(text.split('\n').count()).unwrap_or(u32::MAX);
        if let Ok(found) = found {
            for meeting in &found.value.meeting {
                for lines in meeting.source.iter().flat_map(|source| &source.lines) {
                    proptest::prop_assert!(lines[0] >= 1 && lines[0] <= lines[1] && lines[1] <= count);
                }
            }
        }
    }
}

fn any_line() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let words = prop::sample::select(vec![
        "IGF 2025 MAG Meeting III",
        "Draft Agenda:",
        "Action items",
        "1. ",
        "a) ",
        "- ",
        "➔ ",
        "Participants",
        "(5 min)",
        "10:00-10:20",
        "3 May 2024",
        "14:00 UTC",
        "The Secretariat will send it by 5 May.",
        "Group 1: x",
        "Day 1",
        "\t",
        "-->",
        "(",
        ")",
        "[a](b)",
        "**",
        "Annex 1",
        "Each group will discuss:",
        "WG-Strategy",
        "2.1 ",
        "Time",
        "Item",
        "Meeting ID: 123 456 789",
        "a@b.example",
        "+41 22 333 44 55",
        "Time: ",
        "Venue: Hall, Geneva, Switzerland",
        "0",
        "é",
        "议程",
        "IV. ",
        "Subject: ",
    ]);
    let part = prop_oneof![8 => words.prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => "[ \t]{1,4}"];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

#[test]
fn steps_grow_with_the_text_and_no_faster() {
    for piece in [
        "1. Welcome (5 min)\n",
        "- ➔ The Secretariat will publish the list of WG-Strategy by 30 August.\n",
        "IGF 2025 Virtual MAG Meeting III\n\nDraft Agenda:\n\n1. Welcome\n\n",
        "MAG Members\t\nDoe\tJane\n",
        "Working Group on Working Group on Working Group on\n",
        "Action items\n\nthe the the the the the the the the the the the the the the the the the the\n",
        "a. (a) (b) (c)\n    ",
        "Time\nItem\n10:00\nWelcome\n",
    ] {
        let steps = |count: usize| steps::of(|| assert!(read("a.txt", &piece.repeat(count), &[]).is_ok()));
        let (once, ten) = (steps(50), steps(500));
        assert!(ten <= 13 * once, "{piece:?}: {once} steps, ten times as much text {ten}");
    }
}

#[test]
fn what_is_too_long_is_refused() {
    assert_eq!(read("a.txt", &" ".repeat(MOST_BYTES + 1), &[]), Err(Refused::TooLong));
}

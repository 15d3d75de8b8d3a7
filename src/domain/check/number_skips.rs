//! `number-skips`: a printed number is not the one that follows its elder sibling's.

use super::{Report, place::Place, series::Odd};

/// The rule's name.
pub const CODE: &str = "number-skips";

/// Reports a number that skips.
pub fn odd(odd: &Odd, place: &Place, report: &mut Report) {
    let message = match odd {
        Odd::Skips(None, text) => format!("the first number of a list is \"{text}\""),
        Odd::Skips(Some(before), text) => format!("number \"{text}\" follows \"{before}\""),
        _ => return,
    };
    report.warning(CODE, place.clone(), message, "compare with the document; what is printed there stays");
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn skipped_numbers_are_reported() {
        let text = "\"meeting\":[{\"id\":\"m\",\"agendaItem\":[{\"id\":\"m/item-1\",\"number\":\"1.\"},{\"id\":\"m/item-2\",\"number\":\"2.\",\"agendaItem\":[{\"id\":\"m/item-3\",\"number\":\"a.\"},
            {\"id\":\"m/item-4\",\n\"number\":\"c.\"}]},{\"id\":\"m/item-5\",\n\"number\":\"5.\"}]}]";
        assert_eq!(check(CODE, text), ["3 warning c.", "4 warning 5."]);
    }

    #[test]
    fn paragraphs_go_on_over_sections() {
        let section = |from: u32| format!("{{\"note\":[{{\"number\":\"{from}.\"}},{{\"number\":\"{}.\"}}]}}", from + 1);
        let text = |from: u32| format!("\"meeting\":[{{\"id\":\"m\",\"minutes\":[{},{}]}}]", section(1), section(from));
        assert!(check(CODE, &text(3)).is_empty());
        assert!(check(CODE, &text(1)).is_empty());
        assert_eq!(check(CODE, &text(5)), ["1 warning 5."]);
    }

    #[test]
    fn each_day_has_its_list() {
        let item = |n: u32, day: u32, number: &str| format!("{{\"id\":\"m/item-{n}\",\"day\":\"day-{day}\",\"number\":\"{number}\"}}");
        let items = [item(1, 1, "1."), item(2, 1, "2."), item(3, 2, "1."), item(4, 2, "2.")].join(",");
        let text = format!("\"meeting\":[{{\"id\":\"m\",\"agendaItem\":[{items}]}}]");
        assert!(check(CODE, &text).is_empty() && check("number-repeats", &text).is_empty());
    }
}

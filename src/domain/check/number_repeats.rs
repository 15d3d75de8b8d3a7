//! `number-repeats`: a printed number stood in its list before, or the list begins again in the middle.

use super::{Report, place::Place, series::Odd};

/// The rule's name.
pub const CODE: &str = "number-repeats";

/// Reports a number that repeats.
pub fn odd(odd: &Odd, place: &Place, report: &mut Report) {
    let message = match odd {
        Odd::Repeats(text) => format!("number \"{text}\" repeats"),
        Odd::Restarts(before, text) => format!("the list begins again with number \"{text}\" behind \"{before}\""),
        Odd::Skips(..) => return,
    };
    report.warning(CODE, place.clone(), message, "compare with the document; what is printed there stays");
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn repeated_numbers_are_reported() {
        let item = |n: u32, number: &str| format!("\n{{\"id\":\"m/item-{n}\",\"number\":\"{number}\"}}");
        let items = [item(1, "1."), item(2, "2."), item(3, "2."), item(4, "1."), item(5, "2.")].join(",");
        assert_eq!(check(CODE, &format!("\"meeting\":[{{\"id\":\"m\",\"agendaItem\":[{items}]}}]")), ["4 warning 2.", "5 warning 1."]);
    }
}

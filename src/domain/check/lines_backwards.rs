//! `lines-backwards`: a source names a passage that ends before it begins, or a line 0.

use super::{Report, place::At, walk::Node};

/// The rule's name.
pub const CODE: &str = "lines-backwards";

/// Reports passages that no document has.
pub fn node(node: Node, at: &At, report: &mut Report) {
    if let Node::Source(source) = node {
        for [first, last] in source.lines.iter().filter(|[first, last]| *first == 0 || last < first) {
            let message = format!("the lines \"{first}, {last}\" are no passage");
            report.warning(CODE, at.field("lines"), message, "give the first line and the last one, counted from 1");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn passages_have_a_first_and_a_last_line() {
        let text = "\"meeting\":[{\"id\":\"m\",\"source\":[{\n\"lines\":[[2,5],[3,3]]},{\n\"lines\":[[5,2],[0,4]]}]}]";
        assert_eq!(check(CODE, text), ["3 warning 5, 2", "3 warning 0, 4"]);
    }
}

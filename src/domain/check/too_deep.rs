//! `too-deep`: a tree has more than eight levels.

use super::{Report, place::At, walk::Node};

/// The rule's name.
pub const CODE: &str = "too-deep";

/// Most levels of agenda items, sections, notes and tasks.
pub const LEVELS: usize = 8;

/// Reports the first object of each branch that is too deep.
pub fn node(node: Node, at: &At, report: &mut Report) {
    let (level, what) = match node {
        Node::Item(_, level) => (level, "agenda items"),
        Node::Section(_, level) => (level, "sections"),
        Node::Note(_, level) => (level, "notes"),
        Node::Task(_, level) => (level, "tasks"),
        _ => return,
    };
    if level == LEVELS + 1 {
        report.warning(CODE, at.id(), format!("{what} deeper than {LEVELS} levels"), "move this one further up");
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    fn tree(levels: usize) -> String {
        let open: String = (1..=levels).map(|n| format!("\n{{\"id\":\"m/item-{n}\",\"agendaItem\":[")).collect();
        format!("\"meeting\":[{{\"id\":\"m\",\"agendaItem\":[{open}{}]}}]", "]}".repeat(levels))
    }

    #[test]
    fn eight_levels_are_enough() {
        assert!(check(CODE, &tree(8)).is_empty());
        assert_eq!(check(CODE, &tree(11)).len(), 1);
        assert!(check(CODE, &tree(11))[0].starts_with("10 warning"));
    }
}

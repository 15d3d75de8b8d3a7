//! `odd-id`: an id holds signs that addresses, file names and mail programs change or break off at.

use super::{Report, place::At, walk::Node};

/// The rule's name.
pub const CODE: &str = "odd-id";

/// Reports ids that are more than letters, digits and hyphens; what is in a meeting is named behind its id and a `/`.
pub fn node(node: Node, at: &At, report: &mut Report) {
    let (id, is_part) = match node {
        Node::Cycle(cycle) => (cycle.id.as_str(), false),
        Node::Organization(body) => (body.id.as_str(), false),
        Node::Meeting(meeting) => (meeting.id.as_str(), false),
        Node::Item(item, _) => (item.id.as_str(), true),
        Node::Action(action) => (action.id.as_str(), true),
        Node::Section(section, _) => match &section.id {
            Some(id) => (id.as_str(), true),
            None => return,
        },
        _ => return,
    };
    let is_fine = if is_part { id.split('/').all(is_slug) } else { is_slug(id) };
    if !is_fine {
        report.warning(CODE, at.id(), format!("the id \"{id}\" holds signs that addresses cannot hold"), "use letters, digits and hyphens");
    }
}

/// RFC 3986 section 2.3: what stands in an address as it is.
fn is_slug(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn ids_can_stand_in_addresses() {
        for (id, odd) in [("igf-2025-mag-11", false), ("A_1.b~2", false), ("a/b", true), ("a b", true), ("é", true), ("a?d#e", true)] {
            let one = format!("[\n{{\"id\":\"{id}\"}}]");
            let text = format!("\"cycle\":{one},\"organization\":{one},\"meeting\":{one}");
            assert_eq!(check(CODE, &text).len(), if odd { 3 } else { 0 }, "{id}");
        }
        let parts = "\"meeting\":[{\"id\":\"m\",\"agendaItem\":[{\"id\":\"m/item-1\"},\n{\"id\":\"m/item 2\"}],\"minutes\":[{\"id\":\"m/section-1\"},\n{\"id\":\"m//2\"}]}],
            \"action\":[{\"id\":\"m/action-1\"},{\"id\":\"m/\"}]";
        assert_eq!(check(CODE, parts), ["2 warning m/item 2", "3 warning m//2", "4 warning m/"]);
    }
}

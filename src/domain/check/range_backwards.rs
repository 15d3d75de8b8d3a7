//! `range-backwards`: an item whose `durationMax` is shorter than its `duration`.

use super::{Report, place::At, walk::Node};
use crate::domain::model::KnownOption;

/// The rule's name.
pub const CODE: &str = "range-backwards";

/// Reports lengths of which the longest is not the longest.
pub fn node(node: Node, at: &At, report: &mut Report) {
    if let Node::Item(item, _) = node
        && let (Some(least), Some(most)) = (item.duration.known(), item.duration_max.known())
        && most.seconds() < least.seconds()
    {
        let message = format!("the durationMax \"{most}\" is shorter than the duration {least}");
        report.warning(CODE, at.field("durationMax"), message, "put the shorter of the two into duration");
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn the_longest_is_not_the_shortest() {
        for (least, most, odd) in [
            ("PT10M", "PT5M", true),
            ("PT1H", "PT45M", true),
            ("PT5M", "PT10M", false),
            ("PT5M", "PT5M", false),
            ("PT10M", "5 min", false),
            ("soon", "PT5M", false),
        ] {
            let item = format!("{{\"id\":\"m/item-1\",\"duration\":\"{least}\",\n\"durationMax\":\"{most}\"}}");
            let expected = if odd { vec![format!("2 warning {most}")] } else { Vec::new() };
            assert_eq!(check(CODE, &format!("\"meeting\":[{{\"id\":\"m\",\"agendaItem\":[{item}]}}]")), expected, "{least} {most}");
        }
    }
}

//! `link-without-target`: a document or place online whose address is missing or leads nowhere.

use super::{Report, place::At, walk::Node};
use crate::domain::model::{KnownOption, LinkState};

/// The rule's name.
pub const CODE: &str = "link-without-target";

/// Reports a link without a target.
pub fn node(node: Node, at: &At, report: &mut Report) {
    match node {
        Node::File(file) => {
            let name = file.name.as_deref().unwrap_or("a document");
            match &file.access_url {
                Some(url) if leads_nowhere(url) => empty(url, at, "accessUrl", report),
                Some(_) => {}
                None if file.link_state.known() == Some(&LinkState::Missing) => {
                    let message = format!("the link \"{name}\" has no target in the document");
                    report.warning(CODE, at.field("linkState"), message, "add accessUrl and take linkState out if you know the address");
                }
                None => report.warning(CODE, at.id(), format!("no address for \"{name}\""), "add accessUrl, or linkState \"missing\""),
            }
        }
        Node::VirtualLocation(place) => place.url.iter().filter(|url| leads_nowhere(url)).for_each(|url| empty(url, at, "url", report)),
        Node::Organization(body) => body.website.iter().filter(|url| leads_nowhere(url)).for_each(|url| empty(url, at, "website", report)),
        _ => {}
    }
}

fn empty(url: &str, at: &At, key: &'static str, report: &mut Report) {
    report.warning(CODE, at.field(key), format!("the address \"{url}\" leads nowhere"), format!("correct {key} or take it out"));
}

/// Nothing, a mere fragment, or an address of no document.
fn leads_nowhere(url: &str) -> bool {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.is_empty()
        || url.starts_with('#')
        || ["about:", "javascript:"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn every_link_leads_somewhere() {
        let files = "{\"name\":\"a\",\"accessUrl\":\"https://a.example/b\"},{\n\"name\":\"c\",\"linkState\":\"missing\"},\n{\"name\":\"d\"},{\n\"accessUrl\":\" \"},{\n\"accessUrl\":\"JavaScript:void(0)\"},{\n\"accessUrl\":\"https://\"}";
        let text = format!(
            "\"meeting\":[{{\"id\":\"m\",\"file\":[{files}],\"location\":{{\"virtualLocation\":[{{\"name\":\"Zoom\"}},{{\n\"url\":\"#\"}}]}}}}]"
        );
        assert_eq!(
            check(CODE, &text),
            ["2 warning c", "3 warning d", "4 warning  ", "5 warning JavaScript:void(0)", "6 warning https://", "7 warning #"]
        );
    }
}

//! `odd-zone`: a time zone that cannot be a name of the IANA time zone database.
//!
//! # Limitations
//! The database itself is not here: of "Europe/Atlantis" only the browser knows that there is none.

use super::{Report, place::At, walk::Node};

/// The rule's name.
pub const CODE: &str = "odd-zone";

/// The areas of the database, and what it calls time without a place (tz `Theory` file, "Names of timezones").
const AREAS: [&str; 11] =
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Etc"];
const ALONE: [&str; 2] = ["UTC", "GMT"];

/// Reports what is neither an area with a place nor UTC.
pub fn node(node: Node, at: &At, report: &mut Report) {
    if let Node::Meeting(meeting) = node
        && let Some(zone) = meeting.time_zone.as_deref().filter(|zone| !could_be(zone))
    {
        report.warning(
            CODE,
            at.field("timeZone"),
            format!("\"{zone}\" is no time zone"),
            "use UTC or a name of the IANA database such as Europe/Zurich",
        );
    }
}

fn could_be(zone: &str) -> bool {
    let is_name = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+".contains(&byte));
    ALONE.contains(&zone) || zone.split_once('/').is_some_and(|(area, place)| AREAS.contains(&area) && place.split('/').all(is_name))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn zones_are_areas_with_places() {
        for (zone, odd) in [
            ("UTC", false),
            ("Europe/Zurich", false),
            ("America/Argentina/Buenos_Aires", false),
            ("Etc/GMT+1", false),
            ("Mars/X", true),
            ("Zurich", true),
            ("CET?", true),
            ("Europe/", true),
            ("", true),
        ] {
            let text = format!("\"meeting\":[{{\"id\":\"m\",\n\"timeZone\":\"{zone}\"}}]");
            assert_eq!(check(CODE, &text), if odd { vec![format!("2 warning {zone}")] } else { Vec::new() });
        }
    }
}

//! Addresses: what stands behind `#`, parsed and printed. A route that is printed parses to itself.

use super::{filter::Filter, model::MeetingId};

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The archive, filtered.
    Meetings(Filter),
    /// One meeting, perhaps a part of it (`item-4`).
    Meeting(MeetingId, Option<String>),
    /// All bodies.
    Groups,
    /// One body, by id.
    Group(String),
    /// All cycles.
    Cycles,
    /// One cycle, by id.
    Cycle(String),
    /// All actions.
    Actions,
    /// Drafts on this device.
    Drafts,
    /// One of them.
    Draft(String),
    /// A draft carried in the address.
    Open(String),
    /// Import.
    Import,
    /// Settings and what is stored.
    Settings,
    /// Help with the keys.
    Help,
    /// Anything else: as it was written.
    Unknown(String),
}

impl Route {
    /// The part of a meeting that an id names: `m/item-4` is "item-4" of "m".
    pub fn of_part(id: &str) -> Self {
        match id.rsplit_once('/') {
            Some((meeting, part)) => Self::Meeting(meeting.into(), Some(part.to_owned())),
            None => Self::Meeting(id.into(), None),
        }
    }
}

/// A route with what may stand on any page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The page.
    pub route: Route,
    /// The zone in which times are shown (`tz=`), an IANA name; the reader's own where absent.
    pub zone: Option<String>,
}

impl Address {
    /// An address without a zone.
    pub fn new(route: Route) -> Self {
        Self { route, zone: None }
    }

    /// Reads what stands behind `#`. Words that are not understood are returned, to be named in a notice.
    pub fn parse(fragment: &str) -> (Self, Vec<String>) {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let mut unknown = Vec::new();
        let mut zone = None;
        let mut pairs = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match decode(name).as_str() {
                "tz" if !value.is_empty() => zone = Some(decode(value)),
                _ => pairs.push((name, value)),
            }
        }
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let route = match parts.as_slice() {
            [] | ["meetings"] => Route::Meetings(Filter::parse(&std::mem::take(&mut pairs), &mut unknown)),
            ["meetings", id] => Route::Meeting((*id).into(), None),
            ["meetings", id, part] => Route::Meeting((*id).into(), Some((*part).to_owned())),
            ["groups"] => Route::Groups,
            ["groups", id] => Route::Group((*id).to_owned()),
            ["cycles"] => Route::Cycles,
            ["cycles", id] => Route::Cycle((*id).to_owned()),
            ["actions"] => Route::Actions,
            ["drafts"] => Route::Drafts,
            ["drafts", id] => Route::Draft((*id).to_owned()),
            ["open", data] => Route::Open((*data).to_owned()),
            ["import"] => Route::Import,
            ["settings"] => Route::Settings,
            ["help"] => Route::Help,
            _ => Route::Unknown(path.to_owned()),
        };
        unknown.extend(pairs.iter().map(|(name, _)| decode(name)));
        (Self { route, zone }, unknown)
    }
}

impl std::fmt::Display for Address {
    /// The address with its `#`.
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let mut query = String::new();
        match &self.route {
            Route::Meetings(filter) => {
                query = filter.to_query();
                f.write_str(if query.is_empty() && self.zone.is_none() { "#/" } else { "#/meetings" })?;
            }
            Route::Meeting(id, None) => write!(f, "#/meetings/{}", segment(id.as_str()))?,
            Route::Meeting(id, Some(part)) => write!(f, "#/meetings/{}/{}", segment(id.as_str()), segment(part))?,
            Route::Groups => f.write_str("#/groups")?,
            Route::Group(id) => write!(f, "#/groups/{}", segment(id))?,
            Route::Cycles => f.write_str("#/cycles")?,
            Route::Cycle(id) => write!(f, "#/cycles/{}", segment(id))?,
            Route::Actions => f.write_str("#/actions")?,
            Route::Drafts => f.write_str("#/drafts")?,
            Route::Draft(id) => write!(f, "#/drafts/{}", segment(id))?,
            Route::Open(data) => write!(f, "#/open/{}", segment(data))?,
            Route::Import => f.write_str("#/import")?,
            Route::Settings => f.write_str("#/settings")?,
            Route::Help => f.write_str("#/help")?,
            Route::Unknown(path) => write!(f, "#{path}")?,
        }
        if let Some(zone) = &self.zone {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str("tz=");
            query.push_str(&encode(zone));
        }
        if query.is_empty() { Ok(()) } else { write!(f, "?{query}") }
    }
}

/// Percent-decoding (RFC 3986 section 2.1); `+` is a space, as forms write it. Bytes that are no UTF-8 become U+FFFD.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    while at < bytes.len() {
        match (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (b'+', ..) => {
                out.push(b' ');
                at += 1;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Percent-encoding of all but unreserved characters and `/` (fragments may hold it: RFC 3986 section 3.5).
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// Percent-encoding of one step of a path: in an id a `/` is a letter like any other.
fn segment(id: &str) -> String {
    encode(id).replace('/', "%2F")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses, prints, parses again.
    fn check(fragment: &str, printed: &str) {
        let (address, unknown) = Address::parse(fragment);
        assert_eq!(unknown, Vec::<String>::new(), "{fragment}");
        assert_eq!(address.to_string(), printed);
        assert_eq!(Address::parse(&address.to_string()), (address, Vec::new()));
    }

    #[test]
    fn every_address_is_a_round_trip() {
        check("", "#/");
        check("#/", "#/");
        check("#/meetings", "#/");
        check("#/meetings?tz=Europe/Zurich", "#/meetings?tz=Europe/Zurich");
        check(
            "#/meetings?sort=oldest&type=virtual&group=wg-strategy,wg-youth&cycle=igf-2025&q=caf%C3%A9+a%26b",
            "#/meetings?q=caf%C3%A9%20a%26b&cycle=igf-2025&group=wg-strategy,wg-youth&type=virtual&sort=oldest",
        );
        check("#/meetings?has=minutes,agenda", "#/meetings?has=agenda,minutes");
        for same in [
            "#/meetings/igf-2025-mag-11",
            "#/meetings/igf-2025-mag-11/item-4",
            "#/groups",
            "#/groups/wg-strategy",
            "#/cycles",
            "#/cycles/igf-2025",
            "#/actions",
            "#/drafts",
            "#/drafts/abc",
            "#/open/data",
            "#/import",
            "#/settings",
            "#/help",
            "#/groups/wg-strategy?tz=UTC",
            "#/nowhere/at/all",
        ] {
            check(same, same);
        }
    }

    #[test]
    fn parts_of_meetings_whatever_their_ids_have_addresses() {
        for (id, address) in [
            ("igf-2025-mag-11/item-4", "#/meetings/igf-2025-mag-11/item-4"),
            ("a/b?c#d/item-4", "#/meetings/a%2Fb%3Fc%23d/item-4"),
            ("alone", "#/meetings/alone"),
        ] {
            assert_eq!(Address::new(Route::of_part(id)).to_string(), address);
        }
    }

    #[test]
    fn unknown_words_are_named_and_ignored() {
        let (address, unknown) = Address::parse("#/meetings?type=virtual,seance&colour=red&has=nothing");
        assert_eq!(unknown, ["seance", "colour", "nothing"]);
        assert_eq!(address.to_string(), "#/meetings?type=virtual");
        for (fragment, words) in
            [("#/actions?q=foo&zzz=1", vec!["q", "zzz"]), ("#/help?x=1", vec!["x"]), ("#/groups/mag?a%20b", vec!["a b"])]
        {
            assert_eq!(Address::parse(fragment).1, words);
        }
    }

    #[test]
    fn commas_that_a_mail_program_encoded_still_separate() {
        let (address, unknown) = Address::parse("#/meetings?cycle=igf-2024%2Cigf-2025&type=virtual%2cworkshop");
        assert_eq!(address.to_string(), "#/meetings?cycle=igf-2024,igf-2025&type=virtual,workshop");
        assert_eq!(unknown, Vec::<String>::new());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_carried(q in "\\PC{0,20}", id in "[\\PC/,%+&=?#]{1,12}", part in "[\\PC/%]{1,12}", any in "\\PC{0,60}") {
            let filter = Filter { q: q.trim().to_owned(), cycle: vec![id.clone()], group: vec![part.clone()], ..Filter::default() };
            for route in [
                Route::Meetings(filter),
                Route::Meeting(id.as_str().into(), None),
                Route::Meeting(id.as_str().into(), Some(part)),
                Route::Group(id.clone()),
                Route::Cycle(id.clone()),
                Route::Draft(id.clone()),
                Route::Open(id),
            ] {
                let address = Address::new(route);
                proptest::prop_assert_eq!(Address::parse(&address.to_string()), (address, Vec::new()));
            }
            let _ = Address::parse(&any);
        }
    }
}

//! Addresses by which one joins a call, and passcodes: how they are known, and a text without them.
//!
//! | text | is |
//! | --- | --- |
//! | `https://zoom.example/j/1?pwd=aBc` | an address with a passcode |
//! | `Passcode: 123456`, `"password": "x"` | a passcode |
//! | `the passcode will be sent` | none |
//! | `https://us02web.zoom.us/j/123`, `zoom.us/my/chair` | an address to join |
//! | `https://zoom.us/meeting/register/x` | none: who registers is sent one |
//!
//! # Limitations
//! Services that are not listed here are known by a passcode alone.

use std::{borrow::Cow, ops::Range};

use serde_json::Value;

use super::bytes::passcode_sign;

/// What stands where something was taken out of a text.
pub const GAP: &str = "[…]";

/// Where calls are joined: how the host ends, and how the path begins.
const SERVICES: [(&str, &str); 17] = [
    ("zoom.us", "/j/"),
    ("zoom.us", "/my/"),
    ("zoom.us", "/w/"),
    ("zoom.us", "/s/"),
    ("zoom.us", "/wc/"),
    ("zoom.com", "/j/"),
    ("zoomgov.com", "/j/"),
    ("teams.microsoft.com", "/l/meetup-join/"),
    ("teams.microsoft.com", "/meet/"),
    ("teams.live.com", "/meet/"),
    ("meet.google.com", "/"),
    ("webex.com", "/meet/"),
    ("webex.com", "/join/"),
    ("gotomeeting.com", "/join/"),
    ("meet.goto.com", "/"),
    ("meet.jit.si", "/"),
    ("whereby.com", "/"),
];

/// Schemes that call.
const SCHEMES: [&str; 6] = ["zoommtg", "zoomus", "msteams", "sip", "sips", "callto"];

/// What ends an address in a text.
fn is_end(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>\"'()[]{}|\\^`".contains(c)
}

/// Whether an address leads into a call.
pub fn is_join(address: &str) -> bool {
    let (scheme, rest) =
        address.split_once("://").or_else(|| address.split_once(':').filter(|(scheme, _)| is_scheme(scheme))).unwrap_or(("", address));
    if is_scheme(scheme) {
        return true;
    }
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(host_end).unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or(host).to_ascii_lowercase();
    let path = path.to_ascii_lowercase();
    let leads = |(name, begin): &(&str, &str)| {
        let is_host = host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'));
        is_host && path.strip_prefix(begin).is_some_and(|rest| !rest.is_empty())
    };
    SERVICES.iter().any(leads) || (host.contains('.') && passcodes(address).iter().any(|at| address.as_bytes()[*at] == b'='))
}

fn is_scheme(scheme: &str) -> bool {
    SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Where addresses to join and passcodes stand in a text, in order.
pub fn spans(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    // No address is without one of these; most texts are.
    if text.contains('/') || text.contains(':') {
        let mut at = 0;
        for word in text.split_inclusive(is_end) {
            let bare = word.trim_end_matches(|c: char| is_end(c) || ".,;:!?".contains(c));
            if bare.contains(['/', ':']) && is_join(bare) {
                out.push(at..at + bare.len());
            }
            at += word.len();
        }
    }
    for found in passcodes(text) {
        if out.iter().any(|span| span.contains(&found)) {
            continue;
        }
        let rest = &text[found..];
        // The value: behind the `=`, else behind the word and its colon.
        let before = if rest.starts_with('=') { 1 } else { rest.find(':').map_or(0, |colon| colon + 1) };
        let value = &rest[before..];
        let skipped = value.len() - value.trim_start_matches([' ', '"']).len();
        let end = value[skipped..].find(is_end).unwrap_or(value.len() - skipped);
        out.push(found + before + skipped..found + before + skipped + end);
    }
    out.sort_by_key(|span| span.start);
    out
}

/// A text without addresses to join and passcodes.
pub fn without(text: &str) -> Cow<'_, str> {
    let spans = spans(text);
    if spans.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        out.push_str(text.get(from..span.start).unwrap_or_default());
        out.push_str(GAP);
        from = span.end.max(from);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// JSON without them, in every text at every depth; a text that is nothing else is taken away.
pub fn leave_out(value: &mut Value) {
    match value {
        Value::String(text) => {
            let left = without(text);
            if left == GAP {
                *value = Value::Null;
            } else if let Cow::Owned(left) = left {
                *text = left;
            }
        }
        Value::Array(list) => {
            for element in list {
                let was_text = element.is_string();
                leave_out(element);
                // A list has no room for what says nothing.
                if was_text && element.is_null() {
                    *element = GAP.into();
                }
            }
        }
        Value::Object(map) => map.values_mut().for_each(leave_out),
        _ => {}
    }
}

/// Passcodes anywhere in the text of a file, fields that nobody knows included: the bytes at which they stand.
pub fn passcodes(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    // The rarest byte of each: "assword" has its `w` and "asscode" its `c` in the fourth place.
    let mut at = passcode_sign(bytes, 0);
    while at < bytes.len() {
        let starts = at.saturating_sub(3);
        let word = bytes.get(starts..starts + 7).unwrap_or_default();
        match bytes[at] {
            b'=' if is_parameter(bytes, at) => found.push(at),
            b'w' | b'c' if (word == b"assword" || word == b"asscode") && is_stated(bytes, starts, 7) => found.push(starts),
            _ => {}
        }
        at = passcode_sign(bytes, at + 1);
    }
    found
}

/// Whether the `=` ends a parameter of an address whose name says passcode, and something follows.
fn is_parameter(text: &[u8], equals: usize) -> bool {
    const NAMES: [&[u8]; 7] = [b"pwd", b"passcode", b"password", b"passwd", b"pass", b"pw", b"pin"];
    let name = text[..equals].iter().rev().take(12).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (before, name) = text[..equals].split_at(equals - name);
    // In JSON `&` may stand as `\u0026` and `?` as `\u003f`, in HTML as `&amp;`.
    let opens = [&b"?"[..], b"&", b";", b"#", b"\\u0026", b"\\u003f", b"\\u003F"].iter().any(|open| before.ends_with(open));
    let value = text.get(equals + 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"%-_.~".contains(byte));
    opens && value && NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether behind "passcode" or "password" a colon, "is" and a value stand.
fn is_stated(text: &[u8], at: usize, length: usize) -> bool {
    let starts_a_word = at > 0 && matches!(text[at - 1], b'p' | b'P') && !(at > 1 && text[at - 2].is_ascii_alphanumeric());
    let mut rest = &text[at + length..];
    let mut skip = |bytes: &[u8]| {
        let from = rest.len();
        while let [first, after @ ..] = rest
            && bytes.contains(first)
        {
            rest = after;
        }
        from - rest.len()
    };
    skip(b"\" ");
    let colon = skip(b":") == 1;
    skip(b"\" ");
    let value = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let has_digit = rest[..value].iter().any(u8::is_ascii_digit);
    starts_a_word && colon && (has_digit || (value >= 6 && rest[..value].iter().any(u8::is_ascii_uppercase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passcodes_are_found_anywhere() {
        for (text, found) in [
            ("https://zoom.example/j/1?pwd=aBc", 1),
            ("https://zoom.example/j/1?x=1&amp;passcode=12", 1),
            (r"https:\/\/zoom.example\/j\/1?x=1\u0026pwd=12", 1),
            ("https://zoom.example/j/1?pwd=", 0),
            ("https://a.example/?spin=3", 0),
            ("Passcode: 123456", 1),
            (r#""password": "Tr0ub4dor""#, 1),
            ("The passcode will be sent", 0),
            ("Passcode: none", 0),
            ("pin=3", 0),
        ] {
            assert_eq!(passcodes(text).len(), found, "{text}");
        }
    }

    #[test]
    fn addresses_to_join_are_taken_out_of_a_text() {
        for (text, left) in [
            ("Join at https://us02web.zoom.us/j/123?x=1, please.", "Join at […], please."),
            ("(https://ZOOM.us/my/chair)", "([…])"),
            ("zoom.us/j/1 or https://meet.google.com/abc-defg-hij.", "[…] or […]."),
            ("[call](https://teams.microsoft.com/l/meetup-join/19%3a)", "[call]([…])"),
            ("https://calls.example/room?pwd=aBc\nPasscode: 123456 and more", "[…]\nPasscode: […] and more"),
            ("sip:chair@example.org", "[…]"),
            ("https://zoom.us/meeting/register/abc", "https://zoom.us/meeting/register/abc"),
            ("https://zoom.us/", "https://zoom.us/"),
            ("https://notzoom.us/j/1 and e.g. this: no", "https://notzoom.us/j/1 and e.g. this: no"),
        ] {
            assert_eq!(without(text), left);
            assert_eq!(without(left), left, "it holds");
        }
    }

    #[test]
    fn json_is_without_them_at_every_depth() {
        let mut value = serde_json::json!({"a": ["see zoom.us/j/1", "zoom.us/j/1", {"accessUrl": "https://zoom.us/j/1"}], "n": 1});
        leave_out(&mut value);
        assert_eq!(value, serde_json::json!({"a": ["see […]", "[…]", {"accessUrl": null}], "n": 1}));
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_left_whatever_stands_around(before in "\\PC{0,12}", after in "\\PC{0,12}") {
            let text = format!("{before} https://zoom.us/j/98765 {after}");
            proptest::prop_assert!(!without(&text).contains("98765"), "{text}");
        }
    }
}

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

use super::bytes::{call_sign, passcode_sign};

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
    let host = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or(host).as_bytes();
    let leads = |(name, begin): &(&str, &str)| {
        let before = host.len().checked_sub(name.len());
        let is_host = before.is_some_and(|at| host[at..].eq_ignore_ascii_case(name.as_bytes()) && (at == 0 || host[at - 1] == b'.'));
        is_host && path.len() > begin.len() && path.as_bytes()[..begin.len()].eq_ignore_ascii_case(begin.as_bytes())
    };
    SERVICES.iter().any(leads) || (host.contains(&b'.') && passcodes(address).iter().any(|at| address.as_bytes()[*at] == b'='))
}

fn is_scheme(scheme: &str) -> bool {
    SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Where addresses to join and passcodes stand in a text, in order.
pub fn spans(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut out, mut passcodes): (Vec<Range<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
    // Where the word ends that was looked at last: most texts have no sign, and most words with one are no address.
    let mut known = 0;
    let mut at = call_sign(bytes, 0);
    while at < bytes.len() {
        let found = passcode(bytes, at);
        passcodes.extend(found);
        // No address is without a slash, a scheme that calls, or a passcode.
        let may_be = match bytes[at] {
            b'/' => true,
            b':' => SCHEMES.iter().any(|scheme| ends_in(&bytes[known.min(at)..at], scheme.as_bytes())),
            _ => found.is_some(),
        };
        if at >= known && may_be {
            let word = word(text, known, at);
            known = word.end.max(at + 1);
            let bare = text[word.clone()].trim_end_matches(['.', ',', ';', ':', '!', '?']);
            if bare.contains(['/', ':']) && is_join(bare) {
                out.push(word.start..word.start + bare.len());
            }
        }
        at = call_sign(bytes, at + 1);
    }
    for found in passcodes {
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

fn ends_in(text: &[u8], end: &[u8]) -> bool {
    text.last().is_some_and(|last| last.eq_ignore_ascii_case(&end[end.len() - 1]))
        && text.len() >= end.len()
        && text[text.len() - end.len()..].eq_ignore_ascii_case(end)
}

/// The word around a place, from another one on.
fn word(text: &str, from: usize, at: usize) -> Range<usize> {
    let before = text.get(from..at).unwrap_or_default();
    let start = before.char_indices().rev().find(|(_, c)| is_end(*c)).map_or(from, |(place, c)| from + place + c.len_utf8());
    start..text[at..].find(is_end).map_or(text.len(), |length| at + length)
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
    let mut at = passcode_sign(bytes, 0);
    while at < bytes.len() {
        found.extend(passcode(bytes, at));
        at = passcode_sign(bytes, at + 1);
    }
    found
}

/// The passcode that a `=` or a colon tells of: where the `=`, or the word before the colon, stands.
fn passcode(text: &[u8], at: usize) -> Option<usize> {
    match text[at] {
        b'=' => is_parameter(text, at).then_some(at),
        b':' => stated(text, at),
        _ => None,
    }
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

/// Where "passcode" or "password" stands before a colon, without its first letter, if a value follows.
fn stated(text: &[u8], colon: usize) -> Option<usize> {
    let is_between = |byte: &u8| matches!(byte, b'"' | b' ');
    let before = &text[..colon];
    let before = &before[..before.len() - before.iter().rev().take_while(|byte| is_between(byte)).count()];
    let at = before.len().checked_sub(7).filter(|at| matches!(&before[*at..], b"asscode" | b"assword"))?;
    let starts_a_word = at > 0 && matches!(text[at - 1], b'p' | b'P') && !(at > 1 && text[at - 2].is_ascii_alphanumeric());
    let rest = &text[colon + 1..];
    let rest = &rest[rest.iter().take_while(|byte| is_between(byte)).count()..];
    let value = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let has_digit = rest[..value].iter().any(u8::is_ascii_digit);
    (starts_a_word && (has_digit || (value >= 6 && rest[..value].iter().any(u8::is_ascii_uppercase)))).then_some(at)
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

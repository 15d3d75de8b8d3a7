//! `private`: a note for the author alone, or a passcode, in a file meant for others.
//!
//! | text | is |
//! | --- | --- |
//! | `https://zoom.example/j/1?pwd=aBc` | an address with a passcode |
//! | `Passcode: 123456`, `"password": "x"` | a passcode |
//! | `the passcode will be sent` | none |

use super::{Report, place::At, walk::Node};
use crate::domain::{
    bytes::passcode_sign,
    model::{KnownOption, Meeting, MeetingState},
};

/// The rule's name.
pub const CODE: &str = "private";

/// Reports private notes outside drafts.
pub fn node(node: Node, at: &At, report: &mut Report) {
    fn items(list: &[crate::domain::model::AgendaItem], at: &At, report: &mut Report) {
        for (n, item) in list.iter().enumerate() {
            let at = at.element("agendaItem", n);
            if item.private_note.is_some() {
                let message = format!("a privateNote in the published item \"{}\"", item.id);
                report.warning(CODE, at.field("privateNote"), message, "take it out before others get the file");
            }
            items(&item.agenda_item, &at, report);
        }
    }
    if let Node::Meeting(meeting) = node
        && !is_draft(meeting)
    {
        items(&meeting.agenda_item, at, report);
    }
}

fn is_draft(meeting: &Meeting) -> bool {
    meeting.meeting_state.known() == Some(&MeetingState::Draft)
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
    use super::super::tests::check;
    use super::{CODE, passcodes};

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
    fn what_is_private_is_reported() {
        let text = "\"meeting\":[{\"id\":\"m\",\"agendaItem\":[{\"id\":\"m/item-1\",\n\"privateNote\":\"ask\"}],\"x\":\n\"https://z.example/?pwd=1\"},
            {\"id\":\"d\",\"meetingState\":\"draft\",\"agendaItem\":[{\"id\":\"d/item-1\",\"privateNote\":\"ask\"}]}]";
        assert_eq!(check(CODE, text), ["2 warning m/item-1", "3 warning "]);
    }
}

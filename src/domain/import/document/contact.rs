//! Contact data, which is known, left out and told: mail addresses, telephone numbers, ids of calls, passcodes, addresses to join.

use std::borrow::Cow;

use super::words;
use crate::domain::call::{self, GAP};

/// What was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// The id of a call.
    Call,
    /// An address to join, or a passcode.
    Join,
}

impl Kept {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Mail => "a mail address",
            Self::Phone => "a telephone number",
            Self::Call => "the id of a call",
            Self::Join => "an address to join a call, or its passcode",
        }
    }
}

/// Words before the id of a call, or before its passcode where that is no usual one.
const BEFORE_ID: &str = "meeting id|webinar id|id de réunion|id de la réunion|id de reunión|id da reunião|meeting-id|conference id|access code|code d'accès|código de acceso|\
    meeting number|phone conference id|call id";
const BEFORE_PASSCODE: &str = "passcode|password|passwort|mot de passe|contraseña|senha|kenncode|code secret|pin";

/// A text without contact data, and what was left out of it.
pub fn without(text: &str) -> (Cow<'_, str>, Vec<Kept>) {
    let mut found = Vec::new();
    let mut out = call::without(text);
    if out != text {
        found.push(Kept::Join);
    }
    if out.contains('@')
        && let Some(without) = without_mail(&out)
    {
        out = Cow::Owned(without);
        found.push(Kept::Mail);
    }
    for (names, kept) in [(BEFORE_ID, Kept::Call), (BEFORE_PASSCODE, Kept::Join)] {
        if let Some(without) = labelled(&out, names) {
            out = Cow::Owned(without);
            found.push(kept);
        }
    }
    if let Some(without) = without_phone(&out) {
        out = Cow::Owned(without);
        found.push(Kept::Phone);
    }
    (out, found)
}

fn without_mail(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut any = false;
    for (at, _) in text.match_indices('@') {
        if at < from {
            continue;
        }
        let before = text[from..at].char_indices().rev().take_while(|(_, c)| is_part(*c)).last().map(|(place, _)| from + place);
        let after = &text[at + 1..];
        let end = after.find(|c: char| !(c.is_alphanumeric() || ".-".contains(c))).unwrap_or(after.len());
        let host = after[..end].trim_end_matches(['.', '-']);
        if let Some(start) = before.filter(|_| host.contains('.') && !host.starts_with('.')) {
            let start = text[from..start].strip_suffix("mailto:").map_or(start, |rest| from + rest.len());
            out.push_str(&text[from..start]);
            out.push_str(GAP);
            from = at + 1 + host.len();
            any = true;
        }
    }
    out.push_str(&text[from..]);
    any.then_some(out)
}

/// Takes out what stands behind a label and its colon.
fn labelled(text: &str, names: &str) -> Option<String> {
    let small = text.to_lowercase();
    if small.len() != text.len() {
        return None;
    }
    let (at, length) = names.split('|').filter_map(|name| small.find(name).map(|at| (at, name.len()))).min()?;
    let starts = !small[..at].ends_with(char::is_alphanumeric);
    let rest = text.get(at + length..)?;
    let skipped = rest.len() - rest.trim_start_matches([' ', ':', '：', '#', '\t']).len();
    let value = &rest[skipped..];
    let has_sign = rest[..skipped].contains([':', '：', '#', '\t']);
    let length_of = match value.starts_with(|c: char| c.is_ascii_digit()) {
        true => value.find(|c: char| !(c.is_ascii_alphanumeric() || c == ' ' || c == '-')).unwrap_or(value.len()),
        false => value.find(char::is_whitespace).unwrap_or(value.len()),
    };
    let value = value[..length_of].trim_end();
    // Words behind an id of digits stay.
    let digits = value.rfind(|c: char| c.is_ascii_digit()).map_or(value.len(), |last| last + 1);
    let value = if value.starts_with(|c: char| c.is_ascii_digit()) { &value[..digits] } else { value };
    let is_value = value.contains(|c: char| c.is_ascii_digit()) && value.len() >= 3
        || has_sign && value.len() >= 3 && value != GAP && value.chars().any(|c| !c.is_lowercase());
    (starts && has_sign && is_value && value != GAP)
        .then(|| format!("{}{}{GAP}{}", &text[..at + length], &rest[..skipped], &rest[skipped + value.len()..]))
}

fn without_phone(text: &str) -> Option<String> {
    let is_phone = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}' | ',' | '#' | '*');
    let small = text.to_lowercase();
    let mut out = String::with_capacity(text.len());
    let (mut from, mut any) = (0, false);
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c == '+' || c.is_ascii_digit()).map(|start| at + start) {
        let first = text[start..].chars().next().map_or(1, char::len_utf8);
        let end = text[start + first..].find(|c: char| !is_phone(c)).map_or(text.len(), |end| start + first + end);
        let digits = text[start..end].bytes().filter(u8::is_ascii_digit).count();
        let plus = text[start..].starts_with('+');
        let labels = ["tel", "phone", "mobile", "fax", "téléphone", "teléfono", "telefone"];
        let is_labelled = small.len() == text.len()
            && labels.iter().any(|label| small.get(start.saturating_sub(16)..start).is_some_and(|before| before.contains(label)));
        let is_word = start > 0 && text[..start].ends_with(char::is_alphanumeric);
        if digits >= 8 && !is_word && (plus || is_labelled) {
            let shown = text[start..end].trim_end_matches(|c: char| !c.is_ascii_digit() && c != '#');
            out.push_str(&text[from..start]);
            out.push_str(GAP);
            from = start + shown.len();
            any = true;
        }
        at = end.max(start + first);
    }
    out.push_str(&text[from..]);
    any.then_some(out)
}

/// Whether a target of a link is one of those.
pub fn is_target(target: &str) -> bool {
    call::is_join(target) || target.starts_with("mailto:") || target.starts_with("tel:")
}

/// Whether nothing is left of a text but a label.
pub fn is_nothing(text: &str) -> bool {
    text.contains(GAP)
        && text.replace(GAP, "").chars().filter(|c| c.is_alphanumeric()).count() <= 24
        && !words::folded(text).contains(" the ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_data_is_left_out() {
        for (text, left, kept) in [
            ("Write to jane.doe@example.org, please.", "Write to […], please.", &[Kept::Mail][..]),
            ("Meeting ID: 812 3456 7890", "Meeting ID: […]", &[Kept::Call]),
            ("Passcode: 998877", "Passcode: […]", &[Kept::Join]),
            ("Password: Tr0ub4 and more", "Password: […] and more", &[Kept::Join]),
            ("Dial +41 22 917 57 59 or use it", "Dial […] or use it", &[Kept::Phone]),
            ("Tel. 022 917 57 59", "Tel. […]", &[Kept::Phone]),
            ("Join https://zoom.us/j/812?pwd=aBc", "Join […]", &[Kept::Join]),
            ("WSIS+20 and 14:00 UTC+2, @Chair", "WSIS+20 and 14:00 UTC+2, @Chair", &[]),
            ("The password will be sent.", "The password will be sent.", &[]),
        ] {
            let (out, found) = without(text);
            assert_eq!((&*out, &found[..]), (left, kept), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in "[\\PC@+:0-9 ]{0,60}") {
            let _ = without(&text);
        }
    }
}

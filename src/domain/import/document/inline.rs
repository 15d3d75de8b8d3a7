//! The marks of Markdown inside a line, taken out: links, bold type, escapes.
//!
//! | text | becomes |
//! | --- | --- |
//! | `see [the form](https://a.example/f)` | "see the form", and a link |
//! | `[the form](#)` | "the form", and a link without a target |
//! | `**Agenda**`, `__Agenda__` | "Agenda" |
//! | `Policy Network \(PN\)` | "Policy Network (PN)" |

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is shown.
    pub name: String,
    /// Where it leads; nothing where the document shows a link that leads nowhere.
    pub target: Option<String>,
}

/// A text without marks, and its links.
pub fn plain(text: &str) -> (String, Vec<Link>) {
    if !text.contains(['[', '*', '_', '\\', '`']) {
        return (text.to_owned(), Vec::new());
    }
    let (mut out, mut links) = (String::with_capacity(text.len()), Vec::new());
    // Where the last bracket opened, in the text that comes out.
    let mut open: Option<usize> = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                out.extend(after.chars().next());
                rest = &after[1..];
                continue;
            }
            '*' | '_' if after.starts_with(c) => {
                rest = &after[1..];
                continue;
            }
            '[' => open = Some(out.len()),
            ']' if after.starts_with('(') => {
                if let (Some(start), Some(end)) = (open.take(), closing(after)) {
                    let target = after[1..end].split_whitespace().next().unwrap_or_default();
                    let name = out.split_off((start + 1).min(out.len()));
                    out.truncate(start);
                    out.push_str(&name);
                    let target = Some(target.to_owned()).filter(|target| target.contains([':', '.', '/']));
                    links.push(Link { name, target });
                    rest = &after[end + 1..];
                    continue;
                }
            }
            _ => {}
        }
        out.push(c);
        rest = after;
    }
    (out, links)
}

/// No address is longer, bytes.
const LONGEST: usize = 2048;

/// The bracket that ends an address, which holds no white space but before a title.
fn closing(text: &str) -> Option<usize> {
    text.bytes().take(LONGEST).position(|byte| byte == b')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_links_kept() {
        for (text, shown, links) in [
            ("plain", "plain", &[][..]),
            ("see [the form](https://a.example/f).", "see the form.", &[("the form", Some("https://a.example/f"))]),
            ("**[here](#)** and [x]", "here and [x]", &[("here", None)]),
            (r"[Network \(PN\)](#) a_b __c__ *", "Network (PN) a_b c *", &[("Network (PN)", None)]),
            ("[open](", "[open](", &[]),
        ] {
            let (out, found) = plain(text);
            let found: Vec<_> = found.iter().map(|link| (link.name.as_str(), link.target.as_deref())).collect();
            assert_eq!((out.as_str(), &found[..]), (shown, links), "{text}");
        }
    }
}

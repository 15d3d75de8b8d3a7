//! What is copied of an agenda: as text, as markup for other programs, and in the markup as JSON for this one.

use super::{Draft, commands::roots, duration::Stated, numbers};
use crate::domain::model::{AgendaItem, Envelope, ItemId, Meeting, NumberStyle, read, write};

/// The attribute of the markup that holds the items as meeting JSON.
const OWN: &str = "data-rapporteur=\"";

/// Items in the two forms that go to the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// A line an item, numbered and indented, with its length.
    pub text: String,
    /// Lists in lists.
    pub markup: String,
}

/// Copies items, each with all below it.
pub fn clip(draft: &Draft, ids: &[ItemId]) -> Option<Clip> {
    let roots = roots(draft, ids);
    let first = roots.first()?;
    let numbers = numbers::numbers(draft);
    let mut text = String::new();
    roots.iter().for_each(|item| line(item, 0, &numbers, &mut text));
    let (open, close) = list(draft, draft.place(&first.id).map_or(1, |place| place.index + 1));
    let mut items: Vec<AgendaItem> = roots.into_iter().cloned().collect();
    items.iter_mut().for_each(for_others);
    let mut own = Envelope::new();
    own.meeting = vec![Meeting { id: draft.meeting.id.clone(), agenda_item: items, ..Meeting::default() }];
    let mut markup = format!("<{open} {OWN}{}\">", escaped(write::compact(&own).trim()));
    own.meeting[0].agenda_item.iter().for_each(|item| entry(item, draft, &mut markup));
    markup.push_str(close);
    Some(Clip { text, markup })
}

/// Without what its author keeps for herself, and without the day, which another meeting does not have.
fn for_others(item: &mut AgendaItem) {
    (item.private_note, item.day) = (None, None);
    item.agenda_item.iter_mut().for_each(for_others);
}

/// "Title (5 min)"; a bare number of minutes gets its unit.
fn label(item: &AgendaItem) -> String {
    let length = Stated::of(item).to_string();
    let unit = if length.ends_with(|c: char| c.is_ascii_digit()) && !length.contains(['h', 'x']) { " min" } else { "" };
    let name = item.name.as_deref().unwrap_or_default();
    if length.is_empty() { name.to_owned() } else { format!("{name} ({length}{unit})") }
}

fn line(item: &AgendaItem, depth: usize, numbers: &std::collections::HashMap<ItemId, String>, out: &mut String) {
    // What has no number gets a mark, so that no title is taken for one.
    let mark = numbers.get(&item.id).map_or("-", String::as_str);
    out.push_str(&format!("{}{mark} {}\n", "    ".repeat(depth), label(item)));
    item.agenda_item.iter().for_each(|child| line(child, depth + 1, numbers, out));
}

/// How a list begins and ends.
fn list(draft: &Draft, from: usize) -> (String, &'static str) {
    match numbers::style_of(draft) {
        Some(NumberStyle::None) => ("ul".to_owned(), "</ul>"),
        _ if from == 1 => ("ol".to_owned(), "</ol>"),
        _ => (format!("ol start=\"{from}\""), "</ol>"),
    }
}

fn entry(item: &AgendaItem, draft: &Draft, out: &mut String) {
    out.push_str("<li>");
    out.push_str(&escaped(&label(item)));
    if !item.agenda_item.is_empty() {
        let (open, close) = list(draft, 1);
        out.push_str(&format!("<{open}>"));
        item.agenda_item.iter().for_each(|child| entry(child, draft, out));
        out.push_str(close);
    }
    out.push_str("</li>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The items of markup that was copied here.
pub fn own(markup: &str) -> Option<Vec<AgendaItem>> {
    let (_, rest) = markup.split_once(OWN)?;
    let (json, _) = rest.split_once('"')?;
    // A browser may write the attribute anew.
    let json = json.replace("&quot;", "\"").replace("&#34;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let envelope = read::from_str(&json).ok()?;
    Some(envelope.meeting.into_iter().next()?.agenda_item).filter(|items| !items.is_empty())
}

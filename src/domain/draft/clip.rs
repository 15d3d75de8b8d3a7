//! What is copied of an agenda: as text, as markup for other programs, and in the markup as JSON for this one.

use std::collections::HashMap;

use super::{Draft, commands::roots, duration::Stated, numbers, record};
use crate::domain::{
    model::{AgendaItem, Envelope, ItemId, Meeting, Presenter, read, write},
    numeral::of_roman,
};

/// The attribute of the markup that holds the items as meeting JSON.
const OWN: &str = "data-rapporteur=\"";

/// Items in the two forms that go to the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// A line an item, numbered and indented, with length and presenters; below it what else is said of it.
    pub text: String,
    /// Lists in lists.
    pub markup: String,
}

/// Copies items, each with all below it.
pub fn clip(draft: &Draft, ids: &[ItemId]) -> Option<Clip> {
    let roots = roots(draft, ids);
    let parent = |item: &AgendaItem| draft.place(&item.id).and_then(|place| place.parent);
    let first = parent(roots.first()?);
    let numbers = numbers::numbers(draft);
    let mut text = String::new();
    roots.iter().for_each(|item| line(item, 0, &numbers, &mut text));
    let mut items: Vec<AgendaItem> = roots.iter().copied().cloned().collect();
    items.iter_mut().for_each(for_others);
    let mut own = Envelope::new();
    own.meeting = vec![Meeting { id: draft.meeting.id.clone(), agenda_item: items, ..Meeting::default() }];
    let own = format!(" {OWN}{}\"", escaped(write::compact(&own).trim()));
    let are_siblings = roots.iter().all(|item| parent(item) == first);
    let place = |item: &AgendaItem| draft.place(&item.id).and_then(|place| u32::try_from(place.index + 1).ok()).unwrap_or(1);
    let mut markup = String::new();
    list(&own, &roots.iter().map(|item| (place(item), *item)).collect(), &numbers, are_siblings, &mut markup);
    Some(Clip { text, markup })
}

/// Without what its author keeps for herself, what was recorded of it, and the day, which another meeting does not have.
fn for_others(item: &mut AgendaItem) {
    (item.private_note, item.day) = (None, None);
    record::forget(item);
    item.agenda_item.iter_mut().for_each(for_others);
}

/// "Title – Chair (5 min)": the length at the end, where it is understood when it is pasted; a bare number of minutes gets its unit.
fn label(item: &AgendaItem) -> String {
    let length = Stated::of(item).to_string();
    let unit = if length.ends_with(|c: char| c.is_ascii_digit()) && !length.contains(['h', 'x']) { " min" } else { "" };
    let mut name = item.name.clone().unwrap_or_default();
    people(item).into_iter().for_each(|people| name.push_str(&format!(" – {people}")));
    if length.is_empty() { name } else { format!("{name} ({length}{unit})") }
}

/// Who presents: "Jane Doe (Chair), Secretariat".
fn people(item: &AgendaItem) -> Option<String> {
    let all: Vec<_> = item.presenter.iter().filter_map(Presenter::in_full).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// The lines of a description that hold something.
fn description(item: &AgendaItem) -> impl Iterator<Item = &str> {
    item.description.iter().flat_map(|text| text.lines()).map(str::trim).filter(|line| !line.is_empty())
}

/// The documents that have an address: name, address.
fn links(item: &AgendaItem) -> impl Iterator<Item = (&str, &str)> {
    item.file.iter().filter_map(|file| {
        let address = file.access_url.as_deref()?;
        Some((file.name.as_deref().unwrap_or(address), address))
    })
}

fn line(item: &AgendaItem, depth: usize, numbers: &HashMap<ItemId, String>, out: &mut String) {
    // What has no number gets a mark, so that no title is taken for one.
    let mark = numbers.get(&item.id).map_or("-", String::as_str);
    out.push_str(&format!("{}{mark} {}\n", "    ".repeat(depth), label(item)));
    let inside = "    ".repeat(depth + 1);
    description(item).for_each(|text| out.push_str(&format!("{inside}{text}\n")));
    links(item).for_each(|(name, address)| {
        out.push_str(&if name == address { format!("{inside}{address}\n") } else { format!("{inside}{name}: {address}\n") });
    });
    item.agenda_item.iter().for_each(|child| line(child, depth + 1, numbers, out));
}

/// The kinds of numbers that lists have by themselves, as `type` has them.
const KINDS: [char; 5] = ['1', 'a', 'i', 'A', 'I'];

/// What a number counts in one of those kinds; of "1.2" the last part.
fn counted(number: &str, kind: char) -> Option<u32> {
    let number = number.trim_matches(['(', ')', '.']);
    let last = number.rsplit('.').next().filter(|last| !last.is_empty())?;
    let is_small = last.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_large = last.bytes().all(|byte| byte.is_ascii_uppercase());
    match kind {
        '1' => last.parse().ok(),
        'i' if is_small => of_roman(last),
        'I' if is_large => of_roman(last),
        'a' | 'A' if last.len() < 4 && if kind == 'a' { is_small } else { is_large } => {
            Some(last.to_lowercase().bytes().fold(0, |sum, byte| 26 * sum + u32::from(byte - b'a') + 1))
        }
        _ => None,
    }
}

/// Siblings as a list: each with its place among all of them.
type Siblings<'a> = Vec<(u32, &'a AgendaItem)>;

/// The kind in which all of some siblings are numbered, and what each counts; of several kinds the one that counts places.
fn kind_of(items: &Siblings, numbers: &HashMap<ItemId, String>) -> Option<(char, Vec<u32>)> {
    let all = |kind: char| items.iter().map(|(_, item)| counted(numbers.get(&item.id)?, kind)).collect::<Option<Vec<u32>>>();
    let mut kinds: Vec<(char, Vec<u32>)> = KINDS.into_iter().filter_map(|kind| Some((kind, all(kind)?))).collect();
    let places = kinds.iter().position(|(_, values)| values.iter().zip(items).all(|(value, (place, _))| value == place));
    (!kinds.is_empty()).then(|| kinds.swap_remove(places.unwrap_or(0)))
}

/// A list of items. What a list cannot count by itself, printed numbers and items of different levels, has its numbers as text.
fn list(own: &str, items: &Siblings, numbers: &HashMap<ItemId, String>, are_siblings: bool, out: &mut String) {
    let kind = kind_of(items, numbers).filter(|_| are_siblings);
    let mut next = kind.as_ref().and_then(|(_, values)| values.first().copied());
    match (&kind, next) {
        (Some((kind, _)), Some(first)) => {
            let style = if *kind == '1' { String::new() } else { format!(" type=\"{kind}\"") };
            let start = if first == 1 { String::new() } else { format!(" start=\"{first}\"") };
            out.push_str(&format!("<ol{style}{start}{own}>"));
        }
        _ => out.push_str(&format!("<ul{own}>")),
    }
    for (at, (_, item)) in items.iter().enumerate() {
        match kind.as_ref().map(|(_, values)| values[at]) {
            Some(value) if next != Some(value) => out.push_str(&format!("<li value=\"{value}\">")),
            _ => out.push_str("<li>"),
        }
        if let Some((_, values)) = &kind {
            next = values[at].checked_add(1);
        } else if let Some(number) = numbers.get(&item.id) {
            out.push_str(&format!("{} ", escaped(number)));
        }
        entry(item, numbers, out);
        out.push_str("</li>");
    }
    out.push_str(if kind.is_some() { "</ol>" } else { "</ul>" });
}

fn entry(item: &AgendaItem, numbers: &HashMap<ItemId, String>, out: &mut String) {
    out.push_str(&escaped(&label(item)));
    description(item).for_each(|text| out.push_str(&format!("<br>{}", escaped(text))));
    links(item).for_each(|(name, address)| out.push_str(&format!("<br><a href=\"{}\">{}</a>", escaped(address), escaped(name))));
    if !item.agenda_item.is_empty() {
        list("", &(1..).zip(&item.agenda_item).collect(), numbers, true, out);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::{blank, paste},
        import::lists,
        model::{File, Lenient, NumberStyle},
        time::Instant,
    };

    /// Four items at the top, the second with three below it: 1 to 7 in reading order.
    fn draft(style: Option<NumberStyle>) -> Draft {
        let item =
            |number: u32| AgendaItem { id: format!("d/item-{number}").into(), name: Some(format!("T{number}")), ..AgendaItem::default() };
        let mut draft = blank("d".into(), "UTC", Instant(0));
        draft.meeting.number_style = style.map(Lenient::Known);
        let inside = AgendaItem { agenda_item: vec![item(3), item(4), item(5)], ..item(2) };
        draft.meeting.agenda_item = vec![item(1), inside, item(6), item(7)];
        draft
    }

    fn markup(draft: &Draft, numbers: &[u32]) -> String {
        let ids: Vec<ItemId> = numbers.iter().map(|number| format!("d/item-{number}").into()).collect();
        let markup = clip(draft, &ids).unwrap().markup;
        let (before, rest) = markup.split_once(" data-rapporteur=").unwrap();
        format!("{before}{}", &rest[rest.find('>').unwrap()..])
    }

    #[test]
    fn a_list_counts_as_the_agenda_does() {
        let decimal = draft(None);
        assert_eq!(markup(&decimal, &[2]), "<ol start=\"2\"><li>T2<ol><li>T3</li><li>T4</li><li>T5</li></ol></li></ol>");
        assert_eq!(markup(&decimal, &[1, 6, 7]), "<ol><li>T1</li><li value=\"3\">T6</li><li>T7</li></ol>");
        assert_eq!(markup(&decimal, &[4, 5]), "<ol start=\"2\"><li>T4</li><li>T5</li></ol>");
        // Of different levels: no list counts so.
        assert_eq!(markup(&decimal, &[4, 6]), "<ul><li>2.2 T4</li><li>3. T6</li></ul>");
        let letters = draft(Some(NumberStyle::Letters));
        assert_eq!(markup(&letters, &[2]), "<ol start=\"2\"><li>T2<ol type=\"a\"><li>T3</li><li>T4</li><li>T5</li></ol></li></ol>");
        assert_eq!(markup(&letters, &[3, 5]), "<ol type=\"a\"><li>T3</li><li value=\"3\">T5</li></ol>");
        assert_eq!(markup(&draft(Some(NumberStyle::None)), &[4, 6]), "<ul><li>T4</li><li>T6</li></ul>");
        let mut printed = draft(None);
        printed.meeting.agenda_item[0].number = Some("B)".into());
        printed.meeting.agenda_item[2].number = Some("<7a>".into());
        assert_eq!(markup(&printed, &[1]), "<ol type=\"A\" start=\"2\"><li>T1</li></ol>");
        assert_eq!(markup(&printed, &[1, 6, 7]), "<ul><li>B) T1</li><li>&lt;7a&gt; T6</li><li>T7</li></ul>");
    }

    #[test]
    fn presenters_descriptions_and_documents_go_along_and_come_back() {
        let mut draft = draft(None);
        let item = &mut draft.meeting.agenda_item[0];
        let person =
            |name: Option<&str>, role: &str| Presenter { name: name.map(Into::into), role: Some(role.into()), ..Presenter::default() };
        item.presenter = vec![person(Some("Jane Doe"), "Chair"), person(None, "Secretariat")];
        item.description = Some("First <line>\n\nSecond".into());
        item.duration = crate::domain::draft::duration::span("5").map(Lenient::Known);
        item.file = vec![
            File { name: Some("Paper".into()), access_url: Some("https://example.org/?a=1&b=2".into()), ..File::default() },
            File { name: Some("No address".into()), ..File::default() },
        ];
        item.private_note = Some("secret".into());
        let copied = clip(&draft, &["d/item-1".into()]).unwrap();
        assert_eq!(
            copied.text,
            "1. T1 – Jane Doe (Chair), Secretariat (5 min)\n    First <line>\n    Second\n    Paper: https://example.org/?a=1&b=2\n"
        );
        assert_eq!(
            markup(&draft, &[1]),
            "<ol><li>T1 – Jane Doe (Chair), Secretariat (5 min)<br>First &lt;line&gt;<br>Second<br><a href=\"https://example.org/?a=1&amp;b=2\">Paper</a></li></ol>"
        );
        let back = own(&copied.markup).unwrap();
        let mut same = draft.meeting.agenda_item[0].clone();
        same.private_note = None;
        assert_eq!(back, [same]);
        assert!(!copied.text.contains("secret") && !copied.markup.contains("secret"));
        // Through another program, which keeps lists and line breaks and nothing else.
        let lines = lists::read(&markup(&draft, &[1])).lines;
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].item.description.as_deref(), Some("First <line>\nSecond\nPaper"));
        assert_eq!(lines[0].item.file[0].access_url.as_deref(), Some("https://example.org/?a=1&b=2"));
        assert_eq!(Stated::of(&lines[0].item).to_string(), "5");
        assert_eq!(paste::plain(&copied.text)[0].item.name.as_deref(), Some("T1 – Jane Doe (Chair), Secretariat"));
    }
}

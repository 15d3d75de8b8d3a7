//! Titles of items: lengths, times of day and presenters that stand in them, what kind of item they tell of, and lists inside them.

use super::{dates, words};
use crate::domain::{
    draft::{duration::Stated, paste, table},
    model::{AgendaItem, Certainty, ItemType, Lenient, Presenter, Source, slot},
    time::Span,
};

const ITEM_TYPES: [(ItemType, &str); 6] = [
    (
        ItemType::Aob,
        "aob|a o b|any other business|other business|divers|questions diverses|otros asuntos|asuntos varios|outros assuntos|sonstiges|verschiedenes",
    ),
    (ItemType::Opening, "welcome|welcoming|opening|bienvenue|ouverture|bienvenida|apertura|boas vindas|abertura|begrüßung|eröffnung"),
    (ItemType::Adoption, "adoption|adopción|adoção|approval of the agenda|annahme"),
    (ItemType::Breakout, "breakout|breakouts|break out|breakout groups|groupes de travail parallèles"),
    (
        ItemType::Update,
        "update|updates|report|reports|briefing|informations|actualización|actualizaciones|atualização|atualizações|bericht|mise à jour",
    ),
    (ItemType::Discussion, "discussion|discussions|débat|discusión|discussão|diskussion|question and answer|q a|exchange"),
];
const BREAKS: &str = "break|coffee break|tea break|lunch|lunch break|coffee|short break|break for lunch|health break|pause|pause café|pause déjeuner|déjeuner|\
    pausa|pausa café|almuerzo|receso|descanso|intervalo|almoço|mittagspause|kaffeepause|intermission|перерыв|comfort break|bio break";

/// What kind of item a title tells of, where its words are clear.
pub fn item_type(title: &str) -> Option<ItemType> {
    let parts: Vec<String> =
        title.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let folded = parts.join(" ");
    if words::is_in(BREAKS, &folded)
        || parts.len() <= 4 && (folded.ends_with(" break") && !folded.contains("breakout") || folded.starts_with("break "))
    {
        return Some(ItemType::Break);
    }
    let padded = format!(" {folded} ");
    let begins = |phrases: &str| {
        phrases.split('|').any(|phrase| folded.starts_with(phrase) && folded[phrase.len()..].chars().next().is_none_or(|c| c == ' '))
    };
    let holds = |phrases: &str| phrases.split('|').any(|phrase| padded.contains(&format!(" {phrase} ")));
    ITEM_TYPES
        .iter()
        .find(|(kind, phrases)| if *kind == ItemType::Breakout { holds(phrases) } else { begins(phrases) })
        .map(|(kind, _)| *kind)
}

/// A title without signs at its ends.
pub fn tidy(text: &str) -> String {
    let text = text.trim().trim_start_matches(['-', '–', '—', ':', '|']).trim_start();
    let mut end = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | ';' | ',' | '|' | '*'));
    // "A.O.B." keeps its last point.
    if let Some(rest) = end.strip_suffix('.')
        && !rest.ends_with('.')
        && !rest.rsplit(' ').next().unwrap_or_default().contains('.')
    {
        end = rest;
    }
    end.to_owned()
}

/// A title without the times of day at its start or end, and the minutes between them.
pub fn clocked(text: &str) -> (String, Option<(u32, Option<u32>)>) {
    let times = dates::times(text);
    for timed in &times {
        let before = text[..timed.span.start].trim_matches([' ', '(', '[', '-', '–', '|', '*', ':', ',']);
        let after = text[timed.span.end..].trim_matches([' ', ')', ']', '-', '–', '—', '|', '*', ':', ',', '.', '\t']);
        let rest = match (before.is_empty(), after.is_empty()) {
            (true, false) => text[timed.span.end..].trim_start_matches([' ', ')', ']', '-', '–', '—', '|', '*', ':', ',', '.', '\t']),
            (false, true) if timed.to.is_some() => {
                text[..timed.span.start].trim_end_matches([' ', '(', '[', '-', '–', '—', '|', '*', ':', ','])
            }
            _ => continue,
        };
        return (rest.to_owned(), Some((timed.from, timed.to)));
    }
    (text.to_owned(), None)
}

/// "10 min  Welcome": the length that stands first, and the rest.
pub fn leading_length(text: &str) -> Option<(Stated, &str)> {
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let (second, behind) = rest.split_once(char::is_whitespace)?;
    let is_number = first.bytes().all(|byte| byte.is_ascii_digit());
    let (length, title) = if is_number { (format!("{first} {second}"), behind) } else { (first.to_owned(), rest) };
    let has_unit =
        length.starts_with(|c: char| c.is_ascii_digit()) && length.contains(|c: char| c.is_alphabetic() || c == '\'' || c == '′');
    let title = title.trim_start_matches(['-', '–', ':', '|', ' ', '\t']);
    Some((Stated::parse(&length).filter(|stated| has_unit && stated.least.is_some())?, title)).filter(|_| !title.is_empty())
}

/// A title without the length that is stated in it, that, and what stands behind it.
fn stated(text: &str) -> Option<(String, Stated, String)> {
    if let Some((stated, title)) = leading_length(text) {
        return Some((title.to_owned(), stated, String::new()));
    }
    let has_unit = |inside: &str| inside.contains(|c: char| c.is_alphabetic() || c == '\'' || c == '′');
    for (open, _) in text.match_indices(['(', '[']) {
        let Some(length) = text[open + 1..].find([')', ']']) else { break };
        let inside = text[open + 1..open + 1 + length].trim();
        let inside = inside
            .strip_prefix("approx. ")
            .or_else(|| inside.strip_prefix("ca. "))
            .or_else(|| inside.strip_prefix("duration: "))
            .unwrap_or(inside);
        let after = text[open + length + 2..].trim();
        if let Some(stated) = Stated::parse(inside).filter(|stated| *stated != Stated::default())
            && (has_unit(inside) || after.trim_matches('.').is_empty() && inside.len() <= 3)
        {
            let before = text[..open].trim_end();
            // "Reports 5 minutes per group (25-30 minutes)"
            if let Some((rest, Stated { per: Some(per), .. })) = paste::split_length(before) {
                return Some((rest.to_owned(), Stated { per: Some(per), ..stated }, after.to_owned()));
            }
            return Some((before.to_owned(), stated, after.to_owned()));
        }
    }
    let bare = text.trim_end_matches(['.', ' ']);
    let (rest, stated) = paste::split_length(bare)?;
    (!rest.is_empty()).then(|| (rest.to_owned(), stated, String::new()))
}

/// Makes an item of a title, with all that stands in it.
pub fn item(text: &str, label: Option<&str>) -> AgendaItem {
    let mut item = AgendaItem { number: label.map(str::to_owned), ..AgendaItem::default() };
    let (mut title, clock) = clocked(text);
    let mut found = None;
    if let Some((rest, stated, after)) = stated(&title) {
        found = Some(stated);
        let behind = after.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | ',' | '.' | '(' | ')' | '|'));
        if behind.is_empty() || table::is_somebody(behind) || behind.split_whitespace().count() <= 2 && after.starts_with('(') {
            if !behind.is_empty() {
                item.presenter.push(presenter(behind));
            }
            title = rest;
        } else {
            title = format!("{rest} {after}");
        }
    }
    let between = clock.and_then(|(from, to)| to?.checked_sub(from)).filter(|minutes| *minutes > 0);
    if let Some(minutes) = between.filter(|_| found.is_none()) {
        found = Some(Stated { least: Some(Span::from_minutes(minutes)), ..Stated::default() });
        item.source.push(Source {
            field: Some("duration".into()),
            certainty: Some(Lenient::Known(Certainty::Derived)),
            ..Source::default()
        });
    }
    for (key, value) in found.into_iter().flat_map(Stated::fields) {
        // Lengths that were just read fit.
        let _ = slot::exchange(&mut item, key, value);
    }
    let title = tidy(&title);
    item.item_type = item_type(&title).map(Lenient::Known);
    item.name = Some(title).filter(|title| !title.is_empty());
    item
}

fn presenter(text: &str) -> Presenter {
    match text.split_once(',') {
        Some((name, role)) => Presenter { name: Some(name.trim().to_owned()), role: Some(role.trim().to_owned()), ..Presenter::default() },
        None => Presenter { role: Some(text.to_owned()), ..Presenter::default() },
    }
}

/// "Topic: (a) one (b) two": the topic, and what is listed in it.
pub fn inline_list(text: &str) -> Option<(&str, Vec<(&str, &str)>)> {
    let mut places: Vec<(usize, &str)> = Vec::new();
    for signs in ["abcdefghij", "123456789"] {
        places.clear();
        let mut from = 0;
        for sign in signs.chars() {
            let mark = format!("({sign})");
            let Some(at) = text[from..].find(&mark).map(|at| from + at) else { break };
            places.push((at, &text[at..at + 3]));
            from = at + 3;
        }
        if places.len() > 1 {
            break;
        }
    }
    let (first, _) = *places.first().filter(|_| places.len() > 1)?;
    let topic = text[..first].trim_end();
    if topic.is_empty() {
        return None;
    }
    let ends = places.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let below = places
        .iter()
        .zip(ends)
        .map(|((at, label), end)| (*label, text[at + 3..end].trim().trim_end_matches([';', ',']).trim_end_matches(" and")))
        .collect();
    Some((topic, below))
}

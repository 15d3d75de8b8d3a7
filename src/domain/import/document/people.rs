//! Lists of participants: names below the headings of their categories.

use super::{
    blocks::{Block, Kind},
    steps, words,
};
use crate::domain::model::{Lenient, Participation, Presence, Role, Source};

const CATEGORIES: &str = "members|member|chair|chairs|secretariat|participants|representatives|countries|organizations|organisations|observers|guests|\
    online|remote|onsite|in person|apologies|regrets|others|facilitators|experts|staff|host|support|government|governments|civil society|\
    private sector|technical community|academia|igos|present|absent|membres|miembros|membros|mitglieder|secrétariat|secretaría|secretariado";

/// Columns of a table of people.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Family,
    Given,
    Affiliation,
    Country,
    Group,
    Other,
}

const COLUMNS: [(Column, &str); 6] = [
    (Column::Name, "name|full name|participant|nom|nombre|nome|names"),
    (Column::Family, "family name|last name|surname|nom de famille|apellido|apellidos|sobrenome|nachname"),
    (Column::Given, "given name|first name|prénom|vorname|first names|given names"),
    (Column::Affiliation, "organization|organisation|affiliation|organización|organização|institution|entity"),
    (Column::Country, "country|pays|país|land"),
    (Column::Group, "stakeholder group|stakeholder|sector|group"),
];

fn columns(cells: &[String]) -> Option<Vec<Column>> {
    let of = |cell: &String| {
        let small = words::folded(cell);
        COLUMNS.iter().find(|(_, names)| words::is_in(names, &small)).map_or(Column::Other, |(column, _)| *column)
    };
    let all: Vec<Column> = cells.iter().map(of).collect();
    (all.iter().filter(|column| **column != Column::Other).count() > 1).then_some(all)
}

fn is_category(text: &str) -> bool {
    let small = words::folded(text);
    text.ends_with(':') || small.split([' ', '-']).any(|word| words::is_in(CATEGORIES, word)) || small.split_whitespace().count() > 6
}

/// What a category says of the role.
fn role(category: &str) -> Option<Role> {
    let small = format!(" {} ", words::folded(category));
    let has = |words: &[&str]| words.iter().any(|word| small.contains(word));
    if has(&[" past mag chair", " former chair", " past chair"]) {
        Some(Role::PastChair)
    } else if has(&["host countr", " host "]) {
        Some(Role::HostCountry)
    } else if has(&["intergovernmental", " igo"]) {
        Some(Role::Igo)
    } else if has(&["secretariat"]) {
        Some(Role::Secretariat)
    } else if has(&["co-chair"]) {
        Some(Role::CoChair)
    } else if has(&[" chair "]) {
        Some(Role::Chair)
    } else if has(&["mag members", " members "]) {
        Some(Role::Member)
    } else {
        None
    }
}

fn presence(category: &str) -> Option<Presence> {
    let small = words::folded(category);
    let has = |words: &str| small.split([' ', ',']).any(|word| words::is_in(words, word));
    if has("apologies|regrets|absent|excusés") {
        Some(Presence::Regrets)
    } else if has("remote|online|remotely") {
        Some(Presence::Remote)
    } else {
        None
    }
}

/// Whether a text may be somebody's name, with what stands behind a comma or a dash.
fn is_name(text: &str) -> bool {
    let name = text.split([',', '(', '–', ';', '|']).next().unwrap_or_default().trim();
    let parts: Vec<&str> = name.split_whitespace().collect();
    let capitals = parts.iter().filter(|part| part.starts_with(|c: char| c.is_uppercase() || !c.is_ascii() && c.is_alphabetic())).count();
    (1..=6).contains(&parts.len())
        && 2 * capitals >= parts.len()
        && !name.contains(|c: char| c.is_ascii_digit())
        && text.chars().count() <= 120
        && !text.ends_with(['.', ':', '?'])
}

/// The people below a heading, and how many blocks tell of them.
pub fn read(all: &[Block], heading: &str) -> (Vec<Participation>, usize) {
    let mut out: Vec<Participation> = Vec::new();
    let mut category = presence(heading).map(|_| heading.trim_end_matches(':').to_owned());
    let mut table: Option<Vec<Column>> = None;
    let has_rows = all.iter().take(40).any(|block| matches!(block.kind, Kind::Row(_)));
    let has_items = all.iter().take(40).any(Block::is_item);
    let mut used = 0;
    for block in all {
        steps::count(1);
        let text = block.text.as_str();
        match &block.kind {
            Kind::Row(cells) => {
                if let Some(found) = columns(cells) {
                    table = Some(found);
                } else if cells.iter().filter(|cell| !cell.is_empty()).all(|cell| cell.split_whitespace().count() <= 12) {
                    out.push(of_row(cells, table.as_deref(), category.as_deref(), block.lines));
                } else {
                    break;
                }
            }
            // "1. Opening" is nobody.
            Kind::Item { .. }
                if !heading.is_empty() && is_name(text) && text.split([',', '(']).next().is_some_and(|name| name.trim().contains(' ')) =>
            {
                out.push(of_text(text, category.as_deref(), block.lines))
            }
            Kind::Noise => {}
            Kind::Heading | Kind::Paragraph | Kind::Item { .. } => {
                if let Some((label, names)) =
                    text.split_once(": ").filter(|(label, _)| is_category(label) && label.split_whitespace().count() <= 6)
                {
                    // "Members: Jane Doe, John Roe"
                    let sign = if names.contains(';') { ';' } else { ',' };
                    let names: Vec<&str> = names
                        .trim_end_matches('.')
                        .split(sign)
                        .flat_map(|part| part.split(" and "))
                        .map(str::trim)
                        .filter(|name| !name.is_empty())
                        .collect();
                    if !names.iter().all(|name| is_name(name)) {
                        break;
                    }
                    out.extend(names.iter().map(|name| of_text(name, Some(label), block.lines)));
                } else if words::section(text).is_some_and(|section| section != words::Section::Participants || words::annex(text))
                    || block.is_item()
                {
                    break;
                } else if has_rows || has_items || is_category(text) {
                    if block.kind == Kind::Paragraph && text.ends_with('.') {
                        break;
                    }
                    category = Some(text.trim_end_matches(':').to_owned());
                } else if is_name(text) && text.contains(' ') {
                    out.push(of_text(text, category.as_deref(), block.lines));
                } else {
                    break;
                }
            }
        }
        used += 1;
    }
    (out, used)
}

fn source(lines: [u32; 2]) -> Vec<Source> {
    vec![Source { lines: vec![lines], ..Source::default() }]
}

fn with_category(mut person: Participation, category: Option<&str>) -> Participation {
    if let Some(category) = category {
        person.role.extend(role(category).map(Lenient::Known));
        person.presence = presence(category).map(Lenient::Known);
        person.category = Some(category.to_owned());
    }
    person
}

fn of_row(cells: &[String], table: Option<&[Column]>, category: Option<&str>, lines: [u32; 2]) -> Participation {
    let mut person = Participation { source: source(lines), ..Participation::default() };
    let some = |column: Column| {
        let at = table?.iter().position(|other| *other == column)?;
        cells.get(at).filter(|cell| !cell.is_empty()).cloned()
    };
    if table.is_some() {
        (person.family_name, person.given_name) = (some(Column::Family), some(Column::Given));
        let both = person.given_name.iter().chain(&person.family_name).cloned().collect::<Vec<_>>().join(" ");
        person.name = some(Column::Name).or(Some(both).filter(|name| !name.is_empty()));
        (person.affiliation, person.country, person.stakeholder_group) =
            (some(Column::Affiliation), some(Column::Country), some(Column::Group));
    } else {
        let name: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).take(2).collect();
        person.name = Some(name.join(" "));
    }
    with_category(person, category)
}

/// "Jane Doe (Chair)", "Jane Doe, Example Society".
fn of_text(text: &str, category: Option<&str>, lines: [u32; 2]) -> Participation {
    let end = text.find([',', '(', '–', '|', ';']).or_else(|| text.find(" - ")).unwrap_or(text.len());
    let rest = text[end..].trim_matches(|c: char| !c.is_alphanumeric());
    let person = Participation {
        name: Some(text[..end].trim().to_owned()),
        affiliation: Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
        source: source(lines),
        ..Participation::default()
    };
    with_category(person, category)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{blocks::blocks, lines::lines},
        *,
    };

    #[test]
    fn people_stand_below_their_category() {
        let told = |text: &str| {
            let (people, _) = read(&blocks(&lines(text)), "Participants");
            people
                .iter()
                .map(|one| format!("{}/{}", one.name.as_deref().unwrap_or_default(), one.category.as_deref().unwrap_or_default()))
                .collect::<Vec<_>>()
                .join("; ")
        };
        for (text, expected) in [
            (
                "MAG Chair\t\nDoe\tJane\nMAG Members\t\nRoe\tJohn\n\n\nPoe\tAnn",
                "Doe Jane/MAG Chair; Roe John/MAG Members; Poe Ann/MAG Members",
            ),
            ("Members:\n- Jane Doe, Example Society\n- John Roe\nNext steps:\n- Send", "Jane Doe/Members; John Roe/Members"),
            ("Members: Jane Doe, John Roe and Ann Poe", "Jane Doe/Members; John Roe/Members; Ann Poe/Members"),
            ("Jane Doe (Chair)\nJohn Roe\nThe meeting was opened at noon.", "Jane Doe/; John Roe/"),
            ("Name\tOrganization\tCountry\nJane Doe\tEx\tPeru", "Jane Doe/"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}

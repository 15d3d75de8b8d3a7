//! Two records of one meeting, field by field, as texts that a person can compare.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::domain::model::{Action, Meeting};

/// Fields in the order in which they are compared; others follow by name. `action` stands for the meeting's actions.
const ORDER: [&str; 31] = [
    "name",
    "otherName",
    "number",
    "sequenceNumber",
    "cycle",
    "organization",
    "meetingType",
    "meetingState",
    "cancelled",
    "agendaState",
    "start",
    "end",
    "timeZone",
    "duration",
    "location",
    "attendanceMode",
    "audience",
    "description",
    "meetingDay",
    "superEvent",
    "agendaItem",
    "breakout",
    "action",
    "minutes",
    "participation",
    "attendeeCount",
    "poll",
    "mentionedOrganization",
    "file",
    "previousMeeting",
    "source",
];

/// Lines of a long value that are told; the last of them stands for the rest.
const MOST_LINES: usize = 12;

/// Characters of a line that are told, and values of one object.
const MOST_CHARACTERS: usize = 400;
const MOST_VALUES: usize = 12;

/// What is told of a value that goes on.
const MORE: &str = "…";

/// Fields of nested objects that say where something is kept or came from, not what it is.
const ASIDE: [&str; 6] = ["id", "source", "meeting", "section", "heading", "actionStatus"];

/// What puts the value of a field into words.
pub type Say<'s> = &'s dyn Fn(&str, &Value) -> String;

/// A field in which two records differ. Empty where a record does not have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field, in the spelling of the meeting JSON.
    pub field: String,
    /// What is here.
    pub here: String,
    /// What comes in.
    pub new: String,
}

/// The fields in which two records of a meeting differ.
///
/// That one of them replaces the other is no difference.
pub fn compare(here: (&Meeting, &[&Action]), new: (&Meeting, &[&Action]), say: Say) -> Vec<Difference> {
    let (mut here, mut new) = (fields(here), fields(new));
    here.remove("replaces");
    new.remove("replaces");
    let mut keys: Vec<&String> = here.keys().chain(new.keys()).collect();
    let place = |key: &str| ORDER.iter().position(|other| *other == key).unwrap_or(ORDER.len());
    keys.sort_by(|a, b| (place(a), a).cmp(&(place(b), b)));
    keys.dedup();
    keys.into_iter()
        .filter(|key| here.get(*key) != new.get(*key))
        .map(|key| {
            let (here, new) = (lines(key, here.get(key), say), lines(key, new.get(key), say));
            Difference { field: key.clone(), here: own(&here, &new), new: own(&new, &here) }
        })
        .collect()
}

/// The lines that only this value has; equal ones between them are left out, since what differs is looked for.
fn own(lines: &[String], other: &[String]) -> String {
    let other: HashSet<&String> = other.iter().collect();
    let mut out: Vec<&str> = Vec::new();
    for line in lines {
        if !other.contains(line) {
            out.push(line);
        } else if out.last() != Some(&MORE) {
            out.push(MORE);
        }
        if out.len() > MOST_LINES {
            out.truncate(MOST_LINES);
            out.push(MORE);
            break;
        }
    }
    let cut = |line: &str| match line.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}{MORE}", &line[..end]),
        None => line.to_owned(),
    };
    out.into_iter().map(cut).collect::<Vec<_>>().join("\n")
}

fn fields((meeting, actions): (&Meeting, &[&Action])) -> Map<String, Value> {
    let mut fields = match serde_json::to_value(meeting) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    if !actions.is_empty() {
        fields.insert("action".into(), actions.iter().map(|action| serde_json::to_value(action).unwrap_or_default()).collect());
    }
    fields
}

/// A value as lines: one an entry of a list, deeper where it is nested.
fn lines(key: &str, value: Option<&Value>, say: Say) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(value) = value {
        put(key, value, 0, say, &mut lines);
    }
    lines
}

fn put(key: &str, value: &Value, level: usize, say: Say, lines: &mut Vec<String>) {
    let indent = "\u{2003}".repeat(level);
    match value {
        Value::Null => {}
        Value::Array(list) if list.iter().all(|one| !one.is_object() && !one.is_array()) => {
            lines.push(format!("{indent}{}", list.iter().map(|one| say(key, one)).collect::<Vec<_>>().join(", ")));
        }
        Value::Array(list) => list.iter().for_each(|one| put(key, one, level, say, lines)),
        Value::Object(fields) => {
            let text = |key: &str| fields.get(key).map(|value| say(key, value)).filter(|text| !text.is_empty());
            let title = ["number", "name", "text"].iter().filter_map(|key| text(key)).collect::<Vec<_>>().join(" ");
            let told = |key: &str| !["number", "name", "text"].contains(&key) && !ASIDE.contains(&key);
            let rest = fields.iter().filter(|(key, value)| told(key) && !value.is_object() && !value.is_array());
            let rest: Vec<String> = rest.take(MOST_VALUES).map(|(key, value)| say(key, value)).collect();
            let title = Some(title).filter(|title| !title.is_empty()).or_else(|| rest.is_empty().then(|| text("id")).flatten());
            let line: Vec<String> = title.into_iter().chain(rest).collect();
            let below = level + usize::from(!line.is_empty());
            if !line.is_empty() {
                lines.push(format!("{indent}{}", line.join(" · ")));
            }
            let deeper = fields.iter().filter(|(key, value)| !ASIDE.contains(&key.as_str()) && (value.is_object() || value.is_array()));
            deeper.for_each(|(key, value)| put(key, value, below, say, lines));
        }
        other => lines.push(format!("{indent}{}", say(key, other))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::read;

    /// Lengths in words, as an example; all else as it stands.
    fn say(key: &str, value: &Value) -> String {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if key == "duration" { format!("for {text}") } else { text }
    }

    fn check(here: &str, new: &str, expected: &[(&str, &str, &str)]) {
        let read = |text: &str| read::from_str(&format!(r#"{{"schemaVersion":"1.0.0",{text}}}"#)).unwrap();
        let (here, new) = (read(here), read(new));
        let (of_here, of_new): (Vec<&Action>, Vec<&Action>) = (here.action.iter().collect(), new.action.iter().collect());
        let found = compare((&here.meeting[0], &of_here), (&new.meeting[0], &of_new), &say);
        let found: Vec<_> = found.iter().map(|one| (one.field.as_str(), one.here.as_str(), one.new.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn only_what_differs_is_told() {
        check(r#""meeting":[{"id":"m","name":"A"}]"#, r#""meeting":[{"id":"m","name":"A","replaces":"m"}]"#, &[]);
        check(
            r#""meeting":[{"id":"m","name":"A","zz":1,"start":"2025-10-22T14:00:00Z"}]"#,
            r#""meeting":[{"id":"m","name":"B","organization":["mag","wg"],"start":"2025-10-22T14:00:00Z"}],"action":[{"id":"m/action-1","name":"Do","meeting":"m"}]"#,
            &[("name", "A", "B"), ("organization", "", "mag, wg"), ("action", "", "Do"), ("zz", "1", "")],
        );
    }

    #[test]
    fn an_agenda_is_told_as_an_outline() {
        check(
            r#""meeting":[{"id":"m"}]"#,
            r#""meeting":[{"id":"m","agendaItem":[{"id":"m/item-1","number":"1.","name":"Welcome","duration":"PT5M","agendaItem":[{"id":"m/item-2","name":"Chair"}]},{"id":"m/item-3"}]}]"#,
            &[("agendaItem", "", "1. Welcome · for PT5M\n\u{2003}Chair\nm/item-3")],
        );
    }

    #[test]
    fn equal_lines_are_left_out() {
        check(
            r#""meeting":[{"id":"m","agendaItem":[{"id":"m/item-1","name":"A"},{"id":"m/item-2","name":"B"},{"id":"m/item-3","name":"C"}]}]"#,
            r#""meeting":[{"id":"m","agendaItem":[{"id":"m/item-1","name":"A"},{"id":"m/item-2","name":"X"},{"id":"m/item-3","name":"C"}]}]"#,
            &[("agendaItem", "…\nB\n…", "…\nX\n…")],
        );
    }

    #[test]
    fn a_long_list_is_cut() {
        let items: Vec<String> = (0..100).map(|n| format!(r#"{{"id":"m/item-{n}","name":"x"}}"#)).collect();
        let new = format!(r#"{{"schemaVersion":"1.0.0","meeting":[{{"id":"m","agendaItem":[{}]}}]}}"#, items.join(","));
        let (here, new) = (Meeting { id: "m".into(), ..Meeting::default() }, read::from_str(&new).unwrap());
        let found = compare((&here, &[]), (&new.meeting[0], &[]), &say);
        assert_eq!((found[0].new.lines().count(), found[0].new.lines().last()), (MOST_LINES + 1, Some("…")));
    }
}

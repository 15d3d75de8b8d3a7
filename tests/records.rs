//! The archive's own records: valid, without errors, and as the answer key has them.
//!
//! The answer key is not part of the repository: it is read from `RAPPORTEUR_EXPECTED`, by default `../shared/expected`.
//! `UPDATE_EXPECT=1` writes the reviewed list of warnings anew.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use rapporteur::domain::{
    check::{Check, has_errors},
    list::bodies_concerned,
    model::{Action, AgendaItem, AttendanceMode, Classification, Due, Envelope, ItemType, KnownOption, Meeting, read, schema},
    pack,
    time::{DAY, Moment},
};
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Names and texts of the records, by name.
fn texts() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(root().join("public/data/records")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    paths.iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())).collect()
}

fn records() -> Envelope {
    pack::merge(texts().iter().map(|(name, text)| read::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))))
}

/// The answer key, one value a document; `None`, and a line that says so, where it is absent.
fn expected() -> Option<Vec<(String, Value)>> {
    let folder = std::env::var_os("RAPPORTEUR_EXPECTED").map_or_else(|| root().join("../shared/expected"), PathBuf::from);
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("no answer key at {}: the facts of the records are not compared", folder.display());
        return None;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    let read = |path: &PathBuf| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    Some(paths.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect())
}

#[test]
fn every_record_fits_the_schema() {
    let schema = serde_json::to_value(schema::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, text) in texts() {
        let value: Value = serde_json::from_str(&text).unwrap();
        let faults: Vec<String> = validator.iter_errors(&value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{name}\n{}", faults.join("\n"));
    }
}

#[test]
fn the_records_have_no_error_and_the_reviewed_warnings() {
    let texts = texts();
    let mut check = Check::new();
    for (name, text) in &texts {
        check.text(name, text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let findings = check.finish();
    // Without the line, which moves with every edit.
    let found: String = findings
        .iter()
        .map(|finding| {
            format!(
                "{}: {}: {}: {}\n",
                texts[finding.file].0, finding.diagnostic.severity, finding.diagnostic.code, finding.diagnostic.message
            )
        })
        .collect();
    assert!(!has_errors(&findings), "{found}");
    let path = root().join("tests/records.warnings.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, reviewed, "review the warnings, then run with UPDATE_EXPECT=1");
}

#[test]
fn the_archive_is_complete() {
    let all = records();
    let mut cycles: BTreeMap<&str, usize> = BTreeMap::new();
    for meeting in &all.meeting {
        *cycles.entry(meeting.cycle.as_ref().unwrap().as_str()).or_default() += 1;
    }
    let counts = [("igf-2018", 1), ("igf-2020", 2), ("igf-2021", 12), ("igf-2022", 2), ("igf-2023", 1), ("igf-2024", 8), ("igf-2025", 4)];
    assert_eq!(cycles, counts.into());
    assert_eq!((all.meeting.len(), all.action.len()), (30, 41));
    let people: usize = all.meeting.iter().map(|meeting| meeting.participation.len()).sum();
    assert_eq!(people, 106);
}

#[test]
fn the_eleventh_meeting_of_2025_fills_its_ninety_minutes() {
    let all = records();
    let meeting = all.meeting.iter().find(|meeting| meeting.id.as_str() == "igf-2025-mag-11").unwrap();
    let minutes: Vec<u32> = meeting.agenda_item.iter().map(|item| item.duration.known().unwrap().seconds() / 60).collect();
    assert_eq!(minutes, [2, 5, 10, 45, 20, 8]);
    assert_eq!(minutes.iter().sum::<u32>(), 90);
}

#[test]
fn the_records_say_what_the_answer_key_says() {
    let Some(documents) = expected() else { return };
    let all = records();
    let mut faults = Vec::new();
    let mut met = BTreeSet::new();
    // The listing comes last; what a fuller document said already is not asked of it.
    let (listing, fuller): (Vec<_>, Vec<_>) = documents.iter().partition(|(name, _)| name == "meetings-page");
    for (name, document) in fuller.into_iter().chain(listing) {
        for key in document["meetings"].as_array().unwrap() {
            let title = key["title"].as_str().unwrap_or_default();
            let named = |meeting: &&Meeting| {
                let mut titles = meeting.name.iter().chain(&meeting.other_name);
                titles.any(|known| plain(known) == plain(title))
            };
            let found: Vec<&Meeting> = all.meeting.iter().filter(named).collect();
            let [meeting] = found.as_slice() else {
                faults.push(format!("{name}: {} records are called {title}", found.len()));
                continue;
            };
            let first = met.insert(meeting.id.clone());
            let mut see = See { faults: &mut faults, place: format!("{} ({name})", meeting.id) };
            if first {
                compare(&all, meeting, key, &mut see);
            } else {
                see.same("number", &key["number"], &meeting.sequence_number.map_or(Value::Null, Value::from));
            }
        }
    }
    assert_eq!(met.len(), 30);
    assert!(faults.is_empty(), "{}\n{} faults", faults.join("\n"), faults.len());
}

struct See<'a> {
    faults: &'a mut Vec<String>,
    place: String,
}

impl See<'_> {
    fn same(&mut self, what: &str, expected: &Value, actual: &Value) {
        if expected != actual {
            self.faults.push(format!("{}: {what}: expected {expected}, recorded {actual}", self.place));
        }
    }

    /// The same, where the key may have other acceptable readings beside the first.
    fn one_of(&mut self, what: &str, node: &Value, field: &str, actual: &Value) {
        let others = node["also"][field].as_array().into_iter().flatten();
        if !others.clone().any(|other| loosely(other) == loosely(actual)) && loosely(&node[field]) != loosely(actual) {
            self.faults.push(format!("{}: {what}: expected {}, recorded {actual}", self.place, node[field]));
        }
    }
}

fn loosely(value: &Value) -> String {
    value.as_str().map_or_else(|| value.as_f64().map_or_else(|| value.to_string(), |number| number.to_string()), plain)
}

fn compare(all: &Envelope, meeting: &Meeting, key: &Value, see: &mut See) {
    let text = |text: Option<String>| text.map_or(Value::Null, Value::from);
    see.same("cycle", &key["cycle"], &meeting.cycle.as_ref().and_then(|id| id.as_str().strip_prefix("igf-")?.parse::<i32>().ok()).into());
    see.same("number", &key["number"], &meeting.sequence_number.map_or(Value::Null, Value::from));
    let start = meeting.start.known().copied();
    see.same("date", &key["date"], &text(start.and_then(Moment::first_day).map(|date| date.to_string())));
    let end = meeting.end.known().copied().and_then(Moment::first_day).filter(|end| Some(*end) != start.and_then(Moment::first_day));
    see.same("end", &key["end_date"], &text(end.map(|date| date.to_string())));
    let time = start.and_then(Moment::instant).map(|instant| instant.0.rem_euclid(DAY));
    see.same("time", &key["time_utc"], &text(time.map(|second| format!("{:02}:{:02}", second / 3600, second / 60 % 60))));
    see.same("mode", &key["mode"], &text(meeting.attendance_mode.known().copied().map(AttendanceMode::to_string_)));
    let people = key["participants"].as_u64().unwrap_or(0);
    see.same("participants", &people.into(), &meeting.participation.len().into());

    let wanted = flat_key(&key["agenda"], 0);
    let mut recorded = flat(&meeting.agenda_item, 0);
    // Tasks of breakout groups count where the key has them, and are never wrong.
    let titles: BTreeSet<String> = wanted.iter().filter_map(|(_, node)| node["title"].as_str()).map(plain).collect();
    recorded.retain(|(_, item)| item.id.as_str() != TASK || titles.contains(&plain(item.name.as_deref().unwrap_or_default())));
    see.same("agenda items", &wanted.len().into(), &recorded.len().into());
    for ((level, node), (depth, item)) in wanted.iter().zip(&recorded) {
        let name = node["title"].as_str().unwrap_or_default();
        see.same(&format!("level of {name}"), &(*level).into(), &(*depth).into());
        let label = item.number.as_deref().map(|number| number.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
        see.one_of(&format!("label of {name}"), node, "label", &text(label));
        if !item.other_name.iter().any(|other| plain(other) == plain(name)) {
            see.one_of(&format!("title of {}", item.id), node, "title", &text(item.name.clone()));
        }
        let single = item.duration_max.is_none() && item.duration_per.is_none();
        let minutes = item.duration.known().filter(|_| single).map(|span| f64::from(span.seconds()) / 60.0);
        see.one_of(&format!("minutes of {name}"), node, "minutes", &minutes.map_or(Value::Null, Value::from));
    }
    actions(all, meeting, key, see);
    groups(all, meeting, key, see);
}

trait ToText {
    fn to_string_(self) -> String;
}

impl ToText for AttendanceMode {
    fn to_string_(self) -> String {
        self.as_str().to_owned()
    }
}

fn actions(all: &Envelope, meeting: &Meeting, key: &Value, see: &mut See) {
    let recorded: Vec<&Action> = all.action.iter().filter(|action| action.meeting.as_ref() == Some(&meeting.id)).collect();
    let wanted = key["actions"].as_array().unwrap();
    see.same("actions", &wanted.len().into(), &recorded.len().into());
    for (node, action) in wanted.iter().zip(recorded) {
        // Records say each duty in words of their own; only who and by when is compared.
        let owner = action.agent.iter().filter_map(|agent| agent.name.as_deref()).collect::<Vec<_>>().join(" and ");
        let owner = if owner.is_empty() { Value::Null } else { owner.into() };
        if words(&node["owner"]) != words(&owner) {
            see.one_of(&format!("owner of {}", action.id), node, "owner", &owner);
        }
        let due = match &action.due {
            Some(Due { date: Some(date), .. }) => date.to_string().into(),
            Some(Due { text: Some(text), .. }) => text.clone().into(),
            _ => Value::Null,
        };
        // "at the upcoming MAG meeting" says "upcoming MAG meeting".
        if node["due"].is_null() || !loosely(&due).contains(&loosely(&node["due"])) {
            see.one_of(&format!("due of {}", action.id), node, "due", &due);
        }
    }
}

/// The words of an owner, singular, without those that only join: "Co-facilitators of all MAG WGs".
fn words(value: &Value) -> BTreeSet<String> {
    let text = plain(value.as_str().unwrap_or_default());
    let words = text.split(' ').filter(|word| !["and", "the", "igf", "of", "all"].contains(word));
    words.map(|word| word.strip_suffix('s').unwrap_or(word).to_owned()).collect()
}

fn groups(all: &Envelope, meeting: &Meeting, key: &Value, see: &mut See) {
    let actions: Vec<&Action> = all.action.iter().filter(|action| action.meeting.as_ref() == Some(&meeting.id)).collect();
    let named = [Classification::WorkingGroup, Classification::PolicyNetwork, Classification::BestPracticeForum];
    let recorded: Vec<BTreeSet<String>> = bodies_concerned(meeting, &actions)
        .into_iter()
        .filter_map(|id| all.organization.iter().find(|body| body.id == *id))
        .filter(|body| body.classification.known().is_some_and(|kind| named.contains(kind)))
        .map(|body| body.short_name.iter().chain(&body.name).chain(&body.other_name).map(|name| plain(name)).collect())
        .collect();
    let list = |value: &Value| value.as_array().into_iter().flatten().filter_map(Value::as_str).map(plain).collect::<Vec<_>>();
    let (wanted, mut also) = (list(&key["groups_mentioned"]), list(&key["also"]["groups_mentioned"]));
    also.extend(key["group"].as_str().map(plain));
    for name in &wanted {
        if !recorded.iter().any(|names| names.contains(name)) {
            see.faults.push(format!("{}: group {name} is not mentioned", see.place));
        }
    }
    for names in &recorded {
        if !wanted.iter().chain(&also).any(|name| names.contains(name)) {
            see.faults.push(format!("{}: group {names:?} is mentioned", see.place));
        }
    }
}

/// The key's tree in reading order. Days are no items.
fn flat_key(nodes: &Value, level: usize) -> Vec<(usize, &Value)> {
    let mut out = Vec::new();
    for node in nodes.as_array().into_iter().flatten() {
        let day = node["label"].as_str().is_some_and(|label| label.starts_with("Day "));
        if !day {
            out.push((level, node));
        }
        out.extend(flat_key(&node["children"], level + usize::from(!day)));
    }
    out
}

/// Stands for the id of a task, which has none.
const TASK: &str = "task";

/// The record's tree in reading order, without breaks; tasks of breakout groups count as children.
fn flat(items: &[AgendaItem], level: usize) -> Vec<(usize, AgendaItem)> {
    let mut out = Vec::new();
    for item in items.iter().filter(|item| item.item_type.known() != Some(&ItemType::Break)) {
        out.push((level, item.clone()));
        for task in item.breakout.iter().filter(|breakout| breakout.name.is_none()).flat_map(|breakout| &breakout.task) {
            out.push((
                level + 1,
                AgendaItem { id: TASK.into(), number: task.number.clone(), name: task.name.clone(), ..AgendaItem::default() },
            ));
        }
        out.extend(flat(&item.agenda_item, level + 1));
    }
    out
}

/// Small letters, one space between words, no signs.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace('&', " and ").replace(['\'', '’'], "");
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_records_are_packed_and_read_again() {
    let envelopes: Vec<Envelope> = texts().iter().map(|(_, text)| read::from_str(text).unwrap()).collect();
    let files = pack::pack(envelopes);
    let whole = files.iter().find(|(name, _)| name == "archive.json").unwrap();
    assert_eq!(read::from_str(&whole.1).unwrap(), records());
    let list: rapporteur::domain::list::List = serde_json::from_str(&files[0].1).unwrap();
    assert_eq!(list.row.len(), 30);
    assert!(Path::new(&list.chunk[0]).extension().is_some());
}

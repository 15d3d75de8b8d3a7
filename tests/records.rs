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
    list::{List, bodies_concerned, count_items},
    model::{
        Action, AgendaItem, AttendanceMode, Breakout, Classification, Due, Envelope, ItemType, KnownOption, Meeting, MeetingType,
        MinutesSection, Note, Task, read, schema,
    },
    pack,
    time::{DAY, Moment},
};
use serde_json::{Value, json};

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
    reviewed("records.warnings.txt", &found);
}

/// Holds a text against the reviewed one in `tests/`.
fn reviewed(name: &str, found: &str) {
    let path = root().join("tests").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, found).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, known, "review {name}, then run with UPDATE_EXPECT=1");
}

#[test]
fn the_archive_is_complete() {
    let all = records();
    let facts: Value = serde_json::from_str(&fs::read_to_string(root().join("tests/facts/counts.json")).unwrap()).unwrap();
    let mut cycles: BTreeMap<&str, usize> = BTreeMap::new();
    let mut meetings = BTreeMap::new();
    let mut sum = [0; 4];
    for meeting in &all.meeting {
        *cycles.entry(meeting.cycle.as_ref().unwrap().as_str()).or_default() += 1;
        let actions = all.action.iter().filter(|action| action.meeting.as_ref() == Some(&meeting.id)).count();
        let counts = [count_items(&meeting.agenda_item), actions, meeting.participation.len(), notes(&meeting.minutes)];
        let [items, actions, people, notes] = counts;
        sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        let value = json!({ "agendaItems": items, "actions": actions, "participants": people, "notes": notes });
        meetings.insert(meeting.id.to_string(), value);
    }
    let [items, actions, people, notes] = sum;
    let found = json!({ "cycles": cycles, "meetings": all.meeting.len(), "actions": actions, "participants": people,
        "agendaItems": items, "notes": notes, "perMeeting": meetings });
    assert_eq!(found, facts);
    assert_eq!(all.action.len(), actions, "each action belongs to a meeting");
}

/// Notes of the minutes, those within notes included.
fn notes(sections: &[MinutesSection]) -> usize {
    fn all(notes: &[Note]) -> usize {
        notes.iter().map(|note| 1 + all(&note.note)).sum()
    }
    sections.iter().map(|section| all(&section.note) + notes(&section.section)).sum()
}

/// The agendas as a reader sees them: number, title and length of every item, indented, with the tasks of breakout groups.
#[test]
fn the_agendas_are_the_reviewed_ones() {
    fn lengths(item: &AgendaItem) -> String {
        let value = serde_json::to_value(item).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().trim_start_matches("PT").to_lowercase();
        let mut out: Vec<String> = ["duration", "durationMax"].iter().map(|field| text(&value[field])).collect();
        out.retain(|length| !length.is_empty());
        let mut out = out.join("-");
        if value["durationPer"].is_object() {
            out += &format!(" {} per {}", text(&value["durationPer"]["duration"]), value["durationPer"]["unit"].as_str().unwrap());
        }
        if value["durationScope"].is_string() {
            out += &format!(" {}", text(&value["durationScope"]));
        }
        if out.is_empty() { out } else { format!(" [{}]", out.trim()) }
    }
    fn tasks(list: &[Task], indent: usize, out: &mut String) {
        for task in list {
            let label = [task.number.as_deref(), task.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            *out += &format!("{:indent$}> {label}\n", "");
            tasks(&task.task, indent + 2, out);
        }
    }
    fn groups(list: &[Breakout], indent: usize, out: &mut String) {
        for group in list {
            let counts = [group.count, group.count_max].into_iter().flatten().map(|count| count.to_string()).collect::<Vec<_>>().join("-");
            let label = [(!counts.is_empty()).then_some(counts), group.name.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            *out += &format!("{:indent$}groups: {}\n", "", if label.is_empty() { "all" } else { label.trim_start_matches("Group ") });
            tasks(&group.task, indent + 2, out);
        }
    }
    fn items(list: &[AgendaItem], indent: usize, out: &mut String) {
        for item in list {
            let label = [item.number.as_deref(), item.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            *out += &format!("{:indent$}{label}{}\n", "", lengths(item));
            groups(&item.breakout, indent + 2, out);
            items(&item.agenda_item, indent + 2, out);
        }
    }
    let mut out = String::new();
    for meeting in &records().meeting {
        out += &format!("{}\n", meeting.id);
        groups(&meeting.breakout, 2, &mut out);
        items(&meeting.agenda_item, 2, &mut out);
    }
    reviewed("facts/agendas.txt", &out);
}

fn meeting<'a>(all: &'a Envelope, id: &str) -> &'a Meeting {
    all.meeting.iter().find(|meeting| meeting.id.as_str() == id).unwrap()
}

#[test]
fn the_eleventh_meeting_of_2025_fills_its_ninety_minutes() {
    let all = records();
    let items = &meeting(&all, "igf-2025-mag-11").agenda_item;
    let minutes: Vec<u32> = items.iter().map(|item| item.duration.known().unwrap().seconds() / 60).collect();
    assert_eq!(minutes, [2, 5, 10, 45, 20, 8]);
    assert_eq!(minutes.iter().sum::<u32>(), 90);
}

#[test]
fn the_third_meeting_of_2021_takes_less_than_it_says() {
    /// Seconds, at least and at most; an item without a length takes what its children take.
    fn takes(items: &[AgendaItem]) -> (u32, u32) {
        let one = |item: &AgendaItem| {
            let Some(least) = item.duration.known() else { return takes(&item.agenda_item) };
            (least.seconds(), item.duration_max.known().unwrap_or(least).seconds())
        };
        items.iter().map(one).fold((0, 0), |sum, item| (sum.0 + item.0, sum.1 + item.1))
    }
    let all = records();
    let meeting = meeting(&all, "igf-2021-mag-3");
    let stated = meeting.duration.known().unwrap().seconds();
    let (least, most) = takes(&meeting.agenda_item);
    assert_eq!(stated, 150 * 60);
    assert_eq!((stated - most, stated - least), (10 * 60, 15 * 60));
}

#[test]
fn no_document_says_more_of_when_than_recorded() {
    let all = records();
    let dated: Vec<&str> = all.meeting.iter().filter(|meeting| meeting.start.is_some()).map(|meeting| meeting.id.as_str()).collect();
    let known = [
        "igf-2018-oc-1",
        "igf-2022-mag-7",
        "igf-2024-mag-8",
        "igf-2024-how-to-submit-igf-2024-session-proposal",
        "igf-2025-mag-11",
        "igf-2025-mag-1",
    ];
    assert_eq!(dated, known);
    // That a meeting was held is said of one, and follows from the minutes of four.
    let states: Vec<(&str, &str)> =
        all.meeting.iter().filter_map(|meeting| Some((meeting.id.as_str(), meeting.meeting_state.known()?.as_str()))).collect();
    assert_eq!(
        states,
        [
            ("igf-2018-oc-1", "held"),
            ("igf-2022-mag-7", "minuted"),
            ("igf-2024-mag-8", "minuted"),
            ("igf-2025-mag-11", "minuted"),
            ("igf-2025-mag-1", "minuted")
        ]
    );
}

#[test]
fn each_day_of_the_third_consultations_of_2021_knows_the_one_before() {
    let all = records();
    let before = |day: u32| meeting(&all, &format!("igf-2021-oc-3-day-{day}")).previous_meeting.as_ref().map(|id| id.as_str());
    assert_eq!([before(1), before(2), before(3)], [None, Some("igf-2021-oc-3-day-1"), Some("igf-2021-oc-3-day-2")]);
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
    let whole = read::from_str(&whole.1).unwrap();
    // From where it lies, the schema is one folder up.
    assert_eq!(whole.schema.as_deref(), Some("../meetings.schema.json"));
    assert_eq!(whole, Envelope { schema: whole.schema.clone(), ..records() });
    let list: List = serde_json::from_str(&files[0].1).unwrap();
    assert_eq!(list.row.len(), 30);
    assert!(Path::new(&list.chunk[0]).extension().is_some());
}

#[test]
fn the_list_reads_like_the_page_with_the_numbers_put_right() {
    let list = List::of(&records());
    let of = |year: &str| -> Vec<&str> { list.row.iter().filter_map(|row| row.id.as_str().strip_prefix(year)).collect() };
    // The page prints the newest first, but VII of 2021 above XII; the workshop of April 2024 stands between VII and VI.
    let days = ["-oc-3-day-3", "-oc-3-day-2", "-oc-3-day-1"];
    assert_eq!(
        of("igf-2021"),
        [&["-mag-20", "-mag-19", "-mag-18"][..], &days, &["-mag-16", "-mag-15", "-mag-12", "-mag-11", "-mag-7", "-mag-3"]].concat()
    );
    let workshop = "-how-to-submit-igf-2024-session-proposal";
    assert_eq!(of("igf-2024"), ["-mag-10", "-mag-8", "-mag-7", workshop, "-mag-6", "-mag-3", "-mag-2", "-mag-1"]);
    assert_eq!(of("igf-2025"), ["-mag-11", "-mag-3", "-mag-2", "-mag-1"]);
    assert_eq!(of("igf-2022"), ["-mag-7", "-mag-2"]);
    assert_eq!(of("igf-2020"), ["-mag-10", "-mag-3"]);
}

#[test]
fn ids_say_cycle_and_number_and_count_in_reading_order() {
    fn items<'a>(list: &'a [AgendaItem], out: &mut Vec<&'a str>) {
        for item in list {
            out.push(item.id.as_str());
            items(&item.agenda_item, out);
        }
    }
    fn sections<'a>(list: &'a [MinutesSection], out: &mut [Vec<&'a str>; 2]) {
        fn notes<'a>(list: &'a [Note], out: &mut Vec<&'a str>) {
            for note in list {
                out.push(note.id.as_ref().unwrap().as_str());
                notes(&note.note, out);
            }
        }
        for section in list {
            out[0].push(section.id.as_ref().unwrap().as_str());
            notes(&section.note, &mut out[1]);
            sections(&section.section, out);
        }
    }
    let all = records();
    for meeting in &all.meeting {
        let id = meeting.id.as_str();
        let kind = match meeting.meeting_type.known().unwrap() {
            MeetingType::Virtual => "mag",
            MeetingType::OpenConsultation => "oc",
            _ => "",
        };
        let cycle = meeting.cycle.as_ref().unwrap();
        let number = meeting.sequence_number;
        let numbered = number.map(|number| format!("{cycle}-{kind}-{number}"));
        let slug = format!("{cycle}-{}", plain(meeting.name.as_deref().unwrap()).replace(' ', "-"));
        let day = id.rsplit_once("-day-").filter(|(_, day)| meeting.name.as_deref().unwrap().ends_with(&format!("Day {day}")));
        let named = numbered.unwrap_or(slug);
        assert_eq!(day.map_or(id, |(whole, _)| whole), named);

        let mut found: Vec<(&str, Vec<&str>)> = vec![("item", Vec::new())];
        items(&meeting.agenda_item, &mut found[0].1);
        let mut parts = [Vec::new(), Vec::new()];
        sections(&meeting.minutes, &mut parts);
        let [section, note] = parts;
        let actions = all.action.iter().filter(|action| action.meeting.as_ref() == Some(&meeting.id));
        found.extend([("section", section), ("note", note), ("action", actions.map(|action| action.id.as_str()).collect())]);
        for (word, ids) in found {
            let expected: Vec<String> = (1..=ids.len()).map(|n| format!("{id}/{word}-{n}")).collect();
            assert_eq!(ids, expected);
        }
    }
}

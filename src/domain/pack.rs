//! From envelopes to the files that the app loads: a list, chunks a cycle, all actions, and the whole in one piece.
//!
//! | file | what | who reads it |
//! | --- | --- | --- |
//! | `list.json` | [`List`]: a row a meeting, and which chunk holds it | the first view |
//! | `cycle-<id>.json`, `cycle-<id>-2.json` … | envelope: meetings of a cycle, newest first, with their actions | the page of a meeting |
//! | `about.json` | envelope: what neither the list nor a chunk holds: cycles and bodies with their `source`, actions of no meeting, every mark | exports |
//! | `actions.json` | envelope: every action, without `source`; every mark | the Actions page |
//! | `archive.json` | envelope: everything | people without the app |
//! | `pack.json` | `{"files":[…]}`: the names of the others | the next packing, which replaces these and nothing else |
//!
//! Meetings without a cycle stand in `no-cycle.json`. `privateNote` is left out: what is packed is for others.

mod merge;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{
    export::{
        self,
        include::{Include, Part},
        json::leave_out,
    },
    list::List,
    model::{Action, CycleId, Envelope, Meeting, MeetingId, SCHEMA_VERSION, write},
};

pub use merge::merge;

/// A chunk that has grown past so many bytes takes no further meeting.
pub const CHUNK_BYTES: usize = 256 * 1024;

/// Name of the list of the packed files.
pub const PACK: &str = "pack.json";
/// Name of the file that says of the archive what the list and the chunks leave out.
pub const ABOUT: &str = "about.json";

/// The schema, from the folder of the packed files: the build puts it beside that folder.
const SCHEMA: &str = "../meetings.schema.json";

/// The content of `pack.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Names of the packed files beside it.
    pub files: Vec<String>,
}

/// The files of the app's `data/` folder, name and content; `pack.json` stands last.
pub fn pack(envelopes: impl IntoIterator<Item = Envelope>) -> Vec<(String, String)> {
    let mut all = merge(envelopes);
    leave_out(&mut all, Include::everything().without(Part::PrivateNotes));
    all.schema = Some(SCHEMA.into());
    let mut list = List::of(&all);
    let mut files = chunks(&all, &mut list);
    files.insert(0, ("list.json".into(), write::compact(&list)));
    files.push((ABOUT.into(), write::compact(&about(&all))));
    files.push(("actions.json".into(), write::compact(&actions_of(&all))));
    files.push(("archive.json".into(), write::compact(&all)));
    let names = Pack { files: files.iter().map(|(name, _)| name.clone()).collect() };
    files.push((PACK.into(), write::pretty(&names)));
    files
}

fn about(all: &Envelope) -> Envelope {
    let here: HashSet<&MeetingId> = all.meeting.iter().map(|meeting| &meeting.id).collect();
    let of_none = |action: &&Action| action.meeting.as_ref().is_none_or(|id| !here.contains(id));
    Envelope {
        schema: all.schema.clone(),
        cycle: all.cycle.clone(),
        organization: all.organization.clone(),
        action: all.action.iter().filter(of_none).cloned().collect(),
        mark: all.mark.clone(),
        ..export::json::head(all)
    }
}

fn actions_of(all: &Envelope) -> Envelope {
    let bare = |action: &Action| Action { source: Vec::new(), ..action.clone() };
    Envelope { action: all.action.iter().map(bare).collect(), mark: all.mark.clone(), ..Envelope::new() }
}

/// Writes the chunks and tells the list which row is in which.
fn chunks(all: &Envelope, list: &mut List) -> Vec<(String, String)> {
    let mut actions: HashMap<&MeetingId, Vec<&Action>> = HashMap::new();
    for action in &all.action {
        if let Some(id) = &action.meeting {
            actions.entry(id).or_default().push(action);
        }
    }
    let row: HashMap<&MeetingId, usize> = list.row.iter().enumerate().map(|(place, row)| (&row.id, place)).collect();
    // Newest first, as in the list; a meeting that a correction lies over has no row, and comes last.
    let mut meetings: Vec<&Meeting> = all.meeting.iter().collect();
    meetings.sort_by_cached_key(|meeting| row.get(&meeting.id).copied().unwrap_or(usize::MAX));
    let mut cycles: BTreeMap<usize, (Option<&CycleId>, Vec<&Meeting>)> = BTreeMap::new();
    let place: HashMap<&CycleId, usize> = list.cycle.iter().enumerate().map(|(place, cycle)| (&cycle.id, place)).collect();
    for meeting in meetings {
        let cycle = meeting.cycle.as_ref();
        let place = cycle.and_then(|id| place.get(id)).copied().unwrap_or(usize::MAX);
        cycles.entry(place).or_insert_with(|| (cycle, Vec::new())).1.push(meeting);
    }

    let mut files: Vec<(String, String)> = Vec::new();
    let mut names: HashSet<String> = ["list.json", ABOUT, "actions.json", "archive.json", PACK].map(String::from).into();
    let mut chunk_of: HashMap<&MeetingId, u16> = HashMap::new();
    for (cycle, meetings) in cycles.into_values() {
        let mut part = 1;
        let mut chunk = Chunk::default();
        let mut rest = meetings.into_iter().peekable();
        while let Some(meeting) = rest.next() {
            chunk.add(meeting, actions.get(&meeting.id).map_or(&[], Vec::as_slice));
            chunk_of.insert(&meeting.id, u16::try_from(files.len()).unwrap_or(u16::MAX));
            if chunk.bytes() > CHUNK_BYTES || rest.peek().is_none() {
                files.push((file_name(cycle, &mut part, &mut names), std::mem::take(&mut chunk).finish()));
            }
        }
    }
    let of_row: Vec<u16> = list.row.iter().map(|row| chunk_of.get(&row.id).copied().unwrap_or_default()).collect();
    list.row.iter_mut().zip(of_row).for_each(|(row, chunk)| row.chunk = chunk);
    list.chunk = files.iter().map(|(name, _)| name.clone()).collect();
    files
}

/// `cycle-<id>.json`, then `cycle-<id>-2.json`; a number that another cycle's id has taken is passed over.
fn file_name(cycle: Option<&CycleId>, part: &mut u32, names: &mut HashSet<String>) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
    let stem = cycle.map_or("no-cycle".to_owned(), |id| format!("cycle-{}", id.as_str().chars().map(safe).collect::<String>()));
    loop {
        let name = if *part == 1 { format!("{stem}.json") } else { format!("{stem}-{part}.json") };
        *part += 1;
        if names.insert(name.clone()) {
            return name;
        }
    }
}

/// An envelope in the making, as text, so that its size is known and nothing is written twice.
#[derive(Default)]
struct Chunk {
    meeting: String,
    action: String,
}

impl Chunk {
    fn add(&mut self, meeting: &Meeting, actions: &[&Action]) {
        append(&mut self.meeting, &write::compact(meeting));
        for action in actions {
            append(&mut self.action, &write::compact(action));
        }
    }

    fn bytes(&self) -> usize {
        self.meeting.len() + self.action.len()
    }

    fn finish(self) -> String {
        let action = if self.action.is_empty() { String::new() } else { format!(",\"action\":[{}]", self.action) };
        format!("{{\"schemaVersion\":\"{SCHEMA_VERSION}\",\"meeting\":[{}]{action}}}\n", self.meeting)
    }
}

fn append(list: &mut String, object: &str) {
    if !list.is_empty() {
        list.push(',');
    }
    list.push_str(object.trim_end());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::read;

    fn envelope(body: &str) -> Envelope {
        read::from_str(&format!("{{\"schemaVersion\":\"1.0.0\",{body}}}")).unwrap()
    }

    fn file<'a>(files: &'a [(String, String)], name: &str) -> &'a str {
        &files
            .iter()
            .find(|(known, _)| known == name)
            .unwrap_or_else(|| panic!("{name} in {:?}", files.iter().map(|f| &f.0).collect::<Vec<_>>()))
            .1
    }

    #[test]
    fn every_row_names_the_chunk_that_holds_its_meeting() {
        let cycles = envelope(
            r#""$schema":"../../meetings.schema.json","name":"All","cycle":[{"id":"igf-2024","year":2024,"source":[{"url":"https://a"}]},{"id":"igf-2025","year":2025}]"#,
        );
        let meetings = envelope(
            r#""meeting":[{"id":"a","cycle":"igf-2024"},{"id":"b","cycle":"igf-2025","x":{"later":1}},{"id":"c"}],
               "action":[{"id":"b/action-1","meeting":"b","name":"Do it","source":[{"fileName":"b.txt"}]}]"#,
        );
        let files = pack([cycles, meetings]);
        let list: List = serde_json::from_str(file(&files, "list.json")).unwrap();
        assert_eq!(list.chunk, ["cycle-igf-2025.json", "cycle-igf-2024.json", "no-cycle.json"]);
        assert_eq!((list.name.as_str(), list.row.len()), ("All", 3));
        for row in &list.row {
            let text = file(&files, &list.chunk[usize::from(row.chunk)]);
            let chunk = read::from_str(text).unwrap();
            assert!(chunk.meeting.iter().any(|meeting| meeting.id == row.id));
            assert_eq!(write::compact(&chunk), text);
        }
        let about = read::from_str(file(&files, ABOUT)).unwrap();
        assert_eq!((about.name.as_deref(), about.cycle[0].source.len(), about.meeting.len()), (Some("All"), 1, 0));
        let whole = read::from_str(file(&files, "archive.json")).unwrap();
        assert_eq!([about.schema, whole.schema], [Some(SCHEMA.to_owned()), Some(SCHEMA.to_owned())]);
        let actions = read::from_str(file(&files, "actions.json")).unwrap();
        assert_eq!((actions.action.len(), actions.action[0].source.len()), (1, 0));
        assert!(read::from_str(file(&files, "archive.json")).unwrap().meeting[1].extra.contains_key("x"));
        let pack: Pack = serde_json::from_str(file(&files, PACK)).unwrap();
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names.split_last().unwrap().1, pack.files);
    }

    #[test]
    fn about_and_the_chunks_together_hold_everything() {
        let all = envelope(
            r#""name":"All","cycle":[{"id":"igf"}],"meeting":[{"id":"a","cycle":"igf"},{"id":"b"}],"action":[{"id":"a/action-1","meeting":"a"},
               {"id":"action-1","name":"Of no meeting","source":[{"url":"https://a"}]},{"id":"gone/action-1","meeting":"gone"},{"id":"b/action-1","meeting":"b"}],
               "mark":[{"action":"a/action-1","kind":"done"},{"action":"action-1","kind":"done"}]"#,
        );
        let files = pack([all]);
        let read_file = |name: &str| read::from_str(file(&files, name)).unwrap();
        let list: List = serde_json::from_str(file(&files, "list.json")).unwrap();
        let (mut parts, whole) = (read_file(ABOUT), read_file("archive.json"));
        for chunk in &list.chunk {
            let chunk = read_file(chunk);
            parts.meeting.extend(chunk.meeting);
            parts.action.extend(chunk.action);
        }
        parts.meeting.sort_by_key(|meeting| whole.meeting.iter().position(|other| other.id == meeting.id));
        parts.action.sort_by_key(|action| whole.action.iter().position(|other| other.id == action.id));
        assert_eq!((parts.action.len(), parts.mark.len()), (4, 2));
        assert_eq!(parts, whole);
    }

    #[test]
    fn a_large_cycle_is_split_and_no_name_is_given_twice() {
        let text = "word ".repeat(30_000);
        let meetings: String = (0..5).map(|n| format!("{{\"id\":\"m{n}\",\"cycle\":\"igf\",\"description\":\"{text}\"}},")).collect();
        let all = envelope(&format!(
            "\"cycle\":[{{\"id\":\"igf-2\",\"year\":2}},{{\"id\":\"igf\",\"year\":1}}],\"meeting\":[{meetings}{{\"id\":\"n\",\"cycle\":\"igf-2\"}}]"
        ));
        let files = pack([all]);
        let list: List = serde_json::from_str(file(&files, "list.json")).unwrap();
        assert_eq!(list.chunk, ["cycle-igf-2.json", "cycle-igf.json", "cycle-igf-3.json", "cycle-igf-4.json"]);
        for row in &list.row {
            let chunk = read::from_str(file(&files, &list.chunk[usize::from(row.chunk)])).unwrap();
            assert!(chunk.meeting.iter().any(|meeting| meeting.id == row.id));
        }
    }

    #[test]
    fn what_is_for_the_author_alone_is_not_packed() {
        let all =
            envelope(r#""meeting":[{"id":"a","agendaItem":[{"id":"a/item-1","agendaItem":[{"id":"a/item-2","privateNote":"ask Ana"}]}]}]"#);
        assert!(pack([all]).iter().all(|(_, text)| !text.contains("ask Ana")));
    }

    #[test]
    fn two_records_of_one_meeting_become_one() {
        let listing = envelope(
            r#""meeting":[{"id":"m","name":"Virtual Meeting I","cycle":"igf","source":[{"fileName":"list.txt","documentKind":"listing"}],
               "agendaItem":[{"id":"m/item-1","name":"Welcome"},{"id":"m/item-2","name":"AOB"}],"file":[{"id":"m/file-1","accessUrl":"https://a"}]}]"#,
        );
        let report = envelope(
            r#""meeting":[{"id":"m","name":"Meeting I","source":[{"fileName":"report.txt","documentKind":"summary-report"}],
               "minutes":[{"id":"m/section-1","note":[{"text":"x"}]}],"file":[{"id":"m/file-1","accessUrl":"https://b"}]}],
               "action":[{"id":"m/action-1","meeting":"m","name":"Do"}]"#,
        );
        for order in [[listing.clone(), report.clone()], [report, listing]] {
            let all = merge(order);
            let meeting = &all.meeting[0];
            assert_eq!((all.meeting.len(), all.action.len()), (1, 1));
            assert_eq!(meeting.name.as_deref(), Some("Meeting I"));
            assert_eq!(meeting.other_name, ["Virtual Meeting I"]);
            assert_eq!((meeting.agenda_item.len(), meeting.minutes.len(), meeting.source.len(), meeting.file.len()), (2, 1, 2, 2));
            assert_eq!(meeting.cycle.as_ref().map(|id| id.as_str()), Some("igf"));
        }
    }

    #[test]
    fn the_later_revision_of_a_draft_wins_even_where_it_is_shorter() {
        let old =
            envelope(r#""meeting":[{"id":"m","dateModified":"2025-01-01T00:00:00Z","agendaItem":[{"id":"m/item-1"},{"id":"m/item-2"}]}]"#);
        let new = envelope(r#""meeting":[{"id":"m","dateModified":"2025-01-02T00:00:00Z","agendaItem":[{"id":"m/item-1"}]}]"#);
        for order in [[old.clone(), new.clone()], [new, old]] {
            assert_eq!(merge(order).meeting[0].agenda_item.len(), 1);
        }
    }

    #[test]
    fn actions_of_the_winning_record_win() {
        let poor = envelope(
            r#""meeting":[{"id":"m"}],"action":[{"id":"m/action-1","meeting":"m","name":"old"},{"id":"m/action-2","meeting":"m","name":"one"}]"#,
        );
        let rich = envelope(r#""meeting":[{"id":"m","name":"M"}],"action":[{"id":"m/action-1","meeting":"m","name":"one"}]"#);
        for order in [[poor.clone(), rich.clone()], [rich, poor]] {
            let names: Vec<_> = merge(order).action.into_iter().map(|action| action.name.unwrap()).collect();
            assert_eq!(names, ["one"]);
        }
    }
}

//! The archive's own records, held against the documents that they name, line by line.
//!
//! The documents are not part of the repository: they are read from `RAPPORTEUR_DOCUMENTS`, by default `../shared/documents`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod read;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
};

use read::{Object, documents, json_files, objects, passages, root, words};

/// Names whose words are not all printed in their lines, and why.
const NAMED_BY_US: [(&str, &str); 7] = [
    ("igf-2021-mag-3/file-1", "the link is called \"this link\""),
    ("igf-2025-mag-1/file-1", "the address stands alone below the damaged annex"),
    ("igf-2025-mag-11/file-3", "the link is called \"register\""),
    ("igf-2025-mag-11/file-9", "the link is called \"here\""),
    ("igf-2025-mag-11/file-12", "the link is called \"here\""),
    ("wg-hybrid", "\"WG\" is written out"),
    ("wg-oec", "\"WG\" is written out"),
];

/// Bodies whose names are printed with "WG" or "BPF" only, and written out in the records.
const WRITTEN_OUT: [&str; 3] = ["wg-hybrid", "wg-oec", "bpf-gender"];

/// Lines that say nothing but what stands below them.
const HEADINGS: [&str; 11] = [
    "MAG&WG Meetings",
    "Draft Agenda",
    "Draft agenda",
    "Actions",
    "Action items & next steps",
    "Action items and next steps",
    "Summary report",
    "Meeting agenda",
    "Annex I",
    "Annex 1: Meeting Agenda",
    "Annex 2: List of Participants",
];

/// Runs of so many words and more count as copied.
const COPIED: usize = 8;

fn holds_words(lines: &[String], text: &str) -> bool {
    let printed: BTreeSet<String> = words(&lines.join(" ")).into_iter().collect();
    words(text).iter().all(|word| printed.contains(word))
}

/// A line as a heading: one space between words, no closing colon.
fn bare(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(':').to_owned()
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{}\n{} faults", faults.join("\n"), faults.len());
}

#[test]
fn everything_says_where_it_came_from() {
    let sourced = [
        "agendaItem",
        "breakout",
        "minutes",
        "section",
        "note",
        "decision",
        "participation",
        "file",
        "action",
        "meeting",
        "organization",
        "cycle",
        "poll",
        "task",
    ];
    let mut faults = Vec::new();
    for object in objects().iter().filter(|object| sourced.contains(&object.kind.as_str())) {
        if object.sources().all(|source| source["field"].is_string()) {
            faults.push(object.label());
        }
    }
    assert_none(&faults);
}

#[test]
fn line_ranges_lie_in_their_documents() {
    let Some(documents) = documents() else { return };
    let mut faults = Vec::new();
    let mut count = 0;
    for object in objects() {
        for source in object.sources() {
            let Some(name) = source["fileName"].as_str() else {
                if !source["url"].is_string() {
                    faults.push(format!("{}: a source without a document", object.label()));
                }
                continue;
            };
            let Some(lines) = documents.get(name) else {
                faults.push(format!("{}: no document {name}", object.label()));
                continue;
            };
            if passages(source).next().is_none() {
                faults.push(format!("{}: no lines of {name}", object.label()));
            }
            for (first, last) in passages(source) {
                count += 1;
                let printed = |line: usize| line.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(|text| !text.trim().is_empty());
                if first > last || !printed(first) || !printed(last) {
                    faults.push(format!("{}: {name}, lines {first} to {last}, of {}", object.label(), lines.len()));
                }
            }
        }
    }
    assert_none(&faults);
    assert!(count > 800, "{count} ranges");
}

#[test]
fn names_and_numbers_stand_in_their_lines() {
    let Some(documents) = documents() else { return };
    let printed = ["meeting", "agendaItem", "minutes", "section", "file", "participation", "breakout", "organization"];
    let mut faults = Vec::new();
    let mut excused = BTreeSet::new();
    for object in objects().iter().filter(|object| printed.contains(&object.kind.as_str())) {
        let lines = object.lines_for(&documents, None);
        let id = object.text("id").unwrap_or_default();
        if let Some(name) = object.text("name").filter(|name| !holds_words(&lines, name)) {
            match NAMED_BY_US.iter().find(|(known, _)| *known == id) {
                Some((known, _)) => drop(excused.insert(*known)),
                None => faults.push(format!("{}: \"{name}\" is not in {lines:?}", object.label())),
            }
        }
        if let Some(number) = object.text("number").filter(|number| !holds_words(&lines, number)) {
            faults.push(format!("{}: number {number} is not in {lines:?}", object.label()));
        }
        let others = object.stated(&documents, "otherName");
        for other in object.texts("otherName") {
            // Spellings of a body come from anywhere; another test looks for them.
            if object.kind != "organization" && !holds_words(&others, other) {
                faults.push(format!("{}: \"{other}\" is not in {others:?}", object.label()));
            }
        }
        let parts = [object.text("familyName"), object.text("givenName")];
        if let [Some(family), Some(given)] = parts {
            let line = lines.concat();
            let mut fields = line.split('\t').map(str::trim).collect::<Vec<_>>();
            if object.lines_for(&documents, Some("familyName")).len() == 1 {
                fields.reverse();
            }
            if fields != [family, given] {
                faults.push(format!("{}: {family}, {given} is printed {line:?}", object.label()));
            }
        }
    }
    assert_none(&faults);
    let stale: Vec<&str> = NAMED_BY_US.iter().map(|(id, _)| *id).filter(|id| !excused.contains(id)).collect();
    assert!(stale.is_empty(), "no exception is needed for {stale:?}");
}

#[test]
fn headings_stand_above_what_they_head() {
    let Some(documents) = documents() else { return };
    let mut faults = Vec::new();
    for object in objects() {
        let Some(heading) = object.text("category").or_else(|| object.text("heading")) else { continue };
        let source = object.sources().next().unwrap();
        let (first, _) = passages(source).next().unwrap();
        let above = &documents[source["fileName"].as_str().unwrap()][..first];
        if !above.iter().any(|line| bare(line) == heading) {
            faults.push(format!("{}: \"{heading}\" is not printed above line {first}", object.label()));
        }
    }
    assert_none(&faults);
}

/// A fact of an object as its document prints it.
struct Printed {
    what: &'static str,
    words: String,
    field: &'static str,
}

/// Dates, lengths, places and addresses of an object, in the words of the documents.
fn printed_facts(object: &Object) -> Vec<Printed> {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let date = |date: &str| {
        let month: usize = date[5..7].parse().unwrap();
        format!("{} {}", date[8..10].trim_start_matches('0'), MONTHS[month - 1])
    };
    let minutes = |length: &str| match length {
        "PT2M30S" | "PT2H30M" => "2.5".to_owned(),
        "PT1H" => "60".to_owned(),
        _ => length.trim_start_matches("PT").trim_end_matches('M').to_owned(),
    };
    let mut out = Vec::new();
    let mut add = |what, words: String, field| out.push(Printed { what, words, field });
    let kind = object.kind.as_str();
    if kind == "meeting" {
        if let Some(start) = object.text("start") {
            add("day", date(start), "start");
            if !object.sources().any(|source| source["field"] == "start" && source["certainty"] == "derived") {
                add("year", start[..4].to_owned(), "start");
            }
            if let Some((_, time)) = start.split_once('T') {
                add("time", format!("{} UTC", &time[..5]), "start");
            }
        }
        object.text("end").into_iter().for_each(|end| add("day", date(end), "start"));
        object.text("audience").into_iter().for_each(|text| add("audience", text.to_owned(), "audience"));
        object.text("number").into_iter().for_each(|text| add("number", text.to_owned(), "name"));
    }
    if kind == "location" {
        for field in ["name", "locality", "country"] {
            add("place", object.text(field).unwrap().to_owned(), field);
        }
    }
    if kind == "meeting" || kind == "agendaItem" {
        object.text("duration").into_iter().for_each(|length| add("length", minutes(length), "duration"));
        object.text("durationMax").into_iter().for_each(|length| add("length", minutes(length), "durationMax"));
    }
    object.value["durationPer"]["duration"].as_str().into_iter().for_each(|length| add("rate", minutes(length), "durationPer"));
    object.value["due"]["date"].as_str().into_iter().for_each(|due| add("due day", date(due), "due"));
    object.value["due"]["text"].as_str().into_iter().for_each(|due| add("due in words", due.to_owned(), "due"));
    object.text("accessUrl").into_iter().for_each(|address| add("address", address.to_owned(), "accessUrl"));
    object.text("website").into_iter().for_each(|address| add("address", address.to_owned(), "website"));
    out
}

#[test]
fn dates_lengths_and_places_are_printed() {
    let Some(documents) = documents() else { return };
    let mut faults = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for object in objects() {
        for Printed { what, words: wanted, field } in printed_facts(&object) {
            *seen.entry(what).or_default() += 1;
            let lines = object.stated(&documents, field);
            let printed = if ["due in words", "address"].contains(&what) {
                let wanted = words(&wanted);
                words(&lines.join(" ")).windows(wanted.len()).any(|run| run == wanted)
            } else {
                holds_words(&lines, &wanted)
            };
            if !printed {
                faults.push(format!("{}: {what} {wanted} is not in {lines:?}", object.label()));
            }
        }
    }
    assert_none(&faults);
    let counts: Vec<(&str, usize)> = seen.into_iter().collect();
    assert_eq!(
        counts,
        [
            ("address", 11),
            ("audience", 2),
            ("day", 7),
            ("due day", 5),
            ("due in words", 7),
            ("length", 43),
            ("number", 29),
            ("place", 12),
            ("rate", 4),
            ("time", 4),
            ("year", 5)
        ]
    );
}

#[test]
fn every_spelling_of_a_body_is_met() {
    let Some(documents) = documents() else { return };
    // Sentences go on over lines, and the text of a PDF has blank ones in between.
    let text = |lines: &Vec<String>| lines.join(" ").replace('\\', "").replace('’', "'");
    let all: Vec<String> = documents.values().map(|lines| text(lines).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let mut faults = Vec::new();
    for body in objects().iter().filter(|object| object.kind == "organization") {
        for spelling in body.texts("otherName") {
            if !all.iter().any(|text| text.contains(spelling)) {
                faults.push(format!("{}: \"{spelling}\" is not met", body.label()));
            }
        }
        for name in [body.text("name"), body.text("shortName")].into_iter().flatten() {
            let excused = WRITTEN_OUT.contains(&body.text("id").unwrap());
            if !excused && !all.iter().any(|text| text.to_lowercase().contains(&name.to_lowercase())) {
                faults.push(format!("{}: \"{name}\" is not met", body.label()));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn no_line_of_the_documents_is_lost() {
    let Some(documents) = documents() else { return };
    let objects = objects();
    let mut covered: BTreeSet<(&str, usize)> = BTreeSet::new();
    let mut headings: BTreeSet<&str> = HEADINGS.into();
    for object in &objects {
        // What only the lines of a whole meeting hold counts as lost.
        for source in object.sources().filter(|source| source["documentKind"].is_null()) {
            let name = source["fileName"].as_str().unwrap_or_default();
            covered.extend(passages(source).flat_map(|(first, last)| (first..=last).map(move |line| (name, line))));
        }
        headings.extend([object.text("category"), object.text("heading")].into_iter().flatten());
        if object.kind == "meeting" {
            headings.extend(object.text("name"));
            headings.extend(object.texts("otherName"));
        }
    }
    let mut lost = Vec::new();
    for (name, lines) in &documents {
        for (at, line) in lines.iter().enumerate() {
            let line = bare(line);
            // The report's title stands in two lines.
            let title = name.starts_with("2022-") && line == "IGF 2022";
            if !(line.is_empty() || title || headings.contains(line.as_str()) || covered.contains(&(name, at + 1))) {
                lost.push(format!("{name}:{}: {line}", at + 1));
            }
        }
    }
    assert_none(&lost);
}

#[test]
fn what_is_retold_is_not_copied() {
    let Some(documents) = documents() else { return };
    let documents: Vec<Vec<String>> = documents.values().map(|lines| words(&lines.join(" "))).collect();
    let mut places: HashMap<&[String], Vec<&[String]>> = HashMap::new();
    for document in &documents {
        for at in 0..=document.len() - COPIED {
            places.entry(&document[at..at + COPIED]).or_default().push(&document[at..]);
        }
    }
    let mut faults = Vec::new();
    let mut count = 0;
    for object in objects() {
        let mut texts: Vec<&str> = ["description", "text", "question"].into_iter().filter_map(|field| object.text(field)).collect();
        texts.extend(object.texts("option"));
        // Tasks of breakout groups are titles, and a vague due date ("once finalized") is kept as printed.
        texts.extend(object.text("name").filter(|_| object.kind == "action"));
        for text in texts.into_iter().filter(|_| object.kind != "due") {
            count += 1;
            // What stands in quotation marks is a title.
            let own: String = text.split('"').step_by(2).collect::<Vec<_>>().join(" § ");
            let own = words(&own);
            if let Some(run) = own.windows(COPIED).find(|run| places.contains_key(*run)) {
                faults.push(format!("{}: \"{}\" is copied", object.label(), run.join(" ")));
            }
        }
    }
    assert_none(&faults);
    assert!(count > 150, "{count} texts");
}

#[test]
fn the_records_hold_no_contact_data() {
    let mut faults = Vec::new();
    for path in json_files(root().join("public/data/records")) {
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let low = line.to_lowercase();
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
            let phone =
                !line.contains("://") && line.split(|c: char| !(c.is_ascii_digit() || " +-().".contains(c))).any(|run| digits(run) > 8);
            if line.contains('@')
                || phone
                || ["passcode", "password", "meeting id", "telephone", "phone:"].iter().any(|word| low.contains(word))
            {
                faults.push(format!("{}:{}: {}", path.display(), at + 1, line.trim()));
            }
        }
    }
    assert_none(&faults);
}

//! Every format says the same of a meeting: each is read back and held against what was to be said.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod facts;
mod made;
mod outside;
mod read;
mod tree;

use std::{fs, path::PathBuf, sync::Arc};

use facts::{Facts, after_title, assert_in_order, in_order, tidy};
use rapporteur::{
    domain::{
        export::{
            calendar::{self, Dates, Edition, Undated},
            csv, docx, html,
            include::{Include, Part},
            json, mail, markdown,
            programme::Programme,
            text,
        },
        list::List,
        model::{Envelope, Meeting, NumberStyle, read as model, write},
        pack,
        time::Instant,
    },
    message::{plain::Plain, words::Words},
};

/// Made-up meetings: twice each way of numbering, with days and without.
const MADE: u64 = 12;

const EDITION: Edition = Edition { stamp: Instant(1_764_000_000), changes: 0 };

fn records() -> Envelope {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public/data/records");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    pack::merge(paths.iter().map(|path| model::from_str(&fs::read_to_string(path).unwrap()).unwrap()))
}

fn programme<'a>(meeting: &'a Meeting, all: &'a Envelope, include: Include) -> Programme<'a> {
    // They live as long as what is said with them.
    let words = Box::leak(Box::new(Words::of(meeting, &Plain, Some(Arc::new(List::of(all))), "UTC".into())));
    Programme::of(meeting, &all.action, words, include)
}

/// The calendar of a meeting.
fn calendar(meeting: &Meeting, programme: &Programme) -> Result<String, Undated> {
    Ok(calendar::write([(&Dates::of(meeting, EDITION)?, programme)]))
}

/// Every meeting that there is, and many that nobody holds, each with an envelope around it.
fn everything() -> Vec<(Envelope, Vec<Meeting>)> {
    let records = records();
    let meetings = records.meeting.clone();
    let made = (0..MADE).map(made::envelope).map(|all| {
        let meetings = all.meeting.clone();
        (all, meetings)
    });
    std::iter::once((records, meetings)).chain(made).collect()
}

fn each(mut act: impl FnMut(&Meeting, &Programme, &Facts)) {
    for (all, meetings) in everything() {
        for meeting in &meetings {
            for include in [Include::default(), Include::everything(), Include::default().without(Part::Durations).without(Part::Documents)]
            {
                let programme = programme(meeting, &all, include);
                act(meeting, &programme, &Facts::of(&programme));
            }
        }
    }
}

#[test]
fn a_web_page_says_it_all() {
    each(|_, programme, facts| assert_eq!(read::html(&html::write(std::slice::from_ref(programme)), programme), *facts));
}

#[test]
fn markdown_says_it_all() {
    each(|_, programme, facts| {
        let text = markdown::write(std::slice::from_ref(programme));
        assert_eq!(read::markdown(&text, programme), *facts, "{text}");
    });
}

#[test]
fn a_word_document_says_it_all() {
    each(|_, programme, facts| assert_eq!(read::docx(&docx::write(std::slice::from_ref(programme)), programme), *facts));
}

#[test]
fn plain_text_and_mail_say_it_all_in_order() {
    each(|_, programme, _| {
        let programmes = std::slice::from_ref(programme);
        assert_in_order(&text::write(programmes), &in_order(programme));
        let tree = tree::html(&mail::write(programmes));
        let lines: Vec<String> =
            tree.all().into_iter().filter(|node| ["p", "h2", "h3"].contains(&node.name.as_str())).map(tree::Node::text).collect();
        assert_in_order(&lines.join("\n"), &in_order(programme));
    });
}

#[test]
fn a_spreadsheet_has_a_row_for_each_item_and_gives_every_text_back() {
    each(|_, programme, _| {
        let table = csv::agenda(std::slice::from_ref(programme));
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), programme.agenda.len() + programme.actions.len() + programme.minutes.len());
        let rest = rows[programme.agenda.len()..].iter().map(|row| csv::text(&row[2]));
        let texts = programme.actions.iter().map(|duty| &duty.text).chain(programme.minutes.iter().map(|point| &point.text));
        assert!(rest.eq(texts.map(ToString::to_string)));
        for (row, line) in rows.iter().zip(&programme.agenda) {
            let cell = |place: usize| csv::text(&row[place]);
            assert_eq!(cell(0), line.number.as_deref().unwrap_or_default());
            assert_eq!(cell(1), (line.depth + 1).to_string());
            assert_eq!(cell(2), line.title);
            assert_eq!([cell(4), cell(5)], [&line.start, &line.length].map(|text| text.clone().unwrap_or_default()));
            assert_eq!(cell(8), line.presenters.join("; "));
            assert_eq!(cell(9), line.details.join("\n"));
        }
    });
}

#[test]
fn json_is_the_same_meeting_again() {
    for (all, meetings) in everything() {
        for meeting in meetings {
            for include in [Include::default(), Include::everything()] {
                let mut one = json::meeting(&all, &meeting.id).unwrap();
                json::leave_out(&mut one, include);
                let again = model::from_str(&write::pretty(&one)).unwrap();
                assert_eq!(programme(&again.meeting[0], &again, include), programme(&meeting, &one, include));
                assert_eq!(programme(&again.meeting[0], &again, include).agenda, programme(&meeting, &all, include).agenda);
            }
        }
    }
}

#[test]
fn a_calendar_says_it_all_or_why_it_cannot() {
    each(|meeting, programme, facts| match calendar(meeting, programme) {
        Err(_) => assert!(meeting.start.is_none(), "{}", meeting.id),
        Ok(text) => {
            rules_of_rfc_5545(&text);
            let read: icalendar::Calendar = text.parse().unwrap();
            let mut described = String::new();
            for component in &read.components {
                use icalendar::{CalendarComponent::Event, Component as _};
                let Event(event) = component else { panic!("nothing but events") };
                assert!(tidy(event.get_summary().unwrap()).starts_with(&facts.title));
                described.push_str(event.get_description().unwrap());
                described.push('\n');
            }
            // Of several days each has what is said of the whole meeting, and its own items.
            if read.components.len() == 1 {
                assert_in_order(&described, &after_title(programme));
            }
            let described = tidy(&described);
            facts.items.iter().for_each(|item| assert!(described.contains(&item.title), "{item:?} in {described}"));
        }
    });
}

/// Sections 3.1, 3.4 and 3.6.1: lines, and what an event has to have once.
fn rules_of_rfc_5545(text: &str) {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.is_empty(), "{line:?}");
    }
    let unfolded = text.replace("\r\n ", "");
    let lines: Vec<(&str, &str)> = unfolded.lines().map(|line| line.split_once(':').unwrap()).collect();
    assert_eq!(lines[..2], [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")]);
    assert_eq!(lines.last(), Some(&("END", "VCALENDAR")));
    let mut uids = Vec::new();
    for event in lines.split(|line| *line == ("BEGIN", "VEVENT")).skip(1) {
        let all = |name: &str| {
            event.iter().filter(|(other, _)| other.split(';').next() == Some(name)).map(|(_, value)| *value).collect::<Vec<_>>()
        };
        for name in ["UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY"] {
            assert_eq!(all(name).len(), 1, "{name} in {event:?}");
        }
        assert!(all("DTEND").len() <= 1 && all("ATTENDEE").is_empty() && all("METHOD").is_empty());
        for name in ["DTSTAMP", "DTSTART", "DTEND"] {
            let digits = |value: &str| value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
            assert!(all(name).iter().all(|value| ["00000000T000000Z", "00000000"].contains(&digits(value).as_str())), "{event:?}");
        }
        uids.push(all("UID")[0]);
    }
    let count = uids.len();
    uids.dedup();
    assert_eq!((uids.len(), count > 0), (count, true), "every event has a UID of its own");
}

#[test]
fn what_is_private_stands_in_no_format_unless_it_is_ticked() {
    for seed in 0..MADE {
        let all = made::envelope(seed);
        let written = |include: Include| {
            let programme = programme(&all.meeting[0], &all, include);
            let programmes = std::slice::from_ref(&programme);
            let mut given = all.clone();
            json::leave_out(&mut given, include);
            let word = read::parts(&docx::write(programmes)).into_iter().map(|(name, node)| format!("{name} {node:?}")).collect::<String>();
            [
                text::write(programmes),
                markdown::write(programmes).replace('\\', ""),
                html::write(programmes),
                mail::write(programmes),
                csv::agenda(programmes),
                csv::meetings(&given),
                calendar(&all.meeting[0], &programme).unwrap().replace("\r\n ", ""),
                write::pretty(&given),
                word,
            ]
        };
        for text in written(Include::default()) {
            assert!(!text.contains("secret"), "{text}");
        }
        for (place, text) in written(Include::everything()).into_iter().enumerate() {
            // A list of meetings holds neither, a spreadsheet of the agenda no address.
            assert_eq!(text.contains("secret-1 "), place != 5, "{text}");
            assert_eq!(text.contains("secret-join"), place != 4 && place != 5, "{text}");
        }
    }
}

#[test]
fn mail_keeps_to_what_mail_programs_keep() {
    const STYLES: [&str; 6] = ["font-family", "font-size", "line-height", "margin", "color", "font-weight"];
    each(|_, programme, _| {
        for node in tree::html(&mail::write(std::slice::from_ref(programme))).all().into_iter().skip(1) {
            assert!(mail::ELEMENTS.contains(&node.name.as_str()), "{}", node.name);
            for (name, value) in &node.attributes {
                match (name.as_str(), node.name.as_str()) {
                    ("style", _) => assert!(value.split(';').all(|rule| STYLES.contains(&rule.split(':').next().unwrap())), "{value}"),
                    ("href", "a") => assert!(value.starts_with("https://") || value.starts_with("http://"), "{value}"),
                    ("rel", "a") => assert_eq!(value, "noopener noreferrer"),
                    ("dir", _) => assert!(["ltr", "rtl"].contains(&value.as_str())),
                    ("lang", "div") => {}
                    other => panic!("{other:?}"),
                }
            }
        }
    });
}

#[test]
fn a_web_page_runs_nothing_asks_for_nothing_and_isolates_every_value() {
    const ELEMENTS: [&str; 26] = [
        "html", "head", "meta", "title", "style", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "p",
        "div", "ol", "ul", "li", "bdi", "b", "br", "a",
    ];
    each(|_, programme, _| {
        let page = html::write(std::slice::from_ref(programme));
        for node in tree::html(&page).all().into_iter().skip(1) {
            assert!(ELEMENTS.contains(&node.name.as_str()), "{}", node.name);
            for (name, value) in &node.attributes {
                assert!(!name.starts_with("on") && name != "src" && name != "style", "{name}");
                assert!(name != "href" || value.starts_with("https://") || value.starts_with("http://"), "{value}");
            }
            if ["h1", "h2", "h3", "h4", "h5", "h6", "dd"].contains(&node.name.as_str()) || node.is("p", "text") {
                assert_eq!(node.get("dir"), Some("auto"));
            }
            if node.is("p", "title") || node.is("p", "facts") {
                assert!(node.nodes().all(|part| part.name == "bdi"), "{node:?}");
            }
        }
    });
}

#[test]
fn a_word_document_has_every_part_that_it_names() {
    let all = made::envelope(1);
    let programme = programme(&all.meeting[0], &all, Include::everything());
    let bytes = docx::write(&[programme.clone(), programme.clone()]);
    assert_eq!(bytes, docx::write(&[programme.clone(), programme]), "the same meeting gives the same bytes");
    let parts = read::parts(&bytes);
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[0], "[Content_Types].xml");
    let types = read::part(&parts, names[0]);
    for named in types.all().iter().filter_map(|node| node.get("PartName")) {
        assert!(names.contains(&named.trim_start_matches('/')), "{named}");
    }
    for (of, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        let mut ids = Vec::new();
        for relation in read::part(&parts, of).all().iter().filter(|node| node.name == "Relationship") {
            let target = relation.get("Target").unwrap();
            assert!(relation.get("TargetMode") == Some("External") || names.contains(&format!("{folder}{target}").as_str()), "{target}");
            ids.push(relation.get("Id").unwrap().to_owned());
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
    let styles: Vec<&str> = read::part(&parts, "word/styles.xml").all().into_iter().filter_map(|node| node.get("w:styleId")).collect();
    let lists = read::part(&parts, "word/numbering.xml").all().into_iter().filter(|node| node.name == "w:num").count();
    for paragraph in read::paragraphs(&parts) {
        assert!(styles.contains(&paragraph.style.as_str()), "{}", paragraph.style);
        assert!(paragraph.list.is_none_or(|(list, level)| (1..=lists).contains(&list) && level <= 8));
    }
    for style in read::part(&parts, "word/document.xml").all().iter().filter(|node| node.name == "w:rStyle") {
        assert!(styles.contains(&style.get("w:val").unwrap()));
    }
    for address in read::paragraphs(&parts).into_iter().flat_map(|paragraph| paragraph.addresses) {
        assert!(address.is_ascii() && !address.contains([' ', '"', '<', '>', '\\', '^', '`', '{', '|', '}', '[', ']']), "{address}");
    }
}

/// R29: with `CELLS` set, as many random cells (`make faults` takes a million).
#[test]
fn no_cell_is_a_formula_whatever_parts_the_columns_and_every_text_comes_back() {
    let cells: usize = std::env::var("CELLS").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    const SIGNS: [&str; 24] = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\u{2212}", "'", "\"", ",", ";", "|", " ", "\u{a0}", "\u{3000}", "a",
        "1", "é", "SUM(A1)",
    ];
    let mut chance = made::Chance(29);
    let mut text = || (0..chance.below(9)).map(|_| SIGNS[chance.below(SIGNS.len())]).collect::<String>();
    for _ in 0..cells.div_ceil(100) {
        let row: Vec<String> = (0..100).map(|_| text()).collect();
        let mut table = csv::Table::default();
        table.row(row.iter().map(String::as_str));
        let table = table.text();
        let line = table.trim_start_matches('\u{feff}');
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        let read: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].iter().map(csv::text).collect::<Vec<_>>(), row);
        // A spreadsheet may take other separators for those between cells, and quotes and line ends as it likes.
        for separators in [[',', ','], [';', ';'], ['\t', '|']] {
            let ends = |c: char| separators.contains(&c) || c == '\r' || c == '\n';
            for cell in line.split(ends) {
                let first = cell.trim_start_matches(['"', ' ', '\u{a0}', '\u{3000}']).chars().next();
                assert!(!first.is_some_and(|c| "=+-@＝＋－＠\u{2212}".contains(c)), "{cell:?} in {line:?}");
            }
        }
    }
}

#[test]
fn the_style_of_numbers_is_words_own_where_it_can_be() {
    for (style, marks) in [(Some(NumberStyle::Decimal), "%1.%2"), (Some(NumberStyle::Letters), "%2.")] {
        let mut all = made::envelope(1);
        all.meeting[0].number_style = style.map(rapporteur::domain::model::Lenient::Known);
        let parts = read::parts(&docx::write(&[programme(&all.meeting[0], &all, Include::default())]));
        let numbering = read::part(&parts, "word/numbering.xml");
        let first = numbering
            .all()
            .into_iter()
            .find(|node| node.name == "w:num")
            .unwrap()
            .child("w:abstractNumId")
            .get("w:val")
            .unwrap()
            .to_owned();
        let list = numbering.all().into_iter().find(|node| node.get("w:abstractNumId") == Some(&first)).unwrap().clone();
        let second = list.nodes().filter(|node| node.name == "w:lvl").nth(1).unwrap().child("w:lvlText");
        assert_eq!(second.get("w:val"), Some(marks));
    }
}

//! Tables for spreadsheets: RFC 4180, UTF-8 with its mark, CRLF; a row a meeting, or of one meeting a row an item of the agenda.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula or breaks it (OWASP, "CSV
//! injection"), full-width forms included. Such a text gets an apostrophe in front, and where it goes on behind what some spreadsheet
//! takes for the end of a cell, there too. A text that begins with apostrophes before such a sign gets one more, so [`text`] gives back
//! exactly what was written.

use std::borrow::Cow;

use super::programme::{Link, PointKind, Programme};
use crate::domain::{
    bytes::Set,
    list::{List, Row},
    model::Envelope,
    time::minutes,
};

/// What a file begins with: without it Excel takes the text for one in the system's own encoding.
const MARK: &str = "\u{feff}";

/// The first row.
pub const HEADER: [&str; 13] =
    ["id", "title", "cycle", "bodies", "type", "state", "start", "end", "number", "agenda items", "actions", "notes", "participants"];

/// The meetings of an envelope, newest first.
pub fn meetings(envelope: &Envelope) -> String {
    let list = List::of(envelope);
    rows(&list, &list.row)
}

/// Some rows of the list, as they come. Several bodies in a cell are parted by `; `.
pub fn rows<'a>(list: &List, rows: impl IntoIterator<Item = &'a Row>) -> String {
    let mut out = Table::default();
    out.row(HEADER);
    for row in rows {
        let cycle = row.cycle.and_then(|place| list.cycle.get(usize::from(place)));
        let bodies = row.organization.iter().filter_map(|place| list.organization.get(usize::from(*place)));
        out.row([
            row.id.as_str(),
            row.name.as_deref().unwrap_or_default(),
            cycle.map_or("", |cycle| cycle.label()),
            &bodies.map(|body| body.label()).collect::<Vec<_>>().join("; "),
            &stated(&row.meeting_type),
            &stated(&row.state),
            &stated(&row.start),
            &stated(&row.end),
            &stated(&row.sequence_number),
            &row.agenda_items.to_string(),
            &row.actions.to_string(),
            &row.notes.to_string(),
            &row.participants.to_string(),
        ]);
    }
    out.text()
}

/// Rows of cells.
pub struct Table(csv::Writer<Vec<u8>>);

impl Default for Table {
    /// One without rows.
    fn default() -> Self {
        Self(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(MARK.into()))
    }
}

impl Table {
    /// A row, its texts made harmless.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        // Memory takes every write.
        cells.into_iter().for_each(|text| drop(self.0.write_field(&*cell(text))));
        let _ = self.0.write_record(None::<&[u8]>);
    }

    /// The file.
    pub fn text(self) -> String {
        // Cells are UTF-8.
        String::from_utf8(self.0.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

fn stated<T: std::fmt::Display>(value: &Option<T>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// The agenda of meetings, a row an item, then their actions and minutes, told by the last column but that of notes; a table behind the other; in each a column of private notes where some go along.
pub fn agenda(programmes: &[Programme]) -> String {
    let mut out = Table::default();
    programmes.iter().for_each(|programme| agenda_of(programme, &mut out));
    out.text()
}

fn agenda_of(programme: &Programme, out: &mut Table) {
    let with_notes = programme.agenda.iter().any(|line| line.note.is_some());
    let header =
        ["number", "level", "title", "day", "start", "length", "minutes", "minutes at most", "presenters", "details", "documents", "kind"];
    out.row(header.into_iter().chain(with_notes.then_some("private note")));
    for item in &programme.agenda {
        let (least, most) = item.lasts.map_or_else(Default::default, |lasts| (minutes(lasts.least), minutes(lasts.most)));
        let cells = [
            item.number.as_deref().unwrap_or_default(),
            &(item.depth + 1).to_string(),
            &item.title,
            item.day.as_ref().map_or("", |day| &day.words),
            item.start.as_deref().unwrap_or_default(),
            item.length.as_deref().unwrap_or_default(),
            &least,
            &most,
            &item.presenters.join("; "),
            &item.details.join("\n"),
            &documents(&item.documents),
            "agenda item",
        ];
        out.row(cells.into_iter().chain(with_notes.then(|| item.note.as_deref().unwrap_or_default())));
    }
    for duty in &programme.actions {
        let details: Vec<&str> = duty.facts.iter().chain(&duty.description).map(AsRef::as_ref).collect();
        let cells = ["", "", &duty.text, "", "", "", "", "", "", &details.join("\n"), &documents(&duty.documents), "action"];
        out.row(cells.into_iter().chain(with_notes.then_some("")));
    }
    for point in &programme.minutes {
        let kind = match point.kind {
            PointKind::Heading => "heading of the minutes",
            PointKind::Note => "note",
            PointKind::Decision => "decision",
        };
        let number = point.number.as_deref().unwrap_or_default();
        let cells = [number, &(point.depth + 1).to_string(), &point.text, "", "", "", "", "", "", "", &documents(&point.documents), kind];
        out.row(cells.into_iter().chain(with_notes.then_some("")));
    }
}

/// Documents with their addresses, one a line.
fn documents(links: &[Link]) -> String {
    let one = |link: &Link| link.beside().map_or_else(|| link.title.to_string(), |address| format!("{}: {address}", link.title));
    links.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// What spreadsheets take for the end of a cell, by their language, besides the comma.
const ENDS: Set = Set::new(b",;\t|\r\n", false);

/// The text of a cell, made harmless, also where other separators than commas are expected.
pub fn cell(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    // So far it is written.
    let mut written = 0;
    let mut begins = 0;
    while let Some(rest) = text.get(begins..) {
        if is_formula(rest) {
            out.push_str(text.get(written..begins).unwrap_or_default());
            out.push('\'');
            written = begins;
        }
        begins = ENDS.first(text.as_bytes(), begins) + 1;
    }
    if out.is_empty() {
        return text.into();
    }
    out.push_str(text.get(written..).unwrap_or_default());
    out.into()
}

/// The text that a cell was made of.
pub fn text(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut begins = true;
    for (at, c) in cell.char_indices() {
        if !(begins && c == '\'' && cell.get(at + 1..).is_some_and(is_formula)) {
            out.push(c);
        }
        begins = matches!(c, ',' | ';' | '\t' | '|' | '\r' | '\n');
    }
    out
}

/// Whether a spreadsheet may take it for more than text, behind any apostrophes, quotes and spaces.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches(['\'', '"', ' ', '\u{a0}', '\u{3000}']).chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '\u{2212}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::read;

    #[test]
    fn a_row_a_meeting() {
        let all = read::from_str(
            r#"{"schemaVersion":"1.0.0","cycle":[{"id":"c","name":"IGF 2025","year":2025}],"organization":[{"id":"mag","shortName":"MAG"}],
            "meeting":[{"id":"m","name":"=SUM(\"a\", b)","cycle":"c","organization":["mag","wg"],"meetingType":"virtual","start":"2025-10-22T14:00:00Z",
            "sequenceNumber":11,"agendaItem":[{"id":"m/item-1"}]},{"id":"n","name":"Line\nbreak"}]}"#,
        )
        .unwrap();
        assert_eq!(
            meetings(&all),
            "\u{feff}id,title,cycle,bodies,type,state,start,end,number,agenda items,actions,notes,participants\r\n\
             m,\"'=SUM(\"\"a\"\", b)\",IGF 2025,MAG; wg,virtual,,2025-10-22T14:00:00Z,,11,1,0,0,0\r\n\
             n,\"Line\nbreak\",,,,,,,,0,0,0,0\r\n"
        );
    }

    #[test]
    fn formulas_are_made_harmless_and_come_back() {
        for harmful in ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a", " =1", "'=1", "''@", "\"=1"] {
            assert_eq!(cell(harmful), format!("'{harmful}"));
        }
        assert_eq!(cell("a;=1, -2\n+3|'@"), "a;'=1,' -2\n'+3|''@");
        for harmless in ["", "a=b", "'quoted'", "2025-10-22", "政策"] {
            assert_eq!(cell(harmless), harmless);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_comes_back(written in "['=+@ \ta－;,|\n\"]{0,9}") {
            let cell = cell(&written);
            proptest::prop_assert_eq!(text(&cell), written.as_str());
            proptest::prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '－']));
        }
    }
}

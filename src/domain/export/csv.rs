//! A list of meetings for spreadsheets: RFC 4180, UTF-8, CRLF, one row a meeting.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula or breaks it (OWASP, "CSV
//! injection"), full-width forms included. Such a text gets an apostrophe in front. A text that begins with apostrophes before
//! such a sign gets one more, so [`text`] gives back exactly what was written.

use crate::domain::{
    list::{List, Row},
    model::Envelope,
};

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
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    write(&mut out, HEADER.map(String::from));
    for row in rows {
        let cycle = row.cycle.and_then(|place| list.cycle.get(usize::from(place)));
        let bodies = row.organization.iter().filter_map(|place| list.organization.get(usize::from(*place)));
        write(
            &mut out,
            [
                cell(row.id.as_str()),
                cell(row.name.as_deref().unwrap_or_default()),
                cell(cycle.map_or("", |cycle| cycle.label())),
                cell(&bodies.map(|body| body.label()).collect::<Vec<_>>().join("; ")),
                cell(&stated(&row.meeting_type)),
                cell(&stated(&row.state)),
                cell(&stated(&row.start)),
                cell(&stated(&row.end)),
                stated(&row.sequence_number),
                row.agenda_items.to_string(),
                row.actions.to_string(),
                row.notes.to_string(),
                row.participants.to_string(),
            ],
        );
    }
    // A vector takes every write, and cells are UTF-8.
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn write<const N: usize>(out: &mut csv::Writer<Vec<u8>>, cells: [String; N]) {
    // It fails only where rows differ in length or the writer does; neither can be here.
    let _ = out.write_record(cells);
}

fn stated<T: std::fmt::Display>(value: &Option<T>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// The text of a cell, made harmless.
pub fn cell(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that a cell was made of.
pub fn text(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// Whether a spreadsheet may take it for more than text, behind any apostrophes and spaces.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches(['\'', ' ', '\u{a0}', '\u{3000}']).chars().next();
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
            "id,title,cycle,bodies,type,state,start,end,number,agenda items,actions,notes,participants\r\n\
             m,\"'=SUM(\"\"a\"\", b)\",IGF 2025,MAG; wg,virtual,,2025-10-22T14:00:00Z,,11,1,0,0,0\r\n\
             n,\"Line\nbreak\",,,,,,,,0,0,0,0\r\n"
        );
    }

    #[test]
    fn formulas_are_made_harmless_and_come_back() {
        for harmful in ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a", " =1", "'=1", "''@"] {
            assert_eq!(cell(harmful), format!("'{harmful}"));
        }
        for harmless in ["", "a=b", "'quoted'", "2025-10-22", "政策"] {
            assert_eq!(cell(harmless), harmless);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_text_comes_back(written in "['=+@ \ta－]{0,6}") {
            let cell = cell(&written);
            proptest::prop_assert_eq!(text(&cell), written.as_str());
            proptest::prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '－']));
        }
    }
}

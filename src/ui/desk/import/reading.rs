//! Files and pasted texts read as meeting JSON: what is in them, and a sentence for each thing that is not.

use std::collections::HashSet;

use crate::{
    domain::{
        check::Check,
        list::{List, Row},
        model::{Cycle, CycleId, Envelope, Meeting, Organization, OrganizationId, SCHEMA_VERSION, read, salvage},
    },
    message::Desk,
    platform::{files, intl},
    ui::text::{LANGUAGE, t, tn, tv},
};

/// Largest JSON file that is read, in bytes.
pub const MOST_JSON: f64 = 100_000_000.0;
/// Largest other document.
const MOST_DOCUMENT: f64 = 20_000_000.0;
/// Notes of one file that are told one by one.
const MOST_NOTES: usize = 25;

/// What was read.
#[derive(Default)]
pub struct Reading {
    /// What is meeting JSON, each with the name of its file.
    pub found: Vec<(String, Envelope)>,
    /// What was refused whole.
    pub refused: Vec<String>,
    /// What was left out of a file.
    pub left_out: Vec<String>,
    /// What is doubtful.
    pub notes: Vec<String>,
}

/// Reads files; one that is refused is named, the others are read.
pub async fn files(list: Option<&List>, files: Vec<web_sys::File>) -> Reading {
    let mut out = Reading::default();
    for file in files {
        let name = file.name();
        match bytes(&name, &file).await {
            Err(refused) => out.refused.push(refused),
            Ok(bytes) => out.take(list, &name, read::text_of(&bytes)),
        }
    }
    out
}

/// Reads a pasted text.
pub fn pasted(list: Option<&List>, text: &str) -> Reading {
    let mut out = Reading::default();
    if text.trim_start().starts_with(['{', '[']) {
        out.take(list, t(Desk::Pasted), Ok(text.into()));
    } else {
        out.refused.push(t(Desk::RefusedText).to_owned());
    }
    out
}

async fn bytes(name: &str, file: &web_sys::File) -> Result<Vec<u8>, String> {
    let unread = |why: String| tv(Desk::RefusedFile, &[("file", name), ("why", &why)]);
    let named = std::path::Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let start = files::beginning(file, 1024).await.map_err(unread)?;
    // Behind a byte order mark and white space; the zeros are those of UTF-16.
    let first = start.iter().copied().find(|byte| !b"\xEF\xBB\xBF\xFE\xFF\0 \t\r\n".contains(byte));
    let is_json = named || matches!(first, Some(b'{' | b'['));
    not_above(if is_json { MOST_JSON } else { MOST_DOCUMENT }, name, file)?;
    if !is_json {
        return Err(tv(Desk::RefusedKind, &[("file", name)]));
    }
    files::bytes(file).await.map_err(unread)
}

/// Whether a file has no more than so many bytes.
///
/// # Errors
/// The sentence for the person where it has more.
pub fn not_above(most: f64, name: &str, file: &web_sys::File) -> Result<(), String> {
    if file.size() <= most {
        return Ok(());
    }
    let (size, most) = (format!("{:.0}", (file.size() / 1_000_000.0).ceil()), format!("{:.0}", most / 1_000_000.0));
    Err(tv(Desk::RefusedLarge, &[("file", name), ("size", &size), ("limit", &most)]))
}

impl Reading {
    fn take(&mut self, list: Option<&List>, name: &str, text: Result<std::borrow::Cow<str>, read::ReadError>) {
        let read = text.as_deref().map_err(Clone::clone).and_then(salvage::from_str);
        let salvage::Salvaged { envelope, bad, bad_in_all, bad_meetings, text } = match read {
            Ok(read) => read,
            Err(error) => return self.refused.push(refused(name, &error, read::MAX_DEPTH)),
        };
        self.doubts(list, name, &text, &envelope);
        if bad_in_all > bad.len() {
            self.left_out.push(tn(Desk::MoreDoubts, bad_in_all - bad.len(), &[("file", name)]));
        }
        if bad_meetings > 0 {
            let (good, all) = (envelope.meeting.len(), envelope.meeting.len() + bad_meetings);
            self.left_out.push(tn(Desk::GoodOnes, all, &[("good", &good.to_string()), ("file", name)]));
        }
        for one in &bad {
            let called =
                one.name.clone().unwrap_or_else(|| tv(Desk::BadUnnamed, &[("list", one.list), ("number", &one.number.to_string())]));
            let (line, column) = (one.line.to_string(), one.column.to_string());
            let values = [("name", called.as_str()), ("file", name), ("line", &line), ("column", &column), ("why", &one.message)];
            self.left_out.push(tv(Desk::BadEntry, &values));
        }
        if envelope.meeting.is_empty() {
            self.refused.push(tv(Desk::FoundNone, &[("file", name)]));
        } else {
            self.found.push((name.to_owned(), envelope));
        }
    }

    /// What the validator finds odd, with line numbers; what the archive knows is known.
    fn doubts(&mut self, list: Option<&List>, name: &str, text: &str, envelope: &Envelope) {
        let known = list.map(|list| known(list, envelope)).unwrap_or_default();
        let mut check = Check::new();
        check.envelope("", "", &known);
        if check.text(name, text).is_err() {
            return;
        }
        let findings: Vec<_> = check.finish().into_iter().filter(|finding| finding.file == 1).map(|finding| finding.diagnostic).collect();
        for one in findings.iter().take(MOST_NOTES) {
            let values = [("file", name), ("line", &one.line.to_string()), ("what", &one.message), ("help", &one.help)];
            self.notes.push(tv(Desk::Doubt, &values.map(|(name, value): (&str, &str)| (name, value))));
        }
        if let Some(more) = findings.len().checked_sub(MOST_NOTES).filter(|more| *more > 0) {
            self.notes.push(tn(Desk::MoreDoubts, more, &[("file", name)]));
        }
    }
}

/// The ids of the archive that a file may point to: all but those that it gives itself, which are compared apart.
fn known(list: &List, file: &Envelope) -> Envelope {
    let meeting = |row: &Row| Meeting { id: row.id.clone(), replaces: Some(row.id.clone()), ..Meeting::default() };
    let given: HashSet<_> = file.meeting.iter().map(|meeting| &meeting.id).collect();
    let cycles: HashSet<_> = file.cycle.iter().map(|cycle| &cycle.id).collect();
    let bodies: HashSet<_> = file.organization.iter().map(|body| &body.id).collect();
    let (cycle, body) = (|id: &CycleId| !cycles.contains(id), |id: &OrganizationId| !bodies.contains(id));
    Envelope {
        cycle: list.cycle.iter().filter(|one| cycle(&one.id)).map(|one| Cycle { id: one.id.clone(), ..Cycle::default() }).collect(),
        organization: list
            .organization
            .iter()
            .filter(|one| body(&one.id))
            .map(|one| Organization { id: one.id.clone(), ..Organization::default() })
            .collect(),
        meeting: list.row.iter().filter(|row| !given.contains(&row.id)).map(meeting).collect(),
        ..Envelope::new()
    }
}

/// The sentence for a file that cannot be read; so many levels could have been.
pub fn refused(name: &str, error: &read::ReadError, levels: usize) -> String {
    use read::ReadError::{Encoding, Newer, NotMeetings, OddVersion, Syntax, TooDeep, TooMany};
    match error {
        Encoding { line } => tv(Desk::RefusedEncoding, &[("file", name), ("line", &line.to_string())]),
        TooDeep { line, column } => {
            let (line, column, most) = (line.to_string(), column.to_string(), levels.to_string());
            tv(Desk::RefusedDeep, &[("file", name), ("line", &line), ("column", &column), ("most", &most)])
        }
        TooMany { line, column } => {
            let (line, column) = (line.to_string(), column.to_string());
            let most = [read::MAX_OBJECTS, read::MAX_VALUES].map(|most| intl::number(LANGUAGE, most as u64));
            let values = [("file", name), ("line", &line), ("column", &column), ("objects", &most[0]), ("values", &most[1])];
            tv(Desk::RefusedMany, &values)
        }
        Syntax { line, column, message } => {
            let (line, column) = (line.to_string(), column.to_string());
            tv(Desk::RefusedSyntax, &[("file", name), ("line", &line), ("column", &column), ("why", message)])
        }
        OddVersion { found } => tv(Desk::RefusedVersion, &[("file", name), ("found", found), ("example", &SCHEMA_VERSION.to_string())]),
        NotMeetings => tv(Desk::RefusedOther, &[("file", name)]),
        Newer { version } => tv(Desk::RefusedNewer, &[("file", name), ("version", &version.to_string())]),
    }
}

//! What a validator reports of meeting JSON: one rule a file, one walk for all of them.
//!
//! | rule | level | what |
//! | --- | --- | --- |
//! | [`repeated_id`] | error | an id is used twice |
//! | [`dangling_id`] | error | an id points nowhere |
//! | [`same_meeting_twice`] | error | a meeting is given in two files, or under two ids |
//! | [`too_deep`] | warning | a tree has more than eight levels |
//! | [`number_skips`], [`number_repeats`] | warning | printed numbers of siblings |
//! | [`duration_sum`] | warning | lengths that do not add up to the stated total |
//! | [`roman_number`] | warning | the printed number disagrees with `sequenceNumber` |
//! | [`due_before_meeting`] | warning | an action is due before the meeting that made it |
//! | [`link_without_target`] | warning | a link leads nowhere |
//! | [`without_source`] | warning | a meeting or action does not say where it came from |
//! | [`private`] | warning | a private note, an address to join or a passcode in a file for others |
//! | [`unread_word`] | warning | a date, length or word that is not understood |
//! | [`odd_id`] | warning | an id that cannot stand in an address as it is |
//! | [`odd_zone`] | warning | a time zone that is none |
//! | [`end_before_start`] | warning | an end that comes before its start |
//! | [`lines_backwards`] | warning | a passage of a source that no document has |
//! | [`range_backwards`] | warning | a longest time below the shortest |
//! | [`sequence_number`] | warning | a `sequenceNumber` that no body comes to |
//!
//! All files of one [`Check`] are judged together. Rules say where something stands as a place; the lines of the few that have a
//! finding are looked up in the text at the end.

pub mod dangling_id;
pub mod due_before_meeting;
pub mod duration_sum;
pub mod end_before_start;
pub mod lines_backwards;
pub mod link_without_target;
mod locate;
mod noted;
pub mod number_repeats;
pub mod number_skips;
pub mod odd_id;
pub mod odd_zone;
pub mod place;
pub mod private;
pub mod range_backwards;
pub mod repeated_id;
pub mod roman_number;
pub mod same_meeting_twice;
pub mod sequence_number;
mod series;
mod stream;
pub mod too_deep;
pub mod unread_word;
pub mod walk;
pub mod without_source;

use place::{At, Place};
use serde::de::DeserializeSeed;
use walk::{Node, Visit};

use super::{
    call,
    diagnostic::{Diagnostic, Severity},
    model::{
        Action, Cycle, Envelope, Mark, Meeting, Organization,
        read::{self, ReadError},
    },
};

/// A finding, and the file that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, by the order in which files were given.
    pub file: usize,
    /// What was found.
    pub diagnostic: Diagnostic,
}

/// Files that are judged together.
#[derive(Default)]
pub struct Check<'t> {
    report: Report<'t>,
    text: Vec<&'t str>,
    ids: repeated_id::Ids,
    references: dangling_id::References,
    dues: due_before_meeting::Dues,
    meetings: same_meeting_twice::Meetings,
    sources: without_source::Sources,
}

impl<'t> Check<'t> {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads and checks the text of a file, meeting by meeting. Of one that is refused nothing is noted.
    ///
    /// # Errors
    /// As [`read::from_str`].
    pub fn text(&mut self, name: &'t str, text: &'t str) -> Result<(), ReadError> {
        let before = self.report.found.len();
        self.open(name, text);
        let read = self.read(text);
        if read.is_err() {
            self.forget(before);
        }
        read
    }

    fn read(&mut self, text: &str) -> Result<(), ReadError> {
        read::guard(text.as_bytes())?;
        let before = self.report.found.len();
        let mut input = serde_json::Deserializer::from_str(text);
        if stream::Outermost(self).deserialize(&mut input).is_ok() && input.end().is_ok() {
            return Ok(());
        }
        // An older version, fields in an unusual order, or no meeting JSON: that is for the reader to say.
        self.forget(before);
        let envelope = read::from_str(text)?;
        self.all(&envelope);
        Ok(())
    }

    /// Takes back what was noted of the file at hand, and the findings since there were so many.
    fn forget(&mut self, findings: usize) {
        let file = self.report.file;
        self.report.found.truncate(findings);
        self.ids.forget(file);
        self.references.forget(file);
        self.dues.forget(file);
        self.meetings.forget(file);
        self.sources.forget(file);
    }

    /// Checks an envelope that was read elsewhere; without its text all lines are 1.
    pub fn envelope(&mut self, name: &'t str, text: &'t str, envelope: &Envelope) {
        self.open(name, text);
        self.all(envelope);
    }

    /// The findings, by file and line.
    pub fn finish(mut self) -> Vec<Finding> {
        self.references.finish(&self.ids, &mut self.report);
        self.dues.finish(&mut self.report);
        self.sources.finish(&mut self.report);
        let mut found = self.report.found;
        found.sort_by_key(|found| found.file);
        let mut lines = Vec::with_capacity(found.len());
        for group in found.chunk_by_mut(|a, b| a.file == b.file) {
            let places: Vec<Place> = group.iter_mut().map(|found| std::mem::take(&mut found.place)).collect();
            lines.extend(locate::lines(self.text[group[0].file], &places));
        }
        let with_line = |(found, line): (Found, u32)| {
            let Found { file, mut diagnostic, .. } = found;
            diagnostic.line = diagnostic.line.max(line);
            Finding { file, diagnostic }
        };
        let mut out: Vec<Finding> = found.into_iter().zip(lines).map(with_line).collect();
        out.sort_by_key(|finding| (finding.file, finding.diagnostic.line));
        out
    }

    fn open(&mut self, name: &'t str, text: &'t str) {
        self.report.file = self.text.len();
        self.report.names.push(name);
        self.text.push(text);
        let mut counted = (0, 1);
        for at in call::passcodes(text) {
            let line = counted.1 + text.as_bytes()[counted.0..at].iter().filter(|byte| **byte == b'\n').count();
            counted = (at, line);
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            self.report.line(private::CODE, line, "a passcode in a file for others", "take it out of the address or text");
        }
    }

    fn all(&mut self, envelope: &Envelope) {
        envelope.cycle.iter().enumerate().for_each(|(n, cycle)| self.cycle(cycle, &At::top("cycle", n)));
        envelope.organization.iter().enumerate().for_each(|(n, body)| self.organization(body, &At::top("organization", n)));
        envelope.meeting.iter().enumerate().for_each(|(n, meeting)| self.meeting(meeting, &At::top("meeting", n)));
        envelope.action.iter().enumerate().for_each(|(n, action)| self.action(action, &At::top("action", n)));
        envelope.mark.iter().enumerate().for_each(|(n, mark)| self.mark(mark, &At::top("mark", n)));
    }

    fn cycle(&mut self, cycle: &Cycle, at: &At) {
        walk::cycle(cycle, at, self);
    }

    fn organization(&mut self, body: &Organization, at: &At) {
        walk::organization(body, at, self);
    }

    fn meeting(&mut self, meeting: &Meeting, at: &At) {
        for (place, odd) in series::of_meeting(meeting, at) {
            number_skips::odd(&odd, &place, &mut self.report);
            number_repeats::odd(&odd, &place, &mut self.report);
        }
        walk::meeting(meeting, at, self);
    }

    fn action(&mut self, action: &Action, at: &At) {
        walk::action(action, at, self);
    }

    fn mark(&mut self, mark: &Mark, at: &At) {
        walk::mark(mark, at, self);
    }
}

impl Visit for Check<'_> {
    fn node(&mut self, node: Node, at: &At) {
        let report = &mut self.report;
        self.meetings.node(node, at, &self.ids, report);
        self.ids.node(node, at, report);
        self.references.node(node, at, &self.ids, report);
        self.dues.node(node, at, report);
        self.sources.node(node, at, report);
        too_deep::node(node, at, report);
        duration_sum::node(node, at, report);
        roman_number::node(node, at, report);
        link_without_target::node(node, at, report);
        private::node(node, at, report);
        unread_word::node(node, at, report);
        odd_id::node(node, at, report);
        odd_zone::node(node, at, report);
        end_before_start::node(node, at, report);
        lines_backwards::node(node, at, report);
        range_backwards::node(node, at, report);
        sequence_number::node(node, at, report);
    }
}

/// Findings before their lines are known.
#[derive(Default)]
pub struct Report<'t> {
    names: Vec<&'t str>,
    file: usize,
    found: Vec<Found>,
}

struct Found {
    file: usize,
    place: Place,
    diagnostic: Diagnostic,
}

impl Report<'_> {
    /// The name of a file.
    fn name(&self, file: usize) -> &str {
        self.names.get(file).copied().unwrap_or_default()
    }

    fn error(&mut self, code: &'static str, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.error_in(self.file, code, place, message, help);
    }

    fn warning(&mut self, code: &'static str, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.warning_in(self.file, code, place, message, help);
    }

    fn error_in(&mut self, file: usize, code: &'static str, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Found { file, place, diagnostic: Diagnostic::error(code, 1, message, help) });
    }

    fn warning_in(&mut self, file: usize, code: &'static str, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Found { file, place, diagnostic: Diagnostic::warning(code, 1, message, help) });
    }

    /// A warning whose line is known.
    fn line(&mut self, code: &'static str, line: u32, message: &str, help: &str) {
        self.found.push(Found { file: self.file, place: Place::default(), diagnostic: Diagnostic::warning(code, line, message, help) });
    }
}

/// Whether any finding is of level error.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.diagnostic.severity == Severity::Error)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    fn findings(code: &str, bodies: &[&str]) -> Vec<Diagnostic> {
        let texts: Vec<String> = bodies.iter().map(|body| format!("{{\"schemaVersion\":\"1.0.0\",{body}}}")).collect();
        let mut streamed = Check::new();
        let mut whole = Check::new();
        for text in &texts {
            streamed.text("a.json", text).unwrap();
            whole.envelope("a.json", text, &read::from_str(text).unwrap());
        }
        let findings = streamed.finish();
        assert_eq!(findings, whole.finish(), "both roads find the same");
        findings.into_iter().map(|finding| finding.diagnostic).filter(|diagnostic| diagnostic.code == code).collect()
    }

    /// Findings of one rule in the fields of an envelope: line, level, and what is quoted first.
    pub(crate) fn check(code: &str, body: &str) -> Vec<String> {
        check_files(code, &[body])
    }

    /// The same for several files.
    pub(crate) fn check_files(code: &str, bodies: &[&str]) -> Vec<String> {
        let short = |found: Diagnostic| {
            let what = if found.code == due_before_meeting::CODE {
                found.message.trim_start_matches("due ").split(',').next()
            } else {
                found.message.split('"').nth(1)
            };
            format!("{} {} {}", found.line, found.severity, what.unwrap_or_default())
        };
        findings(code, bodies).into_iter().map(short).collect()
    }

    /// The messages alone.
    pub(crate) fn messages(code: &str, body: &str) -> Vec<String> {
        findings(code, &[body]).into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn what_is_unusual_takes_the_long_road() {
        let mut check = Check::new();
        check.text("late.json", "{\"meeting\":[{\"id\":\"m\"}],\"schemaVersion\":\"1.0.0\"}").unwrap();
        check.text("old.json", "{\"schemaVersion\":\"0.9.0\",\"meetings\":[{\"id\":\"n\",\"duration_minutes\":5}]}").unwrap();
        assert!(matches!(
            check.text("x.json", "{\"schemaVersion\":\"1.0.0\",\"name\":\"a\",\"name\":\"b\"}"),
            Err(ReadError::Syntax { .. })
        ));
        assert_eq!(check.text("y.json", "{}"), Err(ReadError::NotMeetings));
        assert!(matches!(check.text("z.json", "{\"schemaVersion\":\"2.0.0\"}"), Err(ReadError::Newer { .. })));
        let deep = format!("{{\"schemaVersion\":\"1.0.0\",\"x\":{}{}}}", "[".repeat(64), "]".repeat(64));
        assert!(matches!(check.text("deep.json", &deep), Err(ReadError::TooDeep { .. })));
        assert_eq!(check.finish().iter().map(|finding| finding.file).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn a_list_that_says_nothing_is_read_on_both_roads() {
        for key in [
            "$schema",
            "generator",
            "generated",
            "language",
            "name",
            "publisher",
            "license",
            "cycle",
            "organization",
            "meeting",
            "action",
            "mark",
            "source",
            "later",
        ] {
            let said = if key == "meeting" { "\"action\":[{\"id\":\"m/action-1\"}]" } else { "\"meeting\":[{\"id\":\"m\"}]" };
            assert_eq!(check(repeated_id::CODE, &format!("{said},\"{key}\":null")), [""; 0], "{key}");
            assert_eq!(check(without_source::CODE, &format!("\n{said},\"{key}\":null")).len(), 1, "{key}");
        }
    }

    #[test]
    fn a_file_that_is_refused_leaves_nothing_behind() {
        let file = |more: &str| {
            format!(
                "{{\"schemaVersion\":\"1.0.0\",\"cycle\":[{{\"id\":\"c\"}}],\"organization\":[{{\"id\":\"o\"}}],\"meeting\":[
                {{\"id\":\"m\",\"cycle\":\"c\",\"organization\":[\"o\"],\"meetingType\":\"virtual\",\"sequenceNumber\":1,\"start\":\"2025-10-22\",
                \"agendaItem\":[{{\"id\":\"m/item-1\"}}],\"x\":\"https://z.example/?pwd=1\"}}],
                \"action\":[{{\"id\":\"m/action-1\",\"meeting\":\"m\",\"due\":{{\"date\":\"2024-01-01\"}}}}{more}]}}"
            )
        };
        let (good, bad, beside) = (file(""), file(",{\"name\":\"no id\"}"), file("").replace("\"m", "\"n").replace(":1,", ":2,"));
        let of = |texts: &[&String]| {
            let mut check = Check::new();
            let refused = texts.iter().filter(|text| check.text("a.json", text).is_err()).count();
            (refused, check.finish().into_iter().map(|found| found.diagnostic).collect::<Vec<_>>())
        };
        assert_eq!(of(&[&bad]), (1, Vec::new()));
        assert!(!of(&[&good, &beside]).1.is_empty());
        for texts in [[&good, &bad, &beside], [&good, &beside, &bad], [&bad, &good, &beside]] {
            assert_eq!(of(&texts), (1, of(&[&good, &beside]).1));
        }
        // What a file that is read says again is not forgotten with the refused one that said it in between.
        assert_eq!(of(&[&good, &bad, &good]), (1, of(&[&good, &good]).1));
    }
}

//! Where a fact came from.

use super::{Lenient, lenient::words, record::record};
use crate::domain::time::Moment;

words! {
    /// How surely a source says what was recorded.
    pub enum Certainty {
        /// The document says it in so many words.
        Stated = "stated",
        /// It follows from what the document says.
        Derived = "derived",
        /// The document is unclear or contradicts itself.
        Doubtful = "doubtful",
    }

    /// What kind of document a meeting was read from.
    pub enum DocumentKind {
        /// A page that lists many meetings.
        Listing = "listing",
        /// An agenda.
        Agenda = "agenda",
        /// Action items and next steps.
        ActionItems = "action-items",
        /// A summary report.
        SummaryReport = "summary-report",
        /// A mail.
        Mail = "mail",
        /// A verbatim record.
        Transcript = "transcript",
        /// Anything else.
        Other = "other",
    }
}

record! {
    /// A source of an object or of one of its fields.
    pub struct Source {
        /// The document's name.
        file_name "fileName": Option<String>,
        /// The document's address.
        url "url": Option<String>,
        /// First and last line, counted from 1, of each passage.
        lines "lines": Vec<[u32; 2]>,
        /// The field that it speaks for; all of the object where absent.
        field "field": Option<String>,
        /// How surely.
        certainty "certainty": Option<Lenient<Certainty>>,
        /// When the document was read. Boxed: few sources say it, and every item has a source.
        retrieved "retrieved": Option<Box<Lenient<Moment>>>,
        /// A remark for readers.
        note "note": Option<String>,
        /// What kind of document; on a meeting's sources.
        document_kind "documentKind": Option<Lenient<DocumentKind>>,
    }
}

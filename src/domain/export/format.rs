//! The formats in which meetings leave, each with its writer.

use super::{
    calendar::{self, Edition, Undated},
    csv, docx, html,
    include::Include,
    json, markdown,
    programme::Programme,
    text,
};
use crate::domain::model::{Envelope, write};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Meeting JSON.
    Json,
    /// iCalendar (RFC 5545).
    Calendar,
    /// Markdown (CommonMark).
    Markdown,
    /// Plain text, for mail.
    Text,
    /// A web page in one file.
    Web,
    /// A document of a word processor (ECMA-376).
    Word,
    /// The agenda as rows of a spreadsheet (RFC 4180).
    Table,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 7] = [Self::Json, Self::Calendar, Self::Markdown, Self::Text, Self::Web, Self::Word, Self::Table];

    /// What the names of its files end in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Calendar => "ics",
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Web => "html",
            Self::Word => "docx",
            Self::Table => "csv",
        }
    }

    /// Its media type (RFC 2046).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Calendar => "text/calendar;charset=utf-8",
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Text => "text/plain;charset=utf-8",
            Self::Web => "text/html;charset=utf-8",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Table => "text/csv;charset=utf-8",
        }
    }

    /// The format whose files end so.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }

    /// Meetings as a file; what is said of them is in the order of the envelope's meetings.
    ///
    /// # Errors
    /// A calendar takes no meeting without a date.
    pub fn write(self, meetings: Envelope, programmes: &[Programme], include: Include, edition: Edition) -> Result<Vec<u8>, Undated> {
        Ok(match self {
            Self::Json => {
                let mut meetings = meetings;
                json::leave_out(&mut meetings, include);
                write::pretty(&meetings).into_bytes()
            }
            Self::Calendar => calendar::write(meetings.meeting.iter().zip(programmes), edition)?.into_bytes(),
            Self::Markdown => markdown::write(programmes).into_bytes(),
            Self::Text => text::write(programmes).into_bytes(),
            Self::Web => html::write(programmes).into_bytes(),
            Self::Word => docx::write(programmes),
            Self::Table => programmes.iter().map(csv::agenda).collect::<String>().into_bytes(),
        })
    }
}

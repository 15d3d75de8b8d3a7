//! The formats in which meetings leave.

use super::order::Form;

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

    /// What is written for it from the words of a programme; nothing for JSON, which is the meeting itself.
    pub fn form(self) -> Option<Form> {
        match self {
            Self::Json => None,
            Self::Calendar => Some(Form::Calendar),
            Self::Markdown => Some(Form::Markdown),
            Self::Text => Some(Form::Text),
            Self::Web => Some(Form::Web),
            Self::Word => Some(Form::Word),
            Self::Table => Some(Form::Table),
        }
    }
}

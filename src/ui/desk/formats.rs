//! The formats in which meetings leave the desk, by their names.

use crate::{
    domain::export::{Format, calendar::Undated},
    message::{Desk, View},
    ui::text::{t, tv},
};

/// What a format is called.
pub fn name(format: Format) -> View {
    match format {
        Format::Json => View::Json,
        Format::Calendar => View::CalendarFile,
        Format::Markdown => View::Markdown,
        Format::Text => View::PlainText,
        Format::Web => View::WebPage,
        Format::Word => View::WordFile,
        Format::Table => View::Spreadsheet,
    }
}

/// Why there is no calendar entry.
pub fn undated(why: &Undated) -> String {
    match why {
        Undated::Day(_, day) => tv(Desk::UndatedDay, &[("day", day)]),
        Undated::Meeting(_) | Undated::Vague(..) => t(Desk::UndatedMeeting).to_owned(),
    }
}

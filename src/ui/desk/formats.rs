//! The formats in which meetings leave the desk, by their names.

use crate::{
    domain::export::{Format, calendar::Undated},
    message::Desk,
    ui::text::{t, tv},
};

/// What a format is called.
pub fn name(format: Format) -> Desk {
    match format {
        Format::Json => Desk::Json,
        Format::Calendar => Desk::CalendarFile,
        Format::Markdown => Desk::Markdown,
        Format::Text => Desk::PlainText,
        Format::Web => Desk::WebPage,
        Format::Word => Desk::WordFile,
        Format::Table => Desk::Spreadsheet,
    }
}

/// Why there is no calendar entry.
pub fn undated(why: &Undated) -> String {
    match why {
        Undated::Day(_, day) => tv(Desk::UndatedDay, &[("day", day)]),
        Undated::Meeting(_) | Undated::Vague(..) => t(Desk::UndatedMeeting).to_owned(),
    }
}

//! Meetings written for others: one writer a format.

pub mod calendar;
pub mod csv;
pub mod docx;
mod format;
pub mod html;
pub mod include;
pub mod json;
pub mod mail;
pub mod markdown;
pub mod markup;
pub mod order;
mod parcel;
pub mod programme;
pub mod text;
pub mod voice;

pub use format::Format;

//! The meeting JSON: its types, and how they are read and written.
//!
//! Field names follow OParl 1.1, else schema.org, else iCalendar (RFC 5545). JSON is camelCase, Rust the same words in
//! snake_case. Unknown is `None` or an empty list, never a default that looks like a fact.

mod action;
mod agenda;
mod compact;
mod envelope;
mod lenient;
mod meeting;
mod migrate;
mod minutes;
mod organization;
pub mod read;
mod record;
pub mod salvage;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
pub mod slot;
mod source;
pub mod write;

pub use action::*;
pub use agenda::*;
pub use envelope::*;
pub(crate) use lenient::words;
pub use lenient::*;
pub use meeting::*;
pub use minutes::*;
pub use organization::*;
pub use record::{Extra, Field};
pub use source::*;

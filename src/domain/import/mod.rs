//! What others wrote, on its way in: documents that are read, meetings, compared with what is here, and given another id where both are kept;
//! lists in markup.

pub mod compare;
pub mod document;
pub mod lists;
mod rename;

pub use rename::{rename_in, renamed};

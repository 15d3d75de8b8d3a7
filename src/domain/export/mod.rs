//! Meetings written for others: one writer a format.

pub mod csv;
pub mod json;
pub mod programme;
pub mod text;

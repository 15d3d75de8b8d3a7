//! Meetings of others, on their way in: compared with what is here, and given another id where both are kept.

pub mod compare;
mod rename;

pub use rename::renamed;

//! The core: meetings, dates, drafts, filter and search. Pure: no browser, no clock, no chance, no storage.
//! Natively none of the browser's crates is even a dependency, so the compiler holds that line.

mod bytes;
pub mod call;
pub mod check;
pub mod diagnostic;
pub mod draft;
pub mod export;
pub mod filter;
pub mod import;
pub mod link;
pub mod list;
pub mod mark;
pub mod model;
pub mod numeral;
pub mod pack;
pub mod route;
pub mod sample;
pub mod search;
pub mod shown;
pub mod time;
pub mod timing;

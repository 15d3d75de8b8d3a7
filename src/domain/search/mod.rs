//! Search: everything that is recorded, folded to words, in a ranked inverted index.
//!
//! text → [`fold`] → [`tokens`] → [`build`] → [`index`]; what a person types → [`query`] → [`rank`] → [`snippet`] → [`protocol`].
//! [`recorded`] is what is read of a meeting, `documents` says which of its texts can be found; [`gather`] takes in a whole archive.

pub mod build;
mod documents;
pub mod fold;
pub mod gather;
pub mod index;
#[cfg(test)]
mod oracle;
pub mod protocol;
pub mod query;
pub mod rank;
pub mod recorded;
pub mod snippet;
pub mod tokens;
mod typo;

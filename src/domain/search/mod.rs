//! Search: everything that is recorded, folded to words, in a ranked inverted index.
//!
//! text → [`fold`] → [`tokens`] → [`build`] → [`index`]; what a person types → [`query`] → [`rank`] → [`snippet`] → [`protocol`].
//! [`documents`] says which texts of a meeting can be found; [`gather`] takes in a whole archive.

pub mod build;
pub mod documents;
pub mod fold;
pub mod gather;
pub mod index;
#[cfg(test)]
mod oracle;
pub mod protocol;
pub mod query;
pub mod rank;
pub mod snippet;
pub mod tokens;
mod typo;

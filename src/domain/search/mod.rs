//! Search: everything that is recorded, folded to words, in a ranked inverted index.

pub mod protocol;

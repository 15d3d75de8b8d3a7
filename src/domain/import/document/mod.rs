//! Documents become meetings: text in, an envelope with provenance and findings out.
//!
//! In stages, each of which looks only at the one before: bytes ([`encoding`]) → numbered lines ([`lines`]) → blocks ([`blocks`]) →
//! parts, one a meeting ([`parts`]) → facts (`agenda`, `actions`, `people`, `dates`, `title`, `bodies`) → an envelope ([`meeting`]).
//!
//! # Limitations
//! Markup, Word files, mail with encodings, and PDF itself are not read yet.

mod actions;
mod agenda;
mod blocks;
mod bodies;
mod contact;
mod dates;
pub mod encoding;
mod head;
mod inline;
mod item;
mod lines;
mod meeting;
mod parts;
mod people;
mod record;
mod sort;
mod steps;
mod title;
mod words;

use std::fmt;

use crate::domain::{
    diagnostic::{Diagnostic, Parsed},
    model::{Envelope, Organization},
};

/// A document is at most so long, bytes.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;

/// Why a document is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// More than [`MOST_BYTES`].
    TooLong,
    /// No text: a PDF, a Word file, a picture.
    NoText,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "longer than 20 MB, part it and pass the parts",
            Self::NoText => "no text, save the document as plain text and pass that",
        })
    }
}

/// Reads the text of a document. `name` is what sources call it, `known` are the bodies that it may name.
///
/// # Errors
/// A text that is too long. Nothing else fails: what is not understood is told, and left out.
pub fn read(name: &str, text: &str, known: &[Organization]) -> Result<Parsed<Envelope>, Refused> {
    if text.len() > MOST_BYTES {
        return Err(Refused::TooLong);
    }
    let lines = lines::lines(text);
    let is_transcript = parts::is_transcript(&lines);
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut blocks = blocks::blocks(&lines);
    for block in &mut blocks {
        leave_out(block, &mut diagnostics);
    }
    let mut bodies = bodies::Bodies::new(known);
    let parts = parts::parts(&blocks, &mut bodies, is_transcript);
    let mut all = meeting::Meetings::new(name, bodies, diagnostics);
    for part in &parts {
        all.add(part);
    }
    let mut out = all.finish();
    if out.value.meeting.is_empty() {
        out.diagnostics.push(Diagnostic::warning(
            "no-meeting",
            1,
            "no meeting is recognised here",
            "write a title such as \"IGF 2025 MAG Meeting III\" on a line of its own above the agenda",
        ));
    }
    out.diagnostics.sort_by_key(|found| found.line);
    Ok(out)
}

/// Takes contact data out of a block, and tells.
fn leave_out(block: &mut blocks::Block, diagnostics: &mut Vec<Diagnostic>) {
    let (text, found) = contact::without(&block.text);
    let text = (!found.is_empty()).then(|| text.into_owned());
    for kept in found {
        let message = format!("{} is left out", kept.words());
        diagnostics.push(Diagnostic::warning("contact-left-out", block.lines[0], message, "keep it elsewhere if you need it"));
    }
    if let Some(text) = text {
        if let blocks::Kind::Row(cells) = &mut block.kind {
            cells.iter_mut().for_each(|cell| *cell = contact::without(cell).0.into_owned());
        }
        // A line that says nothing else is no entry of anything.
        if contact::is_nothing(&text) {
            block.kind = blocks::Kind::Noise;
        }
        block.text = text;
    }
    for link in &mut block.links {
        if link.target.as_deref().is_some_and(contact::is_target) {
            link.target = None;
        }
    }
}

#[cfg(test)]
mod tests;

//! The app's road from the bytes of meeting JSON to a checked envelope and back, for the page that measures it.

use std::cell::RefCell;

use rapporteur::domain::{
    check::Check,
    model::{Envelope, read, write},
};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static OPEN: RefCell<Option<Envelope>> = const { RefCell::new(None) };
}

/// Reads a file, checks it by every rule, and keeps it open; the number of findings.
#[wasm_bindgen]
pub fn read_checked(bytes: Vec<u8>) -> Result<usize, String> {
    let text = str::from_utf8(&bytes).map_err(|error| error.to_string())?;
    let envelope = read::from_str(text).map_err(|error| error.to_string())?;
    let mut check = Check::new();
    check.envelope("file.json", text, &envelope);
    let findings = check.finish().len();
    OPEN.replace(Some(envelope));
    Ok(findings)
}

/// Reads a file into the types, and keeps it open; how many meetings it holds.
#[wasm_bindgen]
pub fn read_only(bytes: Vec<u8>) -> Result<usize, String> {
    let envelope = read::from_bytes(&bytes).map_err(|error| error.to_string())?;
    let meetings = envelope.meeting.len();
    OPEN.replace(Some(envelope));
    Ok(meetings)
}

/// Checks a file while it is read, and keeps nothing; the number of findings.
#[wasm_bindgen]
pub fn check_only(bytes: Vec<u8>) -> Result<usize, String> {
    let text = str::from_utf8(&bytes).map_err(|error| error.to_string())?;
    let mut check = Check::new();
    check.text("file.json", text).map_err(|error| error.to_string())?;
    Ok(check.finish().len())
}

/// Writes what is open.
#[wasm_bindgen]
pub fn write_open() -> Vec<u8> {
    OPEN.with_borrow(|open| open.as_ref().map(write::compact).unwrap_or_default().into_bytes())
}

/// Closes what is open.
#[wasm_bindgen]
pub fn close() {
    OPEN.replace(None);
}

fn main() {}

//! What the desk does of an export, for the page that measures it: from a meeting that is open to what the writer is asked for; of JSON
//! to the file itself. Numbers and times are there as they are in the editor, which shows them. Words are the native program's, not `Intl`'s.

use std::cell::Cell;

use rapporteur::{
    domain::{
        export::{
            Format,
            calendar::Edition,
            include::Include,
            json,
            order::{Form, Order},
            programme::Programme,
        },
        model::{Envelope, read},
        time::Instant,
    },
    message::{plain::Plain, words::Words},
};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static OPEN: Cell<Option<(&'static Envelope, &'static Words<'static>)>> = const { Cell::new(None) };
}

/// Opens a file of one meeting, for as long as the page lives.
#[wasm_bindgen]
pub fn open(bytes: Vec<u8>) -> Result<(), String> {
    let all: &Envelope = Box::leak(Box::new(read::from_bytes(&bytes).map_err(|error| error.to_string())?));
    let meeting = all.meeting.first().ok_or("a file without a meeting")?;
    OPEN.set(Some((all, Box::leak(Box::new(Words::of(meeting, &Plain, None, "UTC".into()))))));
    Ok(())
}

/// What the writer is asked for where what is open is to be written in a format; JSON itself.
#[wasm_bindgen]
pub fn ordered(format: &str) -> Vec<u8> {
    let Some((all, words)) = OPEN.get() else { return Vec::new() };
    let include = Include::default();
    let form = match Format::of_ending(format).map(Format::form) {
        Some(Some(form)) => form,
        Some(None) => return json::write(all.clone(), include).into_bytes(),
        None => Form::Mail,
    };
    let programmes = all.meeting.iter().map(|meeting| Programme::of(meeting, &all.action, words, include)).collect();
    let edition = Edition { stamp: Instant(0), changes: 0 };
    Order::of(form, &all.meeting, programmes, edition).map(|order| order.packed()).unwrap_or_default()
}

fn main() {}

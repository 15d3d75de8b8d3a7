//! The app's writers, for the page that measures them: from a meeting that is open to the bytes of a file. Dates are said by the native
//! program's words, not by `Intl`.

use std::cell::RefCell;

use rapporteur::{
    domain::{
        export::{
            calendar::{self, Edition},
            csv, docx, html,
            include::Include,
            json, mail, markdown,
            programme::Programme,
            text,
        },
        model::{Envelope, read, write},
        time::Instant,
    },
    message::{plain::Plain, words::Words},
};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static OPEN: RefCell<Envelope> = RefCell::new(Envelope::new());
}

/// Opens a file of one meeting.
#[wasm_bindgen]
pub fn open(bytes: Vec<u8>) -> Result<(), String> {
    OPEN.replace(read::from_bytes(&bytes).map_err(|error| error.to_string())?);
    Ok(())
}

/// What is open, in a format.
#[wasm_bindgen]
pub fn written(format: &str) -> Vec<u8> {
    OPEN.with_borrow(|all| {
        if format == "json" {
            let mut others = all.clone();
            json::leave_out(&mut others, Include::default());
            return write::pretty(&others).into_bytes();
        }
        let Some(meeting) = all.meeting.first() else { return Vec::new() };
        let programme = Programme::of(meeting, &all.action, &Words::of(meeting, &Plain, None, "UTC".into()), Include::default());
        let programmes = std::slice::from_ref(&programme);
        match format {
            "docx" => docx::write(programmes),
            "md" => markdown::write(programmes).into_bytes(),
            "html" => html::write(programmes).into_bytes(),
            "mail" => mail::write(programmes).into_bytes(),
            "csv" => csv::agenda(&programme).into_bytes(),
            "ics" => calendar::write([(meeting, &programme)], Edition { stamp: Instant(0), changes: 0 }).unwrap_or_default().into_bytes(),
            _ => text::write(programmes).into_bytes(),
        }
    })
}

fn main() {}

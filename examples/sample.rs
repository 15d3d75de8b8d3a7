//! Writes a made-up archive to standard output, for `make bench`: `cargo run --release --example sample -- MEETINGS ITEMS [SEED]`.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use rapporteur::domain::{
    model::write,
    sample::{Size, archive},
};

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|argument| argument.parse::<u32>().ok());
    let (Some(Some(meetings)), Some(Some(items))) = (numbers.next(), numbers.next()) else {
        eprintln!("usage: sample MEETINGS ITEMS_OF_EACH [SEED]");
        return ExitCode::from(2);
    };
    let seed = numbers.next().flatten().map_or(1, u64::from);
    let text = write::compact(&archive(&Size { meetings, items, seed }));
    match io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sample: {error}");
            ExitCode::from(2)
        }
    }
}

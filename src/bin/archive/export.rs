//! `archive export`: meetings in the formats that people use.

use std::{
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use clap::Args;
use rapporteur::{
    domain::{
        export::{
            self, Format,
            calendar::Edition,
            include::{Include, Part},
            order::Order,
            programme::Programme,
        },
        list::List,
        model::{Envelope, MeetingId},
        time::Instant,
    },
    message::{plain::Plain, words::Words},
};

use crate::files::{Stop, stop};

/// What goes along and what does not.
#[derive(Args)]
pub struct Parts {
    /// What goes along beyond the usual, with commas between: private-notes, join-addresses.
    #[arg(long, value_name = "PARTS", value_delimiter = ',', value_parser = part)]
    with: Vec<Part>,
    /// What is left out, with commas between: durations, times, presenters, documents, actions, minutes.
    #[arg(long, value_name = "PARTS", value_delimiter = ',', value_parser = part)]
    without: Vec<Part>,
}

impl Parts {
    /// As a set.
    pub fn include(&self) -> Include {
        let with = self.with.iter().copied().fold(Include::default(), Include::with);
        self.without.iter().copied().fold(with, Include::without)
    }
}

/// The format of a word on the command line.
pub fn format(word: &str) -> Result<Format, String> {
    let known = Format::ALL.map(Format::ending);
    Format::of_ending(word).ok_or_else(|| format!("there is no such format, choose among {}", known.join(", ")))
}

fn part(word: &str) -> Result<Part, String> {
    let known = Part::ALL.map(Part::word);
    let found = Part::ALL.into_iter().find(|part| part.word() == word);
    found.ok_or_else(|| format!("there is no such part, choose among {}", known.join(", ")))
}

fn now() -> Instant {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Instant(seconds.try_into().unwrap_or(0))
}

/// A file in another format.
pub fn content(path: &Path, all: &Envelope, format: Format, meeting: Option<&str>, include: Include) -> Result<Vec<u8>, Stop> {
    let chosen = match meeting {
        None => export::json::everything(all),
        Some(id) => export::json::meeting(all, &MeetingId::from(id))
            .ok_or_else(|| stop(path, format_args!("no meeting has the id \"{id}\", compare it with the file")))?,
    };
    // Of one meeting its agenda, of several a list.
    if format == Format::Table && meeting.is_none() {
        return Ok(export::csv::meetings(&chosen).into_bytes());
    }
    let Some(form) = format.form() else { return Ok(export::json::write(chosen, include).into_bytes()) };
    let list = Some(Arc::new(List::of(&chosen)));
    let words: Vec<Words> = chosen.meeting.iter().map(|meeting| Words::of(meeting, &Plain, list.clone(), "UTC".into())).collect();
    let each = chosen.meeting.iter().zip(&words);
    let programmes = each.map(|(meeting, words)| Programme::of(meeting, &chosen.action, words, include)).collect();
    let order = Order::of(form, &chosen.meeting, programmes, Edition { stamp: now(), changes: 0 });
    let order = order.map_err(|undated| stop(path, format_args!("{undated}, give it one or choose another with --meeting")))?;
    Ok(order.write())
}

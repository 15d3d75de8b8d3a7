//! `archive export`: meetings in the formats that people use.

use std::{
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use clap::{Args, ValueEnum};
use rapporteur::{
    domain::{
        export::{
            self,
            calendar::Edition,
            include::{Include, Part},
            programme::Programme,
        },
        list::List,
        model::{Envelope, MeetingId, write},
        time::Instant,
    },
    message::{plain::Plain, words::Words},
};

use crate::files::{Stop, stop};

/// A format.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Json,
    Md,
    Txt,
    Html,
    Ics,
    Csv,
    Docx,
}

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
    let mut chosen = match meeting {
        None => export::json::everything(all),
        Some(id) => export::json::meeting(all, &MeetingId::from(id))
            .ok_or_else(|| stop(path, format_args!("no meeting has the id \"{id}\", compare it with the file")))?,
    };
    let programmes = || {
        let list = Some(Arc::new(List::of(&chosen)));
        let programme = |meeting| Programme::of(meeting, &chosen.action, &Words::of(meeting, &Plain, list.clone(), "UTC".into()), include);
        chosen.meeting.iter().map(programme).collect::<Vec<_>>()
    };
    Ok(match format {
        Format::Json => {
            export::json::leave_out(&mut chosen, include);
            write::pretty(&chosen).into_bytes()
        }
        // Of one meeting its agenda, of several a list.
        Format::Csv if meeting.is_some() => programmes().iter().map(export::csv::agenda).collect::<String>().into_bytes(),
        Format::Csv => export::csv::meetings(&chosen).into_bytes(),
        Format::Txt => export::text::write(&programmes()).into_bytes(),
        Format::Md => export::markdown::write(&programmes()).into_bytes(),
        Format::Html => export::html::write(&programmes()).into_bytes(),
        Format::Docx => export::docx::write(&programmes()),
        Format::Ics => {
            let edition = Edition { stamp: now(), changes: 0 };
            let written = export::calendar::write(chosen.meeting.iter().zip(&programmes()), edition);
            written.map_err(|undated| stop(path, format_args!("{undated}, give it one or choose another with --meeting")))?.into_bytes()
        }
    })
}

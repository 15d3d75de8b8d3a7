//! The commands of `archive`, one function each.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use rapporteur::domain::{
    model::{Envelope, read, write},
    pack,
};

use crate::files::{self, Stop, stop};

/// Reads, checks, packs and exports meeting JSON.
#[derive(Parser)]
#[command(name = "archive", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write what the app loads from its `data/` folder; replaces only the files that its own pack.json names.
    Pack {
        /// Meeting JSON files, or folders of them; `-` is standard input.
        #[arg(required = true)]
        path: Vec<PathBuf>,
        /// The folder to write to.
        #[arg(long)]
        output: PathBuf,
    },
    /// Print the JSON Schema of the meeting JSON.
    Schema,
}

/// Runs the program.
pub fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Pack { path, output } => pack_into(&path, &output),
        Command::Schema => print(&write::pretty(&rapporteur::domain::model::schema::schema())),
    };
    done.unwrap_or_else(|stop| {
        eprintln!("{stop}");
        ExitCode::from(2)
    })
}

/// Writes to standard output; a reader that went away (`| head`) is no fault of ours.
fn print(text: &str) -> Result<ExitCode, Stop> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(stop(Path::new("standard output"), error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Reads the envelopes of all files, or says of every one that cannot be read why.
fn envelopes(paths: &[PathBuf]) -> Result<Vec<Envelope>, Stop> {
    let mut all = Vec::new();
    let mut faults = Vec::new();
    for path in files::find(paths)? {
        let envelope = files::read(&path)
            .and_then(|bytes| read::from_bytes(&bytes).map_err(|error| format!("{}:{}: error: {error}", path.display(), error.line())));
        match envelope {
            Ok(envelope) => all.push(envelope),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(all) } else { Err(faults.join("\n")) }
}

fn pack_into(paths: &[PathBuf], output: &Path) -> Result<ExitCode, Stop> {
    files::write_pack(output, &pack::pack(envelopes(paths)?))?;
    Ok(ExitCode::SUCCESS)
}

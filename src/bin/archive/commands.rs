//! The commands of `archive`, one function each.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use rapporteur::domain::{
    check::{Check, has_errors},
    diagnostic::Parsed,
    export::Format,
    import::document,
    model::{Envelope, Organization, read, schema, write},
    pack, sample,
};

use crate::{
    export::{self, Parts},
    files::{self, Stop, stop},
};

/// Reads, checks, packs and exports meeting JSON.
#[derive(Parser)]
#[command(name = "archive", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read meeting documents and print one envelope of meeting JSON, in which the same meeting met twice is one.
    Import {
        /// Documents; `-` is standard input.
        #[arg(required = true)]
        file: Vec<PathBuf>,
        /// Write DIR/<stem>.json for each instead.
        #[arg(long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
    /// Validate meeting JSON; what one call is given is judged together, packed files are passed over.
    Check {
        /// Files, or folders with .json files below; `-` is standard input.
        #[arg(required = true)]
        path: Vec<PathBuf>,
    },
    /// Write what the app loads from its `data/` folder; replaces only the files that its own pack.json names.
    Pack {
        /// Files, or folders with .json files below; `-` is standard input.
        #[arg(required = true)]
        path: Vec<PathBuf>,
        /// The folder to write to.
        #[arg(long, value_name = "DIR")]
        output: PathBuf,
    },
    /// Write a file in another format.
    Export {
        /// A file of meeting JSON; `-` is standard input.
        file: PathBuf,
        /// The format.
        #[arg(long, value_parser = export::format, value_name = "json|md|txt|html|ics|csv|docx")]
        format: Format,
        /// One meeting instead of all.
        #[arg(long, value_name = "ID")]
        meeting: Option<String>,
        /// The file to write, instead of standard output.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        parts: Parts,
    },
    /// Print the JSON Schema of the meeting JSON.
    Schema,
    /// Write a made-up archive of any size, always the same, for tests and measurements.
    #[command(hide = true)]
    Sample {
        /// How many meetings.
        #[arg(long, default_value_t = 100)]
        meetings: u32,
        /// How many agenda items each.
        #[arg(long, default_value_t = 10)]
        items: u32,
        /// Where chance begins.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The folder that gets `sample.json`.
        #[arg(long, value_name = "DIR")]
        output: PathBuf,
    },
}

/// Runs the program.
pub fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Import { file, output } => import(&file, output.as_deref()),
        Command::Check { path } => check(&path),
        Command::Pack { path, output } => pack_into(&path, &output),
        Command::Export { file, format, meeting, output, parts } => {
            let made = envelope(&file).and_then(|all| export::content(&file, &all, format, meeting.as_deref(), parts.include()));
            made.and_then(|content| put(output.as_deref(), &content))
        }
        Command::Schema => print(write::pretty(&schema::schema()).as_bytes()),
        Command::Sample { meetings, items, seed, output } => {
            let text = write::compact(&sample::archive(&sample::Size { meetings, items, seed }));
            folder(&output).and_then(|()| put(Some(&output.join("sample.json")), text.as_bytes()))
        }
    };
    done.unwrap_or_else(|stop| {
        eprintln!("{stop}");
        ExitCode::from(2)
    })
}

/// Writes to a file, else to standard output.
fn put(output: Option<&Path>, content: &[u8]) -> Result<ExitCode, Stop> {
    match output {
        Some(path) => files::write(path, content).map(|()| ExitCode::SUCCESS),
        None => print(content),
    }
}

/// Writes to standard output; a reader that went away (`| head`) is no fault of ours.
fn print(content: &[u8]) -> Result<ExitCode, Stop> {
    let mut out = std::io::stdout().lock();
    match out.write_all(content).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(stop(Path::new("standard output"), error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn folder(path: &Path) -> Result<(), Stop> {
    std::fs::create_dir_all(path).map_err(|error| stop(path, files::why(&error, "name a folder that can be made")))
}

/// What became of each path: all that could be read, or a line for every one that could not.
fn each<T>(paths: &[PathBuf], mut read: impl FnMut(&Path) -> Result<T, Stop>) -> Result<Vec<T>, Stop> {
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        match read(path) {
            Ok(value) => all.push(value),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(all) } else { Err(faults.join("\n")) }
}

fn envelope(path: &Path) -> Result<Envelope, Stop> {
    let bytes = files::read(path)?;
    read::from_bytes(&bytes).map_err(|error| refused(path, &error))
}

fn refused(path: &Path, error: &read::ReadError) -> Stop {
    format!("{}:{}: error: {error}", path.display(), error.line())
}

/// The bodies of the archive's own records, by which documents name groups.
const BODIES: &str = include_str!("../../../public/data/records/organizations.json");

fn import(paths: &[PathBuf], output: Option<&Path>) -> Result<ExitCode, Stop> {
    let stem =
        |path: &Path| if path.as_os_str() == files::STDIN { "stdin".into() } else { path.file_stem().unwrap_or_default().to_owned() };
    let mut taken = std::collections::BTreeSet::new();
    if let Some(twice) = output.and_then(|_| paths.iter().find(|path| !taken.insert(stem(path)))) {
        return Err(stop(twice, "a second file of that name, give each its own --output; nothing was written"));
    }
    let known = read::from_str(BODIES).map_err(|error| refused(Path::new("organizations.json"), &error))?.organization;
    let read = each(paths, |path| imported(path, &known))?;
    let mut err = std::io::stderr().lock();
    for (path, parsed) in paths.iter().zip(&read) {
        for found in &parsed.diagnostics {
            // Nobody is left to be told when standard error is gone.
            let _ = writeln!(err, "{}:{}: {}: {}, {}", path.display(), found.line, found.severity, found.message, found.help);
        }
    }
    let documents = read.into_iter().map(|parsed| parsed.value);
    let Some(output) = output else { return print(write::pretty(&pack::merge(documents)).as_bytes()) };
    folder(output)?;
    for (path, document) in paths.iter().zip(documents) {
        let mut name = stem(path);
        name.push(".json");
        files::write(&output.join(name), write::pretty(&pack::merge([document])).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What a file holds: meeting JSON goes the same way as documents, without the reading step.
fn imported(path: &Path, known: &[Organization]) -> Result<Parsed<Envelope>, Stop> {
    let bytes = files::read(path)?;
    let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
        || bytes.iter().find(|byte| byte.is_ascii_graphic()) == Some(&b'{');
    if is_json {
        let value = read::from_bytes(&bytes).map_err(|error| refused(path, &error))?;
        return Ok(Parsed { value, diagnostics: Vec::new() });
    }
    let text = document::encoding::decode(&bytes).ok_or_else(|| stop(path, document::Refused::NoText))?;
    let name = if path.as_os_str() == files::STDIN { "stdin".into() } else { path.file_name().unwrap_or_default().to_string_lossy() };
    document::read(&name, &text, known).map_err(|error| stop(path, error))
}

fn check(paths: &[PathBuf]) -> Result<ExitCode, Stop> {
    let found = files::find(paths)?;
    if found.is_empty() {
        let _ = writeln!(
            std::io::stderr(),
            "{}:1: warning: only packed files are here, so nothing was checked, name the folder that holds the records",
            paths[0].display()
        );
    }
    judge(&found).map(|(status, _)| status)
}

/// Says on standard error what is odd in the files; the status that follows from it, and their texts.
fn judge(paths: &[PathBuf]) -> Result<(ExitCode, Vec<String>), Stop> {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let mut faults = Vec::new();
    let mut texts: Vec<(usize, String)> = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        match files::read(path).and_then(|bytes| files::text(bytes).map_err(|error| refused(path, &error))) {
            Ok(text) => texts.push((at, text)),
            Err(fault) => faults.push(fault),
        }
    }
    let mut check = Check::new();
    for (at, text) in &texts {
        if let Err(error) = check.text(&names[*at], text) {
            faults.push(refused(&paths[*at], &error));
        }
    }
    let findings = check.finish();
    let mut err = std::io::stderr().lock();
    for finding in &findings {
        let (name, found) = (&names[texts[finding.file].0], &finding.diagnostic);
        // Nobody is left to be told when standard error is gone.
        let _ = writeln!(err, "{name}:{}: {}: {}, {}", found.line, found.severity, found.message, found.help);
    }
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    let status = if has_errors(&findings) { ExitCode::from(1) } else { ExitCode::SUCCESS };
    Ok((status, texts.into_iter().map(|(_, text)| text).collect()))
}

fn pack_into(paths: &[PathBuf], output: &Path) -> Result<ExitCode, Stop> {
    let found = files::find(paths)?;
    if found.is_empty() {
        return Err(stop(&paths[0], "only packed files are here, name the folder that holds the records; nothing was changed"));
    }
    // A mistake in one meeting keeps no other from being published; the status tells.
    let (status, texts) = judge(&found)?;
    // What was judged is what is packed: a pipe can be read once, and a file may change. Each text goes when it has been read.
    let read = |(path, text): (&PathBuf, String)| read::from_str(&text).map_err(|error| refused(path, &error));
    let envelopes = found.iter().zip(texts).map(read).collect::<Result<Vec<Envelope>, Stop>>()?;
    files::write_pack(output, &pack::pack(envelopes))?;
    Ok(status)
}

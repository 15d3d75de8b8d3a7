//! Word documents and calendars read by programs that are not ours: python-docx, Python's icalendar, LibreOffice.
//!
//! `tools/setup.sh test` installs the first two; where they, LibreOffice or `pdftotext` are absent, a line says so and the rest goes on.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use rapporteur::domain::export::{docx, include::Include};
use serde_json::Value;

use crate::{calendar, each, facts::tidy, programme, read, records};

/// The folder with the Python readers.
fn readers() -> Option<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")))?;
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let versions = fs::read_to_string(root.join("tools/versions.env")).unwrap();
    let version = |name: &str| versions.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')).unwrap().to_owned();
    let folder = cache.join(format!("rapporteur/python-{}-{}", version("PYTHON_DOCX"), version("PYTHON_ICALENDAR")));
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("{} is not there: no file is read by Python (tools/setup.sh test installs it)", folder.display());
    None
}

fn scratch(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("rapporteur-exports-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn python(readers: &Path, kind: &str, file: &Path) -> Value {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/exports/readers.py");
    let done = Command::new("python3").env("PYTHONPATH", readers).arg(script).arg(kind).arg(file).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

/// Not each of them: starting Python takes longer than all else.
fn some(mut act: impl FnMut(usize, &rapporteur::domain::model::Meeting, &rapporteur::domain::export::programme::Programme)) {
    let mut count = 0;
    each(|meeting, programme, _| {
        count += 1;
        if count % 11 == 0 {
            act(count, meeting, programme);
        }
    });
}

#[test]
fn python_reads_the_same_headings_lists_and_text_in_a_word_document() {
    let Some(readers) = readers() else { return };
    let folder = scratch("docx");
    some(|count, _, programme| {
        let bytes = docx::write(std::slice::from_ref(programme));
        let file = folder.join(format!("{count}.docx"));
        fs::write(&file, &bytes).unwrap();
        let theirs = python(&readers, "docx", &file);
        let ours: Vec<Value> = read::paragraphs(&read::parts(&bytes))
            .into_iter()
            .map(|each| serde_json::json!({"style": each.style, "list": each.list, "text": each.text, "addresses": each.addresses}))
            .collect();
        assert_eq!(theirs["paragraphs"], Value::Array(ours));
        assert_eq!(tidy(theirs["title"].as_str().unwrap()), tidy(&programme.title));
    });
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn python_reads_the_same_calendar() {
    let Some(readers) = readers() else { return };
    let folder = scratch("ics");
    some(|count, meeting, programme| {
        let Ok(text) = calendar(meeting, programme) else { return };
        let file = folder.join(format!("{count}.ics"));
        fs::write(&file, &text).unwrap();
        let theirs = python(&readers, "ics", &file);
        let ours: icalendar::Calendar = text.parse().unwrap();
        assert_eq!(theirs.as_array().unwrap().len(), ours.components.len());
        for (theirs, ours) in theirs.as_array().unwrap().iter().zip(&ours.components) {
            use icalendar::{CalendarComponent::Event, Component as _, EventLike as _};
            let Event(event) = ours else { panic!("nothing but events") };
            let pairs = [
                ("UID", event.get_uid()),
                ("SUMMARY", event.get_summary()),
                ("DESCRIPTION", event.get_description()),
                ("LOCATION", event.get_location()),
            ];
            for (name, value) in pairs {
                assert_eq!(theirs[name].as_str(), value, "{name}");
            }
            assert_eq!(theirs["DTSTAMP"], "2025-11-24T16:00:00+00:00");
        }
    });
    fs::remove_dir_all(folder).unwrap();
}

/// LibreOffice makes a PDF of a document in seconds, so it is asked once.
#[test]
fn libreoffice_prints_the_same_words() {
    let has = |name: &str| Command::new(name).arg("--version").output().is_ok() || Command::new(name).arg("-v").output().is_ok();
    if !has("soffice") || !has("pdftotext") {
        eprintln!(
            "soffice or pdftotext is not there: no document is printed by LibreOffice (Debian: libreoffice-writer-nogui, poppler-utils)"
        );
        return;
    }
    let folder = scratch("pdf");
    let all = records();
    let meeting = all.meeting.iter().find(|meeting| meeting.id.as_str() == "igf-2025-mag-11").unwrap();
    let bytes = docx::write(&[programme(meeting, &all, Include::default())]);
    fs::write(folder.join("m.docx"), &bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let done =
        Command::new("soffice").current_dir(&folder).args([&profile, "--headless", "--convert-to", "pdf", "m.docx"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let done = Command::new("pdftotext").current_dir(&folder).args(["-raw", "m.pdf", "-"]).output().unwrap();
    let printed = String::from_utf8(done.stdout).unwrap();
    // A line may end behind a hyphen.
    let part = |c: char| c.is_whitespace() || c == '-';
    let mut words = printed.split(part).filter(|word| !word.is_empty());
    let paragraphs = read::paragraphs(&read::parts(&bytes));
    let mut count = 0;
    for word in paragraphs.iter().flat_map(|paragraph| paragraph.text.split(part)).filter(|word| !word.is_empty()) {
        assert!(words.any(|other| other == word), "{word:?} is not printed, or not in its place:\n{printed}");
        count += 1;
    }
    assert!(count > 500, "{count} words");
    fs::remove_dir_all(folder).unwrap();
}

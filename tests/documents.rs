//! Documents and what is read of them: made-up ones of many kinds against their snapshots, and the five real ones against the answer key.
//!
//! `UPDATE_EXPECT=1 cargo test --test documents` writes the snapshots anew, to be looked at in the diff.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use rapporteur::domain::{
    diagnostic::Diagnostic,
    import::document,
    model::{Envelope, Organization, read, write},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn known() -> Vec<Organization> {
    let text = fs::read_to_string(root().join("public/data/records/organizations.json")).unwrap();
    read::from_str(&text).unwrap().organization
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    all.sort();
    all
}

fn imported(path: &Path, known: &[Organization]) -> (Envelope, Vec<Diagnostic>) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let found = document::read(&name, &fs::read_to_string(path).unwrap(), known).unwrap();
    (found.value, found.diagnostics)
}

#[test]
fn made_up_documents_are_read_as_their_snapshots_say() {
    let known = known();
    let all = texts(&root().join("tests/documents"));
    assert!(all.len() >= 12, "the documents are there");
    let mut wrong = String::new();
    for path in all {
        let (envelope, findings) = imported(&path, &known);
        let findings: Vec<String> = findings.iter().map(|found| format!("{}: {}: {}", found.line, found.code, found.message)).collect();
        let envelope: serde_json::Value = serde_json::from_str(&write::compact(&envelope)).unwrap();
        let text = write::pretty(&serde_json::json!({"envelope": envelope, "findings": findings}));
        let snapshot = path.with_extension("json");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&snapshot, &text).unwrap();
        }
        let expected = fs::read_to_string(&snapshot).unwrap_or_default();
        if let Some((line, (is, was))) = text.lines().zip(expected.lines()).enumerate().find(|(_, (is, was))| is != was) {
            writeln!(wrong, "{}:{}: {is:?} instead of {was:?}", snapshot.display(), line + 1).unwrap();
        } else if text != expected {
            writeln!(wrong, "{}: one is longer", snapshot.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What the reader writes is sound: every id once, every reference leads somewhere, every fact with its lines.
#[test]
fn what_is_read_passes_the_check() {
    use rapporteur::domain::{check::Check, diagnostic::Severity};
    let known = known();
    for path in texts(&root().join("tests/documents")).into_iter().chain(texts(&real())) {
        let (envelope, _) = imported(&path, &known);
        let text = write::pretty(&envelope);
        let mut check = Check::new();
        check.text("made.json", &text).unwrap();
        let findings = check.finish();
        let faults: Vec<_> = findings
            .iter()
            .map(|found| &found.diagnostic)
            .filter(|found| found.severity == Severity::Error || matches!(found.code, "without-source" | "private" | "too-deep"))
            .collect();
        assert!(faults.is_empty(), "{}: {faults:?}", path.display());
    }
}

/// No contact data of the made-up documents is in what is read of them.
#[test]
fn contact_data_is_left_out() {
    let (envelope, findings) = imported(&root().join("tests/documents/agenda-in-a-mail.txt"), &known());
    let text = write::pretty(&envelope);
    for secret in ["aBcDeF", "81234567890", "7890", "445566", "example.org", "555 01"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(findings.iter().filter(|found| found.code == "contact-left-out").count() >= 5);
}

fn real() -> PathBuf {
    std::env::var_os("RAPPORTEUR_DOCUMENTS").map_or_else(|| root().join("../shared/documents"), PathBuf::from)
}

/// The five real documents, which are not in this repository, against the answer key beside them.
#[test]
fn the_real_documents_score_as_high_as_they_did() {
    /// What was reached; higher is better.
    const FLOOR: f64 = 0.99;
    let folder = real();
    let (expected, scorer) = (folder.join("../expected"), folder.join("../tools/score_import.py"));
    let all = texts(&folder);
    let has_python = Command::new("python3").arg("--version").output().is_ok_and(|out| out.status.success());
    if all.is_empty() || !expected.is_dir() || !scorer.is_file() || !has_python {
        eprintln!("{}: the real documents, their key or python3 are not here, so nothing was scored", folder.display());
        return;
    }
    let known = known();
    let made = std::env::temp_dir().join(format!("rapporteur-import-{}", std::process::id()));
    fs::create_dir_all(&made).unwrap();
    for path in &all {
        let (envelope, _) = imported(path, &known);
        fs::write(made.join(path.with_extension("json").file_name().unwrap()), write::pretty(&envelope)).unwrap();
    }
    let out = Command::new("python3").args([&scorer, &expected, &made]).args(["--at-least", &FLOOR.to_string()]).output().unwrap();
    fs::remove_dir_all(&made).unwrap();
    println!("{}", String::from_utf8_lossy(&out.stdout));
    assert!(out.status.success(), "{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
}

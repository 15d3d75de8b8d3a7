//! The house rules that a compiler does not hold: what each room may name, and how files begin and end.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Every Rust file below a folder of the crate, by its path from the root.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    fn below(path: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(path).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, out);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                out.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    below(&root.join(folder), &mut paths);
    paths.sort();
    let name = |path: &PathBuf| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    let mut files: Vec<(String, String)> = paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect();
    files.retain(|(_, text)| !text.is_empty());
    files
}

/// What is compiled into the program: no comments, and nothing from the tests at the bottom on.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let tests = ["\n#[cfg(test)]\nmod ", "\n#[cfg(test)]\npub(crate) mod "].iter().filter_map(|start| text.find(start)).min();
    let program = &text[..tests.unwrap_or(text.len())];
    program.lines().enumerate().filter_map(|(n, line)| {
        let line = line.trim_start();
        (!line.starts_with("//")).then(|| (n + 1, line.split(" // ").next().unwrap_or_default()))
    })
}

/// Files that are compiled for tests alone: a parent declares them under `#[cfg(test)]`.
fn tests_alone(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in files {
        let folder = name.strip_suffix("/mod.rs").or_else(|| name.strip_suffix(".rs")).unwrap_or(name);
        for declared in text.split("#[cfg(test)]\nmod ").skip(1).filter_map(|rest| rest.lines().next()?.strip_suffix(';')) {
            found.push(format!("{folder}/{declared}.rs"));
        }
    }
    found
}

/// Whether the text has the word, with no letter, digit or underscore beside it.
fn has_word(line: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| !part(line[..at].chars().next_back()) && !part(line[at + word.len()..].chars().next()))
}

/// No line of code in the folder has one of the words.
fn names_none_of(folder: &str, words: &[&str]) {
    let mut faults = Vec::new();
    let files = rust_files(folder);
    let tests = tests_alone(&files);
    for (name, text) in files.into_iter().filter(|(name, _)| !tests.contains(name)) {
        for (n, line) in code(&text) {
            faults.extend(words.iter().filter(|word| has_word(line, word)).map(|word| format!("{name}:{n}: {word}: {line}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn domain_names_no_browser_no_clock_and_no_chance() {
    names_none_of(
        "src/domain",
        &["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo", "gloo_storage", "idb", "console_error_panic_hook"],
    );
    names_none_of(
        "src/domain",
        &["std::time", "SystemTime", "rand", "getrandom", "std::fs", "std::net", "std::env", "println!", "eprintln!", "dbg!", "log"],
    );
    names_none_of("src/domain", &["crate::platform", "crate::ui"]);
}

#[test]
fn platform_knows_no_meeting() {
    names_none_of("src/platform", &["domain::model", "Meeting", "AgendaItem", "Envelope", "Draft", "crate::domain", "crate::ui"]);
}

#[test]
fn ui_takes_the_browser_from_platform_alone() {
    names_none_of("src/ui", &["innerHTML", "inner_html", "set_inner_html", "set_outer_html", "gloo_storage", "idb"]);
}

#[test]
fn every_file_opens_with_a_sentence() {
    for (name, text) in rust_files("src").into_iter().chain(rust_files("tests")).chain(rust_files("benches")) {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 12, "{name} has to open with what is in it");
    }
}

#[test]
fn no_file_grows_too_long() {
    for (name, text) in rust_files("src") {
        assert!(text.lines().count() <= 600, "{name} has {} lines, split it", text.lines().count());
    }
}

#[test]
fn nobody_gives_up_without_a_reason() {
    let mut faults = Vec::new();
    let files = rust_files("src");
    let tests = tests_alone(&files);
    for (name, text) in files.into_iter().filter(|(name, _)| !tests.contains(name)) {
        let lines: Vec<&str> = text.lines().collect();
        for (n, line) in
            code(&text).filter(|(_, line)| [".unwrap()", ".expect(", "todo!(", "unimplemented!("].iter().any(|word| line.contains(word)))
        {
            // The sentence why it cannot happen stands right above.
            let reason = lines[n.saturating_sub(5)..n].iter().any(|line| line.trim_start().starts_with("//") || line.contains("reason ="));
            if !reason {
                faults.push(format!("{name}:{n}: {line}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

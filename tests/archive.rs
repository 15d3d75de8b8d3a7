//! The native program, run as people run it: what it prints, where, and its exit status.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("rapporteur-archive-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file, with the fields of an envelope if it does not begin like JSON.
    fn file(&self, name: &str, text: &str) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let whole = if text.starts_with('"') { format!("{{\"schemaVersion\":\"1.0.0\",\n{text}}}\n") } else { text.to_owned() };
        fs::write(path, whole).unwrap();
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.0.join(folder)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the program did: its status, standard output and standard error.
struct Done {
    status: i32,
    out: String,
    err: String,
}

fn run(folder: &Folder, arguments: &[&str]) -> Done {
    run_with(folder, arguments, "")
}

fn run_with(folder: &Folder, arguments: &[&str], input: &str) -> Done {
    let mut child = Command::new(env!("CARGO_BIN_EXE_archive"))
        .args(arguments)
        .current_dir(&folder.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    Done { status: status.code().unwrap(), out: String::from_utf8(stdout).unwrap(), err: String::from_utf8(stderr).unwrap() }
}

const SOURCE: &str = "\"source\":[{\"fileName\":\"a.txt\"}]";

fn meeting(id: &str, more: &str) -> String {
    format!("{{\"id\":\"{id}\",{SOURCE}{more}}}")
}

#[test]
fn check_says_what_it_found_and_where() {
    let folder = Folder::new();
    let body = format!(
        "\"cycle\":[{{\"id\":\"c\"}}],\n\"meeting\":[\n{},\n{}]",
        meeting("m", ",\n\"cycle\":\"d\""),
        meeting("m", ",\"start\":\n\"soon\"")
    );
    let done = run(folder.file("a.json", &body), &["check", "a.json"]);
    assert_eq!(
        done.err.lines().collect::<Vec<_>>(),
        [
            "a.json:5: error: no cycle has the id \"d\", add the cycle or correct the id",
            "a.json:6: error: the id \"m\" is used a second time, give one of the two another id",
            "a.json:6: warning: \"soon\" is no date, write it as 2018, 2018-07, 2018-07-11 or 2018-07-11T14:00:00Z",
        ]
    );
    assert_eq!((done.status, done.out.as_str()), (1, ""));
}

#[test]
fn warnings_alone_are_no_failure() {
    let folder = Folder::new();
    folder.file("a.json", "\"meeting\":[{\"id\":\"m\"}]").file("b.json", &format!("\"meeting\":[{}]", meeting("n", "")));
    let done = run(&folder, &["check", "a.json"]);
    assert_eq!(
        (done.status, done.err.as_str()),
        (0, "a.json:2: warning: the meeting \"m\" has no source, add source with the document and its lines\n")
    );
    let done = run(&folder, &["check", "b.json"]);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
}

#[test]
fn files_of_one_call_are_judged_together() {
    let folder = Folder::new();
    folder
        .file("a/b.json", &format!("\"meeting\":[{}]", meeting("m", ",\"cycle\":\"c\"")))
        .file("a/deep/c.json", "\"cycle\":[{\"id\":\"c\"}]");
    assert_eq!(run(&folder, &["check", "a/b.json"]).status, 1);
    assert_eq!(run(&folder, &["check", "a/b.json", "a/deep/c.json"]).status, 0);
    assert_eq!(run(&folder, &["check", "a"]).status, 0);
    folder.file("a/again.json", &format!("\"meeting\":[{}]", meeting("m", "")));
    let done = run(&folder, &["check", "a"]);
    assert!(done.err.contains("b.json:2: error: the meeting \"m\" is given a second time (first in a/again.json)"), "{}", done.err);
    assert_eq!(done.status, 1);
    // The same file named twice is one file.
    assert_eq!(run(&folder, &["check", "a/again.json", "a/again.json"]).status, 0);
}

#[test]
fn what_cannot_be_read_is_status_two() {
    let folder = Folder::new();
    folder
        .file("no.json", "{\n\"schemaVersion\": \"1.0.0\",\n\"meeting\": [}")
        .file("other.json", "{\"a\":1}")
        .file("newer.json", "{\"schemaVersion\":\"2.0.0\"}")
        .file("good.json", "\"meeting\":[{\"id\":\"m\"}]")
        .file("empty/readme.txt", "x");
    fs::write(folder.0.join("latin.json"), b"{\n\"\xe9\"}").unwrap();
    for (name, start) in [
        ("no.json", "no.json:3: error: "),
        ("other.json", "other.json:1: error: no schemaVersion"),
        ("newer.json", "newer.json:1: error: made by a newer version (2.0.0)"),
        ("latin.json", "latin.json:2: error: the text is not UTF-8"),
        ("gone.json", "gone.json:1: error: no such file"),
        ("empty", "empty:1: error: no .json file below"),
    ] {
        for command in [&["check", name][..], &["pack", name, "--output", "out"]] {
            let done = run(&folder, command);
            assert!(done.err.starts_with(start), "{name}: {}", done.err);
            assert_eq!(done.status, 2, "{name}");
        }
    }
    assert!(!folder.0.join("out").exists());
    // The others are checked all the same.
    let done = run(&folder, &["check", "other.json", "good.json"]);
    assert!(done.err.contains("good.json:2: warning") && done.err.contains("other.json:1: error"), "{}", done.err);
    assert_eq!(done.status, 2);
}

#[test]
fn wrong_usage_is_status_two() {
    let folder = Folder::new();
    for arguments in [&[][..], &["check"], &["dance"], &["pack", "x"], &["export", "x"], &["export", "x", "--format", "xml"]] {
        assert_eq!(run(&folder, arguments).status, 2, "{arguments:?}");
    }
    assert_eq!(run(&folder, &["--help"]).status, 0);
}

#[test]
fn byte_order_marks_and_utf_16_are_read() {
    let folder = Folder::new();
    let text = "\u{feff}{\"schemaVersion\":\"1.0.0\",\n\"meeting\":[{\"id\":\"m\"}]}";
    fs::write(folder.0.join("utf8.json"), text).unwrap();
    fs::write(folder.0.join("utf16.json"), text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()).unwrap();
    for name in ["utf8.json", "utf16.json"] {
        let done = run(&folder, &["check", name]);
        assert!(done.err.starts_with(&format!("{name}:2: warning: ")), "{}", done.err);
        assert_eq!(done.status, 0);
    }
}

#[test]
fn standard_input_is_a_file() {
    let folder = Folder::new();
    let text = format!("{{\"schemaVersion\":\"1.0.0\",\"meeting\":[{}]}}", meeting("m", ""));
    assert_eq!(run_with(&folder, &["check", "-"], &text).status, 0);
    let done = run_with(&folder, &["import", "-"], &text);
    assert_eq!(done.status, 0);
    assert!(done.out.contains("\"id\": \"m\""));
    // What was judged is what is packed: a pipe can be read once.
    let done = run_with(&folder, &["pack", "-", "--output", "out"], &text);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert!(folder.read("out/archive.json").contains("\"id\":\"m\""));
    folder.file("n.json", &format!("\"meeting\":[{}]", meeting("n", "")));
    let done = run_with(&folder, &["pack", "n.json", "-", "--output", "out"], &text);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert!(["\"m\"", "\"n\""].iter().all(|id| folder.read("out/archive.json").contains(&format!("\"id\":{id}"))));
    let done = run_with(&folder, &["import", "-"], "IGF 2025 MAG Meeting II\n3 May, 14:00 UTC\n\nAgenda\n1. Welcome\n2. AOB\n");
    assert_eq!(done.status, 0);
    assert!(
        done.out.contains("\"id\": \"igf-2025-mag-2/item-2\"") && done.out.contains("\"start\": \"2025-05-03T14:00:00Z\""),
        "{}",
        done.out
    );
    assert!(done.err.starts_with("-:2: warning: the date has no year, 2025 is taken from the cycle, "), "{}", done.err);
    let done = run_with(&folder, &["import", "-"], "%PDF-1.7\n");
    assert_eq!(done.status, 2);
    assert!(done.err.starts_with("-:1: error: "), "{}", done.err);
}

#[test]
fn import_makes_one_of_a_meeting_met_twice() {
    let folder = Folder::new();
    folder
        .file("a.json", "\"meeting\":[{\"id\":\"m\",\"name\":\"Long title\",\"agendaItem\":[{\"id\":\"m/item-1\"}]}]")
        .file("b.json", "\"meeting\":[{\"id\":\"m\",\"name\":\"Title\",\"later\":{\"x\":1}}]");
    let done = run(&folder, &["import", "a.json", "b.json"]);
    assert_eq!((done.status, done.out.matches("\"id\": \"m\"").count()), (0, 1));
    assert!(done.out.contains("\"later\"") && done.out.contains("\"otherName\""), "{}", done.out);
    assert_eq!(run(&folder, &["import", "a.json", "b.json", "--output", "out"]).status, 0);
    assert_eq!(folder.names("out"), ["a.json", "b.json"]);
    assert!(folder.read("out/b.json").contains("\"later\""));
}

#[test]
fn pack_replaces_only_its_own() {
    let folder = Folder::new();
    folder
        .file("in/a.json", "\"meeting\":[{\"id\":\"m\",\"cycle\":\"c\"},{\"id\":\"n\",\"cycle\":\"d\"}]")
        .file("in/b.json", "\"cycle\":[{\"id\":\"c\"},{\"id\":\"d\"}]")
        .file("out/mine.json", "{}");
    assert_eq!(run(&folder, &["pack", "in", "--output", "out"]).status, 0);
    let packed = ["about.json", "actions.json", "archive.json", "cycle-c.json", "cycle-d.json", "list.json", "mine.json", "pack.json"];
    assert_eq!(folder.names("out"), packed);
    // A cycle that is gone takes its chunk along, and nothing else goes.
    folder.file("in/a.json", "\"meeting\":[{\"id\":\"m\",\"cycle\":\"c\"}]");
    assert_eq!(run(&folder, &["pack", "in", "--output", "out"]).status, 0);
    assert_eq!(folder.names("out"), ["about.json", "actions.json", "archive.json", "cycle-c.json", "list.json", "mine.json", "pack.json"]);
    assert_eq!(folder.read("out/mine.json"), "{}");
    // What it packed is passed over by folder, and can be packed again.
    assert_eq!(
        run(&folder, &["check", "out"]).err,
        "out/mine.json:1: error: no schemaVersion, so this is not meeting JSON: add \"schemaVersion\": \"1.0.0\" if it is\n"
    );
    assert_eq!(run(&folder, &["pack", "out/archive.json", "--output", "again"]).status, 0);
    for name in ["list.json", "cycle-c.json", "archive.json"] {
        assert_eq!(folder.read(&format!("again/{name}")), folder.read(&format!("out/{name}")));
    }
}

#[test]
fn pack_touches_no_strangers_file() {
    let folder = Folder::new();
    folder
        .file("a.json", "\"meeting\":[{\"id\":\"m\"}]")
        .file("out/list.json", "mine")
        .file("evil/pack.json", "{\"files\":[\"../a.json\"]}");
    folder.file("evil/note.txt", "x").file("else/pack.json", "{\"name\":\"a pack of ours\"}");
    for out in ["out", "evil", "else"] {
        let before = folder.names(out);
        let done = run(&folder, &["pack", "a.json", "--output", out]);
        assert_eq!((done.status, folder.names(out)), (2, before), "{out}: {}", done.err);
        assert!(done.err.contains("nothing was changed"), "{}", done.err);
    }
    assert_eq!(folder.read("out/list.json"), "mine");
    assert!(folder.0.join("a.json").exists());
}

#[test]
fn nothing_is_written_half() {
    let folder = Folder::new();
    folder.file("a.json", "\"cycle\":[{\"id\":\"c\"}],\"meeting\":[{\"id\":\"m\",\"cycle\":\"c\"}]");
    assert_eq!(run(&folder, &["pack", "a.json", "--output", "out"]).status, 0);
    let before = folder.read("out/archive.json");
    // A folder stands where a file has to go: all or nothing.
    folder.file("a.json", "\"cycle\":[{\"id\":\"c\"}],\"meeting\":[{\"id\":\"m\",\"cycle\":\"c\",\"name\":\"new\"}]");
    fs::remove_file(folder.0.join("out/actions.json")).unwrap();
    fs::create_dir(folder.0.join("out/actions.json")).unwrap();
    let done = run(&folder, &["pack", "a.json", "--output", "out"]);
    assert_eq!(done.status, 2, "{}", done.err);
    assert_eq!(folder.read("out/archive.json"), before);
    assert!(folder.names("out").iter().all(|name| !name.contains("tmp")), "{:?}", folder.names("out"));
    // A packing that was cut off in the middle is made good by the next one.
    fs::remove_dir(folder.0.join("out/actions.json")).unwrap();
    fs::remove_file(folder.0.join("out/list.json")).unwrap();
    assert_eq!(run(&folder, &["pack", "a.json", "--output", "out"]).status, 0);
    assert!(folder.read("out/list.json").contains("new"));
    // An export to a place that is not there leaves nothing behind.
    assert_eq!(run(&folder, &["export", "a.json", "--format", "json", "--output", "gone/x.json"]).status, 2);
    assert!(!folder.0.join("gone").exists());
}

#[test]
fn what_is_wrong_is_said_when_it_is_packed() {
    let folder = Folder::new();
    folder
        .file("bad.json", "\"meeting\":[{\"id\":\"m\"},\n{\"id\":\"m\"}],\n\"action\":[{\"id\":\"x/action-1\",\"meeting\":\"x\"}]")
        .file("odd.json", "\"meeting\":[{\"id\":\"a b\"}]");
    for (name, status) in [("bad.json", 1), ("odd.json", 0)] {
        let done = run(&folder, &["pack", name, "--output", "out"]);
        assert_eq!((done.status, &done.err), (status, &run(&folder, &["check", name]).err), "pack says what check says");
        assert!(!done.err.is_empty());
        assert!(folder.0.join("out/list.json").exists());
    }
}

#[test]
fn what_is_in_the_way_is_named_with_the_step_to_take() {
    let folder = Folder::new();
    folder.file("in.json", &format!("\"meeting\":[{}]", meeting("a", ""))).file("data", "a file");
    for command in [&["pack", "in.json", "--output", "data"][..], &["import", "in.json", "--output", "data"]] {
        let done = run(&folder, command);
        assert!(done.err.contains("a file of that name is in the way, move it away or choose another folder"), "{}", done.err);
        assert!(done.status == 2 && !done.err.contains("os error"), "{}", done.err);
    }
    assert_eq!(folder.read("data"), "a file");
}

#[test]
fn exports_name_no_schema_that_is_not_there() {
    let folder = Folder::new();
    folder.file("in.json", &format!("\"$schema\":\"../../meetings.schema.json\",\"meeting\":[{}]", meeting("a", "")));
    for command in [&["export", "in.json", "--format", "json"][..], &["import", "in.json"]] {
        assert!(!run(&folder, command).out.contains("$schema"), "{command:?}");
    }
    assert_eq!(run(&folder, &["pack", "in.json", "--output", "data"]).status, 0);
    assert!(folder.read("data/archive.json").contains("\"$schema\":\"../meetings.schema.json\""));
}

#[test]
fn what_was_packed_is_not_packed_again() {
    let folder = Folder::new();
    folder.file("in.json", &format!("\"meeting\":[{}]", meeting("a", "")));
    assert_eq!(run(&folder, &["pack", "in.json", "--output", "data"]).status, 0);
    let done = run(&folder, &["pack", "data", "--output", "again"]);
    assert_eq!(done.status, 2);
    assert!(done.err.starts_with("data:1: error: only packed files"), "{}", done.err);
    assert!(!folder.0.join("again").exists());
}

#[cfg(unix)]
#[test]
fn links_and_devices_are_written_through() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.file("in.json", &format!("\"meeting\":[{}]", meeting("a", ""))).file("real.json", "old");
    symlink("real.json", folder.0.join("link.json")).unwrap();
    symlink("/dev/stdout", folder.0.join("out")).unwrap();
    let export = |output: &str| run(&folder, &["export", "in.json", "--format", "json", "--output", output]);
    assert_eq!(export("link.json").status, 0);
    let done = export("out");
    assert_eq!((done.status, done.out.as_str()), (0, folder.read("real.json").as_str()));
    for link in ["link.json", "out"] {
        assert!(folder.0.join(link).is_symlink(), "{link}");
    }
}

#[test]
fn export_writes_json_and_csv() {
    let folder = Folder::new();
    folder.file("a.json", "\"cycle\":[{\"id\":\"c\",\"name\":\"Year\"},{\"id\":\"d\"}],\"meeting\":[{\"id\":\"m\",\"cycle\":\"c\",\"name\":\"=1+1\"},{\"id\":\"n\"}]");
    let done = run(&folder, &["export", "a.json", "--format", "json", "--meeting", "m"]);
    assert!(done.out.contains("\"Year\"") && !done.out.contains("\"id\": \"n\"") && !done.out.contains("\"id\": \"d\""), "{}", done.out);
    let done = run(&folder, &["export", "a.json", "--format", "csv", "--output", "list.csv"]);
    assert_eq!((done.status, done.out.as_str()), (0, ""));
    assert!(folder.read("list.csv").contains("\r\nm,'=1+1,Year,"), "{}", folder.read("list.csv"));
    assert_eq!(run(&folder, &["export", "a.json", "--format", "json", "--meeting", "x"]).status, 2);
}

#[test]
fn export_writes_every_format() {
    let folder = Folder::new();
    let item = "\"agendaItem\":[{\"id\":\"m/item-1\",\"number\":\"1.\",\"name\":\"Welcome\",\"duration\":\"PT5M\"}]";
    folder.file(
        "a.json",
        &format!(
            "\"organization\":[{{\"id\":\"wg\",\"shortName\":\"WG\"}}],\"meeting\":[{},{}]",
            meeting("m", &format!(",\"name\":\"First\",\"organization\":[\"wg\"],\"start\":\"2026-01-20T13:00:00Z\",{item}")),
            meeting("n", ",\"name\":\"Second\"")
        ),
    );
    let export = |format: &str, more: &[&str]| run(&folder, &[&["export", "a.json", "--format", format], more].concat());
    for (format, said) in [
        ("md", "- **1\\.** Welcome *(13:00 UTC, 5 min)*"),
        ("txt", "1. Welcome (13:00 UTC, 5 min)"),
        ("html", "<bdi class=\"number\">1.</bdi> <bdi>Welcome</bdi>"),
        ("csv", "1.,1,Welcome,,13:00 UTC,5 min,5,5,,,"),
        ("ics", "DTSTART:20260120T130000Z\r\nDTEND:20260120T130500Z\r\nSUMMARY:First"),
    ] {
        let done = export(format, &["--meeting", "m"]);
        assert!(done.status == 0 && done.out.contains(said) && !done.out.contains("Second"), "{format}: {}{}", done.out, done.err);
        let both = export(format, &[]);
        if format == "ics" {
            let told = "a.json:1: error: the meeting \"n\" has no date, so it cannot stand in a calendar, give it one or choose another with --meeting";
            assert_eq!((both.status, both.out.as_str(), both.err.trim()), (2, "", told));
        } else {
            assert!(both.status == 0 && both.out.contains("First") && both.out.contains("Second"), "{format}: {}", both.out);
        }
    }
    assert_eq!(export("docx", &["--output", "a.docx"]).status, 0);
    let word = fs::read(folder.0.join("a.docx")).unwrap();
    assert!(word.starts_with(b"PK\x03\x04") && word.windows(17).any(|part| part == b"word/document.xml"));
    assert_eq!(export("docx", &["--output", "again.docx"]).status, 0);
    assert_eq!(fs::read(folder.0.join("again.docx")).unwrap(), word);
    let page = export("html", &[]).out;
    assert!(page.contains("<dt>Body</dt><dd dir=\"auto\">WG</dd>") && !page.contains("<script"), "{page}");
}

#[test]
fn export_leaves_out_what_is_private_unless_it_is_asked_for() {
    let folder = Folder::new();
    folder.file(
        "a.json",
        &format!(
            "\"meeting\":[{}]",
            meeting(
                "m",
                ",\"name\":\"M\",\"location\":{\"virtualLocation\":[{\"url\":\"https://calls.example/998\"}]},\"description\":\"At zoom.us/j/998\",
                \"agendaItem\":[{\"id\":\"m/item-1\",\"name\":\"A\",\"duration\":\"PT5M\",\"privateNote\":\"998\"}]"
            )
        ),
    );
    for format in ["json", "txt"] {
        let export = |more: &[&str]| run(&folder, &[&["export", "a.json", "--format", format], more].concat());
        let (others, own) = (export(&[]), export(&["--with", "private-notes,join-addresses", "--without", "durations"]));
        assert!(!others.out.contains("998") && others.out.contains('5'), "{}", others.out);
        assert!(own.out.matches("998").count() == 3 && !own.out.contains('5'), "{}", own.out);
        assert_eq!((others.status, own.status), (0, 0));
    }
    let done = run(&folder, &["export", "a.json", "--format", "txt", "--with", "passwords"]);
    assert!(done.status == 2 && done.err.contains("choose among durations, times"), "{}", done.err);
    assert_eq!(run(&folder, &["check", "a.json"]).err.matches("take it out before others get the file").count(), 3);
}

#[test]
fn schema_and_sample() {
    let folder = Folder::new();
    let schema: serde_json::Value = serde_json::from_str(&run(&folder, &["schema"]).out).unwrap();
    assert_eq!(schema["title"], "Meeting JSON");
    assert_eq!(run(&folder, &["sample", "--meetings", "20", "--items", "5", "--output", "s"]).status, 0);
    let done = run(&folder, &["check", "s"]);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    let text: serde_json::Value = serde_json::from_str(&folder.read("s/sample.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &text));
}

#[test]
fn the_records_are_checked_and_packed() {
    let folder = Folder::new();
    let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/data/records");
    let records = records.to_str().unwrap();
    assert_eq!(run(&folder, &["check", records]).status, 0);
    assert_eq!(run(&folder, &["pack", records, "--output", "data"]).status, 0);
    let done = run(&folder, &["check", "data"]);
    assert!(
        done.status == 0 && done.err.starts_with("data:1: warning: only packed files are here, so nothing was checked"),
        "{}",
        done.err
    );
    let done = run(&folder, &["check", "data/archive.json"]);
    assert!(done.status == 0 && !done.err.contains("error"), "{}", done.err);
    let done = run(&folder, &["export", "data/archive.json", "--format", "json", "--meeting", "igf-2025-mag-11", "--output", "m.json"]);
    assert_eq!((done.status, run(&folder, &["check", "m.json"]).status), (0, 0));
}

//! Row P22 of `make bench`: `archive check` on 60 MB beside what `serde_json` needs for parsing alone, interleaved in one process.
//!
//! `cargo bench --bench check [-- [json] MEGABYTES [PAIRS]]`; `json` prints every time, for `make bench`. Run as a test it takes a
//! small archive.

use std::{fs, hint::black_box, path::PathBuf, process::Command, time::Instant};

use rapporteur::domain::{
    check::Check,
    model::{Envelope, write},
    sample,
};

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let megabytes = numbers.first().copied().unwrap_or(if is_bench { 60 } else { 1 });
    if std::env::args().any(|argument| argument == MAKE) {
        return make(megabytes);
    }
    let pairs = numbers.get(1).copied().unwrap_or(if is_bench { 15 } else { 1 });

    let text = text_of(megabytes);
    let size = text.len() as f64 / 1e6;
    // Peak memory only grows, so the leaner of the two goes first. The text itself is part of it.
    let before = resident();
    let findings = check(&text);
    let peak = peak();

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..pairs {
        ours.push(seconds(|| check(&text)));
        theirs.push(seconds(|| serde_json::from_str::<Envelope>(&text).map(|envelope| envelope.meeting.len()).unwrap_or_default()));
    }
    if std::env::args().any(|argument| argument == "json") {
        let times = |seconds: &[f64]| seconds.iter().map(|time| format!("{:.3}", time * 1e3)).collect::<Vec<_>>().join(",");
        let peak = peak.map_or("null".into(), |peak| format!("{peak:.3}"));
        return println!(r#"{{"megabytes":{size:.3},"ours":[{}],"theirs":[{}],"peak":{peak}}}"#, times(&ours), times(&theirs));
    }
    let (one, other) = (median(&mut ours), median(&mut theirs));
    println!("check: {size:.1} MB, {findings} findings, {pairs} pairs");
    println!("  validating      {:>8.0} ms  {:>6.0} MB/s", one * 1e3, size / one);
    println!("  serde_json      {:>8.0} ms  {:>6.0} MB/s", other * 1e3, size / other);
    println!("  speed           {:>8.2} of serde_json (goal 0.50 or more)", other / one);
    if let (Some(before), Some(peak)) = (before, peak) {
        println!("  peak memory     {:>8.2} of the file at most (goal 2.00 or less), {:.2} before the check", peak / size, before / size);
    }
}

/// The sample, made by a child process, so that what making it takes is not counted here.
fn text_of(megabytes: usize) -> String {
    let path = path_of(megabytes);
    if !path.exists() {
        let made = std::env::current_exe().and_then(|program| Command::new(program).args([MAKE, &megabytes.to_string()]).status());
        if !made.is_ok_and(|status| status.success()) {
            println!("check: the sample could not be written to {}", path.display());
        }
    }
    fs::read_to_string(&path).unwrap_or_default()
}

const MAKE: &str = "make-sample";

fn path_of(megabytes: usize) -> PathBuf {
    std::env::temp_dir().join(format!("rapporteur-sample-{}-{megabytes}.json", env!("CARGO_PKG_VERSION")))
}

fn make(megabytes: usize) {
    // A meeting of ten items with its notes and actions is 6.88 kB.
    let meetings = u32::try_from(megabytes * 1_000_000 / 6_880).unwrap_or(u32::MAX);
    let text = write::compact(&sample::archive(&sample::Size { meetings, items: 10, seed: 22 }));
    let (path, draft) = (path_of(megabytes), path_of(megabytes).with_extension(std::process::id().to_string()));
    if fs::write(&draft, text).and_then(|()| fs::rename(&draft, path)).is_err() {
        std::process::exit(1);
    }
}

fn check(text: &str) -> usize {
    let mut check = Check::new();
    if let Err(error) = check.text("sample.json", text) {
        println!("check: {error}");
    }
    check.finish().len()
}

fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Megabytes that the process holds now; only Linux says so.
fn resident() -> Option<f64> {
    status("VmRSS:")
}

/// Megabytes that the process held at most.
fn peak() -> Option<f64> {
    status("VmHWM:")
}

fn status(name: &str) -> Option<f64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches(" kB").trim().parse::<f64>().ok().map(|kibibytes| kibibytes * 1024.0 / 1e6)
}

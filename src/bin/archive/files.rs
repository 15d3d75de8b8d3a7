//! Files: found below folders, read whole, written whole or not at all.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    fs, io,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use rapporteur::domain::{
    model::read::{ReadError, text_of},
    pack::{PACK, Pack},
};

/// Why the program stops with status 2: `file:line: error: what, and what to do`.
pub type Stop = String;

/// The name that stands for standard input.
pub const STDIN: &str = "-";

/// A sentence of level error about a whole file.
pub fn stop(path: &Path, what: impl std::fmt::Display) -> Stop {
    format!("{}:1: error: {what}", path.display())
}

/// The files that the paths mean: of a folder all `.json` below it but the packed ones, in the order of their names.
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == STDIN || !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let mut seen_any = false;
        below(path, &mut found, &mut seen_any).map_err(|error| stop(path, format_args!("{error}, check that the folder can be read")))?;
        if !seen_any {
            return Err(stop(path, "no .json file below this folder, name the folder that holds the records"));
        }
    }
    let mut once = BTreeSet::new();
    found.retain(|path| once.insert(path.clone()));
    Ok(found)
}

fn below(folder: &Path, found: &mut Vec<PathBuf>, seen_any: &mut bool) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let packed = packed_names(&folder.join(PACK)).unwrap_or_default();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            // A link to a folder may lead back up.
            if !path.is_symlink() {
                below(&path, found, seen_any)?;
            }
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
            *seen_any = true;
            if name != PACK && !packed.contains(&*name) {
                found.push(path);
            }
        }
    }
    Ok(())
}

/// The names in a `pack.json`; `None` where it is no such file. Only plain names count, so that nothing outside the folder is met.
fn packed_names(path: &Path) -> Option<BTreeSet<String>> {
    let pack: Pack = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    let plain = |name: &String| Path::new(name).file_name().is_some_and(|plain| plain == name.as_str());
    pack.files.iter().all(plain).then(|| pack.files.into_iter().collect())
}

/// The bytes of a file, or of standard input.
pub fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    if path.as_os_str() == STDIN {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(|error| stop(path, format_args!("{error}, pass the text again")))?;
        return Ok(bytes);
    }
    fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => stop(path, "no such file, check the name"),
        _ => stop(path, format_args!("{error}, check that it is a file that can be read")),
    })
}

/// The text of a file, as [`text_of`] reads it, in the memory of its bytes where it can stay there: it may be most of what there is.
pub fn text(bytes: Vec<u8>) -> Result<String, ReadError> {
    let mark = match text_of(&bytes)? {
        Cow::Owned(text) => return Ok(text),
        Cow::Borrowed(text) => bytes.len() - text.len(),
    };
    let mut text = String::from_utf8(bytes).map_err(|_| ReadError::Encoding { line: 1 })?;
    text.drain(..mark);
    Ok(text)
}

/// Writes a file whole or not at all: a temporary file beside it, then a change of name. A link stays a link to what is written.
pub fn write(path: &Path, content: &[u8]) -> Result<(), Stop> {
    if fs::metadata(path).is_ok_and(|kind| !kind.is_file() && !kind.is_dir()) {
        // A device or a pipe takes what it is told; a file of its name would put it out of the way.
        let told = fs::OpenOptions::new().write(true).open(path).and_then(|mut pipe| pipe.write_all(content));
        return told.map_err(|error| stop(path, format_args!("{error}, name a file")));
    }
    let file = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    Draft::new(&file, content)
        .and_then(Draft::publish)
        .map_err(|error| stop(path, why(&error, "name a file that can be written; nothing was changed")))
}

/// What went wrong, and what to do about it where the system's words do not say it.
pub fn why(error: &io::Error, help: &str) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "a file of that name is in the way, move it away or choose another folder; nothing was changed".into()
        }
        io::ErrorKind::NotFound => format!("the folder is not there, make it first or {help}"),
        io::ErrorKind::PermissionDenied => format!("writing is not allowed there, change that or {help}"),
        _ => format!("{error}, {help}"),
    }
}

/// A file that is written and does not bear its name yet; dropped without [`Draft::publish`] it is gone.
struct Draft<'a> {
    path: &'a Path,
    draft: PathBuf,
}

impl<'a> Draft<'a> {
    fn new(path: &'a Path, content: &[u8]) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder of that name is in the way"));
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}-{}.tmp", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let new = Self { path, draft: path.with_file_name(name) };
        let mut file = fs::File::create(&new.draft)?;
        file.write_all(content)?;
        file.sync_all()?;
        Ok(new)
    }

    fn publish(self) -> io::Result<()> {
        fs::rename(&self.draft, self.path)
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        // After the change of name there is nothing left of it.
        let _ = fs::remove_file(&self.draft);
    }
}

/// Writes the packed files into a folder, where they replace those that its `pack.json` names, and nothing else.
///
/// All are written before the first takes its name. In between `pack.json` names the old and the new, so that a packing cut off
/// in the middle is made good by the next one.
pub fn write_pack(folder: &Path, files: &[(String, String)]) -> Result<(), Stop> {
    let failed = |path: &Path, error: io::Error| stop(path, why(&error, "choose another folder; nothing was changed"));
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let pack = folder.join(PACK);
    let old = match packed_names(&pack) {
        Some(names) => names,
        None if pack.exists() => return Err(stop(&pack, "not a pack.json of this program, choose another folder; nothing was changed")),
        None => BTreeSet::new(),
    };
    let new: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for name in &new {
        let path = folder.join(name);
        if *name != PACK && path.exists() && !old.contains(*name) {
            return Err(stop(
                &path,
                "not named by pack.json, so it is not ours to replace: move it away or choose another folder; nothing was changed",
            ));
        }
    }
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    let mut drafts = Vec::new();
    for (path, (_, content)) in paths.iter().zip(files) {
        drafts.push(Draft::new(path, content.as_bytes()).map_err(|error| failed(path, error))?);
    }
    let both: BTreeSet<String> =
        old.iter().map(String::as_str).chain(new.iter().copied()).filter(|name| *name != PACK).map(str::to_owned).collect();
    let both = Pack { files: both.into_iter().collect() };
    write(&pack, rapporteur::domain::model::write::pretty(&both).as_bytes())?;
    // `pack.json` itself is the last of the files, so it speaks of them when they are there.
    let half = |path: &Path, error: io::Error| stop(path, format_args!("{error}; the folder is half packed, pack again"));
    let last = drafts.pop();
    for draft in drafts {
        let path = draft.path;
        draft.publish().map_err(|error| half(path, error))?;
    }
    for name in old.iter().filter(|name| !new.contains(name.as_str())) {
        let path = folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(half(&path, error)),
            _ => {}
        }
    }
    last.map_or(Ok(()), |draft| draft.publish().map_err(|error| half(&pack, error)))
}

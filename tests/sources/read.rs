//! The records as objects with their sources, and the documents as lines.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde_json::Value;

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn json_files(folder: PathBuf) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    paths
}

pub type Documents = BTreeMap<String, Vec<String>>;

/// The lines of each document; `None`, and a line that says so, where they are absent.
pub fn documents() -> Option<Documents> {
    let folder = std::env::var_os("RAPPORTEUR_DOCUMENTS").map_or_else(|| root().join("../shared/documents"), PathBuf::from);
    let Ok(entries) = fs::read_dir(&folder) else {
        eprintln!("no documents at {}: the sources of the records are not compared", folder.display());
        return None;
    };
    let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let lines = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        (path.file_name().unwrap().to_string_lossy().into_owned(), text.lines().map(str::to_owned).collect())
    };
    Some(paths.map(lines).collect())
}

/// An object of the records, and what it is: the field that it stands in.
pub struct Object {
    pub kind: String,
    pub value: Value,
}

impl Object {
    pub fn text(&self, field: &str) -> Option<&str> {
        self.value[field].as_str()
    }

    pub fn texts(&self, field: &str) -> Vec<&str> {
        self.value[field].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// How to call it in a message.
    pub fn label(&self) -> String {
        let name = ["id", "name", "text", "question"].into_iter().find_map(|field| self.text(field));
        format!("{} {}", self.kind, name.unwrap_or("without a name"))
    }

    pub fn sources(&self) -> impl Iterator<Item = &Value> {
        self.value["source"].as_array().into_iter().flatten()
    }

    /// The lines of the sources that speak for the whole of it or for a field.
    pub fn lines_for(&self, documents: &Documents, field: Option<&str>) -> Vec<String> {
        let own = |source: &&Value| source["field"].as_str() == field;
        self.sources().filter(own).flat_map(|source| passages(source).flat_map(|range| lines_of(documents, source, range))).collect()
    }

    /// The lines that state a field: its own source, else that of the whole.
    pub fn stated(&self, documents: &Documents, field: &str) -> Vec<String> {
        let own = self.lines_for(documents, Some(field));
        if own.is_empty() { self.lines_for(documents, None) } else { own }
    }
}

pub fn passages(source: &Value) -> impl Iterator<Item = (usize, usize)> {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    source["lines"].as_array().into_iter().flatten().map(move |range| (number(&range[0]), number(&range[1])))
}

pub fn lines_of(documents: &Documents, source: &Value, (first, last): (usize, usize)) -> Vec<String> {
    let lines = source["fileName"].as_str().and_then(|name| documents.get(name));
    lines.and_then(|lines| lines.get(first.checked_sub(1)?..last)).unwrap_or_default().to_vec()
}

/// Every object of the records that says, or should say, where it came from.
pub fn objects() -> Vec<Object> {
    fn walk(kind: &str, value: &Value, out: &mut Vec<Object>) {
        match value {
            Value::Array(all) => all.iter().for_each(|each| walk(kind, each, out)),
            Value::Object(fields) => {
                out.push(Object { kind: kind.to_owned(), value: value.clone() });
                fields.iter().filter(|(key, _)| *key != "source").for_each(|(key, value)| walk(key, value, out));
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    for path in json_files(root().join("public/data/records")) {
        walk("envelope", &serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap(), &mut out);
    }
    out
}

/// Small words without signs and marks: "Oktavía" and "OKTAVÍA" stay one word, "IGF's" is "igfs", "&" is "and".
pub fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('&', " and ").replace(['\'', '’'], "");
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

//! What is kept of a draft beside its journal, in a second store: its present state once more, and versions of what it was.
//!
//! | key | value |
//! | --- | --- |
//! | `<id>/now/<changed>/<generation>` | the present state, a snapshot as the journal keeps it |
//! | `<id>/was/<at>/<kind>` | a version, with its name behind it where it was given one |
//! | `<id>/file` | when the draft last went out as a file |
//!
//! The keys say enough to tell what is newest and what there is, so that a start reads no draft twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{
    Draft, StoredError,
    sealed::{open, seal},
};
use crate::domain::{model::words, time::Instant};

words! {
    /// Why there is a version.
    pub enum Kind {
        /// Somebody saved it, under a name.
        Saved = "saved",
        /// Made by itself.
        Auto = "auto",
        /// What stood here before a version was restored.
        BeforeRestore = "before-restore",
        /// What stood here before a file was laid over it.
        BeforeFile = "before-file",
        /// Of two states of one draft that the stores held, the older.
        Aside = "aside",
        /// It went to others; its name is its digest.
        Sent = "sent",
        /// It came from others; its name is its digest.
        Received = "received",
    }
}

/// What a draft was at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When.
    pub at: Instant,
    /// Why it was kept.
    pub kind: Kind,
    /// Its name; empty where it has none.
    pub name: String,
}

impl Version {
    /// Its key.
    pub fn key(&self, id: &str) -> String {
        let name = if self.name.is_empty() { String::new() } else { format!("/{}", self.name) };
        format!("{id}/was/{}/{}{name}", self.at.0, self.kind.as_str())
    }
}

/// Which of two states is the newer: the one changed later; of two changed in the same second the one that was written more often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// The last change of the draft.
    pub changed: Instant,
    /// The journal's count.
    pub generation: u64,
}

impl Stamp {
    /// The key of the state.
    pub fn key(&self, id: &str) -> String {
        format!("{id}/now/{}/{}", self.changed.0, self.generation)
    }
}

/// The key of the time when a draft last went out as a file.
pub fn file_key(id: &str) -> String {
    format!("{id}/file")
}

/// What begins every key of a draft.
pub fn prefix(id: &str) -> String {
    format!("{id}/")
}

/// What the second store holds of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The present states, the newest last; as a rule one.
    pub now: Vec<Stamp>,
    /// The versions, the latest first.
    pub versions: Vec<Version>,
    /// Whether it went out as a file.
    pub has_file: bool,
}

impl Version {
    /// Whether it went to others or came from them with this digest.
    pub fn is_shared(&self, digest: &str) -> bool {
        matches!(self.kind, Kind::Sent | Kind::Received) && self.name == digest
    }
}

impl Past {
    /// The keys of the versions that somebody saved.
    pub fn saved_keys(&self, id: &str) -> impl Iterator<Item = String> {
        self.versions.iter().filter(|version| version.kind == Kind::Saved).map(move |version| version.key(id))
    }
}

/// What the second store holds, by the drafts' ids.
pub fn index<'a>(keys: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, Past> {
    let mut out = BTreeMap::<String, Past>::new();
    for key in keys {
        let Some((id, rest)) = key.split_once('/') else { continue };
        let (what, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let (first, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let (second, name) = rest.split_once('/').unwrap_or((rest, ""));
        let past = out.entry(id.to_owned()).or_default();
        match (what, first.parse().map(Instant)) {
            ("file", _) => past.has_file = true,
            ("now", Ok(changed)) => past.now.extend(second.parse().ok().map(|generation| Stamp { changed, generation })),
            ("was", Ok(at)) => past.versions.extend(second.parse().ok().map(|kind| Version { at, kind, name: name.to_owned() })),
            _ => {}
        }
    }
    for past in out.values_mut() {
        past.now.sort_unstable();
        past.versions.sort_by_key(|version| std::cmp::Reverse(version.at));
    }
    out
}

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
/// Up to which age one version in how many seconds is kept.
const STEPS: [(i64, i64); 3] = [(HOUR, 30), (7 * DAY, HOUR), (90 * DAY, DAY)];

/// Whether a state deserves a version of its own while a draft is being written.
pub fn is_due(versions: &[Version], changed: Instant) -> bool {
    versions.iter().all(|version| changed.0 - version.at.0 >= STEPS[0].1)
}

/// The versions that are let go: one in 30 seconds stays for an hour, one an hour for a week, one a day for 90 days, the latest of
/// each; what came from a person stays, and what stood before a restoration stays for 90 days.
pub fn thin(versions: &[Version], now: Instant) -> Vec<Version> {
    let mut latest_first: Vec<&Version> = versions.iter().collect();
    latest_first.sort_by_key(|version| std::cmp::Reverse(version.at));
    let mut taken = BTreeSet::new();
    let mut goes = |version: &Version| {
        let age = now.0 - version.at.0;
        let step = STEPS.iter().find(|(most, _)| age <= *most);
        match (version.kind, step) {
            (Kind::Saved, _) => false,
            (_, None) => true,
            (Kind::Auto, Some((_, every))) => !taken.insert((*every, version.at.0.div_euclid(*every))),
            _ => false,
        }
    };
    latest_first.into_iter().filter(|version| goes(version)).cloned().collect()
}

/// A version as it is kept.
pub fn write(draft: &Draft) -> String {
    seal(&json!({ "draft": draft.to_value() }))
}

/// Reads a version back.
///
/// # Errors
/// Where it is damaged, or of a newer version of this program.
pub fn read(id: &str, text: &str) -> Result<Draft, StoredError> {
    let mut body = open(text)?;
    Draft::of_value(id, body.get_mut("draft").map(serde_json::Value::take).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::blank;

    fn auto(at: i64) -> Version {
        Version { at: Instant(at), kind: Kind::Auto, name: String::new() }
    }

    fn kept(versions: &[Version], now: i64) -> Vec<Version> {
        let gone = thin(versions, Instant(now));
        versions.iter().filter(|version| !gone.contains(version)).cloned().collect()
    }

    #[test]
    fn keys_say_what_there_is() {
        let saved = Version { at: Instant(7), kind: Kind::Saved, name: "For the chair / 2".into() };
        let stamp = Stamp { changed: Instant(9), generation: 12 };
        let keys =
            [saved.key("a"), auto(8).key("a"), stamp.key("a"), Stamp { changed: Instant(8), generation: 99 }.key("a"), file_key("b")];
        let index = index(keys.iter().map(String::as_str).chain(["a/was/x/auto", "a/was/1/later", "nothing", "a/now/1/x"]));
        assert_eq!(index["a"].versions, [auto(8), saved]);
        assert_eq!((index["a"].now.last(), index["a"].now.len()), (Some(&stamp), 2));
        assert!(index["b"].has_file && index.len() == 2);
    }

    #[test]
    fn a_version_is_read_as_it_was_written() {
        let draft = blank("d".into(), "UTC", Instant(5));
        let text = write(&draft);
        assert_eq!(read("d", &text), Ok(draft));
        assert!(read("d", &text.replace("UTC", "UTD")).is_err());
    }

    #[test]
    fn versions_become_sparser_with_their_age() {
        let now = 400 * DAY;
        // Ten years of one in ten seconds would be too many to try: some of every age.
        let mut all: Vec<Version> = (0..720).map(|n| auto(now - n * 10)).collect();
        all.extend((0..300).map(|n| auto(now - 2 * HOUR - n * 1000)));
        all.extend((0..400).map(|n| auto(now - 4 * DAY - n * HOUR * 6)));
        all.retain(|version| version.at.0 > 0);
        let left = kept(&all, now);
        let within = |from: i64, to: i64| left.iter().filter(|version| (from..to).contains(&(now - version.at.0))).count();
        assert!((119..=121).contains(&within(0, HOUR + 1)), "{}", within(0, HOUR + 1));
        assert!(within(HOUR + 1, DAY) <= 24 && within(HOUR + 1, DAY) >= 22, "{}", within(HOUR + 1, DAY));
        assert!(within(8 * DAY, 91 * DAY) <= 83 && within(8 * DAY, 91 * DAY) >= 81, "{}", within(8 * DAY, 91 * DAY));
        assert_eq!(within(90 * DAY + 1, 400 * DAY), 0);
        assert!(left.contains(&auto(now)), "the latest stays");
        assert_eq!(kept(&left, now), left, "thinning twice is thinning once");
    }

    #[test]
    fn what_was_thinned_on_the_way_is_what_is_thinned_at_once() {
        // Thinned after every version, as it is done, and the gaps stay as small as promised.
        let mut versions = Vec::new();
        let end = 30 * HOUR;
        for at in (0..=end).step_by(35) {
            versions.push(auto(at));
            versions = kept(&versions, at);
        }
        for (age, most) in [(0, 60), (HOUR, 2 * HOUR), (20 * HOUR, 2 * HOUR)] {
            assert!(versions.iter().any(|version| (age - most..=age + most).contains(&(end - version.at.0))), "about {age} s ago");
        }
        assert!(versions.len() < 140, "{}", versions.len());
    }

    #[test]
    fn what_a_person_saved_stays() {
        let saved = Version { at: Instant(0), kind: Kind::Saved, name: "x".into() };
        let before = Version { kind: Kind::BeforeRestore, ..auto(1) };
        assert_eq!(kept(&[saved.clone(), before.clone(), auto(1), auto(2)], 60 * DAY), [saved.clone(), before.clone(), auto(2)]);
        assert_eq!(kept(&[saved.clone(), before], 91 * DAY), [saved]);
        assert!(is_due(&[], Instant(0)) && is_due(&[auto(0)], Instant(30)) && !is_due(&[auto(0)], Instant(29)));
    }
}

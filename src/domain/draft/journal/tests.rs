//! A store that can be stopped, cut and bent, and random scripts on it. `SCRIPTS=10000 STEPS=200` makes the long run (every close, every cut,
//! every order of acts); without it a hundredth of it.

use std::collections::BTreeMap;

use super::{files::any_file, *};
use crate::domain::draft::{
    Edit, Focus, Label, NoRestore, blank,
    chance::{Chance, number, something},
    commands as c,
    compare::compare,
    restore,
};

/// Texts in memory; `room` counts the writes that are still taken.
#[derive(Clone, Default)]
pub(super) struct Memory {
    pub(super) texts: BTreeMap<String, String>,
    room: Option<usize>,
    /// Every state that it went through, if wanted.
    past: Option<Vec<BTreeMap<String, String>>>,
}

impl Memory {
    fn note(&mut self) {
        if let Some(past) = &mut self.past {
            past.push(self.texts.clone());
        }
    }
}

impl Store for Memory {
    fn get(&self, key: &str) -> Option<String> {
        self.texts.get(key).cloned()
    }
    fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }
    fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        match &mut self.room {
            Some(0) => return Err("QuotaExceededError".into()),
            Some(room) => *room -= 1,
            None => {}
        }
        self.texts.insert(key.into(), text.into());
        self.note();
        Ok(())
    }
    fn remove(&mut self, key: &str) {
        self.texts.remove(key);
        self.note();
    }
    fn keys(&self) -> Vec<String> {
        self.texts.keys().cloned().collect()
    }
}

fn found(store: &Memory) -> Result<Found, StoredError> {
    read(store, "d").unwrap()
}

/// A draft that is written, and what wrote it.
struct Desk {
    store: Memory,
    editor: Editor,
    journal: Journal,
    now: i64,
}

impl Desk {
    fn new() -> Self {
        Self::of(blank("d".into(), "UTC", Instant(0)))
    }

    /// A new draft, or one of a file.
    fn any(chance: &mut Chance) -> Self {
        let items = chance.below(30);
        if items < 10 { Self::new() } else { Self::of(any_file(chance, items)) }
    }

    fn of(draft: Draft) -> Self {
        let editor = Editor::new(draft);
        let mut desk = Self { store: Memory::default(), editor, journal: Journal::new("d"), now: 0 };
        desk.journal.snapshot(&mut desk.store, &desk.editor).unwrap();
        desk
    }

    /// Does something and keeps it; whether anything was done.
    fn act(&mut self, act: Act) -> bool {
        let at = Instant(self.now);
        let done = match &act {
            Act::Change(change) => self.editor.perform(change.clone(), at),
            Act::Undo => self.editor.undo(at).is_some(),
            Act::Redo => self.editor.redo(at).is_some(),
        };
        if done {
            let _ = self.journal.append(&mut self.store, &self.editor, &act, at);
            if self.journal.is_due() {
                let _ = self.journal.snapshot(&mut self.store, &self.editor);
            }
        }
        done
    }

    fn step(&mut self, chance: &mut Chance) -> bool {
        self.now += [0, 1, 3, 60][chance.below(4)];
        match chance.below(10) {
            0 | 1 => self.act(Act::Undo),
            2 => self.act(Act::Redo),
            _ => something(self.editor.draft(), chance).is_some_and(|change| self.act(Act::Change(change))),
        }
    }
}

/// The same draft, and of its history as much as was kept.
fn assert_kept(found: &Editor, present: &Editor, seed: usize) {
    assert_eq!(found.draft, present.draft, "seed {seed}");
    assert!(present.done.ends_with(&found.done) && present.undone.ends_with(&found.undone), "seed {seed}");
}

#[test]
fn what_undo_brings_back_is_kept_though_no_snapshot_had_room_for_its_step() {
    let mut desk = Desk::new();
    let id = desk.editor.draft().meeting.agenda_item[0].id.clone();
    let long = "x".repeat(MAX_HISTORY * 2);
    assert!(desk.act(Act::Change(Change::typing(Some(&id), [("description", long.as_str().into())]))));
    let delete = c::delete_items(desk.editor.draft(), &[id]).unwrap();
    assert!(desk.act(Act::Change(delete)));
    desk.journal.settle(&mut desk.store, &desk.editor);
    for act in [Act::Undo, Act::Redo, Act::Undo, Act::Undo, Act::Redo] {
        assert!(desk.act(act));
        let again = found(&desk.store).unwrap();
        assert_eq!((again.damaged.len(), &again.editor.draft), (0, &desk.editor.draft));
    }
}

#[test]
fn a_script_is_found_again_after_every_step_and_is_undone_and_redone_whole() {
    for seed in 1..=number("SCRIPTS", 100) {
        let mut chance = Chance((seed as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut desk = Desk::any(&mut chance);
        let start = desk.editor.draft().meeting.clone();
        for step in 0..number("STEPS", 120) {
            desk.step(&mut chance);
            if chance.below(30) == 0 {
                desk.journal.settle(&mut desk.store, &desk.editor);
                assert_eq!(desk.store.texts.len(), 1, "one snapshot holds it");
            }
            if step % 4 == 0 || chance.below(10) == 0 {
                let again = found(&desk.store).unwrap();
                assert_kept(&again.editor, &desk.editor, seed);
                assert_eq!(again.damaged.len(), 0, "seed {seed}, step {step}");
                if chance.below(5) == 0
                    && again.editor.done.len() == desk.editor.done.len()
                    && again.editor.undone.len() == desk.editor.undone.len()
                {
                    // Reloaded: goes on with what was found.
                    (desk.editor, desk.journal) = (again.editor, again.journal);
                }
            }
            let draft = desk.editor.draft();
            let text = draft.to_stored();
            let again = Draft::from_stored("d", &text).unwrap();
            assert_eq!((&again, again.to_stored()), (draft, text));
            let mut ids: Vec<_> = draft.reading_order().iter().map(|(item, _)| item.id.clone()).collect();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), draft.reading_order().len(), "no item stands twice");
        }
        let end = desk.editor.draft().meeting.clone();
        let mut steps = 0;
        while desk.act(Act::Undo) {
            steps += 1;
        }
        assert_eq!(desk.editor.draft().meeting, start, "seed {seed}");
        assert_kept(&found(&desk.store).unwrap().editor, &desk.editor, seed);
        for _ in 0..steps {
            assert!(desk.act(Act::Redo));
        }
        assert_eq!(desk.editor.draft().meeting, end, "seed {seed}");
    }
}

proptest::proptest! {
    #[test]
    fn any_file_is_undone_to_its_start_and_redone_to_its_end(seed in 1_u64.., items in 0_usize..40, steps in 1..80) {
        let mut chance = Chance(seed);
        let mut editor = Editor::new(any_file(&mut chance, items));
        let start = editor.draft().clone();
        for step in 0..steps {
            let now = Instant(i64::from(step) * 2);
            match chance.below(8) {
                0 => drop(editor.undo(now)),
                1 => drop(editor.redo(now)),
                2 if step % 7 == 0 => {
                    let items = chance.below(20);
                    let change = restore(editor.draft(), &any_file(&mut chance, items), Label::Restore);
                    proptest::prop_assert_ne!(&change, &Err(NoRestore::Impossible));
                    proptest::prop_assert!(change.is_err() || editor.perform(change.unwrap(), now));
                }
                _ => {
                    let before = editor.draft().clone();
                    if let Some(change) = something(editor.draft(), &mut chance) && !editor.perform(change, now) {
                        proptest::prop_assert_eq!(&editor.draft().meeting, &before.meeting, "what was not made changed nothing");
                    }
                }
            }
        }
        while editor.can_redo() {
            proptest::prop_assert!(editor.redo(Instant(0)).is_some());
        }
        let end = editor.draft().clone();
        while editor.can_undo() {
            proptest::prop_assert!(editor.undo(Instant(0)).is_some());
        }
        proptest::prop_assert_eq!((&editor.draft().meeting, &editor.draft().start_time), (&start.meeting, &start.start_time));
        while editor.can_redo() {
            proptest::prop_assert!(editor.redo(Instant(0)).is_some());
        }
        proptest::prop_assert_eq!((&editor.draft().meeting, &editor.draft().start_time), (&end.meeting, &end.start_time));
    }
}

#[test]
fn undo_and_redo_walk_through_the_same_drafts() {
    // The naive model: every draft is kept whole.
    for seed in 1..=number("SCRIPTS", 100) {
        let mut chance = Chance((seed as u64).wrapping_mul(0x2545_F491_4F6C_DD1D));
        let mut editor = Desk::any(&mut chance).editor;
        let (mut past, mut at) = (vec![editor.draft().clone()], 0);
        // Far apart, so that every change is a step of its own.
        for now in (0..number("STEPS", 120) as i64).map(|step| Instant(step * 100)) {
            match chance.below(8) {
                0 | 1 if at > 0 => {
                    assert!(editor.undo(now).is_some());
                    at -= 1;
                }
                2 if at + 1 < past.len() => {
                    assert!(editor.redo(now).is_some());
                    at += 1;
                }
                _ => {
                    let change = something(editor.draft(), &mut chance);
                    if change.is_some_and(|change| editor.perform(change, now)) {
                        past.truncate(at + 1);
                        past.push(editor.draft().clone());
                        at += 1;
                    }
                }
            }
            assert_eq!((&editor.draft().meeting, &editor.draft().start_time), (&past[at].meeting, &past[at].start_time), "seed {seed}");
            assert_eq!((editor.can_undo(), editor.can_redo()), (at > 0, at + 1 < past.len()));
        }
    }
}

#[test]
fn drafts_are_switched_files_laid_over_them_and_each_keeps_to_itself() {
    for seed in 1..=number("SCRIPTS", 100) {
        let mut chance = Chance((seed as u64).wrapping_mul(0xBF58_476D_1CE4_E5B9));
        let mut desk = Desk::any(&mut chance);
        // The other draft, whose keys are in the same store; the naive model is what each was when it was left.
        let mut away = Editor::new(blank("e".into(), "UTC", Instant(0)));
        let mut other = Journal::new("e");
        other.snapshot(&mut desk.store, &away).unwrap();
        for step in 0..number("STEPS", 120) {
            match chance.below(12) {
                0 => {
                    desk.journal.settle(&mut desk.store, &desk.editor);
                    std::mem::swap(&mut desk.editor, &mut away);
                    std::mem::swap(&mut desk.journal, &mut other);
                    let id = desk.editor.draft().id.clone();
                    let again = read(&desk.store, &id).unwrap().unwrap();
                    assert_kept(&again.editor, &desk.editor, seed);
                    (desk.editor, desk.journal) = (again.editor, again.journal);
                }
                1 => {
                    // A file of the other one, or an earlier one of its own, as it was sent to others.
                    let of = if chance.below(2) == 0 { away.draft() } else { desk.editor.draft() };
                    let text = crate::domain::model::write::pretty(&of.for_others());
                    let mut envelope = crate::domain::model::read::from_str(&text).unwrap();
                    assert_eq!(crate::domain::model::write::pretty(&envelope), text, "export, import, export");
                    envelope.meeting[0].name = Some(format!("File {step}"));
                    let file = crate::domain::draft::from_meeting("x".into(), &envelope, &envelope.meeting[0], Instant(desk.now));
                    let before = desk.editor.clone();
                    if let Ok(change) = crate::domain::draft::lay_over(before.draft(), &file) {
                        assert!(desk.act(Act::Change(change)));
                        let agenda = |draft: &Draft| draft.reading_order().into_iter().map(|(item, _)| item.id.clone()).collect::<Vec<_>>();
                        assert_eq!(agenda(desk.editor.draft()), agenda(&file), "seed {seed}, step {step}");
                        assert_eq!(desk.editor.draft().meeting.id, before.draft().meeting.id);
                        if chance.below(2) == 0 {
                            assert!(desk.act(Act::Undo), "one undo takes the whole file back");
                            assert_eq!(desk.editor.draft().meeting, before.draft().meeting);
                        }
                    }
                }
                2 => {
                    let id = desk.editor.draft().id.clone();
                    let again = read(&desk.store, &id).unwrap().unwrap();
                    assert_kept(&again.editor, &desk.editor, seed);
                    assert_eq!(again.damaged.len(), 0, "seed {seed}, step {step}");
                    (desk.editor, desk.journal) = (again.editor, again.journal);
                }
                _ => _ = desk.step(&mut chance),
            }
        }
        for editor in [&desk.editor, &away] {
            assert_kept(&read(&desk.store, &editor.draft().id).unwrap().unwrap().editor, editor, seed);
        }
    }
}

#[test]
fn any_two_states_are_compared_and_either_is_made_of_the_other() {
    for seed in 1..=number("SCRIPTS", 100) {
        let mut chance = Chance((seed as u64).wrapping_mul(0x94D0_49BB_1331_11EB));
        let mut desk = Desk::any(&mut chance);
        let mut past = vec![desk.editor.draft().clone()];
        for _ in 0..number("STEPS", 120) / 4 {
            for _ in 0..chance.below(6) {
                desk.step(&mut chance);
            }
            let (now, then) = (desk.editor.draft().clone(), &past[chance.below(past.len())]);
            let is_same = (&now.meeting, &now.start_time) == (&then.meeting, &then.start_time);
            assert_eq!(compare(then, &now).is_empty(), is_same, "seed {seed}");
            let change = restore(&now, then, Label::Restore);
            assert_eq!(change.as_ref().err(), is_same.then_some(&NoRestore::Same), "seed {seed}");
            if let Ok(change) = change {
                assert!(desk.act(Act::Change(change)));
                let restored = desk.editor.draft();
                assert_eq!((&restored.meeting, &restored.start_time), (&then.meeting, &then.start_time), "seed {seed}");
                assert_eq!(compare(then, restored), []);
                assert_kept(&found(&desk.store).unwrap().editor, &desk.editor, seed);
                assert!(desk.act(Act::Undo), "one step");
                assert_eq!((&desk.editor.draft().meeting, &desk.editor.draft().start_time), (&now.meeting, &now.start_time), "seed {seed}");
            }
            past.push(now);
        }
    }
}

#[test]
fn a_kill_between_any_two_writes_loses_nothing_that_was_kept() {
    for seed in 1..=number("SCRIPTS", 100) / 10 {
        let mut chance = Chance((seed as u64).wrapping_mul(0xD1B5_4A32_D192_ED03));
        let mut desk = Desk::any(&mut chance);
        desk.store.past = Some(Vec::new());
        let mut before = desk.editor.clone();
        for _ in 0..number("STEPS", 120) {
            desk.step(&mut chance);
            if chance.below(20) == 0 {
                desk.journal.settle(&mut desk.store, &desk.editor);
            }
            for texts in desk.store.past.replace(Vec::new()).unwrap_or_default() {
                let again = found(&Memory { texts, ..Memory::default() }).unwrap();
                let present = if again.editor.draft == desk.editor.draft { &desk.editor } else { &before };
                assert_kept(&again.editor, present, seed);
                assert!(again.damaged.is_empty());
            }
            before = desk.editor.clone();
        }
    }
}

#[test]
fn any_bent_byte_is_noticed_and_costs_at_most_the_end() {
    let mut chance = Chance(77);
    let mut desk = Desk::new();
    let mut past = vec![desk.editor.draft().meeting.clone()];
    for _ in 0..130 {
        desk.step(&mut chance);
        past.push(desk.editor.draft().meeting.clone());
    }
    let present = desk.editor.draft().meeting.clone();
    let start = desk.journal.kept.iter().flatten().max().copied().unwrap();
    for (key, text) in &desk.store.texts {
        for at in (0..text.len()).step_by(if text.len() > 500 { 37 } else { 5 }) {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << chance.below(7);
            let bent = String::from_utf8_lossy(&bytes).into_owned();
            let cut = String::from_utf8_lossy(&text.as_bytes()[..at]).into_owned();
            for text in [bent, cut] {
                let mut store = desk.store.clone();
                store.texts.insert(key.clone(), text);
                match found(&store) {
                    // A newer format is what it looks like: nothing is touched.
                    Err(error) => assert_eq!(error, StoredError::Newer),
                    Ok(again) => {
                        assert!(again.damaged.contains(key), "{key}, byte {at}");
                        assert!(past.contains(&again.editor.draft().meeting));
                        let in_the_log = key.rsplit('/').next().and_then(|suffix| suffix.parse::<u64>().ok());
                        if in_the_log.is_none_or(|generation| generation <= start) {
                            assert_eq!(again.editor.draft().meeting, present, "there is another way to it: {key}");
                        }
                        goes_on(store, again);
                    }
                }
            }
        }
    }
}

/// After damage it is written as if nothing had been: what stands behind the gap never comes back.
fn goes_on(mut store: Memory, found: Found) {
    let (mut editor, mut journal) = (found.editor, found.journal);
    let change = Change::typing(None, [("name", "After".into())]);
    assert!(editor.perform(change.clone(), Instant(9_999)));
    journal.append(&mut store, &editor, &Act::Change(change), Instant(9_999)).unwrap();
    let again = self::found(&store).unwrap();
    assert_eq!(again.editor.draft().meeting, editor.draft().meeting);
}

#[test]
fn what_is_refused_waits_and_is_kept_later() {
    for room in 0..40 {
        let mut chance = Chance(room as u64 + 5);
        let mut desk = Desk::new();
        desk.store.room = Some(room);
        for _ in 0..60 {
            desk.step(&mut chance);
            // Whatever was kept can be read.
            assert!(found(&desk.store).unwrap().damaged.is_empty());
        }
        desk.store.room = None;
        desk.journal.retry(&mut desk.store, &desk.editor).unwrap();
        assert_eq!(found(&desk.store).unwrap().editor, desk.editor);
    }
}

#[test]
fn a_change_costs_little_beside_its_own_length() {
    let mut desk = Desk::new();
    let item = desk.editor.draft().meeting.agenda_item[0].id.clone();
    let mut title = String::new();
    for letter in "Welcome and adoption of the agenda of the meeting".chars() {
        title.push(letter);
        let known = desk.store.texts.clone();
        desk.act(Act::Change(Change::typing(Some(&item), [("name", title.as_str().into())])));
        let written: usize = desk.store.texts.iter().filter(|(key, text)| known.get(*key) != Some(text)).map(|(_, text)| text.len()).sum();
        // Goal P17; snapshots are apart.
        assert!(written <= 400 + title.len() || desk.journal.generation.is_multiple_of(EVERY), "{written} bytes");
    }
}

#[test]
fn a_draft_of_the_first_format_is_taken_over_and_stays_until_then() {
    let mut store = Memory::default();
    let draft = blank("d".into(), "UTC", Instant(0));
    store.set("d/d", &draft.to_stored()).unwrap();
    let Found { mut editor, mut journal, damaged } = found(&store).unwrap();
    assert_eq!((editor.draft(), damaged.len(), store.texts.len()), (&draft, 0, 1));
    let change = Change { label: Label::Add, edits: Vec::<Edit>::new(), focus: Focus::title(&"x".into(), None) };
    assert!(!editor.perform(change, Instant(1)));
    let change = Change::typing(None, [("name", "T".into())]);
    assert!(editor.perform(change.clone(), Instant(1)));
    journal.append(&mut store, &editor, &Act::Change(change), Instant(1)).unwrap();
    assert_eq!(found(&store).unwrap().editor, editor);
    assert_eq!(store.get("d/d"), Some(draft.to_stored()), "the first format stays beside it");
    for (start, rest) in [(1, 3), (2, 1), (3, 1)] {
        let keys = keys(&store).remove("d").unwrap();
        outgrow(&mut store, "d", &keys);
        assert_eq!((store.texts.len(), found(&store).unwrap().editor), (rest, editor.clone()), "start {start}");
    }
    for (text, error) in [(r#"{"format":3,"sum":"0","body":{}}"#, StoredError::Newer), ("{", StoredError::Broken("no snapshot".into()))] {
        let mut store = Memory::default();
        store.set("d/d/a", text).unwrap();
        assert_eq!(found(&store).unwrap_err(), error);
    }
}

#[test]
fn who_does_not_know_the_newest_is_not_current() {
    let mut a = Desk::new();
    let add = |desk: &mut Desk| {
        let change = c::add_item(desk.editor.draft()).unwrap();
        desk.act(Act::Change(change));
    };
    for settled in [false, true] {
        add(&mut a);
        // Another tab opens what is kept, and only looks.
        let seen = found(&a.store).unwrap();
        let mut b = Desk { store: a.store.clone(), editor: seen.editor, journal: seen.journal, now: 0 };
        if settled {
            b.journal.settle(&mut b.store, &b.editor);
        }
        assert!(a.journal.is_current(&b.store), "a look changes nothing");
        a.store = b.store.clone();
        add(&mut a);
        assert_eq!(found(&a.store).unwrap().editor, a.editor);
        assert!(!b.journal.is_current(&a.store), "what was written since is not known to the one that looked");
        // The rest of what another tab may do to a draft.
        for act in 0..4 {
            let mut other = Desk { store: a.store.clone(), editor: a.editor.clone(), journal: a.journal.clone(), now: 0 };
            let mut mine = a.journal.clone();
            match act {
                0 => forget(&mut other.store, "d"),
                1 => (0..120).for_each(|_| add(&mut other)),
                2 => (0..3).for_each(|_| {
                    add(&mut other);
                    other.journal.settle(&mut other.store, &other.editor);
                }),
                _ => other.journal.replace(&mut other.store, &other.editor).unwrap(),
            }
            assert!(!mine.is_current(&other.store), "act {act}");
            assert!(act == 0 || other.journal.is_current(&other.store), "act {act}");
        }
    }
}

#[test]
fn two_who_begin_the_same_draft_see_each_other() {
    let mut first = Desk::new();
    assert!(first.journal.is_current(&first.store));
    assert!(!Journal::new("d").is_current(&first.store));
    first.store.room = Some(0);
    let change = c::add_item(first.editor.draft()).unwrap();
    first.act(Act::Change(change));
    assert!(first.journal.is_current(&first.store), "what waits is known");
}

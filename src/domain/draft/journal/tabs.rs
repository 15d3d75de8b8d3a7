//! Several tabs on one draft, none of which hears of the others: whoever is behind goes on in a copy, and nothing that was kept is
//! lost. `TAB_STEPS=5` tries every order of five steps of three tabs, `SCRIPTS` and `STEPS` make the long random runs.

use std::collections::BTreeSet;

use super::{tests::Memory, *};
use crate::domain::{
    draft::{
        Edit, Label, Place, blank,
        chance::{Chance, number},
        copy,
    },
    model::AgendaItem,
};

/// What a tab does.
#[derive(Clone, Copy)]
enum Do {
    /// Opens the draft.
    Open,
    /// Types an item.
    Edit,
    Undo,
    /// Goes to another page.
    Leave,
}

#[derive(Clone)]
struct Tab {
    name: usize,
    edits: usize,
    copies: usize,
    /// The draft that is open here, and what writes it.
    open: Option<(Editor, Journal)>,
}

/// One device, with its tabs and the titles that were kept and not taken back.
#[derive(Clone)]
struct Device {
    store: Memory,
    tabs: Vec<Tab>,
    kept: BTreeSet<String>,
}

fn titles(draft: &Draft) -> BTreeSet<String> {
    draft.reading_order().into_iter().filter_map(|(item, _)| item.name.clone()).collect()
}

impl Device {
    fn new(tabs: usize) -> Self {
        let mut store = Memory::default();
        Journal::new("d").snapshot(&mut store, &Editor::new(blank("d".into(), "UTC", Instant(0)))).unwrap();
        let tabs = (0..tabs).map(|name| Tab { name, edits: 0, copies: 0, open: None }).collect();
        Self { store, tabs, kept: BTreeSet::new() }
    }

    /// As the desk keeps what was done: where another tab has written since, in a copy.
    fn keep(&mut self, tab: usize, act: &Act) {
        let Tab { name, copies, open, .. } = &mut self.tabs[tab];
        let Some((editor, journal)) = open else { return };
        if journal.is_current(&self.store) {
            journal.append(&mut self.store, editor, act, Instant(0)).unwrap();
            if journal.is_due() {
                journal.snapshot(&mut self.store, editor).unwrap();
            }
            return;
        }
        *copies += 1;
        let id = format!("copy-{name}-{copies}");
        *editor = Editor::new(copy(editor.draft(), id.clone(), Instant(0)));
        *journal = Journal::new(&id);
        journal.replace(&mut self.store, editor).unwrap();
    }

    fn step(&mut self, at: usize, step: Do) {
        let tab = &mut self.tabs[at];
        match (step, &mut tab.open) {
            (Do::Open, open) => {
                let Found { editor, journal, damaged } = read(&self.store, "d").unwrap().unwrap();
                assert!(damaged.is_empty());
                *open = Some((editor, journal));
            }
            (Do::Edit, Some((editor, _))) => {
                tab.edits += 1;
                let name = format!("{}-{}", tab.name, tab.edits);
                let id = editor.draft().new_ids().next().unwrap();
                let item = AgendaItem { id, name: Some(name.clone()), ..AgendaItem::default() };
                let edits = vec![Edit::Insert(Place { parent: None, index: 0 }, Box::new(item))];
                let change = Change { label: Label::Add, edits, focus: None };
                assert!(editor.perform(change.clone(), Instant(0)));
                self.keep(at, &Act::Change(change));
                self.kept.insert(name);
            }
            (Do::Undo, Some((editor, _))) => {
                let before = titles(editor.draft());
                if editor.undo(Instant(0)).is_some() {
                    let gone: Vec<String> = before.difference(&titles(editor.draft())).cloned().collect();
                    self.keep(at, &Act::Undo);
                    self.kept.retain(|title| !gone.contains(title));
                }
            }
            (Do::Leave, open) => {
                // What is kept counts, not what this tab knows.
                if let Some((editor, journal)) = open.take()
                    && !journal.is_waiting()
                {
                    let Found { editor, mut journal, .. } = read(&self.store, &editor.draft().id).unwrap().unwrap();
                    journal.settle(&mut self.store, &editor);
                }
            }
            _ => {}
        }
        self.check();
    }

    /// Whatever was kept can be read, wherever it is cut off.
    fn check(&self) {
        let mut found = BTreeSet::new();
        for (id, keys) in keys(&self.store) {
            let again = find(&self.store, &id, &keys).unwrap();
            assert!(again.damaged.is_empty());
            found.extend(titles(again.editor.draft()));
        }
        let lost: Vec<_> = self.kept.difference(&found).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}

/// Every order in which the tabs can do what is left to them. A tab that crashes does nothing more, and that is every beginning of
/// an order as well.
fn all(device: &Device, left: &[&[Do]]) -> usize {
    let mut count = 0;
    for (tab, steps) in left.iter().enumerate() {
        let Some((first, rest)) = steps.split_first() else { continue };
        let mut device = device.clone();
        device.step(tab, *first);
        let mut left = left.to_vec();
        left[tab] = rest;
        count += all(&device, &left);
    }
    count.max(1)
}

#[test]
fn no_order_of_the_steps_of_three_tabs_loses_anything() {
    use Do::{Edit, Leave, Open, Undo};
    let programs: [&[Do]; 3] = [&[Open, Edit, Edit, Undo, Edit], &[Open, Edit, Leave, Open, Edit], &[Open, Edit, Undo, Edit, Leave]];
    let steps = number("TAB_STEPS", 3);
    let orders = all(&Device::new(3), &programs.map(|program| &program[..steps]));
    assert_eq!(orders, [1, 6, 90, 1_680, 34_650, 756_756][steps]);
}

#[test]
fn long_runs_of_several_tabs_lose_nothing() {
    for seed in 1..=number("SCRIPTS", 100) {
        let mut chance = Chance((seed as u64).wrapping_mul(0x9FB2_1C65_1E98_DF25));
        let mut device = Device::new(2 + chance.below(3));
        for _ in 0..number("STEPS", 60) {
            let tab = chance.below(device.tabs.len());
            let is_open = device.tabs[tab].open.is_some();
            let step = match chance.below(20) {
                _ if !is_open => Do::Open,
                // Loaded again, or closed without a word.
                0 => Do::Open,
                1 => Do::Leave,
                2..5 => Do::Undo,
                _ => Do::Edit,
            };
            device.step(tab, step);
        }
    }
}

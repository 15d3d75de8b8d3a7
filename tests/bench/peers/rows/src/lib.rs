//! What the two pages of list work have in common: their rows, and the buttons' work on them.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use leptos::prelude::*;

const SIZES: [&str; 8] = ["tiny", "small", "short", "plain", "wide", "tall", "large", "vast"];
const COLOURS: [&str; 8] = ["black", "blue", "brown", "green", "grey", "red", "white", "yellow"];
const THINGS: [&str; 8] = ["bench", "chair", "cup", "desk", "house", "lamp", "pencil", "table"];

/// A row: its number, and a text that changes.
#[derive(Clone)]
pub struct Row {
    /// Never given twice.
    pub id: u64,
    /// What it says.
    pub label: ArcRwSignal<String>,
}

/// The rows, and which of them is selected.
#[derive(Clone, Copy)]
pub struct Page {
    /// The rows in their order.
    pub rows: RwSignal<Vec<Row>>,
    /// The selected row's number.
    pub selected: RwSignal<Option<u64>>,
}

/// So many new rows, the same in both pages after the same tasks.
fn made(count: usize) -> Vec<Row> {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let row = |_| {
        let id = LAST.fetch_add(1, Relaxed) + 1;
        let mixed = id.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let word = |list: &[&'static str; 8], shift: u32| list[(mixed >> shift & 7) as usize];
        let label = [word(&SIZES, 61), word(&COLOURS, 55), word(&THINGS, 49)].join(" ");
        Row { id, label: ArcRwSignal::new(label) }
    };
    (0..count).map(row).collect()
}

/// The buttons, by their ids and names.
pub const BUTTONS: [(&str, &str, fn(Page)); 6] = [
    ("create", "Create 1,000 rows", |page| page.show(made(1000))),
    ("create-many", "Create 10,000 rows", |page| page.show(made(10_000))),
    ("append", "Append 1,000 rows", |page| page.rows.update(|rows| rows.append(&mut made(1000)))),
    ("update", "Update every 10th row", |page| {
        page.rows.with_untracked(|rows| rows.iter().step_by(10).for_each(|row| row.label.update(|label| label.push_str(" !!!"))));
    }),
    ("swap", "Swap two rows", |page| page.rows.update(|rows| rows.swap(1, 998))),
    ("clear", "Clear", |page| page.show(Vec::new())),
];

impl Page {
    /// A page without rows.
    pub fn new() -> Self {
        Self { rows: RwSignal::default(), selected: RwSignal::default() }
    }

    fn show(self, rows: Vec<Row>) {
        self.rows.set(rows);
        self.selected.set(None);
    }

    /// Takes a row away.
    pub fn remove(self, id: u64) {
        self.rows.update(|rows| rows.retain(|row| row.id != id));
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::new()
    }
}

//! The app's merge of two versions of a draft, for the page that measures it: from drafts that are open to the outcome.

use std::cell::RefCell;

use rapporteur::domain::{
    draft::{
        self, Draft,
        merge::{Merge, Take, Who},
    },
    model::read,
    time::Instant,
};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static OPEN: RefCell<Vec<Draft>> = RefCell::default();
}

/// Opens what both began from, one's own version and the other person's, each a file of one meeting.
#[wasm_bindgen]
pub fn open(files: Vec<String>) -> Result<(), String> {
    let draft = |file: &String| {
        let envelope = read::from_str(file).map_err(|error| error.to_string())?;
        let meeting = envelope.meeting.first().ok_or("a file without a meeting")?;
        Ok::<_, String>(draft::from_meeting("d".into(), &envelope, meeting, Instant(0)))
    };
    OPEN.replace(files.iter().map(draft).collect::<Result<_, _>>()?);
    Ok(())
}

/// Finds what differs and makes one draft of it; how many differences there are, of how many a person has to choose, and how many
/// items the outcome has.
#[wasm_bindgen]
pub fn merged() -> Vec<u32> {
    OPEN.with_borrow(|open| {
        let [base, mine, theirs] = &open[..] else { return Vec::new() };
        let merge = Merge::new(Some(base), mine, theirs);
        let chosen = merge.differences.iter().filter(|difference| difference.who == Who::Both && difference.take == Take::Mine);
        [merge.differences.len(), chosen.count(), merge.merged().reading_order().len()].map(|count| count as u32).into()
    })
}

fn main() {}

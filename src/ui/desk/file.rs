//! "Save file": into the same file again where the browser lets pages write files, else as a download.

use std::{cell::RefCell, collections::HashMap};

use super::{
    handed::file_name,
    keys, run, shared,
    state::{self, State},
};
use crate::{
    domain::{
        draft::Draft,
        export::{Format, include::Include},
    },
    message::Desk,
    platform::saving::{self, Target},
    ui::text::tv,
};

/// How far the saving of a draft has come.
enum Standing {
    /// It is asked where it goes, or it is being written.
    Busy,
    /// It was written there.
    At(Target),
}

thread_local! {
    /// Where drafts were saved, by their ids.
    static TARGETS: RefCell<HashMap<String, Standing>> = RefCell::default();
}

/// Saves a draft as a file that opens here again; nothing while it is being saved.
pub fn save(state: State, draft: &Draft) {
    if !saving::is_possible() {
        return state.export(draft, Include::default());
    }
    let known = match TARGETS.with_borrow_mut(|targets| targets.insert(draft.id.clone(), Standing::Busy)) {
        Some(Standing::Busy) => return,
        Some(Standing::At(target)) => Some(target),
        None => None,
    };
    let draft = draft.clone();
    run(async move {
        let written = write(state, &draft, known).await;
        TARGETS.with_borrow_mut(|targets| match &written {
            Ok(Some(target)) => drop(targets.insert(draft.id.clone(), Standing::At(target.clone()))),
            Ok(None) | Err(_) => drop(targets.remove(&draft.id)),
        });
        match written {
            Ok(Some(target)) => {
                state.note_sent(&draft);
                state.say(tv(Desk::FileSaved, &[("file", &target.name()), ("keys", &keys::spell("Ctrl S"))]));
            }
            Ok(None) => {}
            // The person asked for a file, and gets one.
            Err(why) => {
                state.export(&draft, Include::default());
                state.say(tv(Desk::FileNotWritten, &[("why", &state::why(&why))]));
            }
        }
    });
}

/// Writes it where it was written before, else where the person says; nothing where she thinks better of it.
async fn write(state: State, draft: &Draft, known: Option<Target>) -> Result<Option<Target>, String> {
    let name = file_name(&draft.meeting.id, Format::Json);
    let target = match known {
        Some(target) => Some(target),
        None => saving::choose(&name, Format::Json.media_type(), Format::Json.ending()).await?,
    };
    if let Some(target) = &target {
        target.write(&shared::file(state, draft, Include::default())).await?;
    }
    Ok(target)
}

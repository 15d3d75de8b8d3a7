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

thread_local! {
    /// Where drafts were saved, by their ids.
    static TARGETS: RefCell<HashMap<String, Target>> = RefCell::default();
}

/// Saves a draft as a file that opens here again.
pub fn save(state: State, draft: &Draft) {
    if !saving::is_possible() {
        return state.export(draft, Include::default());
    }
    let draft = draft.clone();
    run(async move {
        let known = TARGETS.with_borrow(|targets| targets.get(&draft.id).cloned());
        let target = match known {
            Some(target) => Ok(Some(target)),
            None => saving::choose(&file_name(&draft.meeting.id, Format::Json), Format::Json.media_type(), Format::Json.ending()).await,
        };
        let written = match &target {
            Ok(None) => return,
            Ok(Some(target)) => target.write(&shared::file(state, &draft, Include::default())).await.map(|()| target),
            Err(why) => Err(why.clone()),
        };
        match written {
            Ok(target) => {
                TARGETS.with_borrow_mut(|targets| drop(targets.insert(draft.id.clone(), target.clone())));
                state.note_sent(&draft);
                state.say(tv(Desk::FileSaved, &[("file", &target.name()), ("keys", &keys::spell("Ctrl S"))]));
            }
            // The person asked for a file, and gets one.
            Err(why) => {
                TARGETS.with_borrow_mut(|targets| drop(targets.remove(&draft.id)));
                state.export(&draft, Include::default());
                state.say(tv(Desk::FileNotWritten, &[("why", &state::why(&why))]));
            }
        }
    });
}

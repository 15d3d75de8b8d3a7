//! Where else a draft is kept: as a file, and how long ago; a second time on this device.

use leptos::{html, prelude::*};

use super::{
    button,
    state::{self, State},
};
use crate::{
    domain::draft::Draft,
    message::Desk,
    platform::intl,
    ui::text::{LANGUAGE, t, tn, tv},
};

const DAY: i64 = 24 * 60 * 60;
/// After so many days without a file of what was changed since, the person is reminded.
const REMIND: i64 = 7;

/// When a draft last went out as a file, in words, and whether that is long ago.
pub fn file(state: State, draft: &Draft) -> (String, bool) {
    let now = state::now().0;
    let at = state.files.with(|files| files.get(&draft.id).copied());
    let oldest = state.past.with_value(|known| known.as_ref()?.get(&draft.id)?.versions.last().map(|version| version.at));
    // What was not changed since needs no other file.
    let since = match at {
        Some(at) if at > draft.changed => now,
        Some(at) => at.0,
        None => oldest.map_or(draft.changed.0, |oldest| oldest.0.min(draft.changed.0)),
    };
    let is_late = now - since >= REMIND * DAY;
    let text = match at {
        None => t(Desk::NoFile).to_owned(),
        Some(at) if is_late => {
            let date = intl::date(LANGUAGE, at.0, &intl::local_zone(), &[("dateStyle", "long")]);
            tv(Desk::NoFileSince, &[("date", &date)])
        }
        Some(at) => match usize::try_from((now - at.0) / DAY).unwrap_or(0) {
            0 => t(Desk::FileToday).to_owned(),
            days => tn(Desk::FileDays, days, &[]),
        },
    };
    (text, is_late)
}

/// What stands beside the save state in the editor: of its last [`file`], and of the second copy; `save` makes a file.
pub fn copies(state: State, id: Memo<String>, file: Memo<(String, bool)>, save: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let is_safe = Memo::new(move |_| state.safe.with(|safe| id.with(|id| safe.contains(id))));
    let is_unsaved = Memo::new(move |_| state.unsaved.with(|unsaved| id.with(|id| unsaved.contains_key(id))));
    let words = move || {
        let (text, is_late) = file.get();
        let class = if is_late { "desk-facts desk-late" } else { "desk-facts" };
        (
            html::span().class(class).child(format!(" · {text}")),
            (is_late || is_unsaved.get()).then(|| button("button quiet", Desk::SaveFile, save)),
        )
    };
    (words, html::span().class("desk-facts").child(move || is_safe.get().then(|| format!(" · {}", t(Desk::SecondCopy))))).into_any()
}

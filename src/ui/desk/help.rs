//! Help: what there is, and the keys.

use leptos::{html, prelude::*};

use super::{frame, keys, state::State};
use crate::{message::Desk, ui::text::t};

/// The page.
pub fn page(state: State) -> AnyView {
    let about = [Desk::HelpWhat, Desk::HelpDrafts, Desk::HelpTimes, Desk::HelpUnknown];
    frame(
        state,
        "desk-page prose",
        (
            about.map(|text| html::p().child(t(text))).into_iter().collect::<Vec<_>>(),
            keys::all(),
            html::p().class("muted").child(t(Desk::HelpKeys)),
        ),
    )
}

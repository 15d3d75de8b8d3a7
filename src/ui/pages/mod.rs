//! One file a page.

pub mod actions;
pub mod cycles;
pub mod groups;
pub mod meeting;
pub mod meetings;

use super::{
    node::{html::*, *},
    parts,
    state::State,
    text::t,
};
use crate::{domain::route::Route, message::View};

/// An address that leads nowhere.
pub fn not_found(state: State) -> impl IntoNode {
    (
        parts::heading(state),
        p().child(t(View::NotFoundText)),
        p().child(a().class("button").href(state.link(Route::Meetings(Default::default()))).child(t(View::GoToMeetings))),
    )
}

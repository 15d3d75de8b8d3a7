//! Parts that several pages share.

pub mod agenda;
pub mod menu;
pub mod palette;
pub mod row;
pub mod when;

use leptos::{ev, prelude::*, task::spawn_local};

use super::state::State;
use crate::{
    domain::{
        list::List,
        model::{MeetingId, OrganizationId},
        route::Route,
    },
    message::View,
    platform::{dom, module},
    ui::{
        node::{html::*, *},
        text::t,
    },
};

/// The heading of a page; gets the focus when the page changes.
pub fn heading(state: State) -> impl IntoNode {
    h1().tabindex("-1").dir("auto").child(move || state.heading())
}

/// A quiet sentence where something is on its way.
pub fn loading() -> Node {
    p().class("loading").role("status").child(t(View::Loading)).node()
}

/// A sentence where something cannot be had.
pub fn failed(sentence: String) -> Node {
    div().class("banner danger").role("alert").child(p().child(sentence)).node()
}

/// A value in its own direction, so that it never turns its neighbours.
pub fn own(text: impl Into<String>) -> impl IntoNode {
    bdi().child(text.into())
}

/// The name of a body as lists show it.
pub fn body_label(list: &List, id: &OrganizationId) -> String {
    list.organization.iter().find(|body| body.id == *id).map_or_else(|| id.to_string(), |body| body.label().to_owned())
}

/// Links to bodies.
pub fn bodies(state: State, list: &List, ids: &[OrganizationId]) -> Node {
    ul().class("inline-list")
        .child(ids.iter().map(|id| li().child(a().href(state.link(Route::Group(id.to_string()))).child(own(body_label(list, id))))).nodes())
        .node()
}

/// A button that drafts the meeting after the given one, and opens the draft. The second module makes it.
pub fn draft_next(state: State, id: MeetingId) -> El {
    button().r#type("button").on(ev::click, move |_| {
        let id = id.clone();
        spawn_local(async move {
            match module::call("desk", "draft_next", &[id.as_str()]).await {
                Ok(draft) if !draft.is_empty() => dom::go(&state.link(Route::Draft(draft))),
                _ => state.notice.set(t(View::DeskMissing).into()),
            }
        });
    })
}

/// Text with its web addresses as links; other schemes stay text (goals R28).
pub fn linked(text: &str) -> Node {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let address = word.trim_end();
            if is_web(address) { external(address.to_owned(), word.to_owned()).node() } else { word.to_owned().node() }
        })
        .nodes()
        .node()
}

/// Whether an address may become a link.
pub fn is_web(address: &str) -> bool {
    let lower = address.get(..8).or_else(|| address.get(..7)).unwrap_or_default().to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")) && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// A link that leaves the app.
pub fn external(address: String, text: String) -> impl IntoNode {
    a().href(address).rel("noopener noreferrer").child(own(text))
}

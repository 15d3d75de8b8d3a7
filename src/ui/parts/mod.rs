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
        link,
        list::List,
        model::{MeetingId, OrganizationId},
        route::Route,
    },
    message::View,
    platform::{dom, intl, module},
    ui::{
        node::{html::*, *},
        text::{LANGUAGE, t, tv},
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

/// What stands for several files of the archive that cannot be had, with a way to ask for them again.
pub fn not_loaded(state: State, list: &List, chunks: Vec<u16>) -> Node {
    let files = chunks.iter().filter_map(|chunk| list.chunk.get(usize::from(*chunk)));
    let names: Vec<String> = files.map(|file| cycle_of(list, file)).collect();
    div()
        .class("banner danger")
        .role("alert")
        .child((
            p().child(tv(View::NotLoaded, &[("names", &intl::list(LANGUAGE, &names))])),
            button().r#type("button").class("button").on(ev::click, move |_| state.need(&chunks)).child(t(View::TryAgain)),
        ))
        .node()
}

/// What stands where an id names nothing.
pub fn not_here(id: &str) -> Node {
    p().child(tv(View::NotHereText, &[("id", id)])).node()
}

/// What a file of the archive holds: the name of a cycle.
pub fn cycle_of(list: &List, file: &str) -> String {
    let id = file.strip_prefix("cycle-").and_then(|file| file.strip_suffix(".json"));
    let cycle = id.and_then(|id| list.cycle.iter().find(|cycle| cycle.id.as_str() == id));
    cycle.map_or_else(|| file.to_owned(), |cycle| cycle.label().to_owned())
}

/// A button that prints the page.
pub fn print() -> El {
    button().r#type("button").class("button quiet").on(ev::click, |_| drop(dom::window().print())).child(t(View::Print))
}

/// The id in the page of a part of a meeting: parts are named by files, and must not meet the page's own names.
pub fn part_id(part: &str) -> String {
    ["part-", part].concat()
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

/// A button that drafts the meeting after the given one, and opens the draft where its person still is. The second module makes it.
pub fn draft_next(state: State, id: MeetingId) -> El {
    let busy = StoredValue::new(false);
    button().r#type("button").on(ev::click, move |_| {
        // One press, one draft, however long it takes.
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        // Over a slow line the desk takes seconds to come; the next page takes the sentence away.
        state.notice.set(t(View::Drafting).into());
        let id = id.clone();
        let from = dom::fragment();
        spawn_local(async move {
            let made = module::call("desk", "draft_next", &[id.as_str()]).await;
            let _ = busy.try_update_value(|busy| *busy = false);
            match made {
                Ok(draft) if !draft.is_empty() => {
                    if dom::fragment() == from {
                        dom::go(&state.link(Route::Draft(draft)));
                    }
                }
                _ => state.notice.set(t(View::DeskMissing).into()),
            }
        });
    })
}

/// Text with its web addresses as links; other schemes stay text, since they may do something.
pub fn linked(text: &str) -> Node {
    link::pieces(text)
        .map(|(address, rest)| match address {
            "" => rest.node(),
            address => (external(address.to_owned(), address.to_owned()), rest).node(),
        })
        .nodes()
        .node()
}

/// A link that leaves the app.
pub fn external(address: String, text: String) -> impl IntoNode {
    a().href(address).rel("noopener noreferrer").child(own(text))
}

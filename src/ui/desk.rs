//! The second module: drafts, import, settings, help. Loaded by the first view when one of its pages is first opened; it keeps to `#desk`.

mod added;
pub mod archive;
mod backup;
mod clock;
mod drafts;
mod editor;
mod file;
mod formats;
mod handed;
mod help;
mod import;
mod kept;
pub mod keys;
mod mirror;
mod notices;
mod palette;
mod parts;
mod problem;
mod saved;
mod settings;
mod shared;
mod state;
mod stored;
mod templates;
mod voice;
mod writer;

use leptos::{html, prelude::*, task::spawn_local};

use self::state::State;
use super::text::{t, tv};
use crate::{
    domain::route::{Address, Route},
    message::{Desk, Message},
    platform::dom,
};

/// Mounts the pages into `#desk`, and what belongs to every page behind the app, once.
pub fn mount() {
    let (Some(place), Some(body)) = (dom::by_id("desk"), dom::document().body()) else { return };
    mount_to(place, || {
        let state = State::new();
        state::publish(state);
        follow(state);
        html::div().class("desk").child((problem::summary(state), notices::banner(state), pages(state)))
    })
    .forget();
    if let Some(state) = state::get() {
        mount_to(body, move || (notices::done(state), notices::question(state), keys::view(state))).forget();
        palette::fill(state);
    }
}

/// The page of the route, or nothing.
fn pages(state: State) -> impl IntoView {
    // With a number, which tells pages apart that are opened one after the other.
    let shown = Memo::new(move |before: Option<&(Route, u32)>| {
        let route = state.route.get();
        match before {
            Some(before) if state.is_open_editor(&route) => before.clone(),
            _ => (route, before.map_or(0, |(_, count)| count + 1)),
        }
    });
    move || match shown.get().0 {
        Route::Drafts => drafts::page(state),
        Route::Draft(id) => {
            state.arrived.track();
            // Under the address that it has by now.
            let by_now = state.route.get_untracked();
            editor::page(state, if let Route::Draft(id) = &by_now { id } else { &id })
        }
        Route::Import => import::page(state),
        Route::Settings => settings::page(state),
        Route::Help => help::page(state),
        Route::Open(data) => shared::page(state, &data),
        _ => ().into_any(),
    }
}

/// The address of a page; the zone of the present address goes along.
pub fn link(route: Route) -> String {
    Address { route, zone: Address::parse(&dom::fragment()).0.zone }.to_string()
}

/// Whether the second module shows this page.
pub fn is_ours(route: &Route) -> bool {
    matches!(route, Route::Drafts | Route::Draft(_) | Route::Open(_) | Route::Import | Route::Settings | Route::Help)
}

/// Title and focus follow the page. Reaches outside: the document's title, the focus.
fn follow(state: State) {
    Effect::new(move |_| {
        if state.route.with(is_ours) {
            let title = if state.faults.with(Vec::is_empty) { Desk::Title } else { Desk::ErrorTitle };
            dom::document().set_title(&tv(title, &[("heading", &state.heading.get())]));
        }
    });
    Effect::new(move |before: Option<()>| {
        let ours = state.route.with(is_ours);
        // Where the page is opened by its address, the focus stays at the top of the page.
        let moved = before.is_some() || dom::document().active_element().is_some_and(|element| element.tag_name() != "BODY");
        if ours && moved && !state.take_focus_wish() {
            parts::focus_later(parts::HEADING.to_owned(), None);
        }
    });
}

/// Takes an added meeting away; "Undo" brings it back.
pub async fn remove_added(meeting_id: &str) {
    if let Some(state) = state::get() {
        added::remove(state, meeting_id).await;
        notices::heading();
    }
}

/// Runs a future for the page.
fn run(future: impl Future<Output = ()> + 'static) {
    spawn_local(future);
}

/// A page's frame.
fn frame(state: State, class: &'static str, content: impl IntoView + 'static) -> AnyView {
    html::section()
        .class(class)
        .attr("aria-labelledby", parts::HEADING)
        .child((html::h1().id(parts::HEADING).tabindex("-1").child(move || state.heading.get()), content.into_any()))
        .into_any()
}

/// A button.
fn button(class: &'static str, label: impl Message, click: impl Fn() + 'static) -> AnyView {
    html::button().class(class).r#type("button").on(leptos::ev::click, move |_| click()).child(t(label)).into_any()
}

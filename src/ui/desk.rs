//! The second module: drafts, import, settings. Loaded by the first view when one of its pages is first opened; it keeps to `#desk`.

mod clock;
mod drafts;
mod editor;
mod import;
mod parts;
mod settings;
mod state;

use leptos::{html, prelude::*, task::spawn_local};

use self::state::State;
use super::text::{t, tv};
use crate::{
    domain::{
        draft,
        model::{MeetingId, read},
        route::Route,
    },
    message::Desk,
    platform::{database, dom},
};

/// Mounts the pages into `#desk`, once.
pub fn mount() {
    let Some(place) = dom::by_id("desk") else { return };
    mount_to(place, || {
        let state = State::new();
        state::publish(state);
        settings::apply_theme();
        follow(state);
        html::div().class("desk").child((parts::notices(state), pages(state), parts::question(state)))
    })
    .forget();
}

/// The page of the route, or nothing.
fn pages(state: State) -> impl IntoView {
    move || match state.route.get() {
        Route::Drafts => drafts::page(state),
        Route::Draft(id) => editor::page(state, &id),
        Route::Import => import::page(state),
        Route::Settings => settings::page(state),
        _ => ().into_any(),
    }
}

fn is_ours(route: &Route) -> bool {
    matches!(route, Route::Drafts | Route::Draft(_) | Route::Import | Route::Settings)
}

/// Title and focus follow the page. Reaches outside: the document's title, the focus.
fn follow(state: State) {
    Effect::new(move |_| {
        if state.route.with(is_ours) {
            dom::document().set_title(&tv(Desk::Title, &[("heading", &state.heading.get())]));
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

/// Envelope texts of the meetings added on this device, as a JSON array.
pub async fn added() -> String {
    let texts: Vec<String> = database::all().await.unwrap_or_default().into_iter().map(|(_, text)| text).collect();
    serde_json::to_string(&texts).unwrap_or_else(|_| "[]".into())
}

/// Takes an added meeting away.
pub async fn remove_added(meeting_id: &str) {
    let _ = database::remove(meeting_id).await;
    state::added_changed().await;
}

/// A draft of the meeting after the given one, stored; its id, empty where it could not be made.
pub fn draft_next(envelope_json: &str, meeting_id: &str) -> String {
    let Ok(envelope) = read::from_str(envelope_json) else { return String::new() };
    let id = state::new_id();
    let Some(draft) = draft::next(id.clone(), &envelope, &MeetingId::from(meeting_id), state::now()) else { return String::new() };
    match state::with(|state| state.keep(draft.clone())) {
        Some(Ok(())) => id,
        Some(Err(_)) => String::new(),
        // Nothing is mounted: the store alone.
        None => state::write(&draft).map_or_else(|_| String::new(), |()| id),
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
fn button(class: &'static str, label: Desk, click: impl Fn() + 'static) -> AnyView {
    html::button().class(class).r#type("button").on(leptos::ev::click, move |_| click()).child(t(label)).into_any()
}

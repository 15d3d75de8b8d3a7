//! The frame of every page: skip link, header with navigation, the page, footer; title, focus and scroll position on a change of page.

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::{
    desk,
    node::{html::*, *},
    pages, parts, search,
    state::State,
    text::{LANGUAGE, t, tn, tv},
};
use crate::{
    domain::route::{Address, Route},
    message::View,
    platform::{dom, intl, module},
};

/// What makes one page another page; a change of filter or of the marked item does not.
fn page_key(route: &Route) -> String {
    match route {
        Route::Meetings(_) => "meetings".into(),
        Route::Meeting(id, _) => format!("meetings/{id}"),
        Route::Group(id) => format!("groups/{id}"),
        Route::Cycle(id) => format!("cycles/{id}"),
        Route::Draft(id) => format!("drafts/{id}"),
        other => Address::new(other.clone()).to_string(),
    }
}

/// The whole app.
pub fn app() -> Node {
    let state = State::start();
    search::follow(state);
    let key = Memo::new(move |_| page_key(&state.address.read().route));
    let on_desk = Memo::new(move |_| desk::is_ours(&state.address.read().route));
    // Whether the second module could not be loaded.
    let missing = RwSignal::new(false);
    follow_page(state, key, on_desk, missing);
    parts::palette::keys(state);
    (
        a().class("skip")
            .href("#main")
            .on(ev::click, |event| {
                // The fragment is the address of the app, so the browser's own jump would leave the page.
                event.prevent_default();
                if let Some(main) = dom::by_id("main") {
                    let _ = main.focus();
                }
            })
            .child(t(View::SkipToContent)),
        header(state),
        main().id("main").tabindex("-1").child((
            move || unknown_notice(state),
            move || {
                (!on_desk.get()).then(|| {
                    let key = key.get();
                    div().class("page").attr("data-page", key).child(page(state))
                })
            },
            move || (on_desk.get() && missing.get()).then(|| div().class("page").child(desk_missing(state, missing))),
            div().id("desk").class("page").hidden(move || !on_desk.get() || missing.get()),
        )),
        footer(state),
        parts::palette::dialog(),
        div()
            .class(move || if state.notice.read().is_empty() { "visually-hidden" } else { "toast" })
            .role("status")
            .aria_live("polite")
            .child(move || state.notice.get()),
    )
        .node()
}

/// Names the words of the address that were not understood.
fn unknown_notice(state: State) -> Option<Node> {
    let mut unknown = state.address.read().unknown.clone();
    unknown.extend(state.filter().1);
    (!unknown.is_empty()).then(|| {
        p().class("banner warn")
            .role("status")
            .child(tn(View::UnknownWords, unknown.len(), &[("words", &intl::list(LANGUAGE, &unknown))]))
            .node()
    })
}

fn header(state: State) -> impl IntoNode {
    let current = move |test: fn(&Route) -> bool| move || test(&state.address.read().route).then_some("page");
    let link = move |route: Route, name: View, test: fn(&Route) -> bool| {
        li().child(a().href(move || state.link(route.clone())).attr("aria-current", current(test)).child(t(name)))
    };
    html::header().class("header").child((
        p().class("brand").child((
            a().href(move || state.link(Route::Meetings(Default::default()))).child("Rapporteur"),
            span().class("archive-name").child(move || state.ready().map(|list| list.name.as_str())),
        )),
        nav()
            .aria_label(t(View::Main))
            // Of the keyboard's focus alone: under a pointer that is pressed nothing may move.
            .on(ev::focusin, |_| into_sight(".header nav :focus-visible"))
            .child(ul().child((
                link(Route::Meetings(Default::default()), View::Meetings, |route| {
                    matches!(route, Route::Meetings(_) | Route::Meeting(..) | Route::Cycles | Route::Cycle(_))
                }),
                link(Route::Groups, View::Groups, |route| matches!(route, Route::Groups | Route::Group(_))),
                link(Route::Actions, View::Actions, |route| matches!(route, Route::Actions)),
                link(Route::Drafts, View::Drafts, |route| matches!(route, Route::Drafts | Route::Draft(_) | Route::Open(_))),
                link(Route::Import, View::Import, |route| matches!(route, Route::Import)),
                link(Route::Help, View::Help, |route| matches!(route, Route::Help)),
                link(Route::Settings, View::Settings, |route| matches!(route, Route::Settings)),
            ))),
        parts::palette::opener(),
    ))
}

/// Brings a link into the middle of the navigation, where that is one line, as in style/layout.css. Elsewhere nothing is asked of
/// the layout, which the page that is being built has not got yet.
fn into_sight(link: &str) {
    let is_line = dom::window().match_media("(max-width: 40rem)").ok().flatten().is_some_and(|query| query.matches());
    if is_line
        && let Some(link) = dom::first(link)
        && let Some(bar) = link.offset_parent()
    {
        bar.set_scroll_left(link.offset_left() + (link.offset_width() - bar.client_width()) / 2);
    }
}

fn footer(state: State) -> impl IntoNode {
    html::footer().class("footer").child((
        p().child(t(View::FooterPrivacy)),
        p().child((
            a().href("data/archive.json").attr("download", "").child(t(View::FooterData)),
            " · ",
            a().href(move || state.link(Route::Help)).child(t(View::Help)),
            " · ",
            tv(View::Version, &[("version", env!("CARGO_PKG_VERSION"))]),
        )),
    ))
}

fn page(state: State) -> Node {
    let route = state.address.with_untracked(|address| address.route.clone());
    match route {
        Route::Meetings(_) => pages::meetings::page(state).node(),
        Route::Meeting(id, _) => pages::meeting::page(state, id).node(),
        Route::Groups => pages::groups::all(state).node(),
        Route::Group(id) => pages::groups::one(state, id).node(),
        Route::Cycles => pages::cycles::all(state).node(),
        Route::Cycle(id) => pages::cycles::one(state, id).node(),
        Route::Actions => pages::actions::page(state).node(),
        _ => pages::not_found(state).node(),
    }
}

fn focus_heading() {
    if let Some(heading) = dom::first("#main > .page:not([hidden]) h1") {
        dom::focus_in_place(&heading);
    }
}

/// Loads the second module, where it is not here yet.
fn load_desk(missing: RwSignal<bool>) {
    spawn_local(async move {
        let failed = module::load("desk").await.is_err();
        missing.set(failed);
        if failed {
            dom::next_frame(focus_heading);
        }
    });
}

/// What stands in place of a page of the second module, where that cannot be had.
fn desk_missing(state: State, missing: RwSignal<bool>) -> impl IntoNode {
    (
        parts::heading(state),
        parts::failed(t(View::DeskMissing).into()),
        button().r#type("button").class("button").on(ev::click, move |_| load_desk(missing)).child(t(View::TryAgain)),
    )
}

/// What an entry of the history gives back.
#[derive(Default)]
struct Visit {
    /// Scroll position, CSS pixels.
    top: f64,
    /// A selector of what had the focus.
    focus: Option<String>,
}

/// Reaches outside: title, focus, scroll position, and the second module.
fn follow_page(state: State, key: Memo<String>, on_desk: Memo<bool>, missing: RwSignal<bool>) {
    effect(move || {
        if !on_desk.get() || missing.get() {
            dom::document().set_title(&tv(View::PageTitle, &[("page", &state.heading())]));
        }
    });
    effect(move || {
        if on_desk.get() {
            load_desk(missing);
        }
    });
    // Every entry of the history gets a number, under which its scroll position is kept, and the id or address of what had the
    // focus: Back gives both again.
    let entries: StoredValue<Vec<Visit>> = StoredValue::default();
    // The history holds them counted from this moment on: those of a page that was loaded earlier lie below, and tell nothing any more.
    let first = js_sys::Date::now();
    let mark = move |number: u32| (first + f64::from(number)).into();
    let entry = StoredValue::new(0u32);
    let note = move |write: &dyn Fn(&mut Visit)| {
        let at = entry.get_value() as usize;
        entries.update_value(|entries| {
            if entries.len() <= at {
                entries.resize_with(at + 1, Visit::default);
            }
            write(&mut entries[at]);
        });
    };
    // What had the focus on the page that one came back to, taken before the page that is being built focuses anything.
    let wanted: StoredValue<Option<String>> = StoredValue::default();
    let shown = StoredValue::new(dom::fragment());
    dom::listen(&dom::document(), "focusin", move |event| {
        let place = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let name = |attribute: &str| Some(format!("[{attribute}=\"{}\"]", place.as_ref()?.get_attribute(attribute)?));
        // While the next page is being built, its focus is not this one's.
        if let Some(selector) = name("id").or_else(|| name("href")).filter(|_| shown.get_value() == dom::fragment()) {
            note(&|entry| entry.focus = Some(format!("#main > .page:not([hidden]) {selector}")));
        }
    });
    let next = StoredValue::new(1u32);
    if let Ok(history) = dom::window().history() {
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
        let _ = history.replace_state(&mark(0), "");
    }
    dom::listen(&dom::window(), "scroll", move |_| {
        let top = dom::window().scroll_y().unwrap_or_default();
        note(&|entry| entry.top = top);
    });
    let mut previous: Option<String> = None;
    effect(move || {
        let key = key.get();
        if previous.as_ref().is_some_and(|previous| *previous != key) {
            state.notice.set(String::new());
            dom::next_frame(move || match wanted.get_value().and_then(|selector| dom::first(&selector)) {
                Some(place) => dom::focus_in_place(&place),
                None => focus_heading(),
            });
        }
        previous = Some(key);
        dom::next_frame(|| into_sight(".header nav [aria-current]"));
    });
    dom::listen(&dom::window(), "hashchange", move |_| {
        let Ok(history) = dom::window().history() else { return };
        let known = history.state().ok().and_then(|state| state.as_f64()).map(|state| state - first).filter(|number| *number >= 0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the number was put there below")]
        let (number, back) = known.map_or((next.get_value(), false), |number| (number as u32, true));
        let same_page = back && number == entry.get_value();
        let before = entry.get_value();
        entry.set_value(number);
        if !back {
            next.set_value(number + 1);
            // Once the page is painted: the browser takes longer for it than for a filter.
            dom::next_frame(move || {
                dom::after(0, move || {
                    if entry.get_value() == number {
                        let _ = history.replace_state(&mark(number), "");
                    }
                })
            });
        }
        let is_list = |fragment: &str| matches!(Address::parse(fragment).0.route, Route::Meetings(_));
        let fragment = dom::fragment();
        let filter_only = !back && before != number && is_list(&fragment) && is_list(&shown.get_value());
        shown.set_value(fragment);
        let (top, focus) = entries.with_value(|entries| match entries.get(number as usize).filter(|_| back) {
            Some(visit) => (Some(visit.top), visit.focus.clone()),
            None => (None, None),
        });
        wanted.set_value(focus);
        if same_page || filter_only {
            return;
        }
        let part = matches!(state.address.with_untracked(|address| address.route.clone()), Route::Meeting(_, Some(_)));
        // Twice: what is shown may only be built in this frame.
        dom::next_frame(move || {
            dom::next_frame(move || {
                if !part || top.is_some() {
                    dom::window().scroll_to_with_x_and_y(0.0, top.unwrap_or_default());
                }
            })
        });
    });
}

//! The palette's box (Ctrl K, /), and the keys of the whole app. What it offers is listed by the second module, which is loaded when
//! it is first opened; the box is here, so that it opens at once and no key press is lost.

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use crate::{
    domain::{filter::Filter, route::Route},
    message::View,
    platform::{dom, module},
    ui::{
        node::{html::*, *},
        state::State,
        text::t,
    },
};

const ID: &str = "palette";
/// The box in which one types.
pub const FIELD: &str = "palette-field";
/// Where the second module lists what it found.
pub const RESULTS: &str = "palette-results";

fn element() -> Option<web_sys::HtmlDialogElement> {
    dom::by_id(ID)?.dyn_into().ok()
}

/// Opens the palette; Escape closes it, and the browser gives the focus back.
pub fn open() {
    let Some(dialog) = element().filter(|dialog| !dialog.open()) else { return };
    let _ = dialog.show_modal();
    spawn_local(async {
        if module::load("desk").await.is_err()
            && let Some(results) = dom::by_id(RESULTS)
        {
            results.set_text_content(Some(t(View::DeskMissing)));
        }
    });
}

/// Closes it.
pub fn close() {
    if let Some(dialog) = element() {
        dialog.close();
    }
}

/// Whether letter keys may be commands: not while somebody types, and not where it is switched off.
fn letters_allowed(event: &ev::KeyboardEvent) -> bool {
    let typing = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            && !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "file"))
            || element.closest("dialog, [role=menu]").ok().flatten().is_some()
    });
    !typing && crate::ui::settings::letter_keys() && !event.ctrl_key() && !event.meta_key() && !event.alt_key()
}

/// The letter of a key: by the layout, by its place where the layout is not Latin.
fn letter(event: &ev::KeyboardEvent) -> String {
    let key = event.key();
    if key.chars().count() == 1 && !key.is_ascii() { event.code().strip_prefix("Key").unwrap_or(&key).to_ascii_lowercase() } else { key }
}

/// Listens to the keys that work on every page.
pub fn keys(state: State) {
    let after_g = StoredValue::new(0.0f64);
    dom::listen(&dom::window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<ev::KeyboardEvent>() else { return };
        let key = letter(event);
        if (event.ctrl_key() || event.meta_key())
            && !event.alt_key()
            && !event.shift_key()
            && (key.eq_ignore_ascii_case("k") || event.code() == "KeyK")
        {
            event.prevent_default();
            return open();
        }
        if event.default_prevented() || !letters_allowed(event) {
            return;
        }
        let now = crate::platform::clock::monotonic_ms();
        let follows_g = now - after_g.get_value() < 1500.0;
        after_g.set_value(if key == "g" { now } else { 0.0 });
        let go = |route: Route| dom::go(&state.link(route));
        match key.as_str() {
            "/" => {
                event.prevent_default();
                open();
            }
            "?" => spawn_local(async move {
                if module::call("desk", "show_keys", &[]).await.is_err() {
                    dom::go(&state.link(Route::Help));
                }
            }),
            "m" if follows_g => go(Route::Meetings(Filter::default())),
            "a" if follows_g => go(Route::Actions),
            "d" if follows_g => go(Route::Drafts),
            _ => {}
        }
    });
}

/// The button that opens it, with a hint that teaches its key.
pub fn opener() -> impl IntoNode {
    span().class("tip-anchor palette-button").child((
        button()
            .r#type("button")
            .class("button quiet")
            .attr("aria-describedby", "palette-tip")
            .attr("aria-keyshortcuts", "Control+K")
            .on(ev::click, |_| open())
            .child(t(View::Palette)),
        span().class("tip").id("palette-tip").role("tooltip").child(t(View::PaletteKey)),
    ))
}

/// The box (WAI-ARIA Authoring Practices: combobox with a list; the focus stays in the field).
pub fn dialog() -> impl IntoNode {
    html::dialog().id(ID).class("palette").aria_label(t(View::Palette)).child((
        input()
            .id(FIELD)
            .r#type("text")
            .role("combobox")
            .autocomplete("off")
            .attr("autofocus", true)
            .aria_label(t(View::PaletteField))
            .attr("aria-expanded", "false")
            .attr("aria-autocomplete", "list")
            .attr("aria-controls", "palette-list")
            .placeholder(t(View::PaletteField)),
        div().id(RESULTS).child(t(View::Loading)),
        button().r#type("button").class("button quiet").on(ev::click, |_| close()).child(t(View::Close)),
    ))
}

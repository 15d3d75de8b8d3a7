//! Components that several pages of the desk share.

use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node};

use crate::{domain::shown::shown, message::Desk, platform::dom, ui::text::t};

/// The id of the page's heading.
pub const HEADING: &str = "desk-heading";

/// Focuses an element once the views have followed the signals; `caret` counts UTF-16 units.
pub fn focus_later(id: String, caret: Option<u32>) {
    spawn_local(async move {
        for _ in 0..8 {
            leptos::task::tick().await;
            let Some(element) = dom::by_id(&id).filter(|element| element.is_connected()) else { continue };
            let _ = element.focus();
            if let Some(caret) = caret {
                let _ = match (element.dyn_ref::<HtmlInputElement>(), element.dyn_ref::<HtmlTextAreaElement>()) {
                    (Some(input), _) => input.set_selection_range(caret, caret),
                    (_, Some(area)) => area.set_selection_range(caret, caret),
                    _ => Ok(()),
                };
            }
            return;
        }
    });
}

/// The dialog with this id.
pub fn dialog_at(id: &str) -> Option<HtmlDialogElement> {
    dom::by_id(id)?.dyn_into().ok()
}

/// Closes the dialog with this id; the browser gives the focus back to where it was.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog_at(id) {
        dialog.close();
    }
}

/// What a person wrote, apart from the direction of what stands around it.
pub fn own(text: &str) -> AnyView {
    html::bdi().child(shown(text).into_owned()).into_any()
}

/// What an input holds.
pub fn value(event: &web_sys::Event) -> String {
    event_target_value(event)
}

/// What a button shows.
#[derive(Clone, Copy)]
pub enum Face {
    /// Its name.
    Text(Desk),
    /// A sign, where many buttons of one name would stand in a row; the name is a hint and what is read out.
    Glyph(&'static str, Desk),
}

/// An entry of a menu.
pub struct Entry {
    /// Its text.
    pub label: &'static str,
    /// Whether it would do something now.
    pub enabled: bool,
    /// Its keys, to be learnt by reading them.
    pub keys: &'static str,
    /// Why it cannot be done now, where that helps.
    pub why: Option<String>,
    /// What it does.
    pub run: Box<dyn Fn()>,
}

/// A button that opens a menu; the entries are asked for when it opens.
pub fn menu(
    id: String,
    class: &'static str,
    face: Face,
    description: Option<String>,
    entries: impl Fn() -> Vec<Entry> + Send + Sync + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    let (label, glyph) = match face {
        Face::Text(label) => (label, None),
        Face::Glyph(glyph, label) => (label, Some(glyph)),
    };
    let list_id = format!("{id}-list");
    let button_id = id.clone();
    let items = {
        let list_id = list_id.clone();
        move || {
            if !open.get() {
                return ().into_any();
            }
            let button_id = button_id.clone();
            let items: Vec<_> = untrack(&entries)
                .into_iter()
                .enumerate()
                .map(|(at, entry)| {
                    let why_id = format!("{list_id}-why-{at}");
                    let button_id = button_id.clone();
                    let click = move |_| {
                        if !entry.enabled {
                            return;
                        }
                        if let Some(button) = dom::by_id(&button_id) {
                            let _ = button.focus();
                        }
                        open.set(false);
                        (entry.run)();
                    };
                    html::button()
                        .class("desk-menu-item")
                        .r#type("button")
                        .role("menuitem")
                        .tabindex("-1")
                        .attr("aria-disabled", (!entry.enabled).then_some("true"))
                        .attr("aria-describedby", entry.why.as_ref().map(|_| why_id.clone()))
                        .attr("aria-label", entry.why.as_ref().map(|_| entry.label))
                        .on(ev::click, click)
                        .child((
                            entry.label,
                            keys_of(entry.keys),
                            entry.why.map(|why| html::span().class("desk-why").id(why_id).child(why)),
                        ))
                })
                .collect();
            html::div().class("desk-menu-list").id(list_id.clone()).role("menu").aria_label(t(label)).child(items).into_any()
        }
    };
    let show = {
        let list_id = list_id.clone();
        move || {
            open.set(true);
            let list_id = list_id.clone();
            spawn_local(async move {
                leptos::task::tick().await;
                if let Some(list) = dom::by_id(&list_id) {
                    // Where there is more room above, it opens upward.
                    let (rect, height) = (list.get_bounding_client_rect(), dom::window().inner_height());
                    let above = rect.top() - rect.height();
                    if above > 0.0 && height.ok().and_then(|height| height.as_f64()).is_some_and(|height| rect.bottom() > height) {
                        let _ = list.class_list().add_1("desk-menu-up");
                    }
                }
                step(&list_id, 0, true);
            });
        }
    };
    let keys = {
        let show = show.clone();
        let button_id = id.clone();
        move |event: web_sys::KeyboardEvent| {
            let key = event.key();
            if !open.get_untracked() {
                if key == "ArrowDown" {
                    event.prevent_default();
                    show();
                }
                return;
            }
            match key.as_str() {
                "ArrowDown" => step(&list_id, 1, false),
                "ArrowUp" => step(&list_id, -1, false),
                "Home" => step(&list_id, 0, true),
                "End" => step(&list_id, -1, true),
                "Escape" => {
                    open.set(false);
                    if let Some(button) = dom::by_id(&button_id) {
                        let _ = button.focus();
                    }
                }
                "Tab" => return open.set(false),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let leave = move |event: web_sys::FocusEvent| {
        let inside = || {
            let around = event.current_target()?.dyn_into::<Node>().ok()?;
            let to = event.related_target()?.dyn_into::<Node>().ok()?;
            Some(around.contains(Some(&to)))
        };
        // The focus also leaves when the page goes, and the signal with it.
        if open.try_get_untracked() == Some(true) && inside() != Some(true) {
            open.set(false);
        }
    };
    html::div()
        .class("desk-menu")
        .on(ev::keydown, keys)
        .on(ev::focusout, leave)
        .child((
            html::button()
                .class(class)
                .r#type("button")
                .id(id)
                .attr("aria-haspopup", "menu")
                .attr("aria-expanded", move || open.get().to_string())
                .attr("aria-describedby", description)
                .attr("aria-label", glyph.map(|_| t(label)))
                .title(glyph.map(|_| t(label)))
                .on(ev::click, move |_| if open.get_untracked() { open.set(false) } else { show() })
                .child(glyph.unwrap_or_else(|| t(label))),
            items,
        ))
        .into_any()
}

/// Focuses another entry of a menu: so many on from the present one, or, from the start, the first (0) or the last (-1).
fn step(list: &str, by: i32, from_start: bool) {
    let Some(list) = dom::by_id(list) else { return };
    let Ok(found) = list.query_selector_all("[role=menuitem]") else { return };
    let items: Vec<HtmlElement> = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect();
    let active = dom::document().active_element();
    let at = items.iter().position(|item| active.as_ref().is_some_and(|active| active.is_same_node(Some(item))));
    let count = i32::try_from(items.len()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let from = if from_start { 0 } else { at.and_then(|at| i32::try_from(at).ok()).unwrap_or(-1) };
    if let Some(item) = usize::try_from((from + by).rem_euclid(count)).ok().and_then(|index| items.get(index)) {
        let _ = item.focus();
    }
}

/// Keys beside a name; not part of the name, since they are no words.
pub fn keys_of(keys: &'static str) -> Option<AnyView> {
    (!keys.is_empty()).then(|| html::kbd().class("desk-keys").attr("aria-hidden", "true").child(super::keys::spell(keys)).into_any())
}

/// A button with a hint that names it and its keys while the pointer or the focus is on it.
pub fn tipped(id: &'static str, label: Desk, keys: &'static str, button: impl IntoView + 'static) -> AnyView {
    let hint = html::span().class("tip").role("tooltip").id(format!("{id}-tip")).child((
        t(label),
        " ",
        html::kbd().class("desk-keys").child(super::keys::spell(keys)),
    ));
    html::span().class("tip-anchor").child((button.into_any(), hint)).into_any()
}

/// A dialog beside its content.
#[derive(Clone, Copy)]
pub struct Dialog {
    /// Its id.
    pub id: &'static str,
    /// Its class.
    pub class: &'static str,
    /// The element inside that says more than its name.
    pub description: Option<&'static str>,
}

/// A dialog that is there while `shown` says so. Escape does `close`; the focus goes back to where it came from.
pub fn dialog(
    Dialog { id, class, description }: Dialog,
    name: impl Fn() -> String + Send + Sync + 'static,
    shown: impl Fn() -> bool + Copy + Send + Sync + 'static,
    close: impl Fn() + Copy + Send + Sync + 'static,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let inside = move || {
        let dialog = shown().then(|| {
            html::dialog()
                .class(class)
                .id(id)
                .aria_label(untrack(&name))
                .attr("aria-describedby", description)
                .on(ev::Custom::<web_sys::Event>::new("cancel"), move |event: web_sys::Event| {
                    event.prevent_default();
                    close();
                })
                .child(untrack(&content))
        });
        html::div().class("desk-dialog-in").child(dialog)
    };
    // Reaches outside: what is open gives the focus back only when it is closed, so that is done before it goes.
    let opener = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |was: Option<bool>| {
        let is = shown();
        if is && was != Some(true) {
            let active = dom::document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
            opener.set_value(active);
            spawn_local(async move {
                leptos::task::tick().await;
                if let Some(dialog) = dialog_at(id).filter(|dialog| !dialog.open()) {
                    let _ = dialog.show_modal();
                }
            });
        } else if !is && let Some(opener) = opener.try_update_value(Option::take).flatten() {
            let _ = opener.focus();
        }
        is
    });
    html::div().class("desk-dialog").child(inside).into_any()
}

/// A dialog under a heading, to be closed by a button at its end.
pub fn sheet(id: &'static str, title: Desk, shown: RwSignal<bool>, content: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let close = move || shown.set(false);
    let content = move || {
        let heading = html::h2().class("desk-heading").child(t(title));
        (heading, content(), html::p().class("desk-row").child(super::button("button", Desk::Close, close))).into_any()
    };
    let look = Dialog { id, class: "desk-question desk-sheet", description: None };
    dialog(look, move || t(title).to_owned(), move || shown.get(), close, content)
}

/// A labelled field.
pub fn field(label: Desk, control: impl IntoView + 'static) -> AnyView {
    html::label().class("desk-field").child((html::span().class("desk-label").child(t(label)), control.into_any())).into_any()
}

/// A choice among values, each with its text.
pub fn select(
    label: Desk,
    options: Vec<(String, String)>,
    current: impl Fn() -> String + Copy + Send + Sync + 'static,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, text)| {
            let own = value.clone();
            html::option().value(value).prop("selected", move || current() == own).child(text)
        })
        .collect();
    field(label, html::select().class("desk-select").on(ev::change, move |event| choose(value(&event))).child(options))
}

/// A hidden file input with the button that opens it.
pub fn file_button(
    id: &'static str,
    class: &'static str,
    label: Desk,
    multiple: bool,
    take: impl Fn(Vec<web_sys::File>) + 'static,
) -> AnyView {
    html::span()
        .class("desk-file")
        .child((
            html::button()
                .class(class)
                .id(format!("{id}-button"))
                .r#type("button")
                .on(ev::click, move |_| {
                    if let Some(input) = dom::by_id(id) {
                        input.click();
                    }
                })
                .child(t(label)),
            html::input()
                .id(id)
                .class("desk-file-input")
                .r#type("file")
                .attr("hidden", "hidden")
                .attr("aria-hidden", "true")
                .multiple(multiple)
                .on(ev::change, move |event| take(crate::platform::files::chosen(&event))),
        ))
        .into_any()
}

//! A button that opens a menu (WAI-ARIA Authoring Practices: menu button): arrows walk, Escape closes and gives the focus back.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    platform::dom,
    ui::node::{html::*, *},
};

/// What an entry does.
pub type Run = Box<dyn Fn() + 'static>;

/// The menu; `id` is unique on the page.
pub fn menu(id: &'static str, name: &'static str, class: &'static str, entries: Vec<(&'static str, Run)>) -> Node {
    let open = RwSignal::new(false);
    let button_id = format!("{id}-button");
    let focus_button = {
        let button_id = button_id.clone();
        move || drop(dom::by_id(&button_id).map(|button| button.focus()))
    };
    let focus_entry = move |place: i32| {
        dom::next_frame(move || {
            let Ok(entries) = dom::document().query_selector_all(&format!("#{id} [role=menuitem]")) else { return };
            let count = i32::try_from(entries.length()).unwrap_or_default().max(1);
            if let Some(entry) = u32::try_from(place.rem_euclid(count)).ok().and_then(|place| entries.item(place)) {
                let _ = entry.unchecked_into::<web_sys::HtmlElement>().focus();
            }
        });
    };
    let place = move || {
        let active = dom::document().active_element();
        let entries = dom::document().query_selector_all(&format!("#{id} [role=menuitem]")).ok();
        entries
            .and_then(|entries| {
                (0..entries.length()).find(|place| entries.item(*place).as_ref() == active.as_ref().map(|element| element.as_ref()))
            })
            .map_or(0, u32::cast_signed)
    };
    let close = focus_button.clone();
    let on_key = move |event: ev::KeyboardEvent| {
        let handled = match event.key().as_str() {
            "ArrowDown" => Some(place() + 1),
            "ArrowUp" => Some(place() - 1),
            "Home" => Some(0),
            "End" => Some(-1),
            "Escape" => {
                open.set(false);
                close();
                event.prevent_default();
                None
            }
            "Tab" => {
                open.set(false);
                None
            }
            _ => None,
        };
        if let Some(place) = handled {
            event.prevent_default();
            focus_entry(place);
        }
    };
    let entries = entries
        .into_iter()
        .map(|(name, run)| {
            let back = focus_button.clone();
            button()
                .r#type("button")
                .role("menuitem")
                .tabindex("-1")
                .on(ev::click, move |_| {
                    open.set(false);
                    back();
                    run();
                })
                .child(name)
        })
        .nodes();
    div()
        .class("menu-anchor")
        .on(ev::focusout, move |event: ev::FocusEvent| {
            let inside = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok()).is_some_and(|node| {
                event
                    .current_target()
                    .and_then(|anchor| anchor.dyn_into::<web_sys::Node>().ok())
                    .is_some_and(|anchor| anchor.contains(Some(&node)))
            });
            if !inside {
                open.set(false);
            }
        })
        .child((
            button()
                .r#type("button")
                .id(button_id)
                .class(class)
                .attr("aria-haspopup", "menu")
                .attr("aria-expanded", move || open.get().to_string())
                .attr("aria-controls", id)
                .on(ev::click, move |_| {
                    open.update(|open| *open = !*open);
                    if open.get_untracked() {
                        focus_entry(0);
                    }
                })
                .on(ev::keydown, move |event: ev::KeyboardEvent| {
                    if event.key() == "ArrowDown" {
                        event.prevent_default();
                        open.set(true);
                        focus_entry(0);
                    }
                })
                .child(name),
            div().id(id).class("menu").role("menu").aria_label(name).hidden(move || !open.get()).on(ev::keydown, on_key).child(entries),
        ))
        .node()
}

//! Undo, redo and saving, wherever the focus is.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{Open, exporting, is_mac, keys};

/// Listens for them: what the browser would undo by itself may stand in any field, and be another thing than what
/// was last done. Reaches outside: the window, for as long as the editor is open.
pub fn listen(open: Open) {
    let keys = window_event_listener(ev::keydown, move |event| {
        if let Some(back) = step_of(&event) {
            step(open, &event, back);
        } else if keys::command(&event) && keys::is_letter(&event, 'S') {
            // In place of the browser's own, which would save the page.
            event.prevent_default();
            if !event.repeat() {
                exporting::save(open);
            }
        }
    });
    let input = window_event_listener_untyped("beforeinput", move |event| {
        let kind = js_sys::Reflect::get(&event, &"inputType".into()).ok().and_then(|kind| kind.as_string());
        match kind.as_deref() {
            Some("historyUndo") => step(open, &event, true),
            Some("historyRedo") => step(open, &event, false),
            _ => {}
        }
    });
    on_cleanup(move || {
        keys.remove();
        input.remove();
    });
}

/// Whether keys mean undo, or else redo.
fn step_of(event: &web_sys::KeyboardEvent) -> Option<bool> {
    let mac = is_mac();
    let command = if mac { event.meta_key() } else { event.ctrl_key() };
    if !command || event.alt_key() || event.is_composing() {
        return None;
    }
    let letter = |name: &str, code: &str| event.key().eq_ignore_ascii_case(name) || (!event.key().is_ascii() && event.code() == code);
    if letter("z", "KeyZ") {
        Some(!event.shift_key())
    } else if letter("y", "KeyY") && !event.shift_key() && !mac {
        Some(false)
    } else {
        None
    }
}

/// Takes a step back or makes it again, in place of what the browser would do; a field that is no part of the draft has an undo of its
/// own.
fn step(open: Open, event: &web_sys::Event, back: bool) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let is_in = |selector: &str| target.as_ref().is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()));
    let in_dialog = is_in("dialog");
    if is_in("input, textarea") && (in_dialog || !is_in(".desk-editor")) {
        return;
    }
    event.prevent_default();
    if !in_dialog {
        open.turn(back);
    }
}

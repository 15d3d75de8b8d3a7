//! The part of the page that is seen: a keyboard on the screen covers its foot.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::VisualViewport;

/// Told for as long as this is kept.
pub struct Watch {
    seen: Option<VisualViewport>,
    call: Closure<dyn FnMut()>,
}

/// The events by which the part that is seen changes (CSSOM View, 13.3).
const EVENTS: [&str; 2] = ["resize", "scroll"];

/// Tells how many CSS pixels at the foot of the window are covered, now and whenever that changes; nothing where a browser does not know.
pub fn on_covered(told: impl Fn(f64) + 'static) -> Watch {
    let window = super::dom::window();
    let seen = window.visual_viewport();
    let look = {
        let seen = seen.clone();
        move || {
            let height = window.inner_height().ok().and_then(|height| height.as_f64());
            if let (Some(seen), Some(height)) = (&seen, height) {
                told((height - seen.height() - seen.offset_top()).max(0.0));
            }
        }
    };
    look();
    let call = Closure::<dyn FnMut()>::new(look);
    for event in EVENTS {
        if let Some(seen) = &seen {
            let _ = seen.add_event_listener_with_callback(event, call.as_ref().unchecked_ref());
        }
    }
    Watch { seen, call }
}

impl Drop for Watch {
    fn drop(&mut self) {
        for event in EVENTS {
            if let Some(seen) = &self.seen {
                let _ = seen.remove_event_listener_with_callback(event, self.call.as_ref().unchecked_ref());
            }
        }
    }
}

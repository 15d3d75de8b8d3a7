//! The reader: markup in, lines of an agenda out. In a worker of its own, so that what a stranger wrote can stop nothing but it.
//!
//! It is told `[number, markup]` and answers `[number, what was read]`, as [`lists::to_json`](rapporteur::domain::import::lists::to_json) writes it.

/// There are no workers outside a browser.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::Array;
    use rapporteur::domain::import::lists;
    use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answer = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Ok(asked) = event.data().dyn_into::<Array>() else { return };
        let markup = asked.get(1).as_string().unwrap_or_default();
        let lines = JsValue::from_str(&lists::to_json(&lists::read(&markup)));
        // Text and numbers can always be posted.
        let _ = answer.post_message(&Array::of2(&asked.get(0), &lines));
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    hear.forget();
}

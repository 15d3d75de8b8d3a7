//! The writer: what is said of meetings in, a file for others out. In a worker of its own, loaded on first use.
//!
//! It is asked with the bytes of an order and answers with those of the file.

/// There are no workers outside a browser.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::Uint8Array;
    use rapporteur::{domain::export::order::Order, platform::worker};
    use wasm_bindgen::{JsCast, JsValue};

    console_error_panic_hook::set_once();
    worker::serve(|order| {
        let bytes = order.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        Order::unpacked(&bytes).map_or(JsValue::UNDEFINED, |order| Uint8Array::from(order.write().as_slice()).into())
    });
}

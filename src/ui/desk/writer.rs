//! The writer of files for others, in a worker that is loaded when one is first thought of.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;

use crate::{domain::export::order::Order, message::Desk, platform::worker::Helper, ui::text::t};

thread_local! {
    // Long enough for a slow network: it may have to be loaded first.
    static WRITER: Helper = const { Helper::new("writer", 60_000) };
}

/// Starts it.
pub fn get_ready() {
    Helper::start(&WRITER);
}

/// The file that was ordered; the sentence for the person where it could not be made. It is begun at once.
pub fn write(order: &Order) -> impl Future<Output = Result<Vec<u8>, String>> + use<> {
    let order = Uint8Array::from(order.packed().as_slice());
    let answer = Helper::ask(&WRITER, &order, &Array::of1(&order.buffer()));
    async {
        let file = answer.await.and_then(|file| file.dyn_into::<Uint8Array>().ok());
        file.map(|file| file.to_vec()).ok_or_else(|| t(Desk::NotWritten).to_owned())
    }
}

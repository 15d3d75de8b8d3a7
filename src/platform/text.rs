//! Texts that are the browser's: parsed where they stand, and taken over into the module's memory.

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::{JsCast, prelude::*};

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
}

/// From so many characters on, the browser encodes a text faster than wasm-bindgen, which looks at each character by itself.
const LONG: u32 = 4096;

/// A text as the module's own; `None` where the value is no text.
pub fn own(value: &JsValue) -> Option<String> {
    let text = value.dyn_ref::<JsString>()?;
    if text.length() < LONG { text.as_string() } else { String::from_utf8(TextEncoder::new().encode(text).to_vec()).ok() }
}

/// What a JSON text holds.
///
/// # Errors
/// What the browser says of a text that is no JSON.
pub fn parse(text: &JsString) -> Result<JsValue, String> {
    parse_json(text).map_err(|error| error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| error.message().into()))
}

//! Texts made short enough for an address: raw deflate (RFC 1951) in the alphabet of addresses (base64url, RFC 4648 section 5).

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom;

/// A text in a few characters of an address.
///
/// # Errors
/// Where the browser cannot do it.
pub async fn pack(text: &str) -> Result<String, JsValue> {
    let bytes = through("CompressionStream", text.as_bytes(), usize::MAX).await?;
    let binary: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let letters = dom::window().btoa(&binary)?;
    Ok(letters.trim_end_matches('=').replace('+', "-").replace('/', "_"))
}

/// The text that was packed, if it is of at most so many bytes; counted while it is unpacked, since a short one can become very long.
///
/// # Errors
/// Where it is none, or too long.
pub async fn unpack(packed: &str, most: usize) -> Result<String, JsValue> {
    let letters = packed.replace('-', "+").replace('_', "/");
    let bytes: Vec<u8> = dom::window().atob(&letters)?.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let bytes = through("DecompressionStream", &bytes, most).await?;
    String::from_utf8(bytes).map_err(|_| JsValue::from_str("no UTF-8"))
}

fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

/// Calls a method with at most one argument.
fn call(of: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    get(of, method)?.dyn_into::<Function>()?.call1(of, argument)
}

/// Bytes that went through one of the browser's streams (Compression Standard).
async fn through(kind: &str, bytes: &[u8], most: usize) -> Result<Vec<u8>, JsValue> {
    let constructor: Function = get(&js_sys::global(), kind)?.dyn_into()?;
    let stream = Reflect::construct(&constructor, &js_sys::Array::of1(&"deflate-raw".into()))?;
    let blob = web_sys::Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&Uint8Array::from(bytes)))?;
    let source = call(&blob, "stream", &JsValue::UNDEFINED)?;
    let reader = call(&call(&source, "pipeThrough", &stream)?, "getReader", &JsValue::UNDEFINED)?;
    let mut out = Vec::new();
    loop {
        let next = JsFuture::from(call(&reader, "read", &JsValue::UNDEFINED)?.dyn_into::<Promise>()?).await?;
        if get(&next, "done")?.is_truthy() {
            return Ok(out);
        }
        out.extend(get(&next, "value")?.dyn_into::<Uint8Array>()?.to_vec());
        if out.len() > most {
            let _ = call(&reader, "cancel", &Object::new());
            return Err(JsValue::from_str("too long"));
        }
    }
}

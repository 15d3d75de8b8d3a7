//! The app's own static files.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The text of a file beside the app.
///
/// # Errors
/// The HTTP status, or 0 where nothing was answered.
pub async fn text(path: &str) -> Result<JsString, u16> {
    let response: web_sys::Response =
        JsFuture::from(super::dom::window().fetch_with_str(path)).await.map_err(|_| 0u16)?.dyn_into().map_err(|_: JsValue| 0u16)?;
    if !response.ok() {
        return Err(response.status());
    }
    let text = JsFuture::from(response.text().map_err(|_| 0u16)?).await.map_err(|_| 0u16)?;
    text.dyn_into().map_err(|_| 0)
}

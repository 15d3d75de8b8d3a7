//! The clipboard.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom;

/// Writes a text in two forms; where the browser takes no formatted one (Firefox before 127), the plain one alone. It is begun at once,
/// and done when the future is.
pub fn write(text: &str, markup: &str) -> impl Future<Output = Result<(), JsValue>> + 'static {
    let begun = formatted(text, markup).unwrap_or_else(|_| dom::window().navigator().clipboard().write_text(text));
    async move { JsFuture::from(begun).await.map(|_| ()) }
}

fn formatted(text: &str, markup: &str) -> Result<Promise, JsValue> {
    let blob = |text: &str, kind: &str| {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(kind);
        web_sys::Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
    };
    let forms = Object::new();
    Reflect::set(&forms, &"text/plain".into(), &blob(text, "text/plain")?.into())?;
    Reflect::set(&forms, &"text/html".into(), &blob(markup, "text/html")?.into())?;
    let constructor: Function = Reflect::get(&js_sys::global(), &"ClipboardItem".into())?.dyn_into()?;
    let item = Reflect::construct(&constructor, &Array::of1(&forms))?;
    let clipboard = dom::window().navigator().clipboard();
    let write: Function = Reflect::get(&clipboard, &"write".into())?.dyn_into()?;
    write.call1(&clipboard, &Array::of1(&item))?.dyn_into()
}

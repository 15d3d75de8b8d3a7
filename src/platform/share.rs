//! The system's own way to hand something on (Web Share).

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{dom, storage::error_name};

/// Hands an address on; whether the browser has a way to. That a person thinks better of it is no failure.
pub async fn share(title: &str, address: &str) -> bool {
    let begin = || -> Result<Promise, JsValue> {
        let navigator = dom::window().navigator();
        let share: Function = Reflect::get(&navigator, &"share".into())?.dyn_into()?;
        let what = Object::new();
        Reflect::set(&what, &"title".into(), &title.into())?;
        Reflect::set(&what, &"url".into(), &address.into())?;
        share.call1(&navigator, &what)?.dyn_into()
    };
    match begin() {
        Ok(promise) => JsFuture::from(promise).await.map_or_else(|error| error_name(&error) == "AbortError", |_| true),
        Err(_) => false,
    }
}

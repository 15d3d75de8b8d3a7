//! Local storage: small texts, kept synchronously. Every key begins with the app's name and folder, since the storage belongs to the
//! whole host.

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

thread_local! {
    /// Kept, since every key press asks for it; a page does not leave its folder.
    static PREFIX: String = format!("rapporteur{}", super::dom::folder());
    static WINDOW: web_sys::Window = super::dom::window();
    /// Asked for once it is known to be granted.
    static STORAGE: web_sys::Storage = LocalStorage::raw();
}

#[wasm_bindgen]
extern "C" {
    /// The storage, for texts that stay the browser's: each is handed over once, however often it is looked at.
    type Texts;
    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get(this: &Texts, key: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set(this: &Texts, key: &JsValue, text: &JsValue) -> Result<(), JsValue>;
}

/// A key as the browser has it. The last two are kept: a change looks for the one before it and for its own, and then writes that.
fn browser_key(key: &str) -> JsValue {
    thread_local! {
        static LAST: std::cell::RefCell<[(String, JsValue); 2]> = std::cell::RefCell::default();
    }
    LAST.with_borrow_mut(|last| {
        match last.iter().position(|(known, _)| known == key && !known.is_empty()) {
            Some(0) => {}
            Some(_) => last.swap(0, 1),
            None => {
                last.swap(0, 1);
                last[0] = (key.to_owned(), PREFIX.with(|prefix| (prefix.clone() + key).into()));
            }
        }
        last[0].1.clone()
    })
}

/// What every key begins with: `rapporteur/folder/`.
pub fn prefix() -> String {
    PREFIX.with(Clone::clone)
}

/// The browser's own name of an error (`QuotaExceededError`), or what it says.
pub(super) fn error_name(error: &JsValue) -> String {
    let name = js_sys::Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    name.or_else(|| error.as_string()).unwrap_or_else(|| "Error".into())
}

/// The storage, where the browser grants it; asking for it is what throws where it does not.
fn raw() -> Result<web_sys::Storage, String> {
    match WINDOW.with(web_sys::Window::local_storage) {
        Ok(Some(_)) => Ok(STORAGE.with(Clone::clone)),
        Ok(None) => Err("NotSupportedError".into()),
        Err(error) => Err(error_name(&error)),
    }
}

/// The text of a key, without the prefix.
pub fn get(key: &str) -> Option<String> {
    raw().ok()?.get_item(&(prefix() + key)).ok().flatten()
}

/// Whether anything is kept under a key.
pub fn has(key: &str) -> bool {
    let Ok(storage) = raw() else { return false };
    storage.unchecked_ref::<Texts>().get(&browser_key(key)).is_ok_and(|text| !text.is_null())
}

/// Keeps a text, and reads it back.
///
/// # Errors
/// The browser's name of the error.
pub fn set(key: &str, value: &str) -> Result<(), String> {
    let (key, value) = (browser_key(key), JsValue::from(value));
    let storage: Texts = raw()?.unchecked_into();
    storage.set(&key, &value).map_err(|error| error_name(&error))?;
    match storage.get(&key) {
        Ok(kept) if kept == value => Ok(()),
        Ok(_) => Err("DataError".into()),
        Err(error) => Err(error_name(&error)),
    }
}

/// Forgets a key.
pub fn remove(key: &str) {
    if let Ok(storage) = raw() {
        let _ = storage.remove_item(&(prefix() + key));
    }
}

/// The keys below the prefix, without it, sorted.
///
/// Keys of apps in folders below ours begin with the same words: their own folder follows, before the rest of the key. Ours are never
/// named like that: a folder of one of ours would have to be called `d` or `aside`.
pub fn keys() -> Vec<String> {
    let Ok(storage) = raw() else { return Vec::new() };
    let prefix = prefix();
    let all = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok().flatten());
    let mut keys: Vec<String> = all
        .filter_map(|key| key.strip_prefix(&prefix).map(str::to_owned))
        .filter(|key| !key.contains('/') || key.starts_with("d/") || key.starts_with("aside/"))
        .collect();
    keys.sort();
    keys
}

/// Calls with the key, without the prefix, whenever another tab has changed one of ours; with none when it cleared everything.
pub fn listen(mut call: impl FnMut(Option<String>) + 'static) {
    let prefix = prefix();
    super::dom::listen(&super::dom::window(), "storage", move |event| {
        let key = js_sys::Reflect::get(&event, &"key".into()).ok().and_then(|key| key.as_string());
        match key.as_deref().map(|key| key.strip_prefix(&prefix)) {
            Some(None) => {}
            Some(Some(key)) => call(Some(key.to_owned())),
            None => call(None),
        }
    });
}

/// Bytes that the browser grants this host, where it says so.
pub async fn quota() -> Option<f64> {
    let storage = js_sys::Reflect::get(&super::dom::window().navigator(), &"storage".into()).ok()?;
    let storage: web_sys::StorageManager = wasm_bindgen::JsCast::dyn_into(storage).ok()?;
    let estimate = wasm_bindgen_futures::JsFuture::from(storage.estimate().ok()?).await.ok()?;
    js_sys::Reflect::get(&estimate, &"quota".into()).ok()?.as_f64()
}

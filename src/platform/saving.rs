//! A file that is written where the person put it, again and again (File System Access, in Chromium alone).

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{dom, storage::error_name};

const PICKER: &str = "showSaveFilePicker";

/// Whether the browser lets pages write files.
pub fn is_possible() -> bool {
    Reflect::has(&dom::window(), &PICKER.into()).unwrap_or(false)
}

/// A file that the person chose.
#[derive(Clone)]
pub struct Target(JsValue);

/// Calls a method that gives a promise, and waits for it.
async fn call(on: &JsValue, method: &str, with: &JsValue) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(on, &method.into())?.dyn_into()?;
    let promise: Promise = function.call1(on, with)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// Asks where a file goes; nothing where the person thinks better of it. To be called while a key or a press is answered.
///
/// # Errors
/// The browser's name of the error.
pub async fn choose(name: &str, media_type: &str, ending: &str) -> Result<Option<Target>, String> {
    let options = || {
        let (accept, kind, options) = (Object::new(), Object::new(), Object::new());
        Reflect::set(&accept, &media_type.into(), &Array::of1(&format!(".{ending}").into()))?;
        Reflect::set(&kind, &"accept".into(), &accept)?;
        Reflect::set(&options, &"types".into(), &Array::of1(&kind))?;
        Reflect::set(&options, &"suggestedName".into(), &name.into())?;
        Ok(options)
    };
    let chosen = match options() {
        Ok(options) => call(&dom::window(), PICKER, &options).await,
        Err(error) => Err(error),
    };
    match chosen {
        Ok(handle) => Ok(Some(Target(handle))),
        Err(error) if error_name(&error) == "AbortError" => Ok(None),
        Err(error) => Err(error_name(&error)),
    }
}

impl Target {
    /// The file's name, without its folder, which no page is told.
    pub fn name(&self) -> String {
        Reflect::get(&self.0, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
    }

    /// Writes the file anew; it is as it was until all of the text is there.
    ///
    /// # Errors
    /// The browser's name of the error.
    pub async fn write(&self, text: &str) -> Result<(), String> {
        let write = async {
            let stream = call(&self.0, "createWritable", &JsValue::UNDEFINED).await?;
            call(&stream, "write", &text.into()).await?;
            call(&stream, "close", &JsValue::UNDEFINED).await
        };
        write.await.map(|_| ()).map_err(|error| error_name(&error))
    }
}

//! Further modules and the worker: loaded on first use, by the names that the finishing step wrote into the page.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The address of a module (`desk`, `searcher`).
pub fn address(name: &str) -> Option<String> {
    let modules = Reflect::get(&js_sys::global(), &"rapporteurModules".into()).ok()?;
    Reflect::get(&modules, &name.into()).ok()?.as_string()
}

/// Loads a module and starts it; its exports.
///
/// # Errors
/// What the browser threw.
pub async fn load(name: &str) -> Result<JsValue, JsValue> {
    let url = address(name).ok_or_else(|| JsValue::from_str("no such module"))?;
    let import: Function = Reflect::get(&js_sys::global(), &"rapporteurLoad".into())?.dyn_into()?;
    let module = JsFuture::from(import.call1(&JsValue::UNDEFINED, &url.into())?.dyn_into::<Promise>()?).await?;
    let start: Function = Reflect::get(&module, &"default".into())?.dyn_into()?;
    JsFuture::from(start.call0(&JsValue::UNDEFINED)?.dyn_into::<Promise>()?).await?;
    Ok(module)
}

/// A worker of our own, whose address the page's Trusted Types policy lets pass.
///
/// # Errors
/// What the browser threw.
pub fn worker(name: &str) -> Result<web_sys::Worker, JsValue> {
    let url = address(name).ok_or_else(|| JsValue::from_str("no such module"))?;
    let policy = Reflect::get(&js_sys::global(), &"rapporteurPolicy".into())?;
    let url: JsValue = match Reflect::get(&policy, &"createScriptURL".into()).ok().and_then(|make| make.dyn_into::<Function>().ok()) {
        Some(make) => make.call1(&policy, &url.into())?,
        None => url.into(),
    };
    let constructor: Function = Reflect::get(&js_sys::global(), &"Worker".into())?.dyn_into()?;
    let options = web_sys::WorkerOptions::new();
    options.set_type(web_sys::WorkerType::Module);
    Reflect::construct(&constructor, &js_sys::Array::of2(&url, &options))?.dyn_into()
}

/// Calls an export of a module with texts; its answer, awaited where it is a promise, as text ("" where it is none).
///
/// # Errors
/// What the browser threw.
pub async fn call(name: &str, export: &str, arguments: &[&str]) -> Result<String, JsValue> {
    let module = load(name).await?;
    let function: Function = Reflect::get(&module, &export.into())?.dyn_into()?;
    let arguments: js_sys::Array = arguments.iter().map(|text| JsValue::from_str(text)).collect();
    let answer = function.apply(&JsValue::UNDEFINED, &arguments)?;
    let answer = match answer.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await?,
        Err(value) => value,
    };
    Ok(answer.as_string().unwrap_or_default())
}

//! Files that a person chose or dropped.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, File, FileList, HtmlInputElement};

fn listed(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|index| list.get(index)).collect()).unwrap_or_default()
}

/// The files chosen in the input that an event is of; the input forgets them, so that the same can be chosen again.
pub fn chosen(event: &Event) -> Vec<File> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return Vec::new() };
    let files = listed(input.files());
    input.set_value("");
    files
}

/// The files that were dropped on the page and not taken yet; the start script of the page collects them.
pub fn take_dropped() -> Vec<File> {
    let name = "rapporteurDropped".into();
    let files = Reflect::get(&js_sys::global(), &name).ok().and_then(|files| files.dyn_into::<Array>().ok());
    let _ = Reflect::set(&js_sys::global(), &name, &Array::new());
    files.map(|files| files.iter().filter_map(|file| file.dyn_into().ok()).collect()).unwrap_or_default()
}

/// A file with this text.
///
/// # Errors
/// The browser's name of the error.
pub fn made(name: &str, text: &str) -> Result<File, String> {
    File::new_with_str_sequence(&Array::of1(&text.into()), name).map_err(|error| super::storage::error_name(&error))
}

/// The bytes of a file.
///
/// # Errors
/// The browser's name of the error.
pub async fn bytes(file: &Blob) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|error| super::storage::error_name(&error))?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Its first bytes, so many at most.
///
/// # Errors
/// The browser's name of the error.
pub async fn beginning(file: &File, most: i32) -> Result<Vec<u8>, String> {
    let part = file.slice_with_i32_and_i32(0, most).map_err(|error| super::storage::error_name(&error))?;
    bytes(&part).await
}

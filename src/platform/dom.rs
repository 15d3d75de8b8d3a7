//! The page: its address, title, focus and scroll position, and files handed to the person.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, HtmlAnchorElement, HtmlElement, Window};

/// The window. A page without one does not run this program.
#[expect(clippy::expect_used, reason = "only a worker has no window, and the views do not run there")]
pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

thread_local! {
    #[expect(clippy::expect_used, reason = "a window without a document has been closed")]
    static DOCUMENT: Document = window().document().expect("a window has a document");
}

/// The document; kept, since every element is made by it.
pub fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// What stands behind `#` in the address, with the `#`.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The address of the page, without what is asked of it and what stands behind `#`.
pub fn page() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split(['#', '?']).next().unwrap_or_default().to_owned()
}

/// Goes to an address (`#/…`), as a new entry of the history.
pub fn go(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// Puts an address in place of the present one, without a new entry of the history; listeners of `hashchange` hear it.
pub fn replace(fragment: &str) {
    if let Ok(history) = window().history() {
        // It stays the same entry, so it keeps what is noted of it.
        let _ = history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(fragment));
        if let Ok(event) = web_sys::Event::new("hashchange") {
            let _ = window().dispatch_event(&event);
        }
    }
}

/// Adds an entry to the history that stays at the present address, so that Back first leaves what covers the page.
pub fn cover() {
    if let Ok(history) = window().history() {
        let _ = history.push_state(&history.state().unwrap_or_default(), "");
    }
}

/// Goes one entry of the history back.
pub fn back() {
    let _ = window().history().map(|history| history.back());
}

/// Calls for as long as the page lives.
pub fn listen(target: &web_sys::EventTarget, event: &str, call: impl FnMut(web_sys::Event) + 'static) {
    let call = Closure::<dyn FnMut(web_sys::Event)>::new(call);
    let _ = target.add_event_listener_with_callback(event, call.as_ref().unchecked_ref());
    call.forget();
}

/// Calls once, after so many milliseconds.
pub fn after(milliseconds: i32, call: impl FnOnce() + 'static) {
    let call = Closure::once_into_js(call);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), milliseconds);
}

/// Calls before the next frame is painted.
pub fn next_frame(call: impl FnOnce() + 'static) {
    let call = Closure::once_into_js(move |_: JsValue| call());
    let _ = window().request_animation_frame(call.unchecked_ref());
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The first element that a CSS selector finds.
pub fn first(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Focuses an element without scrolling to it.
pub fn focus_in_place(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Hands a file to the person, as a download.
pub fn download(name: &str, media_type: &str, content: impl AsRef<[u8]>) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content.as_ref()));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    if let Ok(link) = document().create_element("a").map(JsCast::unchecked_into::<HtmlAnchorElement>) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser needs the address until the download has begun.
    after(60_000, move || drop(web_sys::Url::revoke_object_url(&url)));
}

/// The folder that the app is served from, with both slashes; part of every storage key, because storage belongs to the whole host.
pub fn folder() -> String {
    let path = window().location().pathname().unwrap_or_else(|_| "/".into());
    format!("{}/", path.rsplit_once('/').map_or("", |(folder, _)| folder))
}

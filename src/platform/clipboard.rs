//! The clipboard.

use std::{cell::Cell, rc::Rc};

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

use super::dom;

/// Writes a text in two forms; where the browser takes no formatted one (Firefox before 127), the plain one alone. It is begun at once,
/// and done when the future is.
pub fn write(text: &str, markup: &str) -> impl Future<Output = Result<(), JsValue>> + use<> {
    // A copy event takes markup as it is, also on a page without TLS; what `navigator.clipboard` is given is parsed under the policy of
    // the page, which forbids its styles.
    let begun = (!by_event(text, markup).unwrap_or(false)).then(|| {
        // A page without TLS has no clipboard.
        if dom::window().is_secure_context() {
            formatted(text, markup).unwrap_or_else(|_| dom::window().navigator().clipboard().write_text(text))
        } else {
            Promise::reject(&"NotAllowedError".into())
        }
    });
    async move {
        match begun {
            Some(begun) => JsFuture::from(begun).await.map(|_| ()),
            None => Ok(()),
        }
    }
}

/// Answers the browser's own copy command; whether it took both forms.
fn by_event(text: &str, markup: &str) -> Result<bool, JsValue> {
    let document = dom::document();
    let (text, markup) = (text.to_owned(), markup.to_owned());
    let is_taken = Rc::new(Cell::new(false));
    let taken = is_taken.clone();
    let answer = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let put = |data: &JsValue| -> Result<(), JsValue> {
            let set: Function = Reflect::get(data, &"setData".into())?.dyn_into()?;
            set.call2(data, &"text/plain".into(), &text.as_str().into())?;
            set.call2(data, &"text/html".into(), &markup.as_str().into()).map(|_| ())
        };
        if Reflect::get(&event, &"clipboardData".into()).is_ok_and(|data| put(&data).is_ok()) {
            taken.set(true);
            event.prevent_default();
            event.stop_propagation();
        }
    });
    document.add_event_listener_with_callback_and_bool("copy", answer.as_ref().unchecked_ref(), true)?;
    let command: Function = Reflect::get(&document, &"execCommand".into())?.dyn_into()?;
    let done = command.call1(&document, &"copy".into());
    document.remove_event_listener_with_callback_and_bool("copy", answer.as_ref().unchecked_ref(), true)?;
    Ok(done?.is_truthy() && is_taken.get())
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

//! "Send as a link": an address that carries the draft in itself.

use leptos::{ev, html, prelude::*};

use super::{Open, exporting};
use crate::{
    message::Desk,
    platform::clipboard,
    ui::{
        desk::{
            button,
            parts::{field, sheet},
            run, shared,
        },
        text::{t, tv},
    },
};

/// The dialog; the address is made when it is opened.
pub fn view(open: Open) -> AnyView {
    let made = RwSignal::new(None::<Option<String>>);
    let said = RwSignal::new(String::new());
    // Reaches outside: the browser compresses the draft.
    Effect::new(move |_| {
        if open.sending.get() {
            made.set(None);
            said.set(String::new());
            let draft = open.editor.with_untracked(|editor| editor.draft().clone());
            run(async move {
                let address = shared::address(open.state, &draft).await.ok();
                // Whoever sees the link may have it, by whichever way she copies it.
                if address.as_ref().is_some_and(|address| address.len() <= shared::MOST_LINK) {
                    shared::note_sent(&draft, open.state);
                }
                let _ = made.try_set(Some(address));
            });
        }
    });
    let file = move || {
        open.sending.set(false);
        exporting::save(open);
    };
    let copy = move |address: String| {
        let copied = clipboard::write(&address, &address);
        run(async move {
            let is_copied = copied.await.is_ok();
            let _ = said.try_set(t(if is_copied { Desk::LinkCopied } else { Desk::LinkNotCopied }).to_owned());
        });
    };
    let content = move || {
        let link = move || match made.get() {
            None => html::p().class("desk-text").child(t(Desk::LinkMaking)).into_any(),
            Some(Some(address)) if address.len() <= shared::MOST_LINK => {
                let shown = address.clone();
                let mark = |event: web_sys::FocusEvent| {
                    use wasm_bindgen::JsCast;
                    if let Some(field) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) {
                        field.select();
                    }
                };
                let input = html::input().class("desk-input").r#type("text").attr("readonly", "").prop("value", shown).on(ev::focus, mark);
                (
                    html::p().class("desk-text").child(t(Desk::LinkHelp)),
                    field(Desk::Link, input),
                    html::p().class("desk-row").child(button("button primary", Desk::CopyLink, move || copy(address.clone()))),
                )
                    .into_any()
            }
            Some(address) => {
                let text = match address {
                    Some(address) => {
                        let count = address.len().to_string();
                        tv(Desk::LinkTooLong, &[("count", &count), ("most", &shared::MOST_LINK.to_string())])
                    }
                    None => t(Desk::LinkImpossible).to_owned(),
                };
                (
                    html::p().class("desk-text").role("alert").child(text),
                    html::p().class("desk-row").child(button("button primary", Desk::SaveFile, file)),
                )
                    .into_any()
            }
        };
        (html::div().child(link), html::p().class("desk-facts").role("status").child(move || said.get())).into_any()
    };
    sheet("desk-sending", Desk::SendLink, open.sending, content)
}

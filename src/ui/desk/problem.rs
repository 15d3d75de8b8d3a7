//! What is wrong in a form, said once above it: it takes the focus, and each line leads to its field.

use leptos::{ev, html, prelude::*};

use super::{parts::focus_later, state::State};
use crate::{message::Desk, platform::dom, ui::text::t};

/// The id of the summary.
pub const ID: &str = "desk-problem";

/// The summary; nothing while nothing is wrong.
pub fn summary(state: State) -> AnyView {
    let content = move || {
        let faults = state.faults.get();
        (!faults.is_empty()).then(|| {
            let lines: Vec<_> = faults
                .into_iter()
                .map(|fault| {
                    let lead = move |event: web_sys::MouseEvent| {
                        // The fragment is the address of the app, so the browser's own jump would leave the page.
                        event.prevent_default();
                        focus_later(fault.field.clone(), None);
                    };
                    let link = html::a().class("desk-problem-link").href(dom::fragment()).on(ev::click, lead).child(fault.text);
                    html::li().class("desk-text").child(link)
                })
                .collect();
            html::div().class("desk-problem").id(ID).tabindex("-1").role("alert").attr("aria-labelledby", "desk-problem-title").child((
                html::h2().class("desk-problem-title").id("desk-problem-title").child(t(Desk::Problem)),
                html::ul().class("desk-problem-list").role("list").child(lines),
            ))
        })
    };
    html::div().class("desk-problems").child(content).into_any()
}

/// What is said at a field that is at fault: the same words as above.
pub fn at_field(state: State, field: &'static str) -> AnyView {
    let text = Memo::new(move |_| said(state, field));
    html::div()
        .class("desk-at-field")
        .child(move || text.get().map(|text| html::p().class("desk-error").id(format!("{field}-error")).child(text)))
        .into_any()
}

/// Whether a field is at fault, for `aria-invalid`.
pub fn is_wrong(state: State, field: &'static str) -> Option<&'static str> {
    said(state, field).map(|_| "true")
}

/// The id of what is said at a field, for `aria-describedby`.
pub fn described(state: State, field: &'static str) -> Option<String> {
    said(state, field).map(|_| format!("{field}-error"))
}

fn said(state: State, field: &str) -> Option<String> {
    state.faults.with(|faults| {
        let texts: Vec<&str> = faults.iter().filter(|fault| fault.field == field).map(|fault| fault.text.as_str()).collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    })
}

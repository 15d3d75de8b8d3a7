//! Sentences for the person: what was done and its way back, what went wrong, what could not be read, and the one question.

use std::rc::Rc;

use leptos::{html, prelude::*, task::spawn_local};

use super::{
    button,
    parts::{Dialog, HEADING, dialog, focus_later, own},
    state::{Ask, State},
};
use crate::{
    message::Desk,
    platform::{dom, storage},
    ui::text::{t, tn},
};

/// What was done, with "Undo" where there is a way back. It stays until the next page or until it is sent away, at the lower edge
/// of every page.
pub fn done(state: State) -> AnyView {
    let shown = move || state.notice.with(|notice| !notice.text.is_empty());
    let content = move || {
        state.notice.with(|notice| {
            let undo = notice.undo.clone();
            (!notice.text.is_empty()).then(|| {
                (
                    html::span().class("desk-text").child(own(&notice.text)),
                    undo.map(|undo| {
                        button("button quiet", Desk::Undo, move || {
                            undo();
                            heading();
                        })
                    }),
                    button("button quiet", Desk::Dismiss, move || {
                        state.notice.set(Default::default());
                        heading();
                    }),
                )
            })
        })
    };
    html::div()
        .class(move || if shown() { "toast" } else { "visually-hidden" })
        .role("status")
        .aria_label(t(Desk::Notice))
        .child(content)
        .into_any()
}

/// The heading of the page, whichever module it is of, takes the focus.
pub fn heading() {
    spawn_local(async {
        leptos::task::tick().await;
        if let Some(heading) = dom::first("#main > .page:not([hidden]) h1") {
            dom::focus_in_place(&heading);
        }
    });
}

/// What went wrong, else what could not be read: one at a time.
pub fn banner(state: State) -> AnyView {
    let alert = move || {
        let text = state.alert.get();
        (!text.is_empty() && state.faults.with(Vec::is_empty)).then(|| html::p().class("desk-text").child(own(&text)))
    };
    let unreadable = move || {
        let keys = state.unreadable.get();
        let alone = state.alert.with(String::is_empty) && state.faults.with(Vec::is_empty);
        (!keys.is_empty() && alone && state.route.with(super::is_ours)).then(|| {
            let download = move || {
                let keys = state.unreadable.get_untracked();
                let texts: serde_json::Map<_, _> =
                    keys.into_iter().filter_map(|key| storage::get(&key).map(|text| (key, serde_json::Value::String(text)))).collect();
                dom::download("unreadable.json", "application/json", serde_json::Value::Object(texts).to_string());
            };
            let count = keys.len();
            let forget = move || {
                let text = tn(Desk::AskUnreadable, keys.len(), &[]);
                let keys = keys.clone();
                let action = Rc::new(move || {
                    keys.iter().for_each(|key| storage::remove(key));
                    state.load();
                    focus_later(HEADING.to_owned(), None);
                });
                state.ask.set(Some(Ask { text, confirm: Desk::DeleteForGood, action }));
            };
            html::div().class("desk-alert-in").child((
                html::p().class("desk-text").child(tn(Desk::Unreadable, count, &[])),
                html::div()
                    .class("desk-row")
                    .child((button("button", Desk::DownloadUnreadable, download), button("button danger", Desk::DeleteForGood, forget))),
            ))
        })
    };
    let shown = move || {
        let waiting = state.unreadable.with(|keys| !keys.is_empty()) && state.route.with(super::is_ours);
        state.faults.with(Vec::is_empty) && (waiting || state.alert.with(|text| !text.is_empty()))
    };
    html::div()
        .class(move || if shown() { "desk-alert banner danger" } else { "desk-alert" })
        .role("alert")
        .child((alert, unreadable))
        .into_any()
}

/// The one question that is asked in the page.
pub fn question(state: State) -> AnyView {
    const LOOK: Dialog = Dialog { id: "desk-question", class: "desk-question", description: Some("desk-question-text") };
    let close = move || state.ask.set(None);
    let name = move || state.ask.with(|ask| ask.as_ref().map(|ask| t(ask.confirm).to_owned()).unwrap_or_default());
    let content = move || {
        let Some(Ask { text, confirm, action }) = state.ask.get() else { return ().into_any() };
        (
            html::p().class("desk-text").id("desk-question-text").child(text),
            html::div().class("desk-row").child((
                button("button", Desk::Cancel, close),
                button("button danger", confirm, move || {
                    close();
                    action();
                }),
            )),
        )
            .into_any()
    };
    dialog(LOOK, name, move || state.ask.with(Option::is_some), close, content)
}

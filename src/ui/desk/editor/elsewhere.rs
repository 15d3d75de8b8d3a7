//! One tab writes a draft; another one that shows it follows, until it is asked to write. The one that writes says so where another one
//! deletes the draft.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Open;
use crate::{
    message::Desk,
    platform::{dom, tabs},
    ui::{
        desk::{button, kept, mirror::Occasion},
        text::t,
    },
};

/// How long changes of the other tab are gathered before they are shown.
const GATHER: i32 = 100;

/// Claims the draft; says where another tab has it, with the way to take it over.
pub fn view(open: Open) -> AnyView {
    let (state, writes) = (open.state, open.writes);
    let is_asked = RwSignal::new(false);
    let show = move || match state.reopen(&open.id.get_untracked()).filter(|editor| editor.draft().deleted.is_none()) {
        Some(editor) => drop(open.editor.try_set(editor)),
        // Gone: the page says so.
        None => state.arrived.update(|count| *count += 1),
    };
    let told = move |ours: bool| {
        let Some(wrote) = writes.try_get_untracked() else { return };
        if ours && !wrote {
            show();
        }
        let _ = writes.try_set(ours);
        state.writes(ours.then_some(open.editor));
    };
    let claim = StoredValue::new_local(None::<tabs::Claim>);
    // Reaches outside: the locks of this browser. A copy that the editor goes on in is claimed as the draft was.
    Effect::new(move |_| claim.set_value(Some(tabs::claim(&format!("d/{}", open.id.get()), told))));
    on_cleanup(move || {
        if writes.get_untracked() {
            state.rest(Occasion::Edge);
            kept::settle(state, &open.id.get_untracked());
        }
        state.writes(None);
    });
    let gathers = StoredValue::new(false);
    Effect::new(move |_| {
        if state.changed_elsewhere.get() == open.id.get_untracked() && !gathers.get_value() {
            gathers.set_value(true);
            dom::after(GATHER, move || {
                if gathers.try_set_value(false).is_some() {
                    return;
                }
                match writes.try_get_untracked() {
                    Some(true) => open.editor.with_untracked(|editor| state.look_again(editor)),
                    Some(false) => show(),
                    None => {}
                }
            });
        }
    });
    // Reaches outside: the fields of all the editor's parts, those included that come while it follows.
    Effect::new(move |locked: Option<bool>| {
        let lock = !writes.get();
        if lock {
            open.editor.track();
        }
        if lock || locked == Some(true) {
            crate::ui::desk::run(async move {
                leptos::task::tick().await;
                lock_fields(lock);
            });
        }
        lock
    });
    let take = move || {
        is_asked.set(true);
        claim.with_value(|claim| claim.iter().for_each(tabs::Claim::take));
    };
    let content = move || {
        (!writes.get()).then(|| {
            (html::span().class("desk-text").child(t(Desk::Elsewhere)), tabs::can_take().then(|| button("button", Desk::EditHere, take)))
        })
    };
    // The button goes when it was pressed; the focus goes on to the title.
    Effect::new(move |_| {
        if writes.get() && is_asked.get_untracked() {
            is_asked.set(false);
            super::focus_later(super::TITLE.to_owned(), None);
        }
    });
    html::div()
        .class(move || if writes.get() { "desk-elsewhere" } else { "desk-elsewhere banner" })
        .role("status")
        .child(content)
        .into_any()
}

/// Makes every field of the editor read-only, or writable again.
fn lock_fields(lock: bool) {
    let each = |selector: &str, name: &str| {
        let Ok(found) = dom::document().query_selector_all(selector) else { return };
        for field in (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok()) {
            let _ = js_sys::Reflect::set(&field, &name.into(), &lock.into());
        }
    };
    each(".desk-editor > :not(.desk-dialog) :is(input:not([type=checkbox]), textarea)", "readOnly");
    each(".desk-editor > :not(.desk-dialog) :is(select, [type=checkbox])", "disabled");
}

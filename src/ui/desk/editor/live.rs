//! What was done, read out.

use leptos::{html, prelude::*};

use super::Open;
use crate::platform::dom;

/// The region that is read out: the last of several things that follow one another at once.
pub fn view(open: Open) -> AnyView {
    /// Milliseconds without anything new.
    const QUIET: i32 = 400;
    let spoken = RwSignal::new(String::new());
    let told = StoredValue::new(0u32);
    // Reaches outside: the clock.
    Effect::new(move |before: Option<()>| {
        open.said.track();
        let number = told.get_value() + 1;
        told.set_value(number);
        if before.is_some() {
            dom::after(QUIET, move || {
                if told.try_get_value() == Some(number) {
                    // The same sentence is read out again only where something in it is new.
                    let again = if spoken.with_untracked(|spoken| *spoken == open.said.get_untracked()) { "\u{a0}" } else { "" };
                    spoken.set(open.said.get_untracked() + again);
                }
            });
        }
    });
    html::div().class("visually-hidden").attr("aria-live", "polite").child(move || spoken.get()).into_any()
}

//! Yardstick Y2: the smallest Leptos page that answers an input.

use leptos::{ev, html::button, prelude::*};

fn main() {
    leptos::mount::mount_to_body(|| {
        let count = RwSignal::new(0);
        button().class("count").on(ev::click, move |_| count.update(|count| *count += 1)).child(move || count.get())
    });
}

//! The reader: markup in, lines of an agenda out. In a worker of its own, so that what a stranger wrote can stop nothing but it.
//!
//! It is asked with markup and answers with what was read, as [`lists::to_json`](rapporteur::domain::import::lists::to_json) writes it.

/// There are no workers outside a browser.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    use rapporteur::{domain::import::lists, platform::worker};

    console_error_panic_hook::set_once();
    worker::serve(|markup| lists::to_json(&lists::read(&markup.as_string().unwrap_or_default())).into());
}

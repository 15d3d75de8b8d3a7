//! The app's first view: a panic that says where it happened, and the app put into the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    rapporteur::ui::settings::apply_theme();
    if let Some(place) = rapporteur::platform::dom::by_id("app") {
        place.set_text_content(None);
        rapporteur::ui::node::mount(&place, rapporteur::ui::app::app);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser; `make serve` builds and serves it.");
}

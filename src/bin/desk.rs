//! The second module: drafts, import, settings. The first view loads it when one of its pages is opened; what the first view
//! asks of it is exported here.

#[cfg(target_arch = "wasm32")]
mod exports {
    use rapporteur::ui::desk;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Envelope texts of the meetings added on this device, as a JSON array.
    #[wasm_bindgen]
    pub async fn added() -> String {
        desk::added().await
    }

    /// Takes an added meeting away.
    #[wasm_bindgen]
    pub async fn remove_added(meeting_id: String) {
        desk::remove_added(&meeting_id).await;
    }

    /// Shows the keys of the present page.
    #[wasm_bindgen]
    pub fn show_keys() {
        desk::keys::show();
    }

    /// A draft of the meeting after the given one, stored; its id, empty where it could not be made.
    #[wasm_bindgen]
    pub fn draft_next(envelope_json: &str, meeting_id: &str) -> String {
        desk::draft_next(envelope_json, meeting_id)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    rapporteur::ui::desk::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

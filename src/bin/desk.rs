//! The second module: drafts, import, settings. The first view loads it when one of its pages is opened; what the first view
//! asks of it is exported here.

#[cfg(target_arch = "wasm32")]
mod exports {
    use rapporteur::ui::desk;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// The list with what was added on this device, and the texts of that.
    #[wasm_bindgen]
    pub async fn overlay(list: String) -> String {
        desk::archive::overlay(&list).await
    }

    /// A text of the archive in the present version; empty where it cannot be read.
    #[wasm_bindgen]
    pub fn present(text: String) -> String {
        desk::archive::present(&text)
    }

    /// Hands meetings to the person as a file; a sentence where that failed.
    #[wasm_bindgen]
    pub async fn export_meetings(form: String, stem: String, ids: String) -> String {
        desk::archive::export(&form, &stem, &ids).await
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
    pub async fn draft_next(meeting_id: String) -> String {
        desk::archive::draft_next(&meeting_id).await
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    rapporteur::ui::desk::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

//! Texts of the second module: drafts, import, settings.

super::messages! {
    /// Keys of the desk's texts.
    pub enum Desk {
        Drafts "drafts": "Drafts",
        Import "import": "Import",
        Settings "settings": "Settings",
    }
}

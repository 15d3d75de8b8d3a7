//! The browser, one file per thing that it provides. Knows no meeting and no draft: it moves strings, bytes and instants.

pub mod clipboard;
pub mod clock;
pub mod compress;
pub mod database;
pub mod dom;
pub mod fetch;
pub mod files;
pub mod intl;
pub mod module;
pub mod saving;
pub mod storage;
pub mod tabs;
pub mod text;
pub mod viewport;

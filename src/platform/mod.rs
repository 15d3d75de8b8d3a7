//! The browser, one file per thing that it provides. Knows no meeting and no draft: it moves strings, bytes and instants.

pub mod clipboard;
pub mod clock;
pub mod compress;
#[cfg(feature = "app")]
pub mod database;
pub mod dom;
pub mod fetch;
#[cfg(feature = "app")]
pub mod files;
pub mod intl;
pub mod module;
#[cfg(feature = "app")]
pub mod saving;
#[cfg(feature = "app")]
pub mod share;
#[cfg(feature = "app")]
pub mod storage;
#[cfg(feature = "app")]
pub mod tabs;
pub mod text;
pub mod viewport;
pub mod worker;

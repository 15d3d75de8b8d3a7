//! The browser, one file per thing that it provides. Knows no meeting and no draft: it moves strings, bytes and instants.

pub mod clock;
pub mod dom;
pub mod fetch;
pub mod intl;
pub mod module;

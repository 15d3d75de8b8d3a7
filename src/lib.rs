//! Rapporteur: prepare and follow committee meetings, without a server.
//!
//! The rooms, in reading order: `domain` is the pure core; `message` holds every text that a person reads; `platform` is the browser, and knows no meeting; `ui` joins them
//! in views. `domain` compiles natively with none of the browser's crates; the other two exist only in the
//! wasm build, and there `ui` only for the feature `app`: workers have no view.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod domain;
pub mod message;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod ui;

//! The native program: arguments in, the domain called, files and findings out.
//!
//! Findings go to standard error, one a line: `file:line: error|warning: what, and what to do`. Exit status: 0 fine, 1 findings of
//! level error, 2 wrong usage or a file that cannot be read, is not JSON or is of a newer major version.

/// The app's build compiles every program; this one is not for the browser.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    commands::run()
}

#[cfg(not(target_arch = "wasm32"))]
#[path = "archive/commands.rs"]
mod commands;

#[cfg(not(target_arch = "wasm32"))]
#[path = "archive/export.rs"]
mod export;

#[cfg(not(target_arch = "wasm32"))]
#[path = "archive/files.rs"]
mod files;

//! The views, in Leptos. They decide nothing: what is shown comes from `domain`, what the browser gives from `platform`.
//!
//! Made of nodes (`node`), in the desk still of Leptos' element functions; not of its `view!` macro, which renders static parts through
//! `innerHTML`: the page's Trusted Types policy forbids that.

pub mod app;
pub mod desk;
pub mod node;
pub mod pages;
pub mod parts;
pub mod read;
pub mod search;
pub mod settings;
pub mod state;
pub mod text;

//! Copying items to the clipboard, and pasting what becomes items.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Open, choose, reader};
use crate::{
    domain::{
        draft::{
            clip::{self, Clip},
            commands, paste,
        },
        model::ItemId,
    },
    message::Desk,
    platform::clipboard,
    ui::{
        desk::run,
        text::{t, tn},
    },
};

/// Copies items, formatted and plain.
pub fn copy(open: Open, ids: &[ItemId]) {
    let (copied, count) =
        open.editor.with_untracked(|editor| (clip::clip(editor.draft(), ids), commands::roots(editor.draft(), ids).len()));
    let Some(Clip { text, markup }) = copied else { return };
    // Asked for at once: some browsers allow it only while the key is handled.
    let written = clipboard::write(&text, &markup);
    run(async move {
        let said = match written.await {
            Ok(()) => tn(Desk::Copied, count, &[]),
            Err(_) => t(Desk::NotCopied).to_owned(),
        };
        let _ = open.said.try_set(said);
    });
}

/// Copies from the row of an item, and deletes what was copied.
pub fn cut(open: Open, id: &ItemId) {
    copy(open, &open.targets(id));
    choose::delete(open, id);
}

/// Several lines become several items, and so do items that were copied; `range` is what is selected in the title that is pasted into,
/// none where it is the row.
pub fn paste(open: Open, id: &ItemId, range: Option<Range<usize>>, event: &web_sys::Event) {
    let data = js_sys::Reflect::get(event, &"clipboardData".into()).ok().and_then(|data| data.dyn_into::<web_sys::DataTransfer>().ok());
    let Some(data) = data else { return };
    let of = |kind: &str| data.get_data(kind).unwrap_or_default();
    let (markup, text) = (of("text/html"), of("text/plain"));
    if let Some(items) = clip::own(&markup) {
        // They are items already, and stand below.
        event.prevent_default();
        return open.perform(open.ask(|draft| paste::put(draft, id, None, paste::of_items(items))));
    }
    let plain = open.ask(|draft| paste::put(draft, id, range.clone(), paste::plain(&text)));
    // One line goes into the title as any text does.
    if plain.is_none() {
        return;
    }
    event.prevent_default();
    if markup.is_empty() {
        return open.perform(plain);
    }
    let id = id.clone();
    run(async move {
        let lines = reader::lines(&markup).await;
        // The page may have gone meanwhile.
        if open.said.try_get_untracked().is_none() {
            return;
        }
        let formatted = open.ask(|draft| paste::put(draft, &id, range.clone(), lines));
        open.perform(formatted.or_else(|| open.ask(|draft| paste::put(draft, &id, range, paste::plain(&text)))));
    });
}

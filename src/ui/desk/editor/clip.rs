//! Copying items to the clipboard, and pasting what becomes items.

use std::{cell::RefCell, ops::Range};

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Open, choose, reader};
use crate::{
    domain::{
        draft::{
            clip::{self, Clip},
            commands,
            paste::{self, Pasted},
        },
        model::{AgendaItem, ItemId},
    },
    message::Desk,
    platform::clipboard,
    ui::{
        desk::run,
        text::{t, tn},
    },
};

/// What was cut last: what the clipboard holds of it, and all of it, which is for the same draft alone.
struct Cut {
    draft: String,
    copied: Vec<AgendaItem>,
    whole: Vec<AgendaItem>,
}

thread_local! {
    static CUT: RefCell<Option<Cut>> = const { RefCell::new(None) };
}

/// Copies items, formatted and plain.
pub fn copy(open: Open, ids: &[ItemId]) {
    write(open, ids, Desk::Copied, Desk::NotCopied);
}

/// Puts items on the clipboard, and says which of two things came of it.
fn write(open: Open, ids: &[ItemId], done: Desk, failed: Desk) {
    let (copied, count) =
        open.editor.with_untracked(|editor| (clip::clip(editor.draft(), ids), commands::roots(editor.draft(), ids).len()));
    let Some(Clip { text, markup }) = copied else { return };
    // Asked for at once: some browsers allow it only while the key is handled.
    let written = clipboard::write(&text, &markup);
    run(async move {
        let said = match written.await {
            Ok(()) => tn(done, count, &[]),
            Err(_) => t(failed).to_owned(),
        };
        let _ = open.said.try_set(said);
    });
}

/// Copies from the row of an item, and deletes what was copied.
pub fn cut(open: Open, id: &ItemId) {
    let cut = open.editor.with_untracked(|editor| {
        let (draft, ids) = (editor.draft(), open.targets(id));
        let copied = clip::own(&clip::clip(draft, &ids)?.markup)?;
        let whole = commands::roots(draft, &ids).into_iter().cloned().collect();
        Some(Cut { draft: draft.id.clone(), copied, whole })
    });
    CUT.set(cut);
    write(open, &open.targets(id), Desk::Cut, Desk::NotCut);
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
        let own = open.id.get_untracked();
        let is_cut = |cut: &Cut| cut.draft == own && cut.copied == items;
        let items = match CUT.take() {
            Some(cut) if is_cut(&cut) => cut.whole,
            _ => items,
        };
        return open.perform(open.ask(|draft| paste::put(draft, id, None, paste::of_items(items))));
    }
    let Pasted { lines, left_out } = paste::read(&text);
    let count = lines.len();
    // One line goes into the title as any text does.
    let Some(plain) = open.ask(|draft| paste::put(draft, id, range.clone(), lines)) else { return };
    event.prevent_default();
    open.perform(Some(plain.clone()));
    if markup.is_empty() {
        return say(open, count, &left_out);
    }
    // The plain form stands at once; the formatted one takes its place, where nothing was done since.
    let pasted = open.editor.with_untracked(|editor| editor.draft().clone());
    let id = id.clone();
    run(async move {
        let better = reader::read(&markup).await;
        let better_count = better.lines.len();
        // The page may have gone meanwhile.
        let is_as_pasted = open.editor.try_with_untracked(|editor| *editor.draft() == pasted) == Some(true);
        if is_as_pasted && better_count > 0 {
            open.instead(|draft| paste::put(draft, &id, range, better.lines).filter(|better| better.edits != plain.edits));
            say(open, better_count, &better.left_out);
        } else {
            say(open, count, &left_out);
        }
    });
}

/// Says how much was pasted; where something was left out, for everybody to see, with what it was.
fn say(open: Open, count: usize, left_out: &[String]) {
    /// Characters of a line that are shown.
    const MOST: usize = 60;
    let pasted = tn(Desk::PastedLines, count, &[]);
    if left_out.is_empty() {
        let _ = open.said.try_set(pasted);
        return;
    }
    let short = |text: &String| {
        let short: String = text.chars().take(MOST).collect();
        if short.len() < text.len() { format!("“{}…”", short.trim_end()) } else { format!("“{text}”") }
    };
    let lines = left_out.iter().map(short).collect::<Vec<_>>().join(", ");
    open.state.say(tn(Desk::PastedBut, left_out.len(), &[("pasted", &pasted), ("lines", &lines)]));
}

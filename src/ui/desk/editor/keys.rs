//! The keys of an item: in its title, in its length, and while its row has the focus.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::{Open, branch, choose, clip, details, drag, is_mac, recording};
use crate::{
    domain::{
        draft::{Change, Draft, Focus, FocusField, commands},
        model::ItemId,
    },
    message::Desk,
    platform::dom,
    ui::{desk::parts::focus_later, settings, text::t},
};

pub fn plain(event: &KeyboardEvent) -> bool {
    !event.ctrl_key() && !event.alt_key() && !event.meta_key() && !event.shift_key()
}

/// Ctrl, or Cmd on macOS, and nothing else.
pub fn command(event: &KeyboardEvent) -> bool {
    let (wanted, other) = if is_mac() { (event.meta_key(), event.ctrl_key()) } else { (event.ctrl_key(), event.meta_key()) };
    wanted && !other && !event.alt_key() && !event.shift_key()
}

/// Whether this is the key of a letter, by its place where the layout has no Latin letters.
pub fn is_letter(event: &KeyboardEvent, letter: char) -> bool {
    let key = event.key();
    key.eq_ignore_ascii_case(letter.encode_utf8(&mut [0; 4])) || (!key.is_ascii() && event.code() == format!("Key{letter}"))
}

/// Focuses the item before or after, in reading order.
fn neighbour(open: Open, id: &ItemId, down: bool, field: FocusField) -> Option<ItemId> {
    let order = open.visible();
    let at = order.iter().position(|item| item == id)?;
    let to = if down { at + 1 } else { at.checked_sub(1)? };
    let item = order.get(to)?.clone();
    open.focus(&Focus { item: item.clone(), field, caret: None });
    Some(item)
}

/// The keys that move items; whether it was one.
fn shift(open: Open, id: &ItemId, field: FocusField, caret: Option<usize>, event: &KeyboardEvent) -> bool {
    let key = event.key();
    let (ctrl, alt, shift, meta) = (event.ctrl_key(), event.alt_key(), event.shift_key(), event.meta_key());
    let command: super::Many = match key.as_str() {
        "ArrowUp" if alt && shift && !ctrl && !meta => commands::move_items_up,
        "ArrowDown" if alt && shift && !ctrl && !meta => commands::move_items_down,
        "ArrowRight" if alt && shift && !ctrl && !meta => commands::indent_items,
        "ArrowLeft" if alt && shift && !ctrl && !meta => commands::outdent_items,
        _ if is_mac() || !ctrl || alt || meta => return false,
        "ArrowUp" if shift => commands::move_items_up,
        "ArrowDown" if shift => commands::move_items_down,
        "]" => commands::indent_items,
        "[" => commands::outdent_items,
        _ if !shift && event.code() == "BracketRight" => commands::indent_items,
        _ if !shift && event.code() == "BracketLeft" => commands::outdent_items,
        _ => return false,
    };
    event.prevent_default();
    step(open, command, id, field, caret);
    true
}

/// Does one of these commands, or says that it cannot be done; the focus stays where it is.
pub fn step(open: Open, command: super::Many, id: &ItemId, field: FocusField, caret: Option<usize>) {
    match open.ask(|draft| command(draft, &open.targets(id))) {
        Some(change) => open.perform(Some(staying(change, id, field, caret))),
        None => open.said.set(t(Desk::SaidStuck).to_owned()),
    }
}

/// The focus stays where it was, and so does the caret.
fn staying(change: Change, id: &ItemId, field: FocusField, caret: Option<usize>) -> Change {
    Change { focus: Some(Focus { item: id.clone(), field, caret }), ..change }
}

/// Characters before a place that the browser counts in UTF-16 units.
fn characters(text: &str, units: u32) -> usize {
    let mut left = usize::try_from(units).unwrap_or(0);
    let fits = |c: &char| {
        let fits = left >= c.len_utf16();
        left = left.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().take_while(fits).count()
}

/// What is selected in the title that an event is about, in characters.
pub fn range(event: &web_sys::Event) -> Option<Range<usize>> {
    selected(&event.target()?.dyn_into().ok()?)
}

/// Where the caret stands in the title that has the focus, in characters.
pub fn caret() -> Option<usize> {
    Some(selected(&dom::document().active_element()?.dyn_into().ok()?)?.start)
}

fn selected(field: &HtmlTextAreaElement) -> Option<Range<usize>> {
    let text = field.value();
    let start = field.selection_start().ok().flatten().unwrap_or(0);
    let end = field.selection_end().ok().flatten().unwrap_or(start);
    Some(characters(&text, start)..characters(&text, end))
}

/// Enter on keyboards that say only what they are about to write.
pub fn line_break(open: Open, id: &ItemId, event: &web_sys::Event) {
    let kind = js_sys::Reflect::get(event, &"inputType".into()).ok().and_then(|kind| kind.as_string());
    if kind.is_some_and(|kind| matches!(kind.as_str(), "insertLineBreak" | "insertParagraph")) {
        event.prevent_default();
        if let Some(range) = range(event).filter(Range::is_empty) {
            enter(open, id, range.start);
        }
    }
}

fn enter(open: Open, id: &ItemId, caret: usize) {
    open.perform(open.ask(|draft| commands::enter(draft, id, caret)));
}

/// In a title.
pub fn title(open: Open, id: &ItemId, event: &KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    let Some(range) = range(event) else { return };
    let (at, is_caret) = (range.start, range.is_empty());
    if shift(open, id, FocusField::Title, Some(at), event) || recording::key(open, id, event) {
        return;
    }
    match event.key().as_str() {
        "Enter" if plain(event) => {
            event.prevent_default();
            if is_caret {
                enter(open, id, at);
            }
        }
        "Enter" if event.shift_key() => {
            event.prevent_default();
            describe(open, id);
        }
        "Escape" => open.focus(&Focus { item: id.clone(), field: FocusField::Row, caret: None }),
        "Backspace" if plain(event) && at == 0 && is_caret => {
            event.prevent_default();
            open.perform(open.ask(|draft| commands::backspace(draft, id)));
        }
        key @ ("ArrowUp" | "ArrowDown") if plain(event) && leaves(event, key == "ArrowDown") => {
            event.prevent_default();
            neighbour(open, id, key == "ArrowDown", FocusField::Title);
        }
        "Tab" if at == 0 && is_caret && !event.ctrl_key() && !event.alt_key() && !event.meta_key() => {
            let command: fn(&Draft, &ItemId) -> Option<Change> = if event.shift_key() { commands::outdent } else { commands::indent };
            if let Some(change) = open.ask(|draft| command(draft, id)) {
                event.prevent_default();
                open.perform(Some(staying(change, id, FocusField::Title, Some(0))));
            }
        }
        _ => {}
    }
}

/// Whether an arrow leaves a title: from a title of one line always, from a longer one at its ends.
fn leaves(event: &KeyboardEvent, down: bool) -> bool {
    let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) else { return true };
    let style = dom::window().get_computed_style(&field).ok().flatten();
    let line = style.and_then(|style| style.get_property_value("line-height").ok()?.trim_end_matches("px").parse::<f64>().ok());
    let is_one_line = f64::from(field.client_height()) < 2.0 * line.unwrap_or(24.0);
    let end = if down { u32::try_from(field.value().encode_utf16().count()).unwrap_or(u32::MAX) } else { 0 };
    is_one_line || field.selection_start().ok().flatten() == Some(end)
}

/// In a length.
pub fn length(open: Open, id: &ItemId, event: &KeyboardEvent) {
    if event.is_composing() || shift(open, id, FocusField::Duration, None, event) || recording::key(open, id, event) {
        return;
    }
    match event.key().as_str() {
        key @ ("ArrowUp" | "ArrowDown") if plain(event) => {
            event.prevent_default();
            neighbour(open, id, key == "ArrowDown", FocusField::Duration);
        }
        // The next length, and behind the last one the next item.
        "Enter" if plain(event) => {
            event.prevent_default();
            if neighbour(open, id, true, FocusField::Duration).is_none() {
                enter(open, id, usize::MAX);
            }
        }
        "Escape" => open.focus(&Focus { item: id.clone(), field: FocusField::Row, caret: None }),
        _ => {}
    }
}

/// Opens the details of an item, with the focus in its description.
fn describe(open: Open, id: &ItemId) {
    open.about.set(Some(id.clone()));
    focus_later(details::first_id(id), None);
}

/// While the row has the focus.
pub fn row(open: Open, id: &ItemId, event: &KeyboardEvent) {
    if event.is_composing() || shift(open, id, FocusField::Row, None, event) || recording::key(open, id, event) {
        return;
    }
    let key = event.key();
    let go = |item: Option<ItemId>| {
        if let Some(item) = item {
            open.focus(&Focus { item, field: FocusField::Row, caret: None });
        }
    };
    if command(event) {
        if is_letter(event, 'A') {
            choose::all(open);
        } else if is_letter(event, 'C') {
            clip::copy(open, &open.targets(id));
        } else if is_letter(event, 'X') {
            clip::cut(open, id);
        } else {
            return;
        }
        event.prevent_default();
        return;
    }
    match key.as_str() {
        "ArrowUp" | "ArrowDown" if event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.meta_key() => {
            if choose::is_none(open) {
                choose::extend(open, id);
            }
            if let Some(to) = neighbour(open, id, key == "ArrowDown", FocusField::Row) {
                choose::extend(open, &to);
            }
        }
        _ if !plain(event) => return,
        "ArrowUp" | "ArrowDown" => drop(neighbour(open, id, key == "ArrowDown", FocusField::Row)),
        "Home" => go(open.visible().into_iter().next()),
        "End" => go(open.visible().into_iter().next_back()),
        "ArrowLeft" => go(open.editor.with_untracked(|editor| editor.draft().place(id)?.parent)),
        "ArrowRight" => {
            go(open.editor.with_untracked(|editor| editor.draft().children(Some(id)).first().map(|child| child.id.clone())));
        }
        "Enter" | "F2" => open.focus(&Focus { item: id.clone(), field: FocusField::Title, caret: Some(usize::MAX) }),
        "Escape" if drag::is_on(open) => drag::cancel(open),
        "Escape" if !choose::is_none(open) => choose::clear(open),
        "Escape" => branch::leave(open),
        "Delete" | "Backspace" => choose::delete(open, id),
        // "G, then a letter" goes to a page.
        _ if open.after_g.try_update_value(std::mem::take) == Some(true) || !settings::letter_keys() => return,
        _ if is_letter(event, 'G') => {
            open.after_g.set_value(true);
            return;
        }
        _ if is_letter(event, 'T') => open.focus(&Focus { item: id.clone(), field: FocusField::Duration, caret: None }),
        _ if is_letter(event, 'N') => describe(open, id),
        _ if is_letter(event, 'P') => {
            open.about.set(Some(id.clone()));
            focus_later(details::presenters_id(id), None);
        }
        _ if is_letter(event, 'M') => open.moving.set(open.targets(id)),
        _ => return,
    }
    event.prevent_default();
    // A letter that was a command here is none for the page.
    event.stop_propagation();
}

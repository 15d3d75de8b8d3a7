//! The agenda: one row an item, nested, with the keys of its fields.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{Open, details, duration_id, is_mac, title_id};
use crate::{
    domain::{
        draft::{Change, Draft, Focus, FocusField, commands, duration::Stated, fit, paste},
        model::ItemId,
    },
    message::Desk,
    ui::{
        desk::parts::{Entry, focus_later, menu},
        text::{t, tv},
    },
};

/// The children of an item, or the agenda.
pub fn items(open: Open, parent: Option<ItemId>) -> AnyView {
    let ids = open.get(move |draft| draft.children(parent.as_ref()).iter().map(|item| item.id.clone()).collect::<Vec<_>>());
    For(ForProps::builder().each(move || ids.get()).key(Clone::clone).children(move |id: ItemId| row(open, &Arc::new(id))).build())
        .into_any()
}

/// One item with all below it.
fn row(open: Open, id: &Arc<ItemId>) -> AnyView {
    let of = id.clone();
    let name = open.get(move |draft| draft.item(&of).and_then(|item| item.name.clone()).unwrap_or_default());
    let of = id.clone();
    let has_children = open.get(move |draft| draft.item(&of).is_some_and(|item| !item.agenda_item.is_empty()));
    let of = id.clone();
    let start = Memo::new(move |_| open.starts.with(|starts| starts.get(&*of).cloned()));
    let of = id.clone();
    // What stood in a title before stays: only what was typed since it has the focus is looked at when the focus leaves.
    let is_typed = StoredValue::new(false);
    let type_name = move |event: web_sys::Event| {
        is_typed.set_value(true);
        open.perform(Some(Change::typing(Some(&of), [("name", commands::text(event_target_value(&event)))])));
    };
    let of = id.clone();
    let keys = move |event: web_sys::KeyboardEvent| title_key(open, &of, &event);
    let of = id.clone();
    let paste = move |event: web_sys::Event| paste(open, &of, &event);
    let of = id.clone();
    let children = move || has_children.get().then(|| html::ol().class("desk-items").role("list").child(items(open, Some((*of).clone()))));
    let clock =
        move || start.get().map(|time| html::span().class("desk-start").title(tv(Desk::StartsAt, &[("time", &time)])).child(time.clone()));
    let of = id.clone();
    let leave = move |_| {
        if is_typed.try_update_value(std::mem::take) == Some(true) {
            open.perform(open.ask(|draft| paste::recognise(draft, &of)));
        }
    };
    let of = id.clone();
    let about = move || (open.about.read().as_ref() == Some(&*of)).then(|| details::view(open, &of));
    html::li()
        .class("desk-item")
        .child((
            html::div().class("desk-line").child((
                html::span().class("desk-clock").child(clock),
                html::input()
                    .id(title_id(id))
                    .class("desk-item-title")
                    .r#type("text")
                    .attr("autocomplete", "off")
                    .aria_label(t(Desk::ItemTitle))
                    .placeholder(t(Desk::ItemTitle))
                    .prop("value", move || name.get())
                    .on(ev::input, type_name)
                    .on(ev::keydown, keys)
                    .on(ev::Custom::new("paste"), paste)
                    .on(ev::blur, leave),
                length_field(open, id),
                item_menu(open, id),
            )),
            about,
            children,
        ))
        .into_any()
}

fn length_field(open: Open, id: &Arc<ItemId>) -> AnyView {
    let of = id.clone();
    let stated = open.get(move |draft| draft.item(&of).map(Stated::of).unwrap_or_default());
    // The text as typed, for as long as it is a mistake or means what is kept.
    let typed = RwSignal::new(open.mistakes.with_untracked(|mistakes| mistakes.get(&duration_id(id)).cloned()));
    let shown = move || {
        let stated = stated.get();
        match typed.get() {
            Some(text) if Stated::parse(&text).is_none_or(|parsed| parsed == stated) => text,
            _ => stated.to_string(),
        }
    };
    let wrong = Memo::new(move |_| typed.with(|typed| typed.as_deref().is_some_and(|text| Stated::parse(text).is_none())));
    let of = id.clone();
    let set = move |text: String| {
        let parsed = Stated::parse(&text);
        open.mistake(&duration_id(&of), parsed.is_none().then_some(&text));
        if let Some(parsed) = parsed {
            open.perform(Some(Change::typing(Some(&of), parsed.fields())));
        }
        typed.set(Some(text));
    };
    let error = format!("error-{id}");
    let described = error.clone();
    let of = id.clone();
    let keys = move |event: web_sys::KeyboardEvent| {
        if !move_key(open, &of, None, &event) && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") && plain(&event) {
            event.prevent_default();
            neighbour(open, &of, event.key() == "ArrowDown", FocusField::Duration);
        }
    };
    html::span()
        .class("desk-length")
        .child((
            html::input()
                .id(duration_id(id))
                .class("desk-item-length")
                .r#type("text")
                .attr("autocomplete", "off")
                .attr("size", "8")
                .aria_label(t(Desk::Duration))
                .placeholder(t(Desk::Duration))
                .attr("aria-invalid", move || wrong.get().then_some("true"))
                .attr("aria-describedby", move || wrong.get().then(|| described.clone()))
                .prop("value", shown)
                .on(ev::input, move |event| set(event_target_value(&event)))
                .on(ev::keydown, keys),
            move || wrong.get().then(|| html::span().class("desk-error").id(error.clone()).child(t(Desk::DurationWrong))),
        ))
        .into_any()
}

type Command = fn(&Draft, &ItemId) -> Option<Change>;

fn item_menu(open: Open, id: &Arc<ItemId>) -> AnyView {
    const COMMANDS: [(Desk, &str, Command); 8] = [
        (Desk::MoveUp, "Alt Shift ↑", commands::move_up),
        (Desk::MoveDown, "Alt Shift ↓", commands::move_down),
        (Desk::Indent, "Alt Shift →", commands::indent),
        (Desk::Outdent, "Alt Shift ←", commands::outdent),
        (Desk::AddItemBelow, "", commands::add_item_below),
        (Desk::AddChildItem, "", commands::add_child),
        (Desk::GiveTheRest, "", fit::give_the_rest),
        (Desk::DeleteItem, "", commands::delete_item),
    ];
    let of = id.clone();
    let entries = move || {
        let entry = |(label, keys, command): (Desk, &'static str, Command)| {
            let id = of.clone();
            let enabled = open.ask(|draft| command(draft, &id)).is_some();
            Entry { label, enabled, keys, run: Box::new(move || open.perform(open.ask(|draft| command(draft, &id)))) }
        };
        let mut entries: Vec<Entry> = COMMANDS.into_iter().map(entry).collect();
        let id = of.clone();
        let several = open.editor.with_untracked(|editor| editor.draft().reading_order().len() > 1);
        entries.insert(
            4,
            Entry { label: Desk::MoveTo, enabled: several, keys: "", run: Box::new(move || open.moving.set(Some((*id).clone()))) },
        );
        let id = of.clone();
        let toggle = move || {
            let shown = open.about.with_untracked(|about| about.as_ref() == Some(&*id));
            open.about.set((!shown).then(|| (*id).clone()));
            if !shown {
                focus_later(details::first_id(&id), None);
            }
        };
        entries.push(Entry { label: Desk::Details, enabled: true, keys: "", run: Box::new(toggle) });
        entries
    };
    menu(format!("menu-{id}"), "button quiet", Desk::ItemActions, None, entries)
}

fn plain(event: &web_sys::KeyboardEvent) -> bool {
    !event.ctrl_key() && !event.alt_key() && !event.meta_key() && !event.shift_key()
}

/// Focuses the item before or after, in reading order.
fn neighbour(open: Open, id: &ItemId, down: bool, field: FocusField) {
    let to = open.editor.with_untracked(|editor| {
        let order = editor.draft().reading_order();
        let at = order.iter().position(|(item, _)| item.id == *id)?;
        let to = if down { at + 1 } else { at.checked_sub(1)? };
        order.get(to).map(|(item, _)| item.id.clone())
    });
    if let Some(item) = to {
        open.focus(&Focus { item, field, caret: None });
    }
}

/// The keys that move an item; whether it was one.
fn move_key(open: Open, id: &ItemId, caret: Option<usize>, event: &web_sys::KeyboardEvent) -> bool {
    let key = event.key();
    let (ctrl, alt, shift, meta) = (event.ctrl_key(), event.alt_key(), event.shift_key(), event.meta_key());
    let command: Command = match key.as_str() {
        "ArrowUp" if alt && shift && !ctrl && !meta => commands::move_up,
        "ArrowDown" if alt && shift && !ctrl && !meta => commands::move_down,
        "ArrowRight" if alt && shift && !ctrl && !meta => commands::indent,
        "ArrowLeft" if alt && shift && !ctrl && !meta => commands::outdent,
        _ if is_mac() || !ctrl || alt || meta => return false,
        "ArrowUp" if shift => commands::move_up,
        "ArrowDown" if shift => commands::move_down,
        "]" => commands::indent,
        "[" => commands::outdent,
        _ if !shift && event.code() == "BracketRight" => commands::indent,
        _ if !shift && event.code() == "BracketLeft" => commands::outdent,
        _ => return false,
    };
    event.prevent_default();
    let change = open.ask(|draft| command(draft, id)).map(|change| keep_caret(change, caret));
    open.perform(change);
    true
}

/// A move leaves the caret where it was.
fn keep_caret(mut change: Change, caret: Option<usize>) -> Change {
    if let Some(focus) = &mut change.focus {
        match caret {
            Some(_) => focus.caret = caret,
            None => focus.field = FocusField::Duration,
        }
    }
    change
}

/// Characters before the caret, and whether something is selected.
fn caret(input: &HtmlInputElement) -> (usize, bool) {
    let start = input.selection_start().ok().flatten().unwrap_or(0);
    let end = input.selection_end().ok().flatten().unwrap_or(start);
    let mut units = usize::try_from(start).unwrap_or(0);
    let before = input
        .value()
        .chars()
        .take_while(|c| {
            units >= c.len_utf16() && {
                units -= c.len_utf16();
                true
            }
        })
        .count();
    (before, start != end)
}

fn title_key(open: Open, id: &ItemId, event: &web_sys::KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
    let (at, selected) = caret(&input);
    if move_key(open, id, Some(at), event) {
        return;
    }
    match event.key().as_str() {
        "Enter" if plain(event) => {
            event.prevent_default();
            if !selected {
                open.perform(open.ask(|draft| commands::enter(draft, id, at)));
            }
        }
        "Backspace" if plain(event) && at == 0 && !selected => {
            event.prevent_default();
            open.perform(open.ask(|draft| commands::backspace(draft, id)));
        }
        key @ ("ArrowUp" | "ArrowDown") if plain(event) => {
            event.prevent_default();
            neighbour(open, id, key == "ArrowDown", FocusField::Title);
        }
        "Tab" if at == 0 && !selected && !event.ctrl_key() && !event.alt_key() && !event.meta_key() => {
            let command = if event.shift_key() { commands::outdent } else { commands::indent };
            if let Some(change) = open.ask(|draft| command(draft, id)) {
                event.prevent_default();
                open.perform(Some(keep_caret(change, Some(0))));
            }
        }
        _ => {}
    }
}

/// Several lines become several items.
fn paste(open: Open, id: &ItemId, event: &web_sys::Event) {
    let text = || {
        let data = js_sys::Reflect::get(event, &"clipboardData".into()).ok()?.dyn_into::<web_sys::DataTransfer>().ok()?;
        data.get_data("text/plain").ok()
    };
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
    let ((at, selected), Some(text)) = (caret(&input), text()) else { return };
    if selected {
        return;
    }
    if let Some(change) = open.ask(|draft| paste::lines_into(draft, id, at, &text)) {
        event.prevent_default();
        open.perform(Some(change));
    }
}

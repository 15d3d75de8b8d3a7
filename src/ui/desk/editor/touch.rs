//! The bar at the foot of a small screen, above the keyboard: what the keys do that a phone has not.

use leptos::{ev, html, prelude::*};

use super::{Many, Open, duration_id, focused, item_of, keys, title_id};
use crate::{
    domain::{
        draft::{FocusField, commands},
        model::ItemId,
    },
    message::Desk,
    platform::{dom, viewport},
    ui::{desk::parts::focus_later, text::t},
};

const STEPS: [(&str, Desk, Many); 4] = [
    ("↑", Desk::MoveUp, commands::move_items_up),
    ("↓", Desk::MoveDown, commands::move_items_down),
    ("⇤", Desk::Outdent, commands::outdent_items),
    ("⇥", Desk::Indent, commands::indent_items),
];

/// The item that is written in: that of the title or the length that has the focus.
fn written_in() -> Option<(ItemId, FocusField)> {
    let active = focused();
    let field = if active.starts_with("title-") {
        FocusField::Title
    } else if active.starts_with("duration-") {
        FocusField::Duration
    } else {
        return None;
    };
    Some((item_of(&active)?, field))
}

/// The bar, there while an item is written in and none is chosen; a wide screen with a fine pointer does not show it. Its buttons are no
/// stops of the Tab key, which would leave the field: who has a Tab key has the others.
pub fn bar(open: Open) -> AnyView {
    let at = RwSignal::new(None::<ItemId>);
    // Where the focus goes from one field to another, the bar stays.
    let look = move || drop(at.try_set(written_in().map(|(item, _)| item)));
    let into = window_event_listener(ev::focusin, move |_| look());
    let out = window_event_listener(ev::focusout, move |_| dom::next_frame(look));
    let lift = RwSignal::new(0.0);
    // Kept as long as the editor is open.
    let _ = StoredValue::new_local(viewport::on_covered(move |pixels| lift.set(pixels)));
    on_cleanup(move || {
        into.remove();
        out.remove();
    });
    let is_shown = Memo::new(move |_| at.with(Option::is_some) && open.writes.get() && open.chosen.with(|chosen| chosen.is_empty()));
    let step = move |(sign, label, command): (&'static str, Desk, Many)| {
        let can = Memo::new(move |_| {
            let item = at.get();
            item.is_some_and(|item| open.editor.with(|editor| command(editor.draft(), &[item]).is_some()))
        });
        let run = move || {
            if let Some((item, field)) = written_in() {
                keys::step(open, command, &item, field, keys::caret());
            }
        };
        html::button()
            .class("button quiet")
            .r#type("button")
            .tabindex("-1")
            .attr("aria-disabled", move || (!can.get()).then_some("true"))
            .aria_label(t(label))
            .on(ev::click, move |_| run())
            .child(html::span().attr("aria-hidden", "true").child(sign))
    };
    let other_field = move || match written_in() {
        Some((item, FocusField::Duration)) => focus_later(title_id(&item), Some(u32::MAX)),
        Some((item, _)) => focus_later(duration_id(&item), None),
        None => {}
    };
    let below = move || {
        if let Some((item, _)) = written_in() {
            open.perform(open.ask(|draft| commands::add_item_below(draft, &item)));
        }
    };
    let quiet = |label: Desk, sign: &'static str| {
        let sign = html::span().attr("aria-hidden", "true").child(sign);
        html::button().class("button quiet").r#type("button").tabindex("-1").aria_label(t(label)).child(sign)
    };
    let content = move || {
        is_shown.get().then(|| {
            html::div()
                .class("desk-touch")
                .role("toolbar")
                .aria_label(t(Desk::TouchBar))
                .style(("inset-block-end", move || format!("{}px", lift.get())))
                // The field keeps the focus, and with it the keyboard on the screen.
                .on(ev::pointerdown, |event| event.prevent_default())
                .on(ev::mousedown, |event| event.prevent_default())
                .child((
                    STEPS.map(step).into_iter().collect::<Vec<_>>(),
                    quiet(Desk::AddItemBelow, "+").on(ev::click, move |_| below()),
                    quiet(Desk::TitleOrLength, "⏱").on(ev::click, move |_| other_field()),
                ))
        })
    };
    html::div().class("desk-touch-place").child(content).into_any()
}

//! Dragging items by their handle, with the mouse or a finger: a line shows where they would stand, and on which level.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PointerEvent};

use super::{Open, row_id};
use crate::{
    domain::{
        draft::{Focus, FocusField, Place, commands},
        model::ItemId,
    },
    platform::dom,
};

/// So far the pointer goes before it is a drag, pixels.
const START: f64 = 6.0;
/// So far it goes sideways for a level, pixels.
const LEVEL: f64 = 24.0;
/// So near the edge of the window the page scrolls by itself, pixels.
const EDGE: f64 = 64.0;
const LINE: &str = "desk-drop";
/// What the rows stand in.
pub const OUTLINE: &str = "desk-outline";

/// A row as it stands when the drag begins; pixels from the top of the page, and from the side where lines begin.
struct Row {
    id: ItemId,
    top: f64,
    bottom: f64,
    inset: f64,
}

/// A drag that may have begun.
pub struct Drag {
    ids: Vec<ItemId>,
    held: ItemId,
    /// Where it began, and on which level.
    from: (f64, f64),
    level: usize,
    /// Where the pointer is in the window.
    at: (f64, f64),
    /// Whether lines run to the left.
    is_leftward: bool,
    /// The rows, from when it is a drag.
    rows: Vec<Row>,
    place: Option<Place>,
}

/// Whether something is being dragged.
pub fn is_on(open: Open) -> bool {
    open.drag.with_value(|drag| drag.as_ref().is_some_and(|drag| !drag.rows.is_empty()))
}

/// Whether the click that comes is the end of a drag; asked once.
pub fn take_dragged(open: Open) -> bool {
    open.dragged.try_update_value(std::mem::take) == Some(true)
}

/// The pointer goes down on the handle of an item.
pub fn begin(open: Open, id: &ItemId, event: &PointerEvent) {
    open.dragged.set_value(false);
    // What is shown alone has no other place here.
    let alone = open.branch.with_untracked(|branch| branch.as_ref() == Some(id));
    if event.button() != 0 || !event.is_primary() || alone {
        return;
    }
    let level = open.editor.with_untracked(|editor| editor.draft().level(id).unwrap_or(1));
    if let Some(grip) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        let _ = grip.set_pointer_capture(event.pointer_id());
    }
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    open.drag.set_value(Some(Drag {
        ids: open.targets(id),
        held: id.clone(),
        from: at,
        level,
        at,
        is_leftward: is_leftward(),
        rows: Vec::new(),
        place: None,
    }));
}

/// The pointer moves.
pub fn moved(open: Open, event: &PointerEvent) {
    let at = (f64::from(event.client_x()), f64::from(event.client_y()));
    let mut begins = false;
    open.drag.update_value(|drag| {
        let Some(drag) = drag else { return };
        drag.at = at;
        begins = drag.rows.is_empty() && (at.0 - drag.from.0).hypot(at.1 - drag.from.1) > START;
    });
    if begins {
        let rows = measure(open);
        let held = open.drag.try_update_value(|drag| {
            let drag = drag.as_mut()?;
            drag.rows = rows;
            Some(drag.held.clone())
        });
        // Escape goes to what has the focus; not every browser gives it to a button that is pressed.
        if let Some(grip) = held.flatten().and_then(|held| dom::by_id(&row_id(&held))) {
            dom::focus_in_place(&grip);
        }
        scroll(open);
    }
    if is_on(open) {
        update(open);
    }
}

/// The pointer goes up: what is dragged goes where the line is.
pub fn end(open: Open) {
    let was_on = is_on(open);
    let Some(drag) = take(open).filter(|_| was_on) else { return };
    open.dragged.set_value(true);
    let Some(place) = drag.place else { return };
    let change = open.ask(|draft| commands::move_items(draft, &drag.ids, &place));
    open.perform(change.map(|mut change| {
        change.focus = Some(Focus { item: drag.held, field: FocusField::Row, caret: None });
        change
    }));
}

/// Nothing is moved.
pub fn cancel(open: Open) {
    if is_on(open) {
        open.dragged.set_value(true);
    }
    take(open);
}

fn take(open: Open) -> Option<Drag> {
    show(None);
    open.drag.try_update_value(Option::take).flatten()
}

fn scrolled() -> f64 {
    dom::window().scroll_y().unwrap_or(0.0)
}

fn is_leftward() -> bool {
    let style = dom::by_id(OUTLINE).and_then(|outline| dom::window().get_computed_style(&outline).ok().flatten());
    style.and_then(|style| style.get_property_value("direction").ok()).is_some_and(|direction| direction == "rtl")
}

fn measure(open: Open) -> Vec<Row> {
    let (scrolled, is_leftward) = (scrolled(), is_leftward());
    let row = |id: ItemId| {
        let frame = dom::by_id(OUTLINE)?.get_bounding_client_rect();
        let rect = dom::by_id(&row_id(&id))?.parent_element()?.get_bounding_client_rect();
        let inset = if is_leftward { frame.right() - rect.right() } else { rect.left() - frame.left() };
        Some(Row { id, top: rect.top() + scrolled, bottom: rect.bottom() + scrolled, inset })
    };
    open.visible().into_iter().filter_map(row).collect()
}

/// Finds the place that is meant and shows it.
fn update(open: Open) {
    open.drag.update_value(|drag| {
        let Some(drag) = drag else { return };
        let y = drag.at.1 + scrolled();
        let alone = open.branch.with_untracked(Option::is_some);
        // Nothing stands above or beside an item that is shown alone.
        let above = drag.rows.iter().rposition(|row| f64::midpoint(row.top, row.bottom) < y).or(alone.then_some(0));
        let inwards = if drag.is_leftward { drag.from.0 - drag.at.0 } else { drag.at.0 - drag.from.0 };
        let sideways = (inwards / LEVEL).round();
        #[expect(clippy::cast_possible_truncation, reason = "a screen is not that wide")]
        let level = usize::try_from((i64::try_from(drag.level).unwrap_or(1) + sideways as i64).max(1)).unwrap_or(1);
        let below = above.map(|at| &drag.rows[at].id);
        let found = open.editor.with_untracked(|editor| {
            let draft = editor.draft();
            let levels: Vec<(&ItemId, usize)> = draft.reading_order().into_iter().map(|(item, level)| (&item.id, level)).collect();
            let level_of = |id: &ItemId| levels.iter().find(|(other, _)| *other == id).map_or(1, |(_, level)| *level);
            let least = if alone { level_of(&drag.rows.first()?.id) + 1 } else { 1 };
            let (place, level) = commands::drop_at(draft, &drag.ids, below, level.max(least))?;
            // As far in as a row of that level, else a step further than the one above.
            let like = drag.rows.iter().find(|row| level_of(&row.id) == level).map(|row| row.inset);
            let inset = like.or_else(|| Some(drag.rows[above?].inset + LEVEL));
            Some((place, inset))
        });
        let top = above.map_or_else(|| drag.rows.first().map(|row| row.top), |at| Some(drag.rows[at].bottom));
        let place = found.map(|(place, inset)| {
            show(inset.zip(top));
            place
        });
        if place.is_none() {
            show(None);
        }
        drag.place = place;
    });
}

/// Puts the line to a place of the page, or takes it away.
fn show(at: Option<(f64, f64)>) {
    let (Some(line), Some(outline)) = (dom::by_id(LINE), dom::by_id(OUTLINE)) else { return };
    let _ = match at {
        Some((inset, top)) => {
            let frame = outline.get_bounding_client_rect();
            let style = line.style();
            let _ = style.set_property("inset-inline-start", &format!("{inset}px"));
            let _ = style.set_property("top", &format!("{}px", top - scrolled() - frame.top()));
            line.remove_attribute("hidden")
        }
        None => line.set_attribute("hidden", ""),
    };
}

/// Scrolls for as long as the pointer is near an edge while something is dragged.
fn scroll(open: Open) {
    dom::next_frame(move || {
        if !is_on(open) {
            return;
        }
        let y = open.drag.with_value(|drag| drag.as_ref().map_or(0.0, |drag| drag.at.1));
        let height = dom::window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
        let by = (if y < EDGE { y - EDGE } else { (y - height + EDGE).max(0.0) }) / 4.0;
        if by != 0.0 {
            dom::window().scroll_by_with_x_and_y(0.0, by);
            update(open);
        }
        scroll(open);
    });
}

/// The line.
pub fn line() -> AnyView {
    html::div().id(LINE).class("desk-drop").attr("hidden", "").attr("aria-hidden", "true").into_any()
}

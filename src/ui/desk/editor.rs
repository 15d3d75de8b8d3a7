//! One draft in the editor.

use std::{collections::HashMap, sync::Arc};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{
    button, clock, frame,
    parts::{Entry, field, focus_later, menu, select},
    state::{self, State},
};
use crate::{
    domain::{
        draft::{
            Change, Draft, Editor, Focus, FocusField, ItemField, Label, MeetingField, commands,
            duration::{self, Stated},
            planned::{planned, timing_of},
        },
        model::{ItemId, KnownOption, Lenient, write},
        time::{CivilDate, Instant, Moment},
    },
    message::Desk,
    platform::dom,
    ui::text::{t, tv},
};

const TITLE: &str = "desk-title";

/// The editor of the page; small enough to hand to every handler.
#[derive(Clone, Copy)]
struct Open {
    state: State,
    editor: RwSignal<Editor>,
    /// Why the last change is not saved.
    failed: RwSignal<Option<String>>,
    /// What was last done, for those who do not see it.
    said: RwSignal<String>,
    /// When each item begins.
    starts: Memo<HashMap<ItemId, String>>,
}

fn title_id(item: &ItemId) -> String {
    format!("title-{item}")
}

fn duration_id(item: &ItemId) -> String {
    format!("duration-{item}")
}

/// A text field: nothing where it is empty.
fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl Open {
    /// A fact of the draft, followed.
    fn get<T: PartialEq + Send + Sync + 'static>(self, read: impl Fn(&Draft) -> T + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |_| self.editor.with(|editor| read(editor.draft())))
    }

    /// What a command would do.
    fn ask(self, command: impl FnOnce(&Draft) -> Option<Change>) -> Option<Change> {
        self.editor.with_untracked(|editor| command(editor.draft()))
    }

    /// Makes a change and keeps the draft.
    fn perform(self, change: Option<Change>) {
        let Some(change) = change else { return };
        let (label, focus) = (change.label, change.focus.clone());
        let mut made = false;
        self.editor.update(|editor| made = editor.perform(change, state::now()));
        if made {
            self.keep();
            self.tell(label, focus.as_ref());
            if let Some(focus) = focus {
                self.focus(&focus);
            }
        }
    }

    fn turn(self, back: bool) {
        let mut told = None;
        self.editor.update(|editor| told = if back { editor.undo(state::now()) } else { editor.redo(state::now()) });
        let Some((label, item)) = told else { return };
        self.keep();
        let what = t(match label {
            Label::Typing => Desk::WhatTyping,
            Label::Add => Desk::WhatAdd,
            Label::Delete => Desk::WhatDelete,
            Label::MoveUp | Label::MoveDown | Label::Indent | Label::Outdent => Desk::WhatMove,
            Label::Split => Desk::WhatSplit,
            Label::Join => Desk::WhatJoin,
        });
        self.said.set(tv(if back { Desk::SaidUndone } else { Desk::SaidRedone }, &[("what", what)]));
        // The caret must not fall out of the editor with the item that it was in, nor with a button that has no more to do.
        let active = dom::document().active_element().map(|element| element.id()).unwrap_or_default();
        let (can_undo, can_redo) = self.editor.with_untracked(|editor| (editor.can_undo(), editor.can_redo()));
        match active.as_str() {
            "desk-undo" if !can_undo => focus_later("desk-redo".into(), None),
            "desk-redo" if !can_redo => focus_later("desk-undo".into(), None),
            "desk-undo" | "desk-redo" => {}
            _ => {
                let item = item.filter(|item| self.editor.with_untracked(|editor| editor.draft().item(item).is_some()));
                let lost = active.starts_with("title-") || active.starts_with("duration-");
                match item {
                    Some(item) if label != Label::Typing => focus_later(title_id(&item), None),
                    None if lost => {
                        let first =
                            self.editor.with_untracked(|editor| editor.draft().meeting.agenda_item.first().map(|item| title_id(&item.id)));
                        let id = if self.has_title(&active) { active } else { first.unwrap_or_else(|| TITLE.to_owned()) };
                        focus_later(id, None);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether a field with this id belongs to an item that is there.
    fn has_title(self, id: &str) -> bool {
        let item = id.strip_prefix("title-").or_else(|| id.strip_prefix("duration-")).unwrap_or_default();
        self.editor.with_untracked(|editor| editor.draft().item(&item.into()).is_some())
    }

    fn keep(self) {
        let kept = self.state.keep(self.editor.with_untracked(|editor| editor.draft().clone()));
        if self.failed.get_untracked() != kept.clone().err() {
            self.failed.set(kept.err());
        }
    }

    fn focus(self, focus: &Focus) {
        let id = match focus.field {
            FocusField::Title => title_id(&focus.item),
            FocusField::Duration => duration_id(&focus.item),
        };
        // The browser counts UTF-16 units.
        let units = focus.caret.and_then(|caret| {
            let units = self.editor.with_untracked(|editor| {
                let name = editor.draft().item(&focus.item).and_then(|item| item.name.clone()).unwrap_or_default();
                name.chars().take(caret).map(char::len_utf16).sum::<usize>()
            });
            u32::try_from(units).ok()
        });
        focus_later(id, units);
    }

    /// Says what happened to an item.
    fn tell(self, label: Label, focus: Option<&Focus>) {
        let text = match label {
            Label::Typing => return,
            Label::Add => t(Desk::SaidAdded).to_owned(),
            Label::Delete => t(Desk::SaidDeleted).to_owned(),
            Label::Split => t(Desk::SaidSplit).to_owned(),
            Label::Join => t(Desk::SaidJoined).to_owned(),
            Label::MoveUp | Label::MoveDown | Label::Indent | Label::Outdent => {
                let Some(id) = focus.map(|focus| &focus.item) else { return };
                self.editor.with_untracked(|editor| {
                    let draft = editor.draft();
                    let order = draft.reading_order();
                    let found = order.iter().find(|(item, _)| item.id == *id);
                    let Some(((item, level), place)) = found.zip(draft.place(id)) else { return String::new() };
                    let title = item.name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| t(Desk::ItemTitle).to_owned());
                    let count = draft.children(place.parent.as_ref()).len();
                    let values = [
                        ("title", title),
                        ("place", (place.index + 1).to_string()),
                        ("count", count.to_string()),
                        ("level", level.to_string()),
                    ];
                    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    tv(Desk::SaidMoved, &values)
                })
            }
        };
        self.said.set(text);
    }
}

/// The page.
pub fn page(state: State, id: &str) -> AnyView {
    let Some(draft) = state.draft(id).filter(|draft| draft.deleted.is_none()) else {
        let help = (
            html::p().class("desk-text").child(t(Desk::MissingDraftHelp)),
            html::a().class("desk-link").href("#/drafts").child(t(Desk::AllDrafts)),
        );
        return frame(state, "desk-page", help);
    };
    if draft.title().is_empty() && draft.changed.0 + 2 >= state::now().0 {
        // A new one begins with its title.
        focus_later(TITLE.to_owned(), None);
        // The app's frame focuses the heading of every page that opens.
        dom::next_frame(|| {
            dom::next_frame(|| {
                if dom::document().active_element().is_some_and(|element| element.tag_name() == "H1") {
                    focus_later(TITLE.to_owned(), None);
                }
            });
        });
    }
    let editor = RwSignal::new(Editor::new(draft));
    let starts = Memo::new(move |_| editor.with(|editor| start_texts(editor.draft())));
    let open = Open { state, editor, failed: RwSignal::new(None), said: RwSignal::default(), starts };
    let content = html::div().class("desk-editor").on(ev::keydown, move |event| everywhere(open, &event)).child((
        html::p().class("desk-back").child(html::a().class("desk-link").href("#/drafts").child(t(Desk::AllDrafts))),
        toolbar(open),
        fields(open),
        html::h2().class("desk-heading").id("desk-agenda").child(t(Desk::Agenda)),
        html::ol().class("desk-items").role("list").attr("aria-labelledby", "desk-agenda").child(items(open, None)),
        html::p().class("desk-row").child(button("button", Desk::AddItem, move || open.perform(open.ask(commands::add_item)))),
        html::div().class("visually-hidden").attr("aria-live", "polite").child(move || open.said.get()),
    ));
    frame(state, "desk-page", content)
}

/// Undo and redo, from any field.
fn everywhere(open: Open, event: &web_sys::KeyboardEvent) {
    let mac = is_mac();
    let command = if mac { event.meta_key() } else { event.ctrl_key() };
    if !command || event.alt_key() || event.is_composing() {
        return;
    }
    let letter = |name: &str, code: &str| event.key().eq_ignore_ascii_case(name) || (!event.key().is_ascii() && event.code() == code);
    if letter("z", "KeyZ") {
        event.prevent_default();
        open.turn(!event.shift_key());
    } else if letter("y", "KeyY") && !event.shift_key() && !mac {
        event.prevent_default();
        open.turn(false);
    }
}

fn is_mac() -> bool {
    dom::window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

fn toolbar(open: Open) -> AnyView {
    let can_undo = Memo::new(move |_| open.editor.with(Editor::can_undo));
    let can_redo = Memo::new(move |_| open.editor.with(Editor::can_redo));
    let save_state = move || match open.failed.get() {
        None => t(Desk::Saved).to_owned(),
        Some(why) => tv(Desk::NotSaved, &[("why", &why)]),
    };
    let sentence = open.get(|draft| {
        let planned = planned(draft);
        let (key, values) = Desk::planned(&planned);
        tv(key, &values)
    });
    let export = move || {
        let run = move || {
            let (name, text) =
                open.editor.with_untracked(|editor| (editor.draft().meeting.id.to_string(), write::pretty(&editor.draft().envelope())));
            dom::download(&format!("{}.json", name.replace('/', "-")), "application/json", &text);
        };
        vec![Entry { label: Desk::Json, enabled: true, run: Box::new(run) }]
    };
    let step = move |id: &'static str, label: Desk, can: Memo<bool>, back: bool| {
        html::button()
            .class("button")
            .id(id)
            .r#type("button")
            .prop("disabled", move || !can.get())
            .on(ev::click, move |_| open.turn(back))
            .child(t(label))
    };
    html::div()
        .class("desk-toolbar")
        .child((
            html::div().class("desk-row").child((
                step("desk-undo", Desk::Undo, can_undo, true),
                step("desk-redo", Desk::Redo, can_redo, false),
                menu("desk-export".into(), "button", Desk::Export, None, export),
            )),
            html::div().class("desk-row").child((
                html::span().class("desk-planned").role("status").aria_label(t(Desk::PlannedTime)).child(move || sentence.get()),
                html::span()
                    .class(move || if open.failed.with(Option::is_some) { "desk-failed" } else { "desk-saved" })
                    .role("status")
                    .aria_label(t(Desk::SaveState))
                    .child(save_state),
            )),
        ))
        .into_any()
}

fn fields(open: Open) -> AnyView {
    let title = open.get(|draft| draft.title().to_owned());
    let description = open.get(|draft| draft.meeting.description.clone().unwrap_or_default());
    let set = move |field: MeetingField| open.perform(Some(Change::field(field)));
    html::div()
        .class("desk-fields")
        .child((
            html::div().class("desk-wide").child(field(
                Desk::MeetingTitle,
                html::input()
                    .id(TITLE)
                    .class("desk-input")
                    .r#type("text")
                    .attr("autocomplete", "off")
                    .prop("value", move || title.get())
                    .on(ev::input, move |event| set(MeetingField::Title(some(event_target_value(&event))))),
            )),
            html::div().class("desk-wide").child(field(
                Desk::Description,
                html::textarea()
                    .class("desk-input")
                    .attr("rows", "2")
                    .prop("value", move || description.get())
                    .on(ev::input, move |event| set(MeetingField::Description(some(event_target_value(&event))))),
            )),
            cycle_and_group(open),
            when(open),
        ))
        .into_any()
}

fn cycle_and_group(open: Open) -> AnyView {
    let cycle = open.get(|draft| draft.meeting.cycle.as_ref().map(ToString::to_string).unwrap_or_default());
    let group = open.get(|draft| draft.meeting.organization.first().map(ToString::to_string).unwrap_or_default());
    let none = || (String::new(), t(Desk::None).to_owned());
    // What the archive knows, what the draft's file says of its own, and what the draft names without more.
    let with_own = |mut options: Vec<(String, String)>, own: Vec<(String, String)>, current: String| {
        for (id, text) in own {
            if options.iter().all(|(other, _)| *other != id) {
                options.push((id, text));
            }
        }
        if options.iter().all(|(other, _)| *other != current) {
            options.push((current.clone(), current));
        }
        options
    };
    let cycles = move || {
        let mut options = vec![none()];
        if let Some(list) = open.state.list.get() {
            options.extend(list.cycle.iter().map(|cycle| (cycle.id.to_string(), cycle.label().to_owned())));
        }
        let own = open.editor.with_untracked(|editor| {
            editor.draft().rest.cycle.iter().map(|cycle| (cycle.id.to_string(), cycle.label().to_owned())).collect()
        });
        let choose = move |id: String| open.perform(Some(Change::field(MeetingField::Cycle(some(id).map(Into::into)))));
        select(Desk::Cycle, with_own(options, own, cycle.get_untracked()), move || cycle.get(), choose)
    };
    let groups = move || {
        let mut options = vec![none()];
        if let Some(list) = open.state.list.get() {
            options.extend(list.organization.iter().map(|body| (body.id.to_string(), body.label().to_owned())));
        }
        let own = open.editor.with_untracked(|editor| {
            editor.draft().rest.organization.iter().map(|body| (body.id.to_string(), body.label().to_owned())).collect()
        });
        let choose = move |id: String| {
            // The first body leads; the others stay.
            let mut bodies = open.editor.with_untracked(|editor| editor.draft().meeting.organization.clone());
            if !bodies.is_empty() {
                bodies.remove(0);
            }
            if let Some(id) = some(id) {
                bodies.retain(|body| body.as_str() != id);
                bodies.insert(0, id.into());
            }
            open.perform(Some(Change::field(MeetingField::Organization(bodies))));
        };
        select(Desk::WorkingGroup, with_own(options, own, group.get_untracked()), move || group.get(), choose)
    };
    (cycles, groups).into_any()
}

/// The zone in which a draft is announced.
fn zone_of(draft: &Draft) -> String {
    draft.meeting.time_zone.clone().unwrap_or_else(|| "UTC".into())
}

/// Date and time of day, as the fields show them.
fn date_and_time(draft: &Draft) -> (String, String) {
    match draft.meeting.start.known() {
        Some(Moment::Instant(at)) => clock::civil(*at, &zone_of(draft)),
        Some(Moment::Day(date)) => (date.to_string(), draft.start_time.clone().unwrap_or_default()),
        _ => (String::new(), draft.start_time.clone().unwrap_or_default()),
    }
}

/// The start that a date and a time of day mean in a zone.
fn start_of(date: &str, time: &str, zone: &str) -> (Option<Lenient<Moment>>, Option<String>) {
    let date = date.parse::<CivilDate>().ok();
    match (date, clock::parse_time(time)) {
        (Some(date), Some(seconds)) => (Some(Lenient::Known(Moment::Instant(clock::instant(date, seconds, zone)))), None),
        (Some(date), None) => (Some(Lenient::Known(Moment::Day(date))), None),
        (None, Some(_)) => (None, some(time.to_owned())),
        (None, None) => (None, None),
    }
}

fn when(open: Open) -> AnyView {
    let zone = open.get(zone_of);
    let civil = open.get(date_and_time);
    let length = open.get(|draft| draft.meeting.duration.known().copied());
    let gap = RwSignal::new(String::new());
    let set = move |date: &str, time: &str| {
        let zone = zone.get_untracked();
        let (start, alone) = start_of(date, time, &zone);
        let used = match start.known() {
            Some(Moment::Instant(at)) => clock::civil(*at, &zone).1,
            _ => time.to_owned(),
        };
        gap.set(if used == time { String::new() } else { tv(Desk::ZoneGap, &[("wanted", time), ("zone", &zone), ("used", &used)]) });
        open.perform(Some(Change::field(MeetingField::Start(start, alone))));
    };
    // While a part of it is being typed, such a field says nothing and must not be written to.
    let partial = |event: &web_sys::Event| {
        let bad = || {
            let target = event.target()?;
            let validity = js_sys::Reflect::get(&target, &"validity".into()).ok()?;
            js_sys::Reflect::get(&validity, &"badInput".into()).ok()?.as_bool()
        };
        bad() == Some(true)
    };
    let mut zones = clock::zones();
    let current = zone.get_untracked();
    if !zones.contains(&current) {
        zones.push(current);
    }
    let zones = zones.into_iter().map(|zone| (zone.clone(), zone)).collect();
    let choose = move |new: String| {
        // The clock time stays, the instant moves.
        let (date, time) = civil.get_untracked();
        let (start, _) = start_of(&date, &time, &new);
        let start = start.or_else(|| open.editor.with_untracked(|editor| editor.draft().meeting.start.clone()));
        open.perform(Some(Change::field(MeetingField::Zone(Some(new), start))));
    };
    let typed = RwSignal::new(None::<String>);
    let shown = move || {
        let canonical = length.get().map(duration::words).unwrap_or_default();
        match typed.get() {
            Some(text) if parse_length(&text).is_none_or(|parsed| parsed == length.get()) => text,
            _ => canonical,
        }
    };
    let wrong = Memo::new(move |_| typed.with(|typed| typed.as_deref().is_some_and(|text| parse_length(text).is_none())));
    let set_length = move |text: String| {
        if let Some(span) = parse_length(&text) {
            open.perform(Some(Change::field(MeetingField::Length(span.map(Lenient::Known)))));
        }
        typed.set(Some(text));
    };
    (
        field(
            Desk::StartDate,
            html::input().class("desk-input").r#type("date").prop("value", move || civil.get().0).on(ev::input, move |event| {
                if !partial(&event) {
                    set(&event_target_value(&event), &civil.get_untracked().1);
                }
            }),
        ),
        field(
            Desk::StartTime,
            html::input().class("desk-input").r#type("time").prop("value", move || civil.get().1).on(ev::input, move |event| {
                if !partial(&event) {
                    set(&civil.get_untracked().0, &event_target_value(&event));
                }
            }),
        ),
        html::div().class("desk-field-with-error").child((
            field(
                Desk::Length,
                html::input()
                    .class("desk-input")
                    .r#type("text")
                    .attr("autocomplete", "off")
                    .attr("aria-invalid", move || wrong.get().then_some("true"))
                    .attr("aria-describedby", move || wrong.get().then_some("desk-length-error"))
                    .prop("value", shown)
                    .on(ev::input, move |event| set_length(event_target_value(&event))),
            ),
            move || wrong.get().then(|| html::p().class("desk-error").id("desk-length-error").child(t(Desk::LengthWrong))),
        )),
        select(Desk::TimeZone, zones, move || zone.get(), choose),
        move || (!gap.with(String::is_empty)).then(|| html::p().class("desk-error desk-wide").role("status").child(gap.get())),
    )
        .into_any()
}

/// A length, or nothing; `None` where it is neither.
fn parse_length(text: &str) -> Option<Option<crate::domain::time::Span>> {
    if text.trim().is_empty() { Some(None) } else { duration::span(text).map(Some) }
}

/// When each item begins, in the draft's zone; empty where no start is known.
fn start_texts(draft: &Draft) -> HashMap<ItemId, String> {
    let Some(Moment::Instant(Instant(start))) = draft.meeting.start.known() else { return HashMap::new() };
    // The zone's clocks at the start: asking for every item would cost more than the rest of a keystroke.
    let local = start + clock::offset(Instant(*start), &zone_of(draft));
    let text = |least: u32, most: u32, open: bool| {
        let first = clock::time_of_day(local + i64::from(least));
        let last = clock::time_of_day(local + i64::from(most));
        let time = if first == last { first } else { tv(Desk::Between, &[("first", &first), ("last", &last)]) };
        if open { tv(Desk::About, &[("time", &time)]) } else { time }
    };
    timing_of(draft).start.into_iter().map(|(id, at)| (id, text(at.least, at.most, at.open))).collect()
}

/// The children of an item, or the agenda.
fn items(open: Open, parent: Option<ItemId>) -> AnyView {
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
    let type_name =
        move |event: web_sys::Event| open.perform(Some(Change::item_field(&of, ItemField::Name(some(event_target_value(&event))))));
    let of = id.clone();
    let keys = move |event: web_sys::KeyboardEvent| title_key(open, &of, &event);
    let of = id.clone();
    let paste = move |event: web_sys::Event| paste(open, &of, &event);
    let of = id.clone();
    let children = move || has_children.get().then(|| html::ol().class("desk-items").role("list").child(items(open, Some((*of).clone()))));
    let clock =
        move || start.get().map(|time| html::span().class("desk-start").title(tv(Desk::StartsAt, &[("time", &time)])).child(time.clone()));
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
                    .prop("value", move || name.get())
                    .on(ev::input, type_name)
                    .on(ev::keydown, keys)
                    .on(ev::Custom::new("paste"), paste),
                length_field(open, id),
                item_menu(open, id),
            )),
            children,
        ))
        .into_any()
}

fn length_field(open: Open, id: &Arc<ItemId>) -> AnyView {
    let of = id.clone();
    let stated = open.get(move |draft| draft.item(&of).map(Stated::of).unwrap_or_default());
    // The text as typed, for as long as it is a mistake or means what is kept.
    let typed = RwSignal::new(None::<String>);
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
        if let Some(parsed) = Stated::parse(&text) {
            open.perform(Some(Change::item_field(&of, parsed.into_field())));
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
    const COMMANDS: [(Desk, Command); 7] = [
        (Desk::MoveUp, commands::move_up),
        (Desk::MoveDown, commands::move_down),
        (Desk::Indent, commands::indent),
        (Desk::Outdent, commands::outdent),
        (Desk::AddItemBelow, commands::add_item_below),
        (Desk::AddChildItem, commands::add_child),
        (Desk::DeleteItem, commands::delete_item),
    ];
    let of = id.clone();
    let entries = move || {
        let entry = |(label, command): (Desk, Command)| {
            let id = of.clone();
            let enabled = open.ask(|draft| command(draft, &id)).is_some();
            Entry { label, enabled, run: Box::new(move || open.perform(open.ask(|draft| command(draft, &id)))) }
        };
        COMMANDS.into_iter().map(entry).collect()
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
    if let Some(change) = open.ask(|draft| commands::paste_lines(draft, id, at, &text)) {
        event.prevent_default();
        open.perform(Some(change));
    }
}

//! The agenda: one row an item, nested.

use std::{collections::HashMap, sync::Arc};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::{
    DURATION, Open, branch, choose, clip,
    days::Heading,
    described_by, details, drag, duration_id, keys, recording, row_id,
    times::{self, Start},
    title_id,
};
use crate::{
    domain::{
        draft::{
            Change, Draft,
            carry::meeting_of,
            commands,
            duration::Stated,
            fit, paste,
            planned::{Planned, planned_by_day},
            record::Recorded,
        },
        model::{AgendaItem, ItemId, PartId, slot::to_value},
        route::Route,
        time::minutes,
        timing,
    },
    message::Desk,
    ui::{
        desk::{
            link,
            parts::{Entry, Face, focus_later, menu},
        },
        text::{t, tv},
    },
};

/// The children of an item, or the agenda.
pub fn items(open: Open, parent: Option<ItemId>) -> AnyView {
    let ids = open.outline(move |draft| draft.children(parent.as_ref()).iter().map(|item| item.id.clone()).collect::<Vec<_>>());
    For(ForProps::builder().each(move || ids.get()).key(Clone::clone).children(move |id: ItemId| row(open, &Arc::new(id))).build())
        .into_any()
}

/// What a row shows of its item, beside the title.
#[derive(Clone, Default, PartialEq)]
pub struct Facts {
    number: Option<String>,
    /// When it begins.
    start: Option<Start>,
    stated: Stated,
    /// What stands in its place and is no length.
    unread: Option<String>,
    has_children: bool,
    /// The days that are headed above it.
    days: Vec<Heading>,
    /// The minutes inside it and its own, where they are more.
    overfull: Option<(String, String)>,
    /// What it continues, if what it stands in comes not from the same meeting.
    from: Option<ItemId>,
}

/// A text for each of some items.
type Texts = HashMap<ItemId, String>;

/// What rows show that does not stand in their items.
struct Around<'a> {
    draft: &'a Draft,
    numbers: &'a Texts,
    starts: &'a HashMap<ItemId, Start>,
    days: HashMap<&'a ItemId, Vec<&'a PartId>>,
    planned: Vec<(&'a PartId, Planned)>,
}

impl<'a> Around<'a> {
    fn of(draft: &'a Draft, numbers: &'a Texts, starts: &'a HashMap<ItemId, Start>) -> Self {
        let days = timing::day_headings(&draft.meeting).0.into_iter().collect();
        Self { draft, numbers, starts, days, planned: planned_by_day(draft) }
    }
}

impl Facts {
    fn of(around: &Around, item: &AgendaItem, parent: Option<&AgendaItem>) -> Self {
        let meeting = |item: &AgendaItem| item.carried_from.as_ref().map(meeting_of);
        Self {
            number: around.numbers.get(&item.id).cloned(),
            start: around.starts.get(&item.id).cloned(),
            stated: Stated::of(item),
            unread: around.draft.unread(Some(&item.id), DURATION).map(str::to_owned),
            has_children: !item.agenda_item.is_empty(),
            days: around.days.get(&item.id).into_iter().flatten().map(|day| Heading::of(around.draft, day, &around.planned)).collect(),
            overfull: timing::overfull(item).map(|(inside, own)| (minutes(inside.least), minutes(own.most))),
            from: item.carried_from.clone().filter(|_| parent.and_then(meeting) != meeting(item)),
        }
    }
}

/// What a row shows. The title stands apart, since it changes with every key, and again where it is only spoken of.
#[derive(Clone, Copy, PartialEq)]
pub struct Row {
    name: RwSignal<String>,
    spoken: RwSignal<String>,
    /// Who presents.
    who: RwSignal<String>,
    recorded: RwSignal<Recorded>,
    facts: RwSignal<Facts>,
}

impl Row {
    fn tell(signal: RwSignal<String>, text: &str) {
        if signal.with_untracked(|old| old != text) {
            signal.set(text.to_owned());
        }
    }

    fn tell_recorded(self, item: &AgendaItem) {
        let recorded = Recorded::of(item);
        if self.recorded.with_untracked(|old| *old != recorded) {
            self.recorded.set(recorded);
        }
    }
}

fn title(item: &AgendaItem) -> &str {
    item.name.as_deref().unwrap_or_default()
}

fn who(item: &AgendaItem) -> String {
    details::people_text(&item.presenter)
}

/// What the rows show that are in the page, by item.
pub type Rows = StoredValue<HashMap<ItemId, Row>>;

/// Tells a row the wording of its title, and of what is recorded of it.
pub fn tell_name(open: Open, id: &ItemId) {
    tell(open, id, |row, item| {
        Row::tell(row.name, title(item));
        row.tell_recorded(item);
    });
}

/// Tells what may be late: the title where it is only spoken of, and who presents.
pub fn tell_spoken(open: Open, id: &ItemId) {
    tell(open, id, |row, item| {
        Row::tell(row.spoken, title(item));
        Row::tell(row.who, &who(item));
    });
}

fn tell(open: Open, id: &ItemId, tell: impl Fn(Row, &AgendaItem)) {
    let row = open.rows.with_value(|rows| rows.get(id).copied());
    open.editor.with_untracked(|editor| {
        if let Some((row, item)) = row.zip(editor.draft().item(id)) {
            tell(row, item);
        }
    });
}

/// Tells the rows what they show, those alone for which it has changed: if each followed the draft by itself, a key press would
/// reach all that hundreds of rows are made of.
pub fn follow(open: Open) {
    fn walk(items: &[AgendaItem], parent: Option<&AgendaItem>, tell: &dyn Fn(&AgendaItem, Option<&AgendaItem>)) {
        for item in items {
            tell(item, parent);
            walk(&item.agenda_item, Some(item), tell);
        }
    }
    Effect::new(move |_| {
        let (editor, numbers, starts) = (open.editor.read(), open.numbers.read(), open.starts.read());
        let around = Around::of(editor.draft(), &numbers, &starts);
        walk(&around.draft.meeting.agenda_item, None, &|item, parent| {
            let Some(row) = open.rows.with_value(|rows| rows.get(&item.id).copied()) else { return };
            Row::tell(row.name, title(item));
            Row::tell(row.spoken, title(item));
            Row::tell(row.who, &who(item));
            row.tell_recorded(item);
            let facts = Facts::of(&around, item, parent);
            if row.facts.with_untracked(|old| *old != facts) {
                row.facts.set(facts);
            }
        });
    });
}

/// What a new row shows; it is told of changes for as long as it stands.
fn shown(open: Open, id: &ItemId) -> Row {
    let (editor, numbers, starts) = (open.editor.read_untracked(), open.numbers.read_untracked(), open.starts.read_untracked());
    let draft = editor.draft();
    let parent = draft.place(id).and_then(|place| draft.item(&place.parent?));
    let around = Around::of(draft, &numbers, &starts);
    let item = draft.item(id);
    let name = item.and_then(|item| item.name.clone()).unwrap_or_default();
    let row = Row {
        name: RwSignal::new(name.clone()),
        spoken: RwSignal::new(name),
        who: RwSignal::new(item.map(who).unwrap_or_default()),
        recorded: RwSignal::new(item.map(Recorded::of).unwrap_or_default()),
        facts: RwSignal::new(item.map(|item| Facts::of(&around, item, parent)).unwrap_or_default()),
    };
    let id = id.clone();
    open.rows.update_value(|rows| {
        rows.insert(id.clone(), row);
    });
    on_cleanup(move || {
        // An item that moves has its new row before its old one goes.
        open.rows.try_update_value(|rows| {
            if rows.get(&id) == Some(&row) {
                rows.remove(&id);
            }
        });
    });
    row
}

/// One item with all below it.
pub fn row(open: Open, id: &Arc<ItemId>) -> AnyView {
    let Row { name, spoken, who, recorded, facts } = shown(open, id);
    let has_children = Memo::new(move |_| facts.with(|facts| facts.has_children));
    let stated = Memo::new(move |_| facts.with(|facts| facts.stated.clone()));
    let unread = Memo::new(move |_| facts.with(|facts| facts.unread.clone()));
    let from = Memo::new(move |_| facts.with(|facts| facts.from.clone()));
    let days = Memo::new(move |_| facts.with(|facts| facts.days.clone()));
    let overfull = Memo::new(move |_| facts.with(|facts| facts.overfull.clone()));
    let warning = move || {
        let sum = |(inside, own): (String, String)| tv(Desk::Overfull, &[("inside", &inside), ("own", &own)]);
        overfull.get().map(|both| html::p().class("desk-overfull").child(sum(both)))
    };
    let presenters = move || Some(who.get()).filter(|who| !who.is_empty()).map(|who| html::span().class("desk-who").dir("auto").child(who));
    let source = move || {
        from.get().map(|from| {
            let meeting = meeting_of(&from);
            let label = open.sources.with(|sources| sources.get(&meeting).cloned()).unwrap_or_else(|| meeting.to_string());
            html::a().class("desk-from").href(link(Route::of_part(from.as_str()))).child(tv(Desk::From, &[("meeting", &label)]))
        })
    };
    let start = Memo::new(move |_| facts.with(|facts| facts.start.clone()));
    let number = Memo::new(move |_| facts.with(|facts| facts.number.clone()));
    let of = id.clone();
    let is_chosen = Memo::new(move |_| open.chosen.with(|chosen| chosen.contains(&*of)));
    let of = id.clone();
    let children = move || has_children.get().then(|| html::ol().class("desk-items").role("list").child(items(open, Some((*of).clone()))));
    let clock = move || {
        start.get().map(|Start { shown, everywhere }| {
            // Where several zones matter, the hint beside it says more.
            let title = everywhere.is_empty().then(|| tv(Desk::StartsAt, &[("time", &shown)]));
            html::span().class("desk-start").title(title).child(shown)
        })
    };
    let of = id.clone();
    let about = move || (open.about.read().as_ref() == Some(&*of)).then(|| details::view(open, &of));
    html::li()
        .class("desk-item")
        .child((
            move || days.get().into_iter().map(|day| day.view(open)).collect::<Vec<_>>(),
            html::div().class(move || if is_chosen.get() { "desk-line chosen" } else { "desk-line" }).child((
                grip(open, id, spoken, is_chosen),
                html::span().class("desk-place").id(format!("place-{id}")).child(move || number.get()),
                html::span().class("desk-clock").id(format!("clock-{id}")).child(clock),
                times::hint(id, start),
                title_field(open, id, name),
                length_field(open, id, stated, unread),
                item_menu(open, id),
                html::span().class("desk-under").child((presenters, source)),
            )),
            warning,
            about,
            recording::of_item(open, id, spoken, recorded),
            children,
        ))
        .into_any()
}

/// What the row is held, moved and chosen by: the row's own focus, its box, and its handle.
fn grip(open: Open, id: &Arc<ItemId>, name: RwSignal<String>, is_chosen: Memo<bool>) -> AnyView {
    let of = id.clone();
    let click = move |event: web_sys::MouseEvent| {
        if !drag::take_dragged(open) {
            choose::toggle(open, &of, event.shift_key());
        }
    };
    let of = id.clone();
    let key = move |event: web_sys::KeyboardEvent| keys::row(open, &of, &event);
    let of = id.clone();
    let paste = move |event: web_sys::Event| clip::paste(open, &of, None, &event);
    let of = id.clone();
    html::button()
        .id(row_id(id))
        .class("desk-grip")
        .r#type("button")
        .role("checkbox")
        .tabindex("-1")
        .attr("aria-checked", move || is_chosen.get().to_string())
        .attr("aria-describedby", format!("zones-{id}"))
        .aria_label(move || {
            let name = name.get();
            tv(Desk::SelectItem, &[("title", if name.is_empty() { t(Desk::ItemTitle) } else { &name })])
        })
        .on(ev::click, click)
        .on(ev::keydown, key)
        .on(ev::Custom::new("paste"), paste)
        .on(ev::pointerdown, move |event| drag::begin(open, &of, &event))
        .on(ev::pointermove, move |event| drag::moved(open, &event))
        .on(ev::pointerup, move |_| drag::end(open))
        .on(ev::pointercancel, move |_| drag::cancel(open))
        .child(html::span().class("desk-dots").attr("aria-hidden", "true").child("⋮⋮"))
        .into_any()
}

/// The title: as high as its text, which is one line nevertheless.
fn title_field(open: Open, id: &Arc<ItemId>, name: RwSignal<String>) -> AnyView {
    // What stood in a title before stays: only what was typed since it has the focus is looked at when the focus leaves.
    let is_typed = StoredValue::new(false);
    let grow = NodeRef::<html::Span>::new();
    let of = id.clone();
    let type_name = move |event: web_sys::Event| {
        is_typed.set_value(true);
        let mut text = event_target_value(&event);
        if text.contains(['\n', '\r']) {
            text = text.trim_end_matches(['\n', '\r']).replace(['\n', '\r'], " ");
            if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                field.set_value(&text);
            }
        }
        // The field has the text already: the signal is not to tell it.
        name.write_untracked().clone_from(&text);
        if let Some(grow) = grow.get_untracked() {
            let _ = grow.set_attribute("data-text", &text);
        }
        open.perform(Some(Change::typing(Some(&of), [("name", commands::text(text))])));
    };
    let of = id.clone();
    let key = move |event: web_sys::KeyboardEvent| keys::title(open, &of, &event);
    let of = id.clone();
    let line_break = move |event: web_sys::Event| keys::line_break(open, &of, &event);
    let of = id.clone();
    let paste = move |event: web_sys::Event| clip::paste(open, &of, keys::range(&event), &event);
    let of = id.clone();
    let leave = move |_| {
        if is_typed.try_update_value(std::mem::take) == Some(true) {
            open.perform(open.ask(|draft| paste::recognise(draft, &of)));
        }
    };
    let field = NodeRef::<html::Textarea>::new();
    let first = name.get_untracked();
    // Reaches outside: the field, where its text comes from elsewhere.
    Effect::new(move |before: Option<()>| {
        let text = name.get();
        if before.is_some()
            && let Some((grow, field)) = grow.get_untracked().zip(field.get_untracked())
        {
            let _ = grow.set_attribute("data-text", &text);
            field.set_value(&text);
        }
    });
    // The copy of the text behind the field gives it its height.
    html::span()
        .class("desk-grow")
        .id(format!("words-{id}"))
        .node_ref(grow)
        .attr("data-text", first.clone())
        .child(
            html::textarea()
                .id(title_id(id))
                .class("desk-item-title")
                .dir("auto")
                .attr("rows", "1")
                .attr("autocomplete", "off")
                .attr("enterkeyhint", "enter")
                .aria_label(t(Desk::ItemTitle))
                .attr("aria-describedby", format!("place-{id} clock-{id}"))
                .placeholder(t(Desk::ItemTitle))
                .node_ref(field)
                .prop("value", first)
                .on(ev::input, type_name)
                .on(ev::keydown, key)
                .on(ev::Custom::new("beforeinput"), line_break)
                .on(ev::Custom::new("paste"), paste)
                .on(ev::blur, leave),
        )
        .into_any()
}

fn length_field(open: Open, id: &Arc<ItemId>, stated: Memo<Stated>, unread: Memo<Option<String>>) -> AnyView {
    // The text as typed, for as long as it means what is kept.
    let typed = RwSignal::new(None::<String>);
    let of = id.clone();
    let shown = move || {
        unread.track();
        let stated = stated.get();
        // The row hears of a mistake only after the field.
        let mistake = open.editor.with_untracked(|editor| editor.draft().unread(Some(&of), DURATION).map(str::to_owned));
        mistake.unwrap_or_else(|| match typed.get() {
            Some(text) if Stated::parse(&text).as_ref() == Some(&stated) => text,
            _ => stated.to_string(),
        })
    };
    let wrong = Memo::new(move |_| unread.with(Option::is_some));
    let of = id.clone();
    let set = move |text: String| {
        let parsed = Stated::parse(&text);
        let mistake = parsed.is_none().then_some(text.as_str());
        // With a mistake, what is kept stays as it is.
        let fields = parsed.map(Stated::fields).or_else(|| {
            open.editor.with_untracked(|editor| {
                let AgendaItem { duration, duration_max, duration_per, .. } = editor.draft().item(&of)?;
                Some([("duration", to_value(duration)), ("durationMax", to_value(duration_max)), ("durationPer", to_value(duration_per))])
            })
        });
        open.perform(fields.map(|fields| Change::typing(Some(&of), fields).with_unread(DURATION, mistake)));
        typed.set(Some(text));
    };
    let error = format!("error-{id}");
    let described = described_by(id);
    let described_wrong = format!("{error} {described}");
    let of = id.clone();
    let key = move |event: web_sys::KeyboardEvent| keys::length(open, &of, &event);
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
                .placeholder(t(Desk::DurationHint))
                .attr("aria-invalid", move || wrong.get().then_some("true"))
                .attr("aria-describedby", move || if wrong.get() { described_wrong.clone() } else { described.clone() })
                .prop("value", shown)
                .on(ev::input, move |event| set(event_target_value(&event)))
                .on(ev::keydown, key),
            move || wrong.get().then(|| html::span().class("desk-error").id(error.clone()).child(t(Desk::DurationWrong))),
        ))
        .into_any()
}

/// Shows an item's details or takes them away.
pub fn toggle_details(open: Open, id: &ItemId) {
    let shown = open.about.with_untracked(|about| about.as_ref() == Some(id));
    open.about.set((!shown).then(|| id.clone()));
    if !shown {
        focus_later(details::first_id(id), None);
    }
}

fn item_menu(open: Open, id: &Arc<ItemId>) -> AnyView {
    type One = fn(&Draft, &ItemId) -> Option<Change>;
    let of = id.clone();
    let entries = move || {
        let entry = |label: Desk, keys: &'static str, enabled: bool, run: fn(Open, &ItemId)| {
            let id = of.clone();
            Entry { label: t(label), why: None, enabled, keys, run: Box::new(move || run(open, &id)) }
        };
        let many = |label: Desk, keys: &'static str, command: super::Many| {
            let id = of.clone();
            let enabled = open.ask(|draft| command(draft, &open.targets(&id))).is_some();
            Entry {
                label: t(label),
                why: None,
                enabled,
                keys,
                run: Box::new(move || open.perform(open.ask(|draft| command(draft, &open.targets(&id))))),
            }
        };
        let one = |label: Desk, command: One| {
            let id = of.clone();
            let enabled = open.ask(|draft| command(draft, &id)).is_some();
            Entry {
                label: t(label),
                why: None,
                enabled,
                keys: "",
                run: Box::new(move || open.perform(open.ask(|draft| command(draft, &id)))),
            }
        };
        let several = open.editor.with_untracked(|editor| editor.draft().reading_order().len() > 1);
        let mut all = vec![
            many(Desk::MoveUp, "Alt Shift ↑", commands::move_items_up),
            many(Desk::MoveDown, "Alt Shift ↓", commands::move_items_down),
            many(Desk::Indent, "Alt Shift →", commands::indent_items),
            many(Desk::Outdent, "Alt Shift ←", commands::outdent_items),
            entry(Desk::MoveTo, "", several, |open, id| open.moving.set(open.targets(id))),
        ];
        let has_days = open.editor.with_untracked(|editor| editor.draft().meeting.meeting_day.len() > 1);
        if has_days {
            all.push(many(Desk::MoveToNextDay, "", commands::move_to_next_day));
            all.push(many(Desk::MoveToDayBefore, "", commands::move_to_day_before));
        }
        all.extend([
            one(Desk::AddItemBelow, commands::add_item_below),
            one(Desk::AddChildItem, commands::add_child),
            one(Desk::GiveTheRest, fit::give_the_rest),
            entry(Desk::Select, "Space", true, |open, id| choose::toggle(open, id, false)),
            entry(Desk::FocusOn, "", true, branch::enter),
            entry(Desk::Copy, "Ctrl C", true, |open, id| clip::copy(open, &open.targets(id))),
            many(Desk::DeleteItem, "", commands::delete_items),
            entry(Desk::Details, "", true, toggle_details),
        ]);
        all
    };
    menu(format!("menu-{id}"), "button quiet desk-more", Face::Glyph("⋯", Desk::ItemActions), Some(described_by(id)), entries)
}

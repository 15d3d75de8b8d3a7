//! What the palette offers: commands, pages, meetings, groups and drafts. The box itself is in the first view, so that it opens at
//! once; what is found is listed here.

use leptos::{ev, html, mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{
    drafts, keys,
    parts::own,
    state::{self, State, label},
};
use crate::{
    domain::{draft, filter::Filter, list::Row, model::MeetingId, route::Route},
    message::{Desk, View},
    platform::dom,
    ui::{
        parts::palette::{FIELD, RESULTS, close},
        text::{t, tv},
    },
};

/// Meetings that are offered at most.
const MOST_MEETINGS: usize = 12;

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
enum Action {
    Go(Route),
    NewDraft,
    DraftAfter(MeetingId),
    Keys,
    Print,
}

/// An entry of the palette.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    name: String,
    kind: &'static str,
    action: Action,
}

/// Fills the palette of the page, once.
pub fn fill(state: State) {
    let (Some(place), Some(field)) = (dom::by_id(RESULTS), dom::by_id(FIELD).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()))
    else {
        return;
    };
    place.set_text_content(None);
    // What was typed while this module was on its way counts.
    let words = RwSignal::new(field.value());
    let at = RwSignal::new(0usize);
    let found = Memo::new(move |_| entries(state, &words.read()));
    let run = move |place: usize| {
        if let Some(entry) = found.with_untracked(|found| found.get(place).cloned()) {
            close();
            perform(state, entry.action);
        }
    };
    let typed = field.clone();
    dom::listen(&field, "input", move |_| {
        words.set(typed.value());
        at.set(0);
    });
    dom::listen(&field, "keydown", move |event| {
        let Some(event) = event.dyn_ref::<ev::KeyboardEvent>().filter(|event| !event.is_composing()) else { return };
        let count = found.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => run(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    });
    if let Some(dialog) = field.closest("dialog").ok().flatten() {
        let emptied = field.clone();
        dom::listen(&dialog, "close", move |_| {
            emptied.set_value("");
            words.set(String::new());
            at.set(0);
        });
    }
    // Reaches outside: the box tells which entry is the present one, and keeps it in sight.
    Effect::new(move |_| {
        let at = at.get();
        let active = found.with(|found| (at < found.len()).then(|| option_id(at)));
        let _ = match &active {
            Some(id) => field.set_attribute("aria-activedescendant", id),
            None => field.remove_attribute("aria-activedescendant"),
        };
        let _ = field.set_attribute("aria-expanded", if active.is_some() { "true" } else { "false" });
        dom::next_frame(move || {
            if let Some(option) = active.and_then(|id| dom::by_id(&id)) {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    });
    mount_to(place, move || list(found, at, run)).forget();
}

fn option_id(place: usize) -> String {
    format!("palette-{place}")
}

fn list(found: Memo<Vec<Entry>>, at: RwSignal<usize>, run: impl Fn(usize) + Copy + Send + Sync + 'static) -> AnyView {
    let options = move || {
        let option = |(place, entry): (usize, Entry)| {
            html::li()
                .class("palette-option")
                .id(option_id(place))
                .role("option")
                .attr("aria-selected", move || (at.get() == place).to_string())
                .on(ev::click, move |_| run(place))
                .child((own(&entry.name), html::span().class("palette-kind").child(entry.kind)))
        };
        found.get().into_iter().enumerate().map(option).collect::<Vec<_>>()
    };
    (
        html::ul().class("palette-list").id("palette-list").role("listbox").aria_label(t(View::PaletteResults)).child(options),
        html::p().class("palette-none").role("status").child(move || found.with(Vec::is_empty).then(|| t(View::PaletteNothing))),
    )
        .into_any()
}

/// The words of a text, in small letters.
fn tokens(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How well a text holds all the words, each at the start of one of its own, or what was typed as it stands; `None` where it does not.
fn score(typed: &str, words: &[String], text: &str) -> Option<usize> {
    if !typed.is_empty() && text.to_lowercase().contains(typed) {
        return Some(2 * words.len() + 1);
    }
    if words.is_empty() {
        return typed.is_empty().then_some(0);
    }
    let tokens = tokens(text);
    words
        .iter()
        .map(|word| {
            let whole = tokens.iter().any(|token| token == word).then_some(2);
            whole.or_else(|| tokens.iter().any(|token| token.starts_with(word.as_str())).then_some(1))
        })
        .sum()
}

/// The best of some things, in their own order where they are as good.
fn best<T>(typed: &str, most: usize, all: impl Iterator<Item = (String, T)>) -> Vec<T> {
    let (typed, words) = (typed.trim().to_lowercase(), tokens(typed));
    let mut scored: Vec<(usize, T)> = all.filter_map(|(text, thing)| Some((score(&typed, &words, &text)?, thing))).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().take(most).map(|(_, thing)| thing).collect()
}

fn entries(state: State, typed: &str) -> Vec<Entry> {
    let command = t(View::PaletteCommand);
    let go = |name: View, route: Route| Entry { name: t(name).into(), kind: t(Desk::PalettePage), action: Action::Go(route) };
    let list = state.list.get();
    let mut fixed = vec![Entry { name: t(Desk::NewDraft).into(), kind: command, action: Action::NewDraft }];
    if let Some((id, title)) = next_of(state) {
        let name = tv(Desk::DraftAfter, &[("title", &title)]);
        fixed.push(Entry { name, kind: command, action: Action::DraftAfter(id) });
    }
    fixed.extend([
        go(View::Meetings, Route::Meetings(Filter::default())),
        go(View::Groups, Route::Groups),
        go(View::Cycles, Route::Cycles),
        go(View::Actions, Route::Actions),
        go(View::Drafts, Route::Drafts),
        go(View::Import, Route::Import),
        go(View::Help, Route::Help),
        go(View::Settings, Route::Settings),
        Entry { name: t(Desk::KeysOfPage).into(), kind: command, action: Action::Keys },
        Entry { name: t(View::Print).into(), kind: command, action: Action::Print },
    ]);
    let mut all = best(typed, fixed.len(), fixed.into_iter().map(|entry| (entry.name.clone(), entry)));
    let kept = state.drafts.get();
    let kept = kept.iter().filter(|draft| draft.deleted.is_none()).map(|draft| {
        let entry = Entry { name: label(draft), kind: t(Desk::PaletteDraft), action: Action::Go(Route::Draft(draft.id.clone())) };
        (entry.name.clone(), entry)
    });
    all.extend(best(typed, 5, kept));
    if typed.trim().is_empty() {
        return all;
    }
    let Some(list) = list else { return all };
    let meeting = |id: &MeetingId, name: &str, about: String| {
        let entry = Entry { name: name.to_owned(), kind: t(View::PaletteMeeting), action: Action::Go(Route::Meeting(id.clone(), None)) };
        (format!("{name} {id} {about}"), entry)
    };
    let row = |row: &Row| {
        let cycle = row.cycle.and_then(|place| list.cycle.get(usize::from(place))).map_or("", |cycle| cycle.label());
        let number = row.sequence_number.map(|number| number.to_string()).unwrap_or_default();
        meeting(&row.id, row.label(), format!("{cycle} {number}"))
    };
    let added = state.added.get();
    let added = added.iter().filter_map(|(_, envelope)| envelope.meeting.first());
    let here = added.map(|one| meeting(&one.id, one.label(), one.sequence_number.map(|number| number.to_string()).unwrap_or_default()));
    let here: Vec<_> = here.collect();
    let replaced = |row: &&Row| !here.iter().any(|(_, entry)| entry.action == Action::Go(Route::Meeting(row.id.clone(), None)));
    let rows: Vec<_> = list.row.iter().filter(replaced).map(row).collect();
    all.extend(best(typed, MOST_MEETINGS, here.into_iter().chain(rows)));
    let groups = list.organization.iter().map(|body| {
        let entry = Entry { name: body.label().into(), kind: t(View::PaletteGroup), action: Action::Go(Route::Group(body.id.to_string())) };
        (format!("{} {}", body.label(), body.name.as_deref().unwrap_or_default()), entry)
    });
    all.extend(best(typed, 6, groups));
    all
}

/// The meeting whose successor is offered: the one on the page, else the newest.
fn next_of(state: State) -> Option<(MeetingId, String)> {
    let list = state.list.get()?;
    let here = match &*state.route.read() {
        Route::Meeting(id, _) => list.find(id),
        _ => None,
    };
    here.or_else(|| drafts::newest(&list)).map(|row| (row.id.clone(), row.label().to_owned()))
}

fn perform(state: State, action: Action) {
    match action {
        Action::Go(route) => dom::go(&super::link(route)),
        Action::NewDraft => drafts::open_new(state, draft::blank(state::new_id(), &state.zone(), state::now())),
        Action::DraftAfter(id) => super::run(async move { drafts::after(state, &id).await }),
        Action::Keys => keys::show(),
        Action::Print => dom::next_frame(|| drop(dom::window().print())),
    }
}

//! Ctrl K: one box to go, find and do; and the keys of the whole app.

use leptos::{ev, html::*, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    domain::{filter::Filter, route::Route},
    message::View,
    platform::dom,
    ui::{state::State, text::t},
};

const ID: &str = "palette";

fn element() -> Option<web_sys::HtmlDialogElement> {
    dom::by_id(ID)?.dyn_into().ok()
}

/// Opens the palette; Escape closes it, and the browser gives the focus back.
pub fn open() {
    if let Some(dialog) = element() {
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
        if let Some(field) = dom::first("#palette input") {
            let _ = field.focus();
        }
    }
}

fn close() {
    if let Some(dialog) = element() {
        dialog.close();
    }
}

/// Whether letter keys may be commands: not while somebody types, and not where it is switched off.
fn letters_allowed(event: &ev::KeyboardEvent) -> bool {
    let typing = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            && element.get_attribute("type").as_deref() != Some("checkbox")
            || element.closest("dialog").ok().flatten().is_some()
    });
    !typing && crate::ui::settings::letter_keys() && !event.ctrl_key() && !event.meta_key() && !event.alt_key()
}

/// The letter of a key: by the layout, by its place where the layout is not Latin.
fn letter(event: &ev::KeyboardEvent) -> String {
    let key = event.key();
    if key.chars().count() == 1 && !key.is_ascii() { event.code().strip_prefix("Key").unwrap_or(&key).to_lowercase() } else { key }
}

/// Listens to the keys that work on every page.
pub fn keys(state: State) {
    let after_g = StoredValue::new(0.0f64);
    dom::listen(&dom::window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<ev::KeyboardEvent>() else { return };
        let key = letter(event);
        if (event.ctrl_key() || event.meta_key())
            && !event.alt_key()
            && !event.shift_key()
            && (key.eq_ignore_ascii_case("k") || event.code() == "KeyK")
        {
            event.prevent_default();
            return open();
        }
        if !letters_allowed(event) {
            return;
        }
        let follows_g = crate::platform::clock::monotonic_ms() - after_g.get_value() < 1500.0;
        let go = |route: Route| dom::go(&state.link(route));
        match key.as_str() {
            "/" => {
                event.prevent_default();
                match dom::first("#search") {
                    Some(field) => drop(field.focus()),
                    None => open(),
                }
            }
            "?" => go(Route::Help),
            "g" => after_g.set_value(crate::platform::clock::monotonic_ms()),
            "m" if follows_g => go(Route::Meetings(Filter::default())),
            "a" if follows_g => go(Route::Actions),
            "d" if follows_g => go(Route::Drafts),
            _ => {}
        }
    });
}

/// An entry: its name, what kind it is, and what it does.
#[derive(Clone)]
enum Entry {
    Go(String, View, Route),
    Print,
}

impl Entry {
    fn name(&self) -> String {
        match self {
            Self::Go(name, ..) => name.clone(),
            Self::Print => t(View::Print).into(),
        }
    }

    fn kind(&self) -> View {
        match self {
            Self::Go(_, kind, _) => *kind,
            Self::Print => View::PaletteCommand,
        }
    }

    fn run(&self, state: State) {
        close();
        match self {
            Self::Go(_, _, route) => dom::go(&state.link(route.clone())),
            Self::Print => dom::next_frame(|| drop(dom::window().print())),
        }
    }
}

fn entries(state: State, words: &str) -> Vec<Entry> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let holds = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let page = |name: View, route: Route| Entry::Go(t(name).into(), View::PaletteCommand, route);
    let mut all = vec![
        page(View::Meetings, Route::Meetings(Filter::default())),
        page(View::Groups, Route::Groups),
        page(View::Cycles, Route::Cycles),
        page(View::Actions, Route::Actions),
        page(View::DraftNew, Route::Drafts),
        page(View::Import, Route::Import),
        page(View::Help, Route::Help),
        page(View::Settings, Route::Settings),
        Entry::Print,
    ];
    all.retain(|entry| holds(&entry.name()));
    if let Some(list) = state.ready().filter(|_| !words.is_empty()) {
        let meetings = list.row.iter().filter(|row| {
            let cycle = row.cycle.and_then(|place| list.cycle.get(usize::from(place))).map_or("", |cycle| cycle.label());
            let number = row.sequence_number.map(|number| number.to_string()).unwrap_or_default();
            holds(&format!("{} {cycle} {} {number}", row.label(), row.id))
        });
        all.extend(meetings.take(12).map(|row| Entry::Go(row.label().into(), View::PaletteMeeting, Route::Meeting(row.id.clone(), None))));
        let groups =
            list.organization.iter().filter(|body| holds(&format!("{} {}", body.label(), body.name.as_deref().unwrap_or_default())));
        all.extend(groups.take(6).map(|body| Entry::Go(body.label().into(), View::PaletteGroup, Route::Group(body.id.to_string()))));
    }
    all.truncate(20);
    all
}

/// The palette (WAI-ARIA Authoring Practices: combobox with a list; the focus stays in the field).
pub fn dialog(state: State) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let found = Memo::new_with_compare(
        move |_| entries(state, &words.read()).iter().map(|entry| (entry.name(), entry.kind())).collect::<Vec<_>>(),
        |a, b| a != b,
    );
    let run = move |place: usize| {
        if let Some(entry) = untrack(|| entries(state, &words.read())).get(place) {
            entry.run(state);
        }
        words.set(String::new());
        at.set(0);
    };
    leptos::html::dialog().id(ID).class("palette").aria_label(t(View::Palette)).child((
        input()
            .r#type("text")
            .role("combobox")
            .autocomplete("off")
            .aria_label(t(View::PaletteField))
            .attr("aria-expanded", "true")
            .attr("aria-controls", "palette-list")
            .attr("aria-activedescendant", move || format!("palette-{}", at.get()))
            .placeholder(t(View::PaletteField))
            .prop("value", words)
            .on(ev::input, move |event| {
                words.set(event_target_value(&event));
                at.set(0);
            })
            .on(ev::keydown, move |event: ev::KeyboardEvent| {
                let count = found.read_untracked().len().max(1);
                match event.key().as_str() {
                    "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
                    "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
                    "Enter" => run(at.get_untracked()),
                    _ => return,
                }
                event.prevent_default();
            }),
        ul().id("palette-list").role("listbox").aria_label(t(View::PaletteResults)).child(move || {
            found
                .get()
                .into_iter()
                .enumerate()
                .map(|(place, (name, kind))| {
                    li().id(format!("palette-{place}"))
                        .role("option")
                        .attr("aria-selected", move || (at.get() == place).to_string())
                        .on(ev::click, move |_| run(place))
                        .child((super::own(name), span().class("palette-kind").child(t(kind))))
                })
                .collect_view()
        }),
        move || found.read().is_empty().then(|| p().class("palette-none").role("status").child(t(View::PaletteNothing))),
        button().r#type("button").class("button quiet").on(ev::click, |_| close()).child(t(View::Close)),
    ))
}

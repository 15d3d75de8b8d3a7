//! One draft in the editor.

mod anywhere;
mod belongs;
mod branch;
mod carried;
mod choose;
mod clip;
mod days;
mod details;
mod drag;
mod elsewhere;
mod exporting;
mod fields;
mod history;
mod keys;
mod live;
mod merging;
mod paper;
mod place;
mod reader;
mod recent;
mod recording;
mod rows;
mod said;
mod sending;
mod steps;
mod times;
mod touch;
mod wording;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use self::steps::{last, what};
use self::times::{Start, end_text, zone_of};
use self::wording::Wording;
use super::{
    frame,
    kept::Standing,
    keys::is_mac,
    link,
    parts::{Entry, Face, focus_later, menu, tipped},
    saved,
    state::{self, Fault, State},
};
use crate::{
    domain::{
        draft::{
            Change, Draft, Editor, Focus, FocusField, Next, Reach, commands, fit, journal::Act, numbers, planned::planned, record, template,
        },
        model::{AgendaItem, ItemId, MeetingId},
        route::Route,
        time::Instant,
    },
    message::Desk,
    platform::dom,
    ui::text::{t, tv},
};

const TITLE: &str = "desk-title";
const ADD: &str = "desk-add-item";
/// The field of a length, of the meeting and of items.
const DURATION: &str = "duration";

/// The editor of the page; small enough to hand to every handler.
#[derive(Clone, Copy)]
struct Open {
    state: State,
    /// Tells of every change but those of wording.
    editor: RwSignal<Editor>,
    wording: Wording,
    /// The draft's id, which becomes another one where it goes on in a copy.
    id: Memo<String>,
    /// Why the last change is not saved.
    failed: Memo<Option<String>>,
    /// What was last done, for those who do not see it; read out once nothing more comes.
    said: RwSignal<String>,
    /// When each item begins.
    starts: Memo<HashMap<ItemId, Start>>,
    /// The zone in which that is shown; nothing for the draft's.
    zone: RwSignal<Option<String>>,
    /// The zone of who reads it.
    reader: StoredValue<String>,
    /// The number of each item that has one.
    numbers: Memo<HashMap<ItemId, String>>,
    /// What the rows show.
    rows: rows::Rows,
    /// The item whose details are shown.
    about: RwSignal<Option<ItemId>>,
    /// Whether this tab may write; else it follows the one that does.
    writes: RwSignal<bool>,
    /// Whether the meeting is being recorded.
    recording: Memo<bool>,
    /// Whether the steps that undo takes back are shown.
    recent: RwSignal<bool>,
    /// Whether the versions are shown.
    history: RwSignal<bool>,
    /// The preview of what is exported.
    exporting: exporting::Exporting,
    /// Whether the link to send is shown.
    sending: RwSignal<bool>,
    /// The items that are being moved to a chosen place.
    moving: RwSignal<Vec<ItemId>>,
    /// The item that is shown alone, with what is below it.
    branch: RwSignal<Option<ItemId>>,
    /// How far the page was scrolled before.
    came_from: StoredValue<f64>,
    /// What the meetings are called that items come from.
    sources: Memo<HashMap<MeetingId, String>>,
    /// The items that are chosen.
    chosen: RwSignal<BTreeSet<ItemId>>,
    /// The one that was chosen first.
    anchor: StoredValue<Option<ItemId>>,
    /// What is being dragged.
    drag: StoredValue<Option<drag::Drag>>,
    /// The click that comes is the end of a drag.
    dragged: StoredValue<bool>,
    /// The letter that comes is the second one of "G, then a letter".
    after_g: StoredValue<bool>,
}

/// A command for several items.
type Many = fn(&Draft, &[ItemId]) -> Option<Change>;

fn title_id(item: &ItemId) -> String {
    format!("title-{item}")
}

fn duration_id(item: &ItemId) -> String {
    format!("duration-{item}")
}

fn row_id(item: &ItemId) -> String {
    format!("row-{item}")
}

/// What tells fields of the same name apart: the item's number, title and start.
fn described_by(item: &ItemId) -> String {
    format!("place-{item} words-{item} clock-{item}")
}

/// The item of a field or a row, by the element's id.
fn item_of(element: &str) -> Option<ItemId> {
    ["title-", "duration-", "row-"].iter().find_map(|start| element.strip_prefix(start)).map(Into::into)
}

/// What an item is called where it is spoken of: its title, else the word for one.
fn named(item: &AgendaItem) -> String {
    item.name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| t(Desk::ItemTitle).to_owned())
}

/// A text field: nothing where it is empty.
fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl Open {
    /// What a command would do.
    fn ask(self, command: impl FnOnce(&Draft) -> Option<Change>) -> Option<Change> {
        self.editor.with_untracked(|editor| command(editor.draft()))
    }

    /// The items that are shown, in reading order.
    fn visible(self) -> Vec<ItemId> {
        let branch = self.branch.get_untracked();
        let is_shown = |draft: &Draft, id: &ItemId| branch.as_ref().is_none_or(|branch| branch == id || draft.is_inside(id, branch));
        self.editor.with_untracked(|editor| {
            let draft = editor.draft();
            let order = draft.reading_order();
            order.into_iter().map(|(item, _)| &item.id).filter(|id| is_shown(draft, id)).cloned().collect()
        })
    }

    /// What a command given at an item is meant for: all that are chosen, if it is one of them.
    fn targets(self, id: &ItemId) -> Vec<ItemId> {
        let all = self.chosen.with_untracked(|chosen| chosen.contains(id).then(|| chosen.iter().cloned().collect()));
        all.unwrap_or_else(|| vec![id.clone()])
    }

    /// Makes a change and keeps it, and focuses what it is about.
    fn perform(self, change: Option<Change>) {
        let focus = change.as_ref().and_then(|change| change.focus.clone());
        if self.make(change)
            && let Some(focus) = focus
        {
            self.show(&focus);
        }
    }

    /// Focuses a field, which is brought to light where another item is shown alone.
    fn show(self, focus: &Focus) {
        if self.branch.with_untracked(Option::is_some) && !self.visible().contains(&focus.item) {
            self.branch.set(None);
        }
        self.focus(focus);
    }

    /// Makes a change and keeps it; whether it was made.
    fn make(self, change: Option<Change>) -> bool {
        let Some(change) = change.filter(|_| self.writes.get_untracked()) else { return false };
        let now = state::now();
        let mut reach = None;
        self.editor.maybe_update(|editor| {
            reach = editor.make(&change, now);
            reach == Some(Reach::Draft)
        });
        if reach == Some(Reach::Wording) {
            self.wording.tell(self, &change);
        }
        if reach.is_some() {
            self.tell(&change);
            self.keep(&Act::Change(change), now);
            choose::settle(self);
            self.settle_faults();
        }
        reach.is_some()
    }

    fn turn(self, back: bool) {
        if !self.writes.get_untracked() {
            return;
        }
        let place = self.editor.with_untracked(|editor| editor.next_place(if back { Next::Undo } else { Next::Redo }));
        let mut told = None;
        let now = state::now();
        self.editor.update(|editor| told = if back { editor.undo(now) } else { editor.redo(now) });
        let Some((label, _)) = told else { return };
        self.keep(if back { &Act::Undo } else { &Act::Redo }, now);
        let what = t(what(label));
        self.said.set(tv(if back { Desk::SaidUndone } else { Desk::SaidRedone }, &[("what", what)]));
        choose::settle(self);
        self.settle_faults();
        // The caret must not fall out of the editor with the item that it was in, nor with a button that has no more to do.
        let active = focused();
        let (can_undo, can_redo) = self.editor.with_untracked(|editor| (editor.can_undo(), editor.can_redo()));
        match (active.as_str(), place) {
            ("desk-undo", _) if !can_undo => focus_later("desk-redo".into(), None),
            ("desk-redo", _) if !can_redo => focus_later("desk-undo".into(), None),
            ("desk-undo" | "desk-redo", _) => {}
            (_, Some(place)) => {
                // Who is at a row stays at rows.
                let field = if active.starts_with("row-") { FocusField::Row } else { place.field };
                self.show(&Focus { field, ..place });
            }
            (_, None) if item_of(&active).is_some() && !self.is_here(&active) => {
                let first = self.editor.with_untracked(|editor| Some(title_id(&editor.draft().meeting.agenda_item.first()?.id)));
                focus_later(first.unwrap_or_else(|| TITLE.to_owned()), None);
            }
            (_, None) => {}
        }
    }

    /// Whether a field with this id belongs to an item that is there.
    fn is_here(self, id: &str) -> bool {
        item_of(id).is_some_and(|item| self.editor.with_untracked(|editor| editor.draft().item(&item).is_some()))
    }

    fn keep(self, act: &Act, at: Instant) {
        match self.state.append(self.editor, act, at) {
            Standing::Changed => {
                // Its title is another one then, and its caret would go to the end.
                let title = dom::by_id(TITLE).filter(|title| focused() == title.id());
                let caret = title.and_then(|title| title.dyn_into::<web_sys::HtmlInputElement>().ok()?.selection_start().ok()?);
                self.state.go_on_in_copy(self.editor);
                if caret.is_some() {
                    focus_later(TITLE.to_owned(), caret);
                }
            }
            Standing::Ours | Standing::Trashed | Standing::Gone => {}
        }
        self.state.rest_later();
    }

    /// Puts something better in the place of what was just done, as one step.
    fn instead(self, better: impl FnOnce(&Draft) -> Option<Change>) {
        let now = state::now();
        let mut before = self.editor.get_untracked();
        if !self.writes.get_untracked() || before.undo(now).is_none() {
            return;
        }
        let Some(change) = better(before.draft()) else { return };
        let active = focused();
        let focus = change.focus.clone();
        self.editor.set(before);
        self.keep(&Act::Undo, now);
        self.make(Some(change));
        // Who went elsewhere meanwhile stays there.
        if item_of(&active).is_some()
            && !self.is_here(&active)
            && let Some(focus) = focus
        {
            self.show(&focus);
        }
    }

    /// What is said of mistakes goes with the last of them.
    fn settle_faults(self) {
        let has_faults = self.state.faults.with_untracked(|faults| !faults.is_empty());
        if has_faults && self.editor.with_untracked(|editor| editor.draft().all_unread().next().is_none()) {
            self.state.faults.set(Vec::new());
        }
    }

    /// Hands the draft to the person as the file that `hand` makes; what stands in a field and could not go into it is said.
    fn export(self, hand: impl FnOnce(&Draft)) {
        self.editor.with_untracked(|editor| hand(editor.draft()));
        let faults: Vec<Fault> = self.editor.with_untracked(|editor| {
            let draft = editor.draft();
            let lengths = draft.all_unread().filter(|(_, field, _)| *field == DURATION);
            let fault = |(item, _, text): (Option<ItemId>, &str, &str)| {
                let (name, field) = match item.as_ref().and_then(|id| draft.item(id)) {
                    Some(item) => (tv(Desk::DurationOf, &[("title", &named(item))]), duration_id(&item.id)),
                    None => (t(Desk::Length).to_owned(), fields::LENGTH.to_owned()),
                };
                Fault { text: tv(Desk::ExportWrong, &[("field", &name), ("text", text)]), field }
            };
            lengths.map(fault).collect()
        });
        if faults.is_empty() {
            self.state.faults.set(faults);
        } else {
            self.state.refuse(faults);
        }
    }

    fn focus(self, focus: &Focus) {
        let id = match focus.field {
            FocusField::Title => title_id(&focus.item),
            FocusField::Duration => duration_id(&focus.item),
            FocusField::Row => row_id(&focus.item),
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

    /// Says what happened.
    fn tell(self, change: &Change) {
        if let Some(text) = self.editor.with_untracked(|editor| said::of(editor.draft(), change)) {
            self.said.set(text);
        }
    }
}

/// The id of what has the focus.
fn focused() -> String {
    dom::document().active_element().map(|element| element.id()).unwrap_or_default()
}

/// The page.
pub fn page(state: State, id: &str) -> AnyView {
    let Some(editor) = state.reopen(id).filter(|editor| editor.draft().deleted.is_none()) else {
        let help = (
            html::p().class("desk-text").child(t(Desk::MissingDraftHelp)),
            html::a().class("desk-link").href(link(Route::Drafts)).child(t(Desk::AllDrafts)),
        );
        return frame(state, "desk-page", help);
    };
    if editor.draft().title().is_empty() && editor.draft().changed.0 + 2 >= state::now().0 {
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
    let editor = RwSignal::new(editor);
    let zone = RwSignal::new(None::<String>);
    let reader = StoredValue::new(state.zone());
    let starts =
        Memo::new(move |_| editor.with(|editor| reader.with_value(|reader| times::starts(editor.draft(), zone.read().as_deref(), reader))));
    let id = Memo::new(move |_| editor.with(|editor| editor.draft().id.clone()));
    let failed = Memo::new(move |_| state.unsaved.with(|unsaved| id.with(|id| unsaved.get(id).cloned())));
    let open = Open {
        state,
        editor,
        wording: Wording::new(),
        id,
        failed,
        said: RwSignal::default(),
        starts,
        zone,
        reader,
        rows: StoredValue::default(),
        numbers: Memo::new(move |_| editor.with(|editor| numbers::numbers(editor.draft()))),
        about: RwSignal::new(None),
        writes: RwSignal::new(true),
        recording: Memo::new(move |_| editor.with(|editor| record::is_on(editor.draft()))),
        recent: RwSignal::new(false),
        history: RwSignal::new(false),
        exporting: exporting::Exporting::new(),
        sending: RwSignal::new(false),
        moving: RwSignal::default(),
        branch: RwSignal::new(None),
        came_from: StoredValue::new(0.0),
        sources: carried::sources(state, editor),
        chosen: RwSignal::default(),
        anchor: StoredValue::new(None),
        drag: StoredValue::new(None),
        dragged: StoredValue::new(false),
        after_g: StoredValue::new(false),
    };
    rows::follow(open);
    anywhere::listen(open);
    reader::get_ready();
    // What is gone is not shown alone any more.
    let branch = open.outline(move |draft| open.branch.get().filter(|id| draft.item(id).is_some()));
    let shown = move || branch.get().map_or_else(|| rows::items(open, None), |id| rows::row(open, &Arc::new(id)));
    let add = move || {
        let inside = branch.get_untracked();
        open.perform(open.ask(|draft| inside.map_or_else(|| commands::add_item(draft), |id| commands::add_child(draft, &id))));
    };
    let elsewhere = elsewhere::view(open);
    let has_begun = open.outline(|draft| draft.reading_order().len() > 1);
    let class = move || if open.writes.get() { "desk-editor" } else { "desk-editor desk-following" };
    let content = html::div().class(class).child((
        html::button()
            .class("visually-hidden button")
            .r#type("button")
            .on(ev::click, move |_| to_agenda(open))
            .child(t(Desk::SkipToAgenda)),
        html::p().class("desk-back").child(html::a().class("desk-link").href(link(Route::Drafts)).child(t(Desk::AllDrafts))),
        elsewhere,
        toolbar(open),
        fields::fields(open),
        carried::view(open),
        html::h2().class("desk-heading").id("desk-agenda").tabindex("-1").child(t(Desk::Agenda)),
        html::p().class(move || if has_begun.get() { "desk-facts desk-hint known" } else { "desk-facts desk-hint" }).child((
            html::span().child(t(Desk::AgendaHint)),
            times::choice(open),
            html::span().class("desk-column").attr("aria-hidden", "true").child(t(Desk::Duration)),
        )),
        html::div().class("desk-outline").id(drag::OUTLINE).child((
            branch::path(open),
            html::ol().class("desk-items").role("list").attr("aria-labelledby", "desk-agenda").child(shown),
            days::rest(open),
            drag::line(),
        )),
        html::p().class("desk-row desk-add").child((
            html::button().class("button").id(ADD).r#type("button").on(ev::click, move |_| add()).child(t(Desk::AddItem)),
            recording::button_to_begin(open),
        )),
        recording::of_meeting(open),
        live::view(open),
        choose::bar(open),
        touch::bar(open),
        place::view(open),
        recent::view(open),
        history::view(open),
        exporting::view(open),
        sending::view(open),
        merging::view(open),
        paper::view(open),
    ));
    frame(state, "desk-page desk-printed", content)
}

/// Focuses the first item.
fn to_agenda(open: Open) {
    let first = open.visible().into_iter().next();
    focus_later(first.map_or_else(|| ADD.to_owned(), |item| title_id(&item)), None);
}

fn toolbar(open: Open) -> AnyView {
    let can_undo = Memo::new(move |_| open.writes.get() && open.editor.with(Editor::can_undo));
    let can_redo = Memo::new(move |_| open.writes.get() && open.editor.with(Editor::can_redo));
    let save_state = move || match open.failed.get() {
        None => t(Desk::Saved).to_owned(),
        Some(why) => tv(Desk::NotSaved, &[("why", &why)]),
    };
    let last = open.told(last);
    let sentence = open.outline(|draft| {
        let planned = planned(draft);
        let (key, values) = Desk::planned(&planned);
        tv(key, &values)
    });
    let ends = open.outline(move |draft| open.reader.with_value(|reader| end_text(draft, open.zone.read().as_deref(), reader)));
    let days_over = open.outline(days::over_text);
    let more = move || {
        let template = move || {
            let template = open.editor.with_untracked(|editor| template::of_draft(editor.draft(), state::new_id(), state::now()));
            let title = state::label(&template);
            if open.state.keep_or_say(template) {
                open.state.say(tv(Desk::TemplateSaved, &[("title", &title)]));
            }
        };
        vec![
            // On a phone there is no room for its button.
            Entry {
                label: t(Desk::RecentChanges),
                enabled: can_undo.get_untracked(),
                keys: "",
                why: None,
                run: Box::new(move || open.recent.set(true)),
            },
            Entry { label: t(Desk::SaveFile), enabled: true, keys: "Ctrl S", why: None, run: Box::new(move || exporting::save(open)) },
            Entry { label: t(Desk::SaveAsTemplate), enabled: true, keys: "", why: None, run: Box::new(template) },
        ]
    };
    let step = move |id: &'static str, label: Desk, keys: &'static str, can: Memo<bool>, back: bool| {
        let button = html::button()
            .class("button")
            .id(id)
            .r#type("button")
            .prop("disabled", move || !can.get())
            .attr("aria-describedby", format!("{id}-tip {id}-what"))
            .on(ev::click, move |_| open.turn(back))
            .child(t(label));
        tipped(id, label, keys, button)
    };
    html::div()
        .class("desk-toolbar")
        .child((
            html::div().class("desk-row").child((
                step("desk-undo", Desk::Undo, "Ctrl Z", can_undo, true),
                html::span().class("desk-last").id("desk-undo-what").child(move || last.get()),
                step("desk-redo", Desk::Redo, "Ctrl Shift Z", can_redo, false),
                recent::button(open, can_undo),
                history::button(open),
                menu("desk-export".into(), "button", Face::Text(Desk::Export), None, move || exporting::entries(open)),
                menu("desk-more".into(), "button", Face::Text(Desk::More), None, more),
            )),
            html::div().class("desk-row").child((
                html::span().class("desk-planned").role("status").aria_label(t(Desk::PlannedTime)).child(move || sentence.get()),
                html::span().class("desk-ends").child(move || ends.get()),
                html::span().class("desk-over").role("status").aria_label(t(Desk::DaysOver)).child(move || days_over.get()),
                fit_menu(open),
                html::span().class("desk-save").child((
                    html::span()
                        .class(move || if open.failed.with(Option::is_some) { "desk-failed" } else { "desk-saved" })
                        .role("status")
                        .aria_label(t(Desk::SaveState))
                        .child(save_state),
                    saved::copies(open.state, open.id, open.told(move |editor| saved::file(open.state, editor.draft())), move || {
                        exporting::save(open);
                    }),
                )),
            )),
        ))
        .into_any()
}

/// The ways to make agenda and meeting as long as one another, where they are not.
fn fit_menu(open: Open) -> AnyView {
    type Way = fn(&Draft) -> Option<Change>;
    const WAYS: [(Desk, Way); 3] =
        [(Desk::FitAll, fit::in_proportion), (Desk::FitLongest, fit::from_the_longest), (Desk::FitMeeting, fit::the_meeting)];
    let gap = open.outline(|draft| fit::gap(draft).map(|gap| matches!(gap, fit::Gap::Over(_))));
    let entries = move || {
        let entry = |(label, way): (Desk, Way)| {
            let enabled = open.ask(way).is_some();
            let run = move || {
                open.perform(open.ask(way));
                // The menu goes with the gap.
                focus_later("desk-undo".into(), None);
            };
            Entry { label: t(label), enabled, keys: "", why: None, run: Box::new(run) }
        };
        WAYS.into_iter().map(entry).collect()
    };
    let button = move || {
        gap.get().map(|is_over| {
            menu("desk-fit".into(), "button quiet", Face::Text(if is_over { Desk::Trim } else { Desk::Fill }), None, entries)
        })
    };
    html::span().class("desk-fit").child(button).into_any()
}

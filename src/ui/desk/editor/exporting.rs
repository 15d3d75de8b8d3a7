//! "Export": every format at once from the menu, and a preview in which one chooses what goes along.

use leptos::{ev, html, prelude::*};

use super::{Open, paper};
use crate::{
    domain::{
        draft::Draft,
        export::{
            Format,
            calendar::{self, Edition, Undated},
            include::{Include, Part},
            mail, text,
        },
        model::write,
    },
    message::Desk,
    platform::{clipboard, dom},
    ui::{
        desk::{
            button, file, formats,
            parts::{Entry, select, sheet},
            run, shared, state,
        },
        text::t,
    },
};

/// What is shown and chosen.
#[derive(Clone, Copy)]
pub struct Exporting {
    /// Whether the preview is shown.
    shown: RwSignal<bool>,
    format: RwSignal<Format>,
    /// What goes along.
    include: RwSignal<Include>,
    /// What goes along on paper; of what the browser prints by itself only what goes to others.
    pub paper: RwSignal<Include>,
    said: RwSignal<String>,
}

impl Exporting {
    /// Of an editor that opens.
    pub fn new() -> Self {
        Self {
            shown: RwSignal::new(false),
            format: RwSignal::new(Format::Word),
            include: RwSignal::default(),
            paper: RwSignal::default(),
            said: RwSignal::default(),
        }
    }
}

/// The draft in a format.
fn written(open: Open, draft: &Draft, format: Format, include: Include) -> Result<Vec<u8>, Undated> {
    if format == Format::Json {
        return Ok(write::pretty(&shared::envelope(open.state, draft, include)).into_bytes());
    }
    // Each key that was kept made it another edition (RFC 5545 section 3.8.7.4).
    let edition = Edition { stamp: state::now(), changes: open.state.generation(&draft.id) };
    format.write(draft.envelope(), &[paper::programme(open, draft, include)], include, edition)
}

/// Hands the draft to the person in a format.
fn hand(open: Open, format: Format, include: Include) {
    open.export(|draft| match format {
        Format::Json => open.state.export(draft, include),
        _ => match written(open, draft, format, include) {
            Ok(content) => open.state.export_as(draft, format, &content),
            Err(why) => open.state.say(formats::undated(&why)),
        },
    });
}

/// Hands the draft to the person as a file that opens here again.
pub fn save(open: Open) {
    open.export(|draft| file::save(open.state, draft));
}

/// The entries of the menu.
pub fn entries(open: Open) -> Vec<Entry> {
    let plain = |label: Desk, run: Box<dyn Fn()>| Entry { label: t(label), enabled: true, keys: "", why: None, run };
    let undated = open.editor.with_untracked(|editor| calendar::undated(&editor.draft().meeting));
    let mut all = vec![
        plain(Desk::ExportPreview, Box::new(move || open.exporting.shown.set(true))),
        plain(Desk::SendLinkMenu, Box::new(move || open.sending.set(true))),
    ];
    all.extend(Format::ALL.map(|format| {
        let why = if format == Format::Calendar { undated.as_ref().map(formats::undated) } else { None };
        let run = Box::new(move || hand(open, format, Include::default()));
        Entry { label: t(formats::name(format)), enabled: why.is_none(), keys: "", why, run }
    }));
    all.push(plain(Desk::Print, Box::new(move || print(open, Include::default()))));
    all
}

/// Prints once what covers the page is gone.
fn print(open: Open, include: Include) {
    open.exporting.paper.set(include);
    open.exporting.shown.set(false);
    dom::next_frame(|| dom::next_frame(|| drop(dom::window().print())));
}

/// The preview.
pub fn view(open: Open) -> AnyView {
    let Exporting { shown, .. } = open.exporting;
    sheet("desk-exporting", Desk::ExportTitle, shown, move || content(open))
}

fn content(open: Open) -> AnyView {
    let Exporting { format, include, said, .. } = open.exporting;
    said.set(String::new());
    let options = Format::ALL.map(|format| (format.ending().to_owned(), t(formats::name(format)).to_owned()));
    let choose = move |ending: String| format.set(Format::of_ending(&ending).unwrap_or(Format::Word));
    let tick = move |part: Part| {
        let set = move |event: web_sys::Event| {
            let is_on = event_target_checked(&event);
            include.update(|include| *include = if is_on { include.with(part) } else { include.without(part) });
        };
        let input = html::input().r#type("checkbox").prop("checked", move || include.get().has(part)).on(ev::change, set);
        html::label().class("desk-choice").child((input, html::span().child(t(name(part))))).into_any()
    };
    let draft = open.editor.with_untracked(|editor| editor.draft().clone());
    let (meeting, action) = draft.as_meeting();
    // What is not there is not offered.
    let is_there = |part: &Part| match part {
        Part::Actions => !action.is_empty(),
        Part::Minutes => !meeting.minutes.is_empty(),
        Part::JoinAddresses => meeting.location.as_ref().is_some_and(|place| !place.virtual_location.is_empty()),
        _ => true,
    };
    let ticks: Vec<_> = Part::ALL.into_iter().filter(is_there).map(tick).collect();
    let shown = draft.clone();
    let preview = move || match written(open, &shown, format.get(), include.get()) {
        Err(why) => html::p().class("desk-text").role("alert").child(formats::undated(&why)).into_any(),
        Ok(content) => match format.get() {
            Format::Web | Format::Word => {
                html::div().class("desk-preview-page").child(paper::page(paper::programme(open, &shown, include.get()))).into_any()
            }
            _ => html::pre().class("desk-preview-text").dir("auto").child(String::from_utf8_lossy(&content).into_owned()).into_any(),
        },
    };
    let mail = move || {
        let programmes = [paper::programme(open, &draft, include.get_untracked())];
        let (plain, markup) = (text::write(&programmes), mail::write(&programmes));
        let copied = clipboard::write(&plain, &markup);
        run(async move {
            let is_copied = copied.await.is_ok();
            let _ = said.try_set(t(if is_copied { Desk::MailCopied } else { Desk::MailNotCopied }).to_owned());
        });
    };
    (
        select(Desk::ExportFormat, options.into(), move || format.get().ending().to_owned(), choose),
        html::fieldset()
            .class("desk-choices desk-include")
            .child((html::legend().class("desk-legend").child(t(Desk::ExportInclude)), ticks)),
        html::p().class("desk-row").child((
            button("button primary", Desk::Download, move || hand(open, format.get_untracked(), include.get_untracked())),
            button("button", Desk::CopyForMail, mail),
            button("button", Desk::Print, move || print(open, include.get_untracked())),
        )),
        html::p().class("desk-facts").role("status").child(move || said.get()),
        html::div().class("desk-preview").role("region").aria_label(t(Desk::Preview)).tabindex("0").child(preview),
    )
        .into_any()
}

fn name(part: Part) -> Desk {
    match part {
        Part::Durations => Desk::PartDurations,
        Part::Times => Desk::PartTimes,
        Part::Presenters => Desk::FieldPresenters,
        Part::Documents => Desk::PartDocuments,
        Part::Actions => Desk::PartActions,
        Part::Minutes => Desk::PartMinutes,
        Part::PrivateNotes => Desk::PartNotes,
        Part::JoinAddresses => Desk::PartJoin,
    }
}

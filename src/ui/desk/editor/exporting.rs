//! "Export": every format at once from the menu, and a preview in which one chooses what goes along.

use leptos::{ev, html, prelude::*};

use super::{Open, paper};
use crate::{
    domain::{
        call,
        draft::Draft,
        export::{
            Format,
            calendar::{self, Edition},
            include::{Include, Part},
            order::{Form, Order},
        },
        model::write,
    },
    message::{Desk, View},
    platform::{clipboard, dom},
    ui::{
        desk::{
            button, file, formats,
            parts::{Entry, select, sheet},
            run, shared, state, writer,
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

/// The draft in a form, begun at once; the sentence for the person where it cannot be made.
fn ordered(open: Open, draft: &Draft, form: Form, include: Include) -> impl Future<Output = Result<Vec<u8>, String>> + use<> {
    // Each key that was kept made it another edition (RFC 5545 section 3.8.7.4).
    let edition = Edition { stamp: state::now(), changes: open.state.generation(&draft.id) };
    let begun = paper::with_programme(open, draft, include, |programme| {
        let order = Order::of(form, [&draft.meeting], vec![programme], edition);
        order.map(|order| writer::write(&order)).map_err(|why| formats::undated(&why))
    });
    async { begun?.await }
}

/// Hands the draft to the person in a format.
fn hand(open: Open, format: Format, include: Include) {
    open.export(|draft| {
        let Some(form) = format.form() else { return open.state.export(draft, include) };
        let (file, id) = (ordered(open, draft, form, include), draft.meeting.id.clone());
        run(async move {
            match file.await {
                Ok(content) => open.state.export_as(&id, format, &content),
                Err(why) => open.state.say(why),
            }
        });
    });
}

/// Hands the draft to the person as a file that opens here again.
pub fn save(open: Open) {
    open.export(|draft| file::save(open.state, draft));
}

/// The entries of the menu.
pub fn entries(open: Open) -> Vec<Entry> {
    writer::get_ready();
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

/// Whether there are addresses to join a call, or passcodes, anywhere in what goes out.
fn has_joins(draft: &Draft) -> bool {
    let place = draft.meeting.location.as_ref().is_some_and(|place| !place.virtual_location.is_empty());
    place || !call::spans(&write::compact(&draft.envelope())).is_empty()
}

/// The preview.
pub fn view(open: Open) -> AnyView {
    let Exporting { shown, .. } = open.exporting;
    sheet("desk-exporting", Desk::ExportTitle, shown, move || content(open))
}

fn content(open: Open) -> AnyView {
    let Exporting { format, include, said, .. } = open.exporting;
    said.set(String::new());
    // What is private is ticked anew each time.
    include.set(Include::default());
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
    let joins = has_joins(&draft);
    // What is not there is not offered.
    let is_there = |part: &Part| match part {
        Part::Actions => !action.is_empty(),
        Part::Minutes => !meeting.minutes.is_empty() || !meeting.participation.is_empty() || meeting.attendee_count.is_some(),
        Part::JoinAddresses => joins,
        _ => true,
    };
    let ticks: Vec<_> = Part::ALL.into_iter().filter(is_there).map(tick).collect();
    let draft = StoredValue::new(draft);
    let copying = Copying::of(open, draft);
    (
        select(Desk::ExportFormat, options.into(), move || format.get().ending().to_owned(), choose),
        html::fieldset()
            .class("desk-choices desk-include")
            .child((html::legend().class("desk-legend").child(t(Desk::ExportInclude)), ticks)),
        move || (joins && !include.get().has(Part::JoinAddresses)).then(|| html::p().class("desk-facts").child(t(Desk::LeftOut))),
        html::p().class("desk-row").child((
            button("button primary", Desk::Download, move || hand(open, format.get_untracked(), include.get_untracked())),
            button("button", View::CopyForMail, move || copying.copy(said)),
            button("button", Desk::Print, move || print(open, include.get_untracked())),
        )),
        html::p().class("desk-facts").role("status").child(move || said.get()),
        html::div().class("desk-preview").role("region").aria_label(t(Desk::Preview)).tabindex("0").child(preview(open, draft)),
    )
        .into_any()
}

/// The draft in the chosen format: as on paper where it is a page, else as it is written.
fn preview(open: Open, draft: StoredValue<Draft>) -> impl Fn() -> AnyView {
    let Exporting { format, include, .. } = open.exporting;
    let made: RwSignal<Result<String, String>> = RwSignal::new(Ok(String::new()));
    let latest = StoredValue::new(0_u32);
    let again = RwSignal::new(0_u32);
    Effect::new(move |wanted: Option<u32>| {
        again.track();
        // Tells an answer that is no longer waited for.
        let wanted = wanted.map_or(0, |wanted| wanted + 1);
        latest.set_value(wanted);
        let (format, include) = (format.get(), include.get());
        draft.with_value(|draft| match format.form() {
            Some(Form::Web | Form::Word) => made.set(Ok(String::new())),
            None => made.set(Ok(shared::file(open.state, draft, include))),
            Some(form) => {
                let text = ordered(open, draft, form, include);
                run(async move {
                    let text = text.await.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                    if latest.try_get_value() == Some(wanted) {
                        made.set(text);
                    }
                });
            }
        });
        wanted
    });
    let is_undated = move || format.get() == Format::Calendar && draft.with_value(|draft| calendar::undated(&draft.meeting).is_some());
    move || match format.get() {
        Format::Web | Format::Word => {
            html::div().class("desk-preview-page").child(draft.with_value(|draft| paper::page(open, draft, include.get()))).into_any()
        }
        _ => match made.get() {
            Ok(text) => html::pre().class("desk-preview-text").dir("auto").child(text).into_any(),
            Err(why) => (
                html::p().class("desk-text").role("alert").child(why),
                // Without a date it stays as it is.
                (!is_undated()).then(|| button("button", View::TryAgain, move || again.update(|again| *again += 1))),
            )
                .into_any(),
        },
    }
}

/// The mail that is copied: made as soon as it is known what goes along, since browsers let a page copy only while a press is handled.
#[derive(Clone, Copy)]
struct Copying {
    open: Open,
    draft: StoredValue<Draft>,
    /// Plain and as markup, and what went along; nothing until it is made.
    ready: RwSignal<Option<(Include, [String; 2])>>,
}

impl Copying {
    fn of(open: Open, draft: StoredValue<Draft>) -> Self {
        let own = Self { open, draft, ready: RwSignal::new(None) };
        Effect::new(move |_| {
            let making = own.make(open.exporting.include.get());
            // Where it cannot be made, the press of the button says so.
            run(async move { drop(making.await) });
        });
        own
    }

    fn make(self, include: Include) -> impl Future<Output = Result<[String; 2], String>> + use<> {
        let text = |form| self.draft.with_value(|draft| ordered(self.open, draft, form, include));
        let (plain, markup) = (text(Form::Text), text(Form::Mail));
        async move {
            let both = [plain.await?, markup.await?].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let _ = self.ready.try_set(Some((include, both.clone())));
            Ok(both)
        }
    }

    /// Copies it; what came of it is said.
    fn copy(self, said: RwSignal<String>) {
        let include = self.open.exporting.include.get_untracked();
        let ready = self.ready.with_untracked(|ready| ready.clone().filter(|(of, _)| *of == include));
        let was_ready = ready.is_some();
        let copied = ready.map(|(_, [plain, markup])| clipboard::write(&plain, &markup));
        run(async move {
            let done = match copied {
                Some(copied) => Ok(copied.await.is_ok()),
                None => match self.make(include).await {
                    Ok([plain, markup]) => Ok(clipboard::write(&plain, &markup).await.is_ok()),
                    Err(why) => Err(why),
                },
            };
            let text = match done {
                Ok(true) => t(Desk::MailCopied).to_owned(),
                Ok(false) => t(if was_ready { Desk::MailNotCopied } else { Desk::MailReady }).to_owned(),
                Err(why) => why,
            };
            let _ = said.try_set(text);
        });
    }
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

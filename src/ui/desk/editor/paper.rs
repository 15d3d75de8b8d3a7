//! The draft on paper: an agenda without fields and buttons, made when the browser is about to print. Reaches outside: `beforeprint`.

use std::borrow::Cow;

use leptos::{ev, html, prelude::*};

use super::{
    Open,
    times::{start_texts, zone_of},
};
use crate::{
    domain::{
        draft::Draft,
        export::{
            include::Include,
            programme::{Duty, Line, Link, Point, PointKind, Programme, Text},
        },
        shown::shown,
        timing,
    },
    message::words::Words,
    ui::desk::voice::Browser,
};

/// Does something with the draft as others are to read it: with the numbers that the page shows.
pub fn with_programme<T>(open: Open, draft: &Draft, include: Include, act: impl FnOnce(Programme) -> T) -> T {
    let number = open.numbers.read_untracked();
    let words = Words {
        tongue: &Browser,
        list: open.state.list.get_untracked(),
        zone: zone_of(draft),
        number: Cow::Borrowed(&number),
        start: Cow::Owned(start_texts(draft, &zone_of(draft))),
        total: timing::total(&draft.meeting.agenda_item),
    };
    let (meeting, action) = draft.as_meeting();
    act(Programme::of(&meeting, &action, &words, include))
}

/// What is printed of the page; empty until then.
pub fn view(open: Open) -> AnyView {
    let printed = RwSignal::new(false);
    let before = window_event_listener(ev::Custom::<web_sys::Event>::new("beforeprint"), move |_| printed.set(true));
    let after = window_event_listener(ev::Custom::<web_sys::Event>::new("afterprint"), move |_| {
        printed.set(false);
        open.exporting.paper.set(Include::default());
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    html::div()
        .class("desk-paper")
        .child(move || {
            printed.get().then(|| open.editor.with_untracked(|editor| page(open, editor.draft(), open.exporting.paper.get_untracked())))
        })
        .into_any()
}

/// The draft as on paper.
pub fn page(open: Open, draft: &Draft, include: Include) -> AnyView {
    with_programme(open, draft, include, said)
}

/// What is said of a meeting.
fn said(programme: Programme) -> AnyView {
    let note_heading = programme.note_heading;
    let fact = |(name, value): (Text, Text)| (html::dt().child(name.into_owned()), html::dd().child(shown(&value).into_owned()));
    let facts: Vec<_> = programme.facts.into_iter().map(fact).collect();
    (
        html::p().class("desk-paper-title").dir("auto").child(shown(&programme.title).into_owned()),
        html::dl().class("facts").child(facts),
        programme.description.map(|text| html::p().class("desk-paper-text").dir("auto").child(shown(&text).into_owned())),
        (!programme.agenda.is_empty()).then(|| {
            let lines: Vec<_> = programme.agenda.into_iter().map(|each| line(each, &note_heading)).collect();
            (html::p().class("desk-paper-heading").child(programme.agenda_heading.into_owned()), html::div().child(lines))
        }),
        (!programme.actions.is_empty()).then(|| {
            let actions: Vec<_> = programme.actions.into_iter().map(duty).collect();
            (html::p().class("desk-paper-heading").child(programme.actions_heading.into_owned()), html::div().child(actions))
        }),
        (!programme.minutes.is_empty()).then(|| {
            let points: Vec<_> = programme.minutes.into_iter().map(point).collect();
            (html::p().class("desk-paper-heading").child(programme.minutes_heading.into_owned()), html::div().child(points))
        }),
        (!programme.documents.is_empty()).then(|| {
            (html::p().class("desk-paper-heading").child(programme.documents_heading.into_owned()), documents(programme.documents))
        }),
    )
        .into_any()
}

fn paragraph(text: Text) -> impl IntoView + use<> {
    html::p().class("desk-paper-text").dir("auto").child(shown(&text).into_owned())
}

fn line(line: Line, note_heading: &str) -> AnyView {
    let facts = line.facts().collect::<Vec<_>>().join(" · ");
    let note = line.note.map(|note| format!("{note_heading}: {note}").into());
    let details: Vec<_> = line.details.into_iter().chain(note).map(paragraph).collect();
    (
        line.day.map(|day| html::p().class("desk-paper-day").child(shown(&day.words).into_owned())),
        html::div().class("desk-paper-item").attr("data-level", (line.depth + 1).to_string()).child((
            html::span().class("desk-paper-number").child(line.number.map(Text::into_owned)),
            html::div().class("desk-paper-body").child((
                html::p().class("desk-paper-name").dir("auto").child(shown(&line.title).into_owned()),
                (!facts.is_empty()).then(|| html::p().class("desk-paper-facts").child(facts)),
                details,
                documents(line.documents),
            )),
        )),
    )
        .into_any()
}

fn duty(duty: Duty) -> AnyView {
    html::div()
        .class("desk-paper-item")
        .child(html::div().class("desk-paper-body").child((
            html::p().class("desk-paper-name").dir("auto").child(shown(&duty.text).into_owned()),
            html::p().class("desk-paper-facts").child(duty.facts.join(" · ")),
            duty.description.map(paragraph),
            documents(duty.documents),
        )))
        .into_any()
}

fn point(point: Point) -> AnyView {
    if point.kind == PointKind::Heading {
        return html::p().class("desk-paper-day").dir("auto").child(shown(&point.numbered()).into_owned()).into_any();
    }
    html::div()
        .class("desk-paper-item")
        .attr("data-level", (point.depth + 1).to_string())
        .child((
            html::span().class("desk-paper-number").child(point.number.map_or_else(|| "–".into(), Text::into_owned)),
            html::div().class("desk-paper-body").child((paragraph(point.text), documents(point.documents))),
        ))
        .into_any()
}

fn documents(links: Vec<Link>) -> AnyView {
    let entry =
        |link: Link| html::li().dir("auto").child([Some(&*link.title), link.beside()].into_iter().flatten().collect::<Vec<_>>().join(": "));
    (!links.is_empty()).then(|| html::ul().child(links.into_iter().map(entry).collect::<Vec<_>>())).into_any()
}

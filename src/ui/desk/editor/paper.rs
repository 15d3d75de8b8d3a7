//! The draft on paper: an agenda without fields and buttons, made when the browser is about to print. Reaches outside: `beforeprint`.

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
            programme::{Duty, Line, Link, Point, PointKind, Programme},
        },
        timing,
    },
    message::words::Words,
    ui::desk::voice::Browser,
};

/// The draft as others are to read it.
pub fn programme(open: Open, draft: &Draft, include: Include) -> Programme {
    let words = Words {
        tongue: &Browser,
        list: open.state.list.get_untracked(),
        zone: zone_of(draft),
        number: open.numbers.get_untracked(),
        start: start_texts(draft, &zone_of(draft)),
        total: timing::total(&draft.meeting.agenda_item),
    };
    let (meeting, action) = draft.as_meeting();
    Programme::of(&meeting, &action, &words, include)
}

/// What is printed of the page; empty until then.
pub fn view(open: Open) -> AnyView {
    let printed: RwSignal<Option<Programme>> = RwSignal::new(None);
    let before = window_event_listener(ev::Custom::<web_sys::Event>::new("beforeprint"), move |_| {
        printed.set(Some(open.editor.with_untracked(|editor| programme(open, editor.draft(), open.exporting.paper.get_untracked()))));
    });
    let after = window_event_listener(ev::Custom::<web_sys::Event>::new("afterprint"), move |_| {
        printed.set(None);
        open.exporting.paper.set(Include::default());
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    html::div().class("desk-paper").child(move || printed.get().map(page)).into_any()
}

/// What is said of a meeting, as on paper.
pub fn page(programme: Programme) -> AnyView {
    let note_heading = programme.note_heading;
    let facts: Vec<_> = programme.facts.into_iter().map(|(name, value)| (html::dt().child(name), html::dd().child(value))).collect();
    (
        html::p().class("desk-paper-title").dir("auto").child(programme.title),
        html::dl().class("facts").child(facts),
        programme.description.map(|text| html::p().class("desk-paper-text").dir("auto").child(text)),
        (!programme.agenda.is_empty()).then(|| {
            let lines: Vec<_> = programme.agenda.into_iter().map(|each| line(each, &note_heading)).collect();
            (html::p().class("desk-paper-heading").child(programme.agenda_heading), html::div().child(lines))
        }),
        (!programme.actions.is_empty()).then(|| {
            let actions: Vec<_> = programme.actions.into_iter().map(duty).collect();
            (html::p().class("desk-paper-heading").child(programme.actions_heading), html::div().child(actions))
        }),
        (!programme.minutes.is_empty()).then(|| {
            let points: Vec<_> = programme.minutes.into_iter().map(point).collect();
            (html::p().class("desk-paper-heading").child(programme.minutes_heading), html::div().child(points))
        }),
        (!programme.documents.is_empty())
            .then(|| (html::p().class("desk-paper-heading").child(programme.documents_heading), documents(programme.documents))),
    )
        .into_any()
}

fn line(line: Line, note_heading: &str) -> AnyView {
    let facts = line.facts().collect::<Vec<_>>().join(" · ");
    let note = line.note.map(|note| format!("{note_heading}: {note}"));
    let details: Vec<_> =
        line.details.into_iter().chain(note).map(|text| html::p().class("desk-paper-text").dir("auto").child(text)).collect();
    (
        line.day.map(|day| html::p().class("desk-paper-day").child(day.words)),
        html::div().class("desk-paper-item").attr("data-level", (line.depth + 1).to_string()).child((
            html::span().class("desk-paper-number").child(line.number),
            html::div().class("desk-paper-body").child((
                html::p().class("desk-paper-name").dir("auto").child(line.title),
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
            html::p().class("desk-paper-name").dir("auto").child(duty.text),
            html::p().class("desk-paper-facts").child(duty.facts.join(" · ")),
            duty.description.map(|text| html::p().class("desk-paper-text").dir("auto").child(text)),
            documents(duty.documents),
        )))
        .into_any()
}

fn point(point: Point) -> AnyView {
    if point.kind == PointKind::Heading {
        let text = point.number.into_iter().chain([point.text]).collect::<Vec<_>>().join(" ");
        return html::p().class("desk-paper-day").dir("auto").child(text).into_any();
    }
    html::div()
        .class("desk-paper-item")
        .attr("data-level", (point.depth + 1).to_string())
        .child((
            html::span().class("desk-paper-number").child(point.number.unwrap_or_else(|| "–".into())),
            html::div()
                .class("desk-paper-body")
                .child((html::p().class("desk-paper-text").dir("auto").child(point.text), documents(point.documents))),
        ))
        .into_any()
}

fn documents(links: Vec<Link>) -> AnyView {
    let entry = |link: Link| {
        let address = link.beside().map(str::to_owned);
        html::li().dir("auto").child([Some(link.title), address].into_iter().flatten().collect::<Vec<_>>().join(": "))
    };
    (!links.is_empty()).then(|| html::ul().child(links.into_iter().map(entry).collect::<Vec<_>>())).into_any()
}

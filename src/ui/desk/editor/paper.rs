//! The draft on paper: an agenda without fields and buttons, made when the browser is about to print. Reaches outside: `beforeprint`.

use leptos::{ev, html, prelude::*};

use super::{Open, zone_of};
use crate::{
    domain::{
        draft::Draft,
        export::programme::{Line, Link, Programme},
        timing,
    },
    ui::desk::voice::Words,
};

/// The draft as others are to read it.
pub fn programme(open: Open, draft: &Draft) -> Programme {
    let words = Words {
        list: open.state.list.get_untracked(),
        zone: zone_of(draft),
        number: open.numbers.get_untracked(),
        start: open.starts.get_untracked(),
        total: timing::total(&draft.meeting.agenda_item),
    };
    Programme::of(&draft.meeting, &words)
}

/// What is printed of the page; empty until then.
pub fn view(open: Open) -> AnyView {
    let printed: RwSignal<Option<Programme>> = RwSignal::new(None);
    let before = window_event_listener(ev::Custom::<web_sys::Event>::new("beforeprint"), move |_| {
        printed.set(Some(open.editor.with_untracked(|editor| programme(open, editor.draft()))));
    });
    let after = window_event_listener(ev::Custom::<web_sys::Event>::new("afterprint"), move |_| printed.set(None));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    html::div().class("desk-paper").child(move || printed.get().map(page)).into_any()
}

fn page(programme: Programme) -> AnyView {
    let facts: Vec<_> = programme.facts.into_iter().map(|(name, value)| (html::dt().child(name), html::dd().child(value))).collect();
    (
        html::p().class("desk-paper-title").dir("auto").child(programme.title),
        html::dl().class("facts").child(facts),
        programme.description.map(|text| html::p().class("desk-paper-text").dir("auto").child(text)),
        (!programme.agenda.is_empty()).then(|| {
            let lines: Vec<_> = programme.agenda.into_iter().map(line).collect();
            (html::p().class("desk-paper-heading").child(programme.agenda_heading), html::div().child(lines))
        }),
        (!programme.documents.is_empty())
            .then(|| (html::p().class("desk-paper-heading").child(programme.documents_heading), documents(programme.documents))),
    )
        .into_any()
}

fn line(line: Line) -> AnyView {
    let details: Vec<_> = line.details.into_iter().map(|text| html::p().class("desk-paper-text").dir("auto").child(text)).collect();
    (
        line.day.map(|day| html::p().class("desk-paper-day").child(day)),
        html::div().class("desk-paper-item").attr("data-level", (line.depth + 1).to_string()).child((
            html::span().class("desk-paper-number").child(line.number),
            html::div().class("desk-paper-body").child((
                html::p().class("desk-paper-name").dir("auto").child(line.title),
                (!line.facts.is_empty()).then(|| html::p().class("desk-paper-facts").child(line.facts.join(" · "))),
                details,
                documents(line.documents),
            )),
        )),
    )
        .into_any()
}

fn documents(links: Vec<Link>) -> AnyView {
    let entry =
        |link: Link| html::li().dir("auto").child([Some(link.title), link.address].into_iter().flatten().collect::<Vec<_>>().join(": "));
    (!links.is_empty()).then(|| html::ul().child(links.into_iter().map(entry).collect::<Vec<_>>())).into_any()
}

//! What the draft took over from the meeting before, and what it might: each entry with a switch and where it comes from.

use leptos::{ev, html, prelude::*};

use super::Open;
use crate::{
    domain::draft::carry::{self, Offer, Why},
    message::Desk,
    ui::{
        desk::{archive, run},
        text::{t, tv},
    },
};

/// The panel; nothing where the draft continues no meeting of the archive.
pub fn view(open: Open) -> AnyView {
    let offers = RwSignal::new(Vec::<Offer>::new());
    let from = RwSignal::new(String::new());
    if let Some(before) = open.editor.with_untracked(|editor| editor.draft().meeting.derived_from.clone()) {
        run(async move {
            if let Some((label, found)) = archive::offers(open.state, &before).await {
                let _ = from.try_set(label);
                let _ = offers.try_set(found);
            }
        });
    }
    let content = move || {
        let all = offers.get();
        if all.is_empty() {
            return ().into_any();
        }
        let (actions, items): (Vec<_>, Vec<_>) = (0..all.len()).partition(|at| all[*at].why == Why::Action);
        let list = |places: Vec<usize>| -> Vec<AnyView> { places.into_iter().map(|at| entry(open, offers, at)).collect() };
        let count = move || {
            let taken = open
                .editor
                .with(|editor| offers.with(|offers| offers.iter().filter(|offer| carry::taken(editor.draft(), offer).is_some()).count()));
            tv(Desk::CarriedCount, &[("taken", &taken.to_string()), ("count", &offers.with(Vec::len).to_string())])
        };
        let actions = (!actions.is_empty()).then(|| {
            (html::h3().class("desk-subheading").child(t(Desk::CarriedActions)), html::ul().class("desk-carried").child(list(actions)))
        });
        html::details()
            .class("desk-details desk-carry")
            .child((
                html::summary().class("desk-summary").child((
                    tv(Desk::CarriedFrom, &[("meeting", &from.get())]),
                    " ",
                    html::span().class("muted").child(count),
                )),
                html::ul().class("desk-carried").child(list(items)),
                actions,
            ))
            .into_any()
    };
    html::div().class("desk-carry-place").child(content).into_any()
}

fn entry(open: Open, offers: RwSignal<Vec<Offer>>, at: usize) -> AnyView {
    let offer = offers.with_untracked(|offers| offers[at].clone());
    let why = match offer.why {
        Why::Standing(like, known) => tv(Desk::WhyStanding, &[("like", &like.to_string()), ("known", &known.to_string())]),
        Why::OneOff => t(Desk::WhyOneOff).to_owned(),
        Why::Only => t(Desk::WhyOnly).to_owned(),
        Why::Deferred => t(Desk::WhyDeferred).to_owned(),
        Why::Action => t(Desk::WhyAction).to_owned(),
    };
    let name = offer.item.name.clone().unwrap_or_else(|| t(Desk::ItemTitle).to_owned());
    let source = format!("#/meetings/{}", offer.from);
    let is_taken = {
        let offer = offer.clone();
        Memo::new(move |_| open.editor.with(|editor| carry::taken(editor.draft(), &offer).is_some()))
    };
    let toggle = move |_| offers.with_untracked(|all| open.perform(open.ask(|draft| carry::switch(draft, all, &all[at]))));
    let label = html::label().class("desk-choice").child((
        html::input().class("desk-box").r#type("checkbox").prop("checked", move || is_taken.get()).on(ev::change, toggle),
        html::bdi().class("desk-carried-name").child(name),
    ));
    let about = html::span().class("desk-facts").child((
        why,
        " · ",
        html::a().class("desk-link").href(source).child(archive::label(open.state, &offer.from)),
    ));
    html::li().class("desk-carried-entry").child((label, about)).into_any()
}

//! What the draft took over from the meeting before, and what it might: each entry with a switch and where it comes from.

use std::collections::{BTreeSet, HashMap};

use leptos::{ev, html, prelude::*};

use super::{Open, named};
use crate::{
    domain::{
        draft::{
            Editor,
            carry::{self, Offer, Why},
            follows,
        },
        model::{ItemId, MeetingId},
        route::Route,
    },
    message::Desk,
    ui::{
        desk::{archive, link, parts::own, run, state::State},
        text::{t, tv},
    },
};

/// The panel; nothing where the draft continues no meeting of the archive.
pub fn view(open: Open) -> AnyView {
    let offers = RwSignal::new(Vec::<Offer>::new());
    // What the meetings that they come from are called.
    let labels = StoredValue::new(HashMap::<MeetingId, String>::new());
    let before = open.editor.with_untracked(|editor| editor.draft().meeting.derived_from.clone()).unwrap_or_default();
    if !before.as_str().is_empty() {
        let before = before.clone();
        run(async move {
            if let Some((found, all)) = archive::offers(open.state, &before).await {
                let _ = labels.try_set_value(found);
                let _ = offers.try_set(all);
            }
        });
    }
    let carried = open.outline(carry::carried);
    let content = move || {
        let all = offers.get();
        if all.is_empty() {
            return ().into_any();
        }
        let (actions, items): (Vec<_>, Vec<_>) = (0..all.len()).partition(|at| all[*at].why == Why::Action);
        let label = |meeting: &MeetingId| labels.with_value(|labels| labels.get(meeting).cloned()).unwrap_or_else(|| meeting.to_string());
        let list = |places: Vec<usize>| -> Vec<AnyView> {
            places.into_iter().map(|at| entry(open, offers, at, carried, label(&all[at].from))).collect()
        };
        let count = move || {
            let taken = carried.with(|carried| offers.with(|offers| offers.iter().filter(|offer| is_in(carried, offer)).count()));
            tv(Desk::CarriedCount, &[("taken", &taken.to_string()), ("count", &offers.with(Vec::len).to_string())])
        };
        let actions = (!actions.is_empty()).then(|| {
            (html::h2().class("desk-subheading").child(t(Desk::CarriedActions)), html::ul().class("desk-carried").child(list(actions)))
        });
        let (own, other) = (label(&before), carry::other_basis(&all, &before).map(label));
        let instead = other
            .as_ref()
            .map(|other| html::p().class("desk-facts").child(tv(Desk::CarriedInstead, &[("meeting", &own), ("other", other)])));
        html::details()
            .class("desk-details desk-carry")
            .child((
                html::summary().class("desk-summary").child((
                    tv(Desk::CarriedFrom, &[("meeting", other.as_deref().unwrap_or(&own))]),
                    " ",
                    html::span().class("muted").child(count),
                )),
                instead,
                html::ul().class("desk-carried").child(list(items)),
                actions,
            ))
            .into_any()
    };
    html::div().class("desk-carry-place").child((recorded(open), content)).into_any()
}

/// Says that the meeting is in the archive already, with the way there.
fn recorded(open: Open) -> AnyView {
    let found = open.of_meeting(move |draft| {
        let list = open.state.list.get()?;
        follows::recorded(draft, &list).map(|row| (row.id.clone(), row.label().to_owned()))
    });
    let content = move || {
        found.get().map(|(id, label)| {
            let link = html::a().class("desk-link").href(link(Route::Meeting(id, None))).child(label);
            html::p().class("desk-note").child((t(Desk::AlreadyRecorded), " ", link, ". ", t(Desk::AlreadyRecordedHelp)))
        })
    };
    html::div().role("status").child(content).into_any()
}

fn is_in(carried: &BTreeSet<ItemId>, offer: &Offer) -> bool {
    offer.item.carried_from.as_ref().is_some_and(|from| carried.contains(from))
}

fn entry(open: Open, offers: RwSignal<Vec<Offer>>, at: usize, carried: Memo<BTreeSet<ItemId>>, from: String) -> AnyView {
    let offer = offers.with_untracked(|offers| offers[at].clone());
    let why = match offer.why {
        Why::Standing(like, known) => tv(Desk::WhyStanding, &[("like", &like.to_string()), ("known", &known.to_string())]),
        Why::OneOff => t(Desk::WhyOneOff).to_owned(),
        Why::Only => t(Desk::WhyOnly).to_owned(),
        Why::Deferred => t(Desk::WhyDeferred).to_owned(),
        Why::Action => t(Desk::WhyAction).to_owned(),
    };
    let name = named(&offer.item);
    let source = link(Route::Meeting(offer.from.clone(), None));
    let is_taken = Memo::new(move |_| carried.with(|carried| is_in(carried, &offer)));
    let toggle = move |_| offers.with_untracked(|all| open.perform(open.ask(|draft| carry::switch(draft, all, &all[at]))));
    let label = html::label().class("desk-choice").child((
        html::input().class("desk-box").r#type("checkbox").prop("checked", move || is_taken.get()).on(ev::change, toggle),
        html::span().class("desk-carried-name").child(own(&name)),
    ));
    let about = html::span().class("desk-facts").child((why, " · ", html::a().class("desk-link").href(source).child(from)));
    html::li().class("desk-carried-entry").child((label, about)).into_any()
}

/// What the meetings are called that items of the draft come from.
pub fn sources(state: State, editor: RwSignal<Editor>) -> Memo<HashMap<MeetingId, String>> {
    let ids = Memo::new(move |_| {
        editor.with(|editor| carry::carried(editor.draft()).iter().map(carry::meeting_of).collect::<BTreeSet<MeetingId>>())
    });
    Memo::new(move |_| {
        let list = state.list.get();
        let rows = list.iter().flat_map(|list| &list.row);
        let here = state.added.get();
        let here = here.iter().flat_map(|(_, envelope)| &envelope.meeting).map(|meeting| (&meeting.id, meeting.label()));
        let all = rows.map(|row| (&row.id, row.label())).chain(here);
        ids.with(|ids| all.filter(|(id, _)| ids.contains(id)).map(|(id, label)| (id.clone(), label.to_owned())).collect())
    })
}

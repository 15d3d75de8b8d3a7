//! Bodies: all of them, and one over all cycles.

use std::{collections::BTreeSet, sync::Arc};

use leptos::{html::*, prelude::*};

use crate::{
    domain::{
        list::List,
        model::{Action, AgendaItem, Envelope, OrganizationId},
        route::Route,
    },
    message::View,
    ui::{
        parts::{self, own, row},
        state::{File, State},
        text::{t, tn, tv},
    },
};

/// All bodies.
pub fn all(state: State) -> impl IntoView {
    (parts::heading(state), p().class("lead").child(t(View::GroupsLead)), move || match &*state.list.read() {
        None | Some(File::Loading) => parts::loading(),
        Some(File::Failed(sentence)) => parts::failed(sentence.clone()),
        Some(File::Ready(list)) => ul()
            .class("rows")
            .aria_label(t(View::Groups))
            .child(
                list.organization
                    .iter()
                    .enumerate()
                    .map(|(place, body)| {
                        let place = u16::try_from(place).unwrap_or(u16::MAX);
                        let count = list.row.iter().filter(|row| row.about.contains(&place)).count();
                        let name = body.name.clone().filter(|name| name != body.label());
                        li().class("row").child((
                            p().class("row-title").child(a().href(state.link(Route::Group(body.id.to_string()))).child(own(body.label()))),
                            name.map(|name| p().class("row-facts").child(own(name))),
                            p().class("row-recorded").child(tn(View::MeetingCount, count, &[])),
                        ))
                    })
                    .collect_view(),
            )
            .into_any(),
    })
}

/// One body: its meetings, and the items and actions that concern it.
pub fn one(state: State, id: String) -> impl IntoView {
    let group = OrganizationId::from(id);
    Effect::new({
        let group = group.clone();
        move |_| {
            if let Some(list) = state.ready() {
                chunks(&list, &group).into_iter().for_each(|chunk| state.need(chunk));
            }
        }
    });
    (p().class("back").child(a().href(state.link(Route::Groups)).child(t(View::AllGroups))), parts::heading(state), move || {
        match &*state.list.read() {
            None | Some(File::Loading) => parts::loading(),
            Some(File::Failed(sentence)) => parts::failed(sentence.clone()),
            Some(File::Ready(list)) => body(state, list, &group),
        }
    })
}

fn place_of(list: &List, group: &OrganizationId) -> Option<u16> {
    list.organization.iter().position(|body| body.id == *group).and_then(|place| u16::try_from(place).ok())
}

fn chunks(list: &List, group: &OrganizationId) -> BTreeSet<u16> {
    let Some(place) = place_of(list, group) else { return BTreeSet::new() };
    list.row.iter().filter(|row| row.about.contains(&place)).map(|row| row.chunk).collect()
}

fn body(state: State, list: &Arc<List>, group: &OrganizationId) -> AnyView {
    let Some(place) = place_of(list, group) else { return p().child(t(View::GroupNotFound)).into_any() };
    let organization = &list.organization[usize::from(place)];
    let mut cycle = None;
    let meetings = list
        .row
        .iter()
        .filter(|row| row.about.contains(&place))
        .map(|each| {
            let heads = cycle != Some(each.cycle);
            cycle = Some(each.cycle);
            let name = heads.then(|| {
                each.cycle
                    .and_then(|place| list.cycle.get(usize::from(place)))
                    .map_or_else(|| t(View::NoCycle).to_owned(), |cycle| cycle.label().to_owned())
            });
            row::view(state, list, each, name, &[], None)
        })
        .collect_view();
    let mut items = Vec::new();
    let mut actions: Vec<(Arc<Envelope>, Action)> = Vec::new();
    let mut waiting = false;
    let mut failures = Vec::new();
    let mut envelopes = Vec::new();
    for chunk in chunks(list, group) {
        match state.chunk(chunk) {
            File::Loading => waiting = true,
            File::Failed(sentence) => failures.push(sentence),
            File::Ready(envelope) => envelopes.push(envelope),
        }
    }
    for envelope in state.added.read().values() {
        if !envelopes.iter().any(|other| Arc::ptr_eq(other, envelope)) {
            envelopes.push(envelope.clone());
        }
    }
    for envelope in &envelopes {
        for meeting in &envelope.meeting {
            walk(&meeting.agenda_item, group, &mut |item| items.push((meeting.id.clone(), meeting.label().to_owned(), item.clone())));
        }
        actions.extend(envelope.action.iter().filter(|action| concerns(action, group)).map(|action| (envelope.clone(), action.clone())));
    }
    let none = Memo::new(|_| None);
    (
        dl().class("facts").child((
            (!organization.other_name.is_empty())
                .then(|| (dt().child(t(View::OtherNames)), dd().child(own(organization.other_name.join(" · "))))),
            organization.sub_organization_of.as_ref().map(|parent| {
                (
                    dt().child(t(View::PartOf)),
                    dd().child(a().href(state.link(Route::Group(parent.to_string()))).child(own(parts::body_label(list, parent)))),
                )
            }),
        )),
        waiting.then(parts::loading),
        failures.into_iter().map(parts::failed).collect_view(),
        section()
            .attr("aria-labelledby", "g-meetings")
            .child((h2().id("g-meetings").child(t(View::Meetings)), ul().class("rows").aria_label(t(View::Meetings)).child(meetings))),
        (!items.is_empty()).then(|| {
            section().attr("aria-labelledby", "g-items").child((
                h2().id("g-items").child(tv(View::CountedHeading, &[("name", t(View::AgendaItems)), ("count", &items.len().to_string())])),
                ul().class("rows").aria_label(t(View::AgendaItems)).child(
                    items
                        .into_iter()
                        .map(|(id, meeting, item)| {
                            let part = item.id.as_str().rsplit('/').next().unwrap_or_default().to_owned();
                            li().class("row").child((
                                p().class("row-title")
                                    .child(a().href(state.link(Route::Meeting(id, Some(part)))).child(own(item.name.unwrap_or_default()))),
                                p().class("row-facts").child(own(meeting)),
                            ))
                        })
                        .collect_view(),
                ),
            ))
        }),
        (!actions.is_empty()).then(|| {
            section().attr("aria-labelledby", "g-actions").child((
                h2().id("g-actions").child(tv(View::CountedHeading, &[("name", t(View::Actions)), ("count", &actions.len().to_string())])),
                ul().class("actions")
                    .aria_label(t(View::Actions))
                    .child(actions.iter().map(|(_, action)| super::meeting::action(state, list, action, true, none)).collect_view()),
            ))
        }),
    )
        .into_any()
}

fn concerns(action: &Action, group: &OrganizationId) -> bool {
    action.organization.contains(group) || action.agent.iter().any(|agent| agent.organization.as_ref() == Some(group))
}

fn walk(items: &[AgendaItem], group: &OrganizationId, found: &mut impl FnMut(&AgendaItem)) {
    for item in items {
        if item.organization.contains(group) {
            found(item);
        }
        walk(&item.agenda_item, group, found);
    }
}

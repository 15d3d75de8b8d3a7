//! Bodies: all of them, and one over all cycles.

use leptos::prelude::*;

use crate::{
    domain::{
        list::{List, in_force},
        model::{Action, AgendaItem, Meeting, OrganizationId},
        route::Route,
    },
    message::View,
    ui::{
        node::{html::*, *},
        parts::{self, own, row},
        state::{File, State},
        text::{t, tn, tv},
    },
};

/// All bodies.
pub fn all(state: State) -> impl IntoNode {
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
                    .nodes(),
            )
            .node(),
    })
}

/// One body: its meetings, and the items and actions that concern it.
pub fn one(state: State, id: String) -> impl IntoNode {
    let group = OrganizationId::from(id);
    effect({
        let group = group.clone();
        move || {
            if let Some(list) = state.ready() {
                state.need(&chunks(list, &group));
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

/// The chunks that hold what concerns a body.
fn chunks(list: &List, group: &OrganizationId) -> Vec<u16> {
    let Some(place) = place_of(list, group) else { return Vec::new() };
    let mut chunks = Vec::new();
    for row in list.row.iter().filter(|row| row.about.contains(&place)) {
        if !chunks.contains(&row.chunk) {
            chunks.push(row.chunk);
        }
    }
    chunks
}

fn body(state: State, list: &'static List, group: &OrganizationId) -> Node {
    let Some(place) = place_of(list, group) else { return parts::not_here(group.as_str()) };
    let organization = &list.organization[usize::from(place)];
    // Newest first.
    let latest = list.row.iter().find(|row| row.organization.first() == Some(&place));
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
            row::view(state, list, each, name, None)
        })
        .collect::<Vec<_>>();
    let mut items: Vec<(&Meeting, &AgendaItem)> = Vec::new();
    let mut waiting = false;
    let mut failures = Vec::new();
    let mut envelopes = Vec::new();
    for chunk in chunks(list, group) {
        match state.chunk(chunk) {
            File::Loading => waiting = true,
            File::Failed(_) => failures.push(chunk),
            File::Ready(envelope) => envelopes.push(envelope),
        }
    }
    let added = state.added.read();
    let (held, mut actions) = in_force(list, &envelopes, &added);
    for meeting in held {
        walk(&meeting.agenda_item, group, &mut |item| items.push((meeting, item)));
    }
    actions.retain(|action| concerns(action, group));
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
        p().class("buttons").child((
            latest.map(|row| parts::draft_next(state, row.id.clone()).class("button primary").child(t(View::DraftNext))),
            parts::print(),
        )),
        waiting.then(parts::loading),
        (!failures.is_empty()).then(|| parts::not_loaded(state, list, failures)),
        section()
            .attr("aria-labelledby", "g-meetings")
            .child((h2().id("g-meetings").child(t(View::Meetings)), row::fixed(View::Meetings, &meetings))),
        (!items.is_empty()).then(|| {
            section().attr("aria-labelledby", "g-items").child((
                h2().id("g-items").child(tv(View::CountedHeading, &[("name", t(View::AgendaItems)), ("count", &items.len().to_string())])),
                row::fixed(View::AgendaItems, &items.into_iter().map(|(meeting, item)| item_row(state, meeting, item)).collect::<Vec<_>>()),
            ))
        }),
        (!actions.is_empty()).then(|| {
            section().attr("aria-labelledby", "g-actions").child((
                h2().id("g-actions").child(tv(View::CountedHeading, &[("name", t(View::Actions)), ("count", &actions.len().to_string())])),
                ul().class("actions")
                    .aria_label(t(View::Actions))
                    .child(actions.iter().map(|action| super::meeting::action(state, list, action, true)).nodes()),
            ))
        }),
    )
        .node()
}

fn concerns(action: &Action, group: &OrganizationId) -> bool {
    action.organization.contains(group) || action.agent.iter().any(|agent| agent.organization.as_ref() == Some(group))
}

fn walk<'a>(items: &'a [AgendaItem], group: &OrganizationId, found: &mut dyn FnMut(&'a AgendaItem)) {
    for item in items {
        if item.organization.contains(group) {
            found(item);
        }
        walk(&item.agenda_item, group, found);
    }
}

/// An agenda item that concerns the group.
fn item_row(state: State, meeting: &Meeting, item: &AgendaItem) -> Node {
    let part = item.id.as_str().rsplit('/').next().unwrap_or_default().to_owned();
    row::item()
        .child((
            p().class("row-title").child(
                a().href(state.link(Route::Meeting(meeting.id.clone(), Some(part)))).child(own(item.name.as_deref().unwrap_or_default())),
            ),
            p().class("row-facts").child(own(meeting.label())),
        ))
        .node()
}

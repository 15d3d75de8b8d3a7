//! An agenda as a well-set programme: printed numbers, titles, computed clock times, stated lengths, breakout groups.

use super::{self as parts, bodies, linked, own, when};
use crate::{
    domain::{
        list::List,
        model::{AgendaItem, Breakout, ItemId, KnownOption, Meeting, PartId, Task},
        time::{Instant, minutes},
        timing::{self, Extent},
    },
    message::{
        View,
        words::{breakout_facts, length, total},
    },
    ui::{
        node::{html::*, *},
        state::State,
        text::{t, tn, tv},
    },
};

struct Place<'a> {
    state: State,
    list: &'a List,
    meeting: &'a Meeting,
    times: Vec<(ItemId, Instant, Extent)>,
    days: Vec<(&'a ItemId, &'a PartId)>,
    zone: String,
}

/// The agenda.
pub fn view(state: State, list: &List, meeting: &Meeting) -> Node {
    let sum = timing::total(&meeting.agenda_item);
    let known = meeting.agenda_item.iter().any(|item| timing::stated(item).is_some() || !item.agenda_item.is_empty());
    let place = Place {
        state,
        list,
        meeting,
        times: if known && sum.most > 0 { timing::starts(meeting) } else { Vec::new() },
        days: timing::day_begins(&meeting.meeting_day, &meeting.agenda_item),
        zone: state.zone(),
    };
    let stated = meeting.duration.known().map(|span| tv(View::StatedTotal, &[("minutes", &minutes(span.seconds()))]));
    (
        (!meeting.agenda_item.is_empty()).then(|| {
            p().class("agenda-total").child((
                span().child(tn(View::ItemCount, crate::domain::list::count_items(&meeting.agenda_item), &[])),
                span().child(total(sum)),
                stated.map(|stated| span().child(stated)),
            ))
        }),
        items(&place, &meeting.agenda_item, 1),
        meeting.breakout.iter().map(breakout).nodes(),
    )
        .node()
}

fn items(place: &Place, list: &[AgendaItem], level: u32) -> Node {
    if list.is_empty() {
        return ().node();
    }
    ol().class("agenda").attr("data-level", level.to_string()).child(list.iter().map(|each| item(place, each, level)).nodes()).node()
}

fn item(place: &Place, item: &AgendaItem, level: u32) -> Node {
    let part = item.id.as_str().rsplit('/').next().unwrap_or_default();
    let day = place.days.iter().find(|(id, _)| **id == item.id).and_then(|(_, day)| {
        let day = place.meeting.meeting_day.iter().find(|other| other.id.as_ref() == Some(*day))?;
        let start = day.start.as_ref().or(day.date.as_ref());
        Some(h3().class("agenda-day").child((day.name.clone().map(own), start.map(|start| when::view(Some(start), None, &place.zone)))))
    });
    let at = place
        .times
        .iter()
        .find(|(id, ..)| *id == item.id)
        .map(|(_, start, at)| span().class("agenda-time").child(when::both_clocks(*start, *at, &place.zone)));
    let presenters: Vec<String> = item.presenter.iter().filter_map(|person| person.name.clone().or_else(|| person.role.clone())).collect();
    let files = place.meeting.file.iter().filter(|file| file.agenda_item.as_ref() == Some(&item.id)).chain(&item.file).collect::<Vec<_>>();
    li().id(parts::part_id(part))
        .class("agenda-item")
        .child((
            day,
            div().class("agenda-line").child((
                span().class("agenda-number").child(item.number.clone()),
                div().class("agenda-body").child((
                    p().class("agenda-title").child((
                        own(item.name.clone().unwrap_or_else(|| t(View::Untitled).into())),
                        length(item).map(|length| span().class("agenda-length").child(length)),
                    )),
                    at,
                    (!presenters.is_empty()).then(|| {
                        p().class("agenda-presenters").child(presenters.iter().map(|name| span().child(own(name.clone()))).nodes())
                    }),
                    item.description.as_deref().map(|text| p().class("agenda-description").dir("auto").child(linked(text))),
                    (!item.organization.is_empty()).then(|| bodies(place.state, place.list, &item.organization)),
                    (!files.is_empty()).then(|| {
                        ul().class("files").child(files.iter().map(|file| li().child(super::super::pages::meeting::file(file))).nodes())
                    }),
                    item.breakout.iter().map(breakout).nodes(),
                )),
            )),
            items(place, &item.agenda_item, level + 1),
        ))
        .node()
}

fn breakout(group: &Breakout) -> Node {
    let facts = breakout_facts(group, |count| tn(View::BreakoutCount, count, &[]));
    div()
        .class("breakout")
        .child((
            (!facts.is_empty())
                .then(|| p().class("breakout-facts").child(facts.iter().map(|fact| span().child(own(fact.clone()))).nodes())),
            tasks(&group.task),
        ))
        .node()
}

fn tasks(list: &[Task]) -> Node {
    if list.is_empty() {
        return ().node();
    }
    ul().class("tasks")
        .child(
            list.iter()
                .map(|task| {
                    li().child((
                        task.number.clone().map(|number| span().class("agenda-number").child(number)),
                        span().dir("auto").child(task.name.clone()),
                        tasks(&task.task),
                    ))
                })
                .nodes(),
        )
        .node()
}

//! Cycles: all of them, and one with its meetings in order and the numbers that are missing.

use leptos::prelude::*;

use crate::{
    domain::{
        list::{Gap, List, missing_numbers},
        route::Route,
    },
    message::View,
    platform::intl,
    ui::{
        node::{html::*, *},
        parts::{self, own, row, when},
        state::{File, State},
        text::{LANGUAGE, t, tn},
    },
};

/// All cycles.
pub fn all(state: State) -> impl IntoNode {
    (parts::heading(state), move || match &*state.list.read() {
        None | Some(File::Loading) => parts::loading(),
        Some(File::Failed(sentence)) => parts::failed(sentence.clone()),
        Some(File::Ready(list)) => ul()
            .class("rows")
            .aria_label(t(View::Cycles))
            .child(
                list.cycle
                    .iter()
                    .enumerate()
                    .map(|(place, cycle)| {
                        let count = list.row.iter().filter(|row| row.cycle.map(usize::from) == Some(place)).count();
                        li().class("row").child((
                            p().class("row-title")
                                .child(a().href(state.link(Route::Cycle(cycle.id.to_string()))).child(own(cycle.label()))),
                            p().class("row-recorded").child(tn(View::MeetingCount, count, &[])),
                        ))
                    })
                    .nodes(),
            )
            .node(),
    })
}

/// One cycle.
pub fn one(state: State, id: String) -> impl IntoNode {
    (p().class("back").child(a().href(state.link(Route::Cycles)).child(t(View::AllCycles))), parts::heading(state), move || {
        match &*state.list.read() {
            None | Some(File::Loading) => parts::loading(),
            Some(File::Failed(sentence)) => parts::failed(sentence.clone()),
            Some(File::Ready(list)) => body(state, list, &id),
        }
    })
}

fn body(state: State, list: &List, id: &str) -> Node {
    let Some(place) = list.cycle.iter().position(|cycle| cycle.id.as_str() == id) else {
        return parts::not_here(id);
    };
    let cycle = &list.cycle[place];
    let rows: Vec<_> = list.row.iter().filter(|row| row.cycle.map(usize::from) == Some(place)).collect();
    let missing = missing_numbers(list, place);
    let sum = |count: fn(&crate::domain::list::Row) -> u32| rows.iter().map(|row| count(row) as usize).sum::<usize>();
    let where_held: Vec<String> = [cycle.place.clone(), cycle.host_country.clone()].into_iter().flatten().collect();
    (
        dl().class("facts").child((
            (!where_held.is_empty()).then(|| {
                (
                    dt().child(t(View::AnnualMeeting)),
                    dd().child((
                        own(where_held.join(", ")),
                        cycle.start_date.as_ref().map(|start| (", ", when::view(Some(start), cycle.end_date.as_ref(), "UTC"))),
                    )),
                )
            }),
            dt().child(t(View::Recorded)),
            dd().child(intl::list(
                LANGUAGE,
                &[
                    tn(View::MeetingCount, rows.len(), &[]),
                    tn(View::ItemCount, sum(|row| row.agenda_items), &[]),
                    tn(View::ActionCount, sum(|row| row.actions), &[]),
                ],
            )),
        )),
        (!missing.is_empty()).then(|| {
            let line = |Gap { body, is_consultation, numbers }: Gap| {
                let text = if is_consultation { View::MissingConsultations } else { View::MissingNumbers };
                p().child(tn(text, numbers.len(), &[("body", &body), ("numbers", &intl::list(LANGUAGE, &numbers))]))
            };
            div().class("banner").child(missing.into_iter().map(line).nodes())
        }),
        p().class("buttons").child(parts::print()),
        row::fixed(View::Meetings, &rows.iter().rev().map(|each| row::view(state, list, each, None, None)).collect::<Vec<_>>()),
    )
        .node()
}

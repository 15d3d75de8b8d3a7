//! A meeting in a list: its name, when, who, what is recorded, and where the words that are searched stand in it.

use leptos::{ev, html::*, prelude::*, task::spawn_local};

use super::{own, when};
use crate::{
    domain::{
        list::{List, Row},
        route::Route,
        search::protocol::{Kind, MeetingHits},
    },
    message::View,
    platform::module,
    ui::{
        state::State,
        text::{t, tn, tv},
    },
};

/// The row; `cycle` is the heading of a new cycle, where the list is in that order.
pub fn view(state: State, list: &List, row: &Row, cycle: Option<String>, words: &[String], hits: Option<&MeetingHits>) -> AnyView {
    let zone = state.zone();
    let bodies: Vec<String> = row
        .organization
        .iter()
        .filter_map(|place| list.organization.get(usize::from(*place)))
        .map(|body| body.label().to_owned())
        .collect();
    let cycle_label = row.cycle.and_then(|place| list.cycle.get(usize::from(place))).map(|cycle| cycle.label().to_owned());
    let mut facts = vec![when::view(row.start.as_ref(), row.end.as_ref(), &zone)];
    facts.extend(cycle_label.map(|label| own(label).into_any()));
    facts.extend(bodies.into_iter().map(|body| own(body).into_any()));
    let recorded = [
        (row.agenda_items > 0).then(|| tn(View::ItemCount, row.agenda_items as usize, &[])),
        (row.actions > 0).then(|| tn(View::ActionCount, row.actions as usize, &[])),
        (row.notes > 0).then(|| t(View::ReportMark).to_owned()),
        (row.participants > 0).then(|| tn(View::PeopleCount, row.participants as usize, &[])),
    ];
    let recorded: Vec<_> = recorded.into_iter().flatten().collect();
    let empty = recorded.is_empty();
    let is_added = state.added.read().contains_key(&row.id);
    let id = row.id.to_string();
    li().class("row")
        .child((
            cycle.map(|cycle| h2().class("row-cycle").child(own(cycle))),
            p().class("row-title").child(a().href(state.link(Route::Meeting(row.id.clone(), None))).child(marked(row.label(), words))),
            p().class("row-facts").child(facts.into_iter().map(|fact| span().child(fact)).collect_view()),
            p().class("row-recorded").child(if empty {
                span().class("unknown").child(t(View::NothingRecorded)).into_any()
            } else {
                recorded.into_iter().map(|fact| span().child(fact)).collect_view().into_any()
            }),
            is_added.then(|| {
                p().class("row-added").child((
                    span().class("badge draft").child(t(View::AddedHere)),
                    button()
                        .r#type("button")
                        .class("button quiet")
                        .on(ev::click, move |_| {
                            let id = id.clone();
                            spawn_local(async move {
                                if module::call("desk", "remove_added", &[&id]).await.is_err() {
                                    state.notice.set(t(View::DeskMissing).into());
                                }
                            });
                        })
                        .child(t(View::RemoveAdded)),
                ))
            }),
            hits.map(hits_view),
        ))
        .into_any()
}

fn hits_view(hits: &MeetingHits) -> AnyView {
    let lines: Vec<_> = hits
        .hits
        .iter()
        .filter(|hit| hit.kind != Kind::Title)
        .map(|hit| {
            let kind = match hit.kind {
                Kind::Title | Kind::Other => View::HitOther,
                Kind::Item => View::HitItem,
                Kind::Action => View::HitAction,
                Kind::Note => View::HitNote,
                Kind::Person => View::HitPerson,
                Kind::Group => View::HitGroup,
                Kind::File => View::HitFile,
            };
            let pieces = hit
                .pieces
                .iter()
                .map(|(text, is_match)| if *is_match { mark().child(text.clone()).into_any() } else { text.clone().into_any() })
                .collect_view();
            li().child((span().class("hit-kind").child(t(kind)), " ", bdi().child(pieces)))
        })
        .collect();
    let more = (hits.more > 0).then(|| p().class("hit-more").child(tv(View::MoreHits, &[("count", &hits.more.to_string())])));
    if lines.is_empty() && more.is_none() {
        return ().into_any();
    }
    (ul().class("hits").child(lines), more).into_any()
}

/// A text with the words that begin as searched marked.
pub fn marked(text: &str, words: &[String]) -> AnyView {
    if words.is_empty() {
        return own(text).into_any();
    }
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let mut at_start = true;
    while let Some(first) = rest.chars().next() {
        let length = words.iter().filter(|_| at_start).find_map(|word| prefix_length(rest, word));
        match length {
            Some(length) => {
                if !plain.is_empty() {
                    pieces.push(std::mem::take(&mut plain).into_any());
                }
                pieces.push(mark().child(rest[..length].to_owned()).into_any());
                rest = &rest[length..];
                at_start = false;
            }
            None => {
                at_start = !first.is_alphanumeric();
                plain.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    if !plain.is_empty() {
        pieces.push(plain.into_any());
    }
    bdi().child(pieces).into_any()
}

/// How many bytes of `text` its beginning takes that equals the lower-cased `word`.
fn prefix_length(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    let mut next = wanted.next()?;
    for (at, c) in text.char_indices() {
        if !c.to_lowercase().eq([next]) {
            return None;
        }
        match wanted.next() {
            Some(c) => next = c,
            None => return Some(at + c.len_utf8()),
        }
    }
    None
}

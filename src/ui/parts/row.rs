//! A meeting in a list: its name, when, who, what is recorded, and where the words that are searched stand in it.

use leptos::{ev, prelude::*, task::spawn_local};

use super::{own, when};
use crate::{
    domain::{
        list::{List, Row},
        route::Route,
        search::protocol::{Hit, Kind, MeetingHits, Piece},
    },
    message::View,
    platform::module,
    ui::{
        node::{html::*, *},
        state::State,
        text::{t, tn, tv},
    },
};

/// How many rows the browser lays out or leaves out together.
pub const WINDOW: usize = 20;

/// A list, still empty. Windows may not stand in a `ul`, but between a list and its items by role they say nothing.
pub fn list(name: View) -> El {
    div().class("rows").role("list").aria_label(t(name))
}

/// An item of such a list.
pub fn item() -> El {
    div().class("row").role("listitem")
}

/// A list that stays as it is.
pub fn fixed(name: View, rows: &[Node]) -> El {
    list(name).child(rows.chunks(WINDOW).map(|rows| div().class("window").child(rows.to_vec())).nodes())
}

/// The row; `cycle` is the heading of a new cycle, where the list is in that order.
pub fn view(state: State, list: &List, row: &Row, cycle: Option<String>, hits: Option<&MeetingHits>) -> Node {
    let zone = state.zone();
    let bodies: Vec<String> = row
        .organization
        .iter()
        .filter_map(|place| list.organization.get(usize::from(*place)))
        .map(|body| body.label().to_owned())
        .collect();
    let cycle_label = row.cycle.and_then(|place| list.cycle.get(usize::from(place))).map(|cycle| cycle.label().to_owned());
    let mut facts = vec![when::view(row.start.as_ref(), row.end.as_ref(), &zone)];
    facts.extend(row.cancelled.then(|| t(View::Cancelled).node()));
    facts.extend(cycle_label.map(|label| own(label).node()));
    facts.extend(bodies.into_iter().map(|body| own(body).node()));
    let recorded = [
        (row.agenda_items > 0).then(|| tn(View::ItemCount, row.agenda_items as usize, &[])),
        (row.actions > 0).then(|| tn(View::ActionCount, row.actions as usize, &[])),
        (row.notes > 0).then(|| t(View::ReportMark).to_owned()),
        (row.participants > 0).then(|| tn(View::PeopleCount, row.participants as usize, &[])),
    ];
    let recorded: Vec<_> = recorded.into_iter().flatten().collect();
    let empty = recorded.is_empty();
    let is_added = state.added_envelope(&row.id).is_some();
    let id = row.id.to_string();
    item()
        .child((
            cycle.map(|cycle| h2().class("row-cycle").child(own(cycle))),
            p().class("row-title").child(a().href(state.link(Route::Meeting(row.id.clone(), None))).child(title(row, hits))),
            p().class("row-facts").child(facts.into_iter().map(|fact| span().child(fact)).nodes()),
            p().class("row-recorded").child(if empty {
                span().class("unknown").child(t(View::NothingRecorded)).node()
            } else {
                recorded.into_iter().map(|fact| span().child(fact)).nodes().node()
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
        .node()
}

fn hits_view(hits: &MeetingHits) -> Node {
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
            li().child((span().class("hit-kind").child(t(kind)), " ", bdi().child(pieces(&hit.pieces))))
        })
        .collect();
    let more = (hits.more > 0).then(|| p().class("hit-more").child(tv(View::MoreHits, &[("count", &hits.more.to_string())])));
    if lines.is_empty() && more.is_none() {
        return ().node();
    }
    (ul().class("hits").child(lines), more).node()
}

/// The title, with the words marked that were found in it.
fn title(row: &Row, hits: Option<&MeetingHits>) -> Node {
    let is_whole =
        |hit: &&Hit| hit.kind == Kind::Title && hit.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>() == row.label();
    match hits.and_then(|hits| hits.hits.iter().find(is_whole)) {
        Some(hit) => bdi().child(pieces(&hit.pieces)).node(),
        None => own(row.label()).node(),
    }
}

fn pieces(pieces: &[Piece]) -> Node {
    pieces.iter().map(|piece| if piece.is_match { mark().child(&*piece.text).node() } else { piece.text.as_str().node() }).nodes()
}

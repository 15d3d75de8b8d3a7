//! One meeting that was found: what it says, and how it differs from what is here.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use leptos::{ev, html, prelude::*};

use super::words::{self, Names};
use crate::{
    domain::{
        export::json,
        import::{
            compare::{Difference, compare},
            renamed,
        },
        list::count_items,
        model::{Action, ActionId, Envelope, Mark, Meeting, MeetingId, Source, write},
        pack,
    },
    message::Desk,
    ui::{
        desk::{added, archive, parts::own, state::State},
        parts::when,
        text::{t, tn, tv},
    },
};

/// What is to be done with a meeting that is here already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Shown in its place on this device; what is published stays as it is.
    Replace,
    /// Added beside it, under another id.
    KeepBoth,
    /// Left out.
    Skip,
}

/// A meeting that was found.
#[derive(Clone)]
pub struct Found {
    /// Its place in the preview.
    pub number: usize,
    /// The files that it stands in.
    pub file: String,
    /// The meeting.
    pub meeting: Arc<Meeting>,
    /// What else the file holds, shared by all its meetings: without these, and without what belongs to one of them.
    head: Arc<Envelope>,
    /// What belongs to the meeting alone.
    own: Arc<(Vec<Action>, Vec<Mark>)>,
    /// The meeting here that it is another record of, and what that one is called.
    known: Option<(MeetingId, String)>,
    /// Where the two differ.
    differences: Arc<Vec<Difference>>,
    /// What ids stand for.
    names: Arc<Names>,
    /// What is to be done; `Replace` is plain adding where nothing is known.
    pub choice: RwSignal<Choice>,
}

impl Found {
    /// Whether it is taken.
    pub fn is_chosen(&self) -> bool {
        self.choice.get() != Choice::Skip
    }

    /// Whether it is here already, word for word.
    pub fn is_here(&self) -> bool {
        self.known.is_some() && self.differences.is_empty()
    }

    /// Whether both stand in one file.
    pub fn is_beside(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.head, &other.head)
    }

    /// The meeting as a file of its own.
    pub fn envelope(&self) -> Envelope {
        json::selection(&self.with_rest(), &HashSet::from([&self.meeting.id]))
    }

    /// The meeting with all of its file but the other meetings: what no meeting names is not to be lost.
    pub fn with_rest(&self) -> Envelope {
        let mut all = (*self.head).clone();
        all.meeting = vec![(*self.meeting).clone()];
        all.action.extend(self.own.0.iter().cloned());
        all.mark.extend(self.own.1.iter().cloned());
        all
    }

    /// The key and text under which it is kept, as `envelope`, which is one of the two above.
    pub fn entry(
        &self,
        mut envelope: Envelope,
        is_free: impl Fn(&str) -> bool,
        published: impl Fn(&MeetingId) -> bool,
    ) -> (String, String) {
        let id = self.meeting.id.clone();
        match (self.known.as_ref().map(|(id, _)| id), self.choice.get_untracked()) {
            (Some(_), Choice::KeepBoth) => {
                let free = |id: &String| is_free(id);
                let new = (2..).map(|number| format!("{id}-{number}")).find(free).unwrap_or_default();
                envelope = renamed(&envelope, &id, &new.as_str().into());
                for meeting in &mut envelope.meeting {
                    meeting.replaces = None;
                }
                (new, write::compact(&envelope))
            }
            (Some(known), _) if published(known) => {
                for meeting in &mut envelope.meeting {
                    meeting.replaces = Some(known.clone());
                    if meeting.source.is_empty() {
                        meeting.source.push(Source { file_name: Some(self.file.clone()), ..Source::default() });
                    }
                }
                (id.to_string(), write::compact(&envelope))
            }
            _ => (id.to_string(), write::compact(&envelope)),
        }
    }
}

/// A file taken apart: its meetings, each with what belongs to it.
fn apart(file: &str, mut envelope: Envelope) -> Vec<Found> {
    let meetings = std::mem::take(&mut envelope.meeting);
    let mut actions: HashMap<MeetingId, Vec<Action>> = HashMap::new();
    let mut of: HashMap<ActionId, MeetingId> = HashMap::new();
    let here: HashSet<&MeetingId> = meetings.iter().map(|meeting| &meeting.id).collect();
    for action in std::mem::take(&mut envelope.action) {
        let Some(meeting) = action.meeting.clone().filter(|id| here.contains(id)) else {
            envelope.action.push(action);
            continue;
        };
        of.insert(action.id.clone(), meeting.clone());
        actions.entry(meeting).or_default().push(action);
    }
    let mut marks: HashMap<MeetingId, Vec<Mark>> = HashMap::new();
    for mark in std::mem::take(&mut envelope.mark) {
        match mark.action.as_ref().and_then(|id| of.get(id)) {
            Some(meeting) => marks.entry(meeting.clone()).or_default().push(mark),
            None => envelope.mark.push(mark),
        }
    }
    let head = Arc::new(envelope);
    let one = |meeting: Meeting| Found {
        number: 0,
        file: file.to_owned(),
        own: Arc::new((actions.remove(&meeting.id).unwrap_or_default(), marks.remove(&meeting.id).unwrap_or_default())),
        meeting: Arc::new(meeting),
        head: head.clone(),
        known: None,
        differences: Arc::default(),
        names: Arc::default(),
        choice: RwSignal::new(Choice::Replace),
    };
    meetings.into_iter().map(one).collect()
}

/// The meetings of the files, a meeting that several hold once, each compared with what is here.
pub async fn examine(state: State, envelopes: Vec<(String, Envelope)>, notes: &mut Vec<String>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut place: HashMap<MeetingId, usize> = HashMap::new();
    for one in envelopes.into_iter().flat_map(|(file, envelope)| apart(&file, envelope)) {
        let Some(before) = place.get(&one.meeting.id).and_then(|place| found.get_mut(*place)) else {
            place.insert(one.meeting.id.clone(), found.len());
            found.push(one);
            continue;
        };
        if before.meeting != one.meeting || before.own != one.own {
            notes.push(tv(Desk::MadeOne, &[("title", one.meeting.label()), ("file", &one.file)]));
            let files = if before.file == one.file { one.file.clone() } else { format!("{}, {}", before.file, one.file) };
            let merged = pack::merge([before.with_rest(), one.with_rest()]);
            if let Some(merged) = apart(&files, merged).pop() {
                *before = merged;
            }
        }
    }
    let names =
        Arc::new(Names::of(archive::list(state).await.ok().as_ref(), found.iter().map(|one| (&*one.meeting, &*one.head)), state.zone()));
    for (number, one) in found.iter_mut().enumerate() {
        one.number = number;
        one.names = names.clone();
        let target = one.meeting.replaces.clone().unwrap_or_else(|| one.meeting.id.clone());
        let here = added::envelope_of(state, &target).await;
        let same = |other: &&Meeting| other.stands_for(&target);
        let Some((here, there)) = here.as_ref().and_then(|here| Some((here, here.meeting.iter().find(same)?))) else { continue };
        let theirs: Vec<&Action> = here.action.iter().filter(|action| action.meeting.as_ref() == Some(&there.id)).collect();
        let differences =
            compare((there, &theirs), (&one.meeting, &one.own.0.iter().collect::<Vec<_>>()), &|key, value| names.value(key, value));
        if differences.is_empty() {
            one.choice.set(Choice::Skip);
        }
        one.differences = Arc::new(differences);
        one.known = Some((target, there.label().to_owned()));
    }
    found
}

/// The meeting in the preview: one checkbox, its fields, and where it is here already, the comparison.
pub fn view(one: &Found) -> AnyView {
    card(one, one.known.as_ref().map(|(_, title)| comparison(one, title)))
}

/// Meetings that are here already, word for word, in one line; each can be looked at when it is opened.
pub fn here_already(found: Vec<Found>) -> AnyView {
    let opened = RwSignal::new(false);
    let line = tn(Desk::HereAlready, found.len(), &[]);
    let name = line.clone();
    let content = move || {
        opened.get().then(|| {
            let cards: Vec<_> = found.iter().map(|one| card(one, None)).collect();
            html::ul().class("desk-cards").role("list").aria_label(name.clone()).child(cards)
        })
    };
    html::details()
        .class("desk-details")
        .on(ev::toggle, move |_| opened.set(true))
        .child((html::summary().class("desk-summary").child(line), content))
        .into_any()
}

fn card(one: &Found, comparison: Option<AnyView>) -> AnyView {
    let (choice, meeting) = (one.choice, &one.meeting);
    let date = when::text(meeting.start.as_ref(), meeting.end.as_ref(), one.names.zone());
    let items = tn(Desk::ItemCount, count_items(&meeting.agenda_item), &[]);
    let facts = tv(Desk::Facts, &[("date", &date), ("items", &items), ("file", &one.file)]);
    let id = format!("found-{}", one.number);
    html::li()
        .class("card desk-found")
        .child((
            html::label().class("desk-check").r#for(id.clone()).child((
                html::input()
                    .id(id)
                    .class("desk-box")
                    .r#type("checkbox")
                    .prop("checked", move || choice.get() != Choice::Skip)
                    .on(ev::change, move |event| choice.set(if event_target_checked(&event) { Choice::Replace } else { Choice::Skip })),
                html::span().class("desk-card-title").child(own(meeting.label())),
            )),
            html::p().class("desk-facts").child(facts),
            comparison,
            fields(one),
        ))
        .into_any()
}

/// Every field that the meeting has, folded; made when it is opened, since there may be thousands of meetings.
fn fields(one: &Found) -> AnyView {
    let opened = RwSignal::new(false);
    let (meeting, own, names) = (one.meeting.clone(), one.own.clone(), one.names.clone());
    let content = move || {
        opened.get().then(|| {
            let actions: Vec<&Action> = own.0.iter().collect();
            let all = compare((&Meeting::default(), &[]), (&meeting, &actions), &|key, value| names.value(key, value));
            let line = |field: &Difference| {
                let value = html::dd().class("desk-dd").dir("auto").child(field.new.clone());
                (html::dt().class("desk-dt").child(words::field(&field.field)), value)
            };
            html::dl().class("facts desk-fields-of").child(all.iter().map(line).collect::<Vec<_>>())
        })
    };
    html::details()
        .class("desk-details")
        .on(ev::toggle, move |_| opened.set(true))
        .child((html::summary().class("desk-summary").child(t(Desk::AllFields)), content))
        .into_any()
}

fn comparison(one: &Found, title: &str) -> AnyView {
    let choice = one.choice;
    let group = format!("choice-{}", one.number);
    let option = |value: Choice, name: Desk, help: Desk| {
        let id = format!("{group}-{value:?}");
        html::p().class("desk-choice").child((
            html::input()
                .id(id.clone())
                .class("desk-box")
                .r#type("radio")
                .name(group.clone())
                .prop("checked", move || choice.get() == value)
                .attr("aria-describedby", format!("{id}-help"))
                .on(ev::change, move |_| choice.set(value)),
            html::label().class("desk-label-for").r#for(id.clone()).child(t(name)),
            html::span().class("desk-facts").id(format!("{id}-help")).child(t(help)),
        ))
    };
    let differences = if one.differences.is_empty() {
        html::p().class("desk-text").child(t(Desk::NothingDiffers)).into_any()
    } else {
        table(&one.differences)
    };
    html::div()
        .class("desk-compare")
        .child((
            differences,
            html::fieldset().class("desk-choices").child((
                html::legend().class("desk-legend").child(tv(Desk::KnownAlready, &[("title", title)])),
                option(Choice::Replace, Desk::Replace, Desk::ReplaceHelp),
                option(Choice::KeepBoth, Desk::KeepBoth, Desk::KeepBothHelp),
                option(Choice::Skip, Desk::Skip, Desk::SkipHelp),
            )),
        ))
        .into_any()
}

fn table(differences: &[Difference]) -> AnyView {
    let cell = |name: Desk, text: &str| {
        let content = if text.is_empty() {
            html::span().class("muted").child(t(Desk::NotThere)).into_any()
        } else {
            html::span().class("desk-value").dir("auto").child(text.to_owned()).into_any()
        };
        html::td().class("desk-cell").attr("data-column", t(name)).child(content)
    };
    let rows: Vec<_> = differences
        .iter()
        .map(|one| {
            html::tr().class("desk-tr").child((
                html::th().class("desk-cell").scope("row").child(words::field(&one.field)),
                cell(Desk::ColumnHere, &one.here),
                cell(Desk::ColumnNew, &one.new),
            ))
        })
        .collect();
    let head = html::tr().class("desk-tr").child((
        html::th().class("desk-cell").scope("col").child(t(Desk::ColumnField)),
        html::th().class("desk-cell").scope("col").child(t(Desk::ColumnHere)),
        html::th().class("desk-cell").scope("col").child(t(Desk::ColumnNew)),
    ));
    html::table()
        .class("desk-compared")
        .child((
            html::caption().class("desk-caption").child(tn(Desk::Differences, differences.len(), &[])),
            html::thead().class("desk-head").child(head),
            html::tbody().class("desk-body").child(rows),
        ))
        .into_any()
}

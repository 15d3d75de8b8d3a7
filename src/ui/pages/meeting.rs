//! One meeting: its facts, agenda, actions, minutes, people, documents, and where each of them comes from.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    domain::{
        link,
        list::{List, Row},
        model::{
            Action, AgendaItem, AgendaState, AttendanceMode, Envelope, File as Document, KnownOption, Meeting, MeetingId, MinutesSection,
            Note, OrganizationId, Source,
        },
        route::Route,
    },
    message::{FieldName, View},
    platform::dom,
    ui::{
        node::{html::*, *},
        parts::{self, agenda, bodies, external, linked, menu, own, when},
        state::{File, State},
        text::{t, tn, tv},
    },
};

/// The page.
pub fn page(state: State, id: MeetingId) -> impl IntoNode {
    let sought = id.clone();
    let row = move || state.ready().and_then(|list| list.find(&sought));
    let needs = row.clone();
    effect(move || {
        if let Some(row) = needs() {
            state.need(&[row.chunk]);
        }
    });
    let marked = Memo::new(move |_| match &state.address.read().route {
        Route::Meeting(_, part) => part.clone(),
        _ => None,
    });
    article().class("meeting").child((
        p().class("back").child(a().href(state.link(Route::Meetings(Default::default()))).child(t(View::AllMeetings))),
        parts::heading(state),
        move || match &*state.list.read() {
            None | Some(File::Loading) => parts::loading(),
            Some(File::Failed(sentence)) => parts::failed(sentence.clone()),
            Some(File::Ready(list)) => match row() {
                None => parts::not_here(id.as_str()),
                Some(row) => found(state, list, row, marked),
            },
        },
    ))
}

fn found(state: State, list: &List, row: &Row, marked: Memo<Option<String>>) -> Node {
    let envelope = match state.added_envelope(&row.id) {
        Some(added) => File::Ready(added),
        None => state.chunk(row.chunk),
    };
    match envelope {
        File::Loading => (facts(state, list, row, None), parts::loading()).node(),
        File::Failed(sentence) => (facts(state, list, row, None), parts::failed(sentence)).node(),
        File::Ready(envelope) => match envelope.meeting.iter().find(|meeting| meeting.id == row.id) {
            Some(meeting) => whole(state, list, row, &envelope, meeting, marked),
            None => parts::not_here(row.id.as_str()),
        },
    }
}

fn whole(state: State, list: &List, row: &Row, envelope: &Envelope, meeting: &Meeting, marked: Memo<Option<String>>) -> Node {
    let actions: Vec<&Action> = envelope.action.iter().filter(|action| action.meeting.as_ref() == Some(&meeting.id)).collect();
    mark_part(state, marked);
    let documents: Vec<&Document> = meeting.file.iter().collect();
    let has_agenda = !meeting.agenda_item.is_empty() || !meeting.breakout.is_empty();
    let wide = has_agenda && !meeting.minutes.is_empty();
    let sections = [
        (has_agenda, if meeting.agenda_item.is_empty() { View::Breakouts } else { View::Agenda }, "agenda"),
        (!actions.is_empty(), View::Actions, "actions"),
        (!meeting.minutes.is_empty(), View::Report, "minutes"),
        (!meeting.participation.is_empty(), View::Participants, "participants"),
        (!documents.is_empty(), View::Documents, "documents"),
        (!meeting.source.is_empty(), View::Source, "source"),
    ];
    let jump = move |id: &'static str| {
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            if let Some(heading) = dom::by_id(id) {
                heading.scroll_into_view();
                dom::focus_in_place(&heading);
            }
        }
    };
    let links = sections
        .iter()
        .filter(|(shown, ..)| *shown)
        .map(|(_, name, id)| {
            li().child(a().href(state.link(Route::Meeting(meeting.id.clone(), None))).on(leptos::ev::click, jump(id)).child(t(*name)))
        })
        .collect::<Vec<_>>();
    let people = people(meeting);
    (
        facts(state, list, row, Some(meeting)),
        buttons(state, meeting),
        (links.len() > 1).then(|| {
            nav().class(if wide { "section-links wide" } else { "section-links" }).aria_label(t(View::OnThisPage)).child(ul().child(links))
        }),
        div().class(if wide { "beside" } else { "" }).child((
            if has_agenda {
                let is_draft = meeting.agenda_state.known() == Some(&AgendaState::Draft);
                region(
                    "agenda",
                    if meeting.agenda_item.is_empty() { View::Breakouts } else { View::Agenda },
                    (is_draft.then(|| p().class("muted").child(t(View::DraftAgenda))), agenda::view(state, list, meeting)).node(),
                )
            } else {
                p().class("empty-line").child(t(View::NoAgenda)).node()
            },
            (!actions.is_empty()).then(|| region("actions", View::Actions, action_list(state, list, &actions))),
            (!meeting.minutes.is_empty()).then(|| {
                region(
                    "minutes",
                    View::Report,
                    (
                        p().class("muted").child(t(View::Retold)),
                        meeting.minutes.iter().map(|part| minutes_section(state, list, meeting, &actions, part, 3)).nodes(),
                    )
                        .node(),
                )
            }),
        )),
        (!meeting.participation.is_empty()).then(|| region("participants", View::Participants, people)),
        meeting
            .poll
            .iter()
            .map(|poll| {
                section().class("poll").child((
                    h2().child(t(View::Poll)),
                    p().dir("auto").child(poll.question.clone()),
                    ol().child(poll.option.iter().map(|option| li().dir("auto").child(option.clone())).nodes()),
                    p().child(poll.result.clone().unwrap_or_else(|| t(View::PollNoResult).into())),
                ))
            })
            .nodes(),
        (!documents.is_empty()).then(|| region("documents", View::Documents, document_list(&documents))),
        (!meeting.source.is_empty()).then(|| region("source", View::Source, sources(meeting, &actions))),
    )
        .node()
}

/// A section with its heading.
fn region(id: &'static str, name: View, content: Node) -> Node {
    section().attr("aria-labelledby", id).class("region").child((h2().id(id).tabindex("-1").child(t(name)), content)).node()
}

/// Marks the part that the address names and scrolls to it, once it is in the page; says where there is none.
fn mark_part(state: State, marked: Memo<Option<String>>) {
    effect(move || {
        if let Some(before) = dom::first("#main [aria-current=location]") {
            let _ = before.remove_attribute("aria-current");
        }
        let Some(part) = marked.get() else { return };
        dom::next_frame(move || match dom::by_id(&parts::part_id(&part)) {
            Some(element) => {
                let _ = element.set_attribute("aria-current", "location");
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Center);
                element.scroll_into_view_with_scroll_into_view_options(&options);
            }
            None => state.notice.set(tv(View::PartNotFound, &[("part", &part)])),
        });
    });
}

/// The name of a way to attend.
pub fn mode_name(mode: AttendanceMode) -> View {
    match mode {
        AttendanceMode::Online => View::ModeOnline,
        AttendanceMode::Hybrid => View::ModeHybrid,
        AttendanceMode::InPerson => View::ModeInPerson,
    }
}

fn facts(state: State, list: &List, row: &Row, meeting: Option<&Meeting>) -> Node {
    let line = |name: View, value: Node| (dt().child(t(name)), dd().child(value)).node();
    let mut lines = vec![line(View::When, when::view(row.start.as_ref(), row.end.as_ref(), &state.zone()))];
    if row.cancelled {
        lines.push((dt().child(t(View::Cancelled)), dd()).node());
    }
    if let Some(cycle) = row.cycle.and_then(|place| list.cycle.get(usize::from(place))) {
        lines.push(line(View::FacetCycle, a().href(state.link(Route::Cycle(cycle.id.to_string()))).child(own(cycle.label())).node()));
    }
    let ids: Vec<_> =
        row.organization.iter().filter_map(|place| list.organization.get(usize::from(*place))).map(|body| body.id.clone()).collect();
    if !ids.is_empty() {
        lines.push(line(View::Body, bodies(state, list, &ids)));
    }
    if let Some(kind) = row.meeting_type.known() {
        lines.push(line(View::FacetType, t(super::meetings::type_name(*kind)).node()));
    }
    if let Some(meeting) = meeting {
        if let Some(mode) = meeting.attendance_mode.known() {
            lines.push(line(View::Mode, t(mode_name(*mode)).node()));
        }
        if let Some(location) = &meeting.location {
            let words: Vec<String> = [&location.name, &location.locality, &location.country].into_iter().flatten().cloned().collect();
            if !words.is_empty() {
                lines.push(line(View::Place, own(words.join(", ")).node()));
            }
        }
        if let Some(audience) = &meeting.audience {
            lines.push(line(View::Audience, own(audience.clone()).node()));
        }
        if let Some(description) = &meeting.description {
            lines.push(line(View::Purpose, span().dir("auto").child(linked(description)).node()));
        }
        if !meeting.other_name.is_empty() {
            lines.push(line(View::OtherNames, meeting.other_name.iter().map(|name| p().child(own(name.clone()))).nodes().node()));
        }
        if let Some(before) = meeting.previous_meeting.as_ref().and_then(|id| list.find(id)) {
            lines.push(line(
                View::PreviousMeeting,
                a().href(state.link(Route::Meeting(before.id.clone(), None))).child(own(before.label())).node(),
            ));
        }
        if let Some(count) = meeting.attendee_count {
            lines.push(line(View::Participants, tn(View::PeopleCount, count as usize, &[]).node()));
        }
    }
    dl().class("facts").child(lines).node()
}

fn buttons(state: State, meeting: &Meeting) -> Node {
    let id = meeting.id.clone();
    let link_id = id.clone();
    let mut entries = Vec::<(&'static str, menu::Run)>::new();
    for (form, name) in FORMS {
        let id = id.clone();
        entries.push((t(name), Box::new(move || state.export(form, id.to_string(), [id.clone()]))));
    }
    entries.push((t(View::Print), Box::new(|| dom::next_frame(|| drop(dom::window().print())))));
    let handed = |form: &'static str, name: View| {
        let id = id.clone();
        let hand = move |_| state.export(form, state.shared(Route::Meeting(id.clone(), None)), [id.clone()]);
        button().r#type("button").class("button").on(leptos::ev::click, hand).child(t(name))
    };
    div()
        .class("buttons")
        .child((
            parts::draft_next(state, id.clone()).class("button primary").child(t(View::DraftNext)),
            button()
                .r#type("button")
                .class("button")
                .on(leptos::ev::click, move |_| copy(state, state.shared(Route::Meeting(link_id.clone(), None))))
                .child(t(View::CopyLink)),
            handed("mail", View::CopyForMail),
            handed("citation", View::CopyCitation),
            handed("share", View::Share),
            menu::menu("export", t(View::Export), "button", entries),
        ))
        .node()
}

/// The formats of a meeting, by the endings of their files.
const FORMS: [(&str, View); 7] = [
    ("json", View::Json),
    ("ics", View::CalendarFile),
    ("md", View::Markdown),
    ("txt", View::PlainText),
    ("html", View::WebPage),
    ("docx", View::WordFile),
    ("csv", View::Spreadsheet),
];

fn copy(state: State, text: String) {
    spawn_local(async move {
        let copied = wasm_bindgen_futures::JsFuture::from(dom::window().navigator().clipboard().write_text(&text)).await.is_ok();
        state.notice.set(if copied { t(View::Copied).into() } else { tv(View::CopyByHand, &[("text", &text)]) });
    });
}

/// A list of actions.
pub fn action_list(state: State, list: &List, actions: &[&Action]) -> Node {
    ul().class("actions").aria_label(t(View::Actions)).child(actions.iter().map(|each| action(state, list, each, false)).nodes()).node()
}

/// An action; `with_meeting` names the meeting that made it.
pub fn action(state: State, list: &List, action: &Action, with_meeting: bool) -> Node {
    let part = local(action.id.as_str());
    let owners: Vec<String> = action
        .agent
        .iter()
        .filter_map(|agent| agent.name.clone().or_else(|| agent.organization.as_ref().map(|id| parts::body_label(list, id))))
        .collect();
    let owner =
        if owners.is_empty() { t(View::NoOwner).to_owned() } else { crate::platform::intl::list(crate::ui::text::LANGUAGE, &owners) };
    let due = action.due.as_ref().map(|due| match (&due.date, &due.text, &due.meeting) {
        (Some(date), ..) => when::text(Some(date), None, &state.zone()),
        (_, Some(text), _) => text.clone(),
        (_, _, Some(meeting)) => meeting.to_string(),
        _ => String::new(),
    });
    let strength = action.strength.known().map(|strength| View::strength(*strength));
    let meeting = action.meeting.as_ref().filter(|_| with_meeting).map(|id| {
        let name = list.find(id).map_or_else(|| id.to_string(), |row| row.label().to_owned());
        span().child(a().href(state.link(Route::Meeting(id.clone(), Some(part.clone())))).child(own(name)))
    });
    li().id((!with_meeting).then(|| parts::part_id(&part)))
        .class("action")
        .child((
            p().class("action-name").dir("auto").child(action.name.as_deref().map(linked)),
            action.description.as_deref().map(|text| p().class("action-name").dir("auto").child(linked(text))),
            p().class("action-facts").child((
                span().class("action-owner").child(own(owner)),
                due.map(|due| span().child(tv(View::DueBy, &[("due", &due)]))),
                strength.map(|strength| span().child(t(strength))),
                span().child(t(View::status(action.status()))),
                meeting,
            )),
            (!action.file.is_empty()).then(|| ul().class("files").child(action.file.iter().map(|each| li().child(file(each))).nodes())),
        ))
        .node()
}

fn minutes_section(state: State, list: &List, meeting: &Meeting, actions: &[&Action], part: &MinutesSection, level: u8) -> Node {
    let id = part.id.as_ref().map(|id| parts::part_id(&local(id.as_str())));
    let name = [part.number.clone(), part.name.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let heading = match level {
        3 => h3().child(own(name)).node(),
        4 => h4().child(own(name)).node(),
        _ => h5().child(own(name)).node(),
    };
    section()
        .id(id)
        .class("minutes-section")
        .child((
            heading,
            (!part.organization.is_empty()).then(|| bodies(state, list, &part.organization)),
            notes(state, list, &part.note, &part.organization),
            part.decision
                .iter()
                .map(|decision| {
                    p().class("decision").dir("auto").child((strong().child(t(View::Decision)), " ", decision.text.as_deref().map(linked)))
                })
                .nodes(),
            actions
                .iter()
                .filter(|action| action.section.is_some() && action.section == part.id)
                .map(|action| {
                    let route = Route::Meeting(meeting.id.clone(), Some(local(action.id.as_str())));
                    p().class("section-action").dir("auto").child((
                        strong().child(t(View::HitAction)),
                        " ",
                        a().href(state.link(route)).child(action.name.clone().unwrap_or_default()),
                    ))
                })
                .nodes(),
            part.section.iter().map(|child| minutes_section(state, list, meeting, actions, child, level + 1)).nodes(),
        ))
        .node()
}

/// The id of a part inside its meeting: `action-3`.
fn local(id: &str) -> String {
    id.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Notes; the groups that the heading above names already are not named again.
fn notes(state: State, list: &List, all: &[Note], above: &[OrganizationId]) -> Node {
    if all.is_empty() {
        return ().node();
    }
    ul().class("notes")
        .child(
            all.iter()
                .map(|note| {
                    li().child((
                        p().dir("auto").child((
                            note.number.clone().map(|number| span().class("agenda-number").child(format!("{number} "))),
                            note.text.as_deref().map(linked),
                        )),
                        (!note.organization.is_empty() && note.organization != above).then(|| bodies(state, list, &note.organization)),
                        (!note.file.is_empty())
                            .then(|| ul().class("files").child(note.file.iter().map(|each| li().child(file(each))).nodes())),
                        notes(state, list, &note.note, &note.organization),
                    ))
                })
                .nodes(),
        )
        .node()
}

/// People by category, in the order of the list.
fn people(meeting: &Meeting) -> Node {
    let mut categories: Vec<(String, Vec<String>)> = Vec::new();
    for person in &meeting.participation {
        let category = person.category.clone().unwrap_or_else(|| t(View::OtherPeople).into());
        let name = person.name.clone().or_else(|| person.note.clone()).unwrap_or_default();
        match categories.iter_mut().find(|(other, _)| *other == category) {
            Some((_, names)) => names.push(name),
            None => categories.push((category, vec![name])),
        }
    }
    let total = meeting.participation.len();
    (
        p().class("muted").child(tn(View::PeopleCount, total, &[])),
        div().class("people").child(
            categories
                .into_iter()
                .map(|(category, names)| {
                    let count = names.len();
                    section().class("people-category").child((
                        h3().child((own(category), " ", span().class("muted").child(count.to_string()))),
                        ul().child(names.into_iter().map(|name| li().child(own(name))).nodes()),
                    ))
                })
                .nodes(),
        ),
    )
        .node()
}

/// A document: a link where there is an address that may be one, else its title and why not.
pub fn file(document: &Document) -> Node {
    let name = document.name.clone().or_else(|| document.access_url.clone()).unwrap_or_else(|| t(View::Untitled).into());
    let mut facts: Vec<String> = document.creator.clone();
    facts.extend(document.version.clone());
    facts.extend(document.date.as_ref().map(|date| when::text(Some(date), None, "UTC")));
    let facts = (!facts.is_empty()).then(|| span().class("muted").child(format!(" {}", facts.join(" · "))));
    match document.access_url.as_deref().filter(|address| link::is_web(address)) {
        Some(address) => (external(address.to_owned(), name), facts).node(),
        None => {
            (own(name), facts, document.link_state.is_some().then(|| span().class("muted").child(format!(" {}", t(View::LinkMissing)))))
                .node()
        }
    }
}

fn document_list(documents: &[&Document]) -> Node {
    let mut categories: Vec<(Option<String>, Vec<&Document>)> = Vec::new();
    for document in documents {
        match categories.iter_mut().find(|(category, _)| *category == document.category) {
            Some((_, list)) => list.push(document),
            None => categories.push((document.category.clone(), vec![document])),
        }
    }
    categories
        .into_iter()
        .map(|(category, list)| {
            (
                category.map(|category| h3().child(own(category))),
                ul().class("files").child(list.into_iter().map(|each| li().child(file(each))).nodes()),
            )
        })
        .nodes()
        .node()
}

/// Where the facts come from: the meeting's own sources, and the lines of everything in it, by document.
fn sources(meeting: &Meeting, actions: &[&Action]) -> Node {
    fn lines(lines: &[[u32; 2]]) -> Option<String> {
        let all: Vec<String> =
            lines.iter().map(|[first, last]| if first == last { first.to_string() } else { format!("{first}–{last}") }).collect();
        let name = match lines {
            [] => return None,
            [[first, last]] if first == last => View::Line,
            _ => View::Lines,
        };
        Some(format!(" {}", tv(name, &[("lines", &all.join(", "))])))
    }
    let main = meeting
        .source
        .iter()
        .map(|source| {
            let name = source.file_name.clone().or_else(|| source.url.clone()).unwrap_or_default();
            li().child((
                match source.url.as_deref().filter(|address| link::is_web(address)) {
                    Some(address) => external(address.to_owned(), name).node(),
                    None => own(name).node(),
                },
                lines(&source.lines),
                source.field.as_deref().map(|field| format!(" ({})", FieldName::of(field).map_or(field, |name| t(name)))),
                source.note.clone().map(|note| span().class("muted").dir("auto").child(format!(" {note}"))),
            ))
        })
        .nodes();
    // By document, each fact with all its lines.
    type Facts = Vec<(String, Vec<[u32; 2]>)>;
    let mut items: Vec<(String, Facts)> = Vec::new();
    let mut put = |name: &Option<String>, sources: &[Source]| {
        let (Some(name), false) = (name, sources.is_empty()) else { return };
        for source in sources {
            let Some(file) = &source.file_name else { continue };
            let at = items.iter().position(|(other, _)| other == file).unwrap_or_else(|| {
                items.push((file.clone(), Vec::new()));
                items.len() - 1
            });
            let facts = &mut items[at].1;
            match facts.iter_mut().find(|(other, _)| other == name) {
                Some((_, lines)) => source.lines.iter().for_each(|line| {
                    if !lines.contains(line) {
                        lines.push(*line)
                    }
                }),
                None => facts.push((name.clone(), source.lines.clone())),
            }
        }
    };
    agenda_sources(&meeting.agenda_item, &mut put);
    actions.iter().for_each(|action| put(&action.name, &action.source));
    minutes_sources(&meeting.minutes, &mut put);
    meeting.participation.iter().for_each(|person| put(&person.name, &person.source));
    meeting.file.iter().for_each(|file| put(&file.name, &file.source));
    let details_view = (!items.is_empty()).then(|| {
        details().child((
            summary().child(t(View::SourceOfItems)),
            items
                .into_iter()
                .map(|(file, list)| {
                    (p().child(own(file)), ul().child(list.into_iter().map(|(name, place)| li().child((own(name), lines(&place)))).nodes()))
                })
                .nodes(),
        ))
    });
    (ul().class("sources").child(main), details_view).node()
}

fn agenda_sources(items: &[AgendaItem], put: &mut dyn FnMut(&Option<String>, &[Source])) {
    for item in items {
        put(&item.name, &item.source);
        agenda_sources(&item.agenda_item, put);
    }
}

/// A section of the minutes, with the lines of its notes.
fn minutes_sources(sections: &[MinutesSection], put: &mut dyn FnMut(&Option<String>, &[Source])) {
    for section in sections {
        put(&section.name, &section.source);
        section.note.iter().for_each(|note| put(&section.name, &note.source));
        minutes_sources(&section.section, put);
    }
}

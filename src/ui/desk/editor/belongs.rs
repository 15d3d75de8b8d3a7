//! What belongs to an item in numbers: groups that it concerns, documents and links, breakout groups.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};

use super::Open;
use crate::{
    domain::{
        draft::{Change, Label, bodies::bodies_of},
        import::lists::web_address,
        model::{AgendaItem, Breakout, File, ItemId, Organization, Task, slot::to_value},
    },
    message::Desk,
    ui::{
        desk::{
            button,
            parts::{field, focus_later, select},
        },
        text::{t, tv},
    },
};

/// The field of the groups that an item concerns.
const GROUPS: &str = "organization";

/// The fields.
pub fn view(open: Open, id: &Arc<ItemId>) -> AnyView {
    (groups(open, id), files(open, id), breakouts(open, id)).into_any()
}

/// Reads a part of an item.
fn of<T>(open: Open, id: &ItemId, read: impl FnOnce(&AgendaItem) -> T) -> Option<T> {
    open.editor.with_untracked(|editor| editor.draft().item(id).map(read))
}

/// Changes a list of an item. A part that comes or goes is a step of its own.
fn alter<T: Clone + serde::Serialize>(
    open: Open,
    id: &ItemId,
    key: &'static str,
    read: fn(&AgendaItem) -> &Vec<T>,
    change: impl FnOnce(&mut Vec<T>),
) {
    let Some(mut all) = of(open, id, |item| read(item).clone()) else { return };
    let before = all.len();
    change(&mut all);
    open.perform(Some(list_change(Some(id), key, &all, before)));
}

/// A list of so many parts before as it is now.
pub fn list_change<T: serde::Serialize>(item: Option<&ItemId>, key: &str, all: &[T], before: usize) -> Change {
    let label = if all.len() == before { Label::Typing } else { Label::Part };
    Change { label, ..Change::typing(item, [(key, to_value(&all))]) }
}

/// Every group that is known: to the archive, and to the file that the draft came from.
pub fn known(open: Open) -> Vec<Organization> {
    let mut all = open.state.list.get().map(|list| list.organization.clone()).unwrap_or_default();
    all.extend(open.editor.with_untracked(|editor| editor.draft().rest.organization.clone()));
    all
}

fn groups(open: Open, id: &Arc<ItemId>) -> AnyView {
    let known = Memo::new(move |_| known(open));
    let own = id.clone();
    let bodies = open.of_items(move |draft| draft.item(&own).map(|item| item.organization.clone()).unwrap_or_default());
    let typed = RwSignal::new(None::<String>);
    let own = id.clone();
    let unread = open.of_items(move |draft| draft.unread(Some(&own), GROUPS).map(str::to_owned));
    let canonical = move || {
        let label = |id: &_| {
            known.with(|known| known.iter().find(|body| body.id == *id).map_or_else(|| format!("{id}"), |body| body.label().to_owned()))
        };
        bodies.get().iter().map(label).collect::<Vec<_>>().join(", ")
    };
    let shown = move || {
        let means = |text: &String| known.with(|known| bodies_of(text, known.iter())).is_ok_and(|found| found == bodies.get());
        unread.get().unwrap_or_else(|| typed.get().filter(means).unwrap_or_else(canonical))
    };
    let unknown = Memo::new(move |_| unread.get().and_then(|text| known.with(|known| bodies_of(&text, known.iter())).err()));
    let own = id.clone();
    let set = move |text: String| {
        let found = known.with_untracked(|known| bodies_of(&text, known.iter()));
        let mistake = found.is_err().then_some(text.as_str());
        // With a mistake, what is kept stays as it is.
        let value = to_value(&found.unwrap_or_else(|_| bodies.get_untracked()));
        open.perform(Some(Change::typing(Some(&own), [(GROUPS, value)]).with_unread(GROUPS, mistake)));
        typed.set(Some(text));
    };
    let own = id.clone();
    let add = move |chosen: String| {
        let mut all = bodies.get_untracked();
        let before = all.len();
        if !chosen.is_empty() && all.iter().all(|body| body.as_str() != chosen) {
            all.push(chosen.into());
        }
        // What stands there and is not known gives way.
        open.perform(Some(list_change(Some(&own), GROUPS, &all, before).with_unread(GROUPS, None)));
        typed.set(None);
    };
    let error = format!("groups-error-{id}");
    let described = error.clone();
    let input = html::input()
        .class("desk-input")
        .r#type("text")
        .attr("autocomplete", "off")
        .attr("aria-invalid", move || unknown.get().map(|_| "true"))
        .attr("aria-describedby", move || unknown.get().map(|_| described.clone()))
        .prop("value", shown)
        .on(ev::input, move |event| set(event_target_value(&event)));
    let choices = move || {
        let mut options = vec![(String::new(), t(Desk::None).to_owned())];
        options.extend(known.with(|known| known.iter().map(|body| (body.id.to_string(), body.label().to_owned())).collect::<Vec<_>>()));
        select(Desk::AddGroup, options, String::new, add.clone())
    };
    let message = move || {
        let error = error.clone();
        unknown.get().map(|name| html::p().class("desk-error").id(error).child(tv(Desk::GroupUnknown, &[("name", &name)])))
    };
    (html::div().class("desk-field-with-error").child((field(Desk::Groups, input), message)), choices).into_any()
}

/// A list of parts, each with the fields of it, and a button that adds one.
pub fn parts(
    legend: Desk,
    add: Desk,
    add_id: impl Into<String>,
    count: Memo<usize>,
    part: impl Fn(usize) -> AnyView + Send + Sync + 'static,
    more: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    html::fieldset()
        .class("desk-choices desk-wide")
        .child((
            html::legend().class("desk-legend").child(t(legend)),
            move || (0..count.get()).map(&part).collect::<Vec<_>>(),
            html::div()
                .class("desk-row")
                .child(html::button().class("button").id(add_id.into()).r#type("button").on(ev::click, move |_| more()).child(t(add))),
        ))
        .into_any()
}

/// A field of one of several parts.
pub fn text(
    label: Desk,
    element: Option<String>,
    value: impl Fn() -> String + Send + Sync + 'static,
    set: impl Fn(String) + 'static,
) -> AnyView {
    let input = html::input()
        .class("desk-input")
        .id(element)
        .r#type("text")
        .attr("autocomplete", "off")
        .prop("value", value)
        .on(ev::input, move |event| set(event_target_value(&event)));
    field(label, input)
}

/// A text, nothing where it is empty.
pub fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn files(open: Open, id: &Arc<ItemId>) -> AnyView {
    let own = id.clone();
    let all = open.of_items(move |draft| draft.item(&own).map(|item| item.file.clone()).unwrap_or_default());
    let count = Memo::new(move |_| all.with(Vec::len));
    let own = id.clone();
    let part = move |at: usize| {
        let read = move |read: fn(&File) -> &Option<String>| {
            move || all.with(|all| all.get(at).and_then(|file| read(file).clone()).unwrap_or_default())
        };
        let change = {
            let own = own.clone();
            move |change: Box<dyn FnOnce(&mut File)>| {
                alter(
                    open,
                    &own,
                    "file",
                    |item| &item.file,
                    |all| {
                        if let Some(file) = all.get_mut(at) {
                            change(file);
                        }
                    },
                );
            }
        };
        let rename = change;
        let unread = {
            let own = own.clone();
            open.of_items(move |draft| draft.unread(Some(&own), &address_field(at)).map(str::to_owned))
        };
        let wrong = Memo::new(move |_| unread.with(Option::is_some));
        let kept = read(|file| &file.access_url);
        let address = move || unread.get().unwrap_or_else(&kept);
        let own_address = own.clone();
        let set = move |text: String| {
            let found = web_address(&text);
            let mistake = (found.is_none() && !text.is_empty()).then_some(text.as_str());
            let mut files = all.get_untracked();
            // With a mistake, what is kept stays as it is.
            if mistake.is_none()
                && let Some(file) = files.get_mut(at)
            {
                file.access_url = found;
            }
            open.perform(Some(Change::typing(Some(&own_address), [("file", to_value(&files))]).with_unread(&address_field(at), mistake)));
        };
        let error = format!("file-error-{own}-{at}");
        let described = error.clone();
        let input = html::input()
            .class("desk-input")
            .r#type("url")
            .attr("autocomplete", "off")
            .placeholder("https://")
            .attr("aria-invalid", move || wrong.get().then_some("true"))
            .attr("aria-describedby", move || wrong.get().then(|| described.clone()))
            .prop("value", address)
            .on(ev::input, move |event| set(event_target_value(&event)));
        let message = move || wrong.get().then(|| html::p().class("desk-error").id(error.clone()).child(t(Desk::AddressWrong)));
        let gone = own.clone();
        let remove =
            move || {
                open.perform(open.ask(|draft| {
                    let mut files = draft.item(&gone)?.file.clone();
                    let count = files.len();
                    (at < count).then(|| files.remove(at))?;
                    // What stands in the fields behind it moves up with them.
                    let change = list_change(Some(&gone), "file", &files, count);
                    Some((at..count).fold(change, |change, at| {
                        change.with_unread(&address_field(at), draft.unread(Some(&gone), &address_field(at + 1)))
                    }))
                }));
                focus_later(add_id(&gone, "file"), None);
            };
        html::div()
            .class("desk-part")
            .child((
                text(Desk::DocumentName, Some(format!("file-{own}-{at}")), read(|file| &file.name), move |text| {
                    rename(Box::new(move |file| file.name = said(text)))
                }),
                html::div().class("desk-field-with-error").child((field(Desk::DocumentAddress, input), message)),
                button("button quiet", Desk::Remove, remove),
            ))
            .into_any()
    };
    let own = id.clone();
    let more = move || {
        let at = count.get_untracked();
        alter(open, &own, "file", |item| &item.file, |all| all.push(File::default()));
        focus_later(format!("file-{own}-{at}"), None);
    };
    parts(Desk::Documents, Desk::AddDocument, add_id(id, "file"), count, part, more)
}

/// The field of a document's address, by the document's place.
fn address_field(at: usize) -> String {
    format!("accessUrl.{at}")
}

/// The id of the button that adds a part.
fn add_id(id: &ItemId, what: &str) -> String {
    format!("add-{what}-{id}")
}

fn breakouts(open: Open, id: &Arc<ItemId>) -> AnyView {
    type Read = fn(&Breakout) -> &Option<String>;
    let own = id.clone();
    let all = open.of_items(move |draft| draft.item(&own).map(|item| item.breakout.clone()).unwrap_or_default());
    let count = Memo::new(move |_| all.with(Vec::len));
    let own = id.clone();
    let part = move |at: usize| {
        let read = move |read: Read| move || all.with(|all| all.get(at).and_then(|group| read(group).clone()).unwrap_or_default());
        let change = {
            let own = own.clone();
            move |change: Box<dyn FnOnce(&mut Breakout)>| {
                alter(
                    open,
                    &own,
                    "breakout",
                    |item| &item.breakout,
                    |all| {
                        if let Some(group) = all.get_mut(at) {
                            change(group);
                        }
                    },
                );
            }
        };
        let (name, facilitator, rapporteur, tasks) = (change.clone(), change.clone(), change.clone(), change);
        let lines = move || {
            let line = |task: &Task| task.name.clone().unwrap_or_default();
            all.with(|all| all.get(at).map(|group| group.task.iter().map(line).collect::<Vec<_>>().join("\n")).unwrap_or_default())
        };
        // A line feed on its way to the next task is no task yet.
        let typed = RwSignal::new(None::<String>);
        let shown = move || {
            let kept = lines();
            typed.get().filter(|text| text.lines().filter(|line| !line.trim().is_empty()).eq(kept.lines())).unwrap_or(kept)
        };
        let set_tasks = move |text: String| {
            typed.set(Some(text.clone()));
            tasks(Box::new(move |group| {
                let before = std::mem::take(&mut group.task);
                // Parts of a task stay with it.
                let task = |name: &str| {
                    let same = before.iter().find(|task| task.name.as_deref() == Some(name));
                    same.cloned().unwrap_or_else(|| Task { name: Some(name.to_owned()), ..Task::default() })
                };
                group.task = text.lines().filter(|line| !line.trim().is_empty()).map(task).collect();
            }));
        };
        let gone = own.clone();
        let remove = move || {
            alter(open, &gone, "breakout", |item| &item.breakout, |all| drop((at < all.len()).then(|| all.remove(at))));
            focus_later(add_id(&gone, "breakout"), None);
        };
        let area = html::textarea()
            .class("desk-input")
            .attr("rows", "2")
            .prop("value", shown)
            .on(ev::input, move |event| set_tasks(event_target_value(&event)));
        html::div()
            .class("desk-part")
            .child((
                text(Desk::BreakoutName, Some(format!("breakout-{own}-{at}")), read(|group| &group.name), move |text| {
                    name(Box::new(move |group| group.name = said(text)))
                }),
                text(Desk::Facilitator, None, read(|group| &group.facilitator), move |text| {
                    facilitator(Box::new(move |group| group.facilitator = said(text)))
                }),
                text(Desk::BreakoutRapporteur, None, read(|group| &group.rapporteur), move |text| {
                    rapporteur(Box::new(move |group| group.rapporteur = said(text)))
                }),
                field(Desk::Tasks, area),
                button("button quiet", Desk::Remove, remove),
            ))
            .into_any()
    };
    let own = id.clone();
    let more = move || {
        let at = count.get_untracked();
        alter(open, &own, "breakout", |item| &item.breakout, |all| all.push(Breakout::default()));
        focus_later(format!("breakout-{own}-{at}"), None);
    };
    parts(Desk::Breakouts, Desk::AddBreakout, add_id(id, "breakout"), count, part, more)
}

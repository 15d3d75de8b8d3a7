//! Somebody's version of the draft beside one's own: every difference is shown, and chosen before anything is done.

use leptos::{ev, html, prelude::*};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Open, history};
use crate::{
    domain::{
        draft::{
            Draft, Label, NoRestore,
            duration::Stated,
            merge::{Difference, Merge, Part, Take, Who},
            past::Kind,
            restore,
        },
        model::AgendaItem,
    },
    message::Desk,
    platform::{dom, intl},
    ui::{
        desk::{
            button, drafts, import, mirror,
            parts::{focus_later, own, sheet},
            run, shared,
            state::label,
        },
        text::{LANGUAGE, t, tn, tv},
    },
};

const ID: &str = "desk-merging";
const RESULT: &str = "desk-merged";

/// What the dialog shows.
#[derive(Clone, Copy)]
struct Merging {
    open: Open,
    /// The two versions, with what is chosen.
    merge: RwSignal<Option<Merge>>,
    /// Who changed what, once it is done.
    done: RwSignal<Vec<(Desk, Vec<String>)>>,
    /// What could not be done.
    said: RwSignal<String>,
    /// What came, and its name.
    received: StoredValue<Option<shared::Received>>,
}

/// The dialog; it opens with the page where a version came in.
pub fn view(open: Open) -> AnyView {
    let shown = RwSignal::new(false);
    let merging = Merging {
        open,
        merge: RwSignal::new(None),
        done: RwSignal::default(),
        said: RwSignal::default(),
        received: StoredValue::new(None),
    };
    let mine = open.editor.with_untracked(|editor| editor.draft().clone());
    let came = open.state.received.try_update_value(|received| received.take_if(|received| received.here == mine.id)).flatten();
    if let Some(came) = came {
        merging.received.set_value(Some(came.clone()));
        run(async move {
            let base = shared::base(&mine, &came.draft).await;
            let _ = merging.merge.try_set(Some(Merge::new(base.as_ref(), &mine, &came.draft)));
            let _ = shown.try_set(true);
        });
    }
    sheet(ID, Desk::CompareDrafts, shown, move || content(merging, shown))
}

fn content(merging: Merging, shown: RwSignal<bool>) -> AnyView {
    let own = move || {
        if let Some(came) = merging.received.get_value() {
            let address = drafts::address(&came.draft.id);
            shared::take(merging.open.state, came.draft);
            shown.set(false);
            dom::go(&address);
        }
    };
    let name = merging.received.with_value(|came| came.as_ref().map(|came| came.name.clone())).unwrap_or_default();
    let what = if name.is_empty() { t(Desk::MergeOfLink).to_owned() } else { tv(Desk::MergeOfFile, &[("file", &name)]) };
    let choices = move || {
        if !merging.done.with(Vec::is_empty) {
            return result(merging);
        }
        let merge = merging.merge.get_untracked();
        let differences = merge.map(|merge| merge.differences).unwrap_or_default();
        let part = |who: Who, title: Desk| {
            let of: Vec<_> = differences.iter().enumerate().filter(|(_, difference)| difference.who == who).collect();
            (!of.is_empty()).then(|| {
                let count = of.len();
                let entries: Vec<_> = of.into_iter().map(|(at, difference)| entry(merging, at, difference)).collect();
                let heading = html::h3().class("desk-subheading").child(tn(title, count, &[]));
                (heading, entries).into_any()
            })
        };
        let parts = [part(Who::Both, Desk::MergeBoth), part(Who::Theirs, Desk::MergeTheirs), part(Who::Mine, Desk::MergeMine)];
        let act = html::p().class("desk-row").child((
            merging.open.writes.get().then(|| button("button primary", Desk::Merge, move || apply(merging))),
            button("button", Desk::KeepApart, own),
        ));
        let what = if merging.open.writes.get() { what.clone() } else { t(Desk::MergeElsewhere).to_owned() };
        (html::p().class("desk-text").child(what), parts.into_iter().collect::<Vec<_>>(), act).into_any()
    };
    (choices, html::p().class("desk-facts").role("status").child(move || merging.said.get())).into_any()
}

/// One difference, with the choice.
fn entry(merging: Merging, at: usize, difference: &Difference) -> AnyView {
    let chosen = move || merging.merge.with(|merge| merge.as_ref().and_then(|merge| merge.differences.get(at)).map(|one| one.take));
    let choose = move |take: Take| {
        merging.merge.update(|merge| {
            if let Some(one) = merge.as_mut().and_then(|merge| merge.differences.get_mut(at)) {
                one.take = take;
            }
        });
    };
    let way = |take: Take, text: String| {
        let input = html::input()
            .r#type("radio")
            .name(format!("desk-merge-{at}"))
            .prop("checked", move || chosen() == Some(take))
            .on(ev::change, move |_| choose(take));
        html::label().class("desk-choice").child((input, html::span().class("desk-value").child(own(&text)))).into_any()
    };
    let (mine, theirs) = ways(merging, difference);
    let mut options =
        vec![way(Take::Mine, tv(Desk::TakeMine, &[("value", &mine)])), way(Take::Theirs, tv(Desk::TakeTheirs, &[("value", &theirs)]))];
    if difference.can_be_both {
        options.push(way(Take::Both, t(Desk::TakeBoth).to_owned()));
    }
    html::fieldset().class("desk-choices").child((html::legend().class("desk-legend").child(own(&what(difference))), options)).into_any()
}

/// What a difference is about, in words.
fn what(difference: &Difference) -> String {
    let item = || history::item(&difference.named);
    match &difference.part {
        Part::Meeting(names) => history::field(names.first().map_or("", String::as_str)),
        Part::Item(_, names) => {
            let field = history::field(names.first().map_or("", String::as_str));
            tv(Desk::MergeField, &[("item", &item()), ("field", &field)])
        }
        Part::Added(_) => tv(Desk::MergeAdded, &[("item", &item())]),
        Part::Removed(_) => tv(Desk::MergeRemoved, &[("item", &item())]),
        Part::Moved(_) => tv(Desk::MergeMoved, &[("item", &item())]),
    }
}

/// What one's own version says, and what the other.
fn ways(merging: Merging, difference: &Difference) -> (String, String) {
    let is_here = |id| merging.open.editor.with_untracked(|editor| editor.draft().item(id).is_some());
    let pair = |first: Desk, second: Desk| (t(first).to_owned(), t(second).to_owned());
    match &difference.part {
        Part::Meeting(_) | Part::Item(..) => (told(&difference.mine, &difference.theirs), told(&difference.theirs, &difference.mine)),
        Part::Added(id) | Part::Removed(id) if is_here(id) => pair(Desk::WithIt, Desk::WithoutIt),
        Part::Added(_) | Part::Removed(_) => pair(Desk::WithoutIt, Desk::WithIt),
        Part::Moved(id) => {
            let place = |draft: &Draft| {
                let before = draft.place(id).and_then(|place| {
                    let above = place.index.checked_sub(1).and_then(|index| draft.children(place.parent.as_ref()).get(index));
                    above.map(|item| (Desk::PlaceAfter, item)).or_else(|| Some((Desk::PlaceIn, draft.item(place.parent.as_ref()?)?)))
                });
                match before {
                    Some((words, item)) => tv(words, &[("item", &super::named(item))]),
                    None => t(Desk::PlaceFirst).to_owned(),
                }
            };
            let mine = merging.open.editor.with_untracked(|editor| place(editor.draft()));
            (mine, merging.merge.with_untracked(|merge| merge.as_ref().map(|merge| place(merge.theirs())).unwrap_or_default()))
        }
    }
}

/// Fields in words, beside the same ones of the other version.
fn told(fields: &Map<String, Value>, other: &Map<String, Value>) -> String {
    if fields.contains_key("durationMax") {
        let mut item = fields.clone();
        item.retain(|_, value| !value.is_null());
        item.insert("id".into(), "x".into());
        let stated = AgendaItem::deserialize(Value::Object(item)).map(|item| Stated::of(&item).to_string()).unwrap_or_default();
        return if stated.is_empty() { t(Desk::NoLength).to_owned() } else { stated };
    }
    // Of fields that belong together those that differ; how much of a date is known shows in the date.
    let differs = |name: &String, value: &Value| other.get(name) != Some(value) && name != "datePrecision";
    let values = fields.iter().filter(|(name, value)| !value.is_null() && differs(name, value)).map(|(name, value)| {
        let text = one(name, value);
        if fields.len() > 1 { format!("{}: {text}", history::field(name)) } else { format!("“{text}”") }
    });
    let values: Vec<String> = values.collect();
    if values.is_empty() { t(Desk::NotThere).to_owned() } else { values.join("; ") }
}

/// A value in words; of a list, what its entries are called.
fn one(name: &str, value: &Value) -> String {
    match value {
        Value::Array(all) => intl::list(LANGUAGE, &all.iter().map(|value| one(name, value)).collect::<Vec<_>>()),
        Value::Object(fields) => {
            let known = ["name", "text", "role", "accessUrl", "facilitator", "date"].iter().find_map(|name| fields.get(*name)?.as_str());
            let more = ["agent", "due", "actionStatus"].iter().filter_map(|name| Some(one(name, fields.get(*name)?)));
            let words: Vec<String> = known.map(str::to_owned).into_iter().chain(more).collect();
            if words.is_empty() { value.to_string() } else { words.join(", ") }
        }
        plain => import::words::value(name, plain),
    }
}

/// Does what was chosen, as one step, with a version of what stood before; then says who changed what.
fn apply(merging: Merging) {
    let (Some(merge), Some(came)) = (merging.merge.get_untracked(), merging.received.get_value()) else { return };
    run(async move {
        let open = merging.open;
        let now = open.editor.with_untracked(|editor| editor.draft().clone());
        let change = match restore(&now, &merge.merged(), Label::Merge) {
            Ok(change) => Some(change),
            Err(NoRestore::Same) => None,
            Err(NoRestore::Impossible) => {
                let _ = merging.said.try_set(t(Desk::CannotRestore).to_owned());
                return;
            }
        };
        // Where no version can be kept, undo still takes it back.
        let _ = mirror::save(open.state, &now, Kind::BeforeFile, "").await;
        let theirs = Draft { id: now.id.clone(), ..came.draft };
        shared::note_received(open.state, &theirs).await;
        open.make(change);
        let of = |take: Take| -> Vec<String> {
            let taken = merge.differences.iter().filter(|difference| match difference.take {
                Take::Both => take == Take::Both,
                other => other == take,
            });
            taken.map(what).collect()
        };
        let done = [(Desk::MergedTheirs, of(Take::Theirs)), (Desk::MergedMine, of(Take::Mine)), (Desk::MergedBoth, of(Take::Both))];
        let _ = merging.done.try_set(done.into_iter().filter(|(_, lines)| !lines.is_empty()).collect());
        focus_later(RESULT.to_owned(), None);
    });
}

/// Who changed what.
fn result(merging: Merging) -> AnyView {
    let title = merging.open.editor.with_untracked(|editor| label(editor.draft()));
    let part = |(heading, lines): (Desk, Vec<String>)| {
        let lines: Vec<_> = lines.into_iter().map(|line| html::li().class("desk-text").child(own(&line))).collect();
        (html::h3().class("desk-subheading").child(t(heading)), html::ul().class("desk-differences").child(lines)).into_any()
    };
    let parts: Vec<_> = merging.done.get().into_iter().map(part).collect();
    (html::p().class("desk-text").id(RESULT).tabindex("-1").child(tv(Desk::Merged, &[("title", &title)])), parts).into_any()
}

//! The search worker: started when words are first searched or the page is idle, asked whenever the words change.

use js_sys::JsString;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::{
    node::effect,
    read,
    state::{File, Found, Search, State},
};
use crate::{
    domain::{list::List, model::MeetingId, route::Route, search::protocol::Tell},
    platform::{dom, module},
};

/// Starts the worker and keeps [`State::found`] in step with the address. Reaches outside: the worker.
pub fn follow(state: State) {
    let worker: StoredValue<Option<web_sys::Worker>, LocalStorage> = StoredValue::new_local(None);
    // The order of the worker's ordinals: the list as it was packed, then what was added.
    let order: StoredValue<Vec<MeetingId>> = StoredValue::new(Vec::new());
    // Number of the last question.
    let asked = StoredValue::new(0u32);
    let wanted = Memo::new(move |_| match &state.address.read().route {
        Route::Meetings(filter) => filter.q.clone(),
        _ => String::new(),
    });
    let start = move || {
        if worker.with_value(Option::is_some) || state.ready().is_none() {
            return;
        }
        let failed = move || {
            drop(worker.try_update_value(Option::take));
            // What it found for other words is not what these find.
            state.found.set(None);
            state.search.set(Search::Failed);
        };
        let Ok(new) = module::worker("searcher") else { return failed() };
        dom::listen(&new, "error", move |_| failed());
        dom::listen(&new, "message", move |event| {
            let Some((text, meetings)) = event.dyn_ref::<web_sys::MessageEvent>().and_then(|event| parts(&event.data())) else { return };
            let Ok(tell) = read::text::<Tell>(&text) else { return };
            if let Some(read) = tell.ready {
                order.update_value(|order| {
                    for added in read.added {
                        let ordinal = added.meeting as usize;
                        if order.len() <= ordinal {
                            order.resize(ordinal + 1, MeetingId::default());
                        }
                        order[ordinal] = added.id.into();
                    }
                });
                state.search.set(Search::Ready);
            }
            if let Some(failed) = tell.failed {
                state.unsearched.update(|files| files.push(failed.file));
            }
            if let Some(answer) = tell.answer.filter(|answer| answer.id == asked.get_value()) {
                let Some(list) = state.ready() else { return };
                let place = places(list, &order.read_value());
                let here = |ordinal: u32| place.get(ordinal as usize).copied().flatten();
                let rows = meetings.into_iter().filter_map(here).collect();
                let hits = answer.hits.into_iter().filter_map(|hits| Some((here(hits.meeting)?, hits))).collect();
                state.found.set(Some(Found { rows, hits }));
            }
        });
        let base = dom::page();
        let base = format!("{}/data/", base.rsplit_once('/').map_or("", |(folder, _)| folder));
        let added: Vec<String> = state.added_texts.with_value(|texts| texts.iter().map(|text| quoted(text)).collect());
        let load = format!(r#"{{"load":{{"base":{},"added":[{}]}}}}"#, quoted(&base), added.join(","));
        let _ = new.post_message(&load.into());
        worker.set_value(Some(new));
    };
    // A new list (something was added) means a new index.
    effect(move || {
        if let Some(File::Ready(_)) = &*state.list.read() {
            order.set_value(state.packed.get_value());
            state.search.set(Search::Reading);
            // Its places are those of the list before.
            state.found.set(None);
            state.unsearched.set(Vec::new());
            if let Some(old) = worker.try_update_value(Option::take).flatten() {
                old.terminate();
            }
            if wanted.get_untracked().is_empty() {
                dom::after(1500, start);
            } else {
                start();
            }
        }
    });
    effect(move || {
        let text = wanted.get();
        if text.is_empty() {
            state.found.set(None);
            return;
        }
        if state.search.get() == Search::Reading {
            start();
        }
        if state.search.get() == Search::Ready {
            asked.update_value(|asked| *asked += 1);
            let query = format!(r#"{{"query":{{"id":{},"text":{},"hits":60}}}}"#, asked.get_value(), quoted(&text));
            worker.with_value(|worker| {
                if let Some(worker) = worker {
                    let _ = worker.post_message(&query.into());
                }
            });
        }
    });
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    // A string is always JSON.
    js_sys::JSON::stringify(&text.into()).map(String::from).unwrap_or_default()
}

/// A text, and the ordinals that may have come beside it.
fn parts(data: &JsValue) -> Option<(JsString, Vec<u32>)> {
    match data.dyn_ref::<js_sys::Array>() {
        Some(pair) => Some((pair.get(0).dyn_into().ok()?, pair.get(1).dyn_into::<js_sys::Uint32Array>().ok()?.to_vec())),
        None => Some((data.clone().dyn_into().ok()?, Vec::new())),
    }
}

/// Where each ordinal of the worker stands in the list.
fn places(list: &List, order: &[MeetingId]) -> Vec<Option<u32>> {
    let place = list.places();
    order.iter().map(|id| place.get(id.as_str()).copied()).collect()
}

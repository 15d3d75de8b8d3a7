//! Actions of all meetings, as a plain list.

use std::sync::Arc;

use leptos::{html::*, prelude::*, task::spawn_local};

use crate::{
    domain::model::{Envelope, read},
    message::View,
    platform::fetch,
    ui::{
        parts,
        state::{File, State},
        text::{t, tn, tv},
    },
};

/// The page.
pub fn page(state: State) -> impl IntoView {
    let file: RwSignal<File<Envelope>> = RwSignal::new(File::Loading);
    spawn_local(async move {
        let loaded = match fetch::text("data/actions.json").await {
            Ok(text) => read::from_str(&text).map_or_else(
                |error| File::Failed(tv(View::ChunkBroken, &[("file", "actions.json"), ("why", &error.to_string())])),
                |envelope| File::Ready(Arc::new(envelope)),
            ),
            Err(status) => File::Failed(tv(View::ChunkMissing, &[("file", "actions.json"), ("status", &status.to_string())])),
        };
        file.try_set(loaded);
    });
    (parts::heading(state), move || match file.get() {
        File::Loading => parts::loading(),
        File::Failed(sentence) => parts::failed(sentence),
        File::Ready(envelope) => {
            let Some(list) = state.ready() else { return parts::loading() };
            let none = Memo::new(|_| None);
            // Newest meeting first, as recorded inside a meeting.
            let place: std::collections::HashMap<_, _> = list.row.iter().enumerate().map(|(place, row)| (&row.id, place)).collect();
            let mut actions: Vec<_> = envelope.action.iter().collect();
            let added = state.added.get();
            for (id, other) in added.iter() {
                actions.extend(
                    other
                        .action
                        .iter()
                        .filter(|action| action.meeting.as_ref() == Some(id) && !envelope.action.iter().any(|known| known.id == action.id)),
                );
            }
            actions.sort_by_key(|action| action.meeting.as_ref().and_then(|id| place.get(id).copied()).unwrap_or(usize::MAX));
            (
                p().role("status").class("count").child(tn(View::ActionCount, actions.len(), &[])),
                if actions.is_empty() {
                    p().child(t(View::NoActions)).into_any()
                } else {
                    ul().class("actions")
                        .aria_label(t(View::Actions))
                        .child(actions.iter().map(|action| super::meeting::action(state, &list, action, true, none)).collect_view())
                        .into_any()
                },
            )
                .into_any()
        }
    })
}

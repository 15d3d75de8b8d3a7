//! Actions of all meetings, as a plain list.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    domain::{
        list::in_force,
        model::{Action, Envelope},
    },
    message::View,
    ui::{
        node::{html::*, *},
        parts,
        state::{File, State, load},
        text::{t, tn},
    },
};

/// The page.
pub fn page(state: State) -> impl IntoNode {
    let file: RwSignal<File<Arc<Envelope>>> = RwSignal::new(File::Loading);
    spawn_local(async move { drop(file.try_set(load("actions.json").await)) });
    (parts::heading(state), move || match file.get() {
        File::Loading => parts::loading(),
        File::Failed(sentence) => parts::failed(sentence),
        File::Ready(envelope) => {
            let Some(list) = state.ready() else { return parts::loading() };
            let (published, added) = ([envelope], state.added.read());
            let (_, actions) = in_force(list, &published, &added);
            // Newest meeting first, as recorded inside a meeting.
            let place = list.places();
            let mut at_place: Vec<Vec<&Action>> = vec![Vec::new(); list.row.len() + 1];
            for action in &actions {
                let place = action.meeting.as_ref().and_then(|id| place.get(id.as_str()).copied());
                at_place[place.map_or(list.row.len(), |place| place as usize)].push(action);
            }
            let actions = at_place.concat();
            (
                p().role("status").class("count").child(tn(View::ActionCount, actions.len(), &[])),
                if actions.is_empty() {
                    p().child(t(View::NoActions)).node()
                } else {
                    ul().class("actions")
                        .aria_label(t(View::Actions))
                        .child(actions.iter().map(|action| super::meeting::action(state, list, action, true)).nodes())
                        .node()
                },
            )
                .node()
        }
    })
}

//! The app's own list and nodes at the work of a list.

use std::collections::HashMap;

use leptos::{ev, prelude::*, reactive::computed::Selector};
use rapporteur::{
    platform::dom,
    ui::node::{html::*, *},
};
use rows::{BUTTONS, Page};

fn main() {
    let Some(place) = dom::document().body() else { return };
    mount(&place, || {
        let page = Page::new();
        let selected = Selector::new(move || page.selected.get());
        // The list knows its rows by their keys alone.
        let labels = Memo::new_with_compare(
            move |_| page.rows.read().iter().map(|row| (row.id, row.label.clone())).collect::<HashMap<u64, ArcRwSignal<String>>>(),
            |_, _| true,
        );
        let keys = move || page.rows.read().iter().map(|row| row.id).collect();
        let row = move |id| {
            let selected = selected.clone();
            let label = labels.read_untracked().get(&id).cloned().unwrap_or_default();
            tr().class(move || selected.selected(&Some(id)).then_some("danger"))
                .child((
                    td().class("number").child(id.to_string()),
                    td().class("label").child(a().on(ev::click, move |_| page.selected.set(Some(id))).child(move || label.get())),
                    td().class("remove")
                        .child(a().on(ev::click, move |_| page.remove(id)).child(span().class("cross").attr("aria-hidden", "true"))),
                    td().class("rest"),
                ))
                .node()
        };
        (
            p().child(BUTTONS.map(|(id, name, run)| button().r#type("button").id(id).on(ev::click, move |_| run(page)).child(name)).to_vec()),
            table().child(tbody().keyed(keys, row)),
        )
            .node()
    });
}

//! The yardstick of list work: a bare Leptos page, written as Leptos' own guides do.

use leptos::{prelude::*, reactive::computed::Selector};
use rows::{BUTTONS, Page, Row};

fn main() {
    leptos::mount::mount_to_body(|| {
        let page = Page::new();
        let selected = Selector::new(move || page.selected.get());
        let row = move |Row { id, label }: Row| {
            let selected = selected.clone();
            view! {
                <tr class:danger=move || selected.selected(&Some(id))>
                    <td class="number">{id.to_string()}</td>
                    <td class="label"><a on:click=move |_| page.selected.set(Some(id))>{move || label.get()}</a></td>
                    <td class="remove"><a on:click=move |_| page.remove(id)><span class="cross" aria-hidden="true"></span></a></td>
                    <td class="rest"></td>
                </tr>
            }
        };
        view! {
            <p>
                {BUTTONS
                    .map(|(id, name, run)| view! { <button type="button" id=id on:click=move |_| run(page)>{name}</button> })
                    .into_iter()
                    .collect_view()}
            </p>
            <table>
                <tbody>
                    <For each=move || page.rows.get() key=|row| row.id children=row />
                </tbody>
            </table>
        }
    });
}

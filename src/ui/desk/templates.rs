//! "New from template": shapes that the archive's records give, and one's own.

use leptos::{ev, html, prelude::*};

use super::{
    archive,
    drafts::{address, open_new},
    parts::sheet,
    run,
    state::{self, State, label},
};
use crate::{
    domain::draft::template::{self, Shape},
    message::Desk,
    ui::text::t,
};

const ID: &str = "desk-templates";

fn name(shape: Shape) -> Desk {
    match shape {
        Shape::Last => Desk::TemplateLast,
        Shape::Call => Desk::TemplateCall,
        Shape::Consultation => Desk::TemplateConsultation,
        Shape::Group => Desk::TemplateGroup,
    }
}

/// The button that opens it.
pub fn button(shown: RwSignal<bool>) -> AnyView {
    html::button()
        .class("button")
        .r#type("button")
        .attr("aria-haspopup", "dialog")
        .on(ev::click, move |_| shown.set(true))
        .child(t(Desk::NewFromTemplate))
        .into_any()
}

/// The dialog.
pub fn view(state: State, shown: RwSignal<bool>) -> AnyView {
    let content = move || {
        let shapes = move || {
            let list = state.list.get();
            let known = move |shape: &Shape| list.as_ref().is_some_and(|list| !shape.meetings(list).is_empty());
            Shape::ALL
                .into_iter()
                .filter(known)
                .map(|shape| {
                    html::li().class("desk-shape").child(choice(t(name(shape)).to_owned(), move || {
                        run(async move {
                            match archive::shape(state, shape).await {
                                Some(draft) => open_new(state, draft),
                                None => state.say(t(Desk::DraftAfterFailed).to_owned()),
                            }
                        });
                    }))
                })
                .collect::<Vec<_>>()
        };
        let own = move || {
            let mut own = state.drafts.get();
            own.retain(|draft| draft.is_template && draft.deleted.is_none());
            own.sort_by_key(label);
            let entries: Vec<_> = own
                .into_iter()
                .map(|one| {
                    let id = format!("template-{}", one.id);
                    let (edit, of) = (address(&one.id), one.id.clone());
                    let title = label(&one);
                    let take = move || open_new(state, template::from_own(&one, state::new_id(), state::now()));
                    html::li().class("desk-version").child((
                        html::span().class("desk-version-text").id(id.clone()).child(choice(title, take)),
                        html::span().class("desk-version-acts").child((
                            html::a().class("button quiet").href(edit).attr("aria-describedby", id.clone()).child(t(Desk::Edit)),
                            html::button()
                                .class("button quiet")
                                .r#type("button")
                                .attr("aria-describedby", id)
                                .on(ev::click, move |_| state.set_deleted(&of, Some(state::now())))
                                .child(t(Desk::Delete)),
                        )),
                    ))
                })
                .collect();
            (!entries.is_empty()).then(|| {
                (
                    html::h3().class("desk-subheading").id("desk-own-templates").child(t(Desk::OwnTemplates)),
                    html::ul().class("desk-versions").role("list").attr("aria-labelledby", "desk-own-templates").child(entries),
                )
            })
        };
        (
            html::p().class("desk-facts").child(t(Desk::TemplatesHelp)),
            html::ul().class("desk-versions").role("list").aria_label(t(Desk::Templates)).child(shapes),
            own,
        )
            .into_any()
    };
    sheet(ID, Desk::NewFromTemplate, shown, content)
}

fn choice(text: String, take: impl Fn() + 'static) -> AnyView {
    html::button().class("button desk-template").r#type("button").on(ev::click, move |_| take()).child(text).into_any()
}

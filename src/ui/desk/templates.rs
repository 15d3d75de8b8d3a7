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
    domain::{
        draft::template::{self, Shape},
        list::List,
    },
    message::Desk,
    ui::text::{t, tv},
};

const ID: &str = "desk-templates";

fn name(shape: Shape, list: &List) -> String {
    t(match shape {
        Shape::Last => Desk::TemplateLast,
        Shape::Call => Desk::TemplateCall,
        Shape::Consultation => Desk::TemplateConsultation,
        Shape::Days => return tv(Desk::TemplateDays, &[("count", &shape.meetings(list).len().to_string())]),
        Shape::Group if shape.is_stand_in(list) => Desk::TemplateGroupUsual,
        Shape::Group => Desk::TemplateGroup,
    })
    .to_owned()
}

/// What is said of what the records do not hold.
fn note(shape: Shape, list: &List) -> Option<Desk> {
    match shape {
        Shape::Group if shape.is_stand_in(list) => Some(Desk::TemplateFromCalls),
        Shape::Consultation | Shape::Days if shape.has_no_agenda(list) => Some(Desk::TemplateNoAgenda),
        _ => None,
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
            let Some(list) = state.list.get() else { return Vec::new() };
            let known = Shape::ALL.into_iter().filter(|shape| !shape.meetings(&list).is_empty());
            known
                .zip(0..)
                .map(|(shape, at)| {
                    let take = move || {
                        run(async move {
                            match archive::shape(state, shape).await {
                                Some(draft) => open_new(state, draft),
                                None => state.say(t(Desk::DraftAfterFailed).to_owned()),
                            }
                        });
                    };
                    let id = format!("{ID}-{at}");
                    let note = note(shape, &list).map(|note| html::p().class("desk-facts").id(id.clone()).child(t(note)));
                    let described = note.is_some().then_some(id);
                    html::li().class("desk-shape").child((choice(name(shape, &list), described, take), note))
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
                        html::span().class("desk-version-text").id(id.clone()).child(choice(title, None, take)),
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

fn choice(text: String, described: Option<String>, take: impl Fn() + 'static) -> AnyView {
    html::button()
        .class("button desk-template")
        .r#type("button")
        .attr("aria-describedby", described)
        .on(ev::click, move |_| take())
        .child(text)
        .into_any()
}

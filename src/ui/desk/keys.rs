//! The keys of the present page, in a dialog; and how keys are spelt on this machine.

use leptos::{ev, html, prelude::*};

use super::{button, parts, state::State};
use crate::{
    domain::route::Route,
    message::Desk,
    platform::dom,
    ui::{settings, text::t},
};

const ID: &str = "desk-keys";

/// Keys, and what they do.
type Keys = &'static [(&'static str, Desk)];

const EVERYWHERE: Keys = &[
    ("Ctrl K", Desk::KeyPalette),
    ("/", Desk::KeyPalette),
    ("?", Desk::KeyKeys),
    ("G M", Desk::KeyMeetings),
    ("G A", Desk::KeyActions),
    ("G D", Desk::KeyDrafts),
    ("Esc", Desk::KeyEscape),
];

const EDITOR: Keys = &[
    ("Enter", Desk::KeyEnter),
    ("Backspace", Desk::KeyBackspace),
    ("↑ ↓", Desk::KeyNeighbour),
    ("Alt Shift ↑ ↓", Desk::KeyMove),
    ("Alt Shift ← →", Desk::KeyIndent),
    ("Ctrl Shift ↑ ↓", Desk::KeyMove),
    ("Ctrl ] Ctrl [", Desk::KeyBrackets),
    ("Tab, Shift Tab", Desk::KeyTab),
    ("Shift Enter", Desk::KeyDescribe),
    ("Esc", Desk::KeyRow),
    ("Ctrl Z", Desk::Undo),
    ("Ctrl Shift Z", Desk::Redo),
    ("Ctrl Y", Desk::Redo),
    ("Ctrl S", Desk::SaveFile),
    ("Enter", Desk::KeyNextLength),
];

/// Keys that the system has on a machine of Apple's.
const NOT_THERE: [&str; 3] = ["Ctrl Shift ↑ ↓", "Ctrl ] Ctrl [", "Ctrl Y"];

const ROW: Keys = &[
    ("↑ ↓", Desk::KeyRows),
    ("Home", Desk::KeyFirst),
    ("End", Desk::KeyLast),
    ("← →", Desk::KeyParent),
    ("Enter", Desk::KeyEdit),
    ("Space", Desk::KeyChoose),
    ("Shift ↑ ↓", Desk::KeyExtend),
    ("Ctrl A", Desk::KeyAll),
    ("Ctrl C", Desk::Copy),
    ("Ctrl X", Desk::KeyCut),
    ("Ctrl V", Desk::KeyPaste),
    ("Delete", Desk::KeyDelete),
    ("T", Desk::KeyTime),
    ("P", Desk::KeyPresenters),
    ("N", Desk::KeyDescribe),
    ("M", Desk::MoveTo),
    ("Esc", Desk::KeyLetGo),
];

const RECORD: Keys = &[
    ("Alt Shift N", Desk::KeyNotes),
    ("Alt Shift D", Desk::KeyDecisions),
    ("Alt Shift A", Desk::KeyAction),
    ("Ctrl Enter", Desk::KeyNextNotes),
    ("Ctrl Shift Enter", Desk::KeyNotesBefore),
];

const MENU: Keys = &[("↑ ↓", Desk::KeyWalk), ("Esc", Desk::KeyEscape)];

/// Whether this is a machine of Apple's.
pub fn is_mac() -> bool {
    dom::window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

/// Keys as they are written on this machine.
pub fn spell(keys: &str) -> String {
    if is_mac() { keys.replace("Ctrl", "⌘").replace("Alt", "⌥").replace("Shift", "⇧") } else { keys.to_owned() }
}

/// Shows the keys of the present page.
pub fn show() {
    if let Some(dialog) = parts::dialog_at(ID).filter(|dialog| !dialog.open()) {
        // The content is made when it opens: settings and page may be others by then.
        if let Ok(event) = web_sys::Event::new("rapporteur-open") {
            let _ = dialog.dispatch_event(&event);
        }
        let _ = dialog.show_modal();
    }
}

/// The dialog, closed.
pub fn view(state: State) -> AnyView {
    let opened = RwSignal::new(0u32);
    let content = move || {
        opened.track();
        let menus = matches!(&*state.route.read(), Route::Draft(_) | Route::Meeting(..) | Route::Meetings(_));
        let editor = matches!(&*state.route.read(), Route::Draft(_));
        (
            (!settings::letter_keys()).then(|| html::p().class("desk-text").child(t(Desk::KeysOff))),
            editor.then(|| (group(Desk::KeysEditor, EDITOR), group(Desk::KeysRow, ROW), group(Desk::KeysRecord, RECORD))),
            group(Desk::KeysEverywhere, EVERYWHERE),
            menus.then(|| group(Desk::KeysMenu, MENU)),
        )
    };
    html::dialog()
        .class("desk-question desk-keys-dialog")
        .id(ID)
        .attr("aria-labelledby", "desk-keys-title")
        .on(ev::Custom::<web_sys::Event>::new("rapporteur-open"), move |_| opened.update(|count| *count += 1))
        .child((
            html::h2().class("desk-heading").id("desk-keys-title").child(t(Desk::KeysOfPage)),
            content,
            button("button", Desk::Close, || parts::close_dialog(ID)),
        ))
        .into_any()
}

/// Every key there is.
pub fn all() -> AnyView {
    (
        group(Desk::KeysEverywhere, EVERYWHERE),
        group(Desk::KeysEditor, EDITOR),
        group(Desk::KeysRow, ROW),
        group(Desk::KeysRecord, RECORD),
        group(Desk::KeysMenu, MENU),
    )
        .into_any()
}

fn group(name: Desk, keys: Keys) -> AnyView {
    let lines: Vec<_> = keys
        .iter()
        .filter(|(keys, _)| !is_mac() || !NOT_THERE.contains(keys))
        .map(|(keys, does)| {
            (
                html::dt().class("desk-dt").child(html::kbd().class("desk-keys").child(spell(keys))),
                html::dd().class("desk-dd").child(t(*does)),
            )
        })
        .collect();
    (html::h2().class("desk-subheading").child(t(name)), html::dl().class("facts keys").child(lines)).into_any()
}

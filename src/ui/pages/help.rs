//! Help: what there is, and the keys.

use crate::{
    message::View,
    ui::{
        node::{html::*, *},
        parts,
        state::State,
        text::t,
    },
};

/// The page.
pub fn page(state: State) -> impl IntoNode {
    let keys = |name: View, list: Vec<(&'static str, View)>| {
        section().child((
            h2().child(t(name)),
            dl().class("facts keys").child(list.into_iter().map(|(key, does)| (dt().child(kbd().child(key)), dd().child(t(does)))).nodes()),
        ))
    };
    (
        parts::heading(state),
        div().class("prose").child((
            p().child(t(View::HelpWhat)),
            p().child(t(View::HelpDrafts)),
            p().child(t(View::HelpTimes)),
            p().child(t(View::HelpUnknown)),
        )),
        keys(
            View::KeysEverywhere,
            vec![
                ("Ctrl K", View::KeyPalette),
                ("/", View::KeyPalette),
                ("?", View::KeyHelp),
                ("G M", View::KeyMeetings),
                ("G A", View::KeyActions),
                ("G D", View::KeyDrafts),
            ],
        ),
        keys(
            View::KeysEditor,
            vec![
                ("Enter", View::KeyEnter),
                ("Backspace", View::KeyBackspace),
                ("Alt Shift ↑ ↓", View::KeyMove),
                ("Alt Shift ← →", View::KeyIndent),
                ("Ctrl Z", View::KeyUndo),
                ("Ctrl Shift Z", View::KeyRedo),
            ],
        ),
        p().class("muted").child(t(View::KeysOff)),
    )
}

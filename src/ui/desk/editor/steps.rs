//! Steps of undo in words.

use super::history;
use crate::{
    domain::draft::{Editor, Label, Told},
    message::Desk,
    ui::text::{t, tn, tv},
};

/// What a step was.
pub fn what(label: Label) -> Desk {
    match label {
        Label::Typing => Desk::WhatTyping,
        Label::Add => Desk::WhatAdd,
        Label::Part => Desk::WhatPart,
        Label::Delete => Desk::WhatDelete,
        Label::MoveUp | Label::MoveDown | Label::Indent | Label::Outdent | Label::Move => Desk::WhatMove,
        Label::Split => Desk::WhatSplit,
        Label::Join => Desk::WhatJoin,
        Label::Fit => Desk::WhatFit,
        Label::Recognise => Desk::WhatRecognise,
        Label::Restore => Desk::WhatRestore,
        Label::Replace => Desk::WhatReplace,
        Label::Merge => Desk::WhatMerge,
    }
}

/// A step in words.
pub fn told(step: &Told) -> String {
    let what = t(what(step.label));
    match (step.label, &step.title, &step.field) {
        (Label::Add, ..) if step.count > 1 => tn(Desk::WhatAddSeveral, step.count, &[]),
        (Label::Delete, ..) if step.count > 1 => tn(Desk::WhatDeleteSeveral, step.count, &[]),
        (Label::MoveUp | Label::MoveDown | Label::Indent | Label::Outdent | Label::Move, ..) if step.count > 1 => {
            tn(Desk::WhatMoveSeveral, step.count, &[])
        }
        (Label::Delete, Some(title), _) => tv(Desk::WhatDeleteNamed, &[("title", title)]),
        (_, Some(title), _) => tv(Desk::WhatNamed, &[("what", what), ("title", title)]),
        (Label::Typing, None, Some(field)) => tv(Desk::WhatOfMeeting, &[("what", what), ("field", &history::field(field))]),
        _ => what.to_owned(),
    }
}

/// What undo would take back, in words.
pub fn last(editor: &Editor) -> String {
    editor.steps().next().as_ref().map(told).unwrap_or_default()
}

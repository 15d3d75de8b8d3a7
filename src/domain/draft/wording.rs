//! Changes of wording: of texts on which nothing else in the draft depends, no number, no clock time, no sum. Most keys that are pressed
//! are such, and a long agenda need not be looked through for them.

use serde_json::{Map, Value};

use super::{Edit, record};
use crate::domain::timing::is_blank_title;

const TITLE: &str = "name";
/// Such texts of an item.
const OF_ITEM: [&str; 7] = [TITLE, "description", "presenter", "privateNote", record::NOTES, record::DECISIONS, record::ACTIONS];
/// Such texts of the meeting.
const OF_MEETING: [&str; 4] = [TITLE, "description", "participation", "attendeeCount"];

/// Whether edits, of which these are the inverse, changed wording alone.
pub fn is_wording(edits: &[Edit], inverse: &[Edit]) -> bool {
    edits.iter().zip(inverse.iter().rev()).all(|edits| match edits {
        // An item without a title may take no time.
        (Edit::Set(Some(_), new), Edit::Set(_, old)) => only(new, &OF_ITEM) && is_blank(new) == is_blank(old),
        (Edit::Set(None, new), _) => only(new, &OF_MEETING),
        _ => false,
    })
}

fn only(fields: &Map<String, Value>, such: &[&str]) -> bool {
    fields.keys().all(|key| such.contains(&key.as_str()))
}

fn is_blank(fields: &Map<String, Value>) -> Option<bool> {
    fields.get(TITLE).map(|title| is_blank_title(title.as_str()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::{
        draft::{Change, Draft, Edit, Editor, Reach, carry, fit, numbers, planned::planned, tests::draft},
        model::{AgendaItem, Lenient, Meeting, slot::Record},
        time::{Instant, Moment},
        timing,
    };

    const NOW: Instant = Instant(1);

    /// An editor with something to undo.
    fn editor(outline: &str) -> Editor {
        let mut start = draft(outline);
        start.meeting.start = Some(Lenient::Known(Moment::Instant(Instant(0))));
        let mut editor = Editor::new(start);
        assert!(editor.perform(Change::typing(None, [("duration", "PT1H".into())]), Instant(0)));
        editor
    }

    /// All that is computed from a draft.
    fn computed(draft: &Draft) -> impl PartialEq + use<> {
        let agenda = &draft.meeting.agenda_item;
        let shape: Vec<_> = draft.reading_order().iter().map(|(item, level)| (item.id.clone(), *level, timing::overfull(item))).collect();
        let days: Vec<_> =
            timing::day_begins(&draft.meeting.meeting_day, agenda).into_iter().map(|(item, day)| (item.clone(), day.clone())).collect();
        (numbers::numbers(draft), timing::starts(&draft.meeting), planned(draft), fit::gap(draft), carry::carried(draft), shape, days)
    }

    #[test]
    fn nothing_that_is_computed_follows_from_wording() {
        let start = editor("Welcome|5\n_\n Any\n  Minutes|20\n_|10\nReports\n");
        let texts = [json!("Opening"), json!(" "), json!(""), json!(null), json!([{ "name": "x" }])];
        let (mut wording, mut more) = (0, 0);
        let items = start.draft().reading_order().into_iter().map(|(item, _)| Some(item.id.clone())).chain([None]);
        for item in items {
            let keys = if item.is_some() { AgendaItem::default().keys() } else { Meeting::default().keys() };
            for (key, text) in keys.iter().flat_map(|key| texts.iter().map(move |text| (*key, text))) {
                let mut editor = start.clone();
                match editor.make(&Change::typing(item.as_ref(), [(key, text.clone())]), NOW) {
                    Some(Reach::Wording) => {
                        wording += 1;
                        assert!(computed(editor.draft()) == computed(start.draft()), "{item:?} {key} {text}");
                    }
                    Some(Reach::Draft) => more += 1,
                    None => {}
                }
            }
        }
        assert!(wording > 10 && more > 10, "{wording} {more}");
    }

    #[test]
    fn what_is_more_than_wording_is_told_as_such() {
        let start = editor("_\nWelcome|5\n");
        let check = |editor: &Editor, change: Change, expected: Reach| {
            assert_eq!(editor.clone().make(&change, NOW), Some(expected), "{change:?}");
        };
        let title = |at: usize, text: &str| {
            let item = &start.draft().meeting.agenda_item[at];
            Change::typing(Some(&item.id), [("name", text.into())])
        };
        check(&start, title(1, "A"), Reach::Wording);
        check(&start, title(0, " "), Reach::Wording);
        check(&start, title(0, "A"), Reach::Draft);
        check(&start, title(1, ""), Reach::Draft);
        check(&start, Change::typing(None, [("name", "A".into())]), Reach::Wording);
        check(&start, Change::typing(None, [("name", "A".into()), ("duration", "PT2H".into())]), Reach::Draft);
        check(&start, Change { edits: vec![Edit::Remove(start.draft().meeting.agenda_item[0].id.clone())], ..title(0, "") }, Reach::Draft);
        // With it there is something to undo, or no longer something to redo.
        check(&Editor::new(start.draft().clone()), title(1, "A"), Reach::Draft);
        let mut undone = start.clone();
        assert!(undone.perform(title(1, "B"), NOW) && undone.undo(NOW).is_some());
        check(&undone, title(1, "A"), Reach::Draft);
    }
}

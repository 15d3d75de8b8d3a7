//! Whether the meeting that a draft prepares is recorded already.

use super::{Draft, make::day_of};
use crate::domain::{
    list::{List, Row},
    model::KnownOption,
};

/// The meeting of the archive that is the one of this draft, which follows another: of the same body, kind and cycle, with the same
/// number, and the same day of several.
pub fn recorded<'a>(draft: &Draft, list: &'a List) -> Option<&'a Row> {
    let meeting = &draft.meeting;
    meeting.previous_meeting.as_ref()?;
    let number = meeting.sequence_number?;
    let body = list.organization.iter().position(|body| Some(&body.id) == meeting.organization.first())?;
    let cycle = list.cycle.iter().position(|cycle| Some(&cycle.id) == meeting.cycle.as_ref())?;
    let day = |name: &Option<String>| name.as_deref().and_then(day_of).map(|(_, day)| day);
    list.row.iter().find(|row| {
        row.sequence_number == Some(number)
            && row.organization.first().copied().map(usize::from) == Some(body)
            && row.cycle.map(usize::from) == Some(cycle)
            && row.meeting_type.known() == meeting.meeting_type.known()
            && day(&row.name) == day(&meeting.name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::{Change, Editor, from_meeting, next},
        model::read,
        time::Instant,
    };

    #[test]
    fn what_is_recorded_already_is_found() {
        let meeting = |id: &str, number: u32, kind: &str, rest: &str| {
            format!(
                r#"{{"id":"{id}","name":"{id}","sequenceNumber":{number},"cycle":"c","organization":["mag","other"],"meetingType":"{kind}"{rest}}}"#
            )
        };
        let meetings = [
            meeting("one", 1, "virtual", ""),
            meeting("two", 2, "virtual", r#","cancelled":true"#),
            meeting("four", 4, "virtual", ""),
            meeting("Consultation 2 Day 1", 2, "open-consultation", ""),
            meeting("Consultation 2 Day 2", 2, "open-consultation", ""),
            meeting("one of others", 1, "workshop", "").replace(r#"["mag","other"]"#, r#"["other"]"#),
        ];
        let text = format!(
            r#"{{"schemaVersion":"1.0.0","cycle":[{{"id":"c"}},{{"id":"c2"}}],"organization":[{{"id":"mag"}},{{"id":"other"}}],"meeting":[{}]}}"#,
            meetings.join(",")
        );
        let envelope = read::from_str(&text).unwrap();
        let list = List::of(&envelope);
        let after = |id: &str| next("d".into(), &envelope, &id.into(), Instant(0)).unwrap();
        let found = |draft: &Draft| recorded(draft, &list).map(|row| row.id.to_string());
        for (before, there) in [
            ("one", Some("two")),
            ("two", None),
            ("four", None),
            ("Consultation 2 Day 1", Some("Consultation 2 Day 2")),
            ("Consultation 2 Day 2", None),
            ("one of others", None),
        ] {
            assert_eq!(found(&after(before)).as_deref(), there, "{before}");
        }
        // It follows what is chosen in the draft.
        let mut editor = Editor::new(after("one"));
        assert!(editor.perform(Change::typing(None, [("cycle", "c2".into())]), Instant(0)));
        assert_eq!(found(editor.draft()), None);
        // What is recorded and opened as a draft follows nothing.
        assert_eq!(found(&from_meeting("d".into(), &envelope, &envelope.meeting[1], Instant(0))), None);
    }
}

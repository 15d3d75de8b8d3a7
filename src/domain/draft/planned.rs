//! How much of a meeting is planned.

use super::Draft;
use crate::domain::{
    model::{AgendaItem, KnownOption, PartId},
    time::minutes,
    timing::{by_day, day_length, length_of_day, stated, total},
};

/// What the agenda takes, beside the stated length; minutes as text ("75", "75–80", "47.5").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planned {
    /// There are items, and none has a duration: the length, where one is stated.
    Nothing(Option<String>),
    /// No length is stated.
    Sum(String),
    /// No length is stated, and some durations are unknown.
    SumAtLeast(String),
    /// Some durations are unknown: planned, length.
    AtLeast(String, String),
    /// Some durations are unknown, and those that are known take more than there is: planned, length, over.
    OverAtLeast(String, String, String),
    /// It fits: planned, length, left.
    Left(String, String, String),
    /// It does not: planned, length, over.
    Over(String, String, String),
    /// It may or may not: planned, length, most that is left, most that is over.
    Either(String, String, String, String),
}

/// By how much a day is over its length; minutes as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// So many, or between so many.
    By(String),
    /// Some durations are unknown: so many at least.
    AtLeast(String),
    /// So many at most; it may fit.
    UpTo(String),
}

fn any_stated<'a>(items: impl IntoIterator<Item = &'a AgendaItem>) -> bool {
    items.into_iter().any(|item| stated(item).is_some() || any_stated(&item.agenda_item))
}

/// What is planned. Where every day has its length, they together are that of the meeting.
pub fn planned(draft: &Draft) -> Planned {
    let meeting = &draft.meeting;
    let days = meeting.meeting_day.iter().map(day_length).sum::<Option<u32>>().filter(|length| *length > 0);
    compared(&meeting.agenda_item.iter().collect::<Vec<_>>(), days.or(meeting.duration.known().map(|span| span.seconds())))
}

/// What is planned on each day on which anything is.
pub fn planned_by_day(draft: &Draft) -> Vec<(&PartId, Planned)> {
    let meeting = &draft.meeting;
    by_day(meeting).into_iter().filter_map(|(day, items)| Some((day?, compared(&items, length_of_day(meeting, day?))))).collect()
}

/// The days that are over their length, or may be, and by how much. The meeting as a whole may fit all the same.
pub fn days_over(draft: &Draft) -> Vec<(&PartId, Over)> {
    let over = |(day, planned)| match planned {
        Planned::Over(.., rest) => Some((day, Over::By(rest))),
        Planned::OverAtLeast(.., rest) => Some((day, Over::AtLeast(rest))),
        Planned::Either(.., over) => Some((day, Over::UpTo(over))),
        _ => None,
    };
    planned_by_day(draft).into_iter().filter_map(over).collect()
}

fn compared(items: &[&AgendaItem], length: Option<u32>) -> Planned {
    let total = total(items.iter().copied());
    if total.open && !any_stated(items.iter().copied()) {
        return Planned::Nothing(length.map(minutes));
    }
    let range = |least: u32, most: u32| if least == most { minutes(least) } else { format!("{}–{}", minutes(least), minutes(most)) };
    let sum = range(total.least, total.most);
    let Some(length) = length else {
        return if total.open { Planned::SumAtLeast(sum) } else { Planned::Sum(sum) };
    };
    let of = minutes(length);
    if total.open && total.least > length {
        Planned::OverAtLeast(minutes(total.least), of, minutes(total.least - length))
    } else if total.open {
        Planned::AtLeast(minutes(total.least), of)
    } else if total.most <= length {
        Planned::Left(sum, of, range(length - total.most, length - total.least))
    } else if total.least >= length {
        Planned::Over(sum, of, range(total.least - length, total.most - length))
    } else {
        Planned::Either(sum, of, minutes(length - total.least), minutes(total.most - length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::{Editor, fit},
        model::read,
        time::Instant,
    };

    /// Two days of 60 and 90 minutes, with 30 + 45 and 60 planned; the second has no length unless it ends.
    fn days(end: &str) -> Draft {
        let text = format!(
            r#"{{"schemaVersion":"1.0.0","meeting":[{{"id":"d","duration":"PT10H","meetingDay":[
            {{"id":"day-1","start":"2026-03-01T09:00:00Z","end":"2026-03-01T10:00:00Z"}},{{"id":"day-2","start":"2026-03-02T09:00:00Z"{end}}}],
            "agendaItem":[{{"id":"1","name":"a","duration":"PT30M"}},{{"id":"2","name":"b","agendaItem":[{{"id":"3","name":"c","duration":"PT45M"}}]}},
            {{"id":"4","name":"d","duration":"PT1H","day":"day-2"}}]}}]}}"#
        );
        let envelope = read::from_str(&text).unwrap();
        crate::domain::draft::from_meeting("d".into(), &envelope, &envelope.meeting[0], Instant(0))
    }

    fn told(draft: &Draft) -> Vec<Planned> {
        planned_by_day(draft).into_iter().map(|(_, planned)| planned).collect()
    }

    #[test]
    fn every_day_is_planned_by_itself() {
        let of = |text: &str| text.to_owned();
        let draft = days(r#","end":"2026-03-02T10:30:00Z""#);
        assert_eq!(told(&draft), [Planned::Over(of("75"), of("60"), of("15")), Planned::Left(of("60"), of("90"), of("30"))]);
        assert_eq!(planned(&draft), Planned::Left(of("135"), of("150"), of("15")));
        let over = |draft: &Draft| days_over(draft).into_iter().map(|(day, over)| (day.to_string(), over)).collect::<Vec<_>>();
        assert_eq!(over(&draft), [(of("day-1"), Over::By(of("15")))]);
        let with = |key: &str, value: serde_json::Value| {
            let mut editor = Editor::new(draft.clone());
            assert!(editor.perform(crate::domain::draft::Change::typing(Some(&"1".into()), [(key, value)]), Instant(1)));
            over(editor.draft()).pop().map(|(_, over)| over)
        };
        assert_eq!(with("durationMax", "PT40M".into()), Some(Over::By(of("15–25"))));
        assert_eq!(with("duration", serde_json::Value::Null), None, "45 of 60 and what is not known");
        assert_eq!(with("duration", "PT15M".into()), None);
        let open = days("");
        assert_eq!(told(&open)[1], Planned::Sum(of("60")));
        assert_eq!(planned(&open), Planned::Left(of("135"), of("600"), of("465")), "the meeting's own length");
    }

    #[test]
    fn every_day_is_made_to_fit_by_itself() {
        let of = |text: &str| text.to_owned();
        let draft = days(r#","end":"2026-03-02T10:30:00Z""#);
        assert_eq!(fit::gap(&draft), Some(fit::Gap::Over(15 * 60)));
        let after = |change| {
            let mut editor = Editor::new(draft.clone());
            assert!(editor.perform(change, Instant(1)));
            let told = told(editor.draft());
            editor.undo(Instant(2));
            assert_eq!(editor.draft().meeting, draft.meeting);
            told
        };
        let full = |text: &str| Planned::Left(of(text), of(text), of("0"));
        assert_eq!(after(fit::in_proportion(&draft).unwrap()), [full("60"), full("90")]);
        assert_eq!(after(fit::from_the_longest(&draft).unwrap())[0], full("60"));
        assert_eq!(after(fit::the_meeting(&draft).unwrap()), [full("75"), full("60")]);
        assert_eq!(after(fit::give_the_rest(&draft, &"4".into()).unwrap())[1], full("90"));
        assert_eq!(fit::give_the_rest(&draft, &"1".into()), None, "its day has no rest");
    }
}

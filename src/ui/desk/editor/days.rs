//! The days of a meeting of several days, each with its own start.

use leptos::{ev, html, prelude::*};

use super::{
    Open,
    belongs::{list_change, parts, text},
    fields::start_of,
    zone_of,
};
use crate::{
    domain::{
        draft::{
            Change, Draft, Edit, Label, commands,
            planned::{Over, Planned, days_over},
        },
        model::{KnownOption, Lenient, MeetingDay, PartId, slot::to_value},
        time::{CivilDate, DAY, Instant, Moment},
        timing,
    },
    message::Desk,
    platform::intl,
    ui::{
        desk::{
            button, clock,
            parts::{field, focus_later},
        },
        text::{t, tv},
    },
};

/// What a day is called: its name, else which one it is.
fn name(days: &[MeetingDay], at: usize) -> String {
    days[at].name.clone().unwrap_or_else(|| tv(Desk::DayNumber, &[("number", &(at + 1).to_string())]))
}

/// What a day is called, and its date.
pub fn label(draft: &Draft, id: &PartId) -> String {
    let days = &draft.meeting.meeting_day;
    let Some(at) = timing::nth_day(&draft.meeting, id) else { return id.to_string() };
    let name = name(days, at);
    let (date, _) = civil(&days[at], &zone_of(draft));
    match date.parse::<CivilDate>() {
        Ok(date) => {
            let parts = [("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
            format!("{name} · {}", intl::date("en-GB", date.days_since_epoch() * DAY, "UTC", &parts))
        }
        Err(_) => name,
    }
}

/// Which of several days are over their lengths, and by how much; empty where none is.
pub fn over_text(draft: &Draft) -> String {
    let meeting = &draft.meeting;
    if meeting.meeting_day.len() < 2 {
        return String::new();
    }
    let one = |(day, over): (&PartId, Over)| {
        let (key, rest) = match over {
            Over::By(rest) => (Desk::DayOver, rest),
            Over::AtLeast(rest) => (Desk::DayOverAtLeast, rest),
            Over::UpTo(rest) => (Desk::DayOverUpTo, rest),
        };
        let at = timing::nth_day(meeting, day)?;
        Some(tv(key, &[("day", &name(&meeting.meeting_day, at)), ("rest", &rest)]))
    };
    days_over(draft).into_iter().filter_map(one).collect::<Vec<_>>().join("; ")
}

/// What stands above the items of a day.
#[derive(Clone, PartialEq)]
pub struct Heading {
    day: PartId,
    label: String,
    /// What is planned on it; `None` where nothing is on it.
    planned: Option<String>,
}

impl Heading {
    /// That of a day.
    pub fn of(draft: &Draft, day: &PartId, planned: &[(&PartId, Planned)]) -> Self {
        let planned = planned.iter().find(|(other, _)| *other == day).map(|(_, planned)| {
            let (key, values) = Desk::planned(planned);
            tv(key, &values)
        });
        Self { day: day.clone(), label: label(draft, day), planned }
    }

    /// The heading; to a day on which nothing is an item is added here.
    pub fn view(self, open: Open) -> AnyView {
        let Self { day, label, planned } = self;
        let heading = html::h3().class("desk-day").child(label);
        if let Some(planned) = planned {
            return (heading, html::p().class("desk-facts desk-day-planned").child(planned)).into_any();
        }
        let id = format!("heading-{day}");
        let add = move |_| open.perform(open.ask(|draft| commands::add_item_on_day(draft, &day)));
        let button = html::button().class("button quiet").r#type("button").attr("aria-describedby", id.clone()).on(ev::click, add);
        (heading.id(id), html::p().child(button.child(t(Desk::AddItem)))).into_any()
    }
}

/// The days behind the last item.
pub fn rest(open: Open) -> AnyView {
    let all = open.outline(|draft| {
        let (_, days) = timing::day_headings(&draft.meeting);
        days.into_iter().map(|day| Heading::of(draft, day, &[])).collect::<Vec<_>>()
    });
    let shown = move || if open.branch.read().is_some() { Vec::new() } else { all.get() };
    (move || shown().into_iter().map(|day| day.view(open)).collect::<Vec<_>>()).into_any()
}

/// When a day ends, as the field shows it.
fn end(day: &MeetingDay, zone: &str) -> String {
    match day.end.known() {
        Some(Moment::Instant(at)) => clock::civil(*at, zone).1,
        _ => String::new(),
    }
}

/// The day after.
fn day_after(date: &str) -> Option<String> {
    let date = date.parse::<CivilDate>().ok()?;
    Instant((date.days_since_epoch() + 1) * DAY).utc_date().map(|date| date.to_string())
}

/// Date and time of day, as the fields show them.
fn civil(day: &MeetingDay, zone: &str) -> (String, String) {
    match (day.start.known(), day.date.known()) {
        (Some(Moment::Instant(at)), _) => clock::civil(*at, zone),
        (Some(Moment::Day(date)), _) | (_, Some(Moment::Day(date))) => (date.to_string(), String::new()),
        _ => Default::default(),
    }
}

fn alter(open: Open, change: impl FnOnce(&mut Vec<MeetingDay>)) {
    let mut days = open.editor.with_untracked(|editor| editor.draft().meeting.meeting_day.clone());
    let before = days.len();
    change(&mut days);
    open.perform(Some(list_change(None, "meetingDay", &days, before)));
}

/// Adds the day after the last one.
fn add(open: Open) {
    let zone = open.editor.with_untracked(|editor| zone_of(editor.draft()));
    let meeting = open.editor.with_untracked(|editor| editor.draft().meeting.start.clone());
    alter(open, |days| {
        let number = |day: &MeetingDay| day.id.as_ref()?.as_str().strip_prefix("day-")?.parse::<u32>().ok();
        let number = days.iter().filter_map(number).max().unwrap_or(0) + 1;
        // The first one begins with the meeting, the next ones at the same time of day.
        let start = match days.last() {
            None => meeting.known().map(|start| match start {
                Moment::Instant(at) => clock::civil(*at, &zone),
                other => (other.to_string(), String::new()),
            }),
            Some(last) => {
                let (date, time) = civil(last, &zone);
                day_after(&date).map(|date| (date, time))
            }
        };
        let (date, time) = start.unwrap_or_default();
        let end = days.last().map(|last| end(last, &zone)).unwrap_or_default();
        let mut day = MeetingDay { id: Some(format!("day-{number}").into()), ..MeetingDay::default() };
        set_times(&mut day, &date, &time, &end, &zone);
        days.push(day);
    });
}

/// Sets when a day begins and ends; an end before the start is on the next day.
fn set_times(day: &mut MeetingDay, date: &str, time: &str, end: &str, zone: &str) {
    let at = |date: &str, time: &str| start_of(date, time, zone).0.filter(|at| matches!(at, Lenient::Known(Moment::Instant(_))));
    day.date = date.parse::<CivilDate>().ok().map(|date| Lenient::Known(Moment::Day(date)));
    day.start = at(date, time);
    let instant = |moment: &Option<Lenient<Moment>>| moment.known().and_then(|moment| moment.instant());
    let same_day = at(date, end);
    let is_late = instant(&same_day).is_some_and(|end| instant(&day.start).is_some_and(|start| end <= start));
    day.end = if is_late { day_after(date).and_then(|date| at(&date, end)) } else { same_day };
}

/// Takes a day away, and from the items that were on it.
fn remove(open: Open, at: usize) {
    let change = open.ask(|draft| {
        let mut days = draft.meeting.meeting_day.clone();
        let day = (at < days.len()).then(|| days.remove(at))?;
        let mut edits = vec![Edit::set(None, [("meetingDay", to_value(&days))])];
        let on_it = draft.reading_order().into_iter().filter(|(item, _)| item.day.is_some() && item.day == day.id);
        edits.extend(on_it.map(|(item, _)| Edit::set(Some(&item.id), [("day", serde_json::Value::Null)])));
        Some(Change { label: Label::Part, edits, focus: None })
    });
    open.perform(change);
    focus_later(ADD.to_owned(), None);
}

const ADD: &str = "desk-add-day";

/// The fields.
pub fn view(open: Open) -> AnyView {
    let all = open.outline(|draft| draft.meeting.meeting_day.clone());
    let zone = open.outline(zone_of);
    let count = Memo::new(move |_| all.with(Vec::len));
    let part = move |at: usize| {
        let shown = Memo::new(move |_| {
            let zone = zone.get();
            let of = |day: &MeetingDay| {
                let (date, time) = civil(day, &zone);
                (date, time, end(day, &zone))
            };
            all.with(|all| all.get(at).map(of).unwrap_or_default())
        });
        let name = move || all.with(|all| all.get(at).and_then(|day| day.name.clone()).unwrap_or_default());
        let change = move |set: fn(&mut (String, String, String), String), text: String| {
            let mut times = shown.get_untracked();
            set(&mut times, text);
            alter(open, |days| {
                if let Some(day) = days.get_mut(at) {
                    set_times(day, &times.0, &times.1, &times.2, &zone.get_untracked());
                }
            });
        };
        let rename = move |text: String| {
            alter(open, |days| {
                if let Some(day) = days.get_mut(at) {
                    day.name = super::some(text);
                }
            });
        };
        let date = html::input().class("desk-input").id(format!("day-{at}")).r#type("date").prop("value", move || shown.get().0);
        let time = html::input().class("desk-input").r#type("time").prop("value", move || shown.get().1);
        let until = html::input().class("desk-input").r#type("time").prop("value", move || shown.get().2);
        html::fieldset()
            .class("desk-part")
            .child((
                html::legend().class("visually-hidden").child(tv(Desk::DayNumber, &[("number", &(at + 1).to_string())])),
                text(Desk::DayName, None, name, rename),
                field(Desk::DayDate, date.on(ev::change, move |event| change(|times, text| times.0 = text, event_target_value(&event)))),
                field(Desk::DayStart, time.on(ev::change, move |event| change(|times, text| times.1 = text, event_target_value(&event)))),
                field(Desk::DayEnd, until.on(ev::change, move |event| change(|times, text| times.2 = text, event_target_value(&event)))),
                button("button quiet", Desk::Remove, move || remove(open, at)),
            ))
            .into_any()
    };
    let more = move || {
        let at = count.get_untracked();
        add(open);
        focus_later(format!("day-{at}"), None);
    };
    // Most meetings have one day: the fields are there when they are wanted.
    html::details()
        .class("desk-details desk-wide")
        .prop("open", count.get_untracked() > 0)
        .child((html::summary().class("desk-summary").child(t(Desk::Days)), parts(Desk::Days, Desk::AddDay, ADD, count, part, more)))
        .into_any()
}

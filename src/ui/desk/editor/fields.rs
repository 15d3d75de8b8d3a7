//! What is said of the meeting as a whole: title, cycle, body, start, length, zone.

use leptos::{ev, html, prelude::*};

use super::{DURATION, Open, TITLE, days, some, zone_of};
use crate::{
    domain::{
        draft::{Change, Draft, commands, duration, numbers},
        model::{KnownOption, Lenient, NumberStyle, slot::to_value},
        time::{CivilDate, DAY, Moment, Span, minutes},
    },
    message::Desk,
    platform::intl,
    ui::{
        desk::{
            clock,
            parts::{field, select},
        },
        parts::when::zone_label,
        text::{LANGUAGE, t, tv},
    },
};

/// The id of the meeting's length.
pub const LENGTH: &str = "desk-length";
/// The fields but the title.
const REST: &str = "desk-rest";

/// The fields.
pub fn fields(open: Open) -> AnyView {
    let title = open.of_meeting(|draft| draft.title().to_owned());
    let description = open.of_meeting(|draft| draft.meeting.description.clone().unwrap_or_default());
    let set = move |key: &'static str, value: String| open.perform(Some(Change::typing(None, [(key, commands::text(value))])));
    let wish = RwSignal::new(open.editor.with_untracked(|editor| is_filled(editor.draft())));
    // A mistake in one of them is led to.
    let is_folded = Memo::new(move |_| wish.get() && open.state.faults.with(Vec::is_empty));
    html::div()
        .class("desk-fields")
        .child((
            html::div().class("desk-wide desk-head").child(field(
                Desk::MeetingTitle,
                html::input()
                    .id(TITLE)
                    .class("desk-input")
                    .dir("auto")
                    .r#type("text")
                    .attr("autocomplete", "off")
                    .prop("value", move || title.get())
                    .on(ev::input, move |event| set("name", event_target_value(&event))),
            )),
            fold(open, wish, is_folded),
            html::div().class(move || if is_folded.get() { "desk-rest folded" } else { "desk-rest" }).id(REST).child((
                html::div().class("desk-wide desk-head").child(field(
                    Desk::Description,
                    html::textarea()
                        .class("desk-input")
                        .attr("rows", "2")
                        .prop("value", move || description.get())
                        .on(ev::input, move |event| set("description", event_target_value(&event))),
                )),
                cycle_and_group(open),
                when(open),
                numbering(open),
                days::view(open),
            )),
        ))
        .into_any()
}

/// Whether all is said without which no meeting is announced.
fn is_filled(draft: &Draft) -> bool {
    !draft.title().is_empty() && matches!(draft.meeting.start.known(), Some(Moment::Instant(_) | Moment::Day(_)))
}

/// What shows and hides the fields where the screen is narrow: a line that says the same.
fn fold(open: Open, wish: RwSignal<bool>, is_folded: Memo<bool>) -> AnyView {
    let facts = open.outline(move |draft| facts(open, draft));
    let text = move || {
        if is_folded.get() { tv(Desk::EditFacts, &[("facts", &facts.get())]) } else { t(Desk::FoldFields).to_owned() }
    };
    html::button()
        .class("button quiet desk-fold desk-wide")
        .r#type("button")
        .attr("aria-expanded", move || (!is_folded.get()).to_string())
        .attr("aria-controls", REST)
        .on(ev::click, move |_| wish.set(!is_folded.get_untracked()))
        .child(text)
        .into_any()
}

/// Body, start and length in a line.
fn facts(open: Open, draft: &Draft) -> String {
    let meeting = &draft.meeting;
    let body = meeting.organization.first().map(|id| {
        let list = open.state.list.get();
        let known = list.iter().flat_map(|list| &list.organization).chain(&draft.rest.organization).find(|body| body.id == *id);
        known.map_or_else(|| id.to_string(), |body| body.label().to_owned())
    });
    let date = [("day", "numeric"), ("month", "short"), ("year", "numeric")];
    let start = match meeting.start.known() {
        Some(Moment::Instant(at)) => {
            let zone = zone_of(draft);
            let date = intl::date(LANGUAGE, at.0, &zone, &date);
            Some(tv(Desk::ClockIn, &[("time", &format!("{date} {}", clock::civil(*at, &zone).1)), ("zone", &zone_label(&zone))]))
        }
        Some(Moment::Day(day)) => Some(intl::date(LANGUAGE, day.days_since_epoch() * DAY, "UTC", &date)),
        _ => None,
    };
    let length = meeting.duration.known().map(|length| tv(Desk::InMinutes, &[("minutes", &minutes(length.seconds()))]));
    [body, start, length].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn cycle_and_group(open: Open) -> AnyView {
    let cycle = open.outline(|draft| draft.meeting.cycle.as_ref().map(ToString::to_string).unwrap_or_default());
    let group = open.outline(|draft| draft.meeting.organization.first().map(ToString::to_string).unwrap_or_default());
    let none = || (String::new(), t(Desk::None).to_owned());
    // What the archive knows, what the draft's file says of its own, and what the draft names without more.
    let with_own = |mut options: Vec<(String, String)>, own: Vec<(String, String)>, current: String| {
        for (id, text) in own {
            if options.iter().all(|(other, _)| *other != id) {
                options.push((id, text));
            }
        }
        if options.iter().all(|(other, _)| *other != current) {
            options.push((current.clone(), current));
        }
        options
    };
    let cycles = move || {
        let mut options = vec![none()];
        if let Some(list) = open.state.list.get() {
            options.extend(list.cycle.iter().map(|cycle| (cycle.id.to_string(), cycle.label().to_owned())));
        }
        let own = open.editor.with_untracked(|editor| {
            editor.draft().rest.cycle.iter().map(|cycle| (cycle.id.to_string(), cycle.label().to_owned())).collect()
        });
        let choose = move |id: String| open.perform(Some(Change::typing(None, [("cycle", commands::text(id))])));
        select(Desk::Cycle, with_own(options, own, cycle.get_untracked()), move || cycle.get(), choose)
    };
    let groups = move || {
        let mut options = vec![none()];
        if let Some(list) = open.state.list.get() {
            options.extend(list.organization.iter().map(|body| (body.id.to_string(), body.label().to_owned())));
        }
        let own = open.editor.with_untracked(|editor| {
            editor.draft().rest.organization.iter().map(|body| (body.id.to_string(), body.label().to_owned())).collect()
        });
        let choose = move |id: String| {
            // The first body leads; the others stay.
            let mut bodies = open.editor.with_untracked(|editor| editor.draft().meeting.organization.clone());
            if !bodies.is_empty() {
                bodies.remove(0);
            }
            if let Some(id) = some(id) {
                bodies.retain(|body| body.as_str() != id);
                bodies.insert(0, id.into());
            }
            open.perform(Some(Change::typing(None, [("organization", to_value(&bodies))])));
        };
        select(Desk::WorkingGroup, with_own(options, own, group.get_untracked()), move || group.get(), choose)
    };
    (cycles, groups).into_any()
}

/// How the items are numbered; what is printed in the file that the draft came from stays until something else is chosen.
fn numbering(open: Open) -> AnyView {
    let style = open.outline(|draft| numbers::style_of(draft).map(|style| style.to_string()).unwrap_or_default());
    let printed = open.outline(|draft| draft.reading_order().iter().any(|(item, _)| item.number.is_some()));
    let choose = move |style: String| open.perform(Some(Change::typing(None, [("numberStyle", commands::text(style))])));
    let content = move || {
        let mut options = vec![
            (NumberStyle::Decimal.to_string(), t(Desk::NumberedDecimal).to_owned()),
            (NumberStyle::Letters.to_string(), t(Desk::NumberedLetters).to_owned()),
            (NumberStyle::None.to_string(), t(Desk::NumberedNot).to_owned()),
        ];
        if printed.get() {
            options.push((String::new(), t(Desk::NumberedPrinted).to_owned()));
        }
        select(Desk::Numbering, options, move || style.get(), choose)
    };
    content.into_any()
}

/// Date and time of day, as the fields show them.
fn date_and_time(draft: &Draft) -> (String, String) {
    match draft.meeting.start.known() {
        Some(Moment::Instant(at)) => clock::civil(*at, &zone_of(draft)),
        Some(Moment::Day(date)) => (date.to_string(), draft.start_time.clone().unwrap_or_default()),
        _ => (String::new(), draft.start_time.clone().unwrap_or_default()),
    }
}

/// The start that a date and a time of day mean in a zone.
pub fn start_of(date: &str, time: &str, zone: &str) -> (Option<Lenient<Moment>>, Option<String>) {
    let date = date.parse::<CivilDate>().ok();
    match (date, clock::parse_time(time)) {
        (Some(date), Some(seconds)) => (Some(Lenient::Known(Moment::Instant(clock::instant(date, seconds, zone)))), None),
        (Some(date), None) => (Some(Lenient::Known(Moment::Day(date))), None),
        (None, Some(_)) => (None, some(time.to_owned())),
        (None, None) => (None, None),
    }
}

/// While a part of a date, time or number is being typed, its field says nothing and must not be written to.
pub fn is_partial(event: &web_sys::Event) -> bool {
    let bad = || {
        let target = event.target()?;
        let validity = js_sys::Reflect::get(&target, &"validity".into()).ok()?;
        js_sys::Reflect::get(&validity, &"badInput".into()).ok()?.as_bool()
    };
    bad() == Some(true)
}

fn when(open: Open) -> AnyView {
    let zone = open.outline(zone_of);
    let civil = open.outline(date_and_time);
    let length = open.outline(|draft| draft.meeting.duration.known().copied());
    let gap = RwSignal::new(String::new());
    let set = move |date: &str, time: &str| {
        let zone = zone.get_untracked();
        let (start, alone) = start_of(date, time, &zone);
        let used = match start.known() {
            Some(Moment::Instant(at)) => clock::civil(*at, &zone).1,
            _ => time.to_owned(),
        };
        gap.set(if used == time { String::new() } else { tv(Desk::ZoneGap, &[("wanted", time), ("zone", &zone), ("used", &used)]) });
        open.perform(Some(Change::typing(None, [("start", to_value(&start)), ("startTime", to_value(&alone))])));
    };
    let mut zones = clock::zones();
    let current = zone.get_untracked();
    if !zones.contains(&current) {
        zones.push(current);
    }
    let zones = zones.into_iter().map(|zone| (zone.clone(), zone)).collect();
    let choose = move |new: String| {
        // The clock time stays, the instant moves.
        let (date, time) = civil.get_untracked();
        let (start, _) = start_of(&date, &time, &new);
        let start = start.or_else(|| open.editor.with_untracked(|editor| editor.draft().meeting.start.clone()));
        open.perform(Some(Change::typing(None, [("timeZone", new.into()), ("start", to_value(&start))])));
    };
    let typed = RwSignal::new(None::<String>);
    let unread = open.outline(|draft| draft.unread(None, DURATION).map(str::to_owned));
    let shown = move || {
        unread.get().unwrap_or_else(|| match typed.get() {
            Some(text) if parse_length(&text) == Some(length.get()) => text,
            _ => length.get().map(duration::words).unwrap_or_default(),
        })
    };
    let wrong = Memo::new(move |_| unread.with(Option::is_some));
    let set_length = move |text: String| {
        let parsed = parse_length(&text);
        let mistake = parsed.is_none().then_some(text.as_str());
        // With a mistake, what is kept stays as it is.
        let value = match parsed {
            Some(span) => to_value(&span.map(Lenient::Known)),
            None => open.editor.with_untracked(|editor| to_value(&editor.draft().meeting.duration)),
        };
        open.perform(Some(Change::typing(None, [(DURATION, value)]).with_unread(DURATION, mistake)));
        typed.set(Some(text));
    };
    (
        field(
            Desk::StartDate,
            html::input().class("desk-input").r#type("date").prop("value", move || civil.get().0).on(ev::input, move |event| {
                if !is_partial(&event) {
                    set(&event_target_value(&event), &civil.get_untracked().1);
                }
            }),
        ),
        field(
            Desk::StartTime,
            html::input().class("desk-input").r#type("time").prop("value", move || civil.get().1).on(ev::input, move |event| {
                if !is_partial(&event) {
                    set(&civil.get_untracked().0, &event_target_value(&event));
                }
            }),
        ),
        html::div().class("desk-field-with-error").child((
            field(
                Desk::Length,
                html::input()
                    .class("desk-input")
                    .id(LENGTH)
                    .r#type("text")
                    .attr("autocomplete", "off")
                    .attr("aria-invalid", move || wrong.get().then_some("true"))
                    .attr("aria-describedby", move || wrong.get().then_some("desk-length-error"))
                    .prop("value", shown)
                    .on(ev::input, move |event| set_length(event_target_value(&event))),
            ),
            move || wrong.get().then(|| html::p().class("desk-error").id("desk-length-error").child(t(Desk::LengthWrong))),
        )),
        select(Desk::TimeZone, zones, move || zone.get(), choose),
        move || (!gap.with(String::is_empty)).then(|| html::p().class("desk-error desk-wide").role("status").child(gap.get())),
    )
        .into_any()
}

/// A length, or nothing; `None` where it is neither.
fn parse_length(text: &str) -> Option<Option<Span>> {
    if text.trim().is_empty() { Some(None) } else { duration::span(text).map(Some) }
}

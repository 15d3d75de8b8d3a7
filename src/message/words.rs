//! What is said of a meeting when it is sent to others: the same words on a device and from the native program.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use super::{Desk, View, t, tv};
use crate::domain::{
    draft::numbers,
    export::voice::{Label, Voice},
    list::List,
    model::{Action, AgendaItem, Breakout, ItemId, ItemState, KnownOption, Lenient, Meeting, MeetingDay, OrganizationId, Task},
    time::{Instant, Moment, Span, minutes},
    timing::{self, Extent},
};

/// What only the surroundings can say: dates, numbers and enumerations in a language.
pub trait Tongue: Sync {
    /// The language (BCP 47).
    fn language(&self) -> &'static str;
    /// From when to when, in UTC and a zone.
    fn when(&self, start: Option<&Lenient<Moment>>, end: Option<&Lenient<Moment>>, zone: &str) -> String;
    /// A clock time so far behind a start, in UTC and a zone; "about" where a length before it is not sure.
    fn clock(&self, start: Instant, behind: Extent, zone: &str) -> String;
    /// "A, B and C".
    fn list(&self, parts: &[String]) -> String;
    /// A text that depends on a number.
    fn count(&self, message: View, count: usize) -> String;
}

/// The words for one meeting.
pub struct Words<'a> {
    /// The language.
    pub tongue: &'static dyn Tongue,
    /// The archive's list, where it is here.
    pub list: Option<Arc<List>>,
    /// The zone in which the meeting is announced, or that of its reader.
    pub zone: String,
    /// Numbers of the items.
    pub number: Cow<'a, HashMap<ItemId, String>>,
    /// Their starts.
    pub start: Cow<'a, HashMap<ItemId, String>>,
    /// The length of all of them.
    pub total: Extent,
}

impl Words<'_> {
    /// The words for a meeting as it is recorded: numbers as printed (in a draft as the editor gives them), starts in UTC and the reader's zone.
    pub fn of(meeting: &Meeting, tongue: &'static dyn Tongue, list: Option<Arc<List>>, zone: String) -> Self {
        let total = timing::total(&meeting.agenda_item);
        let starts = if total.most > 0 { timing::starts(meeting) } else { Vec::new() };
        Self {
            start: Cow::Owned(starts.into_iter().map(|(id, start, at)| (id, tongue.clock(start, at, &zone))).collect()),
            number: Cow::Owned(numbers::of_meeting(meeting)),
            tongue,
            total,
            list,
            zone,
        }
    }

    fn body(&self, id: &OrganizationId) -> String {
        let known = self.list.as_ref().and_then(|list| list.organization.iter().find(|body| body.id == *id));
        known.map_or_else(|| id.to_string(), |body| body.label().to_owned())
    }

    fn bodies(&self, ids: &[OrganizationId]) -> Option<String> {
        if ids.is_empty() {
            return None;
        }
        Some(self.tongue.list(&ids.iter().map(|id| self.body(id)).collect::<Vec<_>>()))
    }
}

impl Voice for Words<'_> {
    fn language(&self) -> &'static str {
        self.tongue.language()
    }

    fn label(&self, label: Label) -> &'static str {
        match label {
            Label::Date => t(View::When),
            Label::Place => t(View::Place),
            Label::Agenda => t(View::Agenda),
            Label::Actions => t(View::Actions),
            Label::Minutes => t(View::Report),
            Label::Documents => t(View::Documents),
            Label::Untitled => t(View::Untitled),
            Label::Decision => t(View::Decision),
            Label::Participants => t(View::Participants),
            Label::Regrets => t(Desk::Regrets),
            Label::PrivateNote => t(Desk::FieldNote),
            Label::Join => t(Desk::JoinAt),
        }
    }

    fn when(&self, meeting: &Meeting) -> Option<String> {
        meeting.start.as_ref()?;
        Some(self.tongue.when(meeting.start.as_ref(), meeting.end.as_ref(), &self.zone))
    }

    fn day(&self, day: &MeetingDay) -> Option<String> {
        let start = day.start.as_ref().or(day.date.as_ref())?;
        Some(self.tongue.when(Some(start), None, &self.zone))
    }

    fn facts(&self, meeting: &Meeting) -> Vec<(&'static str, String)> {
        let cycle = meeting.cycle.as_ref().map(|id| {
            let known = self.list.as_ref().and_then(|list| list.cycle.iter().find(|cycle| cycle.id == *id));
            known.map_or_else(|| id.to_string(), |cycle| cycle.label().to_owned())
        });
        let facts = [(View::Body, self.bodies(&meeting.organization)), (View::FacetCycle, cycle)];
        facts.into_iter().filter_map(|(name, value)| Some((t(name), value?))).collect()
    }

    fn number(&self, item: &AgendaItem) -> Option<&str> {
        self.number.get(&item.id).map(String::as_str)
    }

    fn start(&self, item: &AgendaItem) -> Option<&str> {
        self.start.get(&item.id).map(String::as_str)
    }

    fn length(&self, item: &AgendaItem) -> Option<String> {
        length(item)
    }

    fn total(&self, meeting: &Meeting) -> Option<String> {
        let stated = meeting.duration.known().map(|span| tv(View::StatedTotal, &[("minutes", &minutes(span.seconds()))]));
        let facts: Vec<String> = (self.total.most > 0).then(|| total(self.total)).into_iter().chain(stated).collect();
        (!facts.is_empty()).then(|| facts.join(", "))
    }

    fn counted(&self, name: &str, count: &str) -> String {
        tv(View::CountedHeading, &[("name", name), ("count", count)])
    }

    fn groups(&self, item: &AgendaItem) -> Option<String> {
        self.bodies(&item.organization)
    }

    fn became(&self, item: &AgendaItem) -> Option<&'static str> {
        became(item)
    }

    fn breakouts(&self, item: &AgendaItem) -> Vec<String> {
        fn tasks(list: &[Task], out: &mut Vec<String>) {
            for task in list {
                out.push([&task.number, &task.name].into_iter().flatten().cloned().collect::<Vec<_>>().join(" "));
                tasks(&task.task, out);
            }
        }
        let mut out = Vec::new();
        for group in &item.breakout {
            let facts = breakout_facts(group, |count| self.tongue.count(View::BreakoutCount, count));
            out.extend((!facts.is_empty()).then(|| facts.join(" · ")));
            tasks(&group.task, &mut out);
        }
        out
    }

    fn duty(&self, action: &Action) -> Vec<String> {
        let named =
            |agent: &crate::domain::model::Agent| agent.name.clone().or_else(|| agent.organization.as_ref().map(|id| self.body(id)));
        let owners: Vec<String> = action.agent.iter().filter_map(named).collect();
        let owner = if owners.is_empty() { t(View::NoOwner).to_owned() } else { self.tongue.list(&owners) };
        let due = action.due.as_ref().and_then(|due| match (&due.date, &due.text, &due.meeting) {
            (Some(date), ..) => Some(self.tongue.when(Some(date), None, &self.zone)),
            (_, Some(text), _) => Some(text.clone()),
            (_, _, Some(meeting)) => Some(meeting.to_string()),
            _ => None,
        });
        let strength = action.strength.known().map(|strength| t(View::strength(*strength)).to_owned());
        let status = t(View::status(action.status())).to_owned();
        let due = due.map(|due| tv(View::DueBy, &[("due", &due)]));
        [Some(owner), due, strength, Some(status)].into_iter().flatten().collect()
    }
}

/// What became of an item, where that is more than that its turn came.
pub fn became(item: &AgendaItem) -> Option<&'static str> {
    match item.state.known()? {
        ItemState::Deferred => Some(t(View::ItemDeferred)),
        ItemState::Dropped => Some(t(View::ItemDropped)),
        ItemState::Planned | ItemState::Done => None,
    }
}

/// The stated length of an item as words, nothing where none is stated.
pub fn length(item: &AgendaItem) -> Option<String> {
    let of = |span: &Option<Lenient<Span>>| span.known().map(|span| minutes(span.seconds()));
    let total = match (of(&item.duration), of(&item.duration_max)) {
        (Some(least), Some(most)) => Some(tv(View::MinutesRange, &[("least", &least), ("most", &most)])),
        (Some(minutes), None) => Some(tv(View::Minutes, &[("minutes", &minutes)])),
        _ => item.duration.as_ref().map(ToString::to_string),
    };
    let per = item.duration_per.as_ref().and_then(|per| {
        let each = of(&per.duration)?;
        let unit = per.unit.clone().unwrap_or_default();
        Some(match per.count {
            Some(count) => tv(View::MinutesTimes, &[("minutes", &each), ("count", &count.to_string()), ("unit", &unit)]),
            None => tv(View::MinutesPer, &[("minutes", &each), ("unit", &unit)]),
        })
    });
    match (total, per) {
        (Some(total), Some(per)) => Some(tv(View::LengthBoth, &[("total", &total), ("per", &per)])),
        (total, per) => total.or(per),
    }
}

/// The total of all lengths as words.
pub fn total(extent: Extent) -> String {
    let (least, most) = (minutes(extent.least), minutes(extent.most));
    match (extent.least == extent.most, extent.open, extent.most) {
        (_, true, 0) => t(View::TotalUnknown).into(),
        (_, true, _) => tv(View::TotalAtLeast, &[("minutes", &least)]),
        (true, false, _) => tv(View::TotalMinutes, &[("minutes", &least)]),
        (false, false, _) => tv(View::TotalRange, &[("least", &least), ("most", &most)]),
    }
}

/// What is said of a breakout group beside its tasks.
pub fn breakout_facts(group: &Breakout, counted: impl Fn(usize) -> String) -> Vec<String> {
    let count = match (group.count, group.count_max) {
        (Some(least), Some(most)) => Some(tv(View::BreakoutRange, &[("least", &least.to_string()), ("most", &most.to_string())])),
        (Some(count), None) => Some(counted(count as usize)),
        _ => None,
    };
    let facts = [
        group.name.clone(),
        count,
        group.facilitator.as_ref().map(|name| tv(View::Facilitator, &[("name", name)])),
        group.rapporteur.as_ref().map(|name| tv(View::RapporteurIs, &[("name", name)])),
    ];
    facts.into_iter().flatten().collect()
}

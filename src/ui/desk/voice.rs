//! What an export says, in the reader's language, zone and archive.

use std::{collections::HashMap, sync::Arc};

use crate::{
    domain::{
        draft::numbers,
        export::programme::Voice,
        list::List,
        model::{AgendaItem, ItemId, KnownOption, Meeting, MeetingDay, OrganizationId, Task},
        time::minutes,
        timing::{self, Extent},
    },
    message::View,
    platform::intl,
    ui::{
        parts::{self, agenda, when},
        text::{LANGUAGE, t, tv},
    },
};

/// The words for one meeting.
pub struct Words {
    /// The archive's list, where it is here.
    pub list: Option<Arc<List>>,
    /// The zone in which the meeting is announced, or that of its reader.
    pub zone: String,
    /// Numbers of the items.
    pub number: HashMap<ItemId, String>,
    /// Their starts.
    pub start: HashMap<ItemId, String>,
    /// The length of all of them.
    pub total: Extent,
}

impl Words {
    /// The words for a meeting as it is recorded: numbers as printed, starts in UTC and the reader's zone.
    pub fn of(meeting: &Meeting, list: Option<Arc<List>>, zone: String) -> Self {
        let total = timing::total(&meeting.agenda_item);
        let starts = if total.most > 0 { timing::starts(meeting) } else { Vec::new() };
        Self {
            start: starts.into_iter().map(|(id, start, at)| (id, when::both_clocks(start, at, &zone))).collect(),
            number: numbers::printed(&meeting.agenda_item),
            total,
            list,
            zone,
        }
    }

    fn bodies(&self, ids: &[OrganizationId]) -> Option<String> {
        let label = |id| self.list.as_ref().map_or_else(|| ToString::to_string(id), |list| parts::body_label(list, id));
        let labels: Vec<String> = ids.iter().map(label).collect();
        (!labels.is_empty()).then(|| intl::list(LANGUAGE, &labels))
    }
}

impl Voice for Words {
    fn when(&self, meeting: &Meeting) -> Option<String> {
        meeting.start.as_ref()?;
        Some(when::text(meeting.start.as_ref(), meeting.end.as_ref(), &self.zone))
    }

    fn day(&self, day: &MeetingDay) -> Option<String> {
        let start = day.start.as_ref().or(day.date.as_ref())?;
        Some(when::text(Some(start), None, &self.zone))
    }

    fn facts(&self, meeting: &Meeting) -> Vec<(String, String)> {
        let cycle = meeting.cycle.as_ref().map(|id| {
            let known = self.list.as_ref().and_then(|list| list.cycle.iter().find(|cycle| cycle.id == *id));
            known.map_or_else(|| id.to_string(), |cycle| cycle.label().to_owned())
        });
        // Not the addresses to join a call: they are not for everybody.
        let place = meeting.location.as_ref().map(|place| {
            let words: Vec<&str> = [&place.name, &place.locality, &place.country].into_iter().flatten().map(String::as_str).collect();
            words.join(", ")
        });
        let facts = [(View::Body, self.bodies(&meeting.organization)), (View::FacetCycle, cycle), (View::Place, place)];
        facts.into_iter().filter_map(|(name, value)| Some((t(name).to_owned(), value.filter(|value| !value.is_empty())?))).collect()
    }

    fn number(&self, item: &AgendaItem) -> Option<String> {
        self.number.get(&item.id).cloned()
    }

    fn start(&self, item: &AgendaItem) -> Option<String> {
        self.start.get(&item.id).cloned()
    }

    fn length(&self, item: &AgendaItem) -> Option<String> {
        agenda::length(item)
    }

    fn groups(&self, item: &AgendaItem) -> Option<String> {
        self.bodies(&item.organization)
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
            let facts = agenda::breakout_facts(group);
            out.extend((!facts.is_empty()).then(|| facts.join(" · ")));
            tasks(&group.task, &mut out);
        }
        out
    }

    fn date_heading(&self) -> String {
        t(View::When).to_owned()
    }

    fn agenda_heading(&self, meeting: &Meeting) -> String {
        let stated = meeting.duration.known().map(|span| tv(View::StatedTotal, &[("minutes", &minutes(span.seconds()))]));
        let total = (self.total != Extent::default() && self.total.most > 0).then(|| agenda::total(self.total));
        let facts: Vec<String> = total.into_iter().chain(stated).collect();
        if facts.is_empty() {
            return t(View::Agenda).to_owned();
        }
        tv(View::CountedHeading, &[("name", t(View::Agenda)), ("count", &facts.join(", "))])
    }

    fn documents_heading(&self) -> String {
        t(View::Documents).to_owned()
    }

    fn untitled(&self) -> String {
        t(View::Untitled).to_owned()
    }
}

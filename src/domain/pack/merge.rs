//! Several envelopes in, one out: the same meeting met twice becomes one (data-model, principle 10).

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::domain::model::{
    Action, ActionId, AgendaItem, Cycle, DocumentKind, Envelope, Field, File, KnownOption, Meeting, MeetingId, MinutesSection, Note,
    Organization, Source, write,
};

/// Takes over what `from` states and `into` leaves open.
macro_rules! fill {
    ($into:expr, $from:expr; $($field:ident)*) => {{
        $(if Field::is_absent(&$into.$field) {
            $into.$field = std::mem::take(&mut $from.$field);
        })*
        for (key, value) in std::mem::take(&mut $from.extra) {
            $into.extra.entry(key).or_insert(value);
        }
    }};
}

/// One envelope of many. Everything stays in the order in which it is first met, corrections behind what they replace.
///
/// Of two records of one meeting the later revision wins, else the fuller one over a listing; what the winner leaves open is
/// taken from the other, another title goes to `otherName`, and `source` names both. Of anything else with one id the later
/// wins, and is filled up in the same way.
pub fn merge(envelopes: impl IntoIterator<Item = Envelope>) -> Envelope {
    let mut all = Merge { out: Envelope::new(), ..Merge::default() };
    for (file, envelope) in envelopes.into_iter().enumerate() {
        all.add(file, envelope);
    }
    all.finish()
}

#[derive(Default)]
struct Merge {
    out: Envelope,
    cycle: HashMap<String, usize>,
    organization: HashMap<String, usize>,
    /// Place of each meeting, and the file that its winning record stood in.
    meeting: HashMap<MeetingId, (usize, usize)>,
    /// Every mark, as it is written.
    mark: HashSet<String>,
    /// Every record of every action, with its file.
    action: Vec<(usize, Action)>,
}

impl Merge {
    fn add(&mut self, file: usize, mut from: Envelope) {
        let out = &mut self.out;
        from.schema = from.portable_schema();
        fill!(out, from; schema generator generated language name publisher license);
        add_sources(&mut out.source, from.source);
        for mut cycle in from.cycle {
            match self.cycle.get(cycle.id.as_str()) {
                Some(&place) => later_cycle(&mut out.cycle[place], &mut cycle),
                None => {
                    self.cycle.insert(cycle.id.to_string(), out.cycle.len());
                    out.cycle.push(cycle);
                }
            }
        }
        for mut body in from.organization {
            match self.organization.get(body.id.as_str()) {
                Some(&place) => later_body(&mut out.organization[place], &mut body),
                None => {
                    self.organization.insert(body.id.to_string(), out.organization.len());
                    out.organization.push(body);
                }
            }
        }
        for mut meeting in from.meeting {
            match self.meeting.get_mut(&meeting.id) {
                Some((place, winner)) => {
                    let here = &mut out.meeting[*place];
                    if beats(&meeting, here) {
                        std::mem::swap(here, &mut meeting);
                        *winner = file;
                    }
                    absorb(here, meeting);
                }
                None => {
                    self.meeting.insert(meeting.id.clone(), (out.meeting.len(), file));
                    out.meeting.push(meeting);
                }
            }
        }
        for mark in from.mark {
            if self.mark.insert(write::compact(&mark)) {
                out.mark.push(mark);
            }
        }
        self.action.extend(from.action.into_iter().map(|action| (file, action)));
    }

    fn finish(mut self) -> Envelope {
        let mut places: HashMap<ActionId, usize> = HashMap::new();
        let mut kept: Vec<(bool, Action)> = Vec::new();
        let mut duties: HashSet<(Option<MeetingId>, Option<String>)> = HashSet::new();
        let winner = |action: &Action| action.meeting.as_ref().and_then(|id| self.meeting.get(id)).map(|(_, file)| *file);
        // The winners' actions stand first in line, so that a loser's action under the same id or words gives way.
        let mut own = vec![false; self.action.len()];
        for (at, (file, action)) in self.action.iter().enumerate() {
            own[at] = winner(action).is_none_or(|winner| winner == *file);
            if own[at] {
                duties.insert((action.meeting.clone(), action.name.clone()));
            }
        }
        for (own, (_, mut action)) in own.into_iter().zip(self.action) {
            match places.get(&action.id) {
                Some(&place) => {
                    let here = &mut kept[place];
                    if own || !here.0 {
                        std::mem::swap(&mut here.1, &mut action);
                        here.0 = own;
                    }
                    add_sources(&mut here.1.source, action.source);
                }
                None if !own && action.name.is_some() && duties.contains(&(action.meeting.clone(), action.name.clone())) => {}
                None => {
                    places.insert(action.id.clone(), kept.len());
                    kept.push((own, action));
                }
            }
        }
        self.out.action = kept.into_iter().map(|(_, action)| action).collect();
        // A correction is laid over the published meeting, so it has to come behind it.
        self.out.meeting.sort_by_key(|meeting| meeting.replaces.is_some());
        self.out
    }
}

fn later_cycle(here: &mut Cycle, later: &mut Cycle) {
    std::mem::swap(here, later);
    fill!(here, later; name year place host_country start_date end_date);
    add_sources(&mut here.source, std::mem::take(&mut later.source));
}

fn later_body(here: &mut Organization, later: &mut Organization) {
    std::mem::swap(here, later);
    fill!(here, later; name short_name classification sub_organization_of website);
    add_texts(&mut here.other_name, std::mem::take(&mut later.other_name));
    add_sources(&mut here.source, std::mem::take(&mut later.source));
}

/// Whether a record that is met later wins over the one that is there.
fn beats(new: &Meeting, old: &Meeting) -> bool {
    if let (Some(new), Some(old)) = (new.date_modified.known(), old.date_modified.known())
        && new != old
    {
        return new.order() > old.order();
    }
    (!is_listing(new), fullness(new)) >= (!is_listing(old), fullness(old))
}

fn is_listing(meeting: &Meeting) -> bool {
    let mut kinds = meeting.source.iter().filter_map(|source| source.document_kind.known()).peekable();
    kinds.peek().is_some() && kinds.all(|kind| *kind == DocumentKind::Listing)
}

/// How much a record says: its items, notes, people and documents, and the facts of its head.
fn fullness(meeting: &Meeting) -> usize {
    fn items(list: &[AgendaItem]) -> usize {
        list.iter().map(|item| 1 + usize::from(item.duration.is_some()) + item.presenter.len() + items(&item.agenda_item)).sum()
    }
    fn notes(list: &[Note]) -> usize {
        list.iter().map(|note| 1 + notes(&note.note)).sum()
    }
    fn sections(list: &[MinutesSection]) -> usize {
        list.iter().map(|section| 1 + notes(&section.note) + section.decision.len() + sections(&section.section)).sum()
    }
    let head = [
        meeting.name.is_some(),
        meeting.number.is_some(),
        meeting.cycle.is_some(),
        meeting.start.is_some(),
        meeting.end.is_some(),
        meeting.duration.is_some(),
        meeting.location.is_some(),
        meeting.description.is_some(),
    ];
    head.into_iter().map(usize::from).sum::<usize>()
        + items(&meeting.agenda_item)
        + sections(&meeting.minutes)
        + meeting.participation.len()
        + meeting.file.len()
        + meeting.poll.len()
}

/// Lays what the losing record knows under the winner.
fn absorb(here: &mut Meeting, mut other: Meeting) {
    let titles = other.name.clone().into_iter().chain(std::mem::take(&mut other.other_name));
    let known = here.name.clone();
    if known.is_some() {
        add_texts(&mut here.other_name, titles.filter(|title| Some(title) != known.as_ref()));
    } else {
        add_texts(&mut here.other_name, titles.skip(usize::from(other.name.is_some())));
    }
    let files = std::mem::take(&mut other.file);
    let (had_agenda, had_minutes) = (!here.agenda_item.is_empty(), !here.minutes.is_empty());
    here.cancelled |= other.cancelled;
    fill!(here, other; name number sequence_number cycle organization meeting_type attendance_mode audience meeting_state agenda_state
        description start end time_zone date_precision duration location meeting_day super_event agenda_item breakout minutes
        participation attendee_count poll previous_meeting derived_from replaces sequence date_modified base_version number_style);
    for body in other.mentioned_organization {
        if !here.mentioned_organization.contains(&body) {
            here.mentioned_organization.push(body);
        }
    }
    add_sources(&mut here.source, other.source);
    let items = item_ids(&here.agenda_item);
    let own_minutes = had_minutes || !had_agenda;
    if !own_minutes {
        let items = items.clone();
        forget_items(&mut here.minutes, &items);
    }
    add_files(here, files, &items);
}

/// Adds the other record's documents that are not there yet. Their ids and items were the other record's, and go where they clash.
fn add_files(here: &mut Meeting, files: Vec<File>, items: &BTreeSet<String>) {
    for mut file in files {
        let same = |known: &File| match (&known.access_url, &file.access_url) {
            (None, None) => known.name == file.name,
            (one, two) => one == two,
        };
        if here.file.iter().any(same) {
            continue;
        }
        if here.file.iter().any(|known| known.id == file.id) {
            file.id = None;
        }
        file.agenda_item = file.agenda_item.filter(|id| items.contains(id.as_str()));
        here.file.push(file);
    }
}

fn item_ids(items: &[AgendaItem]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut rest: Vec<&AgendaItem> = items.iter().collect();
    while let Some(item) = rest.pop() {
        out.insert(item.id.to_string());
        rest.extend(&item.agenda_item);
    }
    out
}

/// Minutes that come from the other record may name items that only its own agenda had.
fn forget_items(sections: &mut [MinutesSection], items: &BTreeSet<String>) {
    for section in sections {
        section.agenda_item = section.agenda_item.take().filter(|id| items.contains(id.as_str()));
        forget_items(&mut section.section, items);
    }
}

fn add_texts(here: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    for text in more {
        if !here.contains(&text) {
            here.push(text);
        }
    }
}

fn add_sources(here: &mut Vec<Source>, more: Vec<Source>) {
    for source in more {
        if !here.contains(&source) {
            here.push(source);
        }
    }
}

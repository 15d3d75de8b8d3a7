//! What the next meeting takes over: standing items, and what is offered beside them, each with where it comes from.

use std::collections::BTreeSet;

use super::{
    Change, Draft, Edit, Label, Place,
    aside::{self, Gone},
    commands::{delete_item, possible, possible_on},
};
use crate::domain::model::{Action, ActionStatus, AgendaItem, ItemId, ItemState, ItemType, KnownOption, Meeting, MeetingId};

/// Why something is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// An item like it stood on so many of so many earlier agendas.
    Standing(usize, usize),
    /// No earlier agenda had one like it.
    OneOff,
    /// There is no earlier agenda that has anything in common, so nothing to tell by.
    Only,
    /// It was put off.
    Deferred,
    /// An action that is not known to be done.
    Action,
}

impl Why {
    /// Whether it is taken over unasked.
    pub fn is_taken(self) -> bool {
        matches!(self, Self::Standing(..) | Self::Only | Self::Deferred)
    }
}

/// Something that the next meeting may take over.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Why.
    pub why: Why,
    /// The meeting that it comes from.
    pub from: MeetingId,
    /// The item as it would stand in the draft, but for its ids; it says in `carriedFrom` what it continues.
    pub item: AgendaItem,
}

/// The meeting whose agenda goes on in the next one, and those before that: the last one, or where none is recorded of it the latest
/// that has one.
pub(super) fn basis<'a, 'b>(before: &'a Meeting, earlier: &'b [&'a Meeting]) -> (&'a Meeting, &'b [&'a Meeting]) {
    let has_none = before.agenda_item.is_empty();
    match earlier.iter().position(|meeting| !meeting.agenda_item.is_empty()).filter(|_| has_none) {
        Some(at) => (earlier[at], &earlier[at + 1..]),
        None => (before, earlier),
    }
}

/// The meeting that the items come from, where it is not the one before.
pub fn other_basis<'a>(offers: &'a [Offer], before: &MeetingId) -> Option<&'a MeetingId> {
    // Its items stand first.
    offers.iter().find(|offer| offer.why != Why::Action).map(|offer| &offer.from).filter(|from| *from != before)
}

/// What is offered after a meeting: its items in their order, then what earlier meetings put off, then open actions. `earlier` are
/// meetings of the same kind before it, the latest first.
pub fn offers(before: &Meeting, earlier: &[&Meeting], actions: &[Action]) -> Vec<Offer> {
    let all = std::iter::once(&before).chain(earlier);
    let (before, earlier) = basis(before, earlier);
    let deferred = |item: &AgendaItem| item.state.known() == Some(&ItemState::Deferred);
    let of = |meeting: &Meeting, why: Why, item: &AgendaItem| Offer { why, from: meeting.id.clone(), item: taken_over(item) };
    let known: Vec<Vec<About>> = earlier
        .iter()
        .filter(|meeting| !meeting.agenda_item.is_empty())
        .map(|meeting| meeting.agenda_item.iter().map(About::of).collect())
        .collect();
    let mut out: Vec<Offer> = before
        .agenda_item
        .iter()
        .map(|item| {
            let own = About::of(item);
            let like = known.iter().filter(|agenda| agenda.iter().any(|other| own.is_like(other))).count();
            let why = match like {
                _ if deferred(item) => Why::Deferred,
                _ if known.is_empty() => Why::Only,
                like if 2 * like >= known.len() => Why::Standing(like, known.len()),
                _ => Why::OneOff,
            };
            of(before, why, item)
        })
        .collect();
    if !out.iter().any(|offer| matches!(offer.why, Why::Standing(..))) {
        // Nothing is usual: then what is before stands for what is.
        out.iter_mut().filter(|offer| offer.why == Why::OneOff).for_each(|offer| offer.why = Why::Only);
    }
    for meeting in earlier {
        out.extend(meeting.agenda_item.iter().filter(|item| deferred(item)).map(|item| of(meeting, Why::Deferred, item)));
    }
    for meeting in all {
        let open = actions.iter().filter(|action| action.meeting.as_ref() == Some(&meeting.id) && action.status() == ActionStatus::Open);
        out.extend(open.map(|action| Offer {
            why: Why::Action,
            from: meeting.id.clone(),
            item: AgendaItem {
                name: action.name.clone(),
                organization: action.agent.iter().filter_map(|agent| agent.organization.clone()).collect(),
                carried_from: Some(action.id.as_str().into()),
                ..AgendaItem::default()
            },
        }));
    }
    out
}

/// What an item of the next meeting takes over: what it is about and how long, not what was said.
pub(super) fn taken_over(item: &AgendaItem) -> AgendaItem {
    AgendaItem {
        name: item.name.clone(),
        duration: item.duration.clone(),
        duration_max: item.duration_max.clone(),
        duration_per: item.duration_per.clone(),
        duration_scope: item.duration_scope.clone(),
        item_type: item.item_type.clone(),
        presenter: item.presenter.clone(),
        organization: item.organization.clone(),
        carried_from: Some(item.id.clone()),
        agenda_item: item.agenda_item.iter().map(taken_over).collect(),
        ..AgendaItem::default()
    }
}

/// The words of a title that say what it is about: small, without endings of the plural and without words that any title has.
fn words(item: &AgendaItem) -> BTreeSet<String> {
    const EMPTY: [&str; 14] = ["the", "of", "from", "on", "and", "in", "a", "to", "for", "with", "by", "at", "s", "other"];
    let name = item.name.as_deref().unwrap_or_default().to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !EMPTY.contains(word));
    words.map(|word| if word.len() > 3 { word.strip_suffix('s').unwrap_or(word) } else { word }.to_owned()).collect()
}

/// What an item is about, as far as that can be compared.
pub(super) struct About {
    words: BTreeSet<String>,
    /// What every meeting has once: its opening, the adoption of its agenda, any other business.
    kind: Option<ItemType>,
}

impl About {
    pub(super) fn of(item: &AgendaItem) -> Self {
        let once = |kind: &&ItemType| matches!(kind, ItemType::Opening | ItemType::Adoption | ItemType::Aob);
        Self { words: words(item), kind: item.item_type.known().filter(once).cloned() }
    }

    /// They are the same of what every meeting has, or at least half of the words of both are the same (Jaccard's index).
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let both = self.words.intersection(&other.words).count();
        self.kind.is_some() && self.kind == other.kind || both > 0 && 2 * both >= self.words.union(&other.words).count()
    }

    /// The other one is about all that this one is about, whatever else it is about.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        !self.words.is_empty() && self.words.is_subset(&other.words)
    }
}

/// The item of a draft that an offer has become.
pub fn taken<'a>(draft: &'a Draft, offer: &Offer) -> Option<&'a AgendaItem> {
    let is_it = |(item, _): &(&AgendaItem, usize)| item.carried_from.is_some() && item.carried_from == offer.item.carried_from;
    draft.reading_order().into_iter().find(is_it).map(|(item, _)| item)
}

/// Takes an offer over, or takes it out again.
pub fn switch(draft: &Draft, offers: &[Offer], offer: &Offer) -> Option<Change> {
    if let Some(item) = taken(draft, offer) {
        return delete_item(draft, &item.id).map(|change| Change { focus: None, ..change });
    }
    if let Some(change) = offer.item.carried_from.as_ref().and_then(|from| back(draft, offers, offer, from)) {
        return Some(change);
    }
    let mut item = offer.item.clone();
    numbered(&mut item, &mut draft.new_ids())?;
    let edits = vec![Edit::Insert(Place { parent: None, index: index(draft, offers, offer)? }, Box::new(item))];
    possible(draft, Change { label: Label::Add, edits, focus: None })
}

/// Brings back what an offer had become before it was taken out, to where it stood.
fn back(draft: &Draft, offers: &[Offer], offer: &Offer, from: &ItemId) -> Option<Change> {
    let Gone { item, place, day } = aside::find(draft, from)?;
    let place = place.or_else(|| Some(Place { parent: None, index: index(draft, offers, offer)? }))?;
    let id = item.id.clone();
    let mut edits: Vec<Edit> = aside::forget(draft, from).into_iter().collect();
    edits.push(Edit::Insert(place, Box::new(item)));
    let ids = [&id];
    possible_on(draft, Change { label: Label::Add, edits, focus: None }, day.map(|day| (day, &ids[..])))
}

/// Where an offer goes at the top level: before what stood behind it; what came from elsewhere before any other business.
fn index(draft: &Draft, offers: &[Offer], offer: &Offer) -> Option<usize> {
    let at = offers.iter().position(|other| other == offer)?;
    let top = |offer: &Offer| draft.place(&taken(draft, offer)?.id).filter(|place| place.parent.is_none()).map(|place| place.index);
    let agenda = &draft.meeting.agenda_item;
    let last = agenda.last().filter(|last| last.item_type.known() == Some(&ItemType::Aob)).map_or(agenda.len(), |_| agenda.len() - 1);
    let behind = if offer.why == Why::Action {
        None
    } else {
        offers[at + 1..].iter().filter(|other| other.from == offer.from && other.why != Why::Action).find_map(top)
    };
    Some(behind.unwrap_or(last))
}

/// Gives an item and all below it the next ids, in reading order.
pub(super) fn numbered(item: &mut AgendaItem, ids: &mut dyn Iterator<Item = ItemId>) -> Option<()> {
    item.id = ids.next()?;
    item.agenda_item.iter_mut().try_for_each(|child| numbered(child, ids))
}

/// The meeting that an item or an action is of.
pub fn meeting_of(id: &ItemId) -> MeetingId {
    id.as_str().rsplit_once('/').map_or(id.as_str(), |(meeting, _)| meeting).into()
}

/// What the items of a draft continue.
pub fn carried(draft: &Draft) -> BTreeSet<ItemId> {
    draft.reading_order().into_iter().filter_map(|(item, _)| item.carried_from.clone()).collect()
}

/// The agenda that the next meeting begins with: what is taken over unasked.
pub(super) fn agenda(offers: &[Offer], draft: &str) -> Vec<AgendaItem> {
    let mut ids = (1_u32..).map(|number| format!("{draft}/item-{number}").into());
    let taken = offers.iter().filter(|offer| offer.why.is_taken());
    taken
        .filter_map(|offer| {
            let mut item = offer.item.clone();
            numbered(&mut item, &mut ids)?;
            Some(item)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        draft::{Editor, next},
        model::{Envelope, read},
        time::Instant,
    };

    fn earlier(envelope: &Envelope) -> Vec<&Meeting> {
        envelope.meeting.iter().skip(1).collect()
    }

    fn archive() -> Envelope {
        let agenda = |meeting: &str, titles: &str| {
            let items = titles.split('|').enumerate().map(|(at, title)| {
                let (title, state) = title.strip_suffix('*').map_or((title, ""), |title| (title, r#","state":"deferred""#));
                let kind = if title.contains("Business") { r#","itemType":"aob""# } else { "" };
                format!(r#"{{"id":"{meeting}/item-{}","name":"{title}"{state}{kind}}}"#, at + 1)
            });
            format!(
                r#"{{"id":"{meeting}","organization":["mag"],"meetingType":"virtual","agendaItem":[{}]}}"#,
                items.collect::<Vec<_>>().join(",")
            )
        };
        let meetings = [
            agenda(
                "m4",
                "Welcoming remarks from the Chair|Updates from the Secretariat|Streamlining the working modalities|Updates from MAG working groups and NRIs|Any Other Business",
            ),
            agenda(
                "m3",
                "Welcoming Remarks by the Chair|Update from the Secretariat|Demonstration|Updates from the MAG Working Groups|Any other Business",
            ),
            agenda("m2", "Welcoming remarks|Host country*|Updates from the Secretariat|AOB"),
        ];
        let text = format!(
            r#"{{"schemaVersion":"1.0.0","meeting":[{}],"action":[{{"id":"m4/action-1","name":"Write","meeting":"m4"}},
            {{"id":"m4/action-2","name":"Done","meeting":"m4","actionStatus":"done"}},{{"id":"m3/action-1","name":"Ask","meeting":"m3"}}]}}"#,
            meetings.join(",")
        );
        read::from_str(&text).unwrap()
    }

    fn names(draft: &Draft) -> Vec<&str> {
        draft.meeting.agenda_item.iter().filter_map(|item| item.name.as_deref()).collect()
    }

    #[test]
    fn standing_items_are_taken_and_the_rest_is_offered() {
        let envelope = archive();
        let before = &envelope.meeting[0];
        let offers = offers(before, &earlier(&envelope), &envelope.action);
        let why: Vec<_> = offers.iter().map(|offer| (offer.item.name.as_deref().unwrap(), offer.why, offer.from.as_str())).collect();
        assert_eq!(
            why,
            [
                ("Welcoming remarks from the Chair", Why::Standing(2, 2), "m4"),
                ("Updates from the Secretariat", Why::Standing(2, 2), "m4"),
                ("Streamlining the working modalities", Why::OneOff, "m4"),
                ("Updates from MAG working groups and NRIs", Why::Standing(1, 2), "m4"),
                ("Any Other Business", Why::Standing(1, 2), "m4"),
                ("Host country", Why::Deferred, "m2"),
                ("Write", Why::Action, "m4"),
                ("Ask", Why::Action, "m3"),
            ]
        );
    }

    #[test]
    fn where_no_agenda_is_recorded_the_latest_one_goes_on() {
        let mut envelope = archive();
        let before = Meeting { id: "m5".into(), ..Meeting::default() };
        envelope.meeting.insert(0, before.clone());
        envelope.action[0].meeting = Some("m5".into());
        let offers = offers(&before, &earlier(&envelope), &envelope.action);
        let why: Vec<_> = offers.iter().map(|offer| (offer.why, offer.from.as_str())).collect();
        assert_eq!(
            why,
            [
                (Why::Standing(2, 2), "m4"),
                (Why::Standing(2, 2), "m4"),
                (Why::OneOff, "m4"),
                (Why::Standing(1, 2), "m4"),
                (Why::Standing(1, 2), "m4"),
                (Why::Deferred, "m2"),
                (Why::Action, "m5"),
                (Why::Action, "m3"),
            ]
        );
        assert_eq!(other_basis(&offers, &"m5".into()).map(MeetingId::as_str), Some("m4"));
        assert_eq!(other_basis(&offers, &"m4".into()), None);
        let draft = next("d".into(), &envelope, &"m5".into(), Instant(0)).unwrap();
        assert_eq!(names(&draft).len(), 5);
        assert_eq!(draft.meeting.previous_meeting.as_ref().map(MeetingId::as_str), Some("m5"));
        // Where there is no agenda at all, nothing comes from anywhere.
        let none = super::offers(&before, &[], &[]);
        assert_eq!((none.len(), other_basis(&none, &"m5".into())), (0, None));
    }

    #[test]
    fn what_every_meeting_has_once_is_usual_in_any_words() {
        let item = |id: &str, name: &str, kind: &str| format!(r#"{{"id":"{id}","name":"{name}","itemType":"{kind}"}}"#);
        let meeting = |id: &str, items: [String; 2]| format!(r#"{{"id":"{id}","agendaItem":[{}]}}"#, items.join(","));
        let meetings = [
            meeting("b", [item("b/item-1", "Welcome", "opening"), item("b/item-2", "News", "update")]),
            meeting("a", [item("a/item-1", "The co-chairs greet", "opening"), item("a/item-2", "Reports", "update")]),
        ];
        let envelope = read::from_str(&format!(r#"{{"schemaVersion":"1.0.0","meeting":[{}]}}"#, meetings.join(","))).unwrap();
        let why: Vec<_> = offers(&envelope.meeting[0], &earlier(&envelope), &[]).iter().map(|offer| offer.why).collect();
        assert_eq!(why, [Why::Standing(1, 1), Why::OneOff]);
    }

    #[test]
    fn an_agenda_like_no_other_is_taken_over_whole() {
        let envelope = archive();
        let mut before = envelope.meeting[0].clone();
        before.agenda_item.truncate(1);
        before.agenda_item[0].name = Some("Something new".into());
        let why: Vec<_> = offers(&before, &earlier(&envelope), &[]).iter().map(|offer| offer.why).collect();
        assert_eq!(why, [Why::Only, Why::Deferred]);
    }

    #[test]
    fn an_offer_is_switched_on_and_off_and_undone() {
        let envelope = archive();
        let before = &envelope.meeting[0];
        let offers = offers(before, &earlier(&envelope), &envelope.action);
        let draft = next("d".into(), &envelope, &"m4".into(), Instant(0)).unwrap();
        let start = [
            "Welcoming remarks from the Chair",
            "Updates from the Secretariat",
            "Updates from MAG working groups and NRIs",
            "Any Other Business",
            "Host country",
        ];
        assert_eq!(names(&draft), start);
        let mut editor = Editor::new(draft.clone());
        // What is one-off goes where it stood; an action to the end, before any other business if that is the last.
        for (at, place) in [(2, 2), (6, 6)] {
            let change = switch(editor.draft(), &offers, &offers[at]).unwrap();
            assert!(editor.perform(change, Instant(1)));
            assert_eq!(names(editor.draft())[place], offers[at].item.name.as_deref().unwrap());
            assert!(taken(editor.draft(), &offers[at]).is_some());
        }
        for at in [2, 6] {
            assert!(editor.perform(switch(editor.draft(), &offers, &offers[at]).unwrap(), Instant(2)));
        }
        assert_eq!(names(editor.draft()), start);
        while editor.undo(Instant(3)).is_some() {}
        assert_eq!(editor.draft().meeting, draft.meeting);
    }
}

//! Meeting JSON for others: one meeting, a selection or everything, each an envelope that stands on its own.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;
use serde_json::Value;

use super::include::{Include, Part};
use crate::domain::{
    call,
    list::bodies_concerned,
    model::{
        Action, AgendaItem, CycleId, Envelope, Extra, Meeting, MeetingId, OrganizationId, VirtualLocation,
        slot::{self, Fields},
        write,
    },
};

/// Takes out of an envelope what does not go along: whatever is left can be given away.
pub fn leave_out(all: &mut Envelope, include: Include) {
    parts(all, include);
    if !include.has(Part::JoinAddresses) {
        all.meeting.iter_mut().for_each(without_addresses);
        all.action.iter_mut().for_each(without_addresses);
        all.mark.iter_mut().for_each(without_addresses);
        all.extra.values_mut().for_each(call::leave_out);
    }
}

/// The file of what is left.
pub fn write(mut all: Envelope, include: Include) -> String {
    parts(&mut all, include);
    let text = write::pretty(&all);
    // Few have an address to join anywhere; whether one has is known from the text at once.
    if include.has(Part::JoinAddresses) || call::spans(&text).is_empty() {
        return text;
    }
    leave_out(&mut all, include);
    write::pretty(&all)
}

/// Takes out the parts that do not go along, but for addresses in texts.
fn parts(all: &mut Envelope, include: Include) {
    all.meeting.iter_mut().for_each(|meeting| parts_of(meeting, include));
    if !include.has(Part::Actions) {
        (all.action, all.mark) = (Vec::new(), Vec::new());
    }
}

/// The same for one meeting.
pub fn leave_out_of(meeting: &mut Meeting, include: Include) {
    parts_of(meeting, include);
    if !include.has(Part::JoinAddresses) {
        without_addresses(meeting);
    }
}

fn parts_of(meeting: &mut Meeting, include: Include) {
    items(&mut meeting.agenda_item, include);
    if !include.has(Part::Durations) {
        meeting.duration = None;
    }
    if !include.has(Part::Documents) {
        meeting.file = Vec::new();
    }
    if !include.has(Part::Minutes) {
        meeting.minutes = Vec::new();
    }
    if !include.has(Part::JoinAddresses) {
        meeting.location.iter_mut().flat_map(|location| &mut location.virtual_location).for_each(without_address);
    }
}

/// Takes the address of a place online away, and what nobody knows beside it: it may be a passcode.
pub fn without_address(place: &mut VirtualLocation) {
    if place.url.is_some() {
        place.url = None;
        place.extra = Extra::new();
    }
}

fn items(list: &mut [AgendaItem], include: Include) {
    for item in list {
        if !include.has(Part::PrivateNotes) {
            item.private_note = None;
        }
        if !include.has(Part::Durations) {
            (item.duration, item.duration_max, item.duration_per) = (None, None, None);
        }
        if !include.has(Part::Presenters) {
            item.presenter = Vec::new();
        }
        if !include.has(Part::Documents) {
            item.file = Vec::new();
        }
        items(&mut item.agenda_item, include);
    }
}

/// Takes addresses to join a call out of every text of a record, in fields that nobody knows too.
fn without_addresses<T: Fields + Serialize>(record: &mut T) {
    if call::spans(&write::compact(record)).is_empty() {
        return;
    }
    for key in record.keys() {
        let Ok(mut value) = slot::exchange(record, key, Value::Null) else { continue };
        call::leave_out(&mut value);
        // It was of the kind that is expected there and still is: texts stay texts, or nothing.
        let _ = slot::exchange(record, key, value);
    }
    record.extra().into_iter().flat_map(|extra| extra.values_mut()).for_each(call::leave_out);
}

/// Everything, as it is.
pub fn everything(all: &Envelope) -> Envelope {
    Envelope { schema: all.portable_schema(), ..all.clone() }
}

/// One meeting with its actions, what people say of them, and the bodies and the cycle that it refers to.
pub fn meeting(all: &Envelope, id: &MeetingId) -> Option<Envelope> {
    let chosen = selection(all, &HashSet::from([id]));
    (!chosen.meeting.is_empty()).then_some(chosen)
}

/// The same for several meetings, in the order of the archive.
pub fn selection(all: &Envelope, ids: &HashSet<&MeetingId>) -> Envelope {
    let meetings: Vec<&Meeting> = all.meeting.iter().filter(|meeting| ids.contains(&meeting.id)).collect();
    let of_them = |action: &&Action| action.meeting.as_ref().is_some_and(|id| ids.contains(id));
    let actions: Vec<&Action> = all.action.iter().filter(of_them).collect();
    let cycles: BTreeSet<&CycleId> = meetings.iter().filter_map(|meeting| meeting.cycle.as_ref()).collect();
    let mut bodies: BTreeSet<&OrganizationId> = meetings.iter().flat_map(|meeting| bodies_concerned(meeting, &[])).collect();
    for action in &actions {
        bodies.extend(action.organization.iter().chain(action.agent.iter().filter_map(|agent| agent.organization.as_ref())));
        bodies.extend(action.file.iter().flat_map(|file| &file.organization));
    }
    // The bodies above them, as far up as it goes.
    let mut above: Vec<&OrganizationId> = bodies.iter().copied().collect();
    while let Some(id) = above.pop() {
        let parent = all.organization.iter().find(|body| body.id == *id).and_then(|body| body.sub_organization_of.as_ref());
        above.extend(parent.filter(|parent| bodies.insert(parent)));
    }
    let names: HashSet<_> = actions.iter().map(|action| &action.id).collect();
    Envelope {
        cycle: all.cycle.iter().filter(|cycle| cycles.contains(&cycle.id)).cloned().collect(),
        organization: all.organization.iter().filter(|body| bodies.contains(&body.id)).cloned().collect(),
        mark: all.mark.iter().filter(|mark| mark.action.as_ref().is_some_and(|id| names.contains(id))).cloned().collect(),
        meeting: meetings.into_iter().cloned().collect(),
        action: actions.into_iter().cloned().collect(),
        ..head(all)
    }
}

/// The outermost fields, without the lists.
pub fn head(all: &Envelope) -> Envelope {
    Envelope {
        schema: all.portable_schema(),
        generator: all.generator.clone(),
        generated: all.generated.clone(),
        language: all.language.clone(),
        name: all.name.clone(),
        publisher: all.publisher.clone(),
        license: all.license.clone(),
        source: all.source.clone(),
        extra: all.extra.clone(),
        ..Envelope::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{check::Check, model::read};

    const PRIVATE: &str = r#"{"schemaVersion":"1.0.0","later":["zoom.us/j/998"],"meeting":[{"id":"m","description":"Join https://zoom.us/j/998.","duration":"PT1H","x":"https://a.example/?pwd=998",
        "location":{"name":"Online","virtualLocation":[{"name":"Call","url":"https://calls.example/998","passcode":"998"}]},"minutes":[{"note":[{"text":"zoom.us/j/998"}]}],
        "agendaItem":[{"id":"m/item-1","name":"A","duration":"PT5M","otherName":["zoom.us/j/998"],"presenter":[{"role":"Chair"}],"agendaItem":[{"id":"m/item-2","privateNote":"998","file":[{"id":"m/file-1","accessUrl":"https://zoom.us/j/998"}]}]}]}],
        "action":[{"id":"m/action-1","meeting":"m","name":"Call sip:998@example.org"}],"mark":[{"action":"m/action-1","note":"Passcode: 998"}]}"#;

    #[test]
    fn what_is_private_is_left_out_unless_it_is_ticked() {
        let all = read::from_str(PRIVATE).unwrap();
        let mut others = all.clone();
        leave_out(&mut others, Include::default());
        let text = super::write(all.clone(), Include::default());
        assert!(!text.contains("998"), "{text}");
        for kept in ["\"Join […].\"", "\"PT5M\"", "\"Chair\"", "\"Online\"", "\"Call\"", "\"m/file-1\"", "\"Call […]\""] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        assert_eq!(read::from_str(&text).unwrap(), others);
        let mut again = others.clone();
        leave_out(&mut again, Include::default());
        assert_eq!(again, others);
        let mut ticked = all.clone();
        leave_out(&mut ticked, Include::everything());
        assert_eq!(ticked, all);
        leave_out(&mut ticked, Part::ALL.into_iter().fold(Include::everything(), Include::without));
        let text = write::pretty(&ticked);
        for gone in ["PT5M", "PT1H", "Chair", "file-1", "minutes", "m/action-1"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
    }

    #[test]
    fn a_meeting_takes_along_what_it_refers_to() {
        let all = read::from_str(
            r#"{"schemaVersion":"1.0.0","name":"All","later":1,"cycle":[{"id":"c"},{"id":"d"}],
            "organization":[{"id":"mag"},{"id":"wg","subOrganizationOf":"mag"},{"id":"pn","subOrganizationOf":"top"},{"id":"top"},{"id":"other"}],
            "meeting":[{"id":"m","cycle":"c","organization":["wg"],"x":[1],"source":[{"fileName":"a"}]},{"id":"n","cycle":"d","organization":["other"]}],
            "action":[{"id":"m/action-1","meeting":"m","agent":[{"organization":"pn"}],"source":[{"fileName":"a"}]},{"id":"n/action-1","meeting":"n"}],
            "mark":[{"action":"m/action-1","kind":"done"},{"action":"n/action-1","kind":"done"}]}"#,
        )
        .unwrap();
        let one = meeting(&all, &"m".into()).unwrap();
        let bodies: Vec<_> = one.organization.iter().map(|body| body.id.as_str()).collect();
        assert_eq!((bodies, one.cycle.len(), one.action.len(), one.mark.len()), (vec!["mag", "wg", "pn", "top"], 1, 1, 1));
        assert_eq!((one.name.as_deref(), &one.meeting[0], one.extra.len()), (Some("All"), &all.meeting[0], 1));
        let text = write::pretty(&one);
        let mut check = Check::new();
        check.text("m.json", &text).unwrap();
        assert_eq!(check.finish(), []);
        assert_eq!(meeting(&all, &"x".into()), None);
        assert_eq!(everything(&all), all);
        for (schema, kept) in [("../../meetings.schema.json", false), ("https://a.example/meetings.schema.json", true)] {
            let all = Envelope { schema: Some(schema.into()), ..all.clone() };
            for out in [everything(&all), meeting(&all, &"m".into()).unwrap()] {
                assert_eq!(out.schema, all.schema.clone().filter(|_| kept), "{schema}");
            }
        }
    }
}

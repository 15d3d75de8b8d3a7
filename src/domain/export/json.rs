//! Meeting JSON for others: one meeting, a selection or everything, each an envelope that stands on its own.

use std::collections::{BTreeSet, HashSet};

use crate::domain::{
    list::bodies_concerned,
    model::{Action, CycleId, Envelope, Meeting, MeetingId, OrganizationId},
};

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
    use crate::domain::{check::Check, model::read, model::write};

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

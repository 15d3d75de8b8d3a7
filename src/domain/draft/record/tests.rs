//! What is recorded by hand, at random, and in the records of the archive.

use super::{archive::archive_id, *};
use crate::domain::model::MeetingId;
use crate::domain::{
    draft::{
        Editor, NoRestore,
        chance::{Chance, number, something},
        copy, from_meeting,
        merge::{Merge, digest},
        restore, template,
        tests::draft,
    },
    model::{read, write},
    time::Instant,
};

const NOW: Instant = Instant(5);

/// An item by its place in reading order: the first of [`draft`] is "item-2".
fn item(draft: &Draft, number: u32) -> ItemId {
    format!("{}/item-{}", draft.meeting.id, number + 1).into()
}

type Command<'a> = &'a dyn Fn(&Draft) -> Option<Change>;

fn after(start: &Draft, changes: &[Command]) -> Draft {
    let mut editor = Editor::new(start.clone());
    for change in changes {
        assert!(editor.perform(change(editor.draft()).unwrap(), NOW));
    }
    editor.draft().clone()
}

fn body(id: &str, name: &str) -> Organization {
    Organization { id: id.into(), name: Some(name.into()), ..Organization::default() }
}

/// "A" with "B" below it, and "C": something recorded of B and C.
fn recorded() -> Draft {
    let known = [body("secretariat", "Secretariat")];
    after(
        &draft("A\n B\nC\n"),
        &[
            &begin,
            &|d| set_notes(d, &item(d, 2), "First.\n\nSecond."),
            &|d| set_decisions(d, &item(d, 2), "Agreed."),
            &|d| add_action(d, &item(d, 3)),
            &|d| {
                change_action(d, &item(d, 3), 0, |action| {
                    action.name = Some("Send the note".into());
                    action.agent = owners_of("secretariat, Ana", &[], known.iter());
                })
            },
            &|d| Some(set_state(&item(d, 3), Some(ItemState::Done))),
            &|d| Some(set_people(d, People::Present, "Ana Silva (ISOC)\nBo")),
            &|d| Some(set_people(d, People::Regrets, "Chi")),
        ],
    )
}

#[test]
fn what_is_recorded_of_items_leaves_as_minutes_and_actions() {
    let mut file = recorded().for_others();
    file.meeting[0].time_zone = None;
    assert_eq!(
        write::compact(&file).trim(),
        concat!(
            r#"{"schemaVersion":"1.0.0","meeting":[{"id":"d","meetingState":"held","agendaItem":[{"id":"d/item-2","name":"A","agendaItem":[{"id":"d/item-3","name":"B"}]},"#,
            r#"{"id":"d/item-4","name":"C","state":"done"}],"minutes":[{"id":"d/section-2","name":"A","agendaItem":"d/item-2","section":[{"id":"d/section-3","name":"B","agendaItem":"d/item-3","#,
            r#""note":[{"text":"First."},{"text":"Second."}],"decision":[{"text":"Agreed."}]}]},{"id":"d/section-4","name":"C","agendaItem":"d/item-4"}],"#,
            r#""participation":[{"name":"Ana Silva","affiliation":"ISOC","presence":"present"},{"name":"Bo","presence":"present"},{"name":"Chi","presence":"regrets"}]}],"#,
            r#""action":[{"id":"d/action-1","name":"Send the note","agent":[{"name":"secretariat","organization":"secretariat"},{"name":"Ana"}],"meeting":"d","section":"d/section-4"}]}"#
        )
    );
}

#[test]
fn lines_keep_what_else_is_known_of_what_they_say() {
    let note = |id: &str, text: &str| Note { id: (!id.is_empty()).then(|| id.into()), text: Some(text.into()), ..Note::default() };
    let before = [note("1", "one"), note("2", "two"), note("3", "three")];
    let check = |text: &str, after: &[(&str, &str)]| {
        let say = |note: &Note, text: &str| Note { text: Some(text.to_owned()), ..note.clone() };
        let found = retold(&before, text, |note| line(note.text.as_ref()), say);
        assert_eq!(found, after.iter().map(|(id, text)| note(id, text)).collect::<Vec<_>>(), "{text}");
    };
    check("one\ntwo\nthree", &[("1", "one"), ("2", "two"), ("3", "three")]);
    check("one\n\n \ntwo\nthree\n", &[("1", "one"), ("2", "two"), ("3", "three")]);
    check("one\ntwo, more\nthree", &[("1", "one"), ("2", "two, more"), ("3", "three")]);
    check("one\nnew\ntwo\nthree", &[("1", "one"), ("", "new"), ("2", "two"), ("3", "three")]);
    check("one\nthree", &[("1", "one"), ("3", "three")]);
    check("", &[]);
    check("other", &[("", "other")]);
    check("two\none\nthree", &[("2", "two"), ("1", "one"), ("3", "three")]);
    check("new\nand\nmore", &[("", "new"), ("", "and"), ("", "more")]);
    let unseen = Note { id: Some("x".into()), ..Note::default() };
    let before = [unseen.clone(), note("1", "one  "), unseen.clone(), note("2", "two"), unseen.clone()];
    let say = |note: &Note, text: &str| Note { text: Some(text.to_owned()), ..note.clone() };
    let said = |text: &str| retold(&before, text, |note| line(note.text.as_ref()), say);
    assert_eq!(said("one  \ntwo"), before);
    assert_eq!(said("one  \ntwo!"), [&before[..3], &[note("2", "two!"), unseen.clone()]].concat());
    assert_eq!(said(""), [unseen.clone(), unseen.clone(), unseen]);
    check("one\none\ntwo\nthree", &[("1", "one"), ("", "one"), ("2", "two"), ("3", "three")]);
}

#[test]
fn a_new_wording_of_a_name_is_no_longer_the_old_name() {
    let start = draft("A\n");
    let named = |name: &str, family: Option<&str>, affiliation: Option<&str>| Participation {
        name: Some(name.into()),
        family_name: family.map(Into::into),
        affiliation: affiliation.map(Into::into),
        presence: Some(Lenient::Known(Presence::Remote)),
        ..Participation::default()
    };
    let mut start = Draft { meeting: Meeting { participation: vec![named("Ana Silva", Some("Silva"), None)], ..start.meeting }, ..start };
    let set = |text: &str| after(&start, &[&|d| Some(set_people(d, People::Present, text))]).meeting.participation;
    assert_eq!(set("Ana Silva (ISOC)"), [named("Ana Silva", Some("Silva"), Some("ISOC"))]);
    assert_eq!(set("Ana Silvia"), [named("Ana Silvia", None, None)]);
    // Another person takes over nothing of who stood there.
    let new = |name: &str| Participation {
        name: Some(name.into()),
        presence: Some(Lenient::Known(Presence::Present)),
        ..Participation::default()
    };
    assert_eq!(set("(late)"), [new("(late)")]);
    assert_eq!(set("Zed Newcomer\nYvonne"), [new("Zed Newcomer"), new("Yvonne")]);
    start.meeting.participation[0].name = Some("Ana\nSilva".into());
    assert_eq!(people(&start.meeting, People::Present), "Ana Silva");
    assert_eq!(people(&start.meeting, People::Regrets), "");
    let other = Meeting {
        participation: vec![named("Bo", None, Some("UN")), named("Bo", None, None), Participation::default()],
        ..Meeting::default()
    };
    let both = after(&start, &[&|d| add_people(d, &other)]);
    assert_eq!(people(&both.meeting, People::Present), "Ana Silva\nBo (UN)\nBo");
    assert_eq!(add_people(&both, &other), None);
}

#[test]
fn a_draft_is_the_same_after_the_way_out_and_in() {
    let runs = number("SCRIPTS", 300);
    for seed in 1..=runs as u64 {
        let mut chance = Chance(seed);
        let mut editor = Editor::new(draft("A|5\n B\n C\nD|10\n"));
        for _ in 0..30 {
            if let Some(change) = something(editor.draft(), &mut chance) {
                editor.perform(change, NOW);
            }
        }
        let own = editor.draft();
        let file = read::from_str(&write::pretty(&own.envelope())).unwrap();
        let back = from_meeting("d".into(), &file, &file.meeting[0], NOW);
        // Where there is no item, a new draft has an empty one.
        if own.meeting.agenda_item.is_empty() {
            continue;
        }
        assert_eq!(back.envelope(), file, "{seed}");
        assert_eq!(digest(&back), digest(own), "{seed}");
        let all = |draft: &Draft| -> Vec<Recorded> {
            let blank = |action: &Action| action.name.is_none();
            let of =
                |item| Recorded { action: Recorded::of(item).action.into_iter().filter(|one| !blank(one)).collect(), ..Recorded::of(item) };
            draft.reading_order().into_iter().map(|(item, _)| of(item)).collect()
        };
        assert_eq!(all(&back), all(own), "{seed}");
        assert_eq!(Draft::from_stored("d", &own.to_stored()).as_ref(), Ok(own), "{seed}");
        let (_, actions) = own.as_meeting();
        let ids: HashSet<_> = actions.iter().map(|action| &action.id).collect();
        assert_eq!(ids.len(), actions.len(), "{seed}");
    }
}

#[test]
fn what_minutes_say_otherwise_stays_as_it_is() {
    let mut seen = 0;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("public/data/records");
    for file in std::fs::read_dir(folder).unwrap() {
        let envelope = read::from_str(&std::fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        for meeting in envelope.meeting.iter().filter(|meeting| !meeting.agenda_item.is_empty()) {
            let draft = from_meeting("d".into(), &envelope, meeting, NOW);
            let (same, actions) = draft.as_meeting();
            let own: Vec<Action> = envelope.action.iter().filter(|action| action.meeting.as_ref() == Some(&meeting.id)).cloned().collect();
            assert_eq!((&same, &actions), (meeting, &own));
            seen += usize::from(!meeting.minutes.is_empty());
        }
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn two_people_record_one_meeting() {
    let base = draft("A\nB\n");
    let named = |name: &'static str| move |action: &mut Action| action.name = Some(name.to_owned());
    let mine = after(
        &base,
        &[&|d| set_notes(d, &item(d, 1), "mine"), &|d| add_action(d, &item(d, 1)), &|d| change_action(d, &item(d, 1), 0, named("Mine"))],
    );
    let theirs = after(
        &base,
        &[&|d| set_notes(d, &item(d, 1), "theirs"), &|d| set_decisions(d, &item(d, 2), "yes"), &|d| add_action(d, &item(d, 2)), &|d| {
            change_action(d, &item(d, 2), 0, named("Theirs"))
        }],
    );
    let file = read::from_str(&write::pretty(&theirs.for_others())).unwrap();
    let came = from_meeting("d".into(), &file, &file.meeting[0], NOW);
    assert_eq!(came.meeting, theirs.meeting);
    let merge = Merge::new(Some(&base), &mine, &came);
    let merged = merge.merged();
    assert!(restore(&mine, &merged, Label::Merge) != Err(NoRestore::Impossible));
    assert!(merge.differences.iter().all(|difference| !format!("{:?}", difference.part).contains("Section")));
    let (meeting, actions) = merged.as_meeting();
    assert_eq!(notes(&Recorded::of(&merged.meeting.agenda_item[0])), "mine\ntheirs");
    assert_eq!(meeting.minutes.len(), 2);
    let ids: Vec<_> = actions.iter().map(|action| (action.id.as_str(), action.name.as_deref().unwrap_or_default())).collect();
    assert_eq!(ids, [("d/action-1", "Mine"), ("d/action-2", "Theirs")]);
}

#[test]
fn copies_take_the_record_along_and_templates_do_not() {
    let copied = copy(&recorded(), "e".into(), NOW).envelope();
    let text = write::compact(&copied);
    assert!(text.contains("e/action-1") && text.contains("e/section-3") && !text.contains("d/"), "{text}");
    let text = write::compact(&template::of_draft(&recorded(), "t".into(), NOW).envelope());
    assert!(!text.contains("First.") && !text.contains("action") && !text.contains("held") && !text.contains("done"), "{text}");
}

#[test]
fn recording_begins_and_ends() {
    let start = draft("A\n");
    assert!(!is_on(&start) && leave(&start).is_none());
    let held = after(&start, &[&begin]);
    assert!(is_on(&held) && begin(&held).is_none() && finish(&held).is_none());
    let noted = after(&held, &[&|d| set_notes(d, &item(d, 1), "x"), &finish]);
    assert_eq!(noted.meeting.meeting_state.known(), Some(&MeetingState::Minuted));
    let left = after(&noted, &[&leave]);
    assert_eq!((is_on(&left), notes(&Recorded::of(&left.meeting.agenda_item[0])).as_str()), (false, "x"));
}

#[test]
fn owners_that_are_known_bodies_are_told_as_such() {
    let known = [body("wg-strategy", "WG Strategy")];
    let found = owners_of("WG Strategy; MAG members, , Bo", &[], known.iter());
    let names: Vec<_> = found.iter().map(|agent| agent.organization.as_ref().map(|id| id.to_string())).collect();
    assert_eq!((owners(&found).as_str(), names), ("WG Strategy, MAG members, Bo", vec![Some("wg-strategy".to_owned()), None, None]));
    let before = [Agent { name: Some("Bo".into()), organization: Some("mag".into()), ..Agent::default() }];
    assert_eq!(owners_of("Bo", &before, known.iter()), before);
}

#[test]
fn meetings_in_the_archive_are_called_after_what_they_are() {
    let check = |json: &str, expected: Option<&str>| {
        let meeting: Meeting = serde_json::from_str(json).unwrap();
        assert_eq!(archive_id(&meeting).as_deref(), expected, "{json}");
    };
    check(r#"{"id":"d","cycle":"igf-2026","organization":["mag"],"number":"XII"}"#, Some("igf-2026-mag-12"));
    check(r#"{"id":"d","cycle":"igf-2026","organization":["wg-strategy"],"sequenceNumber":3,"name":"x"}"#, Some("igf-2026-wg-strategy-3"));
    check(
        r#"{"id":"d","cycle":"igf-2026","organization":["mag"],"meetingType":"open-consultation","sequenceNumber":1}"#,
        Some("igf-2026-oc-1"),
    );
    check(
        r#"{"id":"d","cycle":"igf-2021","organization":["mag"],"meetingType":"open-consultation","sequenceNumber":3,"name":"OC III, Day 2"}"#,
        Some("igf-2021-oc-3-day-2"),
    );
    check(r#"{"id":"d","cycle":"igf-2026","name":"IGF 2026 – Youth, day one"}"#, Some("igf-2026-youth-day-one"));
    check(r#"{"id":"d","name":"Call on (hybrid) Meetings"}"#, Some("call-on-hybrid-meetings"));
    check(r#"{"id":"d","name":"政策"}"#, None);
    check(r#"{"id":"d","cycle":"igf-2026","name":"政策"}"#, None);
    check(r#"{"id":"d"}"#, None);
    let mut draft = copy(&recorded(), "draft-1".into(), NOW);
    draft.meeting.cycle = Some("igf-2026".into());
    draft.meeting.organization = vec!["mag".into()];
    draft.meeting.sequence_number = Some(2);
    draft.meeting.agenda_item[0].private_note = Some("mine".into());
    let file = for_archive(&draft);
    let (meeting, text) = (&file.meeting[0], write::compact(&file));
    assert_eq!((meeting.id.as_str(), meeting.agenda_item[1].number.as_deref()), ("igf-2026-mag-2", Some("2.")));
    assert_eq!(file.action[0].section.as_ref().map(|id| id.as_str()), Some("igf-2026-mag-2/section-4"));
    assert!(!text.contains("draft-") && !text.contains("mine") && !text.contains("record"), "{text}");
}

#[test]
fn ids_are_given_once_and_stay() {
    let action = |id: &str| Action { id: id.into(), name: Some("x".into()), ..Action::default() };
    let with = |number: u32, actions: &[&str]| AgendaItem {
        id: format!("d/item-{number}").into(),
        extra: [(ACTIONS.to_owned(), to_value(&actions.iter().map(|id| action(id)).collect::<Vec<_>>()))].into_iter().collect(),
        ..AgendaItem::default()
    };
    let section = |id: &str| crate::domain::model::MinutesSection { id: Some(id.into()), ..Default::default() };
    let meeting = Meeting {
        id: "d".into(),
        agenda_item: vec![with(1, &["d/action-1"]), with(2, &["d/action-1", "d/action-2"]), with(3, &["d/action-2"])],
        minutes: vec![
            crate::domain::model::MinutesSection { section: vec![section("d/section-2")], ..section("d/section-1") },
            section("d/item-1/section"),
        ],
        ..Meeting::default()
    };
    let (out, actions) = laid_out(meeting, vec![action("d/action-7")]);
    let ids: Vec<&str> = actions.iter().map(|action| action.id.as_str()).collect();
    assert_eq!(ids, ["d/action-7", "d/action-1", "d/action-8", "d/action-2", "d/action-9"]);
    let sections: Vec<&str> = out.minutes.iter().filter_map(|section| section.id.as_ref()).map(|id| id.as_str()).collect();
    assert_eq!(sections, ["d/section-1", "d/item-1/section", "d/item-1/section-2", "d/item-2/section", "d/section-3"]);
}

#[test]
fn what_others_do_to_actions_alone_is_a_difference() {
    let base = recorded();
    let done = after(
        &base,
        &[&|d| {
            change_action(d, &item(d, 3), 0, |action| action.action_status = Some(Lenient::Known(crate::domain::model::ActionStatus::Done)))
        }],
    );
    assert_ne!(digest(&base), digest(&done));
    let file = read::from_str(&write::pretty(&done.for_others())).unwrap();
    let came = from_meeting("d".into(), &file, &file.meeting[0], NOW);
    let merge = Merge::new(Some(&base), &base, &came);
    assert_eq!((merge.differences.len(), merge.merged().as_meeting().1), (1, done.as_meeting().1));
}

#[test]
fn actions_that_belong_to_no_item_come_back_from_others_too() {
    let mut base = recorded();
    base.rest.action.push(Action { id: "d/action-9".into(), name: Some("Old".into()), meeting: Some("d".into()), ..Action::default() });
    let mut theirs = base.clone();
    theirs.rest.action[0].name = Some("New".into());
    let merged = Merge::new(Some(&base), &base, &theirs).merged();
    assert_eq!(merged.rest.action[0].name.as_deref(), Some("New"));
    let mut editor = Editor::new(base.clone());
    assert!(editor.perform(restore(&base, &merged, Label::Merge).unwrap(), NOW));
    assert_eq!(editor.draft().rest.action, merged.rest.action);
    editor.undo(NOW);
    assert_eq!(editor.draft().rest.action, base.rest.action);
}

#[test]
fn many_sections_cost_no_more_than_each() {
    let count = 20_000;
    let id: MeetingId = "d".into();
    let items = (0..count).map(|at| AgendaItem { id: format!("d/item-{at}").into(), ..AgendaItem::default() });
    let sections = (0..count).map(|at| crate::domain::model::MinutesSection {
        id: Some(format!("d/section-{at}").into()),
        agenda_item: Some(format!("d/item-{at}").into()),
        ..Default::default()
    });
    let action = |at| Action {
        id: format!("d/action-{at}").into(),
        name: Some("x".into()),
        meeting: Some(id.clone()),
        section: Some(format!("d/section-{at}").into()),
        ..Action::default()
    };
    let actions: Vec<Action> = (0..count).map(action).collect();
    let meeting = Meeting { id: id.clone(), agenda_item: items.collect(), minutes: sections.collect(), ..Meeting::default() };
    let (inside, left) = taken_in(meeting.clone(), actions.clone());
    assert_eq!((inside.minutes.len(), left.len()), (0, 0));
    assert_eq!(laid_out(inside, left), (meeting, actions));
}

//! Files that nobody would write by hand, for scripts to begin with.

use serde_json::Value;

use crate::domain::{
    draft::{Draft, chance::Chance, from_meeting},
    model::{AgendaItem, Envelope, Meeting, slot},
    time::Instant,
};

/// A draft of some file: as deep as it likes, with ids that are odd or stand twice, lengths that contradict one another, days that
/// nobody knows, and fields from later versions.
pub(super) fn any_file(chance: &mut Chance, items: usize) -> Draft {
    let mut meeting = Meeting { id: "m".into(), ..Meeting::default() };
    for number in 0..items {
        let id = match chance.below(12) {
            0 => "m/item-1".into(),
            1 => "m/item-4294967295".into(),
            2 => "x".into(),
            _ => format!("m/item-{number}").into(),
        };
        let mut item = AgendaItem { id, ..AgendaItem::default() };
        for _ in 0..chance.below(4) {
            let (key, value): (&str, Value) = match chance.below(10) {
                0 => ("duration", "PT90M".into()),
                1 => ("durationMax", "PT30M".into()),
                2 => ("duration", "soon".into()),
                3 => ("durationScope", "added".into()),
                4 => ("state", "dropped".into()),
                5 => ("day", "day-1".into()),
                6 => ("later", [false.into(), Value::Array(Vec::new()), 5.into()][chance.below(3)].clone()),
                7 => ("privateNote", "ask".into()),
                _ => ("name", ["Welcome", "", "政策", "AOB 5'"][chance.below(4)].into()),
            };
            slot::exchange(&mut item, key, value).unwrap();
        }
        let mut list = &mut meeting.agenda_item;
        for _ in 0..chance.below(16) {
            if list.is_empty() {
                break;
            }
            list = &mut list.last_mut().unwrap().agenda_item;
        }
        list.push(item);
    }
    if chance.below(3) == 0 {
        let days = serde_json::json!([{"id": "day-1", "start": "2026-07-08T08:00:00Z"}, {"id": "day-2"}]);
        slot::exchange(&mut meeting, "meetingDay", days).unwrap();
    }
    from_meeting("d".into(), &Envelope::new(), &meeting, Instant(0))
}

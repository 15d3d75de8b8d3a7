//! What tests share: chance that is the same every time, and what a person might do.

use serde_json::Value;

use super::{
    Change, Draft, commands as c,
    duration::Stated,
    paste,
    record::{self, People},
};
use crate::domain::model::ItemId;

/// Numbers that look like chance and are the same every time (xorshift, Marsaglia 2003).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

pub fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Something that a person might do now.
pub fn something(draft: &Draft, chance: &mut Chance) -> Option<Change> {
    let order = draft.reading_order();
    let id: ItemId = order.get(chance.below(order.len())).map(|(item, _)| item.id.clone())?;
    let title = draft.item(&id).and_then(|item| item.name.clone()).unwrap_or_default();
    let words = ["Welcome", "政策", "é", "العربية", "AOB \"x\"\\\n", "😀"];
    let several: Vec<ItemId> = order.iter().filter(|_| chance.below(3) == 0).map(|(item, _)| item.id.clone()).collect();
    match chance.below(22) {
        0 => c::add_item(draft),
        1 => c::add_child(draft, &id),
        2 => c::delete_item(draft, &id),
        3 => c::move_up(draft, &id),
        4 => c::move_down(draft, &id),
        5 => c::indent(draft, &id),
        6 => c::outdent(draft, &id),
        7 => c::enter(draft, &id, chance.below(title.chars().count() + 2)),
        8 => c::backspace(draft, &id),
        9 => paste::put(draft, &id, (chance.below(2) == 0).then_some(0..0), paste::plain("one\n two\n  three\nfour")),
        10 => Some(Change::typing(Some(&id), Stated::parse(["5", "25-30", "5 x 4 groups", ""][chance.below(4)])?.fields())),
        11 => Some(Change::typing(None, [("name", words[chance.below(6)].into())])),
        12 => Some(Change::typing(None, [("start", "2026-01-13T14:00:00Z".into()), ("startTime", Value::Null)])),
        13 => [c::move_items_up, c::move_items_down, c::indent_items, c::outdent_items][chance.below(4)](draft, &several),
        14 if several.len() < order.len() => c::delete_items(draft, &several),
        15 => {
            let (place, _) = c::drop_at(draft, &several, (chance.below(4) > 0).then_some(&id), chance.below(5))?;
            c::move_items(draft, &several, &place)
        }
        16 => record::set_notes(draft, &id, ["One", "One\nTwo", "政策\n\n é ", ""][chance.below(4)]),
        17 => record::set_decisions(draft, &id, words[chance.below(6)]),
        18 if chance.below(3) > 0 => record::add_action(draft, &id),
        18 => record::remove_action(draft, &id, 0),
        19 => record::change_action(draft, &id, 0, |action| action.name = Some(words[chance.below(6)].to_owned())),
        20 => Some(record::set_people(draft, People::Regrets, ["Ana (UN)\nBo", "Bo", ""][chance.below(3)])),
        _ => Some(Change::typing(Some(&id), [("name", format!("{title}{}", words[chance.below(6)]).into())])),
    }
}

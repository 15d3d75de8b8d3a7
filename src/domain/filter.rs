//! The filter of the Meetings page: read from and written to the address, and applied to the list with live counts.

use super::{
    list::{List, Recorded},
    model::{KnownOption, MeetingType},
    route::{decode, encode},
};

/// In what order meetings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best match first while searching, else newest first.
    #[default]
    Usual,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
}

/// What is asked of the archive. Values of one facet are alternatives; different facets all have to hold.
///
/// Cycles and groups are ids as they stand in the address: whether there are such is known only with the list ([`Filter::resolve`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words to search. Invariant: trimmed.
    pub q: String,
    /// Ids of cycles.
    pub cycle: Vec<String>,
    /// Ids of bodies.
    pub group: Vec<String>,
    /// Kinds of meeting, ascending.
    pub meeting_type: Vec<MeetingType>,
    /// What must be recorded (one of them), ascending.
    pub has: Vec<Recorded>,
    /// The order.
    pub sort: Sort,
}

/// The four facets, in the order of the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Cycle.
    Cycle,
    /// Working group.
    Group,
    /// Meeting type.
    Type,
    /// What is recorded.
    Has,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Cycle, Self::Group, Self::Type, Self::Has];
}

/// An id as a value among others: its own commas are no separators. [`decode`] takes it back.
fn escape(id: &str) -> String {
    id.replace('%', "%25").replace(',', "%2C").replace('+', "%2B")
}

impl Filter {
    /// Reads the pairs of a query; words that are not understood go to `unknown`.
    pub fn parse(pairs: &[(&str, &str)], unknown: &mut Vec<String>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            // Decoded first: mail programs encode commas too.
            let value = &decode(value);
            let values = || value.split(',').map(decode).filter(|value| !value.is_empty());
            match *name {
                "q" => filter.q = value.trim().to_owned(),
                "cycle" => filter.cycle = unique(values()),
                "group" => filter.group = unique(values()),
                "type" => filter.meeting_type = words(values(), unknown),
                "has" => filter.has = words(values(), unknown),
                "sort" => match value.as_str() {
                    "oldest" => filter.sort = Sort::Oldest,
                    "newest" => filter.sort = Sort::Newest,
                    other => unknown.push(other.to_owned()),
                },
                other => unknown.push(decode(other)),
            }
        }
        filter
    }

    /// The query, without `?`, in the fixed order; empty where nothing is set.
    pub fn to_query(&self) -> String {
        let mut parts = Vec::new();
        let list = |values: Vec<String>| values.join(",");
        if !self.q.is_empty() {
            parts.push(format!("q={}", encode(&self.q)));
        }
        for facet in Facet::ALL {
            let (name, values) = match facet {
                Facet::Cycle => ("cycle", self.cycle.iter().map(|id| encode(&escape(id))).collect()),
                Facet::Group => ("group", self.group.iter().map(|id| encode(&escape(id))).collect()),
                Facet::Type => ("type", self.meeting_type.iter().map(ToString::to_string).collect()),
                Facet::Has => ("has", self.has.iter().map(ToString::to_string).collect::<Vec<_>>()),
            };
            if !values.is_empty() {
                parts.push(format!("{name}={}", list(values)));
            }
        }
        match self.sort {
            Sort::Usual => {}
            Sort::Newest => parts.push("sort=newest".into()),
            Sort::Oldest => parts.push("sort=oldest".into()),
        }
        parts.join("&")
    }

    /// How many values are set, in facets and search.
    pub fn set_count(&self) -> usize {
        self.cycle.len() + self.group.len() + self.meeting_type.len() + self.has.len() + usize::from(!self.q.is_empty())
    }

    /// The same order, nothing else.
    pub fn cleared(&self) -> Self {
        Self { sort: self.sort, ..Self::default() }
    }

    /// Without the ids that the list does not know; these are returned too.
    pub fn resolve(&self, list: &List) -> (Self, Vec<String>) {
        let mut unknown = Vec::new();
        let mut filter = self.clone();
        filter.cycle.retain(|id| keep(list.cycle.iter().any(|cycle| cycle.id.as_str() == id), id, &mut unknown));
        filter.group.retain(|id| keep(list.organization.iter().any(|body| body.id.as_str() == id), id, &mut unknown));
        (filter, unknown)
    }

    /// The filter with one value of a facet set or taken away.
    pub fn toggled(&self, facet: Facet, value: &str) -> Self {
        let mut filter = self.clone();
        match facet {
            Facet::Cycle => toggle(&mut filter.cycle, value.to_owned()),
            Facet::Group => toggle(&mut filter.group, value.to_owned()),
            Facet::Type => value.parse().into_iter().for_each(|word| toggle(&mut filter.meeting_type, word)),
            Facet::Has => value.parse().into_iter().for_each(|word| toggle(&mut filter.has, word)),
        }
        filter
    }

    /// The values of a facet that are set.
    pub fn values(&self, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Cycle => self.cycle.clone(),
            Facet::Group => self.group.clone(),
            Facet::Type => self.meeting_type.iter().map(ToString::to_string).collect(),
            Facet::Has => self.has.iter().map(ToString::to_string).collect(),
        }
    }
}

fn keep(known: bool, id: &str, unknown: &mut Vec<String>) -> bool {
    if !known {
        unknown.push(id.to_owned());
    }
    known
}

fn toggle<T: Ord>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|other| *other == value) {
        Some(at) => drop(list.remove(at)),
        None => insert(list, value),
    }
}

/// Puts a value where it belongs in an ascending list, once. (Sorting would be kilobytes of code for lists of a few values.)
fn insert<T: Ord>(list: &mut Vec<T>, value: T) {
    let at = list.partition_point(|other| *other < value);
    if list.get(at) != Some(&value) {
        list.insert(at, value);
    }
}

fn unique(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut list = Vec::new();
    values.for_each(|value| insert(&mut list, value));
    list
}

fn words<T: std::str::FromStr + Ord>(values: impl Iterator<Item = String>, unknown: &mut Vec<String>) -> Vec<T> {
    let mut list = Vec::new();
    for value in values {
        match value.parse() {
            Ok(word) => insert(&mut list, word),
            Err(_) => unknown.push(value),
        }
    }
    list
}

/// What is shown: rows, and the count of every facet value under the *other* facets and the search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// Places in [`List::row`], in the order asked for.
    pub rows: Vec<u32>,
    /// By place in [`List::cycle`].
    pub cycle: Vec<u32>,
    /// By place in [`List::organization`].
    pub group: Vec<u32>,
    /// By place in [`MeetingType::ALL`].
    pub meeting_type: Vec<u32>,
    /// By place in [`Recorded::ALL`].
    pub has: Vec<u32>,
}

/// Applies a resolved filter; `found` holds the places that the search found, best first, where words are searched.
pub fn apply(list: &List, filter: &Filter, found: Option<&[u32]>) -> Shown {
    let mut shown = Shown {
        rows: Vec::new(),
        cycle: vec![0; list.cycle.len()],
        group: vec![0; list.organization.len()],
        meeting_type: vec![0; MeetingType::ALL.len()],
        has: vec![0; Recorded::ALL.len()],
    };
    let wanted_cycle: Vec<bool> = list.cycle.iter().map(|cycle| filter.cycle.iter().any(|id| id == cycle.id.as_str())).collect();
    let wanted_group: Vec<bool> = list.organization.iter().map(|body| filter.group.iter().any(|id| id == body.id.as_str())).collect();
    let is = |wanted: &[bool], place: u16| wanted.get(usize::from(place)).copied().unwrap_or_default();
    let mut visit = |place: u32| {
        let Some(row) = list.row.get(place as usize) else { return };
        let holds = [
            filter.cycle.is_empty() || row.cycle.is_some_and(|cycle| is(&wanted_cycle, cycle)),
            filter.group.is_empty() || row.about.iter().any(|body| is(&wanted_group, *body)),
            filter.meeting_type.is_empty() || row.meeting_type.known().is_some_and(|kind| filter.meeting_type.contains(kind)),
            filter.has.is_empty() || filter.has.iter().any(|recorded| row.has(*recorded)),
        ];
        let missed = holds.iter().filter(|holds| !**holds).count();
        let counts = |facet: usize| missed == 0 || (missed == 1 && !holds[facet]);
        if missed == 0 {
            shown.rows.push(place);
        }
        if counts(0)
            && let Some(count) = row.cycle.and_then(|cycle| shown.cycle.get_mut(usize::from(cycle)))
        {
            *count += 1;
        }
        if counts(1) {
            for body in &row.about {
                if let Some(count) = shown.group.get_mut(usize::from(*body)) {
                    *count += 1;
                }
            }
        }
        if counts(2)
            && let Some(kind) = row.meeting_type.known()
        {
            shown.meeting_type[*kind as usize] += 1;
        }
        if counts(3) {
            for (at, recorded) in Recorded::ALL.iter().enumerate() {
                shown.has[at] += u32::from(row.has(*recorded));
            }
        }
    };
    match found {
        Some(found) => found.iter().copied().for_each(&mut visit),
        None => (0..u32::try_from(list.row.len()).unwrap_or(u32::MAX)).for_each(&mut visit),
    }
    if filter.sort != Sort::Usual {
        // The list itself is newest first; what was found is best first.
        let mut is_shown = vec![false; list.row.len()];
        shown.rows.iter().for_each(|place| is_shown[*place as usize] = true);
        shown.rows = (0u32..).zip(&is_shown).filter(|(_, is_shown)| **is_shown).map(|(place, _)| place).collect();
        if filter.sort == Sort::Oldest {
            shown.rows.reverse();
        }
    }
    shown
}

/// The set values, the one without which most would be found first: each with the number of meetings found without it.
pub fn relaxations(list: &List, filter: &Filter, found: Option<&[u32]>) -> Vec<(Option<Facet>, String, usize)> {
    let mut out: Vec<(Option<Facet>, String, usize)> = Vec::new();
    let mut add = |facet, value, count| {
        let at = out.partition_point(|(_, _, other)| *other >= count);
        out.insert(at, (facet, value, count));
    };
    for facet in Facet::ALL {
        for value in filter.values(facet) {
            let count = apply(list, &filter.toggled(facet, &value), found).rows.len();
            add(Some(facet), value, count);
        }
    }
    if !filter.q.is_empty() {
        let without = Filter { q: String::new(), ..filter.clone() };
        add(None, filter.q.clone(), apply(list, &without, None).rows.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::read;

    fn list() -> List {
        List::of(
            &read::from_str(
                r#"{"schemaVersion":"1.0.0","cycle":[{"id":"c1","year":2024},{"id":"c2","year":2025}],"organization":[{"id":"mag"},{"id":"wg-a"},{"id":"wg-b"}],
            "meeting":[{"id":"m1","cycle":"c1","organization":["mag"],"sequenceNumber":1,"meetingType":"virtual","agendaItem":[{"id":"m1/item-1","organization":["wg-a"]}]},
            {"id":"m2","cycle":"c1","organization":["mag"],"sequenceNumber":2,"meetingType":"virtual"},
            {"id":"m3","cycle":"c2","organization":["wg-b"],"meetingType":"workshop"},{"id":"m4","cycle":"c2"}],
            "action":[{"id":"m2/action-1","meeting":"m2","agent":[{"organization":"wg-b"}]}]}"#,
            )
            .unwrap(),
        )
    }

    fn check(query: &str, ids: &[&str], cycles: [u32; 2], groups: [u32; 3]) -> Shown {
        let list = list();
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let filter = Filter::parse(&pairs, &mut Vec::new());
        assert_eq!(filter.to_query(), query);
        let shown = apply(&list, &filter, None);
        let found: Vec<&str> = shown.rows.iter().map(|row| list.row[*row as usize].id.as_str()).collect();
        assert_eq!(found, ids, "{query}");
        assert_eq!((shown.cycle.as_slice(), shown.group.as_slice()), (&cycles[..], &groups[..]), "{query}");
        shown
    }

    #[test]
    fn facets_are_alternatives_inside_and_all_hold_together() {
        check("", &["m3", "m4", "m2", "m1"], [2, 2], [2, 1, 2]);
        check("cycle=c1", &["m2", "m1"], [2, 2], [2, 1, 1]);
        check("cycle=c1,c2&group=wg-b", &["m3", "m2"], [1, 1], [2, 1, 2]);
        check("group=wg-a,wg-b&sort=oldest", &["m1", "m2", "m3"], [1, 2], [2, 1, 2]);
        let shown = check("cycle=c1&type=workshop", &[], [1, 0], [0, 0, 0]);
        assert_eq!(shown.meeting_type[MeetingType::Virtual as usize], 2);
        check("has=actions", &["m2"], [0, 1], [1, 0, 1]);
    }

    #[test]
    fn unknown_ids_are_named_and_not_set() {
        let filter = Filter { cycle: vec!["c1".into(), "c9".into()], group: vec!["wg-x".into()], ..Filter::default() };
        let (known, unknown) = filter.resolve(&list());
        assert_eq!((known.to_query().as_str(), unknown), ("cycle=c1", vec!["c9".to_owned(), "wg-x".to_owned()]));
    }

    #[test]
    fn the_value_that_excludes_most_comes_first() {
        let filter = Filter { cycle: vec!["c2".into()], group: vec!["wg-a".into()], ..Filter::default() };
        let list = list();
        let order = relaxations(&list, &filter, None);
        assert_eq!(order.iter().map(|(_, value, count)| (value.as_str(), *count)).collect::<Vec<_>>(), [("wg-a", 2), ("c2", 1)]);
    }

    #[test]
    fn what_was_found_keeps_its_order() {
        let list = list();
        assert_eq!(apply(&list, &Filter::default(), Some(&[3, 1])).rows, [3, 1]);
        assert_eq!(apply(&list, &Filter { sort: Sort::Newest, ..Filter::default() }, Some(&[3, 1])).rows, [1, 3]);
    }
}

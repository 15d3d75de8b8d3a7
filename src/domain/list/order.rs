//! The order of the list: newest first, also where no date is known.
//!
//! Most meetings have a number and no date. For the order alone, and never shown, such a one is placed
//!
//! | by | where |
//! | --- | --- |
//! | its number | between the dated meetings of its series (cycle, body and kind) with a lower and a higher one |
//! | the records | between the dated meetings that it was listed between; records list the newest first, as pages do |
//!
//! and, where both leave room, right behind the lower number, else right before the higher one. What ends in one place stays as
//! it was listed, the meetings of a series by number.

use std::cmp::{Ordering, Reverse};

use super::Row;
use crate::domain::model::{Cycle, KnownOption};

/// A date, and whether right before it, on it or right behind it.
type Place = (i64, i8);

const OLDEST: Place = (i64::MIN, 0);
const NEWEST: Place = (i64::MAX, 0);

/// Puts rows in order: by cycle, within it by date, by number, by id.
pub(super) fn sort(cycles: &[Cycle], rows: &mut Vec<Row>) {
    let year = |row: &Row| row.cycle.and_then(|place| cycles.get(usize::from(place))?.year);
    rows.sort_by_key(|row| Reverse(year(row)));
    let places: Vec<(Option<i32>, Place)> = rows
        .chunk_by(|a, b| year(a) == year(b))
        .flat_map(|cycle| (0..cycle.len()).map(|at| (year(&cycle[at]), place(cycle, at))))
        .collect();
    let mut placed: Vec<_> = places.into_iter().zip(std::mem::take(rows)).collect();
    placed.sort_by(|(a_place, a), (b_place, b)| {
        let dated = || if date(a).is_some() { by_number(b, a) } else { Ordering::Equal };
        b_place.cmp(a_place).then_with(dated)
    });
    for together in placed.chunk_by_mut(|(a, _), (b, _)| a == b) {
        for at in 0..together.len() {
            for later in at + 1..together.len() {
                let (a, b) = (&together[at].1, &together[later].1);
                let numbered = a.sequence_number.is_some() && b.sequence_number.is_some() && date(a).is_none();
                if numbered && same_series(a, b) && by_number(a, b) == Ordering::Less {
                    together.swap(at, later);
                }
            }
        }
    }
    rows.extend(placed.into_iter().map(|(_, row)| row));
}

fn date(row: &Row) -> Option<i64> {
    row.start.known().map(|moment| moment.order())
}

fn by_number(a: &Row, b: &Row) -> Ordering {
    (a.sequence_number, &a.id).cmp(&(b.sequence_number, &b.id))
}

fn same_series(a: &Row, b: &Row) -> bool {
    (a.cycle, a.organization.first(), &a.meeting_type) == (b.cycle, b.organization.first(), &b.meeting_type)
}

/// Where a row belongs among those of its year, which stand as they were listed.
fn place(rows: &[Row], at: usize) -> Place {
    let row = &rows[at];
    if let Some(date) = date(row) {
        return (date, 0);
    }
    let (mut lower, mut higher) = (OLDEST, NEWEST);
    let (mut older, mut newer) = (OLDEST, NEWEST);
    for (n, other) in rows.iter().enumerate() {
        let Some(date) = date(other) else { continue };
        if let (Some(number), Some(theirs)) = (row.sequence_number, other.sequence_number)
            && same_series(row, other)
        {
            match theirs.cmp(&number) {
                Ordering::Less => lower = lower.max((date, 1)),
                Ordering::Greater => higher = higher.min((date, -1)),
                Ordering::Equal => {}
            }
        }
        if n < at {
            newer = (date, -1);
        } else if older == OLDEST {
            older = (date, 1);
        }
    }
    let near = if lower == OLDEST && higher != NEWEST { higher } else { lower };
    // Where the listing contradicts itself, what was listed before counts: what follows may have been added later.
    let older = if older < newer { older } else { OLDEST };
    near.max(older).min(newer).min(higher).max(lower)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::List;
    use crate::domain::model::{Cycle, Envelope, Lenient, Meeting, MeetingType};

    /// A meeting in short: `igf-2024-mag-8@2024-08-20`, `igf-2021-oc-3-day-1`, `igf-2024-workshop`. Its series is what stands before
    /// the number.
    fn meeting(text: &str) -> Meeting {
        let (id, start) = text.split_once('@').map_or((text, None), |(id, start)| (id, Some(start)));
        let mut words = id.split('-').skip(2);
        let kind = words.next().unwrap_or_default();
        Meeting {
            id: id.into(),
            cycle: Some(id[..8].into()),
            organization: vec![if kind == "oc" { "mag" } else { kind }.into()],
            meeting_type: Some(Lenient::Known(if kind == "oc" { MeetingType::OpenConsultation } else { MeetingType::Virtual })),
            sequence_number: words.next().and_then(|number| number.parse().ok()),
            start: start.map(|start| Lenient::Known(start.parse().unwrap())),
            ..Meeting::default()
        }
    }

    fn envelope(text: &str) -> Envelope {
        let cycle = |year: i32| Cycle { id: format!("igf-{year}").as_str().into(), year: Some(year), ..Cycle::default() };
        Envelope { cycle: (2018..=2025).map(cycle).collect(), meeting: text.split_whitespace().map(meeting).collect(), ..Envelope::new() }
    }

    fn ids(list: &List) -> String {
        list.row.iter().map(|row| row.id.as_str().trim_start_matches("igf-20")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn undated_meetings_stand_where_number_and_listing_put_them() {
        for (listed, sorted) in [
            // By cycle and by date, whatever the order.
            ("igf-2024-a-1@2024-02-01 igf-2025-a-1@2025-02-01 igf-2024-a-2@2024-03-01", "25-a-1 24-a-2 24-a-1"),
            // A date known in part stands at its beginning.
            ("igf-2024-a@2024 igf-2024-b@2024-02 igf-2024-c@2024-01-31", "24-b 24-c 24-a"),
            // By number around the dated ones of their series.
            (
                "igf-2025-mag-1@2025-01-30 igf-2025-mag-3 igf-2025-mag-11@2025-10-22 igf-2025-mag-2 igf-2025-mag-12",
                "25-mag-12 25-mag-11 25-mag-3 25-mag-2 25-mag-1",
            ),
            ("igf-2022-mag-2 igf-2022-mag-7@2022-09-01", "22-mag-7 22-mag-2"),
            // What is dated and listed between two tells them apart.
            (
                "igf-2024-mag-8@2024-08-20 igf-2024-mag-7 igf-2024-wsp@2024-04-19 igf-2024-mag-6 igf-2024-mag-3",
                "24-mag-8 24-mag-7 24-wsp 24-mag-6 24-mag-3",
            ),
            // Without any date the listing is followed, and the numbers of a series within it.
            (
                "igf-2021-mag-18 igf-2021-oc-3-day-3 igf-2021-oc-3-day-2 igf-2021-oc-3-day-1 igf-2021-mag-7 igf-2021-mag-12",
                "21-mag-18 21-oc-3-day-3 21-oc-3-day-2 21-oc-3-day-1 21-mag-12 21-mag-7",
            ),
            ("igf-2021-oc-3-day-1 igf-2021-oc-3-day-2", "21-oc-3-day-2 21-oc-3-day-1"),
            ("igf-2021-b igf-2021-a igf-2021-c", "21-b 21-a 21-c"),
            // The number is stronger than the listing.
            ("igf-2024-mag-3@2024-03-01 igf-2024-mag-4 igf-2024-wsp@2024-01-01", "24-mag-4 24-mag-3 24-wsp"),
        ] {
            assert_eq!(ids(&List::of(&envelope(listed))), sorted, "{listed}");
        }
    }

    #[test]
    fn what_is_added_later_finds_its_place() {
        let page = "igf-2024-mag-10 igf-2024-mag-8@2024-08-20 igf-2024-mag-7 igf-2024-wsp@2024-04-19 igf-2024-mag-6 igf-2024-mag-1";
        for (added, sorted) in [
            ("igf-2024-mag-9", "24-mag-10 24-mag-9 24-mag-8 24-mag-7 24-wsp 24-mag-6 24-mag-1"),
            ("igf-2024-mag-3", "24-mag-10 24-mag-8 24-mag-7 24-wsp 24-mag-6 24-mag-3 24-mag-1"),
            ("igf-2024-mag-9@2024-09-24", "24-mag-10 24-mag-9 24-mag-8 24-mag-7 24-wsp 24-mag-6 24-mag-1"),
            ("igf-2024-mag-10@2024-11-05", "24-mag-10 24-mag-8 24-mag-7 24-wsp 24-mag-6 24-mag-1"),
            ("igf-2024-other", "24-mag-10 24-mag-8 24-mag-7 24-wsp 24-mag-6 24-mag-1 24-other"),
        ] {
            let mut list = List::of(&envelope(page));
            list.add(&envelope(added));
            assert_eq!(ids(&list), sorted, "{added}");
        }
    }

    proptest! {
        #[test]
        fn dates_always_descend_and_order_stays(meetings in prop::collection::vec((2024..=2025, 0..3u8, 0..6u8, 0..5u8), 0..12)) {
            let text: Vec<String> = meetings
                .iter()
                .enumerate()
                .map(|(n, (year, body, number, day))| {
                    let number = if *number == 0 { "x".to_owned() } else { number.to_string() };
                    let start = if *day == 0 { String::new() } else { format!("@{year}-01-0{day}") };
                    format!("igf-{year}-{}-{number}-{n}{start}", ["mag", "oc", "wsp"][usize::from(*body)])
                })
                .collect();
            let mut list = List::of(&envelope(&text.join(" ")));
            let years: Vec<_> = list.row.iter().map(|row| list.cycle[usize::from(row.cycle.unwrap())].year).collect();
            prop_assert!(years.is_sorted_by(|a, b| a >= b));
            for cycle in list.row.chunk_by(|a, b| a.cycle == b.cycle) {
                let dates: Vec<i64> = cycle.iter().filter_map(super::date).collect();
                prop_assert!(dates.is_sorted_by(|a, b| a >= b), "{}", ids(&list));
            }
            prop_assert_eq!(list.row.len(), meetings.len());
            let before = ids(&list);
            list.add(&Envelope::new());
            prop_assert_eq!(before, ids(&list));
        }
    }
}

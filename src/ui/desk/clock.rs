//! Clock times in a zone, through the browser's `Intl`.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;

use crate::{
    domain::time::{CivilDate, DAY, Instant},
    platform::intl,
};

/// Seconds by which a zone's clocks are ahead of UTC at an instant.
pub fn offset(at: Instant, zone: &str) -> i64 {
    let pairs = [
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
        ("hourCycle", "h23"),
    ];
    // Day, month, year, hour, minute, second.
    let text = intl::date("en-GB", at.0, zone, &pairs);
    let numbers: Vec<i64> = text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    let local = || {
        let [day, month, year, hour, minute, second] = numbers.as_slice() else { return None };
        let date = CivilDate::new(i32::try_from(*year).ok()?, u8::try_from(*month).ok()?, u8::try_from(*day).ok()?)?;
        Some(date.days_since_epoch() * DAY + hour * 3600 + minute * 60 + second)
    };
    local().map_or(0, |local| local - at.0)
}

/// The same for the day that follows an instant; nothing where the clocks are changed in it.
pub fn steady_offset(from: Instant, zone: &str) -> Option<i64> {
    type Asked = (Instant, String, Option<i64>);
    thread_local! {
        // Asked at every key press, for the same starts and zones.
        static LAST: std::cell::RefCell<Vec<Asked>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    LAST.with_borrow_mut(|last| match last.iter().find(|(at, of, _)| *at == from && of == zone) {
        Some((.., known)) => *known,
        None => {
            let first = offset(from, zone);
            let known = (offset(from.plus_seconds(DAY), zone) == first).then_some(first);
            // A few days, each in three zones.
            last.truncate(23);
            last.insert(0, (from, zone.to_owned(), known));
            known
        }
    })
}

/// The instant at which a zone's clocks show a time of day. Where they skip it, the instant that follows as much later.
pub fn instant(date: CivilDate, seconds: i64, zone: &str) -> Instant {
    let wall = date.days_since_epoch() * DAY + seconds;
    let first = wall - offset(Instant(wall - 43_200), zone);
    let second = wall - offset(Instant(first), zone);
    // In a gap the two disagree for ever: the offset from before gives the later clock time.
    if second + offset(Instant(second), zone) == wall { Instant(second) } else { Instant(first) }
}

/// The date and the time of day (`14:00`) that a zone's clocks show.
pub fn civil(at: Instant, zone: &str) -> (String, String) {
    let local = Instant(at.0 + offset(at, zone));
    (local.utc_date().map(|date| date.to_string()).unwrap_or_default(), time_of_day(local.0))
}

/// Seconds of a local clock as `14:00`.
pub fn time_of_day(local: i64) -> String {
    let second = local.rem_euclid(DAY);
    format!("{:02}:{:02}", second / 3600, second / 60 % 60)
}

/// Seconds since midnight of `14:00`.
pub fn parse_time(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 3600 + minute * 60)
}

/// Every zone that the browser knows, with UTC first.
pub fn zones() -> Vec<String> {
    let listed = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let call: js_sys::Function = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        call.call1(&intl, &"timeZone".into()).ok()?.dyn_into::<Array>().ok()
    };
    let mut zones = vec!["UTC".to_owned()];
    zones.extend(listed().iter().flat_map(Array::iter).filter_map(|zone| zone.as_string()).filter(|zone| zone != "UTC"));
    zones
}

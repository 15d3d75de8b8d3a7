//! What time it is.

/// Seconds since 1970-01-01T00:00:00Z.
#[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit 64 bits for any clock")]
pub fn now_seconds() -> i64 {
    (js_sys::Date::now() / 1000.0).floor() as i64
}

/// Milliseconds since the page was opened; never goes back.
pub fn monotonic_ms() -> f64 {
    super::dom::window().performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}

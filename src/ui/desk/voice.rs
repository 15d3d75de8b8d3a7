//! What an export says in the reader's language and zone.

use crate::{
    domain::{
        model::Lenient,
        time::{Instant, Moment},
        timing::Extent,
    },
    message::{View, words::Tongue},
    platform::intl,
    ui::{
        parts::when,
        text::{LANGUAGE, tn},
    },
};

/// The language of the interface, by the browser.
pub struct Browser;

impl Tongue for Browser {
    fn language(&self) -> &'static str {
        LANGUAGE
    }

    fn when(&self, start: Option<&Lenient<Moment>>, end: Option<&Lenient<Moment>>, zone: &str) -> String {
        when::text(start, end, zone)
    }

    fn clock(&self, start: Instant, behind: Extent, zone: &str) -> String {
        when::both_clocks(start, behind, zone)
    }

    fn list(&self, parts: &[String]) -> String {
        intl::list(LANGUAGE, parts)
    }

    fn count(&self, message: View, count: usize) -> String {
        tn(message, count, &[])
    }
}

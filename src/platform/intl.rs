//! Dates, numbers and plurals in the reader's language and zone, by the browser's `Intl` (ECMA-402).
//!
//! A formatter takes the browser longer to make than a row of a list, and one row asks for ten: each is made once and kept.

use std::cell::{OnceCell, RefCell};

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static MADE: RefCell<Vec<(String, Option<Function>)>> = const { RefCell::new(Vec::new()) };
    static LOCAL_ZONE: OnceCell<String> = const { OnceCell::new() };
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}

/// One of the objects of `Intl`; none where it does not know what the options name.
fn construct(class: &str, language: &str, pairs: &[(&str, &str)]) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let languages = if language.is_empty() { Array::new() } else { Array::of1(&language.into()) };
    Reflect::construct(&constructor, &Array::of2(&languages, &options(pairs))).ok()
}

/// A method of such an object, kept from one call to the next.
fn method(class: &str, language: &str, pairs: &[(&str, &str)], name: &str) -> Option<Function> {
    let mut key = String::new();
    for part in [class, language, name].into_iter().chain(pairs.iter().flat_map(|(name, value)| [*name, *value])) {
        key.push_str(part);
        key.push('|');
    }
    if let Some(made) = MADE.with_borrow(|made| made.iter().find(|(known, _)| *known == key).map(|(_, made)| made.clone())) {
        return made;
    }
    let new = construct(class, language, pairs).and_then(|object| {
        let method: Function = Reflect::get(&object, &name.into()).ok()?.dyn_into().ok()?;
        Some(method.bind0(&object))
    });
    MADE.with_borrow_mut(|made| made.push((key, new.clone())));
    new
}

fn call(method: Option<Function>, argument: &JsValue) -> Option<String> {
    method?.call1(&JsValue::UNDEFINED, argument).ok()?.as_string()
}

/// The reader's zone, an IANA name.
pub fn local_zone() -> String {
    let ask = || {
        let format = construct("DateTimeFormat", "", &[])?;
        let resolved: Function = Reflect::get(&format, &"resolvedOptions".into()).ok()?.dyn_into().ok()?;
        Reflect::get(&resolved.call0(&format).ok()?, &"timeZone".into()).ok()?.as_string()
    };
    LOCAL_ZONE.with(|zone| zone.get_or_init(|| ask().unwrap_or_else(|| "UTC".into())).clone())
}

/// Whether the browser knows a zone.
pub fn is_zone(zone: &str) -> bool {
    method("DateTimeFormat", "en", &[("timeZone", zone)], "format").is_some()
}

/// An instant (seconds since 1970) as words, as `pairs` of `Intl.DateTimeFormat` options ask; an unknown zone gives UTC.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of any year up to 9999 are exact in a double")]
pub fn date(language: &str, seconds: i64, zone: &str, pairs: &[(&str, &str)]) -> String {
    let format = |zone: &str| {
        let mut pairs = pairs.to_vec();
        pairs.push(("timeZone", zone));
        method("DateTimeFormat", language, &pairs, "format")
    };
    // Milliseconds will do: the formatter takes a number for a date.
    call(format(zone).or_else(|| format("UTC")), &(seconds as f64 * 1000.0).into()).unwrap_or_default()
}

/// Two instants (seconds since 1970) as words, what they share said once: "20–22 March 2018". As [`date`] otherwise.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of any year up to 9999 are exact in a double")]
pub fn span(language: &str, [from, to]: [i64; 2], zone: &str, pairs: &[(&str, &str)]) -> Option<String> {
    let mut pairs = pairs.to_vec();
    pairs.push(("timeZone", zone));
    let format = method("DateTimeFormat", language, &pairs, "formatRange")?;
    let milliseconds = |seconds: i64| JsValue::from(seconds as f64 * 1000.0);
    format.call2(&JsValue::UNDEFINED, &milliseconds(from), &milliseconds(to)).ok()?.as_string()
}

/// A text in lower case. (Rust's own would bring its tables into the first view.)
pub fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// A whole number, grouped as the language does.
#[expect(clippy::cast_precision_loss, reason = "counts of things on a page")]
pub fn number(language: &str, value: u64) -> String {
    call(method("NumberFormat", language, &[], "format"), &(value as f64).into()).unwrap_or_default()
}

/// Whether a count takes the form for one (Unicode CLDR plural category `one`).
#[expect(clippy::cast_precision_loss, reason = "counts of things on a page")]
pub fn is_one(language: &str, value: u64) -> bool {
    call(method("PluralRules", language, &[], "select"), &(value as f64).into()).is_some_and(|category| category == "one")
}

/// A list as words: "A, B and C".
pub fn list(language: &str, values: &[String]) -> String {
    let array: Array = values.iter().map(|value| JsValue::from_str(value)).collect();
    call(method("ListFormat", language, &[("type", "conjunction")], "format"), &array).unwrap_or_else(|| values.join(", "))
}

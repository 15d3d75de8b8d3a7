//! Dates, numbers and plurals in the reader's language and zone, by the browser's `Intl` (ECMA-402).

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}

fn locales(language: &str) -> Array {
    Array::of1(&language.into())
}

/// The reader's zone, an IANA name.
pub fn local_zone() -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &"timeZone".into()).ok().and_then(|zone| zone.as_string()).unwrap_or_else(|| "UTC".into())
}

/// Whether the browser knows a zone.
pub fn is_zone(zone: &str) -> bool {
    // The constructor throws on an unknown zone; called through `construct`, so that it can be caught.
    let Ok(intl) = Reflect::get(&js_sys::global(), &"Intl".into()) else { return false };
    let Ok(constructor) = Reflect::get(&intl, &"DateTimeFormat".into()) else { return false };
    let arguments = Array::of2(&"en".into(), &options(&[("timeZone", zone)]));
    Reflect::construct(constructor.unchecked_ref::<Function>(), &arguments).is_ok()
}

/// An instant (seconds since 1970) as words, as `pairs` of `Intl.DateTimeFormat` options ask; an unknown zone gives UTC.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of any year up to 9999 are exact in a double")]
pub fn date(language: &str, seconds: i64, zone: &str, pairs: &[(&str, &str)]) -> String {
    let zone = if is_zone(zone) { zone } else { "UTC" };
    let object = options(pairs);
    let _ = Reflect::set(&object, &"timeZone".into(), &zone.into());
    let format = Intl::DateTimeFormat::new(&locales(language), &object);
    let at = js_sys::Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
    format.format().call1(&JsValue::UNDEFINED, &at).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// A whole number, grouped as the language does.
pub fn number(language: &str, value: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts of things on a page")]
    let value = JsValue::from_f64(value as f64);
    let format = Intl::NumberFormat::new(&locales(language), &Object::new());
    format.format().call1(&JsValue::UNDEFINED, &value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// Whether a count takes the form for one (Unicode CLDR plural category `one`).
pub fn is_one(language: &str, value: u64) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "counts of things on a page")]
    let category = Intl::PluralRules::new(&locales(language), &Object::new()).select(value as f64);
    category == "one"
}

/// A list as words: "A, B and C".
pub fn list(language: &str, values: &[String]) -> String {
    let array: Array = values.iter().map(|value| JsValue::from_str(value)).collect();
    let joined = || -> Option<String> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let constructor = Reflect::get(&intl, &"ListFormat".into()).ok()?;
        let format =
            Reflect::construct(constructor.dyn_ref::<Function>()?, &Array::of2(&language.into(), &options(&[("type", "conjunction")])))
                .ok()?;
        let call: js_sys::Function = Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()?;
        call.call1(&format, &array).ok()?.as_string()
    };
    joined().unwrap_or_else(|| values.join(", "))
}

//! Reads the app's own files: the browser parses the JSON, and its values are walked into the slots of the model. serde_json would
//! weigh nine thousand bytes more in the first view, which has 150,000 for everything.

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    domain::model::{
        read::MAX_DEPTH,
        slot::{Fill, Slot, place},
    },
    platform::text,
};

/// Reads a text; fields that the model does not know are passed over, since nothing that is read here is written again.
///
/// # Errors
/// What the browser says of a text that is no JSON; else what was expected, and where: `a text expected at meeting[3].name`.
pub fn text<T: Fill>(json: &JsString) -> Result<T, String> {
    value(&text::parse(json)?)
}

/// Reads a value that is parsed.
///
/// # Errors
/// What was expected, and where.
pub fn value<T: Fill>(value: &JsValue) -> Result<T, String> {
    let mut out = T::default();
    fill(value, out.slot(), MAX_DEPTH).map_err(|misfit| format!("{} expected at {}", misfit.expected, misfit.path))?;
    Ok(out)
}

/// A value of the wrong kind.
struct Misfit {
    expected: &'static str,
    /// The way from the outermost value.
    path: String,
}

impl Misfit {
    #[cold]
    fn new(expected: &'static str) -> Self {
        Self { expected, path: String::new() }
    }

    /// The same, seen from the object or list around it.
    #[cold]
    fn below(self, step: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: [step, dot, &self.path].concat(), ..self }
    }
}

fn fill(value: &JsValue, slot: Slot, depth: usize) -> Result<(), Misfit> {
    let expected = slot.expected();
    let misfit = || Misfit::new(expected);
    let depth = depth.checked_sub(1).ok_or_else(|| Misfit::new("less nesting"))?;
    match slot {
        Slot::Text(into) => *into = text::own(value).ok_or_else(misfit)?,
        Slot::Word(into) => into.set(&text::own(value).ok_or_else(misfit)?).map_err(Misfit::new)?,
        Slot::Flag(into) => *into = value.as_bool().ok_or_else(misfit)?,
        Slot::Whole(into) => {
            let number = value.as_f64().unwrap_or(f64::NAN);
            #[expect(clippy::cast_possible_truncation, reason = "what does not fit is refused in the same line")]
            let whole = number as i64;
            #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "a whole number comes back as it was")]
            if whole as f64 != number || !into.set(whole) {
                return Err(misfit());
            }
        }
        Slot::Numbers(into) => {
            let list = value.dyn_ref::<Array>().filter(|list| list.length() as usize == into.len()).ok_or_else(misfit)?;
            for (number, value) in into.iter_mut().zip(list.iter()) {
                fill(&value, Slot::Whole(number), depth).map_err(|_| misfit())?;
            }
        }
        Slot::List(into) => {
            for (at, value) in value.dyn_ref::<Array>().ok_or_else(misfit)?.iter().enumerate() {
                fill(&value, into.grow(), depth).map_err(|misfit| misfit.below(&format!("[{at}]")))?;
            }
            into.settle();
        }
        Slot::Record(into) => {
            let object = value.dyn_ref::<Object>().filter(|object| !Array::is_array(object)).ok_or_else(misfit)?;
            let keys = into.keys();
            let mut from = 0;
            for key in Object::keys(object) {
                let Some(at) = key.as_string().and_then(|key| place(keys, &key, from)) else { continue };
                from = at + 1;
                let value = Reflect::get(object, &key).unwrap_or(JsValue::NULL);
                if !value.is_null() {
                    fill(&value, into.field(at), depth).map_err(|misfit| misfit.below(keys[at]))?;
                }
            }
            if let Some(key) = into.missing() {
                return Err(Misfit::new("a value").below(key));
            }
        }
    }
    Ok(())
}

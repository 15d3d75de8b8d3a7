//! The reader of markup, in a worker: started when the editor has nothing to do, so that it is there when something formatted is
//! pasted.

use js_sys::Array;

use crate::{
    domain::{draft::paste::Pasted, import::lists},
    platform::{dom, worker::Helper},
};

thread_local! {
    static READER: Helper = const { Helper::new("reader", 5_000) };
}

/// Starts it once the page has had its time.
pub fn get_ready() {
    /// Milliseconds.
    const LATER: i32 = 3_000;
    dom::after(LATER, || Helper::start(&READER));
}

/// What is read of markup; nothing where there is no list in it, or no answer.
pub async fn read(markup: &str) -> Pasted {
    let answer = Helper::ask(&READER, &markup.into(), &Array::new()).await.and_then(|answer| answer.as_string());
    answer.map(|text| lists::of_json(&text)).unwrap_or_default()
}

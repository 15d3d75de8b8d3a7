//! The reader of markup, in a worker: started when the editor has nothing to do, so that it is there when something formatted is
//! pasted, and stopped where it gives no answer.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{
    domain::{draft::paste::Pasted, import::lists},
    platform::{dom, module},
};

/// So long an answer is waited for, milliseconds.
const PATIENCE: i32 = 5_000;

#[derive(Default)]
struct Reader {
    worker: Option<web_sys::Worker>,
    asked: u32,
    /// Who waits for the answer to a question.
    waiting: HashMap<u32, Function>,
}

thread_local! {
    static READER: RefCell<Reader> = RefCell::default();
}

/// Starts it once the page has had its time.
pub fn get_ready() {
    /// Milliseconds.
    const LATER: i32 = 3_000;
    dom::after(LATER, || drop(READER.with_borrow_mut(Reader::worker)));
}

/// What is read of markup; nothing where there is no list in it, or no answer.
pub async fn read(markup: &str) -> Pasted {
    let promise = Promise::new(&mut |resolve, _| {
        if ask(markup, resolve.clone()).is_err() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let answer = JsFuture::from(promise).await.ok().and_then(|answer| answer.as_string());
    answer.map(|text| lists::of_json(&text)).unwrap_or_default()
}

impl Reader {
    fn worker(&mut self) -> Result<web_sys::Worker, JsValue> {
        if let Some(worker) = &self.worker {
            return Ok(worker.clone());
        }
        let worker = module::worker("reader")?;
        dom::listen(&worker, "message", |event| {
            let data = event.dyn_into::<web_sys::MessageEvent>().ok().and_then(|event| event.data().dyn_into::<Array>().ok());
            let Some(data) = data else { return };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a number of ours")]
            let number = data.get(0).as_f64().unwrap_or(0.0) as u32;
            answer(number, &data.get(1));
        });
        dom::listen(&worker, "error", |_| stop());
        Ok(self.worker.insert(worker).clone())
    }
}

fn ask(markup: &str, resolve: Function) -> Result<(), JsValue> {
    READER.with_borrow_mut(|reader| {
        let worker = reader.worker()?;
        reader.asked += 1;
        let number = reader.asked;
        worker.post_message(&Array::of2(&number.into(), &markup.into()))?;
        reader.waiting.insert(number, resolve);
        dom::after(PATIENCE, move || {
            if READER.with_borrow(|reader| reader.waiting.contains_key(&number)) {
                stop();
            }
        });
        Ok(())
    })
}

fn answer(number: u32, lines: &JsValue) {
    if let Some(resolve) = READER.with_borrow_mut(|reader| reader.waiting.remove(&number)) {
        let _ = resolve.call1(&JsValue::UNDEFINED, lines);
    }
}

/// Ends the worker; who waits is answered with nothing.
fn stop() {
    let (worker, waiting) = READER.with_borrow_mut(|reader| (reader.worker.take(), std::mem::take(&mut reader.waiting)));
    if let Some(worker) = worker {
        worker.terminate();
    }
    for resolve in waiting.into_values() {
        let _ = resolve.call0(&JsValue::UNDEFINED);
    }
}

//! Workers that answer questions: told `[number, question]` they say `[number, answer]`. Started on first use, ended where no answer
//! comes, and started anew by the next question.

use std::{cell::RefCell, collections::BTreeMap, thread::LocalKey};

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::{dom, module};

/// A worker of the page, by the name of its module.
pub struct Helper {
    name: &'static str,
    /// So long an answer is waited for, milliseconds.
    patience: i32,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    worker: Option<web_sys::Worker>,
    asked: u32,
    /// Who waits for the answer to a question.
    waiting: BTreeMap<u32, Function>,
}

impl Helper {
    /// One that is not started yet; an answer is waited for so many milliseconds.
    pub const fn new(name: &'static str, patience: i32) -> Self {
        Self { name, patience, state: RefCell::new(State { worker: None, asked: 0, waiting: BTreeMap::new() }) }
    }

    /// Starts it, so that it is there when it is asked.
    pub fn start(of: &'static LocalKey<Self>) {
        // Where it cannot be started now, whoever asks will hear of it.
        let _ = of.with(|helper| helper.worker(of));
    }

    /// Its answer; nothing where it gives none. The question is put at once. What stands in `given` is handed over with it.
    pub fn ask(of: &'static LocalKey<Self>, question: &JsValue, given: &Array) -> impl Future<Output = Option<JsValue>> + use<> {
        let promise = Promise::new(&mut |resolve, _| {
            if of.with(|helper| helper.put(of, question, given, resolve.clone())).is_err() {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
        async { JsFuture::from(promise).await.ok().filter(|answer| !answer.is_undefined()) }
    }

    fn worker(&self, of: &'static LocalKey<Self>) -> Result<web_sys::Worker, JsValue> {
        if let Some(worker) = &self.state.borrow().worker {
            return Ok(worker.clone());
        }
        let worker = module::worker(self.name)?;
        dom::listen(&worker, "message", move |event| {
            if let Some((number, answer)) = said(event) {
                of.with(|helper| helper.hear(number, &answer));
            }
        });
        let failing = worker.clone();
        dom::listen(&worker, "error", move |_| of.with(|helper| helper.end(&failing)));
        self.state.borrow_mut().worker = Some(worker.clone());
        Ok(worker)
    }

    fn put(&self, of: &'static LocalKey<Self>, question: &JsValue, given: &Array, resolve: Function) -> Result<(), JsValue> {
        let worker = self.worker(of)?;
        let mut state = self.state.borrow_mut();
        state.asked += 1;
        let number = state.asked;
        worker.post_message_with_transfer(&Array::of2(&number.into(), question), given)?;
        state.waiting.insert(number, resolve);
        dom::after(self.patience, move || {
            of.with(|helper| {
                let is_waiting = helper.state.borrow().waiting.contains_key(&number);
                if is_waiting {
                    helper.end(&worker);
                }
            });
        });
        Ok(())
    }

    fn hear(&self, number: u32, answer: &JsValue) {
        let resolve = self.state.borrow_mut().waiting.remove(&number);
        if let Some(resolve) = resolve {
            let _ = resolve.call1(&JsValue::UNDEFINED, answer);
        }
    }

    /// Ends a worker, if it still is the one that is asked; who waits is answered with nothing.
    fn end(&self, worker: &web_sys::Worker) {
        worker.terminate();
        let mut state = self.state.borrow_mut();
        if state.worker.as_ref() != Some(worker) {
            return;
        }
        state.worker = None;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        for resolve in waiting.into_values() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Number and content of what was said.
fn said(event: web_sys::Event) -> Option<(u32, JsValue)> {
    let said: Array = event.dyn_into::<MessageEvent>().ok()?.data().dyn_into().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a number of ours")]
    let number = said.get(0).as_f64()? as u32;
    Some((number, said.get(1)))
}

/// Makes the present worker answer questions, as long as it lives. Bytes are handed over.
pub fn serve(answer: impl Fn(JsValue) -> JsValue + 'static) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let target = scope.clone();
    let hear = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        let Some((number, question)) = said(event) else { return };
        let answer = answer(question);
        let given: Array = answer.dyn_ref::<Uint8Array>().map(Uint8Array::buffer).into_iter().collect();
        // Texts, numbers and bytes can always be posted.
        let _ = target.post_message_with_transfer(&Array::of2(&number.into(), &answer), &given);
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
}

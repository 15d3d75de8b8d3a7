//! The search worker: reads the packed archive, builds the index of it, and answers queries.
//!
//! What is said is told in `rapporteur::domain::search::protocol`. It asks the network for nothing but the list and its chunks.

/// There are no workers outside a browser.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    worker::start();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    use std::{cell::RefCell, collections::VecDeque, rc::Rc};

    use js_sys::{Array, ArrayBuffer, JsString, Uint8Array, Uint32Array};
    use rapporteur::domain::{
        list::List,
        model::{slot, write},
        search::{
            fold::{Decompose, Folder},
            gather::Gather,
            index::Index,
            protocol::{Answer, Ask, Failed, Load, Query, Tell},
            recorded::Envelope,
        },
    };
    use serde::Serialize;
    use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Response};

    /// So many files are on their way at once.
    const AT_ONCE: usize = 4;

    #[derive(Default)]
    struct State {
        index: Option<Index>,
        /// What was asked before the index was there, the newest.
        waiting: Option<Query>,
        /// Counts the loads, so that an older one notices that it is no longer wanted.
        load: u32,
    }

    struct Browser;

    impl Decompose for Browser {
        fn nfkd(&self, letter: char, out: &mut String) {
            out.push_str(&String::from(JsString::from(letter).normalize("NFKD")));
        }
    }

    pub(super) fn start() {
        let state = Rc::new(RefCell::new(State::default()));
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(ask) = event.data().as_string().and_then(|text| slot::read(&mut serde_json::Deserializer::from_str(&text)).ok()) {
                hear(&state, ask);
            }
        });
        scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
        // It lives as long as the worker.
        hear.forget();
    }

    fn scope() -> DedicatedWorkerGlobalScope {
        js_sys::global().unchecked_into()
    }

    fn tell(what: &Tell) {
        post(&json(what));
    }

    fn json<S: Serialize>(what: &Tell<S>) -> JsValue {
        JsValue::from_str(&write::compact(what))
    }

    fn post(what: &JsValue) {
        // Text and numbers can always be posted.
        let _ = scope().post_message(what);
    }

    fn hear(state: &Rc<RefCell<State>>, ask: Ask) {
        let mut now = state.borrow_mut();
        if let Some(Load { base, added }) = ask.load {
            now.load += 1;
            now.index = None;
            spawn_local(load(Rc::clone(state), now.load, base, added));
        }
        if let Some(query) = ask.query {
            match &mut now.index {
                Some(index) => answer(index, &query),
                None => now.waiting = Some(query),
            }
        }
    }

    fn answer(index: &mut Index, query: &Query) {
        let found = index.search(&query.text, query.hits as usize);
        let text = json(&Tell { answer: Some(Answer { id: query.id, hits: found.hits }), ..Tell::default() });
        post(&Array::of2(&text, &Uint32Array::from(found.meetings.as_slice())));
    }

    async fn load(state: Rc<RefCell<State>>, number: u32, base: String, added: Vec<String>) {
        let failed = |file: &str, why: String| tell(&Tell { failed: Some(Failed { file: file.to_owned(), why }), ..Tell::default() });
        let list = match body(request(&base, "list.json")).await {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| error.to_string()),
            Err(why) => Err(why),
        };
        let list: List = list.unwrap_or_else(|why| {
            failed("list.json", why);
            List::default()
        });
        let mut envelopes = Vec::with_capacity(added.len());
        for (place, text) in (1..).zip(&added) {
            match Envelope::from_bytes(text.as_bytes()) {
                Ok(envelope) => envelopes.push(envelope),
                Err(error) => failed(&format!("added {place}"), error.to_string()),
            }
        }
        let mut gather = Gather::new(list, envelopes, Folder::new(Box::new(Browser)));
        let mut files = gather.files().into_iter();
        let mut coming: VecDeque<(String, JsFuture)> = VecDeque::new();
        loop {
            while coming.len() < AT_ONCE {
                let Some(file) = files.next() else { break };
                let request = request(&base, &file);
                coming.push_back((file, request));
            }
            let Some((file, request)) = coming.pop_front() else { break };
            let read = match body(request).await {
                Ok(bytes) => gather.chunk(&bytes).map_err(|error| error.to_string()),
                Err(why) => Err(why),
            };
            if state.borrow().load != number {
                return;
            }
            if let Err(why) = read {
                failed(&file, why);
            }
        }
        let (mut index, ready) = gather.finish();
        let mut now = state.borrow_mut();
        if now.load != number {
            return;
        }
        tell(&Tell { ready: Some(ready), ..Tell::default() });
        if let Some(query) = now.waiting.take() {
            answer(&mut index, &query);
        }
        now.index = Some(index);
    }

    /// Asks at once; who waits for it later misses no failure.
    fn request(base: &str, file: &str) -> JsFuture {
        scope().fetch_with_str(&format!("{base}{file}")).into()
    }

    async fn body(request: JsFuture) -> Result<Vec<u8>, String> {
        let response: Response = request.await.map_err(reason)?.unchecked_into();
        if !response.ok() {
            return Err(format!("the host answered {}", response.status()));
        }
        let buffer = response.array_buffer().map_err(reason)?;
        let buffer: ArrayBuffer = JsFuture::from(buffer).await.map_err(reason)?.unchecked_into();
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    fn reason(error: JsValue) -> String {
        error.dyn_ref::<js_sys::Error>().map_or_else(|| "no answer".to_owned(), |error| String::from(error.message()))
    }
}

//! Which tab holds something that only one may have: by Web Locks, and where a page has none (on a host without TLS) by asking the
//! other tabs.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{AbortController, BroadcastChannel, MessageEvent};

/// A claim of this tab; it ends when it is dropped.
pub struct Claim(Rc<Inner>);

struct Inner {
    name: String,
    /// Told whether it is ours, whenever that changes.
    told: Box<dyn Fn(bool)>,
    /// Lets go of the lock that is held.
    release: RefCell<Option<Function>>,
    /// Ends the waiting for it.
    waiting: RefCell<Option<AbortController>>,
    /// Where tabs ask each other.
    channel: RefCell<Option<BroadcastChannel>>,
    over: Cell<bool>,
}

/// How a lock is asked for.
enum Ask {
    /// If nobody has it.
    Free,
    /// As soon as nobody has it.
    Wait,
    /// At once, from whoever has it.
    Take,
}

/// Whether a claim can be taken from another tab.
pub fn can_take() -> bool {
    locks().is_some()
}

fn locks() -> Option<JsValue> {
    Reflect::get(&super::dom::window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)
}

/// Claims a name; `told` hears at once, or soon, whether it is ours, and again when that changes.
pub fn claim(name: &str, told: impl Fn(bool) + 'static) -> Claim {
    let inner = Rc::new(Inner {
        name: format!("{}{name}", super::storage::prefix()),
        told: Box::new(told),
        release: RefCell::default(),
        waiting: RefCell::default(),
        channel: RefCell::default(),
        over: Cell::new(false),
    });
    if can_take() {
        inner.request(&Ask::Free);
    } else {
        inner.ask_tabs();
    }
    Claim(inner)
}

impl Claim {
    /// Takes it from the tab that has it, which is told so.
    pub fn take(&self) {
        if self.0.release.borrow().is_none() {
            self.0.stop_waiting();
            self.0.request(&Ask::Take);
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.0.over.set(true);
        self.0.stop_waiting();
        if let Some(release) = self.0.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
        if let Some(channel) = self.0.channel.take() {
            channel.close();
        }
    }
}

impl Inner {
    fn stop_waiting(&self) {
        if let Some(waiting) = self.waiting.take() {
            waiting.abort();
        }
    }

    fn request(self: &Rc<Self>, ask: &Ask) {
        let options = Object::new();
        let set = |key: &str, value: &JsValue| drop(Reflect::set(&options, &key.into(), value));
        match ask {
            Ask::Free => set("ifAvailable", &true.into()),
            Ask::Take => set("steal", &true.into()),
            Ask::Wait => {
                if let Ok(controller) = AbortController::new() {
                    set("signal", &controller.signal());
                    *self.waiting.borrow_mut() = Some(controller);
                }
            }
        }
        let own = self.clone();
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if own.over.get() {
                return JsValue::UNDEFINED;
            }
            if lock.is_null() {
                (own.told)(false);
                own.request(&Ask::Wait);
                return JsValue::UNDEFINED;
            }
            own.waiting.take();
            let held = Promise::new(&mut |resolve, _| *own.release.borrow_mut() = Some(resolve));
            (own.told)(true);
            held.into()
        });
        let asked = locks().and_then(|locks| {
            let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
            request.call3(&locks, &self.name.as_str().into(), &options, &granted).ok()?.dyn_into::<Promise>().ok()
        });
        let Some(asked) = asked else { return };
        let own = self.clone();
        // It ends badly where another tab takes the lock, and where the waiting is ended.
        wasm_bindgen_futures::spawn_local(async move {
            let ended = wasm_bindgen_futures::JsFuture::from(asked).await;
            if ended.is_err() && !own.over.get() && own.release.take().is_some() {
                (own.told)(false);
                own.request(&Ask::Wait);
            }
        });
    }

    /// Whoever was there first has it, until it is closed; the others hear of it.
    fn ask_tabs(self: &Rc<Self>) {
        let Ok(channel) = BroadcastChannel::new(&self.name) else { return };
        let since = js_sys::Date::now();
        let own = self.clone();
        let answer = channel.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // A time is a question: who was there before?
            match event.data().as_f64() {
                Some(other) if since <= other => drop(answer.post_message(&"first".into())),
                Some(_) => {}
                None => (own.told)(false),
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        (self.told)(true);
        let _ = channel.post_message(&since.into());
        *self.channel.borrow_mut() = Some(channel);
    }
}

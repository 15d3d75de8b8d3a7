//! Elements: the browser's own, with attributes, properties and listeners that are fixed or follow signals.

use std::borrow::Cow;

use leptos::{ev::EventDescriptor, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::{IntoNode, follow, keep};
use crate::platform::dom;

/// An element in the making; its methods set one thing each and give it back.
#[derive(Clone)]
pub struct El(web_sys::Element);

impl From<El> for web_sys::Node {
    fn from(el: El) -> Self {
        el.0.into()
    }
}

impl AsRef<web_sys::Node> for El {
    fn as_ref(&self) -> &web_sys::Node {
        &self.0
    }
}

/// A value of an attribute or property.
pub enum Plain {
    /// Not there.
    Absent,
    /// An attribute that is there or not; a property that is true or false.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

/// A value that is fixed, or follows signals.
pub enum Value {
    /// Fixed.
    Fixed(Plain),
    /// Asked again whenever a signal changes that it reads.
    Live(Box<dyn Fn() -> Plain>),
}

impl From<bool> for Plain {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl From<&'static str> for Plain {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Plain {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<T: Into<Plain>> From<Option<T>> for Plain {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }
}

/// What can be a value.
pub trait IntoValue {
    /// As a value.
    fn value(self) -> Value;
}

macro_rules! fixed {
    ($($Type:ty)*) => {$(
        impl IntoValue for $Type {
            fn value(self) -> Value {
                Value::Fixed(self.into())
            }
        }
    )*};
}
fixed! { bool &'static str String Option<&'static str> Option<String> }

impl<F: Fn() -> T + 'static, T: Into<Plain>> IntoValue for F {
    fn value(self) -> Value {
        Value::Live(Box::new(move || self().into()))
    }
}

impl<T: Into<Plain> + Clone + Send + Sync + 'static> IntoValue for Memo<T> {
    fn value(self) -> Value {
        Value::Live(Box::new(move || self.get().into()))
    }
}

impl<T: Into<Plain> + Clone + Send + Sync + 'static> IntoValue for RwSignal<T> {
    fn value(self) -> Value {
        Value::Live(Box::new(move || self.get().into()))
    }
}

fn set(el: &web_sys::Element, name: &str, value: &Plain) {
    let _ = match value {
        Plain::Absent | Plain::Flag(false) => el.remove_attribute(name),
        Plain::Flag(true) => el.set_attribute(name, ""),
        Plain::Text(text) => el.set_attribute(name, text),
    };
}

fn set_property(el: &web_sys::Element, name: &str, value: &Plain) {
    let value = match value {
        Plain::Absent => JsValue::NULL,
        Plain::Flag(flag) => JsValue::from_bool(*flag),
        Plain::Text(text) => JsValue::from_str(text),
    };
    let _ = js_sys::Reflect::set(el, &name.into(), &value);
}

fn give(el: &web_sys::Element, name: &'static str, value: Value, put: fn(&web_sys::Element, &str, &Plain)) {
    match value {
        Value::Fixed(value) => put(el, name, &value),
        Value::Live(value) => {
            let el = el.clone();
            follow(Box::new(move || put(&el, name, &value())));
        }
    }
}

/// A listener that is taken away with its owner, so that no event finds a closure that is gone.
struct Listener {
    el: web_sys::Element,
    event: Cow<'static, str>,
    call: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.el.remove_event_listener_with_callback(&self.event, self.call.as_ref().unchecked_ref());
    }
}

fn listen(el: &web_sys::Element, event: Cow<'static, str>, call: Box<dyn FnMut(web_sys::Event)>) {
    let call = Closure::wrap(call);
    let _ = el.add_event_listener_with_callback(&event, call.as_ref().unchecked_ref());
    keep(Listener { el: el.clone(), event, call });
}

impl El {
    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl IntoValue) -> Self {
        give(&self.0, name, value.value(), set);
        self
    }

    /// Sets a property of the element's object.
    pub fn prop(self, name: &'static str, value: impl IntoValue) -> Self {
        give(&self.0, name, value.value(), set_property);
        self
    }

    /// Listens to an event.
    pub fn on<E: EventDescriptor>(self, event: E, mut call: impl FnMut(E::EventType) + 'static) -> Self
    where
        E::EventType: JsCast,
    {
        listen(&self.0, event.name(), Box::new(move |event| call(event.unchecked_into())));
        self
    }

    /// Puts something behind what it holds.
    pub fn child(self, child: impl IntoNode) -> Self {
        child.put_into(&self.0);
        self
    }
}

/// Attributes by their names.
macro_rules! attributes {
    ($($name:ident $attribute:literal)*) => {
        impl El {$(
            #[doc = concat!("The attribute `", $attribute, "`.")]
            pub fn $name(self, value: impl IntoValue) -> Self {
                self.attr($attribute, value)
            }
        )*}
    };
}
attributes! {
    accept "accept" aria_controls "aria-controls" aria_describedby "aria-describedby" aria_label "aria-label" aria_labelledby "aria-labelledby"
    aria_live "aria-live" autocomplete "autocomplete" class "class" dir "dir" disabled "disabled" r#for "for" hidden "hidden" href "href" id "id"
    max "max" min "min" multiple "multiple" name "name" placeholder "placeholder" readonly "readonly" rel "rel" role "role" rows "rows"
    selected "selected" spellcheck "spellcheck" tabindex "tabindex" target "target" title "title" r#type "type" value "value"
}

/// An element by its name.
#[expect(clippy::expect_used, reason = "the names are those below, which every browser knows")]
pub fn element(name: &str) -> El {
    El(dom::document().create_element(name).expect("a known element"))
}

macro_rules! elements {
    ($($name:ident)*) => {
        /// The elements of HTML that the views use.
        pub mod html {
            $(
                #[doc = concat!("An element `", stringify!($name), "`.")]
                pub fn $name() -> super::El {
                    super::element(stringify!($name))
                }
            )*
        }
    };
}
elements! {
    a article aside bdi button caption code dd details dialog div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header input kbd label legend li main mark
    meter nav ol option output p progress section select small span strong summary table tbody td textarea th thead time tr ul
}

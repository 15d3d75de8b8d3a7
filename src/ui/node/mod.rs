//! Nodes: what every view gives back. Parts of the page that are made at once, and follow signals where they hold closures.
//!
//! Leptos' signals, memos, effects and owners do the work; its own view types are a type for every element with all that is in
//! it, each compiled apart, which made two thirds of the first view's code. Here an element is the browser's element, so a view
//! costs the calls that it makes. What a closure or a row made, its owner takes away with it.

mod element;
mod keyed;

use std::{any::Any, borrow::Cow, cell::RefCell, rc::Rc};

pub use element::{El, Plain, Value, element, html};
use leptos::prelude::{RenderEffect, StoredValue};
use wasm_bindgen::JsCast;

use crate::{domain::shown::shown, platform::dom};

/// A piece of the page.
#[derive(Clone, Default)]
pub enum Node {
    /// Nothing.
    #[default]
    Nothing,
    /// A text or an element.
    One(web_sys::Node),
    /// One behind the other.
    Many(Vec<Node>),
    /// What a closure made last: at least an empty text, which holds its place.
    Live(Rc<RefCell<Node>>),
}

impl Node {
    fn each(&self, act: &mut dyn FnMut(&web_sys::Node)) {
        match self {
            Self::Nothing => {}
            Self::One(node) => act(node),
            Self::Many(nodes) => nodes.iter().for_each(|node| node.each(act)),
            Self::Live(content) => content.borrow().each(act),
        }
    }

    /// Puts it into `parent`, before a child of it or at the end.
    pub fn put(&self, parent: &web_sys::Node, before: Option<&web_sys::Node>) {
        self.each(&mut |node| drop(parent.insert_before(node, before)));
    }

    /// Takes it out of the page.
    fn remove(&self) {
        // Texts have this method too.
        self.each(&mut |node| node.unchecked_ref::<web_sys::Element>().remove());
    }

    /// The first of what it put into the page.
    fn first(&self) -> Option<web_sys::Node> {
        match self {
            Self::Nothing => None,
            Self::One(node) => Some(node.clone()),
            Self::Many(nodes) => nodes.iter().find_map(Self::first),
            Self::Live(content) => content.borrow().first(),
        }
    }
}

fn text(text: &str) -> web_sys::Node {
    dom::document().create_text_node(&shown(text)).into()
}

/// Lets something live as long as what makes views now: the page, or one run of a closure.
fn keep(value: impl Any) {
    let _: StoredValue<Box<dyn Any>, _> = StoredValue::new_local(Box::new(value));
}

/// Runs now and whenever a signal that it reads changes.
fn follow(mut run: Box<dyn FnMut()>) {
    keep(RenderEffect::new(move |_: Option<()>| run()));
}

/// Does something outside the page's nodes, once they are there and whenever a signal that it reads changes.
pub fn effect(run: impl FnMut() + 'static) {
    fn start(mut run: Box<dyn FnMut()>) {
        leptos::prelude::Effect::new(move |_: Option<()>| run());
    }
    start(Box::new(run));
}

fn live(mut make: Box<dyn FnMut() -> Node>) -> Node {
    let content: Rc<RefCell<Node>> = Rc::default();
    let place = content.clone();
    follow(Box::new(move || {
        let mut new = make();
        if new.first().is_none() {
            new = Node::One(text(""));
        }
        let old = place.take();
        if let Some(first) = old.first()
            && let Some(parent) = first.parent_node()
        {
            new.put(&parent, Some(&first));
            old.remove();
        }
        place.replace(new);
    }));
    Node::Live(content)
}

/// What can stand in a view.
pub trait IntoNode: Sized {
    /// As a node.
    fn node(self) -> Node;

    /// Puts it behind what `parent` holds.
    fn put_into(self, parent: &web_sys::Node) {
        self.node().put(parent, None);
    }
}

impl IntoNode for Node {
    fn node(self) -> Node {
        self
    }
}

impl IntoNode for El {
    fn node(self) -> Node {
        Node::One(self.into())
    }
}

impl IntoNode for () {
    fn node(self) -> Node {
        Node::Nothing
    }
}

impl IntoNode for &str {
    fn node(self) -> Node {
        Node::One(text(self))
    }
}

impl IntoNode for String {
    fn node(self) -> Node {
        self.as_str().node()
    }
}

impl IntoNode for Cow<'static, str> {
    fn node(self) -> Node {
        self.as_ref().node()
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn node(self) -> Node {
        self.map_or(Node::Nothing, T::node)
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn node(self) -> Node {
        Node::Many(self.into_iter().map(T::node).collect())
    }
}

impl<F: FnMut() -> T + 'static, T: IntoNode> IntoNode for F {
    fn node(mut self) -> Node {
        live(Box::new(move || self().node()))
    }
}

macro_rules! tuples {
    ($($($Part:ident)*;)*) => {$(
        impl<$($Part: IntoNode),*> IntoNode for ($($Part,)*) {
            fn node(self) -> Node {
                #[allow(non_snake_case, reason = "the parts are named as their types")]
                let ($($Part,)*) = self;
                Node::Many(vec![$($Part.node()),*])
            }

            fn put_into(self, parent: &web_sys::Node) {
                #[allow(non_snake_case, reason = "the parts are named as their types")]
                let ($($Part,)*) = self;
                $($Part.put_into(parent);)*
            }
        }
    )*};
}
tuples! {
    A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; A B C D E F G H I; A B C D E F G H I J;
    A B C D E F G H I J K; A B C D E F G H I J K L;
}

/// Collects what an iterator makes.
pub trait Nodes: Iterator<Item: IntoNode> + Sized {
    /// One behind the other.
    fn nodes(self) -> Node {
        Node::Many(self.map(IntoNode::node).collect())
    }
}

impl<I: Iterator<Item: IntoNode>> Nodes for I {}

/// Starts the app in an element, for as long as the page lives.
pub fn mount(place: &web_sys::HtmlElement, view: impl FnOnce() -> Node + 'static) {
    let inside = place.clone();
    // Leptos' own start: its executor, and the owner of everything. What it mounts itself is empty.
    leptos::mount::mount_to(place.clone(), move || view().put(&inside, None)).forget();
}

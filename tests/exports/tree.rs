//! Markup as a tree, by a tokenizer or parser that is not ours; what is not well-formed is a failure.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind::{Rawtext, Rcdata},
    },
};
use quick_xml::events::Event;

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
}

#[derive(Clone, Debug)]
pub enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn is(&self, name: &str, class: &str) -> bool {
        self.name == name && (class.is_empty() || self.get("class") == Some(class))
    }

    /// Elements right below.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> &Node {
        self.nodes().find(|node| node.name == name).unwrap_or_else(|| panic!("no {name} in {}", self.name))
    }

    /// All elements, this one first.
    pub fn all(&self) -> Vec<&Node> {
        std::iter::once(self).chain(self.nodes().flat_map(Node::all)).collect()
    }

    /// The text, with the address of a link that says more than its text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) if node.name == "br" => out.push('\n'),
                Child::Node(node) => out.push_str(&node.text()),
            }
        }
        match self.get("href") {
            Some(address) if address != out => format!("{out} {address}"),
            _ => out,
        }
    }
}

const VOID: [&str; 3] = ["meta", "br", "!"];

#[derive(Default)]
struct Builder(Vec<Node>);

impl Builder {
    fn open(&mut self, name: &str, attributes: Vec<(String, String)>) {
        self.0.push(Node { name: name.to_owned(), attributes, children: Vec::new() });
    }

    fn close(&mut self, name: &str) {
        let node = self.0.pop().unwrap();
        assert_eq!(node.name, name, "elements end in the order in which they began");
        self.0.last_mut().unwrap().children.push(Child::Node(node));
    }

    fn text(&mut self, text: &str) {
        self.0.last_mut().unwrap().children.push(Child::Text(text.to_owned()));
    }

    fn done(mut self) -> Node {
        assert_eq!(self.0.len(), 1, "every element ends");
        self.0.remove(0)
    }
}

struct Html(RefCell<Builder>);

impl TokenSink for Html {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut tree = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => tree.text(&text),
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                if tag.kind == TagKind::StartTag {
                    tree.open(&name, tag.attrs.iter().map(|each| (each.name.local.to_string(), each.value.to_string())).collect());
                    match name.as_str() {
                        "style" => return TokenSinkResult::RawData(Rawtext),
                        "title" => return TokenSinkResult::RawData(Rcdata),
                        _ => {}
                    }
                }
                if tag.kind == TagKind::EndTag || VOID.contains(&name.as_str()) {
                    tree.close(&name);
                }
            }
            Token::ParseError(error) => panic!("{error}"),
            Token::NullCharacterToken | Token::CommentToken(_) => panic!("nothing but elements and text"),
            Token::DoctypeToken(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

pub fn html(markup: &str) -> Node {
    let mut builder = Builder::default();
    builder.open("", Vec::new());
    let tokenizer = Tokenizer::new(Html(RefCell::new(builder)), TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() });
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(markup));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().done()
}

pub fn xml(text: &str) -> Node {
    let mut builder = Builder::default();
    builder.open("", Vec::new());
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let attributes = |tag: &quick_xml::events::BytesStart| {
        let each = |attribute: Result<quick_xml::events::attributes::Attribute, _>| {
            let attribute = attribute.unwrap();
            let name = attribute.key.as_ref().to_owned();
            (name, attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).unwrap().into_owned())
        };
        tag.attributes().map(each).collect::<Vec<_>>()
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => builder.open(tag.name().as_ref(), attributes(&tag)),
            Event::Empty(tag) => {
                builder.open(tag.name().as_ref(), attributes(&tag));
                builder.close(tag.name().as_ref());
            }
            Event::End(tag) => builder.close(tag.name().as_ref()),
            Event::Text(text) => builder.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let text = match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" | "#39" => "'",
                    other => panic!("&{other};"),
                };
                builder.text(text);
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            other => panic!("{other:?}"),
        }
    }
    builder.done()
}

//! What the app and the search worker say to each other, as JSON text both ways.
//!
//! | to the worker | from the worker |
//! | --- | --- |
//! | `{"load":{"base":"data/","added":["<envelope>"]}}` | `{"ready":{"meetings":241,"documents":9000,"added":[[240,"my-1"]]}}`, `{"failed":{"file":"…","why":"…"}}` |
//! | `{"query":{"id":7,"text":"liaison","hits":30}}` | `{"answer":{"id":7,"hits":[[3,[{"kind":"action","part":"m/action-3","pieces":[["a ",false],["liaison",true]]}],0]]}}` |
//! | `{"snippets":{"id":8,"text":"…","meetings":[4]}}` | `{"snippets":{"id":8,"hits":[…]}}` |
//!
//! The ordinals of all meetings found, best first, go beside the text of an answer (in the browser as a `Uint32Array`): for half of
//! an archive their digits would take longer than finding them.
//!
//! A meeting is named by its ordinal: its place in `row` of the list that was loaded. A meeting of `added` that the list holds too
//! (by its id, or by the id that it replaces) keeps that place; the others stand behind the list, in the order in which they came.

use std::fmt::Write;

use serde_json::Value;

use crate::domain::model::words;

words! {
    /// What a text that can be found is a part of.
    pub enum Kind {
        /// The title of the meeting and its other wordings.
        Title = "title",
        /// An agenda item, its breakout groups and their tasks.
        Item = "item",
        /// An action.
        Action = "action",
        /// A heading, note or decision of the minutes.
        Note = "note",
        /// A person or body that took part.
        Person = "person",
        /// A body concerned, in all its spellings.
        Group = "group",
        /// A document or link.
        File = "file",
        /// Anything else: purpose, cycle, number, date, place, polls.
        Other = "other",
    }
}

/// Said to the worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Read an archive; what was read before is forgotten.
    Load {
        /// Address of the folder that holds `list.json`, with its last `/`.
        base: String,
        /// Envelopes of the meetings that were added on this device, in the present version of the format.
        added: Vec<String>,
    },
    /// Find meetings. Answered once the archive is read; a newer query supersedes one that waits.
    Query {
        /// Returned with the answer.
        id: u32,
        /// As typed.
        text: String,
        /// For how many of the meetings hits are wanted.
        hits: u32,
    },
    /// Find the hits of more meetings of the same query.
    Snippets {
        /// Returned with the answer.
        id: u32,
        /// As typed.
        text: String,
        /// Which meetings.
        meetings: Vec<u32>,
    },
}

/// Said by the worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell {
    /// The archive is read.
    Ready {
        /// How many meetings; every ordinal is below.
        meetings: u32,
        /// How many texts.
        documents: u32,
        /// Ordinal and id of every meeting of `added`.
        added: Vec<(u32, String)>,
    },
    /// A file could not be read; the rest can be searched.
    Failed {
        /// Its name; `added 1` for the first text of `added`.
        file: String,
        /// The reason, in English.
        why: String,
    },
    /// The answer to a query.
    Answer {
        /// Of the query.
        id: u32,
        /// All meetings found, best first; they go beside the text.
        meetings: Vec<u32>,
        /// Hits in the first of them, in the same order.
        hits: Vec<MeetingHits>,
    },
    /// The answer to a request for more hits.
    Snippets {
        /// Of the request.
        id: u32,
        /// In the order asked; meetings that do not hold the words are left out.
        hits: Vec<MeetingHits>,
    },
}

/// The hits in one meeting: `[ordinal, [hit…], more]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingHits<S = String> {
    /// The meeting.
    pub meeting: u32,
    /// The best texts, at most three.
    pub hits: Vec<Hit<S>>,
    /// How many texts more would be hits.
    pub more: u32,
}

/// A text that holds words of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<S = String> {
    /// What it is a part of.
    pub kind: Kind,
    /// Id of that part, where it has one of its own.
    pub part: Option<S>,
    /// About 140 characters of it, cut into pieces; `true` where a piece matches.
    pub pieces: Vec<(S, bool)>,
}

impl Ask {
    /// As JSON text.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Load { base, added } => {
                out.push_str(r#"{"load":{"base":"#);
                text(&mut out, base);
                out.push_str(r#","added":"#);
                list(&mut out, added, |out, envelope| text(out, envelope));
            }
            Self::Query { id, text: words, hits } => {
                put(&mut out, format_args!(r#"{{"query":{{"id":{id},"text":"#));
                text(&mut out, words);
                put(&mut out, format_args!(r#","hits":{hits}"#));
            }
            Self::Snippets { id, text: words, meetings } => {
                put(&mut out, format_args!(r#"{{"snippets":{{"id":{id},"text":"#));
                text(&mut out, words);
                out.push_str(r#","meetings":"#);
                list(&mut out, meetings, |out, ordinal| digits(out, *ordinal));
            }
        }
        out.push_str("}}");
        out
    }

    /// Reads JSON text; `None` where it says something else.
    pub fn from_json(json: &str) -> Option<Self> {
        let (name, said) = said(json)?;
        Some(match name.as_str() {
            "load" => Self::Load { base: string(&said, "base")?, added: array(&said, "added")?.iter().map(owned).collect::<Option<_>>()? },
            "query" => Self::Query { id: number(&said["id"])?, text: string(&said, "text")?, hits: number(&said["hits"])? },
            "snippets" => Self::Snippets { id: number(&said["id"])?, text: string(&said, "text")?, meetings: numbers(&said["meetings"])? },
            _ => return None,
        })
    }
}

impl Tell {
    /// As JSON text.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Ready { meetings, documents, added } => {
                put(&mut out, format_args!(r#"{{"ready":{{"meetings":{meetings},"documents":{documents},"added":"#));
                list(&mut out, added, |out, (ordinal, id)| {
                    put(out, format_args!("[{ordinal},"));
                    text(out, id);
                    out.push(']');
                });
            }
            Self::Failed { file, why } => {
                out.push_str(r#"{"failed":{"file":"#);
                text(&mut out, file);
                out.push_str(r#","why":"#);
                text(&mut out, why);
            }
            Self::Answer { id, hits, .. } => return answer(*id, hits),
            Self::Snippets { id, hits } => return snippets(*id, hits),
        }
        out.push_str("}}");
        out
    }

    /// Reads JSON text and the ordinals that came beside it; `None` where it says something else.
    pub fn from_json(json: &str, meetings: Vec<u32>) -> Option<Self> {
        let (name, said) = said(json)?;
        let hits = || array(&said, "hits")?.iter().map(MeetingHits::of).collect::<Option<_>>();
        Some(match name.as_str() {
            "ready" => Self::Ready {
                meetings: number(&said["meetings"])?,
                documents: number(&said["documents"])?,
                added: array(&said, "added")?.iter().map(|pair| Some((number(&pair[0])?, owned(&pair[1])?))).collect::<Option<_>>()?,
            },
            "failed" => Self::Failed { file: string(&said, "file")?, why: string(&said, "why")? },
            "answer" => Self::Answer { id: number(&said["id"])?, meetings, hits: hits()? },
            "snippets" => Self::Snippets { id: number(&said["id"])?, hits: hits()? },
            _ => return None,
        })
    }
}

/// [`Tell::Answer`] as JSON text, of borrowed texts, without the ordinals.
pub fn answer<S: AsRef<str>>(id: u32, hits: &[MeetingHits<S>]) -> String {
    let mut out = String::with_capacity(64 + 512 * hits.len());
    put(&mut out, format_args!(r#"{{"answer":{{"id":{id},"hits":"#));
    list(&mut out, hits, meeting_hits);
    out.push_str("}}");
    out
}

/// [`Tell::Snippets`] as JSON text, of borrowed texts.
pub fn snippets<S: AsRef<str>>(id: u32, hits: &[MeetingHits<S>]) -> String {
    let mut out = String::with_capacity(64 + 512 * hits.len());
    put(&mut out, format_args!(r#"{{"snippets":{{"id":{id},"hits":"#));
    list(&mut out, hits, meeting_hits);
    out.push_str("}}");
    out
}

impl MeetingHits {
    fn of(value: &Value) -> Option<Self> {
        let hits = value[1].as_array()?.iter().map(Hit::of).collect::<Option<_>>()?;
        Some(Self { meeting: number(&value[0])?, hits, more: number(&value[2])? })
    }
}

impl Hit {
    fn of(value: &Value) -> Option<Self> {
        let piece = |piece: &Value| Some((owned(&piece[0])?, piece[1].as_bool()?));
        Some(Self {
            kind: value["kind"].as_str()?.parse().ok()?,
            part: owned(&value["part"]),
            pieces: array(value, "pieces")?.iter().map(piece).collect::<Option<_>>()?,
        })
    }
}

fn meeting_hits<S: AsRef<str>>(out: &mut String, meeting: &MeetingHits<S>) {
    out.push('[');
    digits(out, meeting.meeting);
    out.push(',');
    list(out, &meeting.hits, |out, hit| {
        out.push_str(r#"{"kind":""#);
        out.push_str(hit.kind.as_str());
        out.push_str(r#"","#);
        if let Some(part) = &hit.part {
            out.push_str(r#""part":"#);
            text(out, part.as_ref());
            out.push(',');
        }
        out.push_str(r#""pieces":"#);
        list(out, &hit.pieces, |out, (piece, marked)| {
            out.push('[');
            text(out, piece.as_ref());
            out.push_str(if *marked { ",true]" } else { ",false]" });
        });
        out.push('}');
    });
    out.push(',');
    digits(out, meeting.more);
    out.push(']');
}

/// The one member of the outer object.
fn said(json: &str) -> Option<(String, Value)> {
    match serde_json::from_str(json).ok()? {
        Value::Object(object) => object.into_iter().next(),
        _ => None,
    }
}

fn owned(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn string(object: &Value, key: &str) -> Option<String> {
    owned(&object[key])
}

fn array<'a>(object: &'a Value, key: &str) -> Option<&'a Vec<Value>> {
    object[key].as_array()
}

fn number(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

fn numbers(value: &Value) -> Option<Vec<u32>> {
    value.as_array()?.iter().map(number).collect()
}

fn list<T>(out: &mut String, items: &[T], mut item: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (place, each) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        item(out, each);
    }
    out.push(']');
}

/// A number; there may be a hundred thousand of them, and formatting is slow.
fn digits(out: &mut String, mut number: u32) {
    let mut text = [0; 10];
    let mut at = text.len();
    loop {
        at -= 1;
        text[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(&text[at..]).unwrap_or_default());
}

/// Bytes that stand for themselves in a JSON string.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 0x20 {
        plain[byte] = false;
        byte += 1;
    }
    plain[b'"' as usize] = false;
    plain[b'\\' as usize] = false;
    plain
};

/// A JSON string (RFC 8259 section 7).
fn text(out: &mut String, text: &str) {
    out.push('"');
    let bytes = text.as_bytes();
    let (mut from, mut at) = (0, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        if PLAIN[byte as usize] {
            continue;
        }
        out.push_str(&text[from..at - 1]);
        from = at;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            _ => put(out, format_args!("\\u{byte:04x}")),
        }
    }
    out.push_str(&text[from..]);
    out.push('"');
}

fn put(out: &mut String, what: std::fmt::Arguments) {
    // Writing into a String cannot fail.
    let _ = out.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_understood() {
        let odd = "a \"b\" \\ \n\t\u{1} é 政 😀";
        for ask in [
            Ask::Load { base: "data/".into(), added: vec![] },
            Ask::Load { base: odd.into(), added: vec![odd.into(), String::new()] },
            Ask::Query { id: u32::MAX, text: odd.into(), hits: 30 },
            Ask::Snippets { id: 8, text: odd.into(), meetings: vec![0, 99_999] },
        ] {
            assert_eq!(Ask::from_json(&ask.to_json()), Some(ask));
        }
        let hits = vec![
            MeetingHits {
                meeting: 3,
                hits: vec![
                    Hit {
                        kind: Kind::Action,
                        part: Some("m/action-3".into()),
                        pieces: vec![("a ".into(), false), ("liaison".into(), true)],
                    },
                    Hit { kind: Kind::Title, part: None, pieces: vec![(odd.into(), false)] },
                ],
                more: 4,
            },
            MeetingHits { meeting: 1, hits: vec![], more: 0 },
        ];
        for tell in [
            Tell::Ready { meetings: 241, documents: 9000, added: vec![(240, "my-1".into())] },
            Tell::Failed { file: "2025.json".into(), why: odd.into() },
            Tell::Answer { id: 7, meetings: vec![3, 1], hits: hits.clone() },
            Tell::Snippets { id: 8, hits },
        ] {
            assert_eq!(Tell::from_json(&tell.to_json(), vec![3, 1]), Some(tell));
        }
    }

    #[test]
    fn the_words_on_the_wire() {
        assert_eq!(Ask::Query { id: 7, text: "liaison".into(), hits: 30 }.to_json(), r#"{"query":{"id":7,"text":"liaison","hits":30}}"#);
        let hit = Hit { kind: Kind::Action, part: Some("m/action-3".into()), pieces: vec![("liaison".into(), true)] };
        let answer = Tell::Answer { id: 7, meetings: vec![3], hits: vec![MeetingHits { meeting: 3, hits: vec![hit], more: 0 }] };
        assert_eq!(
            answer.to_json(),
            r#"{"answer":{"id":7,"hits":[[3,[{"kind":"action","part":"m/action-3","pieces":[["liaison",true]]}],0]]}}"#
        );
    }

    #[test]
    fn what_is_not_understood_is_nothing() {
        for json in ["", "7", "{}", r#"{"query":7}"#, r#"{"query":{"id":-1,"text":"x","hits":1}}"#, r#"{"other":{}}"#, "[[]]"] {
            assert_eq!((Ask::from_json(json), Tell::from_json(json, vec![])), (None, None), "{json}");
        }
    }
}

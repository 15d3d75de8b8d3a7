//! What the app and the search worker say to each other, as JSON text both ways: an object of one member.
//!
//! | to the worker | from the worker |
//! | --- | --- |
//! | `{"load":{"base":"data/","added":["<envelope>"]}}` | `{"ready":{"meetings":241,"documents":9000,"added":[{"meeting":240,"id":"my-1"}]}}`, `{"failed":{"file":"…","why":"…"}}` |
//! | `{"query":{"id":7,"text":"liaison","hits":30}}` | `{"answer":{"id":7,"hits":[{"meeting":3,"hits":[{"kind":"action","part":"m/action-3","pieces":[{"text":"a "},{"text":"liaison","match":true}]}],"more":0}]}}` |
//!
//! The ordinals of all meetings found, best first, go beside the text of an answer (in the browser as a `Uint32Array`): for half of
//! an archive their digits would take longer than finding them.
//!
//! A meeting is named by its ordinal: its place in `row` of the list that was loaded. A meeting of `added` that the list holds too
//! (by its id, or by the id that it replaces) keeps that place; the others stand behind the list, in the order in which they came.

use serde::Serialize;

use crate::domain::model::{
    slot::{Fill, Slot, Word, slots},
    words,
};

words! {
    /// What a text that can be found is a part of.
    #[derive(Default)]
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
        #[default]
        Other = "other",
    }
}

impl Fill for Kind {
    fn slot(&mut self) -> Slot<'_> {
        Slot::Word(self)
    }
}

impl Word for Kind {
    fn set(&mut self, text: &str) -> Result<(), &'static str> {
        *self = text.parse().map_err(|()| "a kind of text")?;
        Ok(())
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        output.serialize_str(self.as_str())
    }
}

/// Said to the worker; one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// Read an archive; what was read before is forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load: Option<Load>,
    /// Find meetings. Answered once the archive is read; a newer query supersedes one that waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<Query>,
}

/// Which archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Load {
    /// Address of the folder that holds `list.json`, with its last `/`.
    pub base: String,
    /// Envelopes of the meetings that were added on this device, in the present version of the format.
    pub added: Vec<String>,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Query {
    /// Returned with the answer.
    pub id: u32,
    /// As typed.
    pub text: String,
    /// For how many of the meetings hits are wanted.
    pub hits: u32,
}

/// Said by the worker; one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tell<S = String> {
    /// The archive is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready: Option<Ready>,
    /// A file could not be read; the rest can be searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<Failed>,
    /// The answer to a query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer<S>>,
}

impl<S> Default for Tell<S> {
    fn default() -> Self {
        Self { ready: None, failed: None, answer: None }
    }
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ready {
    /// How many meetings; every ordinal is below.
    pub meetings: u32,
    /// How many texts.
    pub documents: u32,
    /// The meetings of `added`.
    pub added: Vec<Place>,
}

/// Where a meeting that was added stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its ordinal.
    pub meeting: u32,
    /// Its id.
    pub id: String,
}

/// What could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// Name of the file; `added 1` for the first text of `added`.
    pub file: String,
    /// The reason, in English.
    pub why: String,
}

/// What was found, but for the ordinals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer<S = String> {
    /// Of the query.
    pub id: u32,
    /// Hits in the first of the meetings, in their order.
    pub hits: Vec<MeetingHits<S>>,
}

/// The hits in one meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MeetingHits<S = String> {
    /// The meeting.
    pub meeting: u32,
    /// The best texts, at most three.
    pub hits: Vec<Hit<S>>,
    /// How many texts more would be hits.
    pub more: u32,
}

/// A text that holds words of the query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Hit<S = String> {
    /// What it is a part of.
    pub kind: Kind,
    /// Id of that part, where it has one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<S>,
    /// About 140 characters of it, in pieces.
    pub pieces: Vec<Piece<S>>,
}

/// A piece of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Piece<S = String> {
    /// Its characters.
    pub text: S,
    /// Whether it is what was looked for.
    #[serde(rename = "match", skip_serializing_if = "std::ops::Not::not")]
    pub is_match: bool,
}

slots! {
    Ask { "load" load, "query" query, }
    Load { "base" base, "added" added, }
    Query { "id" id, "text" text, "hits" hits, }
    Tell { "ready" ready, "failed" failed, "answer" answer, }
    Ready { "meetings" meetings, "documents" documents, "added" added, }
    Place { "meeting" meeting, "id" id, }
    Failed { "file" file, "why" why, }
    Answer { "id" id, "hits" hits, }
    MeetingHits { "meeting" meeting, "hits" hits, "more" more, }
    Hit { "kind" kind, "part" part, "pieces" pieces, }
    Piece { "text" text, "match" is_match, }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::{slot, write};

    fn read<T: Fill>(json: &str) -> Option<T> {
        slot::read(&mut serde_json::Deserializer::from_str(json)).ok()
    }

    #[test]
    fn what_is_said_is_understood() {
        let odd = "a \"b\" \\ \n\t\u{1} é 政 😀";
        for ask in [
            Ask { load: Some(Load { base: odd.into(), added: vec![odd.into(), String::new()] }), ..Ask::default() },
            Ask { query: Some(Query { id: u32::MAX, text: odd.into(), hits: 30 }), ..Ask::default() },
        ] {
            assert_eq!(read::<Ask>(&write::compact(&ask)), Some(ask));
        }
        let piece = |text: &str, is_match| Piece { text: text.to_owned(), is_match };
        let hits = vec![
            MeetingHits {
                meeting: 3,
                hits: vec![
                    Hit { kind: Kind::Action, part: Some("m/action-3".into()), pieces: vec![piece("a ", false), piece("liaison", true)] },
                    Hit { kind: Kind::Title, part: None, pieces: vec![piece(odd, false)] },
                ],
                more: 4,
            },
            MeetingHits { meeting: 1, hits: vec![], more: 0 },
        ];
        let added = vec![Place { meeting: 240, id: "my-1".into() }];
        for tell in [
            Tell { ready: Some(Ready { meetings: 241, documents: 9000, added }), ..Tell::default() },
            Tell { failed: Some(Failed { file: "2025.json".into(), why: odd.into() }), ..Tell::default() },
            Tell { answer: Some(Answer { id: 7, hits }), ..Tell::default() },
        ] {
            assert_eq!(read::<Tell>(&write::compact(&tell)), Some(tell));
        }
    }

    #[test]
    fn the_words_on_the_wire() {
        let query = Ask { query: Some(Query { id: 7, text: "liaison".into(), hits: 30 }), ..Ask::default() };
        assert_eq!(write::compact(&query).trim_end(), r#"{"query":{"id":7,"text":"liaison","hits":30}}"#);
        let pieces = vec![Piece { text: "a ", is_match: false }, Piece { text: "liaison", is_match: true }];
        let hits = vec![MeetingHits { meeting: 3, hits: vec![Hit { kind: Kind::Action, part: Some("m/action-3"), pieces }], more: 0 }];
        assert_eq!(
            write::compact(&Tell { answer: Some(Answer { id: 7, hits }), ..Tell::default() }).trim_end(),
            r#"{"answer":{"id":7,"hits":[{"meeting":3,"hits":[{"kind":"action","part":"m/action-3","pieces":[{"text":"a "},{"text":"liaison","match":true}]}],"more":0}]}}"#
        );
    }

    #[test]
    fn what_is_not_understood_is_nothing() {
        for json in ["", "7", r#"{"query":7}"#, r#"{"query":{"id":-1,"text":"x","hits":1}}"#, "[[]]"] {
            assert_eq!(read::<Ask>(json), None, "{json}");
        }
    }
}

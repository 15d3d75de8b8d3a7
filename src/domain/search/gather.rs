//! Gathering: the list, its chunks one after the other, and the meetings added on this device become one index.

use std::collections::HashMap;

use super::{
    build::Builder,
    documents,
    fold::Folder,
    index::Index,
    protocol::{Place, Ready},
    recorded::{Action, Envelope, Meeting},
};
use crate::domain::{list::List, model::read::ReadError};

/// An index in the making.
pub struct Gather<'a> {
    list: List,
    builder: Builder,
    ordinals: HashMap<String, u32>,
    added: Vec<Envelope<'a>>,
    /// By ordinal, the envelope and place of the added meeting that stands for it; sorted by ordinal.
    standing: Vec<(u32, usize, usize)>,
    meetings: u32,
}

impl<'a> Gather<'a> {
    /// Begins with the list and the added meetings; of two with the same ordinal the later one counts.
    pub fn new(list: List, added: Vec<Envelope<'a>>, folder: Folder) -> Self {
        let mut ordinals: HashMap<String, u32> = (0..).zip(&list.row).map(|(ordinal, row)| (row.id.as_str().to_owned(), ordinal)).collect();
        let mut meetings = list.row.len() as u32;
        let mut standing: Vec<(u32, usize, usize)> = Vec::new();
        for (file, envelope) in added.iter().enumerate() {
            for (place, meeting) in envelope.meeting.iter().enumerate() {
                let known = meeting.replaces.as_ref().and_then(|id| ordinals.get(&*id.0)).or_else(|| ordinals.get(&*meeting.id.0));
                let ordinal = known.copied().unwrap_or(meetings);
                if ordinal == meetings {
                    meetings += 1;
                }
                ordinals.insert(meeting.id.0.clone().into_owned(), ordinal);
                match standing.binary_search_by_key(&ordinal, |stands| stands.0) {
                    Ok(at) => standing[at] = (ordinal, file, place),
                    Err(at) => standing.insert(at, (ordinal, file, place)),
                }
            }
        }
        Self { list, builder: Builder::new(folder), ordinals, added, standing, meetings }
    }

    /// The files still to be read, newest first.
    pub fn files(&self) -> Vec<String> {
        self.list.chunk.clone()
    }

    /// Takes in a chunk.
    ///
    /// # Errors
    /// When it is no meeting JSON; then nothing of it is taken in.
    pub fn chunk(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let envelope = Envelope::from_bytes(bytes)?;
        for (meeting, actions) in with_actions(&envelope) {
            let Some(ordinal) = self.ordinals.get(&*meeting.id.0).copied() else { continue };
            if self.standing.binary_search_by_key(&ordinal, |stands| stands.0).is_err() {
                documents::add(&mut self.builder, ordinal, meeting, &actions, &(&self.list, &envelope));
            }
        }
        Ok(())
    }

    /// The index, and what is to be said of it.
    pub fn finish(mut self) -> (Index, Ready) {
        let mut added = Vec::new();
        let actions: Vec<_> = self.added.iter().map(|envelope| with_actions(envelope).collect::<Vec<_>>()).collect();
        for (ordinal, file, place) in &self.standing {
            let (meeting, actions) = &actions[*file][*place];
            documents::add(&mut self.builder, *ordinal, meeting, actions, &(&self.added[*file], &self.list));
            added.push(Place { meeting: *ordinal, id: meeting.id.0.clone().into_owned() });
        }
        let index = self.builder.finish();
        let ready = Ready { meetings: self.meetings, documents: index.documents(), added };
        (index, ready)
    }
}

/// The meetings of an envelope, each with its actions.
pub(super) fn with_actions<'e, 'a>(envelope: &'e Envelope<'a>) -> impl Iterator<Item = (&'e Meeting<'a>, Vec<&'e Action<'a>>)> {
    let mut actions: HashMap<&str, Vec<&Action>> = HashMap::new();
    for action in &envelope.action {
        if let Some(meeting) = &action.meeting {
            actions.entry(&meeting.0).or_default().push(action);
        }
    }
    envelope.meeting.iter().map(move |meeting| (meeting, actions.remove(&*meeting.id.0).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{model::read, pack::pack, search::fold::Tables};

    const ARCHIVE: &str = r#"{"schemaVersion":"1.0.0",
        "organization":[{"id":"wg-strategy","name":"Working Group on Strategy","shortName":"WG-Strategy","otherName":["Strategy WG"]}],
        "cycle":[{"id":"igf-2025","name":"IGF 2025","year":2025,"place":"Lillestrøm"},{"id":"igf-2024","name":"IGF 2024","year":2024}],
        "meeting":[
          {"id":"igf-2025-mag-11","name":"MAG Meeting XI","cycle":"igf-2025","start":"2025-11-03","mentionedOrganization":["wg-strategy"],
           "agendaItem":[{"id":"igf-2025-mag-11/item-1","name":"Opening","presenter":[{"name":"Chair"}],"privateNote":"secret",
             "agendaItem":[{"id":"igf-2025-mag-11/item-2","name":"Update on Policy Networks"}]}],
           "minutes":[{"id":"igf-2025-mag-11/section-1","name":"DCs","note":[{"id":"igf-2025-mag-11/note-1","text":"关于政策网络的说明",
             "note":[{"text":"La conexión"}]}],"decision":[{"text":"Adopted."}]}],
           "participation":[{"name":"Ms. Adeyemi","affiliation":"Ministry"}],
           "file":[{"id":"igf-2025-mag-11/file-1","name":"Concept note","accessUrl":"https://example.org/hidden"}]},
          {"id":"igf-2024-mag-8","name":"MAG Meeting VIII","cycle":"igf-2024"}],
        "action":[{"id":"igf-2025-mag-11/action-1","meeting":"igf-2025-mag-11","name":"Appoint a DC-MAG liaison","agent":[{"name":"MAG members"}]}]}"#;

    fn gather(added: &[&str]) -> (Index, Ready) {
        let files = pack([read::from_str(ARCHIVE).unwrap()]);
        let file = |name: &str| &files.iter().find(|file| file.0 == name).unwrap().1;
        let added = added.iter().map(|text| Envelope::from_bytes(text.as_bytes()).unwrap()).collect();
        let mut gather = Gather::new(serde_json::from_str(file("list.json")).unwrap(), added, Folder::new(Box::new(Tables)));
        for name in gather.files() {
            gather.chunk(file(&name).as_bytes()).unwrap();
        }
        assert!(gather.chunk(b"<!doctype html>").is_err());
        gather.finish()
    }

    #[test]
    fn every_text_is_found_where_it_stands() {
        let (mut index, _) = gather(&[]);
        for (query, kind, part) in [
            ("meeting xi", "title", ""),
            ("opening", "item", "igf-2025-mag-11/item-1"),
            ("policy netw", "item", "igf-2025-mag-11/item-2"),
            ("chair", "person", "igf-2025-mag-11/item-1"),
            ("liaison", "action", "igf-2025-mag-11/action-1"),
            ("mag members", "action", "igf-2025-mag-11/action-1"),
            ("dcs", "note", "igf-2025-mag-11/section-1"),
            ("政策", "note", "igf-2025-mag-11/note-1"),
            ("conexion", "note", ""),
            ("adopted", "note", ""),
            ("adeyemi", "person", ""),
            ("strategy working group", "group", ""),
            ("concept", "file", "igf-2025-mag-11/file-1"),
            ("lillestrom 2025", "other", ""),
        ] {
            let answer = index.search(query, 1);
            assert_eq!(answer.meetings, [0], "{query}");
            let hit = &answer.hits[0].hits[0];
            assert_eq!((hit.kind.as_str(), hit.part.unwrap_or_default()), (kind, part), "{query}");
        }
        assert_eq!(index.search("mag", 0).meetings, [0, 1]);
        for nothing in ["secret", "hidden", "example", "liaison zebra", ""] {
            assert_eq!(index.search(nothing, 9), Default::default(), "{nothing}");
        }
    }

    #[test]
    fn added_meetings_replace_or_come_behind() {
        let (mut index, ready) = gather(&[
            r#"{"schemaVersion":"1.0.0","meeting":[{"id":"mine","name":"My call"},{"id":"igf-2024-mag-8","name":"Corrected once"}]}"#,
            r#"{"schemaVersion":"1.0.0","organization":[{"id":"x","name":"Zebra Forum"}],
                "meeting":[{"id":"copy","replaces":"igf-2024-mag-8","name":"Corrected twice","organization":["x"]}],
                "action":[{"id":"copy/action-1","meeting":"copy","name":"Count stripes"}]}"#,
        ]);
        let place = |meeting, id: &str| Place { meeting, id: id.to_owned() };
        assert_eq!((ready.meetings, ready.added), (3, vec![place(1, "copy"), place(2, "mine")]));
        for (query, found) in [
            ("viii", &[][..]),
            ("once", &[]),
            ("corrected", &[1]),
            ("zebra", &[1]),
            ("stripes", &[1]),
            ("my call", &[2]),
            ("meeting", &[0]),
        ] {
            assert_eq!(index.search(query, 0).meetings, found, "{query}");
        }
    }
}

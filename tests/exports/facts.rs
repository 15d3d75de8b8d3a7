//! The facts of a meeting, in a form that every format can be read back into.

use rapporteur::domain::export::programme::{Line, Link, PointKind, Programme};

/// What is said of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub title: String,
    /// "Date: 20 January 2026", the purpose: what stands before the agenda.
    pub head: Vec<String>,
    pub items: Vec<Item>,
    /// Actions, then minutes, then documents: a text each.
    pub after: Vec<String>,
}

/// An item of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    pub day: Option<String>,
    pub depth: usize,
    pub number: String,
    pub title: String,
    /// Start, length, presenters.
    pub facts: String,
    /// Descriptions, notes, documents.
    pub texts: String,
}

/// A text as every format keeps it: without control characters, white space as one space. Formats differ in what parts the facts of a line.
pub fn tidy(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    kept.replace(" · ", " ").replace(", ", " ").replace(": ", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds to a text, with a space between.
pub fn add(into: &mut String, text: &str) {
    *into = tidy(&format!("{into} {text}"));
}

fn link(link: &Link) -> String {
    [Some(link.title.as_ref()), link.beside()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn item(line: &Line, note_heading: &str) -> Item {
    let note = line.note.iter().map(|note| format!("{note_heading}: {note}"));
    let texts = line.details.iter().map(ToString::to_string).chain(note).chain(line.documents.iter().map(link));
    Item {
        day: line.day.as_ref().map(|day| tidy(&day.words)),
        depth: line.depth,
        number: tidy(line.number.as_deref().unwrap_or_default()),
        title: tidy(&line.title),
        facts: tidy(&line.facts().collect::<Vec<_>>().join(" ")),
        texts: tidy(&texts.collect::<Vec<_>>().join(" ")),
    }
}

impl Facts {
    /// What is to be read back.
    pub fn of(programme: &Programme) -> Self {
        let facts = programme.facts.iter().map(|(name, value)| format!("{name}: {value}"));
        let duties = programme.actions.iter().map(|duty| {
            let parts = std::iter::once(&duty.text)
                .chain(&duty.facts)
                .chain(&duty.description)
                .map(ToString::to_string)
                .chain(duty.documents.iter().map(link));
            parts.collect::<Vec<_>>().join(" ")
        });
        let points = programme.minutes.iter().map(|point| {
            assert!(point.kind != PointKind::Heading || point.documents.is_empty());
            point
                .number
                .iter()
                .chain([&point.text])
                .map(ToString::to_string)
                .chain(point.documents.iter().map(link))
                .collect::<Vec<_>>()
                .join(" ")
        });
        let tidied =
            |texts: &mut dyn Iterator<Item = String>| texts.map(|text| tidy(&text)).filter(|text| !text.is_empty()).collect::<Vec<_>>();
        Self {
            title: tidy(&programme.title),
            head: tidied(&mut facts.chain(programme.description.as_deref().map(str::to_owned))),
            items: programme.agenda.iter().map(|line| item(line, &programme.note_heading)).collect(),
            after: tidied(&mut duties.chain(points).chain(programme.documents.iter().map(link))),
        }
    }
}

/// Every text of a programme, in the order in which a page of plain text has them.
pub fn in_order(programme: &Programme) -> Vec<String> {
    let mut out = vec![programme.title.to_string()];
    out.extend(after_title(programme));
    out
}

/// The same behind the title.
pub fn after_title(programme: &Programme) -> Vec<String> {
    fn links(links: &[Link]) -> impl Iterator<Item = String> {
        links.iter().flat_map(|link| [Some(link.title.as_ref()), link.beside()].into_iter().flatten().map(str::to_owned))
    }
    let mut out: Vec<String> = programme.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    out.extend(programme.description.as_deref().map(str::to_owned));
    for line in &programme.agenda {
        let head = line.day.iter().map(|day| &day.words).chain(&line.number).chain([&line.title]);
        out.extend(head.map(ToString::to_string).chain(line.facts().map(str::to_owned)));
        out.extend(line.details.iter().chain(&line.note).map(ToString::to_string).chain(links(&line.documents)));
    }
    for duty in &programme.actions {
        out.extend(
            std::iter::once(&duty.text).chain(&duty.facts).chain(&duty.description).map(ToString::to_string).chain(links(&duty.documents)),
        );
    }
    for point in &programme.minutes {
        out.extend(point.number.iter().chain([&point.text]).map(ToString::to_string).chain(links(&point.documents)));
    }
    out.extend(links(&programme.documents));
    out
}

/// Whether the texts stand in a page one behind the other.
pub fn assert_in_order(page: &str, texts: &[String]) {
    let page: String = tidy(page);
    let mut rest = page.as_str();
    for text in texts {
        let text = tidy(text);
        let text = text.trim_end_matches([':', ',', '·']);
        let Some((_, after)) = rest.split_once(text) else { panic!("{text:?} does not stand in {rest:?}") };
        rest = after;
    }
}

//! Blocks become parts, one a meeting: where a title stands, a meeting begins.

use super::{
    agenda,
    blocks::{Block, Kind},
    bodies::Bodies,
    dates,
    lines::Line,
    steps,
    title::{self, Title},
    words,
};

/// What belongs to one meeting.
#[derive(Debug)]
pub struct Part<'b> {
    /// Its title, and the lines in which that stands.
    pub title: Option<(Title, [u32; 2])>,
    /// The text of the title as printed: date and place may stand in it.
    pub printed: String,
    /// What follows the title.
    pub blocks: &'b [Block],
    /// Whether the document lists many meetings.
    pub is_listing: bool,
    /// Whether it is a verbatim record.
    pub is_transcript: bool,
    /// Whether the title is the subject of a mail.
    pub is_mail: bool,
}

/// Whether the lines are a verbatim record: again and again somebody is named who speaks.
pub fn is_transcript(lines: &[Line]) -> bool {
    let speaks = |line: &&Line| {
        let text = line.text.trim_start_matches(['>', ' ']);
        let Some((name, said)) = text.split_once(':') else { return false };
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let is_loud =
            letters > 2 && name.chars().count() <= 50 && name.chars().all(|c| !c.is_lowercase()) && name.chars().any(char::is_uppercase);
        is_loud && said.split_whitespace().count() > 3 || line.text.starts_with(">>")
    };
    let spoken = lines.iter().filter(speaks).count();
    let is_said = lines.iter().take(30).any(|line| {
        let small = line.text.to_lowercase();
        ["realtime captioning", "real-time captioning", "raw file", "verbatim", "transcript", "transcription of", "unedited"]
            .iter()
            .any(|sign| small.contains(sign))
    });
    // "NAME:" on a line of its own, then what they say, is counted by the words of a transcript alone.
    spoken >= 5 && 5 * spoken >= lines.len() || is_said && spoken >= 2 || is_said && names_speak(lines)
}

/// "Jane Doe:" again and again, with long speeches.
fn names_speak(lines: &[Line]) -> bool {
    let speaks = |line: &&Line| {
        line.text.split_once(':').is_some_and(|(name, _)| {
            name.split_whitespace().count() <= 4 && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        })
    };
    lines.iter().filter(speaks).count() >= 4
}

/// A title is printed again at most so many meetings further on.
const NEAR: usize = 64;

/// Mail programs print the title in a line of the head.
const SUBJECTS: [&str; 7] = ["subject:", "objet:", "objet :", "asunto:", "assunto:", "betreff:", "title:"];

/// A line without what introduces a title.
fn bare(text: &str) -> &str {
    let small = text.to_lowercase();
    let Some(begin) = SUBJECTS.iter().find(|begin| small.starts_with(*begin)) else { return text };
    let mut rest = text.get(begin.len()..).unwrap_or(text).trim_start();
    while let Some((mark, after)) =
        rest.split_once(':').filter(|(mark, _)| words::is_in("re|fwd|fw|tr|rv|aw|wg|enc|ref", &mark.trim().to_lowercase()))
    {
        let _ = mark;
        rest = after.trim_start();
    }
    // "[list] Title"
    if let Some((_, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        rest = after.trim_start();
    }
    rest
}

/// The parts of a document.
pub fn parts<'b>(all: &'b [Block], bodies: &mut Bodies, is_transcript: bool) -> Vec<Part<'b>> {
    // Where titles stand: the first block of the title, the block behind it, the title, its text.
    let mut starts: Vec<(usize, usize, Title, String)> = Vec::new();
    let mut at = 0;
    let mut weak: Option<(usize, usize, Title, String)> = None;
    while at < all.len() {
        steps::count(1);
        let block = &all[at];
        let text = bare(&block.text);
        let is_subject = text.len() < block.text.len();
        if !(block.kind == Kind::Heading || is_subject) {
            at += 1;
            continue;
        }
        // "IGF 2022", and below it "MAG Meeting VII".
        let year = title::cycle(text).filter(|_| text.split_whitespace().count() <= 3);
        let next = year.and_then(|year| Some((year, all.get(at + 1).filter(|next| next.kind == Kind::Heading)?)));
        let joined = next.and_then(|(year, next)| {
            let title = title::read(&next.text, next.lines[0], bodies).filter(|title| title.cycle.is_none())?;
            Some((Title { name: format!("{text} {}", title.name), cycle: Some(year), ..title }, format!("{text} {}", next.text)))
        });
        // "Coordination Group", and below it "Meeting of 7 November".
        let joined = joined.or_else(|| {
            let next =
                all.get(at + 1).filter(|next| at < 4 && starts.is_empty() && next.kind == Kind::Heading && block.kind == Kind::Heading)?;
            let printed = format!("{text} – {}", next.text);
            let is_whole = title::is_title_like(text)
                || title::is_title_like(&next.text)
                || words::section(text).is_some()
                || words::section(&next.text) == Some(words::Section::Actions);
            Some((title::read(&printed, block.lines[0], bodies).filter(|_| !is_whole && dates::dates(text).is_empty())?, printed))
        });
        if let Some((title, printed)) = joined {
            starts.push((at, at + 2, title, printed));
            at += 2;
            continue;
        }
        // A day of a meeting is none of its own, unless the heading says of which.
        let is_own = !agenda::day_heading(text) || title::cycle(text).is_some();
        if let Some(title) = title::read(text, block.lines[0], bodies).filter(|_| is_own) {
            let is_new = starts.iter().rev().take(NEAR).all(|(_, _, other, _)| !is_same(other, &title));
            let is_first = starts.is_empty();
            let is_document = words::section(text).is_some() && !is_first && !begins_meeting(&all[at + 1..]);
            if is_first && (title::is_full(&title) || is_subject || !dates::dates(text).is_empty())
                || !is_first
                    && is_new
                    && (title.number.is_some() || title.day.is_some() || !title.bodies.is_empty() && is_announced(&all[at + 1..]))
                    && (block.is_apart || block.is_strong)
                    && !is_document
                    && !is_listed(all, at)
            {
                starts.push((at, at + 1, title, text.to_owned()));
            } else if is_first && weak.is_none() && at < 12 {
                weak = Some((at, at + 1, title, text.to_owned()));
            }
        }
        at += 1;
    }
    if starts.is_empty() {
        starts.extend(weak);
    }
    let is_listing = starts.len() > 1;
    if is_listing {
        untitled(all, &mut starts, bodies);
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, ..)| *at).chain([all.len()]).collect();
    let mut out: Vec<Part> = starts
        .into_iter()
        .zip(ends)
        .map(|((at, from, title, printed), end)| {
            let lines = [all[at].lines[0], all[from - 1].lines[1]];
            let is_mail = bare(&all[at].text).len() < all[at].text.len();
            Part { title: Some((title, lines)), printed, blocks: &all[from.min(end)..end], is_listing, is_transcript, is_mail }
        })
        .collect();
    if out.is_empty() && !all.is_empty() {
        out.push(Part { title: None, printed: String::new(), blocks: all, is_listing: false, is_transcript, is_mail: false });
    }
    out
}

/// Whether a date or an agenda follows.
fn is_announced(rest: &[Block]) -> bool {
    rest.iter().take(3).any(|block| {
        words::section(&block.text) == Some(words::Section::Agenda) || block.kind == Kind::Heading && !dates::dates(&block.text).is_empty()
    })
}

/// Whether what follows is what a meeting begins with.
fn begins_meeting(rest: &[Block]) -> bool {
    rest.iter().take(3).any(|block| {
        words::section(&block.text) == Some(words::Section::Agenda) || !dates::dates(&block.text).is_empty() || block.is_item()
    })
}

/// Whether a heading stands among others that follow each other, as in a list of links or documents.
fn is_listed(all: &[Block], at: usize) -> bool {
    let is_near = |block: Option<&Block>| block.is_some_and(|block| block.kind == Kind::Heading && !block.is_apart);
    is_near(all.get(at + 1)) && all.get(at + 1).is_some_and(|next| title::is_title_like(&next.text))
}

fn is_same(one: &Title, other: &Title) -> bool {
    one.number.as_ref().map(|(_, value)| *value) == other.number.as_ref().map(|(_, value)| *value)
        && one.kind == other.kind
        && one.day == other.day
        && (one.cycle == other.cycle || other.cycle.is_none())
        && (one.bodies == other.bodies || other.bodies.is_empty())
        && (one.number.is_some() || words::folded(&one.name) == words::folded(&other.name))
}

/// In a list of meetings, a heading with a line of date and time right below it is a title too, whatever it says.
fn untitled(all: &[Block], starts: &mut Vec<(usize, usize, Title, String)>, bodies: &mut Bodies) {
    let mut is_taken = vec![false; all.len() + 1];
    let mut is_behind = vec![false; all.len() + 1];
    for (at, from, ..) in starts.iter() {
        is_taken[*at..*from].fill(true);
        is_behind[*from] = true;
    }
    // The first place of each heading since the last title: a page prints it above the announcement and above the date.
    let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let mut is_titled = false;
    for (at, pair) in all.windows(2).enumerate() {
        steps::count(1);
        if is_taken[at] {
            seen.clear();
            is_titled = true;
            continue;
        }
        let (head, below) = (&pair[0], &pair[1]);
        if head.kind != Kind::Heading {
            continue;
        }
        let first = *seen.entry(words::folded(&head.text)).or_insert(at);
        let is_dated = below.kind == Kind::Heading
            && !below.is_apart
            && dates::dates(&below.text).len() == 1
            && dates::times(&below.text).iter().any(|timed| timed.zone.is_some());
        let right_below_title = is_behind[at];
        if is_titled
            && is_dated
            && !right_below_title
            && words::section(&head.text).is_none()
            && dates::dates(&head.text).is_empty()
            && head.text.split_whitespace().count() > 2
        {
            let title = Title {
                name: head.text.clone(),
                cycle: title::cycle(&head.text),
                bodies: bodies.mentions(&head.text, head.lines[0]),
                ..Title::default()
            };
            starts.push((first, first + 1, title, head.text.clone()));
        }
    }
    starts.sort_by_key(|(at, ..)| *at);
}

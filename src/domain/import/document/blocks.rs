//! Stage two: lines become blocks. Broken lines are made whole, labels that stand alone join what they label, and cells that stand
//! one a line become rows again.

use super::{
    inline::{self, Link},
    lines::Line,
    steps,
};
use crate::domain::{
    draft::{
        mail::ends_open,
        paste::split_length,
        table::{self, Column},
    },
    mark::{Mark, marked, unquoted},
};

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A short line that ends no sentence.
    Heading,
    /// One or more sentences.
    Paragraph,
    /// An entry of a list.
    Item {
        /// The printed number or letter; none for bullets.
        label: Option<String>,
        /// How it is marked.
        mark: Mark,
        /// Whether an arrow points at it.
        is_arrow: bool,
    },
    /// A row of a table.
    Row(Vec<String>),
    /// Navigation, addresses that stand alone, rules between parts, numbers of pages.
    Noise,
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// What it says, without marks.
    pub text: String,
    /// Links in it.
    pub links: Vec<Link>,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
    /// Columns of white space before it.
    pub indent: usize,
    /// Whether an empty line stands above it.
    pub is_apart: bool,
    /// Whether it is marked as a heading, or set in bold as a whole.
    pub is_strong: bool,
}

impl Block {
    /// Whether it is an entry of a list.
    pub fn is_item(&self) -> bool {
        matches!(self.kind, Kind::Item { .. })
    }

    /// Whether it is the printed number of an entry.
    pub fn label(&self) -> Option<&str> {
        match &self.kind {
            Kind::Item { label, .. } => label.as_deref(),
            _ => None,
        }
    }
}

const ARROWS: &str = "➔→➢➤►⇒⮕";

/// How lines of a text are broken.
struct Breaks {
    /// Characters of a full line, where lines are broken at all.
    width: Option<usize>,
    /// Whether an empty line stands between all lines, broken ones too, as in text that is taken from a PDF.
    is_spaced: bool,
}

impl Breaks {
    fn of(lines: &[Line]) -> Self {
        /// As many characters has a line that was broken, and no more.
        const WIDTHS: std::ops::RangeInclusive<usize> = 50..=130;
        let lengths: Vec<usize> = lines.iter().filter(|line| !is_address(line.text)).map(|line| line.text.chars().count()).collect();
        let long = lengths.iter().filter(|length| **length > *WIDTHS.end()).count();
        let width = lengths.iter().copied().filter(|length| WIDTHS.contains(length)).max().filter(|_| 50 * long <= lengths.len());
        let (mut goes_on, mut at_once) = (0, 0);
        for pair in lines.windows(2) {
            let is_broken = !ends_sentence(pair[0].text) && pair[0].text.chars().count() >= 40 && starts_small(pair[1].text);
            match pair[1].empty_above {
                0 if is_broken => at_once += 1,
                1 if is_broken => goes_on += 1,
                _ => {}
            }
        }
        Self { width, is_spaced: goes_on > 2 && goes_on > at_once }
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['*', '_', '"', '”', '»', ')']).ends_with(['.', ':', '!', '?', ';', '…', '。', '：'])
}

fn starts_small(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

/// An address that stands alone.
fn is_address(text: &str) -> bool {
    let text = text.trim_matches(['<', '>', '(', ')']);
    (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")) && !text.contains(char::is_whitespace)
}

fn is_noise(text: &str) -> bool {
    let small = text.to_lowercase();
    let is_page = small
        .strip_prefix("page ")
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '/' || "of".contains(c)));
    let is_rule = !text.contains(char::is_alphanumeric);
    // "<< Day 1 | < Day 2"
    let is_way = (text.starts_with('<') || text.ends_with('>')) && text.chars().count() < 60 && !text.contains('@');
    is_page || is_rule || is_way || is_address(text)
}

/// A label that stands alone on its line: "1.", "a)", "2.1", "IV.".
fn is_lone_label(text: &str) -> bool {
    text.len() <= 6
        && !text.contains(char::is_whitespace)
        && text.bytes().any(|byte| b".)".contains(&byte))
        && !matches!(marked(&format!("{text} x"), (false, false), None).0, Mark::None | Mark::Bullet(_))
        && table::clock(text).is_none()
}

fn is_lone_bullet(text: &str) -> bool {
    text.chars().count() == 1 && matches!(marked(&format!("{text} x"), (false, false), None).0, Mark::Bullet(_)) && text != "o"
}

/// A line without its marks: those of a bullet with a number behind it too ("• 4.1 Welcome", "- ➔ The Chair …").
fn unmarked(text: &str, roman: (bool, bool), after: Option<char>) -> (Mark, Option<String>, bool, &str) {
    let (mut mark, mut rest) = marked(text, roman, after);
    let label = |mark: Mark, text: &str, rest: &str| match mark {
        Mark::None | Mark::Bullet(_) => None,
        _ => Some(text[..text.len() - rest.len()].trim().to_owned()),
    };
    // A time of day is no label: "10.00 Welcome".
    if matches!(mark, Mark::Number(2))
        && text
            .split_whitespace()
            .next()
            .is_some_and(|first| first.trim_end_matches('.').split('.').nth(1).is_some_and(|part| part.len() == 2))
    {
        return (Mark::None, None, false, text);
    }
    let mut found = label(mark, text, rest);
    let mut is_arrow = matches!(mark, Mark::Bullet(sign) if ARROWS.contains(sign));
    if mark == Mark::None
        && let Some(after) =
            text.strip_prefix(|c| ARROWS.contains(c)).or_else(|| text.strip_prefix("=>")).or_else(|| text.strip_prefix("->"))
        && after.trim_start().starts_with(|c: char| c.is_alphanumeric() || "*[\"“‘".contains(c))
    {
        return (Mark::Bullet('→'), None, true, after.trim_start());
    }
    if matches!(mark, Mark::Bullet(_)) {
        let (inner, after) = marked(rest, roman, None);
        match inner {
            Mark::Bullet(sign) if ARROWS.contains(sign) => (is_arrow, rest) = (true, after),
            Mark::Number(_) => {
                found = label(inner, rest, after);
                (mark, rest) = (inner, after);
            }
            _ => {}
        }
    }
    is_arrow |= rest.starts_with("=> ");
    (mark, found, is_arrow, rest)
}

/// A line, as it goes into blocks.
struct Raw<'a> {
    line: Line<'a>,
    text: &'a str,
    mark: Mark,
    label: Option<String>,
    is_arrow: bool,
}

/// The blocks of lines.
pub fn blocks(lines: &[Line]) -> Vec<Block> {
    let breaks = Breaks::of(lines);
    let mut out: Vec<Block> = Vec::new();
    // The text of the last block as it was printed, by which is judged whether it goes on.
    let mut last: Option<Raw> = None;
    let mut last_length = 0;
    let (mut small_romans, mut capital_romans) = (false, false);
    let mut letter = None;
    let mut lone: Option<(Line, String)> = None;
    for line in lines {
        steps::count(line.text.len());
        let text = unquoted(line.text).trim();
        let text = if text.is_empty() { line.text } else { text };
        if (is_lone_label(text) || is_lone_bullet(text)) && lone.is_none() {
            lone = Some((*line, text.to_owned()));
            continue;
        }
        let (mut mark, mut label, mut is_arrow, mut rest) = unmarked(text, (small_romans, capital_romans), letter);
        let mut first = line.number;
        let mut whole = *line;
        if let Some((at, sign)) = lone.take() {
            if mark == Mark::None {
                (first, rest) = (at.number, text);
                whole = Line { indent: at.indent, empty_above: at.empty_above, ..*line };
                let with = format!("{sign} x");
                let (found, printed, arrow, _) = unmarked(&with, (small_romans, capital_romans), letter);
                (mark, label, is_arrow) = (found, printed, arrow);
            } else {
                out.push(block(Kind::Noise, &sign, at, at.number, false));
            }
        }
        match mark {
            Mark::Roman => small_romans = true,
            Mark::CapitalRoman => capital_romans = true,
            Mark::Letter | Mark::Capital => letter = label.as_ref().and_then(|label| label.trim_start_matches('(').chars().next()),
            // A new list of numbers begins: letters count anew below it.
            Mark::Number(1) => (small_romans, letter) = (false, None),
            _ => {}
        }
        let raw = Raw { line: whole, text: rest, mark, label, is_arrow };
        if let (Some(above), Some(into)) = (&last, out.last_mut())
            && goes_on(above, last_length, into, &raw, &breaks)
        {
            join(into, raw.text, line.number);
            last_length = line.text.chars().count();
            last = Some(Raw { line: *line, text: raw.text, mark: above.mark, label: None, is_arrow: above.is_arrow });
            continue;
        }
        let kind = kind(&raw);
        let is_strong = is_strong(raw.text);
        out.push(block(kind, raw.text.trim_start_matches('#').trim_start(), whole, first, is_strong));
        if let Some(block) = out.last_mut() {
            block.lines[1] = line.number;
        }
        last_length = line.text.chars().count();
        last = Some(raw);
    }
    if let Some((at, sign)) = lone {
        out.push(block(Kind::Noise, &sign, at, at.number, false));
    }
    rows(&mut out);
    for block in &mut out {
        finish(block);
    }
    out
}

fn block(kind: Kind, text: &str, line: Line, first: u32, is_strong: bool) -> Block {
    Block {
        kind,
        text: text.to_owned(),
        links: Vec::new(),
        lines: [first, line.number],
        indent: line.indent,
        is_apart: line.empty_above > 0,
        is_strong,
    }
}

fn is_strong(text: &str) -> bool {
    let marked = text.strip_prefix("**").and_then(|rest| rest.strip_suffix("**").or_else(|| rest.strip_suffix("**:")));
    text.starts_with("# ")
        || text.starts_with("## ")
        || text.starts_with("### ")
        || text.starts_with("#### ")
        || marked.is_some_and(|inside| !inside.contains("**"))
}

fn kind(raw: &Raw) -> Kind {
    if is_noise(raw.text) && raw.mark == Mark::None || raw.text.trim_matches('-') == ">" {
        return Kind::Noise;
    }
    let cells: Vec<String> = cells(raw.text);
    if raw.mark != Mark::None {
        return Kind::Item { label: raw.label.clone(), mark: raw.mark, is_arrow: raw.is_arrow };
    }
    if cells.len() > 1 { Kind::Row(cells) } else { Kind::Paragraph }
}

/// The cells of a row: between tabs, or between bars that stand at both ends.
pub fn cells(text: &str) -> Vec<String> {
    let inside = text.strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    let parts: Vec<&str> = inside.map_or_else(|| text.split('\t').collect(), |inside| inside.split('|').collect());
    let cells: Vec<String> = parts.iter().map(|cell| cell.trim().to_owned()).collect();
    if cells.iter().filter(|cell| !cell.is_empty()).count() < 2 { Vec::new() } else { cells }
}

/// Whether a line goes on with what stands above it.
fn goes_on(above: &Raw, length: usize, into: &Block, line: &Raw, breaks: &Breaks) -> bool {
    let is_near = line.line.empty_above == 0 || breaks.is_spaced && line.line.empty_above == 1;
    if !is_near
        || line.mark != Mark::None
        || line.text.starts_with('#')
        || line.text.contains('\t')
        || matches!(into.kind, Kind::Noise | Kind::Row(_))
        || is_noise(line.text)
        || is_strong(line.text)
        || into.is_strong
    {
        return false;
    }
    let end = above.text.trim_end();
    if ends_sentence(end) && !(end.ends_with(';') && starts_small(line.text)) {
        // A sentence ended in a paragraph that is broken: the next goes on where the line was full.
        let is_full = breaks.width.is_some_and(|width| length + first_word(line.text) > width && length * 10 >= width * 8);
        return is_full
            && line.line.empty_above == 0
            && above.mark == Mark::None
            && matches!(into.kind, Kind::Paragraph)
            && into.lines[1] > into.lines[0];
    }
    if split_length(end).is_some() || table::clock(line.text.split_whitespace().next().unwrap_or_default()).is_some() {
        return false;
    }
    // Letters of a PDF are not all of one width.
    let is_full =
        breaks.width.is_some_and(|width| length + 1 + first_word(line.text) > if breaks.is_spaced { width * 9 / 10 } else { width });
    let hangs = above.mark != Mark::None && line.line.indent > above.line.indent && line.line.empty_above == 0;
    if starts_small(line.text) {
        return length >= 40 || hangs || ends_open(end) && length >= 20;
    }
    is_full && length >= 50 || ends_open(end) && length >= 45 && line.line.empty_above <= usize::from(breaks.is_spaced)
}

fn first_word(text: &str) -> usize {
    text.split_whitespace().next().map_or(0, |word| word.chars().count())
}

fn join(into: &mut Block, text: &str, line: u32) {
    into.text.truncate(into.text.trim_end().len());
    let is_parted = into.text.ends_with('-') && into.text.trim_end_matches('-').ends_with(char::is_alphanumeric);
    if !is_parted {
        into.text.push(' ');
    }
    into.text.push_str(text);
    into.lines[1] = line;
}

/// Takes marks out of a block's text, and tells headings from paragraphs.
fn finish(block: &mut Block) {
    let (text, links) = inline::plain(&block.text);
    block.text = text.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    block.links = links;
    if let Kind::Row(cells) = &mut block.kind {
        cells.iter_mut().for_each(|cell| *cell = inline::plain(cell).0);
    }
    if block.kind == Kind::Paragraph && (block.is_strong && block.text.chars().count() <= 160 || is_heading(&block.text)) {
        block.kind = Kind::Heading;
    }
}

/// Whether a line is short, begins as a heading does, and ends no sentence.
pub fn is_heading(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let is_abbreviated = text.ends_with("A.O.B.") || text.ends_with("etc.");
    text.chars().count() <= 120
        && words <= 18
        && !starts_small(text)
        && (is_abbreviated || !text.ends_with(['.', ';', ',', '!', '…', '。']))
        && text.contains(char::is_alphabetic)
}

/// A table whose cells stand one a line has at most so many.
const LONGEST_TABLE: usize = 400;

/// Cells that stand one a line, below the headings of their columns, become rows.
fn rows(all: &mut Vec<Block>) {
    let heading = |block: &Block| {
        let is_short = matches!(block.kind, Kind::Paragraph) && block.text.chars().count() <= 30;
        is_short.then(|| table::heads(block.text.trim_matches('*'))[0].kind).flatten()
    };
    // Where tables begin and end, and their rows.
    let mut found: Vec<(usize, usize, Vec<Block>)> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        steps::count(1);
        // "Agenda" heads the table, and is none of its columns.
        if super::words::section(&all[at].text) == Some(super::words::Section::Agenda) {
            at += 1;
            continue;
        }
        let heads: Vec<Column> = all[at..].iter().map_while(heading).take(8).collect();
        let width = heads.len();
        if width < 2 || !heads.contains(&Column::Title) {
            at += width.max(1);
            continue;
        }
        let begins = |block: &Block| match heads[0] {
            Column::Number => block.label().is_some() || is_bare_number(&block.text) && matches!(block.kind, Kind::Paragraph),
            Column::Time => {
                table::clock(&block.text).is_some() || table::clock(block.text.split_whitespace().next().unwrap_or_default()).is_some()
            }
            _ => false,
        };
        let end = at
            + width
            + all[at + width..]
                .iter()
                .take(LONGEST_TABLE)
                .take_while(|block| matches!(block.kind, Kind::Paragraph | Kind::Item { .. }))
                .count();
        let body = &all[at + width..end];
        let mut groups: Vec<Vec<&Block>> = Vec::new();
        if body.first().is_some_and(begins) {
            for block in body {
                // A row that is full and is not begun anew is the end of the table.
                if begins(block) {
                    groups.push(Vec::new());
                } else if groups.last().is_some_and(|group| group.len() >= width) {
                    break;
                }
                if let Some(group) = groups.last_mut() {
                    group.push(block);
                }
            }
        } else if body.len().is_multiple_of(width) {
            groups = body.chunks(width).map(|chunk| chunk.iter().collect()).collect();
        }
        let made: Vec<Block> = groups.iter().filter_map(|group| row_of(group, &heads)).collect();
        if made.len() < 2 {
            at += width;
            continue;
        }
        let used: usize = groups.iter().map(Vec::len).sum();
        let mut head = all[at].clone();
        head.kind = Kind::Row(all[at..at + width].iter().map(|block| block.text.clone()).collect());
        head.text = all[at..at + width].iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\t");
        head.lines[1] = all[at + width - 1].lines[1];
        found.push((at, at + width + used, std::iter::once(head).chain(made).collect()));
        at += width + used;
    }
    if found.is_empty() {
        return;
    }
    let mut old = std::mem::take(all).into_iter();
    let mut from = 0;
    for (start, end, rows) in found {
        all.extend(old.by_ref().take(start - from));
        old.by_ref().take(end - start).for_each(drop);
        all.extend(rows);
        from = end;
    }
    all.extend(old);
}

fn is_bare_number(text: &str) -> bool {
    text.len() <= 3 && !text.is_empty() && text.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit())
}

fn row_of(group: &[&Block], heads: &[Column]) -> Option<Block> {
    let (first, last) = (group.first()?, group.last()?);
    let mut cells: Vec<String> = Vec::new();
    for block in group {
        // A number that was read as the mark of the next cell is a cell of its own.
        if let Some(label) = block.label()
            && heads[0] == Column::Number
        {
            cells.push(label.to_owned());
        }
        cells.push(block.text.clone());
    }
    cells.truncate(heads.len());
    Some(Block {
        text: cells.join("\t"),
        kind: Kind::Row(cells),
        links: Vec::new(),
        lines: [first.lines[0], last.lines[1]],
        indent: first.indent,
        is_apart: first.is_apart,
        is_strong: false,
    })
}

#[cfg(test)]
mod tests {
    use super::{super::lines::lines, *};

    /// Blocks, one a line: a sign for the kind, the label, the text, its lines.
    fn told(text: &str) -> String {
        let line = |block: &Block| {
            let [first, last] = block.lines;
            let sign = match &block.kind {
                Kind::Heading => "#".to_owned(),
                Kind::Paragraph => "¶".to_owned(),
                Kind::Item { label, is_arrow, .. } => label.clone().unwrap_or_else(|| if *is_arrow { "→".into() } else { "•".into() }),
                Kind::Row(cells) => return format!("| {} [{first}-{last}]", cells.join(" | ")),
                Kind::Noise => "~".to_owned(),
            };
            format!("{sign} {} [{first}-{last}]", block.text)
        };
        blocks(&lines(text)).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(told(text), expected.join("\n"), "{text}");
    }

    #[test]
    fn lists_keep_their_labels() {
        check(
            "Draft Agenda:\n  1. Welcome\n    a) Remarks\n  • 4.1 Reports\n o  Bullet\n- ➔ **Do it.**\n→ Go\n",
            &[
                "# Draft Agenda: [1-1]",
                "1. Welcome [2-2]",
                "a) Remarks [3-3]",
                "4.1 Reports [4-4]",
                "• Bullet [5-5]",
                "→ Do it. [6-6]",
                "→ Go [7-7]",
            ],
        );
    }

    #[test]
    fn a_label_alone_joins_what_it_labels() {
        check("1.\nWelcome\n2.\n\nUpdates\n•\nOne", &["1. Welcome [1-2]", "2. Updates [3-5]", "• One [6-7]"]);
    }

    #[test]
    fn broken_lines_are_made_whole() {
        check(
            "▪ The chair opened the meeting and thanked everybody who had come from \n\nfar away to the venue. \n\n▪ The secretariat reported on the state of the preparations and on the \n\nbudget. \n\n➔ The secretariat will send the draft programme to all members once the \n\nvenue is known.",
            &[
                "• The chair opened the meeting and thanked everybody who had come from far away to the venue. [1-3]",
                "• The secretariat reported on the state of the preparations and on the budget. [5-7]",
                "→ The secretariat will send the draft programme to all members once the venue is known. [9-11]",
            ],
        );
        check("Hosted online\nRegister here", &["# Hosted online [1-1]", "# Register here [2-2]"]);
    }

    #[test]
    fn cells_that_stand_one_a_line_become_rows() {
        check(
            "Time\nItem\nLead\n10:00\nWelcome\nChair\n10:05\nReports\nSecretariat\n",
            &["| Time | Item | Lead [1-3]", "| 10:00 | Welcome | Chair [4-6]", "| 10:05 | Reports | Secretariat [7-9]"],
        );
        check("| No | Topic |\n|---|---|\n| 1 | Welcome |", &["| No | Topic [1-1]", "~ |---|---| [2-2]", "| 1 | Welcome [3-3]"]);
    }

    #[test]
    fn what_says_nothing_is_noise() {
        check(
            "<< Day 1 | < Day 2\n-----\nPage 2 of 7\nhttps://a.example/b",
            &["~ << Day 1 | < Day 2 [1-1]", "~ ----- [2-2]", "~ Page 2 of 7 [3-3]", "~ https://a.example/b [4-4]"],
        );
    }
}

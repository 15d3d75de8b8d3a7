//! Lists in markup, as word processors, mail programs and browsers put them on the clipboard.
//!
//! | what | how it is told |
//! | --- | --- |
//! | a level in Word | `style="mso-list:l0 level2 lfo1"`; the printed number stands in a part with `mso-list:Ignore` |
//! | a level in Google Docs, in Word on the web | `aria-level`, `data-aria-level` |
//! | a level elsewhere | lists in lists |
//! | a printed number elsewhere | kind, `start` and `value` of the list |
//! | a heading | `h1` to `h6`, `role="heading"`; lists behind it stand in it |
//! | a link | `href` with `http` or `https` |
//! | a row of a table | two or more cells with text, and no list or heading in them; read as rows of plain text are |
//!
//! # Limitations
//! Numbers of styles that only a style sheet names are not known.

mod tables;

use std::cell::RefCell;

use html5ever::{
    Attribute,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind::{Rawtext, Rcdata, ScriptData},
    },
};

use serde_json::{Value, json};

use self::tables::{Cell, Piece, Table, lines_of_rows, pieces};
use crate::domain::{
    draft::{
        mail::{self, Seen},
        numbers::letters,
        paste::{Line, Pasted},
        table::{self, Clock},
    },
    model::{
        AgendaItem, File,
        slot::{self, to_value},
    },
    numeral::roman,
};

/// Longer markup is not read.
pub const MOST_BYTES: usize = 4_000_000;
/// Nor is what has more lines: a part of a list is worse than its plain text, which is whole.
const MOST_LINES: usize = 20_000;

/// The lines of the lists in markup, and what stands between them; nothing where there is no list. What stands around them in a mail is
/// left out.
pub fn read(markup: &str) -> Pasted {
    if markup.len() > MOST_BYTES {
        return Pasted::default();
    }
    let tokenizer = Tokenizer::new(Reader(RefCell::default()), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(markup));
    // It stops only for scripts, and none is told to it.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.flush();
    if state.out.len() > MOST_LINES { Pasted::default() } else { lines(state.out) }
}

/// What was read as the worker that reads it hands it over: `{"lines": [[depth, item], …], "leftOut": [text, …]}`.
pub fn to_json(pasted: &Pasted) -> String {
    let lines: Vec<(usize, Value)> = pasted.lines.iter().map(|line| (line.depth, to_value(&line.item))).collect();
    json!({ "lines": lines, "leftOut": pasted.left_out }).to_string()
}

/// What was handed over.
pub fn of_json(text: &str) -> Pasted {
    let mut value: Value = serde_json::from_str(text).unwrap_or_default();
    let lines: Vec<(usize, Value)> = serde_json::from_value(value["lines"].take()).unwrap_or_default();
    let line = |(depth, mut item): (usize, Value)| {
        // An item of a meeting has an id; these get theirs where they are put.
        item.as_object_mut()?.insert("id".to_owned(), "-".into());
        let item: AgendaItem = slot::read(item).ok()?;
        Some(Line { depth, item: AgendaItem { id: Default::default(), ..item }, is_row: false })
    };
    let left_out = serde_json::from_value(value["leftOut"].take()).unwrap_or_default();
    Pasted { lines: lines.into_iter().filter_map(line).collect(), left_out }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Plain,
    Heading(usize),
    Item(usize),
    /// A further paragraph of the item before.
    More,
}

/// A paragraph that has been read, or is being read.
#[derive(Debug, Default)]
struct Block {
    kind: Kind,
    number: String,
    text: String,
    links: Vec<(String, String)>,
    /// The cell in which it stands.
    cell: Option<Cell>,
}

struct List {
    /// How its items are numbered; `None` where they are not.
    style: Option<char>,
    next: u32,
    /// Items that were open when it began: they are open again when it ends.
    around: usize,
}

#[derive(Default)]
struct State {
    out: Vec<Block>,
    block: Block,
    lists: Vec<List>,
    /// List items that are open.
    items: usize,
    /// Parts in the part that holds the printed number, itself included; nothing outside.
    ignored: usize,
    /// Where the text of a link began, and where it leads.
    link: Option<(usize, String)>,
    /// In what is no text.
    hidden: Option<String>,
    /// Tables that are open; rows without one are in a table of their own.
    tables: Vec<Table>,
    bare: Table,
    /// Cells that are open, one a table; the last one is read.
    cells: Vec<Cell>,
    /// Rows that have begun.
    rows: usize,
}

struct Reader(RefCell<State>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name: &str = &tag.name;
                let raw = match name {
                    "script" => Some(ScriptData),
                    "style" | "xmp" | "iframe" | "noframes" => Some(Rawtext),
                    "title" | "textarea" => Some(Rcdata),
                    _ => None,
                };
                if let Some(raw) = raw {
                    state.hidden.get_or_insert_with(|| name.to_owned());
                    return TokenSinkResult::RawData(raw);
                }
                state.open(name, &tag);
            }
            Token::TagToken(tag) => state.close(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div" | "li" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "dt" | "dd" | "section" | "article"
    )
}

/// The level in `mso-list:l0 level2 lfo1`.
fn word_level(style: &str) -> Option<usize> {
    let (_, list) = style.split_once("mso-list:")?;
    let list = list.split(';').next()?;
    list.split_whitespace().find_map(|word| word.strip_prefix("level")?.parse().ok())
}

impl State {
    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        if self.ignored > 0 {
            return self.block.number.push_str(text);
        }
        for c in text.chars() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c != ' ' || !self.block.text.ends_with(' ') {
                self.block.text.push(c);
            }
        }
    }

    /// The paragraph ends.
    fn flush(&mut self) {
        self.end_link();
        let mut block = std::mem::take(&mut self.block);
        block.cell = self.cells.last().copied();
        if !block.text.trim().is_empty() {
            self.out.push(block);
        }
    }

    fn end_link(&mut self) {
        if let Some((from, address)) = self.link.take() {
            let name = self.block.text.get(from..).unwrap_or_default().trim().to_owned();
            self.block.links.push((name, address));
        }
    }

    fn open(&mut self, name: &str, tag: &Tag) {
        let style = attribute(&tag.attrs, "style").unwrap_or_default();
        if name == "head" {
            self.hidden.get_or_insert_with(|| name.to_owned());
        }
        match name {
            // Where a page has a head that is never closed, its body ends it.
            "body" if self.hidden.as_deref() == Some("head") => self.hidden = None,
            "ol" | "ul" | "menu" => {
                if self.items == 0 || !self.block.text.trim().is_empty() {
                    self.flush();
                }
                let style = (name == "ol").then(|| list_style(attribute(&tag.attrs, "type"), style));
                let start = attribute(&tag.attrs, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push(List { style, next: start, around: self.items });
            }
            "a" => {
                self.end_link();
                if let Some(address) = attribute(&tag.attrs, "href").and_then(web_address) {
                    self.link = Some((self.block.text.len(), address));
                }
            }
            "br" if matches!(self.block.kind, Kind::Plain | Kind::Heading(_)) && self.ignored == 0 => self.flush(),
            "table" => {
                self.flush();
                self.tables.push(Table::default());
            }
            "td" | "th" => {
                self.flush();
                if self.items > 0 {
                    self.block.kind = Kind::More;
                }
                if let Some(cell) = self.cells.last_mut() {
                    let span = |name: &str| attribute(&tag.attrs, name).and_then(|span| span.trim().parse().ok()).unwrap_or(1);
                    self.tables.last_mut().unwrap_or(&mut self.bare).cell(cell, span("colspan"), span("rowspan"));
                    cell.is_head = name == "th";
                }
            }
            "br" if matches!(self.block.kind, Kind::Item(_)) && self.ignored == 0 && !self.block.text.trim().is_empty() => {
                // What stands below the first line of an item is said of it.
                self.flush();
                self.block.kind = Kind::More;
            }
            "br" if self.block.kind == Kind::More => {
                self.flush();
                self.block.kind = Kind::More;
            }
            "br" => self.text(" "),
            "span" | "font" if self.ignored > 0 || style.replace(' ', "").to_lowercase().contains("mso-list:ignore") => {
                self.ignored += 1;
            }
            _ if is_block(name) => {
                let level = word_level(style);
                // "<li><p>": the paragraph is the item's.
                if name == "p"
                    && self.items > 0
                    && level.is_none()
                    && self.block.text.trim().is_empty()
                    && matches!(self.block.kind, Kind::Item(_))
                {
                    return;
                }
                self.flush();
                self.ignored = 0;
                if name == "tr" {
                    self.rows += 1;
                    let depth = self.tables.len();
                    self.cells.retain(|cell| cell.depth < depth);
                    self.cells.push(Cell { depth, row: self.rows, place: 0, is_head: false });
                    self.tables.last_mut().unwrap_or(&mut self.bare).row();
                }
                let aria = ["aria-level", "data-aria-level"].iter().find_map(|name| attribute(&tag.attrs, name)?.parse::<usize>().ok());
                let heading = name.strip_prefix('h').and_then(|level| level.parse().ok());
                self.block.kind = match (level, name, heading) {
                    (Some(level), ..) => Kind::Item(level),
                    (None, "li", _) => {
                        // One item ends where the next one begins.
                        self.items = self.lists.last().map_or(self.items, |list| list.around) + 1;
                        self.number(attribute(&tag.attrs, "value"), style);
                        Kind::Item(aria.unwrap_or(self.lists.len().max(1)))
                    }
                    (None, _, Some(level)) => Kind::Heading(level),
                    _ if attribute(&tag.attrs, "role") == Some("heading") => Kind::Heading(aria.unwrap_or(1)),
                    _ if self.items > 0 => Kind::More,
                    _ => Kind::Plain,
                };
            }
            _ => {}
        }
    }

    /// The number that is printed before an item of a list.
    fn number(&mut self, value: Option<&str>, style: &str) {
        let Some(list) = self.lists.last_mut() else { return };
        let number = value.and_then(|value| value.parse().ok()).unwrap_or(list.next);
        list.next = number.saturating_add(1);
        let Some(own) = list.style else { return };
        let kind = if style.contains("list-style-type") { list_style(None, style) } else { own };
        self.block.number = match kind {
            'a' => format!("{}.", letters(number)),
            'A' => format!("{}.", letters(number).to_uppercase()),
            'i' => format!("{}.", roman(number).to_lowercase()),
            'I' => format!("{}.", roman(number)),
            _ => format!("{number}."),
        };
    }

    fn close(&mut self, name: &str) {
        if self.hidden.as_deref() == Some(name) {
            self.hidden = None;
            return;
        }
        match name {
            "ol" | "ul" | "menu" => {
                self.flush();
                if let Some(list) = self.lists.pop() {
                    self.items = list.around;
                }
            }
            "li" => {
                self.flush();
                self.items = self.lists.last().map_or(0, |list| list.around);
            }
            "table" => {
                self.flush();
                let depth = self.tables.len();
                self.cells.retain(|cell| cell.depth < depth);
                self.tables.pop();
            }
            "a" => self.end_link(),
            "span" | "font" => self.ignored = self.ignored.saturating_sub(1),
            _ if is_block(name) => {
                let inside = matches!(self.block.kind, Kind::Item(_)) && self.items > 0;
                // "<li><p>text</p><ol>": what follows is no longer the item's own line.
                if !inside || !self.block.text.trim().is_empty() {
                    self.flush();
                    self.ignored = 0;
                    if self.items > 0 {
                        self.block.kind = Kind::More;
                    }
                }
            }
            _ => {}
        }
    }
}

/// How the items of a list are numbered, as `type` has it.
fn list_style(kind: Option<&str>, style: &str) -> char {
    let named = style.split_once("list-style-type:").map(|(_, rest)| rest.split(';').next().unwrap_or_default().trim());
    match named {
        Some("lower-alpha" | "lower-latin") => 'a',
        Some("upper-alpha" | "upper-latin") => 'A',
        Some("lower-roman") => 'i',
        Some("upper-roman") => 'I',
        Some(_) => '1',
        None => kind.and_then(|kind| kind.chars().next()).unwrap_or('1'),
    }
}

/// An address that leads into the web; others, scripts among them, are no links.
pub fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let small = text.get(..8.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    (small.starts_with("https://") || small.starts_with("http://"))
        .then(|| text.to_owned())
        .filter(|text| !text.contains(char::is_whitespace))
}

/// What is printed before an item, if it is no bullet.
fn printed(number: &str) -> Option<String> {
    let number: String = number.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect();
    let is_number = number.len() < 16 && number.chars().any(|c| c.is_ascii_digit())
        || number.ends_with(['.', ')']) && number.chars().any(char::is_alphanumeric);
    is_number.then_some(number)
}

fn lines(blocks: Vec<Block>) -> Pasted {
    let mut pieces = pieces(blocks);
    if !pieces.iter().any(|piece| matches!(piece, Piece::Rows(_) | Piece::One(Block { kind: Kind::Item(_), .. }))) {
        return Pasted::default();
    }
    let left_out = leave_out(&mut pieces);
    let mut out: Vec<(Line, Option<Clock>)> = Vec::new();
    // The levels of what is open: of headings, then of lists in them.
    let (mut headings, mut levels): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for piece in pieces {
        let block = match piece {
            Piece::One(block) => block,
            Piece::Rows(rows) => {
                levels.clear();
                let inside = headings.len();
                out.extend(lines_of_rows(rows).into_iter().map(|line| (Line { depth: line.depth + inside, ..line }, None)));
                continue;
            }
        };
        let text = block.text.trim();
        let depth = match block.kind {
            Kind::Heading(level) => {
                levels.clear();
                shorten(&mut headings, level);
                headings.push(level);
                headings.len() - 1
            }
            Kind::Plain => {
                levels.clear();
                headings.len()
            }
            Kind::Item(level) => {
                shorten(&mut levels, level);
                levels.push(level);
                headings.len() + levels.len() - 1
            }
            Kind::More => {
                if let Some((last, _)) = out.last_mut() {
                    let before = last.item.description.take().map(|before| before + "\n").unwrap_or_default();
                    last.item.description = Some(before + text);
                    last.item.file.extend(files(block.links));
                    continue;
                }
                0
            }
        };
        let (mut line, at) = table::text_line(depth, text, printed(&block.number).as_deref());
        line.item.file = files(block.links);
        out.push((line, at));
    }
    table::until_next(&mut out);
    Pasted { lines: out.into_iter().map(|(line, _)| line).collect(), left_out }
}

/// Takes out what stands around the lists in a mail, and tells what that was.
fn leave_out(pieces: &mut Vec<Piece>) -> Vec<String> {
    let seen = |piece: &'_ Piece| match piece {
        Piece::One(Block { kind: Kind::Plain, text, .. }) => (text.trim().to_owned(), false),
        _ => (String::new(), true),
    };
    let all: Vec<(String, bool)> = pieces.iter().map(seen).collect();
    let all: Vec<Seen> = all.iter().map(|(text, is_listed)| Seen { text, is_listed: *is_listed, is_apart: true }).collect();
    let left = mail::around(&all);
    let mut at = 0..;
    pieces.retain(|_| at.next().is_none_or(|at: usize| !left[at]));
    all.iter().zip(&left).filter(|(_, left)| **left).map(|(line, _)| line.text.to_owned()).collect()
}

/// Ends what is open on a level and below it; levels stand in order.
fn shorten(open: &mut Vec<usize>, level: usize) {
    while open.last().is_some_and(|last| *last >= level) {
        open.pop();
    }
}

fn files(links: Vec<(String, String)>) -> Vec<File> {
    let file = |(name, address): (String, String)| File {
        name: Some(name).filter(|name| !name.is_empty()),
        access_url: Some(address),
        ..File::default()
    };
    links.into_iter().map(file).collect()
}

#[cfg(test)]
mod tests;

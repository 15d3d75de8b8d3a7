//! Text that becomes structure: pasted lines become items, and what stands in a title goes into its field.

use std::{collections::BTreeSet, ops::Range};

use serde_json::{Map, Value};

use super::{
    Change, Draft, Edit, Focus, Label, Place,
    commands::{MAX_LEVELS, length, possible},
    duration::Stated,
    mail::{self, Raw, Seen},
    numbers,
    table::{self, Column, Head},
};
use crate::domain::{
    mark::{Mark, marked_in_table, unquoted},
    model::{
        AgendaItem, ItemId, Presenter,
        slot::{self, to_value},
    },
};

/// A title that ends in what has a field of its own: "Welcome 5'", "AOB (10 min)", "Update @Chair". Takes it out of the title, into
/// the field, where the field is empty.
pub fn recognise(draft: &Draft, id: &ItemId) -> Option<Change> {
    let item = draft.item(id)?;
    let fields = fields_of(item.name.as_deref()?, is_untimed(item), item.presenter.is_empty())?;
    possible(draft, Change { label: Label::Recognise, edits: vec![Edit::Set(Some(id.clone()), fields)], focus: None })
}

/// The fields that a title says, the shorter title among them; `None` where it says nothing but itself.
fn fields_of(title: &str, untimed: bool, unpresented: bool) -> Option<Map<String, Value>> {
    let mut name = title.trim_end();
    let (mut stated, mut people) = (None, Vec::new());
    // In either order, each once.
    for _ in 0..2 {
        if people.is_empty()
            && unpresented
            && let Some((rest, found)) = split_people(name)
        {
            people = found;
            // "Update @Chair 5'": the length stands behind the last of them.
            if let Some(last) = people.last_mut().filter(|_| untimed && stated.is_none())
                && let Some((shorter, length)) = split_length(last)
            {
                (*last, stated) = (shorter, Some(length));
            }
            name = rest;
        } else if stated.is_none()
            && untimed
            && let Some((rest, length)) = split_length(name)
        {
            (name, stated) = (rest, Some(length));
        }
    }
    if stated.is_none() && people.is_empty() {
        return None;
    }
    let mut fields = Map::new();
    fields.insert("name".to_owned(), name.into());
    if !people.is_empty() {
        fields.insert("presenter".to_owned(), to_value(&people.into_iter().map(presenter).collect::<Vec<_>>()));
    }
    fields.extend(stated.into_iter().flat_map(Stated::fields).map(|(key, value)| (key.to_owned(), value)));
    Some(fields)
}

/// A title and who stands behind its last "@"s, each of which begins with a letter right there: "Internet @ 50 years" is a title. A mail
/// address has none, since nothing white stands before its "@".
fn split_people(name: &str) -> Option<(&str, Vec<&str>)> {
    let is_one = |text: &str| {
        text.starts_with(char::is_alphabetic)
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '\'' | '’' | ','))
    };
    let (mut rest, mut people) = (name, Vec::new());
    while let Some((before, one)) = rest.rsplit_once('@').filter(|(before, one)| before.ends_with(char::is_whitespace) && is_one(one)) {
        people.insert(0, one.trim().trim_end_matches(','));
        rest = before.trim_end();
    }
    (!people.is_empty() && !rest.is_empty()).then_some((rest, people))
}

/// "Chair", "Jane Doe, Chair": a name alone cannot be told from a role.
fn presenter(text: &str) -> Presenter {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match text.split_once(',') {
        Some((name, role)) => Presenter { name: some(name), role: some(role), ..Presenter::default() },
        None => Presenter { role: some(text), ..Presenter::default() },
    }
}

fn is_untimed(item: &AgendaItem) -> bool {
    item.duration.is_none() && item.duration_max.is_none() && item.duration_per.is_none()
}

/// A length in words has at most so many characters: "1 hour 30 minutes - 1 hour 45 minutes". Further back none is looked for.
const LONGEST: usize = 48;

/// A title and the length at its end: in brackets, or with a unit. A bare number may be a part of the title ("IGF 2025").
pub fn split_length(name: &str) -> Option<(&str, Stated)> {
    let (rest, text) = match name.strip_suffix([')', ']']) {
        Some(inside) => split_bracket(inside)?,
        None => {
            // "5'", "5 min", "1 h 30 min": from the last word on as far back as it still is a length.
            let mut best = None;
            let end = name.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
            let starts = name[end..].char_indices().map(|(at, _)| end + at);
            for at in starts.filter(|at| *at > 0 && name[..*at].ends_with(char::is_whitespace)) {
                let text = &name[at..];
                if text.starts_with(|c: char| c.is_ascii_digit())
                    && text.contains(|c: char| c.is_alphabetic() || c == '\'' || c == '′')
                    && Stated::parse(text).is_some()
                {
                    best = Some((&name[..at], text));
                    break;
                }
            }
            best?
        }
    };
    let rest = rest.trim_end().trim_end_matches(['-', '–', '—', ':', ',']).trim_end();
    let stated = Stated::parse(text).filter(|stated| *stated != Stated::default())?;
    (!rest.is_empty()).then_some((rest, stated))
}

/// A text, without the bracket that ends it, at the bracket that belongs to that.
fn split_bracket(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | ']' => depth += 1,
            '(' | '[' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&text[..at], &text[at + 1..]));
        }
    }
    None
}

/// A line of a text, as far as it is understood.
#[derive(Debug)]
struct Read<'a> {
    /// How deep it stands below the first.
    depth: usize,
    /// Without its mark.
    title: &'a str,
    /// The number that it is marked with.
    number: Option<&'a str>,
    /// With its cells, where it is a row of a table.
    row: Option<&'a str>,
}

/// Lines that hold something, each with its depth, by indentation, else by the kind of mark, which is deeper where it is new and as deep as
/// before where it was met. Rows of a table that has headings above it have so many tabs as those; what is empty at their start is a cell
/// where others have a number or a time there, else indentation.
fn lines<'a>(text: &[&'a str], columns: &[Head]) -> Vec<Read<'a>> {
    let tabs = |line: &str| line.matches('\t').count();
    let is_wide = |line: &&str| marked_in_table(line.trim(), (false, false), None).1.contains('\t');
    let wide: Vec<&str> = text.iter().copied().filter(is_wide).collect();
    let widths: BTreeSet<usize> = wide.iter().map(|line| tabs(line)).chain(columns.len().checked_sub(1)).collect();
    let is_label = |line: &&str| {
        let first = line.split('\t').next().unwrap_or_default().trim();
        !first.is_empty()
            && (table::clock(first).is_some() || !matches!(marked_in_table(line, (false, false), None).0, Mark::None | Mark::Bullet(_)))
    };
    let has_labels =
        wide.iter().any(is_label) || columns.first().is_some_and(|first| matches!(first.kind, Some(Column::Number | Column::Time)));
    let mut stack: Vec<(usize, Mark)> = Vec::new();
    let mut last_letter = None;
    let mut out = Vec::new();
    for whole in text {
        let line = whole.trim();
        let row = Some(*whole).filter(|whole| tabs(whole) > 0 && (is_wide(whole) || widths.contains(&tabs(whole))));
        let white = whole.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 });
        let indent = if row.is_some() && has_labels { 0 } else { white.sum() };
        let has = |kind: Mark| stack.iter().any(|(_, mark)| *mark == kind);
        let roman = (has(Mark::Roman), has(Mark::CapitalRoman));
        let (mark, title) = marked_in_table(line, roman, last_letter);
        if matches!(mark, Mark::Letter | Mark::Capital) {
            last_letter = line.trim_start_matches('(').chars().next();
        }
        while stack.len() > 1 && stack.last().is_some_and(|(top, _)| *top > indent) {
            stack.pop();
        }
        match stack.last().copied() {
            None => stack.push((indent, mark)),
            Some((top, _)) if indent > top => stack.push((indent, mark)),
            // A row without a number stands beside those that have one.
            Some((top, _)) if row.is_some() && mark == Mark::None && indent == top => {
                stack.truncate(1 + stack.iter().position(|(at, _)| *at == top).unwrap_or_default());
            }
            Some((top, Mark::None)) if row.is_some() && indent == top => {
                if let Some(last) = stack.last_mut() {
                    last.1 = mark;
                }
            }
            Some((top, other)) if other != mark && indent == top => {
                match stack.iter().rposition(|(at, known)| *known == mark && *at == top) {
                    Some(at) => stack.truncate(at + 1),
                    None => stack.push((indent, mark)),
                }
            }
            Some(_) => {}
        }
        let is_number = !matches!(mark, Mark::None | Mark::Bullet(_));
        let number = is_number.then(|| line[..line.len() - title.len()].trim());
        out.push(Read { depth: stack.len() - 1, title, number, row });
    }
    out
}

/// A line that is pasted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// How deep it stands below the first.
    pub depth: usize,
    /// What it says; without an id, and without what is below it.
    pub item: AgendaItem,
    /// Whether it is a row of a table.
    pub is_row: bool,
}

impl Line {
    /// A line of text; what has a field of its own goes into it.
    pub fn new(depth: usize, text: &str, number: Option<&str>) -> Self {
        let mut item = AgendaItem { number: number.map(str::to_owned), ..AgendaItem::default() };
        let fields = fields_of(text, true, true).unwrap_or_else(|| Map::from_iter([("name".to_owned(), text.into())]));
        for (key, value) in fields {
            // Fields that were just made fit.
            let _ = slot::exchange(&mut item, &key, value);
        }
        Self { depth, item, is_row: false }
    }
}

/// What is read of a text that is pasted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// Its lines.
    pub lines: Vec<Line>,
    /// What is left out, since it is not of the agenda.
    pub left_out: Vec<String>,
}

/// Reads a text as it stands in a mail: without greetings, its broken lines made whole.
pub fn read(text: &str) -> Pasted {
    let is_listed = |line: &str| {
        let (mark, title) = marked_in_table(line, (false, false), None);
        mark != Mark::None || title.contains('\t') || table::text_line(0, line, None).1.is_some()
    };
    let mut is_apart = true;
    let mut raw = Vec::new();
    for line in text.lines().map(unquoted) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            raw.push(Raw { text: line, is_listed: is_listed(trimmed), is_apart });
        }
        is_apart = trimmed.is_empty();
    }
    let whole = mail::unbroken(&raw);
    let mut at = 0;
    let seen: Vec<Seen> = whole
        .iter()
        .map(|(text, count)| {
            let Raw { is_listed, is_apart, .. } = raw[at];
            at += count;
            Seen { text: text.trim(), is_listed, is_apart }
        })
        .collect();
    let left = mail::around(&seen);
    let left_out = seen.iter().zip(&left).filter(|(_, left)| **left).map(|(line, _)| line.text.to_owned()).collect();
    let kept: Vec<&str> = whole.iter().zip(&left).filter(|(_, left)| !**left).map(|((text, _), _)| &**text).collect();
    Pasted { lines: rows(&kept, Vec::new()).into_iter().map(|(_, line)| line).collect(), left_out }
}

/// The lines of a text: marks of lists go, depth and lengths are understood, and so are the cells of rows. Headings of columns say what
/// the cells below them are, and are no item.
pub fn plain(text: &str) -> Vec<Line> {
    let all: Vec<&str> = text.lines().map(unquoted).filter(|line| !line.trim().is_empty()).collect();
    rows(&all, Vec::new()).into_iter().map(|(_, line)| line).collect()
}

/// The same of lines none of which is empty, below headings of columns that are known; each with the line of text that it came from.
pub fn rows(text: &[&str], mut columns: Vec<Head>) -> Vec<(usize, Line)> {
    let (mut out, mut from) = (Vec::new(), 0);
    for (at, line) in text.iter().enumerate() {
        // Headings that are not all known are such only above what they head.
        let is_above = at == 0 && columns.is_empty() && text.get(1).is_some_and(|next| table::width(next) == table::width(line));
        if let Some(found) = table::columns(line, is_above) {
            items(&text[from..at], &columns, from, &mut out);
            (columns, from) = (found, at + 1);
        }
    }
    items(&text[from..], &columns, from, &mut out);
    out
}

fn items(text: &[&str], columns: &[Head], from: usize, out: &mut Vec<(usize, Line)>) {
    let (mut all, mut inside) = (Vec::new(), Vec::new());
    for Read { depth, title, number, row } in lines(text, columns) {
        let as_text = || table::text_line(depth, &title.split('\t').map(str::trim).collect::<Vec<_>>().join(" "), number);
        let (line, at, below) = match row.and_then(|row| table::line(depth, row, number, columns)) {
            Some(table::Found { line, at, below }) => (line, at, below),
            None => {
                let (line, at) = as_text();
                (line, at, Vec::new())
            }
        };
        all.push((line, at));
        inside.push(below);
    }
    table::until_next(&mut all);
    for (at, ((line, _), below)) in all.into_iter().zip(inside).enumerate() {
        out.push((from + at, line));
        out.extend(below.into_iter().map(|line| (from + at, line)));
    }
}

/// Items as lines.
pub fn of_items(items: Vec<AgendaItem>) -> Vec<Line> {
    fn walk(items: Vec<AgendaItem>, depth: usize, out: &mut Vec<Line>) {
        for mut item in items {
            let children = std::mem::take(&mut item.agenda_item);
            out.push(Line { depth, item, is_row: false });
            walk(children, depth + 1, out);
        }
    }
    let mut out = Vec::new();
    walk(items, 0, &mut out);
    out
}

/// Whether an item says nothing yet.
fn is_blank(item: &AgendaItem) -> bool {
    *item == AgendaItem { id: item.id.clone(), name: item.name.clone(), ..AgendaItem::default() }
        && item.name.as_deref().is_none_or(|name| name.trim().is_empty())
}

/// Puts lines into an agenda. With a place in the title (the characters that are selected there) the first line goes into the title, and
/// a single one is none of several: nothing happens, but for a row of a table. Without one, or where the item says nothing, they stand below the item.
pub fn put(draft: &Draft, id: &ItemId, range: Option<Range<usize>>, mut lines: Vec<Line>) -> Option<Change> {
    let item = draft.item(id)?;
    let place = draft.place(id)?;
    let mut edits = numbering(draft, &mut lines);
    let mut lines = lines.into_iter();
    let (mut level, mut ids) = (draft.level(id)?, draft.new_ids());
    let (mut below, mut beside): (Vec<AgendaItem>, Vec<AgendaItem>) = (Vec::new(), Vec::new());
    let mut focus = None;
    let is_into = range.is_some() || is_blank(item);
    if is_into {
        let first = lines.next()?;
        if lines.len() == 0 && range.is_some() && !first.is_row {
            return None;
        }
        focus = Focus::title(id, None);
        edits.push(Edit::Set(Some(id.clone()), joined(item, range.unwrap_or(0..0), first.item)));
    } else {
        level -= 1;
    }
    // Those right below the item, and those beside it, as two forests that are put in as a whole.
    for line in lines {
        let new = AgendaItem { id: ids.next()?, agenda_item: Vec::new(), ..line.item };
        focus = Focus::title(&new.id, Some(length(&new)));
        let depth = line.depth.min(MAX_LEVELS.saturating_sub(level + usize::from(!is_into)));
        let (mut list, depth) = if is_into && beside.is_empty() && depth > 0 { (&mut below, depth - 1) } else { (&mut beside, depth) };
        // Without a line above it of the level before, a line stands as deep as it can.
        for _ in 0..depth {
            let Some(last) = list.len().checked_sub(1) else { break };
            list = &mut list[last].agenda_item;
        }
        list.push(new);
    }
    let insert = |parent: Option<&ItemId>, from: usize, forest: Vec<AgendaItem>| -> Vec<Edit> {
        let at = |(item, index)| Edit::Insert(Place { parent: parent.cloned(), index }, Box::new(item));
        forest.into_iter().zip(from..).map(at).collect()
    };
    edits.extend(insert(Some(id), item.agenda_item.len(), below));
    edits.extend(insert(place.parent.as_ref(), place.index + 1, beside));
    possible(draft, Change { label: Label::Add, edits, focus })
}

/// What an item says with a line in its title: what it says already stays.
fn joined(item: &AgendaItem, range: Range<usize>, line: AgendaItem) -> Map<String, Value> {
    let name = item.name.as_deref().unwrap_or_default();
    let byte = |at: usize| name.char_indices().nth(at).map_or(name.len(), |(at, _)| at);
    let name = format!("{}{}{}", &name[..byte(range.start)], line.name.as_deref().unwrap_or_default(), &name[byte(range.end)..]);
    let as_map = |item: &AgendaItem| match to_value(item) {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let (own, new) = (as_map(item), as_map(&line));
    let is_free = |key: &str| !own.contains_key(key) && (!key.starts_with("duration") || is_untimed(item));
    let mut fields: Map<String, Value> = new.into_iter().filter(|(key, _)| key != "id" && is_free(key)).collect();
    fields.insert("name".to_owned(), super::commands::text(name));
    fields
}

/// What pasted numbers say of the meeting: in an agenda that says nothing yet, the style that they follow, or that they stand as they
/// are printed; elsewhere the items are numbered as the others are.
fn numbering(draft: &Draft, lines: &mut [Line]) -> Vec<Edit> {
    let is_first = draft.reading_order().iter().all(|(item, _)| is_blank(item));
    let any = lines.iter().any(|line| line.item.number.is_some());
    if !any {
        return Vec::new();
    }
    let style = if is_first { numbers::style_of_lines(lines.iter().map(|line| (line.depth, line.item.number.as_deref()))) } else { None };
    if !is_first || style.is_some() {
        lines.iter_mut().for_each(|line| line.item.number = None);
    }
    if !is_first || style == numbers::style_of(draft) {
        return Vec::new();
    }
    vec![Edit::set(None, [("numberStyle", style.map_or(Value::Null, |style| style.to_string().into()))])]
}

#[cfg(test)]
mod tests;

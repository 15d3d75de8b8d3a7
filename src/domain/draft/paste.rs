//! Text that becomes structure: pasted lines become items, and what stands in a title goes into its field.

use std::ops::Range;

use serde_json::{Map, Value};

use super::{
    Change, Draft, Edit, Focus, Label, Place,
    commands::{MAX_LEVELS, length, possible},
    duration::Stated,
    numbers,
};
use crate::domain::model::{
    AgendaItem, ItemId, Presenter,
    slot::{self, to_value},
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
    let (mut stated, mut role) = (None, None);
    // In either order, each once.
    for _ in 0..2 {
        if role.is_none()
            && unpresented
            && let Some((rest, found)) = split_role(name)
        {
            // "Update @Chair 5'": the length stands behind the role.
            match split_length(found).filter(|_| untimed && stated.is_none()) {
                Some((shorter, length)) => (role, stated) = (Some(shorter), Some(length)),
                None => role = Some(found),
            }
            name = rest;
        } else if stated.is_none()
            && untimed
            && let Some((rest, length)) = split_length(name)
        {
            (name, stated) = (rest, Some(length));
        }
    }
    if stated.is_none() && role.is_none() {
        return None;
    }
    let mut fields = Map::new();
    fields.insert("name".to_owned(), name.into());
    if let Some(role) = role {
        let presenter = Presenter { role: Some(role.trim().to_owned()), ..Presenter::default() };
        fields.insert("presenter".to_owned(), to_value(&vec![presenter]));
    }
    fields.extend(stated.into_iter().flat_map(Stated::fields).map(|(key, value)| (key.to_owned(), value)));
    Some(fields)
}

/// A title and the role behind its last "@", which begins with a letter right there: "Internet @ 50 years" is a title. A mail address
/// has none, since nothing white stands before its "@".
fn split_role(name: &str) -> Option<(&str, &str)> {
    let (rest, role) = name.rsplit_once('@')?;
    let is_role = role.starts_with(char::is_alphabetic) && role.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '\''));
    (is_role && rest.ends_with(char::is_whitespace) && !rest.trim().is_empty()).then(|| (rest.trim_end(), role))
}

fn is_untimed(item: &AgendaItem) -> bool {
    item.duration.is_none() && item.duration_max.is_none() && item.duration_per.is_none()
}

/// A length in words has at most so many characters: "1 hour 30 minutes - 1 hour 45 minutes". Further back none is looked for.
const LONGEST: usize = 48;

/// A title and the length at its end: in brackets, or with a unit. A bare number may be a part of the title ("IGF 2025").
fn split_length(name: &str) -> Option<(&str, Stated)> {
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

/// How a line is marked in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    None,
    /// "1.", "1.1", "(1)": so many numbers.
    Number(usize),
    /// "a.", "b)".
    Letter,
    /// "A.", "B)".
    Capital,
    /// "i.", "iv)".
    Roman,
    /// "-", "•", "o".
    Bullet(char),
}

/// A line without its mark.
fn marked(line: &str, roman: bool, after: Option<char>) -> (Mark, &str) {
    let spaced = |rest: &'_ str| rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    if let Some(sign) = line.chars().next()
        && "-–—*•·▪■●○◦‣➔→➢§o\u{f0a7}\u{f0b7}".contains(sign)
        && let rest = &line[sign.len_utf8()..]
        && spaced(rest)
    {
        return (Mark::Bullet(sign), rest.trim_start());
    }
    let inside = line.strip_prefix('(').unwrap_or(line);
    let end = inside.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(inside.len());
    let (word, rest) = inside.split_at(end);
    let (closed, rest) = match rest.strip_prefix(')') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let bare = word.trim_end_matches('.');
    let has_sign = closed || word.len() > bare.len() || bare.contains('.');
    if !has_sign || bare.is_empty() || !spaced(rest) {
        return (Mark::None, line);
    }
    let rest = rest.trim_start();
    let parts: Vec<&str> = bare.split('.').collect();
    if parts.iter().all(|part| !part.is_empty() && part.len() < 4 && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return (Mark::Number(parts.len()), rest);
    }
    let letter = bare.chars().next().filter(|_| bare.len() == 1);
    let is_roman = bare.len() < 6 && bare.bytes().all(|byte| b"ivx".contains(&byte));
    match letter {
        _ if is_roman && (roman || bare.len() > 1 || (letter == Some('i') && after != Some('h'))) => (Mark::Roman, rest),
        Some(letter) if letter.is_ascii_lowercase() => (Mark::Letter, rest),
        Some(letter) if letter.is_ascii_uppercase() => (Mark::Capital, rest),
        _ => (Mark::None, line),
    }
}

/// A line without the marks with which mail quotes ("> > 1. Welcome"; RFC 3676 section 4.5), its indentation kept.
fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(inside) = rest.trim_start().strip_prefix('>') {
        rest = inside.strip_prefix(' ').unwrap_or(inside);
    }
    rest
}

/// The lines of a text that hold something, each with its depth below the first, by indentation, else by the kind of mark, which is
/// deeper where it is new and as deep as before where it was met; and with the number that it is marked with.
fn lines(text: &str) -> Vec<(usize, &str, Option<&str>)> {
    let mut stack: Vec<(usize, Mark)> = Vec::new();
    let mut last_letter = None;
    let mut out = Vec::new();
    for line in text.lines().map(unquoted).filter(|line| !line.trim().is_empty()) {
        let indent = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let line = line.trim();
        let roman = stack.iter().any(|(_, mark)| *mark == Mark::Roman);
        let (mark, title) = marked(line, roman, last_letter);
        if mark == Mark::Letter {
            last_letter = line.trim_start_matches('(').chars().next();
        }
        while stack.len() > 1 && stack.last().is_some_and(|(top, _)| *top > indent) {
            stack.pop();
        }
        match stack.last().copied() {
            None => stack.push((indent, mark)),
            Some((top, _)) if indent > top => stack.push((indent, mark)),
            Some((top, other)) if other != mark && indent == top => {
                match stack.iter().rposition(|(at, known)| *known == mark && *at == top) {
                    Some(at) => stack.truncate(at + 1),
                    None => stack.push((indent, mark)),
                }
            }
            Some(_) => {}
        }
        let is_number = !matches!(mark, Mark::None | Mark::Bullet(_));
        out.push((stack.len() - 1, title, is_number.then(|| line[..line.len() - title.len()].trim())));
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
        Self { depth, item }
    }
}

/// The lines of a text: marks of lists go, depth and lengths are understood.
pub fn plain(text: &str) -> Vec<Line> {
    lines(text).into_iter().map(|(depth, title, number)| Line::new(depth, title, number)).collect()
}

/// Items as lines.
pub fn of_items(items: Vec<AgendaItem>) -> Vec<Line> {
    fn walk(items: Vec<AgendaItem>, depth: usize, out: &mut Vec<Line>) {
        for mut item in items {
            let children = std::mem::take(&mut item.agenda_item);
            out.push(Line { depth, item });
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
/// a single one is none of several: nothing happens. Without one, or where the item says nothing, they stand below the item.
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
        if lines.len() == 0 && range.is_some() {
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
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, &str)]) {
        assert_eq!(lines(text).into_iter().map(|(depth, title, _)| (depth, title)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn depth_is_told_by_indentation_or_by_marks() {
        check("1. A\n2. B\na. C\nb) D\n• E\n3. F", &[(0, "A"), (0, "B"), (1, "C"), (1, "D"), (2, "E"), (0, "F")]);
        check("1. A\n1.1 B\n1.2. C\n1.2.1 D\n2. E", &[(0, "A"), (1, "B"), (1, "C"), (2, "D"), (0, "E")]);
        check("A\n- B\n- C\nD", &[(0, "A"), (1, "B"), (1, "C"), (0, "D")]);
        check("A\n\tB\n\t\tC\n\tD\nE", &[(0, "A"), (1, "B"), (2, "C"), (1, "D"), (0, "E")]);
        check("(i) A\n(ii) B\n(v) C", &[(0, "A"), (0, "B"), (0, "C")]);
        check("> 1. A\n>    a. B\n>\n>> 2. C\n> > D 5 > 4", &[(0, "A"), (1, "B"), (0, "C"), (1, "D 5 > 4")]);
        check("a. A\nh. B\ni. C\nj. D", &[(0, "A"), (0, "B"), (0, "C"), (0, "D")]);
        check("o A\n\u{f0a7} B\n➔ C", &[(0, "A"), (1, "B"), (2, "C")]);
    }

    #[test]
    fn lengths_are_looked_for_at_the_end_alone() {
        // Quadratic work would be 10¹¹ steps, nested brackets a stack as deep.
        for long in ["5 ".repeat(200_000) + "minx", "1 h ".repeat(100_000), "5 (".repeat(100_000) + &")".repeat(100_000)] {
            let name = Line::new(0, &long, None).item.name.unwrap();
            assert!(long.len() - name.len() < 10, "{}", name.len());
        }
        let said = Line::new(0, "Report of the co-chairs, 1 hour 30 minutes 20 seconds", None).item;
        assert_eq!((said.name.as_deref(), Stated::of(&said).to_string().as_str()), (Some("Report of the co-chairs"), "1 h 30 min 20 s"));
    }

    #[test]
    fn what_is_no_mark_stays() {
        check(
            "2025 in review\nI think\nA plan\n10:00 Break\ne.g. this\n-5 degrees",
            &[(0, "2025 in review"), (0, "I think"), (0, "A plan"), (0, "10:00 Break"), (0, "e.g. this"), (0, "-5 degrees")],
        );
    }
}

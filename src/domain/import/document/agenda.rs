//! An agenda: entries of lists, rows, headings of days and parts become a tree of items.

use super::{
    blocks::{Block, Kind},
    dates,
    item::{clocked, inline_list, item, item_type, leading_length, tidy},
    steps,
    words::{self, Section},
};
use crate::domain::{
    draft::paste,
    mark::Mark,
    model::{AgendaItem, Breakout, Lenient, Source, Task},
    numeral,
};

/// What is read of an agenda.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    /// Items in reading order, each with its depth and the day it stands under.
    pub entries: Vec<Entry>,
    /// Headings of days, with the lines they stand in.
    pub days: Vec<(String, [u32; 2])>,
    /// How many blocks belong to it.
    pub used: usize,
}

/// An item with its place.
#[derive(Clone, Debug)]
pub struct Entry {
    /// How deep it stands.
    pub depth: usize,
    /// The item, without id.
    pub item: AgendaItem,
    /// Lines it was read from.
    pub lines: [u32; 2],
    /// Which of the days, counted from 0.
    pub day: Option<usize>,
}

/// No agenda is deeper (data-model, "What a validator reports").
const DEEPEST: usize = 7;

/// How an entry is marked, as lists are told from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Part,
    Plain,
    Mark(Mark),
}

#[derive(Clone, Debug)]
struct Level {
    class: Class,
    indent: usize,
    /// The printed number as parts: "4.1" is 4 and 1, "c" is 3.
    value: Vec<u32>,
}

fn value(label: &str, mark: Mark) -> Vec<u32> {
    let bare = label.trim_matches(|c: char| !c.is_alphanumeric());
    match mark {
        Mark::Number(_) => bare.split('.').filter_map(|part| part.parse().ok()).collect(),
        Mark::Letter | Mark::Capital => {
            bare.bytes().next().map(|byte| u32::from(byte.to_ascii_lowercase() - b'a' + 1)).into_iter().collect()
        }
        Mark::Roman | Mark::CapitalRoman => numeral::of_roman(bare).into_iter().collect(),
        Mark::None | Mark::Bullet(_) => Vec::new(),
    }
}

/// Open levels, the deepest last.
#[derive(Default)]
struct Levels(Vec<Level>);

impl Levels {
    /// Takes an entry in; how deep it stands.
    fn take(&mut self, class: Class, indent: usize, value: &[u32]) -> usize {
        steps::count(self.0.len());
        let open = &mut self.0;
        let level = Level { class, indent, value: value.to_vec() };
        let place = match class {
            Class::Part => 0,
            // "4.1" stands below "4", wherever that is.
            Class::Mark(Mark::Number(parts)) if parts > 1 => {
                let prefix = &value[..value.len().saturating_sub(1)];
                let beside = open
                    .iter()
                    .rposition(|level| level.value.len() == value.len() && value.len() > 1 && level.value[..value.len() - 1] == *prefix);
                beside
                    .or_else(|| open.iter().rposition(|level| level.value == prefix).map(|at| at + 1))
                    .unwrap_or_else(|| (parts - 1).min(open.len()))
            }
            _ => {
                let is_near = |level: &Level| level.indent.abs_diff(indent) <= 1;
                let goes_on = |level: &Level| match (level.value.last(), value.last()) {
                    (Some(last), Some(next)) => next > last,
                    _ => true,
                };
                let by_one = |level: &Level| {
                    matches!((level.value.last(), value.last()), (Some(last), Some(next)) if *next == last + 1) || value.is_empty()
                };
                let same = |level: &Level| level.class == class;
                let find = |test: &dyn Fn(&Level) -> bool| open.iter().rposition(|level| same(level) && test(level));
                let deepest = open.last().map_or(0, |level| level.indent);
                find(&|level| is_near(level) && goes_on(level))
                    .or_else(|| {
                        find(&|level| {
                            by_one(level)
                                && (indent <= deepest || level.indent == deepest)
                                && !(value.is_empty() && indent > level.indent + 1)
                        })
                    })
                    .or_else(|| (indent > deepest + 1).then_some(open.len()))
                    .or_else(|| find(&|level| is_near(level)))
                    .or_else(|| {
                        // A new kind of mark is deeper; what stands further right is closed.
                        let kept = open.iter().rposition(|level| level.indent <= indent + 1).map_or(open.len().min(1), |at| at + 1);
                        Some(kept)
                    })
                    .unwrap_or(0)
            }
        };
        let place = place.min(open.len()).min(DEEPEST);
        open.truncate(place);
        open.push(level);
        place
    }
}

/// Words with which a text begins the tasks of breakout groups.
fn asks_groups(text: &str) -> bool {
    let small = text.to_lowercase();
    small.ends_with(':')
        && ["task", "each group", "groups will", "will discuss", "group work", "guiding questions"]
            .iter()
            .any(|phrase| small.contains(phrase))
}

/// "Group 1: Preparations"
fn group_name(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("Group ").or_else(|| text.strip_prefix("Breakout group ")).or_else(|| text.strip_prefix("Breakout "))?;
    let end = rest.find([':', '–', '—', '-']).filter(|end| *end <= 3)?;
    let after = rest[end..].trim_start_matches([':', '–', '—', '-']).trim();
    (!after.is_empty()).then_some(after)
}

/// Headings that part an agenda without ending it.
fn is_part(text: &str) -> bool {
    let small = text.to_lowercase();
    let first = small.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    words::is_in(
        "morning|afternoon|evening|session|plenary|part|block|opening|closing|break|lunch|matin|matinée|après|mañana|tarde|manhã|vormittag|nachmittag|sesión|séance|sessão",
        first,
    ) || leading_length(text).is_some()
        || dates::times(text).iter().any(|timed| timed.to.is_some())
}

/// "Day 1", "Day 2 – 4 May 2024", "Monday, 3 May".
pub fn day_heading(text: &str) -> bool {
    let mut small = text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter();
    let (first, second) = (small.next().unwrap_or_default(), small.next().unwrap_or_default());
    let is_day = words::is_in("day|jour|día|dia|tag|день", &first)
        && (second.parse::<u32>().is_ok_and(|day| day < 32)
            || super::title::ordinal(&second).is_some()
            || words::is_in("one|two|three|four", &second));
    let dated = dates::dates(text);
    let is_date = dates::is_weekday(&first)
        && dated.len() == 1
        && dated[0].last.is_none()
        && dates::times(text).is_empty()
        && text.chars().count() <= 40;
    (is_day || is_date) && text.chars().count() <= 100
}

/// The next day of a programme is at most so many blocks further on.
const NEXT_DAY: usize = 80;

/// Whether a block begins an agenda that has no heading of its own: a day with parts or times below it.
pub fn begins(all: &[Block]) -> bool {
    let is_day = |block: &Block| block.kind == Kind::Heading && day_heading(&block.text);
    all.first().is_some_and(is_day)
        && all.iter().skip(1).take(NEXT_DAY).any(is_day)
        && all.iter().skip(1).take(2).any(|block| block.is_item() || is_part(&block.text))
}

/// Whether a block is an item by its form, without a mark.
pub fn is_timed(block: &Block) -> bool {
    block.kind == Kind::Heading
        && (leading_length(&block.text).is_some()
            || dates::times(&block.text).first().is_some_and(|timed| timed.to.is_some() && timed.span.start <= 1))
}

/// Reads the agenda that begins with a block.
pub fn read(all: &[Block], is_announced: bool) -> Agenda {
    let mut out = Agenda::default();
    let mut levels = Levels::default();
    let mut day = None;
    let mut tasks: Option<(Class, usize, u32)> = None;
    let mut was_list = false;
    let (mut at, mut begin) = (0, 0);
    let is_listed = all.iter().take(6).any(|block| block.is_item() || matches!(block.kind, Kind::Row(_)));
    while at < all.len() {
        steps::count(1);
        let block = &all[at];
        match &block.kind {
            Kind::Noise if block.text.contains("-->") => {
                // What stands before the end of a comment was taken out by who published the page.
                out.entries.clear();
                (levels, begin) = (Levels::default(), at);
            }
            Kind::Noise => {}
            Kind::Item { mark: Mark::Bullet(_), .. } if block.text.contains("-->") || block.text.trim_matches('-') == ">" => {
                out.entries.clear();
                (levels, begin) = (Levels::default(), at);
            }
            Kind::Item { .. } if block.text.contains('\t') => {
                was_list = true;
                let count = all[at..].iter().take_while(|block| block.is_item() && block.text.contains('\t')).count();
                table_rows(&mut out, &all[at..at + count], day);
                at += count;
                continue;
            }
            Kind::Item { label, mark, .. } => {
                was_list = true;
                let class = Class::Mark(*mark);
                let number = value(label.as_deref().unwrap_or_default(), *mark);
                if let Some(name) = group_name(&block.text).filter(|_| *mark == Mark::None || matches!(mark, Mark::Bullet(_)))
                    && let Some(last) = out.entries.last_mut()
                {
                    last.item.breakout.push(Breakout { name: Some(name.to_owned()), source: sources(block.lines), ..Breakout::default() });
                    at += 1;
                    continue;
                }
                if let Some((of, indent, last)) = tasks {
                    let next = number.last().copied().unwrap_or(last + 1);
                    let is_task = (last == 0 || of == class && indent.abs_diff(block.indent) <= 1)
                        && next == last + 1
                        && !(last == 0 && matches!(mark, Mark::Number(parts) if *parts > 1));
                    if is_task && let Some(entry) = out.entries.last_mut() {
                        tasks = Some((class, block.indent, next));
                        let task =
                            Task { number: label.clone(), name: Some(tidy(&block.text)), source: sources(block.lines), ..Task::default() };
                        match entry.item.breakout.iter_mut().find(|group| group.name.is_none()) {
                            Some(group) => group.task.push(task),
                            None => {
                                entry.item.breakout.push(Breakout { task: vec![task], source: sources(block.lines), ..Breakout::default() })
                            }
                        }
                        at += 1;
                        continue;
                    }
                    tasks = None;
                }
                let depth = levels.take(class, block.indent, &number);
                entry(&mut out, depth, &block.text, label.as_deref(), block.lines, day);
            }
            Kind::Row(_) => {
                was_list = true;
                let count = all[at..].iter().take_while(|block| matches!(block.kind, Kind::Row(_))).count();
                table_rows(&mut out, &all[at..at + count], day);
                at += count;
                continue;
            }
            Kind::Heading | Kind::Paragraph => {
                let text = block.text.as_str();
                if day_heading(text) {
                    day = Some(out.days.len());
                    out.days.push((text.to_owned(), block.lines));
                    levels = Levels::default();
                } else if words::section(text).is_some_and(|section| section != Section::Actions || is_listed) {
                    break;
                } else if !out.entries.is_empty() && asks_groups(text) {
                    tasks = Some((Class::Plain, 0, 0));
                } else if block.kind == Kind::Heading
                    && is_part(text)
                    && (is_announced || !out.entries.is_empty())
                    && (is_listed || clocked(text).1.is_some() || leading_length(text).is_some())
                {
                    let depth = levels.take(Class::Part, 0, &[]);
                    entry(&mut out, depth, text, None, block.lines, day);
                } else if !is_listed
                    && is_announced
                    && !was_list
                    && is_plain_item(block, all.get(at.wrapping_sub(1)), out.entries.is_empty())
                {
                    let depth = levels.take(Class::Plain, block.indent, &[]);
                    entry(&mut out, depth, text, None, block.lines, day);
                } else if out.entries.is_empty() {
                    // Nothing but remarks stands between the heading and the list.
                    let is_remark = is_announced && at < begin + 4 && is_listed;
                    if !is_remark {
                        break;
                    }
                } else if names_groups(&all[at + 1..])
                    || goes_on_after(all, at, &levels)
                    || block.indent > levels.0.first().map_or(0, |level| level.indent) && !block.is_strong && !text.ends_with(':')
                {
                    describe(&mut out, block);
                } else {
                    break;
                }
            }
        }
        at += 1;
    }
    out.used = at;
    // One line alone is no agenda that nobody announced.
    if !is_announced && out.entries.len() < 2 || !is_listed && out.entries.len() < 2 {
        out.entries.clear();
    }
    out
}

/// A line of an agenda that is a list without marks.
fn is_plain_item(block: &Block, above: Option<&Block>, is_first: bool) -> bool {
    let is_short = block.text.chars().count() <= 160 && block.kind == Kind::Heading;
    let is_meta = dates::dates(&block.text).len() == 1 && block.text.split_whitespace().count() <= 8 || block.text.ends_with(':');
    is_short && !is_meta && (is_first || !block.is_apart || above.is_some_and(|above| above.is_apart))
}

/// Whether a list of breakout groups follows.
fn names_groups(rest: &[Block]) -> bool {
    rest.iter().take(3).find(|next| next.is_item()).is_some_and(|next| group_name(&next.text).is_some())
}

/// Whether the numbers go on behind a paragraph.
fn goes_on_after(all: &[Block], at: usize, levels: &Levels) -> bool {
    let next = all[at + 1..].iter().take(4).find(|block| block.is_item());
    let Some(Block { kind: Kind::Item { label: Some(label), mark, .. }, .. }) = next else { return false };
    let number = value(label, *mark);
    let class = Class::Mark(*mark);
    levels.0.iter().any(|level| {
        let is_next = matches!((level.value.first(), number.first()), (Some(last), Some(next)) if *next == last + 1 || number.len() > 1 && next == last);
        (level.class == class || number.len() > 1) && is_next
    }) && all[at + 1..].iter().take(4).take_while(|block| !block.is_item()).all(|block| words::section(&block.text).is_none())
        && words::section(&all[at].text).is_none()
}

fn describe(out: &mut Agenda, block: &Block) {
    let Some(last) = out.entries.last_mut() else { return };
    let text = match last.item.description.take() {
        Some(text) => format!("{text}\n{}", block.text),
        None => block.text.clone(),
    };
    last.item.description = Some(text);
    last.lines[1] = block.lines[1];
}

/// Source of a part of an item; the file's name is set where all is put together.
fn sources(lines: [u32; 2]) -> Vec<Source> {
    vec![Source { lines: vec![lines], ..Source::default() }]
}

fn entry(out: &mut Agenda, depth: usize, text: &str, label: Option<&str>, lines: [u32; 2], day: Option<usize>) {
    let (text, below) = inline_list(text).unwrap_or((text, Vec::new()));
    let item = self::item(text, label);
    if item.name.is_none() {
        return;
    }
    let depth = depth.min(out.entries.last().map_or(0, |last| last.depth + 1));
    out.entries.push(Entry { depth, item, lines, day });
    for (label, text) in below {
        out.entries.push(Entry { depth: depth + 1, item: self::item(text, Some(label)), lines, day });
    }
}

/// Rows of a table, read as the editor reads those that are pasted.
fn table_rows(out: &mut Agenda, rows: &[Block], day: Option<usize>) {
    let texts: Vec<String> = rows
        .iter()
        .map(|row| if let Kind::Row(cells) = &row.kind { cells.join("\t") } else { format!("{} {}", row.label().unwrap_or("-"), row.text) })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let base = out.entries.len();
    for (at, line) in paste::rows(&texts, Vec::new()) {
        steps::count(1);
        let mut item = line.item;
        if item.duration.is_some() {
            item.source.clear();
        }
        let name = item.name.take().unwrap_or_default();
        item.name = Some(tidy(&name)).filter(|name| !name.is_empty());
        item.item_type = item_type(&name).map(Lenient::Known);
        if item.name.is_none() {
            continue;
        }
        let depth = line.depth.min(out.entries.last().filter(|_| out.entries.len() > base).map_or(0, |last| last.depth + 1));
        out.entries.push(Entry { depth, item, lines: rows[at].lines, day });
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{blocks::blocks, lines::lines},
        *,
    };
    use crate::domain::draft::duration::Stated;

    /// Items, one a line, indented by their depth: label, title, length.
    fn told(text: &str) -> String {
        let found = read(&blocks(&lines(text)), true);
        let line = |entry: &Entry| {
            let item = &entry.item;
            let stated = Stated::of(item).to_string();
            let parts = [item.number.clone(), item.name.clone(), Some(format!("[{stated}]")).filter(|_| !stated.is_empty())];
            let groups =
                item.breakout.iter().flat_map(|group| group.name.iter().chain(group.task.iter().filter_map(|task| task.name.as_ref())));
            let groups: String = groups.map(|name| format!(" <{name}>")).collect();
            format!("{}{}{groups}", "  ".repeat(entry.depth), parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
        };
        found.entries.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(told(text), expected.join("\n"), "{text}");
    }

    #[test]
    fn lengths_stand_in_many_forms() {
        check(
            "1. Welcome (5 min)\n2. Updates – 10 minutes\n3. Reports 5 minutes per group (25-30 minutes)\n4. Timeline (2 minutes) (Chengetai).\n5. IGF (2025) themes\n6. 10:00-10:20 Break\n7. Debate 14h30 – 15h00",
            &[
                "1. Welcome [5]",
                "2. Updates [10]",
                "3. Reports [25-30 (5 min per group)]",
                "4. Timeline [2]",
                "5. IGF (2025) themes",
                "6. Break [20]",
                "7. Debate [30]",
            ],
        );
    }

    #[test]
    fn depth_follows_indentation_and_numbers() {
        check(
            "1. A\n2. B\n2.1 C\n2.2 D\n3. E\na. F\nb. G\n4. H\n- I\n- J\n5. K",
            &["1. A", "2. B", "  2.1 C", "  2.2 D", "3. E", "  a. F", "  b. G", "4. H", "  I", "  J", "5. K"],
        );
        check(
            "  1. A\n    1. B\n    2. C\n  2. D\n    • E\n      o F\n  3. G",
            &["1. A", "  1. B", "  2. C", "2. D", "  E", "    F", "3. G"],
        );
        check("1. A\n3. B\n5. C\n1. D", &["1. A", "3. B", "5. C", "1. D"]);
        check("1. Work: (a) one (b) two\n2. End", &["1. Work", "  (a) one", "  (b) two", "2. End"]);
    }

    #[test]
    fn breakout_groups_have_tasks() {
        check(
            "1. Breakout groups (40 min)\n\nEach group will discuss:\n\na. One\nb. Two\n\n1.1 Reports\n2. AOB",
            &["1. Breakout groups [40] <One> <Two>", "  1.1 Reports", "2. AOB"],
        );
        check("1. Breakout work\n• Group 1: Access\n• Group 2: Trust\n2. AOB", &["1. Breakout work <Access> <Trust>", "2. AOB"]);
    }

    #[test]
    fn lists_without_marks_and_rows_are_items_too() {
        check("Welcome\nUpdates (5 min)\nAOB\n\nDear reader, this is no item of it.", &["Welcome", "Updates [5]", "AOB"]);
        check("No\tItem\tTime\n1\tWelcome\t5 min\n2\tUpdates\t10 min", &["1 Welcome [5]", "2 Updates [10]"]);
    }

    #[test]
    fn an_agenda_ends_where_something_else_begins() {
        check("1. A\n2. B\n\nInput documents:\n1. C", &["1. A", "2. B"]);
        check("1. A\n2. B\n\nProposals of others:\n\n1. C", &["1. A", "2. B"]);
        check("• A\n• B\n• -->\n1. C\n2. D", &["1. C", "2. D"]);
    }
}

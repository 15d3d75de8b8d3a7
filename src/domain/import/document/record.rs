//! What was recorded: sections with notes, and the actions among them. Numbered paragraphs of minutes are no agenda.

use std::collections::HashSet;

use super::{
    actions,
    blocks::{self, Block, Kind},
    steps,
    words::{self, Section},
};
use crate::domain::mark::Mark;

/// A section of the minutes.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Printed number.
    pub number: Option<String>,
    /// Title; none of what stands above the first.
    pub name: Option<String>,
    /// Below how many others it stands.
    pub depth: usize,
    /// Lines of the title.
    pub lines: [u32; 2],
    /// What was said: number, text, lines.
    pub notes: Vec<(Option<String>, String, [u32; 2])>,
}

/// An action, as it stands there.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its words.
    pub text: String,
    /// Where.
    pub lines: [u32; 2],
    /// The section that it stands in, by its place.
    pub section: Option<usize>,
    /// The heading above it, where that is no section.
    pub heading: Option<String>,
    /// What is read of it.
    pub duty: actions::Duty,
    /// Whether it stands in running text.
    pub is_prose: bool,
}

/// What is read of a record.
#[derive(Debug, Default)]
pub struct Record {
    /// Sections, in order.
    pub parts: Vec<Part>,
    /// Actions, in order.
    pub actions: Vec<Found>,
    /// What may be one, if no list says it already.
    maybe: Vec<Found>,
    year: Option<i32>,
    list: Option<List>,
    is_led: bool,
}

/// An open list of actions.
#[derive(Debug)]
struct List {
    first: Option<(Mark, usize)>,
    heading: Option<String>,
    has_arrows: bool,
    /// Where its actions begin.
    from: usize,
}

impl Record {
    /// An empty one; dates without a year are of this one.
    pub fn new(year: Option<i32>) -> Self {
        Self { year, ..Self::default() }
    }

    /// A heading says that actions follow.
    pub fn begin_actions(&mut self, heading: &str) {
        self.list = Some(List { first: None, heading: Some(heading.to_owned()), has_arrows: false, from: self.actions.len() });
        self.is_led = false;
    }

    /// Whether what is listed next is to be done, as the sentence above it says.
    pub fn is_led(&self) -> bool {
        self.is_led
    }

    /// A heading says that something else follows.
    pub fn end_actions(&mut self) {
        self.list = None;
        self.is_led = false;
    }

    /// Takes a block in.
    pub fn take(&mut self, block: &Block, next: Option<&Block>) {
        steps::count(1);
        let text = block.text.as_str();
        match &block.kind {
            Kind::Noise => {}
            Kind::Item { is_arrow: true, .. } => {
                if let Some(list) = &mut self.list
                    && !list.has_arrows
                {
                    // Where arrows point at actions, a dash does not.
                    list.has_arrows = true;
                    let from = list.from;
                    self.actions.truncate(from);
                }
                self.action(block);
            }
            Kind::Item { label, mark, .. } => {
                if self.ends_list(*mark, block, next) {
                    self.end_actions();
                }
                if let Some(list) = &mut self.list {
                    list.first.get_or_insert((*mark, block.indent));
                    if !list.has_arrows {
                        self.action(block);
                    }
                    return;
                }
                let is_title = label.is_some() && is_title(text) && !matches!(mark, Mark::Bullet(_));
                if is_title {
                    let depth = match mark {
                        Mark::Number(parts) => parts - 1,
                        Mark::Letter | Mark::Roman => 1,
                        _ => 0,
                    };
                    self.section(label.clone(), text, depth, block.lines);
                } else {
                    self.note(label.clone(), block);
                    if self.is_led {
                        self.maybe(block, true);
                    } else {
                        self.prose(block);
                    }
                }
            }
            Kind::Heading if self.list.is_some() && !block.is_item() => {
                let is_item = next.is_some_and(Block::is_item);
                if let Some(list) = self.list.as_mut().filter(|_| is_item || text.ends_with(':')) {
                    list.heading = Some(text.to_owned());
                } else if actions::in_prose(text, self.year).is_some() {
                    self.action(block);
                } else if self.list.as_ref().is_some_and(|list| self.actions.len() > list.from) {
                    self.end_actions();
                    self.section(None, text, 0, block.lines);
                }
            }
            Kind::Heading if leads(text) => self.is_led = true,
            Kind::Heading => {
                self.is_led = false;
                let depth = usize::from(self.parts.last().is_some_and(|part| part.number.is_some() || part.depth > 0));
                self.section(None, text, depth, block.lines);
            }
            Kind::Paragraph => {
                if self.list.as_ref().is_some_and(|list| self.actions.len() > list.from) && block.is_apart {
                    self.end_actions();
                }
                if self.list.is_some() {
                    if actions::in_prose(text, self.year).is_some() {
                        self.action(block);
                    }
                    return;
                }
                self.is_led = leads(text);
                self.note(None, block);
                self.prose(block);
            }
            Kind::Row(cells) => {
                if self.list.is_some() {
                    self.row(cells, block);
                } else {
                    self.note(None, block);
                }
            }
        }
        if let Kind::Item { label: Some(_), .. } = &block.kind
            && text.ends_with(':')
        {
            self.is_led = leads(text);
        }
    }

    /// Whether an entry stands no more in the list of actions.
    fn ends_list(&self, mark: Mark, block: &Block, next: Option<&Block>) -> bool {
        let Some(list) = &self.list else { return false };
        let is_bullet = |mark: Mark| matches!(mark, Mark::Bullet(_));
        match list.first {
            // "1. Secretariat", and below it what it is to do, or the first section of a report.
            None => {
                !is_bullet(mark)
                    && is_title(&block.text)
                    && next.is_some_and(|next| next.is_item() && !matches!(next.kind, Kind::Item { mark: other, .. } if other == mark))
                    || list.has_arrows && !is_bullet(mark)
            }
            Some((first, indent)) => !is_bullet(mark) && mark != first && block.indent <= indent,
        }
    }

    fn section(&mut self, number: Option<String>, name: &str, depth: usize, lines: [u32; 2]) {
        let depth = depth.min(self.parts.last().map_or(0, |part| part.depth + 1)).min(6);
        self.parts.push(Part { number, name: Some(name.trim_end_matches([':', ' ']).to_owned()), depth, lines, notes: Vec::new() });
    }

    fn note(&mut self, number: Option<String>, block: &Block) {
        if self.parts.is_empty() {
            self.parts.push(Part { lines: block.lines, ..Part::default() });
        }
        if let Some(part) = self.parts.last_mut() {
            part.notes.push((number, block.text.clone(), block.lines));
        }
    }

    fn found(&self, text: &str, lines: [u32; 2], duty: actions::Duty, is_prose: bool) -> Found {
        let section = self.parts.len().checked_sub(1).filter(|at| self.parts[*at].name.is_some());
        let heading = self.list.as_ref().and_then(|list| list.heading.clone()).filter(|_| section.is_none());
        Found { text: text.to_owned(), lines, section, heading, duty, is_prose }
    }

    fn action(&mut self, block: &Block) {
        let text = actions::without_label(&block.text);
        let found = self.found(text, block.lines, actions::listed(text, self.year), false);
        self.actions.push(found);
    }

    fn maybe(&mut self, block: &Block, is_led: bool) {
        let duty = actions::listed(&block.text, self.year);
        if is_led && duty.agents.iter().any(|agent| actions::is_actor(agent)) {
            let found = self.found(&block.text, block.lines, duty, false);
            self.maybe.push(found);
        }
    }

    fn prose(&mut self, block: &Block) {
        for sentence in actions::sentences(&block.text) {
            if let Some(duty) = actions::in_prose(sentence, self.year) {
                let found = self.found(sentence, block.lines, duty, true);
                self.maybe.push(found);
            }
        }
    }

    /// A row of a table of actions: the longest cell is what is to be done, a cell that names somebody is who, a date is by when.
    fn row(&mut self, cells: &[String], block: &Block) {
        let heads = [
            "action",
            "who",
            "owner",
            "responsible",
            "deadline",
            "due",
            "lead",
            "task",
            "by when",
            "when",
            "no",
            "#",
            "status",
            "responsable",
            "date",
            "action item",
            "due date",
        ];
        if cells.iter().all(|cell| cell.is_empty() || heads.contains(&words::folded(cell).as_str())) {
            return;
        }
        let Some((at, text)) = cells.iter().enumerate().max_by_key(|(_, cell)| cell.chars().count()) else { return };
        let mut duty = actions::listed(text, self.year);
        for (_, cell) in cells.iter().enumerate().filter(|(other, cell)| *other != at && !cell.is_empty()) {
            let by = actions::listed(&format!("Do it by {cell}"), self.year);
            let when = actions::listed(&format!("Do it {}", cell.to_lowercase()), self.year).when;
            if let Some(when) = when {
                duty.when = Some(when);
            } else if by.date.is_some() {
                (duty.date, duty.is_year_taken) = (by.date, by.is_year_taken);
            } else if cell.chars().any(char::is_alphabetic)
                && duty.agents.is_empty()
                && cell.split_whitespace().count() <= 8
                && (actions::is_actor(cell) || cell.starts_with(char::is_uppercase))
            {
                duty.agents = cell
                    .split([',', '/', ';'])
                    .flat_map(|part| part.split(" and "))
                    .map(|part| part.trim().to_owned())
                    .filter(|part| !part.is_empty())
                    .collect();
            }
        }
        let found = self.found(text, block.lines, duty, false);
        self.actions.push(found);
    }

    /// Decides on what may be an action: what is said already, in much the same words, is said once. Running text counts where no list
    /// stands, and where it must, with a date alone.
    pub fn finish(&mut self, is_report: bool) {
        let has_list = !self.actions.is_empty();
        let mut seen: HashSet<u64> = self.actions.iter().flat_map(|found| runs(&found.text)).collect();
        for found in std::mem::take(&mut self.maybe) {
            let counts = !found.is_prose || !has_list && (is_report || found.duty.date.is_some() || found.duty.when.is_some());
            if !counts {
                continue;
            }
            let own: Vec<u64> = runs(&found.text).collect();
            let known = own.iter().filter(|run| seen.contains(run)).count();
            if own.is_empty() || 2 * known < own.len() {
                seen.extend(own);
                self.actions.push(found);
            }
        }
        let mut seen: HashSet<String> = HashSet::new();
        self.actions.retain(|found| seen.insert(words::folded(&found.text)));
        self.actions.sort_by_key(|found| found.lines[0]);
    }
}

/// A title of a section: short, and no sentence.
fn is_title(text: &str) -> bool {
    blocks::is_heading(text)
        && !(text.ends_with(':') && text.split_whitespace().count() > 7)
        && words::section(text) != Some(Section::Actions)
}

/// "As next steps, the following were indicated:"
fn leads(text: &str) -> bool {
    let small = text.to_lowercase();
    small.ends_with(':')
        && [
            "next step",
            "action",
            "follow-up",
            "following tasks",
            "prochaines étapes",
            "próximos pasos",
            "próximos passos",
            "agreed to do",
            "to-do",
            "following the call",
            "following the meeting",
        ]
        .iter()
        .any(|phrase| small.contains(phrase))
}

/// Each four words that follow each other, as numbers.
fn runs(text: &str) -> impl Iterator<Item = u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let small = text.to_lowercase();
    let all: Vec<String> = small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let of = |run: &[String]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    let found: Vec<u64> = all.windows(4.min(all.len().max(1))).map(of).collect();
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{blocks::blocks, lines::lines},
        *,
    };

    /// Actions of a record, each with its first words.
    fn told(text: &str, is_report: bool) -> Vec<String> {
        let all = blocks(&lines(text));
        let mut record = Record::new(Some(2024));
        for (at, block) in all.iter().enumerate() {
            match words::section(&block.text) {
                Some(Section::Actions) if block.kind == Kind::Heading => record.begin_actions(&block.text),
                _ => record.take(block, all.get(at + 1)),
            }
        }
        record.finish(is_report);
        record.actions.iter().map(|found| found.text.split(' ').take(4).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn lists_arrows_and_duties_in_text_are_actions() {
        assert_eq!(
            told("Action items\n- The Chair to write a letter.\n- Members to reply.\n\n1. The meeting was held.", true),
            ["The Chair to write", "Members to reply."]
        );
        assert_eq!(told("Actions\n- Note well.\n→ The Chair will write.\n- Another note.", true), ["The Chair will write."]);
        assert_eq!(
            told("The session began late. The Secretariat will publish the list by 5 May. It was noted.\n", true),
            ["The Secretariat will publish"]
        );
        assert_eq!(
            told("As next steps, it was agreed:\n- The Secretariat is to test the lists.\n- Nobody knows.", true),
            ["The Secretariat is to"]
        );
        assert_eq!(told("Actions\nAction\tWho\tDue\nPublish the final list\tSecretariat\t5 May\n", true), ["Publish the final list"]);
    }
}

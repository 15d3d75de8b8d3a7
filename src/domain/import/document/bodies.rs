//! Groups that a text names, by any spelling: those that are known, and others whose name is printed in full.

use std::collections::HashMap;

use super::steps;
use crate::domain::{
    draft::bodies::folded,
    model::{Classification, KnownOption, Lenient, Organization, OrganizationId},
};

/// How names of groups begin, what kind of group that is, and its short form.
const BEGINNINGS: [(&str, Classification, &str); 17] = [
    ("working group", Classification::WorkingGroup, "wg"),
    ("wg", Classification::WorkingGroup, "wg"),
    ("task force", Classification::WorkingGroup, "taskforce"),
    ("taskforce", Classification::WorkingGroup, "taskforce"),
    ("policy network", Classification::PolicyNetwork, "pn"),
    ("pn", Classification::PolicyNetwork, "pn"),
    ("best practice forum", Classification::BestPracticeForum, "bpf"),
    ("best practices forum", Classification::BestPracticeForum, "bpf"),
    ("bpf", Classification::BestPracticeForum, "bpf"),
    ("dynamic coalition", Classification::DynamicCoalition, "dc"),
    ("groupe de travail", Classification::WorkingGroup, "wg"),
    ("grupo de trabajo", Classification::WorkingGroup, "wg"),
    ("grupo de trabalho", Classification::WorkingGroup, "wg"),
    ("arbeitsgruppe", Classification::WorkingGroup, "wg"),
    ("réseau politique", Classification::PolicyNetwork, "pn"),
    ("red de políticas", Classification::PolicyNetwork, "pn"),
    ("rede de políticas", Classification::PolicyNetwork, "pn"),
];

/// Words between the beginning and the name.
const BETWEEN: &str = "on|for|of|sur|sobre|para|zu|für";
/// Small words inside a name.
const INSIDE: &str = "and|of|for|the|in|de|et|y|e|del|des|du|la|le|und|&";
/// Words in capitals that begin no name.
const NONE: &str = "meeting|meetings|call|calls|chair|chairs|members|member|co|report|update|updates|session|sessions|draft|to|will|should|is|\
    the|and|or|proposal|proposals|facilitator|facilitators|lead|leads|on|has|agenda|documents|status|workshop|webinar|work|i|ii|iii|iv|v|vi|vii|viii|ix|x";
/// No name has more words.
const LONGEST: usize = 9;

/// The bodies of a document.
pub struct Bodies<'a> {
    known: &'a [Organization],
    by_name: HashMap<String, usize>,
    new: Vec<Organization>,
    /// Lines at which new ones were first met.
    pub met: Vec<(OrganizationId, u32)>,
}

impl<'a> Bodies<'a> {
    /// With those that are known already.
    pub fn new(known: &'a [Organization]) -> Self {
        let mut by_name = HashMap::new();
        for (at, body) in known.iter().enumerate() {
            let names = [Some(body.id.as_str()), body.name.as_deref(), body.short_name.as_deref()].into_iter().flatten();
            for name in names.chain(body.other_name.iter().map(String::as_str)) {
                // "Policy Network on Artificial Intelligence (PNAI)": the bracket is another name.
                let bare = name.split_once(" (").filter(|_| name.ends_with(')')).map(|(bare, _)| bare);
                for name in [Some(name), bare].into_iter().flatten() {
                    by_name.entry(folded(name)).or_insert(at);
                }
            }
        }
        Self { known, by_name, new: Vec::new(), met: Vec::new() }
    }

    fn get(&self, at: usize) -> Option<&Organization> {
        self.known.get(at).or_else(|| self.new.get(at.checked_sub(self.known.len())?))
    }

    /// A body by its id.
    pub fn by_id(&self, id: &OrganizationId) -> Option<&Organization> {
        self.known.iter().chain(&self.new).find(|body| body.id == *id)
    }

    /// A body by a whole name.
    pub fn by_name(&self, name: &str) -> Option<OrganizationId> {
        self.by_name.get(&folded(name)).and_then(|at| self.get(*at)).map(|body| body.id.clone())
    }

    /// The named groups in a text, each once, in the order in which they are met.
    pub fn mentions(&mut self, text: &str, line: u32) -> Vec<OrganizationId> {
        let words = words(text);
        let mut out: Vec<OrganizationId> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            steps::count(1);
            let (found, next) = self.at(&words, at, line);
            if let Some(id) = found.filter(|id| !out.contains(id)) {
                out.push(id);
            }
            at = next.max(at + 1);
        }
        out
    }

    /// The group whose name begins at a word, and the word behind it.
    fn at(&mut self, words: &[Word], at: usize, line: u32) -> (Option<OrganizationId>, usize) {
        let named = |class: Option<&Classification>| {
            matches!(class, Some(Classification::WorkingGroup | Classification::PolicyNetwork | Classification::BestPracticeForum))
        };
        // "PNAI": a short form of its own.
        let first = words[at].text;
        let is_short = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
        if is_short
            && let Some(body) = self.by_name.get(&folded(first)).and_then(|at| self.get(*at))
            && named(body.classification.known())
        {
            return (Some(body.id.clone()), at + 1);
        }
        let begins = |(begin, _, _): &&(&str, Classification, &str)| {
            begin.split(' ').enumerate().all(|(n, part)| words.get(at + n).is_some_and(|word| word.small() == part))
        };
        let Some((begin, class, short)) = BEGINNINGS.iter().find(begins) else { return (None, at + 1) };
        // Capitals tell the short forms from other words.
        if begin.len() <= 3 && first.chars().any(char::is_lowercase) {
            return (None, at + 1);
        }
        let mut from = at + begin.split(' ').count();
        // "Working Group (WG) on …"
        if words.get(from).is_some_and(|word| word.opens && word.closes) {
            from += 1;
        }
        let is_named = words.get(from).is_some_and(|word| super::words::is_in(BETWEEN, &word.small()));
        if is_named {
            from += 1;
            if words.get(from).is_some_and(|word| super::words::is_in("the|la|le|los|las|les|a|o", &word.small())) {
                from += 1;
            }
        }
        let reach = words[from.min(words.len())..]
            .iter()
            .take(LONGEST)
            .enumerate()
            .take_while(|(n, word)| *n == 0 || !word.breaks && !super::words::is_in("wg|bpf|pn|dc", &word.small()))
            .count();
        for length in (1..=reach).rev() {
            steps::count(length);
            let name: Vec<&str> = words[from..from + length].iter().map(|word| word.text).collect();
            if let Some(at) = self.by_name.get(&folded(&format!("{short} {}", name.join(" "))))
                && let Some(body) = self.get(*at)
            {
                return (Some(body.id.clone()), from + length);
            }
        }
        let is_joined = words.get(from).is_some_and(|word| word.is_hyphened);
        if !is_named && (!is_joined || *class == Classification::DynamicCoalition) {
            return (None, from);
        }
        // A name in capitals, small words between them.
        let mut length = 0;
        for (n, word) in words[from.min(words.len())..].iter().take(LONGEST).enumerate() {
            if n > 0 && (word.breaks || word.is_listed)
                || super::words::is_in(NONE, &word.small()) && !super::words::is_in(INSIDE, &word.small())
            {
                break;
            }
            if word.text.starts_with(char::is_uppercase) {
                length = n + 1;
            } else if !super::words::is_in(INSIDE, &word.small()) || n == 0 {
                break;
            }
        }
        if length == 0 {
            return (None, from);
        }
        let name = words[from..from + length].iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        (Some(self.add(&name, *class, short, line)), from + length)
    }

    fn add(&mut self, name: &str, class: Classification, short: &str, line: u32) -> OrganizationId {
        let long = match class {
            Classification::PolicyNetwork => "Policy Network on",
            Classification::BestPracticeForum => "Best Practice Forum on",
            Classification::DynamicCoalition => "Dynamic Coalition on",
            _ if short == "taskforce" => "Task Force on",
            _ => "Working Group on",
        };
        let id: OrganizationId = slug(&format!("{short} {name}")).as_str().into();
        self.by_name.insert(folded(&format!("{short} {name}")), self.known.len() + self.new.len());
        self.met.push((id.clone(), line));
        self.new.push(Organization {
            id: id.clone(),
            name: Some(format!("{long} {name}")),
            short_name: (short == "wg" && !name.contains(' ')).then(|| format!("WG-{name}")),
            classification: Some(Lenient::Known(class)),
            ..Organization::default()
        });
        id
    }
}

/// Small letters, digits and hyphens; at most sixty of them.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
        if out.len() >= 60 {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

struct Word<'a> {
    text: &'a str,
    /// Whether more than white space stands before it: a name does not go on there.
    breaks: bool,
    /// Whether a comma stands before it.
    is_listed: bool,
    is_hyphened: bool,
    opens: bool,
    closes: bool,
}

impl Word<'_> {
    fn small(&self) -> String {
        self.text.to_lowercase()
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word> = Vec::new();
    let mut start = None;
    let mut between = String::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_part = c.is_alphanumeric() || matches!(c, '\'' | '’' | '+');
        match (start, is_part) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let sign = between.trim();
                out.push(Word {
                    text: text[from..at].trim_end_matches("'s").trim_end_matches("’s"),
                    breaks: !(sign.is_empty() || sign == "-" || sign == "&" || sign == ","),
                    is_listed: sign == ",",
                    is_hyphened: between == "-",
                    opens: sign == "(",
                    closes: c == ')',
                });
                start = None;
                between.clear();
                between.push(c);
            }
            (None, false) => between.push(c),
            (Some(_), true) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_known_by_any_spelling() {
        let body = |id: &str, name: &str, short: &str, class: &str| Organization {
            id: id.into(),
            name: Some(name.into()),
            short_name: Some(short.into()),
            classification: Some(class.into()),
            ..Organization::default()
        };
        let known = [
            body("wg-youth", "Working Group on Youth Engagement", "WG-Youth", "working-group"),
            body("wg-oec", "Working Group on Outreach, Engagement and Communications", "WG-OEC", "working-group"),
            body("pnai", "Policy Network on Artificial Intelligence", "PNAI", "policy-network"),
            body("bpf-gender", "Best Practice Forum on Gender and Digital Rights", "BPF Gender", "best-practice-forum"),
        ];
        for (text, expected) in [
            ("the working group on youth engagement met", "wg-youth"),
            ("MAG WG-Youth and PNAI's report", "wg-youth pnai"),
            ("Policy Network (PN) on Artificial Intelligence", "pnai"),
            ("WG on Outreach, Engagement and Communications (WG-OEC)", "wg-oec"),
            ("BPF on Gender & Digital Rights", "bpf-gender"),
            ("MAG Working Groups, BPFs and PNs", ""),
            ("the working group on many themes", ""),
            ("Working Group on Open Data will meet", "wg-open-data"),
            ("WG-Finance call; WG Finance", "wg-finance"),
            ("the Working Group Meeting; a working group", ""),
            ("Task Force on Language: suggestions", "taskforce-language"),
        ] {
            let mut bodies = Bodies::new(&known);
            let found: Vec<String> = bodies.mentions(text, 1).iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}

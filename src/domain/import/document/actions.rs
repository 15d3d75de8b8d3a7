//! Actions: what somebody is asked, invited or bound to do. Who, how binding, and by when.
//!
//! | text | who | how binding | by when |
//! | --- | --- | --- | --- |
//! | "The Secretariat will publish the list by 30 August." | Secretariat | commitment | 30 August |
//! | "MAG members are invited to comment once it is published." | MAG members | invitation | "once it is published" |
//! | "The WG and the host country to agree on a date." | both | commitment | |
//! | "The text will be shared by the Chair." | Chair | commitment | |
//! | "Secretariat: send the draft" | Secretariat | | |

use super::dates;
use crate::domain::{draft::table, model::Strength, time::CivilDate};

/// What is read of an action.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duty {
    /// Who, as printed, without articles.
    pub agents: Vec<String>,
    /// How binding.
    pub strength: Option<Strength>,
    /// A date.
    pub date: Option<CivilDate>,
    /// Whether the year of that date is not printed.
    pub is_year_taken: bool,
    /// When, in words.
    pub when: Option<String>,
}

/// Words that bind, the longer before the shorter.
const BINDING: [(Strength, &str); 4] = [
    (
        Strength::Invitation,
        "is strongly encouraged to|are strongly encouraged to|is encouraged to|are encouraged to|was encouraged to|were encouraged to|is invited to|are invited to|\
         was invited to|were invited to|will be invited to|are kindly invited to|are welcome to|is welcome to|are welcomed to|are free to|may wish to|can|may|welcome|welcomes|\
         est invité à|est invitée à|sont invités à|sont invitées à|sont encouragés à|está invitado a|están invitados a|están invitadas a|são convidados a|é convidado a|sind eingeladen",
    ),
    (
        Strength::Request,
        "is kindly asked to|are kindly asked to|will be asked to|is asked to|are asked to|was asked to|were asked to|is requested to|are requested to|was requested to|were requested to|\
         is reminded to|are reminded to|were reminded to|is expected to|are expected to|needs to|need to|has to|have to|should|must|devra|devront|doit|doivent|devrait|devraient|est prié de|sont priés de|\
         est chargé de|deberá|deberán|debe|deben|debería|deverá|deverão|deve|devem|soll|sollen|wird gebeten|werden gebeten",
    ),
    (
        Strength::Commitment,
        "will|shall|is to|are to|agreed to|agrees to|committed to|undertook to|plans to|intends to|offered to|volunteered to|se compromete a|s'engage à|wird|werden",
    ),
    (Strength::Commitment, "to"),
];

/// Verbs by which somebody is asked: whom, stands behind them.
const ASKING: &str = "encouraged|encourages|asked|asks|invited|invites|requested|requests|urged|urges|tasked|mandated";
/// Words of somebody who can be asked.
const ACTORS: &str = "secretariat|chair|chairs|co-chair|co-chairs|cochair|mag|members|member|facilitator|facilitators|co-facilitator|co-facilitators|cofacilitators|group|groups|wg|wgs|country|\
    participants|team|teams|rapporteur|rapporteurs|committee|forum|network|networks|coalitions|dcs|nris|bpfs|pns|organizers|organisers|speakers|moderators|moderator|host|panel|lead|leads|liaison|\
    secrétariat|président|présidente|membres|groupe|secretaría|presidente|presidenta|miembros|grupo|secretariado|membros|sekretariat|mitglieder|vorsitz|vorsitzende|delegates|delegations|community|activities|stakeholders|everyone|all|task force|taskforce";
/// Verbs with which a sentence tells what will happen, not what somebody is to do.
const TELLING: &str = "take|be|have|begin|start|meet|focus|remain|need|feature|include|continue|participate|attend|celebrate";

/// Whether a phrase names somebody who can act.
pub fn is_actor(phrase: &str) -> bool {
    phrase
        .to_lowercase()
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .any(|word| super::words::is_in(ACTORS, word) || word.starts_with("wg-") || super::words::is_in("pnai|pnif|pnma", word))
}

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<&str> {
    const ABBREVIATED: &str = "e.g|i.e|mr|ms|mrs|dr|prof|no|vs|etc|approx|incl|st";
    let mut out = Vec::new();
    let mut from = 0;
    for (at, sign) in text.match_indices(['.', '!', '?']) {
        let after = &text[at + sign.len()..];
        let next = after.trim_start_matches(['"', '”', ')', '*']);
        let is_end = next.starts_with(char::is_whitespace) && next.trim_start().starts_with(|c: char| !c.is_lowercase());
        let last = text[from..at].rsplit([' ', '(']).next().unwrap_or_default().to_lowercase();
        if is_end && !super::words::is_in(ABBREVIATED, &last) && last.chars().count() > 1 {
            let end = at + sign.len() + (after.len() - next.len());
            out.push(text[from..end].trim());
            from = end;
        }
    }
    let rest = text[from..].trim();
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}

/// The words of a sentence with where they stand.
struct Words<'a> {
    text: &'a str,
    all: Vec<(usize, String)>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let mut all = Vec::new();
        let mut from = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (from, c.is_whitespace()) {
                (None, false) => from = Some(at),
                (Some(start), true) => {
                    all.push((start, text[start..at].to_lowercase().trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_owned()));
                    from = None;
                }
                _ => {}
            }
        }
        Self { text, all }
    }

    fn has(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut count = 0;
        for word in phrase.split(' ') {
            if self.all.get(at + count)?.1 != word {
                return None;
            }
            count += 1;
        }
        Some(count)
    }

    fn before(&self, at: usize) -> &'a str {
        self.all.get(at).map_or(self.text, |(start, _)| self.text[..*start].trim_end())
    }

    fn from(&self, at: usize) -> &'a str {
        self.all.get(at).map_or("", |(start, _)| &self.text[*start..])
    }
}

/// Where a sentence binds: the place of the words, behind them, how binding.
fn binding(words: &Words, is_listed: bool) -> Option<(usize, usize, Strength)> {
    let groups = if is_listed { &BINDING[..] } else { &BINDING[..3] };
    for at in 1..words.all.len().min(40) {
        super::steps::count(1);
        for (strength, phrases) in groups {
            for phrase in phrases.split('|') {
                // "5 May" is no verb.
                let is_month = phrase == "may" && words.from(at).starts_with('M');
                if phrase.starts_with(words.all[at].1.as_str())
                    && !is_month
                    && let Some(count) = words.has(at, phrase)
                {
                    let is_bare = phrase == "to";
                    // "Secretariat to send": a short subject that holds no verb and ends in no preposition.
                    let subject = words.before(at);
                    let last = words.all[at - 1].1.as_str();
                    let fits = at <= 14
                        && subject.starts_with(char::is_uppercase)
                        && !super::words::is_in(
                            "contribute|related|invitation|access|input|up|due|response|continue|need|able|inputs|how|approach|contributions",
                            last,
                        )
                        && !holds_verb(words, 0, at)
                        && (is_actor(subject)
                            || subject.starts_with("The ")
                            || subject.split(' ').all(|word| word.starts_with(char::is_uppercase) || word.len() < 4));
                    if !is_bare || fits {
                        return Some((at, at + count, *strength));
                    }
                }
            }
        }
    }
    None
}

fn holds_verb(words: &Words, from: usize, to: usize) -> bool {
    words.all[from..to].iter().any(|(_, word)| super::words::is_in("is|are|was|were|has|have|had|been|which|that|who", word))
}

/// Who of a phrase: "The MAG, the Chair and all members" are three.
fn agents(phrase: &str) -> Vec<String> {
    let mut out = Vec::new();
    let phrase = phrase.trim().trim_end_matches([',', ':']);
    let phrase = phrase.split_once(" (").filter(|(_, rest)| rest.ends_with(')')).map_or(phrase, |(bare, _)| bare);
    for part in
        phrase.split(", ").flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")).flat_map(|part| part.split(" et "))
    {
        let mut part = part.trim().trim_start_matches("and ");
        for article in [
            "The ",
            "the ",
            "All ",
            "all ",
            "A ",
            "Le ",
            "La ",
            "Les ",
            "El ",
            "Los ",
            "Las ",
            "O ",
            "Os ",
            "Der ",
            "Die ",
            "Das ",
            "le ",
            "la ",
            "les ",
            "el ",
            "los ",
            "Both ",
            "both ",
            "Interested ",
        ] {
            part = part.strip_prefix(article).unwrap_or(part);
        }
        let first = part.split(' ').next().unwrap_or_default().to_lowercase();
        if part.is_empty()
            || super::words::is_in(
                "in|with|together|as|including|through|they|it|he|she|we|this|these|there|which|who|where|if|i|you",
                &first,
            )
        {
            continue;
        }
        out.push(part.to_owned());
    }
    out
}

/// Reads a sentence that is an action by where it stands.
pub fn listed(text: &str, year: Option<i32>) -> Duty {
    let all = sentences(text);
    let found = all.iter().find_map(|sentence| Some((*sentence, who(sentence, true)?)));
    let is_told = found.is_some();
    let (agents, strength) = found.map_or((Vec::new(), Strength::Information), |(_, found)| found);
    let mut duty = Duty { agents, strength: is_told.then_some(strength), ..Duty::default() };
    let main = found_sentence(&all);
    due(main, strength, year, &mut duty);
    if duty.date.is_none() && duty.when.is_none() {
        for sentence in all.iter().filter(|sentence| **sentence != main) {
            due(sentence, strength, year, &mut duty);
            if duty.date.is_some() || duty.when.is_some() {
                break;
            }
        }
    }
    duty
}

fn found_sentence<'a>(all: &[&'a str]) -> &'a str {
    all.iter().copied().find(|sentence| who(sentence, true).is_some()).or_else(|| all.first().copied()).unwrap_or_default()
}

/// A duty in running text: somebody known, and words that bind.
pub fn in_prose(sentence: &str, year: Option<i32>) -> Option<Duty> {
    let words = Words::of(sentence);
    let (at, after, strength) = binding(&words, false)?;
    let verb = words.all.get(after).map(|(_, word)| word.as_str()).unwrap_or_default();
    let phrase = words.all[at..after].iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ");
    let is_weak = matches!(phrase.as_str(), "can" | "may" | "welcome" | "welcomes" | "may wish to");
    if is_weak || matches!(phrase.as_str(), "will" | "shall") && super::words::is_in(TELLING, verb) {
        return None;
    }
    let (agents, _) = who(sentence, false)?;
    let subject = words.before(at);
    if agents.is_empty() || !agents.iter().any(|agent| is_actor(agent)) || subject.split_whitespace().count() > 12 {
        return None;
    }
    let mut duty = Duty { agents, strength: Some(strength), ..Duty::default() };
    due(sentence, strength, year, &mut duty);
    Some(duty)
}

/// Who is to act, and how binding it is.
fn who(sentence: &str, is_listed: bool) -> Option<(Vec<String>, Strength)> {
    let sentence = without_label(sentence);
    // "Secretariat: send the draft", "[Chair] Call for a meeting"
    if is_listed
        && let Some((before, after)) = sentence
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("] "))
            .or_else(|| sentence.split_once(": "))
            .or_else(|| sentence.split_once(" – "))
            .or_else(|| sentence.split_once(" -> "))
            .or_else(|| sentence.split_once(" → "))
        && before.split_whitespace().count() <= 5
        && (is_actor(before) || table::is_somebody(before))
        && !after.is_empty()
    {
        return Some((agents(before), binding(&Words::of(after), true).map_or(Strength::Request, |(_, _, strength)| strength)));
    }
    let words = Words::of(sentence);
    // "DCs asked the MAG to appoint": whom.
    let asked = words.all.iter().enumerate().take(14).skip(1).find_map(|(at, (_, word))| {
        let is_active = super::words::is_in(ASKING, word)
            && !super::words::is_in("is|are|was|were|be|been|strongly|kindly|is|as", &words.all[at - 1].1);
        let is_active = is_active
            || super::words::is_in(ASKING, word)
                && words.all[at - 1].1 == "strongly"
                && at >= 2
                && !super::words::is_in("is|are|was|were|be", &words.all[at - 2].1);
        if !is_active {
            return None;
        }
        let to = (at + 1..words.all.len().min(at + 10)).find(|place| words.all[*place].1 == "to")?;
        let phrase = &words.text[words.all[at + 1].0..words.all[to].0];
        (to > at + 1 && is_actor(phrase)).then(|| (agents(phrase), Strength::Request))
    });
    if asked.is_some() {
        return asked;
    }
    let (at, after, strength) = binding(&words, is_listed)?;
    let verb = words.all.get(after).map(|(_, word)| word.as_str()).unwrap_or_default();
    // "… to be shared by the Chair": by whom, if it is said.
    if verb == "be" && words.all.get(after + 1).is_some() {
        let by = words.from(after + 1).split_once(" by ").map(|(_, by)| by.split([',', '.', ';']).next().unwrap_or_default());
        let by = by
            .map(|by| by.split_whitespace().take(5).collect::<Vec<_>>().join(" "))
            .filter(|by| is_actor(by) && dates::dates(by).is_empty());
        return Some((by.map_or(Vec::new(), |by| agents(&until_verb(&by))), strength));
    }
    let mut subject = words.before(at);
    if subject.split_whitespace().count() > 12 || holds_verb(&words, 0, at) {
        let cut = [". ", "; ", " and ", ", ", " that ", " that each ", " that all "]
            .iter()
            .filter_map(|sign| subject.rfind(sign).map(|at| at + sign.len()))
            .max();
        subject = cut.map_or("", |cut| &subject[cut..]);
    }
    let subject = subject.split_once(", in ").map_or(subject, |(subject, _)| subject);
    let found: Vec<String> = agents(subject).into_iter().filter(|agent| agent.split_whitespace().count() <= 8).collect();
    Some((found, strength))
}

fn until_verb(phrase: &str) -> String {
    phrase
        .split_whitespace()
        .take_while(|word| !super::words::is_in("by|on|before|at|in|to|with|for|and|once|after|via", word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A sentence without "Action:", "AP 3:", "Action item 2 –".
pub fn without_label(text: &str) -> &str {
    let Some((before, after)) = text.split_once([':', '–']) else { return text };
    let small = before.trim().to_lowercase();
    let first = small.split([' ', '#']).next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    let is_label = small.len() <= 16
        && super::words::is_in("action|actions|ap|ai|action-item|todo|to-do|decision", first)
        && small
            .split(' ')
            .skip(1)
            .all(|word| super::words::is_in("item|point|no|no.", word) || word.trim_start_matches('#').parse::<u32>().is_ok());
    if is_label { after.trim_start() } else { text }
}

/// Words that lead to a date by which something is due.
const BY: &str = "by|before|until|till|than|deadline|due|avant|d'ici|jusqu'au|antes|hasta|até|bis|vor|latest|is|prior|за|до";
/// What tells of a time in words. The second says whether only a meeting may follow.
const WHEN: [(&str, bool); 24] = [
    ("once ", false),
    ("as soon as ", false),
    ("by the end of ", false),
    ("by end of ", false),
    ("by mid", false),
    ("by early ", false),
    ("by late ", false),
    ("by next ", false),
    ("by the next ", true),
    ("before the ", true),
    ("prior to the ", true),
    ("in advance of ", true),
    ("in advance to ", true),
    ("ahead of the ", true),
    ("in time for ", true),
    ("second half of ", false),
    ("first half of ", false),
    ("at the next ", true),
    ("at the upcoming ", true),
    ("at the first ", true),
    ("at the second ", true),
    ("at the third ", true),
    ("within the next ", false),
    ("no later than ", false),
];

fn due(sentence: &str, strength: Strength, year: Option<i32>, duty: &mut Duty) {
    let small = sentence.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| small.contains(word));
    for dated in dates::dates(sentence) {
        let before: Vec<String> = sentence[..dated.span.start]
            .to_lowercase()
            .split_whitespace()
            .rev()
            .take(4)
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_owned())
            .collect();
        let near = |count: usize| before.iter().take(count);
        let is_by =
            near(3).any(|word| super::words::is_in(BY, word) && word != "is") || near(1).any(|word| word == "is") && has(&["deadline"]);
        let is_on = near(1).any(|word| super::words::is_in("on|of|le|el|am|em", word));
        let is_event = is_on
            && (strength == Strength::Invitation
                && has(&["scheduled", "taking place", "will take place", "join", "attend", "register", "participate"])
                || strength == Strength::Commitment
                    && has(&["will launch", "will hold", "will host", "will organize", "will organise", "will convene", "will meet"]));
        let day = dated.last.unwrap_or(dated.first);
        if (is_by || is_event)
            && let Some(date) = day.date(year)
        {
            duty.date = Some(date);
            duty.is_year_taken = day.year.is_none();
            return;
        }
    }
    if small.len() != sentence.len() {
        return;
    }
    let found = WHEN.iter().filter_map(|(phrase, is_meeting)| {
        let at = small.find(phrase).filter(|at| *at == 0 || small[..*at].ends_with([' ', '(']))?;
        let rest = &sentence[at..];
        let mut end = rest.find([',', ';', '(', ')']).unwrap_or(rest.len()).min(rest.trim_end_matches(['.', '*']).len());
        for stop in [" via ", " so that ", " to integrate ", " after ", " with a view", " in order ", ". "] {
            end = end.min(rest.find(stop).unwrap_or(end));
        }
        let words = rest[..end].trim();
        let small = words.to_lowercase();
        let fits = words.split_whitespace().count() <= 14
            && (!is_meeting || ["meeting", "consultation", "call", "session", "forum", "igf"].iter().any(|word| small.contains(word)));
        fits.then(|| (at, words.to_owned()))
    });
    duty.when = found.min_by_key(|(at, _)| *at).map(|(_, words)| words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_to_do_what_by_when() {
        let told = |duty: &Duty| {
            let when = duty.date.map(|date| date.to_string()).or_else(|| duty.when.clone());
            let parts = [Some(duty.agents.join("+")), duty.strength.map(|strength| strength.to_string()), when];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" | ")
        };
        for (text, expected) in [
            ("The Secretariat will publish the list by 30 August for all.", "Secretariat | commitment | 2024-08-30"),
            ("MAG members are invited to comment once it is published.", "MAG members | invitation | once it is published"),
            ("WG-Data and the Secretariat to continue work on issues related to sessions.", "WG-Data+Secretariat | commitment"),
            ("The text of the terms to be shared with the MAG, via the list, for approval.", " | commitment"),
            ("The text will be shared by the Chair before the next meeting.", "Chair | commitment | before the next meeting"),
            ("Coalitions strongly encouraged the MAG to appoint a liaison.", "MAG | request"),
            ("The draft is out and has been shared for input. Members are invited to read it too.", "Members | invitation"),
            (
                "The next call is scheduled on 23 October at 13:00 UTC and MAG members are welcome to register here.",
                "MAG members | invitation | 2024-10-23",
            ),
            ("Secretariat: send the draft by 5 May", "Secretariat | request | 2024-05-05"),
            ("Action 3: Chair to write a letter in the second half of March.", "Chair | commitment | second half of March"),
            ("Le Secrétariat devra publier la liste avant le 3 juin 2024.", "Secrétariat | request | 2024-06-03"),
            ("Send the draft to everybody", ""),
            ("Co-chairs will propose names after the call of 3 May.", "Co-chairs | commitment"),
        ] {
            assert_eq!(told(&listed(text, Some(2024))), expected, "{text}");
        }
    }

    #[test]
    fn running_text_is_read_with_care() {
        for (text, is_duty) in [
            ("The Secretariat will send the programme by Friday.", true),
            ("MAG members were asked to reply by 15 May.", true),
            ("The meeting will take place in Geneva.", false),
            ("The draft report will be ready soon.", false),
            ("The MAG can explore other ways.", false),
            ("It was said that much should change.", false),
            ("The Chair will be in Geneva.", false),
        ] {
            assert_eq!(in_prose(text, None).is_some(), is_duty, "{text}");
        }
    }
}

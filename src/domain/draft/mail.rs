//! What stands around an agenda that was sent as mail, and lines that a mail program broke.
//!
//! | text | what becomes of it |
//! | --- | --- |
//! | "Dear all," above the agenda, and what is said up to the list | left out |
//! | "Best regards," below it, and who signs | left out |
//! | "From: …", "Subject: …", "On Monday Jane wrote:" at the top | left out |
//! | a line that goes on where the one above had no room | joined to that |
//!
//! Greetings are known in English, French, Spanish, Portuguese and German. What is left out is told, and where there is any doubt the
//! line stays an item.

use super::{paste::split_length, table};

/// A line or a paragraph of what is pasted.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// What it says, without white space around it.
    pub text: &'a str,
    /// Whether it is marked as part of a list, or a row of a table.
    pub is_listed: bool,
    /// Whether it is parted from the one above by an empty line, or is a paragraph.
    pub is_apart: bool,
}

/// Which lines are not of the agenda.
pub fn around(all: &[Seen]) -> Vec<bool> {
    let mut out = vec![false; all.len()];
    // "A. Doe" who signs is no list.
    let is_list = all.iter().filter(|line| line.is_listed && is_initial(line.text)).count() > 1;
    let is_listed = |line: &Seen| line.is_listed && (is_list || !is_initial(line.text));
    let list = all.iter().position(is_listed).zip(all.iter().rposition(is_listed));
    let (head, is_greeted) = before(all, list.map(|(first, _)| first), &mut out);
    let from = list.map_or(head, |(_, last)| last + 1);
    behind(all, from, list.is_some(), is_greeted, &mut out);
    // Of an agenda something is left.
    if out.iter().all(|left| *left) { vec![false; all.len()] } else { out }
}

/// Above the agenda: where that begins, and whether somebody is greeted.
fn before(all: &[Seen], list: Option<usize>, out: &mut [bool]) -> (usize, bool) {
    let end = list.unwrap_or(all.len());
    let mut at = all[..end].iter().take_while(|line| is_header(line.text)).count();
    // One alone may be an item: "To: be confirmed".
    if at < 2 {
        at = 0;
    }
    if all[at..end].first().is_some_and(|line| is_attribution(line.text)) {
        at += 1;
    }
    out[..at].fill(true);
    let is_greeted = all[at..end].first().is_some_and(|line| is_greeting(line.text, list.is_some()));
    if !is_greeted {
        return (at, at > 0);
    }
    out[at] = true;
    at += 1;
    for (from, to) in paragraphs(&all[..end], at) {
        let last = all[to - 1].text;
        let is_said = match list {
            Some(_) => is_sentence(last) || is_agenda_word(last),
            None => from == at && last.ends_with(':'),
        };
        if is_said {
            out[from..to].fill(true);
        }
        if list.is_none() {
            at = if is_said { to } else { from };
            break;
        }
    }
    (at, true)
}

/// Below the agenda.
fn behind(all: &[Seen], from: usize, is_list: bool, is_greeted: bool, out: &mut [bool]) {
    /// Lines of who signs.
    const MOST: usize = 8;
    let signs = |at: usize| {
        let rest = &all[at + 1..];
        let known = match signing(all[at].text) {
            Some(Signing::Clear) => true,
            Some(Signing::Thanks) => is_list && (is_greeted || !rest.is_empty() && rest.len() <= 3),
            None => false,
        };
        known && rest.len() <= MOST && rest.iter().all(|line| is_no_item(line.text))
    };
    let Some(start) = (from..all.len()).find(|at| signs(*at)) else { return };
    out[start..].fill(true);
    // What is said between the list and the greeting.
    if is_list {
        for (from, to) in paragraphs(&all[..start], from) {
            if all[from].is_apart && is_sentence(all[to - 1].text) {
                out[from..to].fill(true);
            }
        }
    }
}

/// Lines that stand together, from one on: a colon ends them too.
fn paragraphs(all: &[Seen], from: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for at in from..all.len() {
        match out.last_mut() {
            Some((_, to)) if !all[at].is_apart && !all[at - 1].text.ends_with(':') => *to = at + 1,
            _ => out.push((at, at + 1)),
        }
    }
    out
}

fn is_initial(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.') && letters.next() == Some(' ') && is_no_item(text)
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', ':', '!', '?', '…']) && is_no_item(text)
}

/// Whether it says nothing that only an item has: a length, a time of day, cells.
fn is_no_item(text: &str) -> bool {
    !text.contains('\t') && split_length(text).is_none() && table::text_line(0, text, None).1.is_none()
}

/// Whether a word or phrase is one of many, which stand between bars.
fn is_in(many: &str, one: &str) -> bool {
    many.split('|').any(|other| other == one)
}

/// Small letters, without the signs that end a line.
fn bare(text: &str) -> String {
    text.trim().trim_end_matches([',', '.', '!', ';', ':', ' ', '\u{a0}']).to_lowercase()
}

/// "Agenda", "Ordre du jour": the word for what follows.
fn is_agenda_word(text: &str) -> bool {
    let text = bare(text);
    let word = ["draft ", "proposed ", "provisional ", "projet d'", "projet d’"].iter().find_map(|start| text.strip_prefix(start));
    matches!(word.unwrap_or(&text), "agenda" | "ordre du jour" | "orden del día" | "ordem do dia" | "pauta" | "tagesordnung")
}

/// "From: …", as mail programs print the head of a mail.
pub fn is_header(text: &str) -> bool {
    const NAMES: &str = "from|sent|date|to|cc|bcc|subject|de|envoyé|à|objet|enviado|enviado el|para|asunto|fecha|assunto|enviada em|data|von|\
        gesendet|datum|an|betreff|reply-to|répondre à|importance|attachments";
    text.split_once(':').is_some_and(|(name, rest)| rest.starts_with([' ', '\u{a0}', '\t']) && is_in(NAMES, &name.trim().to_lowercase()))
}

/// "On Monday Jane wrote:".
fn is_attribution(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim_end_matches([':', ' ', '\u{a0}']);
    text.ends_with(" wrote")
        || text.ends_with(" a écrit")
        || text.ends_with(" escribió")
        || text.ends_with(" escreveu")
        || text.starts_with("am ") && text.contains(" schrieb ")
}

const GREETINGS: &str = "dear|hi|hello|hey|greetings|good morning|good afternoon|good evening|good day|cher|chère|chers|chères|bonjour|bonsoir|\
    salut|madame|monsieur|mesdames|messieurs|estimado|estimada|estimados|estimadas|querido|querida|queridos|queridas|hola|\
    buenos días|buenas tardes|prezado|prezada|prezados|prezadas|caro|cara|caros|caras|olá|bom dia|boa tarde|sehr geehrte|\
    sehr geehrter|liebe|lieber|hallo|guten tag|guten morgen|guten abend|moin|servus|grüezi|boa noite";
/// Whom one greets, and the small words between.
const ADDRESSED: &str = "dear|cher|chère|chers|chères|estimados|estimadas|queridos|queridas|liebe|lieber|all|everyone|everybody|colleagues|colleague|team|friends|folks|members|mag|chair|chairs|co-chairs|and|tous|toutes|à|\
    et|collègues|l'équipe|membres|todos|todas|a|y|colegas|amigos|equipo|equipe|miembros|membros|e|alle|allerseits|\
    zusammen|miteinander|und|kolleginnen|kollegen|mitglieder|damen|herren|tout|le";

/// "Dear all,", "Hola a todos": a line that greets and says nothing else.
fn is_greeting(text: &str, is_list: bool) -> bool {
    if text.chars().count() > 60 || !is_no_item(text) {
        return false;
    }
    let small = bare(text);
    let rest = GREETINGS.split('|').filter_map(|word| small.strip_prefix(word));
    // "Dearth" greets nobody; of two that fit, the longer one leaves less.
    let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with([' ', ','])).min_by_key(|rest| rest.len()) else {
        return false;
    };
    let words: Vec<&str> = rest.split([' ', ',', '/', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let is_known = words.iter().all(|word| is_in(ADDRESSED, word));
    match text.trim_end().chars().last() {
        Some(',') => words.len() <= 8,
        Some('!' | ':') => words.len() <= 5 && (is_known || small.starts_with("dear")),
        _ => is_list && is_known,
    }
}

/// How clearly a line ends a mail.
enum Signing {
    /// "Best regards".
    Clear,
    /// "Thank you", which an agenda may end with too.
    Thanks,
}

const CLEAR: &str = "best regards|kind regards|warm regards|warmest regards|kindest regards|with best regards|with kind regards|regards|\
    best wishes|with best wishes|all the best|sincerely|sincerely yours|yours sincerely|yours faithfully|yours truly|\
    respectfully|cordially|cordialement|bien cordialement|très cordialement|bien à vous|bien à toi|meilleures salutations|\
    salutations distinguées|sincères salutations|avec nos meilleures salutations|salutations|amicalement|bonne journée|\
    bonne soirée|saludos|un saludo|saludos cordiales|un cordial saludo|cordiales saludos|atentamente|muy atentamente|\
    cordialmente|un abrazo|atenciosamente|cumprimentos|melhores cumprimentos|com os melhores cumprimentos|\
    com os meus cumprimentos|respeitosamente|abraços|um abraço|saudações|mit freundlichen grüßen|mit freundlichen grüssen|\
    mit freundlichem gruß|mit besten grüßen|mit besten grüssen|freundliche grüße|freundliche grüsse|viele grüße|\
    viele grüsse|beste grüße|beste grüsse|liebe grüße|liebe grüsse|herzliche grüße|herzliche grüsse|schöne grüße|mfg";
const THANKS: &str = "thanks|many thanks|thank you|thank you very much|thanks a lot|thanks in advance|best|cheers|merci|merci beaucoup|\
    merci d'avance|gracias|muchas gracias|obrigado|obrigada|muito obrigado|muito obrigada|danke|vielen dank|besten dank|\
    herzlichen dank|grüße";

fn signing(text: &str) -> Option<Signing> {
    if text.trim_end() == "--" {
        return Some(Signing::Clear);
    }
    if text.chars().count() > 60 || !is_no_item(text) {
        return None;
    }
    let small = bare(text);
    // "Best regards, Anja".
    let (phrase, name) = small.split_once(',').unwrap_or((&small, ""));
    if name.split_whitespace().count() > 5 {
        return None;
    }
    let one = |phrase: &str| match phrase.trim() {
        phrase if is_in(CLEAR, phrase) => Some(Signing::Clear),
        phrase if is_in(THANKS, phrase) => Some(Signing::Thanks),
        _ => None,
    };
    // "Thanks and best regards".
    let both = || {
        [" and ", " et ", " y ", " e ", " und ", " & "].iter().find_map(|word| {
            let (left, right) = phrase.split_once(word)?;
            one(left).and(one(right))
        })
    };
    one(phrase).or_else(both)
}

/// A line of a text, as it stands there.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// With the white space at its start and end.
    pub text: &'a str,
    /// Whether it is marked as part of a list, or a row of a table.
    pub is_listed: bool,
    /// Whether an empty line stands above it.
    pub is_apart: bool,
}

/// Lines as they were before a mail program broke them: each with the number of lines that it was made of.
pub fn unbroken(all: &[Raw]) -> Vec<(String, usize)> {
    /// How wide mail is broken, characters: as a rule 72 to 78 (RFC 5322 section 2.1.1, RFC 3676 section 4.2).
    const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;
    let length = |line: &Raw| line.text.trim_end().chars().count();
    let width = all.iter().filter(|line| !line.text.contains('\t')).map(length).max().unwrap_or(0);
    let is_list = all.iter().filter(|line| line.is_listed).count() > 1;
    let small = |line: &Raw| line.text.trim_start().starts_with(|c: char| c.is_lowercase());
    // Who writes all titles small says nothing with it.
    let tells = 2 * all.iter().filter(|line| small(line)).count() < all.len() || is_list;
    let had_no_room = |above: &Raw, line: &Raw| {
        let word = line.text.split_whitespace().next().unwrap_or_default().chars().count();
        WIDTHS.contains(&width)
            && length(above) + 1 + word > width
            && !line.is_listed
            && !line.is_apart
            && ![above, line].iter().any(|line| line.text.contains('\t') || line.text.trim() == "--")
            // What has its length is whole.
            && split_length(above.text.trim_end()).is_none()
    };
    let is_certain = |above: &Raw, line: &Raw| had_no_room(above, line) && tells && small(line);
    let certain = all.windows(2).filter(|pair| is_certain(&pair[0], &pair[1])).count();
    let goes_on = |above: &Raw, line: &Raw| {
        let end = above.text.trim_end();
        let is_flowed = above.text.len() > end.len() && above.text.ends_with(' ');
        let ends_nothing = !end.ends_with(['.', ':', '!', '?', ';', ')', ']']);
        is_certain(above, line) || had_no_room(above, line) && ends_nothing && (ends_open(end) || is_list && (is_flowed || certain > 1))
    };
    let mut out: Vec<(String, usize)> = Vec::new();
    for (at, line) in all.iter().enumerate() {
        let above = at.checked_sub(1).map(|at| &all[at]);
        match out.last_mut().filter(|_| above.is_some_and(|above| goes_on(above, line))) {
            Some((text, count)) => {
                text.truncate(text.trim_end().len());
                // "co-" and "chairs".
                let is_parted = text.ends_with('-') && text.trim_end_matches('-').ends_with(char::is_alphanumeric);
                if !is_parted {
                    text.push(' ');
                }
                text.push_str(line.text.trim_start());
                *count += 1;
            }
            None => out.push((line.text.to_owned(), 1)),
        }
    }
    out
}

/// Whether something has to follow: a comma, an open bracket, a word such as "of".
pub fn ends_open(text: &str) -> bool {
    const WORDS: &str = "the|a|an|of|to|for|and|or|in|on|at|with|by|from|de|des|du|la|le|les|et|à|au|aux|pour|sur|dans|en|el|los|las|y|del|al|\
        con|por|para|e|da|do|das|dos|em|com|der|die|den|dem|und|oder|von|vom|zu|zur|zum|im|mit|für|auf|über|between|as";
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    text.ends_with([',', '-', '–', '/', '&', '(']) || is_in(WORDS, &last) || text.matches('(').count() > text.matches(')').count()
}

#[cfg(test)]
mod tests {
    use crate::domain::draft::paste::{self, Pasted};

    /// What becomes of a text: its lines, indented by their depth, then what is left out, behind "×".
    fn told(text: &str) -> String {
        let Pasted { lines, left_out } = paste::read(text);
        let line = |line: &paste::Line| format!("{}{}", "  ".repeat(line.depth), line.item.name.as_deref().unwrap_or_default());
        lines.iter().map(line).chain(left_out.iter().map(|left| format!("× {left}"))).collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(told(text), expected, "{text}");
    }

    #[test]
    fn greetings_and_who_signs_are_left_out_and_told() {
        for (greeting, regards) in [
            ("Dear all,", "Best regards,"),
            ("Hi everyone", "Thanks and best regards"),
            ("Dear MAG members,", "Kind regards"),
            ("Good morning, dear colleagues!", "All the best,"),
            ("Chères et chers collègues,", "Bien cordialement,"),
            ("Bonjour à tous,", "Merci et bonne journée,"),
            ("Estimadas y estimados colegas:", "Saludos cordiales,"),
            ("Hola a todos", "Un cordial saludo,"),
            ("Prezados colegas,", "Com os melhores cumprimentos,"),
            ("Olá a todos,", "Abraços,"),
            ("Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen"),
            ("Liebe Kolleginnen und Kollegen,", "Viele Grüße"),
        ] {
            let left = format!("\n× {greeting}\n× {regards}\n× Anja\n× A. Doe, Secretariat");
            for (list, items) in [
                ("1. Welcome (5 min)\n2. Updates\n   a. Chair\n3. AOB", "Welcome\nUpdates\n  Chair\nAOB"),
                ("Welcome\nUpdates\nAOB", "Welcome\nUpdates\nAOB"),
            ] {
                let is_clear = !list.starts_with('W') || greeting.ends_with(',');
                if is_clear {
                    check(&format!("{greeting}\n\n{list}\n\n{regards}\nAnja\nA. Doe, Secretariat\n"), &format!("{items}{left}"));
                }
            }
        }
    }

    #[test]
    fn what_is_said_around_a_list_is_left_out_with_the_greeting_alone() {
        check(
            "Dear all,\n\nPlease find below the agenda of our call on Tuesday. The link to join\nfollows.\n\nDraft agenda:\n- Welcome\n- AOB\n\nLooking forward to it!\n\nCheers,\nAnja",
            "Welcome\nAOB\n× Dear all,\n× Please find below the agenda of our call on Tuesday. The link to join follows.\n× Draft agenda:\n× Looking forward to it!\n× Cheers,\n× Anja",
        );
        // Without one it may be anything.
        check("Agenda for Tuesday:\n- Welcome\n- AOB\n\nTo be decided.", "Agenda for Tuesday:\n  Welcome\n  AOB\nTo be decided.");
        // What has a length, a time or cells is an item, wherever it stands.
        check(
            "Hello,\n\nSilent start, 5 min\nHello from the host country (5 min)\n- Welcome\n- AOB\n\nThank you (2 min)",
            "Silent start\nHello from the host country\n  Welcome\n  AOB\nThank you\n× Hello,",
        );
        check("Dear all,\nhere is what we have:\nWelcome\nUpdates", "Welcome\nUpdates\n× Dear all,\n× here is what we have:");
        check("Dear all,\nWelcome\nUpdates.", "Welcome\nUpdates.\n× Dear all,");
    }

    #[test]
    fn the_head_of_a_mail_is_left_out() {
        check(
            "From: Jane Doe\nSent: Monday\nTo: the list\nSubject: Agenda\n\nHi all,\n\n1. Welcome\n2. AOB\n--\nJane Doe\n+41 22 000",
            "Welcome\nAOB\n× From: Jane Doe\n× Sent: Monday\n× To: the list\n× Subject: Agenda\n× Hi all,\n× --\n× Jane Doe\n× +41 22 000",
        );
        check("On Monday, Jane wrote:\n> 1. Welcome\n> 2. AOB", "Welcome\nAOB\n× On Monday, Jane wrote:");
        check("Am 3. Mai schrieb Jane Doe:\n> - A\n> - B", "A\nB\n× Am 3. Mai schrieb Jane Doe:");
        check("To: be confirmed\nUpdates", "To: be confirmed\nUpdates");
    }

    #[test]
    fn where_there_is_doubt_nothing_is_left_out() {
        for text in [
            "Welcome\nThanks\nBest",
            "Hello\nNews\nGoodbye",
            "- Hello\n- Greetings from the host\n- Best regards",
            "Dear all,",
            "Best regards,\nAnja",
            "Dear colleague letter\nUpdate",
            "Good morning session\nLunch",
            "1. Welcome\nBest regards,\n2. AOB",
            "Cara a cara\nAlmuerzo",
            "Welcome\nMerci aux interprètes\nFin",
        ] {
            assert_eq!(paste::read(text).left_out, [""; 0], "{text}");
        }
    }

    #[test]
    fn a_line_that_a_mail_program_broke_goes_on_in_the_one_above() {
        let long = "Updates from the Secretariat on the preparations for the annual";
        for (rest, joined) in [("meeting in Oslo (10 min)", "meeting in Oslo"), ("   meeting in Oslo (10 min)", "meeting in Oslo")] {
            check(&format!("1. {long}\n{rest}\n2. AOB\n"), &format!("{long} {joined}\nAOB"));
        }
        check(&format!("> - {long} and the\n> Forum\n> - AOB"), &format!("{long} and the Forum\nAOB"));
        // Several lines; a word that is parted where it has a hyphen.
        check(
            "1. Report of the working groups on the programme, presented by the co-\nchairs of each of them, with time for questions of all who are there and\nnext steps\n2. AOB",
            "Report of the working groups on the programme, presented by the co-chairs of each of them, with time for questions of all who are there and next steps\nAOB",
        );
        // German nouns have capitals: two lines that are certain tell how wide the text is.
        check(
            "1. Bericht der Arbeitsgruppen über die Planung und das Programm der\ngemeinsamen Sitzung\n2. Vorstellung der Ergebnisse aus der letzten Befragung und weitere\nnächste Schritte\n3. Gespräch über die Vorschläge der Mitglieder sowie gemeinsame\nThemen der Gruppen",
            "Bericht der Arbeitsgruppen über die Planung und das Programm der gemeinsamen Sitzung\nVorstellung der Ergebnisse aus der letzten Befragung und weitere nächste Schritte\nGespräch über die Vorschläge der Mitglieder sowie gemeinsame Themen der Gruppen",
        );
        // Without marks, where the line could not have been on the one above.
        check(&format!("Welcome\n{long}\nmeeting in Oslo\nAOB"), &format!("Welcome\n{long} meeting in Oslo\nAOB"));
    }

    #[test]
    fn what_begins_anew_stays_a_line() {
        let long = "1. Updates from the Secretariat on the preparations for the meeting";
        let title = &long[3..];
        // There was room, or an empty line, or the line above is whole.
        check("1. Updates from the Secretariat\nby its head\n2. AOB", "Updates from the Secretariat\n  by its head\nAOB");
        check(&format!("{long}\n\nmore\n2. AOB"), &format!("{title}\n  more\nAOB"));
        check(&format!("{long} 10 min\nchair\n2. AOB"), &format!("{title}\n  chair\nAOB"));
        check(&format!("{long}\nAnja\n2. AOB"), &format!("{title}\n  Anja\nAOB"));
        // All small, so that this says nothing.
        check(
            "welcome\nupdates from the secretariat on the preparations for this meeting\nplans\naob",
            "welcome\nupdates from the secretariat on the preparations for this meeting\nplans\naob",
        );
        // So long lines are not broken by a program.
        let wide = "x".repeat(60) + " " + &"y".repeat(60);
        check(&format!("1. {wide}\nmore\n2. AOB"), &format!("{wide}\n  more\nAOB"));
    }

    proptest::proptest! {
        /// Whatever is pasted, no word of it is lost: it stands in an item or in what is told to be left out.
        #[test]
        fn no_word_is_lost(lines in proptest::collection::vec(proptest::sample::select(vec![
            "", "Dear all,", "Hola a todos", "Best regards,", "Thanks", "--", "From: Jane", "Subject: Call", "Agenda:", "On Monday Jane wrote:",
            "1. Welcome", "2. Updates from the Secretariat on the preparations for the annual", "meeting in Oslo", "- Chair", "   hanging words", "A. Doe",
            "Please read this.", "14:00 Talk", "1\tTalk\tJane", "> quoted", "Anja", "No\tItem\tPapers", "2\tReport\tPaper",
        ]), 1..16)) {
            let text = lines.join("\n");
            let Pasted { lines: read, left_out } = paste::read(&text);
            let mut kept: String = read.iter().map(|line| crate::domain::model::slot::to_value(&line.item).to_string()).collect();
            kept += &left_out.join(" ");
            // Headings of columns name what is below them.
            for word in text.split_whitespace().filter(|word| word.len() > 2 && word.chars().all(char::is_alphabetic) && !["Item", "Papers"].contains(word)) {
                proptest::prop_assert!(kept.contains(word), "{word} of {text} in {kept}");
            }
            proptest::prop_assert!(!read.is_empty() || text.trim().trim_matches(['>', ' ', '\n']).is_empty());
        }
    }
}

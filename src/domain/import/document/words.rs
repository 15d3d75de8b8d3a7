//! The words by which a reader knows what a heading heads, in the languages in which documents were met.

/// What follows a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The agenda.
    Agenda,
    /// Action items.
    Actions,
    /// Who was there.
    Participants,
    /// Documents and links.
    Documents,
    /// What was said.
    Record,
}

/// Words stand between bars, in small letters.
const SECTIONS: [(Section, &str); 5] = [
    (
        Section::Agenda,
        "agenda|agenda items|programme|program|programme of work|order of business|running order|ordre du jour|orden del día|\
         orden del dia|agenda del día|ordem do dia|ordem de trabalhos|pauta|tagesordnung|повестка дня|议程|会议议程|جدول الأعمال|\
         agenda and timing|agenda and timings|timed agenda",
    ),
    (
        Section::Actions,
        "actions|action items|action item|action points|action list|actions and next steps|action items and next steps|\
         action points and next steps|next steps and action items|next steps|follow-up|follow-ups|follow up|follow-up actions|to do|to-do|\
         to-dos|to do list|to-do list|agreed actions|actions agreed|decisions and actions|decisions and action items|\
         outcomes and action items|summary of actions|summary of action items|list of actions|list of action items|action table|\
         points d'action|actions à entreprendre|actions à mener|prochaines étapes|mesures à prendre|suivi|acciones|\
         acciones acordadas|próximos pasos|tareas|puntos de acción|ações|próximos passos|encaminhamentos|maßnahmen|\
         nächste schritte|aufgaben|меры|行动项目|行动事项|الإجراءات",
    ),
    (
        Section::Participants,
        "participants|list of participants|participants list|participant list|attendance|attendees|list of attendees|attendance list|\
         in attendance|present|members present|meeting participants|liste des participants|participants présents|présents|participantes|\
         lista de participantes|asistentes|presentes|lista de presença|teilnehmer|teilnehmende|teilnehmerliste|anwesend|\
         участники|список участников|与会者|المشاركون|apologies|regrets|absent|excusés",
    ),
    (
        Section::Documents,
        "documents|input documents|meeting input|meeting inputs|input|inputs|meeting materials|materials|meeting documents|\
         background documents|background|background papers|links|useful links|references|resources|related documents|\
         reference documents|input documents/links|documents/links|reading|presentations|recordings|recording|attachments|\
         documentos|materiales|documentos de referencia|unterlagen|documents de référence|documents de travail|document links|\
         meeting links|supporting documents|文件|документы|الوثائق",
    ),
    (
        Section::Record,
        "minutes|summary|summary report|summary of discussion|summary of discussions|discussion|discussions|report|meeting summary|\
         meeting notes|notes|record of the meeting|compte rendu|compte-rendu|procès-verbal|acta|minuta|ata|protokoll|decisions|\
         decisions taken|key messages|outcomes|протокол|纪要|background and context|introduction",
    ),
];

/// What may stand before such words.
const BEFORE: &str = "draft|proposed|provisional|final|revised|tentative|annotated|updated|adopted|meeting|the|projet d'|projet de|projet|\
    proyecto de|projeto de|entwurf|entwurf der|проект повестки дня|our|mag|call|virtual meeting|full|detailed|key|main|agreed|initial";
/// What may stand behind them.
const BEHIND: &str =
    "draft|provisional|proposed|final|provisoire|provisional|provisória|provisório|revised|tentative|tbc|as adopted|adopted";

/// Whether a word or phrase is one of many, which stand between bars.
pub fn is_in(many: &str, one: &str) -> bool {
    many.split('|').any(|other| other == one)
}

/// Small letters, plain quotes, one space between words, "&" as "and", without signs at the end.
pub fn folded(text: &str) -> String {
    let text = text.to_lowercase().replace(['’', '‘', '´', '`'], "'").replace('&', " and ");
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .trim_matches(|c: char| matches!(c, ':' | '.' | ',' | ';' | '-' | '–' | '—' | '*' | '=' | '#' | ' ' | '(' | ')' | '：'))
        .to_owned()
}

/// No heading has more characters.
pub const LONGEST_HEADING: usize = 140;

/// What a heading heads, where its words say so: "Draft Agenda:", "Annex 1: List of Participants", "IGF Meeting IV – Agenda".
pub fn section(text: &str) -> Option<Section> {
    if text.chars().count() > LONGEST_HEADING {
        return None;
    }
    whole(text).or_else(|| {
        // "Annex 2: Agenda"; the last part says most.
        let parts = text.split([':', '|', '–', '—']).flat_map(|part| part.split(" - "));
        let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
        let is_label = |part: &str| annex(part) || super::title::is_title_like(part);
        match parts.as_slice() {
            [first, .., last] if is_label(first) || annex(first) => whole(last),
            [first, rest @ ..] if !rest.is_empty() && rest.iter().all(|part| is_label(part)) => whole(first),
            _ => None,
        }
    })
}

/// Whether a heading says that something is annexed.
pub fn annex(text: &str) -> bool {
    let text = folded(text);
    let Some((word, rest)) = text.split_once(' ').or(Some((&text, ""))) else { return false };
    is_in("annex|annexe|anexo|appendix|anhang|attachment|приложение", word) && rest.chars().count() <= 4
}

fn whole(text: &str) -> Option<Section> {
    let text = folded(text);
    let mut text = text.as_str();
    // "Annex 1 Meeting Agenda"
    if let Some((first, rest)) = text.split_once(' ')
        && is_in("annex|annexe|anexo|appendix", first)
    {
        text = rest.split_once(' ').map_or(rest, |(_, rest)| rest);
    }
    let known = |text: &str| SECTIONS.iter().find(|(_, words)| is_in(words, text)).map(|(section, _)| *section);
    for _ in 0..4 {
        if let Some(section) = known(text) {
            return Some(section);
        }
        let shorter = BEFORE
            .split('|')
            .filter_map(|word| text.strip_prefix(word))
            .filter(|rest| rest.starts_with(' ') || text.ends_with('\'') || text[..text.len() - rest.len()].ends_with('\''))
            .min_by_key(|rest| rest.len());
        let shorter = shorter.map(str::trim_start).or_else(|| {
            let cut = BEHIND.split('|').filter_map(|word| text.strip_suffix(word)).min_by_key(|rest| rest.len())?;
            cut.ends_with([' ', '(']).then(|| cut.trim_end_matches([' ', '(', '-', '–', ',']))
        });
        match shorter.filter(|rest| !rest.is_empty()) {
            Some(rest) => text = rest,
            None => break,
        }
    }
    // "Main Session Docs", "Published papers": what the last word says.
    let words: Vec<&str> = text.split(' ').collect();
    let last = words.last().copied().unwrap_or_default();
    if words.len() <= 5 && is_in("docs|documents|materials|inputs|input|links|papers|documentos|unterlagen", last) {
        return Some(Section::Documents);
    }
    if words.len() <= 7 && is_in("published|received|proposals", words[0]) {
        return Some(Section::Documents);
    }
    // "Agenda for the call on 3 May", "Participants (12)", "Actions from the meeting".
    let (first, rest) = text.split_once([' ', '(']).unwrap_or((text, ""));
    let goes_on = is_in("for|of|from|to", rest.split(' ').next().unwrap_or_default())
        || rest.starts_with('(')
        || rest.trim_end_matches(')').bytes().all(|byte| byte.is_ascii_digit());
    (goes_on && !rest.is_empty() && words.len() <= 14).then(|| known(first)).flatten().or_else(|| {
        let two = text.match_indices(' ').nth(1).map(|(at, _)| (&text[..at], &text[at + 1..]))?;
        (is_in("for|of|from", two.1.split(' ').next().unwrap_or_default()) && words.len() <= 14).then(|| known(two.0)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_they_head() {
        use Section::{Actions, Agenda, Documents, Participants, Record};
        for (text, section) in [
            ("Draft Agenda:", Some(Agenda)),
            ("DRAFT AGENDA", Some(Agenda)),
            ("Annex 1: Meeting Agenda", Some(Agenda)),
            ("Annex I – Proposed agenda (draft)", Some(Agenda)),
            ("Projet d'ordre du jour", Some(Agenda)),
            ("Orden del día provisional", Some(Agenda)),
            ("Agenda for the call on 3 May", Some(Agenda)),
            ("议程", Some(Agenda)),
            ("Action items & next steps", Some(Actions)),
            ("Actions", Some(Actions)),
            ("Próximos pasos:", Some(Actions)),
            ("Annex 2: List of Participants", Some(Participants)),
            ("Participants (12)", Some(Participants)),
            ("Meeting Input:", Some(Documents)),
            ("Main Session Docs:", Some(Documents)),
            ("Summary report", Some(Record)),
            ("Updates from the Secretariat", None),
            ("Participants were asked to speak", None),
            ("MAG Members", None),
        ] {
            assert_eq!(super::section(text), section, "{text}");
        }
    }
}

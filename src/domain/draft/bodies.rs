//! Groups by any of their spellings.

use crate::domain::model::{Organization, OrganizationId};

/// The groups that a text names, with commas between them.
///
/// # Errors
/// The first name that no known group has.
pub fn bodies_of<'a>(text: &str, known: impl Iterator<Item = &'a Organization> + Clone) -> Result<Vec<OrganizationId>, String> {
    let mut out: Vec<OrganizationId> = Vec::new();
    for name in text.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()) {
        let wanted = folded(name);
        let is_it = |body: &&Organization| {
            let names = [Some(body.id.as_str()), body.name.as_deref(), body.short_name.as_deref()].into_iter().flatten();
            names.chain(body.other_name.iter().map(String::as_str)).any(|name| folded(name) == wanted)
        };
        let Some(body) = known.clone().find(is_it) else { return Err(name.to_owned()) };
        if !out.contains(&body.id) {
            out.push(body.id.clone());
        }
    }
    Ok(out)
}

/// A name without what its spellings differ in: case, marks, small words, and the long forms of "WG", "DC", "PN", "BPF", "NRI".
pub fn folded(name: &str) -> String {
    const EMPTY: [&str; 5] = ["the", "on", "of", "for", "igf"];
    const SHORT: [(&str, &str); 5] = [
        ("working group", "wg"),
        ("dynamic coalition", "dc"),
        ("policy network", "pn"),
        ("best practice forum", "bpf"),
        ("national and regional initiative", "nri"),
    ];
    let name = name.to_lowercase().replace('&', " and ");
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !EMPTY.contains(word));
    // "groups" and "group" are one word, "processes" and "process" too; "news" stays.
    let singular = |word: &'_ str| match word.strip_suffix("es").filter(|stem| stem.ends_with("ss")).or_else(|| word.strip_suffix('s')) {
        Some(stem) if word.len() > 3 && !word.ends_with("ss") => stem.len(),
        _ => word.len(),
    };
    let words: Vec<&str> = words.map(|word| &word[..singular(word)]).collect();
    let text = words.join(" ");
    SHORT.iter().fold(text, |text, (long, short)| text.replace(long, short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_spelling_names_a_group() {
        let body = |id: &str, name: &str, short: &str, other: &str| Organization {
            id: id.into(),
            name: Some(name.into()),
            short_name: Some(short.into()),
            other_name: vec![other.into()],
            ..Organization::default()
        };
        let known = [
            body("wg-strategy", "IGF Strategy and Strengthening", "WG Strategy", "WG-IGF Strategy"),
            body("nris", "National and Regional Initiatives", "NRIs", "Youth & NRIs"),
        ];
        let check = |text: &str, expected: Result<&[&str], &str>| {
            let found = bodies_of(text, known.iter());
            let found = found.as_ref().map(|ids| ids.iter().map(OrganizationId::as_str).collect::<Vec<_>>()).map_err(String::as_str);
            assert_eq!(found, expected.map(<[&str]>::to_vec), "{text}");
        };
        check("wg-strategy, NRIs", Ok(&["wg-strategy", "nris"]));
        check("WG Strategies; WG-Strategy", Err("WG Strategies"));
        check("Working Group on Strategy; the national & regional initiatives", Ok(&["wg-strategy", "nris"]));
        check(" IGF strategy and strengthening,, wg strategy ", Ok(&["wg-strategy"]));
        check("youth and NRIs", Ok(&["nris"]));
        check("", Ok(&[]));
        check("WG Strategy, WG Nothing", Err("WG Nothing"));
    }
}

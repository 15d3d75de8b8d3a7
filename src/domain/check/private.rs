//! `private`: a note for the author alone, an address to join a call, or a passcode (as [`call`] knows them), in a file meant for others.

use super::{Report, place::At, walk::Node};
use crate::domain::{
    call,
    model::{AgendaItem, File, KnownOption, Meeting, MeetingState},
};

/// The rule's name.
pub const CODE: &str = "private";

/// What to do about it.
const HELP: &str = "take it out before others get the file";

/// Reports private notes and addresses to join outside drafts.
pub fn node(node: Node, at: &At, report: &mut Report) {
    if let Node::Meeting(meeting) = node
        && meeting.meeting_state.known() != Some(&MeetingState::Draft)
    {
        let places = meeting.location.iter().flat_map(|location| &location.virtual_location);
        for (n, place) in places.enumerate() {
            if place.url.as_deref().is_some_and(|url| call::passcodes(url).is_empty()) {
                let at = at.child("location").element("virtualLocation", n).field("url");
                report.warning(CODE, at, format!("an address to join the published meeting \"{}\"", meeting.id), HELP);
            }
        }
        text(meeting, meeting.description.as_deref(), &at.child("description"), report);
        files(meeting, &meeting.file, at, report);
        items(meeting, &meeting.agenda_item, at, report);
    }
}

fn items(meeting: &Meeting, list: &[AgendaItem], at: &At, report: &mut Report) {
    for (n, item) in list.iter().enumerate() {
        let at = at.element("agendaItem", n);
        if item.private_note.is_some() {
            report.warning(CODE, at.field("privateNote"), format!("a privateNote in the published item \"{}\"", item.id), HELP);
        }
        text(meeting, item.description.as_deref(), &at.child("description"), report);
        files(meeting, &item.file, &at, report);
        items(meeting, &item.agenda_item, &at, report);
    }
}

fn files(meeting: &Meeting, list: &[File], at: &At, report: &mut Report) {
    for (n, file) in list.iter().enumerate() {
        text(meeting, file.access_url.as_deref(), &at.element("file", n).child("accessUrl"), report);
    }
}

/// Reports an address to join; those with a passcode are found in the text of the file.
fn text(meeting: &Meeting, text: Option<&str>, at: &At, report: &mut Report) {
    let Some(text) = text else { return };
    if call::spans(text)
        .iter()
        .any(|span| text.get(span.clone()).is_some_and(|found| call::is_join(found) && call::passcodes(found).is_empty()))
    {
        report.warning(CODE, at.place(), format!("an address to join the published meeting \"{}\"", meeting.id), HELP);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn what_is_private_is_reported() {
        let text = "\"meeting\":[{\"id\":\"m\",\"agendaItem\":[{\"id\":\"m/item-1\",\n\"privateNote\":\"ask\"}],\"x\":\n\"https://z.example/?pwd=1\"},
            {\"id\":\"d\",\"meetingState\":\"draft\",\"agendaItem\":[{\"id\":\"d/item-1\",\"privateNote\":\"ask\"}]}]";
        assert_eq!(check(CODE, text), ["2 warning m/item-1", "3 warning "]);
    }

    #[test]
    fn addresses_to_join_are_reported_once_and_not_in_drafts() {
        let body = "\"location\":{\"virtualLocation\":[{\"name\":\"Call\"},{\n\"url\":\"https://calls.example/1\"}]},\n\"description\":\"At zoom.us/j/1\",
            \"agendaItem\":[{\"id\":\"ID/item-1\",\"file\":[{\n\"accessUrl\":\"https://zoom.us/j/1?pwd=2\"},{\n\"accessUrl\":\"https://zoom.us/j/1\"}]}]";
        let meeting = |id: &str, state: &str| format!("{{\"id\":\"{id}\",\"meetingState\":\"{state}\",{}}}", body.replace("ID", id));
        let found = check(CODE, &format!("\"meeting\":[{}]", meeting("m", "held")));
        assert_eq!(found.iter().map(|line| &line[..1]).collect::<Vec<_>>(), ["2", "3", "5", "6"], "{found:?}");
        assert_eq!(check(CODE, &format!("\"meeting\":[{}]", meeting("d", "draft").replace("?pwd=2", ""))), [""; 0]);
    }
}

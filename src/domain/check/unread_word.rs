//! `unread-word`: a date, a length or a word of a vocabulary that is not understood; it is kept as it stands.

use super::{
    Report,
    place::{At, Place},
    walk::Node,
};
use crate::domain::{
    model::{
        ActionStatus, AgendaState, AttendanceMode, Certainty, Classification, DatePrecision, DocumentKind, DurationScope, ItemState,
        ItemType, KnownOption, Lenient, LinkState, MarkKind, MeetingState, MeetingType, NumberStyle, Presence, Role, Strength,
    },
    time::{Moment, Span},
};

/// The rule's name.
pub const CODE: &str = "unread-word";

/// What may stand in a field.
trait Expected {
    /// "a date", "a word of itemType".
    fn is_no(key: &str) -> String;
    /// Begins with a verb.
    fn help() -> String;
}

impl Expected for Moment {
    fn is_no(_: &str) -> String {
        "is no date".into()
    }
    fn help() -> String {
        "write it as 2018, 2018-07, 2018-07-11 or 2018-07-11T14:00:00Z".into()
    }
}

impl Expected for Span {
    fn is_no(_: &str) -> String {
        "is no length of time".into()
    }
    fn help() -> String {
        "write it as PT5M, PT2M30S or PT1H30M".into()
    }
}

macro_rules! vocabularies {
    ($($Name:ident)*) => {$(
        impl Expected for $Name {
            fn is_no(key: &str) -> String {
                format!("is no word of {key}")
            }
            fn help() -> String {
                format!("use one of {}", $Name::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", "))
            }
        }
    )*};
}
vocabularies!(ActionStatus AgendaState AttendanceMode Certainty Classification DatePrecision DocumentKind DurationScope ItemState
    ItemType LinkState MarkKind MeetingState MeetingType NumberStyle Presence Role Strength);

fn see<T: Expected>(value: &impl KnownOption<T>, key: &'static str, at: &At, report: &mut Report) {
    if let Some(Lenient::Unread(text)) = value.stated() {
        say::<T>(text, key, at.field(key), report);
    }
}

fn say<T: Expected>(text: &str, key: &'static str, place: Place, report: &mut Report) {
    report.warning(CODE, place, format!("\"{text}\" {}", T::is_no(key)), T::help());
}

/// Reports what was not understood in an object.
pub fn node(node: Node, at: &At, report: &mut Report) {
    macro_rules! see {
        ($object:expr; $($field:ident $key:literal)*) => {{ $(see(&$object.$field, $key, at, report);)* }};
    }
    match node {
        Node::Cycle(cycle) => see!(cycle; start_date "startDate" end_date "endDate"),
        Node::Organization(body) => see!(body; classification "classification"),
        Node::Meeting(meeting) => see!(meeting; meeting_type "meetingType" attendance_mode "attendanceMode" meeting_state "meetingState"
            agenda_state "agendaState" start "start" end "end" date_precision "datePrecision" duration "duration"
            date_modified "dateModified" number_style "numberStyle"),
        Node::Day(day) => see!(day; date "date" start "start" end "end"),
        Node::Item(item, _) => {
            see!(item; duration "duration" duration_max "durationMax" duration_scope "durationScope" item_type "itemType" state "state"
                actual_start "actualStart" actual_end "actualEnd");
            if let Some(per) = &item.duration_per {
                see(&per.duration, "duration", &at.child("durationPer"), report);
            }
        }
        Node::Participation(somebody) => {
            see!(somebody; presence "presence");
            for (n, role) in somebody.role.iter().enumerate() {
                if let Lenient::Unread(text) = role {
                    say::<Role>(text, "role", at.element("role", n).place(), report);
                }
            }
        }
        Node::File(file) => see!(file; date "date" link_state "linkState"),
        Node::Action(action) => {
            see!(action; strength "strength" action_status "actionStatus");
            if let Some(due) = &action.due {
                see(&due.date, "date", &at.child("due"), report);
            }
        }
        Node::Mark(mark) => see!(mark; kind "kind" at "at"),
        Node::Source(source) => see!(source; certainty "certainty" retrieved "retrieved" document_kind "documentKind"),
        Node::VirtualLocation(_) | Node::Section(..) | Node::Note(..) | Node::Decision(_) | Node::Task(..) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::CODE;

    #[test]
    fn what_is_not_understood_is_named() {
        let text = "\"meeting\":[{\"id\":\"m\",\n\"meetingType\":\"seance\",\n\"start\":\"soon\",\"agendaItem\":[{\"id\":\"m/item-1\",\"durationPer\":{\n\"duration\":\"5\"},\"source\":[{\n\"certainty\":\"maybe\"}]}],
            \"participation\":[{\"role\":[\"chair\",\n\"boss\"]}]}],\"action\":[{\"id\":\"m/action-1\",\"due\":{\n\"date\":\"2025-02-30\"}}]";
        assert_eq!(
            check(CODE, text),
            ["2 warning seance", "3 warning soon", "4 warning 5", "5 warning maybe", "7 warning boss", "8 warning 2025-02-30"]
        );
    }
}

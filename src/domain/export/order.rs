//! What a writer is asked for: all that it needs, and nothing of the meeting itself.

use super::{
    calendar::{self, Dates, Edition, Undated},
    csv, docx, html, mail, markdown,
    parcel::{Carried, carried, carried_word},
    programme::Programme,
    text,
};
use crate::domain::model::Meeting;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// iCalendar (RFC 5545).
    Calendar,
    /// Markdown (CommonMark).
    Markdown,
    /// Plain text, for mail.
    Text,
    /// A web page in one file.
    Web,
    /// A document of a word processor (ECMA-376).
    Word,
    /// The agenda as rows of a spreadsheet (RFC 4180).
    Table,
    /// Formatted text for a mail.
    Mail,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 7] = [Self::Calendar, Self::Markdown, Self::Text, Self::Web, Self::Word, Self::Table, Self::Mail];
}

/// Meetings in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order<'a> {
    form: Form,
    programmes: Vec<Programme<'a>>,
    /// Of a calendar alone, one for each programme.
    dates: Vec<Dates<'a>>,
}

impl<'a> Order<'a> {
    /// Meetings, each with what is said of it, in a form.
    ///
    /// # Errors
    /// A calendar takes no meeting without a date.
    pub fn of(
        form: Form,
        meetings: impl IntoIterator<Item = &'a Meeting>,
        programmes: Vec<Programme<'a>>,
        edition: Edition,
    ) -> Result<Self, Undated> {
        let dates = match form {
            Form::Calendar => meetings.into_iter().map(|meeting| Dates::of(meeting, edition)).collect::<Result<_, _>>()?,
            _ => Vec::new(),
        };
        Ok(Self { form, programmes, dates })
    }

    /// The file.
    pub fn write(&self) -> Vec<u8> {
        let programmes = &self.programmes;
        match self.form {
            Form::Calendar => calendar::write(self.dates.iter().zip(programmes)).into_bytes(),
            Form::Markdown => markdown::write(programmes).into_bytes(),
            Form::Text => text::write(programmes).into_bytes(),
            Form::Web => html::write(programmes).into_bytes(),
            Form::Word => docx::write(programmes),
            Form::Table => csv::agenda(programmes).into_bytes(),
            Form::Mail => mail::write(programmes).into_bytes(),
        }
    }

    /// It as bytes, for the way to a worker.
    pub fn packed(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(1 << 17);
        self.put(&mut out);
        out
    }

    /// It from such bytes; nothing where they are none.
    pub fn unpacked(mut bytes: &'a [u8]) -> Option<Self> {
        Self::take(&mut bytes).filter(|_| bytes.is_empty())
    }
}

carried_word!(Form);
carried!(<'a> Order<'a> { form, programmes, dates });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{export::include::Include, time::Instant},
        message::{plain::Plain, words::Words},
    };

    /// A meeting with something in every field that is carried.
    const MEETING: &str = r#"{"id":"m","name":"M é","start":"2026-01-05","description":"d","location":{"name":"Room","virtualLocation":[{"name":"Call"}]},
        "file":[{"name":"D","accessUrl":"https://a.example"}],"meetingDay":[{"id":"day-1","name":"One","date":"2026-01-05"}],"dateModified":"2026-01-01T00:00:00Z",
        "agendaItem":[{"id":"m/1","name":"A","number":"1","duration":"PT25M","presenter":[{"name":"Ana","role":"Chair"}],"privateNote":"n","file":[{"name":"F"}],"agendaItem":[{"id":"m/2","name":"B"}]}],
        "minutes":[{"name":"One","number":"1","note":[{"text":"said","number":"i"}],"decision":[{"text":"agreed"}]}]}"#;

    fn check(form: Form) {
        let meeting: Meeting = serde_json::from_str(MEETING).unwrap();
        let actions = serde_json::from_str::<Vec<_>>(r#"[{"id":"m/action-1","meeting":"m","name":"Write","description":"d"}]"#).unwrap();
        let words = Words::of(&meeting, &Plain, None, "UTC".into());
        let programme = Programme::of(&meeting, &actions, &words, Include::everything());
        let order = Order::of(form, [&meeting], vec![programme], Edition { stamp: Instant(0), changes: 3 }).unwrap();
        let bytes = order.packed();
        let there = Order::unpacked(&bytes).unwrap();
        assert_eq!(there, order);
        assert_eq!(there.write(), order.write());
        for length in 0..bytes.len() {
            assert_eq!(Order::unpacked(&bytes[..length]), None, "cut at {length}");
        }
        assert_eq!(Order::unpacked(&[&bytes[..], b"\0"].concat()), None);
    }

    #[test]
    fn an_order_arrives_whole_or_not_at_all() {
        Form::ALL.into_iter().for_each(check);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_an_order_or_none(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = Order::unpacked(&bytes);
        }
    }
}

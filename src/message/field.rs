//! The fields of a meeting, as people call them.

super::messages! {
    /// Keys of the fields' names.
    pub enum FieldName {
        Id "field-id": "Id",
        Name "field-name": "Title",
        OtherName "field-otherName": "Other titles",
        Number "field-number": "Number",
        SequenceNumber "field-sequenceNumber": "Number in the series",
        Cycle "field-cycle": "Cycle",
        Organization "field-organization": "Bodies",
        MeetingType "field-meetingType": "Meeting type",
        MeetingState "field-meetingState": "State",
        Cancelled "field-cancelled": "Cancelled",
        AgendaState "field-agendaState": "State of the agenda",
        Start "field-start": "Start",
        End "field-end": "End",
        TimeZone "field-timeZone": "Time zone",
        DatePrecision "field-datePrecision": "What is known of the date",
        Duration "field-duration": "Length",
        Location "field-location": "Place",
        AttendanceMode "field-attendanceMode": "Attendance",
        Audience "field-audience": "Open to",
        Description "field-description": "Description",
        MeetingDay "field-meetingDay": "Days",
        SuperEvent "field-superEvent": "Part of",
        AgendaItem "field-agendaItem": "Agenda",
        Breakout "field-breakout": "Breakout groups",
        Action "field-action": "Actions",
        Minutes "field-minutes": "Minutes",
        Participation "field-participation": "Participants",
        AttendeeCount "field-attendeeCount": "Number of participants",
        Poll "field-poll": "Polls",
        MentionedOrganization "field-mentionedOrganization": "Bodies mentioned",
        File "field-file": "Documents",
        PreviousMeeting "field-previousMeeting": "Meeting before",
        DerivedFrom "field-derivedFrom": "Drafted from",
        Replaces "field-replaces": "Replaces",
        Source "field-source": "Source",
        DateModified "field-dateModified": "Last change",
    }
}

impl FieldName {
    /// The name of a field of the meeting JSON; `None` for one that this version does not know.
    pub fn of(key: &str) -> Option<Self> {
        use super::Message;
        Self::ALL.iter().copied().find(|name| name.key().strip_prefix("field-") == Some(key))
    }
}

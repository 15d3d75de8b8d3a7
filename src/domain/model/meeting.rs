//! A meeting, with everything that is known of it but its actions.

use super::{
    AgendaItem, Breakout, CycleId, ItemId, Lenient, MeetingId, MinutesSection, OrganizationId, PartId, lenient::words, record::record,
};
use crate::domain::time::{Moment, Span};

words! {
    /// What kind of meeting.
    pub enum MeetingType {
        /// A body's regular meeting, online.
        Virtual = "virtual",
        /// The same, with a venue.
        InPerson = "in-person",
        /// Led by the Advisory Group, open to all.
        OpenConsultation = "open-consultation",
        /// A working group's call.
        WorkingGroupCall = "working-group-call",
        /// A workshop.
        Workshop = "workshop",
        /// A webinar.
        Webinar = "webinar",
        /// Anything else.
        Other = "other",
    }

    /// How one attends.
    pub enum AttendanceMode {
        /// Online.
        Online = "online",
        /// Both.
        Hybrid = "hybrid",
        /// At the venue.
        InPerson = "in-person",
    }

    /// How far the meeting has come.
    pub enum MeetingState {
        /// Being drafted.
        Draft = "draft",
        /// Announced.
        Scheduled = "scheduled",
        /// Over.
        Held = "held",
        /// Over, and recorded.
        Minuted = "minuted",
    }

    /// How far the agenda has come.
    pub enum AgendaState {
        /// Proposed.
        Draft = "draft",
        /// Adopted.
        Adopted = "adopted",
    }

    /// How much of a date is known.
    pub enum DatePrecision {
        /// An instant.
        Minute = "minute",
        /// A day.
        Day = "day",
        /// A month.
        Month = "month",
        /// A year.
        Year = "year",
        /// Nothing.
        Unknown = "unknown",
    }

    /// How somebody took part.
    pub enum Presence {
        /// In the room, or listed as present.
        Present = "present",
        /// Online.
        Remote = "remote",
        /// Sent regrets.
        Regrets = "regrets",
    }

    /// The role in which somebody took part.
    pub enum Role {
        /// Chair.
        Chair = "chair",
        /// Co-chair.
        CoChair = "co-chair",
        /// Member of the Advisory Group.
        Member = "member",
        /// For a past or coming host country.
        HostCountry = "host-country",
        /// For an intergovernmental organization.
        Igo = "igo",
        /// Chair of an earlier cycle.
        PastChair = "past-chair",
        /// Of the secretariat.
        Secretariat = "secretariat",
        /// Anything else.
        Other = "other",
    }

    /// Whether a link leads somewhere.
    pub enum LinkState {
        /// The document showed a link with no target.
        Missing = "missing",
    }

    /// How the items of a draft are numbered.
    pub enum NumberStyle {
        /// "1.", then "1.1".
        Decimal = "decimal",
        /// "1.", then "a.".
        Letters = "letters",
        /// Not at all.
        None = "none",
    }
}

record! {
    /// A meeting (OParl: Meeting; iCalendar: VEVENT).
    pub struct Meeting {
        /// `igf-2025-mag-11`.
        id "id": MeetingId,
        /// Title as published; absent where there is none.
        name "name": Option<String>,
        /// Other wordings of the title.
        other_name "otherName": Vec<String>,
        /// Number as printed: "XI".
        number "number": Option<String>,
        /// The same as a number: 11.
        sequence_number "sequenceNumber": Option<u32>,
        /// The cycle that it prepares.
        cycle "cycle": Option<CycleId>,
        /// Bodies; the first leads.
        organization "organization": Vec<OrganizationId>,
        /// What kind of meeting.
        meeting_type "meetingType": Option<Lenient<MeetingType>>,
        /// How one attends.
        attendance_mode "attendanceMode": Option<Lenient<AttendanceMode>>,
        /// Who may come, as printed.
        audience "audience": Option<String>,
        /// How far the meeting has come.
        meeting_state "meetingState": Option<Lenient<MeetingState>>,
        /// Called off.
        cancelled "cancelled": bool,
        /// How far the agenda has come.
        agenda_state "agendaState": Option<Lenient<AgendaState>>,
        /// Purpose, in words.
        description "description": Option<String>,
        /// Start: a UTC instant, or a bare date.
        start "start": Option<Lenient<Moment>>,
        /// End; a bare date is the last day, included.
        end "end": Option<Lenient<Moment>>,
        /// IANA zone in which the meeting is announced.
        time_zone "timeZone": Option<String>,
        /// How much of the date is known.
        date_precision "datePrecision": Option<Lenient<DatePrecision>>,
        /// Stated total length, ISO 8601.
        duration "duration": Option<Lenient<Span>>,
        /// Where.
        location "location": Option<Location>,
        /// Days of a meeting of several days.
        meeting_day "meetingDay": Vec<MeetingDay>,
        /// The gathering that a separately published day belongs to.
        super_event "superEvent": Option<MeetingId>,
        /// The agenda.
        agenda_item "agendaItem": Vec<AgendaItem>,
        /// Breakout groups of a meeting without agenda.
        breakout "breakout": Vec<Breakout>,
        /// What was recorded.
        minutes "minutes": Vec<MinutesSection>,
        /// Who was there.
        participation "participation": Vec<Participation>,
        /// How many, where only that is known.
        attendee_count "attendeeCount": Option<u32>,
        /// Polls.
        poll "poll": Vec<Poll>,
        /// Bodies named in the record and tied to no item, minute or action.
        mentioned_organization "mentionedOrganization": Vec<OrganizationId>,
        /// Inputs, documents and links.
        file "file": Vec<File>,
        /// The meeting before.
        previous_meeting "previousMeeting": Option<MeetingId>,
        /// The meeting that a draft was made from.
        derived_from "derivedFrom": Option<MeetingId>,
        /// The published meeting that this one corrects.
        replaces "replaces": Option<MeetingId>,
        /// Revision counter of a draft (RFC 5545 section 3.8.7.4).
        sequence "sequence": Option<u64>,
        /// Last change.
        date_modified "dateModified": Option<Lenient<Moment>>,
        /// Digest of the version that a copy began from.
        base_version "baseVersion": Option<String>,
        /// How a draft's items are numbered.
        number_style "numberStyle": Option<Lenient<NumberStyle>>,
    }
}

impl Meeting {
    /// The form in which lists name it: the title, else the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }

    /// Whether it is this meeting, or a correction of it.
    pub fn stands_for(&self, id: &MeetingId) -> bool {
        self.id == *id || self.replaces.as_ref() == Some(id)
    }
}

record! {
    /// Where a meeting takes place.
    pub struct Location {
        /// The venue.
        name "name": Option<String>,
        /// City.
        locality "locality": Option<String>,
        /// Country, by name.
        country "country": Option<String>,
        /// Places online.
        virtual_location "virtualLocation": Vec<VirtualLocation>,
    }
}

record! {
    /// A place online; addresses to join a call never carry a passcode.
    pub struct VirtualLocation {
        /// Its name.
        name "name": Option<String>,
        /// Its address.
        url "url": Option<String>,
    }
}

record! {
    /// A day of a meeting of several days.
    pub struct MeetingDay {
        /// `day-2`; items refer to it.
        id "id": Option<PartId>,
        /// "Day 2", or its own title.
        name "name": Option<String>,
        /// The day.
        date "date": Option<Lenient<Moment>>,
        /// Start, UTC.
        start "start": Option<Lenient<Moment>>,
        /// End, UTC.
        end "end": Option<Lenient<Moment>>,
    }
}

record! {
    /// Somebody who was there (OParl: participant).
    pub struct Participation {
        /// As listed.
        name "name": Option<String>,
        /// Family name.
        family_name "familyName": Option<String>,
        /// Given name.
        given_name "givenName": Option<String>,
        /// The heading of the list: "MAG Members".
        category "category": Option<String>,
        /// In what role; one person may have several.
        role "role": Vec<Lenient<Role>>,
        /// Employer or body.
        affiliation "affiliation": Option<String>,
        /// Country, by name.
        country "country": Option<String>,
        /// Stakeholder group.
        stakeholder_group "stakeholderGroup": Option<String>,
        /// How.
        presence "presence": Option<Lenient<Presence>>,
        /// "about 200", or any other remark.
        note "note": Option<String>,
    }
}

impl Participation {
    /// "Jane Doe (Body)", on one line; nothing where no name is listed.
    pub fn listed(&self) -> Option<String> {
        let line = |text: &String| text.replace(['\n', '\r'], " ");
        let name = line(self.name.as_ref()?);
        Some(match &self.affiliation {
            Some(affiliation) => format!("{name} ({})", line(affiliation)),
            None => name,
        })
    }
}

record! {
    /// A poll, as recorded.
    pub struct Poll {
        /// What was asked.
        question "question": Option<String>,
        /// What could be answered.
        option "option": Vec<String>,
        /// What was answered.
        result "result": Option<String>,
    }
}

record! {
    /// A document or link (OParl: File).
    pub struct File {
        /// `igf-2025-mag-11/file-2`.
        id "id": Option<PartId>,
        /// Its title.
        name "name": Option<String>,
        /// The heading that it stood under.
        category "category": Option<String>,
        /// Who made it.
        creator "creator": Vec<String>,
        /// Its date.
        date "date": Option<Lenient<Moment>>,
        /// Its version, as printed.
        version "version": Option<String>,
        /// Its address.
        access_url "accessUrl": Option<String>,
        /// Its media type (RFC 2046).
        mime_type "mimeType": Option<String>,
        /// Its language (BCP 47).
        language "language": Option<String>,
        /// Bodies that it is of.
        organization "organization": Vec<OrganizationId>,
        /// The agenda item that it belongs to.
        agenda_item "agendaItem": Option<ItemId>,
        /// `missing` where the link has no target.
        link_state "linkState": Option<Lenient<LinkState>>,
    }
}

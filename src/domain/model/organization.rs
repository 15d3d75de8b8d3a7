//! Cycles and bodies.

use super::{CycleId, Lenient, OrganizationId, lenient::words, record::record};
use crate::domain::time::Moment;

record! {
    /// One preparatory year (OParl: LegislativeTerm).
    pub struct Cycle {
        /// `igf-2025`.
        id "id": CycleId,
        /// "IGF 2025".
        name "name": Option<String>,
        /// The year of the annual meeting that is prepared.
        year "year": Option<i32>,
        /// City of the annual meeting.
        place "place": Option<String>,
        /// Country of the annual meeting.
        host_country "hostCountry": Option<String>,
        /// First day of the annual meeting.
        start_date "startDate": Option<Lenient<Moment>>,
        /// Last day of the annual meeting, included.
        end_date "endDate": Option<Lenient<Moment>>,
    }
}

words! {
    /// What kind of body.
    pub enum Classification {
        /// The Multistakeholder Advisory Group.
        Mag = "mag",
        /// A working group.
        WorkingGroup = "working-group",
        /// A policy network.
        PolicyNetwork = "policy-network",
        /// A best practice forum.
        BestPracticeForum = "best-practice-forum",
        /// A dynamic coalition.
        DynamicCoalition = "dynamic-coalition",
        /// National and regional initiatives.
        Nri = "nri",
        /// The secretariat.
        Secretariat = "secretariat",
        /// The host country.
        HostCountry = "host-country",
        /// The Leadership Panel.
        LeadershipPanel = "leadership-panel",
        /// Anything else.
        Other = "other",
    }
}

record! {
    /// A body (OParl: Organization).
    pub struct Organization {
        /// `wg-strategy`.
        id "id": OrganizationId,
        /// Its name in full.
        name "name": Option<String>,
        /// Its usual short form.
        short_name "shortName": Option<String>,
        /// Other spellings met in documents.
        other_name "otherName": Vec<String>,
        /// What kind of body.
        classification "classification": Option<Lenient<Classification>>,
        /// The body that it belongs to.
        sub_organization_of "subOrganizationOf": Option<OrganizationId>,
        /// Its page.
        website "website": Option<String>,
    }
}

impl Organization {
    /// The form in which lists name it: the short name, else the name, else the id.
    pub fn label(&self) -> &str {
        self.short_name.as_deref().or(self.name.as_deref()).unwrap_or(self.id.as_str())
    }
}

impl Cycle {
    /// The form in which lists name it: the name, else the id.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}

//! What goes along when a meeting is sent.

/// A part that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Lengths of items and of all of them.
    Durations,
    /// Clock times of items.
    Times,
    /// Who presents an item.
    Presenters,
    /// Documents and links.
    Documents,
    /// Actions that the meeting made.
    Actions,
    /// What was recorded.
    Minutes,
    /// What an author notes for herself.
    PrivateNotes,
    /// Addresses by which one joins the call.
    JoinAddresses,
}

impl Part {
    /// Every part, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Durations,
        Self::Times,
        Self::Presenters,
        Self::Documents,
        Self::Actions,
        Self::Minutes,
        Self::PrivateNotes,
        Self::JoinAddresses,
    ];

    /// Its word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Durations => "durations",
            Self::Times => "times",
            Self::Presenters => "presenters",
            Self::Documents => "documents",
            Self::Actions => "actions",
            Self::Minutes => "minutes",
            Self::PrivateNotes => "private-notes",
            Self::JoinAddresses => "join-addresses",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The parts that go along. At first all but private notes and addresses to join, which are nobody else's business unless somebody says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Include(u8);

impl Default for Include {
    fn default() -> Self {
        Self::everything().without(Part::PrivateNotes).without(Part::JoinAddresses)
    }
}

impl Include {
    /// All of it: for oneself.
    pub fn everything() -> Self {
        Part::ALL.into_iter().fold(Self(0), Self::with)
    }

    /// Whether a part goes along.
    pub fn has(self, part: Part) -> bool {
        self.0 & part.bit() != 0
    }

    /// With a part more.
    #[must_use]
    pub fn with(self, part: Part) -> Self {
        Self(self.0 | part.bit())
    }

    /// With a part less.
    #[must_use]
    pub fn without(self, part: Part) -> Self {
        Self(self.0 & !part.bit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private_is_out_unless_it_is_asked_for() {
        let out: Vec<Part> = Part::ALL.into_iter().filter(|part| !Include::default().has(*part)).collect();
        assert_eq!(out, [Part::PrivateNotes, Part::JoinAddresses]);
        for part in Part::ALL {
            assert!(Include::everything().has(part) && !Include::everything().without(part).has(part));
            assert_eq!(Include::everything().without(part).with(part), Include::everything());
        }
    }
}

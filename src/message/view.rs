//! Texts of the first view: meetings, groups, cycles, actions, help.

super::messages! {
    /// Keys of the first view's texts.
    pub enum View {
        SkipToContent "skip-to-content": "Skip to content",
        Meetings "meetings": "Meetings",
        MeetingCount "meeting-count": one "{count} meeting" other "{count} meetings",
    }
}

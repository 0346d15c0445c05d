//! The states of a paid call in the ledger, and what is to be done next about its job.

/// The state of a paid call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum CallState {
    /// The intent is recorded, and the call is about to be sent.
    Intended,
    /// The service accepted the call, and its task isn't over.
    Accepted,
    /// The service certainly didn't accept the call.
    NotAccepted,
    /// The call was sent, and the answer is lost.
    Unknown,
    /// The call was charged, and its task isn't known.
    Charged,
    /// The answer was lost, and the call turned out not to be charged.
    NotCharged,
    /// The task is over, with at least one clip.
    Complete,
    /// The task failed.
    Failed,
}

impl CallState {
    /// Whether the call was certainly never charged.
    pub(crate) fn is_free(self) -> bool {
        matches!(self, Self::NotAccepted | Self::NotCharged)
    }
}

/// What is to be done next about a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// Nothing.
    Nothing,
    /// Send its call.
    Send,
    /// Poll its task and fetch its files.
    Follow,
}

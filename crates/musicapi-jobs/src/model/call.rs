//! A paid call, as the ledger knows it.

/// What is known of a paid call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum CallState {
    /// It is written down and about to be sent.
    Intended,
    /// The service accepted it, and its task isn't over.
    Accepted,
    /// The service surely didn't accept it.
    NotAccepted,
    /// It was sent, and the answer is lost.
    Unknown,
    /// It was charged, and its task isn't known.
    Charged,
    /// It was lost, and turned out not to be charged.
    NotCharged,
    /// Its task is over, with at least one clip.
    Complete,
    /// Its task failed.
    Failed,
}

impl CallState {
    /// Whether it was surely never charged.
    pub(crate) fn is_free(self) -> bool {
        matches!(self, Self::NotAccepted | Self::NotCharged)
    }
}

/// What is to be done next about a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// Nothing.
    Nothing,
    /// It is to be sent.
    Send,
    /// Its task is to be polled and its files are to be fetched.
    Follow,
}

//! What keeps a store fit: what a check finds, and what was taken away.

/// What a [check](crate::Jobs::check) found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Health {
    /// What is wrong with the file, in SQLite's words; none if it is whole.
    pub faults: Vec<String>,
    /// Why nothing is paid from it; none if it may be.
    pub closed: Option<String>,
}

/// What was, or would be, [taken away](crate::Jobs::prune).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Pruned {
    /// Jobs that are no longer there.
    pub jobs: u64,
    /// Jobs of batches, of which it is only known any more what they asked for and how they ended, so that none is paid for again.
    pub emptied: u64,
    /// What all of these cost, in credits: it stays in the bill.
    pub credits: u64,
}

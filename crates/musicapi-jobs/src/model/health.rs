//! The results of the care of a file: of a check, and of a prune.

/// The result of a [check](crate::Jobs::check).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Health {
    /// What is wrong with the file, in SQLite's words; empty if it is intact.
    pub faults: Vec<String>,
    /// Why nothing is paid from the file; `None` if it may be paid from.
    pub closed: Option<String>,
}

/// What was, or would be, removed by a [prune](crate::Jobs::prune).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Pruned {
    /// The number of jobs that are removed.
    pub jobs: u64,
    /// The number of jobs of batches of which the file keeps only what they asked for and how they ended, so that none is paid for again.
    pub emptied: u64,
    /// What all of these jobs cost, in credits; it stays in the bill.
    pub credits: u64,
}

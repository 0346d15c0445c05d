//! Which jobs something is about.

/// Which jobs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All of the file.
    #[default]
    All,
    /// Those of a batch.
    Batch(String),
    /// A single one.
    Job(i64),
}

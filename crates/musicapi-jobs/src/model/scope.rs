//! The scope of a run, a count or a question: all jobs, a batch, or a single job.

/// The jobs that something is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All jobs of the file.
    #[default]
    All,
    /// The jobs of a batch.
    Batch(String),
    /// A single job.
    Job(i64),
}

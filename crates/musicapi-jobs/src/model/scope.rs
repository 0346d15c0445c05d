//! The scope of a run, a count or a question: all jobs, a batch, or a single job.

/// The batch of calls that stand alone. A run of [all jobs](Scope::All) waits for their tasks and never sends them: who made such a call was
/// there for it, and may have made it again since. A run of this batch or of the job alone sends it.
pub const SINGLE: &str = "";

/// The jobs that something is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All jobs of the file. A run of them sends none that [stands alone](SINGLE).
    #[default]
    All,
    /// The jobs of a batch.
    Batch(String),
    /// A single job.
    Job(i64),
}

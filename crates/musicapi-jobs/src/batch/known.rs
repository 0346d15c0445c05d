//! The jobs of a batch as far as they are compared, what the batch is to be, and what is decided about it.

use std::sync::Arc;

use crate::batch::spec::BatchSpec;
use crate::model::identity::Identity;
use crate::model::plan::{MadeElsewhere, Plan};

/// A job as the ledger has it, for a comparison with wanted work. There may be many, so no text of the request is in it.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) id: i64,
    pub(crate) key: Box<str>,
    pub(crate) identity: Identity,
    /// The digest of the job's note.
    pub(crate) note: u64,
    pub(crate) credits: Option<u32>,
    /// Whether the job is to be sent.
    pub(crate) to_send: bool,
    pub(crate) forgotten: bool,
    pub(crate) withdrawn: bool,
    /// Whether a run works on the job.
    pub(crate) is_held: bool,
    /// Whether a call for the job was ever recorded.
    pub(crate) has_calls: bool,
    /// Whether one of its calls was, or may have been, accepted.
    pub(crate) was_sent: bool,
    /// Whether one of its calls was, or may have been, charged, and isn't refunded.
    pub(crate) stands: bool,
    pub(crate) is_done: bool,
    pub(crate) spent: u64,
}

impl Known {
    /// Whether work may be matched with the job. A job that was taken out of a batch without having been paid for is over.
    pub(crate) fn is_alive(&self) -> bool {
        self.was_sent || !self.withdrawn
    }
}

/// A job of another batch that asks for the same, except perhaps for the model, and was made or waits.
#[derive(Debug, Clone)]
pub(crate) struct Other {
    pub(crate) batch: String,
    pub(crate) identity: Identity,
    /// Whether the job was made; else it waits.
    pub(crate) is_made: bool,
    /// When the job was sent, in milliseconds since 1970.
    pub(crate) at: Option<u64>,
    pub(crate) account: Option<String>,
}

/// What a batch is to be: its work, and what to do with work that was made elsewhere.
pub(crate) struct Asked {
    pub(crate) wanted: Arc<BatchSpec>,
    pub(crate) made_elsewhere: MadeElsewhere,
}

/// A change of a job that isn't among the work, or of its key.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    /// Another job gets this job's key; this job gets a key that no work has.
    FreeKey(i64),
    /// Another job gets this job's key; this job gets the key of its own work.
    SetAsideKey(i64),
    /// No call was ever made for the job: it is deleted.
    Delete(i64),
    /// The job is over. Its calls stay recorded.
    Replace(i64),
    /// The job was sent, and isn't sent again.
    Withdraw(i64),
}

/// What happens to a piece of work.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RowChange {
    /// The work is there already, or left out.
    Nothing,
    /// The work is this job, which gets the work's key, and its note if that differs.
    Keep { job: i64, renotes: bool },
    /// The work becomes a new job.
    New,
}

/// The changes that make a batch what it is to be.
pub(crate) struct Decided {
    pub(crate) plan: Plan,
    pub(crate) changes: Vec<Change>,
    pub(crate) rows: Vec<RowChange>,
}

//! What a batch holds as far as it is compared, what it is to be, and what is decided of it.

use std::sync::Arc;

use crate::batch::wanted::Wanted;
use crate::model::identity::Identity;
use crate::model::plan::{MadeElsewhere, Plan};

/// A job as the ledger has it, for a comparison with what a batch is to be. There may be many: no text of the request is in it.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) id: i64,
    pub(crate) key: Box<str>,
    pub(crate) identity: Identity,
    /// A digest of its note.
    pub(crate) note: u64,
    pub(crate) credits: Option<u32>,
    /// Whether it is to be sent.
    pub(crate) to_send: bool,
    pub(crate) forgotten: bool,
    pub(crate) withdrawn: bool,
    /// Whether somebody works on it.
    pub(crate) is_held: bool,
    /// Whether a call for it was ever written down.
    pub(crate) has_calls: bool,
    /// Whether one of them was, or may have been, accepted.
    pub(crate) was_sent: bool,
    /// Whether one of them was, or may have been, charged, and isn't given back.
    pub(crate) stands: bool,
    pub(crate) is_done: bool,
    pub(crate) spent: u64,
}

impl Known {
    /// Whether it may be found again. What was taken out of a batch without having been paid for is over.
    pub(crate) fn is_alive(&self) -> bool {
        self.was_sent || !self.withdrawn
    }
}

/// A job of another batch that asks for the same but perhaps for the model, and was made or waits.
#[derive(Debug, Clone)]
pub(crate) struct Other {
    pub(crate) batch: String,
    pub(crate) identity: Identity,
    /// Else it waits.
    pub(crate) is_made: bool,
    /// When it was sent, in milliseconds since 1970.
    pub(crate) at: Option<u64>,
    pub(crate) account: Option<String>,
}

/// What a batch is to be.
pub(crate) struct Asked {
    pub(crate) wanted: Arc<Wanted>,
    pub(crate) made_elsewhere: MadeElsewhere,
}

/// What is to be changed of a job that isn't among the work, or of its key.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    /// Its key is for another; it gets one that nobody wants.
    FreeKey(i64),
    /// Its key is for another; it gets its own with the work that it is.
    SetAsideKey(i64),
    /// It never was anything.
    Delete(i64),
    /// It is over. Its calls stay written down.
    Replace(i64),
    /// It was sent, and isn't sent again.
    Withdraw(i64),
}

/// What becomes of work.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RowChange {
    /// It is there, or left out.
    Nothing,
    /// It is this job, which gets its key, and its note if need be.
    Keep { job: i64, renotes: bool },
    /// It is a new job.
    New,
}

/// What makes a batch be what it is to be.
pub(crate) struct Decided {
    pub(crate) plan: Plan,
    pub(crate) changes: Vec<Change>,
    pub(crate) rows: Vec<RowChange>,
}

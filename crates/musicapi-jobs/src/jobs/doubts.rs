//! The methods for jobs in doubt: find out from the balance whether they were charged, or record what a person has found out.

use musicapi::{Client, Entry, TaskRef, Verdict};

use crate::error::Error;
use crate::jobs::Jobs;
use crate::model::scope::Scope;
use crate::reconcile::{Finding, in_doubt, reconcile};

impl Jobs {
    /// Finds out from the balance whether the jobs in doubt of a scope were charged, and records the verdicts: a job that wasn't charged is
    /// sent by the next run.
    ///
    /// It needs the balance from before ([`Policy::read_balance`](musicapi::Policy::read_balance)), and compares it with what was read
    /// before the paid calls that followed, and now. A verdict is only given if nothing else can be the cause: a call may be charged late,
    /// and a task that fails gives credits back. **It proves nothing if anyone else used the account meanwhile**: only you can know that.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`](crate::ErrorKind::WrongState) if the scope is a single job that isn't in doubt;
    /// [`ErrorKind::OtherService`](crate::ErrorKind::OtherService); if the balance can't be read, or the file not be written.
    pub async fn reconcile(&self, client: &Client, scope: &Scope) -> Result<Vec<Finding>, Error> {
        reconcile(&**self.ledger(), client, scope).await
    }

    /// Records what you have found out about a job in doubt. A job that wasn't charged is sent by the next run.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`](crate::ErrorKind::WrongState) if the job isn't in doubt; if the file can't be written.
    pub async fn settle(&self, id: i64, verdict: Verdict) -> Result<(), Error> {
        let job = in_doubt(&**self.ledger(), id).await?;
        let Some(intent) = job.intent else { return Ok(()) };
        self.ledger().record(&Entry::Reconciled { intent: intent.id, verdict }).await
    }

    /// Records the task of a job in doubt, once it is known. The next run waits for it.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`](crate::ErrorKind::WrongState) if the job isn't in doubt, or another call started the task; if the file
    /// can't be written.
    pub async fn adopt(&self, id: i64, task: &TaskRef) -> Result<(), Error> {
        let job = in_doubt(&**self.ledger(), id).await?;
        let Some(intent) = job.intent else { return Ok(()) };
        self.ledger().adopt(&intent.id, task).await
    }
}

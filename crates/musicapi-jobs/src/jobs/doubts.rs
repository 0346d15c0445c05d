//! Jobs in doubt: what became of them is asked of the balance, or told by somebody who knows.

use musicapi::{Client, Entry, TaskRef, Verdict};

use crate::error::Error;
use crate::jobs::Jobs;
use crate::model::scope::Scope;
use crate::reconcile::{Finding, in_doubt, reconcile};

impl Jobs {
    /// Asks the balance what became of jobs in doubt, all of the scope, and writes down what it says: what wasn't charged is sent by the
    /// next run.
    ///
    /// It needs the balance from before ([`Policy::read_balance`](musicapi::Policy::read_balance)), and compares it with what was read
    /// before the paid calls that followed, and now. Only what can have no other cause is a verdict: a call may be charged for late, and
    /// a task that fails gives credits back. **It proves nothing if anyone else used the account meanwhile**: only you can know that.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if it is about a single job that isn't in doubt; [`ErrorKind::OtherService`]; if the balance can't be
    /// read, or the file not be written.
    pub async fn reconcile(&self, client: &Client, scope: &Scope) -> Result<Vec<Finding>, Error> {
        reconcile(&**self.ledger(), client, scope).await
    }

    /// Writes down what somebody has found out of a job in doubt. One that wasn't charged is sent by the next run.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if the job isn't in doubt; if the file can't be written.
    pub async fn settle(&self, id: i64, verdict: Verdict) -> Result<(), Error> {
        let job = in_doubt(&**self.ledger(), id).await?;
        let Some(intent) = job.intent else { return Ok(()) };
        self.ledger().record(&Entry::Reconciled { intent: intent.id, verdict }).await
    }

    /// Writes down the task of a job in doubt, once somebody knows it. The next run waits for it.
    ///
    /// # Errors
    /// [`ErrorKind::WrongState`] if the job isn't in doubt, or the task is another call's; if the file can't be written.
    pub async fn adopt(&self, id: i64, task: &TaskRef) -> Result<(), Error> {
        let job = in_doubt(&**self.ledger(), id).await?;
        let Some(intent) = job.intent else { return Ok(()) };
        self.ledger().adopt(&intent.id, task).await
    }
}

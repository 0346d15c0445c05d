//! Reconcile: find out from the balance whether jobs in doubt were charged.
//!
//! `evidence` turns the calls of the ledger into evidence about the balance; the rules themselves are those of the client. The balance is
//! read before the calls are, so a call that begins meanwhile is among them. A verdict that is recorded may settle the next doubt, so the
//! doubts that are left are judged again after each one.

pub(crate) mod evidence;

use musicapi::{Client, Entry, Verdict};

use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::model::job::{Job, State};
use crate::model::scope::Scope;
use crate::reconcile::evidence::{Paid, verdict};

/// What the balance proves about a job that was in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// The job.
    pub job: i64,
    /// Whether the job was charged, or why that can't be said.
    pub verdict: Result<Verdict, &'static str>,
}

/// How many jobs are read at a time, since there may be many.
const AT_A_TIME: usize = 256;

/// Why the balance of this account proves nothing.
const OTHER_ACCOUNT: &str = "it was made with another key, or it isn't known with which";

/// Judges all jobs in doubt of a scope by the balance, and records the verdicts.
pub(crate) async fn reconcile(ledger: &dyn Ledger, client: &Client, scope: &Scope) -> Result<Vec<Finding>, Error> {
    ledger.belong_to(client.base_url()).await?;
    if let Scope::Job(id) = scope {
        in_doubt(ledger, *id).await?;
    }
    ledger.doubt_the_abandoned().await?;
    let at = ledger.now();
    let left = client.account().get_credits().await;
    let left = left.map_err(|error| Error::new(ErrorKind::Other, "the balance can't be read").because(error))?;
    let now = (at, left.credits + left.extra_credits);
    let mut doubts = Vec::new();
    for ids in ledger.ids(scope).await?.chunks(AT_A_TIME) {
        let some = ledger.some(ids).await?.into_iter().filter(|job| job.state == State::InDoubt);
        doubts.extend(some.filter_map(|job| Some((job.id, job.intent?))));
    }
    // A call that was settled long before the oldest doubt says nothing about it.
    let oldest = doubts.iter().map(|(_, intent)| i64::try_from(intent.at).unwrap_or(i64::MAX)).min();
    let oldest = oldest.map_or(at, |oldest| oldest.min(at)) - evidence::BEFORE;
    let mut open: Vec<_> = doubts.iter().map(|(job, intent)| (*job, intent.id.as_str())).collect();
    let account = client.account_digest();
    let mut findings = Vec::new();
    // A verdict on one job may settle another.
    loop {
        let calls = ledger.calls(account, oldest).await?;
        let number = |intent: &str| calls.iter().position(|call| call.intent == intent);
        let paid: Vec<Paid> = calls.iter().map(|call| evidence::paid(call, ledger.now())).collect();
        let said = |intent| number(intent).map_or(Err(OTHER_ACCOUNT), |it| verdict(&paid, it, now));
        let told = open.iter().enumerate().find_map(|(index, (_, intent))| Some((index, said(intent).ok()?)));
        let Some((index, verdict)) = told else {
            let unknown = open.iter().map(|(job, intent)| Finding { job: *job, verdict: said(intent) });
            findings.extend(unknown);
            return Ok(findings);
        };
        let (job, intent) = open.remove(index);
        let entry = Entry::Reconciled { intent: intent.to_owned(), verdict };
        ledger.record(&entry).await?;
        findings.push(Finding { job, verdict: Ok(verdict) });
    }
}

/// A job in doubt, or one that was charged without a known task; an error for any other.
pub(crate) async fn in_doubt(ledger: &dyn Ledger, id: i64) -> Result<Job, Error> {
    ledger.doubt_the_abandoned().await?;
    let job = ledger.show(id).await?;
    match job.state {
        State::InDoubt | State::Charged => Ok(job),
        state => Err(wrong_state(id, state, "there is nothing to find out")),
    }
}

pub(crate) fn wrong_state(id: i64, state: State, why: &str) -> Error {
    Error::new(ErrorKind::WrongState, format!("job {id} is {state}: {why}"))
}

//! Finding out whether a paid call whose answer was lost was charged.
//!
//! `evidence` holds the rules: what readings of the balance, before and after a call, prove and what they don't.

pub(crate) mod evidence;

use musicapi::{Client, Entry, Verdict};

use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::model::job::{Job, State};
use crate::model::scope::Scope;
use crate::reconcile::evidence::{Paid, verdict};

/// What the balance says of a job that was in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// The job.
    pub job: i64,
    /// Whether it was charged, or why that can't be said.
    pub verdict: Result<Verdict, &'static str>,
}

/// How many jobs are looked at together where there may be many.
const AT_A_TIME: usize = 256;

/// Why the balance of this account doesn't tell.
const OTHER_ACCOUNT: &str = "it was made with another key, or it isn't known with which";

/// Asks the balance what became of jobs in doubt, all of the scope, and writes down what it says.
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
    // What was settled long before the oldest of them says nothing of it.
    let oldest = doubts.iter().map(|(_, intent)| i64::try_from(intent.at).unwrap_or(i64::MAX)).min();
    let oldest = oldest.map_or(at, |oldest| oldest.min(at)) - evidence::BEFORE;
    let mut open: Vec<_> = doubts.iter().map(|(job, intent)| (*job, intent.id.as_str())).collect();
    let account = client.account_digest();
    let mut findings = Vec::new();
    // What is found out of one may tell of another.
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

/// A job that somebody must look at.
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

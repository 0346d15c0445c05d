//! Asks what became of a paid call whose answer was lost, such as one of the example `cover`.
//!
//! `MUSICAPI_KEY=a-key cargo run -p musicapi --example reconcile -- journal.jsonl` asks the balance. What it can't tell, and you have
//! found out otherwise, is written down with `journal.jsonl INTENT not-charged`, or `journal.jsonl INTENT sonic/task/ID`.

#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use musicapi::{Builder, FileJournal, Submission, Verdict};

/// What is known now of each call of a journal that was in doubt.
pub async fn run(builder: Builder, journal: &Path) -> Result<Vec<(Submission, Verdict)>, musicapi::Error> {
    let journal = Arc::new(FileJournal::open(journal)?);
    let submissions = journal.submissions()?;
    // With the journal, the verdict is written down: a program that buys `once` sends a call again that was not charged.
    let client = builder.journal(journal).build()?;
    let last = submissions.len().saturating_sub(1);
    let mut verdicts = Vec::new();
    for (number, submission) in submissions.into_iter().enumerate().filter(|(_, it)| it.is_outcome_unknown()) {
        // What came after a call has changed the balance too. And nobody else may use the account: only you know that.
        let alone = number == last;
        let verdict = if alone { client.reconcile(&submission.intent).await? } else { Verdict::Undetermined };
        verdicts.push((submission, verdict));
    }
    Ok(verdicts)
}

/// What to do now.
pub fn advice(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotCharged => "it was not accepted; run your program again",
        Verdict::Charged => {
            "it was accepted; a callback, or the service's support, can tell which task it is: then say it here"
        }
        Verdict::Undetermined => "the balance doesn't tell; look at your account, and say here what you find",
    }
}

/// Writes down what somebody has found out.
pub async fn say(journal: &Path, intent: &str, found: &str) -> Result<(), musicapi::Error> {
    let journal = FileJournal::open(journal)?;
    match found {
        "not-charged" => journal.settle(intent, Verdict::NotCharged).await,
        task => journal.adopt(intent, &task.parse()?).await,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let journal = std::env::args().nth(1).ok_or("which journal? Such as journal.jsonl")?;
    if let (Some(intent), Some(found)) = (std::env::args().nth(2), std::env::args().nth(3)) {
        return Ok(say(journal.as_ref(), &intent, &found).await?);
    }
    for (Submission { intent, .. }, verdict) in run(Builder::from_env()?, journal.as_ref()).await? {
        println!("{} {}: {}", intent.operation, intent.id, advice(verdict));
    }
    Ok(())
}

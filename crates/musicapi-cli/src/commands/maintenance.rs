//! Maintenance of the store of jobs: `doctor` checks it, `jobs backup` copies it, and `jobs prune` removes old jobs.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::jobs::PruneOptions;
use crate::cli::options::Common;
use crate::context::database::Store;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::invocation::{command_prefix, quoted};
use crate::output::report::Report;
use crate::output::words::counted;

/// Copies the store.
pub(crate) async fn backup(store: &Store, file: &str) -> Result<Report, Failure> {
    store.jobs.backup(file).await?;
    Ok(Report::new(format!("all jobs are in {file} too\n"), json!({"backup": file})))
}

/// Removes jobs that ended before a day.
pub(crate) async fn prune(store: &Store, prune: &PruneOptions) -> Result<Report, Failure> {
    let gone = store.jobs.prune(prune.before, prune.dry_run).await?;
    let verb = if prune.dry_run { "would be" } else { "are" };
    let text = format!(
        "{} that were made one by one {verb} taken away\n\
         of {} of batches answers and clips {verb} taken away; that they were sent stays known\n\
         they cost {} credits, which stay in the bill; songs and files stay where they are\n",
        counted(gone.jobs, "job"),
        counted(gone.emptied, "job"),
        gone.credits,
    );
    let details =
        json!({"dry_run": prune.dry_run, "jobs": gone.jobs, "emptied": gone.emptied, "credits": gone.credits});
    Ok(Report::new(text, details))
}

/// Checks the store, in words and as JSON; none if there is no store.
pub(crate) async fn examine(common: &Common, settings: &Settings) -> Result<Option<(String, Value)>, Failure> {
    let Some(path) = Store::path(common, settings)?.filter(|path| path.exists()) else { return Ok(None) };
    let checked = async {
        // Opening it for writing recovers a file that wasn't closed.
        let store = match Store::open(common, settings).await {
            Ok(store) => store,
            Err(_) => Store::open_read_only(common, settings).await?,
        };
        Ok::<_, Failure>(store.jobs.check().await?)
    };
    let faults = match checked.await {
        Ok(health) => health.faults,
        Err(failure) => vec![failure.message().to_owned()],
    };
    if faults.is_empty() {
        return Ok(Some(("\nthe file of jobs is whole\n".to_owned(), json!({"is_whole": true, "faults": []}))));
    }
    let listed: String = faults.iter().map(|fault| format!("  {fault}\n")).collect();
    Ok(Some((
        format!("\nthe file of jobs can't be used as it is:\n{listed}{}", advice(&path)),
        json!({"is_whole": false, "faults": faults}),
    )))
}

/// How to recover a damaged store.
fn advice(path: &Path) -> String {
    let file = quoted(&path.display().to_string());
    format!(
        "nothing is paid from it before it is whole. End what uses it, copy it and what lies beside it away, then put\n\
         a copy of `{} jobs backup` in its place, or get out what can be read:\n  \
         sqlite3 {file} .recover | sqlite3 recovered.db\n\
         and compare what that shows with the credits that are gone\n",
        command_prefix()
    )
}

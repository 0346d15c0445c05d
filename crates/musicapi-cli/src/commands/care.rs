//! What keeps the file of jobs fit: checked by `doctor`, copied and pruned by `jobs`.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::jobs::Pruning;
use crate::cli::options::Common;
use crate::context::database::Store;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::invocation::{musicapi, quoted};
use crate::output::report::Report;
use crate::output::words::counted;

/// Copies the file of jobs.
pub(crate) async fn backup(store: &Store, file: &str) -> Result<Report, Failure> {
    store.jobs.backup(file).await?;
    Ok(Report::new(format!("all jobs are in {file} too\n"), json!({"backup": file})))
}

/// Takes away what is long over.
pub(crate) async fn prune(store: &Store, prune: &Pruning) -> Result<Report, Failure> {
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
    let told = json!({"dry_run": prune.dry_run, "jobs": gone.jobs, "emptied": gone.emptied, "credits": gone.credits});
    Ok(Report::new(text, told))
}

/// Whether the file of jobs is whole, in words and for programs; none if there is no file.
pub(crate) async fn examine(common: &Common, settings: &Settings) -> Result<Option<(String, Value)>, Failure> {
    let Some(path) = Store::path(common, settings)?.filter(|path| path.exists()) else { return Ok(None) };
    let checked = async {
        // Who may write takes away what closed the file.
        let store = match Store::open(common, settings).await {
            Ok(store) => store,
            Err(_) => Store::look(common, settings).await?,
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

/// How rows are got out of a damaged file.
fn advice(path: &Path) -> String {
    let file = quoted(&path.display().to_string());
    format!(
        "nothing is paid from it before it is whole. End what uses it, copy it and what lies beside it away, then put\n\
         a copy of `{} jobs backup` in its place, or get out what can be read:\n  \
         sqlite3 {file} .recover | sqlite3 recovered.db\n\
         and compare what that shows with the credits that are gone\n",
        musicapi()
    )
}

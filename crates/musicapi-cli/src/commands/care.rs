//! What keeps the file of jobs fit: checked by `doctor`, copied and pruned by `jobs`.

use std::path::Path;
use std::time::{Duration, SystemTime};

use clap::Args;
use serde_json::{Value, json};

use crate::cli::command_line::Common;
use crate::commands::completions::{musicapi, quoted};
use crate::context::database::Store;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::table::counted;

/// What is taken away.
#[derive(Debug, Args)]
pub(crate) struct Pruning {
    /// Takes away what was over before this day, as in 2026-05-31 (UTC)
    #[arg(long, value_name = "DATE", value_parser = day)]
    before: SystemTime,
    /// Only says what would be taken away
    #[arg(long)]
    dry_run: bool,
}

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

/// The beginning of a day in UTC.
fn day(text: &str) -> Result<SystemTime, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let wrong = || "a day is written as in 2026-05-31".to_owned();
    let [year, month, day] = parts[..] else { return Err(wrong()) };
    let number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u64>().ok()).flatten();
    let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day)) else { return Err(wrong()) };
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = |month: u64| match month {
        2 => 28 + u64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=length(month)).contains(&day) {
        return Err(wrong());
    }
    let years: u64 = (1970..year).map(|year| 365 + u64::from(is_leap(year))).sum();
    let days = years + (1..month).map(length).sum::<u64>() + day - 1;
    Ok(SystemTime::UNIX_EPOCH + Duration::from_secs(days * 24 * 60 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_its_beginning() {
        let seconds =
            |text| day(text).map(|day| day.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs()));
        assert_eq!((seconds("1970-01-01"), seconds("2026-11-30")), (Ok(0), Ok(1_796_040_000 - 1_796_040_000 % 86_400)));
        assert_eq!(seconds("2024-02-29"), Ok(1_709_164_800));
        for wrong in ["", "2026-13-01", "2026-02-29", "2026-04-31", "yesterday", "2026-1", "26-01-01", "2026-+1-01"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}

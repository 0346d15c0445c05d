//! The subcommands of `musicapi jobs`, as clap reads them.

use std::time::SystemTime;

use clap::{Args, Subcommand, ValueHint};
use musicapi_jobs::State;

use crate::cli::suggestions::Suggestions;
use crate::output::date::start_of;

/// The subcommands of `jobs`.
#[derive(Debug, Subcommand)]
pub(crate) enum Jobs {
    /// List jobs, the newest first
    ///
    /// With --json they are in the order of their numbers, and all of them unless --limit says otherwise. Days are days in UTC.
    ///
    /// Example: musicapi jobs list --state running
    List {
        #[command(flatten)]
        filter: JobFilter,
        /// List at most so many [default: 20]
        #[arg(long, value_name = "NUMBER", conflicts_with = "all", value_parser = at_least_one)]
        limit: Option<usize>,
        /// List all jobs
        #[arg(long)]
        all: bool,
    },
    /// Show what was spent, by day or by batch
    ///
    /// Days are days in UTC, on which a call was last sent.
    ///
    /// Example: musicapi jobs bill --by day --csv
    Bill {
        /// What a line is for
        #[arg(long, value_enum, default_value = "day")]
        by: GroupBy,
        /// Print the bill as CSV
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Show one job in full
    ///
    /// Example: musicapi jobs show 1
    Show {
        /// Job number, from `jobs list`
        job: i64,
    },
    /// Wait for a job that was sent, and download its clips
    ///
    /// Example: musicapi jobs wait 1
    Wait {
        /// Job number, from `jobs list`
        job: i64,
    },
    /// Resume a job, or all that aren't over; a job that failed or was refused is sent again
    ///
    /// Example: musicapi jobs resume
    Resume {
        /// Job number, from `jobs list` [default: all that aren't over]
        job: Option<i64>,
    },
    /// Settle jobs in doubt: check the balance, or record what you found out
    ///
    /// The balance proves nothing if anybody else uses the account. What wasn't charged is sent by `resume`.
    ///
    /// Example: musicapi jobs reconcile
    Reconcile {
        /// Job number, from `jobs list` [default: all that are in doubt]
        job: Option<i64>,
        /// Record that the account wasn't charged
        #[arg(long, requires = "job", conflicts_with = "task")]
        not_charged: bool,
        /// Record that it was charged, and that this is its task
        #[arg(long, requires = "job", value_name = "TASK")]
        task: Option<String>,
    },
    /// Stop working on a job; its cost stays in the bill
    ///
    /// Example: musicapi jobs forget 1
    Forget {
        /// Job number, from `jobs list`
        job: i64,
    },
    /// Copy the file of jobs into a new file, while others work with it
    ///
    /// Example: musicapi jobs backup jobs-2026-05-31.db
    Backup {
        /// New file
        #[arg(value_hint = ValueHint::FilePath)]
        file: String,
    },
    /// Remove jobs that ended before a day, never open ones or ones in doubt; the sums of the bill stay
    ///
    /// Of batches it stays known what was sent, so that none of it is paid for again.
    ///
    /// Example: musicapi jobs prune --before 2026-05-31 --dry-run
    Prune {
        #[command(flatten)]
        prune: PruneOptions,
    },
}

/// Flags that select jobs.
#[derive(Debug, Args)]
pub(crate) struct JobFilter {
    /// Only jobs of the batch of this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) batch: Option<String>,
    /// Only jobs in this state
    #[arg(long, value_parser = Suggestions::of(State::ALL.iter().map(|state| state.word().replace(' ', "-"))))]
    pub(crate) state: Option<String>,
    /// Only jobs that were sent on this day or later, as in 2026-05-31
    #[arg(long, value_name = "DAY", value_parser = start_of)]
    pub(crate) since: Option<SystemTime>,
    /// Only jobs that were sent on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = start_of)]
    pub(crate) until: Option<SystemTime>,
    /// Only jobs with these words in their request, titles or files
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
}

/// What the lines of a bill are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum GroupBy {
    Day,
    Batch,
}

/// Flags of `prune`.
#[derive(Debug, Args)]
pub(crate) struct PruneOptions {
    /// Remove what was over before this day, as in 2026-05-31 (UTC)
    #[arg(long, value_name = "DATE", value_parser = start_of)]
    pub(crate) before: SystemTime,
    /// Only say what would be removed
    #[arg(long)]
    pub(crate) dry_run: bool,
}

fn at_least_one(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|number| *number > 0).ok_or("it must be a whole number from 1")
}

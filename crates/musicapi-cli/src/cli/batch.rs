//! The subcommands of `musicapi batch`, as clap reads them.

use std::num::NonZero;

use clap::{Args, Subcommand, ValueHint};
use encoding_rs::Encoding;
use musicapi_jobs::Options;

use crate::cli::options::{DryRun, Out};

/// The subcommands of `batch`.
#[derive(Debug, Subcommand)]
pub(crate) enum Batch {
    /// Make every song in a file; resumes an earlier run
    ///
    /// The file is one of JSON lines, CSV or YAML, and as long as you like; YAML, and a list in JSON, are read into memory as a whole.
    /// A row holds the fields of a request and, if need be, `operation`, `name`, `out` and `count`. A row that was sent is never sent
    /// again by itself, wherever it moves and however the file is called; a row that is edited is a new song.
    ///
    /// Example: musicapi batch run songs.jsonl --out album --max-credits 1500
    Run {
        /// File with the rows, or - for standard input
        #[arg(value_hint = ValueHint::FilePath)]
        file: String,
        /// Encoding of the file, such as windows-1252 [default: UTF-8 or UTF-16, as its bytes say]
        #[arg(long, value_name = "NAME", value_parser = encoding)]
        encoding: Option<&'static Encoding>,
        #[command(flatten)]
        run_options: RunOptions,
        #[command(flatten)]
        duplicates: Duplicates,
        #[command(flatten)]
        out: Out,
        #[command(flatten)]
        dry_run: DryRun,
    },
    /// Show how far a batch is, and its bill
    ///
    /// Example: musicapi batch status songs.jsonl
    Status {
        /// File with the rows
        #[arg(value_hint = ValueHint::FilePath)]
        file: String,
    },
    /// Go on with a batch, without reading its file again
    ///
    /// Example: musicapi batch resume songs.jsonl
    Resume {
        /// File with the rows, which need not exist any more
        #[arg(value_hint = ValueHint::FilePath)]
        file: String,
        /// Send rows again that failed or were refused; what that costs is said first
        #[arg(long)]
        failed: bool,
        #[command(flatten)]
        run_options: RunOptions,
    },
    /// Print the JSON Schema of a row
    ///
    /// Example: musicapi batch schema
    Schema,
}

/// Flags that `run` and `resume` share.
#[derive(Debug, Args)]
pub(crate) struct RunOptions {
    /// Spend no more than this on the whole batch, including earlier runs; remembered until you change it
    #[arg(long, value_name = "CREDITS")]
    pub(crate) max_credits: Option<u64>,
    /// Number of songs in progress at a time
    #[arg(long, default_value = Options::default().concurrency.to_string(), value_name = "NUMBER")]
    pub(crate) concurrency: NonZero<usize>,
    /// Settle jobs in doubt by the balance before anything is sent; only right if nobody else uses the account
    #[arg(long)]
    pub(crate) reconcile: bool,
}

/// Flags for rows that another batch has already made.
#[derive(Debug, Args)]
pub(crate) struct Duplicates {
    /// Leave out rows that were made in another batch, or wait there to be sent
    #[arg(long, conflicts_with = "again")]
    pub(crate) skip_made: bool,
    /// Pay for rows again that were made in another batch
    #[arg(long)]
    pub(crate) again: bool,
}

/// Finds an encoding by its label in the WHATWG Encoding Standard.
fn encoding(name: &str) -> Result<&'static Encoding, &'static str> {
    let known = Encoding::for_label_no_replacement(name.as_bytes());
    known.ok_or("there is no such encoding; it is one such as windows-1252, windows-1251 or shift_jis")
}

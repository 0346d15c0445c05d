//! `musicapi batch`: many songs from one file.

use std::collections::{BTreeSet, HashSet};
use std::num::NonZero;
use std::path::Path;

use clap::{Args, Subcommand, ValueHint};
use musicapi::Policy;
use musicapi_jobs::{Job, Options, Plan, Scope, State, Work};
use serde_json::{Value, json};

use crate::batch::estimate::{Estimate, Load, Speed};
use crate::batch::rows;
use crate::batch::schema;
use crate::calls::run_jobs;
use crate::cli::command_line::{Common, DryRun, Out};
use crate::commands::completions::{musicapi, quoted};
use crate::commands::jobs;
use crate::context::database::Store;
use crate::context::session::{Files, Session};
use crate::context::settings::Settings;
use crate::output::failure::{Failure, tell};
use crate::output::report::Report;
use crate::output::table::counted;

/// What can be done with a batch.
#[derive(Debug, Subcommand)]
pub(crate) enum Batch {
    /// Makes all songs of a file, and goes on where it was ended
    ///
    /// The file is one of JSON lines, CSV or YAML. A row holds the fields of a request and, if need be, `operation`, `name`, `out`
    /// and `count`. The batch is what the file says: rows that were sent are not sent again, and must stay as they are; others may be
    /// changed, added below, and taken out at the end.
    ///
    /// Example: musicapi batch run songs.jsonl --out album --max-credits 1500
    Run {
        /// The file with the rows
        #[arg(value_hint = ValueHint::FilePath)]
        file: String,
        #[command(flatten)]
        how: How,
        #[command(flatten)]
        out: Out,
        #[command(flatten)]
        dry_run: DryRun,
    },
    /// Shows how far it is, and the bill
    ///
    /// Example: musicapi batch status songs.jsonl
    Status {
        /// The file with the rows
        #[arg(value_hint = ValueHint::FilePath)]
        file: String,
    },
    /// Goes on with what was begun, without reading the file again
    ///
    /// Example: musicapi batch resume songs.jsonl
    Resume {
        /// The file with the rows; it need not be there any more
        #[arg(value_hint = ValueHint::FilePath)]
        file: String,
        /// Sends rows again that failed or were refused; what that costs is said first
        #[arg(long)]
        failed: bool,
        #[command(flatten)]
        how: How,
    },
    /// Prints the JSON Schema of a row
    ///
    /// Example: musicapi batch schema
    Schema,
}

/// How a batch is run.
#[derive(Debug, Args)]
pub(crate) struct How {
    /// Spends no more than this on the whole batch, with what was spent before; it holds until another is said
    #[arg(long, value_name = "CREDITS")]
    max_credits: Option<u64>,
    /// How many songs are under way at a time
    #[arg(long, default_value = Options::default().concurrency.to_string(), value_name = "NUMBER")]
    concurrency: NonZero<usize>,
    /// Asks the balance about what is in doubt, before anything is sent; only right if nobody else uses the account
    #[arg(long)]
    reconcile: bool,
}

impl How {
    /// The command that goes on in the same way, but for the limit.
    fn resume(&self, file: &str) -> String {
        let mut line = format!("{} batch resume {}", musicapi(), quoted(file));
        if self.concurrency.get() != Options::default().concurrency {
            line.push_str(&format!(" --concurrency {}", self.concurrency));
        }
        line.push_str(if self.reconcile { " --reconcile" } else { "" });
        line
    }
}

/// Does what was said.
pub(crate) async fn run(command: Batch, common: &Common, settings: &Settings) -> Result<Report, Failure> {
    match command {
        Batch::Run { file, how, out, dry_run } => {
            let files = Files::named(&out, settings);
            let work = rows::read(&file, &files, settings)?;
            let there = if dry_run.dry_run {
                Some(Store::look(common, settings).await?)
            } else {
                Store::find(common, settings).await?
            };
            let plan = match &there {
                Some(store) => store.jobs.plan(&name(&file), &work).await.map_err(unchanged)?,
                None => Plan::of_new(&work)?,
            };
            if dry_run.dry_run {
                let policy = settings.pace(common.mock).policy(Policy::default());
                return Ok(shown(&file, &work, &plan, &policy, how.concurrency.get()));
            }
            // What can't be written is better known before anything is paid for.
            let open: HashSet<&str> = plan.open.iter().map(String::as_str).collect();
            let fetched = work.iter().filter(|work| open.contains(work.key.as_str()));
            let folders: BTreeSet<_> = fetched.filter_map(|work| Some(Files::noted(&work.note)?.folder)).collect();
            for folder in folders {
                Files { folder, tags: files.tags }.made()?;
            }
            let session = Session::open(common, settings).await?;
            let store = match there {
                Some(store) => store,
                None => Store::open(common, settings).await?,
            };
            store.bind(&session).await?;
            store.jobs.set(&name(&file), &work, how.max_credits).await.map_err(unchanged)?;
            go_on(&session, &store, &file, &how).await
        }
        Batch::Status { file } => {
            let store = Store::look(common, settings).await?;
            let report = {
                let policy = settings.pace(common.mock).policy(Policy::default());
                jobs::status(&store, &scope(&store, &file).await?, &policy).await?
            };
            let limit = store.jobs.limit(&name(&file)).await?;
            let text = limit.map(|limit| format!("at most {limit} credits may be spent on it\n")).unwrap_or_default();
            Ok(report.and(&text, json!({"max_credits": limit})))
        }
        Batch::Resume { file, failed, how } => {
            let store = Store::open(common, settings).await?;
            let scope = scope(&store, &file).await?;
            let session = Session::open(common, settings).await?;
            store.bind(&session).await?;
            if let Some(credits) = how.max_credits {
                store.jobs.set_limit(&name(&file), credits).await?;
            }
            if failed {
                send_again(&store, &scope).await?;
            }
            go_on(&session, &store, &file, &how).await
        }
        Batch::Schema => {
            let schema = schema::row();
            Ok(Report::new(format!("{schema:#}\n"), json!({"schema": schema})))
        }
    }
}

/// What is wrong with rows, and what may be done about it.
fn unchanged(error: musicapi_jobs::Error) -> Failure {
    let is_of_rows = error.kind() == musicapi_jobs::ErrorKind::Invalid;
    let failure = Failure::from(error);
    if is_of_rows {
        failure.and("rows that were sent must stay as they are; add others below, or use another file")
    } else {
        failure
    }
}

/// Lets the rows that failed or were refused be sent again, and says what that costs.
async fn send_again(store: &Store, scope: &Scope) -> Result<(), Failure> {
    let jobs = store.jobs.list(scope).await?.into_iter();
    let jobs: Vec<Job> = jobs.filter(|job| matches!(job.state, State::Failed | State::Refused)).collect();
    let credits: u64 = jobs.iter().filter_map(|job| job.credits).map(u64::from).sum();
    let unpriced = jobs.iter().filter(|job| job.credits.is_none()).count();
    let unknown = if unpriced > 0 { format!(", and {unpriced} whose price isn't documented") } else { String::new() };
    let count = counted(jobs.len() as u64, "row");
    tell(&format!(
        "{count} that failed or were refused: sent again for {credits} credits (documented prices){unknown}"
    ));
    for job in jobs {
        store.jobs.resume(job.id).await?;
    }
    Ok(())
}

/// A batch is known by its file, from whatever folder that is named, whether or not it is there any more.
fn name(file: &str) -> String {
    let path = Path::new(file);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let absolute = match (std::fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => Ok(folder.join(name)),
        _ => std::path::absolute(path),
    };
    absolute.map_or_else(|_| file.to_owned(), |path| path.display().to_string())
}

/// The jobs of a batch that was run.
pub(crate) async fn scope(store: &Store, file: &str) -> Result<Scope, Failure> {
    let scope = Scope::Batch(name(file));
    if store.jobs.progress(&scope).await?.total() == 0 {
        let begin = format!("begin with `{} batch run {}`", musicapi(), quoted(file));
        return Err(Failure::usage(format!("nothing of {file} was run; {begin}")));
    }
    Ok(scope)
}

async fn go_on(session: &Session, store: &Store, file: &str, how: &How) -> Result<Report, Failure> {
    let scope = Scope::Batch(name(file));
    let How { max_credits: _, concurrency, reconcile } = *how;
    let resume = how.resume(file);
    let options = Options { scope, concurrency: concurrency.get(), reconcile, ..Options::default() };
    run_jobs::work(session, store, options, &resume).await
}

/// What would be sent, what that would cost, and what was sent already.
fn shown(file: &str, work: &[Work], plan: &Plan, policy: &Policy, concurrency: usize) -> Report {
    let keys: HashSet<&str> = plan.to_send.iter().map(String::as_str).collect();
    let calls: Vec<&Work> = work.iter().filter(|work| keys.contains(work.key.as_str())).collect();
    let (credits, unpriced) = (plan.credits, plan.unpriced);
    let unknown = if unpriced > 0 { format!(", and {unpriced} whose price isn't documented") } else { String::new() };
    let operations = calls.iter().map(|work| work.operation.as_str());
    let speed = Speed::of(operations, policy, concurrency);
    let left = speed.and_then(|speed| speed.left(Load { to_send: calls.len() as u64, ..Load::default() }));
    let time = left.map(|left| format!("it would take {}, as songs usually do\n", left.in_words()));
    let before = match plan.sent {
        0 => String::new(),
        sent => format!("{sent} {} sent before, for {} credits\n", if sent == 1 { "was" } else { "were" }, plan.spent),
    };
    let text = format!(
        "{} of {file} would cost {credits} credits (documented prices){unknown}; nothing was sent\n{before}{}",
        counted(calls.len() as u64, "call"),
        time.unwrap_or_default(),
    );
    let calls: Vec<Value> =
        calls.iter().map(|work| json!({"key": work.key, "operation": work.operation, "body": work.request})).collect();
    let left = left.map(Estimate::told);
    let before = json!({"calls": plan.sent, "credits": plan.spent});
    Report::new(
        text,
        json!({
            "dry_run": true, "credits": credits, "unpriced": unpriced, "left_s": left, "calls": calls, "sent_before": before,
        }),
    )
}

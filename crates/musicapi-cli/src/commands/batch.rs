//! `musicapi batch`: many songs from one file.
//!
//! `run` checks all rows, finds the batch that they belong to, plans which rows must be sent, and reports edits and missing funds. Only
//! then does it store the jobs and work on them. `--dry-run` stops after the plan.

use musicapi::Policy;
use musicapi_jobs::{Job, MadeElsewhere, Options, Plan, Scope, State};
use serde_json::json;

use crate::batch::bill::status;
use crate::batch::estimate::{Estimate, Load, Speed};
use crate::batch::identity::{self, Identity};
use crate::batch::preflight::{Funds, PlanDetails, made_elsewhere};
use crate::batch::rows::{Checked, Rows};
use crate::batch::{run_jobs, schema};
use crate::cli::batch::{Batch, Duplicates, RunOptions};
use crate::cli::options::Common;
use crate::context::database::Store;
use crate::context::files::Files;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::invocation::{command_prefix, quoted};
use crate::output::report::Report;
use crate::output::streams::eprint_line;
use crate::output::words::counted;

impl Duplicates {
    fn made_elsewhere(&self) -> MadeElsewhere {
        match self {
            Self { skip_made: true, .. } => MadeElsewhere::LeaveOut,
            Self { again: true, .. } => MadeElsewhere::Again,
            _ => MadeElsewhere::Refuse,
        }
    }

    /// Fails if rows were made in another batch and no flag says what to do about them.
    fn refuses(&self, plan: &Plan, checked: &Checked, account: Option<&str>) -> Result<(), Failure> {
        match self.made_elsewhere() {
            MadeElsewhere::Refuse if !plan.elsewhere.is_empty() => Err(made_elsewhere(plan, checked, account)),
            _ => Ok(()),
        }
    }
}

impl RunOptions {
    /// The command that resumes the run with the same flags, except for the limit.
    fn resume(&self, file: &str) -> String {
        let mut line = format!("{} batch resume {}", command_prefix(), quoted(file));
        if self.concurrency.get() != Options::default().concurrency {
            line.push_str(&format!(" --concurrency {}", self.concurrency));
        }
        line.push_str(if self.reconcile { " --reconcile" } else { "" });
        line
    }
}

/// Runs a subcommand.
pub(crate) async fn run(command: Batch, common: &Common, settings: &Settings) -> Result<Report, Failure> {
    match command {
        Batch::Run { file, encoding, run_options, duplicates, out, dry_run } if dry_run.dry_run => {
            let rows = Rows::open(&file, encoding, &Files::from_options(&out, settings), settings)?;
            preview(&file, &rows, &run_options, &duplicates, common, settings).await
        }
        Batch::Run { file, encoding, run_options, duplicates, out, dry_run: _ } => {
            let files = Files::from_options(&out, settings);
            let rows = Rows::open(&file, encoding, &files, settings)?;
            begin(&file, &rows, &run_options, &duplicates, common, settings).await
        }
        Batch::Status { file } => {
            let store = Store::open_read_only(common, settings).await?;
            let batch = identity::found(&store, &file).await?;
            let limit = store.jobs.limit(&batch).await?;
            let policy = settings.pace(common.mock).policy(Policy::default());
            let report = status(&store, &Scope::Batch(batch), &policy).await?;
            let text = limit.map(|limit| format!("at most {limit} credits may be spent on it\n")).unwrap_or_default();
            Ok(report.and(&text, json!({"max_credits": limit})))
        }
        Batch::Resume { file, failed, run_options } => {
            let store = Store::open(common, settings).await?;
            let batch = identity::found(&store, &file).await?;
            let session = Session::open(common, settings).await?;
            store.bind(&session).await?;
            if let Some(credits) = run_options.max_credits {
                store.jobs.set_limit(&batch, credits).await?;
            }
            let scope = Scope::Batch(batch);
            if failed {
                send_again(&store, &scope).await?;
            }
            work_on(&session, &store, scope, &file, &run_options).await
        }
        Batch::Schema => {
            let schema = schema::row();
            Ok(Report::new(format!("{schema:#}\n"), json!({"schema": schema})))
        }
    }
}

/// Shows what a run would do. It needs no key, and writes nothing.
async fn preview(
    file: &str,
    rows: &Rows,
    run_options: &RunOptions,
    duplicates: &Duplicates,
    common: &Common,
    settings: &Settings,
) -> Result<Report, Failure> {
    let checked = rows.check()?;
    let store = Store::open_read_only(common, settings).await?;
    let session = Session::open(common, settings).await;
    let session = session.as_ref().map_err(|failure| format!("the balance wasn't asked: {}", failure.message()));
    let batch = Identity::of(&store.jobs, file, rows, &checked).await?;
    let plan = store.jobs.plan_from(&batch.batch, &checked.wanted, duplicates.made_elsewhere()).await?;
    let account = session.as_ref().ok().map(|session| session.client.account_digest());
    duplicates.refuses(&plan, &checked, account)?;
    let limit = match run_options.max_credits {
        Some(credits) => Some(credits),
        None => store.jobs.limit(&batch.batch).await?,
    };
    let funds = Funds::of(session, &plan, limit).await;
    let details = PlanDetails::of(rows, &plan, &store.jobs, true, common.json).await?;
    let policy = settings.pace(common.mock).policy(Policy::default());
    let lines = batch.notice(rows).into_iter().chain(checked.warnings).chain(details.lines(rows, &plan));
    let lines: Vec<String> = lines.chain(left_out(&plan)).chain(funds.lines(&plan)).collect();
    let more = funds.json(&plan);
    Ok(dry_run_report(rows, &plan, details, &policy, run_options.concurrency.get()).and(&text(&lines), more))
}

/// Stores the rows of the file as the jobs of its batch, and works on them.
async fn begin(
    file: &str,
    rows: &Rows,
    run_options: &RunOptions,
    duplicates: &Duplicates,
    common: &Common,
    settings: &Settings,
) -> Result<Report, Failure> {
    let checked = rows.check()?;
    // Create folders before anything is paid for, and the store only after every other check.
    let there = Store::open_existing(common, settings).await?;
    let planned = match &there {
        Some(store) => {
            let batch = Identity::of(&store.jobs, file, rows, &checked).await?;
            let plan = store.jobs.plan_from(&batch.batch, &checked.wanted, duplicates.made_elsewhere()).await?;
            Some((batch, plan))
        }
        None => None,
    };
    let is_open = planned.as_ref().is_none_or(|(_, plan)| !plan.open.is_empty());
    for folder in checked.folders.iter().filter(|_| is_open) {
        Files { folder: folder.clone(), tags: true }.create()?;
    }
    let session = Session::open(common, settings).await?;
    let store = match there {
        Some(store) => store,
        None => Store::open(common, settings).await?,
    };
    store.bind(&session).await?;
    let (batch, plan) = match planned {
        Some(planned) => planned,
        None => {
            let batch = Identity::of(&store.jobs, file, rows, &checked).await?;
            (batch, Plan::of_spec(&checked.wanted)?)
        }
    };
    duplicates.refuses(&plan, &checked, Some(session.client.account_digest()))?;
    let details = PlanDetails::of(rows, &plan, &store.jobs, false, false).await?;
    let lines = batch.notice(rows).into_iter().chain(checked.warnings).chain(details.lines(rows, &plan));
    lines.chain(left_out(&plan)).for_each(|line| eprint_line(&line));
    let batch = batch.settle(&store.jobs).await?;
    let limit = match run_options.max_credits {
        Some(credits) => Some(credits),
        None => store.jobs.limit(&batch).await?,
    };
    Funds::of(Ok(&session), &plan, limit).await.missing(&plan).iter().for_each(|line| eprint_line(line));
    let work = rows.work()?.map(|work| work.map(|(_, work)| work));
    store.jobs.set_from(&batch, &checked.wanted, work, duplicates.made_elsewhere(), run_options.max_credits).await?;
    let file = if rows.is_stream() { &batch } else { file };
    work_on(&session, &store, Scope::Batch(batch.clone()), file, run_options).await
}

/// How many rows are left out because another batch has them.
fn left_out(plan: &Plan) -> Option<String> {
    let verb = if plan.left_out == 1 { "is" } else { "are" };
    (plan.left_out > 0)
        .then(|| format!("{} {verb} left out: made in another batch, or waiting there", counted(plan.left_out, "row")))
}

fn text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Resumes the rows that failed or were refused, and says what that costs.
async fn send_again(store: &Store, scope: &Scope) -> Result<(), Failure> {
    let (mut jobs, mut credits, mut unpriced) = (Vec::new(), 0, 0);
    let look = |job: Job| {
        // Rows that were removed from the file aren't wanted any more.
        if matches!(job.state, State::Failed | State::Refused) && !job.is_withdrawn {
            jobs.push(job.id);
            credits += job.credits.map_or(0, u64::from);
            unpriced += u64::from(job.credits.is_none());
        }
    };
    store.for_each_job(scope, look).await?;
    let unknown = if unpriced > 0 { format!(", and {unpriced} whose price isn't documented") } else { String::new() };
    let count = counted(jobs.len() as u64, "row");
    eprint_line(&format!(
        "{count} that failed or were refused: sent again for {credits} credits (expected prices){unknown}"
    ));
    for job in jobs {
        store.jobs.resume(job).await?;
    }
    Ok(())
}

async fn work_on(
    session: &Session,
    store: &Store,
    scope: Scope,
    file: &str,
    run_options: &RunOptions,
) -> Result<Report, Failure> {
    let RunOptions { max_credits: _, concurrency, reconcile } = *run_options;
    let resume = run_options.resume(file);
    let options = Options { scope, concurrency: concurrency.get(), reconcile, ..Options::default() };
    run_jobs::work(session, store, options, &resume).await
}

/// The report of a dry run: what would be sent, its cost, and what was sent before.
fn dry_run_report(rows: &Rows, plan: &Plan, details: PlanDetails, policy: &Policy, concurrency: usize) -> Report {
    let (credits, unpriced, count) = (plan.credits, plan.unpriced, plan.to_send.len() as u64);
    let unknown = if unpriced > 0 { format!(", and {unpriced} whose price isn't documented") } else { String::new() };
    let speed = Speed::of(details.operations.iter().map(String::as_str), policy, concurrency);
    let left = speed.and_then(|speed| speed.left(Load { to_send: count, ..Load::default() }));
    let time = left.map(|left| format!("it would take {}, as songs usually do\n", left.in_words()));
    let mut before = match plan.sent {
        0 => String::new(),
        sent => format!("{sent} {} sent before, for {} credits\n", if sent == 1 { "was" } else { "were" }, plan.spent),
    };
    if plan.gone > 0 {
        let verb = if plan.gone == 1 { "is" } else { "are" };
        before
            .push_str(&format!("{} of these {verb} no longer in the file, and in the bill all the same\n", plan.gone));
    }
    let text = format!(
        "{} of {} would cost {credits} credits (expected prices){unknown}; nothing was sent\n{}{before}{}",
        counted(count, "call"),
        rows.name(),
        details.prices.lines(),
        time.unwrap_or_default(),
    );
    let left = left.map(Estimate::to_json);
    let before = json!({"calls": plan.sent, "credits": plan.spent, "gone": plan.gone});
    let edited = details.edited();
    Report::new(
        text,
        json!({
            "dry_run": true, "credits": credits, "unpriced": unpriced, "left_s": left, "calls": details.calls,
            "sent_before": before, "prices": details.prices.json(), "edited": edited, "left_out": plan.left_out,
        }),
    )
}

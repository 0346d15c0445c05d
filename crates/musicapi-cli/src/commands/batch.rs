//! `musicapi batch`: many songs from one file.

use musicapi::Policy;
use musicapi_jobs::{Job, MadeElsewhere, Options, Plan, Scope, State};
use serde_json::json;

use crate::batch::before::{Funds, Rest, made_elsewhere};
use crate::batch::bill::status;
use crate::batch::estimate::{Estimate, Load, Speed};
use crate::batch::identity::{self, Identity};
use crate::batch::rows::{Checked, Rows};
use crate::batch::{run_jobs, schema};
use crate::cli::batch::{Batch, How, Twice};
use crate::cli::options::Common;
use crate::context::database::Store;
use crate::context::files::Files;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::invocation::{musicapi, quoted};
use crate::output::report::Report;
use crate::output::streams::tell;
use crate::output::words::counted;

impl Twice {
    fn made_elsewhere(&self) -> MadeElsewhere {
        match self {
            Self { skip_made: true, .. } => MadeElsewhere::LeaveOut,
            Self { again: true, .. } => MadeElsewhere::Again,
            _ => MadeElsewhere::Refuse,
        }
    }

    /// Fails if somebody has to decide.
    fn refuses(&self, plan: &Plan, checked: &Checked, account: Option<&str>) -> Result<(), Failure> {
        match self.made_elsewhere() {
            MadeElsewhere::Refuse if !plan.elsewhere.is_empty() => Err(made_elsewhere(plan, checked, account)),
            _ => Ok(()),
        }
    }
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
        Batch::Run { file, encoding, how, twice, out, dry_run } if dry_run.dry_run => {
            let rows = Rows::open(&file, encoding, &Files::named(&out, settings), settings)?;
            try_out(&file, &rows, &how, &twice, common, settings).await
        }
        Batch::Run { file, encoding, how, twice, out, dry_run: _ } => {
            let files = Files::named(&out, settings);
            let rows = Rows::open(&file, encoding, &files, settings)?;
            begin(&file, &rows, &how, &twice, common, settings).await
        }
        Batch::Status { file } => {
            let store = Store::look(common, settings).await?;
            let batch = identity::found(&store, &file).await?;
            let limit = store.jobs.limit(&batch).await?;
            let policy = settings.pace(common.mock).policy(Policy::default());
            let report = status(&store, &Scope::Batch(batch), &policy).await?;
            let text = limit.map(|limit| format!("at most {limit} credits may be spent on it\n")).unwrap_or_default();
            Ok(report.and(&text, json!({"max_credits": limit})))
        }
        Batch::Resume { file, failed, how } => {
            let store = Store::open(common, settings).await?;
            let batch = identity::found(&store, &file).await?;
            let session = Session::open(common, settings).await?;
            store.bind(&session).await?;
            if let Some(credits) = how.max_credits {
                store.jobs.set_limit(&batch, credits).await?;
            }
            let scope = Scope::Batch(batch);
            if failed {
                send_again(&store, &scope).await?;
            }
            go_on(&session, &store, scope, &file, &how).await
        }
        Batch::Schema => {
            let schema = schema::row();
            Ok(Report::new(format!("{schema:#}\n"), json!({"schema": schema})))
        }
    }
}

/// Says what a run would do. It needs no key, and writes nothing.
async fn try_out(
    file: &str,
    rows: &Rows,
    how: &How,
    twice: &Twice,
    common: &Common,
    settings: &Settings,
) -> Result<Report, Failure> {
    let checked = rows.check()?;
    let store = Store::look(common, settings).await?;
    let session = Session::open(common, settings).await;
    let session = session.as_ref().map_err(|failure| format!("the balance wasn't asked: {}", failure.message()));
    let batch = Identity::of(&store.jobs, file, rows, &checked).await?;
    let plan = store.jobs.plan_from(&batch.batch, &checked.wanted, twice.made_elsewhere()).await?;
    let account = session.as_ref().ok().map(|session| session.client.account_digest());
    twice.refuses(&plan, &checked, account)?;
    let limit = match how.max_credits {
        Some(credits) => Some(credits),
        None => store.jobs.limit(&batch.batch).await?,
    };
    let funds = Funds::of(session, &plan, limit).await;
    let rest = Rest::of(rows, &plan, &store.jobs, true, common.json).await?;
    let policy = settings.pace(common.mock).policy(Policy::default());
    let lines = batch.told(rows).into_iter().chain(checked.doubts).chain(rest.told(rows, &plan));
    let lines: Vec<String> = lines.chain(left_out(&plan)).chain(funds.told(&plan)).collect();
    let more = funds.json(&plan);
    Ok(shown(rows, &plan, rest, &policy, how.concurrency.get()).and(&text(&lines), more))
}

/// Makes the batch be what the file says, and works on it.
async fn begin(
    file: &str,
    rows: &Rows,
    how: &How,
    twice: &Twice,
    common: &Common,
    settings: &Settings,
) -> Result<Report, Failure> {
    let checked = rows.check()?;
    // What can't be written is better known before anything is paid for. A store is made only once all else is right.
    let there = Store::find(common, settings).await?;
    let planned = match &there {
        Some(store) => {
            let batch = Identity::of(&store.jobs, file, rows, &checked).await?;
            let plan = store.jobs.plan_from(&batch.batch, &checked.wanted, twice.made_elsewhere()).await?;
            Some((batch, plan))
        }
        None => None,
    };
    let is_open = planned.as_ref().is_none_or(|(_, plan)| !plan.open.is_empty());
    for folder in checked.folders.iter().filter(|_| is_open) {
        Files { folder: folder.clone(), tags: true }.made()?;
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
            (batch, Plan::of_wanted(&checked.wanted)?)
        }
    };
    twice.refuses(&plan, &checked, Some(session.client.account_digest()))?;
    let rest = Rest::of(rows, &plan, &store.jobs, false, false).await?;
    let lines = batch.told(rows).into_iter().chain(checked.doubts).chain(rest.told(rows, &plan));
    lines.chain(left_out(&plan)).for_each(|line| tell(&line));
    let batch = batch.settle(&store.jobs).await?;
    let limit = match how.max_credits {
        Some(credits) => Some(credits),
        None => store.jobs.limit(&batch).await?,
    };
    Funds::of(Ok(&session), &plan, limit).await.missing(&plan).iter().for_each(|line| tell(line));
    let work = rows.work()?.map(|work| work.map(|(_, work)| work));
    store.jobs.set_from(&batch, &checked.wanted, work, twice.made_elsewhere(), how.max_credits).await?;
    let file = if rows.is_stream() { &batch } else { file };
    go_on(&session, &store, Scope::Batch(batch.clone()), file, how).await
}

/// How many rows are left out since they were made elsewhere.
fn left_out(plan: &Plan) -> Option<String> {
    let verb = if plan.left_out == 1 { "is" } else { "are" };
    (plan.left_out > 0)
        .then(|| format!("{} {verb} left out: made in another batch, or waiting there", counted(plan.left_out, "row")))
}

fn text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Lets the rows that failed or were refused be sent again, and says what that costs.
async fn send_again(store: &Store, scope: &Scope) -> Result<(), Failure> {
    let (mut jobs, mut credits, mut unpriced) = (Vec::new(), 0, 0);
    let look = |job: Job| {
        // What is no longer in the file is wanted by nobody.
        if matches!(job.state, State::Failed | State::Refused) && !job.is_withdrawn {
            jobs.push(job.id);
            credits += job.credits.map_or(0, u64::from);
            unpriced += u64::from(job.credits.is_none());
        }
    };
    store.each(scope, look).await?;
    let unknown = if unpriced > 0 { format!(", and {unpriced} whose price isn't documented") } else { String::new() };
    let count = counted(jobs.len() as u64, "row");
    tell(&format!("{count} that failed or were refused: sent again for {credits} credits (expected prices){unknown}"));
    for job in jobs {
        store.jobs.resume(job).await?;
    }
    Ok(())
}

async fn go_on(session: &Session, store: &Store, scope: Scope, file: &str, how: &How) -> Result<Report, Failure> {
    let How { max_credits: _, concurrency, reconcile } = *how;
    let resume = how.resume(file);
    let options = Options { scope, concurrency: concurrency.get(), reconcile, ..Options::default() };
    run_jobs::work(session, store, options, &resume).await
}

/// What would be sent, what that would cost, and what was sent already.
fn shown(rows: &Rows, plan: &Plan, rest: Rest, policy: &Policy, concurrency: usize) -> Report {
    let (credits, unpriced, count) = (plan.credits, plan.unpriced, plan.to_send.len() as u64);
    let unknown = if unpriced > 0 { format!(", and {unpriced} whose price isn't documented") } else { String::new() };
    let speed = Speed::of(rest.operations.iter().map(String::as_str), policy, concurrency);
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
        rest.prices.told(),
        time.unwrap_or_default(),
    );
    let left = left.map(Estimate::told);
    let before = json!({"calls": plan.sent, "credits": plan.spent, "gone": plan.gone});
    let edited = rest.edited();
    Report::new(
        text,
        json!({
            "dry_run": true, "credits": credits, "unpriced": unpriced, "left_s": left, "calls": rest.calls,
            "sent_before": before, "prices": rest.prices.json(), "edited": edited, "left_out": plan.left_out,
        }),
    )
}

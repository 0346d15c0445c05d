//! `musicapi jobs`: lists, resumes and settles everything that was paid for.

use musicapi::display;
use musicapi::{ErrorKind, TaskRef, Verdict};
use musicapi_jobs::{Job, Options, SINGLE, Scope, State};
use serde_json::{Value, json};

use crate::batch::run_jobs::work;
use crate::calls::wait::parse_task;
use crate::cli::jobs::Jobs;
use crate::cli::options::Common;
use crate::commands::{bill, list, maintenance};
use crate::context::database::Store;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::invocation::command_prefix;
use crate::output::report::Report;
use crate::output::streams::eprint_line;

/// Runs a subcommand. Those that only read open the store read-only.
pub(crate) async fn run(command: Jobs, common: &Common, settings: &Settings) -> Result<Report, Failure> {
    let store = match command {
        Jobs::List { .. } | Jobs::Bill { .. } | Jobs::Show { .. } | Jobs::Backup { .. } => {
            Store::open_read_only(common, settings).await?
        }
        _ => Store::open(common, settings).await?,
    };
    match command {
        Jobs::List { filter, limit, all } => {
            let limit = limit.or((!all && !common.json).then_some(list::DEFAULT_LIMIT));
            list::run(&store, &filter, limit).await
        }
        Jobs::Bill { by, csv } => bill::run(&store, by, csv).await,
        Jobs::Show { job } => Ok(report_job(&store.jobs.show(job).await?)),
        Jobs::Wait { job } => {
            let found = store.jobs.show(job).await?;
            if found.task.is_none() {
                let text = format!("job {job} is {}: there is no task to wait for", found.state);
                return Err(Failure::usage(text).and(&format!("`{} jobs show {job}` says more", command_prefix())));
            }
            let session = session(&store, common, settings).await?;
            if found.state == State::Forgotten {
                store.jobs.resume(job).await?;
            }
            work_on(&store, &session, Scope::Job(job)).await
        }
        Jobs::Resume { job: None } => {
            let session = session(&store, common, settings).await?;
            forget_unsent(&store).await?;
            work_on(&store, &session, Scope::All).await
        }
        Jobs::Resume { job: Some(job) } => {
            // Fail for an unknown job before the service is needed.
            store.jobs.show(job).await?;
            let session = session(&store, common, settings).await?;
            store.jobs.resume(job).await?;
            work_on(&store, &session, Scope::Job(job)).await
        }
        Jobs::Reconcile { job: Some(job), not_charged: true, .. } => {
            store.jobs.settle(job, Verdict::NotCharged).await?;
            report_findings(&store, &[(job, None)]).await
        }
        Jobs::Reconcile { job: Some(job), task: Some(task), .. } => {
            let task = parse_task(&task)?;
            // Fail for an unknown job before the service is needed.
            store.jobs.show(job).await?;
            let session = session(&store, common, settings).await?;
            check_task_exists(&session, &task).await?;
            store.jobs.adopt(job, &task).await?;
            report_findings(&store, &[(job, None)]).await
        }
        Jobs::Reconcile { job, .. } => {
            let scope = job.map_or(Scope::All, Scope::Job);
            if let Some(job) = job {
                // Fail for an unknown job before the service is needed.
                store.jobs.show(job).await?;
            }
            // A job that is being sent can't be settled: its call may still be under way.
            let mut sent = Vec::<(i64, Option<&str>)>::new();
            store
                .for_each_job(&scope, |job| sent.extend((job.state == State::Sending).then_some((job.id, None))))
                .await?;
            if job.is_some() && !sent.is_empty() {
                return report_findings(&store, &sent).await;
            }
            let session = session(&store, common, settings).await?;
            let findings = store.jobs.reconcile(&session.client, &scope).await?;
            let mut findings: Vec<_> = findings.iter().map(|finding| (finding.job, finding.verdict.err())).collect();
            // A job that isn't in doubt is reported as it is.
            findings.extend(job.filter(|_| findings.is_empty()).map(|job| (job, None)));
            findings.extend(sent);
            report_findings(&store, &findings).await
        }
        Jobs::Backup { file } => maintenance::backup(&store, &file).await,
        Jobs::Prune { prune } => maintenance::prune(&store, &prune).await,
        Jobs::Forget { job } => {
            store.jobs.forget(job).await?;
            Ok(Report::new(format!("job {job} is forgotten\n"), json!({"job": store.jobs.show(job).await?})))
        }
    }
}

/// Opens a session for the service that the store belongs to.
async fn session(store: &Store, common: &Common, settings: &Settings) -> Result<Session, Failure> {
    let session = Session::open(common, settings).await?;
    store.bind(&session).await?;
    Ok(session)
}

/// Polls a task once. A task that the user names is recorded only if the service knows it, since that can't be undone.
async fn check_task_exists(session: &Session, task: &TaskRef) -> Result<(), Failure> {
    match session.client.task::<Value>(task.clone()).poll().await {
        Ok(_) => Ok(()),
        // The task exists, though it failed.
        Err(error) if error.kind() == ErrorKind::TaskFailed => Ok(()),
        Err(error) => {
            let step = if error.is_not_found() {
                "the service knows no such task"
            } else {
                "try again when it can be looked at"
            };
            Err(Failure::from(error).and(&format!("{step}; nothing was written down")))
        }
    }
}

/// Gives up single calls whose command ended before it sent them. A user who still wants one has repeated the command since.
async fn forget_unsent(store: &Store) -> Result<(), Failure> {
    let mut unsent = Vec::new();
    let look = |job: Job| {
        let is_unsent = job.state == State::Waiting && job.intent.is_none();
        unsent.extend(is_unsent.then_some(job.id));
    };
    store.for_each_job(&Scope::Batch(SINGLE.to_owned()), look).await?;
    for job in unsent {
        // Fails if a running command is about to send the job.
        if store.jobs.forget(job).await.is_ok() {
            eprint_line(&format!(
                "job {job} was never sent, and is given up; `{} jobs resume {job}` sends it after all",
                command_prefix()
            ));
        }
    }
    Ok(())
}

async fn work_on(store: &Store, session: &Session, scope: Scope) -> Result<Report, Failure> {
    let resume = match &scope {
        Scope::Job(job) => format!("{} jobs resume {job}", command_prefix()),
        _ => format!("{} jobs resume", command_prefix()),
    };
    work(session, store, Options { scope, ..Options::default() }, &resume).await
}

/// The state of jobs that were in doubt, or why they still are.
async fn report_findings(store: &Store, findings: &[(i64, Option<&str>)]) -> Result<Report, Failure> {
    let (mut text, mut jobs, mut is_open) = (String::new(), Vec::new(), false);
    for (id, why) in findings {
        let job = store.jobs.show(*id).await?;
        is_open |= matches!(job.state, State::Sending | State::InDoubt | State::Charged);
        let line = match why {
            Some(why) => format!(
                "job {id} is still in doubt: {why}\n  look at your account, then say `{} jobs reconcile {id} --not-charged` or `--task TASK`\n",
                command_prefix()
            ),
            None => format!("job {id} is {}: {}\n", job.state, advice(&job)),
        };
        text.push_str(&line);
        jobs.push(json!({"job": job, "why": why}));
    }
    if findings.is_empty() {
        text.push_str("nothing is in doubt\n");
    }
    Ok(Report::new(text, json!({"jobs": jobs})).with_code(if is_open { 6 } else { 0 }))
}

/// Shows a job in full.
fn report_job(job: &Job) -> Report {
    let mut lines = vec![
        ("job", job.id.to_string()),
        ("state", format!("{}: {}", job.state, advice(job))),
        ("operation", job.operation.clone()),
    ];
    let optional = [
        ("batch", Some(job.batch.clone()).filter(|batch| !batch.is_empty())),
        ("credits", job.credits.map(|credits| format!("{credits} (expected price)"))),
        ("task", job.task.as_ref().map(ToString::to_string)),
        ("seen", job.seen.clone()),
        ("why", job.error.clone()),
        ("came", job.unread.clone().filter(|text| !text.is_empty())),
        ("intent", job.intent.as_ref().map(|intent| intent.id.clone())),
    ];
    lines.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value?))));
    for clip in &job.clips {
        let file = clip.file.as_ref().map_or_else(|| "no file".to_owned(), |file| file.path.display().to_string());
        lines.push(("clip", format!("{} {}, {file}", clip.id.as_deref().unwrap_or("–"), clip.state)));
    }
    let mut text: String = lines.iter().map(|(name, value)| format!("{name:<10} {}\n", display::line(value))).collect();
    text.push_str(&format!("request    {}\n", display::json(&format!("{:#}", job.request))));
    Report::new(text, json!({"job": job}))
}

/// The meaning of a job's state, and the next step.
fn advice(job: &Job) -> String {
    let (jobs, id) = (format!("{} jobs", command_prefix()), job.id);
    match job.state {
        State::Waiting => format!("it isn't sent; `{jobs} resume {id}` sends it"),
        State::Sending => format!("unless that goes on, ask `{jobs} reconcile {id}` in some 20 seconds"),
        State::Running => format!("the service works on it; `{jobs} wait {id}` waits for it"),
        State::Done => "its files are there".to_owned(),
        State::Failed => format!("the service gives the credits back; `{jobs} resume {id}` makes it anew"),
        State::Refused => format!("nothing was charged; `{jobs} resume {id}` tries it again"),
        State::InDoubt => {
            format!("it may be paid for; it is not sent again before `{jobs} reconcile {id}` has found out")
        }
        State::Charged => format!(
            "it is paid for, and its task isn't known: ask the service's support for it, and say it by \
             `{jobs} reconcile {id} --task TASK`"
        ),
        State::Forgotten => "nothing more is done about it".to_owned(),
        _ => "this version doesn't know more of it".to_owned(),
    }
}

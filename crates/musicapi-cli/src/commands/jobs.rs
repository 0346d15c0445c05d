//! `musicapi jobs`: all that was ever paid for.

use musicapi::display;
use musicapi::{ErrorKind, TaskRef, Verdict};
use musicapi_jobs::{Job, Options, SINGLE, Scope, State};
use serde_json::{Value, json};

use crate::batch::run_jobs::work;
use crate::calls::wait::named;
use crate::cli::jobs::Jobs;
use crate::cli::options::Common;
use crate::commands::{bill, care, list};
use crate::context::database::Store;
use crate::context::session::Session;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::invocation::musicapi;
use crate::output::report::Report;
use crate::output::streams::tell;

/// Does what was said.
pub(crate) async fn run(command: Jobs, common: &Common, settings: &Settings) -> Result<Report, Failure> {
    let store = match command {
        Jobs::List { .. } | Jobs::Bill { .. } | Jobs::Show { .. } | Jobs::Backup { .. } => {
            Store::look(common, settings).await?
        }
        _ => Store::open(common, settings).await?,
    };
    match command {
        Jobs::List { which, limit, all } => {
            let limit = limit.or((!all && !common.json).then_some(list::USUAL));
            list::run(&store, &which, limit).await
        }
        Jobs::Bill { by, csv } => bill::run(&store, by, csv).await,
        Jobs::Show { job } => Ok(shown(&store.jobs.show(job).await?)),
        Jobs::Wait { job } => {
            let found = store.jobs.show(job).await?;
            if found.task.is_none() {
                let text = format!("job {job} is {}: there is no task to wait for", found.state);
                return Err(Failure::usage(text).and(&format!("`{} jobs show {job}` says more", musicapi())));
            }
            let session = session(&store, common, settings).await?;
            if found.state == State::Forgotten {
                store.jobs.resume(job).await?;
            }
            go_on(&store, &session, Scope::Job(job)).await
        }
        Jobs::Resume { job: None } => {
            let session = session(&store, common, settings).await?;
            give_up_the_unsent(&store).await?;
            go_on(&store, &session, Scope::All).await
        }
        Jobs::Resume { job: Some(job) } => {
            // One that isn't there needs no service.
            store.jobs.show(job).await?;
            let session = session(&store, common, settings).await?;
            store.jobs.resume(job).await?;
            go_on(&store, &session, Scope::Job(job)).await
        }
        Jobs::Reconcile { job: Some(job), not_charged: true, .. } => {
            store.jobs.settle(job, Verdict::NotCharged).await?;
            found_out(&store, &[(job, None)]).await
        }
        Jobs::Reconcile { job: Some(job), task: Some(task), .. } => {
            let task = named(&task)?;
            // One that isn't there needs no service.
            store.jobs.show(job).await?;
            let session = session(&store, common, settings).await?;
            is_there(&session, &task).await?;
            store.jobs.adopt(job, &task).await?;
            found_out(&store, &[(job, None)]).await
        }
        Jobs::Reconcile { job, .. } => {
            let scope = job.map_or(Scope::All, Scope::Job);
            if let Some(job) = job {
                // One that isn't there needs no service.
                store.jobs.show(job).await?;
            }
            // What was given up a moment ago may still go on, for all that is known.
            let mut sent = Vec::<(i64, Option<&str>)>::new();
            store.each(&scope, |job| sent.extend((job.state == State::Sending).then_some((job.id, None)))).await?;
            if job.is_some() && !sent.is_empty() {
                return found_out(&store, &sent).await;
            }
            let session = session(&store, common, settings).await?;
            let findings = store.jobs.reconcile(&session.client, &scope).await?;
            let mut findings: Vec<_> = findings.iter().map(|finding| (finding.job, finding.verdict.err())).collect();
            // One that is known to be charged, say.
            findings.extend(job.filter(|_| findings.is_empty()).map(|job| (job, None)));
            findings.extend(sent);
            found_out(&store, &findings).await
        }
        Jobs::Backup { file } => care::backup(&store, &file).await,
        Jobs::Prune { prune } => care::prune(&store, &prune).await,
        Jobs::Forget { job } => {
            store.jobs.forget(job).await?;
            Ok(Report::new(format!("job {job} is forgotten\n"), json!({"job": store.jobs.show(job).await?})))
        }
    }
}

/// A client for the service that the jobs are of.
async fn session(store: &Store, common: &Common, settings: &Settings) -> Result<Session, Failure> {
    let session = Session::open(common, settings).await?;
    store.bind(&session).await?;
    Ok(session)
}

/// Looks at a task once: what somebody says is written down only if the service knows it, since nothing takes it back.
async fn is_there(session: &Session, task: &TaskRef) -> Result<(), Failure> {
    match session.client.task::<Value>(task.clone()).look().await {
        Ok(_) => Ok(()),
        // It is there, though nothing came of it.
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

/// Gives up the calls of commands that ended before they could send them: who still wants one has made it again since, or makes it now.
async fn give_up_the_unsent(store: &Store) -> Result<(), Failure> {
    let mut unsent = Vec::new();
    let look = |job: Job| {
        let is_unsent = job.batch == SINGLE && job.state == State::Waiting && job.intent.is_none();
        unsent.extend(is_unsent.then_some(job.id));
    };
    store.each(&Scope::All, look).await?;
    for job in unsent {
        // One that a command is about to send is left to it.
        if store.jobs.forget(job).await.is_ok() {
            tell(&format!(
                "job {job} was never sent, and is given up; `{} jobs resume {job}` sends it after all",
                musicapi()
            ));
        }
    }
    Ok(())
}

async fn go_on(store: &Store, session: &Session, scope: Scope) -> Result<Report, Failure> {
    let resume = match &scope {
        Scope::Job(job) => format!("{} jobs resume {job}", musicapi()),
        _ => format!("{} jobs resume", musicapi()),
    };
    work(session, store, Options { scope, ..Options::default() }, &resume).await
}

/// What is known now of jobs that were in doubt, or why it still isn't.
async fn found_out(store: &Store, findings: &[(i64, Option<&str>)]) -> Result<Report, Failure> {
    let (mut text, mut jobs, mut is_open) = (String::new(), Vec::new(), false);
    for (id, why) in findings {
        let job = store.jobs.show(*id).await?;
        is_open |= matches!(job.state, State::Sending | State::InDoubt | State::Charged);
        let line = match why {
            Some(why) => format!(
                "job {id} is still in doubt: {why}\n  look at your account, then say `{} jobs reconcile {id} --not-charged` or `--task TASK`\n",
                musicapi()
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

/// All that is known of a job.
fn shown(job: &Job) -> Report {
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

/// What its state means, and what to do.
fn advice(job: &Job) -> String {
    let (jobs, id) = (format!("{} jobs", musicapi()), job.id);
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

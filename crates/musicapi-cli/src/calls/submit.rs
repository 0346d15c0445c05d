//! Makes a single paid call through the store of jobs, and shows its progress.
//!
//! The call is a job that is stored before it is sent, so an interrupt loses neither the call nor its task. A job that was never sent is
//! forgotten again at the end, because the user will repeat the command. Every outcome that may have cost credits stays in the store.

use std::sync::Arc;
use std::time::Duration;

use musicapi::facts::Price;
use musicapi::{Error, TaskRef, TaskStatus};
use musicapi_jobs::{Event, Job, JobSpec, Options, SINGLE, Scope, State, StopReason};
use serde_json::{Value, json};

use crate::calls::download::Downloader;
use crate::calls::request::Request;
use crate::calls::wait::made;
use crate::calls::watch::{self, FetchedFiles, Watch};
use crate::context::database::Store;
use crate::context::files::Files;
use crate::context::interrupt;
use crate::context::session::Session;
use crate::output::failure::Failure;
use crate::output::invocation::command_prefix;
use crate::output::progress::{Bars, Screen};
use crate::output::report::Report;
use crate::output::streams::{eprint_line, eprint_line_briefly};
use crate::output::words::credits;

/// Reports the answer of a call that starts no task.
pub(crate) type AnswerReport = fn(&Request, Option<Price>, &Value) -> Report;

/// What the events of a run said about the job.
#[derive(Default)]
struct Observed {
    task: Option<TaskRef>,
    status: Option<TaskStatus<Value>>,
    error: Option<Error>,
    is_stopped: bool,
    fetched_files: FetchedFiles,
}

/// Makes the call. If it starts a task and `waits` is set, waits for the task and downloads its files; the note of the job holds their
/// folder.
pub(crate) async fn run(
    session: &Session,
    store: &Store,
    request: &Request,
    files: Option<&Files>,
    waits: bool,
    report_answer: AnswerReport,
) -> Result<Report, Failure> {
    let work = JobSpec {
        key: format!("{:016x}", random()),
        operation: request.operation.id.to_owned(),
        request: request.body.clone().unwrap_or_default(),
        note: files.map_or(Value::Null, |files| files.to_note(None)),
        any_model: false,
    };
    let secret = request.secret()?;
    session.warn();
    eprint_line_briefly(request.sending(1)).await;
    let ids = store.jobs.add(SINGLE, &[work]).await?;
    let id = ids.first().copied().ok_or_else(|| Failure::plain("no job was added"))?;
    let mut observed = Observed::default();
    interrupt::listen();
    let followed = tokio::select! {
        biased;
        followed = follow(session, store, id, files, secret, waits, &mut observed) => followed,
        () = interrupt::second() => return Err(match &observed.task {
            Some(task) => Failure::interrupted(task).of_task(task, &session.resume_hint(task, files)),
            None => in_doubt(Failure::given_up(), id),
        }),
    };
    let job = match store.jobs.show(id).await {
        Ok(job) => job,
        // How the work ended weighs more than that the store can't be read.
        Err(error) => return Err(followed.err().unwrap_or_else(|| error.into())),
    };
    let unsent = matches!(job.state, State::Waiting | State::Refused);
    let outcome = followed.and_then(|()| outcome_report(session, request, files, waits, report_answer, job, observed));
    // The user will repeat the command, so a job that was never sent isn't wanted any more. If this can't be stored now, the next
    // `jobs resume` does it.
    if unsent && !*store.jobs.is_locked().borrow() && store.jobs.forget(id).await.is_ok() {
        return outcome;
    }
    outcome.map_err(|failure| if unsent { failure.and(&format!("job {id} was not sent")) } else { failure })
}

/// Works on a job until it ends or the user interrupts.
async fn follow(
    session: &Session,
    store: &Store,
    id: i64,
    files: Option<&Files>,
    webhook_secret: Option<String>,
    waits: bool,
    observed: &mut Observed,
) -> Result<(), Failure> {
    let screen = Screen::new();
    let options = Options {
        scope: Scope::Job(id),
        patience: Duration::ZERO,
        webhook_secret,
        files: Arc::new(Downloader::new(&screen)),
        ..Options::default()
    };
    let mut watch = Watch::new(store.jobs.run(&session.client, options), false);
    let mut bars = None::<Bars>;
    while let Some(next) = watch.next().await {
        let watch::Update::Event(event) = next else {
            if observed.task.is_none() && store.jobs.show(id).await?.state == State::Sending {
                eprint_line(
                    "a paid request is under way; waiting for its answer (press Ctrl-C again to give up on it)",
                );
            }
            observed.is_stopped = true;
            continue;
        };
        match *event {
            Event::Accepted { task: Some(task), .. } => {
                if waits && !observed.is_stopped {
                    eprint_line(&format!("task {task}"));
                    bars = Some(Bars::new(&screen, &task, session.is_mock()));
                } else {
                    watch.stop();
                }
                observed.task = Some(task);
            }
            Event::Polled { status, .. } => {
                bars.iter_mut().for_each(|bars| bars.show(&status));
                observed.status = Some(status);
            }
            Event::Ended { error: Some(error), .. } => observed.error = Some(error),
            Event::Stopped(StopReason::Error(error)) => observed.error = Some(error),
            Event::Fetched { file, .. } => {
                watch.fetched_files.add(Some(&files.map_or(file.clone(), |files| files.with_given_folder(file))))
            }
            _ => {}
        }
    }
    bars.iter().for_each(Bars::end);
    (_, observed.fetched_files) = watch.finish().await?;
    Ok(())
}

fn outcome_report(
    session: &Session,
    request: &Request,
    files: Option<&Files>,
    waits: bool,
    report_answer: AnswerReport,
    job: Job,
    observed: Observed,
) -> Result<Report, Failure> {
    let price = request.price();
    let Some(task) = job.task.as_ref() else {
        return match (job.state, observed.error) {
            (State::Done, _) => Ok(report_answer(request, price, &job.answer.unwrap_or_default())),
            (State::InDoubt, error) => {
                let failure = error.map_or_else(Failure::given_up, Failure::from);
                Err(in_doubt(failure, job.id))
            }
            (State::Waiting | State::Refused, Some(error)) => Err(Failure::from(error).uncharged()),
            (_, Some(error)) => Err(error.into()),
            (_, None) if observed.is_stopped => Err(Failure::cut_off()),
            _ => Err(Failure::plain(job.error.unwrap_or_else(|| format!("the job is {}", job.state)))),
        };
    };
    let resume = || session.resume_hint(task, files);
    match job.state {
        State::Done => {
            let clips = observed.status.map(|status| status.clips).unwrap_or_default();
            let kept = job.clips.iter().map(|made| made.file.clone());
            let kept =
                kept.map(|kept| kept.map(|kept| files.map_or(kept.clone(), |files| files.with_given_folder(kept))));
            made(task, price, clips.into_iter().zip(kept).collect()).map_err(|failure| failure.of_task(task, &resume()))
        }
        _ if observed.is_stopped => {
            Err(observed.fetched_files.add_to(Failure::interrupted(task)).of_task(task, &resume()))
        }
        State::Running if !waits => {
            tell_cost(price);
            let details = json!({"task": task, "credits": price.map(|price| price.credits), "job": job.id});
            Ok(Report::new(format!("{task}\n"), details))
        }
        _ => {
            let failure = observed.error.map_or_else(Failure::every_clip_failed, Failure::from);
            Err(observed.fetched_files.add_to(failure).of_task(task, &resume()))
        }
    }
}

/// Prints the cost of a call on standard error, since standard output is for the answer.
pub(crate) fn tell_cost(price: Option<Price>) {
    if let Some(price) = price {
        eprint_line(&format!("{} spent (expected price)", credits(price)));
    }
}

/// Adds how to settle the job.
fn in_doubt(failure: Failure, job: i64) -> Failure {
    let line = format!("{} jobs reconcile {job}", command_prefix());
    failure.and(&format!("it is job {job}; ask what became of it with:\n{line}"))
}

/// A random number.
pub(crate) fn random() -> u64 {
    use std::hash::{BuildHasher as _, Hasher as _};
    std::hash::RandomState::new().build_hasher().finish()
}

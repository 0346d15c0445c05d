//! A single paid call, through the file of jobs: shown while it goes on, and found again if it is broken off.

use std::sync::Arc;
use std::time::Duration;

use musicapi::facts::Price;
use musicapi::{Error, Look, TaskRef};
use musicapi_jobs::{Event, Job, Options, SINGLE, Scope, State, Why, Work};
use serde_json::{Value, json};

use crate::calls::download::Titled;
use crate::calls::request::Request;
use crate::calls::wait::made;
use crate::calls::watch::{self, There, Watch};
use crate::context::database::Store;
use crate::context::files::Files;
use crate::context::interrupt;
use crate::context::session::Session;
use crate::output::failure::Failure;
use crate::output::invocation::musicapi;
use crate::output::progress::{Bars, Screen};
use crate::output::report::Report;
use crate::output::streams::{tell, tell_first};
use crate::output::words::credits;

/// What is told of an answer that is all that was paid for.
pub(crate) type Answered = fn(&Request, Option<Price>, &Value) -> Report;

/// What was seen of a job while it went on.
#[derive(Default)]
struct Seen {
    task: Option<TaskRef>,
    look: Option<Look<Value>>,
    error: Option<Error>,
    is_stopped: bool,
    there: There,
}

/// Makes the call; if it starts a task and that is wanted, waits for it and fetches its files. Where they go is kept with the job.
pub(crate) async fn run(
    session: &Session,
    store: &Store,
    request: &Request,
    files: Option<&Files>,
    waits: bool,
    answered: Answered,
) -> Result<Report, Failure> {
    let work = Work {
        key: format!("{:016x}", random()),
        operation: request.operation.id.to_owned(),
        request: request.body.clone().unwrap_or_default(),
        note: files.map_or(Value::Null, |files| files.note(None)),
        any_model: false,
    };
    let secret = request.secret()?;
    session.warn();
    tell_first(request.sending(1)).await;
    let ids = store.jobs.add(SINGLE, &[work]).await?;
    let id = ids.first().copied().ok_or_else(|| Failure::plain("no job was added"))?;
    let mut seen = Seen::default();
    interrupt::listen();
    let followed = tokio::select! {
        biased;
        followed = follow(session, store, id, files, secret, waits, &mut seen) => followed,
        () = interrupt::twice() => return Err(match &seen.task {
            Some(task) => Failure::interrupted(task).of_task(task, &session.resume(task, files)),
            None => in_doubt(Failure::given_up(), id),
        }),
    };
    let job = store.jobs.show(id).await?;
    let unsent = matches!(job.state, State::Waiting | State::Refused);
    let outcome = match followed {
        Ok(()) => told(session, request, files, waits, answered, job, seen),
        Err(failure) => Err(failure),
    };
    // Nobody waits for it any more, and who wants it makes the call again. Where that can't be written now, the next run of all jobs does it.
    if unsent && !*store.jobs.is_locked().borrow() && store.jobs.forget(id).await.is_ok() {
        return outcome;
    }
    outcome.map_err(|failure| if unsent { failure.and(&format!("job {id} was not sent")) } else { failure })
}

/// Works on a job until it is over, or somebody ends it.
async fn follow(
    session: &Session,
    store: &Store,
    id: i64,
    files: Option<&Files>,
    webhook_secret: Option<String>,
    waits: bool,
    seen: &mut Seen,
) -> Result<(), Failure> {
    let screen = Screen::new();
    let options = Options {
        scope: Scope::Job(id),
        patience: Duration::ZERO,
        webhook_secret,
        files: Arc::new(Titled::new(&screen)),
        ..Options::default()
    };
    let mut watch = Watch::new(store.jobs.run(&session.client, options), false);
    let mut bars = None::<Bars>;
    while let Some(next) = watch.next().await {
        let watch::Seen::Event(event) = next else {
            if seen.task.is_none() && store.jobs.show(id).await?.state == State::Sending {
                tell("a paid request is under way; waiting for its answer (press Ctrl-C again to give up on it)");
            }
            seen.is_stopped = true;
            continue;
        };
        match *event {
            Event::Accepted { task: Some(task), .. } => {
                if waits && !seen.is_stopped {
                    tell(&format!("task {task}"));
                    bars = Some(Bars::new(&screen, &task, session.is_mock()));
                } else {
                    // Nobody wants to wait.
                    watch.stop();
                }
                seen.task = Some(task);
            }
            Event::Looked { look, .. } => {
                bars.iter_mut().for_each(|bars| bars.show(&look));
                seen.look = Some(look);
            }
            Event::Ended { error: Some(error), .. } => seen.error = Some(error),
            Event::Stopped(Why::Error(error)) => seen.error = Some(error),
            Event::Fetched { file, .. } => {
                watch.there.add(Some(&files.map_or(file.clone(), |files| files.shown(file))))
            }
            _ => {}
        }
    }
    bars.iter().for_each(Bars::end);
    (_, seen.there) = watch.finish().await?;
    Ok(())
}

fn told(
    session: &Session,
    request: &Request,
    files: Option<&Files>,
    waits: bool,
    answered: Answered,
    job: Job,
    seen: Seen,
) -> Result<Report, Failure> {
    let price = request.price();
    let Some(task) = job.task.as_ref() else {
        return match (job.state, seen.error) {
            (State::Done, _) => Ok(answered(request, price, &job.answer.unwrap_or_default())),
            (State::InDoubt, error) => {
                let failure = error.map_or_else(Failure::given_up, Failure::from);
                Err(in_doubt(failure, job.id))
            }
            (State::Waiting | State::Refused, Some(error)) => Err(Failure::from(error).uncharged()),
            (_, Some(error)) => Err(error.into()),
            (_, None) if seen.is_stopped => Err(Failure::cut_off()),
            _ => Err(Failure::plain(job.error.unwrap_or_else(|| format!("the job is {}", job.state)))),
        };
    };
    let resume = || session.resume(task, files);
    match job.state {
        State::Done => {
            let clips = seen.look.map(|look| look.clips).unwrap_or_default();
            let kept = job.clips.iter().map(|made| made.file.clone());
            // The folder as it was said.
            let kept = kept.map(|kept| kept.map(|kept| files.map_or(kept.clone(), |files| files.shown(kept))));
            made(task, price, clips.into_iter().zip(kept).collect()).map_err(|failure| failure.of_task(task, &resume()))
        }
        _ if seen.is_stopped => Err(seen.there.of(Failure::interrupted(task)).of_task(task, &resume())),
        State::Running if !waits => {
            tell_cost(price);
            let told = json!({"task": task, "credits": price.map(|price| price.credits), "job": job.id});
            Ok(Report::new(format!("{task}\n"), told))
        }
        _ => {
            let failure = seen.error.map_or_else(Failure::every_clip_failed, Failure::from);
            Err(seen.there.of(failure).of_task(task, &resume()))
        }
    }
}

/// Says on standard error what a call has cost, since its answer is what standard output is for.
pub(crate) fn tell_cost(price: Option<Price>) {
    if let Some(price) = price {
        tell(&format!("{} spent (expected price)", credits(price)));
    }
}

/// With how to find out what became of it.
fn in_doubt(failure: Failure, job: i64) -> Failure {
    let line = format!("{} jobs reconcile {job}", musicapi());
    failure.and(&format!("it is job {job}; ask what became of it with:\n{line}"))
}

/// Another one each time.
pub(crate) fn random() -> u64 {
    use std::hash::{BuildHasher as _, Hasher as _};
    std::hash::RandomState::new().build_hasher().finish()
}

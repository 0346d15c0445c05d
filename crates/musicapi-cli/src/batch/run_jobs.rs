//! Works on many jobs: shows their progress, prints their events, and reports on them at the end.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use musicapi::{TaskRef, display};
use musicapi_jobs::{Event, Job, Options, Progress, Scope, State, StopReason};

use crate::batch::bill::{bill, code_of, failed_clips, report};
use crate::batch::estimate::{Load, OpenJobs, Speed};
use crate::batch::index_page;
use crate::calls::download::Downloader;
use crate::calls::watch::{Update, Watch};
use crate::context::database::Store;
use crate::context::interrupt;
use crate::context::session::{MOCK_ENDS, Session};
use crate::output::failure::Failure;
use crate::output::invocation::{command_prefix, quoted};
use crate::output::progress::{Screen, eprint_above_bars};
use crate::output::report::Report;
use crate::output::streams::eprint_line;

/// Works on jobs until all have ended or the user interrupts, and reports on them. If some are left, the hint suggests `resume`.
pub(crate) async fn work(session: &Session, store: &Store, options: Options, resume: &str) -> Result<Report, Failure> {
    interrupt::listen();
    tokio::select! {
        biased;
        done = run(session, store, options, resume) => done,
        () = interrupt::second() => Err(Failure::given_up().and(&format!(
            "ask what became of it with:\n{} jobs reconcile\ngo on with:\n{resume}",
            command_prefix()
        ))),
    }
}

async fn run(session: &Session, store: &Store, options: Options, resume: &str) -> Result<Report, Failure> {
    session.warn();
    let scope = options.scope.clone();
    let screen = Screen::new();
    let mut batch_bar = BatchBar::new(&screen, session, store, &options).await?;
    let run = store.jobs.run(&session.client, Options { files: Arc::new(Downloader::new(&screen)), ..options });
    let mut watch = Watch::new(run, true);
    // Batches that have reached their limit.
    let mut full = Vec::new();
    // Batches whose page may change.
    let mut batches: BTreeSet<String> = match &scope {
        Scope::Batch(batch) => [batch.clone()].into(),
        _ => BTreeSet::new(),
    };
    let mut code = None;
    while let Some(update) = watch.next().await {
        let Update::Event(event) = update else {
            eprint_above_bars("ending; an answer that is paid for is waited for (press Ctrl-C again to give up on it)");
            continue;
        };
        if let Some(batch_bar) = &mut batch_bar {
            batch_bar.show(store, &event).await?;
        }
        match *event {
            Event::Ended { job, error } => {
                eprint_above_bars(&line(&job, error.as_ref().map(ToString::to_string)));
                batches.insert(job.batch);
            }
            Event::Stopped(StopReason::Budget { batch, text }) => {
                eprint_above_bars(&format!("nothing more of {batch} is sent: {text}"));
                code = Some(4);
                full.push(batch);
            }
            Event::Stopped(StopReason::Files(text)) => {
                eprint_above_bars(&format!("nothing more is sent, since its files couldn't be kept: {text}"));
                code = Some(1);
            }
            Event::Stopped(StopReason::Error(error)) => {
                let failure = Failure::from(error);
                eprint_above_bars(&format!("nothing more is sent: {}", failure.in_words()));
                code = Some(failure.code());
            }
            Event::Revived { job, .. } => {
                eprint_above_bars(&format!(
                    "job {job}: its task is there after all, so nothing is paid again; it is waited for"
                ));
            }
            Event::Forgotten { job, task, is_sent_again } => eprint_above_bars(&forgotten(job, &task, is_sent_again)),
            _ => {}
        }
    }
    batch_bar.iter().for_each(|batch_bar| batch_bar.bar.finish_and_clear());
    let is_stopped = watch.is_stopped();
    let (progress, _) = watch.finish().await?;
    let code = if is_stopped { 130 } else { code.unwrap_or_else(|| code_of(&progress)) };
    let is_left = [State::Waiting, State::Running].into_iter().any(|state| progress.count(state) > 0);
    if is_left && session.is_mock() {
        eprint_line(MOCK_ENDS);
    } else if is_left && full.is_empty() {
        eprint_line(&format!("go on with:\n  {resume}"));
    }
    for batch in full.into_iter().filter(|_| !session.is_mock()) {
        let of_batch = Scope::Batch(batch);
        let bill = bill(&store.jobs.progress(&of_batch).await?);
        let line = match &of_batch {
            Scope::Batch(batch) if of_batch != scope => format!("{} batch resume {}", command_prefix(), quoted(batch)),
            _ => resume.to_owned(),
        };
        eprint_line(&format!(
            "raise its limit to go on; this one is enough for all of it:\n  {line} --max-credits {bill}"
        ));
    }
    for batch in batches {
        index_page::of_batch(&store.jobs, &batch).await?;
    }
    Ok(report(store, &progress, &scope).await?.with_code(code))
}

/// The message if a resumed job's failed task is unknown to the service.
fn forgotten(job: i64, task: &TaskRef, is_sent_again: bool) -> String {
    match is_sent_again {
        true => format!(
            "job {job}: the service has reported {task} as failed and doesn't know it any more; it is paid for again"
        ),
        false => format!(
            "job {job}: the service doesn't know {task}, and has never reported that it failed: nothing is paid again; if it is lost, \
             give it up with `{} jobs forget {job}`, and make the song anew",
            command_prefix()
        ),
    }
}

/// The progress bar of many jobs.
struct BatchBar {
    bar: ProgressBar,
    scope: Scope,
    progress: Progress,
    /// None if no duration is documented.
    speed: Option<Speed>,
    load: Load,
    /// When the load was measured.
    looked: Instant,
}

impl BatchBar {
    /// None without a terminal.
    async fn new(
        screen: &Screen,
        session: &Session,
        store: &Store,
        options: &Options,
    ) -> Result<Option<Self>, Failure> {
        let progress = store.jobs.progress(&options.scope).await?;
        let Some(bar) = screen.many(progress.total()) else { return Ok(None) };
        let mut open = OpenJobs::default();
        store.for_each_job(&options.scope, |job| open.add(&job)).await?;
        let speed = open.speed(session.client.policy(), options.concurrency);
        // The time of the mock inside this program runs faster.
        let speed = speed.filter(|_| !session.is_mock());
        let scope = options.scope.clone();
        let batch_bar = Self { bar, scope, progress, speed, load: open.load(), looked: Instant::now() };
        batch_bar.draw();
        Ok(Some(batch_bar))
    }

    async fn show(&mut self, store: &Store, event: &Event) -> Result<(), Failure> {
        if let Event::Accepted { .. } | Event::Ended { .. } = event {
            self.progress = store.jobs.progress(&self.scope).await?;
            let count = |state: State| self.progress.count(state);
            let since = match event {
                Event::Accepted { .. } => Duration::ZERO,
                _ => self.load.since + self.looked.elapsed(),
            };
            let to_send = count(State::Waiting) + count(State::Sending);
            (self.load, self.looked) = (Load { to_send, running: count(State::Running), since }, Instant::now());
        }
        self.draw();
        Ok(())
    }

    fn draw(&self) {
        let load = Load { since: self.load.since + self.looked.elapsed(), ..self.load };
        let open = load.to_send + load.running;
        let left = self.speed.filter(|_| open > 0).map(|speed| match speed.left(load) {
            Some(left) => format!(", {} left", left.in_words()),
            None => ", longer than usual".to_owned(),
        });
        self.bar.set_position(self.progress.total().saturating_sub(open));
        // A narrow terminal cuts the end, so the most important comes first.
        let (running, waiting, spent) = (load.running, load.to_send, self.progress.spent);
        let text = format!("{running} run, {waiting} wait, {spent} credits{}", left.unwrap_or_default());
        self.bar.set_message(text);
    }
}

/// A line about a job that has ended.
fn line(job: &Job, error: Option<String>) -> String {
    let files = job.clips.iter().filter_map(|clip| clip.file.as_ref());
    let files: Vec<String> = files.map(|file| file.path.display().to_string()).collect();
    let error = error.or_else(|| job.error.clone()).filter(|_| job.state != State::Done);
    let failed = failed_clips(job.failed_clips.into()).filter(|_| job.state == State::Done);
    let rest = files.into_iter().chain(failed).chain(error).collect::<Vec<_>>().join(", ");
    let rest = display::line(&rest);
    format!("job {} {}: {rest}", job.id, job.state)
}

//! Working on many jobs: shown while it goes on, and told of at the end.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use musicapi::{TaskRef, display};
use musicapi_jobs::{Event, Job, Options, Progress, Scope, State, Why};
use serde_json::json;

use crate::batch::estimate::{Load, Open, Speed};
use crate::batch::index_page;
use crate::calls::download::Titled;
use crate::calls::failed_rows::Troubles;
use crate::calls::wait::{Odd, There};
use crate::commands::completions::{musicapi, quoted};
use crate::context::database::Store;
use crate::context::interrupt;
use crate::context::session::{MOCK_ENDS, Session};
use crate::output::failure::{Failure, tell};
use crate::output::progress::Screen;
use crate::output::report::Report;
use crate::output::table::counted;

/// Works on jobs until nothing is left to do or somebody ends it, and tells how far they are. `resume` is said if something is left.
pub(crate) async fn work(session: &Session, store: &Store, options: Options, resume: &str) -> Result<Report, Failure> {
    interrupt::listen();
    tokio::select! {
        biased;
        done = run(session, store, options, resume) => done,
        () = interrupt::twice() => Err(Failure::given_up().and(&format!(
            "ask what became of it with:\n{} jobs reconcile\ngo on with:\n{resume}",
            musicapi()
        ))),
    }
}

async fn run(session: &Session, store: &Store, options: Options, resume: &str) -> Result<Report, Failure> {
    session.warn();
    let scope = options.scope.clone();
    let screen = Screen::new();
    let mut board = Board::new(&screen, session, store, &options).await?;
    let bar = board.as_ref().map(|board| board.bar.clone());
    let say = |line: &str| match &bar {
        Some(bar) => bar.suspend(|| tell(line)),
        None => tell(line),
    };
    let mut run = store.jobs.run(&session.client, Options { files: Arc::new(Titled::new(&screen)), ..options });
    // Those whose limit is reached.
    let mut full = Vec::new();
    // What has a page.
    let mut batches: BTreeSet<String> = match &scope {
        Scope::Batch(batch) => [batch.clone()].into(),
        _ => BTreeSet::new(),
    };
    let (mut is_stopped, mut code) = (false, None);
    let (mut odd, mut there) = (Odd::default(), There::default());
    loop {
        let event = tokio::select! {
            // To end must win over work that is ready again and again.
            biased;
            () = interrupt::once(), if !is_stopped => {
                is_stopped = true;
                say("ending; an answer that is paid for is waited for (press Ctrl-C again to give up on it)");
                run.stop();
                continue;
            }
            event = run.next() => event,
        };
        let Some(event) = event else { break };
        if let Some(board) = &mut board {
            board.show(store, &event).await?;
        }
        match event {
            Event::Ended { job, error } => {
                say(&line(&job, error.as_ref().map(ToString::to_string)));
                batches.insert(job.batch);
            }
            Event::Paused { pause, error } => say(&format!("pausing for {} s: {error}", pause.as_secs())),
            Event::Stopped(Why::Budget { batch, text }) => {
                say(&format!("nothing more of {batch} is sent: {text}"));
                code = Some(4);
                full.push(batch);
            }
            Event::Stopped(Why::Files(text)) => {
                say(&format!("nothing more is sent, since its files couldn't be kept: {text}"));
                code = Some(1);
            }
            Event::Stopped(Why::Error(error)) => {
                let failure = Failure::from(error);
                say(&format!("nothing more is sent: {}", failure.in_words()));
                code = Some(failure.code());
            }
            Event::Looked { look, .. } => odd.tell(&look),
            Event::Delayed { job, clip, error, pause } => there.delayed(&format!("job {job}: "), &clip, &error, pause),
            Event::Revived { job, .. } => {
                say(&format!("job {job}: its task is there after all, so nothing is paid again; it is waited for"));
            }
            Event::Forgotten { job, task, is_sent_again } => say(&forgotten(job, &task, is_sent_again)),
            Event::Turn { pause } => say(&turn(pause)),
            Event::Waiting { .. } => say("another process works on what is left: it is waited for"),
            Event::Unwritten { job, error } => say(&format!("job {job}: {error}")),
            _ => {}
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let progress = run.finish().await?;
    let code = if is_stopped { 130 } else { code.unwrap_or_else(|| code_of(&progress)) };
    let is_left = [State::Waiting, State::Running].into_iter().any(|state| progress.count(state) > 0);
    if is_left && session.is_mock() {
        tell(MOCK_ENDS);
    } else if is_left && full.is_empty() {
        tell(&format!("go on with:\n  {resume}"));
    }
    for batch in full.into_iter().filter(|_| !session.is_mock()) {
        let of_batch = Scope::Batch(batch);
        let bill = bill(&store.jobs.progress(&of_batch).await?);
        let line = match &of_batch {
            Scope::Batch(batch) if of_batch != scope => format!("{} batch resume {}", musicapi(), quoted(batch)),
            _ => resume.to_owned(),
        };
        tell(&format!("raise its limit to go on; this one is enough for all of it:\n  {line} --max-credits {bill}"));
    }
    for batch in batches {
        index_page::of_batch(&store.jobs, &batch).await?;
    }
    Ok(told(store, &progress, &scope).await?.with_code(code))
}

/// The service doesn't know the failed task of a job that somebody wants to be sent again.
fn forgotten(job: i64, task: &TaskRef, is_sent_again: bool) -> String {
    match is_sent_again {
        true => format!(
            "job {job}: the service has reported {task} as failed and doesn't know it any more; it is paid for again"
        ),
        false => format!(
            "job {job}: the service doesn't know {task}, and has never reported that it failed: nothing is paid again; if it is lost, \
             give it up with `{} jobs forget {job}`, and make the song anew",
            musicapi()
        ),
    }
}

/// Another command has just made a call that was paid for.
pub(crate) fn turn(pause: Duration) -> String {
    format!("another command made a paid call just now; this one has its turn in {} s", pause.as_secs_f64().ceil())
}

/// What jobs cost once none of them waits any more, in the way of a limit: what may have been charged or comes back counts.
fn bill(progress: &Progress) -> u64 {
    progress.spent + progress.given_back + progress.in_doubt + progress.to_come
}

/// What a terminal shows of many jobs.
struct Board {
    bar: ProgressBar,
    scope: Scope,
    progress: Progress,
    /// None if nothing is known of it.
    speed: Option<Speed>,
    load: Load,
    /// When the load was looked at.
    looked: Instant,
}

impl Board {
    /// None where there is no terminal.
    async fn new(
        screen: &Screen,
        session: &Session,
        store: &Store,
        options: &Options,
    ) -> Result<Option<Self>, Failure> {
        let progress = store.jobs.progress(&options.scope).await?;
        let Some(bar) = screen.many(progress.total()) else { return Ok(None) };
        let mut open = Open::default();
        store.each(&options.scope, |job| open.add(&job)).await?;
        let speed = open.speed(session.client.policy(), options.concurrency);
        // The time of the mock inside this program runs faster.
        let speed = speed.filter(|_| !session.is_mock());
        let scope = options.scope.clone();
        let board = Self { bar, scope, progress, speed, load: open.load(), looked: Instant::now() };
        board.draw();
        Ok(Some(board))
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
            Some(left) => format!("{} left, ", left.in_words()),
            None => "longer than usual, ".to_owned(),
        });
        self.bar.set_position(self.progress.total().saturating_sub(open));
        let text = format!("{}{} credits spent", left.unwrap_or_default(), self.progress.spent);
        self.bar.set_message(text);
    }
}

/// A job that this run has done with, on a line.
fn line(job: &Job, error: Option<String>) -> String {
    let files = job.clips.iter().filter_map(|clip| clip.file.as_ref());
    let files: Vec<String> = files.map(|file| file.path.display().to_string()).collect();
    let error = error.or_else(|| job.error.clone()).filter(|_| job.state != State::Done);
    let failed = failed_clips(job.failed_clips.into()).filter(|_| job.state == State::Done);
    let rest = files.into_iter().chain(failed).chain(error).collect::<Vec<_>>().join(", ");
    let rest = display::line(&rest);
    format!("job {} {}: {rest}", job.id, job.state)
}

/// Clips that failed beside others.
fn failed_clips(count: u64) -> Option<String> {
    (count > 0).then(|| format!("{} failed", counted(count, "clip")))
}

/// The exit code for what is left.
fn code_of(progress: &Progress) -> u8 {
    let codes = [
        (State::InDoubt, 6),
        (State::Charged, 6),
        (State::Failed, 5),
        (State::Refused, 1),
        (State::Running, 8),
        (State::Waiting, 8),
    ];
    codes.into_iter().find(|(state, _)| progress.count(*state) > 0).map_or(0, |(_, code)| code)
}

/// How far jobs are, and the bill.
pub(crate) async fn told(store: &Store, progress: &Progress, scope: &Scope) -> Result<Report, Failure> {
    let (mut failed, mut troubles) = (0, Troubles::default());
    let look = |job: Job| {
        failed += if job.state == State::Done { u64::from(job.failed_clips) } else { 0 };
        troubles.add(&job);
    };
    store.each(scope, look).await?;
    let counts = progress.jobs.iter().map(|(state, count)| format!("{count} {state}"));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let files = std::iter::once(counted(progress.files, "file")).chain(failed_clips(failed));
    let files = files.collect::<Vec<_>>().join(", ");
    let mut text = format!("{}; {files}\n", if counts.is_empty() { "no jobs".to_owned() } else { counts });
    text.push_str(&format!("{} credits spent", progress.spent));
    for (credits, what) in [
        (progress.given_back, "for tasks that failed, which the service gives back"),
        (progress.in_doubt, "in doubt"),
        (progress.to_come, "still to come"),
        (progress.unpriced, "calls beside whose price isn't documented"),
    ] {
        if credits > 0 {
            text.push_str(&format!(", {credits} {what}"));
        }
    }
    text.push_str(" (expected prices)\n");
    let report = Report::new(text, json!({"progress": progress, "failed_clips": failed}));
    let all = store.list(store.jobs.ids(scope).await?, |job| json!(job));
    Ok(report.listing("jobs", all).with(troubles.told(store, scope)))
}

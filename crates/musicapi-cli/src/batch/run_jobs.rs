//! Working on many jobs: shown while it goes on, and told of at the end.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use musicapi::{TaskRef, display};
use musicapi_jobs::{Event, Job, Options, Progress, Scope, State, Why};

use crate::batch::bill::{bill, code_of, failed_clips, told};
use crate::batch::estimate::{Load, Open, Speed};
use crate::batch::index_page;
use crate::calls::download::Titled;
use crate::calls::watch::{Seen, Watch};
use crate::context::database::Store;
use crate::context::interrupt;
use crate::context::session::{MOCK_ENDS, Session};
use crate::output::failure::Failure;
use crate::output::invocation::{musicapi, quoted};
use crate::output::progress::{Screen, say};
use crate::output::report::Report;
use crate::output::streams::tell;

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
    let run = store.jobs.run(&session.client, Options { files: Arc::new(Titled::new(&screen)), ..options });
    let mut watch = Watch::new(run, true);
    // Those whose limit is reached.
    let mut full = Vec::new();
    // What has a page.
    let mut batches: BTreeSet<String> = match &scope {
        Scope::Batch(batch) => [batch.clone()].into(),
        _ => BTreeSet::new(),
    };
    let mut code = None;
    while let Some(seen) = watch.next().await {
        let Seen::Event(event) = seen else {
            say("ending; an answer that is paid for is waited for (press Ctrl-C again to give up on it)");
            continue;
        };
        if let Some(board) = &mut board {
            board.show(store, &event).await?;
        }
        match *event {
            Event::Ended { job, error } => {
                say(&line(&job, error.as_ref().map(ToString::to_string)));
                batches.insert(job.batch);
            }
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
            Event::Revived { job, .. } => {
                say(&format!("job {job}: its task is there after all, so nothing is paid again; it is waited for"));
            }
            Event::Forgotten { job, task, is_sent_again } => say(&forgotten(job, &task, is_sent_again)),
            _ => {}
        }
    }
    board.iter().for_each(|board| board.bar.finish_and_clear());
    let is_stopped = watch.is_stopped();
    let (progress, _) = watch.finish().await?;
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
            Some(left) => format!(", {} left", left.in_words()),
            None => ", longer than usual".to_owned(),
        });
        self.bar.set_position(self.progress.total().saturating_sub(open));
        // Where a line ends early, what comes last is missed least.
        let (running, waiting, spent) = (load.running, load.to_send, self.progress.spent);
        let text = format!("{running} run, {waiting} wait, {spent} credits{}", left.unwrap_or_default());
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

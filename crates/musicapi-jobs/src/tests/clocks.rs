//! A date that jumps, at each step of a job: everything ends, and nothing is paid twice.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use musicapi::{Attempt, Observer};

use super::*;

const HOUR: i64 = 60 * 60;

/// The mock's clock, with a date that jumps, and time that does.
struct Jumping {
    time: MovedTime,
    by: AtomicI64,
    /// By how many seconds time has jumped ahead.
    ahead: AtomicI64,
}

impl Jumping {
    fn of(stage: &Stage) -> Arc<Self> {
        let time = MovedTime(stage.mock.clock().clone());
        Arc::new(Self { time, by: AtomicI64::new(0), ahead: AtomicI64::new(0) })
    }
}

impl musicapi::Clock for Jumping {
    fn now(&self) -> Duration {
        self.time.now() + Duration::from_secs(self.ahead.load(Ordering::SeqCst).unsigned_abs())
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.time.sleep(time)
    }

    fn date(&self) -> SystemTime {
        let by = self.by.load(Ordering::SeqCst);
        let distance = Duration::from_secs(by.unsigned_abs());
        if by < 0 { self.time.date() - distance } else { self.time.date() + distance }
    }
}

/// Where the date jumps.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// Once the balance was read, before the intent is written.
    BeforeIntent,
    /// Once the create was answered.
    AfterIntent,
    /// Once the task was polled.
    Waiting,
    /// When the first file is about to be fetched.
    FetchFuture,
}

/// What jumps.
#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    /// The date alone: somebody sets the clock, or the machine slept, and its time has stood still meanwhile.
    Date,
    /// Time alone.
    Time,
    /// Both: the machine slept, and its time has gone on.
    Both,
}

/// Jumps at its step, once.
struct Jumper {
    clock: Arc<Jumping>,
    what: What,
    due: Mutex<Option<(Step, i64)>>,
}

impl Jumper {
    fn at(&self, step: Step) {
        let mut due = self.due.lock().unwrap();
        if let Some((_, by)) = due.take_if(|(wanted, _)| *wanted == step) {
            if self.what != What::Time {
                self.clock.by.store(by, Ordering::SeqCst);
            }
            if self.what != What::Date {
                self.clock.ahead.store(by, Ordering::SeqCst);
            }
        }
    }
}

impl Observer for Jumper {
    fn attempt(&self, attempt: &Attempt<'_>) {
        match attempt.operation {
            "get_credits" => self.at(Step::BeforeIntent),
            "create_sonic" => self.at(Step::AfterIntent),
            "get_sonic_task" => self.at(Step::Waiting),
            _ => {}
        }
    }
}

/// Hands the observer on, which is shared with the files.
struct Shared(Arc<Jumper>);

impl Observer for Shared {
    fn attempt(&self, attempt: &Attempt<'_>) {
        self.0.attempt(attempt);
    }
}

#[tokio::test]
async fn a_date_that_jumps_ends_nothing_and_pays_nothing_twice() {
    for by in [HOUR, 24 * HOUR, 10 * 365 * 24 * HOUR] {
        for by in [by, -by] {
            for step in [Step::BeforeIntent, Step::AfterIntent, Step::Waiting, Step::FetchFuture] {
                jump(step, What::Date, by).await;
            }
        }
    }
}

/// A laptop that is closed and opened again. Its time never goes back.
#[tokio::test]
async fn time_that_jumps_ends_nothing_and_pays_nothing_twice() {
    // The longest is beyond every deadline.
    for by in [HOUR, 10 * 365 * 24 * HOUR] {
        for what in [What::Time, What::Both] {
            for step in [Step::BeforeIntent, Step::AfterIntent, Step::Waiting, Step::FetchFuture] {
                jump(step, what, by).await;
            }
        }
    }
}

/// While the machine slept the leases ran out, and of two processes either may be the first to go on.
#[tokio::test]
async fn of_two_that_slept_neither_pays_for_what_the_other_has() {
    for what in [What::Date, What::Both] {
        for step in [Step::BeforeIntent, Step::AfterIntent, Step::Waiting, Step::FetchFuture] {
            let stage = Stage::new().await;
            let (jobs, jumper, client, options) = sleeper(&stage, step, what, 8 * HOUR).await;
            jobs.add("album", &songs()).await.unwrap();
            let run = || jobs.run(&client, options.clone()).finish();
            let both = tokio::time::timeout(Duration::from_secs(120), async { tokio::join!(run(), run()) });
            let (one, other) = both.await.unwrap_or_else(|_| panic!("{what:?} {step:?}: they don't end"));
            one.unwrap();
            other.unwrap();
            assert!(jumper.due.lock().unwrap().is_none(), "{what:?} {step:?}: it never jumped");
            stage.is_honest(&jobs).await;
            jobs.run(&client, options.clone()).finish().await.unwrap();
            assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Done; 3], 3), "{what:?} {step:?}");
        }
    }
}

/// Jobs, client and options whose clock jumps at a step.
async fn sleeper(stage: &Stage, step: Step, what: What, by: i64) -> (Jobs, Arc<Jumper>, Client, Options) {
    let clock = Jumping::of(stage);
    let jumper = Arc::new(Jumper { clock: Arc::clone(&clock), what, due: Mutex::new(Some((step, by))) });
    let jobs = Jobs::open(stage.folder.path().join("jobs.db")).await.unwrap().with_clock(Arc::clone(&clock) as _);
    let policy = Policy { read_balance: true, ..Policy::default() };
    let client = Client::builder(stage.mock.key()).base_url(stage.mock.uri()).policy(policy);
    let client = client.clock(Arc::clone(&clock) as _).observer(Arc::new(Shared(Arc::clone(&jumper)))).build().unwrap();
    let folder = stage.folder.path().to_owned();
    let jumping = Arc::clone(&jumper);
    let files = move |_: &Job, clip: &Clip<Value>| {
        jumping.at(Step::FetchFuture);
        Some(folder.join(format!("{}.mp3", clip.id()?)))
    };
    (jobs, jumper, client, Options { files: Arc::new(files), ..stage.options() })
}

async fn jump(step: Step, what: What, by: i64) {
    let name = format!("{what:?} at {step:?} by {by} s");
    let stage = Stage::new().await;
    let (jobs, jumper, client, options) = sleeper(&stage, step, what, by).await;
    let clock = &jumper.clock;
    jobs.add("album", &songs()).await.unwrap();
    let run = tokio::time::timeout(Duration::from_secs(120), jobs.run(&client, options.clone()).finish());
    run.await.unwrap_or_else(|_| panic!("{name}: it doesn't end")).unwrap();
    assert!(jumper.due.lock().unwrap().is_none(), "{name}: it never jumped");
    stage.is_honest(&jobs).await;
    // Whatever was left is taken up by the next run, by the clock as it is then, and as it was before.
    for by in [by, 0].into_iter().filter(|by| what != What::Time || *by == 0) {
        clock.by.store(by, Ordering::SeqCst);
        let run = tokio::time::timeout(Duration::from_secs(120), jobs.run(&client, options.clone()).finish());
        run.await.unwrap_or_else(|_| panic!("{name}: the next run doesn't end")).unwrap();
    }
    stage.is_honest(&jobs).await;
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Done; 3], 3), "{name}");
    assert_eq!(parts_in(stage.folder.path()), 0, "{name}");
}

//! A date that jumps, at each step of a job: everything ends, and nothing is paid twice.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use musicapi::{Attempt, Observer};

use super::*;

const HOUR: i64 = 60 * 60;

/// The mock's clock, with a date that jumps once.
struct Jumping {
    time: MovedTime,
    by: AtomicI64,
}

impl musicapi::Clock for Jumping {
    fn now(&self) -> Duration {
        self.time.now()
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
    Fetching,
}

/// Jumps at its step, once.
struct Jumper {
    clock: Arc<Jumping>,
    due: Mutex<Option<(Step, i64)>>,
}

impl Jumper {
    fn at(&self, step: Step) {
        let mut due = self.due.lock().unwrap();
        if let Some((_, by)) = due.take_if(|(wanted, _)| *wanted == step) {
            self.clock.by.store(by, Ordering::SeqCst);
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
            for step in [Step::BeforeIntent, Step::AfterIntent, Step::Waiting, Step::Fetching] {
                jump(step, by).await;
            }
        }
    }
}

async fn jump(step: Step, by: i64) {
    let name = format!("{step:?} by {by} s");
    let stage = Stage::new().await;
    let clock = Arc::new(Jumping { time: MovedTime(stage.mock.clock().clone()), by: AtomicI64::new(0) });
    let jumper = Arc::new(Jumper { clock: Arc::clone(&clock), due: Mutex::new(Some((step, by))) });
    let jobs = Jobs::open(stage.folder.path().join("jobs.db")).await.unwrap().with_clock(Arc::clone(&clock) as _);
    let policy = Policy { read_balance: true, ..Policy::default() };
    let client = Client::builder(stage.mock.key()).base_url(stage.mock.uri()).policy(policy);
    let client = client.clock(Arc::clone(&clock) as _).observer(Arc::new(Shared(Arc::clone(&jumper)))).build().unwrap();
    let folder = stage.folder.path().to_owned();
    let jumping = Arc::clone(&jumper);
    let files = move |_: &Job, clip: &Clip<Value>| {
        jumping.at(Step::Fetching);
        Some(folder.join(format!("{}.mp3", clip.id()?)))
    };
    jobs.add("album", &songs()).await.unwrap();
    let options = Options { files: Arc::new(files), ..stage.options() };
    let run = tokio::time::timeout(Duration::from_secs(120), jobs.run(&client, options.clone()).finish());
    run.await.unwrap_or_else(|_| panic!("{name}: it doesn't end")).unwrap();
    assert!(jumper.due.lock().unwrap().is_none(), "{name}: it never jumped");
    stage.is_honest(&jobs).await;
    // Whatever was left is taken up by the next run, by the clock as it is then, and as it was before.
    for by in [by, 0] {
        clock.by.store(by, Ordering::SeqCst);
        let run = tokio::time::timeout(Duration::from_secs(120), jobs.run(&client, options.clone()).finish());
        run.await.unwrap_or_else(|_| panic!("{name}: the next run doesn't end")).unwrap();
    }
    stage.is_honest(&jobs).await;
    assert_eq!((states(&jobs).await, stage.accepted()), (vec![State::Done; 3], 3), "{name}");
    assert_eq!(parts_in(stage.folder.path()), 0, "{name}");
}

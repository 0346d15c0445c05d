//! Every behaviour of the quirky service, for whoever fetches: by the client, by a job of its own, and by a batch.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use contract_tests::files::names;
use contract_tests::quirks::{Asked, Deed, Quirk, Quirky, Twin, table};
use contract_tests::{KEY, client};
use musicapi::{Client, Clip, ErrorKind, PollPolicy, SideFile, Stored};
use musicapi_jobs::{Event, Job, JobSpec, Jobs, Options, Scope, State};
use musicapi_mock::Clock;
use openapi_mock::Reply;
use serde_json::{Value, json};

use crate::paid::create;

/// A clip's file is whole: the side file says so, and the mock has the same bytes.
fn is_whole(quirk: &Quirk, quirky: &Quirky, path: &Path) {
    let name = quirk.name;
    let Stored::Whole(record) = SideFile::stored(path) else { panic!("{name}: {} isn't whole", path.display()) };
    let side: Value = serde_json::from_slice(&fs::read(format!("{}.json", path.display())).unwrap()).unwrap();
    let (_, file) = side["url"].as_str().unwrap().split_once("/media/").unwrap();
    assert!(fs::read(path).unwrap() == quirky.file(file), "{name}: {} has other bytes", path.display());
    assert_eq!(record.media_type.as_deref(), Some("audio/mpeg"), "{name}");
    let told = record.warnings.join("; ");
    match quirk.warning {
        Some(warning) => assert!(told.contains(warning), "{name}: {told:?}"),
        None => assert_eq!(told, "", "{name}"),
    }
}

/// The songs in a folder are so many, and whole.
fn are_whole(quirk: &Quirk, quirky: &Quirky, folder: &Path, count: usize) {
    let there = names(folder);
    let songs: Vec<&String> = there.iter().filter(|name| name.ends_with(".mp3")).collect();
    assert_eq!((songs.len(), there.len()), (count, 2 * count), "{}: {there:?}", quirk.name);
    songs.into_iter().for_each(|song| is_whole(quirk, quirky, &folder.join(song)));
}

/// All rows, though some fail.
#[tokio::test]
async fn by_the_client() {
    let together = async {
        let mut failed = Vec::new();
        for quirk in table() {
            if tokio::task::spawn_local(fetch(quirk)).await.is_err() {
                failed.push(quirk.name);
            }
        }
        assert!(failed.is_empty(), "{failed:#?}");
    };
    tokio::task::LocalSet::new().run_until(together).await;
}

async fn fetch(quirk: Quirk) {
    let (clock, folder) = (Clock::by_hand(), tempfile::tempdir().unwrap());
    let quirky = Quirky::start(quirk, clock.clone());
    let client = client(&quirky.uri(), KEY, &clock);
    let task = create(&client).await.unwrap();
    let (of_files, place) = (client.clone(), folder.path().to_owned());
    let delivery = task.deliver(task.usual_polling(), move |clip| {
        let download = of_files.download(clip.audio()?, place.join(format!("{}.mp3", clip.id()?)));
        Some(download.side_file(SideFile::new()).expect_length(clip.duration()))
    });
    let made = delivery.finish().await.unwrap_or_else(|error| panic!("{}: {error}", quirk.name));
    let count = if quirk.twin == Twin::Comes { 2 } else { 1 };
    are_whole(&quirk, &quirky, folder.path(), count);
    assert_eq!((made.fetched.len(), made.missing.len(), quirky.paid()), (count, 2 - count, 1), "{}", quirk.name);
    assert_eq!(made.error.is_some(), quirk.twin == Twin::NeverEnds, "{}: {:?}", quirk.name, made.error);
    if quirk.twin == Twin::IsLost {
        let error = made.missing[0].error.as_ref().map(ToString::to_string).unwrap_or_default();
        assert!(error.contains("promises audio"), "{error}");
    }
    if let (Some(error), Some(missing)) = (made.error, made.missing.first()) {
        assert_eq!(error.kind(), ErrorKind::WaitedTooLong);
        let told = format!("clip {} is missing: it is running", missing.clip.id().unwrap());
        assert!(error.to_string().contains(&told), "{error}");
    }
}

/// A file whose address is all that is known has no fresh report, and is asked for as long.
#[tokio::test]
async fn by_an_address() {
    for quirk in table().into_iter().filter(|quirk| matches!(quirk.deed, Deed::Song(_))) {
        let (clock, folder) = (Clock::by_hand(), tempfile::tempdir().unwrap());
        let quirky = Quirky::start(quirk, clock.clone());
        let client = client(&quirky.uri(), KEY, &clock);
        let made = create(&client).await.unwrap().wait().await.unwrap();
        let address = made.succeeded[0].audio().unwrap().to_owned();
        let of = |name: &str| client.download(&address, folder.path().join(name)).side_file(SideFile::new());
        let begun = clock.now();
        let file = of("a.mp3").patience(Duration::from_secs(600)).await;
        file.unwrap_or_else(|error| panic!("{}: {error}", quirk.name));
        are_whole(&quirk, &quirky, folder.path(), 1);
        assert!(clock.now() - begun < Duration::from_secs(600), "{}", quirk.name);
    }
}

/// One that never comes is given up, as soon as it is known, or when the patience ends.
#[tokio::test]
async fn a_file_that_never_comes_is_given_up() {
    let never: fn(&Asked<'_>, Reply) -> Reply = |_, _| Reply::new(http::StatusCode::NOT_FOUND);
    let quirk = Quirk { name: "never", deed: Deed::Song(never), twin: Twin::Comes, warning: None };
    let (clock, folder) = (Clock::by_hand(), tempfile::tempdir().unwrap());
    let quirky = Quirky::start(quirk, clock.clone());
    let client = client(&quirky.uri(), KEY, &clock);
    let made = create(&client).await.unwrap().wait().await.unwrap();
    let address = made.succeeded[0].audio().unwrap().to_owned();
    for (patience, from, to) in [(0, 0, 0), (600, 540, 600)] {
        let begun = clock.now();
        let download = client.download(&address, folder.path().join("a.mp3")).patience(Duration::from_secs(patience));
        assert!(download.await.unwrap_err().is_file_pending());
        let took = (clock.now() - begun).as_secs();
        assert!((from..=to).contains(&took), "{took} of {patience}");
    }
    assert_eq!(names(folder.path()), [""; 0]);
}

/// The mock's time as that of client and jobs: to sleep is to wait for it.
struct Time(Clock);

impl musicapi::Clock for Time {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.until(self.0.now().saturating_add(time)))
    }

    fn date(&self) -> SystemTime {
        contract_tests::began() + self.0.now()
    }
}

fn work(key: &str) -> JobSpec {
    let request =
        json!({"custom_mode": false, "mv": "sonic-v6", "gpt_description_prompt": format!("a march for {key}")});
    JobSpec { key: key.to_owned(), operation: "create_sonic".to_owned(), request, note: Value::Null, any_model: false }
}

/// Runs these rows as jobs, and looks at what came of it.
async fn run(quirk: Quirk, rows: usize, scope: impl FnOnce(&[i64]) -> Scope) {
    let (clock, folder) = (Clock::real(100.0), tempfile::tempdir().unwrap());
    let (store, out) = (folder.path().join("jobs.db"), folder.path().join("out"));
    fs::create_dir(&out).unwrap();
    let quirky = Quirky::start(quirk, clock.clone());
    let time = Arc::new(Time(clock));
    let client = Client::builder(KEY).base_url(quirky.uri()).clock(Arc::clone(&time) as _).build().unwrap();
    let jobs = Jobs::open(store).await.unwrap().with_clock(time);
    let work: Vec<JobSpec> = (0..rows).map(|row| work(&row.to_string())).collect();
    let ids = jobs.add("album", &work).await.unwrap();
    let place = out.clone();
    // The deadline is far off, unless a clip never ends.
    let deadline = Duration::from_secs(if quirk.twin == Twin::NeverEnds { 600 } else { 100_000 });
    let wait = PollPolicy {
        first: Duration::from_secs(5),
        pace: (Duration::from_secs(5), Duration::from_secs(6)),
        deadline,
        max_errors: 5,
    };
    let files = move |job: &Job, clip: &Clip<Value>| Some(place.join(format!("{}-{}.mp3", job.id, clip.id()?)));
    let options = Options {
        scope: scope(&ids),
        wait: Some(wait),
        lease: Duration::from_secs(1_000_000),
        files: Arc::new(files),
        ..Options::default()
    };
    let mut run = jobs.run(&client, options);
    let mut ended = Vec::new();
    while let Some(event) = run.next().await {
        if let Event::Ended { job, error } = event {
            ended.push((job.state, error.map(|error| error.to_string()).unwrap_or_default()));
        }
    }
    run.finish().await.unwrap();
    let count = if quirk.twin == Twin::Comes { 2 } else { 1 };
    assert_eq!((ended.len(), quirky.paid()), (rows, rows), "{}: {ended:?}", quirk.name);
    for (state, error) in &ended {
        let (wanted, told) = match quirk.twin {
            Twin::Comes => (State::Done, ""),
            Twin::NeverEnds => (State::Running, "is missing: it is running"),
            Twin::IsLost => (State::Running, "promises audio"),
        };
        assert!(*state == wanted && error.contains(told), "{}: {state} {error}", quirk.name);
    }
    are_whole(&quirk, &quirky, &out, rows * count);
}

/// Side by side, since most of the time is spent waiting.
async fn all(rows: usize, scope: fn(&[i64]) -> Scope) {
    let together = async {
        let mut running = tokio::task::JoinSet::new();
        let mut quirks = table().into_iter();
        loop {
            while running.len() < 12
                && let Some(quirk) = quirks.next()
            {
                running.spawn_local(run(quirk, rows, scope));
            }
            match running.join_next().await {
                Some(done) => done.unwrap(),
                None => return,
            }
        }
    };
    tokio::task::LocalSet::new().run_until(together).await;
}

#[tokio::test]
async fn by_a_job() {
    all(1, |ids| Scope::Job(ids[0])).await;
}

#[tokio::test]
async fn by_a_batch() {
    all(2, |_| Scope::Batch("album".to_owned())).await;
}

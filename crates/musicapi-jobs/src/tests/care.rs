//! A store that is hurt, copied, and rid of what is long over.

use std::fs;

use musicapi_mock::Failure;

use super::*;
use crate::ErrorKind;
use crate::SINGLE;
use crate::sqlite::file::beside;

/// Overwrites the jobs in a file that nobody has open.
fn hurt(path: &Path) -> Vec<u8> {
    let whole = fs::read(path).unwrap();
    let mut bytes = whole.clone();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'jobs'";
    let root: i64 = rusqlite::Connection::open(path).unwrap().query_row(root, [], |row| row.get(0)).unwrap();
    let begin = usize::try_from(root - 1).unwrap() * 4096;
    bytes[begin..begin + 4096].fill(0x5a);
    fs::write(path, bytes).unwrap();
    whole
}

#[tokio::test]
async fn from_a_damaged_file_nothing_is_paid_until_it_was_found_whole() {
    let stage = Stage::new().await;
    let path = stage.folder.path().join("jobs.db");
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    drop(jobs);
    let whole = hurt(&path);
    let jobs = stage.jobs().await;
    let error = jobs.list(&Scope::All).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Damaged, "{error}");
    drop(jobs);
    assert!(beside(&path, "-damaged").exists(), "it is remembered");

    // Whatever puts it right, and whoever opens it then.
    let jobs = stage.jobs().await;
    assert!(!jobs.check().await.unwrap().faults.is_empty());
    drop(jobs);
    fs::write(&path, whole).unwrap();
    let jobs = stage.jobs().await;
    assert_eq!(states(&jobs).await, [State::Waiting; 3]);
    let error = jobs.run(&stage.client(), stage.options()).finish().await.unwrap_err();
    assert!(
        error.kind() == ErrorKind::Damaged && error.to_string().contains("until a check finds it whole"),
        "{error}"
    );
    let client = stage.client().with_journal(Arc::new(jobs.clone()));
    let request = songs().remove(0).request;
    assert!(client.call(&musicapi::facts::CREATE_SONIC, &[], Some(request)).await.is_err());
    assert_eq!(stage.accepted(), 0);

    let health = jobs.check().await.unwrap();
    assert_eq!((health.faults.len(), health.closed), (0, None));
    assert!(!beside(&path, "-damaged").exists());
    stage.mock.advance(Duration::from_secs(31));
    assert_eq!(jobs.run(&stage.client(), stage.options()).finish().await.unwrap().count(State::Done), 3);
}

#[test]
fn a_full_disk_and_a_lock_are_no_damage() {
    let error = |code: i32| Error::from(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
    // FULL, BUSY, CANTOPEN, READONLY, and of input and output NOMEM, LOCK, SHMSIZE.
    for code in [13, 5, 14, 8, 10 | 12 << 8, 10 | 15 << 8, 10 | 19 << 8] {
        assert!(!error(code).may_mean_damage(), "{code}");
    }
    // CORRUPT, NOTADB, and READ, WRITE, FSYNC.
    for code in [11, 26, 10 | 1 << 8, 10 | 3 << 8, 10 | 4 << 8] {
        assert!(error(code).may_mean_damage(), "{code}");
    }
}

#[tokio::test]
async fn a_copy_is_whole_and_a_file_that_is_there_stays() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    let copy = stage.folder.path().join("copy.db");
    jobs.backup(&copy).await.unwrap();
    let error = jobs.backup(&copy).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongState, "{error}");
    let error = jobs.backup(stage.folder.path().join("no/such/folder")).await.unwrap_err();
    assert!(error.to_string().contains("can't be made"), "{error}");
    let copied = Jobs::open(&copy).await.unwrap();
    assert_eq!(copied.list(&Scope::All).await.unwrap(), jobs.list(&Scope::All).await.unwrap());
    assert_eq!(copied.progress(&Scope::All).await.unwrap(), jobs.progress(&Scope::All).await.unwrap());
    assert_eq!(copied.check().await.unwrap().faults, [""; 0]);
}

#[tokio::test]
async fn what_is_long_over_is_taken_away_and_the_bill_stays() {
    let stage = Stage::new().await;
    // The third is lost, the fourth fails.
    stage.mock.fault("create_sonic:3:after:reset".parse().unwrap());
    let jobs = stage.jobs().await;
    let one_by_one = Options { concurrency: 1, ..stage.options() };
    jobs.set("album", &songs(), Some(1000)).await.unwrap();
    jobs.run(&stage.client(), one_by_one.clone()).finish().await.unwrap();
    stage.mock.next_lifecycle("create_sonic", Lifecycle::Failed(Failure::Timeout));
    let alone = Options { scope: Scope::Batch(SINGLE.to_owned()), ..one_by_one.clone() };
    jobs.add(SINGLE, &[song("a", "a jig"), song("b", "a reel")]).await.unwrap();
    jobs.run(&stage.client(), alone.clone()).finish().await.unwrap();
    stage.mock.advance(Duration::from_secs(1000));
    let date = stage.clock();
    let date = musicapi::Clock::date(&*date);
    jobs.add(SINGLE, &[song("c", "a polka")]).await.unwrap();
    jobs.run(&stage.client(), alone).finish().await.unwrap();
    use State::{Done, Failed, InDoubt};
    assert_eq!(states(&jobs).await, [Done, Done, InDoubt, Failed, Done, Done]);

    let bill = async || {
        let batch = jobs.progress(&Scope::Batch("album".to_owned())).await.unwrap();
        (jobs.progress(&Scope::All).await.unwrap(), batch)
    };
    let (before, list) = (bill().await, jobs.list(&Scope::All).await.unwrap());
    let asked = jobs.prune(date, true).await.unwrap();
    assert_eq!((jobs.list(&Scope::All).await.unwrap(), bill().await), (list, before.clone()), "to ask changes nothing");
    assert_eq!((asked.jobs, asked.emptied, asked.credits), (2, 2, 4 * PRICE));
    assert_eq!(jobs.prune(date, false).await.unwrap(), asked);
    assert_eq!(states(&jobs).await, [Done, Done, InDoubt, Done], "what was made one by one is gone");
    assert_eq!(bill().await, before);
    assert_eq!(jobs.prune(date, false).await.unwrap(), crate::Pruned::default());
    assert_eq!(bill().await, before);
    // What a batch has paid for it doesn't pay for again.
    let paid = stage.accepted();
    let plan = jobs.set("album", &songs(), None).await.unwrap();
    assert_eq!((plan.to_send.len(), plan.spent), (0, 3 * PRICE));
    jobs.run(&stage.client(), one_by_one).finish().await.unwrap();
    assert_eq!(stage.accepted(), paid);
    assert_eq!(jobs.check().await.unwrap().faults, [""; 0]);
}

/// An answer without a task is all that was paid for: it stays, and a client that shares the file as its journal isn't sold it again.
#[tokio::test]
async fn an_answer_that_is_all_that_was_paid_for_is_not_taken_away() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    for batch in ["words", SINGLE] {
        jobs.add(batch, &[lyrics()]).await.unwrap();
        let options = Options { scope: Scope::Batch(batch.to_owned()), ..stage.options() };
        jobs.run(&stage.client(), options).finish().await.unwrap();
    }
    let before = jobs.list(&Scope::All).await.unwrap();
    let has_answer = |job: &Job| job.answer.as_ref().is_some_and(|answer| !answer.is_null());
    assert!(before.len() == 2 && before.iter().all(has_answer), "{before:?}");
    stage.mock.advance(Duration::from_secs(1000));
    let pruned = jobs.prune(musicapi::Clock::date(&*stage.clock()), false).await.unwrap();
    assert_eq!((pruned, jobs.list(&Scope::All).await.unwrap()), (crate::Pruned::default(), before));
}

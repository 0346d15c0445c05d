//! A file that can't be used: told by what is in the way, and nothing lost.

use std::fs;

use super::*;
use crate::ErrorKind;
use crate::Event;
use crate::sqlite::file::Access;
use crate::sqlite::lock::Patience;
use crate::sqlite::store::Store;
use rusqlite::Connection;

async fn filled() -> (Stage, std::path::PathBuf) {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    // The last one moves what was written from the log beside it into it.
    drop(jobs);
    let path = stage.folder.path().join("jobs.db");
    (stage, path)
}

async fn refused(path: &Path) -> Error {
    Jobs::open(path).await.unwrap_err()
}

#[tokio::test]
async fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_stage, path) = filled().await;
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn what_is_no_file_of_jobs_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.db");
    for (content, kind) in [
        (&b""[..], ErrorKind::NotJobs),
        (b"Dear diary, today I wrote a song that is longer than a head", ErrorKind::NotJobs),
        (b"SQLite format 3\0", ErrorKind::NotJobs),
    ] {
        fs::write(&path, content).unwrap();
        let error = refused(&path).await;
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().starts_with(path.to_str().unwrap()), "{error}");
        assert_eq!(fs::read(&path).unwrap(), content);
    }
    assert_eq!(refused(&folder.path().join("no/such/folder")).await.kind(), ErrorKind::NotJobs);
    assert_eq!(refused(folder.path()).await.kind(), ErrorKind::NotJobs);

    // Of another program.
    let (_stage, path) = filled().await;
    let mut bytes = fs::read(&path).unwrap();
    bytes[68..72].copy_from_slice(&[0; 4]);
    fs::write(&path, &bytes).unwrap();
    assert_eq!(refused(&path).await.kind(), ErrorKind::NotJobs);
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[tokio::test]
async fn a_newer_one_is_refused_by_its_version() {
    let (_stage, path) = filled().await;
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 7").unwrap();
    let bytes = fs::read(&path).unwrap();
    let error = refused(&path).await;
    assert_eq!(error.kind(), ErrorKind::Newer);
    assert!(error.to_string().contains("version 7"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[tokio::test]
async fn one_of_an_older_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.db");
    {
        let old = Connection::open(&path).unwrap();
        let job = "INSERT INTO jobs (batch, key, operation, request, note, due)
            VALUES ('album', '1', 'create_sonic', '{}', 'null', 0);
            INSERT INTO submissions (intent, job, operation, fingerprint, at, credits, balance, request, state)
            VALUES ('i', 1, 'create_sonic', 'f', 5, 15, 50, '{}', 'unknown');";
        for statement in [
            include_str!("../sqlite/migrations/1.sql"),
            job,
            "PRAGMA application_id = 0x4d414a6f; PRAGMA user_version = 1",
        ] {
            old.execute_batch(statement).unwrap();
        }
    }
    let jobs = Jobs::open(&path).await.unwrap();
    assert_eq!(states(&jobs).await, [State::InDoubt]);
    jobs.settle(1, musicapi::Verdict::NotCharged).await.unwrap();
    assert_eq!(states(&jobs).await, [State::Waiting]);
}

#[tokio::test]
async fn one_that_was_cut_short_is_refused() {
    let (_stage, path) = filled().await;
    let bytes = fs::read(&path).unwrap();
    for part in [50, 100, 1000, 4096, bytes.len() - 4096, bytes.len() - 3] {
        fs::write(&path, &bytes[..part]).unwrap();
        let error = refused(&path).await;
        let kinds = [ErrorKind::Damaged, ErrorKind::NotJobs];
        assert!(kinds.contains(&error.kind()), "{part} of {}: {error}", bytes.len());
        assert!(error.to_string().contains("cut short") || error.to_string().contains("damaged"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), &bytes[..part]);
    }
    fs::write(&path, &bytes).unwrap();
    let jobs = Jobs::open(&path).await.unwrap();
    assert_eq!(states(&jobs).await.len(), 3);
}

#[tokio::test]
async fn one_that_is_locked_by_another_is_told() {
    let (_stage, path) = filled().await;
    let store = Store::open_within(&path, Access::Write, Patience { told: Duration::ZERO, longest: Duration::ZERO })
        .await
        .unwrap();
    let another = Connection::open(&path).unwrap();
    another.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store.write(Durable::Yes, |_| Ok(())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Locked, "{error}");
    another.execute_batch("COMMIT").unwrap();
    store.write(Durable::Yes, |_| Ok(())).await.unwrap();
}

/// Root can write everywhere, so what is tried is done by nobody: another process, of this program.
#[cfg(unix)]
#[test]
fn one_that_can_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;

    const FILE: &str = "MUSICAPI_JOBS_READ_ONLY";
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    if let Some(path) = std::env::var_os(FILE) {
        let error = runtime.block_on(async {
            let path = Path::new(&path);
            match Jobs::open(path).await {
                Ok(jobs) => jobs.add("album", &songs()).await.unwrap_err(),
                Err(error) => error,
            }
        });
        assert_eq!(error.kind(), ErrorKind::ReadOnly, "{error}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let below = folder.path().join("below");
    fs::create_dir(&below).unwrap();
    runtime.block_on(async { Jobs::open(below.join("jobs.db")).await.map(drop) }).unwrap();
    assert!(!below.join("jobs.db-wal").exists(), "the last one has closed it");
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set(folder.path(), 0o755);
    for name in ["jobs.db", "new.db"] {
        if name == "jobs.db" {
            set(&below.join(name), 0o444);
        }
        set(&below, 0o555);
        let mut command = std::process::Command::new(&program);
        command.args(["--exact", "tests::file::one_that_can_not_be_written_is_told"]).env(FILE, below.join(name));
        // Is this one root?
        if fs::write(below.join("probe"), "").is_ok() {
            command.uid(65_534).gid(65_534);
        }
        let output = command.current_dir("/").output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
    }
    set(&below, 0o755);
}

/// On a full disk, nothing that can't be written down is sent.
#[tokio::test]
async fn on_a_full_disk_nothing_is_sent() {
    let (stage, _) = filled().await;
    let jobs = stage.jobs().await;
    full(&jobs).await;
    let error = jobs.run(&stage.client(), stage.options()).finish().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Disk, "{error}");
    assert_eq!(stage.accepted(), 0);
    let error = jobs.add("another", &songs()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Disk, "{error}");
    drop(jobs);
    let jobs = stage.jobs().await;
    assert_eq!(jobs.run(&stage.client(), stage.options()).finish().await.unwrap().count(State::Done), 3);
}

/// From now on the file can't grow, and there is no room left in it.
async fn full(jobs: &Jobs) {
    sql(jobs, Durable::Yes, "PRAGMA max_page_count = 1").await.unwrap();
    let fill = "INSERT INTO jobs (batch, key, operation, request, note, due)
        VALUES ('', hex(randomblob(8)), '', 'null', 'null', 0)";
    while sql(jobs, Durable::Yes, fill).await.is_ok() {}
}

/// The answer came, and the file can't be written any more: whoever runs it still learns of the task.
#[tokio::test]
async fn a_task_that_can_not_be_written_down_is_told() {
    for step in 1.. {
        let stage = Stage::new().await;
        let jobs = stage.jobs().await;
        let id = jobs.add("album", &songs()[..1]).await.unwrap()[0];
        jobs.store().crash().after(step);
        let mut run = jobs.run(&stage.client(), stage.options());
        let mut told = Vec::new();
        while let Some(event) = run.next().await {
            if let Event::Unwritten { job, error } = event {
                assert_eq!(job, id);
                told.push(error.task().unwrap().clone());
            }
        }
        let ended = run.finish().await;
        assert!(jobs.store().crash().is_dead(), "the answer was always written down");
        let [task] = &told[..] else { continue };
        let error = ended.unwrap_err();
        assert_eq!(error.task(), Some(task));
        assert!(error.to_string().contains(&task.to_string()), "{error}");
        assert_eq!(error.to_string().matches(&task.to_string()).count(), 1, "{error}");
        // It can be handed in later.
        let jobs = stage.jobs().await;
        stage.mock.advance(Duration::from_secs(31));
        jobs.adopt(id, task).await.unwrap();
        assert_eq!(jobs.run(&stage.client(), stage.options()).finish().await.unwrap().count(State::Done), 1);
        assert_eq!(stage.accepted(), 1);
        return;
    }
}

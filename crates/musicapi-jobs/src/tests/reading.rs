//! Looking at a file needs no right to write: another user's, in a folder that can't be written, on a full disk.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::Command;

use super::*;
use crate::ErrorKind;
use crate::sqlite::file::beside;

const FILE: &str = "MUSICAPI_JOBS_LOOK";
const TEST: &str = "tests::reading::a_file_that_can_not_be_written_can_be_read";

/// A program that looks at a file, as somebody who can't write: root can everywhere.
struct Reader {
    folder: TempDir,
}

impl Reader {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        set(folder.path(), 0o755);
        fs::copy(std::env::current_exe().unwrap(), folder.path().join("program")).unwrap();
        fs::create_dir(folder.path().join("below")).unwrap();
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("below/jobs.db")
    }

    fn sees_three_jobs(&self, what: &str) {
        let mut command = Command::new(self.folder.path().join("program"));
        command.args(["--exact", TEST]).env(FILE, self.file()).current_dir("/");
        if fs::write(self.folder.path().join("below/probe"), "").is_ok() {
            fs::remove_file(self.folder.path().join("below/probe")).unwrap();
            command.uid(65_534).gid(65_534);
        }
        let before = names(&self.folder.path().join("below"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stdout));
        assert_eq!(names(&self.folder.path().join("below")), before, "{what}");
    }
}

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names
}

/// The other process.
async fn look(path: &Path) {
    let jobs = Jobs::open_read_only(path).await.unwrap();
    assert_eq!(states(&jobs).await, [State::Waiting; 3]);
    assert_eq!(jobs.show(1).await.unwrap().state, State::Waiting);
    assert_eq!(jobs.progress(&Scope::All).await.unwrap().to_come, 3 * PRICE);
    assert_eq!(jobs.limit("album").await.unwrap(), None);
    assert_eq!(jobs.check().await.unwrap().faults, [""; 0]);
    assert_eq!(jobs.add("album", &songs()).await.unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(jobs.set_limit("album", 5).await.unwrap_err().kind(), ErrorKind::ReadOnly);
}

#[test]
fn a_file_that_can_not_be_written_can_be_read() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if let Some(path) = std::env::var_os(FILE) {
        return runtime.block_on(look(Path::new(&path)));
    }
    let reader = Reader::new();
    let (file, below) = (reader.file(), reader.folder.path().join("below"));
    let jobs = runtime.block_on(async {
        let jobs = Jobs::open(&file).await.unwrap();
        jobs.add("album", &songs()).await.unwrap();
        jobs
    });
    // Another user's, which has it open and writes.
    for end in ["", "-wal", "-shm"] {
        set(&beside(&file, end), 0o644);
    }
    reader.sees_three_jobs("while its owner works on it");
    // As a kill leaves it: with its log. The folder can't be written.
    let (copy, log) = (fs::read(&file).unwrap(), fs::read(beside(&file, "-wal")).unwrap());
    assert!(!log.is_empty());
    drop((jobs, runtime));
    assert!(!beside(&file, "-wal").exists());
    for mode in [0o555, 0o755] {
        set(&below, 0o755);
        set(&file, 0o444);
        set(&below, mode);
        reader.sees_three_jobs("without a log");
        set(&below, 0o755);
        set(&file, 0o644);
        fs::write(&file, &copy).unwrap();
        fs::write(beside(&file, "-wal"), &log).unwrap();
        set(&file, 0o444);
        set(&below, mode);
        reader.sees_three_jobs("with its log, and no index of it");
        set(&below, 0o755);
        fs::write(beside(&file, "-shm"), "").unwrap();
        set(&below, mode);
        reader.sees_three_jobs("with its log, and an index that could not be made, as on a full disk");
        set(&below, 0o755);
        for end in ["-wal", "-shm"] {
            fs::remove_file(beside(&file, end)).unwrap();
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        fs::write(beside(&file, "-wal"), &log).unwrap();
        set(&file, 0o644);
        runtime.block_on(async { states(&Jobs::open(&file).await.unwrap()).await });
    }
}

/// What an older version wrote can't be brought up to date where it is.
#[tokio::test]
async fn one_of_an_older_version_can_be_read_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    let job = "INSERT INTO jobs (batch, key, operation, request, credits, note) VALUES ('album', '1', 'create_sonic', '{}', 15, 'null')";
    let marks = "PRAGMA application_id = 0x4d414a6f; PRAGMA user_version = 1; PRAGMA journal_mode = WAL";
    for statement in [include_str!("../sqlite/migrations/1.sql"), job, marks] {
        old.execute_batch(statement).unwrap();
    }
    old.close().unwrap();
    let bytes = fs::read(&path).unwrap();
    let jobs = Jobs::open_read_only(&path).await.unwrap();
    assert_eq!((states(&jobs).await, jobs.progress(&Scope::All).await.unwrap().to_come), (vec![State::Waiting], 15));
    assert_eq!(jobs.add("album", &songs()).await.unwrap_err().kind(), ErrorKind::ReadOnly);
    drop(jobs);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(states(&Jobs::open(&path).await.unwrap()).await, [State::Waiting]);
}

#[tokio::test]
async fn one_that_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let error = Jobs::open_read_only(folder.path().join("jobs.db")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotJobs);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

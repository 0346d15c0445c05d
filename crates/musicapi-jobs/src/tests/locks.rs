//! The file is SQLite's alone: no lock of it is lost, no log deleted, and what must be on the disk is.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::sqlite::file::{SYNCED, beside};

/// The file on the disk, and the files beside it.
#[cfg(target_os = "linux")]
fn inodes(path: &Path) -> Vec<u64> {
    use std::os::unix::fs::MetadataExt as _;
    let files = [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")];
    files.iter().map(|file| fs::metadata(file).unwrap().ino()).collect()
}

/// How many locks this process holds on a file.
#[cfg(target_os = "linux")]
fn locks(inode: u64) -> usize {
    let (process, inode) = (std::process::id().to_string(), inode.to_string());
    let is_it = |line: &&str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.get(4) == Some(&&*process) && words.get(5).is_some_and(|file| file.rsplit(':').next() == Some(&*inode))
    };
    fs::read_to_string("/proc/locks").unwrap().lines().filter(is_it).count()
}

/// Closing any handle of a file drops all locks that the process has on it; then another takes itself for the last one, and deletes the
/// log that this one writes to.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn however_often_it_is_opened_its_locks_stay_and_its_log_too() {
    let stage = Stage::new().await;
    let path = stage.folder.path().join("jobs.db");
    let jobs = stage.jobs().await;
    jobs.add("album", &songs()).await.unwrap();
    let files = inodes(&path);
    // How many locks SQLite holds changes while it works. The kernel lists locks piece by piece: one reading may miss a lock while others
    // come and go in other tests, but a lock that was dropped is in none of them.
    let is_held = || inodes(&path) == files && (0..100).any(|_| locks(files[0]) > 0);
    assert!(is_held(), "a store holds a lock on its file as long as it is open");
    std::os::unix::fs::symlink(&path, stage.folder.path().join("link.db")).unwrap();
    for name in ["jobs.db", "./jobs.db", "link.db"] {
        let again = Jobs::open(stage.folder.path().join(name)).await.unwrap();
        assert_eq!(again.list(&Scope::All).await.unwrap().len(), 3);
        again.progress(&Scope::All).await.unwrap();
        drop(again);
        let reading = Jobs::open_read_only(stage.folder.path().join(name)).await.unwrap();
        assert_eq!(reading.list(&Scope::All).await.unwrap().len(), 3);
        reading.check().await.unwrap();
        drop(reading);
        assert!(is_held(), "{name}");
    }
    jobs.backup(stage.folder.path().join("copy.db")).await.unwrap();
    jobs.run(&stage.client(), stage.options()).finish().await.unwrap();
    assert!(is_held());
    // What this test would see if anybody did it.
    drop(fs::File::open(&path).unwrap());
    assert_eq!(locks(files[0]), 0);
}

#[tokio::test]
async fn it_is_the_same_store_however_it_is_opened_and_closed_with_the_last() {
    let stage = Stage::new().await;
    let path = stage.folder.path().join("jobs.db");
    let (one, other) = (stage.jobs().await, stage.jobs().await);
    one.add("album", &songs()).await.unwrap();
    assert_eq!(one.store().thread(), other.store().thread());
    drop(one);
    assert!(beside(&path, "-wal").exists());
    drop(other);
    assert!(!beside(&path, "-wal").exists(), "the last one moves the log into the file");
    assert_eq!(states(&stage.jobs().await).await.len(), 3);
}

#[tokio::test]
async fn what_must_be_on_the_disk_is() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = Jobs::open(folder.path().join("jobs.db")).await.unwrap();
    let is_synced = || SYNCED.lock().unwrap().contains(&folder.path().to_owned());
    assert!(is_synced(), "the name of a new file is on the disk");
    for (durable, level) in [(Durable::Yes, 2), (Durable::No, 1), (Durable::Yes, 2)] {
        let asked = move |line: &crate::sqlite::line::Line| line.number("PRAGMA synchronous", []);
        assert_eq!(jobs.store().write(durable, asked).await.unwrap(), level, "{durable:?}");
    }
    let mode =
        |line: &crate::sqlite::line::Line| line.one("PRAGMA journal_mode", [], |row| Ok(row.get::<_, String>(0)?));
    assert_eq!(jobs.store().read(mode).await.unwrap().as_deref(), Some("wal"));
}

#[tokio::test]
async fn many_who_wait_for_the_disk_wait_once_and_one_that_fails_takes_nothing_from_the_others() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    let before = jobs.syncs().await.unwrap();
    // The thread is busy until all have asked.
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let busy = jobs.store().alone(move |_| Ok(wait.recv().is_ok()));
    let mut writing = tokio::task::JoinSet::new();
    for number in 0..50 {
        let jobs = jobs.clone();
        writing.spawn(async move {
            let work = [song(if number == 7 { "0" } else { "1" }, if number % 2 == 0 { "a march" } else { "a waltz" })];
            jobs.add(&(number / 2).to_string(), &work).await
        });
    }
    let (_, written) = tokio::join!(busy, async {
        tokio::task::yield_now().await;
        go.send(()).unwrap();
        writing.join_all().await
    });
    // Of two that add other work under the same key one fails; but one of them has a key of its own.
    assert_eq!(written.iter().filter(|added| added.is_ok()).count(), 26);
    assert_eq!(states(&jobs).await.len(), 26);
    let syncs = jobs.syncs().await.unwrap() - before;
    assert!(syncs < 10, "{syncs} waits for the disk");
}

/// A call that is dropped half-way leaves nothing open: others go on.
#[tokio::test]
async fn who_stops_waiting_leaves_nothing_open() {
    let stage = Stage::new().await;
    let jobs = stage.jobs().await;
    for _ in 0..20 {
        let (key, work) = (fastrand::u64(..).to_string(), songs());
        tokio::select! {
            biased;
            added = jobs.add(&key, &work) => drop(added.unwrap()),
            () = tokio::task::yield_now() => {}
        }
    }
    jobs.add("album", &songs()).await.unwrap();
    assert_eq!(states(&jobs).await.len() % 3, 0);
}

#[tokio::test]
async fn what_was_left_by_those_who_were_killed_while_they_made_one_is_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let names = [".musicapi-jobs-old", ".musicapi-jobs-old-wal", ".musicapi-jobs-new", "mine"];
    let at = |name: &str| -> PathBuf { folder.path().join(name) };
    for name in names {
        let file = fs::File::create(at(name)).unwrap();
        let ago = Duration::from_secs(if name.contains("new") { 60 } else { 2 * 60 * 60 });
        file.set_modified(SystemTime::now() - ago).unwrap();
    }
    drop(Jobs::open(at("jobs.db")).await.unwrap());
    let left: Vec<_> = names.into_iter().filter(|name| at(name).exists()).collect();
    assert_eq!(left, [".musicapi-jobs-new", "mine"]);
    assert!(fs::read_dir(folder.path()).unwrap().count() == 3, "and nothing of the one that was made now");
}

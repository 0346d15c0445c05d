//! One store for each file and process, on a thread of its own.
//!
//! Whoever wants something of the file sends it to that thread and waits. A change is a closure: no caller that stops waiting can leave
//! a transaction open. The thread takes what has arrived, answers those who only read, and makes one transaction of all changes: each
//! in a savepoint, so that one that fails takes nothing from the others. So many who wait for the disk wait once.

use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use musicapi::{Clock, SystemClock};
use tokio::sync::oneshot;

use crate::error::{Error, ErrorKind};
use crate::sqlite::file::{self, Access, Identity};
use crate::sqlite::hurt::Hurt;
use crate::sqlite::line::{Durable, Line};
use crate::sqlite::lock::{Lock, Patience, Wanted, wait_here, working};

/// How many changes are one transaction at most: others wait for it.
const MOST_TOGETHER: usize = 256;

/// The files that this process has open. Held while one is opened or closed.
static OPEN: Mutex<Vec<(Identity, Weak<OpenFile>)>> = Mutex::new(Vec::new());

/// The file, for one who uses it. Clones are the same.
#[derive(Clone)]
pub(crate) struct Store {
    file: Arc<OpenFile>,
    clock: Arc<dyn Clock>,
    #[cfg(test)]
    crash: Arc<crate::sqlite::crash::Crash>,
}

/// An open file.
struct OpenFile {
    path: PathBuf,
    access: Access,
    hurt: Arc<Hurt>,
    lock: Arc<Lock>,
    /// There until it is closed.
    requests: Option<Sender<Request>>,
    thread: Option<JoinHandle<()>>,
}

/// What somebody wants of the thread.
enum Request {
    Look(Wanted, Box<dyn FnOnce(&Line) + Send>),
    Change(Wanted, Durable, Change),
    /// Something that can't be part of a transaction, such as a copy.
    Alone(Wanted, Box<dyn FnOnce(&Line) + Send>),
}

/// Is given the connection, or the reason why nothing can be written. Says whether what it has written is to stay, and how to tell what
/// became of it.
type Change = Box<dyn FnOnce(Result<&Line, &Error>) -> (bool, Tell) + Send>;
type Tell = Box<dyn FnOnce(Option<&Error>) + Send>;

impl Store {
    pub(crate) async fn open(path: &Path, access: Access) -> Result<Self, Error> {
        Self::open_within(path, access, Patience::default()).await
    }

    pub(crate) async fn open_within(path: &Path, access: Access, patience: Patience) -> Result<Self, Error> {
        let path = path.to_owned();
        let opening = move || opened(&path, access, patience).map_err(|error| error.about(&path.display().to_string()));
        let file = tokio::task::spawn_blocking(opening).await.map_err(gone)??;
        let clock = Arc::new(SystemClock::default());
        Ok(Self {
            file,
            clock,
            #[cfg(test)]
            crash: Arc::default(),
        })
    }

    pub(crate) fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self.clone() }
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// The date, in milliseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.date()()
    }

    /// The same, for whoever must not keep the file open.
    pub(crate) fn date(&self) -> impl Fn() -> i64 + Send + 'static {
        let clock = Arc::clone(&self.clock);
        move || milliseconds(clock.date().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default())
    }

    pub(crate) fn hurt(&self) -> &Arc<Hurt> {
        &self.file.hurt
    }

    pub(crate) fn lock(&self) -> &Lock {
        &self.file.lock
    }

    /// The thread that has the connection.
    #[cfg(test)]
    pub(crate) fn thread(&self) -> Option<thread::ThreadId> {
        self.file.thread.as_ref().map(|thread| thread.thread().id())
    }

    #[cfg(test)]
    pub(crate) fn crash(&self) -> &crate::sqlite::crash::Crash {
        &self.crash
    }

    /// Reads.
    pub(crate) fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Line) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        self.ask(move |waits, tell| {
            let look = Box::new(move |line: &Line| {
                // All of it as of one moment.
                let looked = line.run("BEGIN").and_then(|()| look(line));
                line.roll_back();
                tell(looked);
            });
            Request::Look(waits, look)
        })
    }

    /// Does something that can't be part of a transaction.
    pub(crate) fn alone<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Line) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        self.ask(move |waits, tell| Request::Alone(waits, Box::new(move |line| tell(act(line)))))
    }

    /// Changes the file, whole or not at all. Once begun it is finished, even if nobody waits for it any more. While another program
    /// keeps the file locked it isn't begun, and isn't any more once nobody waits for it.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        durable: Durable,
        change: impl FnOnce(&Line) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        self.change(|waits| waits, durable, change)
    }

    /// The same, on the disk, and only as long as it is wanted, too.
    pub(crate) fn write_if<T: Send + 'static>(
        &self,
        is_wanted: impl Fn() -> bool + Send + 'static,
        change: impl FnOnce(&Line) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        self.change(move |waits| Box::new(move || waits() && is_wanted()), Durable::Yes, change)
    }

    /// The same, on the disk, whoever stops waiting for it: what is known of money is written down.
    pub(crate) fn write_surely<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Line) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        self.change(|_| Box::new(|| true), Durable::Yes, change)
    }

    /// Makes a change as long as it is wanted; `wanted` gets whether somebody waits for it.
    fn change<T: Send + 'static>(
        &self,
        wanted: impl FnOnce(Wanted) -> Wanted + Send,
        durable: Durable,
        change: impl FnOnce(&Line) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        #[cfg(test)]
        let crash = Arc::clone(&self.crash);
        self.ask(move |waits, tell| {
            Request::Change(
                wanted(waits),
                durable,
                Box::new(move |line| {
                    let changed = match line {
                        Ok(line) => {
                            #[cfg(test)]
                            let change = |line: &Line| crash.step(durable).and_then(|()| change(line));
                            change(line)
                        }
                        Err(error) => Err(error.again()),
                    };
                    let is_kept = changed.is_ok();
                    let committed = move |failed: Option<&Error>| {
                        #[cfg(test)]
                        let changed = changed.and_then(|changed| crash.step(durable).map(|()| changed));
                        tell(changed.and_then(|changed| failed.map_or(Ok(changed), |error| Err(error.again()))));
                    };
                    (is_kept, Box::new(committed))
                }),
            )
        })
    }

    /// Sends what is wanted, once somebody waits for it.
    fn ask<T: Send + 'static>(
        &self,
        request: impl FnOnce(Wanted, Box<dyn FnOnce(Result<T, Error>) + Send>) -> Request + Send,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        let file = Arc::clone(&self.file);
        async move {
            let (told, answer) = oneshot::channel();
            // It is gone with whoever stops waiting.
            let waiting = Arc::new(());
            let asker = Arc::downgrade(&waiting);
            let waits = Box::new(move || asker.strong_count() > 0);
            // Whoever has stopped waiting wants no answer.
            let request = request(waits, Box::new(move |answer| drop(told.send(answer))));
            let sent = file.requests.as_ref().is_some_and(|requests| requests.send(request).is_ok());
            let answer = if sent { answer.await.map_err(gone) } else { Err(gone("the thread is gone")) };
            drop(waiting);
            answer.and_then(|answer| answer).map_err(|error| {
                file.hurt.heed(&error);
                error.about(&file.path.display().to_string())
            })
        }
    }

    /// An error of this file, with its name.
    pub(crate) fn error(&self, error: Error) -> Error {
        error.about(&self.file.path.display().to_string())
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        // Nobody opens it before it is closed.
        let mut open = open_files();
        open.retain(|(_, file)| file.strong_count() > 0);
        drop(self.requests.take());
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

fn open_files() -> MutexGuard<'static, Vec<(Identity, Weak<OpenFile>)>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The file that is open already, or is opened now.
fn opened(path: &Path, access: Access, patience: Patience) -> Result<Arc<OpenFile>, Error> {
    // Dropped after the lock, which they take to be closed.
    let mut known = Vec::new();
    let mut open = open_files();
    if let Some(identity) = Identity::of(path) {
        known.extend(open.iter().filter(|(of, _)| *of == identity).filter_map(|(_, file)| file.upgrade()));
    }
    let suits = |file: &&Arc<OpenFile>| file.access == Access::Write || file.access == access;
    if let Some(file) = known.iter().find(suits) {
        return Ok(Arc::clone(file));
    }
    // What lies beside it lies beside the file itself, not beside a link to it.
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let hurt = Arc::new(Hurt::of(&real));
    let line = file::open(&real, access, patience.longest, !known.is_empty()).inspect_err(|error| {
        // Of what is no database at all nothing is known, not even that it is a file of jobs.
        if error.code().is_none_or(|code| code & 0xff != 26) {
            hurt.heed(error);
        }
    })?;
    let identity = Identity::of(path).ok_or_else(|| Error::new(ErrorKind::NotJobs, "it is gone"))?;
    let (requests, arrived) = channel();
    let lock = Arc::new(Lock::default());
    let of_thread = Arc::clone(&lock);
    let served = move || {
        // Without the handler it waits by the time that was set when it was opened, and tells nobody.
        let _ = wait_here(&line, of_thread, patience);
        serve(&line, &arrived);
    };
    let thread = thread::Builder::new().name("musicapi-jobs".to_owned()).spawn(served);
    let thread = thread.map_err(|error| Error::new(ErrorKind::Other, "no thread can be started").because(error))?;
    let file = Arc::new(OpenFile {
        path: path.to_owned(),
        access,
        hurt,
        lock,
        requests: Some(requests),
        thread: Some(thread),
    });
    open.push((identity, Arc::downgrade(&file)));
    Ok(file)
}

/// The thread, until nobody has the file open any more.
fn serve(line: &Line, requests: &Receiver<Request>) {
    while let Ok(first) = requests.recv() {
        let (mut changes, mut wanted) = (Vec::new(), Vec::new());
        let mut next = Some(first);
        while let Some(request) = next {
            match request {
                // Who only reads never waits for the disk; and who must see a change waits for it before.
                Request::Look(waits, look) => working(false, vec![waits], || look(line)),
                Request::Alone(waits, act) => working(true, vec![waits], || act(line)),
                Request::Change(is_wanted, durable, change) => {
                    changes.push((durable, change));
                    wanted.push(is_wanted);
                }
            }
            next = if changes.len() < MOST_TOGETHER { requests.try_recv().ok() } else { None };
        }
        if !changes.is_empty() {
            let is_durable = changes.iter().any(|(durable, _)| *durable == Durable::Yes);
            let durable = if is_durable { Durable::Yes } else { Durable::No };
            working(true, wanted, || commit(line, changes, durable));
        }
    }
}

/// Makes one transaction of all changes, and tells what became of each.
fn commit(line: &Line, changes: Vec<(Durable, Change)>, durable: Durable) {
    let mut failed = line.begin(durable).err();
    let mut told = Vec::new();
    for (_, change) in changes {
        let ready = match &failed {
            Some(error) => Err(error.again()),
            None => line.run("SAVEPOINT change"),
        };
        let (is_kept, tell) = change(ready.as_ref().map(|()| line));
        told.push(tell);
        if failed.is_some() {
            continue;
        }
        let ended = match (ready, is_kept) {
            (Err(error), _) => Err(error),
            // SQLite has taken everything back by itself, as it does on a full disk.
            _ if line.connection.is_autocommit() => {
                Err(Error::new(ErrorKind::Disk, "the file of jobs can't be written; nothing of this was written"))
            }
            (Ok(()), true) => line.run("RELEASE change"),
            (Ok(()), false) => line.run("ROLLBACK TO change; RELEASE change"),
        };
        failed = ended.err();
    }
    let committed = match failed {
        Some(error) => Err(error),
        None => {
            let counted = if durable == Durable::Yes {
                line.execute("UPDATE syncs SET count = count + 1", []).map(drop)
            } else {
                Ok(())
            };
            counted.and_then(|()| line.run("COMMIT"))
        }
    };
    if committed.is_err() {
        line.roll_back();
    }
    told.into_iter().for_each(|tell| tell(committed.as_ref().err()));
}

/// A length of time in milliseconds.
pub(crate) fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

fn gone(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::Other, "the file of jobs was closed").because(error)
}

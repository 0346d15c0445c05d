//! A journal in a file: a line of JSON for each entry, on the disk before it counts.
//!
//! `line` is the format of the file, `index` what is known of it without reading it again, `lock` decides who may write and who may buy.
//! Every access locks the file and first reads what other processes have written since, so each decision knows all entries. All that
//! touches the disk is done off the runtime's threads, and is finished once begun.

mod index;
mod line;
mod lock;

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use musicapi_facts::BalanceKind;
use serde_json::Value;

use super::{Claim, Entry, Intent, Journal, JournalFuture, NamedBudget, Submission, evidence};
use crate::error::{Error, ErrorKind};
use crate::journal::file::index::{Index, Span};
use crate::journal::file::line::{HEAD, Line, TORN, VERSION, Written, not_of_a_journal};
use crate::journal::file::lock::{Locked, TRIES_AT_OPEN};
use crate::journal::verdict::{Verdict, milliseconds};
use crate::task::TaskRef;

/// A journal in a file, for programs that want no database. Only its owner can read it, since it has requests and answers.
///
/// Several processes can share it: with [`Policy::once`](crate::Policy::once), none buys what another has bought or is buying, and a
/// [budget](crate::Builder::budget) counts what all of them have spent. Don't share it over a network file system without locks.
///
/// Entries are appended and synced. A line that a crash cut short is marked by the next writer, and skipped. If the file is renamed,
/// replaced or cut while it is open, the journal notices: nothing more is sent, and outcomes of calls sent before are still recorded.
///
/// [`open`](Self::open), [`entries`](Self::entries) and [`submissions`](Self::submissions) read the whole file and block; all other
/// methods run off the runtime's threads, and read only what is new.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("journal.jsonl");
/// use std::sync::Arc;
/// use musicapi::{Client, FileJournal};
///
/// let journal = Arc::new(FileJournal::open(path)?);
/// for submission in journal.submissions()? {
///     match submission.task() {
///         Some(task) => println!("{} started {task}", submission.intent.operation),
///         None if submission.is_outcome_unknown() => println!("{} may be paid", submission.intent.id),
///         None => {}
///     }
/// }
/// let client = Client::builder("key").journal(journal).build()?;
/// # Ok(())
/// # }
/// ```
pub struct FileJournal {
    open: Arc<Open>,
}

/// The file, as this process has it open.
struct Open {
    path: PathBuf,
    state: Mutex<State>,
}

struct State {
    file: File,
    /// How many bytes the index knows, and how many lines these are.
    known: u64,
    lines: usize,
    /// A line that can't be read, and that a mark must follow.
    bad: Option<usize>,
    index: Index,
}

impl std::fmt::Debug for FileJournal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FileJournal").field("path", &self.open.path).finish_non_exhaustive()
    }
}

impl FileJournal {
    /// Opens the file, or creates it, and reads it once.
    ///
    /// # Errors
    /// [`ErrorKind::Journal`] if the file can't be read and written, is no journal or one of a later version, or is locked by another
    /// program, for which it waits a second.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, Error> {
        let path = path.into();
        let at = |what: &str, error: io::Error| failed(&path, what).because(error);
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).map_err(|error| at("it can't be opened", error))?;
        let handle = file.try_clone().map_err(|error| at("it can't be opened", error))?;
        let _locked = Locked::within(&handle, TRIES_AT_OPEN).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => failed(&path, "it is open already, perhaps in another process"),
            _ => at("it can't be locked", error),
        })?;
        if !begins_as_one(&mut file).map_err(|error| at("it can't be read", error))? {
            return Err(failed(&path, "line 1 is not one of a journal; it was left as it is"));
        }
        let ready = prepare(&mut file).and_then(|()| sync_folder(&path));
        ready.map_err(|error| at("it can't be written", error))?;
        let mut state = State { file, known: 0, lines: 0, bad: None, index: Index::default() };
        state.catch_up().map_err(|error| unreadable(&path, error))?;
        drop(_locked);
        let open = Open { path, state: Mutex::new(state) };
        Ok(Self { open: Arc::new(open) })
    }

    /// Every entry, in the order of time.
    ///
    /// # Errors
    /// [`ErrorKind::Journal`] if the file can't be read, or has a line that isn't one of a journal.
    pub fn entries(&self) -> Result<Vec<Entry>, Error> {
        let read = |state: &mut State| {
            state.file.seek(SeekFrom::Start(0))?;
            entries(BufReader::new(&state.file))
        };
        self.open.with(Changes::No, read).map_err(|error| unreadable(&self.open.path, error))
    }

    /// Each paid call, in the order of time, with what is known of it.
    ///
    /// # Errors
    /// As [`entries`](Self::entries).
    pub fn submissions(&self) -> Result<Vec<Submission>, Error> {
        self.entries().map(Submission::of)
    }

    /// Records what you found out about a paid call whose outcome was unknown, on the service's pages for example. After
    /// [`NotCharged`](Verdict::NotCharged), [`Policy::once`](crate::Policy::once) lets it be sent again.
    ///
    /// # Errors
    /// [`ErrorKind::Journal`] if there is no such intent, or the file can't be written.
    ///
    /// # Cancel safety
    /// Once the future was polled, the entry is written, even if the future is dropped.
    pub async fn settle(&self, intent: &str, verdict: Verdict) -> Result<(), Error> {
        self.learn(Entry::Reconciled { intent: intent.to_owned(), verdict }).await
    }

    /// Records the task of a paid call whose outcome was unknown, once it is known, from a [callback](crate::Builder::callback) for
    /// example: with [`Policy::once`](crate::Policy::once), the same call then gives this task.
    ///
    /// # Errors
    /// As [`settle`](Self::settle).
    ///
    /// # Cancel safety
    /// Once the future was polled, the entry is written, even if the future is dropped.
    pub async fn adopt(&self, intent: &str, task: &TaskRef) -> Result<(), Error> {
        self.learn(Entry::Accepted { intent: intent.to_owned(), task: Some(task.clone()), answer: Value::Null }).await
    }

    async fn learn(&self, entry: Entry) -> Result<(), Error> {
        let (path, now) = (&self.open.path, milliseconds(SystemTime::now()));
        let learnt = self.beside(move |open| {
            open.with(Changes::Outcome, |state| {
                let is_known = state.index.has(entry.intent());
                let written = Written { entry: &entry, written: now, budget: None };
                if is_known { state.append(&written).map(|()| None) } else { Ok(Some(entry.intent().to_owned())) }
            })
        });
        match learnt.await.map_err(|error| failed(path, "it can't be written").because(error))? {
            None => Ok(()),
            Some(intent) => Err(failed(path, &format!("there is no intent {intent}"))),
        }
    }

    /// Works on the file off the runtime's threads. Once begun the work is finished, even if no caller waits for it any more.
    async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Open) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let open = Arc::clone(&self.open);
        tokio::task::spawn_blocking(move || work(&open)).await.map_err(io::Error::other)?
    }
}

impl Journal for FileJournal {
    fn record<'a>(&'a self, entry: &'a Entry) -> JournalFuture<'a, ()> {
        self.record_at(entry, SystemTime::now())
    }

    fn record_at<'a>(&'a self, entry: &'a Entry, date: SystemTime) -> JournalFuture<'a, ()> {
        let (entry, now) = (entry.clone(), milliseconds(date));
        Box::pin(async move {
            let changes = if matches!(entry, Entry::Intent(_)) { Changes::Intent } else { Changes::Outcome };
            let written = move |state: &mut State| state.append(&Written { entry: &entry, written: now, budget: None });
            Ok(self.beside(move |open| open.with(changes, written)).await?)
        })
    }

    fn find<'a>(&'a self, fingerprint: &'a str) -> JournalFuture<'a, Option<Submission>> {
        let fingerprint = fingerprint.to_owned();
        Box::pin(async move {
            let find = move |state: &mut State| {
                let Some((intent, outcome)) = state.index.find(&fingerprint) else { return Ok(None) };
                let entries = [Some(intent), outcome].into_iter().flatten().map(|span| state.read(span));
                Ok(Submission::of(entries.collect::<io::Result<Vec<_>>>()?).pop())
            };
            Ok(self.beside(move |open| open.with(Changes::Intent, find)).await?)
        })
    }

    fn claim<'a>(&'a self, fingerprint: &'a str) -> JournalFuture<'a, Claim> {
        Box::pin(async move { Ok(lock::claim(&self.open.path, fingerprint).await?) })
    }

    fn record_within<'a>(&'a self, intent: &'a Intent, budget: &'a NamedBudget) -> JournalFuture<'a, Option<u64>> {
        let (intent, budget) = (intent.clone(), budget.clone());
        let now = i64::try_from(intent.at).unwrap_or(i64::MAX);
        Box::pin(async move {
            let written = move |state: &mut State| {
                let (purse, credits) =
                    intent.price().map_or((BalanceKind::Credits, 0), |price| (price.purse, u64::from(price.credits)));
                let spent = state.index.spent(&budget.name, purse);
                if spent.saturating_add(credits) > budget.credits {
                    return Ok(Some(spent));
                }
                let entry = Entry::Intent(intent);
                state.append(&Written { entry: &entry, written: now, budget: Some(&budget.name) }).map(|()| None)
            };
            Ok(self.beside(move |open| open.with(Changes::Intent, written)).await?)
        })
    }

    fn paid_calls<'a>(&'a self, account: &'a str) -> JournalFuture<'a, Option<Vec<(String, evidence::Paid)>>> {
        let account = account.to_owned();
        Box::pin(async move {
            let paid = move |state: &mut State| Ok(state.index.paid(&account));
            Ok(Some(self.beside(move |open| open.with(Changes::Intent, paid)).await?))
        })
    }

    fn ended<'a>(&'a self, task: &'a TaskRef, is_whole: bool, date: SystemTime) -> JournalFuture<'a, ()> {
        let (task, now) = (task.to_string(), milliseconds(date));
        Box::pin(async move {
            let written = move |state: &mut State| {
                let Some(intent) = state.index.running(&task).map(str::to_owned) else { return Ok(()) };
                state.append(&Written { entry: &Entry::Ended { intent, is_whole }, written: now, budget: None })
            };
            Ok(self.beside(move |open| open.with(Changes::Outcome, written)).await?)
        })
    }
}

/// What an access to the file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Changes {
    /// To read all of it.
    No,
    /// To decide whether something may be bought, or to record that it is: only in the file that has the name.
    Intent,
    /// To record an outcome: in the file that has the intent, whatever its name is by now.
    Outcome,
}

impl Open {
    /// Works on the file under its lock, after reading all that was written before.
    fn with<T>(&self, changes: Changes, work: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let handle = state.file.try_clone()?;
        let _locked = Locked::new(&handle)?;
        if changes == Changes::Intent && !self.is_there(&handle)? {
            return Err(io::Error::other("it was renamed or replaced while it was open; open it again"));
        }
        state.mend()?;
        state.catch_up()?;
        work(&mut state)
    }

    /// Whether the open file still has its name.
    fn is_there(&self, file: &File) -> io::Result<bool> {
        let open = same_file::Handle::from_file(file.try_clone()?)?;
        match same_file::Handle::from_path(&self.path) {
            Ok(there) => Ok(there == open),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl State {
    /// Marks a last line that was cut short because its process died.
    fn mend(&mut self) -> io::Result<()> {
        if self.file.metadata()?.len() == self.known { Ok(()) } else { prepare(&mut self.file) }
    }

    /// Reads what was written since the last access.
    fn catch_up(&mut self) -> io::Result<()> {
        let length = self.file.metadata()?.len();
        if length < self.known {
            return Err(io::Error::other("it was cut while it was open; open it again"));
        }
        if length == self.known {
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(self.known))?;
        let mut reader = BufReader::with_capacity(64 * 1024, &self.file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line)?;
            if read == 0 {
                break;
            }
            let (at, number) = (self.known, self.lines);
            let text = line.strip_suffix(b"\n").unwrap_or(&line);
            match (serde_json::from_slice::<Line>(text), self.bad) {
                (Ok(Line { torn: Some(_), .. }), _) => self.bad = None,
                (_, Some(bad)) => return Err(not_of_a_journal(bad)),
                (Ok(Line { musicapi_journal: Some(version), .. }), _) if number == 0 => is_of_this(version)?,
                (Ok(line), _) => {
                    let said = line.said().ok_or_else(|| not_of_a_journal(number))?;
                    self.index.learn(said, Span { at, length: text.len() });
                }
                (Err(_), _) => self.bad = Some(number),
            }
            self.known += read as u64;
            self.lines += 1;
        }
        // Under the lock no line can be incomplete.
        self.bad.map_or(Ok(()), |bad| Err(not_of_a_journal(bad)))
    }

    fn append(&mut self, written: &Written<'_>) -> io::Result<()> {
        append(&mut self.file, &written.line()?)?;
        self.catch_up()
    }

    /// The entry of a line.
    fn read(&mut self, span: Span) -> io::Result<Entry> {
        self.file.seek(SeekFrom::Start(span.at))?;
        let mut line = vec![0; span.length];
        self.file.read_exact(&mut line)?;
        Ok(serde_json::from_slice(&line)?)
    }
}

/// Every entry of a file.
fn entries(reader: impl io::BufRead) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for (number, line) in reader.split(b'\n').enumerate() {
        let line = line?;
        match serde_json::from_slice::<Entry>(&line) {
            Ok(entry) => entries.push(entry),
            // The file was read before, so it is known to be a journal.
            Err(_) if serde_json::from_slice::<Line>(&line).is_ok_and(|line| line.said().is_some()) => {
                return Err(not_of_a_journal(number));
            }
            Err(_) => {}
        }
    }
    Ok(entries)
}

fn is_of_this(version: u32) -> io::Result<()> {
    if version <= VERSION {
        return Ok(());
    }
    Err(io::Error::other(format!("it is of version {version}; this program knows version {VERSION}")))
}

/// Writes and syncs a whole line, or takes back what was written, so that the next line begins on its own.
fn append(file: &mut File, line: &[u8]) -> io::Result<()> {
    let before = file.metadata()?.len();
    let written = file.write_all(line).and_then(|()| file.sync_data());
    if written.is_err() {
        file.set_len(before)?;
    }
    written
}

/// Whether the file begins like a journal, perhaps like one that was cut short at once.
fn begins_as_one(file: &mut File) -> io::Result<bool> {
    let mut start = Vec::new();
    file.take(HEAD.len() as u64).read_to_end(&mut start)?;
    Ok(HEAD.starts_with(&start))
}

/// Writes the head of a new file, and marks a last line that was cut short.
fn prepare(file: &mut File) -> io::Result<()> {
    if file.metadata()?.len() == 0 {
        let head = [HEAD, format!("{VERSION}}}\n").as_bytes()].concat();
        return append(file, &head);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    if last == *b"\n" { Ok(()) } else { append(file, TORN) }
}

/// Syncs the folder: only then does a new file keep its name after a crash.
fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

fn failed(path: &Path, what: &str) -> Error {
    Error::new(ErrorKind::Journal, format!("journal {}: {what}", path.display()))
}

/// The error of a file that can't be read: a fault of the content is told by the error itself, a fault of the file by its cause.
fn unreadable(path: &Path, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::Other => failed(path, &error.to_string()),
        _ => failed(path, "it can't be read").because(error),
    }
}

#[cfg(test)]
mod tests;

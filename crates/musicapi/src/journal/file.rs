//! A journal in a file: a line of JSON for each entry, on the disk before it counts.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Entry, Journal, Journaling, Submission};
use crate::error::{Error, ErrorKind};
use crate::journal::reconcile::Verdict;
use crate::task::TaskRef;

/// The form of the file.
const VERSION: u32 = 1;

/// A journal in a file, for one process at a time. Only its owner can read it, since it holds requests and answers.
///
/// Entries are appended and synced. A line that a crash cut short is marked when the file is opened again, and passed over.
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
#[derive(Debug)]
pub struct FileJournal {
    path: PathBuf,
    file: Arc<Mutex<File>>,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Head {
        musicapi_journal: u32,
    },
    /// The line before was cut short.
    Torn {
        torn: bool,
    },
    Entry(Entry),
}

impl FileJournal {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// [`ErrorKind::Journal`] if it can't be read and written, is no journal or one of a later version, or another process has
    /// it open, for which it waits a second.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, Error> {
        let path = path.into();
        let at = |what: &str, error: io::Error| failed(&path, what).because(error);
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).map_err(|error| at("it can't be opened", error))?;
        lock(&file, &path)?;
        if !begins_as_one(&mut file).map_err(|error| at("it can't be read", error))? {
            return Err(failed(&path, "line 1 is not one of a journal; it was left as it is"));
        }
        let ready = prepare(&mut file).and_then(|()| sync_folder(&path));
        ready.map_err(|error| at("it can't be written", error))?;
        let journal = Self { path, file: Arc::new(Mutex::new(file)) };
        journal.entries()?;
        Ok(journal)
    }

    /// Every entry, in the order of time.
    ///
    /// # Errors
    /// [`ErrorKind::Journal`] if the file can't be read, or holds a line that isn't one of a journal.
    pub fn entries(&self) -> Result<Vec<Entry>, Error> {
        // Not while a line is being written.
        let _writing = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        entries(&self.path)
    }

    /// Each paid call, in the order of time, with what is known of it.
    ///
    /// # Errors
    /// As [`entries`](Self::entries).
    pub fn submissions(&self) -> Result<Vec<Submission>, Error> {
        self.entries().map(Submission::of)
    }
}

impl FileJournal {
    /// Writes down what you have found out of a paid call whose outcome was unknown, say by looking at the service's pages. With
    /// [`NotCharged`](Verdict::NotCharged), [`Policy::once`](crate::Policy::once) lets it be sent again.
    ///
    /// # Errors
    /// [`ErrorKind::Journal`] if there is no such intent, or the file can't be written.
    pub async fn settle(&self, intent: &str, verdict: Verdict) -> Result<(), Error> {
        self.learn(Entry::Reconciled { intent: intent.to_owned(), verdict }).await
    }

    /// Writes down the task of a paid call whose outcome was unknown, once somebody knows it, such as a receiver of
    /// [callbacks](crate::Builder::callback): with [`Policy::once`](crate::Policy::once) the same call then gives this task.
    ///
    /// # Errors
    /// As [`settle`](Self::settle).
    pub async fn adopt(&self, intent: &str, task: &TaskRef) -> Result<(), Error> {
        self.learn(Entry::Accepted { intent: intent.to_owned(), task: Some(task.clone()), answer: Value::Null }).await
    }

    async fn learn(&self, entry: Entry) -> Result<(), Error> {
        if !self.submissions()?.iter().any(|submission| submission.intent.id == entry.intent()) {
            return Err(failed(&self.path, &format!("there is no intent {}", entry.intent())));
        }
        self.record(&entry).await.map_err(|error| failed(&self.path, "it can't be written").because(error))
    }
}

impl Journal for FileJournal {
    fn record<'a>(&'a self, entry: &'a Entry) -> Journaling<'a, ()> {
        Box::pin(async move {
            let mut line = serde_json::to_vec(entry)?;
            line.push(b'\n');
            let file = Arc::clone(&self.file);
            // Once begun it is finished, even if nobody waits for it any more.
            tokio::task::spawn_blocking(move || {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                append(&mut file, &line)
            })
            .await??;
            Ok(())
        })
    }

    fn find<'a>(&'a self, fingerprint: &'a str) -> Journaling<'a, Option<Submission>> {
        Box::pin(async move {
            let (path, file) = (self.path.clone(), Arc::clone(&self.file));
            let read = move || {
                // Not while another line is being written.
                let _writing = file.lock().unwrap_or_else(PoisonError::into_inner);
                entries(&path)
            };
            let submissions = Submission::of(tokio::task::spawn_blocking(read).await??);
            let same = |it: &Submission| it.intent.fingerprint == fingerprint && !it.is_not_accepted();
            Ok(submissions.into_iter().rfind(same))
        })
    }
}

/// How often it is tried to lock a file, and the pause between.
const TRIES: (u32, Duration) = (100, Duration::from_millis(10));

/// Locks the file for this process. A process that was just killed, or one of this program that is just being started, may hold it a
/// moment longer.
fn lock(file: &File, path: &Path) -> Result<(), Error> {
    let (tries, pause) = TRIES;
    for _ in 0..tries {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(pause),
            Err(TryLockError::Error(error)) => return Err(failed(path, "it can't be locked").because(error)),
        }
    }
    Err(failed(path, "it is open already, perhaps in another process"))
}

/// Every entry of a file.
fn entries(path: &Path) -> Result<Vec<Entry>, Error> {
    let not_of_a_journal =
        |line: usize| failed(path, &format!("line {} is not one of a journal; it was left as it is", line + 1));
    let file = File::open(path).map_err(|error| failed(path, "it can't be read").because(error))?;
    let mut entries = Vec::new();
    let mut bad: Option<usize> = None;
    for (number, line) in BufReader::new(file).split(b'\n').enumerate() {
        let line = line.map_err(|error| failed(path, "it can't be read").because(error))?;
        match (serde_json::from_slice(&line), bad) {
            (Ok(Line::Torn { .. }), _) => bad = None,
            (_, Some(bad)) => return Err(not_of_a_journal(bad)),
            (Ok(Line::Head { musicapi_journal }), _) if number == 0 && musicapi_journal <= VERSION => {}
            (Ok(Line::Head { musicapi_journal }), _) => {
                let text = format!("it is of version {musicapi_journal}; this program knows version {VERSION}");
                return Err(failed(path, &text));
            }
            (Ok(Line::Entry(_)), _) if number == 0 => return Err(not_of_a_journal(0)),
            (Ok(Line::Entry(entry)), _) => entries.push(entry),
            (Err(_), _) => bad = Some(number),
        }
    }
    bad.map_or(Ok(entries), |bad| Err(not_of_a_journal(bad)))
}

/// Writes all of it, or takes back what was written, so that the next line begins anew.
fn append(file: &mut File, line: &[u8]) -> io::Result<()> {
    let before = file.metadata()?.len();
    let written = file.write_all(line).and_then(|()| file.sync_data());
    if written.is_err() {
        file.set_len(before)?;
    }
    written
}

/// What every journal begins with.
const HEAD: &[u8] = b"{\"musicapi_journal\":";

/// Whether the file begins as a journal, perhaps one that was cut short at once.
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
    if last == *b"\n" { Ok(()) } else { append(file, b"\n{\"torn\":true}\n") }
}

/// A new file has its name only once its folder is on the disk.
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

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use musicapi_facts::CREATE_SONIC;
    use serde_json::json;

    use super::*;
    use crate::journal::intent::Plan;

    fn intent(number: u64) -> Entry {
        let plan = Plan::new(&CREATE_SONIC, json!({"n": number}), None, SystemTime::UNIX_EPOCH, number);
        Entry::Intent(plan.intent().clone())
    }

    fn accepted(number: u64) -> Entry {
        let task = Some(crate::TaskRef::of(&musicapi_facts::GET_SONIC_TASK, format!("task-{number}")));
        Entry::Accepted { intent: intent(number).intent().to_owned(), task, answer: json!({"task_id": number}) }
    }

    async fn written(path: &Path, entries: &[Entry]) {
        let journal = FileJournal::open(path).unwrap();
        for entry in entries {
            journal.record(entry).await.unwrap();
        }
    }

    #[tokio::test]
    async fn cut_off_at_any_byte_it_keeps_every_whole_line_and_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let entries = [intent(1), accepted(1)];
        written(&path, &entries).await;
        let whole = std::fs::read(&path).unwrap();
        let ends: Vec<usize> =
            whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
        let before_last = ends[ends.len() - 2];
        for length in before_last..=whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            // A whole line without its end counts: the mark after it says only that it may be cut.
            let lines = whole[..length].split(|byte| *byte == b'\n').skip(1);
            let kept = lines.filter(|line| serde_json::from_slice::<Entry>(line).is_ok()).count();
            written(&path, &[intent(2)]).await;
            let read = FileJournal::open(&path).unwrap().entries().unwrap();
            assert_eq!(read, [&entries[..kept], &[intent(2)]].concat(), "cut at {length}");
        }
    }

    #[tokio::test]
    async fn an_intent_without_an_answer_is_in_doubt() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        written(&path, &[intent(1), intent(2), accepted(1)]).await;
        let journal = FileJournal::open(&path).unwrap();
        let [first, second] = journal.submissions().unwrap().try_into().unwrap();
        assert_eq!(first.task().map(ToString::to_string).as_deref(), Some("sonic/task/task-1"));
        assert!(!first.is_outcome_unknown() && second.is_outcome_unknown() && second.task().is_none());
        // That nothing was found out settles nothing.
        journal.settle(&second.intent.id, Verdict::Undetermined).await.unwrap();
        assert!(journal.submissions().unwrap()[1].is_outcome_unknown());
    }

    #[test]
    fn what_is_no_journal_is_told_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let entry = serde_json::to_string(&intent(1)).unwrap();
        for (text, wanted) in [
            ("shopping list".to_owned(), "line 1 is not one of a journal"),
            (format!("{entry}\n"), "line 1 is not one of a journal"),
            ("{\"musicapi_journal\":9}\n".to_owned(), "it is of version 9; this program knows version 1"),
            (format!("{{\"musicapi_journal\":1}}\n{{\"x\":1}}\n{entry}\n"), "line 2 is not one of a journal"),
        ] {
            std::fs::write(&path, &text).unwrap();
            let error = FileJournal::open(&path).err().unwrap();
            assert!(error.kind() == ErrorKind::Journal && error.message().contains(wanted), "{error}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        let error = FileJournal::open(folder.path().join("none/journal.jsonl")).err().unwrap();
        assert!(error.to_string().contains("it can't be opened"), "{error}");
    }

    #[test]
    fn two_processes_cant_write_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let journal = FileJournal::open(&path).unwrap();
        let error = FileJournal::open(&path).err().unwrap();
        assert!(error.message().contains("it is open already, perhaps in another process"), "{error}");
        drop(journal);
        FileJournal::open(&path).unwrap();
    }
}

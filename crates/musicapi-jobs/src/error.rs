//! The error of this crate: what is wrong with the file of jobs, or with a request to it.

use std::error::Error as StdError;
use std::fmt;

use musicapi::TaskRef;

/// An error of a file of jobs, or of a call for a job.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    task: Option<TaskRef>,
    faults: Vec<Fault>,
    /// SQLite's extended code.
    code: Option<i32>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// A request that can't be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The key of the work within its batch.
    pub key: String,
    /// The field that is wrong; empty if it is no single field.
    pub field: String,
    /// What is wrong.
    pub message: String,
}

/// What an error means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file can't be opened, or is no file of jobs. It was left as it is.
    NotJobs,
    /// The file was written by a newer version. It was left as it is.
    Newer,
    /// The file, or its folder, can't be written.
    ReadOnly,
    /// Another program keeps the file locked.
    Locked,
    /// The disk is full or fails. What was written before is there.
    Disk,
    /// The file is damaged, such as cut short.
    Damaged,
    /// The file belongs to another service: see [`Jobs::bind`](crate::Jobs::bind). Nothing was sent.
    OtherService,
    /// Requests can't be added: see [`Error::faults`]. None was added.
    Invalid,
    /// There is no such job.
    NoSuchJob,
    /// The job is in a state in which this can't be done.
    WrongState,
    /// The call would cost more than the run may spend. Nothing was sent.
    OverBudget,
    /// The job was sent already, perhaps by another process, or is no longer this one's. It was not sent again.
    NotOurs,
    /// Another paid call of the account has its turn first. Nothing was sent, and it can be tried again at once.
    NotYet,
    /// Some of the work was made in another batch, or waits there: see [`MadeElsewhere`](crate::MadeElsewhere). Nothing was changed.
    MadeElsewhere,
    /// Anything else.
    Other,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            task: None,
            faults: Vec::new(),
            code: None,
            source: None,
        }))
    }

    pub(crate) fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The error with the name of the file, if the fault is the file's.
    pub(crate) fn about(mut self, file: &str) -> Self {
        use ErrorKind::{Damaged, Disk, Locked, Newer, NotJobs, Other, OtherService, ReadOnly};
        let is_of_file =
            matches!(self.0.kind, NotJobs | Newer | ReadOnly | Locked | Disk | Damaged | Other | OtherService);
        if is_of_file && !self.0.message.starts_with(file) {
            self.0.message = format!("{file}: {}", self.0.message);
        }
        self
    }

    /// A copy of the error, for another caller that must know it.
    pub(crate) fn again(&self) -> Self {
        let mut again = Self::new(self.0.kind, self.words()).with_task(self.task());
        again.0.code = self.0.code;
        again.0.faults.clone_from(&self.0.faults);
        again
    }

    /// The text with all its causes.
    fn words(&self) -> String {
        let mut words = self.0.message.clone();
        let mut cause = self.0.source.as_ref().map(|source| &**source as &(dyn StdError + 'static));
        while let Some(error) = cause {
            // Some say what their cause says, too.
            let told = error.to_string();
            if !words.ends_with(&told) {
                words.push_str(&format!(": {told}"));
            }
            // An error of the client tells its own causes.
            cause = error.source().filter(|_| !error.is::<musicapi::Error>());
        }
        words
    }

    /// SQLite's extended code, if it is an error of SQLite.
    pub(crate) fn code(&self) -> Option<i32> {
        self.0.code
    }

    /// Whether SQLite found the file damaged, or couldn't read or write what it must. That a disk is full means no damage, nor
    /// what concerns locks and memory.
    pub(crate) fn may_mean_damage(&self) -> bool {
        // Of errors of input and output: READ, SHORT_READ, WRITE, FSYNC, DIR_FSYNC, TRUNCATE, FSTAT, DATA, CORRUPTFS.
        const OF_DISK: [i32; 9] = [1, 2, 3, 4, 5, 6, 7, 32, 33];
        match self.0.code.map(|code| (code & 0xff, code >> 8)) {
            Some((11 | 26, _)) => true,
            Some((10, what)) => OF_DISK.contains(&what),
            _ => self.kind() == ErrorKind::Damaged,
        }
    }

    /// Whether a row would have been the second where there can be only one.
    pub(crate) fn is_second(&self) -> bool {
        matches!(self.0.code, Some(2067 | 1555))
    }

    pub(crate) fn invalid(faults: Vec<Fault>) -> Self {
        let told = faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("; ");
        let mut error = Self::new(ErrorKind::Invalid, told);
        error.0.faults = faults;
        error
    }

    pub(crate) fn with_task(mut self, task: Option<&TaskRef>) -> Self {
        self.0.task = task.cloned();
        self
    }

    /// What the error means.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// A task that was paid for and could not be written down: keep it. [`Jobs::adopt`](crate::Jobs::adopt) writes it down later.
    #[must_use]
    pub fn task(&self) -> Option<&TaskRef> {
        self.0.task.as_ref()
    }

    /// All requests that can't be added.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.0.faults
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.key)?;
        if !self.field.is_empty() {
            write!(out, "{}: ", self.field)?;
        }
        out.write_str(&self.message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.words())?;
        if let Some(task) = &self.0.task {
            write!(out, "; the task {task} was paid for and is not written down")?;
        }
        Ok(())
    }
}

// `Display` has the whole chain, so that no cause is lost where only the outermost text is shown.
impl StdError for Error {}

/// An error of SQLite, by what it means.
impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error().map(|error| error.extended_code);
        // The lowest byte of SQLite's code is the class.
        let (kind, message) = match code.map(|code| code & 0xff) {
            Some(3 | 8 | 23) => (ErrorKind::ReadOnly, "the file of jobs can't be written"),
            Some(5 | 6) => (ErrorKind::Locked, "the file of jobs is locked by another program"),
            Some(10 | 13) => (ErrorKind::Disk, "the file of jobs can't be written: the disk is full or fails"),
            Some(11) => (ErrorKind::Damaged, "the file of jobs is damaged"),
            Some(14) => (ErrorKind::NotJobs, "the file of jobs can't be opened"),
            Some(26) => (ErrorKind::NotJobs, "it is no file of jobs"),
            _ => (ErrorKind::Other, "the file of jobs can't be used"),
        };
        let mut told = Self::new(kind, message).because(error);
        told.0.code = code;
        told
    }
}

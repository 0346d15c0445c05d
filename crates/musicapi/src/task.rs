//! Paid work that goes on elsewhere: looking at it, waiting for it, and finding it again.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use std::time::Duration;

use musicapi_facts::{Notice, OPERATIONS, Operation, Price, Report, StateOf};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::client::{Answer, Client};
use crate::error::{Error, ErrorKind};

/// What finds a task again, in any process: the path it is asked at, such as `sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99`.
///
/// It is written and read as that text, by serde too.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TaskRef {
    operation: &'static str,
    path: &'static str,
    id: String,
}

impl TaskRef {
    pub(crate) fn of(operation: &'static Operation, id: String) -> Self {
        Self { operation: operation.id, path: operation.path, id }
    }

    /// The id that the service gave the task.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The `operationId` that reports on it.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }
}

impl fmt::Display for TaskRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, after) = around_parameter(self.path);
        write!(out, "{before}{}{after}", utf8_percent_encode(&self.id, ESCAPED))
    }
}

impl fmt::Debug for TaskRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl FromStr for TaskRef {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let reports = || OPERATIONS.iter().filter(|operation| operation.report.is_some());
        let found = reports().find_map(|operation| {
            let (before, after) = around_parameter(operation.path);
            let id = text.trim_start_matches('/').strip_prefix(before)?.strip_suffix(after)?;
            let id = percent_decode_str(id).decode_utf8().ok().filter(|_| !id.contains('/'))?;
            // Dots alone would be taken for steps of the path.
            (!["", ".", ".."].contains(&&*id)).then(|| Self::of(operation, id.into_owned()))
        });
        found.ok_or_else(|| {
            let forms =
                reports().map(|operation| operation.path.trim_start_matches('/')).collect::<Vec<_>>().join(", ");
            Error::new(ErrorKind::InvalidRequest, format!("{text:?} doesn't name a task; it must look like {forms}"))
        })
    }
}

impl Serialize for TaskRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TaskRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What would end the id, or be taken for an escape, in a path or on a command line.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What stands before and after the only parameter of a path, without the leading slash.
fn around_parameter(path: &'static str) -> (&'static str, &'static str) {
    let path = path.trim_start_matches('/');
    let before = path.find('{').unwrap_or(path.len());
    let after = path.find('}').map_or(path.len(), |at| at + 1);
    (&path[..before], &path[after..])
}

/// A task of the service, whose clips are of type `C`.
///
/// Dropping it, or what waits for it, doesn't stop the work: it was paid for and goes on. Store its
/// [`reference`](Self::reference) to find it again.
#[derive(Debug, Clone)]
pub struct Task<C> {
    client: Client,
    reference: TaskRef,
    begun: Option<Duration>,
    price: Option<Price>,
    clips: PhantomData<fn() -> C>,
}

impl<C> Task<C> {
    pub(crate) fn new(client: Client, reference: TaskRef) -> Self {
        Self { client, reference, begun: None, price: None, clips: PhantomData }
    }

    pub(crate) fn begun_now(self, price: Option<Price>) -> Self {
        let begun = Some(self.client.clock().now());
        Self { begun, price, ..self }
    }

    /// What finds the task again: worth storing before anything else is done.
    #[must_use]
    pub fn reference(&self) -> &TaskRef {
        &self.reference
    }

    /// How to wait at the pace that the document gives for tasks of this kind.
    #[must_use]
    pub fn usual_wait(&self) -> Wait {
        let operation = musicapi_facts::operation(self.reference.operation);
        operation.and_then(|operation| operation.report.as_ref()).map_or_else(Wait::default, Wait::from)
    }

    /// What starting it cost by the documented prices; none if it was taken up again.
    #[must_use]
    pub fn price(&self) -> Option<Price> {
        self.price
    }
}

impl<C: DeserializeOwned> Task<C> {
    /// Looks once. Free.
    ///
    /// # Errors
    /// [`ErrorKind::TaskFailed`] if the service says that the task failed; else as for any free call. Each names the task.
    pub async fn look(&self) -> Result<Look<C>, Error> {
        let look = async {
            let operation =
                musicapi_facts::operation(self.reference.operation).filter(|operation| operation.report.is_some());
            let operation = operation.ok_or_else(|| Error::config("no operation reports on this task"))?;
            let (before, after) = (operation.path.find('{'), operation.path.find('}'));
            let parameter =
                before.zip(after).map(|(before, after)| &operation.path[before + 1..after]).unwrap_or_default();
            let answer = self.client.dispatch(operation, &[(parameter, self.reference.id())], None).await;
            let answer = answer.map_err(|error| error.if_task_failed(operation))?;
            read(&answer, operation.report.as_ref())
        };
        look.await.map_err(|error| self.client.sealed(error).with_task(&self.reference))
    }

    /// Waits until every clip is final, as [`usual_wait`](Self::usual_wait) says.
    ///
    /// # Errors
    /// As [`wait_with`](Self::wait_with).
    pub async fn wait(&self) -> Result<Outcome<C>, Error> {
        self.wait_with(self.usual_wait()).await
    }

    /// Waits until every clip is final, as `wait` says.
    ///
    /// # Errors
    /// As [`Watch::next`]; [`ErrorKind::TaskFailed`] also if every clip failed.
    pub async fn wait_with(&self, wait: Wait) -> Result<Outcome<C>, Error> {
        let mut watch = self.watch(wait);
        let mut last = None;
        while let Some(look) = watch.next().await? {
            last = Some(look);
        }
        let ended = || Error::new(ErrorKind::Unreadable, "the task ended without clips");
        last.ok_or_else(ended).and_then(Look::outcome).map_err(|error| error.with_task(&self.reference))
    }

    /// Looks again and again, at the pace that `wait` says.
    #[must_use]
    pub fn watch(&self, wait: Wait) -> Watch<'_, C> {
        Watch { task: self, wait, started: self.client.clock().now(), next: None, failures: 0, seen: None, done: false }
    }
}

/// How to wait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wait {
    /// The time between a create and the first look; a task that was taken up again is looked at once.
    pub first: Duration,
    /// The time between two looks. 15 to 25 seconds are documented; shorter is a burden to the service.
    pub pace: Duration,
    /// The time after which waiting ends, with one last look. The task goes on.
    pub deadline: Duration,
    /// How many looks in a row may fail for a passing reason, such as a broken connection.
    pub tolerance: u32,
}

impl From<&Report> for Wait {
    /// First after the shortest documented pause, then at the middle one, for half an hour at most; five looks in a row may fail.
    fn from(report: &Report) -> Self {
        let (from, to) = report.pace;
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        Self { first: seconds(from), pace: seconds(from.midpoint(to)), ..Self::default() }
    }
}

impl Default for Wait {
    /// For a task of any kind: first after 15 s, then every 20 s, for half an hour at most; five looks in a row may fail.
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { first: seconds(15), pace: seconds(20), deadline: seconds(30 * 60), tolerance: 5 }
    }
}

/// Waiting in progress: gives one look after the other. Dropping it stops the waiting, not the task.
#[derive(Debug)]
pub struct Watch<'t, C> {
    task: &'t Task<C>,
    wait: Wait,
    started: Duration,
    next: Option<Duration>,
    failures: u32,
    seen: Option<String>,
    done: bool,
}

impl<C: DeserializeOwned> Watch<'_, C> {
    /// The next look; none after the one in which every clip was final.
    ///
    /// # Errors
    /// [`ErrorKind::WaitedTooLong`] at the deadline, [`ErrorKind::TaskFailed`] if the task failed, and the error of a look
    /// that asking again can't mend, or that came too often. Each names the task.
    pub async fn next(&mut self) -> Result<Option<Look<C>>, Error> {
        if self.done {
            return Ok(None);
        }
        let clock = self.task.client.clock();
        let deadline = self.started.saturating_add(self.wait.deadline);
        loop {
            let now = clock.now();
            let due =
                self.next.unwrap_or_else(|| self.task.begun.map_or(now, |begun| begun.saturating_add(self.wait.first)));
            let at = due.min(deadline);
            if now < at {
                clock.sleep(at - now).await;
            } else if self.next.is_some() && now >= deadline {
                return Err(self.too_long());
            }
            let result = self.task.look().await;
            self.next = Some(clock.now().saturating_add(self.wait.pace));
            match result {
                Ok(look) => {
                    self.failures = 0;
                    self.done = look.is_done();
                    self.seen = Some(look.to_string());
                    return Ok(Some(look));
                }
                Err(error) if error.is_transient() && self.failures < self.wait.tolerance => {
                    self.failures += 1;
                    let pause = error.retry_after().unwrap_or_default().max(self.wait.pace);
                    self.next = Some(clock.now().saturating_add(pause));
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn too_long(&self) -> Error {
        let seen = self.seen.as_deref().unwrap_or("nothing was seen of it");
        let text = format!("not done after {} s: {seen}; the task goes on", self.wait.deadline.as_secs());
        Error::new(ErrorKind::WaitedTooLong, text).with_task(&self.task.reference)
    }
}

/// What a look at a task showed.
#[derive(Debug, Clone, PartialEq)]
pub struct Look<C> {
    /// The clips; none while the task isn't ready.
    pub clips: Vec<Clip<C>>,
    /// How many a finished task has at least.
    expected: usize,
}

/// A clip as it was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip<C> {
    /// What its state means. A state that the document doesn't know is taken for one that will change.
    pub state: ClipState,
    /// The state, as the service writes it.
    pub word: String,
    /// The clip.
    pub value: C,
}

/// What the state of a clip means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClipState {
    /// It will change.
    Waiting,
    /// It is there, for good.
    Succeeded,
    /// It failed, for good.
    Failed,
}

/// What became of a task: at least one clip succeeded.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome<C> {
    /// The clips that are there.
    pub succeeded: Vec<C>,
    /// The clips that failed.
    pub failed: Vec<C>,
}

impl<C> Look<C> {
    /// Whether every clip is final, and none is still to come.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let is = |state: ClipState| self.clips.iter().any(|clip| clip.state == state);
        // Where one has failed, another may never come.
        let all_there = self.clips.len() >= self.expected || is(ClipState::Failed);
        all_there && !self.clips.is_empty() && !is(ClipState::Waiting)
    }

    /// The clips by what became of them.
    ///
    /// # Errors
    /// [`ErrorKind::TaskFailed`] if none succeeded.
    pub fn outcome(self) -> Result<Outcome<C>, Error> {
        let (succeeded, failed): (Vec<_>, Vec<_>) =
            self.clips.into_iter().partition(|clip| clip.state == ClipState::Succeeded);
        if succeeded.is_empty() {
            return Err(Error::new(ErrorKind::TaskFailed, "every clip failed"));
        }
        let values = |clips: Vec<Clip<C>>| clips.into_iter().map(|clip| clip.value).collect();
        Ok(Outcome { succeeded: values(succeeded), failed: values(failed) })
    }
}

impl<C> fmt::Display for Look<C> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.clips.iter().map(|clip| clip.word.as_str()).collect();
        out.write_str(if words.is_empty() { "not ready".to_owned() } else { words.join(", ") }.as_str())
    }
}

/// Reads a report by the pointers that the document declares.
fn read<C: DeserializeOwned>(answer: &Answer, report: Option<&Report>) -> Result<Look<C>, Error> {
    let Some(report) = report else { return Err(Error::not_a_report(answer.operation)) };
    let body = &answer.body;
    let of_task = (report.state_of == StateOf::Task).then(|| word_at(body, report.state));
    let clips = match body.pointer(report.clips) {
        Some(Value::Array(clips)) => clips.as_slice(),
        // The only clip is one if it has a state; else the answer is of another kind.
        Some(clip) if clip.pointer(report.state).is_some() => std::slice::from_ref(clip),
        _ => &[],
    };
    if !clips.is_empty() {
        let mut look = Look { clips: Vec::new(), expected: report.at_least };
        for item in clips {
            // An item without a state may be a pair of clips; what is null in it is still to come.
            let is_clip = of_task.is_some() || item.pointer(report.state).is_some();
            let members = report.members.iter().filter_map(|member| item.pointer(member));
            let parts: Vec<&Value> = if is_clip { vec![item] } else { members.collect() };
            if parts.is_empty() {
                return Err(answer.riddle("an item has no state"));
            }
            for part in parts {
                if part.is_null() {
                    look.expected = usize::MAX;
                    continue;
                }
                let word = of_task.unwrap_or_else(|| word_at(part, report.state)).to_owned();
                let value = C::deserialize(part).map_err(|error| answer.unreadable(error))?;
                look.clips.push(Clip { state: state(&word, report), word, value });
            }
        }
        return Ok(look);
    }

    let notice = report.notice.map(|notice| (word_at(body, notice.word), notice));
    let says = |words: fn(&Notice) -> &'static [&'static str]| {
        notice.is_some_and(|(word, notice)| words(&notice).contains(&word))
    };
    if says(|notice| notice.failed) || of_task.is_some_and(|word| state(word, report) == ClipState::Failed) {
        return Err(Error::answered(ErrorKind::TaskFailed, answer.operation, answer.status, &body.to_string()));
    }
    // 202 means not ready even without a word, and so does an empty list; any other answer must say so.
    let is_waiting = of_task.is_some_and(|word| state(word, report) == ClipState::Waiting);
    if is_waiting
        || says(|notice| notice.waiting)
        || answer.status == 202
        || body.pointer(report.clips).is_some_and(Value::is_array)
    {
        return Ok(Look { clips: Vec::new(), expected: report.at_least });
    }
    Err(answer.riddle("it has neither clips nor a word that is known"))
}

fn word_at<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// What a state means. One that the document doesn't know is taken for one that will change.
fn state(word: &str, report: &Report) -> ClipState {
    match word {
        word if report.succeeded.contains(&word) => ClipState::Succeeded,
        word if report.failed.contains(&word) => ClipState::Failed,
        _ => ClipState::Waiting,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_that_of_the_document() {
        let reports = OPERATIONS.iter().filter_map(|operation| operation.report.as_ref());
        let mut report = *reports.into_iter().next().unwrap();
        report.pace = (40, 60);
        let wait = Wait::from(&report);
        assert_eq!((wait.first, wait.pace), (Duration::from_secs(40), Duration::from_secs(50)));
        // The default is never faster than what is documented of any kind of task.
        for operation in OPERATIONS.iter().filter(|operation| operation.report.is_some()) {
            let usual = Wait::from(operation.report.as_ref().unwrap());
            assert!(Wait::default().first >= usual.first && Wait::default().pace >= usual.pace, "{}", operation.id);
        }
    }

    #[test]
    fn a_reference_is_written_and_read_as_its_path() {
        let task = TaskRef::of(&musicapi_facts::GET_SONIC_TASK, "468d0e42".to_owned());
        assert_eq!(serde_json::to_string(&task).unwrap(), "\"sonic/task/468d0e42\"");
        assert_eq!(serde_json::from_str::<TaskRef>("\"sonic/task/468d0e42\"").unwrap(), task);
        assert_eq!("/sonic/task/468d0e42".parse::<TaskRef>().unwrap(), task);
        for wrong in ["", "468d0e42", "sonic/task/", "sonic/task/..", "sonic/task/a/b", "radio/task/1"] {
            let error = wrong.parse::<TaskRef>().unwrap_err();
            assert!(error.message().contains("sonic/task/{task_id}"), "{error}");
        }
    }

    #[test]
    fn a_task_is_done_when_every_clip_is_there_and_final() {
        use ClipState::{Failed, Succeeded, Waiting};
        let look = |expected: usize, states: &[ClipState]| {
            let clip = |state: &ClipState| Clip { state: *state, word: String::new(), value: () };
            Look { clips: states.iter().map(clip).collect(), expected }
        };
        for (expected, states, done) in [
            (1, [].as_slice(), false),
            (1, &[Succeeded], true),
            (1, &[Succeeded, Waiting], false),
            (1, &[Failed, Succeeded], true),
            // The other song is still to come (documented for riffusion).
            (2, &[Succeeded], false),
            (2, &[Succeeded, Succeeded], true),
            (2, &[Failed], true),
        ] {
            assert_eq!(look(expected, states).is_done(), done, "{expected} {states:?}");
        }
    }
}

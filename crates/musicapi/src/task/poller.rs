//! Poll a task until every clip is final, and report what happens meanwhile.
//!
//! A [`Poller`] gives one poll after the other; [`Events`] is a stream of what the polls show. A poll is a future of its own that owns all
//! it needs and stays in the poller until its answer has come, so a caller that stops waiting neither loses a poll nor causes a second
//! one. Every poll takes a turn of the client's rate limiter, so all tasks of a client together keep within its rate. Failures that may
//! pass are tolerated up to a number in a row. The last poll is made at the deadline, however long a pause the service asks for; a poll
//! that has no turn before the deadline, because others are ahead, is not made.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use musicapi_facts::Price;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::answer::Answer;
use crate::call::observer::{Pause, PauseReason};
use crate::call::rate_limiter::NoTurn;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::journal::reconcile::end_of;
use crate::policy::{Policy, PollPolicy, Retry};
use crate::task::TaskRef;
use crate::task::status::{Clip, ClipState, Outcome, TaskStatus, name_of, read_status};

/// The task that is polled: what the polls need to know of it.
#[derive(Debug)]
pub(crate) struct PolledTask {
    pub(crate) reference: TaskRef,
    /// When the create was answered, on the client's clock.
    pub(crate) begun: Option<Duration>,
    /// The age of the task when the polls begin.
    pub(crate) age: Option<Duration>,
    pub(crate) price: Option<Price>,
}

impl PolledTask {
    /// Reads a report on the task.
    pub(crate) fn read<C: DeserializeOwned>(&self, client: &Client, answer: &Answer) -> Result<TaskStatus<C>, Error> {
        read_status(answer, self.price).map_err(|error| client.sealed(error).with_task(&self.reference))
    }
}

/// A wait in progress: polls a task, one poll after the other. Dropping it stops the waiting, not the task.
pub struct Poller<C> {
    task: PolledTask,
    /// A client without retries: the next poll comes soon enough after one that failed.
    client: Client,
    wait: PollPolicy,
    started: Duration,
    next: Option<Duration>,
    /// The service has asked for no poll before this time.
    not_before: Duration,
    failures: u32,
    /// Until this time the service may not know the task yet.
    young_until: Option<Duration>,
    seen: Option<String>,
    done: bool,
    /// The poll that is due or in flight, kept while no caller waits for it.
    polling: Option<Polling>,
    clips: PhantomData<fn() -> C>,
}

/// A poll, from the wait for its time and its turn to the answer; `None` if no turn came before the deadline.
type Polling = Pin<Box<dyn Future<Output = Option<Result<Answer, Error>>> + Send>>;

impl<C> fmt::Debug for Poller<C> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Watch").field("task", &self.task.reference).field("seen", &self.seen).finish_non_exhaustive()
    }
}

/// How long after its create the service may not know a task: the part of the service that answers polls may not have heard of it yet.
const YOUTH: Duration = Duration::from_secs(5 * 60);

impl<C: DeserializeOwned> Poller<C> {
    pub(crate) fn new(client: &Client, task: PolledTask, wait: PollPolicy) -> Self {
        let client = client.with(Policy { retry: Retry::NEVER, ..*client.policy() });
        let started = client.clock().now();
        let young_until = task.age.map(|age| started.saturating_add(YOUTH.saturating_sub(age)));
        Self {
            task,
            client,
            wait,
            started,
            next: None,
            not_before: Duration::ZERO,
            failures: 0,
            young_until,
            seen: None,
            done: false,
            polling: None,
            clips: PhantomData,
        }
    }

    /// The next poll; `None` after the one in which every clip was final.
    ///
    /// # Errors
    /// [`ErrorKind::WaitedTooLong`] at the deadline, [`ErrorKind::TaskFailed`] if the task failed, and the error of a poll that
    /// another poll can't mend, or that follows too many others. Each error names the task, and the state it was
    /// [last seen](Error::seen) in.
    ///
    /// # Cancel safety
    /// Dropping the future keeps the poll that is due or in flight: the next call goes on with it. It can stand in a `select!` in a
    /// loop.
    pub async fn next(&mut self) -> Result<Option<TaskStatus<C>>, Error> {
        if self.done {
            return Ok(None);
        }
        loop {
            if self.polling.is_none() {
                self.polling = Some(self.begin()?);
            }
            let Some(polling) = &mut self.polling else { continue };
            let polled = polling.as_mut().await;
            self.polling = None;
            let Some(answer) = polled else { return Err(self.too_long()) };
            let result = answer.and_then(|answer| self.task.read(&self.client, &answer));
            let (turns, clock) = (&self.client.shared().poll_turns, self.client.clock());
            let now = clock.now();
            self.next = Some(now.saturating_add(self.wait.pause(self.client.shared().random_fraction())));
            if let Some(asked) = result.as_ref().err().and_then(Error::retry_after) {
                // The polls of other tasks would be refused for the same reason.
                turns.hold(now.saturating_add(asked.min(LONGEST_HOLD)));
            }
            match result {
                Ok(status) => {
                    self.failures = 0;
                    self.done = status.is_done();
                    self.seen = Some(status.to_string());
                    return Ok(Some(status));
                }
                // The service may not know a young task yet.
                Err(error) if error.is_not_found() && self.young_until.is_some_and(|until| now < until) => {
                    self.tell_pause(&error, PauseReason::Task, now);
                }
                // A proxy may answer with a page under any status: what can't be read once may be readable the next time.
                Err(error) if may_pass(&error) && self.failures < self.wait.max_errors => {
                    self.failures += 1;
                    self.not_before = now.saturating_add(error.retry_after().unwrap_or_default());
                    self.tell_pause(&error, Pause::after(&error, Duration::ZERO).reason, now);
                }
                Err(error) => return Err(error.with_seen(self.seen.clone())),
            }
        }
    }

    /// Tells the observer that a poll failed and is made again.
    fn tell_pause(&self, error: &Error, reason: PauseReason, now: Duration) {
        let time = self.next.unwrap_or(now).max(self.not_before).saturating_sub(now);
        let pause = Pause { task: Some(&self.task.reference), ..Pause::new(reason, time).because(error) };
        self.client.tell_pause(&pause);
    }

    /// The next poll: when it is due, or the last one at the deadline. The future owns all that it needs.
    fn begin(&self) -> Result<Polling, Error> {
        let clock = self.client.clock();
        let deadline = self.started.saturating_add(self.wait.deadline);
        let now = clock.now();
        let first = || self.task.begun.map_or(now, |begun| begun.saturating_add(self.wait.first));
        let due = self.next.unwrap_or_else(first);
        if self.next.is_some() && now >= deadline {
            return Err(self.too_long());
        }
        // However long a pause the service asks for, the last poll is made at the deadline.
        let at = due.max(self.not_before).min(deadline);
        let (client, task) = (self.client.clone(), self.task.reference.clone());
        Ok(Box::pin(async move {
            let (clock, gap) = (client.clock(), client.policy().poll_gap);
            let now = clock.now();
            if now < at {
                clock.sleep(at - now).await;
            }
            // Each poll waits for its turn, so that all tasks together keep within the client's rate.
            let left = deadline.saturating_sub(clock.now());
            match client.shared().poll_turns.turn_within(left, gap, clock).await {
                Ok(turn) => turn.take(gap, clock),
                // The pause lasts beyond the deadline, at which the last poll is made all the same.
                Err(NoTurn::Held) => clock.sleep(left).await,
                Err(NoTurn::Crowded) => {
                    clock.sleep(left).await;
                    return None;
                }
            }
            let answer = client.report(&task).await;
            if client.journal().is_some() {
                let status = match &answer {
                    Ok(answer) => read_status::<Value>(answer, None).map(Some),
                    Err(error) if error.kind() == ErrorKind::TaskFailed => Ok(None),
                    Err(_) => return Some(answer),
                };
                if let Some(is_whole) = end_of(&status) {
                    client.note_end(&task, is_whole).await;
                }
            }
            Some(answer)
        }))
    }

    fn too_long(&self) -> Error {
        let seen = self.seen.as_deref().unwrap_or("nothing was seen of it");
        let text = format!("not done after {} s: {seen}; the task goes on", self.wait.deadline.as_secs());
        let error = Error::new(ErrorKind::WaitedTooLong, text).with_task(&self.task.reference);
        error.with_seen(self.seen.clone())
    }
}

impl Client {
    /// Asks the service for a report on a task.
    pub(crate) async fn report(&self, task: &TaskRef) -> Result<Answer, Error> {
        let report = async {
            let operation = musicapi_facts::operation(task.operation()).filter(|operation| operation.report.is_some());
            let operation = operation.ok_or_else(|| Error::config("no operation reports on this task"))?;
            let (before, after) = (operation.path.find('{'), operation.path.find('}'));
            let parameter =
                before.zip(after).map(|(before, after)| &operation.path[before + 1..after]).unwrap_or_default();
            self.about(task).dispatch(operation, &[(parameter, task.id())], None).await
        };
        report.await.map_err(|error| self.sealed(error).with_task(task))
    }
}

/// The longest pause that the answer to one poll can impose on all others.
const LONGEST_HOLD: Duration = Duration::from_secs(5 * 60);

fn may_pass(error: &Error) -> bool {
    error.is_transient() || error.kind() == ErrorKind::Unreadable
}

/// An event of a task.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event<C> {
    /// The task exists, and this reference finds it again.
    Submitted(TaskRef),
    /// A poll showed no clips yet.
    NotReady,
    /// A poll showed clips, of which some will change.
    Running(TaskStatus<C>),
    /// A clip succeeded and won't change any more. This comes once for each clip.
    ClipReady(Clip<C>),
    /// A clip failed and won't change any more. This comes once for each clip.
    ClipFailed(Clip<C>),
    /// A clip has a state that the document doesn't know, and is polled on. This comes once for each such word.
    UnknownState(Clip<C>),
    /// Every clip is final, and at least one succeeded. The last event.
    Done(Outcome<C>),
}

/// The events of a task, as a stream that ends after [`Event::Done`] or the first error. Dropping it stops the waiting, not the
/// task.
///
/// # Cancel safety
/// A caller that stops waiting for an event loses none: the poll in flight is kept.
#[must_use = "nothing is looked at unless it is polled"]
pub struct Events<C> {
    task: TaskRef,
    looking: Looking<C>,
    ready: VecDeque<Result<Event<C>, Error>>,
    final_clips: HashSet<String>,
    unknown_states: HashSet<String>,
}

/// Where the next poll comes from.
enum Looking<C> {
    NotYet(Box<Poller<C>>),
    Now(Pin<Box<dyn Future<Output = Polled<C>> + Send>>),
    NoMore,
}

/// A poll, and the poller that made it.
type Polled<C> = (Box<Poller<C>>, Result<Option<TaskStatus<C>>, Error>);

impl<C> Events<C> {
    pub(crate) fn new(poller: Poller<C>, task: TaskRef) -> Self {
        let ready = VecDeque::from([Ok(Event::Submitted(task.clone()))]);
        let looking = Looking::NotYet(Box::new(poller));
        Self { task, looking, ready, final_clips: HashSet::new(), unknown_states: HashSet::new() }
    }
}

impl<C: DeserializeOwned + Clone + Send + 'static> Events<C> {
    /// The next event; `None` after the last.
    ///
    /// # Cancel safety
    /// Dropping the future loses no event: the poll in flight is kept.
    pub async fn next(&mut self) -> Option<Result<Event<C>, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Turns a poll into events; returns whether it was the last one.
    fn take(&mut self, status: TaskStatus<C>) -> bool {
        for (index, clip) in status.clips.iter().enumerate() {
            if clip.is_of_unknown_state() && self.unknown_states.insert(clip.word.clone()) {
                self.ready.push_back(Ok(Event::UnknownState(clip.clone())));
            }
            let event = match clip.state {
                ClipState::Waiting => continue,
                ClipState::Succeeded => Event::ClipReady,
                ClipState::Failed => Event::ClipFailed,
            };
            if self.final_clips.insert(name_of(index, clip)) {
                self.ready.push_back(Ok(event(clip.clone())));
            }
        }
        let is_last = status.is_done();
        self.ready.push_back(match status {
            status if is_last => status.outcome().map(Event::Done).map_err(|error| error.with_task(&self.task)),
            status if status.clips.is_empty() => Ok(Event::NotReady),
            status => Ok(Event::Running(status)),
        });
        is_last
    }
}

// Nothing in it is pinned in place: the poll in flight has its own box.
impl<C> Unpin for Events<C> {}

impl<C: DeserializeOwned + Clone + Send + 'static> Stream for Events<C> {
    type Item = Result<Event<C>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(event) = this.ready.pop_front() {
                return Poll::Ready(Some(event));
            }
            match std::mem::replace(&mut this.looking, Looking::NoMore) {
                Looking::NoMore => return Poll::Ready(None),
                Looking::NotYet(mut poller) => {
                    this.looking = Looking::Now(Box::pin(async move {
                        let status = poller.next().await;
                        (poller, status)
                    }));
                }
                Looking::Now(mut status) => match status.as_mut().poll(context) {
                    Poll::Pending => {
                        this.looking = Looking::Now(status);
                        return Poll::Pending;
                    }
                    Poll::Ready((poller, Ok(Some(status)))) => {
                        if !this.take(status) {
                            this.looking = Looking::NotYet(poller);
                        }
                    }
                    Poll::Ready((_, Ok(None))) => {}
                    Poll::Ready((_, Err(error))) => this.ready.push_back(Err(error)),
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use musicapi_facts::OPERATIONS;

    use super::*;

    #[test]
    fn the_pace_is_that_of_the_document() {
        let reports = OPERATIONS.iter().filter_map(|operation| operation.report.as_ref());
        let mut report = *reports.into_iter().next().unwrap();
        report.pace = (40, 60);
        let wait = PollPolicy::from(&report);
        let seconds = Duration::from_secs;
        assert_eq!((wait.first, wait.pace), (seconds(40), (seconds(40), seconds(60))));
        assert_eq!([0.0, 0.5, 1.0].map(|random| wait.pause(random)), [40, 50, 60].map(seconds));
        // The default is never faster than what is documented of any kind of task.
        for operation in OPERATIONS.iter().filter(|operation| operation.report.is_some()) {
            let usual = PollPolicy::from(operation.report.as_ref().unwrap());
            assert!(
                PollPolicy::default().first >= usual.first && PollPolicy::default().pace >= usual.pace,
                "{}",
                operation.id
            );
        }
    }
}

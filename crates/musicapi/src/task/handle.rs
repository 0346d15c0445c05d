//! A task as a value: it can be awaited, polled, and found again.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use musicapi_facts::Price;
use serde::de::DeserializeOwned;

use crate::call::answer::Answer;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::policy::PollPolicy;
use crate::task::poller::{Events, PolledTask, Poller};
use crate::task::reference::TaskRef;
use crate::task::status::{Outcome, TaskStatus};

/// A task of the service with clips of type `C`: a future of its [`Outcome`], and a source of [events](Self::events).
/// Dropping a task, or a wait for it, stops the waiting and not the work: that was paid for and goes on. Store its
/// [`reference`](Self::reference) to find it again.
#[derive(Debug, Clone)]
pub struct Task<C> {
    client: Client,
    reference: TaskRef,
    begun: Option<Duration>,
    begun_at: Option<SystemTime>,
    price: Option<Price>,
    request_id: Option<String>,
    clips: PhantomData<fn() -> C>,
}

impl<C> Task<C> {
    pub(crate) fn new(client: Client, reference: TaskRef) -> Self {
        Self { client, reference, begun: None, begun_at: None, price: None, request_id: None, clips: PhantomData }
    }

    pub(crate) fn begun_now(self, price: Option<Price>, request_id: Option<String>) -> Self {
        let begun = Some(self.client.clock().now());
        Self { begun, price, request_id, ..self }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Sets when the task was started, for a task that is taken up again.
    ///
    /// In a task's first minutes the service may not know it yet; if its age is known, that is waited out. Of a task that this client has
    /// started, the age is known.
    #[must_use]
    pub fn begun_at(self, date: SystemTime) -> Self {
        Self { begun_at: Some(date), ..self }
    }

    /// What a poll needs to know of the task.
    fn polled(&self) -> PolledTask {
        PolledTask { reference: self.reference.clone(), begun: self.begun, age: self.age(), price: self.price }
    }

    /// The age of the task; `None` if it was taken up again without a date. By a clock that was set back, the age is zero.
    pub(crate) fn age(&self) -> Option<Duration> {
        let clock = self.client.clock();
        let since = |date: SystemTime| clock.date().duration_since(date).unwrap_or_default();
        self.begun.map(|begun| clock.now().saturating_sub(begun)).or_else(|| self.begun_at.map(since))
    }

    /// The reference that finds the task again: store it before you do anything else.
    #[must_use]
    pub fn reference(&self) -> &TaskRef {
        &self.reference
    }

    /// The documented price of the task; `None` if it was taken up again.
    #[must_use]
    pub fn price(&self) -> Option<Price> {
        self.price
    }

    /// The service's id of the request that started the task; `None` if the task was taken up again.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How to wait for this task: by the client's [policy](crate::Policy::wait), or else at the documented pace for tasks of its kind.
    #[must_use]
    pub fn usual_polling(&self) -> PollPolicy {
        let operation = || musicapi_facts::operation(self.reference.operation());
        let documented =
            || operation().and_then(|it| it.report.as_ref()).map_or_else(PollPolicy::default, PollPolicy::from);
        self.client.policy().wait.unwrap_or_else(documented)
    }
}

impl Client {
    /// Takes up a task that was started before, perhaps by another process; sends nothing yet.
    ///
    /// `C` is the type of its clips, such as [`SonicClip`](crate::types::SonicClip), or [`serde_json::Value`] for a task of any
    /// family.
    #[must_use]
    pub fn task<C>(&self, reference: TaskRef) -> Task<C> {
        Task::new(self.clone(), reference)
    }
}

impl<C: DeserializeOwned> Task<C> {
    /// Polls the task once, which is free.
    ///
    /// # Errors
    /// [`ErrorKind::TaskFailed`] if the service says that the task failed; else those of any free call. Each error names the task.
    ///
    /// # Cancel safety
    /// Dropping the future changes nothing at the service.
    pub async fn poll(&self) -> Result<TaskStatus<C>, Error> {
        let answer = self.client.report(&self.reference).await?;
        self.read(&self.client, &answer)
    }

    /// Reads a report on the task.
    pub(crate) fn read(&self, client: &Client, answer: &Answer) -> Result<TaskStatus<C>, Error> {
        self.polled().read(client, answer)
    }

    /// Waits until every clip is final, as [`usual_polling`](Self::usual_polling) says. Awaiting the task does the same.
    ///
    /// # Errors
    /// As [`wait_with`](Self::wait_with).
    ///
    /// # Cancel safety
    /// Dropping the future stops the waiting; the task goes on and can be waited for again.
    pub async fn wait(&self) -> Result<Outcome<C>, Error> {
        self.wait_with(self.usual_polling()).await
    }

    /// Waits until every clip is final, as `wait` says.
    ///
    /// # Errors
    /// As [`Poller::next`]; [`ErrorKind::TaskFailed`] also if every clip failed.
    ///
    /// # Cancel safety
    /// Dropping the future stops the waiting; the task goes on and can be waited for again.
    pub async fn wait_with(&self, wait: PollPolicy) -> Result<Outcome<C>, Error> {
        let mut poller = self.poller(wait);
        let mut last = None;
        while let Some(status) = poller.next().await? {
            last = Some(status);
        }
        let ended = || Error::new(ErrorKind::Unreadable, "the task ended without clips");
        last.ok_or_else(ended).and_then(TaskStatus::outcome).map_err(|error| error.with_task(&self.reference))
    }

    /// Polls the task again and again, at the pace that `wait` says.
    #[must_use]
    pub fn poller(&self, wait: PollPolicy) -> Poller<C> {
        Poller::new(&self.client, self.polled(), wait)
    }

    /// The events of the task, as a stream.
    pub fn events(&self, wait: PollPolicy) -> Events<C> {
        Events::new(self.poller(wait), self.reference.clone())
    }

    /// A copy of the task, for clips that aren't `Clone` too.
    pub(crate) fn again(&self) -> Self {
        let Self { client, reference, begun, begun_at, price, request_id, clips } = self;
        let (client, reference, request_id) = (client.clone(), reference.clone(), request_id.clone());
        Self { client, reference, begun: *begun, begun_at: *begun_at, price: *price, request_id, clips: *clips }
    }
}

impl<C: DeserializeOwned + Send + 'static> IntoFuture for Task<C> {
    type Output = Result<Outcome<C>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    /// [`wait`](Task::wait).
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.wait().await })
    }
}

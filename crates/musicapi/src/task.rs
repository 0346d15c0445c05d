//! Paid work that goes on elsewhere, and what finds it again.

pub(crate) mod delivery;
pub(crate) mod poller;
pub(crate) mod status;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use musicapi_facts::{OPERATIONS, Operation, Price};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::task::poller::{Events, Wait, Watch};
use crate::task::status::{Look, Outcome, look_at};

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

    /// Whether this can stand in a path: dots alone would be taken for steps of it.
    pub(crate) fn is_id(id: &str) -> bool {
        !["", ".", ".."].contains(&id)
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
            Self::is_id(&id).then(|| Self::of(operation, id.into_owned()))
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
pub(crate) const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What stands before and after the only parameter of a path, without the leading slash.
fn around_parameter(path: &'static str) -> (&'static str, &'static str) {
    let path = path.trim_start_matches('/');
    let before = path.find('{').unwrap_or(path.len());
    let after = path.find('}').map_or(path.len(), |at| at + 1);
    (&path[..before], &path[after..])
}

/// A task of the service, whose clips are of type `C`. It is a future of its [`Outcome`], and gives [events](Self::events).
///
/// Dropping it, or what waits for it, stops the waiting and not the work: that was paid for and goes on. Store its
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

    /// When the create was answered, on the client's clock.
    pub(crate) fn begun(&self) -> Option<Duration> {
        self.begun
    }

    /// Says when the task was begun, for one that is taken up again: in its first minutes that the service doesn't know it may pass, and
    /// is waited out. Of a task that this client has begun itself that is known.
    #[must_use]
    pub fn begun_at(self, date: SystemTime) -> Self {
        Self { begun_at: Some(date), ..self }
    }

    /// How old it is; none if it was taken up again and nobody has said so. By a clock that was set back it is as if just begun.
    pub(crate) fn age(&self) -> Option<Duration> {
        let clock = self.client.clock();
        let since = |date: SystemTime| clock.date().duration_since(date).unwrap_or_default();
        self.begun.map(|begun| clock.now().saturating_sub(begun)).or_else(|| self.begun_at.map(since))
    }

    /// What finds the task again: worth storing before anything else is done.
    #[must_use]
    pub fn reference(&self) -> &TaskRef {
        &self.reference
    }

    /// What starting it cost by the documented prices; none if it was taken up again.
    #[must_use]
    pub fn price(&self) -> Option<Price> {
        self.price
    }

    /// The service's name for the request that started it; none if it was taken up again.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How to wait: as the client's [policy](crate::Policy::wait) says, and else at the pace that the document gives for tasks of this
    /// kind.
    #[must_use]
    pub fn usual_wait(&self) -> Wait {
        let operation = || musicapi_facts::operation(self.reference.operation);
        let documented = || operation().and_then(|it| it.report.as_ref()).map_or_else(Wait::default, Wait::from);
        self.client.policy().wait.unwrap_or_else(documented)
    }
}

impl<C: DeserializeOwned> Task<C> {
    /// Looks once. Free.
    ///
    /// # Errors
    /// [`ErrorKind::TaskFailed`] if the service says that the task failed; else as for any free call. Each names the task.
    pub async fn look(&self) -> Result<Look<C>, Error> {
        self.look_by(&self.client).await
    }

    /// Looks once, in the way of this client.
    pub(crate) async fn look_by(&self, client: &Client) -> Result<Look<C>, Error> {
        let look = async {
            let operation =
                musicapi_facts::operation(self.reference.operation).filter(|operation| operation.report.is_some());
            let operation = operation.ok_or_else(|| Error::config("no operation reports on this task"))?;
            let (before, after) = (operation.path.find('{'), operation.path.find('}'));
            let parameter =
                before.zip(after).map(|(before, after)| &operation.path[before + 1..after]).unwrap_or_default();
            let answer = client.dispatch(operation, &[(parameter, self.reference.id())], None).await?;
            look_at(&answer, self.price)
        };
        look.await.map_err(|error| client.sealed(error).with_task(&self.reference))
    }

    /// Waits until every clip is final, as [`usual_wait`](Self::usual_wait) says. Awaiting the task itself does the same.
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
    pub fn watch(&self, wait: Wait) -> Watch<C> {
        Watch::new(self.again(), wait)
    }

    /// What happens to the task, as a stream.
    pub fn events(&self, wait: Wait) -> Events<C> {
        Events::new(self.watch(wait), self.reference.clone())
    }

    /// The same task. The clips themselves need not be `Clone`.
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

#[cfg(test)]
mod tests {
    use super::*;

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
}

//! Fetch what a task makes: each clip as soon as it is final, whether or not the others succeed.
//!
//! A [`Delivery`] polls the task and fetches clips side by side. A clip that succeeded is fetched at once, so it is on the disk even if
//! its twin never ends. A file that its host doesn't have yet is requested again for minutes, each time after a fresh report of the
//! task, which may have another address. The delivery ends when nothing is left to wait for, and then names what is missing.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use musicapi_facts::Price;
use serde::de::DeserializeOwned;
use tokio::time::Instant;

use crate::call::observer::{Pause, PauseReason};
use crate::client::Client;
use crate::download::patience::{PATIENCE, Patience, pauses};
use crate::download::{Download, Downloaded};
use crate::error::{Error, ErrorKind};
use crate::policy::{Policy, PollPolicy, Retry};
use crate::task::Task;
use crate::task::poller::Poller;
use crate::task::status::{Clip, ClipState, TaskStatus, name_of};

/// How long a fresh report waits for its turn to poll.
const LONGEST_TURN: Duration = Duration::from_secs(30);

/// An event of a delivery.
#[derive(Debug)]
#[non_exhaustive]
pub enum Delivered<C, T> {
    /// A poll of the task.
    Polled(TaskStatus<C>),
    /// A clip was fetched.
    Fetched {
        /// The key of the clip in its task: see [`TaskStatus::keys`].
        key: String,
        /// The clip, as it was when it was fetched.
        clip: Clip<C>,
        /// The result of fetching it.
        file: T,
    },
    /// A clip's file isn't there yet, and will be requested again.
    Delayed {
        /// The clip.
        clip: Clip<C>,
        /// Why.
        error: Error,
        /// The pause before the next request.
        pause: Duration,
    },
    /// A clip succeeded, and its file can't be fetched.
    Lost {
        /// The clip.
        clip: Clip<C>,
        /// Why.
        error: Error,
    },
}

/// A clip that isn't fetched at the end of a delivery.
#[derive(Debug)]
#[non_exhaustive]
pub struct Missing<C> {
    /// The clip, as the last poll showed it.
    pub clip: Clip<C>,
    /// Why the clip couldn't be fetched; `None` if it wasn't final yet.
    pub error: Option<Error>,
}

/// The clips of a task that were fetched, and those that weren't.
#[derive(Debug)]
#[non_exhaustive]
pub struct Deliveries<C, T> {
    /// The clips that were fetched, in the order of their task.
    pub fetched: Vec<(Clip<C>, T)>,
    /// The clips that failed.
    pub failed: Vec<Clip<C>>,
    /// The clips that aren't there, though the service has made them or may still do so. Wait for the task again to get them.
    pub missing: Vec<Missing<C>>,
    /// Why waiting ended before every clip was final.
    pub error: Option<Error>,
    /// The documented price of the task; `None` if the task was taken up again, or if the document has no price.
    pub price: Option<Price>,
}

/// The future that fetches a file.
type Fetching<'f, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'f>>;

/// What fetches a clip.
type Fetch<'f, C, T> = Arc<dyn Fn(Clip<C>) -> Fetching<'f, T> + Send + Sync + 'f>;

/// A poll in flight, and the poller that makes it.
type Polling<C> = Pin<Box<dyn Future<Output = (Box<Poller<C>>, Result<Option<TaskStatus<C>>, Error>)> + Send>>;

/// A clip that is being fetched.
struct Order<C> {
    index: usize,
    clip: Clip<C>,
    patience: Patience,
    /// How long the last try took, by the runtime's time.
    took: Duration,
}

/// A clip's order, and the result of fetching it.
type Filled<C, T> = (Order<C>, Result<T, Error>);

/// The future that fills an order.
type Filling<'f, C, T> = Pin<Box<dyn Future<Output = Filled<C, T>> + Send + 'f>>;

/// Delivers the clips of a task, each as soon as it is final. Dropping it stops waiting and fetching, not the task.
#[must_use = "nothing is waited for unless it is asked for the next event"]
pub struct Delivery<'f, C, T> {
    task: Task<C>,
    /// Makes the fresh reports, without retries.
    client: Client,
    fetch: Fetch<'f, C, T>,
    patience: Duration,
    /// The first and the longest pause before a file is requested again, each of which ends with a poll.
    pauses: (Duration, Duration),
    polling: Option<Polling<C>>,
    fetching: Vec<Filling<'f, C, T>>,
    ready: VecDeque<Delivered<C, T>>,
    /// The keys of the clips for which a fetch has begun; no clip has two orders.
    begun: HashSet<String>,
    /// The clips that can't be fetched, by key, and why, in words.
    lost: Vec<(String, String)>,
    last: Option<TaskStatus<C>>,
    ended: Option<Error>,
}

impl<C: DeserializeOwned + Clone + Send + 'static> Task<C> {
    /// Waits for the task, and fetches each clip as soon as it is final.
    ///
    /// `download` returns how to fetch a clip that succeeded, or `None` to skip it. It may be called more than once for a clip, whose
    /// address may have changed by then.
    ///
    /// ```no_run
    /// use musicapi::{Clip, Client, Task, types::SonicClip};
    ///
    /// # async fn example(task: Task<SonicClip>, client: Client) -> Result<(), musicapi::Error> {
    /// let download = move |clip: &Clip<SonicClip>| Some(client.download(clip.audio()?, format!("{}.mp3", clip.id()?)));
    /// let songs = task.deliver(task.usual_polling(), download).finish().await?;
    /// for (clip, file) in songs.fetched.iter().filter_map(|(clip, file)| Some((clip, file.as_ref()?))) {
    ///     println!("{}: {}", clip.title().unwrap_or_default(), file.path.display());
    /// }
    /// for missing in &songs.missing {
    ///     eprintln!("{:?} is {}", missing.clip.id(), missing.clip.state_in_words());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn deliver<'f>(
        &self,
        wait: PollPolicy,
        download: impl Fn(&Clip<C>) -> Option<Download> + Send + Sync + 'f,
    ) -> Delivery<'f, C, Option<Downloaded>> {
        self.deliver_by(wait, move |clip| {
            let download = download(&clip);
            Box::pin(async move {
                match download {
                    Some(download) => download.await.map(Some),
                    None => Ok(None),
                }
            })
        })
    }

    /// Like [`deliver`](Self::deliver), with a function that fetches a clip itself.
    pub fn deliver_by<'f, T: Send + 'f>(
        &self,
        wait: PollPolicy,
        fetch: impl Fn(Clip<C>) -> Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'f>> + Send + Sync + 'f,
    ) -> Delivery<'f, C, T> {
        let client = self.client().with(Policy { retry: Retry::NEVER, ..*self.client().policy() });
        Delivery {
            task: self.again(),
            client,
            fetch: Arc::new(fetch),
            patience: PATIENCE,
            pauses: pauses(wait.pace),
            polling: Some(poll(Box::new(self.poller(wait)))),
            fetching: Vec::new(),
            ready: VecDeque::new(),
            begun: HashSet::new(),
            lost: Vec::new(),
            last: None,
            ended: None,
        }
    }
}

fn poll<C: DeserializeOwned + Send + 'static>(mut poller: Box<Poller<C>>) -> Polling<C> {
    Box::pin(async move {
        let looked = poller.next().await;
        (poller, looked)
    })
}

/// What ended first.
enum Step<C, T> {
    Polled(Box<Poller<C>>, Result<Option<TaskStatus<C>>, Error>),
    Filled(Box<Filled<C, T>>),
}

impl<'f, C: DeserializeOwned + Clone + Send + 'static, T: Send + 'f> Delivery<'f, C, T> {
    /// Sets for how long a file that isn't there yet is requested again; ten minutes by default.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The next event; `None` once every clip is final, and fetched or lost.
    ///
    /// # Errors
    /// Those of [`Poller::next`](crate::Poller::next), once every final clip was fetched or lost; the text names what is missing.
    ///
    /// # Cancel safety
    /// Dropping the future loses nothing: the next call goes on with what is in flight.
    pub async fn next(&mut self) -> Result<Option<Delivered<C, T>>, Error> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Ok(Some(event));
            }
            if self.polling.is_none() && self.fetching.is_empty() {
                let missing = self.missing();
                return match self.ended.take() {
                    Some(error) if missing.is_empty() => Err(error),
                    Some(error) => Err(error.and(&missing)),
                    None => Ok(None),
                };
            }
            match poll_fn(|context| self.poll(context)).await {
                Step::Polled(poller, Ok(Some(status))) => self.take(poller, status),
                Step::Polled(_, Ok(None)) => {}
                Step::Polled(_, Err(error)) => self.ended = Some(error),
                Step::Filled(filled) => match *filled {
                    (order, Ok(file)) => {
                        let key = name_of(order.index, &order.clip);
                        self.ready.push_back(Delivered::Fetched { key, clip: order.clip, file });
                    }
                    (order, Err(error)) => self.again_or_lost(order, error),
                },
            }
        }
    }

    /// Runs the delivery to its end.
    ///
    /// # Errors
    /// If no clip was fetched: why waiting ended, or why fetching failed, or [`ErrorKind::TaskFailed`].
    ///
    /// # Cancel safety
    /// Dropping the future stops the delivery. Fetched files stay, and the task goes on: another delivery of it fetches the rest.
    pub async fn finish(mut self) -> Result<Deliveries<C, T>, Error> {
        let (mut fetched, mut lost) = (Vec::new(), Vec::new());
        let ended = loop {
            match self.next().await {
                Ok(Some(Delivered::Fetched { key, clip, file })) => fetched.push((key, clip, file)),
                Ok(Some(Delivered::Lost { clip, error })) => lost.push(Missing { clip, error: Some(error) }),
                Ok(Some(_)) => {}
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        let keys = self.last.as_ref().map(TaskStatus::keys).unwrap_or_default();
        fetched.sort_by_key(|(key, ..)| keys.iter().position(|known| known == key));
        let fetched: Vec<_> = fetched.into_iter().map(|(_, clip, file)| (clip, file)).collect();
        let clips = self.last.take().map(|status| status.clips).unwrap_or_default();
        let (mut failed, mut missing) = (Vec::new(), lost);
        for clip in clips {
            match clip.state {
                ClipState::Failed => failed.push(clip),
                ClipState::Waiting => missing.push(Missing { clip, error: None }),
                ClipState::Succeeded => {}
            }
        }
        if fetched.is_empty() {
            let of_missing = missing.into_iter().find_map(|missing| missing.error);
            let lost = || Error::new(ErrorKind::TaskFailed, "every clip failed");
            return Err(ended.or(of_missing).unwrap_or_else(lost).with_task(self.task.reference()));
        }
        Ok(Deliveries { fetched, failed, missing, error: ended, price: self.task.price() })
    }

    /// The missing clips, in words; empty if none is known to be missing.
    #[must_use]
    pub fn missing(&self) -> String {
        let clips = self.last.as_ref().map(|status| status.clips.as_slice()).unwrap_or_default();
        let mut words = Vec::new();
        for (index, clip) in clips.iter().enumerate() {
            let name = name_of(index, clip);
            let told = clip.id().map_or_else(|| format!("clip {}", index + 1), |id| format!("clip {id}"));
            if let Some((_, why)) = self.lost.iter().find(|(lost, _)| *lost == name) {
                words.push(format!("{told} is missing: {why}"));
            } else if clip.state == ClipState::Waiting {
                words.push(format!("{told} is missing: it is {}", clip.state_in_words()));
            }
        }
        words.join(", and ")
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Step<C, T>> {
        for (place, fetching) in self.fetching.iter_mut().enumerate() {
            if let Poll::Ready(filled) = fetching.as_mut().poll(context) {
                drop(self.fetching.swap_remove(place));
                return Poll::Ready(Step::Filled(Box::new(filled)));
            }
        }
        let Some(polling) = &mut self.polling else { return Poll::Pending };
        let Poll::Ready((poller, looked)) = polling.as_mut().poll(context) else { return Poll::Pending };
        self.polling = None;
        Poll::Ready(Step::Polled(poller, looked))
    }

    /// Orders each clip that a poll shows as succeeded, and polls again unless all clips are final.
    fn take(&mut self, poller: Box<Poller<C>>, seen: TaskStatus<C>) {
        for (index, clip) in seen.clips.iter().enumerate().filter(|(_, clip)| clip.state == ClipState::Succeeded) {
            if self.begun.insert(name_of(index, clip)) {
                let patience = Patience::new(self.patience, self.pauses);
                let mut order = Order { index, clip: clip.clone(), patience, took: Duration::ZERO };
                let fetching = (self.fetch)(order.clip.clone());
                self.fetching.push(Box::pin(async move {
                    let begun = Instant::now();
                    let fetched = fetching.await;
                    order.took = begun.elapsed();
                    (order, fetched)
                }));
            }
        }
        if !seen.is_done() {
            self.polling = Some(poll(poller));
        }
        self.last = Some(seen.clone());
        self.ready.push_back(Delivered::Polled(seen));
    }

    /// Orders a file once more after a fresh report, if it may still come; else gives it up.
    fn again_or_lost(&mut self, mut order: Order<C>, error: Error) {
        let Some(pause) = order.patience.after(&error, order.took) else {
            self.lost.push((name_of(order.index, &order.clip), error.to_string()));
            let error = error.with_task(self.task.reference());
            self.ready.push_back(Delivered::Lost { clip: order.clip, error });
            return;
        };
        let told = Pause { task: Some(self.task.reference()), ..Pause::new(PauseReason::File, pause).because(&error) };
        self.client.tell_pause(&told);
        self.ready.push_back(Delivered::Delayed { clip: order.clip.clone(), error, pause });
        let (task, client, fetch) = (self.task.again(), self.client.clone(), Arc::clone(&self.fetch));
        self.fetching.push(Box::pin(async move {
            client.clock().sleep(pause).await;
            order.clip = fresh(&task, &client, order.index, order.clip).await;
            let begun = Instant::now();
            let fetched = fetch(order.clip.clone()).await;
            order.took = begun.elapsed();
            (order, fetched)
        }));
    }
}

/// The clip by a fresh report of its task; the clip as it was, if there is no report.
async fn fresh<C: DeserializeOwned>(task: &Task<C>, client: &Client, index: usize, clip: Clip<C>) -> Clip<C> {
    let turns = &client.shared().poll_turns;
    let Ok(turn) = turns.turn(LONGEST_TURN, client.clock()).await else {
        return clip;
    };
    turn.take(client.policy().poll_gap, client.clock());
    let Ok(status) = client.report(task.reference()).await.and_then(|answer| task.read(client, &answer)) else {
        return clip;
    };
    let name = name_of(index, &clip);
    let same = status.clips.into_iter().enumerate().find(|(index, fresh)| name_of(*index, fresh) == name);
    same.map(|(_, fresh)| fresh).filter(|fresh| fresh.state == ClipState::Succeeded).unwrap_or(clip)
}

impl<C, T> fmt::Debug for Delivery<'_, C, T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Delivery").field("task", self.task.reference()).finish_non_exhaustive()
    }
}

//! Callbacks: events that the mock sends to the `webhook_url` of a create, on its clock.
//!
//! When a create is accepted, all events of its task are made (`events`) and queued for the time or the poll at which they happen
//! (`queue`). One thread for each mock delivers what is due, one event after the other: `sign` signs it, `send` sends it, `delivery` is the
//! record of that. So the order of events is that of the queue, and a slow receiver delays the others; only events beyond the settings'
//! room for waiting ones are dropped, and counted.
//!
//! A delivery under way isn't in the queue; a snapshot puts it back there, since its outcome isn't known. Each reset starts a new epoch,
//! and a delivery that ends in another epoch than it began in is dropped.

mod delivery;
mod events;
mod queue;
mod send;
mod settings;
mod sign;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use openapi_mock::{Document, Operation};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tokio::sync::{Notify, oneshot};

use crate::clock::Clock;
use crate::contract::catalog::OperationSpec;
use crate::service::render::TaskView;
use crate::state::task::Task;
pub use delivery::{CallbackTotals, Delivery, PendingCallback, Receipt};
use events::{Course, Wanted};
use queue::{Attempt, Message, Queue};
use send::Target;
pub use settings::CallbackSettings;

/// Is told of each delivery that wasn't taken.
pub(crate) type OnFailedDelivery = fn(&Delivery);

/// The callbacks of a mock. They end when it is dropped.
pub struct Callbacks {
    shared: Arc<Shared>,
    thread: Mutex<Option<Thread>>,
}

/// The thread that delivers.
struct Thread {
    stop: oneshot::Sender<()>,
    handle: JoinHandle<()>,
}

struct Shared {
    settings: CallbackSettings,
    clock: Clock,
    seed: u64,
    missed: Option<OnFailedDelivery>,
    state: Mutex<State>,
    /// Wakes who waits for a change of the state.
    changed: Notify,
}

#[derive(Default)]
struct State {
    queue: Queue,
    /// How often all was forgotten. A delivery that was under way then is none of what came after.
    epoch: u64,
    /// The delivery that is under way.
    under_way: Option<Attempt>,
    deliveries: VecDeque<Delivery>,
    totals: CallbackTotals,
}

/// The callbacks as a snapshot keeps them.
#[derive(Serialize, Deserialize)]
pub(crate) struct SavedCallbacks {
    queue: Queue,
    deliveries: VecDeque<Delivery>,
    totals: CallbackTotals,
}

impl Callbacks {
    pub(crate) fn new(settings: CallbackSettings, clock: Clock, seed: u64, missed: Option<OnFailedDelivery>) -> Self {
        let (state, changed) = (Mutex::default(), Notify::new());
        Self { shared: Arc::new(Shared { settings, clock, seed, missed, state, changed }), thread: Mutex::default() }
    }

    /// Sends word of a task as it goes on, if its create asks for it: how the task looks when it is so far. Of one that goes on by
    /// looks it is sent as soon as it is [looked](Self::looked) at.
    pub(crate) fn tell_of<'l>(
        &self,
        document: &Document,
        operation: &Operation,
        request: &Map<String, Value>,
        create: &OperationSpec,
        view: impl Fn(u64) -> TaskView<'l>,
    ) {
        let Some(wanted) = Wanted::of(document, operation, request) else { return };
        let (settings, task) = (&self.shared.settings, view(0).task);
        let events = wanted.events(create, Course::of(task), settings.streaming, view);
        let messages = events.into_iter().map(|(event, progress, body)| {
            let message = Message {
                id: self.shared.id(&task.id.to_string(), event),
                event,
                task_id: task.id.to_string(),
                url: wanted.url.to_owned(),
                secret: wanted.secret.unwrap_or(&settings.secret).to_owned(),
                body: body.to_string().into(),
            };
            (progress, message)
        });
        let messages: Vec<_> = messages.collect();
        let age = |milliseconds| task.begun.saturating_add(Duration::from_millis(milliseconds));
        let running = self.run();
        let mut state = self.shared.state();
        match running {
            Ok(()) if task.is_by_looks() => {
                state.totals.dropped += state.queue.await_looks(task.number, messages, settings);
            }
            Ok(()) => {
                let messages = messages.into_iter().map(|(progress, message)| (age(progress), message)).collect();
                state.totals.dropped += state.queue.schedule(messages, settings);
            }
            Err(error) => {
                for (_, message) in messages {
                    let why = format!("the mock has no thread to send it with: {error}");
                    self.shared.note(&mut state, &message, 1, task.begun, Receipt::NotSent(why));
                    state.totals.given_up += 1;
                }
            }
        }
        drop(state);
        self.shared.changed.notify_waiters();
    }

    /// Sends what was waiting for this look at a task that goes on by looks.
    pub(crate) fn looked(&self, task: &Task, look: u64, now: Duration) {
        let mut state = self.shared.state();
        let is_any = state.queue.looked(task.number, look, now, &self.shared.settings);
        drop(state);
        if is_any {
            self.shared.changed.notify_waiters();
        }
    }

    /// Ends when all that was due by now is delivered, or was tried in vain.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// # let mock = musicapi_mock::MockApi::start().await;
    /// // … a create with `webhook_url` …
    /// mock.advance(std::time::Duration::from_secs(180));
    /// mock.callbacks().settled().await;
    /// for delivery in mock.callbacks().deliveries() {
    ///     println!("{delivery}");
    /// }
    /// # }
    /// ```
    pub async fn settled(&self) {
        loop {
            // From here on no change is missed.
            let changed = self.shared.changed.notified();
            if self.shared.state().is_settled(self.shared.clock.now()) {
                return;
            }
            changed.await;
        }
    }

    /// The last deliveries that were tried, in their order; [`CallbackSettings::remembered`] of them at most.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.state().deliveries.iter().cloned().collect()
    }

    /// Whether a receiver took one of a task, as far as they are remembered.
    pub(crate) fn is_taken(&self, task: &str) -> bool {
        self.shared.state().deliveries.iter().any(|it| it.task_id == task && it.receipt.is_taken())
    }

    /// How many there were in all.
    #[must_use]
    pub fn totals(&self) -> CallbackTotals {
        self.shared.state().totals
    }

    /// The next deliveries that are to come, at most so many, the soonest first, and then those that wait for a look; and how many there are in all.
    #[must_use]
    pub fn pending(&self, limit: usize) -> (Vec<PendingCallback>, usize) {
        let state = self.shared.state();
        let of_time = state.under_way.iter().chain(state.queue.waiting());
        let of_time = of_time.map(|it| (&it.message, it.before.saturating_add(1), Some(it.due()), None));
        let of_looks = state.queue.by_look().iter().map(|it| (&it.message, 1, None, Some(it.look)));
        let pending = of_time.chain(of_looks).take(limit).map(|(message, attempt, due, look)| {
            let Message { id, event, task_id, url, .. } = &**message;
            let (id, task_id, url) = (id.clone(), task_id.clone(), url.clone());
            let refused = Target::of(&url, self.shared.settings.anywhere).err();
            PendingCallback { id, event, task_id, url, attempt, due, look, refused }
        });
        (pending.collect(), state.waiting())
    }

    /// When the next delivery after this time is due.
    pub(crate) fn next_due(&self, now: Duration) -> Option<Duration> {
        self.shared.state().queue.waiting().map(Attempt::due).find(|due| *due > now)
    }

    /// Forgets all that was and is to be delivered.
    pub(crate) fn clear(&self) {
        let mut state = self.shared.state();
        *state = State { epoch: state.epoch + 1, ..State::default() };
        drop(state);
        self.shared.changed.notify_waiters();
    }

    /// What is, and was, to be delivered. What is under way is still to be delivered: nobody knows yet whether it will be taken.
    pub(crate) fn save(&self) -> SavedCallbacks {
        let State { queue, under_way, deliveries, totals, .. } = &*self.shared.state();
        let mut queue = queue.clone();
        queue.put_back(under_way.clone());
        SavedCallbacks { queue, deliveries: deliveries.clone(), totals: *totals }
    }

    /// Puts this in the place of what is to be delivered; [`run`](Self::run) has to have been called for it.
    pub(crate) fn restore(&self, saved: SavedCallbacks) {
        let SavedCallbacks { queue, deliveries, totals } = saved;
        let mut state = self.shared.state();
        *state = State { queue, epoch: state.epoch + 1, under_way: None, deliveries, totals };
        drop(state);
        self.shared.changed.notify_waiters();
    }

    /// Starts the thread that delivers, once.
    pub(crate) fn run(&self) -> std::io::Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.is_none() {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
            let (stop, stopped) = oneshot::channel();
            let shared = Arc::clone(&self.shared);
            let builder = std::thread::Builder::new().name("musicapi-mock-callbacks".to_owned());
            let handle = builder.spawn(move || {
                runtime.block_on(async {
                    tokio::select! {
                        _ = stopped => {}
                        () = shared.deliver() => {}
                    }
                });
                // A name that is still being looked up is not waited for.
                runtime.shutdown_background();
            })?;
            *thread = Some(Thread { stop, handle });
        }
        Ok(())
    }
}

impl Drop for Callbacks {
    fn drop(&mut self) {
        let thread = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Thread { stop, handle }) = thread {
            // It waits for nothing else, so that it ends at once; there is nobody to tell if it ended already.
            let _ = stop.send(());
            let _ = handle.join();
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is held half-changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Delivers what is due, one after the other, for ever.
    async fn deliver(&self) {
        loop {
            let changed = self.changed.notified();
            let (attempt, next_due, epoch) = {
                let mut state = self.state();
                let attempt = state.queue.take_due(self.clock.now());
                state.under_way = attempt.clone();
                (attempt, state.queue.next_due(), state.epoch)
            };
            match (attempt, next_due) {
                (Some(attempt), _) => {
                    let at = self.clock.now();
                    let receipt = self.send(&attempt.message, at).await;
                    self.settle(attempt, at, receipt, epoch);
                }
                (None, Some(due)) => tokio::select! {
                    () = self.clock.until(due) => {}
                    () = changed => {}
                },
                (None, None) => changed.await,
            }
        }
    }

    async fn send(&self, message: &Message, at: Duration) -> Receipt {
        let Message { id, event, url, secret, body, .. } = message;
        let target = match Target::of(url, self.settings.anywhere) {
            Ok(target) => target,
            Err(why) => return Receipt::NotSent(why),
        };
        let stamp = if self.settings.machine_time { jiff::Timestamp::now().as_second() } else { self.clock.unix(at) };
        match sign::headers(secret, id, event, stamp, body) {
            Ok(headers) => send::post(&target, headers, body.clone(), self.settings.patience).await,
            Err(error) => Receipt::NotSent(error.to_string()),
        }
    }

    fn settle(&self, attempt: Attempt, at: Duration, receipt: Receipt, epoch: u64) {
        let mut state = self.state();
        if state.epoch != epoch {
            return;
        }
        let taken = receipt.is_taken();
        let refused = matches!(receipt, Receipt::NotSent(_));
        let delivery = self.note(&mut state, &attempt.message, attempt.before + 1, at, receipt);
        state.totals.taken += u64::from(taken);
        // To send it again would change nothing where the mock doesn't send at all.
        let again = !refused && state.queue.settle(attempt, taken, self.clock.now(), &self.settings);
        state.totals.given_up += u64::from(!taken && !again);
        state.under_way = None;
        drop(state);
        self.changed.notify_waiters();
        // Whoever is told may take his time, while others go on.
        if let Some(missed) = self.missed.filter(|_| !taken) {
            missed(&delivery);
        }
    }

    fn note(&self, state: &mut State, message: &Message, attempt: u32, at: Duration, receipt: Receipt) -> Delivery {
        state.totals.tried += 1;
        let Message { id, event, task_id, url, .. } = message;
        let (id, task_id, url) = (id.clone(), task_id.clone(), url.clone());
        let number = state.totals.tried;
        let delivery = Delivery { number, id, event, task_id, url, attempt, at, receipt };
        state.deliveries.push_back(delivery.clone());
        let surplus = state.deliveries.len().saturating_sub(self.settings.remembered);
        state.deliveries.drain(..surplus);
        delivery
    }

    /// The id of an event: the same whenever it is sent, and in each run with the same seed.
    fn id(&self, task_id: &str, event: &str) -> String {
        let hash = Sha256::digest(format!("{} {task_id} {event}", self.seed));
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(hash).for_each(|(byte, of_hash)| *byte = of_hash);
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }
}

impl State {
    fn is_settled(&self, now: Duration) -> bool {
        self.under_way.is_none() && self.queue.next_due().is_none_or(|due| due > now)
    }

    /// How many deliveries are to come.
    fn waiting(&self) -> usize {
        self.queue.waiting().len() + self.queue.by_look().len() + usize::from(self.under_way.is_some())
    }
}

impl fmt::Debug for Callbacks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Callbacks").field("totals", &self.totals()).finish_non_exhaustive()
    }
}

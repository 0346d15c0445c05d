//! A run: it takes jobs, works on many side by side, and ends when nothing is left to do.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use musicapi::{Client, Verdict};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinError, JoinHandle, JoinSet};

use crate::error::{Error, ErrorKind};
use crate::ledger::{Claim, Ledger};
use crate::model::closed::Closed;
use crate::model::progress::Progress;
use crate::reconcile::{Finding, evidence, reconcile};
use crate::worker::event::{Event, StopReason};
use crate::worker::gate::stopped;
use crate::worker::options::Options;
use crate::worker::shared::{Fate, Worker};

/// A run in progress. Dropping it stops the run after the call in flight, if the runtime lives long enough.
#[derive(Debug)]
pub struct Run {
    events: mpsc::Receiver<Event>,
    stop: Arc<watch::Sender<bool>>,
    ended: JoinHandle<Result<Progress, Error>>,
}

impl Run {
    pub(crate) fn start(ledger: Arc<dyn Ledger>, client: Client, options: Options) -> Self {
        let options = Options { lease: options.lease.max(SHORTEST_LEASE), ..options };
        let (sender, events) = mpsc::channel(64);
        let (stop, stopped) = watch::channel(false);
        let stop = Arc::new(stop);
        let holder = format!("{:016x}", fastrand::u64(..));
        let claim = Claim { holder, lease: options.lease, scope: options.scope.clone() };
        let closed = watch::Sender::new(Closed::default());
        let has_turned = AtomicBool::new(false);
        let worker = Worker { ledger, client, claim, options, events: sender, stop: stopped, closed, has_turned };
        let (is_locked, events_of_locks) = (worker.ledger.is_locked(), worker.events.clone());
        let running = Running::new(worker, Arc::clone(&stop));
        let ended = async move {
            tokio::select! {
                biased;
                ended = running.run() => ended,
                never = tell_of_locks(is_locked, events_of_locks) => match never {},
            }
        };
        Self { events, stop, ended: tokio::spawn(ended) }
    }

    /// The next event; `None` when the run has ended. Take the events: a run waits while too many are left.
    pub async fn next(&mut self) -> Option<Event> {
        self.events.recv().await
    }

    /// Stops the run: it begins nothing more and stops waiting. A call in flight is finished: [`next`](Self::next) goes on until then.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Waits for the end of the run, and returns the progress of the jobs.
    ///
    /// # Errors
    /// If the file can't be read or written. The error [names](Error::task) a task that was bought and couldn't be recorded.
    pub async fn finish(mut self) -> Result<Progress, Error> {
        while self.next().await.is_some() {}
        (&mut self.ended).await.map_err(broken_off)?
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Tells each time when the file is waited for.
async fn tell_of_locks(mut is_locked: watch::Receiver<bool>, events: mpsc::Sender<Event>) -> Infallible {
    // An error means that the file is closed.
    while is_locked.wait_for(|is_locked| *is_locked).await.is_ok() {
        let _ = events.send(Event::Locked).await;
        let _ = is_locked.wait_for(|is_locked| !*is_locked).await;
    }
    std::future::pending().await
}

fn broken_off(error: JoinError) -> Error {
    Error::new(ErrorKind::Other, "the run was broken off").because(error)
}

/// The longest pause after something that may pass.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// The first one; each is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_secs(5);

/// What a run knows of itself.
struct Running {
    worker: Arc<Worker>,
    stop: Arc<watch::Sender<bool>>,
    under_way: JoinSet<(i64, Result<Fate, Error>)>,
    /// Whether doubts are still to be settled before anything is sent.
    is_settling: bool,
    /// How often in a row something failed that may pass, and since when.
    failures: u32,
    failing_since: Option<Duration>,
    paused_until: Duration,
    /// When the leases are renewed next.
    renew_at: Duration,
    trouble: Option<Error>,
    /// Whether it was told that another process is waited for.
    has_told_of_others: bool,
}

impl Running {
    fn new(worker: Worker, stop: Arc<watch::Sender<bool>>) -> Self {
        Self {
            stop,
            is_settling: worker.options.reconcile,
            worker: Arc::new(worker),
            under_way: JoinSet::new(),
            failures: 0,
            failing_since: None,
            paused_until: Duration::ZERO,
            renew_at: Duration::ZERO,
            trouble: None,
            has_told_of_others: false,
        }
    }

    fn ledger(&self) -> &dyn Ledger {
        &*self.worker.ledger
    }

    async fn run(mut self) -> Result<Progress, Error> {
        let ended = self.work().await;
        let worker = Arc::clone(&self.worker);
        // Whatever went wrong: the answers to what was sent are waited for.
        self.stop.send_replace(true);
        while !self.under_way.is_empty() {
            let kept = self.step().await;
            // Where the leases can't be renewed, their holders must be gone soon.
            if kept.is_err()
                && let Some(joined) = self.under_way.join_next().await
            {
                self.ended(joined).await;
            }
        }
        let mut is_locked = worker.ledger.is_locked();
        let released = tokio::select! {
            biased;
            released = worker.ledger.release(&worker.claim, None) => released,
            // Whoever wants to end waits for no other program: the leases run out.
            _ = is_locked.wait_for(|is_locked| *is_locked) => Ok(()),
        };
        if let Some(trouble) = self.trouble {
            return Err(trouble);
        }
        ended.and(released)?;
        worker.ledger.progress(&worker.options.scope).await
    }

    async fn work(&mut self) -> Result<(), Error> {
        let bound = self.ledger().belong_to(self.worker.client.base_url());
        self.worker.unless_stopped(bound).await.unwrap_or(Ok(()))?;
        loop {
            if self.under_way.is_empty() {
                self.worker.unless_stopped(self.ledger().doubt_the_abandoned()).await.unwrap_or(Ok(()))?;
            }
            let is_over = *self.stop.borrow();
            let nothing_free = !is_over && self.begin().await?;
            if self.under_way.is_empty() {
                match (is_over, self.pause()) {
                    (true, _) => return Ok(()),
                    (false, Some(pause)) => self.rest(pause).await,
                    (false, None) if nothing_free => {
                        let (claim, closed) = (&self.worker.claim, self.closed());
                        let others = self.worker.unless_stopped(self.ledger().others(claim, &closed)).await;
                        let Some(others) = others else { continue };
                        match others? {
                            // Another process has the rest, and may die or give it back.
                            Some(left) => {
                                let pause = left.clamp(SHORTEST_REST, self.worker.options.lease);
                                if !std::mem::replace(&mut self.has_told_of_others, true) {
                                    self.worker.tell(Event::Waiting { pause }).await;
                                }
                                self.rest(pause).await;
                            }
                            None if self.is_settling => self.settle().await?,
                            None => return Ok(()),
                        }
                    }
                    _ => {}
                }
                continue;
            }
            self.step().await?;
        }
    }

    /// Waits until something ends, or is to be done, and keeps the leases meanwhile.
    async fn step(&mut self) -> Result<(), Error> {
        let (worker, is_over) = (Arc::clone(&self.worker), *self.stop.borrow());
        let (clock, mut stop) = (worker.ledger.clock(), worker.stop.clone());
        // By the clock, and not once nothing else happens for a while: jobs may end every moment while others wait for their turn.
        let now = clock.now();
        if self.renew_at <= now {
            let kept = async {
                worker.ledger.renew(&worker.claim).await?;
                // Soon, since the balances that are read from then on tell what became of it.
                worker.ledger.doubt_the_abandoned().await
            };
            tokio::select! {
                biased;
                kept = kept => kept?,
                // The file may be waited for.
                Some(joined) = self.under_way.join_next() => {
                    self.ended(joined).await;
                    return Ok(());
                }
                () = stopped(&mut stop), if !is_over => return Ok(()),
            }
            self.renew_at = now.saturating_add(worker.claim.lease / 3);
        }
        let renewal = self.renew_at.saturating_sub(now);
        let wake = self.pause().filter(|_| !is_over).map_or(renewal, |pause| pause.min(renewal));
        tokio::select! {
            biased;
            Some(joined) = self.under_way.join_next() => {
                self.ended(joined).await;
                while let Some(joined) = self.under_way.try_join_next() {
                    self.ended(joined).await;
                }
            }
            () = stopped(&mut stop), if !is_over => {}
            () = clock.sleep(wake) => {}
        }
        Ok(())
    }

    /// Takes what is free; whether nothing more is.
    async fn begin(&mut self) -> Result<bool, Error> {
        let worker = &self.worker;
        let room = worker.options.concurrency.max(1).saturating_sub(self.under_way.len());
        if room == 0 || self.pause().is_some() {
            return Ok(false);
        }
        let closed = self.closed();
        let taken = worker.unless_stopped(worker.ledger.take(&worker.claim, &closed, room)).await;
        let Some(taken) = taken.transpose()? else { return Ok(false) };
        let is_all = taken.len() < room;
        for taken in taken {
            let worker = Arc::clone(worker);
            self.under_way.spawn(async move { (taken.id, worker.work(taken).await) });
        }
        Ok(is_all)
    }

    /// Asks the balance about what is in doubt, when nothing else moves it.
    async fn settle(&mut self) -> Result<(), Error> {
        self.is_settling = false;
        let worker = Arc::clone(&self.worker);
        let Worker { ledger, client, options, .. } = &*worker;
        let judged = || worker.unless_stopped(reconcile(&**ledger, client, &options.scope));
        let Some(mut findings) = judged().await.transpose()? else { return Ok(()) };
        if findings.iter().any(|finding| finding.verdict == Err(evidence::TOO_SOON)) {
            worker.tell(Event::Settling { pause: evidence::LATE }).await;
            self.rest(evidence::LATE).await;
            let Some(again) = judged().await.transpose()? else { return Ok(()) };
            findings = again;
        }
        for Finding { job, verdict } in findings {
            if verdict != Ok(Verdict::NotCharged) {
                self.worker.tell(Event::Ended { job: Box::new(ledger.show(job).await?), error: None }).await;
            }
        }
        Ok(())
    }

    /// What became of a job, and what that means for the others.
    async fn ended(&mut self, joined: Result<(i64, Result<Fate, Error>), JoinError>) {
        let result = match joined {
            Ok((job, Err(error))) if error.task().is_some() => {
                self.worker.tell(Event::Unwritten { job, error: error.again() }).await;
                Err(error)
            }
            Ok((job, result)) => match result {
                Ok(fate) => self.after(job, fate).await,
                Err(error) => Err(error),
            },
            Err(error) => Err(broken_off(error)),
        };
        if let Err(error) = result {
            // What can't be written down isn't begun.
            self.stop.send_replace(true);
            // One that names a task weighs more.
            let keep = self.trouble.as_ref().is_none_or(|before| before.task().is_none() && error.task().is_some());
            if keep {
                self.trouble = Some(error);
            }
        }
    }

    async fn after(&mut self, job: i64, fate: Fate) -> Result<(), Error> {
        let worker = Arc::clone(&self.worker);
        match fate {
            Fate::Ended => {
                (self.failures, self.failing_since) = (0, None);
                // One in doubt may be settled by another process, and is then to be done again by whoever takes it.
                worker.ledger.release(&worker.claim, Some(job)).await?;
            }
            // Whatever is asked next would be refused for the same reason.
            Fate::SetAside(error) if error.is_auth() => {
                worker.ledger.set_aside(&worker.claim, job, &error.to_string()).await?;
                worker.tell(Event::Ended { job: Box::new(worker.ledger.show(job).await?), error: None }).await;
                worker.close(None, StopReason::Error(error)).await;
            }
            Fate::SetAside(error) => {
                worker.ledger.set_aside(&worker.claim, job, &error.to_string()).await?;
                worker.tell(Event::Ended { job: Box::new(worker.ledger.show(job).await?), error: Some(error) }).await;
            }
            Fate::Again(error) => {
                let now = worker.ledger.clock().now();
                let since = *self.failing_since.get_or_insert(now);
                if now.saturating_sub(since) >= worker.options.patience {
                    return Box::pin(self.after(job, Fate::SetAside(error))).await;
                }
                worker.ledger.release(&worker.claim, Some(job)).await?;
                // Many that fail together are one failure.
                if self.paused_until <= now {
                    let pause = FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(self.failures)).min(LONGEST_PAUSE);
                    let pause = pause.max(error.retry_after().unwrap_or_default().min(LONGEST_PAUSE));
                    self.failures = self.failures.saturating_add(1);
                    self.paused_until = now.saturating_add(pause);
                    worker.tell(Event::Paused { pause, error }).await;
                }
            }
            // All of it is given back at the end.
            Fate::Left if *self.stop.borrow() => {}
            Fate::Left => worker.ledger.release(&worker.claim, Some(job)).await?,
        }
        Ok(())
    }

    /// What isn't sent now.
    fn closed(&self) -> Closed {
        let mut closed = self.worker.closed.borrow().clone();
        if self.is_settling {
            closed.close(None);
        }
        closed
    }

    /// How long nothing new is begun.
    fn pause(&self) -> Option<Duration> {
        let now = self.worker.ledger.clock().now();
        self.paused_until.checked_sub(now).filter(|pause| !pause.is_zero())
    }

    /// Sleeps, unless the run is stopped.
    async fn rest(&self, time: Duration) {
        let mut stop = self.worker.stop.clone();
        tokio::select! {
            biased;
            () = stopped(&mut stop) => {}
            () = self.worker.ledger.clock().sleep(time) => {}
        }
    }
}

/// A shorter one would be over before a call is made.
const SHORTEST_LEASE: Duration = Duration::from_secs(1);

/// Not to ask again and again about what another process holds.
const SHORTEST_REST: Duration = Duration::from_millis(100);

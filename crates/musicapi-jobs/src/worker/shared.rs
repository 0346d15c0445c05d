//! The worker that all jobs of a run share, and the ways in which the work on a job may end.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use musicapi::{Client, Error as ClientError};
use tokio::sync::{mpsc, watch};

use crate::error::Error;
use crate::ledger::{Claim, Ledger, Taken};
use crate::model::closed::Closed;
use crate::worker::event::{Event, StopReason};
use crate::worker::gate::stopped;
use crate::worker::options::Options;

/// Works on jobs, one after the other or many at a time.
pub(crate) struct Worker {
    pub(crate) ledger: Arc<dyn Ledger>,
    pub(crate) client: Client,
    pub(crate) claim: Claim,
    pub(crate) options: Options,
    pub(crate) events: mpsc::Sender<Event>,
    pub(crate) stop: watch::Receiver<bool>,
    pub(crate) closed: watch::Sender<Closed>,
    /// Whether a call of this run has had its turn, or the wait for it was reported.
    pub(crate) has_turned: AtomicBool,
}

/// How the work on a job ended in this run.
pub(crate) enum Fate {
    /// The job is over, in doubt, or refused, and an event said so.
    Ended,
    /// The job isn't over, and this run can't get on with it.
    SetAside(ClientError),
    /// The job can be tried again later.
    Again(ClientError),
    /// The run was stopped, or nothing more is sent.
    Left,
}

impl Worker {
    /// Waits for a future, unless the run is stopped before.
    pub(crate) async fn unless_stopped<T>(&self, asked: impl Future<Output = T>) -> Option<T> {
        let mut stop = self.stop.clone();
        tokio::select! {
            biased;
            () = stopped(&mut stop) => None,
            answer = asked => Some(answer),
        }
    }

    /// Closes a batch, or all: nothing more of it is sent, jobs that wait for their turn included. This holds at once, since another job's
    /// turn may come before the run has heard of it.
    pub(crate) async fn close(&self, batch: Option<&str>, why: StopReason) -> Fate {
        if self.closed.send_if_modified(|closed| closed.close(batch)) {
            self.tell(Event::Stopped(why)).await;
        }
        Fate::Left
    }

    /// Reports that this run is done with a job.
    pub(crate) async fn ended(&self, job: i64, error: Option<ClientError>) -> Result<Fate, Error> {
        self.tell(Event::Ended { job: Box::new(self.ledger.show(job).await?), error }).await;
        Ok(Fate::Ended)
    }

    pub(crate) async fn tell(&self, event: Event) {
        // A caller that has dropped the receiver wants no events.
        let _ = self.events.send(event).await;
    }

    pub(crate) fn credits_of(taken: &Taken) -> Option<u32> {
        let operation = musicapi::facts::operation(&taken.operation)?;
        musicapi::check(operation, &taken.request).0?.price.map(|price| price.credits)
    }
}

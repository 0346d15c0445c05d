//! The verbs of the ledger, each a transaction of the store.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use musicapi::{Clock, Entry, Intent, Submission, TaskRef};
use tokio::sync::watch;

use crate::batch::known::Asked;
use crate::batch::spec::BatchSpec;
use crate::error::{Error, ErrorKind};
use crate::ledger::{Answer, Begun, Call, Claim, Claimed, Ending, Failed, Ledger, NewJob, Taken, WorkOnceMore};
use crate::model::closed::Closed;
use crate::model::health::{Health, Pruned};
use crate::model::job::Job;
use crate::model::plan::Plan;
use crate::model::progress::Progress;
use crate::model::scope::Scope;
use crate::sqlite::line::Durable::{No, Yes};
use crate::sqlite::rows::unsigned;
use crate::sqlite::store::{Store, milliseconds};
use crate::sqlite::{batches, calls, care, claims, progress, work};

/// What is decided by leases and turns is decided by the date at which it is written, not at which that was asked for: whoever waits for
/// the file while another renews its lease would take that for a lease that lies too far ahead, and so for nobody's.
impl Ledger for Store {
    fn on_clock(&self, clock: Arc<dyn Clock>) -> Arc<dyn Ledger> {
        Arc::new(self.with_clock(clock))
    }

    fn clock(&self) -> &dyn Clock {
        self.clock()
    }

    fn now(&self) -> i64 {
        self.now()
    }

    fn is_locked(&self) -> watch::Receiver<bool> {
        self.lock().is_waited_for()
    }

    fn named(&self, error: Error) -> Error {
        self.error(error)
    }

    fn service(&self) -> Answer<'_, Option<String>> {
        Box::pin(self.read(work::service))
    }

    fn bind(&self, base_url: &str) -> Answer<'_, String> {
        let base_url = base_url.to_owned();
        Box::pin(self.write(Yes, move |line| work::bind(line, &base_url)))
    }

    fn add(&self, batch: &str, new: Vec<NewJob>) -> Answer<'_, Vec<i64>> {
        let batch = batch.to_owned();
        Box::pin(self.write(Yes, move |line| work::add(line, &batch, &new)))
    }

    fn plan(&self, batch: &str, asked: Asked) -> Answer<'_, Plan> {
        let (batch, now) = (batch.to_owned(), self.now());
        Box::pin(self.read(move |line| batches::decide(line, &batch, &asked, now).map(|decided| decided.plan)))
    }

    fn revise(&self, batch: &str, limit: Option<u64>, asked: Asked, work: WorkOnceMore) -> Answer<'_, Plan> {
        let (batch, now) = (batch.to_owned(), self.now());
        Box::pin(self.write(Yes, move |line| batches::revise(line, &batch, limit, &asked, work, now)))
    }

    fn batch(&self, name: &str) -> Answer<'_, Option<String>> {
        let name = name.to_owned();
        Box::pin(self.read(move |line| batches::named(line, &name)))
    }

    fn names(&self, batch: &str) -> Answer<'_, Vec<String>> {
        let batch = batch.to_owned();
        Box::pin(self.read(move |line| batches::names(line, &batch)))
    }

    fn same(&self, wanted: Arc<BatchSpec>) -> Answer<'_, Option<String>> {
        let now = self.now();
        Box::pin(self.read(move |line| batches::same(line, &wanted, now)))
    }

    fn call(&self, batch: &str, name: &str, moves: bool) -> Answer<'_, ()> {
        let (batch, name, now) = (batch.to_owned(), name.to_owned(), self.now());
        Box::pin(self.write(Yes, move |line| batches::call(line, &batch, &name, moves, now)))
    }

    fn limit(&self, batch: &str) -> Answer<'_, Option<u64>> {
        let batch = batch.to_owned();
        Box::pin(self.read(move |line| batches::limit(line, &batch)))
    }

    fn set_limit(&self, batch: &str, credits: u64) -> Answer<'_, ()> {
        let batch = batch.to_owned();
        Box::pin(self.write(Yes, move |line| batches::set_limit(line, &batch, credits)))
    }

    fn list(&self, scope: &Scope) -> Answer<'_, Vec<Job>> {
        let (scope, now) = (scope.clone(), self.now());
        Box::pin(self.read(move |line| work::some(line, &work::ids(line, &scope)?, now)))
    }

    fn ids(&self, scope: &Scope) -> Answer<'_, Vec<i64>> {
        let scope = scope.clone();
        Box::pin(self.read(move |line| work::ids(line, &scope)))
    }

    fn some(&self, ids: &[i64]) -> Answer<'_, Vec<Job>> {
        let (ids, now) = (ids.to_vec(), self.now());
        Box::pin(self.read(move |line| work::some(line, &ids, now)))
    }

    fn of_task(&self, task: &TaskRef) -> Answer<'_, Option<Job>> {
        let (task, now) = (task.clone(), self.now());
        Box::pin(self.read(move |line| work::of_task(line, &task, now)))
    }

    fn progress(&self, scope: &Scope) -> Answer<'_, Progress> {
        let (scope, now) = (scope.clone(), self.now());
        Box::pin(self.read(move |line| progress::progress(line, &scope, now)))
    }

    fn resume(&self, job: i64, was_forgotten: bool) -> Answer<'_, ()> {
        Box::pin(self.write(Yes, move |line| work::resume(line, job, was_forgotten)))
    }

    fn forget(&self, job: i64) -> Answer<'_, bool> {
        let date = self.date();
        Box::pin(self.write(Yes, move |line| work::forget(line, job, date())))
    }

    fn take(&self, claim: &Claim, closed: &Closed, most: usize) -> Answer<'_, Vec<Taken>> {
        let (claim, closed, date) = (claim.clone(), closed.clone(), self.date());
        Box::pin(async move {
            let mut taken = self.write(No, move |line| claims::take(line, &claim, &closed, most, date())).await?;
            taken.sort_by_key(|taken| (std::cmp::Reverse(taken.due), taken.id));
            Ok(taken)
        })
    }

    fn renew(&self, claim: &Claim) -> Answer<'_, ()> {
        let (claim, date) = (claim.clone(), self.date());
        Box::pin(self.write(No, move |line| claims::renew(line, &claim, date())))
    }

    fn release(&self, claim: &Claim, job: Option<i64>) -> Answer<'_, ()> {
        let claim = claim.clone();
        Box::pin(self.write(No, move |line| claims::release(line, &claim, job)))
    }

    fn rest(&self, claim: &Claim, job: i64, error: &str) -> Answer<'_, ()> {
        let (claim, error) = (claim.clone(), error.to_owned());
        Box::pin(self.write(No, move |line| claims::rest(line, &claim, job, &error)))
    }

    fn set_aside(&self, claim: &Claim, job: i64, error: &str) -> Answer<'_, ()> {
        let (claim, error) = (claim.clone(), error.to_owned());
        Box::pin(self.write(No, move |line| claims::set_aside(line, &claim, job, &error)))
    }

    fn others(&self, claim: &Claim, closed: &Closed) -> Answer<'_, Option<Duration>> {
        let (claim, closed, date) = (claim.clone(), closed.clone(), self.date());
        Box::pin(self.read(move |line| claims::others(line, &claim, &closed, date())))
    }

    fn turn(&self, account: &str, gap: Duration) -> Answer<'_, Duration> {
        let (account, now) = (account.to_owned(), self.now());
        let left = self.read(move |line| calls::turn(line, &account, milliseconds(gap), now));
        Box::pin(async move { left.await.map(|left| Duration::from_millis(unsigned(left))) })
    }

    fn begin(&self, intent: &Intent, of: Option<&Claimed>) -> Answer<'_, Begun> {
        let (intent, of, date, hurt) = (intent.clone(), of.cloned(), self.date(), Arc::clone(self.hurt()));
        let mark = of.as_ref().map(|of| Arc::clone(&of.mark));
        let is_wanted = move || !mark.as_ref().is_some_and(|mark| mark.is_taken_back());
        Box::pin(self.write_if(is_wanted, move |line| {
            hurt.refuse()?;
            if of.as_ref().is_some_and(|of| !of.mark.begin()) {
                return Err(Error::new(ErrorKind::NotYet, "it was taken back; nothing was sent"));
            }
            calls::begin(line, &intent, of.as_ref(), date())
        }))
    }

    fn record(&self, entry: &Entry) -> Answer<'_, ()> {
        let (entry, now) = (entry.clone(), self.now());
        Box::pin(self.write_surely(move |line| calls::record(line, &entry, now)))
    }

    fn adopt(&self, intent: &str, task: &TaskRef) -> Answer<'_, ()> {
        let (intent, task, now) = (intent.to_owned(), task.clone(), self.now());
        Box::pin(self.write_surely(move |line| calls::adopt(line, &intent, &task, now)))
    }

    fn find(&self, job: Option<i64>, fingerprint: &str) -> Answer<'_, Option<Submission>> {
        let fingerprint = fingerprint.to_owned();
        Box::pin(self.read(move |line| calls::find(line, job, &fingerprint)))
    }

    fn calls(&self, account: &str, since: i64) -> Answer<'_, Vec<Call>> {
        let account = account.to_owned();
        Box::pin(self.read(move |line| calls::calls(line, &account, since)))
    }

    fn doubt_the_abandoned(&self) -> Answer<'_, ()> {
        let date = self.date();
        Box::pin(self.write(No, move |line| calls::doubt_the_abandoned(line, date())))
    }

    fn seen(&self, job: i64, words: &str, is_made: bool) -> Answer<'_, ()> {
        let words = words.to_owned();
        Box::pin(self.write(No, move |line| calls::seen(line, job, &words, is_made)))
    }

    fn end(&self, task: &TaskRef, ending: Ending) -> Answer<'_, ()> {
        let (task, now) = (task.clone(), self.now());
        Box::pin(self.write_surely(move |line| calls::end(line, &task, &ending, now)))
    }

    fn failed(&self, job: i64) -> Answer<'_, Option<Failed>> {
        Box::pin(self.read(move |line| calls::failed(line, job)))
    }

    fn revive(&self, claim: &Claim, job: i64, failed: &Failed) -> Answer<'_, bool> {
        let (holder, failed) = (claim.holder.clone(), failed.clone());
        Box::pin(self.write(Yes, move |line| calls::revive(line, &holder, job, &failed)))
    }

    fn syncs(&self) -> Answer<'_, u64> {
        Box::pin(self.read(|line| line.number("SELECT count FROM syncs", []).map(unsigned)))
    }

    fn check(&self) -> Answer<'_, Health> {
        Box::pin(async move {
            let closed = self.hurt().why();
            let faults = match self.read(care::faults).await {
                Ok(faults) => faults,
                Err(error) if error.may_mean_damage() => vec![error.to_string()],
                Err(error) => return Err(error),
            };
            if faults.is_empty() {
                self.hurt().heal();
            } else {
                self.hurt().close(&faults.join("; "));
            }
            let closed = self.hurt().why().or(closed.filter(|_| !faults.is_empty()));
            Ok(Health { faults, closed })
        })
    }

    fn copy_to(&self, path: &Path) -> Answer<'_, ()> {
        let path = path.to_owned();
        Box::pin(self.alone(move |line| care::copy_to(line, &path)))
    }

    fn prune(&self, before: i64, only_asked: bool) -> Answer<'_, Pruned> {
        if only_asked {
            return Box::pin(self.read(move |line| care::prune(line, before, true)));
        }
        Box::pin(self.write(Yes, move |line| care::prune(line, before, false)))
    }
}

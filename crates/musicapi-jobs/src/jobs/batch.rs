//! The methods for a batch as a whole: set its work, plan what that costs, name it, and limit what it may cost.

use std::io;
use std::sync::Arc;

use crate::batch::known::Asked;
use crate::batch::spec::BatchSpec;
use crate::error::Error;
use crate::jobs::Jobs;
use crate::model::job::JobSpec;
use crate::model::plan::{MadeElsewhere, Plan};

impl Jobs {
    /// Makes a batch be this work, all of it or none; nothing is sent.
    ///
    /// Work is what it asks for: work that was sent is found again under any key, and gets the key that it has here. A job that was never
    /// sent, or was certainly not accepted, is taken out if its work isn't in the list any more, or is other work by now. A job that was sent
    /// stays, and isn't sent again by itself if its work isn't in the list any more. A job that isn't done yet gets the note given here.
    /// `max_credits` is as for [`set_limit`](Self::set_limit); `None` leaves the limit as it is. Other batches aren't searched: see
    /// [`set_from`](Self::set_from).
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) with everything that is wrong: as for [`add`](Self::add), and different work under
    /// one key. [`ErrorKind::WrongState`](crate::ErrorKind::WrongState) if a run, perhaps of another process, is working on a job that would
    /// have to go.
    pub async fn set(&self, batch: &str, work: &[JobSpec], max_credits: Option<u64>) -> Result<Plan, Error> {
        let wanted = Arc::new(BatchSpec::of(work)?);
        let work = Vec::from(work).into_iter().map(Ok);
        self.set_from(batch, &wanted, work, MadeElsewhere::Again, max_credits).await
    }

    /// Like [`set`](Self::set), for work that need not fit into memory.
    ///
    /// `wanted` is made of the work first; then the work is given once more, in the same order, and stored. `made_elsewhere` decides about
    /// work that was made in another batch of this file, with any account.
    ///
    /// # Errors
    /// Those of [`set`](Self::set). [`ErrorKind::MadeElsewhere`](crate::ErrorKind::MadeElsewhere) if such work is refused; if the work can't be
    /// read, or is other work the second time.
    pub async fn set_from(
        &self,
        batch: &str,
        wanted: &Arc<BatchSpec>,
        work: impl Iterator<Item = io::Result<JobSpec>> + Send + 'static,
        made_elsewhere: MadeElsewhere,
        max_credits: Option<u64>,
    ) -> Result<Plan, Error> {
        let asked = Asked { wanted: Arc::clone(wanted), made_elsewhere };
        self.ledger().revise(batch, max_credits, asked, Box::new(work)).await
    }

    /// What [`set`](Self::set) would leave to do. Nothing is changed.
    ///
    /// # Errors
    /// Those of [`set`](Self::set).
    pub async fn plan(&self, batch: &str, work: &[JobSpec]) -> Result<Plan, Error> {
        self.plan_from(batch, &Arc::new(BatchSpec::of(work)?), MadeElsewhere::Again).await
    }

    /// What [`set_from`](Self::set_from) would leave to do, and where work was made before. Nothing is changed.
    ///
    /// # Errors
    /// Those of [`set`](Self::set).
    pub async fn plan_from(
        &self,
        batch: &str,
        wanted: &Arc<BatchSpec>,
        made_elsewhere: MadeElsewhere,
    ) -> Result<Plan, Error> {
        self.ledger().plan(batch, Asked { wanted: Arc::clone(wanted), made_elsewhere }).await
    }

    /// The batch with this name, or with this as [another name](Self::call); `None` if no work was ever added to one.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn batch(&self, name: &str) -> Result<Option<String>, Error> {
        self.ledger().batch(name).await
    }

    /// The [other names](Self::call) of a batch.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn names(&self, batch: &str) -> Result<Vec<String>, Error> {
        self.ledger().names(batch).await
    }

    /// The batch that has exactly this work, in any order; `None` if there is none.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn same(&self, wanted: &Arc<BatchSpec>) -> Result<Option<String>, Error> {
        self.ledger().same(Arc::clone(wanted)).await
    }

    /// Gives a batch another name, and it is found under either. With `moves` it is shown under the new name, unless a run is just
    /// working on it. A batch that has this name already keeps it.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn call(&self, batch: &str, name: &str, moves: bool) -> Result<(), Error> {
        self.ledger().call(batch, name, moves).await
    }

    /// Sets the most that a batch may cost, in credits of either balance: no run of any process sends work of the batch that would exceed it,
    /// until another limit is set. What was spent before counts, with tasks that failed and are refunded.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn set_limit(&self, batch: &str, max_credits: u64) -> Result<(), Error> {
        self.ledger().set_limit(batch, max_credits).await
    }

    /// The most that a batch may cost, in credits of either balance; `None` if it has no [limit](Self::set_limit).
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn limit(&self, batch: &str) -> Result<Option<u64>, Error> {
        self.ledger().limit(batch).await
    }
}

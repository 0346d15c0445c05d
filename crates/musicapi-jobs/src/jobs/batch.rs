//! A batch as a whole: what it holds, what that will cost, and the most that it may.

use std::io;
use std::sync::Arc;

use crate::batch::known::Asked;
use crate::batch::wanted::Wanted;
use crate::error::Error;
use crate::jobs::Jobs;
use crate::model::job::Work;
use crate::model::plan::{MadeElsewhere, Plan};

impl Jobs {
    /// Makes a batch be this work, all of it or none; nothing is sent. Work is what it asks for: what was sent is found again under
    /// whatever key, and gets the key that it has here. What was never sent, or was surely not accepted, and isn't among the work or is
    /// another by now, is taken out. What was sent stays, and isn't sent again by itself if it isn't among the work any more. What isn't
    /// done yet has the note that is given here. `max_credits` is as of [`set_limit`](Self::set_limit), and left as it is if none is
    /// given. Of other batches nothing is asked: see [`set_from`](Self::set_from).
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with everything that is wrong: as of [`add`](Self::add), and different work under one key.
    /// [`ErrorKind::WrongState`] if what would have to go is just being worked on, perhaps by another process.
    pub async fn set(&self, batch: &str, work: &[Work], max_credits: Option<u64>) -> Result<Plan, Error> {
        let wanted = Arc::new(Wanted::of(work)?);
        let work = Vec::from(work).into_iter().map(Ok);
        self.set_from(batch, &wanted, work, MadeElsewhere::Again, max_credits).await
    }

    /// Like [`set`](Self::set), for work that need not fit into memory: it is looked at beforehand, and given once more, in the same
    /// order, to be written down. And it says what becomes of work that was made in another batch of this file, whatever account made it.
    ///
    /// # Errors
    /// As of [`set`](Self::set). [`ErrorKind::MadeElsewhere`] if that is refused; if the work can't be read, or is another one the second
    /// time.
    pub async fn set_from(
        &self,
        batch: &str,
        wanted: &Arc<Wanted>,
        work: impl Iterator<Item = io::Result<Work>> + Send + 'static,
        made_elsewhere: MadeElsewhere,
        max_credits: Option<u64>,
    ) -> Result<Plan, Error> {
        let asked = Asked { wanted: Arc::clone(wanted), made_elsewhere };
        self.ledger().revise(batch, max_credits, asked, Box::new(work)).await
    }

    /// What [`set`](Self::set) would leave to do. Nothing is changed.
    ///
    /// # Errors
    /// As of [`set`](Self::set).
    pub async fn plan(&self, batch: &str, work: &[Work]) -> Result<Plan, Error> {
        self.plan_from(batch, &Arc::new(Wanted::of(work)?), MadeElsewhere::Again).await
    }

    /// What [`set_from`](Self::set_from) would leave to do, and where it was made before. Nothing is changed.
    ///
    /// # Errors
    /// As of [`set`](Self::set).
    pub async fn plan_from(
        &self,
        batch: &str,
        wanted: &Arc<Wanted>,
        made_elsewhere: MadeElsewhere,
    ) -> Result<Plan, Error> {
        self.ledger().plan(batch, Asked { wanted: Arc::clone(wanted), made_elsewhere }).await
    }

    /// The batch with this name, or that has it as [another name](Self::call); none if nothing was ever added to one.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn batch(&self, name: &str) -> Result<Option<String>, Error> {
        self.ledger().batch(name).await
    }

    /// The [other names](Self::call) that a batch is found under.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn names(&self, batch: &str) -> Result<Vec<String>, Error> {
        self.ledger().names(batch).await
    }

    /// The batch that holds just this work, in whatever order; none if there is none.
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn same(&self, wanted: &Arc<Wanted>) -> Result<Option<String>, Error> {
        self.ledger().same(Arc::clone(wanted)).await
    }

    /// Gives a batch another name. It is found under either; if `moves` is said it is shown under the new one, unless somebody is just
    /// working on it. A batch that has this name already keeps it.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn call(&self, batch: &str, name: &str, moves: bool) -> Result<(), Error> {
        self.ledger().call(batch, name, moves).await
    }

    /// From now on nothing of this batch is sent that would make it cost more, in credits of either purse, with what was spent before; by
    /// whatever run, of whatever process, until another limit is set. What failed and is given back counts too.
    ///
    /// # Errors
    /// If the file can't be written.
    pub async fn set_limit(&self, batch: &str, max_credits: u64) -> Result<(), Error> {
        self.ledger().set_limit(batch, max_credits).await
    }

    /// The most that a batch may cost, in credits of either purse; none if it has no [limit](Self::set_limit).
    ///
    /// # Errors
    /// If the file can't be read.
    pub async fn limit(&self, batch: &str) -> Result<Option<u64>, Error> {
        self.ledger().limit(batch).await
    }
}

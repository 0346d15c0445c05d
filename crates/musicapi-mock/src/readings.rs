//! What a test reads of a mock, and decides for what comes.

use std::sync::PoisonError;

use crate::account::Balance;
use crate::book::Prepared;
use crate::callback::Callbacks;
use crate::journal::Asked;
use crate::ledger::Ledger;
use crate::life::Life;
use crate::report;
use crate::service::Service;
use crate::store::Tasks;
use crate::suspects::Suspect;

impl Service {
    /// What the account of a key has left; none if there is no such key.
    #[must_use]
    pub fn balance(&self, key: &str) -> Option<Balance> {
        let account = *self.accounts.get(key)?;
        self.settled().ledger.accounts().get(account).map(|sums| sums.balance)
    }

    /// How many paid calls were accepted.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.store().accepted
    }

    /// Every debit and refund up to now, as far as they are kept.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.settled().ledger.clone()
    }

    /// The same create, accepted twice within [`Settings::suspicion`](crate::Settings::suspicion): what was perhaps paid for twice. The oldest comes first.
    #[must_use]
    pub fn suspects(&self) -> Vec<Suspect> {
        self.store().watch.found().cloned().collect()
    }

    /// How many suspects there were, also those that are no longer kept.
    #[must_use]
    pub fn suspected(&self) -> u64 {
        self.store().watch.count()
    }

    /// What it was asked, as far as it is kept. The oldest comes first.
    #[must_use]
    pub fn journal(&self) -> Vec<Asked> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner).entries().cloned().collect()
    }

    /// How often it was asked, also what is no longer kept.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner).count()
    }

    /// What it sends to the `webhook_url` of creates.
    #[must_use]
    pub fn callbacks(&self) -> &Callbacks {
        &self.callbacks
    }

    /// How many tasks there are.
    #[must_use]
    pub fn tasks(&self) -> Tasks {
        self.store().tasks()
    }

    /// Decides what becomes of the next task: of this operation, or of any. Lives that are set so are used one after the other.
    ///
    /// # Errors
    /// A text if the operation starts no task, or its reports have no such answer.
    pub fn next_life(&self, operation: Option<&str>, life: Life) -> Result<(), String> {
        let operation = self.check_life(operation, &life)?;
        self.store().next_lives.push_back((operation, life));
        Ok(())
    }

    /// The operation's own name, if it starts tasks that can have such a life.
    pub(crate) fn check_life(&self, operation: Option<&str>, life: &Life) -> Result<Option<&'static str>, String> {
        let starts = |prepared: &&Prepared| prepared.opens.as_ref().is_some_and(|opens| opens.clips > 0);
        let Some(name) = operation else { return Ok(None) };
        let Some(prepared) = self.book.prepared(name).filter(starts) else {
            let mut known: Vec<_> = self.book.all().filter(starts).map(|prepared| prepared.fact.id).collect();
            known.sort_unstable();
            return Err(format!("`{name}` starts no task; these do: {}", known.join(", ")));
        };
        if let Life::Failed(failure) = life {
            let mut reports =
                self.book.reports(prepared.family).filter_map(|it| self.book.document.operation(it.fact.id));
            if !reports.any(|report| report::has_answer(report, failure)) {
                return Err(format!("`{name}`: the reports on its tasks have no documented answer `{failure}`"));
            }
        }
        Ok(Some(prepared.fact.id))
    }
}

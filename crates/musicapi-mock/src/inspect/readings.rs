//! What a test reads from a mock (balances, tasks, requests), and the lifecycles that it sets.

use crate::inspect::report::ClientReport;
use crate::service::Service;
use crate::state::account::Balance;
use crate::state::duplicates::Duplicate;
use crate::state::ledger::Ledger;
use crate::state::lifecycle::Lifecycle;
use crate::state::lifecycles::NextLifecycle;
use crate::state::request_log::RecordedRequest;
use crate::state::store::Tasks;
use crate::webhook::Callbacks;

impl Service {
    /// What the account of a key has left; none if there is no such key.
    #[must_use]
    pub fn balance(&self, key: &str) -> Option<Balance> {
        let account = self.accounts().number(key)?;
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
    pub fn duplicates(&self) -> Vec<Duplicate> {
        self.store().watch.found().cloned().collect()
    }

    /// How many suspects there were, also those that are no longer kept.
    #[must_use]
    pub fn suspected(&self) -> u64 {
        self.store().watch.count()
    }

    /// What it was asked, as far as it is kept. The oldest comes first.
    #[must_use]
    pub fn journal(&self) -> Vec<RecordedRequest> {
        let shared = self.written().shared();
        shared.iter().map(|asked| (**asked).clone()).collect()
    }

    /// How often it was asked, also what is no longer kept.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.written().count()
    }

    /// A report on who called it; of faults it knows nothing, which lie around it.
    #[must_use]
    pub fn report(&self) -> ClientReport {
        ClientReport::of(self)
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
    pub fn next_lifecycle(&self, operation: Option<&str>, life: Lifecycle) -> Result<(), String> {
        let next = NextLifecycle { operation: operation.map(str::to_owned), life };
        next.check(self.catalog)?;
        self.store().lives.next_lives.push_back(next);
        Ok(())
    }
}

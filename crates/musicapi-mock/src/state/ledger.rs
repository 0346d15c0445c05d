//! The ledger of credits: a row for every debit and refund, and for each account the totals that follow from its rows.
//!
//! The balance of an account is its start less its debits plus its refunds, at any moment. That holds since `debit` and `refund` alone move
//! credits, each changes balance, total and rows together, and each computes all new values, checked, before it stores any: a price that
//! doesn't suffice changes nothing.
//!
//! A debit gives its caller a `Paid`, and a refund uses that up. `Paid` can't be cloned, so nothing is given back twice, and it records
//! which part of the balance paid, so credits go back where they came from. `check` proves all this again from the rows.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contract::fingerprint::Fingerprint;
use crate::state::account::{Balance, Price};
use crate::state::seconds;
use crate::state::serde_util::{self, Fixed};

/// A debit or a refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
#[schemars(rename = "Row")]
pub struct LedgerRow {
    /// Counts up from 1, over all accounts.
    pub number: u64,
    /// When, on the mock's clock.
    #[serde(with = "seconds")]
    #[schemars(with = "f64")]
    pub at: Duration,
    /// The number of the paid call, over all accounts: the songs of a batch are of one call.
    pub call: u64,
    /// The key of the account.
    #[serde(with = "serde_util::shared")]
    #[schemars(with = "String")]
    pub key: Arc<str>,
    /// The `operationId` that was paid for.
    #[serde(deserialize_with = "serde_util::operation::deserialize")]
    pub operation: Fixed,
    /// The task that it started, if it started one.
    pub task: Option<String>,
    /// Why.
    pub cause: Cause,
    /// What each balance paid, or got back. Nothing, where the document knows no price.
    pub amount: Balance,
    /// What was asked for: the same for the same song, however it was asked for.
    pub fingerprint: Fingerprint,
}

/// Why credits moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cause {
    /// A call was accepted: a debit.
    Accepted,
    /// What was paid for failed: a refund of the debit with this number.
    Failed {
        /// The number of its row.
        debit: u64,
    },
}

/// The sums of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
#[schemars(rename = "Sums")]
pub struct AccountSums {
    /// Its key.
    #[serde(with = "serde_util::shared")]
    #[schemars(with = "String")]
    pub key: Arc<str>,
    /// What it began with.
    pub start: Balance,
    /// What it has.
    pub balance: Balance,
    /// All that was taken.
    pub debited: Balance,
    /// All that was given back.
    pub refunded: Balance,
    /// How many debits there were: one for each paid call that was accepted, and of a batch one for each song.
    pub debits: u64,
    /// How many refunds there were.
    pub refunds: u64,
}

/// Every debit and refund of a mock, and the sums of each account.
///
/// It keeps a limited number of rows, the newest; the sums are of all.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ledger {
    accounts: Vec<AccountSums>,
    rows: VecDeque<LedgerRow>,
    #[serde(skip)]
    limit: usize,
    written: u64,
}

/// What is paid for.
pub(crate) struct Purchase {
    pub(crate) operation: &'static str,
    pub(crate) price: Price,
    pub(crate) task: Option<String>,
    pub(crate) call: u64,
    pub(crate) fingerprint: Fingerprint,
}

/// A debit that can be given back. It isn't `Clone`: to refund is to use it up.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Paid {
    account: usize,
    debit: u64,
    call: u64,
    #[serde(deserialize_with = "serde_util::operation::deserialize")]
    operation: Fixed,
    task: Option<String>,
    amount: Balance,
    fingerprint: Fingerprint,
}

impl Paid {
    /// It as it is written down: who reads that uses it up there.
    pub(crate) fn written(&self) -> Self {
        let Self { account, debit, call, operation, ref task, amount, fingerprint } = *self;
        Self { account, debit, call, operation, task: task.clone(), amount, fingerprint }
    }
}

/// Sums that don't add up. There is no way to come to it but an error in the mock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imbalance(String);

impl fmt::Display for Imbalance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Imbalance {}

impl Ledger {
    pub(crate) fn new(accounts: impl IntoIterator<Item = (Arc<str>, Balance)>, limit: usize) -> Self {
        let mut ledger = Self { accounts: Vec::new(), rows: VecDeque::new(), limit, written: 0 };
        for (key, start) in accounts {
            ledger.add(&key, start);
        }
        ledger
    }

    /// The newest rows, oldest first.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &LedgerRow> + ExactSizeIterator {
        self.rows.iter()
    }

    /// How many rows were written in all, also those that are no longer kept.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.written
    }

    /// The sums of each account.
    #[must_use]
    pub fn accounts(&self) -> &[AccountSums] {
        &self.accounts
    }

    /// The sums of the account with this key.
    #[must_use]
    pub fn account(&self, key: &str) -> Option<&AccountSums> {
        self.accounts.iter().find(|account| &*account.key == key)
    }

    /// The same that keeps so many rows.
    pub(crate) fn limited(mut self, limit: usize) -> Self {
        self.rows.drain(..self.rows.len().saturating_sub(limit));
        Self { limit, ..self }
    }

    /// Adds an account, and gives its number.
    pub(crate) fn add(&mut self, key: &str, start: Balance) -> usize {
        let nothing = Balance::default();
        let (debits, refunds) = (0, 0);
        self.accounts.push(AccountSums {
            key: key.into(),
            start,
            balance: start,
            debited: nothing,
            refunded: nothing,
            debits,
            refunds,
        });
        self.accounts.len() - 1
    }

    /// Sets what an account has, as if it had begun with so much more or less.
    pub(crate) fn set_balance(&mut self, account: usize, balance: Balance) {
        let Some(sums) = self.accounts.get_mut(account) else { return };
        // What was given back was taken before.
        let spent = sums.debited.minus(sums.refunded);
        if let Some(start) = spent.and_then(|spent| balance.plus(spent)) {
            (sums.start, sums.balance) = (start, balance);
        }
    }

    /// Whether the account could pay.
    pub(crate) fn suffices(&self, account: usize, price: Price) -> bool {
        self.accounts.get(account).is_some_and(|sums| sums.balance.share(price).is_some())
    }

    /// Takes a price; none if it doesn't suffice, and then nothing is taken.
    pub(crate) fn debit(&mut self, account: usize, at: Duration, purchase: Purchase) -> Option<(Paid, LedgerRow)> {
        let Purchase { operation, price, task, call, fingerprint } = purchase;
        let sums = self.accounts.get_mut(account)?;
        let amount = sums.balance.share(price)?;
        let (balance, debited) = (sums.balance.minus(amount)?, sums.debited.plus(amount)?);
        (sums.balance, sums.debited, sums.debits) = (balance, debited, sums.debits + 1);
        let key = Arc::clone(&sums.key);
        let (of, cause) = (task.clone(), Cause::Accepted);
        let row = LedgerRow { number: 0, at, call, key, operation, task: of, cause, amount, fingerprint };
        let row = self.write(row);
        Some((Paid { account, debit: row.number, call, operation, task, amount, fingerprint }, row))
    }

    /// Gives a debit back to the balances that it came from.
    pub(crate) fn refund(&mut self, paid: Paid, at: Duration) {
        let Paid { account, debit, call, operation, task, amount, fingerprint } = paid;
        let Some(sums) = self.accounts.get_mut(account) else { return };
        let (Some(balance), Some(refunded)) = (sums.balance.plus(amount), sums.refunded.plus(amount)) else { return };
        (sums.balance, sums.refunded, sums.refunds) = (balance, refunded, sums.refunds + 1);
        let (key, cause) = (Arc::clone(&sums.key), Cause::Failed { debit });
        self.write(LedgerRow { number: 0, at, call, key, operation, task, cause, amount, fingerprint });
    }

    fn write(&mut self, mut row: LedgerRow) -> LedgerRow {
        self.written += 1;
        row.number = self.written;
        if self.rows.len() >= self.limit {
            self.rows.pop_front();
        }
        if self.limit > 0 {
            self.rows.push_back(row.clone());
        }
        row
    }

    /// Checks that each balance is the start less the debits plus the refunds, that no debit was given back twice, and that the
    /// rows add up to the sums as long as all of them are kept.
    ///
    /// # Errors
    /// [`Imbalance`], which tells what is wrong.
    pub fn check(&self) -> Result<(), Imbalance> {
        for sums in &self.accounts {
            let wanted = sums
                .start
                .minus(sums.debited.minus(sums.refunded).ok_or_else(|| sums.wrong("more was given back than taken"))?);
            if wanted != Some(sums.balance) {
                return Err(sums.wrong("the balance isn't the start less the debits plus the refunds"));
            }
            if sums.refunds > sums.debits {
                return Err(sums.wrong("there are more refunds than debits"));
            }
            if self.written == self.rows.len() as u64 {
                let sum = |is_debit: bool| {
                    let rows = self.rows.iter().filter(|row| row.key == sums.key);
                    let mut rows = rows.filter(|row| (row.cause == Cause::Accepted) == is_debit);
                    rows.try_fold(Balance::default(), |sum, row| sum.plus(row.amount))
                };
                if (sum(true), sum(false)) != (Some(sums.debited), Some(sums.refunded)) {
                    return Err(sums.wrong("the rows don't add up to the sums"));
                }
            }
        }
        let mut refunded = HashSet::new();
        for row in &self.rows {
            if let Cause::Failed { debit } = row.cause
                && !refunded.insert(debit)
            {
                return Err(Imbalance(format!("the debit {debit} was given back twice")));
            }
        }
        Ok(())
    }
}

impl AccountSums {
    fn wrong(&self, what: &str) -> Imbalance {
        Imbalance(format!("{what}: {self:?}"))
    }
}

//! The accounts of a mock, by their keys.

use std::collections::HashMap;
use std::sync::Arc;

use crate::state::request_log::redacted;

/// Which account a key has. What each has left is in the ledger, under its number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Accounts {
    numbers: HashMap<Arc<str>, usize>,
    list: Vec<Known>,
}

/// An account.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) key: Arc<str>,
    /// The beginning of its key.
    pub(crate) shown: Arc<str>,
    pub(crate) subscribed: bool,
}

impl Accounts {
    pub(crate) fn new<'k>(accounts: impl IntoIterator<Item = (&'k str, bool)>) -> Self {
        let mut all = Self::default();
        accounts.into_iter().for_each(|(key, subscribed)| all.add(key, subscribed));
        all
    }

    /// Adds one; of two with the same key the last one counts.
    pub(crate) fn add(&mut self, key: &str, subscribed: bool) {
        let key: Arc<str> = key.into();
        self.numbers.insert(Arc::clone(&key), self.list.len());
        self.list.push(Known { shown: redacted(&key).into(), key, subscribed });
    }

    pub(crate) fn number(&self, key: &str) -> Option<usize> {
        self.numbers.get(key).copied()
    }

    pub(crate) fn get(&self, number: usize) -> Option<&Known> {
        self.list.get(number)
    }

    pub(crate) fn set_subscribed(&mut self, number: usize, subscribed: bool) {
        self.list.get_mut(number).into_iter().for_each(|account| account.subscribed = subscribed);
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Known> {
        self.list.iter()
    }
}

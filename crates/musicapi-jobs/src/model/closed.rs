//! What isn't sent any more in a run.

use std::collections::BTreeSet;

/// What isn't sent any more. What was sent is waited for all the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Closed {
    everything: bool,
    batches: BTreeSet<String>,
}

impl Closed {
    /// Whether nothing is sent any more.
    pub(crate) fn everything(&self) -> bool {
        self.everything
    }

    /// The batches of which nothing is sent any more, as JSON.
    pub(crate) fn batches(&self) -> String {
        serde_json::json!(self.batches).to_string()
    }

    /// Closes a batch, or everything; whether that is new.
    pub(crate) fn close(&mut self, batch: Option<&str>) -> bool {
        match batch {
            Some(batch) => !self.everything && self.batches.insert(batch.to_owned()),
            None => !std::mem::replace(&mut self.everything, true),
        }
    }

    /// Whether nothing of this batch is sent any more.
    pub(crate) fn holds(&self, batch: &str) -> bool {
        self.everything || self.batches.contains(batch)
    }
}

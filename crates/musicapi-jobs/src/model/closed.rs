//! The batches of which a run sends nothing more.

use std::collections::BTreeSet;

/// The batches of which nothing more is sent, or all of them. Jobs that were sent are still waited for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Closed {
    everything: bool,
    batches: BTreeSet<String>,
}

impl Closed {
    /// Whether nothing more is sent at all.
    pub(crate) fn everything(&self) -> bool {
        self.everything
    }

    /// The batches of which nothing more is sent, as JSON.
    pub(crate) fn batches(&self) -> String {
        serde_json::json!(self.batches).to_string()
    }

    /// Closes a batch, or everything; returns whether that is new.
    pub(crate) fn close(&mut self, batch: Option<&str>) -> bool {
        match batch {
            Some(batch) => !self.everything && self.batches.insert(batch.to_owned()),
            None => !std::mem::replace(&mut self.everything, true),
        }
    }

    /// Whether nothing more of this batch is sent.
    pub(crate) fn holds(&self, batch: &str) -> bool {
        self.everything || self.batches.contains(batch)
    }
}

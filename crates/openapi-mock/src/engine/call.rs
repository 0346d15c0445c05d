//! Closures that answer single operations instead of the document.

use std::{collections::BTreeMap, fmt, sync::Arc};

use crate::Answer;
use crate::Checked;
use crate::Operation;
use crate::Reply;
use crate::Request;

/// A request for an operation, as a closure of [`Engine::on`](crate::Engine::on) gets it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Call<'c> {
    /// The request as it was sent.
    pub request: &'c Request,
    /// The operation that the request leads to.
    pub operation: &'c Operation,
    /// The path parameters, percent-decoded.
    pub path_parameters: &'c BTreeMap<String, String>,
    /// Body and query, converted as documented; empty if the check is off, or [only warns](crate::Checking) and found something.
    pub checked: Checked,
}

impl<'c> Call<'c> {
    /// The documented answer with this status, which the engine itself would send.
    pub fn documented(&self, status: u16) -> Option<Answer<'c>> {
        self.operation.answer(Some(status), None)
    }
}

/// A closure that answers an operation.
pub(super) type Override = Arc<dyn Fn(&Call<'_>) -> Reply + Send + Sync>;

/// The closures, by the JSON pointers of their operations.
#[derive(Clone, Default)]
pub(super) struct Overrides(BTreeMap<String, Override>);

impl Overrides {
    pub(super) fn set(&mut self, operation: &Operation, answer: Override) {
        self.0.insert(operation.pointer().to_owned(), answer);
    }

    pub(super) fn of(&self, operation: &Operation) -> Option<&Override> {
        if self.0.is_empty() { None } else { self.0.get(operation.pointer()) }
    }
}

impl fmt::Debug for Overrides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

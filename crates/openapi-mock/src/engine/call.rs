//! Operations that are answered by closures instead of the document.

use std::{collections::BTreeMap, fmt, sync::Arc};

use crate::Answer;
use crate::Checked;
use crate::Operation;
use crate::Reply;
use crate::Request;

/// A request that leads to an operation and fits it, as a closure of [`Engine::on`](crate::Engine::on) is given it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Call<'c> {
    /// The request as it was sent.
    pub request: &'c Request,
    /// The operation that it leads to.
    pub operation: &'c Operation,
    /// The parameters in the path, percent-decoded.
    pub path_parameters: &'c BTreeMap<String, String>,
    /// Body and query, read as the document says; empty where the check is [not on](crate::Checking) and found something.
    pub checked: Checked,
}

impl<'c> Call<'c> {
    /// The documented answer of that status: what the engine itself would send.
    pub fn documented(&self, status: u16) -> Option<Answer<'c>> {
        self.operation.answer(Some(status), None)
    }
}

/// What a closure answers.
pub(super) type Override = Arc<dyn Fn(&Call<'_>) -> Reply + Send + Sync>;

/// The closures by the pointers of their operations.
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

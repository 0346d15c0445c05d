//! Which lifecycle a task gets: the next one that was set for its operation or for any, else that of its operation, else that of all.

use std::collections::VecDeque;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contract::catalog::{Catalog, OperationSpec};
use crate::service::render;
use crate::state::lifecycle::Lifecycle;

/// What becomes of a task that is still to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NextLife")]
pub struct NextLifecycle {
    /// The operation that starts it; none for the next task of any.
    #[serde(default)]
    pub operation: Option<String>,
    /// What becomes of it.
    pub life: Lifecycle,
}

/// What becomes of tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "Lives")]
pub struct Lifecycles {
    /// Of all tasks, where nothing else is said.
    pub life: Lifecycle,
    /// Of the tasks of one operation, by its `operationId`.
    pub lives: IndexMap<String, Lifecycle>,
    /// Of the next tasks, in this order. Each is used once.
    pub next_lives: VecDeque<NextLifecycle>,
}

impl Lifecycles {
    /// The life of an operation's next task.
    pub(crate) fn take(&mut self, operation: &str) -> Lifecycle {
        let fits = |next: &NextLifecycle| next.operation.as_deref().is_none_or(|of| of == operation);
        let next = self.next_lives.iter().position(fits).and_then(|index| self.next_lives.remove(index));
        next.map_or_else(|| self.lives.get(operation).unwrap_or(&self.life).clone(), |next| next.life)
    }
}

impl Lifecycles {
    /// # Errors
    /// If one is of an operation that starts no task, or can't be told by its reports.
    pub(crate) fn check(&self, catalog: &Catalog) -> Result<(), String> {
        check(catalog, None, &self.life)?;
        self.lives.iter().try_for_each(|(operation, life)| check(catalog, Some(operation), life))?;
        self.next_lives.iter().try_for_each(|next| next.check(catalog))
    }
}

impl NextLifecycle {
    /// # Errors
    /// As for [`Lifecycles::check`].
    pub(crate) fn check(&self, catalog: &Catalog) -> Result<(), String> {
        check(catalog, self.operation.as_deref(), &self.life)
    }
}

/// Whether an operation starts tasks that can have such a life.
fn check(catalog: &Catalog, operation: Option<&str>, life: &Lifecycle) -> Result<(), String> {
    let starts = |prepared: &&OperationSpec| prepared.opens.as_ref().is_some_and(|opens| opens.clips > 0);
    let Some(name) = operation else { return Ok(()) };
    let Some(prepared) = catalog.prepared(name).filter(starts) else {
        let mut known: Vec<_> = catalog.all().filter(starts).map(|prepared| prepared.fact.id).collect();
        known.sort_unstable();
        let nearest = known.iter().min_by_key(|known| strsim::levenshtein(name, known)).copied().unwrap_or_default();
        return Err(format!(
            "`{name}` starts no task; the nearest that does is `{nearest}`. All are: {}",
            known.join(", ")
        ));
    };
    if let Lifecycle::Failed(failure) = life {
        let mut reports = catalog.reports(prepared.family).filter_map(|it| catalog.document.operation(it.fact.id));
        if !reports.any(|operation| render::has_answer(operation, failure)) {
            return Err(format!("`{name}`: the reports on its tasks have no documented answer `{failure}`"));
        }
    }
    Ok(())
}

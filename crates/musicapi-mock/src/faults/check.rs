//! Check that the document has the operation and the example that a fault names.

use openapi_mock::{Document, Operation};

use super::change::Change;
use super::{Fault, Target};

impl Fault {
    /// # Errors
    /// What is wrong, if there is no such operation or example, or if what it says doesn't go together.
    pub(crate) fn check(&self, document: &Document) -> Result<(), String> {
        if let Some(flaw) = self.flaw() {
            return Err(flaw.to_owned());
        }
        let operations: Vec<&Operation> = match &self.target {
            Target::Operation(id) => vec![document.operation(id).ok_or_else(|| unknown(document, id))?],
            Target::Any => document.operations().collect(),
            Target::Media => Vec::new(),
        };
        let reports =
            |operation: &&Operation| musicapi_facts::operation(operation.id()).is_some_and(|it| it.report.is_some());
        if self.changes.iter().any(|change| matches!(change, Change::State(_))) && !operations.iter().any(reports) {
            return Err(
                "its answer has no state; say it of an operation that reports on tasks, such as `get_sonic_task`"
                    .to_owned(),
            );
        }
        let Some(answer) = &self.answer else { return Ok(()) };
        let Some(name) = &answer.example else { return Ok(()) };
        let fits = |operation: &&Operation| operation.answer(answer.status(), Some(name)).is_some();
        if operations.iter().any(fits) {
            return Ok(());
        }
        let answers = operations.iter().flat_map(|operation| operation.answers());
        let answers = answers.filter(|found| answer.status().is_none_or(|status| found.status == status));
        let mut known: Vec<String> = answers
            .filter_map(|answer| Some(format!("{} under {}", answer.example?, answer.status.as_u16())))
            .collect();
        known.sort();
        known.dedup();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Err(format!("the document has no such example `{name}`; it has: {known}"))
    }
}

fn unknown(document: &Document, id: &str) -> String {
    let ids = document.operations().map(Operation::id);
    let nearest = ids.min_by_key(|known| strsim::levenshtein(id, known)).unwrap_or_default();
    format!("there is no operation `{id}`; the nearest is `{nearest}`, `*` is any, and `media` is a file")
}

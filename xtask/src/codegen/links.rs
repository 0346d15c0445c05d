//! Reads the links of answers: the task that a call starts, and the operation that continues with its answer.

use anyhow::{Context, Result, ensure};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::document::{operations, resolve};

/// The link from a call to the task that it starts.
pub struct TaskLink<'a> {
    /// The operation that polls the task.
    pub report: &'a Value,
    /// The JSON pointer to the task id in the answer.
    pub pointer: String,
    /// Whether the task makes a single thing that isn't a clip.
    pub single: bool,
}

/// Finds the link `task` of a success, or `single` if the task makes no clips.
pub fn starts<'a>(root: &'a Value, operation: &Value) -> Result<Option<TaskLink<'a>>> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    for (_, response) in responses.filter(|(status, _)| status.starts_with('2')) {
        let links = &resolve(root, response)["links"];
        let single = links.get("single");
        if let Some(link) = links.get("task").or(single) {
            let id = link["operationId"].as_str().context("a link names no operationId")?;
            let report = operations(root).find(|(_, _, operation)| operation["operationId"] == id);
            let (_, _, report) = report.with_context(|| format!("a link leads to {id}, which doesn't exist"))?;
            ensure!(report.get("x-task").is_some(), "a link leads to {id}, which has no x-task");
            let parameters = link["parameters"].as_object().into_iter().flatten();
            let pointer = parameters.filter_map(|(_, value)| value.as_str()?.strip_prefix("$response.body#")).next();
            let pointer = pointer.with_context(|| format!("the link to {id} takes no id from the answer"))?.to_owned();
            return Ok(Some(TaskLink { report, pointer, single: single.is_some() }));
        }
    }
    Ok(None)
}

/// The operation that continues with an answer: any link that isn't to a task.
pub fn next(root: &Value, operation: &Value) -> Result<TokenStream> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    let links = responses.flat_map(|(_, response)| resolve(root, response)["links"].as_object().into_iter().flatten());
    let Some((name, link)) = links.into_iter().find(|(name, _)| !["task", "single"].contains(&name.as_str())) else {
        return Ok(quote!(None));
    };
    let id = link["operationId"].as_str().with_context(|| format!("the link {name} names no operationId"))?;
    let (_, _, target) = operations(root)
        .find(|(_, _, operation)| operation["operationId"] == id)
        .with_context(|| format!("a link leads to {id}, which doesn't exist"))?;
    let taken = link["parameters"].as_object().into_iter().flatten().next();
    let taken =
        taken.and_then(|(parameter, value)| Some((parameter, value.as_str()?.strip_prefix("$response.body#")?)));
    let (parameter, value) = taken.with_context(|| format!("the link {name} takes nothing from the answer"))?;
    let parameters = target["parameters"].as_array().into_iter().flatten();
    let is_there = parameters.map(|known| resolve(root, known)).any(|known| known["name"] == *parameter);
    ensure!(is_there, "{id} has no parameter {parameter}, which the link {name} gives it");
    Ok(quote!(Some(Next { operation: #id, parameter: #parameter, value: #value })))
}

//! Calls by text and JSON, for programs that learn of an operation at run time.

use musicapi_facts::Operation;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::check::{Violation, check};
use crate::client::Client;
use crate::error::Error;
use crate::task::Task;

/// What a call answered.
#[derive(Debug, Clone)]
pub struct Called {
    /// The answer.
    pub answer: Value,
    /// The task that it started, if the operation starts one.
    pub task: Option<Task<Value>>,
}

impl Client {
    /// Calls any operation of the table by text and JSON. What is sent is what its typed method would send.
    ///
    /// # Errors
    /// As the typed method; [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) also if a parameter is missing or the
    /// body isn't one of this operation.
    ///
    /// ```no_run
    /// # async fn example(client: musicapi::Client) -> Result<(), musicapi::Error> {
    /// let body = serde_json::json!({"task_type": "concat_music", "continue_clip_id": "26c9c592-0566-46cf-bb71-91ac1deaa7b5"});
    /// let called = client.call(&musicapi::facts::CREATE_SONIC, &[], Some(body)).await?;
    /// println!("{}", called.answer);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call(
        &self,
        operation: &'static Operation,
        parameters: &[(&str, &str)],
        body: Option<Value>,
    ) -> Result<Called, Error> {
        let answer = self.dispatch(operation, parameters, body).await?;
        let whole = answer.body.clone();
        let task = operation.starts.map(|_| self.started(operation, answer)).transpose()?;
        Ok(Called { answer: whole, task })
    }
}

/// A parameter that must be there.
pub(crate) fn required<'p>(
    operation: &Operation,
    parameters: &[(&str, &'p str)],
    name: &str,
) -> Result<&'p str, Error> {
    optional(parameters, name).filter(|value| !value.is_empty()).ok_or_else(|| {
        let message = "it is missing".to_owned();
        Error::invalid(operation, vec![Violation { field: name.to_owned(), rule: "required", message }])
    })
}

/// A parameter that may be there.
pub(crate) fn optional<'p>(parameters: &[(&str, &'p str)], name: &str) -> Option<&'p str> {
    parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// A body as its type. It is checked first, since the type says less about what is wrong, and drops what it doesn't know.
pub(crate) fn typed<T: DeserializeOwned>(operation: &Operation, body: Option<Value>) -> Result<T, Error> {
    let body = body.unwrap_or_default();
    let (_, violations) = check(operation, &body);
    if !violations.is_empty() {
        return Err(Error::invalid(operation, violations));
    }
    serde_json::from_value(body).map_err(|error| {
        let message = format!("it isn't a request of this operation: {error}");
        Error::invalid(operation, vec![Violation { field: String::new(), rule: "type", message }])
    })
}

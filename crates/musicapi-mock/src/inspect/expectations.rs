//! What a test wants to have been asked, and whether it was.

use std::fmt;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::service::Service;
use crate::state::request_log::{Asked, Verdict};

/// What is expected to have been asked. What isn't said may be as it is.
///
/// A call counts if it was for the operation, whatever was answered: faults and refusals included.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use musicapi_mock::{Expected, MockApi};
///
/// let mock = MockApi::start().await;
/// // … after calls …
/// mock.verify(&Expected::new().called("create_sonic", 0).no_repeated_create().all_valid());
/// let unmet = mock.meets(&Expected::new().called("create_sonic", 1)).unwrap_err();
/// assert_eq!(unmet.to_string(), "`create_sonic` was called 0 times, and not 1\nwhat was asked: nothing");
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[must_use = "it is to be verified"]
pub struct Expected {
    /// How often each operation was called, by its `operationId`.
    pub called: IndexMap<String, u64>,
    /// Operations that were called in this order; others may lie between.
    pub in_order: Vec<String>,
    /// No create was accepted a second time within a while: nothing was paid twice.
    pub no_repeated_create: bool,
    /// Each call was for an operation, and fitted the document.
    pub all_valid: bool,
}

impl Expected {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The operation was called so often.
    pub fn called(mut self, operation: impl Into<String>, times: u64) -> Self {
        self.called.insert(operation.into(), times);
        self
    }

    /// These operations were called in this order; others may lie between.
    pub fn in_order<O: Into<String>>(mut self, operations: impl IntoIterator<Item = O>) -> Self {
        self.in_order = operations.into_iter().map(Into::into).collect();
        self
    }

    /// No create was accepted a second time within a while.
    pub fn no_repeated_create(mut self) -> Self {
        self.no_repeated_create = true;
        self
    }

    /// Each call was for an operation, and fitted the document.
    pub fn all_valid(mut self) -> Self {
        self.all_valid = true;
        self
    }
}

/// Why it isn't as expected, and what was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Unmet {
    /// What isn't so.
    pub failures: Vec<String>,
    /// What was asked, the newest 50, the oldest first.
    pub asked: Vec<String>,
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nwhat was asked:", self.failures.join("\n"))?;
        if self.asked.is_empty() {
            return f.write_str(" nothing");
        }
        self.asked.iter().try_for_each(|line| write!(f, "\n  {line}"))
    }
}

impl std::error::Error for Unmet {}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, at, method, path, status, .. } = self;
        write!(f, "#{number} at {:.3} s: {}", at.as_secs_f64(), self.operation.unwrap_or("no operation"))?;
        write!(f, " ({method} {path}): {status}")?;
        if let Some(task) = &self.task {
            write!(f, ", task {task}")?;
        }
        if let Some(fault) = &self.fault {
            write!(f, ", by the fault `{fault}`")?;
        }
        if let Some(nearest) = &self.nearest {
            write!(f, "; the nearest is {nearest}")?;
        }
        self.violations.iter().try_for_each(|violation| write!(f, "; {violation}"))
    }
}

impl Service {
    /// Whether it was asked what is expected.
    ///
    /// # Errors
    /// [`Unmet`], if it wasn't, or if the journal doesn't keep enough to tell.
    pub fn meets(&self, expected: &Expected) -> Result<(), Unmet> {
        let (asked, total) = {
            let journal = self.written();
            (journal.entries().cloned().collect::<Vec<_>>(), journal.count())
        };
        let mut failures = Vec::new();
        let looks_back = !expected.called.is_empty() || !expected.in_order.is_empty() || expected.all_valid;
        if looks_back && total > asked.len() as u64 {
            failures
                .push(format!("only the newest {} of {total} requests are kept; raise `bounds.requests`", asked.len()));
        }
        for name in expected.called.keys().chain(&expected.in_order) {
            if self.document().operation(name).is_none() {
                let ids = self.document().operations().map(openapi_mock::Operation::id);
                let nearest = ids.min_by_key(|known| strsim::levenshtein(name, known)).unwrap_or_default();
                failures.push(format!("there is no operation `{name}`; the nearest is `{nearest}`"));
            }
        }
        for (name, times) in &expected.called {
            let called = asked.iter().filter(|asked| asked.operation == Some(name)).count() as u64;
            if called != *times {
                failures.push(format!("`{name}` was called {called} times, and not {times}"));
            }
        }
        let mut calls = asked.iter().filter_map(|asked| asked.operation);
        if let Some(missing) = expected.in_order.iter().find(|wanted| calls.all(|called| called != wanted.as_str())) {
            failures.push(format!("`{missing}` wasn't called where it stands in: {}", expected.in_order.join(", ")));
        }
        if expected.no_repeated_create {
            failures.extend(self.suspects().iter().map(|suspect| {
                let task = |task: &Option<String>| task.clone().unwrap_or_else(|| "no task".to_owned());
                let (first, second) = (&suspect.first, &suspect.second);
                format!(
                    "the same `{}` was accepted twice, and paid twice: at {:.3} s ({}) and at {:.3} s ({})",
                    first.operation,
                    first.at.as_secs_f64(),
                    task(&first.task),
                    second.at.as_secs_f64(),
                    task(&second.task),
                )
            }));
        }
        if expected.all_valid {
            let is_wrong = |asked: &&Asked| matches!(asked.verdict, Verdict::Invalid | Verdict::Unmatched);
            failures.extend(asked.iter().filter(is_wrong).map(|asked| format!("not as documented: {asked}")));
        }
        if failures.is_empty() {
            return Ok(());
        }
        let newest = asked.len().saturating_sub(50);
        Err(Unmet { failures, asked: asked.iter().skip(newest).map(ToString::to_string).collect() })
    }
}

#[cfg(test)]
mod tests {
    use openapi_mock::{Handler, Request};
    use serde_json::json;

    use super::*;
    use crate::setup::settings::Settings;

    fn service() -> Service {
        let service = Service::new(Settings::default()).unwrap();
        let key = |request: Request| request.with_header("authorization", "Bearer mock-key");
        let song = json!({"custom_mode": false, "gpt_description_prompt": "x", "mv": "sonic-v5"});
        for request in [
            Request::get("/api/v1/get-credits"),
            Request::post("/api/v1/sonic/create", &song),
            Request::post("/api/v1/sonic/create", &song),
            Request::post("/api/v1/sonic/create", &json!({})),
            Request::get("/api/v1/sonic/taks/1"),
        ] {
            service.handle(key(request));
        }
        service
    }

    fn unmet(expected: &Expected) -> String {
        service().meets(expected).unwrap_err().to_string()
    }

    #[test]
    fn what_was_asked_is_met() {
        let service = service();
        let expected = Expected::new().called("create_sonic", 3).called("get_credits", 1).called("create_nuro", 0);
        assert_eq!(service.meets(&expected.in_order(["get_credits", "create_sonic", "create_sonic"])), Ok(()));
        assert_eq!(service.meets(&Expected::new()), Ok(()));
    }

    #[test]
    fn what_was_not_is_told_with_a_list() {
        let told = unmet(&Expected::new().called("create_sonic", 1));
        assert!(
            told.starts_with(
                "`create_sonic` was called 3 times, and not 1\nwhat was asked:\n  #1 at 0.000 s: get_credits"
            ),
            "{told}"
        );
        assert!(
            told.contains(
                "#5 at 0.000 s: no operation (GET /api/v1/sonic/taks/1): 404; the nearest is `get_sonic_task`"
            ),
            "{told}"
        );
        let told = unmet(&Expected::new().in_order(["create_sonic", "get_credits"]));
        assert!(
            told.starts_with("`get_credits` wasn't called where it stands in: create_sonic, get_credits"),
            "{told}"
        );
        let told = unmet(&Expected::new().called("create_sonc", 0));
        assert!(told.starts_with("there is no operation `create_sonc`; the nearest is `create_sonic`"), "{told}");
        let told = unmet(&Expected::new().no_repeated_create());
        assert!(told.starts_with("the same `create_sonic` was accepted twice, and paid twice: at 0.000 s ("), "{told}");
        let told = unmet(&Expected::new().all_valid());
        assert_eq!(told.matches("not as documented: ").count(), 2, "{told}");
    }

    #[test]
    fn what_is_no_longer_kept_is_not_taken_for_what_never_was() {
        let mut settings = Settings::default();
        settings.bounds.requests = 1;
        let service = Service::new(settings).unwrap();
        (0..2).for_each(|_| drop(service.handle(Request::get("/api/v1/get-credits"))));
        let told = service.meets(&Expected::new().called("create_sonic", 0)).unwrap_err().to_string();
        assert!(told.starts_with("only the newest 1 of 2 requests are kept"), "{told}");
    }
}

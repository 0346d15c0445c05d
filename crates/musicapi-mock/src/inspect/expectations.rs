//! Expectations: what a test expects to have been requested, and the check against the recorded requests.

use std::fmt;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::subset;
use crate::service::Service;
use crate::state::request_log::{RecordedRequest, Verdict};
use crate::state::sent;

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
    /// Requests that were sent.
    pub sent: Vec<Sent>,
    /// No create was accepted a second time within a while: nothing was paid twice.
    pub no_repeated_create: bool,
    /// Each call was for an operation, and fitted the document.
    pub all_valid: bool,
}

/// A request that is expected to have been sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Sent {
    /// The operation, by its `operationId`.
    pub operation: String,
    /// What its body holds; it may hold more. The value of a secret isn't kept, and so can't be expected.
    pub body: Value,
    /// How often it was sent so; once at least, if that isn't said. It can't be told if the journal keeps only the beginning of a body.
    #[serde(default)]
    pub times: Option<u64>,
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

    /// The operation was called with a body that holds this, and perhaps more: as wiremock's matcher of this name.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use musicapi_mock::{Expected, MockApi};
    ///
    /// let mock = MockApi::start().await;
    /// // … after calls …
    /// let titled = Expected::new().body_partial_json("create_sonic", serde_json::json!({"title": "Harbour"}));
    /// let unmet = mock.meets(&titled).unwrap_err();
    /// assert!(unmet.failures[0].starts_with(r#"`create_sonic` was never sent with {"title":"Harbour"}"#));
    /// # }
    /// ```
    pub fn body_partial_json(mut self, operation: impl Into<String>, body: Value) -> Self {
        self.sent.push(Sent { operation: operation.into(), body, times: None });
        self
    }

    /// The last body that was said was sent exactly so often.
    pub fn expect(mut self, times: u64) -> Self {
        self.sent.last_mut().into_iter().for_each(|sent| sent.times = Some(times));
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
pub struct UnmetExpectations {
    /// What isn't so.
    pub failures: Vec<String>,
    /// What was asked of the operations that it is about, or of any if there was nothing: the newest 20, the oldest first.
    pub asked: Vec<String>,
}

impl fmt::Display for UnmetExpectations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nwhat was asked:", self.failures.join("\n"))?;
        if self.asked.is_empty() {
            return f.write_str(" nothing");
        }
        self.asked.iter().try_for_each(|line| write!(f, "\n  {line}"))
    }
}

impl std::error::Error for UnmetExpectations {}

impl fmt::Display for RecordedRequest {
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
    /// [`UnmetExpectations`], if it wasn't, or if the journal doesn't keep enough to tell.
    pub fn meets(&self, expected: &Expected) -> Result<(), UnmetExpectations> {
        let (shared, total) = {
            let journal = self.written();
            (journal.shared(), journal.count())
        };
        let asked: Vec<RecordedRequest> = shared.iter().map(|asked| (**asked).clone()).collect();
        let mut failures = Vec::new();
        let mut about: Vec<&str> = Vec::new();
        let looks_back = !expected.called.is_empty()
            || !expected.in_order.is_empty()
            || !expected.sent.is_empty()
            || expected.all_valid;
        if looks_back && total > asked.len() as u64 {
            failures
                .push(format!("only the newest {} of {total} requests are kept; raise `bounds.requests`", asked.len()));
        }
        let sent = expected.sent.iter().map(|sent| &sent.operation);
        for name in expected.called.keys().chain(&expected.in_order).chain(sent) {
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
                about.push(name);
            }
        }
        let mut calls = asked.iter().filter_map(|asked| asked.operation);
        if let Some(missing) = expected.in_order.iter().find(|wanted| calls.all(|called| called != wanted.as_str())) {
            failures.push(format!("`{missing}` wasn't called where it stands in: {}", expected.in_order.join(", ")));
            about.extend(expected.in_order.iter().map(String::as_str));
        }
        for sent in &expected.sent {
            let failure = unsent(sent, &asked, self.settings.bounds.bodies);
            about.extend(failure.iter().map(|_| &*sent.operation));
            failures.extend(failure);
        }
        if expected.no_repeated_create {
            for suspect in self.duplicates() {
                let task = |task: &Option<String>| task.clone().unwrap_or_else(|| "no task".to_owned());
                let (first, second) = (&suspect.first, &suspect.second);
                failures.push(format!(
                    "the same `{}` was accepted twice, and paid twice: at {:.3} s ({}) and at {:.3} s ({})",
                    first.operation,
                    first.at.as_secs_f64(),
                    task(&first.task),
                    second.at.as_secs_f64(),
                    task(&second.task),
                ));
                about.push(first.operation);
            }
        }
        if expected.all_valid {
            let is_wrong = |asked: &&RecordedRequest| matches!(asked.verdict, Verdict::Invalid | Verdict::Unmatched);
            failures.extend(asked.iter().filter(is_wrong).map(|asked| format!("not as documented: {asked}")));
        }
        if failures.is_empty() {
            return Ok(());
        }
        // What it is about, or all of it if nothing is: then it isn't known what was meant.
        let is_about = |asked: &&RecordedRequest| asked.operation.is_some_and(|operation| about.contains(&operation));
        let shown: Vec<&RecordedRequest> = asked.iter().filter(is_about).collect();
        let shown = if shown.is_empty() { asked.iter().collect() } else { shown };
        let newest = shown.len().saturating_sub(SHOWN);
        Err(UnmetExpectations { failures, asked: shown.into_iter().skip(newest).map(ToString::to_string).collect() })
    }
}

/// How many requests are shown with what isn't met.
const SHOWN: usize = 20;

/// How many differences of the nearest request are told.
const DIFFERENCES: usize = 5;

/// Why a request wasn't sent so, if it wasn't: with the differences of the one that comes nearest.
fn unsent(expected: &Sent, asked: &[RecordedRequest], kept: usize) -> Option<String> {
    let Sent { operation, body, times } = expected;
    if let Some(name) = sent::unkept(body) {
        return Some(format!(
            "`{operation}`: the value of `{name}` is a secret, and so isn't kept; leave it out, or expect \"[secret]\""
        ));
    }
    let of_it = || asked.iter().filter(|asked| asked.operation == Some(operation));
    let bodies: Vec<_> = of_it()
        .filter_map(|asked| Some((asked.number, subset::differences(body, &asked.body.as_ref()?.json()?))))
        .collect();
    let fitting = bodies.iter().filter(|(_, differences)| differences.is_empty()).count() as u64;
    // Whatever is not kept may have been so.
    let is_unknown = |asked: &&RecordedRequest| asked.body.as_ref().map_or(kept == 0, |body| !body.whole);
    let unknown = of_it().filter(is_unknown).count();
    let mut told = match times {
        None if fitting > 0 => return None,
        Some(times) if fitting == *times && unknown == 0 => return None,
        Some(times) if fitting == *times => {
            format!("whether `{operation}` was sent {times} times with {body} isn't known")
        }
        Some(times) => format!("`{operation}` was sent {fitting} times with {body}, and not {times}"),
        None => format!("`{operation}` was never sent with {body}"),
    };
    let nearest = bodies.iter().filter(|(_, differences)| !differences.is_empty()).min_by_key(|(_, it)| it.len());
    if let Some((number, differences)) = nearest.filter(|_| times.is_none_or(|times| times != fitting)) {
        let named: Vec<&str> = differences.iter().take(DIFFERENCES).map(String::as_str).collect();
        told.push_str(&format!("; the nearest is #{number}: {}", named.join(", ")));
        match differences.len().saturating_sub(DIFFERENCES) {
            0 => {}
            more => told.push_str(&format!(" and {more} more")),
        }
    }
    if unknown > 0 && kept == 0 {
        told.push_str("; no bodies are kept: raise `bounds.bodies`");
    } else if unknown > 0 {
        told.push_str(&format!(
            "; {unknown} bodies were longer than the {kept} bytes that are kept: raise `bounds.bodies`"
        ));
    }
    Some(told)
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
                "`create_sonic` was called 3 times, and not 1\nwhat was asked:\n  #2 at 0.000 s: create_sonic"
            ),
            "{told}"
        );
        assert_eq!(told.matches("\n  #").count(), 3, "what it is about, and no more: {told}");
        // Where nothing of it was asked, one sees what was.
        let told = unmet(&Expected::new().called("create_nuro", 1));
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
    fn what_a_body_held_is_looked_for_and_the_nearest_is_told() {
        let service = service();
        let meets = |expected: Expected| service.meets(&expected).map_err(|unmet| unmet.failures.join("\n"));
        let prompt = |text: &str| json!({"gpt_description_prompt": text});
        assert_eq!(meets(Expected::new().body_partial_json("create_sonic", prompt("x"))), Ok(()));
        assert_eq!(meets(Expected::new().body_partial_json("create_sonic", prompt("x")).expect(2)), Ok(()));
        let told = meets(Expected::new().body_partial_json("create_sonic", prompt("x")).expect(1)).unwrap_err();
        assert!(
            told.starts_with("`create_sonic` was sent 2 times with {\"gpt_description_prompt\":\"x\"}, and not 1"),
            "{told}"
        );
        let told = meets(Expected::new().body_partial_json("create_sonic", prompt("y"))).unwrap_err();
        assert_eq!(
            told,
            "`create_sonic` was never sent with {\"gpt_description_prompt\":\"y\"}; the nearest is #2: \
             /gpt_description_prompt is \"x\", and not \"y\""
        );
        let told = meets(Expected::new().body_partial_json("create_sonic", json!({"webhook_secret": "x"})).expect(0));
        assert!(told.unwrap_err().contains("the value of `webhook_secret` is a secret"));
    }

    #[test]
    fn what_is_not_kept_is_not_known() {
        let long = "x".repeat(100);
        let prompt = |text: &str| json!({"gpt_description_prompt": text});
        for (bodies, why) in [(0, "no bodies are kept"), (60, "1 bodies were longer than the 60 bytes that are kept")] {
            let mut settings = Settings::default();
            settings.bounds.bodies = bodies;
            let service = Service::new(settings).unwrap();
            let expected = |text: &str| Expected::new().body_partial_json("create_sonic", prompt(text));
            let failure = |expected: Expected| service.meets(&expected).unwrap_err().failures.join("\n");
            assert_eq!(service.meets(&expected("x").expect(0)), Ok(()), "nothing was sent");
            service.handle(Request::post("/api/v1/sonic/create", &prompt(&long)));
            let told = failure(expected(&long));
            assert!(told.starts_with("`create_sonic` was never sent") && told.contains(why), "{told}");
            let told = failure(expected(&long).expect(0));
            assert!(told.starts_with("whether `create_sonic` was sent 0 times with") && told.contains(why), "{told}");
            service.handle(Request::post("/api/v1/sonic/create", &prompt("short")));
            assert_eq!(service.meets(&expected("short")).is_ok(), bodies > 0);
            assert!(failure(expected("short").expect(1)).contains("raise `bounds.bodies`"));
            assert_eq!(service.journal()[0].body.is_none(), bodies == 0);
        }
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

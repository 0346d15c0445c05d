//! Hand requests on to a real service, and check them and their answers by the document.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http::{HeaderMap, StatusCode};
use serde_json::Value;
use tokio::{runtime::Handle, task::block_in_place};

use crate::Checking;
use crate::Handler;
use crate::Operation;
use crate::Refusal;
use crate::Reply;
use crate::Request;
use crate::Violation;
use crate::program::watched::Watched;
use crate::violations_header;

/// Headers that concern one connection, or that the sender of a message sets.
const HOP_BY_HOP: [&str; 10] = [
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
/// How long the service may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Proxy {
    watched: Arc<Watched>,
    service: String,
    check: [Checking; 2],
    client: reqwest::Client,
    seen: Mutex<Seen>,
}

/// The counts for the report.
#[derive(Default)]
struct Seen {
    requests: usize,
    /// Requests for no documented operation.
    strange: usize,
    /// How many requests each operation had, and how many of them or of their answers broke a rule.
    operations: BTreeMap<String, (usize, usize)>,
}

impl Proxy {
    /// The proxy that the options ask for.
    pub(super) fn of(watched: &Arc<Watched>) -> Result<Option<Arc<Self>>, String> {
        let options = watched.options();
        let Some(service) = &options.proxy else { return Ok(None) };
        if !service.starts_with("http://") && !service.starts_with("https://") {
            return Err(format!("`--proxy {service}` must be an address that begins with http:// or https://"));
        }
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE).build();
        Ok(Some(Arc::new(Self {
            watched: watched.clone(),
            service: service.trim_end_matches('/').to_owned(),
            check: [options.credentials(), options.check()],
            client: client.map_err(|error| error.to_string())?,
            seen: Mutex::default(),
        })))
    }

    async fn ask(&self, request: &Request) -> Result<Reply, reqwest::Error> {
        let query = request.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        let url = format!("{}{}{query}", self.service, request.path);
        let asked = self.client.request(request.method.clone(), url).headers(without_hops(&request.headers));
        let answer = asked.body(request.body.clone()).send().await?;
        let (status, headers) = (answer.status(), without_hops(answer.headers()));
        Ok(Reply { headers, body: answer.bytes().await?, ..Reply::new(status) })
    }

    fn note(&self, operation: Option<&Operation>, broken: bool) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.requests += 1;
        match operation {
            Some(operation) => {
                let (asked, wrong) = seen.operations.entry(operation.id().to_owned()).or_default();
                *asked += 1;
                *wrong += usize::from(broken);
            }
            None => seen.strange += 1,
        }
    }

    /// The counts as text.
    pub(super) fn report(&self) -> String {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let engine = self.watched.now();
        let all = engine.document().operations().count();
        let mut lines = vec![format!(
            "report: {} requests, {} of them to no documented operation; {} of {all} operations were asked",
            seen.requests,
            seen.strange,
            seen.operations.len()
        )];
        let wrong = seen.operations.iter().filter(|(_, (_, wrong))| *wrong > 0);
        lines
            .extend(wrong.map(|(id, (asked, wrong))| format!("  {id}: {wrong} of {asked} broke the document's rules")));
        lines.join("\n")
    }
}

impl Handler for Proxy {
    fn handle(&self, request: Request) -> Reply {
        let engine = self.watched.now();
        let route = engine.document().route(&request.method, &request.path).ok();
        let operation = route.as_ref().map(|route| route.operation);
        let mut told = Vec::new();
        if let Some(route) = &route {
            let credentials = || route.operation.credentials(&request).err();
            let rules = || route.operation.check(&request, &route.path_parameters).err();
            let checks: [&dyn Fn() -> Option<Refusal>; 2] = [&credentials, &rules];
            for (checking, check) in self.check.into_iter().zip(checks) {
                match (checking, if checking == Checking::Off { None } else { check() }) {
                    (Checking::On, Some(refusal)) => {
                        self.note(operation, true);
                        return route.operation.refuse(&refusal);
                    }
                    (_, Some(refusal)) => told.extend(refusal.violations().into_iter().map(|it| about("request", it))),
                    (_, None) => {}
                }
            }
        }
        let mut reply = match block_in_place(|| Handle::current().block_on(self.ask(&request))) {
            Ok(reply) => reply,
            Err(error) => {
                let message = format!("the service at {} doesn't answer: {error}", self.service);
                self.note(operation, !told.is_empty());
                return Reply::problem(StatusCode::BAD_GATEWAY, &message, Value::Null);
            }
        };
        let wrong = operation.map(|operation| operation.check_answer(&reply)).unwrap_or_default();
        told.extend(wrong.into_iter().map(|it| about("answer", it)));
        self.note(operation, !told.is_empty());
        if !told.is_empty() {
            let (name, value) = violations_header(&told);
            reply.headers.insert(name, value);
        }
        reply
    }
}

/// A violation that says whether the request or the answer has it.
fn about(whose: &str, mut violation: Violation) -> Violation {
    violation.message = format!("{whose}: {}", violation.message);
    violation
}

fn without_hops(headers: &HeaderMap) -> HeaderMap {
    let kept = headers.iter().filter(|(name, _)| !HOP_BY_HOP.contains(&name.as_str()));
    let mut copied = HeaderMap::new();
    kept.for_each(|(name, value)| _ = copied.append(name, value.clone()));
    copied
}

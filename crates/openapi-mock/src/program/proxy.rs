//! Hand requests on to a real service, and check them and their answers by the document.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::BytesMut;
use http::{
    HeaderMap, Method, StatusCode,
    header::{CONNECTION, ORIGIN},
};
use serde_json::Value;
use tokio::{runtime::Handle, sync::watch, task::block_in_place};

use crate::Checking;
use crate::Handler;
use crate::Operation;
use crate::Refusal;
use crate::Reply;
use crate::Request;
use crate::Route;
use crate::Violation;
use crate::cors;
use crate::document::media_type::is_encoded;
use crate::program::watched::Watched;
use crate::violations_header;

/// Headers that concern one connection, or that the sender of a message sets. What a `Connection` header names concerns it as well.
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
/// Headers of a request that aren't handed on: a compressed answer couldn't be checked, and what is expected of this server it has done.
const OWN: [&str; 2] = ["accept-encoding", "expect"];
/// How many bytes the body of a request or an answer may have; each is in memory as a whole.
const LARGEST: usize = 64 * 1024 * 1024;
/// How long the service may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Proxy {
    watched: Arc<Watched>,
    service: String,
    check: [Checking; 2],
    client: reqwest::Client,
    /// Has a value once the program ends; then nobody waits for the service any more.
    ended: watch::Sender<bool>,
    seen: Mutex<Seen>,
}

/// Why the service has no answer.
enum Unanswered {
    /// It doesn't answer, for this reason.
    Failed(reqwest::Error),
    TooLarge,
    Ended,
}

impl From<reqwest::Error> for Unanswered {
    fn from(error: reqwest::Error) -> Self {
        Self::Failed(error)
    }
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
            ended: watch::Sender::new(false),
            seen: Mutex::default(),
        })))
    }

    /// Waits for no service any more.
    pub(super) fn end(&self) {
        self.ended.send_replace(true);
    }

    /// The service's answer to a request.
    fn answer(&self, request: &Request) -> Result<Reply, Unanswered> {
        let mut ended = self.ended.subscribe();
        let answer = async {
            tokio::select! {
                answer = self.ask(request) => answer,
                _ = ended.wait_for(|ended| *ended) => Err(Unanswered::Ended),
            }
        };
        block_in_place(|| Handle::current().block_on(answer))
    }

    async fn ask(&self, request: &Request) -> Result<Reply, Unanswered> {
        let query = request.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        let url = format!("{}{}{query}", self.service, request.path);
        let mut headers = without_hops(&request.headers);
        OWN.iter().for_each(|name| _ = headers.remove(*name));
        let asked = self.client.request(request.method.clone(), url).headers(headers);
        let mut answer = asked.body(request.body.clone()).send().await?;
        let mut body = BytesMut::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LARGEST {
                return Err(Unanswered::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let headers = without_hops(answer.headers());
        Ok(Reply { headers, body: body.freeze(), ..Reply::new(answer.status()) })
    }

    /// What the document doesn't allow in a request; the error is the reply to one that is refused for it.
    fn check(&self, route: &Route<'_>, request: &Request) -> Result<Vec<Violation>, Box<Reply>> {
        let operation = route.operation;
        let credentials = || operation.credentials(request).err();
        let rules = || match is_encoded(&request.headers) {
            // The service may know how to read it.
            true => operation.check_unread(LARGEST, request, &route.path_parameters).err(),
            false => operation.check_within(LARGEST, request, &route.path_parameters).err(),
        };
        let checks: [&dyn Fn() -> Option<Refusal>; 2] = [&credentials, &rules];
        let mut told = Vec::new();
        for (checking, check) in self.check.into_iter().zip(checks) {
            match (checking, if checking == Checking::Off { None } else { check() }) {
                (Checking::On, Some(refusal)) => return Err(Box::new(operation.refuse(&refusal))),
                (_, Some(refusal)) => told.extend(refusal.violations().into_iter().map(|it| about("request", it))),
                (_, None) => {}
            }
        }
        Ok(told)
    }

    fn handed_on(&self, request: &Request) -> Reply {
        if request.body.len() > LARGEST {
            let message = format!("the body has more than {} MB, which the proxy doesn't hand on", LARGEST >> 20);
            return Reply::problem(StatusCode::PAYLOAD_TOO_LARGE, &message, Value::Null);
        }
        let engine = self.watched.now();
        let route = engine.route(request).ok();
        let operation = route.as_ref().map(|route| route.operation);
        let mut told = match route.as_ref().map_or(Ok(Vec::new()), |route| self.check(route, request)) {
            Ok(told) => told,
            Err(refused) => {
                self.note(operation, true);
                return *refused;
            }
        };
        let mut reply = match self.answer(request) {
            Ok(reply) => reply,
            Err(why) => {
                self.note(operation, !told.is_empty());
                let service = &self.service;
                let message = match why {
                    Unanswered::Failed(error) => format!("the service at {service} doesn't answer: {error}"),
                    Unanswered::TooLarge => format!(
                        "the answer of the service at {service} has more than {} MB, which the proxy doesn't hand on",
                        LARGEST >> 20
                    ),
                    Unanswered::Ended => format!("the service at {service} hadn't answered when the proxy was ended"),
                };
                return Reply::problem(StatusCode::BAD_GATEWAY, &message, Value::Null);
            }
        };
        let mut wrong = operation.map(|operation| operation.check_answer(&reply)).unwrap_or_default();
        // The answer to a HEAD has no body, whatever is documented.
        wrong.retain(|it| request.method != Method::HEAD || it.keyword != "required");
        told.extend(wrong.into_iter().map(|it| about("answer", it)));
        self.note(operation, !told.is_empty());
        if !told.is_empty() {
            let (name, value) = violations_header(&told);
            reply.headers.insert(name, value);
        }
        reply
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
        if !self.watched.options().cors {
            return self.handed_on(&request);
        }
        cors::preflight(&request).unwrap_or_else(|| cors::open(request.headers.get(ORIGIN), self.handed_on(&request)))
    }

    fn body_limit(&self, _path: &str, _headers: &HeaderMap) -> usize {
        LARGEST
    }
}

/// A violation that says whether the request or the answer has it.
fn about(whose: &str, mut violation: Violation) -> Violation {
    violation.message = format!("{whose}: {}", violation.message);
    violation
}

fn without_hops(headers: &HeaderMap) -> HeaderMap {
    let named: Vec<&str> = headers.get_all(CONNECTION).iter().filter_map(|it| it.to_str().ok()).collect();
    let named = named.join(",").to_ascii_lowercase();
    let is_hop = |name: &str| HOP_BY_HOP.contains(&name) || named.split(',').any(|it| it.trim() == name);
    let mut copied = HeaderMap::new();
    let kept = headers.iter().filter(|(name, _)| !is_hop(name.as_str()));
    kept.for_each(|(name, value)| _ = copied.append(name, value.clone()));
    copied
}

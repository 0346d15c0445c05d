//! Record a request and its answer, without secrets.

use std::borrow::Cow;
use std::time::Duration;

use http::Method;
use openapi_mock::{Reply, Request};

use crate::clock::Clock;
use crate::media::url;
use crate::service::{Service, Trace};
use crate::state::request_log::{self, RecordedRequest, Verdict};
use crate::state::sent::{self, Body};

impl Service {
    /// Writes into the journal what was asked and answered.
    pub(crate) fn write(&self, request: &Request, reply: &Reply, trace: Trace) {
        if self.settings.bounds.requests == 0 {
            return;
        }
        let status = reply.status.as_u16();
        let verdict = match &trace {
            Trace { fault: Some(_), .. } => Verdict::Faulted,
            Trace { is_preferred: true, .. } => Verdict::Preferred,
            // A file is for no operation.
            Trace { operation: None, .. } if url::place(&request.path).is_none() => Verdict::Unmatched,
            _ if status == 401 => Verdict::Unauthorized,
            Trace { violations, .. } if !violations.is_empty() => Verdict::Invalid,
            _ => Verdict::of_status(status),
        };
        let clock = &self.settings.clock;
        // What a fault answers isn't the service's own word.
        let answered = trace.operation.filter(|_| trace.fault.is_none()).map(|id| (id, status, trace.example));
        let key = sent::bearer(&request.headers);
        let body = Body::of(&request.body, self.settings.bounds.bodies, key);
        let query = request.query.as_deref().map(|query| request_log::short(&sent::query(query, key)));
        let unknown_key = key.filter(|_| trace.caller.is_none() && trace.operation.is_some()).map(request_log::hashed);
        let (account, key) = trace.caller.unzip();
        let asked = RecordedRequest {
            number: 0,
            at: clock.now(),
            account,
            key,
            unknown_key,
            method: method(&request.method),
            path: request_log::short(&request.path),
            query,
            body,
            operation: trace.operation,
            status,
            verdict,
            violations: trace.violations,
            unknown_fields: trace.unknown_fields,
            replaced: trace.replaced,
            task: trace.task,
            unknown_task: trace.unknown_task,
            call: trace.call,
            found_over: trace.found_over,
            nearest: trace.nearest,
            fault: trace.fault,
            retry_after: retry_after(reply, clock),
        };
        // What is forgotten for it is dropped once the lock is free.
        let forgotten = self.written().write(asked, answered);
        drop(forgotten);
    }
}

/// The name of a method; of the usual ones without a copy.
fn method(method: &Method) -> Cow<'static, str> {
    match *method {
        Method::GET => Cow::Borrowed("GET"),
        Method::POST => Cow::Borrowed("POST"),
        Method::HEAD => Cow::Borrowed("HEAD"),
        _ => Cow::Owned(method.to_string()),
    }
}

/// How long an answer asks to wait.
fn retry_after(reply: &Reply, clock: &Clock) -> Option<Duration> {
    let header = |name: &str| reply.headers.get(name)?.to_str().ok();
    if let Some(milliseconds) = header("retry-after-ms") {
        return milliseconds.parse().ok().map(Duration::from_millis);
    }
    let value = header("retry-after")?;
    let seconds = value.parse().ok().map(Duration::from_secs);
    let date = || httpdate::parse_http_date(value).ok()?.duration_since(clock.system_time(clock.now())).ok();
    seconds.or_else(date)
}

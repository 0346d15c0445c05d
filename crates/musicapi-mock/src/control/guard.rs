//! Who may control the mock: callers of its own origin that bring the control key, if there is one. Pages of other origins are refused,
//! since a browser would let them reach a mock on the same machine.

use http::header::{HOST, ORIGIN};
use http::{HeaderMap, HeaderName, StatusCode};
use openapi_mock::{Operation, Request};

use super::problem::Problem;
use crate::state::sent::bearer;

/// Refuses web pages from elsewhere: by `Origin`, and by a `Host` that somebody made lead here (DNS rebinding).
///
/// With a control key any host will do, since such a page doesn't know the key.
///
/// `public_url` is where a proxy lets the page lie. A callback of the mock's own can't control it either.
pub(super) fn same_origin(headers: &HeaderMap, has_key: bool, public_url: Option<&str>) -> Result<(), Problem> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let refuse = |message: String| Err(Problem { status: StatusCode::FORBIDDEN, message });
    if headers.contains_key("x-webhook-signature") {
        return refuse("a callback can't control the mock: `webhook_url` leads to the mock itself".to_owned());
    }
    let host = text(HOST);
    if let Some(host) = host.filter(|host| !has_key && !is_here(host)) {
        return refuse(format!(
            "the host `{host}` isn't this machine: call by an IP address or as localhost, or set --control-key, so that no web page \
             can control the mock"
        ));
    }
    match text(ORIGIN) {
        Some(origin)
            if public_url.is_none_or(|url| !is_origin_of(&origin.to_ascii_lowercase(), url))
                && Some(origin.to_ascii_lowercase())
                    != host.map(|host| format!("http://{}", host.to_ascii_lowercase())) =>
        {
            refuse(format!("a page from `{origin}` can't control the mock; only its own page can"))
        }
        _ => Ok(()),
    }
}

/// Whether an address lies at this origin.
fn is_origin_of(origin: &str, url: &str) -> bool {
    url.to_ascii_lowercase().strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether nobody else can make a name lead here: an IP address, `localhost`, or a name without a dot, which no public name is.
fn is_here(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    let name = name.to_ascii_lowercase();
    address.parse::<std::net::IpAddr>().is_ok() || name.ends_with(".localhost") || !name.contains('.')
}

/// Refuses a call without the key, where one is set.
pub(super) fn key(headers: &HeaderMap, key: Option<&str>) -> Result<(), Problem> {
    let Some(key) = key else { return Ok(()) };
    match bearer(headers) {
        Some(given) if given == key => Ok(()),
        _ => Err(Problem {
            status: StatusCode::UNAUTHORIZED,
            message: "this mock has a control key: send it as `Authorization: Bearer KEY`".to_owned(),
        }),
    }
}

/// Refuses parameters that the call doesn't have: one that is misspelt would be left out in silence.
pub(super) fn known_query(request: &Request, operation: &Operation) -> Result<(), Problem> {
    let names = request.query.iter().flat_map(|query| query.split('&')).filter_map(|pair| pair.split('=').next());
    for name in names.filter(|name| !name.is_empty()) {
        if operation.query_names().all(|known| known != name) {
            let known: Vec<_> = operation.query_names().collect();
            return Err(Problem::bad(format!("there is no parameter `{name}`; there are {}", known.join(", "))));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_lead_here_are_this_machine() {
        for host in
            ["127.0.0.1:4010", "localhost", "LOCALHOST:1", "[::1]:80", "::1", "mock:4010", "a.localhost:3", "0.0.0.0"]
        {
            assert!(is_here(host), "{host}");
        }
        for host in ["evil.example", "evil.example:4010", "127.0.0.1.evil.example:4010", "localhost.evil.example"] {
            assert!(!is_here(host), "{host}");
        }
    }
}

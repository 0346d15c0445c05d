//! Pages of every origin that call the mock: what a browser asks, and must be told for it (the Fetch standard's CORS protocol).
//!
//! Where a request is sent with cookies, `*` stands for nothing; so the origin, the headers of the request and those of the reply are
//! named.

use http::{HeaderName, HeaderValue, Method, StatusCode, header};

use crate::Reply;
use crate::Request;

/// The reply to a browser that asks whether a page may make a call; `None` if the request is no such preflight.
///
/// ```
/// use http::Method;
/// use openapi_mock::{Request, cors};
///
/// let asked = Request::new(Method::OPTIONS, "/books")
///     .with_header("origin", "https://page.example")
///     .with_header("access-control-request-method", "PUT")
///     .with_header("access-control-request-headers", "authorization");
/// let reply = cors::preflight(&asked).unwrap();
/// assert_eq!(reply.headers["access-control-allow-headers"], "authorization");
/// assert!(cors::preflight(&Request::get("/books")).is_none());
/// ```
pub fn preflight(request: &Request) -> Option<Reply> {
    let method =
        request.headers.get(header::ACCESS_CONTROL_REQUEST_METHOD).filter(|_| request.method == Method::OPTIONS)?;
    let any = || HeaderValue::from_static("authorization, content-type");
    let headers = request.headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned().unwrap_or_else(any);
    let mut reply = Reply::new(StatusCode::NO_CONTENT);
    reply.headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, method.clone());
    reply.headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, headers);
    reply.headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    Some(open(request.headers.get(header::ORIGIN), reply))
}

/// Lets the page at this origin, which its request names, read the reply with all its headers.
pub fn open(origin: Option<&HeaderValue>, mut reply: Reply) -> Reply {
    let named: Vec<&str> = reply.headers.keys().map(HeaderName::as_str).filter(|it| !is_of_cors(it)).collect();
    let named = HeaderValue::try_from(named.join(", ")).ok();
    let any = HeaderValue::from_static("*");
    let mut set = |name, value| _ = reply.headers.insert(name, value);
    match origin {
        Some(origin) => {
            set(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            set(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            set(header::ACCESS_CONTROL_EXPOSE_HEADERS, named.filter(|it| !it.is_empty()).unwrap_or(any));
        }
        None => {
            set(header::ACCESS_CONTROL_ALLOW_ORIGIN, any.clone());
            set(header::ACCESS_CONTROL_EXPOSE_HEADERS, any);
        }
    }
    reply.headers.append(header::VARY, HeaderValue::from_static("origin"));
    reply
}

fn is_of_cors(name: &str) -> bool {
    name.starts_with("access-control-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_may_read_is_named() {
        let reply = || Reply::text(StatusCode::OK, "").with_header("x-trace", "1").with_header("vary", "accept");
        let told = |origin: Option<&'static str>| {
            let reply = open(origin.map(HeaderValue::from_static).as_ref(), reply());
            let header = |name: &str| {
                let all = reply.headers.get_all(name).iter().map(|it| it.to_str().map(str::to_owned));
                all.collect::<Result<Vec<_>, _>>().map(|all| all.join("; ")).ok()
            };
            ["access-control-allow-origin", "access-control-allow-credentials", "access-control-expose-headers", "vary"]
                .map(|name| header(name).unwrap_or_default())
        };
        assert_eq!(
            told(Some("http://a.example")),
            ["http://a.example", "true", "content-type, x-trace, vary", "accept; origin"]
        );
        assert_eq!(told(None), ["*", "", "*", "accept; origin"]);
    }

    #[test]
    fn a_preflight_is_answered_by_what_it_asks() {
        let asked = Request::new(Method::OPTIONS, "/").with_header("access-control-request-method", "QUERY");
        let reply = preflight(&asked).map(|reply| reply.headers).unwrap_or_default();
        assert_eq!(reply["access-control-allow-methods"], "QUERY");
        assert_eq!(reply["access-control-allow-headers"], "authorization, content-type");
        assert!(preflight(&Request { method: Method::POST, ..asked }).is_none());
        assert!(preflight(&Request::new(Method::OPTIONS, "/")).is_none());
    }
}

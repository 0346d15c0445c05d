//! A line on standard error for each request.

use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use openapi_mock::{Handler, Reply, Request, Wire};
use serde_json::json;

use super::lines;

/// How requests are logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// `POST /api/v1/sonic/create 200 1.2 ms`
    Text,
    /// `{"method": "POST", "path": "/api/v1/sonic/create", "status": 200, "ms": 1.2}`
    Json,
}

/// A handler that tells of each request.
pub(super) struct Logged {
    pub(super) handler: Arc<dyn Handler>,
    pub(super) format: LogFormat,
}

impl Handler for Logged {
    fn body_limit(&self, path: &str, headers: &http::HeaderMap) -> usize {
        self.handler.body_limit(path, headers)
    }

    fn handle(&self, request: Request) -> Reply {
        // The query may hold a key.
        let (method, path, begun) = (request.method.to_string(), request.path.clone(), Instant::now());
        let reply = self.handler.handle(request);
        let line = self.format.line(&method, &path, &reply, begun.elapsed());
        lines::tell(&line);
        reply
    }
}

impl LogFormat {
    fn line(self, method: &str, path: &str, reply: &Reply, took: Duration) -> String {
        let is_answered = !matches!(reply.wire, Wire::Close | Wire::Reset | Wire::Silence);
        let status = Some(reply.status.as_u16()).filter(|_| is_answered);
        let milliseconds = (took.as_secs_f64() * 1e4).round() / 10.0;
        match self {
            Self::Text => {
                let status = status.map_or("no answer".to_owned(), |status| status.to_string());
                // No request writes a line of its own.
                format!("{method} {} {status} {milliseconds} ms", path.escape_debug())
            }
            Self::Json => json!({"method": method, "path": path, "status": status, "ms": milliseconds}).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    #[test]
    fn a_request_is_a_line() {
        let took = Duration::from_micros(1234);
        let reply = Reply::new(StatusCode::OK);
        assert_eq!(LogFormat::Text.line("GET", "/a\nb", &reply, took), "GET /a\\nb 200 1.2 ms");
        let broken = Reply { wire: Wire::Reset, ..reply };
        assert_eq!(LogFormat::Text.line("GET", "/a", &broken, took), "GET /a no answer 1.2 ms");
        let line = LogFormat::Json.line("GET", "/a", &broken, took);
        assert_eq!(line, "{\"method\":\"GET\",\"path\":\"/a\",\"status\":null,\"ms\":1.2}");
    }
}

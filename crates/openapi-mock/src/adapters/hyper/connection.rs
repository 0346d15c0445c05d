//! One connection: read requests, ask the handler, send replies, and break the connection where a reply says so.

use std::{fmt, sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body_util::BodyExt;
use hyper::{
    Response,
    body::{Body, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::server::graceful::GracefulConnection;
use tokio::{net::TcpStream, select, time::timeout};

use super::{
    outgoing::Outgoing,
    stopping::Stopping,
    stream::{Breakage, Stream, Switch},
};
use crate::Handler;
use crate::Reply;
use crate::Request;
use crate::Wire;
use crate::http::message::guarded;

/// How many bytes of a body that is too long are read and discarded, so that the client gets to read the answer.
const DISCARD_LIMIT: usize = 64 * 1024 * 1024;
/// How long a body may pause before the client gets a 408.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers the requests of one connection.
struct Connection {
    handler: Arc<dyn Handler>,
    switch: Arc<Switch>,
    stopping: Stopping,
}

pub(super) fn serve(
    stream: TcpStream,
    handler: Arc<dyn Handler>,
    stopping: Stopping,
) -> impl GracefulConnection<Output = hyper::Result<()>, Error = hyper::Error> + Send {
    let switch = Arc::new(Switch::default());
    let stream = Stream::new(stream, switch.clone());
    let connection = Arc::new(Connection { handler, switch, stopping });
    let service = service_fn(move |request| {
        let connection = connection.clone();
        async move { connection.answer(request).await }
    });
    http1::Builder::new().auto_date_header(false).header_read_timeout(None).serve_connection(stream, service)
}

/// The connection ends without an answer.
#[derive(Debug)]
struct Ended;

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection ends without an answer")
    }
}

impl std::error::Error for Ended {}

impl Connection {
    async fn answer(&self, request: hyper::Request<Incoming>) -> Result<Response<Outgoing>, Ended> {
        let (head, body) = request.into_parts();
        let limit = self.handler.body_limit(head.uri.path(), &head.headers);
        let reply = match collect(body, limit).await {
            Ok(body) => {
                let (path, query) = (head.uri.path().to_owned(), head.uri.query().map(str::to_owned));
                guarded(&*self.handler, Request { method: head.method, path, query, headers: head.headers, body })
            }
            Err(reply) => *reply,
        };
        let Reply { status, headers, body, wire, hold } = reply;
        if let Some(hold) = hold {
            select! {
                () = hold.wait() => {}
                () = self.stopping.wait() => return Err(Ended),
            }
        }
        match wire {
            Wire::Close => return Err(Ended),
            Wire::Reset => {
                self.switch.throw(Breakage { reset: true, ..Breakage::default() });
                return Err(Ended);
            }
            Wire::Silence => {
                self.stopping.wait().await;
                return Err(Ended);
            }
            _ => {}
        }
        let mut response = Response::new(Outgoing::new(body, wire, &self.switch, &self.stopping));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

/// Reads a body, up to one byte more than the limit; the error is the reply to a body that isn't complete. (If it isn't because the peer
/// is gone, no peer is left to read that.)
async fn collect(mut body: Incoming, limit: usize) -> Result<Bytes, Box<Reply>> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let refused = |status, text| Box::new(Reply::text(status, text));
    let mut kept = BytesMut::new();
    let mut seen = 0;
    while let Some(frame) = timeout(PATIENCE, body.frame())
        .await
        .map_err(|_| refused(StatusCode::REQUEST_TIMEOUT, "the rest of the body didn't come\n"))?
    {
        let frame = frame.map_err(|_| refused(StatusCode::BAD_REQUEST, "the body isn't HTTP\n"))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        seen += data.len();
        let room = limit.saturating_add(1) - kept.len();
        kept.extend_from_slice(&data[..data.len().min(room)]);
        if seen > DISCARD_LIMIT.max(limit) {
            break;
        }
    }
    Ok(kept.freeze())
}

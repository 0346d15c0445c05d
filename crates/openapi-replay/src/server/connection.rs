//! One connection: requests in, replies out, and broken off where a reply says so.

use std::{
    convert::Infallible,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::{
    Response,
    body::{Body, Frame, Incoming, SizeHint},
    rt::{Read, ReadBufCursor, Write},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{rt::TokioIo, server::graceful::GracefulConnection};
use tokio::net::TcpStream;

use crate::{BODY_LIMIT, Handler, Reply, Request, Wire, message::guarded};

/// How much of a body that is too long is read and thrown away, so that the client gets to read the answer.
const DISCARD_LIMIT: usize = 256 * 1024 * 1024;

pub(super) fn serve(
    stream: TcpStream,
    handler: Arc<dyn Handler>,
) -> impl GracefulConnection<Output = hyper::Result<()>, Error = hyper::Error> + Send {
    let cut = Arc::new(AtomicBool::new(false));
    let io = Breakable { inner: TokioIo::new(stream), cut: cut.clone() };
    let service = service_fn(move |request| answer(request, handler.clone(), cut.clone()));
    http1::Builder::new().auto_date_header(false).header_read_timeout(None).serve_connection(io, service)
}

async fn answer(
    request: hyper::Request<Incoming>,
    handler: Arc<dyn Handler>,
    cut: Arc<AtomicBool>,
) -> Result<Response<Outgoing>, hyper::Error> {
    let (head, body) = request.into_parts();
    let request = Request {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: head.uri.query().map(str::to_owned),
        headers: head.headers,
        body: collect(body).await?,
    };
    let Reply { status, headers, mut body, wire } = guarded(&*handler, request);
    let length = body.len();
    let cut = match wire {
        Wire::CutAfter(at) if at < length => {
            body.truncate(at);
            Some(cut)
        }
        _ => None,
    };
    let mut response = Response::new(Outgoing { rest: body, length: length as u64, cut });
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// The first bytes of a body, up to one more than the limit.
async fn collect(mut body: Incoming) -> Result<Bytes, hyper::Error> {
    let mut kept = BytesMut::new();
    let mut seen = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        seen += data.len();
        let room = BODY_LIMIT + 1 - kept.len();
        kept.extend_from_slice(&data[..data.len().min(room)]);
        if seen > DISCARD_LIMIT {
            break;
        }
    }
    Ok(kept.freeze())
}

/// A reply's body. If it is cut, it says so once its last byte is handed over, and then never ends.
struct Outgoing {
    rest: Bytes,
    length: u64,
    cut: Option<Arc<AtomicBool>>,
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if !self.rest.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.rest)))));
        }
        match &self.cut {
            // Nothing has to wake the task: hyper flushes before it waits, and that breaks the connection.
            Some(cut) => {
                cut.store(true, Ordering::Relaxed);
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.cut.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}

/// A stream that fails when it is flushed after a body was cut. Hyper flushes it when all is written.
struct Breakable {
    inner: TokioIo<TcpStream>,
    cut: Arc<AtomicBool>,
}

impl Read for Breakable {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buffer)
    }
}

impl Write for Breakable {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.cut.load(Ordering::Relaxed) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(cx, slices)
    }
}

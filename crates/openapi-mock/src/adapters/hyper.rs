//! Run a handler on hyper: for programs, and for tests that need broken connections.
//!
//! The server speaks HTTP/1.1 without TLS. It adds nothing to a reply but `content-length`, so answers repeat byte for byte.

// `connection` reads requests and sends replies; `outgoing` is the body of a reply, `stream` the connection's bytes, which a reply can break;
// `stopping` tells them all that the server stops.
mod connection;
mod outgoing;
mod stopping;
mod stream;

use std::{
    future::Future,
    io,
    net::{Ipv4Addr, SocketAddr},
    pin::pin,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use hyper_util::server::graceful::GracefulShutdown;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{oneshot, watch},
    task::JoinSet,
    time,
};

use crate::Handler;
use stopping::Stopping;

/// How long requests in flight may take once the server stops.
const GRACE: Duration = Duration::from_secs(1);
/// Pause after a connection couldn't be accepted, for lack of file handles for example.
const RETRY: Duration = Duration::from_millis(50);

/// Serves until `shutdown` is ready, each connection in a task of its own on the current runtime.
///
/// Then the server accepts no more connections, ends replies that are [held](crate::Hold) or
/// [stalled](crate::Wire::StallAfter), gives requests in flight one second, and drops what is left. The runtime must have I/O
/// and time enabled.
///
/// A request whose body pauses for 30 seconds is answered 408. The head of a request has no time limit: the server waits for its
/// end as long as the peer keeps the connection.
///
/// # Errors
/// If the listener can't be used. A single connection that fails, or a temporary lack of file handles, is no error.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// use std::sync::Arc;
/// use http::StatusCode;
/// use openapi_mock::{Reply, Request, server};
///
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
/// let handler = Arc::new(|_: Request| Reply::new(StatusCode::NO_CONTENT));
/// server::serve(listener, handler, async { /* until Ctrl-C, for example */ }).await
/// # }
/// ```
pub async fn serve(
    listener: TcpListener,
    handler: Arc<dyn Handler>,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let (stop, stopping) = watch::channel(());
    let stopping = Stopping(stopping);
    let mut shutdown = pin!(shutdown);
    let ended = loop {
        tokio::select! {
            () = &mut shutdown => break Ok(()),
            Some(_) = connections.join_next() => {}
            accepted = accept(&listener) => match accepted {
                Ok(stream) => {
                    let connection = graceful.watch(connection::serve(stream, handler.clone(), stopping.clone()));
                    connections.spawn(connection);
                }
                Err(error) => break Err(error),
            },
        }
    };
    drop((listener, stop));
    let _ = time::timeout(GRACE, graceful.shutdown()).await;
    connections.shutdown().await;
    ended
}

async fn accept(listener: &TcpListener) -> io::Result<TcpStream> {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => return Err(error),
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(_) => time::sleep(RETRY).await,
        }
    }
}

/// A server on a thread of its own; dropping it stops the server.
///
/// ```
/// use std::{io::{Read, Write}, net::TcpStream, sync::Arc};
/// use http::StatusCode;
/// use openapi_mock::{Reply, Request, server};
///
/// let server = server::spawn(Arc::new(|_: Request| Reply::text(StatusCode::OK, "hello")))?;
/// let mut stream = TcpStream::connect(server.address())?;
/// stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")?;
/// let mut answer = String::new();
/// stream.read_to_string(&mut answer)?;
/// assert!(answer.ends_with("hello"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    stopped: mpsc::Receiver<()>,
}

/// Starts a server on a free port of the loopback address.
///
/// # Errors
/// If no port is free, or if the runtime or its thread can't be started.
pub fn spawn(handler: Arc<dyn Handler>) -> io::Result<Running> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    let (stop, stopping) = oneshot::channel::<()>();
    let (ended, stopped) = mpsc::channel();
    thread::Builder::new().name("openapi-mock".to_owned()).spawn(move || {
        runtime.block_on(async {
            if let Ok(listener) = TcpListener::from_std(listener) {
                let _ = serve(listener, handler, async { _ = stopping.await }).await;
            }
        });
        let _ = ended.send(());
    })?;
    Ok(Running { address, stop: Some(stop), stopped })
}

impl Running {
    /// The address on which the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The server's URL, without a slash at the end.
    pub fn uri(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        // A handler that doesn't return can't be stopped; its thread is left behind rather than waited for.
        let _ = self.stopped.recv_timeout(2 * GRACE);
    }
}

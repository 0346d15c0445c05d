//! The stream of a connection, which can be broken off by whoever answers its requests.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};

use bytes::{Buf, Bytes};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Breaks a stream off.
#[derive(Default)]
pub(super) struct Switch {
    /// Looked at with every flush, so it takes no lock.
    thrown: AtomicBool,
    breakage: Mutex<Breakage>,
}

/// How a stream is broken off.
#[derive(Clone, Default)]
pub(super) struct Breakage {
    /// What is sent beyond what hyper sends.
    pub(super) excess: Bytes,
    /// Whether the connection is reset rather than closed.
    pub(super) reset: bool,
}

impl Switch {
    /// The stream ends with its next flush. Hyper flushes when it has written all there is.
    pub(super) fn throw(&self, breakage: Breakage) {
        *self.breakage.lock().unwrap_or_else(PoisonError::into_inner) = breakage;
        self.thrown.store(true, Ordering::Release);
    }

    fn thrown(&self) -> bool {
        self.thrown.load(Ordering::Acquire)
    }
}

/// A stream that fails when it is flushed after its switch was thrown.
pub(super) struct Stream {
    inner: TokioIo<TcpStream>,
    switch: Arc<Switch>,
}

impl Stream {
    pub(super) fn new(stream: TcpStream, switch: Arc<Switch>) -> Self {
        Self { inner: TokioIo::new(stream), switch }
    }

    /// Sends the excess, and fails.
    fn poll_break(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut breakage = self.switch.breakage.lock().unwrap_or_else(PoisonError::into_inner);
        while !breakage.excess.is_empty() {
            let written = ready!(Pin::new(&mut self.inner).poll_write(cx, &breakage.excess))?;
            breakage.excess.advance(written);
        }
        Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if self.switch.thrown() && self.switch.breakage.lock().unwrap_or_else(PoisonError::into_inner).reset {
            // Where it can't be set, the connection is closed instead, and there is nobody left to tell.
            let _ = self.inner.inner().set_zero_linger();
        }
    }
}

impl Read for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buffer)
    }
}

impl Write for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.switch.thrown() {
            return self.poll_break(cx);
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

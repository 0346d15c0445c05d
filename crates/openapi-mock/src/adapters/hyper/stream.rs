//! The stream of a connection, which a reply can break.
//!
//! Hyper can't be told to break a connection; but it gives one up whose stream fails. So a reply throws a switch, and the next flush of the
//! stream sends what is still due and fails. Hyper flushes only after it has written all it has, so nothing before the break is lost.

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

/// Breaks a stream.
#[derive(Default)]
pub(super) struct Switch {
    /// Read at every flush, so it needs no lock.
    thrown: AtomicBool,
    breakage: Mutex<Breakage>,
}

/// How a stream breaks.
#[derive(Clone, Default)]
pub(super) struct Breakage {
    /// The bytes to send after those that hyper sends.
    pub(super) excess: Bytes,
    /// Whether the connection is reset rather than closed.
    pub(super) reset: bool,
}

impl Switch {
    /// Breaks the stream at its next flush. The breakage is stored before the flag, so a flush that sees the flag sees the breakage.
    pub(super) fn throw(&self, breakage: Breakage) {
        *self.breakage.lock().unwrap_or_else(PoisonError::into_inner) = breakage;
        self.thrown.store(true, Ordering::Release);
    }

    fn thrown(&self) -> bool {
        self.thrown.load(Ordering::Acquire)
    }
}

/// A stream that fails at the first flush after its switch was thrown.
pub(super) struct Stream {
    inner: TokioIo<TcpStream>,
    switch: Arc<Switch>,
}

impl Stream {
    pub(super) fn new(stream: TcpStream, switch: Arc<Switch>) -> Self {
        Self { inner: TokioIo::new(stream), switch }
    }

    /// Sends the excess bytes, and then fails.
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
            // If this fails, the connection is closed instead of reset, and no caller is left to report that to.
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

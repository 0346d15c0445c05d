//! The body of a reply as hyper polls it: whole, in pieces, or broken off.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::{select, time::sleep};

use super::{
    stopping::Stopping,
    stream::{Breakage, Switch},
};
use crate::Wire;

type Waiting<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A body, and what happens to its connection after the last byte.
pub(super) struct Outgoing {
    rest: Bytes,
    /// The Content-Length in the headers.
    promised: u64,
    /// `None` if the body is sent as it is.
    fault: Option<Box<Fault>>,
}

struct Fault {
    pieces: Option<Pieces>,
    /// The pause between two pieces, which yields whether the server stops.
    pausing: Option<Waiting<bool>>,
    ending: Ending,
    switch: Arc<Switch>,
}

/// How many bytes are handed over at once, and the pause after them.
struct Pieces {
    bytes: usize,
    pause: Duration,
    stopping: Stopping,
}

impl Pieces {
    fn pause(&self) -> Waiting<bool> {
        let (pause, stopping) = (self.pause, self.stopping.clone());
        Box::pin(async move {
            select! {
                () = sleep(pause) => false,
                () = stopping.wait() => true,
            }
        })
    }
}

/// What happens after the last byte that is handed over.
enum Ending {
    /// The body ends.
    Proper,
    /// The connection breaks.
    Break(Breakage),
    /// Nothing happens until the server stops, and then the connection breaks.
    Stall(Waiting<()>),
}

impl Outgoing {
    /// The body as it is to be put on the wire.
    pub(super) fn new(body: Bytes, wire: Wire, switch: &Arc<Switch>, stopping: &Stopping) -> Self {
        let mut rest = body;
        let length = rest.len();
        let (mut promised, mut pieces) = (length as u64, None);
        let ending = match wire {
            Wire::CutAfter(at) | Wire::ResetAfter(at) if at < length => {
                rest.truncate(at);
                Ending::Break(Breakage { excess: Bytes::new(), reset: matches!(wire, Wire::ResetAfter(_)) })
            }
            Wire::StallAfter(at) if at < length => {
                rest.truncate(at);
                Ending::Stall(stopping.wait())
            }
            Wire::Trickle { bytes, pause } => {
                pieces = Some(Pieces { bytes: bytes.max(1), pause, stopping: stopping.clone() });
                Ending::Proper
            }
            Wire::Length(told) => {
                promised = told;
                // Hyper sends no more than the headers promise: the stream sends the rest.
                let excess = rest.split_off(usize::try_from(told).unwrap_or(length).min(length));
                Ending::Break(Breakage { excess, reset: false })
            }
            _ => return Self { rest, promised, fault: None },
        };
        // Hyper doesn't poll a body of length 0, so the connection must break now.
        if let (0, Ending::Break(breakage)) = (promised, &ending) {
            switch.throw(breakage.clone());
        }
        Self { rest, promised, fault: Some(Box::new(Fault { pieces, pausing: None, ending, switch: switch.clone() })) }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Self { rest, fault, .. } = &mut *self;
        let Some(fault) = fault else {
            let frame = (!rest.is_empty()).then(|| Ok(Frame::data(std::mem::take(rest))));
            return Poll::Ready(frame);
        };
        if let Some(pausing) = &mut fault.pausing {
            if ready!(pausing.as_mut().poll(cx)) {
                fault.switch.throw(Breakage::default());
                return Poll::Pending;
            }
            fault.pausing = None;
        }
        if !rest.is_empty() {
            let bytes = fault.pieces.as_ref().map_or(usize::MAX, |pieces| pieces.bytes);
            let piece = rest.split_to(bytes.min(rest.len()));
            match &fault.ending {
                _ if !rest.is_empty() => fault.pausing = fault.pieces.as_ref().map(Pieces::pause),
                // If the headers promise no more bytes, hyper doesn't poll again, so the connection must break now.
                Ending::Break(breakage) => fault.switch.throw(breakage.clone()),
                _ => {}
            }
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        match &mut fault.ending {
            Ending::Proper => return Poll::Ready(None),
            Ending::Break(breakage) => fault.switch.throw(breakage.clone()),
            Ending::Stall(stopping) => {
                ready!(stopping.as_mut().poll(cx));
                fault.switch.throw(Breakage::default());
            }
        }
        // No waker is needed: hyper flushes before it waits, and the flush breaks the connection.
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        let proper = self.fault.as_ref().is_none_or(|fault| matches!(fault.ending, Ending::Proper));
        self.rest.is_empty() && (proper || self.promised == 0)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.promised)
    }
}

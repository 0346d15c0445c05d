//! A reply's body on its way out: whole, in pieces, or broken off.

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
    Stopping,
    stream::{Breakage, Switch},
};
use crate::Wire;

type Waiting<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A body, and what becomes of its connection once it is handed over.
pub(super) struct Outgoing {
    rest: Bytes,
    /// The Content-Length that the headers tell.
    promised: u64,
    /// None if it goes out as HTTP has it.
    fault: Option<Box<Fault>>,
}

struct Fault {
    pieces: Option<Pieces>,
    /// The pause between two pieces; it tells whether the server stops.
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

/// What comes after the last byte that is handed over.
enum Ending {
    /// The end of the body.
    Proper,
    /// The connection breaks.
    Break(Breakage),
    /// Nothing until the server stops, and then the connection breaks.
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
        // Of a body of no length hyper asks for nothing.
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
                // If that is all that was promised, hyper doesn't ask again.
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
        // Nothing has to wake the task: hyper flushes before it waits, and that breaks the connection.
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

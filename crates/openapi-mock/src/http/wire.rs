//! How a reply is put on the wire, intact or broken on purpose, and what it waits for before.

use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

/// How a reply is put on the wire.
///
/// The hyper adapter can do all of them. The wiremock adapter can do only the first, and answers 501 to the others.
///
/// A reply without a body on the wire (to HEAD, or of status 204 or 304) is complete once its headers are sent, so a fault after
/// some bytes of the body doesn't affect it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wire {
    /// As HTTP has it.
    #[default]
    Intact,
    /// Read the request, and close the connection without an answer. The connection itself can't be refused, since the handler
    /// is asked only after that.
    Close,
    /// Read the request, and reset the connection without an answer.
    Reset,
    /// Read the request, and send nothing until the peer gives up or the server stops.
    Silence,
    /// Send the status, the headers with the full Content-Length and this many bytes of the body, then
    /// close the connection. A reply whose body isn't longer than that goes out intact.
    CutAfter(usize),
    /// The same, but reset the connection. A reset discards what is still in flight, so only what the peer reads before the
    /// reset reaches it is sure to arrive.
    ResetAfter(usize),
    /// Send the status, the headers with the full Content-Length and this many bytes of the body, then nothing until
    /// the peer gives up or the server stops. A reply whose body isn't longer than that goes out intact.
    StallAfter(usize),
    /// Send the body in pieces, with a pause between two.
    Trickle {
        /// How many bytes a piece has; 0 counts as 1.
        bytes: usize,
        /// How long the pause is, in real time.
        pause: Duration,
    },
    /// Send this Content-Length instead of the true one and the whole body, and close the connection.
    Length(u64),
}

/// What a reply waits for before it is sent.
///
/// The handler decides by which clock. It has returned before the wait begins, so what it did is done. The hyper adapter waits,
/// and ends the wait if the peer gives up or the server stops; the wiremock adapter can't wait, and answers 501.
///
/// ```
/// use std::time::Duration;
/// use http::StatusCode;
/// use openapi_mock::{Hold, Reply};
///
/// let hold = Hold::until(|| tokio::time::sleep(Duration::from_secs(2)));
/// let reply = Reply::new(StatusCode::OK).with_hold(hold);
/// ```
#[derive(Clone)]
pub struct Hold(Arc<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>);

impl Hold {
    /// Waits until the future from `wait` is ready; `wait` is called once for each reply that is sent.
    pub fn until<F>(wait: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self(Arc::new(move || Box::pin(wait())))
    }

    #[cfg(feature = "server")]
    pub(crate) fn wait(&self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        (self.0)()
    }
}

/// Holds are equal if one is a clone of the other.
impl PartialEq for Hold {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Hold {}

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hold")
    }
}

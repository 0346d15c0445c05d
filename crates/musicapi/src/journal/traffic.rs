//! The paid calls of a client and its clones, counted, to know whether a change of the balance can have only one cause.
//!
//! A call is *alone* if no other call of the client was in flight from the reading of the balance before it until now: it was sent after
//! a quiet moment, no other call was sent in between or since, and all have returned. Calls of other processes aren't seen here.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The counts of a client and its clones.
#[derive(Debug, Default)]
pub(crate) struct Traffic(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    sent: u64,
    returned: u64,
    in_doubt: HashMap<String, Doubt>,
    has_tasks: bool,
}

/// A call of this client in doubt.
#[derive(Debug)]
struct Doubt {
    /// The count of calls up to this one, if no other was in flight beside it.
    alone: Option<u64>,
    is_settled: bool,
}

/// A paid call in flight, until this is dropped. Then its intent is in doubt, unless the trip was ended before.
pub(crate) struct Trip<'t, I: Fn() -> &'t str> {
    traffic: &'t Traffic,
    alone: Option<u64>,
    /// The id of the intent, which is only read if it is needed.
    intent: Option<I>,
}

impl Traffic {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The count of calls, if none is in flight.
    pub(crate) fn quiet(&self) -> Option<u64> {
        let counts = self.counts();
        (counts.sent == counts.returned).then_some(counts.sent)
    }

    /// Counts a call that is sent after this quiet moment.
    pub(crate) fn depart<'t, I: Fn() -> &'t str>(&'t self, quiet: Option<u64>, intent: I) -> Trip<'t, I> {
        let mut counts = self.counts();
        counts.sent += 1;
        let alone = quiet.map(|sent| sent + 1).filter(|sent| counts.sent == *sent);
        Trip { traffic: self, alone, intent: Some(intent) }
    }

    /// Settles a call in doubt; returns whether it was a call of this client that wasn't settled before.
    pub(crate) fn settle(&self, intent: &str) -> bool {
        self.counts().in_doubt.get_mut(intent).is_some_and(|doubt| !std::mem::replace(&mut doubt.is_settled, true))
    }

    /// Notes that a task was started, which may give credits back.
    pub(crate) fn start_task(&self) {
        self.counts().has_tasks = true;
    }

    pub(crate) fn has_tasks(&self) -> bool {
        self.counts().has_tasks
    }

    /// Whether the call isn't in flight, and no other call of this client can have changed the balance since it was read. Calls of other
    /// processes aren't known.
    pub(crate) fn is_alone(&self, intent: &str) -> bool {
        let counts = self.counts();
        let is_quiet = counts.sent == counts.returned;
        is_quiet && counts.in_doubt.get(intent).map_or(Some(0), |doubt| doubt.alone) == Some(counts.sent)
    }
}

impl<'t, I: Fn() -> &'t str> Trip<'t, I> {
    /// Ends the trip of a call whose outcome is known.
    pub(crate) fn end(mut self) {
        self.intent = None;
    }
}

impl<'t, I: Fn() -> &'t str> Drop for Trip<'t, I> {
    fn drop(&mut self) {
        let in_doubt = self.intent.take().map(|intent| intent().to_owned());
        let mut counts = self.traffic.counts();
        counts.returned += 1;
        counts.in_doubt.extend(in_doubt.map(|intent| (intent, Doubt { alone: self.alone, is_settled: false })));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_call_without_company_is_alone() {
        let traffic = Traffic::default();
        assert!(traffic.is_alone("of another process"));
        // It isn't told from the others while it is under way.
        let first = traffic.depart(traffic.quiet(), || "first");
        assert!(!traffic.is_alone("first") && !traffic.is_alone("of another process"));
        // Nobody waited for its answer.
        drop(first);
        assert!(traffic.is_alone("first"));
        assert!(!traffic.is_alone("of another process"), "it may have been sent before that one was bought");

        // Another one is under way when the balance is read.
        let other = traffic.depart(traffic.quiet(), || "other");
        drop(traffic.depart(traffic.quiet(), || "second"));
        other.end();
        assert!(!traffic.is_alone("second"));
        assert!(!traffic.is_alone("first"), "others came after it");

        // Another one leaves between the balance and the call.
        let quiet = traffic.quiet();
        traffic.depart(traffic.quiet(), || "another").end();
        drop(traffic.depart(quiet, || "third"));
        assert!(!traffic.is_alone("third"));
        drop(traffic.depart(traffic.quiet(), || "fourth"));
        assert!(traffic.is_alone("fourth"));
    }
}

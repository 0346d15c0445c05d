//! Whatever is asked is answered, and what is refused costs nothing. `just soak` asks a million times.

use crate::random;

#[test]
fn random_requests_are_answered_and_what_is_refused_costs_nothing() {
    random::run(fastrand::u64(..), 1000);
    // What this seed meets is known, so that it is seen if the requests no longer reach what they are to reach.
    let met = random::run(7, 1000);
    for status in [200, 202, 400, 401, 404, 405, 415] {
        assert!(met.contains_key(&status), "nothing was answered by {status}: {met:?}");
    }
}

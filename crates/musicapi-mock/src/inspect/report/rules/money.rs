//! The rule on duplicates: nothing is paid for twice.

use std::collections::HashMap;

use super::found::Found;
use super::rule::Rule;
use crate::service::Service;
use crate::state::request_log::RecordedRequest;

/// The same, paid for by two calls: the mock keeps what it suspects as it takes the credits.
pub(super) fn look_over(service: &Service, requests: &[RecordedRequest], found: &mut Found) {
    let calls: HashMap<u64, &RecordedRequest> =
        requests.iter().filter_map(|asked| Some((asked.call?, asked))).collect();
    for suspect in service.duplicates() {
        let (first, second) = (calls.get(&suspect.first.call), calls.get(&suspect.second.call));
        let numbers = [first, second].into_iter().flatten().map(|asked| asked.number);
        let apart = suspect.second.at.saturating_sub(suspect.first.at);
        let operation = suspect.first.operation;
        let message = match first.and_then(|first| first.fault.as_deref()) {
            Some(fault) => format!(
                "the same `{operation}` was paid twice: the answer to the first was lost by the fault `{fault}`, and it was \
                 sent again {:.1} s later",
                apart.as_secs_f64()
            ),
            None => {
                format!("the same `{operation}` was accepted twice within {:.1} s, and paid twice", apart.as_secs_f64())
            }
        };
        found.add(Rule::PaidTwice, message, numbers);
    }
}

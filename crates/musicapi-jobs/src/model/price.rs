//! The documented price of work, and the check of its request.

use musicapi::facts::{self, Price};

use crate::error::{Error, Fault};
use crate::model::job::JobSpec;

/// The documented prices of work, or everything that is wrong with it.
pub(crate) fn prices(work: &[JobSpec]) -> Result<Vec<Option<u32>>, Error> {
    let mut faults = Vec::new();
    let prices = work.iter().map(|work| price(work, &mut faults).map(|price| price.credits)).collect();
    if faults.is_empty() { Ok(prices) } else { Err(Error::invalid(faults)) }
}

/// The documented price of a piece of work; adds everything that is wrong with it to `faults`.
pub(crate) fn price(work: &JobSpec, faults: &mut Vec<Fault>) -> Option<Price> {
    let mut wrong = |field: &str, message: String| faults.push(fault(&work.key, field, message));
    let Some(operation) = facts::operation(&work.operation) else {
        wrong("", format!("there is no operation {:?}", work.operation));
        return None;
    };
    if !operation.is_paid() {
        wrong("", format!("{} costs nothing and makes nothing", operation.id));
        return None;
    }
    let (form, violations) = musicapi::check(operation, &work.request);
    violations.iter().for_each(|violation| wrong(&violation.field, violation.message.clone()));
    form.and_then(|form| form.price)
}

/// The fault of a key under which the batch has other work.
pub(crate) fn other_work(key: &str) -> Fault {
    fault(key, "", "the batch has other work under this name".to_owned())
}

fn fault(key: &str, field: &str, message: String) -> Fault {
    Fault { key: key.to_owned(), field: field.to_owned(), message }
}

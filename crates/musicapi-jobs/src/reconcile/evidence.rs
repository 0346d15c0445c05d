//! The calls of the ledger as evidence about the balance. The rules of evidence are the client's, which judges its own journal in a file
//! by them too.

pub(crate) use musicapi::evidence::{BEFORE, LATE, Paid, TOO_SOON, verdict};
pub(crate) use musicapi::evidence::{Charge, GivenBack};

use crate::ledger::Call;
use crate::model::call::CallState;

/// A call of the ledger, as evidence about the balance.
pub(crate) fn paid(call: &Call, now: i64) -> Paid {
    let charge = match call.state {
        CallState::NotAccepted | CallState::NotCharged => Charge::Never,
        CallState::Intended | CallState::Unknown => Charge::InDoubt,
        CallState::Accepted | CallState::Charged | CallState::Complete | CallState::Failed => Charge::Sure,
    };
    let is_whole = call.state == CallState::Complete && call.failed_clips == 0;
    let given_back = match (charge, call.ended) {
        (Charge::Never, _) => GivenBack::Never,
        (Charge::Sure, _) if is_whole => GivenBack::Never,
        (_, Some(seen)) => GivenBack::By(seen),
        _ => GivenBack::AnyTime,
    };
    // Of a charged call without a known task it was found out that it was charged, not when.
    let late = if call.state == CallState::Charged { i64::try_from(LATE.as_millis()).unwrap_or(i64::MAX) } else { 0 };
    let paid = Paid {
        at: call.at,
        balance: call.balance,
        price: musicapi::evidence::sure_price(&call.operation, call.credits),
        charge,
        answered: call.answered,
        given_back,
    }
    .given_up(now);
    Paid { answered: paid.answered.map(|answered| answered.saturating_add(late)), ..paid }
}

//! The rules of evidence are the client's, so that its own journal in a file is judged by the same.

pub(crate) use musicapi::evidence::{Charge, GivenBack, LATE, Paid, TOO_SOON, verdict};

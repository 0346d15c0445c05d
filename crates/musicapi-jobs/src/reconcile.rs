//! Finding out whether a paid call whose answer was lost was charged.
//!
//! `evidence` holds the rules: what readings of the balance, before and after a call, prove and what they don't.

pub(crate) mod evidence;

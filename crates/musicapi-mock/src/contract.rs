//! What the document says, prepared once for answering: the `catalog` of operations, a `template` for each example, `refusal`s in the
//! service's words, what the `edition` that is played has, and the `fingerprint` that tells whether two requests ask for the same. Which operations are `told_apart` by their ids
//! is said in one place.

pub(crate) mod catalog;
pub(crate) mod edition;
pub(crate) mod fingerprint;
pub(crate) mod refusal;
pub(crate) mod template;
pub(crate) mod told_apart;

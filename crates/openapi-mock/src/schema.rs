//! Check values against the document's schemas.
//!
//! `to_json_schema` converts OpenAPI schemas to JSON Schema 2020-12, with the help of `discriminator` and `reference`; `schemas` compiles
//! each of them on first use; `messages` turns the validator's errors into `violation`s in plain words. Read the files in this order.

pub(crate) mod discriminator;
pub(crate) mod messages;
pub(crate) mod reference;
pub(crate) mod schemas;
pub(crate) mod to_json_schema;
pub(crate) mod violation;

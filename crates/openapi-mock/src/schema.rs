//! Checking values: OpenAPI schemas turned `to_json_schema` (with `discriminator`s), compiled in `schemas`, and the validator's errors
//! turned into `violation`s in plain words (`messages`).

pub(crate) mod discriminator;
pub(crate) mod messages;
pub(crate) mod schemas;
pub(crate) mod to_json_schema;
pub(crate) mod violation;

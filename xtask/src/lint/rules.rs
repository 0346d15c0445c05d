//! The list of rules. Each has a fixture in `tests.rs` that breaks it.

use serde_json::Value;

use super::places::Report;
use super::{
    answers, contract, editions, example_fields, examples, extensions, generated, keywords, pitfalls, schemas,
    structure,
};

/// Checks the document, and reports errors.
type Rule = fn(&Value, Report<'_>);

/// Each rule with its name. Rules about structure come first, since the others follow references.
pub const RULES: &[(&str, Rule)] = &[
    ("version", structure::version),
    ("dangling-reference", structure::dangling_reference),
    ("circular-reference", structure::circular_reference),
    ("keyword", keywords::keyword),
    ("type-name", generated::type_name),
    ("operation", structure::operation),
    ("unique-id", structure::unique_id),
    ("extension", extensions::extension),
    ("source", extensions::source),
    ("described", schemas::described),
    ("enum-in-components", schemas::enum_in_components),
    ("length-in-answer", answers::length_in_answer),
    ("example", examples::example),
    ("example-valid", examples::example_valid),
    ("callback", examples::callback),
    ("clip-field", answers::clip_field),
    ("address", answers::address),
    ("unused", structure::unused),
    ("price", extensions::price),
    ("edition", editions::edition),
    ("limit-in-prose", schemas::limit_in_prose),
    ("limit-in-message", schemas::limit_in_message),
    ("required-field", contract::required_field),
    ("list-of-values", contract::list_of_values),
    ("discriminator", contract::discriminator),
    ("inline", contract::inline),
    ("family", contract::family),
    ("server", contract::server),
    ("security", contract::security),
    ("link", contract::link),
    ("state", contract::state),
    ("example-field", example_fields::example_field),
    ("webhook", contract::webhook),
    ("limit", contract::limit),
    ("pitfall", pitfalls::pitfall),
    ("model", generated::model),
];

/// The last rule about structure; if one of them is broken, the others are skipped.
pub const LAST_OF_STRUCTURE: &str = "type-name";

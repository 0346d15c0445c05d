//! What can't be generated: the model of the document, and then the generators themselves.

use serde_json::Value;

use super::rules::Tell;
use crate::codegen;
use crate::docs;
use crate::document::model::{Model, type_names};
use crate::document::{At, Document};

/// Names of schemas that can't be names of types.
pub fn type_name(root: &Value, tell: Tell<'_>) {
    for At { pointer, text } in type_names(root) {
        tell(&pointer, text);
    }
}

/// What has no place in the model.
pub fn model(root: &Value, tell: Tell<'_>) {
    for At { pointer, text } in Model::read(root).1 {
        tell(&pointer, text);
    }
}

/// Makes every file, and throws it away.
pub fn made(document: &Document) -> Option<At> {
    let made = codegen::quieted(|| {
        codegen::files(document)?;
        docs::pages::pages(document).map(drop)
    });
    let error = made.err()?;
    // The innermost place is the nearest.
    let place = error.downcast_ref::<At>().map_or_else(String::new, |at| at.pointer.clone());
    let text =
        error.chain().map(|cause| cause.downcast_ref::<At>().map_or_else(|| cause.to_string(), |at| at.text.clone()));
    let text = text.collect::<Vec<_>>().join(": ");
    Some(At::new(&place, format!("nothing can be generated of it: {text}")))
}

//! What can't be generated: the model of the document, and then the generators themselves.

use serde_json::Value;

use super::places::Tell;
use crate::codegen::quieted::quieted;
use crate::codegen::{self, Files};
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

/// Makes every file and every page.
pub fn make(document: &Document) -> Result<Files, At> {
    let made = quieted(|| {
        let mut files = codegen::files(document)?;
        files.extend(docs::pages::pages(document)?);
        Ok(files)
    });
    made.map_err(|error| {
        // The innermost place is the nearest.
        let place = error.downcast_ref::<At>().map_or_else(String::new, |at| at.pointer.clone());
        let causes = error.chain().map(|cause| match cause.downcast_ref::<At>() {
            Some(at) => at.text.clone(),
            None => cause.to_string(),
        });
        let text = causes.collect::<Vec<_>>().join(": ");
        At::new(&place, format!("nothing can be generated of it: {text}"))
    })
}

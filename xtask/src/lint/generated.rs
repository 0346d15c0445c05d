//! Rules about generated code: the model must be readable, and the generators must accept it.

use serde_json::Value;

use super::places::Report;
use crate::codegen::catch_panic::catch_panic;
use crate::codegen::{self, Files};
use crate::docs;
use crate::document::model::{Model, type_names};
use crate::document::{Document, LocatedError};

/// The names of schemas must be valid names of types.
pub fn type_name(root: &Value, report: Report<'_>) {
    for LocatedError { pointer, text } in type_names(root) {
        report(&pointer, text);
    }
}

/// The model must be readable.
pub fn model(root: &Value, report: Report<'_>) {
    for LocatedError { pointer, text } in Model::read(root).1 {
        report(&pointer, text);
    }
}

/// Generates every file and page.
pub fn make(document: &Document) -> Result<Files, LocatedError> {
    let made = catch_panic(|| {
        let mut files = codegen::files(document)?;
        files.extend(docs::pages::pages(document)?);
        Ok(files)
    });
    made.map_err(|error| {
        // The innermost error has the most precise place.
        let place = error.downcast_ref::<LocatedError>().map_or_else(String::new, |at| at.pointer.clone());
        let causes = error.chain().map(|cause| match cause.downcast_ref::<LocatedError>() {
            Some(at) => at.text.clone(),
            None => cause.to_string(),
        });
        let text = causes.collect::<Vec<_>>().join(": ");
        LocatedError::new(&place, format!("nothing can be generated of it: {text}"))
    })
}

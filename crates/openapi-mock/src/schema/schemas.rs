//! The schemas of a document, compiled, each once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use crate::LoadError;
use crate::document::grammar::Kind;
use crate::schema::to_json_schema::{convert, fragment, holder, translate};

/// Where the converted document is found by its own references; nothing is ever fetched.
const BASE: &str = "openapi:document";

pub(crate) struct Schemas {
    document: Arc<Value>,
    registry: Registry<'static>,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Schemas {
    /// Converts the schemas of a document; they are compiled on demand.
    pub(crate) fn new(document: Arc<Value>) -> Result<Self, LoadError> {
        let converted = Draft::Draft202012.create_resource(convert(&document)?);
        let registry = Registry::new()
            .add(BASE, converted)
            .and_then(|registry| registry.prepare())
            .map_err(|error| LoadError::new("", error.to_string()))?;
        Ok(Self { document, registry, compiled: Mutex::default() })
    }

    /// The validator for the schema at a pointer.
    pub(crate) fn validator(&self, pointer: &str) -> Result<Arc<Validator>, LoadError> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = compiled.get(pointer) {
            return Ok(validator.clone());
        }
        if Kind::at(pointer) != Some(Kind::Schema) {
            return Err(LoadError::new(pointer, "this isn't the place of a schema"));
        }
        let reference = translate(&fragment(pointer), &self.document);
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .offline()
            .build(&json!({"$ref": format!("{BASE}{reference}")}))
            .map_err(|error| {
                let (place, _) = holder(&self.document, error.schema_path().as_str());
                let pointer = if place.pointer.is_empty() { pointer } else { &place.pointer };
                LoadError::new(pointer, error.to_string())
            })?;
        let validator = Arc::new(validator);
        compiled.insert(pointer.to_owned(), validator.clone());
        Ok(validator)
    }
}

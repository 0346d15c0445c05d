//! Compile the schemas of a document into validators, each on first use.
//!
//! The document is converted to JSON Schema once for everything, and once more for answers if anything in it is `writeOnly`: an answer
//! may lack that, a request may not.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use crate::LoadError;
use crate::document::cursor::Place;
use crate::document::faults::Faults;
use crate::document::grammar::Kind;
use crate::make::{self, MakeError};
use crate::schema::reference::{fragment, holder, translate};
use crate::schema::to_json_schema::{Side, convert};

/// The address of the converted document for its own references; nothing is ever fetched.
const BASE: &str = "openapi:document";

/// The validators of a document, each compiled on first use.
pub(crate) struct Schemas {
    document: Arc<Value>,
    any: Compiled,
    /// `None` if nothing in the document is `writeOnly`; converted on first use.
    answer: OnceLock<Option<Compiled>>,
}

/// The converted schemas of one side, and the validators compiled from them.
struct Compiled {
    registry: Registry<'static>,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Compiled {
    fn new(document: &Value, side: Side, faults: &mut Faults) -> Result<Self, LoadError> {
        let converted = Draft::Draft202012.create_resource(convert(document, side, faults));
        let registry = Registry::new()
            .add(BASE, converted)
            .and_then(|registry| registry.prepare())
            .map_err(|error| LoadError::new("", error.to_string()))?;
        Ok(Self { registry, validators: Mutex::default() })
    }

    fn validator(&self, document: &Value, pointer: &str) -> Result<Arc<Validator>, LoadError> {
        let mut compiled = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = compiled.get(pointer) {
            return Ok(validator.clone());
        }
        if Kind::at(pointer) != Some(Kind::Schema) {
            return Err(LoadError::new(pointer, "this isn't the place of a schema"));
        }
        let reference = translate(&fragment(pointer), document);
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .offline()
            .build(&json!({"$ref": format!("{BASE}{reference}")}))
            .map_err(|error| {
                let (place, _) = holder(document, error.schema_path().as_str());
                let pointer = if place.pointer.is_empty() { pointer } else { &place.pointer };
                LoadError::new(pointer, error.to_string())
            })?;
        let validator = Arc::new(validator);
        compiled.insert(pointer.to_owned(), validator.clone());
        Ok(validator)
    }
}

impl Schemas {
    /// Converts the schemas of a document.
    pub(crate) fn new(document: Arc<Value>, faults: &mut Faults) -> Result<Self, LoadError> {
        let any = Compiled::new(&document, Side::Any, faults)?;
        Ok(Self { document, any, answer: OnceLock::new() })
    }

    /// The validator for the schema at a pointer.
    pub(crate) fn validator(&self, pointer: &str) -> Result<Arc<Validator>, LoadError> {
        self.any.validator(&self.document, pointer)
    }

    /// The place of the schema at a pointer.
    pub(crate) fn place(&self, pointer: &str) -> Option<Place<'_>> {
        Place::at(&self.document, pointer)
    }

    /// The validator for the schema of an answer, in which nothing that is `writeOnly` is required.
    pub(crate) fn answer_validator(&self, pointer: &str) -> Result<Arc<Validator>, LoadError> {
        let answer = self.answer.get_or_init(|| {
            // The faults were reported when the document was loaded.
            let compiled = || Compiled::new(&self.document, Side::Answer, &mut Faults::default());
            has_write_only(&self.document).then(compiled).and_then(Result::ok)
        });
        answer.as_ref().unwrap_or(&self.any).validator(&self.document, pointer)
    }

    /// Makes a value for an answer that the schema at a pointer accepts.
    pub(crate) fn make(&self, pointer: &str) -> Result<Value, MakeError> {
        let unmade = |error: LoadError| MakeError { pointer: error.pointer, message: error.message };
        let validator = self.answer_validator(pointer).map_err(unmade)?;
        let place = self.place(pointer).ok_or_else(|| unmade(LoadError::new(pointer, "there is no schema")))?;
        make::value(&place, &validator, |keyword| holder(&self.document, keyword).0.pointer)
    }
}

fn has_write_only(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            members.get("writeOnly") == Some(&Value::Bool(true)) || members.values().any(has_write_only)
        }
        Value::Array(items) => items.iter().any(has_write_only),
        _ => false,
    }
}

//! Check the body of a request: its media type, and what it says if it is JSON or a form. A body of any other documented media type is
//! accepted unread.

use std::sync::Arc;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use jsonschema::Validator;
use serde_json::Value;

use crate::LoadError;
use crate::Location;
use crate::Refusal;
use crate::Request;
use crate::Violation;
use crate::document::cursor::{Place, join};
use crate::document::form::Form;
use crate::document::json;
use crate::document::media_type::{covers, essence, is_encoded, is_json, takes_json};
use crate::schema::messages;
use crate::schema::schemas::Schemas;

pub(crate) struct RequestBody {
    pointer: String,
    required: bool,
    media_types: Vec<String>,
    /// Whether one of the media types is JSON or includes it.
    json: bool,
    /// The schema of the first JSON media type.
    schema: Option<Arc<Validator>>,
    forms: Vec<Form>,
}

impl RequestBody {
    pub(crate) fn load(schemas: &Schemas, place: &Place<'_>) -> Result<Self, LoadError> {
        let content: Vec<_> = place.get("content").iter().flat_map(Place::entries).collect();
        let json = content.iter().find(|(name, _)| takes_json(name));
        // Compiled at the media type's own pointer, where the converted schema is the reference with what stands beside it.
        let schema = json.filter(|(_, media)| media.value.get("schema").is_some());
        let forms = content.iter().filter_map(|(name, media)| Form::load(schemas, &essence(name), media).transpose());
        Ok(Self {
            pointer: place.pointer.clone(),
            required: place.flag("required"),
            media_types: content.iter().map(|(name, _)| essence(name)).collect(),
            json: json.is_some(),
            schema: schema.map(|(_, media)| schemas.validator(&join(&media.pointer, "schema"))).transpose()?,
            forms: forms.collect::<Result<_, _>>()?,
        })
    }

    pub(crate) fn check(
        &self,
        document: &Value,
        request: &Request,
        violations: &mut Vec<Violation>,
    ) -> Result<Option<Value>, Refusal> {
        if request.body.is_empty() {
            if self.required {
                let rule = "is empty; send one";
                violations.push(Violation::new(&Location::Body, "", "required", rule, &self.pointer));
            }
            return Ok(None);
        }
        if is_encoded(&request.headers) {
            let given = request.headers.get(CONTENT_ENCODING).map(|value| String::from_utf8_lossy(value.as_bytes()));
            return Err(Refusal::UnsupportedEncoding { given: given.unwrap_or_default().into_owned() });
        }
        let full = request.headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let given = full.as_ref().map(|full| essence(full));
        let known = |given: &str| self.media_types.iter().any(|known| covers(known, given));
        match given {
            None if !self.json => return Ok(None),
            Some(given) if self.json && is_json(&given) => {}
            Some(given) if known(&given) => {
                let full = full.unwrap_or_default();
                let form = self.forms.iter().find(|form| form.media_type == given);
                let before = violations.len();
                let fields = form.and_then(|form| form.check(document, &full, &request.body, violations));
                // What curl sends by itself as a form often isn't one; then what is wrong with its fields helps nobody.
                if violations.len() > before && self.json && is_json_text(&request.body) {
                    violations.truncate(before);
                    let rule =
                        format!("is JSON, but its Content-Type is `{given}`; send `Content-Type: application/json`");
                    violations.push(Violation::new(&Location::Body, "", "mediaType", &rule, &self.pointer));
                }
                return Ok(fields);
            }
            Some(given) if !self.media_types.is_empty() => {
                return Err(Refusal::UnsupportedMediaType { given, known: self.media_types.clone() });
            }
            _ => {}
        }
        let body = json::parse(&request.body).map_err(|error| Refusal::NotJson { message: error.to_string() })?;
        if let Some(schema) = &self.schema {
            violations.extend(messages::of_request(document, schema, &body));
        }
        Ok(Some(body))
    }
}

/// Whether a body is a JSON object or list.
fn is_json_text(body: &[u8]) -> bool {
    json::parse(body).is_ok_and(|value| value.is_object() || value.is_array())
}

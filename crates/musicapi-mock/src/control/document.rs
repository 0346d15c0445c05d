//! The document of the control API, made from the table of calls and from the types that they take and answer.

use std::sync::LazyLock;

use http::StatusCode;
use openapi_mock::{Document, Loader};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::ask::{BASE, SPACE_HEADER};
use super::call::{Answer, Call};
use super::calls::CALLS;

const DESCRIPTION: &str = "Controls a musicapi-mock from any language: its time, faults, accounts, and what becomes of tasks; and tells what was \
asked of it. A call is for the first space, unless `space` (or the header `x-mock-space`) names another by a key of it or by its name. Where the \
mock has a control key (`--control-key`), calls bring it as `Authorization: Bearer KEY`. Calls of web pages from elsewhere are refused. \
Made by `cargo run -p musicapi-mock --features program -- schema control > openapi/control.json`.";

/// The document, ready to be served, with its calls.
pub(super) struct Control {
    pub(super) document: Document,
}

impl Control {
    /// Loaded once, when it is first asked for: a mock that nobody controls pays nothing for it.
    pub(super) fn get() -> Result<&'static Self, &'static String> {
        static CONTROL: LazyLock<Result<Control, String>> = LazyLock::new(|| {
            Loader::new()
                .strict(true)
                .from_value(json().clone())
                .map(|document| Control { document })
                .map_err(|error| error.to_string())
        });
        CONTROL.as_ref()
    }

    pub(super) fn call(&self, id: &str) -> Option<&'static Call> {
        CALLS.iter().find(|call| call.id == id)
    }
}

/// The OpenAPI document of the control API below `/__mock/`.
#[must_use]
pub fn json() -> &'static Value {
    static JSON: LazyLock<Value> = LazyLock::new(write);
    &JSON
}

fn write() -> Value {
    let mut settings = SchemaSettings::openapi3().with_transform(RecursiveTransform(one_enum));
    settings.meta_schema = None;
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for call in CALLS {
        let operation = operation(call, &mut generator);
        let path = paths.entry(call.path).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(call.method.to_owned(), operation);
        }
    }
    let problem = json!({
        "type": "object", "required": ["error"], "properties": {"error": {
            "type": "object", "required": ["status", "message"], "properties": {
                "status": {"type": "integer", "description": "The status once more."},
                "message": {"type": "string", "description": "What is wrong, and what to do."},
                "violations": {"type": "array", "items": {"type": "object"}, "description": "The rules that were broken, one by one."},
            },
        }},
    });
    let mut schemas: Map<String, Value> = generator.take_definitions(true).into_iter().collect();
    schemas.insert("Problem".to_owned(), problem);
    schemas.sort_keys();
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Control of musicapi-mock", "version": env!("CARGO_PKG_VERSION"), "description": DESCRIPTION},
        "servers": [{"url": BASE}],
        "security": [{}, {"controlKey": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"controlKey": {"type": "http", "scheme": "bearer", "description": "The key of --control-key."}},
            "parameters": {"space": {
                "name": "space", "in": "query", "schema": {"type": "string"},
                "description": format!("A key of the space that is meant, or its name; the first one without it. The header `{SPACE_HEADER}` says the same."),
            }},
            "schemas": schemas,
            "responses": {"problem": {
                "description": "It isn't done.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }},
        },
    })
}

/// Words of which each has a description of its own become one list of words, so that a wrong one is told all of them.
fn one_enum(schema: &mut Schema) {
    let word = |branch: &Value| {
        let words = branch.get("enum").and_then(Value::as_array).filter(|words| words.len() == 1)?;
        let told = branch.get("description").and_then(Value::as_str).unwrap_or_default();
        Some((words[0].clone(), format!("`{}`: {told}", words[0].as_str()?)))
    };
    let branches = schema.get("oneOf").and_then(Value::as_array);
    let Some(words) = branches.and_then(|branches| branches.iter().map(word).collect::<Option<Vec<_>>>()) else {
        return;
    };
    let (words, told): (Vec<_>, Vec<_>) = words.into_iter().unzip();
    let whole = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let description = format!("{whole}\n\n{}", told.join("\n")).trim().to_owned();
    schema.remove("oneOf");
    schema.insert("type".to_owned(), json!("string"));
    schema.insert("enum".to_owned(), Value::Array(words));
    schema.insert("description".to_owned(), Value::String(description));
}

fn operation(call: &Call, generator: &mut SchemaGenerator) -> Value {
    let mut parameters = vec![json!({"$ref": "#/components/parameters/space"})];
    let in_path = call.path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    for name in in_path {
        let schema =
            if name == "number" { json!({"type": "integer", "minimum": 0}) } else { json!({"type": "string"}) };
        parameters.push(json!({"name": name, "in": "path", "required": true, "schema": schema}));
    }
    if let Some(query) = call.query {
        let mut schema = query(generator);
        generator.transforms_mut().for_each(|transform| transform.transform(&mut schema));
        let schema = schema.to_value();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let mut property = property.clone();
            let mut without = |key: &str| property.as_object_mut().and_then(|property| property.remove(key));
            // A parameter is absent rather than null.
            let (description, _) = (without("description"), without("nullable"));
            let mut parameter = json!({"name": name, "in": "query", "schema": property});
            parameter
                .as_object_mut()
                .into_iter()
                .for_each(|it| it.extend(description.clone().map(|text| ("description".to_owned(), text))));
            parameters.push(parameter);
        }
    }
    let content = |schema: Value| json!({"application/json": {"schema": schema}});
    let (status, good) = match &call.answer {
        Answer::Json(status, schema) => {
            (*status, json!({"description": "Done.", "content": content(schema(generator).to_value())}))
        }
        Answer::Forms(forms, schema) => {
            let schema = schema(generator).to_value();
            let mut all = content(schema);
            all.as_object_mut().into_iter().for_each(|all| {
                all.extend(forms.iter().map(|form| ((*form).to_owned(), json!({"schema": {"type": "string"}}))));
            });
            (StatusCode::OK, json!({"description": "Done.", "content": all}))
        }
        Answer::Nothing => (StatusCode::NO_CONTENT, json!({"description": "Done."})),
    };
    let mut operation = json!({"operationId": call.id, "summary": call.summary, "parameters": parameters});
    if call.is_open {
        operation["security"] = json!([]);
    }
    if let Some(body) = call.body {
        operation["requestBody"] = json!({"required": true, "content": content(body(generator).to_value())});
    }
    operation["responses"] = json!({status.as_str(): good, "default": {"$ref": "#/components/responses/problem"}});
    operation
}

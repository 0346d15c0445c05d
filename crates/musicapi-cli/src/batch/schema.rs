//! The JSON Schema of a batch row, generated from the facts.
//!
//! A test holds it and `rows` together: both accept and refuse the same rows, except for comparisons between two fields, which JSON Schema
//! can't express.

use musicapi::display;
use musicapi::facts::{self, Bound, Field, Form, Kind, OPERATIONS, Operation, When};
use serde_json::{Map, Value, json};

use crate::batch::rows::MAX_COUNT;
use crate::calls::defaults::is_completed;
use crate::cli::song::{DESCRIPTION, LYRICS, MODE};

/// The fields of a row besides those of its request.
const OWN: [&str; 4] = ["operation", "name", "out", "count"];

/// The schema of a row. Limits of a model apply only where the row names it, since the schema doesn't know the settings.
pub(crate) fn row() -> Value {
    let paid: Vec<&Operation> = OPERATIONS.iter().copied().filter(|operation| operation.is_paid()).collect();
    let names: Vec<Value> = paid.iter().map(|operation| operation.id.into()).chain([Value::Null]).collect();
    let by_operation = paid.iter().map(|operation| {
        let mut condition = equal("operation", [operation.id.into()]);
        if **operation == facts::CREATE_SONIC {
            condition = json!({"properties": {"operation": {"enum": [operation.id, null]}}});
        } else {
            condition["required"] = json!(["operation"]);
        }
        json!({"if": condition, "then": of_operation(operation)})
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A row of `musicapi batch`",
        "description": "A row of a batch: which operation, how its files are called, and the fields of its request. Of a song, \
            `custom_mode` and `mv` may be left out.",
        "type": "object",
        "properties": {
            "operation": {
                "enum": names, "default": facts::CREATE_SONIC.id,
                "description": "The operation, by its operationId; a song of the sonic family unless it is said.",
            },
            "name": {
                "type": ["string", "null"],
                "description": "What the files are called, instead of their title; or the request's own field, where it has one.",
            },
            "out": {
                "type": ["string", "null"],
                "description": "The folder for the files, instead of that of the whole batch; relative to the current folder.",
            },
            "count": {
                "type": ["integer", "null"], "minimum": 1, "maximum": MAX_COUNT, "default": 1,
                "description": "How many of it are wanted; each costs its price.",
            },
        },
        "allOf": by_operation.collect::<Vec<_>>(),
    })
}

fn of_operation(operation: &Operation) -> Value {
    let Some(tag) = operation.tag else {
        return operation.forms.first().map_or(json!(true), |form| of_form(operation, form));
    };
    let known: Vec<&str> = operation.forms.iter().filter_map(|form| form.name).collect();
    let default = operation.form(None).and_then(|form| form.name);
    let forms = operation.forms.iter().filter_map(|form| {
        let mut condition = equal(tag.field, [form.name?.into()]);
        if form.name == default {
            condition = equal(tag.field, [form.name?.into(), Value::Null]);
        } else {
            condition["required"] = json!([tag.field]);
        }
        Some(json!({"if": condition, "then": of_form(operation, form)}))
    });
    let mut known: Vec<Value> = known.into_iter().map(Value::from).collect();
    known.extend(default.map(|_| Value::Null));
    let mut all = json!({"properties": {tag.field: {"enum": known}}, "allOf": forms.collect::<Vec<_>>()});
    if default.is_none() {
        all["required"] = json!([tag.field]);
    }
    all
}

fn of_form(operation: &Operation, form: &Form) -> Value {
    let is_song = *operation == facts::CREATE_SONIC;
    // Secrets are never stored, so rows can't have them.
    let fields = || form.fields.iter().filter(|field| field.name != display::SECRET);
    let own = OWN.into_iter().chain(operation.tag.map(|tag| tag.field)).map(|name| (name.to_owned(), json!(true)));
    let may_be_left_out = |field: &Field| !field.required || (is_song && is_completed(field.name));
    let properties = fields().map(|field| {
        let mut schema = of_field(field);
        if matches!(field.kind, Kind::Other) && !may_be_left_out(field) {
            schema["not"] = json!({"type": "null"});
        }
        (field.name.to_owned(), if may_be_left_out(field) { or_null(schema) } else { schema })
    });
    let properties: Map<String, Value> = own.chain(properties).collect();
    let required: Vec<&str> = fields().filter(|field| !may_be_left_out(field)).map(|field| field.name).collect();
    let limits = fields().flat_map(|field| {
        let by_other = field.limits.iter().filter_map(|limit| Some((limit.when?, limit.bound)));
        by_other.map(|(when, bound)| {
            json!({"if": holds(&when, is_song), "then": {"properties": {field.name: Value::Object(bounded([bound]))}}})
        })
    });
    let rules = form.rules.iter().map(|rule| {
        let mut any: Vec<Value> = rule.require.iter().map(|fields| there(fields)).collect();
        any.extend(rule.unless.iter().map(|unless| holds(unless, is_song)));
        let needed = json!({if rule.exclusive { "oneOf" } else { "anyOf" }: any});
        match &rule.when {
            Some(when) => json!({"if": holds(when, is_song), "then": needed}),
            None => needed,
        }
    });
    let all: Vec<Value> = limits.chain(rules).collect();
    let mut schema = json!({"properties": properties, "additionalProperties": {"type": "null"}});
    for (keyword, list) in [("required", json!(required)), ("allOf", all.into())] {
        if list.as_array().is_some_and(|list| !list.is_empty()) {
            schema[keyword] = list;
        }
    }
    schema
}

fn of_field(field: &Field) -> Value {
    let mut schema = of_kind(field.kind);
    schema["description"] = field.description.into();
    if field.name == DESCRIPTION {
        // The service would accept an empty description and charge for it.
        schema["pattern"] = r"\S".into();
    }
    if let Some(schema) = schema.as_object_mut() {
        schema.extend(bounded(field.limits.iter().filter(|limit| limit.when.is_none()).map(|limit| limit.bound)));
    }
    schema
}

/// Allows null, which means an absent field.
fn or_null(mut schema: Value) -> Value {
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    } else if let Some(kind) = schema.get("type").cloned() {
        schema["type"] = json!([kind, "null"]);
    }
    schema
}

/// All of these fields are present.
fn there(fields: &[&str]) -> Value {
    let not_null = |field: &&str| ((*field).to_owned(), json!({"not": {"type": "null"}}));
    let properties: Map<String, Value> = fields.iter().map(not_null).collect();
    json!({"required": fields, "properties": properties})
}

fn of_kind(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({"type": "string"}),
        Kind::Choice(words) => json!({"enum": words}),
        Kind::Number => json!({"type": "number"}),
        Kind::Integer => json!({"type": "integer"}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::List(items) => json!({"type": "array", "items": of_kind(*items)}),
        Kind::Other => json!({}),
    }
}

fn bounded(bounds: impl IntoIterator<Item = Bound>) -> Map<String, Value> {
    let keyword = |bound: Bound| {
        Some(match bound {
            Bound::MinLength(least) => ("minLength", json!(least)),
            Bound::MaxLength(most) => ("maxLength", json!(most)),
            Bound::Minimum(least) => ("minimum", json!(least)),
            Bound::Maximum(most) => ("maximum", json!(most)),
            Bound::MinItems(least) => ("minItems", json!(least)),
            Bound::MaxItems(most) => ("maxItems", json!(most)),
            Bound::WebAddress => ("pattern", json!("^https?://")),
            // JSON Schema can't compare two fields.
            Bound::Above(_) => return None,
        })
    };
    bounds.into_iter().filter_map(keyword).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The field has one of these values, if it is present.
fn equal(field: &str, values: impl IntoIterator<Item = Value>) -> Value {
    json!({"properties": {field: {"enum": values.into_iter().collect::<Vec<_>>()}}})
}

/// A condition as a schema. For a song without a mode, lyrics and description decide.
fn holds(when: &When, is_song: bool) -> Value {
    let values = when.values.iter().flat_map(|word| serde_json::from_str(word).ok().into_iter().chain([json!(word)]));
    let absent = when.or_absent.then_some(Value::Null);
    let mut condition = equal(when.field, values.chain(absent));
    if is_song && when.field == MODE {
        condition["required"] = json!([when.field]);
        let modes = [("true", true), ("false", false)].into_iter().filter(|(word, _)| when.values.contains(word));
        let inferred = modes.map(|(_, is_sung)| self::mode_follows(when.field, is_sung));
        return json!({"anyOf": std::iter::once(condition).chain(inferred).collect::<Vec<_>>()});
    }
    if !when.or_absent {
        condition["required"] = json!([when.field]);
    }
    condition
}

/// The mode is absent and would follow as `is_sung`: false for a description without lyrics, else true.
fn mode_follows(mode: &str, is_sung: bool) -> Value {
    let lyrics = LYRICS.map(|field| there(&[field]));
    let sung =
        json!({"anyOf": std::iter::once(json!({"not": there(&[DESCRIPTION])})).chain(lyrics).collect::<Vec<_>>()});
    let words = if is_sung { sung } else { json!({"not": sung}) };
    json!({"not": there(&[mode]), "allOf": [words]})
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that schema and program agree about a row.
    fn agree(validator: &jsonschema::Validator, row: &Value) {
        let mut errors = crate::batch::rows::errors(row);
        // JSON Schema can't compare two fields.
        errors.retain(|fault| !fault.contains("it must be greater than"));
        assert_eq!(validator.is_valid(row), errors.is_empty(), "{row} {errors:?}");
    }

    #[test]
    fn the_schema_accepts_the_rows_that_the_program_accepts() {
        let validator = jsonschema::validator_for(&row()).unwrap();
        for operation in OPERATIONS.iter().filter(|operation| operation.is_paid()) {
            for form in operation.forms {
                let mut example: Value = serde_json::from_str(form.example.unwrap()).unwrap();
                example["operation"] = operation.id.into();
                // A secret isn't kept in a file.
                example.as_object_mut().unwrap().remove("webhook_secret");
                agree(&validator, &example);
                assert!(validator.is_valid(&example), "{example}");
                let names: Vec<String> = example.as_object().unwrap().keys().cloned().collect();
                for name in names {
                    let mut without = example.clone();
                    without.as_object_mut().unwrap().remove(&name);
                    agree(&validator, &without);
                }
                let known = form.fields.iter().map(|field| field.name);
                for name in known.chain(OWN).chain(operation.tag.map(|tag| tag.field)).chain(["no_such_field"]) {
                    for value in [
                        json!(7),
                        json!(1.5),
                        json!("x"),
                        json!("t".repeat(20_000)),
                        json!(true),
                        json!([]),
                        json!(null),
                    ] {
                        let mut other = example.clone();
                        other[name] = value;
                        agree(&validator, &other);
                    }
                }
            }
        }
    }

    #[test]
    fn a_song_may_omit_mode_and_model() {
        let validator = jsonschema::validator_for(&row()).unwrap();
        for (row, is_good) in [
            (json!({"gpt_description_prompt": "a march", "count": 2, "name": "x", "out": "o"}), true),
            (json!({"prompt": "[Verse]", "title": "T", "tags": "pop"}), true),
            (json!({"gpt_description_prompt": "a march", "no_such_field": "x"}), false),
            (json!({"gpt_description_prompt": " "}), false),
            (json!({"title": "T"}), false),
            (json!({"tags": "ambient", "make_instrumental": true}), true),
            (json!({"tags": "ambient", "make_instrumental": false}), false),
            (json!({"lyrics": "la", "gpt_description_prompt": "a march"}), true),
            (json!({"task_type": "cover_music", "continue_clip_id": "c", "tags": "jazz"}), true),
            (json!({"gpt_description_prompt": "a march", "webhook_secret": "x"}), false),
            (json!({"gpt_description_prompt": "a march", "count": 0}), false),
            (json!({"gpt_description_prompt": "a march", "name": null, "operation": null}), true),
            (json!({"operation": "get_credits"}), false),
            (json!(7), false),
        ] {
            agree(&validator, &row);
            assert_eq!(validator.is_valid(&row), is_good, "{row}");
        }
    }
}

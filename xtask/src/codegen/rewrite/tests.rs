//! Tests of the steps, on a small document.

use serde_json::{Value, json};

use super::*;

/// The step applied to a document with these schemas and a create that takes `Request` and answers `Answer`.
fn after(step: Step, schemas: Value) -> Value {
    let media = |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    let mut document = json!({
        "paths": {"/create": {"post": {
            "requestBody": {"content": media("Request")},
            "responses": {"200": {"description": "", "content": media("Answer")}, "400": {"description": ""}},
        }}},
        "components": {"schemas": schemas},
    });
    step(&mut document);
    document
}

fn schema(document: &Value, name: &str) -> Value {
    document["components"]["schemas"][name].clone()
}

/// A GET with these parameters, and those of its path.
fn with_parameters(step: Step, own: Value, shared: Value) -> Value {
    let mut document = json!({"paths": {"/songs/{id}": {"parameters": shared, "get": {
        "operationId": "get_song", "tags": ["songs"], "parameters": own, "responses": {"204": {"description": ""}},
    }}}});
    step(&mut document);
    document["paths"]["/songs/{id}"].take()
}

#[test]
fn lift_path_parameters_gives_each_operation_its_own() {
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
    let page = json!({"name": "page", "in": "query", "schema": {"type": "integer"}});
    let other_page = json!({"name": "page", "in": "query", "schema": {"type": "number"}});
    let item = with_parameters(lift_path_parameters, json!([page]), json!([other_page, id]));
    assert_eq!(item["get"]["parameters"], json!([id, page]));
    assert_eq!(item.get("parameters"), None);
}

#[test]
fn parameters_are_text_or_lists_of_it() {
    let parameter = |name: &str, schema: Value| json!({"name": name, "in": "query", "schema": schema});
    let list = json!({"type": "array", "items": {"type": "integer"}});
    let mut by_comma = parameter("b", list.clone());
    by_comma["explode"] = json!(false);
    let own = json!([parameter("a", list), by_comma, parameter("c", json!({"type": "boolean"}))]);
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}});
    let item = with_parameters(
        |document| {
            lift_path_parameters(document);
            parameters_are_text(document);
        },
        own,
        json!([id]),
    );
    let text = json!({"type": "string"});
    let schemas: Vec<Value> =
        item["get"]["parameters"].as_array().unwrap().iter().map(|it| it["schema"].clone()).collect();
    assert_eq!(schemas, [text.clone(), json!({"type": "array", "items": text}), text.clone(), text]);
    assert_eq!(item["get"]["parameters"][2].get("explode"), None);
}

#[test]
fn lists_have_one_word_so_that_none_are_alike() {
    let document = after(lists_have_one_word, json!({"Order": {"type": "string", "enum": ["new", "New"]}}));
    assert_eq!(schema(&document, "Order")["enum"], json!(["word"]));
}

#[test]
fn name_fields_gives_each_a_name_of_its_own_in_rust() {
    let document = after(
        name_fields,
        json!({"Song": {"required": ["songTitle", "style-weight"], "properties": {"songTitle": {}, "style-weight": {}, "style_weight": {}}}}),
    );
    let song = schema(&document, "Song");
    assert_eq!(song["required"], json!(["song_title", "style_weight"]));
    assert_eq!(song["properties"], json!({"song_title": {}, "style_weight": {}, "style_weight_2": {}}));
}

#[test]
fn drop_callbacks_leaves_the_operation() {
    let document = after(
        |document| {
            let callbacks = json!({"done": {"$ref": "#/components/callbacks/Done"}});
            document["paths"]["/create"]["post"]["callbacks"] = callbacks;
            document["components"]["callbacks"] = json!({"Done": {}});
            drop_callbacks(document);
        },
        json!({}),
    );
    assert_eq!(document["paths"]["/create"]["post"].get("callbacks"), None);
    assert_eq!(document["components"], json!({"schemas": {}}));
}

#[test]
fn keep_unknown_fields_reaches_what_an_answer_or_a_callback_holds_and_nothing_else() {
    let document = after(
        |document| {
            let media = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Word"}}});
            document["components"]["callbacks"] =
                json!({"Done": {"{address}": {"post": {"requestBody": {"content": media}}}}});
            keep_unknown_fields(document);
        },
        json!({
            "Request": {"type": "object"},
            "Word": {"type": "object"},
            "Answer": {"type": "object", "properties": {"clip": {"$ref": "#/components/schemas/Clip"}}},
            "Clip": {"type": "object"},
        }),
    );
    assert_eq!(schema(&document, "Answer")["additionalProperties"], json!({}));
    assert_eq!(schema(&document, "Clip")["additionalProperties"], json!({}));
    assert_eq!(schema(&document, "Word")["additionalProperties"], json!({}));
    assert_eq!(schema(&document, "Request"), json!({"type": "object"}));
}

#[test]
fn free_objects_are_anything_but_those_with_fields() {
    let known = json!({"type": "object", "properties": {"id": {}}});
    let document = after(
        free_objects_are_anything,
        json!({"Answer": {"properties": {"data": {"type": "object", "description": "Unknown."}, "known": known}}}),
    );
    assert_eq!(schema(&document, "Answer")["properties"], json!({"data": {"description": "Unknown."}, "known": known}));
}

#[test]
fn hand_over_answers_leaves_one_answer_of_bytes() {
    let document = after(hand_over_answers, json!({}));
    let responses = &document["paths"]["/create"]["post"]["responses"];
    assert_eq!(responses.as_object().map(|responses| responses.len()), Some(1));
    assert_eq!(
        responses["default"]["content"]["application/octet-stream"]["schema"],
        json!({"type": "string", "format": "binary"})
    );
}

#[test]
fn untag_variants_takes_the_tag_out_of_each() {
    let document = after(
        untag_variants,
        json!({
            "Request": {"oneOf": [{"$ref": "#/components/schemas/Cover"}], "discriminator": {
                "propertyName": "task_type", "mapping": {"cover_music": "#/components/schemas/Cover"}}},
            "Cover": {"type": "object", "required": ["task_type", "mv"], "properties": {"task_type": {"enum": ["cover_music"]}, "mv": {}}},
        }),
    );
    assert_eq!(schema(&document, "Cover"), json!({"type": "object", "required": ["mv"], "properties": {"mv": {}}}));
}

#[test]
fn drop_rules_between_fields_keeps_unions_that_are_types() {
    let union = json!({"oneOf": [{"type": "number"}, {"type": "string"}]});
    let document = after(
        drop_rules_between_fields,
        json!({"Request": {"properties": {"a": {"type": "string"}}, "oneOf": [{"required": ["a"]}]}, "Answer": union}),
    );
    assert_eq!(schema(&document, "Request"), json!({"properties": {"a": {"type": "string"}}}));
    assert_eq!(schema(&document, "Answer"), union);
}

#[test]
fn inline_scalars_puts_them_where_they_are_referred_to() {
    let title = json!({"type": "string", "maxLength": 80});
    let model = json!({"type": "string", "enum": ["a", "b"]});
    let refer = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let document = after(
        inline_scalars,
        json!({"Request": {"properties": {"title": refer("Title"), "mv": refer("Model")}}, "Title": title, "Model": model}),
    );
    assert_eq!(schema(&document, "Request")["properties"], json!({"title": title, "mv": refer("Model")}));
    assert_eq!((schema(&document, "Title"), schema(&document, "Model")), (Value::Null, model));
}

#[test]
fn make_nullable_optional_leaves_the_others_required() {
    let properties = json!({"id": {"type": "string"}, "full": {"type": "string", "nullable": true}});
    let answer = json!({"type": "object", "required": ["id", "full"], "properties": properties});
    let document = after(make_nullable_optional, json!({"Answer": answer}));
    assert_eq!(schema(&document, "Answer")["required"], json!(["id"]));
}

#[test]
fn unwrap_nullable_references_leaves_the_reference() {
    let reference = json!({"$ref": "#/components/schemas/Seconds"});
    let document = after(
        unwrap_nullable_references,
        json!({"Answer": {"properties": {"duration": {"description": "x", "nullable": true, "allOf": [reference]}}}}),
    );
    assert_eq!(schema(&document, "Answer")["properties"]["duration"], reference);
}

#[test]
fn limits_into_words_tells_what_it_takes_out() {
    let document = after(
        limits_into_words,
        json!({"Request": {"properties": {
            "tags": {"type": "string", "description": "Styles.", "maxLength": 1000,
                "x-limits": {"by": "mv", "keyword": "maxLength", "values": {"v3": 200, "v4": 200}}},
            "ids": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "string", "format": "uuid"}},
            "weight": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.5},
            "end": {"type": "number", "description": "The end.", "x-limits": {"above": "start"}},
        }}}),
    );
    let fields = &schema(&document, "Request")["properties"];
    assert_eq!(fields["end"]["description"], "The end.\n\nGreater than `start`.");
    assert_eq!(fields["tags"]["description"], "Styles.\n\nAt most 1000 characters; 200 with `v3`, `v4`.");
    assert_eq!(fields["ids"], json!({"type": "array", "items": {"type": "string"}, "description": "Exactly 2 items."}));
    assert_eq!(fields["weight"], json!({"type": "number", "description": "From 0 to 1."}));
}

#[test]
fn drop_extensions_leaves_plain_schemas() {
    let document = after(drop_extensions, json!({"Request": {"type": "object", "x-price": {"credits": 15}}}));
    assert_eq!(schema(&document, "Request"), json!({"type": "object"}));
}

#[test]
fn every_step_has_a_test_of_its_name() {
    let tests = include_str!("tests.rs");
    for (name, _) in STEPS {
        assert!(tests.contains(&format!("fn {name}_")), "{name} has no test");
    }
}

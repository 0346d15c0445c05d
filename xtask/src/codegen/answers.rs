//! Generates the shapes of answers as Rust data: their fields, with kinds and enum values.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::codegen::output;
use crate::document::model::Model;
use crate::document::{answer_schemas, component, resolve, target};

/// Generates the shapes: one for each component that answers use, and one for each operation.
pub fn generate(model: &Model<'_>) -> Result<String> {
    let root = model.root;
    let mut pending = PendingShapes::default();
    let mut answers = TokenStream::new();
    for operation in &model.operations {
        let (id, operation) = (operation.id, operation.value);
        let schemas: Vec<&Value> =
            answer_schemas(root, operation).filter(|(status, _)| status.starts_with('2')).map(|(_, it)| it).collect();
        let shape = match schemas.as_slice() {
            [] => quote!(&Shape::ANY),
            [schema] => reference(root, schema, &mut pending),
            several => inline(root, several, &mut pending),
        };
        answers.extend(quote!((#id, #shape),));
    }
    // Generating a component may require others.
    let mut written = BTreeSet::new();
    let mut items = TokenStream::new();
    while let Some(name) = pending.names.iter().find(|name| !written.contains(*name)).cloned() {
        let schema = root.pointer(&format!("/components/schemas/{name}")).context("a reference leads nowhere")?;
        let (ident, shape) = (static_name(&name), literal(root, &[schema], &mut pending));
        items.extend(quote!(static #ident: Shape = #shape;));
        written.insert(name);
    }
    output::rust(quote! {
        #![doc = " The shapes of answers."]
        use crate::table::{Shape, ShapeKind};

        /// What the document knows of the successful answers of the operation with this id.
        #[must_use]
        pub fn answer(operation: &str) -> &'static Shape {
            ANSWERS.iter().find(|(id, _)| *id == operation).map_or(&Shape::ANY, |(_, shape)| shape)
        }

        static ANSWERS: &[(&str, &Shape)] = &[#answers];

        #items
    })
}

/// The components that still need a shape, and the nesting depth of the current unnamed one.
#[derive(Default)]
struct PendingShapes {
    names: BTreeSet<String>,
    depth: usize,
}

/// The maximum nesting of unnamed shapes, since a schema may contain itself.
const MAX_DEPTH: usize = 6;

/// Refers to the shape of a schema; a component has a static of its own.
fn reference(root: &Value, schema: &Value, pending: &mut PendingShapes) -> TokenStream {
    // A nullable reference is wrapped in an `allOf`.
    let alone = schema["allOf"].as_array().filter(|parts| parts.len() == 1 && schema.get("properties").is_none());
    match component(alone.map_or(schema, |parts| &parts[0])) {
        Some(name) => {
            pending.names.insert(name.to_owned());
            let ident = static_name(name);
            quote!(&#ident)
        }
        None => inline(root, &[schema], pending),
    }
}

fn inline(root: &Value, schemas: &[&Value], pending: &mut PendingShapes) -> TokenStream {
    if pending.depth >= MAX_DEPTH {
        return quote!(&Shape::ANY);
    }
    pending.depth += 1;
    let shape = literal(root, schemas, pending);
    pending.depth -= 1;
    quote!(&#shape)
}

/// Writes one shape that covers all of these schemas.
fn literal(root: &Value, schemas: &[&Value], pending: &mut PendingShapes) -> TokenStream {
    let mut members = Vec::new();
    schemas.iter().for_each(|schema| flatten(root, schema, &mut members, 0));
    let mut kinds: Vec<&str> = members.iter().filter_map(|schema| kind(schema)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let is_open = |schema: &&Value| schema["type"] == "object" && schema.get("properties").is_none();
    let kind = match kinds.as_slice() {
        [kind] if !members.iter().any(is_open) => format_ident!("{kind}"),
        _ => format_ident!("Any"),
    };

    // The shape of a field covers all schemas that have it.
    let mut names: Vec<&str> = Vec::new();
    for name in members.iter().flat_map(|schema| schema["properties"].as_object().into_iter().flatten()) {
        if !names.contains(&name.0.as_str()) {
            names.push(name.0);
        }
    }
    let fields = names.into_iter().map(|name| {
        let mut said: Vec<&Value> = members.iter().filter_map(|schema| schema["properties"].get(name)).collect();
        said.dedup();
        let shape = match said.as_slice() {
            [schema] => reference(root, schema, pending),
            several => inline(root, several, pending),
        };
        quote!((#name, #shape))
    });
    let fields: Vec<TokenStream> = fields.collect();
    let items: Vec<&Value> = members.iter().filter_map(|schema| schema.get("items")).collect();
    let items = match items.as_slice() {
        [] => quote!(None),
        [schema] => {
            let shape = reference(root, schema, pending);
            quote!(Some(#shape))
        }
        several => {
            let shape = inline(root, several, pending);
            quote!(Some(#shape))
        }
    };
    // The values are known only if every member is an enum.
    let closed = members.iter().all(|schema| schema["enum"].is_array() || kind_is_not_text(schema));
    let words: BTreeSet<&str> = members
        .iter()
        .filter(|_| closed)
        .flat_map(|schema| schema["enum"].as_array().into_iter().flatten())
        .filter_map(Value::as_str)
        .collect();
    if fields.is_empty() && words.is_empty() && items.to_string() == "None" {
        let plain = format_ident!("{}", kind.to_string().to_ascii_uppercase());
        return quote!(Shape::#plain);
    }
    quote!(Shape { kind: ShapeKind::#kind, fields: &[#(#fields),*], items: #items, words: &[#(#words),*] })
}

fn kind_is_not_text(schema: &Value) -> bool {
    kind(schema).is_some_and(|kind| kind != "Text")
}

/// Collects the members of a schema, following references and compositions.
fn flatten<'d>(root: &'d Value, schema: &'d Value, members: &mut Vec<&'d Value>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    if target(schema).is_some() {
        return flatten(root, resolve(root, schema), members, depth + 1);
    }
    let parts = ["oneOf", "anyOf", "allOf"].into_iter().flat_map(|key| schema[key].as_array().into_iter().flatten());
    let before = members.len();
    parts.for_each(|part| flatten(root, part, members, depth + 1));
    if members.len() == before || schema.get("properties").is_some() {
        members.push(schema);
    }
}

fn kind(schema: &Value) -> Option<&'static str> {
    Some(match schema["type"].as_str()? {
        "string" if schema["format"] == "uri" => "Address",
        "string" => "Text",
        "number" => "Number",
        "integer" => "Integer",
        "boolean" => "Flag",
        "array" => "List",
        "object" => "Object",
        _ => return None,
    })
}

pub fn static_name(component: &str) -> proc_macro2::Ident {
    let mut name = String::new();
    for letter in component.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
    }
    format_ident!("{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_covers_every_member() {
        let document = crate::document::Document::parse(
            r##"
paths:
  /song:
    get:
      operationId: get_song
      tags: [songs]
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}}
        '400': {content: {application/json: {schema: {$ref: '#/components/schemas/Fault'}}}}
components:
  schemas:
    Fault: {type: object, properties: {nothing: {type: string}}}
    Answer: {oneOf: [{$ref: '#/components/schemas/Song'}, {type: object, properties: {state: {type: string}}}]}
    Song:
      type: object
      properties:
        state: {type: string, enum: [done]}
        seconds: {oneOf: [{type: number}, {type: string}]}
        kind: {type: string, enum: [b, a]}
        parts: {type: array, items: {$ref: '#/components/schemas/Song'}}
        free: {type: object}
        file: {type: string, format: uri}
"##,
        )
        .unwrap();
        let text = generate(&Model::of(&document.value).unwrap()).unwrap().split_whitespace().collect::<String>();
        for pending in [
            r#"("get_song",&ANSWER)"#,
            // A member without an enum allows any value.
            r#"("state",&Shape::TEXT)"#,
            r#"("kind",&Shape{kind:ShapeKind::Text,fields:&[],items:None,words:&["a","b"],},)"#,
            r#"("seconds",&Shape::ANY)"#,
            r#"("free",&Shape::ANY)"#,
            r#"("file",&Shape::ADDRESS)"#,
            "items:Some(&SONG)",
            "staticSONG:Shape",
        ] {
            assert!(text.contains(pending), "{pending}\n{text}");
        }
        assert!(!text.contains("nothing"), "an error's body is not an answer");
    }
}

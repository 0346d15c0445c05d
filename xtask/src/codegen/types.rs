//! Generates the client's types and raw calls: runs progenitor, then edits the syntax tree of its output.
//!
//! Structs and enums are replaced by short macro invocations: `structs` writes the former, [`open_enum`] the latter.

use anyhow::{Context, Result};
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle, TagStyle, TypeImpl};
use quote::{format_ident, quote};
use serde_json::Value;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, Fields, ImplItem, Item, ItemEnum, Meta, Pat, Stmt, parse_quote};

use crate::codegen::catch_panic::catch_panic;
use crate::codegen::components::{self, Union};
use crate::codegen::rewrite;
use crate::codegen::structs::Structs;
use crate::codegen::{names, output, prose};
use crate::document::model::Model;
use crate::document::resolve;

/// The generated code.
pub struct Generated {
    pub types: String,
    pub calls: String,
}

/// Generates `types.rs` and `raw.rs`.
pub fn generate(model: &Model<'_>) -> Result<Generated> {
    let (mut types, calls) = catch_panic(|| progenitor(model.root))?;
    let structs = Structs::of(model.root);
    let mut macros = Vec::new();
    for item in &mut types {
        let Item::Struct(object) = &*item else { continue };
        if let Some(short) = structs.short(object)? {
            let place = format_ident!("{PLACEHOLDER}{}", object.ident);
            macros.push((object.ident.to_string(), short));
            *item = parse_quote!(const #place: () = (););
        }
    }
    for (name, schema) in components::enums(model.root) {
        let place = format_ident!("{PLACEHOLDER}{name}");
        types.push(parse_quote!(const #place: () = ();));
        macros.push((name.clone(), open_enum(&name, &schema)));
    }
    let mut text = output::rust(quote!(#(#types)*))?;
    for (name, short) in macros {
        text = text.replace(&format!("const {PLACEHOLDER}{name}: () = ();\n"), &short);
    }
    // Macros and items each add an empty line; keep one.
    text = text.replace("\n\n\n", "\n\n");
    Ok(Generated { types: text, calls: output::rust(quote!(#calls))? })
}

/// Runs progenitor; returns the types, and the rest of its file.
fn progenitor(document: &Value) -> Result<(Vec<Item>, syn::File)> {
    let rewritten = rewrite::for_generator(document);
    let spec = serde_json::from_value(rewritten.clone()).context("the document isn't OpenAPI 3.0")?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional).with_tag(TagStyle::Merged);
    settings.with_inner_type(quote!(crate::call::transport::Transport));
    for (name, _) in components::enums(document) {
        let impls = [TypeImpl::Display, TypeImpl::FromStringIrrefutable];
        settings.with_replacement(&name, format!("crate::types::{name}"), impls.into_iter());
    }
    let tokens = Generator::new(&settings).generate_tokens(&spec).context("progenitor refuses the document")?;
    let mut file: syn::File = syn::parse2(tokens).context("progenitor's code isn't Rust")?;

    ReadableCode.visit_file_mut(&mut file);
    NoVersionHeader.visit_file_mut(&mut file);
    for item in &mut file.items {
        if let Item::Impl(item) = item {
            // `new` creates an HTTP client of its own, and panics if that fails.
            item.items.retain(|item| !matches!(item, ImplItem::Fn(function) if function.sig.ident == "new"));
        }
    }
    BodyAsBytes.visit_file_mut(&mut file);
    file.items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    let at = file.items.iter().position(|item| matches!(item, Item::Mod(module) if module.ident == "types"));
    let types = at.and_then(|at| match file.items.remove(at) {
        Item::Mod(module) => module.content.map(|(_, items)| items),
        _ => None,
    });
    let mut types = types.context("progenitor made no types")?;
    // This error belongs to closed enums and patterns, of which there are none.
    types.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "error"));
    for union in components::tagged_unions(document) {
        let reads_untagged = tag_union(&mut types, union)?;
        types.extend(reads_untagged);
    }
    describe(&mut types, document);
    name_on_the_wire(&mut types, document)?;
    for item in &mut types {
        derive_comparison(item);
    }
    Ok((types, file))
}

/// Adds the derives that the macro gives to structs, for all other types.
fn derive_comparison(item: &mut Item) {
    let attributes = match item {
        Item::Enum(item) => {
            item.attrs.push(parse_quote!(#[non_exhaustive]));
            &mut item.attrs
        }
        // The macro handles structs with named fields.
        Item::Struct(item) if !matches!(item.fields, Fields::Named(_)) => &mut item.attrs,
        _ => return,
    };
    for attribute in attributes.iter_mut().filter(|attribute| attribute.path().is_ident("derive")) {
        if let Meta::List(list) = &mut attribute.meta {
            list.tokens.extend(quote!(, PartialEq));
        }
    }
    attributes.push(parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]));
}

/// Turns an untagged enum into a tagged one. If an absent tag has a meaning, returns the macro that deserializes it.
fn tag_union(types: &mut [Item], Union { name, tag, default, variants }: Union) -> Result<Option<Item>> {
    let item = types.iter_mut().find_map(|item| match item {
        Item::Enum(item) if item.ident == name => Some(item),
        _ => None,
    });
    let item: &mut ItemEnum = item.with_context(|| format!("progenitor made no enum {name}"))?;
    for attribute in &mut item.attrs {
        if attribute.path().is_ident("serde") {
            *attribute = parse_quote!(#[serde(tag = #tag)]);
        }
        if attribute.path().is_ident("derive") && default.is_some() {
            // The macro deserializes it, since it knows what an absent tag means.
            *attribute = parse_quote!(#[derive(::serde::Serialize, Clone, Debug)]);
        }
    }
    let mut arms = Vec::new();
    for (value, component) in variants {
        // Find the variant by its payload, since the mapping may be in another order.
        let variant = item.variants.iter_mut().find(|variant| match &variant.fields {
            Fields::Unnamed(fields) => fields
                .unnamed
                .iter()
                .any(|field| matches!(&field.ty, syn::Type::Path(path) if path.path.is_ident(&component))),
            _ => false,
        });
        let variant = variant.with_context(|| format!("{name} has no variant for {component}"))?;
        variant.attrs.push(parse_quote!(#[serde(rename = #value)]));
        let doc = format!(" `{value}`: see [`{component}`].");
        variant.attrs.push(parse_quote!(#[doc = #doc]));
        let variant = &variant.ident;
        arms.push(quote!(#value => #variant));
    }
    let ident = format_ident!("{name}");
    Ok(default.map(|default| {
        parse_quote!(crate::generated::default_tag::default_tag! { #ident, #tag, #default, #(#arms),* })
    }))
}

/// Renames fields whose name on the wire differs from their name in Rust.
fn name_on_the_wire(types: &mut [Item], document: &Value) -> Result<()> {
    for item in types {
        let Item::Struct(item) = item else { continue };
        let names = components::field_names(&document["components"]["schemas"][item.ident.to_string()]);
        for field in &mut item.fields {
            let Some(ident) = field.ident.as_ref().map(ToString::to_string) else { continue };
            let Some((_, wire)) = names.iter().find(|(rust, _)| *rust == ident) else { continue };
            let mut said: Vec<Meta> = Vec::new();
            for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
                let list = Punctuated::<Meta, syn::Token![,]>::parse_terminated;
                said.extend(attribute.parse_args_with(list).context("an attribute of serde isn't a list")?);
            }
            let had_name = said.iter().any(|meta| meta.path().is_ident("rename"));
            if *wire == ident && !had_name {
                continue;
            }
            said.retain(|meta| !meta.path().is_ident("rename"));
            if *wire != ident {
                said.insert(0, parse_quote!(rename = #wire));
            }
            field.attrs.retain(|attribute| !attribute.path().is_ident("serde"));
            if !said.is_empty() {
                field.attrs.push(parse_quote!(#[serde(#(#said),*)]));
            }
        }
    }
    Ok(())
}

/// Documents what progenitor leaves undocumented: fields that refer to a named schema, and the variants of unions.
fn describe(types: &mut [Item], document: &Value) {
    let undocumented =
        |attributes: &[Attribute]| attributes.iter().all(|attribute| prose::doc_text(attribute).is_none());
    for item in types {
        match item {
            Item::Struct(item) => {
                let schema = &document["components"]["schemas"][item.ident.to_string()];
                let (properties, names) = (&schema["properties"], components::field_names(schema));
                for field in item.fields.iter_mut().filter(|field| undocumented(&field.attrs)) {
                    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                    let wire = names.iter().find(|(rust, _)| *rust == name).map_or("", |(_, wire)| wire);
                    let property = &properties[wire];
                    let text = property.get("description").unwrap_or(&resolve(document, property)["description"]);
                    let text = prose::escaped(text.as_str().unwrap_or("Fields that the document doesn't know."));
                    let mut docs: Vec<Attribute> = doc_lines(&text);
                    docs.append(&mut field.attrs);
                    field.attrs = docs;
                }
            }
            Item::Enum(item) => {
                for variant in item.variants.iter_mut().filter(|variant| undocumented(&variant.attrs)) {
                    let payload = variant.fields.iter().next().map(|field| &field.ty);
                    let doc = match quote!(#payload).to_string().as_str() {
                        "f64" => " Written as a number.".to_owned(),
                        "i64" => " Written as a whole number.".to_owned(),
                        "String" => " Written as text.".to_owned(),
                        other => format!(" See [`{other}`]."),
                    };
                    variant.attrs.insert(0, parse_quote!(#[doc = #doc]));
                }
            }
            _ => {}
        }
    }
}

/// Stands for a struct or an enum until the code is formatted, since the formatter would join the lines of a macro invocation.
const PLACEHOLDER: &str = "PLACE_OF_";

/// Writes an enum that accepts unknown values: see `crates/musicapi/src/generated/open_enum.rs`.
fn open_enum(name: &str, schema: &Value) -> String {
    let mut text = "\ncrate::generated::open_enum::open_enum! {\n".to_owned();
    for line in prose::escaped(schema["description"].as_str().unwrap_or_default()).lines() {
        text += format!("    /// {line}").trim_end();
        text.push('\n');
    }
    text += &format!("    pub enum {name} {{\n");
    let words: Vec<&str> = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (word, variant) in words.iter().zip(names::variants(words.iter().copied())) {
        let shown = if word.is_empty() || word.contains(['`', '\n', '\r']) {
            format!("{word:?}").replace('`', "\\`")
        } else {
            format!("`{word}`")
        };
        text += &format!("        /// {shown}.\n        {variant} = {word:?},\n");
    }
    text + "    }\n}\n"
}

/// Shortens paths, writes docs as lines, and removes the schemas that typify adds to the docs.
struct ReadableCode;

impl VisitMut for ReadableCode {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        const PRELUDE: [&str; 4] = ["Option", "String", "Vec", "From"];
        let full = path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>();
        if full.first().is_some_and(|first| first == "std")
            && full.last().is_some_and(|last| PRELUDE.contains(&last.as_str()))
        {
            path.leading_colon = None;
            path.segments = path.segments.iter().skip(full.len() - 1).cloned().collect();
        }
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let mut kept = Vec::new();
        for attribute in attributes.drain(..) {
            let Some(text) = prose::doc_text(&attribute) else {
                kept.push(attribute);
                continue;
            };
            let text = text.split("<details>").next().unwrap_or_default().trim();
            kept.extend(doc_lines(&prose::escaped(text)));
        }
        *attributes = kept;
    }
}

/// Removes the header with the document's version, which progenitor adds to every call.
struct NoVersionHeader;

impl VisitMut for NoVersionHeader {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let about_headers = |statement: &Stmt| quote!(#statement).to_string().contains("header_map");
        let is_version = |statement: &Stmt| {
            let text = quote!(#statement).to_string();
            text.starts_with("header_map") && text.contains("\"api-version\"")
        };
        let about = block.stmts.iter().filter(|statement| about_headers(statement)).count();
        let had_version = block.stmts.iter().any(is_version);
        block.stmts.retain(|statement| !is_version(statement));
        // Three statements create, fill and use the headers; with more, the operation has headers of its own.
        if had_version && about == 3 {
            block.stmts.retain(|statement| {
                !about_headers(statement) || matches!(statement, Stmt::Local(local) if is_named(&local.pat, "request"))
            });
            Headers.visit_block_mut(block);
        }
    }
}

/// Removes the call of `headers`.
struct Headers;

impl VisitMut for Headers {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let Expr::MethodCall(call) = expr
            && call.method == "headers"
        {
            *expr = (*call.receiver).clone();
        }
    }
}

/// Makes raw calls take the body as bytes, since the client serializes a request once, to check and send it.
struct BodyAsBytes;

impl VisitMut for BodyAsBytes {
    fn visit_pat_type_mut(&mut self, argument: &mut syn::PatType) {
        if is_named(&argument.pat, "body") {
            argument.ty = parse_quote!(::bytes::Bytes);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let Expr::MethodCall(call) = expr
            && call.method == "json"
        {
            let request = &call.receiver;
            *expr = parse_quote!(#request.header(::reqwest::header::CONTENT_TYPE, "application/json").body(body));
        }
    }
}

fn is_named(pattern: &Pat, name: &str) -> bool {
    matches!(pattern, Pat::Ident(pattern) if pattern.ident == name)
}

/// Turns a text into doc attributes, one for each line.
fn doc_lines(text: &str) -> Vec<Attribute> {
    let lines = if text.is_empty() { vec![""] } else { text.lines().collect() };
    let spaced = |line: &str| if line.is_empty() { String::new() } else { format!(" {line}") };
    lines.into_iter().map(spaced).map(|line| parse_quote!(#[doc = #line])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_header_is_removed() {
        let without = |block: &str| {
            let mut block: syn::Block = syn::parse_str(block).unwrap();
            NoVersionHeader.visit_block_mut(&mut block);
            quote!(#block).to_string()
        };
        let version = "let mut header_map = H::new(); header_map.append(N(\"api-version\"), V);";
        let request = "let mut request = self.client.get(url).headers(header_map).build()?; self.exec(request)";
        assert_eq!(
            without(&format!("{{ {version} {request} }}")),
            without("{ let mut request = self.client.get(url).build()?; self.exec(request) }")
        );
        let own = format!("{{ {version} header_map.append(\"other\", value); {request} }}");
        let kept = without(&own);
        assert!(
            kept.contains("headers (header_map)") && kept.contains("other") && !kept.contains("api-version"),
            "{kept}"
        );
    }
}

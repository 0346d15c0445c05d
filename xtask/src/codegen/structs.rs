//! Writes the structs that typify generated in a short form, which a macro of the client expands.
//!
//! Each field takes one line beside its docs. The macro, in `crates/musicapi/src/generated/model.rs`, derives everything else from it:
//! serialization, setters, debug output, comparison, and JSON Schema.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use quote::quote;
use serde_json::Value;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, GenericArgument, ItemStruct, Lit, Meta, PathArguments, Type};

use crate::codegen::components;
use crate::codegen::prose::doc_text;
use crate::document::resolve;

/// The context for all structs of a document.
pub struct Structs<'a> {
    pub document: &'a Value,
    /// The components that are requests.
    pub requests: std::collections::BTreeSet<String>,
    /// Fields of requests whose value decides, by some rule, which other fields are required.
    pub modes: Vec<String>,
}

/// A field in the short form.
struct FieldLine {
    docs: String,
    name: String,
    wire: Option<String>,
    ty: String,
    hidden: Option<&'static str>,
}

/// The fields of a struct, by role.
#[derive(Default)]
struct Sections {
    mode: Option<FieldLine>,
    required: Vec<FieldLine>,
    optional: Vec<FieldLine>,
    lists: Vec<FieldLine>,
    maps: Vec<FieldLine>,
    rest: Option<FieldLine>,
}

impl<'a> Structs<'a> {
    pub fn of(document: &'a Value) -> Self {
        let requests = components::request_components(document);
        let schemas = document["components"]["schemas"].as_object();
        let branches = schemas.into_iter().flatten().flat_map(|(_, schema)| {
            let both = ["oneOf", "anyOf"].map(|keyword| schema[keyword].as_array());
            both.into_iter().flatten().flatten().filter(|_| schema.get("properties").is_some())
        });
        let modes = branches.filter_map(|branch| branch["properties"].as_object()?.keys().next().cloned()).collect();
        Self { document, requests, modes }
    }

    /// The short form of a struct; none if its fields have no names.
    pub fn short(&self, item: &ItemStruct) -> Result<Option<String>> {
        let Fields::Named(fields) = &item.fields else { return Ok(None) };
        let name = item.ident.to_string();
        let schema = &self.document["components"]["schemas"][&name];
        let is_request = self.requests.contains(&name);
        let mut sections = Sections::default();
        for field in &fields.named {
            self.sort(field, schema, is_request, &mut sections).with_context(|| format!("the struct {name}"))?;
        }
        // A constructor of the mode must not have the name of a field.
        let is_taken = |mode: &FieldLine| {
            let names = fields.named.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string);
            let ends = format!("_{}", mode.name);
            names.into_iter().any(|name| ["with", "without"].iter().any(|start| name == format!("{start}{ends}")))
        };
        if let Some(mode) = sections.mode.take_if(|mode| is_taken(mode)) {
            sections.required.insert(0, mode);
        }
        Ok(Some(text(item, is_request, &sections)))
    }

    fn sort(&self, field: &Field, schema: &Value, is_request: bool, sections: &mut Sections) -> Result<()> {
        let name = field.ident.as_ref().context("a field has no name")?.to_string();
        let SerdeAttributes { wire, is_rest, skip } = SerdeAttributes::of(field)?;
        let property = &schema["properties"][wire.as_deref().unwrap_or(&name)];
        let docs = docs(&field.attrs, "            ");
        let inner = match &skip {
            Some(skip) if skip.ends_with("Option::is_none") => inner(&field.ty, "Option"),
            Some(skip) if skip.ends_with("Vec::is_empty") => inner(&field.ty, "Vec"),
            _ => None,
        };
        let ty = type_text(inner.unwrap_or(&field.ty));
        let hidden = if ty == "String" { hidden(&resolve(self.document, property)["format"]) } else { None };
        let is_mode = is_request && ty == "bool" && sections.mode.is_none();
        let is_mode = is_mode && self.modes.iter().any(|mode| mode == wire.as_deref().unwrap_or(&name));
        let line = FieldLine { docs, name, wire, ty, hidden };
        match skip.as_deref() {
            _ if is_rest => sections.rest = Some(line),
            None if is_mode => sections.mode = Some(line),
            None => sections.required.push(line),
            Some(skip) if skip.ends_with("Option::is_none") => sections.optional.push(line),
            Some(skip) if skip.ends_with("Vec::is_empty") => sections.lists.push(line),
            Some(skip) if skip.ends_with("::is_empty") => sections.maps.push(line),
            Some(skip) => bail!("the field {} is left out by {skip}, which codegen doesn't know", line.name),
        }
        Ok(())
    }
}

/// How debug output hides texts of a format: as a secret, or as prose, by its length.
pub fn hidden(format: &Value) -> Option<&'static str> {
    match format.as_str() {
        Some("password") => Some("secret"),
        Some("prose") => Some("prose"),
        _ => None,
    }
}

fn text(item: &ItemStruct, is_request: bool, sections: &Sections) -> String {
    let mut text = "\ncrate::generated::model::model! {\n".to_owned();
    text += &docs(&item.attrs, "    ");
    if !is_request {
        text += "    #[non_exhaustive]\n";
    }
    let Sections { mode, required, optional, lists, maps, rest } = sections;
    if mode.is_none() && required.is_empty() {
        text += "    #[derive(Default)]\n";
    }
    let _ = writeln!(text, "    pub struct {} {{", item.ident);
    if let Some(FieldLine { docs, name, wire, ty: _, hidden: _ }) = mode {
        let _ =
            writeln!(text, "        mode {{\n{docs}            {name}{}: with_{name}, without_{name},", alias(wire));
        text += "        }\n";
    }
    for (section, lines) in [("required", required), ("optional", optional), ("lists", lists), ("maps", maps)] {
        if lines.is_empty() {
            continue;
        }
        let _ = writeln!(text, "        {section} {{");
        for FieldLine { docs, name, wire, ty, hidden } in lines {
            let hidden = hidden.map(|how| format!(" => {how}")).unwrap_or_default();
            let _ = writeln!(text, "{docs}            {name}{}: {ty}{hidden},", alias(wire));
        }
        text += "        }\n";
    }
    if let Some(FieldLine { docs, name, ty, .. }) = rest {
        let _ = writeln!(text, "        rest {{\n{docs}            {name}: {ty},\n        }}");
    }
    text + "    }\n}\n"
}

fn alias(wire: &Option<String>) -> String {
    wire.as_ref().map(|wire| format!(" as {wire:?}")).unwrap_or_default()
}

fn docs(attributes: &[Attribute], indent: &str) -> String {
    let lines = attributes.iter().filter_map(doc_text);
    lines.fold(String::new(), |text, line| text + format!("{indent}///{line}").trim_end() + "\n")
}

/// The argument of a generic type with this name.
fn inner<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    }
}

/// The source text of a type.
fn type_text(ty: &Type) -> String {
    quote!(#ty).to_string().replace(' ', "").replace(',', ", ").replace("crate::types::", "")
}

/// The serde attributes of a field.
#[derive(Default)]
struct SerdeAttributes {
    wire: Option<String>,
    is_rest: bool,
    skip: Option<String>,
}

impl SerdeAttributes {
    fn of(field: &Field) -> Result<Self> {
        let mut found = Self::default();
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let list = Punctuated::<Meta, syn::Token![,]>::parse_terminated;
            for meta in attribute.parse_args_with(list).context("an attribute of serde isn't a list")? {
                let value = match &meta {
                    Meta::NameValue(pair) => match &pair.value {
                        syn::Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
                        _ => None,
                    },
                    _ => None,
                };
                match meta.path().get_ident().map(ToString::to_string).as_deref() {
                    Some("rename") => found.wire = value,
                    Some("flatten") => found.is_rest = true,
                    Some("skip_serializing_if") => found.skip = value,
                    Some("default") => {}
                    _ => bail!("serde is told {}, which codegen doesn't know", quote!(#meta)),
                }
            }
        }
        Ok(found)
    }
}

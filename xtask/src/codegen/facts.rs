//! Generates the facts table: families, operations, forms, prices, limits and refusals, as Rust data.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::codegen::forms::{FieldLists, body, lists};
use crate::codegen::links::{TaskLink, next, starts};
use crate::codegen::output::option;
use crate::codegen::{answers, output, prose, webhooks};
use crate::document::extensions;
use crate::document::model::{self, Location, Model, Operation, Success};
use crate::document::{LocatedError, operations, request_schema, resolve};

/// Generates the table.
pub fn generate(model: &Model<'_>) -> Result<String> {
    let root = model.root;
    let mut names = Vec::new();
    let mut items = TokenStream::new();
    let mut field_lists = FieldLists::new();
    for operation in &model.operations {
        let name = format_ident!("{}", operation.id.to_ascii_uppercase());
        let fact = fact(root, operation, &mut field_lists)
            .with_context(|| LocatedError::new(&operation.place, operation.id))?;
        let summary = prose::escaped(operation.value["summary"].as_str().unwrap_or_default()).replace('\n', " ");
        let doc = format!(" `{} {}`: {summary}.", operation.method.to_ascii_uppercase(), operation.path);
        items.extend(quote! {
            #[doc = #doc]
            pub static #name: Operation = #fact;
        });
        names.push(name);
    }
    let refusals = refusals(root)?;
    let server = root.pointer("/servers/0/url").and_then(Value::as_str).context("the document names no server")?;
    let families = root["tags"].as_array().into_iter().flatten().map(|tag| {
        let [name, description] = ["name", "description"].map(|key| tag[key].as_str().unwrap_or_default());
        quote!(Family { name: #name, description: #description })
    });
    let callbacks = webhooks::facts(root)?;
    let fields = field_lists.iter().map(|(name, list)| {
        let name = format_ident!("{name}");
        quote!(pub(super) const #name: &[Field] = #list;)
    });
    let fields = quote!(#(#fields)*);
    let [words, replaced, since] = lists(root, &format!("{items} {fields}"))?;
    let table = output::rust(quote! {
        #![doc = " The table."]
        use crate::table::*;

        /// The address of the service.
        pub const SERVER: &str = #server;

        /// Every family, in the order of the document.
        pub static FAMILIES: &[Family] = &[#(#families),*];

        /// Every operation, in the order of the document.
        pub static OPERATIONS: &[&Operation] = &[#(&#names),*];

        /// Every refusal that the document has an example of, each text once a status.
        pub static REFUSALS: &[Refusal] = &[#(#refusals),*];
        #callbacks

        #items

        /// The fields of each body, once.
        mod fields {
            #[allow(unused_imports, reason = "not every document has lists of words")]
            use super::{replaced, since, words};
            use crate::table::*;
            #fields
        }

        /// The words of each list, once.
        mod words { #words }

        /// The words of each list that others are to be used instead of, each with that.
        mod replaced { #replaced }

        /// The words of each list that older editions don't have, each with the month of its first source.
        mod since {
            #[allow(unused_imports, reason = "not every document has editions")]
            use crate::table::Edition;
            #since
        }
    })?;
    Ok(output::rows(&output::rows(&table, "Field {"), "KnownPrice {"))
}

/// The refusals: every example of an error that has a text.
fn refusals(root: &Value) -> Result<Vec<TokenStream>> {
    let mut known: BTreeMap<(u16, &str), BTreeSet<&str>> = BTreeMap::new();
    for (_, _, operation) in operations(root) {
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            let Some(status) = status.parse().ok().filter(|status| *status >= 400) else { continue };
            let examples = resolve(root, response).pointer("/content/application~1json/examples");
            for (name, example) in examples.and_then(Value::as_object).into_iter().flatten() {
                let value = &resolve(root, example)["value"];
                if let Some(text) = ["error", "message"].iter().find_map(|key| value[key].as_str()) {
                    known.entry((status, text)).or_default().insert(name);
                }
            }
        }
    }
    // The shapes of one text have names of their own, which say nothing of what happened.
    let named = known.into_iter().filter(|(_, names)| names.len() == 1);
    let refusals = named.flat_map(|((status, text), names)| names.into_iter().map(move |name| (status, name, text)));
    Ok(refusals.map(|(status, name, text)| quote!(Refusal { status: #status, name: #name, text: #text })).collect())
}

fn fact(root: &Value, model: &Operation<'_>, lists: &mut FieldLists) -> Result<TokenStream> {
    let Operation { id, family, path, value: operation, .. } = model;
    let summary = operation["summary"].as_str().unwrap_or_default();
    let method = model.method.to_ascii_uppercase();
    let answer = match &model.success {
        Success::Json => quote!(AnswerBody::Json),
        Success::Nothing => quote!(AnswerBody::Nothing),
        Success::Bytes(media) => quote!(AnswerBody::Bytes(#media)),
    };
    let (tag, forms) = match request_schema(root, operation) {
        Some(schema) => body(root, resolve(root, schema), operation, lists)?,
        None => (quote!(None), Vec::new()),
    };
    let starts = match starts(root, operation)? {
        Some(TaskLink { report, pointer, .. }) => {
            let report = report["operationId"].as_str().context("what it links to has no operationId")?;
            quote!(Some(Starts { operation: #report, task_id: #pointer }))
        }
        None => quote!(None),
    };
    let next = next(root, operation)?;
    let report = extensions::read::<extensions::Task>(operation, "x-task")?.map_or(quote!(None), |task| {
        let extensions::Task {
            clips,
            state,
            state_of,
            members,
            single,
            at_least,
            waiting,
            succeeded,
            failed,
            notice,
            pace,
            pace_source: extensions::Source(pace_source),
            takes,
            clip,
        } = task;
        let state_of = match state_of {
            extensions::StateOf::Clip => quote!(StateOf::Clip),
            extensions::StateOf::Task => quote!(StateOf::Task),
        };
        let notice = notice.map_or(quote!(None), |extensions::StatusMessage { word, waiting, failed }| {
            quote!(Some(StatusMessage { word: #word, waiting: &[#(#waiting),*], failed: &[#(#failed),*] }))
        });
        let extensions::Pace { from, to } = pace;
        let single = option(single);
        let takes = option(takes.map(|extensions::Pace { from, to }| quote!((#from, #to))));
        let extensions::ClipFields { id, audio, title, duration, model, lyrics, image } = clip;
        let [title, duration, model, lyrics, image] = [title, duration, model, lyrics, image].map(option);
        quote!(Some(Report {
            clips: #clips, state: #state, state_of: #state_of, members: &[#(#members),*], single: #single, at_least: #at_least,
            waiting: &[#(#waiting),*], succeeded: &[#(#succeeded),*], failed: &[#(#failed),*],
            notice: #notice, pace: (#from, #to), pace_source: #pace_source, takes: #takes,
            clip: ClipFields {
                id: #id, audio: &[#(#audio),*], title: #title, duration: #duration, model: #model, lyrics: #lyrics, image: #image,
            },
        }))
    });
    let deprecated = operation["deprecated"] == true;
    let replacement =
        extensions::read::<extensions::Status>(operation, "x-status")?.and_then(|status| status.replacement);
    let replacement = option(replacement);
    let parameters = model.parameters.iter().map(parameter);
    Ok(quote!(Operation {
        id: #id, family: #family, method: #method, path: #path, summary: #summary,
        deprecated: #deprecated, replacement: #replacement, parameters: &[#(#parameters),*],
        forms: &[#(#forms),*], tag: #tag, answer: #answer, starts: #starts, next: #next, report: #report,
    }))
}

fn parameter(parameter: &model::Parameter<'_>) -> TokenStream {
    let model::Parameter { name, required, value, .. } = parameter;
    let description = value["description"].as_str().unwrap_or_default();
    let location = match parameter.place {
        Location::Path => quote!(ParameterLocation::Path),
        Location::Query => quote!(ParameterLocation::Query),
        Location::Header => quote!(ParameterLocation::Header),
    };
    let kind = kind_of_parameter(&parameter.kind);
    let written = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let example = value.get("example").map(|example| match example.as_array() {
        Some(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        None => written(example),
    });
    let example = option(example);
    quote!(Parameter {
        name: #name, description: #description, location: #location, required: #required, kind: #kind, example: #example,
    })
}

fn kind_of_parameter(kind: &model::Kind<'_>) -> TokenStream {
    match kind {
        model::Kind::Text => quote!(Kind::Text),
        model::Kind::Integer => quote!(Kind::Integer),
        model::Kind::Number => quote!(Kind::Number),
        model::Kind::Flag => quote!(Kind::Flag),
        model::Kind::Words(name) => {
            let name = answers::static_name(name);
            quote!(Kind::Choice(words::#name))
        }
        model::Kind::List { of, .. } => {
            let of = kind_of_parameter(of);
            quote!(Kind::List(&#of))
        }
    }
}

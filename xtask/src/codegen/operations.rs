//! The methods that users call, grouped by family: what the document says of an operation, in front of its raw call.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use crate::codegen::facts::{self, Start};
use crate::codegen::output;
use crate::document::{Document, answer_schemas, callbacks, component, operations, request_schema, resolve};

/// The text of `operations.rs`.
pub fn generate(document: &Document) -> Result<String> {
    let root = &document.value;
    let mut families = TokenStream::new();
    let mut handles = TokenStream::new();
    let mut arms = TokenStream::new();
    let mut answers = TokenStream::new();
    for tag in root["tags"].as_array().into_iter().flatten() {
        let family = tag["name"].as_str().context("a tag has no name")?;
        let doc = format!(" {}", tag["description"].as_str().unwrap_or_default());
        let (handle, name) = (format_ident!("{family}"), format_ident!("{}", capitalized(family)));
        let mut methods = TokenStream::new();
        for (path, method, operation) in operations(root).filter(|(_, _, operation)| operation["tags"][0] == *family) {
            let call = Call::new(root, family, path, method, operation)?;
            methods.extend(call.method(root)?);
            arms.extend(call.arm(root)?);
            answers.extend(call.understanding(root)?);
        }
        handles.extend(quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #handle(&self) -> #name<'_> { #name { client: self } }
        });
        families.extend(quote! {
            #[doc = #doc]
            #[derive(Debug, Clone, Copy)]
            pub struct #name<'c> { client: &'c Client }
            impl #name<'_> { #methods }
        });
    }
    let bodies = bodies(root);
    let types = bodies.iter().map(|name| format_ident!("{name}"));
    output::rust(quote! {
        #![doc = " The operations, grouped by family."]
        use musicapi_facts::Operation;
        use serde_json::Value;
        #[allow(unused_imports, reason = "not every document has optional parameters")]
        use crate::call::dynamic::{optional, required, typed};
        use crate::call::response::{Answer, Paid};
        use crate::client::Client;
        use crate::error::Error;
        use crate::task::status::look_at;
        use crate::task::Task;
        use crate::types;

        impl Client {
            #handles

            /// Calls any operation, by text and JSON. The body is checked, and goes through its type.
            pub(crate) async fn dispatch(&self, operation: &'static Operation, parameters: &[(&str, &str)], body: Option<Value>) -> Result<Answer, Error> {
                match operation.id {
                    #arms
                    _ => Err(Error::config("the client was made without this operation").of(operation)),
                }
            }
        }

        #families

        /// Whether a body is understood as the answer of an operation, after it was mended where need be.
        ///
        /// # Errors
        /// As the operation.
        #[doc(hidden)]
        pub fn understand(operation: &'static Operation, body: Value) -> Result<(), Error> {
            let answer = Answer::of(operation, body);
            match operation.id {
                #answers
                _ => Err(Error::config("the client was made without this operation").of(operation)),
            }
        }

        /// A value through the type of a component of requests, answers or callbacks, and back; none if there is no such component.
        #[doc(hidden)]
        #[must_use]
        pub fn round_trip(component: &str, value: Value) -> Option<serde_json::Result<Value>> {
            match component {
                #(#bodies => Some(serde_json::from_value::<types::#types>(value).and_then(serde_json::to_value)),)*
                _ => None,
            }
        }
    })
}

/// An operation, as the facade needs it.
struct Call<'a> {
    id: &'a str,
    operation: &'a Value,
    method: String,
    is_free: bool,
    fact: proc_macro2::Ident,
    raw: proc_macro2::Ident,
    parameters: Vec<Parameter<'a>>,
    docs: Vec<String>,
}

/// A parameter of the path or the query; all are text.
struct Parameter<'a> {
    name: &'a str,
    required: bool,
}

impl<'a> Call<'a> {
    fn new(root: &'a Value, family: &str, path: &str, method: &str, operation: &'a Value) -> Result<Self> {
        let id = operation["operationId"].as_str().context("an operation has no operationId")?;
        let text = |key: &str| operation[key].as_str().unwrap_or_default();
        let mut docs =
            vec![format!("{}.", text("summary")), String::new(), text("description").to_owned(), String::new()];
        docs.push(format!("Sends `{} {path}`.", method.to_ascii_uppercase()));
        docs.extend(facts::prices_in_words(root, operation)?);
        if operation["deprecated"] == true {
            let instead = operation["x-status"]["replacement"]
                .as_str()
                .map(|it| format!("; use {it} instead"))
                .unwrap_or_default();
            docs.extend([String::new(), format!("Deprecated{instead}.")]);
        }
        // Progenitor takes the parameters of the path first, then those of the query by name.
        let (mut in_path, mut in_query) = (Vec::new(), Vec::new());
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let parameter = resolve(root, parameter);
            let name = parameter["name"].as_str().context("a parameter has no name")?;
            match parameter["in"].as_str() {
                _ if resolve(root, &parameter["schema"])["type"] != "string" => {
                    bail!("{id}: the parameter {name} is not text, and only text can be generated yet")
                }
                Some("path") => in_path.push(Parameter { name, required: true }),
                Some("query") => in_query.push(Parameter { name, required: parameter["required"] == true }),
                _ => bail!("{id}: only parameters of path and query can be generated, and {name} is neither"),
            }
        }
        in_query.sort_by_key(|parameter| parameter.name);
        let parameters = in_path.into_iter().chain(in_query).collect();
        Ok(Self {
            id,
            operation,
            method: method_name(family, id),
            is_free: method == "get",
            fact: format_ident!("{}", id.to_ascii_uppercase()),
            raw: format_ident!("{id}"),
            parameters,
            docs,
        })
    }

    /// The method of the family's handle; for an operation that reports on tasks also the one that takes a task up again.
    fn method(&self, root: &Value) -> Result<TokenStream> {
        let (name, fact, raw) = (format_ident!("{}", self.method), &self.fact, &self.raw);
        let docs = self.docs.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
        let names: Vec<_> = self.parameters.iter().map(|parameter| format_ident!("{}", parameter.name)).collect();
        let types = self
            .parameters
            .iter()
            .map(|parameter| if parameter.required { quote!(&str) } else { quote!(Option<&str>) });
        let arguments = quote!(#(, #names: #types)*);
        let (argument, send) = match self.body(root)? {
            Some(body) => (
                quote!(, request: impl Into<types::#body>),
                quote! {
                    let body: types::#body = request.into();
                    let answer = self.client.send(&musicapi_facts::#fact, body, move |raw, body| async move { raw.#raw(#(#names,)* &body).await }).await?;
                },
            ),
            None => (
                TokenStream::new(),
                quote! { let answer = self.client.send(&musicapi_facts::#fact, (), |raw, _| raw.#raw(#(#names),*)).await?; },
            ),
        };
        let (result, finish) = match facts::starts(root, self.operation)? {
            Some(Start { report, single, .. }) => {
                let clip = clip_type(root, report, single)?;
                (quote!(Task<types::#clip>), quote!(self.client.started(answer)))
            }
            None => {
                let answer =
                    answer_type(root, self.operation).with_context(|| format!("{}: what it answers", self.id))?;
                if self.is_free {
                    (quote!(types::#answer), quote!(answer.decode().map_err(|error| self.client.sealed(error))))
                } else {
                    (quote!(Paid<types::#answer>), quote!(answer.paid().map_err(|error| self.client.sealed(error))))
                }
            }
        };
        let mut methods = quote! {
            #(#[doc = #docs])*
            ///
            /// # Errors
            /// See [`ErrorKind`](crate::ErrorKind).
            pub async fn #name(&self #arguments #argument) -> Result<#result, Error> { #send #finish }
        };
        if self.operation.get("x-task").is_some() {
            let clip = clip_type(root, self.operation, false)?;
            let name = format_ident!("{}", self.method.trim_start_matches("get_"));
            methods.extend(quote! {
                /// Takes up a task that was started before, perhaps by another process. Nothing is sent yet.
                #[must_use]
                pub fn #name(&self, task_id: impl Into<String>) -> Task<types::#clip> {
                    Task::new(self.client.clone(), crate::task::TaskRef::of(&musicapi_facts::#fact, task_id.into()))
                }
            });
        }
        Ok(methods)
    }

    /// The arm that calls this operation by text and JSON.
    fn arm(&self, root: &Value) -> Result<TokenStream> {
        let (id, raw) = (Literal::string(self.id), &self.raw);
        let names: Vec<_> = self.parameters.iter().map(|parameter| format_ident!("{}", parameter.name)).collect();
        let read = self.parameters.iter().zip(&names).map(|(Parameter { name, required }, variable)| {
            let read = if *required {
                quote!(required(operation, parameters, #name)?)
            } else {
                quote!(optional(parameters, #name))
            };
            quote!(let #variable = #read;)
        });
        Ok(match self.body(root)? {
            Some(body) => quote!(#id => {
                #(#read)*
                let body: types::#body = typed(operation, body)?;
                self.send(operation, body, move |raw, body| async move { raw.#raw(#(#names,)* &body).await }).await
            }),
            None => quote!(#id => {
                #(#read)*
                self.send(operation, (), |raw, _| raw.#raw(#(#names),*)).await
            }),
        })
    }

    /// The arm that reads a body as this operation's answer: as the type that its method gives.
    fn understanding(&self, root: &Value) -> Result<TokenStream> {
        let id = self.id;
        if facts::starts(root, self.operation)?.is_some() {
            return Ok(quote!(#id => answer.find_task().map(drop),));
        }
        if self.operation.get("x-task").is_some() {
            let clip = clip_type(root, self.operation, false)?;
            return Ok(quote!(#id => look_at::<types::#clip>(&answer, None).map(drop),));
        }
        let answer = answer_type(root, self.operation).with_context(|| format!("{id}: what it answers"))?;
        Ok(quote!(#id => answer.decode::<types::#answer>().map(drop),))
    }

    /// The type of the request body.
    fn body(&self, root: &Value) -> Result<Option<proc_macro2::Ident>> {
        let schema = request_schema(root, self.operation);
        let name =
            schema.map(|schema| component(schema).context("a request body must be a named schema")).transpose()?;
        Ok(name.map(|name| format_ident!("{name}")))
    }
}

/// The components that are the body of a request, an answer or a callback.
fn bodies(root: &Value) -> BTreeSet<&str> {
    let of = |operation| {
        request_schema(root, operation).into_iter().chain(answer_schemas(root, operation).map(|(_, schema)| schema))
    };
    let called = operations(root).map(|(_, _, operation)| operation);
    let all = called.chain(callbacks(root).map(|(_, _, operation)| operation));
    all.flat_map(of).filter_map(component).collect()
}

/// The type of what an operation answers with: its only schema, or the union that holds the others.
pub fn answer_type(root: &Value, operation: &Value) -> Result<proc_macro2::Ident> {
    let mut names: Vec<&str> = Vec::new();
    for (_, schema) in answer_schemas(root, operation).filter(|(status, _)| status.starts_with('2')) {
        names.push(component(schema).context("an answer must be a named schema")?);
    }
    let members = |name: &str| -> Vec<&str> {
        let union = root.pointer(&format!("/components/schemas/{name}/oneOf")).and_then(Value::as_array);
        union.into_iter().flatten().filter_map(component).collect()
    };
    let whole = names.iter().find(|name| names.iter().all(|other| *name == other || members(name).contains(other)));
    let whole = whole.with_context(|| format!("of {} none is a `oneOf` that holds the others", names.join(", ")))?;
    Ok(format_ident!("{whole}"))
}

/// The type of the clips of a task, found by the pointer of `x-task` in the schema of the answer: a list of them, or the only one;
/// or else of the single thing that it makes.
pub fn clip_type(root: &Value, operation: &Value, single: bool) -> Result<proc_macro2::Ident> {
    let id = operation["x-task"]["single"].as_str().map(|pointer| pointer.trim_start_matches('/'));
    let pointer = operation["x-task"]["clips"].as_str().context("x-task names no clips")?;
    let candidates = answer_schemas(root, operation).filter(|(status, _)| *status == "200").flat_map(|(_, schema)| {
        let members = resolve(root, schema)["oneOf"].as_array().into_iter().flatten();
        members.chain(std::iter::once(schema))
    });
    for schema in candidates {
        let found = pointer.split('/').skip(1).try_fold(schema, |schema, key| {
            let property = resolve(root, schema)["properties"].get(key)?;
            // A reference that may be null stands in an `allOf` of its own.
            Some(property.pointer("/allOf/0").unwrap_or(property))
        });
        let found =
            found.filter(|found| id.is_some_and(|id| resolve(root, found)["properties"].get(id).is_some()) == single);
        let clip = found.map(|found| resolve(root, found).get("items").unwrap_or(found));
        if let Some(name) = clip.and_then(component) {
            return Ok(format_ident!("{name}"));
        }
    }
    let wanted = if single { "with the field that `single` names" } else { "or a list of one" };
    bail!("x-task: no answer has a named schema, {wanted}, at {pointer:?}")
}

/// How an operation is called, such as `client.sonic().create`.
pub fn method_path(family: &str, id: &str) -> String {
    format!("client.{family}().{}", method_name(family, id))
}

/// The family is said by the handle: `client.sonic().create(…)`, not `create_sonic`.
fn method_name(family: &str, id: &str) -> String {
    id.replace(&format!("_{family}"), "")
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}

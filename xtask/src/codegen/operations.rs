//! Generates the public methods of the client, grouped by family: each documents its operation, checks the arguments, and sends the raw
//! call.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use crate::codegen::links::{self, TaskLink};
use crate::codegen::prices;
use crate::codegen::{names, output, prose};
use crate::document::model::{Kind, Model, Operation, Parameter, Success};
use crate::document::{LocatedError, answer_schemas, callbacks, component, operations, request_schema, resolve};

/// Generates `operations.rs`.
pub fn generate(model: &Model<'_>) -> Result<String> {
    let root = model.root;
    let mut families = TokenStream::new();
    let mut handles = TokenStream::new();
    let mut arms = TokenStream::new();
    let mut answers = TokenStream::new();
    for tag in root["tags"].as_array().into_iter().flatten() {
        let family = tag["name"].as_str().context("a tag has no name")?;
        let doc = prose::escaped(tag["description"].as_str().unwrap_or_default()).replace('\n', " ");
        let doc = format!(" {doc}");
        let (handle, name) = (format_ident!("{family}"), format_ident!("{}", names::capitalized(family)));
        let mut methods = TokenStream::new();
        for operation in model.operations.iter().filter(|operation| operation.family == family) {
            let at = || LocatedError::new(&operation.place, operation.id);
            let call = OperationCode::new(root, operation).with_context(at)?;
            methods.extend(call.method(root).with_context(at)?);
            arms.extend(call.arm());
            answers.extend(call.understanding(root).with_context(at)?);
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
    let all_used = model.operations.iter().any(|it| it.body.is_some())
        && model.operations.iter().any(|it| !it.parameters.is_empty());
    let unused = (!all_used).then(|| quote!(#[allow(unused_variables, reason = "no call takes it")]));
    let bodies = bodies(root);
    let types = bodies.iter().map(|name| format_ident!("{name}"));
    output::rust(quote! {
        #![doc = " The operations, grouped by family."]
        use musicapi_facts::Operation;
        use serde_json::Value;
        #[allow(unused_imports, reason = "not every document has each kind of parameter")]
        use crate::call::dynamic::{optional, required, several, typed};
        use crate::call::pipeline::Checked;
        use crate::call::answer::{Answer, Paid};
        use crate::client::Client;
        use crate::error::Error;
        use crate::task::status::read_status;
        use crate::task::Task;
        use crate::types;

        impl Client {
            #handles

            /// Calls any operation, by text and JSON. The body was checked, and goes through its type.
            #unused
            pub(crate) async fn dispatch(&self, operation: &'static Operation, parameters: &[(&str, &str)], body: Option<Checked>) -> Result<Answer, Error> {
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

/// The generated code of one operation.
struct OperationCode<'a> {
    model: &'a Operation<'a>,
    is_free: bool,
    fact: proc_macro2::Ident,
    raw: proc_macro2::Ident,
    docs: Vec<String>,
}

impl<'a> OperationCode<'a> {
    fn new(root: &Value, model: &'a Operation<'a>) -> Result<Self> {
        let operation = model.value;
        let text = |key: &str| prose::escaped(operation[key].as_str().unwrap_or_default());
        let mut docs = vec![format!("{}.", text("summary")), String::new()];
        docs.extend(text("description").lines().map(str::to_owned));
        docs.extend([String::new(), format!("Sends `{} {}`.", model.method.to_ascii_uppercase(), model.path)]);
        docs.extend(prices::prices_in_words(root, operation)?);
        if operation["deprecated"] == true {
            let instead = operation["x-status"]["replacement"]
                .as_str()
                .map(|it| format!("; use {} instead", prose::escaped(it)))
                .unwrap_or_default();
            docs.extend([String::new(), format!("Deprecated{instead}.")]);
        }
        Ok(Self {
            model,
            is_free: model.method == "get",
            fact: format_ident!("{}", model.id.to_ascii_uppercase()),
            raw: format_ident!("{}", model.id),
            docs,
        })
    }

    /// The method; for an operation that polls tasks, also the one that resumes a task by id.
    fn method(&self, root: &Value) -> Result<TokenStream> {
        let operation = self.model.value;
        let (name, fact, raw) = (format_ident!("{}", self.model.method_name()), &self.fact, &self.raw);
        let docs = self.docs.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
        let names = self.names();
        let types = self.model.parameters.iter().map(argument_type);
        let arguments = quote!(#(, #names: #types)*);
        let written = self.model.parameters.iter().map(written);
        let written = quote!(#(#written)*);
        let (owned, call) = (self.model.parameters.iter().map(owned), self.owning());
        let (argument, send) = match self.model.body.map(|body| format_ident!("{body}")) {
            Some(body) => (
                quote!(, request: impl Into<types::#body>),
                quote! {
                    #written
                    #(#owned)*
                    let body: types::#body = request.into();
                    let answer = self.client.send(&musicapi_facts::#fact, body, move |raw, body| #call).await?;
                },
            ),
            None => (
                TokenStream::new(),
                quote! {
                    #written
                    let answer = self.client.ask(&musicapi_facts::#fact, |raw| raw.#raw(#(#names),*)).await?;
                },
            ),
        };
        let (result, finish) = match links::starts(root, operation)? {
            Some(TaskLink { report, single, .. }) => {
                let clip = clip_type(root, report, single)?;
                (quote!(Task<types::#clip>), quote!(self.client.started(answer)))
            }
            None => {
                let answer = match self.model.success {
                    Success::Json => {
                        let answer = answer_type(root, operation)?;
                        quote!(types::#answer)
                    }
                    Success::Nothing => quote!(()),
                    Success::Bytes(_) => quote!(Vec<u8>),
                };
                match self.model.success {
                    Success::Bytes(_) => (answer, quote!(Ok(answer.bytes))),
                    _ if self.is_free => (answer, quote!(answer.decode().map_err(|error| self.client.sealed(error)))),
                    _ => (quote!(Paid<#answer>), quote!(answer.paid().map_err(|error| self.client.sealed(error)))),
                }
            }
        };
        let dropped = match self.model.body {
            Some(_) => {
                " Dropped before its turn, nothing is sent. From then on it is finished whoever waits, and its outcome is in the journal."
            }
            None => " Dropped, it has done nothing.",
        };
        let mut methods = quote! {
            #(#[doc = #docs])*
            ///
            /// # Errors
            /// See [`ErrorKind`](crate::ErrorKind).
            ///
            /// # Cancel safety
            #[doc = #dropped]
            pub async fn #name(&self #arguments #argument) -> Result<#result, Error> { #send #finish }
        };
        if operation.get("x-task").is_some() {
            let clip = clip_type(root, operation, false)?;
            let name = format_ident!("{}", self.model.handle_name());
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

    /// The names of the parameters.
    fn names(&self) -> Vec<proc_macro2::Ident> {
        self.model.parameters.iter().map(|parameter| format_ident!("{}", parameter.rust)).collect()
    }

    /// The raw call with a body, as a future that owns its data, since a paid call may outlive its caller.
    fn owning(&self) -> TokenStream {
        let (raw, names) = (&self.raw, self.names());
        let lent = self.model.parameters.iter().zip(&names).map(|(parameter, name)| {
            match (&parameter.kind, parameter.required) {
                (_, true) => quote!(&#name),
                (Kind::List { repeated: true, .. }, false) => quote!(#name.as_ref()),
                (_, false) => quote!(#name.as_deref()),
            }
        });
        let call = quote!(async move { raw.#raw(#(#lent,)* body).await });
        if names.is_empty() { call } else { quote!({ #(let #names = #names.clone();)* #call }) }
    }

    /// The match arm of the dynamic call by text and JSON.
    fn arm(&self) -> TokenStream {
        let (id, raw) = (Literal::string(self.model.id), &self.raw);
        let names = self.names();
        let read = self.model.parameters.iter().map(read);
        let (owned, call) = (self.model.parameters.iter().map(owned), self.owning());
        match self.model.body.map(|body| format_ident!("{body}")) {
            Some(body) => quote!(#id => {
                #(#read)*
                #(#owned)*
                let body = typed::<types::#body>(operation, body)?;
                self.send_checked(operation, body, move |raw, body| #call).await
            }),
            None => quote!(#id => {
                #(#read)*
                self.ask(operation, |raw| raw.#raw(#(#names),*)).await
            }),
        }
    }

    /// The match arm that decodes a body as the operation's answer.
    fn understanding(&self, root: &Value) -> Result<TokenStream> {
        let (id, operation) = (self.model.id, self.model.value);
        if self.model.success != Success::Json {
            return Ok(quote!(#id => Ok(()),));
        }
        if links::starts(root, operation)?.is_some() {
            return Ok(quote!(#id => answer.find_task().map(drop),));
        }
        if operation.get("x-task").is_some() {
            let clip = clip_type(root, operation, false)?;
            return Ok(quote!(#id => read_status::<types::#clip>(&answer, None).map(drop),));
        }
        let answer = answer_type(root, operation)?;
        Ok(quote!(#id => answer.decode::<types::#answer>().map(drop),))
    }
}

/// The type of an argument. An empty list means an absent parameter.
fn argument_type(parameter: &Parameter<'_>) -> TokenStream {
    let whole = |kind: &Kind<'_>| match kind {
        Kind::Text => quote!(&str),
        Kind::Integer => quote!(i64),
        Kind::Number => quote!(f64),
        Kind::Flag => quote!(bool),
        Kind::Words(name) => {
            let name = format_ident!("{name}");
            quote!(&types::#name)
        }
        Kind::List { .. } => quote!(&[String]),
    };
    match &parameter.kind {
        Kind::List { of, .. } => match of.as_ref() {
            Kind::Words(name) => {
                let name = format_ident!("{name}");
                quote!(&[types::#name])
            }
            of => {
                let of = whole(of);
                quote!(&[#of])
            }
        },
        kind => {
            let kind = whole(kind);
            if parameter.required { kind } else { quote!(Option<#kind>) }
        }
    }
}

/// Converts an argument to the text that the raw call expects.
fn written(parameter: &Parameter<'_>) -> TokenStream {
    let name = format_ident!("{}", parameter.rust);
    match (&parameter.kind, parameter.required) {
        (Kind::Text, _) => TokenStream::new(),
        (Kind::Words(_), true) => quote!(let #name = #name.as_str();),
        (Kind::Words(_), false) => quote!(let #name = #name.map(|word| word.as_str());),
        (Kind::List { repeated, .. }, required) => {
            let all = quote!(let #name: Vec<String> = #name.iter().map(ToString::to_string).collect(););
            let whole = listed(&name, *repeated, required);
            quote!(#all #whole)
        }
        (_, true) => quote!(let #name = #name.to_string(); let #name = #name.as_str();),
        (_, false) => quote!(let #name = #name.map(|value| value.to_string()); let #name = #name.as_deref();),
    }
}

/// Converts an argument of the raw call to an owned value.
fn owned(parameter: &Parameter<'_>) -> TokenStream {
    let name = format_ident!("{}", parameter.rust);
    match (&parameter.kind, parameter.required) {
        (Kind::List { repeated: true, .. }, true) => quote!(let #name = #name.clone();),
        (Kind::List { repeated: true, .. }, false) => quote!(let #name = #name.cloned();),
        (_, true) => quote!(let #name = #name.to_owned();),
        (_, false) => quote!(let #name = #name.map(str::to_owned);),
    }
}

/// Converts a list of texts to the argument of the raw call.
fn listed(name: &proc_macro2::Ident, repeated: bool, required: bool) -> TokenStream {
    match (repeated, required) {
        (true, true) => quote!(let #name = &#name;),
        (true, false) => quote!(let #name = Some(&#name).filter(|all| !all.is_empty());),
        (false, true) => quote!(let #name = #name.join(","); let #name = #name.as_str();),
        (false, false) => {
            quote!(let #name = #name.join(","); let #name = Some(#name.as_str()).filter(|all| !all.is_empty());)
        }
    }
}

/// Reads a parameter of the dynamic call.
fn read(parameter: &Parameter<'_>) -> TokenStream {
    let (name, wire) = (format_ident!("{}", parameter.rust), parameter.name);
    match (&parameter.kind, parameter.required) {
        (Kind::List { repeated, .. }, required) => {
            let whole = listed(&name, *repeated, required);
            quote!(let #name = several(parameters, #wire); #whole)
        }
        (_, true) => quote!(let #name = required(operation, parameters, #wire)?;),
        (_, false) => quote!(let #name = optional(parameters, #wire);),
    }
}

/// The components that are a request, an answer or a callback.
fn bodies(root: &Value) -> BTreeSet<&str> {
    let of = |operation| {
        request_schema(root, operation).into_iter().chain(answer_schemas(root, operation).map(|(_, schema)| schema))
    };
    let called = operations(root).map(|(_, _, operation)| operation);
    let all = called.chain(callbacks(root).map(|(_, _, operation)| operation));
    all.flat_map(of).filter_map(component).collect()
}

/// The type of an operation's answer: its only schema, or the union of all.
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
    let whole = whole.with_context(|| match names.as_slice() {
        [] => "none of its successes is JSON of a named schema".to_owned(),
        several => format!("of {} none is a `oneOf` that holds the others", several.join(", ")),
    })?;
    Ok(format_ident!("{whole}"))
}

/// The type of a task's clips, found by the pointer of `x-task` in the schema of the answer, which leads to a list or to the only clip; or
/// the type of the single thing that the task makes.
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
            // A nullable reference is wrapped in an `allOf`.
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

/// The path of a method, such as `client.sonic().create`.
pub fn method_path(operation: &Operation<'_>) -> String {
    format!("client.{}().{}", operation.family, operation.method_name())
}

//! Generates the callbacks: their rows in the facts table, and the client's type of their bodies.

use anyhow::{Context, Result, ensure};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::codegen::{output, prose};
use crate::document::model::Model;
use crate::document::{LocatedError, callbacks, component, operations, request_schema, resolve, target};

/// A callback of the document.
struct Callback<'a> {
    name: &'a str,
    /// The component of its body.
    body: &'a str,
    platform: &'a str,
    /// The operations that request it.
    creates: Vec<&'a str>,
}

fn all(root: &Value) -> Result<Vec<Callback<'_>>> {
    let mut all: Vec<Callback<'_>> = Vec::new();
    for (name, at, operation) in callbacks(root) {
        let body = request_schema(root, operation).and_then(component);
        let body = body.with_context(|| LocatedError::new(&at, format!("the callback {name} has no named schema")))?;
        let platform = platforms(root, operation).next();
        let platform = platform
            .with_context(|| LocatedError::new(&at, format!("no example of the callback {name} names its platform")))?;
        let is_taken = all.iter().any(|other| other.platform == platform);
        ensure!(
            !is_taken,
            LocatedError::new(&at, format!("the callback {name}: its platform {platform} is that of another"))
        );
        let variant = variant(body);
        let is_taken = variant == "Other" || all.iter().any(|other| self::variant(other.body) == variant);
        ensure!(
            !is_taken,
            LocatedError::new(
                &at,
                format!(
                    "the callback {name}: {variant} means something else already; give its body {body} another name"
                )
            )
        );
        let place = format!("/components/callbacks/{name}");
        let asks = |operation: &Value| {
            let asked = operation["callbacks"].as_object().into_iter().flatten();
            asked.into_iter().any(|(_, callback)| target(callback) == Some(&place))
        };
        let creates = operations(root).filter(|(_, _, operation)| asks(operation));
        let creates = creates.filter_map(|(_, _, operation)| operation["operationId"].as_str()).collect();
        all.push(Callback { name, body, platform, creates });
    }
    Ok(all)
}

/// The variant of a body.
fn variant(body: &str) -> &str {
    body.strip_suffix("Webhook").filter(|name| !name.is_empty()).unwrap_or(body)
}

/// The platform in each example of a callback.
pub fn platforms<'a>(root: &'a Value, operation: &'a Value) -> impl Iterator<Item = &'a str> {
    let examples = operation.pointer("/requestBody/content/application~1json/examples").and_then(Value::as_object);
    let examples = examples.into_iter().flatten();
    examples.filter_map(move |(_, example)| resolve(root, example)["value"]["platform"].as_str())
}

/// Generates the rows of the facts table.
pub fn facts(root: &Value) -> Result<TokenStream> {
    let rows = all(root)?.into_iter().map(|Callback { name, platform, creates, .. }| {
        quote!(Callback { name: #name, platform: #platform, creates: &[#(#creates),*] })
    });
    Ok(quote! {
        /// Every callback, in the order of the document.
        pub static CALLBACKS: &[Callback] = &[#(#rows),*];
    })
}

/// Generates the client's type of callback bodies.
pub fn generate(model: &Model<'_>) -> Result<String> {
    let (mut variants, mut arms) = (TokenStream::new(), TokenStream::new());
    for Callback { body, platform, .. } in all(model.root)? {
        let name = format_ident!("{}", variant(body));
        let ty = format_ident!("{body}");
        let description =
            prose::escaped(model.root["components"]["schemas"][body]["description"].as_str().unwrap_or_default());
        let doc = format!(" `{platform}`: {}", description.replace('\n', " "));
        variants.extend(quote!(#[doc = #doc] #name(types::#ty),));
        arms.extend(quote!(#platform => types::#ty::deserialize(value).map(Self::#name),));
    }
    let unknown = quote!(Self::Other(format!("the document doesn't know the platform {platform:?}")));
    let (imports, value, read) = if arms.is_empty() {
        (TokenStream::new(), quote!(_), unknown)
    } else {
        let read = quote! {
            let typed = match platform {
                #arms
                _ => return #unknown,
            };
            typed.unwrap_or_else(|error| Self::Other(error.to_string()))
        };
        (
            quote!(
                use crate::types;
            ),
            quote!(value),
            read,
        )
    };
    let deserialize = (!arms.is_empty()).then(|| {
        quote!(
            use serde::Deserialize as _;
        )
    });
    output::rust(quote! {
        #![doc = " The bodies of events, by the platform that they come from."]
        #deserialize
        use serde_json::Value;
        #imports

        /// The body of an event, by its platform.
        ///
        /// Clips stand in it as they came. What their state means is told by [`Event::task_status`](crate::webhook::Event::task_status).
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum Body {
            #variants
            /// Of a platform that the document doesn't know, or not of its platform's form: why it has no type. What it
            /// says is in [`Event::json`](crate::webhook::Event::json).
            Other(String),
        }

        impl Body {
            pub(crate) fn read(platform: &str, #value: &Value) -> Self { #read }
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(platforms: &[&str]) -> Value {
        let callback = |platform: &&str| {
            json!({"{$request.body#/webhook_url}": {"post": {"requestBody": {"content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Word"},
                "examples": {"done": {"value": {"platform": platform}}},
            }}}}}})
        };
        let names = (0..platforms.len()).map(|index| format!("Word{index}"));
        let callbacks: serde_json::Map<_, _> = names.zip(platforms.iter().map(callback)).collect();
        json!({
            "paths": {
                "/songs": {"post": {"operationId": "create_song", "callbacks": {"webhook": {"$ref": "#/components/callbacks/Word0"}}}},
                "/words": {"post": {"operationId": "create_words"}},
            },
            "components": {"callbacks": callbacks},
        })
    }

    #[test]
    fn a_callback_knows_its_platform_and_its_operations() {
        let told = facts(&document(&["suno"])).unwrap().to_string();
        assert!(told.contains(r#"name : "Word0" , platform : "suno" , creates : & ["create_song"]"#), "{told}");
    }

    #[test]
    fn two_callbacks_of_one_platform_are_refused() {
        let error = facts(&document(&["suno", "suno"])).unwrap_err();
        assert!(error.to_string().contains("suno is that of another"), "{error}");
    }
}

//! The facts table: what the document says beyond OpenAPI, as Rust data.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::codegen::webhooks;
use crate::codegen::{answers, output, prose, rewrite};
use crate::document::extensions;
use crate::document::model::{self, Model, Operation, Place, Success};
use crate::document::{At, component, operations, request_schema, resolve};

/// The text of the table.
pub fn generate(model: &Model<'_>) -> Result<String> {
    let root = model.root;
    let mut names = Vec::new();
    let mut items = TokenStream::new();
    let mut field_lists = FieldLists::new();
    for operation in &model.operations {
        let name = format_ident!("{}", operation.id.to_ascii_uppercase());
        let fact = fact(root, operation, &mut field_lists).with_context(|| At::new(&operation.place, operation.id))?;
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
    let (words, replaced) = lists(root, &format!("{items} {fields}"))?;
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
            use super::{replaced, words};
            use crate::table::*;
            #fields
        }

        /// The words of each list, once.
        mod words { #words }

        /// The words of each list that others are to be used instead of, each with that.
        mod replaced { #replaced }
    })?;
    Ok(output::rows(&table, "Field {"))
}

/// The examples of errors that have a text, wherever they stand.
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
        Some(Start { report, pointer, .. }) => {
            let report = report["operationId"].as_str().context("what it links to has no operationId")?;
            quote!(Some(Starts { operation: #report, task_id: #pointer }))
        }
        None => quote!(None),
    };
    let next = next(root, operation)?;
    let report = extension::<extensions::Task>(operation, "x-task")?.map_or(quote!(None), |task| {
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
        let notice = notice.map_or(quote!(None), |extensions::Notice { word, waiting, failed }| {
            quote!(Some(Notice { word: #word, waiting: &[#(#waiting),*], failed: &[#(#failed),*] }))
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
    let replacement = extension::<extensions::Status>(operation, "x-status")?.and_then(|status| status.replacement);
    let replacement = option(replacement);
    let parameters = model.parameters.iter().map(parameter);
    Ok(quote!(Operation {
        id: #id, family: #family, method: #method, path: #path, summary: #summary,
        deprecated: #deprecated, replacement: #replacement, parameters: &[#(#parameters),*],
        forms: &[#(#forms),*], tag: #tag, answer: #answer, starts: #starts, next: #next, report: #report,
    }))
}

/// A value that may be there.
fn option(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or(quote!(None), |value| quote!(Some(#value)))
}

fn parameter(parameter: &model::Parameter<'_>) -> TokenStream {
    let model::Parameter { name, required, value, .. } = parameter;
    let description = value["description"].as_str().unwrap_or_default();
    let location = match parameter.place {
        Place::Path => quote!(ParameterLocation::Path),
        Place::Query => quote!(ParameterLocation::Query),
        Place::Header => quote!(ParameterLocation::Header),
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

/// The shortest of the documented examples of a form, as JSON.
fn example(root: &Value, tag: Option<(&str, &str)>, schema: &Value, operation: &Value) -> Option<String> {
    let examples = operation.pointer("/requestBody/content/application~1json/examples")?.as_object()?;
    let of_form = |body: &&Value| {
        tag.is_none_or(|(tag, name)| body.get(tag).unwrap_or(&schema["properties"][tag]["default"]) == name)
    };
    let bodies = examples.values().map(|example| &resolve(root, example)["value"]).filter(of_form);
    bodies.map(Value::to_string).min_by_key(String::len)
}

/// The tag and the forms of a request body.
fn body(
    root: &Value,
    schema: &Value,
    operation: &Value,
    lists: &mut FieldLists,
) -> Result<(TokenStream, Vec<TokenStream>)> {
    let Some(field) = schema.pointer("/discriminator/propertyName").and_then(Value::as_str) else {
        return Ok((quote!(None), vec![form(root, None, schema, operation, lists)?]));
    };
    let mapping = schema
        .pointer("/discriminator/mapping")
        .and_then(Value::as_object)
        .context("a discriminator needs a mapping")?;
    let mut default = quote!(None);
    let mut forms = Vec::new();
    for (name, path) in mapping {
        let variant = path.as_str().and_then(|path| root.pointer(path.trim_start_matches('#')));
        let variant = variant.with_context(|| format!("{name} leads nowhere"))?;
        if let Some(value) = variant["properties"][field].get("default").and_then(Value::as_str) {
            default = quote!(Some(#value));
        }
        forms.push(form(root, Some((field, name)), variant, operation, lists)?);
    }
    Ok((quote!(Some(Tag { field: #field, default: #default })), forms))
}

/// The fields of each component that is a body or a part of one: several operations may take the same.
type FieldLists = BTreeMap<String, TokenStream>;

fn form(
    root: &Value,
    tag: Option<(&str, &str)>,
    schema: &Value,
    operation: &Value,
    lists: &mut FieldLists,
) -> Result<TokenStream> {
    let name = tag.map_or(quote!(None), |(_, name)| quote!(Some(#name)));
    let description = schema["description"].as_str().unwrap_or_default();
    let price = price(schema, operation)?.map_or(quote!(None), |price| {
        let credits = price.credits;
        let purse = match price.purse {
            extensions::Purse::Credits => quote!(Purse::Credits),
            extensions::Purse::LyricsCredits => quote!(Purse::LyricsCredits),
        };
        quote!(Some(Price { credits: #credits, purse: #purse }))
    });
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut fields = Vec::new();
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        if tag.is_some_and(|(tag, _)| tag == key) {
            continue;
        }
        let list = component(property);
        let property = resolve(root, property).as_object().with_context(|| format!("{key} has no schema"))?;
        let description = property.get("description").and_then(Value::as_str).unwrap_or_default();
        let (kind, required) = (kind(root, list, property, 0), required.contains(&key.as_str()));
        let limits = limits(root, schema, property).with_context(|| format!("field {key}"))?;
        let pairs = replaced(property).with_context(|| format!("field {key}"))?;
        let replaced = match list.map(answers::static_name) {
            Some(name) if property.contains_key("enum") && !pairs.is_empty() => quote!(replaced::#name),
            _ => quote!(&[#(#pairs),*]),
        };
        fields.push(quote!(Field {
            name: #key, description: #description, required: #required, kind: #kind, limits: &[#(#limits),*],
            replaced: #replaced,
        }));
    }
    let component = root["components"]["schemas"].as_object().into_iter().flatten();
    let component = component.into_iter().find(|(_, known)| std::ptr::eq(*known, schema)).map(|(name, _)| name);
    let list = answers::static_name(component.context("the body of a request has no name")?);
    lists.insert(list.to_string(), quote!(&[#(#fields),*]));
    let (rules, example) = (rules(schema), option(example(root, tag, schema, operation)));
    let retired = schema["deprecated"] == true;
    Ok(
        quote!(Form { name: #name, description: #description, retired: #retired, price: #price, fields: fields::#list, rules: &[#(#rules),*], example: #example }),
    )
}

/// The values of a field that others are to be used instead of, in the order of its values.
fn replaced(property: &Map<String, Value>) -> Result<Vec<TokenStream>> {
    let Some(status) = property.get("x-status") else { return Ok(Vec::new()) };
    let extensions::Status { values, .. } = serde_json::from_value(status.clone())?;
    let pairs = values.into_iter().filter_map(|(value, status)| Some((value, status.replacement?)));
    Ok(pairs.map(|(value, instead)| quote!((#value, #instead))).collect())
}

/// The lists of words that the table refers to, by their component: the words, and what is used instead of them.
fn lists(root: &Value, table: &str) -> Result<(TokenStream, TokenStream)> {
    let used: BTreeSet<&str> = table
        .split("words :: ")
        .skip(1)
        .filter_map(|rest| rest.split(|end: char| end != '_' && !end.is_alphanumeric()).next())
        .collect();
    let (mut words, mut replacements) = (TokenStream::new(), TokenStream::new());
    for (name, schema) in rewrite::enums(root) {
        let ident = answers::static_name(&name);
        if !used.contains(ident.to_string().as_str()) {
            continue;
        }
        let known = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        words.extend(quote!(pub(super) const #ident: &[&str] = &[#(#known),*];));
        let pairs = schema.as_object().map(replaced).transpose().with_context(|| name.clone())?.unwrap_or_default();
        if !pairs.is_empty() && table.contains(&format!("replaced :: {ident}")) {
            replacements.extend(quote!(pub(super) const #ident: &[(&str, &str)] = &[#(#pairs),*];));
        }
    }
    Ok((words, replacements))
}

fn kind(root: &Value, list: Option<&str>, property: &Map<String, Value>, depth: usize) -> TokenStream {
    let words: Option<Vec<&str>> =
        property.get("enum").and_then(Value::as_array).map(|words| words.iter().filter_map(Value::as_str).collect());
    match (property.get("type").and_then(Value::as_str), words) {
        (Some("string"), Some(_)) if let Some(name) = list.map(answers::static_name) => {
            quote!(Kind::Choice(words::#name))
        }
        (Some("string"), Some(words)) => quote!(Kind::Choice(&[#(#words),*])),
        (Some("string"), None) => quote!(Kind::Text),
        (Some("number"), _) => quote!(Kind::Number),
        (Some("integer"), _) => quote!(Kind::Integer),
        (Some("boolean"), _) => quote!(Kind::Flag),
        (Some("array"), _) => {
            let items = property.get("items");
            let list = items.and_then(component);
            let items = items.and_then(|items| resolve(root, items).as_object());
            // A list may hold itself.
            let items = items.filter(|_| depth < 4);
            let items = items.map_or(quote!(Kind::Other), |items| kind(root, list, items, depth + 1));
            quote!(Kind::List(&#items))
        }
        _ => quote!(Kind::Other),
    }
}

fn limits(root: &Value, schema: &Value, property: &Map<String, Value>) -> Result<Vec<TokenStream>> {
    let mut limits = Vec::new();
    for (keyword, value) in property {
        if let Some(bound) = bound(keyword, value.as_f64()) {
            limits.push(quote!(Limit { bound: #bound, when: None }));
        }
        if keyword == "pattern" {
            let "^https?://" = value.as_str().unwrap_or_default() else {
                bail!("pattern: {value} isn't known here; only ^https?:// is")
            };
            limits.push(quote!(Limit { bound: Bound::WebAddress, when: None }));
        }
    }
    let narrower = property
        .get("x-limits")
        .map(|value| serde_json::from_value::<extensions::Limits>(value.clone()))
        .transpose()?;
    if let Some(extensions::Limits::Above(extensions::LimitAbove { above })) = &narrower {
        limits.push(quote!(Limit { bound: Bound::Above(#above), when: None }));
    }
    if let Some(extensions::Limits::ByWord(narrower)) = narrower {
        let extensions::LimitsByWord { by, keyword, values, message: _ } = narrower;
        let default = &resolve(root, &schema["properties"][&by])["default"];
        for (value, limit) in values {
            let Some(bound) = bound(&keyword, Some(limit)) else { bail!("x-limits: {keyword} isn't a limit") };
            let or_absent = *default == *value;
            limits.push(quote!(Limit { bound: #bound, when: Some(When { field: #by, values: &[#value], or_absent: #or_absent }) }));
        }
    }
    Ok(limits)
}

fn bound(keyword: &str, value: Option<f64>) -> Option<TokenStream> {
    let value = value?;
    let count = value as u64;
    Some(match keyword {
        "minLength" => quote!(Bound::MinLength(#count)),
        "maxLength" => quote!(Bound::MaxLength(#count)),
        "minimum" => quote!(Bound::Minimum(#value)),
        "maximum" => quote!(Bound::Maximum(#value)),
        "minItems" => quote!(Bound::MinItems(#count)),
        "maxItems" => quote!(Bound::MaxItems(#count)),
        _ => return None,
    })
}

/// A `oneOf` or `anyOf` beside `properties`: each branch ties what must be there to the value of a field, or to nothing.
/// Branches with the same condition are alternatives. A branch that asks for a field of a certain value, beside the condition, is an
/// exception to the others.
fn rules(schema: &Value) -> Vec<TokenStream> {
    type Condition<'a> = (&'a str, &'a Value);
    #[derive(Default)]
    struct Alternatives<'a> {
        when: Option<Condition<'a>>,
        require: Vec<Vec<&'a str>>,
        unless: Option<Condition<'a>>,
    }
    fn required(of: &Value) -> impl Iterator<Item = &str> {
        of["required"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }
    let branches = ["oneOf", "anyOf"].into_iter().flat_map(|keyword| schema[keyword].as_array().into_iter().flatten());
    let branches: Vec<&Value> = branches.filter(|_| schema.get("properties").is_some()).collect();
    let mut rules: Vec<Alternatives<'_>> = Vec::new();
    for branch in &branches {
        let mut conditions = branch["properties"].as_object().into_iter().flatten();
        let mut condition = || conditions.next().map(|(field, condition)| (field.as_str(), &condition["enum"]));
        let (when, exception) = (condition(), condition());
        let known = rules.iter().position(|rule| rule.when == when);
        let at = known.unwrap_or_else(|| {
            rules.push(Alternatives { when, ..Alternatives::default() });
            rules.len() - 1
        });
        match exception {
            Some(_) => rules[at].unless = exception,
            // That the field of the condition is there goes without saying.
            None => {
                let needed = required(branch).filter(|field| when.is_none_or(|(of, _)| of != *field));
                rules[at].require.push(needed.collect());
            }
        }
    }
    // A branch that asks for nothing is always kept.
    rules.retain(|rule| rule.require.iter().all(|require| !require.is_empty()));
    let condition = |(field, values): Condition<'_>, or_absent: bool| {
        let values = values.as_array().into_iter().flatten();
        let values = values.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        quote!(Some(When { field: #field, values: &[#(#values),*], or_absent: #or_absent }))
    };
    let rules = rules.into_iter().map(|rule| {
        let when = rule.when.map_or(quote!(None), |when @ (field, values)| {
            // Without the field every branch that doesn't ask for it holds: it is this one alone.
            let others = branches.iter().filter(|branch| branch["properties"][field]["enum"] != *values);
            let is_needed = |of: &Value| required(of).any(|name| name == field);
            let or_absent = !is_needed(schema) && others.into_iter().all(|branch| is_needed(branch));
            condition(when, or_absent)
        });
        let unless = rule.unless.map_or(quote!(None), |unless| condition(unless, false));
        let exclusive = rule.when.is_none() && schema.get("oneOf").is_some();
        let alternatives = rule.require.iter().map(|require| quote!(&[#(#require),*]));
        quote!(Rule { when: #when, require: &[#(#alternatives),*], unless: #unless, exclusive: #exclusive })
    });
    rules.collect()
}

/// The price of a form, said beside its schema or for the whole operation.
fn price(schema: &Value, operation: &Value) -> Result<Option<extensions::Price>> {
    match extension(schema, "x-price")? {
        Some(price) => Ok(Some(price)),
        None => extension(operation, "x-price"),
    }
}

/// What an operation costs: by task type, or `a call` where there are none.
pub fn prices(root: &Value, operation: &Value) -> Result<Vec<(String, extensions::Price)>> {
    let schema = request_schema(root, operation).map_or(&Value::Null, |schema| resolve(root, schema));
    let Some(variants) = schema.pointer("/discriminator/mapping").and_then(Value::as_object) else {
        return Ok(price(schema, operation)?.map(|price| ("a call".to_owned(), price)).into_iter().collect());
    };
    let mut prices = Vec::new();
    for (name, path) in variants {
        let variant = path.as_str().and_then(|path| root.pointer(path.trim_start_matches('#'))).unwrap_or(&Value::Null);
        prices.extend(price(variant, operation)?.map(|price| (format!("`{name}`"), price)));
    }
    Ok(prices)
}

/// What an operation costs, as lines for the docs.
pub fn prices_in_words(root: &Value, operation: &Value) -> Result<Vec<String>> {
    let prices = prices(root, operation)?;
    if prices.is_empty() {
        return Ok(Vec::new());
    }
    if let [(name, price)] = prices.as_slice()
        && !name.starts_with('`')
    {
        return Ok(vec![String::new(), format!("Costs {} credits.", price.credits)]);
    }
    let mut lines = vec![String::new(), "Costs, in credits:".to_owned()];
    lines.extend(prices.into_iter().map(|(name, price)| format!("- {name}: {}", price.credits)));
    Ok(lines)
}

/// The task that a call starts.
pub struct Start<'a> {
    /// The operation that reports on it.
    pub report: &'a Value,
    /// The pointer to its id.
    pub pointer: String,
    /// Whether it makes a single thing that isn't a clip.
    pub single: bool,
}

/// The task that a call starts: the link `task` of a success, or `single` where it makes no clips.
pub fn starts<'a>(root: &'a Value, operation: &Value) -> Result<Option<Start<'a>>> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    for (_, response) in responses.filter(|(status, _)| status.starts_with('2')) {
        let links = &resolve(root, response)["links"];
        let single = links.get("single");
        if let Some(link) = links.get("task").or(single) {
            let id = link["operationId"].as_str().context("a link names no operationId")?;
            let report = operations(root).find(|(_, _, operation)| operation["operationId"] == id);
            let (_, _, report) = report.with_context(|| format!("a link leads to {id}, which doesn't exist"))?;
            ensure!(report.get("x-task").is_some(), "a link leads to {id}, which has no x-task");
            let parameters = link["parameters"].as_object().into_iter().flatten();
            let pointer = parameters.filter_map(|(_, value)| value.as_str()?.strip_prefix("$response.body#")).next();
            let pointer = pointer.with_context(|| format!("the link to {id} takes no id from the answer"))?.to_owned();
            return Ok(Some(Start { report, pointer, single: single.is_some() }));
        }
    }
    Ok(None)
}

/// The call that goes on with what an operation answers, where it is linked under any other name than those of a task.
fn next(root: &Value, operation: &Value) -> Result<TokenStream> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    let links = responses.flat_map(|(_, response)| resolve(root, response)["links"].as_object().into_iter().flatten());
    let Some((name, link)) = links.into_iter().find(|(name, _)| !["task", "single"].contains(&name.as_str())) else {
        return Ok(quote!(None));
    };
    let id = link["operationId"].as_str().with_context(|| format!("the link {name} names no operationId"))?;
    let (_, _, target) = operations(root)
        .find(|(_, _, operation)| operation["operationId"] == id)
        .with_context(|| format!("a link leads to {id}, which doesn't exist"))?;
    let said = link["parameters"].as_object().into_iter().flatten().next();
    let said = said.and_then(|(parameter, value)| Some((parameter, value.as_str()?.strip_prefix("$response.body#")?)));
    let (parameter, value) = said.with_context(|| format!("the link {name} takes nothing from the answer"))?;
    let parameters = target["parameters"].as_array().into_iter().flatten();
    let is_there = parameters.map(|known| resolve(root, known)).any(|known| known["name"] == *parameter);
    ensure!(is_there, "{id} has no parameter {parameter}, which the link {name} gives it");
    Ok(quote!(Some(Next { operation: #id, parameter: #parameter, value: #value })))
}

fn extension<T: DeserializeOwned>(value: &Value, name: &str) -> Result<Option<T>> {
    let found = value.get(name).map(|found| serde_json::from_value(found.clone()));
    found.transpose().with_context(|| format!("{name} is not of its form"))
}

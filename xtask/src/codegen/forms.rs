//! Generates the facts about a request body: its forms, with fields, prices, limits, and rules between fields.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use crate::codegen::output::option;
use crate::codegen::prices::price;
use crate::codegen::{answers, components};
use crate::document::extensions;
use crate::document::{component, resolve};

/// The shortest documented example of a form, as JSON.
pub(crate) fn example(root: &Value, tag: Option<(&str, &str)>, schema: &Value, operation: &Value) -> Option<String> {
    let examples = operation.pointer("/requestBody/content/application~1json/examples")?.as_object()?;
    let of_form = |body: &&Value| {
        tag.is_none_or(|(tag, name)| body.get(tag).unwrap_or(&schema["properties"][tag]["default"]) == name)
    };
    let bodies = examples.values().map(|example| &resolve(root, example)["value"]).filter(of_form);
    bodies.map(Value::to_string).min_by_key(String::len)
}

/// The tag and the forms of a request body.
pub(super) fn body(
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

/// The fields of each component, since several operations may share a body.
pub(super) type FieldLists = BTreeMap<String, TokenStream>;

fn form(
    root: &Value,
    tag: Option<(&str, &str)>,
    schema: &Value,
    operation: &Value,
    lists: &mut FieldLists,
) -> Result<TokenStream> {
    let name = tag.map_or(quote!(None), |(_, name)| quote!(Some(#name)));
    let description = schema["description"].as_str().unwrap_or_default();
    let (price, prices) = priced(price(schema, operation)?)?;
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
        let pairs = since(property).with_context(|| format!("field {key}"))?;
        let since = match list.map(answers::static_name) {
            Some(name) if property.contains_key("enum") && !pairs.is_empty() => quote!(since::#name),
            _ => quote!(&[#(#pairs),*]),
        };
        fields.push(quote!(Field {
            name: #key, description: #description, required: #required, kind: #kind, limits: &[#(#limits),*],
            replaced: #replaced, since: #since,
        }));
    }
    let component = root["components"]["schemas"].as_object().into_iter().flatten();
    let component = component.into_iter().find(|(_, known)| std::ptr::eq(*known, schema)).map(|(name, _)| name);
    let list = answers::static_name(component.context("the body of a request has no name")?);
    lists.insert(list.to_string(), quote!(&[#(#fields),*]));
    let (rules, example) = (rules(schema), option(example(root, tag, schema, operation)));
    let retired = schema["deprecated"] == true;
    Ok(
        quote!(Form { name: #name, description: #description, retired: #retired, price: #price, prices: &[#(#prices),*], fields: fields::#list, rules: &[#(#rules),*], example: #example }),
    )
}

/// The current price, and all known prices, the newest first.
fn priced(price: Option<extensions::Price>) -> Result<(TokenStream, Vec<TokenStream>)> {
    let Some(extensions::Price { credits, purse, since, source, earlier, notes: _ }) = price else {
        return Ok((quote!(None), Vec::new()));
    };
    let row = |credits: u32, purse: extensions::BalanceKind| {
        let purse = match purse {
            extensions::BalanceKind::Credits => quote!(BalanceKind::Credits),
            extensions::BalanceKind::LyricsCredits => quote!(BalanceKind::LyricsCredits),
        };
        quote!(Price { credits: #credits, purse: #purse })
    };
    let (newest, since) = (row(credits, purse), option(since.as_ref().map(month).transpose()?));
    let extensions::Source(source) = source;
    let mut prices = vec![quote!(KnownPrice { price: #newest, since: #since, until: None, source: #source })];
    for extensions::EarlierPrice { credits, purse, until, source: extensions::Source(source) } in earlier {
        let (price, until) = (row(credits, purse), month(&until)?);
        prices.push(quote!(KnownPrice { price: #price, since: None, until: Some(#until), source: #source }));
    }
    Ok((quote!(Some(#newest)), prices))
}

/// Writes a month as an edition.
fn month(extensions::Month(text): &extensions::Month) -> Result<TokenStream> {
    let parts = text.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
    let (year, month): (u16, u8) = parts.with_context(|| format!("{text} is no month, such as 2025-08"))?;
    Ok(quote!(Edition::new(#year, #month)))
}

/// The values of an enum that older editions don't have, with their first month.
fn since(property: &Map<String, Value>) -> Result<Vec<TokenStream>> {
    let Some(status) = property.get("x-status") else { return Ok(Vec::new()) };
    let extensions::Status { values, .. } = serde_json::from_value(status.clone())?;
    let dated = values.into_iter().filter_map(|(value, status)| Some((value, status.since?)));
    dated.map(|(value, since)| month(&since).map(|since| quote!((#value, #since)))).collect()
}

/// The replaced values of an enum with their replacements, in the order of the enum.
pub(super) fn replaced(property: &Map<String, Value>) -> Result<Vec<TokenStream>> {
    let Some(status) = property.get("x-status") else { return Ok(Vec::new()) };
    let extensions::Status { values, .. } = serde_json::from_value(status.clone())?;
    let pairs = values.into_iter().filter_map(|(value, status)| Some((value, status.replacement?)));
    Ok(pairs.map(|(value, instead)| quote!((#value, #instead))).collect())
}

/// The enums that the table refers to, by component: values, replacements, and first months.
pub(super) fn lists(root: &Value, table: &str) -> Result<[TokenStream; 3]> {
    let used: BTreeSet<&str> = table
        .split("words :: ")
        .skip(1)
        .filter_map(|rest| rest.split(|end: char| end != '_' && !end.is_alphanumeric()).next())
        .collect();
    let [mut words, mut replacements, mut begun] = [TokenStream::new(), TokenStream::new(), TokenStream::new()];
    for (name, schema) in components::enums(root) {
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
        let pairs = schema.as_object().map(since).transpose().with_context(|| name.clone())?.unwrap_or_default();
        if !pairs.is_empty() && table.contains(&format!("since :: {ident}")) {
            begun.extend(quote!(pub(super) const #ident: &[(&str, Edition)] = &[#(#pairs),*];));
        }
    }
    Ok([words, replacements, begun])
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
            // A list may contain itself.
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

/// The rules of a `oneOf` or `anyOf` beside `properties`. Each branch requires fields, under a condition on the value of another field or
/// always. Branches with the same condition are alternatives. A branch that requires a field to have a certain value is an exception to
/// the others.
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
            // The condition implies that its field is present.
            None => {
                let needed = required(branch).filter(|field| when.is_none_or(|(of, _)| of != *field));
                rules[at].require.push(needed.collect());
            }
        }
    }
    // A branch that requires nothing is always fulfilled, so it is no rule.
    rules.retain(|rule| rule.require.iter().all(|require| !require.is_empty()));
    let condition = |(field, values): Condition<'_>, or_absent: bool| {
        let values = values.as_array().into_iter().flatten();
        let values = values.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        quote!(Some(When { field: #field, values: &[#(#values),*], or_absent: #or_absent }))
    };
    let rules = rules.into_iter().map(|rule| {
        let when = rule.when.map_or(quote!(None), |when @ (field, values)| {
            // If the field is absent, this branch is the only one that holds.
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

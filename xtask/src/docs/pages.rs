//! Generates the pages in docs/ with tables from the document: operations, errors, models and sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::codegen::operations;
use crate::codegen::prices;
use crate::document::extensions::{BalanceKind, Edition, Limits, LimitsByWord, Price, Source, Status, VERDICTS};
use crate::document::model::Model;
use crate::document::{Document, escape, operations, resolve, target};

/// Generates every page.
pub fn pages(document: &Document) -> Result<Vec<(&'static str, String)>> {
    let root = &document.value;
    let model = Model::of(root)?;
    Ok(vec![
        ("docs/operations.md", operations_page(&model)?),
        ("docs/errors.md", errors_page(root)),
        ("docs/models.md", models_page(root)?),
        ("docs/sources.md", sources_page(root)?),
    ])
}

/// A page with its title and a note not to edit it.
fn page(title: &str, text: &str, body: &str) -> String {
    format!(
        "# {title}\n\n<!-- Made by `cargo xtask docs` from openapi/musicapi.yaml. Edits are lost. -->\n\n{text}\n{body}"
    )
}

fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let mut table = format!("\n| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        let cells = row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | ");
        // Writing to a string can't fail.
        let _ = writeln!(table, "| {cells} |");
    }
    table
}

fn operations_page(model: &Model<'_>) -> Result<String> {
    let root = model.root;
    let mut body = String::new();
    for tag in root["tags"].as_array().into_iter().flatten() {
        let family = text(&tag["name"]);
        let mut rows = Vec::new();
        for model in model.operations.iter().filter(|model| model.family == family) {
            let operation = model.value;
            rows.push(vec![
                format!("`{} {}`", model.method.to_uppercase(), model.path),
                format!("{}.", text(&operation["summary"])),
                status(operation)?,
                prices(root, operation)?,
                format!("`{}`", operations::method_path(model)),
            ]);
        }
        let head = ["operation", "what it does", "edition", "credits", "Rust method"];
        body += &format!("\n## {family}\n\n{}\n{}", text(&tag["description"]), table(&head, &rows));
    }
    let intro = "Every operation that the document describes. *Reference* is the edition of August 2025, *later* is anything since. \
                 The price is the newest that the vendor documents; `?` means that none is known, `–` that it costs nothing.";
    Ok(page("Operations", intro, &body))
}

/// The edition of an operation, and whether it is deprecated or replaced.
fn status(value: &Value) -> Result<String> {
    let Some(status) = value.get("x-status") else { return Ok(String::new()) };
    let status: Status = serde_json::from_value(status.clone()).context("x-status is not of its form")?;
    let mut words = edition(status.edition).to_owned();
    if value["deprecated"] == true {
        words += ", deprecated";
    }
    if let Some(replacement) = status.replacement {
        words += &format!("; use {replacement}");
    }
    Ok(words)
}

fn edition(edition: Edition) -> &'static str {
    match edition {
        Edition::Reference => "reference",
        Edition::Later => "later",
    }
}

/// The most common price, and the task types with another one.
fn prices(root: &Value, operation: &Value) -> Result<String> {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, price) in prices::prices(root, operation)? {
        let lyrics = if price.purse == BalanceKind::LyricsCredits { " lyrics credits" } else { "" };
        names.entry(format!("{}{lyrics}", price.credits)).or_default().push(name);
    }
    let Some(usual) = names.iter().max_by_key(|(_, names)| names.len()).map(|(price, _)| price.clone()) else {
        let reads = operation.get("requestBody").is_none();
        return Ok(if reads { "–" } else { "?" }.to_owned());
    };
    names.remove(&usual);
    let others = names.iter().map(|(price, names)| format!("; {price} for {}", names.join(", ")));
    Ok(usual.clone() + &others.collect::<String>())
}

/// The page of errors: each body with its status and places, then the errors of each operation. A shared answer is named once, so that
/// another operation adds one line.
fn errors_page(root: &Value) -> String {
    // The places, by status and body.
    let mut errors: BTreeMap<(String, String), (String, BTreeSet<String>)> = BTreeMap::new();
    let mut rows = Vec::new();
    for (_, _, operation) in operations(root) {
        let id = format!("`{}`", text(&operation["operationId"]));
        let mut answers = Vec::new();
        for (status, response) in
            operation["responses"].as_object().into_iter().flatten().filter(|(status, _)| !status.starts_with('2'))
        {
            let shared = target(response).and_then(|target| target.rsplit('/').next());
            let place = shared.map_or_else(|| id.clone(), str::to_owned);
            answers.push(shared.map_or_else(|| status.clone(), |name| format!("{status} {name}")));
            let content = resolve(root, response)["content"].as_object();
            for example in
                content.into_iter().flatten().flat_map(|(_, media)| media["examples"].as_object().into_iter().flatten())
            {
                let example = resolve(root, example.1);
                let body = example["value"].as_str().map_or_else(|| example["value"].to_string(), str::to_owned);
                let (_, places) = errors
                    .entry((status.clone(), body))
                    .or_insert_with(|| (text(&example["summary"]).to_owned(), BTreeSet::new()));
                places.insert(place.clone());
            }
        }
        rows.push(vec![id, answers.join(", ")]);
    }
    let bodies = errors.into_iter().map(|((status, body), (summary, places))| {
        vec![status, format!("`{body}`"), summary, places.into_iter().collect::<Vec<_>>().join(", ")]
    });
    let body = format!(
        "{}\n## By operation\n{}",
        table(&["status", "body", "when", "where"], &bodies.collect::<Vec<_>>()),
        table(&["operation", "refusals"], &rows)
    );
    let intro = "Every answer that isn't a success, as the document's examples have it. The texts are the service's; the shape around \
                 them is mostly inferred. What several operations share has a name, by which the second table refers to it.";
    page("Errors", intro, &body)
}

fn models_page(root: &Value) -> Result<String> {
    let mut body = String::new();
    let schemas = || root["components"]["schemas"].as_object().into_iter().flatten();
    for (name, schema) in schemas().filter(|(name, schema)| name.ends_with("Model") && schema.get("enum").is_some()) {
        let status: Option<Status> =
            schema.get("x-status").map(|status| serde_json::from_value(status.clone())).transpose()?;
        // The fields whose limit depends on this enum: those beside a field of its type.
        let mut limited: BTreeMap<&str, (LimitsByWord, Option<u64>)> = BTreeMap::new();
        for (_, body) in schemas() {
            let properties = || body["properties"].as_object().into_iter().flatten();
            for (field, property) in properties() {
                let property = resolve(root, property);
                let Some(limits) = property.get("x-limits") else { continue };
                let limits = serde_json::from_value(limits.clone()).context("x-limits is not of its form")?;
                let Limits::ByWord(limits) = limits else { continue };
                if properties().any(|(by, model)| *by == limits.by && std::ptr::eq(resolve(root, model), schema)) {
                    let widest = property[&limits.keyword].as_u64();
                    limited.insert(field, (limits, widest));
                }
            }
        }
        let head: Vec<&str> = ["model", "edition"].into_iter().chain(limited.keys().copied()).collect();
        let rows = schema["enum"].as_array().into_iter().flatten().map(|value| {
            let value = text(value);
            let of_value = status.as_ref().and_then(|status| status.values.get(value).or(Some(status)));
            let limits = limited.values().map(|(limits, widest)| match limits.values.get(value) {
                Some(limit) => limit.to_string(),
                None => widest.map_or_else(String::new, |widest| widest.to_string()),
            });
            let mut edition = of_value.map_or("", |status| edition(status.edition)).to_owned();
            if let Some(replacement) = of_value.and_then(|status| status.replacement.as_ref()) {
                edition += &format!("; use {replacement}");
            }
            [format!("`{value}`"), edition].into_iter().chain(limits).collect()
        });
        body += &format!(
            "\n## {name}\n\n{}\n{}",
            text(&schema["description"]),
            table(&head, &rows.collect::<Vec<Vec<String>>>())
        );
    }
    Ok(page(
        "Models",
        "The models of each family. Columns with the name of a field hold its greatest length for the model.",
        &body,
    ))
}

fn sources_page(root: &Value) -> Result<String> {
    let mut sources = Vec::new();
    collect(root, "", &mut sources)?;
    let kind = |source: &Source| source.parts().0.to_owned();
    let kinds = ["documented", "client", "observed", "inferred"];
    // No totals: unrelated branches would conflict in them.
    let row = |name: &str, below: &str| -> Option<Vec<String>> {
        let is_below = |place: &str| place.strip_prefix(below).is_some_and(|rest| rest.starts_with('/'));
        let here: Vec<&Source> =
            sources.iter().filter(|(place, _)| is_below(place)).map(|(_, source)| source).collect();
        let counts = kinds.map(|wanted| here.iter().filter(|source| kind(source) == wanted).count().to_string());
        (!here.is_empty()).then(|| [format!("`{name}`")].into_iter().chain(counts).collect())
    };
    let by_operation = operations(root).filter_map(|(path, method, operation)| {
        row(text(&operation["operationId"]), &format!("/paths/{}/{method}", escape(path)))
    });
    let components = root["components"].as_object().into_iter().flatten();
    let by_component = components.flat_map(|(kind, named)| {
        named
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(name, _)| row(name, &format!("/components/{}/{}", escape(kind), escape(name))))
    });
    let (by_operation, by_component) = (by_operation.collect::<Vec<_>>(), by_component.collect::<Vec<_>>());
    let inferred = sources.iter().filter(|(_, source)| kind(source) == "inferred");
    let inferred: Vec<_> = inferred.map(|(place, source)| (place, source.parts())).collect();
    // Newer facts have no verdict yet.
    let verdict = |found: Option<&str>| found.unwrap_or("not looked for").to_owned();
    let names = VERDICTS.into_iter().map(Some).chain([None]).map(verdict);
    let counts = names.map(|name| {
        let of = inferred.iter().filter(|(_, (_, found, _))| verdict(*found) == name);
        vec![name.clone(), of.count().to_string()]
    });
    let counts: Vec<Vec<String>> = counts.collect();
    let inferred = inferred.iter().map(|(place, (_, found, text))| {
        let place = place.trim_end_matches("/x-source").replace("~1", "/");
        vec![format!("`{place}`"), verdict(*found), (*text).to_owned()]
    });
    let head = ["where", "documented", "client", "observed", "inferred"];
    let body = format!(
        "\n## By operation\n{}\n## By component\n{}\n## What is inferred\n\nNobody has confirmed these; treat them as guesses. Each was looked for in November 2026, in pages, programs and the vendor's \
         client: what was found *supports* it, holds *in part*, *weakens* it, or is *nothing*. What was confirmed has its source instead.\n{}{}",
        table(&head, &by_operation),
        table(&head, &by_component),
        table(&["what was found", "facts"], &counts),
        table(&["place", "what was found", "what, and why"], &inferred.collect::<Vec<_>>()),
    );
    let intro = "Where the facts of the document come from: the vendor's pages (*documented*), the vendor's own Python client (*client*), \
                 programs that use the service (*observed*), or a conclusion (*inferred*).";
    Ok(page("Sources", intro, &body))
}

/// Collects every source below a value, with its place.
fn collect(value: &Value, pointer: &str, found: &mut Vec<(String, Source)>) -> Result<()> {
    match value {
        Value::Object(map) => {
            for (key, below) in map {
                let place = format!("{pointer}/{}", escape(key));
                match key.as_str() {
                    "x-source" => {
                        let sources: Vec<Source> =
                            serde_json::from_value(below.clone()).context("x-source is not of its form")?;
                        found.extend(sources.into_iter().map(|source| (place.clone(), source)));
                    }
                    "x-price" => {
                        let price: Price =
                            serde_json::from_value(below.clone()).context("x-price is not of its form")?;
                        found.extend(
                            [price.source]
                                .into_iter()
                                .chain(price.notes)
                                .chain(price.earlier.into_iter().map(|it| it.source))
                                .map(|source| (place.clone(), source)),
                        );
                    }
                    "example" | "examples" => {}
                    _ => collect(below, &place, found)?,
                }
            }
        }
        Value::Array(items) => {
            for (index, below) in items.iter().enumerate() {
                collect(below, &format!("{pointer}/{index}"), found)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_escaped() {
        assert_eq!(table(&["a"], &[vec!["x | y\nz".to_owned()]]), "\n| a |\n|---|\n| x \\| y z |\n");
    }
}

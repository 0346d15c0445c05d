//! Loads the OpenAPI document: its value, and the line of each place, for error messages.
//!
//! [`model`] reads operations and parameters from it once, for generators and lint; [`extensions`] defines the `x-` keywords. The functions
//! here resolve references and iterate over operations, callbacks and schemas.

pub(crate) mod extensions;
pub(crate) mod model;

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde_json::{Map, Value};

/// The parsed document.
pub struct Document {
    /// The whole document, in the order of the file.
    pub value: Value,
    lines: HashMap<String, usize>,
}

impl Document {
    /// Loads a file.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} is not a document", path.display()))
    }

    /// Loads a file written by others, in which a key may be a number.
    pub fn load_of_others(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
        parsed(&text, true).with_context(|| format!("{} is not a document", path.display()))
    }

    /// Parses a text.
    pub fn parse(text: &str) -> Result<Self> {
        parsed(text, false)
    }

    /// Wraps a value without a file.
    #[cfg(test)]
    pub fn of(value: Value) -> Self {
        Self { value, lines: HashMap::new() }
    }

    /// The line of the value at a JSON pointer, or of its nearest parent.
    pub fn line(&self, pointer: &str) -> usize {
        let mut pointer = pointer;
        loop {
            if let Some(line) = self.lines.get(pointer) {
                return *line;
            }
            match pointer.rfind('/') {
                Some(cut) => pointer = &pointer[..cut],
                None => return 1,
            }
        }
    }
}

/// Parses a document; with `numbers`, a key may be a number.
fn parsed(text: &str, numbers: bool) -> Result<Document> {
    let nodes =
        MarkedYaml::load_from_str(text).map_err(|error| unreadable(text, error.marker().line(), error.info()))?;
    let [node] = nodes.as_slice() else { bail!("it holds {} YAML documents; there must be one", nodes.len()) };
    let mut lines = HashMap::new();
    let value = convert(node, "", &mut lines, numbers)?;
    if !value.is_object() {
        bail!("line 1: an OpenAPI document is a mapping");
    }
    Ok(Document { value, lines })
}

/// The error for invalid YAML, with the last line read; the mistake may be in the line before.
fn unreadable(text: &str, line: usize, why: &str) -> anyhow::Error {
    let read = text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
    anyhow::anyhow!("line {line}: {why}; it says `{read}`")
}

/// An error at a place of the document: JSON pointer, and what is wrong.
#[derive(Debug, Clone)]
pub struct LocatedError {
    pub pointer: String,
    pub text: String,
}

impl LocatedError {
    pub fn new(pointer: &str, text: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), text: text.into() }
    }
}

impl std::fmt::Display for LocatedError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}: {}", self.pointer, self.text)
    }
}

impl std::error::Error for LocatedError {}

fn convert(node: &MarkedYaml<'_>, pointer: &str, lines: &mut HashMap<String, usize>, numbers: bool) -> Result<Value> {
    lines.entry(pointer.to_owned()).or_insert(node.span.start.line());
    Ok(match &node.data {
        YamlData::Value(scalar) => match scalar {
            Scalar::Null => Value::Null,
            Scalar::Boolean(flag) => Value::from(*flag),
            Scalar::Integer(number) => Value::from(*number),
            Scalar::FloatingPoint(number) => Value::from(number.into_inner()),
            Scalar::String(text) => Value::from(text.as_ref()),
        },
        YamlData::Sequence(items) => {
            let items = items.iter().enumerate();
            items
                .map(|(index, item)| convert(item, &format!("{pointer}/{index}"), lines, numbers))
                .collect::<Result<_>>()?
        }
        YamlData::Mapping(entries) => {
            let mut map = Map::new();
            for (key, item) in entries {
                let line = key.span.start.line();
                let key = match &key.data {
                    YamlData::Value(Scalar::String(text)) if text == "<<" => {
                        bail!(
                            "line {line}: `<<` isn't understood; write out what it would bring in, or refer to a schema"
                        )
                    }
                    YamlData::Value(Scalar::String(text)) => text.to_string(),
                    YamlData::Value(Scalar::Integer(number)) if numbers => number.to_string(),
                    _ => bail!("line {line}: a key must be text; put it in quotes"),
                };
                let below = format!("{pointer}/{}", escape(&key));
                lines.insert(below.clone(), line);
                map.insert(key, convert(item, &below, lines, numbers)?);
            }
            Value::Object(map)
        }
        _ => bail!("line {}: a tag or an alias that isn't understood", node.span.start.line()),
    })
}

/// Escapes a key for a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The target of a `$ref` within the document, as a JSON pointer.
pub fn target(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix('#')
}

/// The name of the component that a `$ref` points to.
pub fn component(schema: &Value) -> Option<&str> {
    target(schema)?.strip_prefix("/components/schemas/")
}

/// Follows a `$ref`, if the value is one.
pub fn resolve<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    target(value).and_then(|pointer| root.pointer(pointer)).unwrap_or(value)
}

/// Iterates over operations: path, method and value, without the parameters of the path.
pub fn operations(root: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let paths = root["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let item = item.as_object().into_iter().flatten();
        item.filter(|(method, _)| METHODS.contains(&method.as_str()))
            .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

/// Iterates over the callbacks of the components: name, pointer to the operation, and operation.
pub fn callbacks(root: &Value) -> impl Iterator<Item = (&str, String, &Value)> {
    let callbacks = root["components"]["callbacks"].as_object().into_iter().flatten();
    callbacks.flat_map(|(name, callback)| {
        let addresses = callback.as_object().into_iter().flatten();
        addresses.filter_map(move |(address, item)| {
            let place = format!("/components/callbacks/{}/{}/post", escape(name), escape(address));
            Some((name.as_str(), place, item.get("post")?))
        })
    })
}

/// The schema of an operation's JSON request.
pub fn request_schema<'a>(root: &'a Value, operation: &'a Value) -> Option<&'a Value> {
    resolve(root, operation.get("requestBody")?).pointer("/content/application~1json/schema")
}

/// The schemas of an operation's JSON answers, each with its status.
pub fn answer_schemas<'a>(root: &'a Value, operation: &'a Value) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    responses.filter_map(move |(status, response)| {
        let schema = resolve(root, response).pointer("/content/application~1json/schema")?;
        Some((status.as_str(), schema))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_the_line_of_its_key() {
        let document = Document::parse("a:\n  b/c:\n    - 1\n    - x: true\n").unwrap();
        assert_eq!(document.line("/a/b~1c"), 2);
        assert_eq!(document.line("/a/b~1c/1/x"), 4);
        assert_eq!(document.line("/a/b~1c/9/unknown"), 2);
    }

    #[test]
    fn invalid_yaml_is_reported_with_its_line() {
        for (text, wanted) in [
            ("a: 1\na: 2\n", "duplicated key"),
            ("a: [1, 2\nb: 3\n", "line 2"),
            ("404: x\n", "line 1: a key must be text"),
            ("- 1\n", "an OpenAPI document is a mapping"),
            ("", "0 YAML documents"),
        ] {
            let error = Document::parse(text).err().map(|error| format!("{error:#}")).unwrap_or_default();
            assert!(error.contains(wanted), "{text:?}: {error}");
        }
    }
}

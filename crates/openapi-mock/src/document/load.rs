//! Load a document: from a text to its operations and routes.
//!
//! All faults are reported together. A fault costs no more than the operations that lead to it: those are left out with a warning, and
//! the others are served. Only a strict loader refuses a document for any fault.

use std::{path::Path, sync::Arc};

use http::Method;
use serde_json::Value;

use crate::Document;
use crate::LoadError;
use crate::document::cursor::{Place, join};
use crate::document::faults::{Faults, left_out};
use crate::document::grammar::METHODS;
use crate::document::operation::Operation;
use crate::document::routes::{Routes, bases};
#[cfg(feature = "yaml")]
use crate::document::yaml;
use crate::document::{files, json, lines, text};
use crate::schema::schemas::Schemas;

/// Loads a document from text, a file or a value, strictly or not.
///
/// An operation that can't be served, because a reference leads nowhere for example, is left out, and [`Document::warnings`]
/// reports it. [`strict`](Self::strict) refuses such a document.
///
/// ```
/// use openapi_mock::Loader;
///
/// let text = r##"{"openapi": "3.0.3", "paths": {"/books": {
///     "get": {"responses": {}},
///     "post": {"requestBody": {"$ref": "#/components/requestBodies/Bok"}, "responses": {}}
/// }}}"##;
/// let document = Loader::new().from_json(text)?;
/// assert_eq!(document.operations().count(), 1);
/// assert_eq!(document.warnings()[0].line, Some(3));
/// assert!(Loader::new().strict(true).from_json(text).is_err());
/// # Ok::<(), openapi_mock::LoadError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Loader {
    strict: bool,
    at_root: bool,
}

impl Loader {
    /// A loader that leaves out what can't be served, and serves only below the paths of the servers' URLs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether to refuse a document that has any fault; by default it isn't refused.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Sets whether to serve the paths also without the path of a server's URL before them; by default they aren't.
    #[must_use]
    pub fn at_root(mut self, at_root: bool) -> Self {
        self.at_root = at_root;
        self
    }

    /// Loads a document from a JSON or YAML file, with the files in its folder and below that its references name.
    ///
    /// Nothing outside of the folder is read, and nothing is fetched.
    ///
    /// # Errors
    /// If the file can't be read, and as [`from_json`](Self::from_json).
    pub fn from_file(&self, path: impl AsRef<Path>) -> Result<Document, LoadError> {
        let path = path.as_ref();
        let unread = |why: String| LoadError::new("", format!("{}: {why}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| unread(error.to_string()))?;
        let value = text::parse(&text).map_err(unread)?;
        let (value, files) = files::bundle(value, path).map_err(unread)?;
        let mut document = self.located(value, |pointer| text::line(&text, pointer))?;
        document.files = files;
        Ok(document)
    }

    /// Loads a document from a text that is JSON or YAML.
    #[cfg(feature = "program")]
    pub(crate) fn text(&self, text: &str) -> Result<Document, LoadError> {
        let value = text::parse(text).map_err(|error| LoadError::new("", error))?;
        self.located(value, |pointer| text::line(text, pointer))
    }

    /// Loads a document from JSON.
    ///
    /// # Errors
    /// If the text isn't JSON, and as [`from_value`](Self::from_value).
    pub fn from_json(&self, text: &str) -> Result<Document, LoadError> {
        let value = json::parse(text.as_bytes())
            .map_err(|error| LoadError::new("", format!("the document isn't valid JSON: {error}")))?;
        self.located(value, |pointer| lines::of(text, pointer))
    }

    /// Loads a document from YAML.
    ///
    /// # Errors
    /// If the text isn't YAML, and as [`from_value`](Self::from_value).
    #[cfg(feature = "yaml")]
    pub fn from_yaml(&self, text: &str) -> Result<Document, LoadError> {
        let value =
            yaml::parse(text).map_err(|error| LoadError::new("", format!("the document isn't valid YAML: {error}")))?;
        self.located(value, |pointer| yaml::line(text, pointer))
    }

    fn located(&self, value: Value, line: impl Fn(&str) -> Option<usize>) -> Result<Document, LoadError> {
        let locate = |error: &mut LoadError| error.line = line(&error.pointer);
        let mut document = self.from_value(value).map_err(|mut error| {
            locate(&mut error);
            error.others.iter_mut().for_each(locate);
            error
        })?;
        document.warnings.iter_mut().for_each(locate);
        Ok(document)
    }

    /// Loads a document from parsed JSON.
    ///
    /// # Errors
    /// If the document isn't OpenAPI 3.0, 3.1 or 3.2, if its faults leave no operation to serve, or if it has any fault and the loader
    /// is strict. The error has all faults.
    pub fn from_value(&self, value: Value) -> Result<Document, LoadError> {
        check_version(&value)?;
        let source = Arc::new(value);
        let mut faults = Faults::default();
        let schemas = Arc::new(Schemas::new(source.clone(), &mut faults)?);
        let mut load =
            Load { source: &source, schemas: &schemas, faults: &faults, operations: Vec::new(), warnings: Vec::new() };
        let mut routes = Routes::new(&source);
        load.operations(&mut routes);
        let Load { operations, warnings: left_out, .. } = load;
        if self.at_root {
            for (index, operation) in operations.iter().enumerate() {
                // If another operation has this path already, this one is served below its server's path only.
                let _ = routes.insert(&[String::new()], operation.path(), operation.method(), index);
            }
        }
        let mut warnings = faults.all();
        warnings.extend(left_out);
        if !warnings.is_empty() && (self.strict || operations.is_empty()) {
            let mut first = warnings.remove(0);
            first.others = warnings;
            return Err(first);
        }
        Ok(Document { source, schemas, operations, routes, warnings, files: Vec::new() })
    }
}

impl Document {
    /// Loads a document from JSON text, with the default settings of [`Loader`].
    ///
    /// # Errors
    /// As [`Loader::from_json`].
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        Loader::new().from_json(text)
    }

    /// Loads a document from parsed JSON, with the default settings of [`Loader`].
    ///
    /// # Errors
    /// As [`Loader::from_value`].
    pub fn from_value(value: Value) -> Result<Self, LoadError> {
        Loader::new().from_value(value)
    }

    /// Loads a document from a JSON or YAML file, together with the files that it references.
    ///
    /// # Errors
    /// As [`Loader::from_file`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, LoadError> {
        Loader::new().from_file(path)
    }
}

fn check_version(value: &Value) -> Result<(), LoadError> {
    let version = match (value.get("openapi"), value.get("swagger")) {
        (Some(version), _) => version.as_str().map_or_else(|| version.to_string(), str::to_owned),
        (None, Some(_)) => {
            return Err(LoadError::new("/swagger", "this is a Swagger 2.0 document; convert it to OpenAPI 3 first"));
        }
        (None, None) => {
            return Err(LoadError::new(
                "",
                "this is no OpenAPI document: it has no `openapi: 3.0.3`, or another version of 3",
            ));
        }
    };
    match version.split('.').take(2).collect::<Vec<_>>()[..] {
        ["3", "0" | "1" | "2"] => Ok(()),
        _ => {
            let message = format!("only OpenAPI 3.0, 3.1 and 3.2 are understood, and this version is {version}");
            Err(LoadError::new("/openapi", message))
        }
    }
}

struct Load<'l> {
    source: &'l Arc<Value>,
    schemas: &'l Arc<Schemas>,
    faults: &'l Faults,
    operations: Vec<Operation>,
    warnings: Vec<LoadError>,
}

impl Load<'_> {
    fn operations(&mut self, routes: &mut Routes) {
        let source = self.source.clone();
        let root = Place::root(&source);
        let paths = root.child("paths");
        let templates = paths.iter().filter_map(|paths| paths.value.as_object()).flat_map(|paths| paths.keys());
        for template in templates.filter(|template| !template.starts_with("x-")) {
            let Some(item) = paths.as_ref().and_then(|paths| paths.child(template)) else { continue };
            // An operation beside a path's `$ref` goes before one that the `$ref` leads to.
            let items: Vec<Place<'_>> = [Some(item.clone()), item.text("$ref").and_then(|_| item.clone().follow())]
                .into_iter()
                .flatten()
                .collect();
            for Held { method, below, item, place } in held(&items) {
                match self.operation(routes, &root, template, &method, item, place) {
                    Ok(operation) => self.operations.push(operation),
                    Err(why) => self.warnings.push(left_out(&format!("{}{below}", join("/paths", template)), &why)),
                }
            }
        }
    }

    fn operation(
        &self,
        routes: &mut Routes,
        root: &Place<'_>,
        template: &str,
        method: &str,
        item: &Place<'_>,
        place: Place<'_>,
    ) -> Result<Operation, LoadError> {
        let at = place.pointer.clone();
        let place = place.follow().filter(|place| place.value.is_object());
        let place = place.ok_or_else(|| LoadError::new(&at, "this isn't an operation, and leads to none"))?;
        let around = item.child("parameters");
        let places: Vec<Place<'_>> = [Some(place.clone()), around].into_iter().flatten().collect();
        if let Some(fault) = self.faults.of(&places) {
            return Err(fault.clone());
        }
        let method = Method::try_from(method).map_err(|error| LoadError::new(&at, error.to_string()))?;
        let operation = Operation::load(self.source, self.schemas, method.clone(), template, item, &place)?;
        let servers = [&place, item, root].into_iter().find(|holder| holder.child("servers").is_some()).unwrap_or(root);
        routes.insert(&bases(servers), template, &method, self.operations.len())?;
        Ok(operation)
    }
}

/// An operation in a path item.
struct Held<'i, 'd> {
    method: String,
    /// The pointer from the path to the operation.
    below: String,
    item: &'i Place<'d>,
    /// The operation, or the reference to it.
    place: Place<'d>,
}

/// The operations of the path items that stand for one path: those by a documented method, and since OpenAPI 3.2 those by any other.
fn held<'i, 'd>(items: &'i [Place<'d>]) -> Vec<Held<'i, 'd>> {
    let documented = METHODS.iter().filter_map(|name| {
        let (item, place) = items.iter().find_map(|item| Some((item, item.child(name)?)))?;
        Some(Held { method: name.to_uppercase(), below: join("", name), item, place })
    });
    let mut held: Vec<_> = documented.collect();
    for item in items {
        let Some(additional) = item.child("additionalOperations") else { continue };
        for name in additional.value.as_object().into_iter().flat_map(|it| it.keys()) {
            let Some(place) = additional.child(name).filter(|_| held.iter().all(|it| it.method != *name)) else {
                continue;
            };
            let below = join(&join("", "additionalOperations"), name);
            held.push(Held { method: name.clone(), below, item, place });
        }
    }
    held
}

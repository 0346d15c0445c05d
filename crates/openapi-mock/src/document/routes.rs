//! Find the operation for a method and a path.
//!
//! Every template stands in a `tree`, once below each base path of its servers. A leaf of the tree has the operations of one shape of
//! path, one for each method. Templates that differ in the names of their parameters only have the same shape, so the second of two with
//! one method can't be told from the first, and is refused when the document is loaded.

mod tree;

use std::{collections::BTreeMap, fmt};

use http::Method;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::LoadError;
use crate::Operation;
use crate::document::cursor::{Place, join};
use crate::document::routes::tree::{Template, Tree};

/// The operation that a request leads to, with its path parameters.
#[derive(Clone, Debug)]
pub struct Route<'d> {
    /// The operation.
    pub operation: &'d Operation,
    /// The path parameters, percent-decoded.
    pub path_parameters: BTreeMap<String, String>,
}

/// Why a request has no route.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RouteError {
    /// The document has no such path: 404.
    NotFound,
    /// The document has the path, but only for other methods: 405.
    MethodNotAllowed {
        /// The methods that the path takes.
        allow: Vec<Method>,
    },
    /// A path parameter isn't UTF-8 after percent-decoding: 400.
    NotUtf8 {
        /// The name of the parameter.
        parameter: String,
    },
}

impl fmt::Display for RouteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("the document has no such path"),
            Self::MethodNotAllowed { allow } => {
                write!(f, "this path takes {} only", methods(allow))
            }
            Self::NotUtf8 { parameter } => {
                write!(f, "the path parameter `{parameter}` isn't valid UTF-8")
            }
        }
    }
}

impl std::error::Error for RouteError {}

pub(crate) fn methods(allow: &[Method]) -> String {
    allow.iter().map(Method::as_str).collect::<Vec<_>>().join(", ")
}

/// The operations of one shape of path, each with the names of its own parameters.
type Leaf = Vec<Known>;

struct Known {
    method: Method,
    operation: usize,
    template: String,
    names: Vec<String>,
}

pub(crate) struct Routes {
    base: String,
    tree: Tree<Leaf>,
}

impl Routes {
    pub(crate) fn new(document: &Value) -> Self {
        let base = bases(&Place::root(document)).into_iter().next().unwrap_or_default();
        Self { base, tree: Tree::new() }
    }

    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Adds an operation: its template below each of the bases, for a method.
    pub(crate) fn insert(
        &mut self,
        bases: &[String],
        template: &str,
        method: &Method,
        operation: usize,
    ) -> Result<(), LoadError> {
        let pointer = join("/paths", template);
        let fail = |problem: &str| LoadError::new(&pointer, format!("the path `{template}` {problem}"));
        if !template.starts_with('/') {
            return Err(fail("must begin with a slash"));
        }
        let read = bases.iter().map(|base| Template::read(&format!("{base}{template}")));
        let read = read.collect::<Result<Vec<_>, _>>().map_err(|problem| fail(&problem))?;
        let at = |known: &Known| known.method == *method;
        // All bases are looked at before anything is added: what is left out must not be found below one of them.
        for read in &read {
            let leaf = self.tree.leaf(read).as_ref();
            if let Some(Known { template: with, .. }) = leaf.and_then(|leaf| leaf.iter().find(|known| at(known)))
                && with != template
            {
                let problem = format!("can't be told apart from `{with}`, which takes {method} too; keep one of them");
                return Err(fail(&problem));
            }
        }
        for read in read {
            let leaf = self.tree.leaf(&read).get_or_insert_default();
            if !leaf.iter().any(at) {
                let (method, template) = (method.clone(), template.to_owned());
                leaf.push(Known { method, operation, template, names: read.names });
            }
        }
        Ok(())
    }

    pub(crate) fn find(&self, method: &Method, path: &str) -> Result<(usize, BTreeMap<String, String>), RouteError> {
        let (leaf, captured) = self.tree.find(path).ok_or(RouteError::NotFound)?;
        let Some(known) = leaf.iter().find(|known| known.method == *method) else {
            return Err(RouteError::MethodNotAllowed {
                allow: leaf.iter().map(|known| known.method.clone()).collect(),
            });
        };
        let mut parameters = BTreeMap::new();
        for (name, value) in known.names.iter().zip(captured) {
            let value = percent_decode_str(value).decode_utf8();
            let value = value.map_err(|_| RouteError::NotUtf8 { parameter: name.clone() })?;
            parameters.insert(name.clone(), value.into_owned());
        }
        Ok((known.operation, parameters))
    }
}

/// The paths of the URLs under `servers`, without repetition; one empty path if there are no servers.
pub(crate) fn bases(holder: &Place<'_>) -> Vec<String> {
    let mut bases: Vec<String> = Vec::new();
    for base in holder.child("servers").iter().flat_map(Place::entries).map(|(_, server)| base_path(&server)) {
        if !bases.contains(&base) {
            bases.push(base);
        }
    }
    if bases.is_empty() { vec![String::new()] } else { bases }
}

/// The path of a server's URL, with the defaults of its variables, without a slash at the end.
fn base_path(server: &Place<'_>) -> String {
    let mut url = server.text("url").unwrap_or_default().to_owned();
    for (name, variable) in server.child("variables").iter().flat_map(Place::entries) {
        url = url.replace(&format!("{{{name}}}"), variable.text("default").unwrap_or_default());
    }
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    path.find('/').map_or("", |start| &path[start..]).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn base_paths() {
        for (url, path) in [
            ("https://example.com/api/v1", "/api/v1"),
            ("https://example.com", ""),
            ("/api/", "/api"),
            ("/", ""),
            ("https://{host}/{version}/x", "/v2/x"),
            ("", ""),
        ] {
            let variables = json!({"version": {"default": "v2"}, "host": {"default": "a.example"}});
            let document = json!({"servers": [{"url": url, "variables": variables}]});
            assert_eq!(bases(&Place::root(&document)), [path], "{url}");
        }
        assert_eq!(bases(&Place::root(&json!({}))), [""]);
        let several =
            json!({"servers": [{"url": "/v1"}, {"url": "https://a.example/v2/"}, {"url": "https://b.example/v1"}]});
        assert_eq!(bases(&Place::root(&several)), ["/v1", "/v2"]);
    }
}

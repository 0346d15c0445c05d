//! From method and path to the operation.

use std::{collections::BTreeMap, fmt};

use http::Method;
use matchit::{InsertError, Router};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::LoadError;
use crate::Operation;
use crate::document::cursor::{Place, join};

/// Where a request leads.
#[derive(Clone, Debug)]
pub struct Route<'d> {
    /// The operation.
    pub operation: &'d Operation,
    /// The parameters in the path, percent-decoded.
    pub path_parameters: BTreeMap<String, String>,
}

/// Why a request leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RouteError {
    /// The document has no such path: 404.
    NotFound,
    /// It has the path, for other methods: 405.
    MethodNotAllowed {
        /// The methods that the path takes.
        allow: Vec<Method>,
    },
    /// A parameter in the path isn't UTF-8 once it is percent-decoded: 400.
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

/// The methods of one path, each with the index of its operation.
struct Endpoint {
    template: String,
    methods: Vec<(Method, usize)>,
}

pub(crate) struct Routes {
    base: String,
    router: Router<usize>,
    endpoints: Vec<Endpoint>,
}

impl Routes {
    pub(crate) fn new(document: &Value) -> Self {
        Self { base: base_path(document), router: Router::new(), endpoints: Vec::new() }
    }

    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    pub(crate) fn insert(&mut self, template: &str, methods: Vec<(Method, usize)>) -> Result<(), LoadError> {
        let pointer = join("/paths", template);
        let fail = |problem: String| LoadError::new(&pointer, format!("the path `{template}` {problem}"));
        if !template.starts_with('/') {
            return Err(fail("must begin with a slash".to_owned()));
        }
        let path = format!("{}{template}", self.base);
        self.router.insert(path, self.endpoints.len()).map_err(|error| match error {
            InsertError::Conflict { with } => {
                let with = with.strip_prefix(&self.base).unwrap_or(&with);
                fail(format!("can't be told apart from `{with}`; keep one of them"))
            }
            error => fail(format!("can't be routed: {error}")),
        })?;
        self.endpoints.push(Endpoint { template: template.to_owned(), methods });
        Ok(())
    }

    /// Lets templates that end in a parameter match an empty one too, where no path of the document is meant.
    pub(crate) fn finish(&mut self) {
        for (index, Endpoint { template, .. }) in self.endpoints.iter().enumerate() {
            if let Some((parent, last)) = template.rsplit_once('/')
                && last.starts_with('{')
                && last.ends_with('}')
            {
                // It is refused if the document has this very path, which then stands.
                let _ = self.router.insert(format!("{}{parent}/", self.base), index);
            }
        }
    }

    pub(crate) fn find(&self, method: &Method, path: &str) -> Result<(usize, BTreeMap<String, String>), RouteError> {
        let matched = self.router.at(path).map_err(|_| RouteError::NotFound)?;
        let endpoint = self.endpoints.get(*matched.value).ok_or(RouteError::NotFound)?;
        let Some((_, operation)) = endpoint.methods.iter().find(|(known, _)| known == method) else {
            let allow = endpoint.methods.iter().map(|(method, _)| method.clone()).collect();
            return Err(RouteError::MethodNotAllowed { allow });
        };
        let mut parameters = BTreeMap::new();
        for (name, value) in matched.params.iter() {
            let value = percent_decode_str(value).decode_utf8();
            let value = value.map_err(|_| RouteError::NotUtf8 { parameter: name.to_owned() })?;
            parameters.insert(name.to_owned(), value.into_owned());
        }
        if let Some((_, last)) = endpoint.template.rsplit_once("/{")
            && let Some(name) = last.strip_suffix('}')
        {
            parameters.entry(name.to_owned()).or_default();
        }
        Ok((*operation, parameters))
    }
}

/// The path of the first server's URL, its variables filled in, without a slash at the end.
fn base_path(document: &Value) -> String {
    let Some(server) = Place::root(document).child("servers").and_then(|servers| servers.child("0")) else {
        return String::new();
    };
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
            assert_eq!(base_path(&document), path, "{url}");
        }
        assert_eq!(base_path(&json!({})), "");
    }
}

//! Whether a request brings the credentials that its operation asks for.

use http::header::{AUTHORIZATION, COOKIE};

use crate::{Operation, Refusal, Request, parameters::query, place::Place};

impl Operation {
    /// The credentials that the request brings, in a form that the document's `security` asks for: the token of
    /// an `Authorization` header, or an API key in header, query or cookie. `None` if it brings none and needs none.
    ///
    /// Whether they are good is for the caller to say.
    ///
    /// # Errors
    /// [`Refusal::Unauthorized`], if they are missing or in another form.
    ///
    /// ```
    /// # use openapi_replay::{Document, Request};
    /// # let document = Document::from_json(r#"{"openapi": "3.0.3", "security": [{"key": []}], "paths": {"/": {"get": {}}},
    /// #     "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}}"#)?;
    /// let request = Request::get("/").with_header("authorization", "Bearer abc");
    /// let operation = document.operation("GET /").unwrap();
    /// assert_eq!(operation.credentials(&request), Ok(Some("abc".to_owned())));
    /// assert!(operation.credentials(&Request::get("/")).is_err());
    /// # Ok::<(), openapi_replay::LoadError>(())
    /// ```
    pub fn credentials(&self, request: &Request) -> Result<Option<String>, Refusal> {
        let root = Place::root(&self.document);
        let security = self.place().child("security").or_else(|| root.child("security"));
        let schemes = root.child("components").and_then(|components| components.child("securitySchemes"));
        let mut refusals = Vec::new();
        let mut optional = false;
        for requirement in security.iter().filter_map(|it| it.value.as_array()).flatten() {
            let names: Vec<&String> = requirement.as_object().into_iter().flat_map(|it| it.keys()).collect();
            optional |= names.is_empty();
            let found: Result<Vec<String>, Refusal> = names
                .iter()
                .map(|name| token(schemes.as_ref().and_then(|schemes| schemes.get(name)).as_ref(), request))
                .collect();
            match found {
                Ok(tokens) if tokens.is_empty() => {}
                Ok(tokens) => return Ok(tokens.into_iter().next()),
                Err(refusal) => refusals.push(refusal),
            }
        }
        // What comes nearest is the most helpful: credentials that are there, but in another form.
        let malformed = |refusal: &Refusal| matches!(refusal, Refusal::Unauthorized { missing: false, .. });
        match refusals.iter().position(malformed).or((!refusals.is_empty()).then_some(0)) {
            Some(nearest) if !optional => Err(refusals.swap_remove(nearest)),
            _ => Ok(None),
        }
    }
}

fn token(scheme: Option<&Place<'_>>, request: &Request) -> Result<String, Refusal> {
    let text = |key| scheme.and_then(|scheme| scheme.text(key)).unwrap_or_default();
    if text("type") != "apiKey" {
        // OAuth 2 and OpenID Connect bring bearer tokens as well.
        let name = if text("type") == "http" { text("scheme") } else { "bearer" };
        let mut expected = format!("{} ", name.to_ascii_lowercase());
        if let Some(first) = expected.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let refusal =
            |missing| Refusal::Unauthorized { missing, expected: format!("Authorization: {expected}<token>") };
        let header = request.headers.get(AUTHORIZATION).ok_or_else(|| refusal(true))?;
        let value = header.to_str().map_err(|_| refusal(false))?;
        let (given, token) = value.split_once(' ').ok_or_else(|| refusal(false))?;
        let token = token.trim();
        let fits = given.eq_ignore_ascii_case(name) && !token.is_empty();
        return if fits { Ok(token.to_owned()) } else { Err(refusal(false)) };
    }
    let name = text("name");
    let found = match text("in") {
        "header" => request.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned),
        "query" => query(request, name).find_map(Result::ok).map(|value| value.into_owned()),
        _ => {
            let cookies = request.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
            let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
            pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
        }
    };
    let refusal = |missing| Refusal::Unauthorized { missing, expected: format!("{name} ({})", text("in")) };
    match found {
        Some(key) if !key.is_empty() => Ok(key),
        Some(_) => Err(refusal(false)),
        None => Err(refusal(true)),
    }
}

/// The `WWW-Authenticate` challenge for what was expected, if it has one.
pub(crate) fn challenge(expected: &str) -> Option<&str> {
    expected.strip_prefix("Authorization: ")?.split(' ').next()
}

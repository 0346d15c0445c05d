//! Find the credentials in a request, in the form that its operation asks for.
//!
//! Only the form is checked: a token of the right scheme, or an API key under the right name. Whether the credentials are valid is for
//! the caller to decide.

use http::header::{AUTHORIZATION, COOKIE};

use crate::Refusal;
use crate::Request;
use crate::document::cursor::Place;
use crate::document::parameters::query;

/// The `security` of an operation: alternatives, each a list of schemes that a request must all satisfy.
pub(crate) struct Security(Vec<Vec<Scheme>>);

/// One security scheme.
struct Scheme {
    /// The form of the credentials, as a refusal names it.
    expected: String,
    kind: Kind,
}

enum Kind {
    /// The `Authorization` header, with this scheme name before the token.
    Authorization(String),
    /// An API key in the header, the query parameter or the cookie of this name.
    Header(String),
    Query(String),
    Cookie(String),
}

impl Security {
    pub(crate) fn load(root: &Place<'_>, operation: &Place<'_>) -> Self {
        let security = operation.child("security").or_else(|| root.child("security"));
        let schemes = root.child("components").and_then(|components| components.child("securitySchemes"));
        let scheme = |name: &String| Scheme::load(schemes.as_ref().and_then(|schemes| schemes.get(name)).as_ref());
        let requirements = security.iter().filter_map(|it| it.value.as_array()).flatten();
        let names = requirements.map(|it| it.as_object().into_iter().flat_map(|it| it.keys()));
        Self(names.map(|names| names.map(scheme).collect()).collect())
    }
}

impl Security {
    /// The forms of all credentials that are taken: those that are needed together, and the alternatives.
    fn expected(&self) -> String {
        let together = |schemes: &Vec<Scheme>| {
            schemes.iter().map(|scheme| scheme.expected.as_str()).collect::<Vec<_>>().join(" and ")
        };
        let mut all: Vec<String> = self.0.iter().map(together).collect();
        all.dedup();
        all.join(", or ")
    }
}

impl Scheme {
    fn load(place: Option<&Place<'_>>) -> Self {
        let text = |key| place.and_then(|scheme| scheme.text(key)).unwrap_or_default();
        if text("type") != "apiKey" {
            // OAuth 2 and OpenID Connect bring bearer tokens as well.
            let name = if text("type") == "http" { text("scheme") } else { "bearer" }.to_ascii_lowercase();
            let mut shown = name.clone();
            if let Some(first) = shown.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            let token = if name == "basic" { "<base64 of user:password>" } else { "<token>" };
            return Self { expected: format!("Authorization: {shown} {token}"), kind: Kind::Authorization(name) };
        }
        let name = text("name").to_owned();
        let expected = format!("{name} ({})", text("in"));
        let kind = match text("in") {
            "header" => Kind::Header(name),
            "query" => Kind::Query(name),
            _ => Kind::Cookie(name),
        };
        Self { expected, kind }
    }

    fn token(&self, request: &Request) -> Result<String, Refusal> {
        let refusal = |missing| Refusal::Unauthorized { missing, expected: self.expected.clone() };
        let found = match &self.kind {
            Kind::Authorization(name) => {
                let header = request.headers.get(AUTHORIZATION).ok_or_else(|| refusal(true))?;
                let value = header.to_str().map_err(|_| refusal(false))?;
                let (given, token) = value.split_once(' ').ok_or_else(|| refusal(false))?;
                return match token.trim() {
                    token if name == "basic" && !is_basic(token) => Err(refusal(false)),
                    token if given.eq_ignore_ascii_case(name) && !token.is_empty() => Ok(token.to_owned()),
                    _ => Err(refusal(false)),
                };
            }
            Kind::Header(name) => request.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned),
            Kind::Query(name) => query(request, name).find_map(Result::ok).map(|value| value.into_owned()),
            Kind::Cookie(name) => {
                let cookies = request.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
                let mut pairs =
                    cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
                pairs.find(|(key, _)| key == name).map(|(_, value)| value.to_owned())
            }
        };
        match found {
            Some(key) if !key.is_empty() => Ok(key),
            Some(_) => Err(refusal(false)),
            None => Err(refusal(true)),
        }
    }
}

impl Security {
    /// The credentials of a request; `None` if it has none and needs none.
    pub(crate) fn credentials(&self, request: &Request) -> Result<Option<String>, Refusal> {
        let mut refusals = Vec::new();
        let mut optional = false;
        for schemes in &self.0 {
            optional |= schemes.is_empty();
            let found: Result<Vec<String>, Refusal> = schemes.iter().map(|scheme| scheme.token(request)).collect();
            match found {
                Ok(tokens) if tokens.is_empty() => {}
                Ok(tokens) => return Ok(tokens.into_iter().next()),
                Err(refusal) => refusals.push(refusal),
            }
        }
        // Credentials in the wrong form are reported before missing ones: that tells the caller more.
        let malformed = |refusal: &Refusal| matches!(refusal, Refusal::Unauthorized { missing: false, .. });
        match refusals.iter().position(malformed) {
            _ if optional || refusals.is_empty() => Ok(None),
            Some(nearest) => Err(refusals.swap_remove(nearest)),
            None => Err(Refusal::Unauthorized { missing: true, expected: self.expected() }),
        }
    }
}

/// Whether a token is the base64 of a name and a password with a colon between them.
fn is_basic(token: &str) -> bool {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = token.trim_end_matches('=').bytes();
    let mut bits = 0_u32;
    let mut decoded = Vec::new();
    for (n, letter) in digits.enumerate() {
        let Some(value) = LETTERS.iter().position(|known| *known == letter) else { return false };
        bits = bits << 6 | value as u32;
        if n % 4 > 0 {
            decoded.push((bits >> (6 - 2 * (n as u32 % 4))) as u8);
        }
    }
    decoded.contains(&b':')
}

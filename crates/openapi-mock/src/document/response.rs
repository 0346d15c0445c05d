//! The documented answers of an operation.
//!
//! The responses are read from the document once, into a [`Known`] for each status, media type and example; an [`Answer`] is a view of
//! one of them. A body without an example is made from its schema on first use and kept, so an answer is the same each time.

use std::{borrow::Cow, fmt, sync::OnceLock};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};

use crate::Reply;
use crate::document::cursor::{Place, join};
use crate::document::media_type::{concrete, is_json, is_xml};
use crate::document::{json, sequence};
use crate::http::message::append;
use crate::make::{MakeError, xml};
use crate::schema::schemas::Schemas;

/// A documented answer of an operation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Answer<'d> {
    /// The status. A range stands for its first status (`4XX` for 400) and `default` for 500 (for 200 if it is taken because no
    /// success is documented), unless the caller asked for another status.
    pub status: StatusCode,
    /// The name of the example; `None` if it has no name, or if there is no example.
    pub example: Option<&'d str>,
    /// The documented headers that have an example or a default, or are required, without those that describe how a reply is sent.
    pub headers: HeaderMap,
    /// The media type of the body, as it is documented. A range, such as `*/*`, is sent as a type that it includes.
    pub media_type: Option<&'d str>,
    /// The documented example; `None` if there is none, and the reply then has a body that is [made](Self::value).
    pub body: Option<&'d Value>,
    /// The JSON pointer to the schema of the body, or to that of its items if the body is a sequence (`itemSchema`).
    pub schema: Option<&'d str>,
    source: Source<'d>,
}

/// Where an answer comes from.
#[derive(Clone, Copy)]
struct Source<'d> {
    known: &'d Known,
    schemas: &'d Schemas,
    /// Whether to make a body even if there is an example.
    dynamic: bool,
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}

/// Sources are equal if they are the same answer of the same document.
impl PartialEq for Source<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.known, other.known)
    }
}

impl<'d> Answer<'d> {
    /// The body: the documented example, or else a value made from the schema; `None` if the document has no body for this answer.
    ///
    /// A made value is the same each time, and its schema accepts it. A sequence is a list of one item, which its schema accepts.
    ///
    /// # Errors
    /// If no value is found that the schema accepts.
    ///
    /// ```
    /// # let document = openapi_mock::Document::from_json(r##"{"openapi": "3.0.3", "paths": {"/": {"get": {"responses": {
    /// #     "200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Book"}}}}}}}},
    /// #     "components": {"schemas": {"Book": {"type": "object", "properties": {"title": {"type": "string", "example": "Emma"},
    /// #     "pages": {"type": "integer", "minimum": 1}, "sequel": {"$ref": "#/components/schemas/Book"}}}}}}"##)?;
    /// let answer = document.operation("GET /").unwrap().answer(None, None).unwrap();
    /// assert_eq!(answer.value(), Ok(Some(&serde_json::json!({"title": "Emma", "pages": 1}))));
    /// # Ok::<(), openapi_mock::LoadError>(())
    /// ```
    pub fn value(&self) -> Result<Option<&'d Value>, &'d MakeError> {
        match (self.body, self.made()) {
            (Some(body), _) => Ok(Some(body)),
            (None, None) => Ok(None),
            (None, Some(made)) => made.as_ref().map(|made| Some(&made.value)),
        }
    }

    fn made(&self) -> Option<&'d Result<Body, MakeError>> {
        let Source { known, schemas, dynamic } = self.source;
        let media_type = known.sent()?;
        if known.body.is_some() && !dynamic {
            return None;
        }
        Some(known.made.get_or_init(|| {
            let value = match &known.schema {
                Some(schema) if known.is_sequence => json!([schemas.make(schema)?]),
                Some(schema) => schemas.make(schema)?,
                // Without a schema any body fits; an empty one would say nothing.
                None if is_json(media_type) || is_xml(media_type) => json!({}),
                None => json!("string"),
            };
            Ok(Body::new(value, media_type, known.schema.as_deref().and_then(|schema| schemas.place(schema)).as_ref()))
        }))
    }

    /// The same answer with a body made from the schema, even if there is an example.
    pub(crate) fn dynamic(mut self) -> Self {
        if self.schema.is_some() {
            (self.body, self.source.dynamic) = (None, true);
        }
        self
    }

    /// Whether this is the same documented answer as another, under whatever status.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        self.source == other.source
    }

    /// The answer as a reply with another body, in JSON.
    pub(crate) fn with_body(&self, body: &Value) -> Reply {
        let mut reply = Reply { headers: self.headers.clone(), ..Reply::json(self.status, body) };
        let media_type = self.source.known.sent().and_then(|it| HeaderValue::try_from(it).ok());
        reply.headers.insert(CONTENT_TYPE, media_type.unwrap_or(HeaderValue::from_static("application/json")));
        reply
    }

    /// The answer as a reply; a 501 if it has a body for which no [value](Self::value) can be made.
    pub fn reply(&self) -> Reply {
        let body = match (&self.source.known.body, self.made()) {
            (_, Some(Ok(body))) => body,
            (Some(body), None) => body,
            (_, Some(Err(unmade))) => {
                let details = json!({"schema": unmade.pointer});
                return Reply::problem(StatusCode::NOT_IMPLEMENTED, &unmade.to_string(), details);
            }
            (None, None) => return Reply { headers: self.headers.clone(), ..Reply::new(self.status) },
        };
        let mut reply = Reply { headers: self.headers.clone(), body: body.bytes.clone(), ..Reply::new(self.status) };
        if let Some(Ok(media_type)) = self.source.known.sent().map(HeaderValue::try_from) {
            reply.headers.insert(CONTENT_TYPE, media_type);
        }
        reply
    }
}

/// A body as a value, and as the bytes that are sent.
#[derive(Clone)]
pub(super) struct Body {
    value: Value,
    bytes: Bytes,
}

impl Body {
    fn new(value: Value, media_type: &str, schema: Option<&Place<'_>>) -> Self {
        let bytes = match (sequence::write(media_type, &value), &value) {
            (Some(sequence), _) => sequence,
            (None, Value::String(text)) if !is_json(media_type) => text.clone(),
            (None, value) if is_xml(media_type) => xml::write(schema, value),
            (None, json) => json.to_string(),
        };
        let bytes = bytes.into();
        Self { value, bytes }
    }
}

/// A documented answer, kept so that the document isn't searched for it again.
#[derive(Clone)]
pub(crate) struct Known {
    pub(super) key: Key,
    example: Option<String>,
    headers: HeaderMap,
    pub(super) media_type: Option<String>,
    /// The documented example.
    pub(super) body: Option<Body>,
    schema: Option<String>,
    /// Whether the schema is that of the items of a sequence.
    is_sequence: bool,
    /// The body made in place of an example, on first use.
    made: OnceLock<Result<Body, MakeError>>,
}

/// The key of an answer under `responses`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Status(StatusCode),
    /// The first digit of a range such as `4XX`.
    Range(u16),
    Default,
}

impl Key {
    fn of(key: &str) -> Option<Self> {
        match key.to_ascii_uppercase().as_str() {
            "DEFAULT" => Some(Self::Default),
            range if range.ends_with("XX") => {
                let digit = range.strip_suffix("XX")?.parse::<u16>().ok()?;
                StatusCode::from_u16(digit * 100).ok().map(|_| Self::Range(digit))
            }
            code => code.parse().ok().map(Self::Status),
        }
    }

    /// The status that the key stands for.
    pub(super) fn status(self) -> StatusCode {
        let status = match self {
            Self::Status(status) => Some(status),
            Self::Range(digit) => StatusCode::from_u16(digit * 100).ok(),
            Self::Default => None,
        };
        status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl Known {
    /// All answers of an operation, in the order of the document.
    pub(super) fn all(schemas: &Schemas, operation: &Place<'_>) -> Vec<Self> {
        let responses = operation.get("responses");
        let responses = responses.iter().flat_map(Place::entries);
        let known = responses.filter_map(|(key, response)| Some(of_response(schemas, &response, Key::of(key)?)));
        known.flatten().collect()
    }

    /// The media type with which the body is sent.
    pub(super) fn sent(&self) -> Option<&str> {
        self.media_type.as_deref().map(concrete)
    }

    pub(super) fn answer<'d>(&'d self, schemas: &'d Schemas, status: StatusCode) -> Answer<'d> {
        Answer {
            status,
            example: self.example.as_deref(),
            headers: self.headers.clone(),
            media_type: self.media_type.as_deref(),
            body: self.body.as_ref().map(|body| &body.value),
            schema: self.schema.as_deref(),
            source: Source { known: self, schemas, dynamic: false },
        }
    }

    pub(super) fn fits(&self, example: Option<&str>) -> bool {
        example.is_none() || self.example.as_deref() == example
    }
}

/// The answers of one response: one for each example of each media type, JSON first; or one without a body.
fn of_response(schemas: &Schemas, response: &Place<'_>, key: Key) -> Vec<Known> {
    let answer = Known {
        key,
        example: None,
        headers: headers(schemas, response),
        media_type: None,
        body: None,
        schema: None,
        is_sequence: false,
        made: OnceLock::new(),
    };
    let mut content: Vec<_> = response.get("content").iter().flat_map(Place::entries).collect();
    content.sort_by_key(|(name, _)| !is_json(name));
    if content.is_empty() {
        return vec![answer];
    }
    content.iter().flat_map(|(name, media)| of_media(schemas, &answer, name, media)).collect()
}

fn of_media(schemas: &Schemas, answer: &Known, media_type: &str, media: &Place<'_>) -> Vec<Known> {
    let keyword = ["schema", "itemSchema"].into_iter().find(|keyword| media.value.get(keyword).is_some());
    let schema = keyword.map(|keyword| join(&media.pointer, keyword));
    let is_sequence = keyword == Some("itemSchema");
    let answer = Known { media_type: Some(media_type.to_owned()), schema, is_sequence, ..answer.clone() };
    let with = |example: Option<&str>, body: &Value| Known {
        example: example.map(str::to_owned),
        body: Some(Body::new(body.clone(), concrete(media_type), media.child("schema").as_ref())),
        ..answer.clone()
    };
    let examples = media.get("examples");
    let named = examples.iter().flat_map(Place::entries);
    let named: Vec<_> =
        named.filter_map(|(name, example)| Some(with(Some(name), &*example_value(media_type, &example)?))).collect();
    if !named.is_empty() {
        return named;
    }
    // The example of a schema serves wherever the schema is used, but only if the schema accepts it.
    let of_schema = || {
        let example = media.get("schema")?.child("example")?;
        let validator = schemas.validator(answer.schema.as_deref()?).ok()?;
        validator.is_valid(example.value).then_some(example)
    };
    match media.child("example").or_else(of_schema) {
        Some(example) => vec![with(None, example.value)],
        None => vec![answer],
    }
}

/// The value of an example object. Since OpenAPI 3.2 it may be given as data, and as the text that is sent.
fn example_value<'d>(media_type: &str, example: &Place<'d>) -> Option<Cow<'d, Value>> {
    let member = |name: &str| example.child(name).map(|it| Cow::Borrowed(it.value));
    let data = || member("dataValue");
    let sent = || member("serializedValue").filter(|it| it.is_string());
    member("value").or_else(|| match is_json(concrete(media_type)) {
        true => data().or_else(|| Some(Cow::Owned(json::parse(sent()?.as_str()?.as_bytes()).ok()?))),
        false => sent().or_else(data),
    })
}

/// Headers that describe how a reply is sent; the server that sends it sets them.
const FRAMING: [&str; 11] = [
    "content-type",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "upgrade",
    "content-md5",
];

fn headers(schemas: &Schemas, response: &Place<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, header) in response.get("headers").iter().flat_map(Place::entries) {
        let named = || header.get("examples")?.entries().next()?.1.child("value");
        let schema = header.get("schema");
        let of_schema = |key| schema.as_ref().and_then(|schema| schema.child(key));
        let value =
            header.child("example").or_else(named).or_else(|| of_schema("example")).or_else(|| of_schema("default"));
        if FRAMING.iter().any(|framing| name.eq_ignore_ascii_case(framing)) {
            continue;
        }
        // One that must be there is made if need be.
        let made = || header.flag("required").then(|| schemas.make(&schema.as_ref()?.pointer).ok()).flatten();
        match value.map(|place| place.value.clone()).or_else(made) {
            Some(Value::String(text)) => append(&mut headers, name, &text),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => append(&mut headers, name, &value.to_string()),
            _ => {}
        }
    }
    headers
}

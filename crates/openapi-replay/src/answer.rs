//! The answers that a document has for an operation.

use http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde_json::Value;

use crate::{
    Operation, Reply,
    message::append,
    operation::is_json,
    place::{Place, join},
};

/// A documented answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Answer<'d> {
    /// The status. A range stands for its first one (`4XX` for 400), and `default` for 500, unless another was
    /// asked for.
    pub status: StatusCode,
    /// The name of the example; `None` if it is the only one, or if there is none.
    pub example: Option<&'d str>,
    /// The documented headers that have an example or a default, without the content type.
    pub headers: HeaderMap,
    /// The media type of the body.
    pub media_type: Option<&'d str>,
    /// The example; `None` if the document has none, and then the reply has no body.
    pub body: Option<&'d Value>,
    /// The JSON pointer to the schema of the body.
    pub schema: Option<String>,
}

impl Answer<'_> {
    /// The answer as a reply.
    pub fn reply(&self) -> Reply {
        let mut reply = Reply { headers: self.headers.clone(), ..Reply::new(self.status) };
        if let (Some(body), Some(media_type)) = (self.body, self.media_type) {
            reply.body = match body {
                Value::String(text) if !is_json(media_type) => text.clone().into(),
                json => json.to_string().into(),
            };
            if let Ok(media_type) = HeaderValue::try_from(media_type) {
                reply.headers.insert(CONTENT_TYPE, media_type);
            }
        }
        reply
    }
}

impl Operation {
    /// The documented answer of that status, and of that name among its examples.
    ///
    /// Without a status it is the first success that has the example, or else the first answer that has it.
    /// Without a name it is the first example. A status may be documented by its range (`4XX`) or by `default`.
    ///
    /// ```
    /// # let document = openapi_replay::Document::from_json(r#"{"openapi": "3.0.3", "paths": {"/": {"get": {"responses": {
    /// #     "429": {"description": "", "headers": {"Retry-After": {"schema": {"type": "integer"}, "example": 7}},
    /// #     "content": {"application/json": {"examples": {"busy": {"value": "later"}}}}}}}}}}"#)?;
    /// let operation = document.operation("GET /").unwrap();
    /// let reply = operation.answer(Some(429), Some("busy")).unwrap().reply();
    /// assert_eq!(&reply.body[..], b"\"later\"");
    /// assert_eq!(reply.headers["retry-after"], "7");
    /// assert!(operation.answer(Some(404), None).is_none());
    /// # Ok::<(), openapi_replay::LoadError>(())
    /// ```
    pub fn answer(&self, status: Option<u16>, example: Option<&str>) -> Option<Answer<'_>> {
        let fits = |answer: &Answer<'_>| example.is_none() || answer.example == example;
        let responses = self.place().get("responses")?;
        if let Some(status) = status {
            let range = format!("{}XX", status / 100);
            let keys = [status.to_string(), range.clone(), range.to_lowercase(), "default".to_owned()];
            let response = keys.iter().find_map(|key| responses.get(key))?;
            return of_response(&response, StatusCode::from_u16(status).ok()?).into_iter().find(fits);
        }
        let mut answers = self.documented();
        let first = answers.iter().position(|answer| answer.status.is_success() && fits(answer));
        let any = || match (example, responses.get("default")) {
            (Some(_), _) => answers.iter().position(fits),
            // Where only `default` is documented, it is what a success looks like.
            (None, Some(_)) if answers.len() == of_default(&responses).len() => Some(0),
            _ => None,
        };
        let index = first.or_else(any)?;
        let mut answer = answers.swap_remove(index);
        if first.is_none() && example.is_none() {
            answer.status = StatusCode::OK;
        }
        Some(answer)
    }

    /// Every documented answer with a JSON example, each example once.
    pub fn answers(&self) -> impl Iterator<Item = Answer<'_>> {
        let json = |answer: &Answer<'_>| answer.body.is_some() && answer.media_type.is_some_and(is_json);
        self.documented().into_iter().filter(json)
    }

    /// Every documented answer, also those without an example.
    pub(crate) fn documented(&self) -> Vec<Answer<'_>> {
        let responses = self.place().get("responses");
        let known =
            responses.iter().flat_map(Place::entries).filter_map(|(key, response)| Some((status(key)?, response)));
        known.flat_map(|(status, response)| of_response(&response, status)).collect()
    }
}

fn of_default<'d>(responses: &Place<'d>) -> Vec<Answer<'d>> {
    responses.get("default").map(|it| of_response(&it, StatusCode::INTERNAL_SERVER_ERROR)).unwrap_or_default()
}

/// The status that a key under `responses` stands for.
fn status(key: &str) -> Option<StatusCode> {
    match key.to_ascii_uppercase().as_str() {
        "DEFAULT" => Some(StatusCode::INTERNAL_SERVER_ERROR),
        range if range.ends_with("XX") => {
            StatusCode::from_u16(range.strip_suffix("XX")?.parse::<u16>().ok()? * 100).ok()
        }
        code => code.parse().ok(),
    }
}

/// The answers of one response: each example of its JSON (or else first) media type, or one without a body.
fn of_response<'d>(response: &Place<'d>, status: StatusCode) -> Vec<Answer<'d>> {
    let mut answer =
        Answer { status, example: None, headers: headers(response), media_type: None, body: None, schema: None };
    let content: Vec<_> = response.get("content").iter().flat_map(Place::entries).collect();
    let Some((media_type, media)) = content.iter().find(|(name, _)| is_json(name)).or(content.first()) else {
        return vec![answer];
    };
    answer.media_type = Some(media_type);
    answer.schema = media.value.get("schema").map(|_| join(&media.pointer, "schema"));
    let examples = media.get("examples");
    let named: Vec<_> = examples
        .iter()
        .flat_map(Place::entries)
        .filter_map(|(name, example)| Some((name, example.child("value")?.value)))
        .map(|(name, value)| Answer { example: Some(name), body: Some(value), ..answer.clone() })
        .collect();
    if !named.is_empty() {
        return named;
    }
    let of_schema = || media.get("schema")?.child("example");
    answer.body = media.child("example").or_else(of_schema).map(|example| example.value);
    vec![answer]
}

fn headers(response: &Place<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, header) in response.get("headers").iter().flat_map(Place::entries) {
        let named = || header.get("examples")?.entries().next()?.1.child("value");
        let schema = header.get("schema");
        let of_schema = |key| schema.as_ref().and_then(|schema| schema.child(key));
        let value =
            header.child("example").or_else(named).or_else(|| of_schema("example")).or_else(|| of_schema("default"));
        match value.map(|place| place.value) {
            Some(_) if name.eq_ignore_ascii_case("content-type") => {}
            Some(Value::String(text)) => append(&mut headers, name, text),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => append(&mut headers, name, &value.to_string()),
            _ => {}
        }
    }
    headers
}

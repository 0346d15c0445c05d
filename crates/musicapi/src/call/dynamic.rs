//! Calls by text and JSON, for programs that learn of an operation at run time.
//!
//! A body goes through the operation's type, so what is sent is what the typed method would send. It is checked before that, since the
//! type drops what it doesn't know and says less about what is wrong.

use musicapi_facts::{Kind, Operation, Price};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::pipeline::Checked;
use crate::call::validate::{Violation, check};
use crate::client::Client;
use crate::error::Error;
use crate::policy::UnknownInput;
use crate::task::Task;

/// The answer of a call by text and JSON.
#[derive(Debug, Clone)]
pub struct Response {
    /// The answer; null if the operation answers with nothing, or with bytes.
    pub answer: Value,
    /// The bytes of an operation that answers with bytes, such as a file.
    pub bytes: Vec<u8>,
    /// The task that the call started, if the operation starts one.
    pub task: Option<Task<Value>>,
    /// The documented price of the call; `None` if it was free, or if the document has no price.
    pub price: Option<Price>,
    /// The service's id of the request.
    pub request_id: Option<String>,
}

impl Client {
    /// Calls any operation by text and JSON; it sends what the operation's typed method would send.
    ///
    /// A parameter that is a list is given once for each of its values.
    ///
    /// # Errors
    /// Those of the typed method; also [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if a parameter is missing or
    /// the body isn't one of this operation.
    ///
    /// # Cancel safety
    /// As the typed method.
    ///
    /// ```no_run
    /// # async fn example(client: musicapi::Client) -> Result<(), musicapi::Error> {
    /// let body = serde_json::json!({"task_type": "concat_music", "continue_clip_id": "26c9c592-0566-46cf-bb71-91ac1deaa7b5"});
    /// let called = client.call(&musicapi::facts::CREATE_SONIC, &[], Some(body)).await?;
    /// println!("{}", called.answer);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call(
        &self,
        operation: &'static Operation,
        parameters: &[(&str, &str)],
        body: Option<Value>,
    ) -> Result<Response, Error> {
        let violations: Vec<Violation> = check_parameters(operation, parameters);
        if !violations.is_empty() {
            return Err(Error::invalid(operation, violations));
        }
        let (client, body) = self.set_apart(operation, body)?;
        let mut answer = client.dispatch(operation, parameters, body).await?;
        let bytes = std::mem::take(&mut answer.bytes);
        let (whole, price, request_id) = (answer.body.clone(), answer.price, answer.request_id.clone());
        let task = operation.starts.map(|_| self.started(answer)).transpose()?;
        Ok(Response { answer: whole, bytes, task, price, request_id })
    }
}

/// The value of a required parameter.
pub(crate) fn required<'p>(
    operation: &Operation,
    parameters: &[(&str, &'p str)],
    name: &str,
) -> Result<&'p str, Error> {
    optional(parameters, name).filter(|value| !["", ".", ".."].contains(value)).ok_or_else(|| {
        let message = "it is missing, or would be taken for a step of the path".to_owned();
        Error::invalid(operation, vec![Violation { field: name.to_owned(), rule: "required", message }])
    })
}

/// The value of an optional parameter.
pub(crate) fn optional<'p>(parameters: &[(&str, &'p str)], name: &str) -> Option<&'p str> {
    parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// All values of a parameter that is a list.
#[allow(dead_code, reason = "not every document has such a parameter")]
pub(crate) fn several(parameters: &[(&str, &str)], name: &str) -> Vec<String> {
    parameters.iter().filter(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()).collect()
}

/// The violations of the parameters.
fn check_parameters(operation: &Operation, parameters: &[(&str, &str)]) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut refuse = |field: &str, rule, message| found.push(Violation { field: field.to_owned(), rule, message });
    for (index, (name, value)) in parameters.iter().enumerate() {
        let Some(parameter) = operation.parameters.iter().find(|parameter| parameter.name == *name) else {
            refuse(name, "unknown", "there is no such parameter".to_owned());
            continue;
        };
        let kind = match parameter.kind {
            Kind::List(of) => *of,
            _ if parameters[..index].iter().any(|(before, _)| before == name) => {
                refuse(name, "type", "it is no list, and is there twice".to_owned());
                continue;
            }
            kind => kind,
        };
        let wanted = match kind {
            Kind::Integer if value.parse::<i64>().is_err() => "a whole number",
            Kind::Number if !value.parse::<f64>().is_ok_and(f64::is_finite) => "a number",
            Kind::Flag if !["true", "false"].contains(value) => "true or false",
            _ => "",
        };
        if !wanted.is_empty() {
            refuse(name, "type", format!("it must be {wanted}, not {value:?}"));
        }
        if let Kind::Choice(words) = kind
            && !words.contains(value)
        {
            refuse(name, "enum", format!("{value:?} is not one of {}", words.join(", ")));
        }
    }
    for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
        if !parameters.iter().any(|(name, _)| *name == parameter.name) {
            refuse(parameter.name, "required", "it is missing".to_owned());
        }
    }
    found
}

/// A checked body as its type writes it. If the type can't hold the body, the rules are checked once more, since their messages say more
/// than the type's, and the type drops what it doesn't know.
pub(crate) fn typed<T: DeserializeOwned + Serialize>(
    operation: &Operation,
    body: Option<Checked>,
) -> Result<Checked, Error> {
    let Checked { request, price } = body.unwrap_or(Checked { request: Value::Null, price: None });
    let refuse = |field: String, rule, message: String| {
        let (_, violations) = check(operation, &request);
        let own = || vec![Violation { field, rule, message }];
        Error::invalid(operation, if violations.is_empty() { own() } else { violations })
    };
    let typed = T::deserialize(&request)
        .map_err(|error| refuse(String::new(), "type", format!("it isn't a request of this operation: {error}")))?;
    let kept = serde_json::to_value(&typed).unwrap_or_default();
    match dropped(&request, &kept) {
        Some(field) => Err(refuse(field, "unknown", "there is no such field".to_owned())),
        None => Ok(Checked { request: kept, price }),
    }
}

impl Client {
    /// Checks a body before its type reads it, since the type may coerce what is wrong. Fields that aren't known, but are to be sent by the
    /// policy, are taken out here and sent as extra fields, since the type would drop them.
    fn set_apart(&self, operation: &Operation, body: Option<Value>) -> Result<(Self, Option<Checked>), Error> {
        if operation.forms.is_empty() {
            return Ok((self.clone(), body.map(|request| Checked { request, price: None })));
        }
        let mut request = body.unwrap_or_default();
        let price = self.allowed(operation, &request)?;
        if self.policy().new_things == UnknownInput::Refuse {
            return Ok((self.clone(), Some(Checked { request, price })));
        }
        let unknown = check(operation, &request).1;
        let unknown = unknown.iter().filter(|violation| violation.rule == "unknown");
        let extra: Vec<(String, Value)> = request.as_object_mut().map_or_else(Vec::new, |fields| {
            unknown.filter_map(|violation| fields.shift_remove_entry(&violation.field)).collect()
        });
        let client = if extra.is_empty() { self.clone() } else { self.with_extra(extra) };
        Ok((client, Some(Checked { request, price })))
    }
}

/// The path of a field that the type doesn't keep.
fn dropped(given: &Value, kept: &Value) -> Option<String> {
    let below = |key: String, given: &Value, kept: &Value| {
        dropped(given, kept).map(|rest| if rest.is_empty() { key.clone() } else { format!("{key}/{rest}") })
    };
    match (given, kept) {
        (Value::Null, _) => None,
        (Value::Object(given), Value::Object(kept)) => {
            given.iter().find_map(|(key, value)| below(key.clone(), value, kept.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(given), Value::Array(kept)) => {
            given.iter().zip(kept).enumerate().find_map(|(index, (given, kept))| below(index.to_string(), given, kept))
        }
        (_, Value::Null) => Some(String::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use musicapi_facts::CREATE_NURO;
    use serde_json::json;

    use super::*;
    use crate::types::NuroCreate;

    #[test]
    fn parameters_are_checked_by_what_they_stand_for() {
        const WORDS: &[&str] = &["new", "old"];
        let parameter = |name, required, kind| musicapi_facts::Parameter {
            name,
            description: "",
            location: musicapi_facts::ParameterLocation::Query,
            required,
            kind,
            example: None,
        };
        let parameters = Box::leak(Box::new([
            parameter("page", true, Kind::Integer),
            parameter("weight", false, Kind::Number),
            parameter("full", false, Kind::Flag),
            parameter("sort", false, Kind::Choice(WORDS)),
            parameter("ids", false, Kind::List(&Kind::Integer)),
        ]));
        let operation = Operation { parameters, ..musicapi_facts::GET_CREDITS };
        let found = |given: &[(&str, &str)]| -> Vec<String> {
            check_parameters(&operation, given).iter().map(ToString::to_string).collect()
        };
        let sound = [("page", "2"), ("weight", "0.5"), ("full", "true"), ("sort", "new"), ("ids", "1"), ("ids", "2")];
        assert_eq!(found(&sound), Vec::<String>::new());
        for (given, wanted) in [
            (("page", "two"), "page: it must be a whole number"),
            (("weight", "NaN"), "weight: it must be a number"),
            (("full", "yes"), "full: it must be true or false"),
            (("sort", "newest"), "sort: \"newest\" is not one of new, old"),
            (("ids", "x"), "ids: it must be a whole number"),
            (("colour", "red"), "colour: there is no such parameter"),
        ] {
            let others = sound.iter().filter(|(name, _)| *name != given.0).copied();
            let told = found(&others.chain([given]).collect::<Vec<_>>());
            assert!(told.len() == 1 && told[0].starts_with(wanted), "{told:?}");
        }
        assert_eq!(found(&sound[1..]), ["page: it is missing"]);
        assert_eq!(found(&[sound[0], sound[0]]), ["page: it is no list, and is there twice"]);
    }

    #[test]
    fn what_the_type_would_drop_is_refused() {
        let segments =
            |segment: Value| json!({"type": "bgm", "version": "v2.0", "description": "x", "segments": [segment]});
        let typed = |request| typed::<NuroCreate>(&CREATE_NURO, Some(Checked { request, price: None }));
        assert!(typed(segments(json!({"name": "intro", "duration": 30}))).is_ok());
        let error = typed(segments(json!({"name": "intro", "duration": 30, "colour": "red"})))
            .err()
            .map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("create_nuro: segments/0/colour: there is no such field"));
    }
}

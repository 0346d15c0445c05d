//! Changes of an answer that is otherwise the service's own, each with its word. A new change needs this file, and a method of `Fault`.

use http::HeaderValue;
use http::header::CONTENT_TYPE;
use musicapi_facts::Report;
use openapi_mock::Reply;
use serde_json::{Value, json};

/// A change of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    Empty,
    Malformed,
    ContentType(String),
    UnknownField,
    State(String),
    Null(String),
    NumbersAsText,
}

impl Change {
    /// The word for each change, and how it is written.
    pub(super) const WORDS: [(&str, &str); 7] = [
        ("empty", "empty"),
        ("malformed", "malformed"),
        ("content-type", "content-type=TYPE"),
        ("unknown-field", "unknown-field"),
        ("state", "state=WORD"),
        ("null", "null=FIELD"),
        ("numbers-as-text", "numbers-as-text"),
    ];

    /// The change of this word, with what stands behind its `=`; none if there is no such change.
    pub(super) fn read(name: &str, value: Option<&str>) -> Option<Self> {
        Some(match (name, value) {
            ("empty", None) => Self::Empty,
            ("malformed", None) => Self::Malformed,
            ("content-type", Some(media_type)) => Self::ContentType(media_type.to_owned()),
            ("unknown-field", None) => Self::UnknownField,
            ("state", Some(word)) => Self::State(word.to_owned()),
            ("null", Some(field)) => Self::Null(field.to_owned()),
            ("numbers-as-text", None) => Self::NumbersAsText,
            _ => return None,
        })
    }

    /// The word for the change, and what stands behind its `=`.
    pub(super) fn word(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Empty => ("empty", None),
            Self::Malformed => ("malformed", None),
            Self::ContentType(media_type) => ("content-type", Some(media_type)),
            Self::UnknownField => ("unknown-field", None),
            Self::State(word) => ("state", Some(word)),
            Self::Null(field) => ("null", Some(field)),
            Self::NumbersAsText => ("numbers-as-text", None),
        }
    }

    /// Whether it finds nothing in what isn't JSON.
    pub(super) fn is_of_json(&self) -> bool {
        matches!(self, Self::UnknownField | Self::State(_) | Self::Null(_) | Self::NumbersAsText)
    }

    /// Whether a client can't read any more what it was answered.
    pub(super) fn loses_answer(&self) -> bool {
        matches!(self, Self::Empty | Self::Malformed | Self::ContentType(_) | Self::Null(_))
    }

    /// Changes a reply, and tells whether there was anything to change. The report is how states stand in it.
    pub(super) fn apply(&self, reply: &mut Reply, report: Option<&Report>) -> bool {
        match self {
            Self::Empty | Self::Malformed if reply.body.is_empty() => false,
            Self::Empty => {
                reply.body.clear();
                true
            }
            Self::Malformed => {
                reply.body.truncate(reply.body.len() - 1);
                true
            }
            Self::ContentType(media_type) => match HeaderValue::try_from(media_type) {
                Ok(media_type) => reply.headers.insert(CONTENT_TYPE, media_type.clone()) != Some(media_type),
                Err(_) => false,
            },
            Self::UnknownField => rewrite(reply, &mut |value| match value {
                Value::Object(members) => {
                    members.insert("unknown_field".to_owned(), json!("added by a fault")).is_none()
                }
                _ => false,
            }),
            Self::NumbersAsText => rewrite(reply, &mut |value| {
                let text = value.is_number().then(|| value.to_string());
                let is_number = text.is_some();
                text.into_iter().for_each(|text| *value = text.into());
                is_number
            }),
            Self::Null(field) => rewrite_members(reply, &mut |name, value| {
                let changes = name == field && !value.is_null();
                if changes {
                    *value = Value::Null;
                }
                changes
            }),
            Self::State(word) => {
                let Some(report) = report else { return false };
                let field = report.state.rsplit('/').next().unwrap_or_default();
                let states = [report.waiting, report.succeeded, report.failed].concat();
                rewrite_members(reply, &mut |name, value| {
                    let changes = name == field && value.as_str().is_some_and(|state| states.contains(&state));
                    if changes {
                        *value = json!(word);
                    }
                    changes
                })
            }
        }
    }
}

/// Calls the closure for each value of a body, if that is JSON; it tells whether it changed it.
fn rewrite(reply: &mut Reply, change: &mut dyn FnMut(&mut Value) -> bool) -> bool {
    let Ok(mut body) = serde_json::from_slice::<Value>(&reply.body) else { return false };
    let changed = walk(&mut body, change);
    if changed {
        reply.body = body.to_string().into();
    }
    changed
}

/// The same for each member of an object, with its name.
fn rewrite_members(reply: &mut Reply, change: &mut dyn FnMut(&str, &mut Value) -> bool) -> bool {
    rewrite(reply, &mut |value| {
        let members = value.as_object_mut().into_iter().flatten();
        members.fold(false, |changed, (name, value)| change(name, value) | changed)
    })
}

fn walk(value: &mut Value, change: &mut dyn FnMut(&mut Value) -> bool) -> bool {
    let below = match value {
        Value::Object(members) => members.values_mut().fold(false, |changed, value| walk(value, change) | changed),
        Value::Array(items) => items.iter_mut().fold(false, |changed, value| walk(value, change) | changed),
        _ => false,
    };
    change(value) | below
}

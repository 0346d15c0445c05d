//! The reference of a task: a short text that finds the task again in any process.

use std::fmt;
use std::str::FromStr;

use musicapi_facts::{OPERATIONS, Operation};
use percent_encoding::{percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::display::ESCAPED;
use crate::error::{Error, ErrorKind};

/// Finds a task again, in any process: the path at which it is polled, such as `sonic/task/468d0e42-f7a6-40ce-9a4c-37db56b13b99`.
///
/// `Display`, `FromStr` and serde use that text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TaskRef {
    operation: &'static str,
    path: &'static str,
    id: String,
}

impl TaskRef {
    pub(crate) fn of(operation: &'static Operation, id: String) -> Self {
        Self { operation: operation.id, path: operation.path, id }
    }

    /// Whether an id can stand in a path: dots alone would be taken for steps of it.
    pub(crate) fn is_id(id: &str) -> bool {
        !["", ".", ".."].contains(&id)
    }

    /// The id that the service gave the task.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The `operationId` of the operation that reports on the task.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }
}

impl fmt::Display for TaskRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, after) = around_parameter(self.path);
        write!(out, "{before}{}{after}", utf8_percent_encode(&self.id, ESCAPED))
    }
}

impl fmt::Debug for TaskRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl FromStr for TaskRef {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let reports = || OPERATIONS.iter().filter(|operation| operation.report.is_some());
        let found = reports().find_map(|operation| {
            let (before, after) = around_parameter(operation.path);
            let id = text.trim_start_matches('/').strip_prefix(before)?.strip_suffix(after)?;
            let id = percent_decode_str(id).decode_utf8().ok().filter(|_| !id.contains('/'))?;
            Self::is_id(&id).then(|| Self::of(operation, id.into_owned()))
        });
        found.ok_or_else(|| {
            let forms =
                reports().map(|operation| operation.path.trim_start_matches('/')).collect::<Vec<_>>().join(", ");
            Error::new(ErrorKind::InvalidRequest, format!("{text:?} doesn't name a task; it must look like {forms}"))
        })
    }
}

impl Serialize for TaskRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TaskRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The texts before and after the only parameter of a path, without the leading slash.
fn around_parameter(path: &'static str) -> (&'static str, &'static str) {
    let path = path.trim_start_matches('/');
    let before = path.find('{').unwrap_or(path.len());
    let after = path.find('}').map_or(path.len(), |at| at + 1);
    (&path[..before], &path[after..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_written_and_read_as_its_path() {
        let task = TaskRef::of(&musicapi_facts::GET_SONIC_TASK, "468d0e42".to_owned());
        assert_eq!(serde_json::to_string(&task).unwrap(), "\"sonic/task/468d0e42\"");
        assert_eq!(serde_json::from_str::<TaskRef>("\"sonic/task/468d0e42\"").unwrap(), task);
        assert_eq!("/sonic/task/468d0e42".parse::<TaskRef>().unwrap(), task);
        for wrong in ["", "468d0e42", "sonic/task/", "sonic/task/..", "sonic/task/a/b", "radio/task/1"] {
            let error = wrong.parse::<TaskRef>().unwrap_err();
            assert!(error.message().contains("sonic/task/{task_id}"), "{error}");
        }
    }
}

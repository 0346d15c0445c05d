//! Errors of a scenario: the place, and what was probably meant.

use std::fmt;

use serde_saphyr::{Error, Location};

/// What is wrong with a scenario, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioError {
    file: Option<String>,
    /// Line and column, from 1.
    place: Option<(u64, u64)>,
    message: String,
}

impl ScenarioError {
    pub(super) fn of_file(self, file: &str) -> Self {
        Self { file: Some(file.to_owned()), ..self }
    }

    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { file: None, place: None, message: message.into() }
    }

    pub(super) fn of(error: &Error) -> Self {
        let error = error.without_snippet();
        let known = |location: Location| (location != Location::UNKNOWN).then(|| (location.line(), location.column()));
        Self { place: error.location().and_then(known), ..Self::new(message(error)) }
    }

    /// The line of what is wrong, from 1; none if the file can't be read at all.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.place.map(|(line, _)| line)
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, place, message } = self;
        match (file, place) {
            (Some(file), Some((line, column))) => write!(f, "{file}:{line}:{column}: {message}"),
            (Some(file), None) => write!(f, "{file}: {message}"),
            (None, Some((line, column))) => write!(f, "line {line}, column {column}: {message}"),
            (None, None) => f.write_str(message),
        }
    }
}

impl std::error::Error for ScenarioError {}

/// What is wrong, and what is meant.
fn message(error: &Error) -> String {
    let nearest = |word: &str, known: &[&'static str]| {
        let nearest = known.iter().min_by_key(|known| strsim::levenshtein(word, known)).copied().unwrap_or_default();
        match strsim::levenshtein(word, nearest) * 2 <= nearest.len() {
            true => format!("there is no `{word}`; write `{nearest}`"),
            false => format!("there is no `{word}`; there are {}", known.join(", ")),
        }
    };
    match error {
        Error::SerdeUnknownField { field, expected, .. } => nearest(field, expected),
        Error::SerdeUnknownVariant { variant, expected, .. } => nearest(variant, expected),
        Error::SerdeInvalidType { unexpected, expected, .. }
        | Error::SerdeInvalidValue { unexpected, expected, .. } => {
            format!("there is {unexpected}, where {expected} is expected")
        }
        Error::SerdeMissingField { field, .. } => format!("`{field}` is missing; add it"),
        Error::InvalidScalar { ty, .. } => match *ty {
            "boolean" => "write true or false".to_owned(),
            "floating point" => "write a number".to_owned(),
            _ => "write a whole number that isn't negative".to_owned(),
        },
        Error::Unexpected { expected: "sequence start", .. } => {
            "write a list: each item after a `-`, or all of them as `[one, two]`".to_owned()
        }
        Error::Unexpected { expected: "mapping start", .. } => "write fields, such as `name: value`".to_owned(),
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_ref().map_or_else(|| "a field".to_owned(), |key| format!("`{key}`"));
            format!("{key} stands here once more; keep one of them")
        }
        Error::MultipleDocuments { .. } => "a scenario is one document; take out `---` and what is after it".to_owned(),
        Error::Message { msg, .. } => msg.clone(),
        // Its text ends in the place, which is told already.
        other => other.to_string().split(" at line ").next().unwrap_or_default().to_owned(),
    }
}

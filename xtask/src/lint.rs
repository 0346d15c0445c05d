//! Checks the document: each error names its place, what is wrong, and how to fix it.
//!
//! `rules` lists all rules, and the other modules implement them by topic. Rules about structure run first, because the others follow
//! references; generating every file is the last check.

mod answers;
mod contract;
mod editions;
mod example_fields;
mod examples;
mod extensions;
mod generated;
mod keywords;
mod pitfalls;
mod places;
mod rules;
mod schemas;
mod structure;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::codegen::Files;
use crate::document::{Document, LocatedError};

/// An error in the document.
#[derive(Debug)]
pub struct LintError {
    /// The broken rule.
    pub rule: &'static str,
    /// JSON pointer to the place.
    pub pointer: String,
    /// What is wrong, and how to fix it.
    pub text: String,
}

impl fmt::Display for LintError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "/" } else { &self.pointer };
        write!(out, "[{}] {place}: {}", self.rule, self.text)
    }
}

/// Lists all errors, in the order of the file.
#[cfg(test)]
pub fn lint(document: &Document) -> Vec<LintError> {
    generate(document).err().unwrap_or_default()
}

/// Generates every file and page, or lists all errors in the order of the file.
pub fn generate(document: &Document) -> Result<Files, Vec<LintError>> {
    let errors = errors(document);
    if !errors.is_empty() {
        return Err(errors);
    }
    generated::make(document)
        .map_err(|LocatedError { pointer, text }| vec![LintError { rule: "codegen", pointer, text }])
}

/// Lists the broken rules in the order of the file, without running the generators.
pub fn errors(document: &Document) -> Vec<LintError> {
    let mut errors = Vec::new();
    for (rule, check) in rules::RULES {
        check(&document.value, &mut |pointer: &str, text: String| {
            errors.push(LintError { rule, pointer: pointer.to_owned(), text })
        });
        if *rule == rules::LAST_OF_STRUCTURE && !errors.is_empty() {
            // The other rules need a sound structure.
            break;
        }
    }
    errors.sort_by_key(|error| document.line(&error.pointer));
    errors
}

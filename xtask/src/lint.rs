//! What is wrong with the document: the place, the fault and the mend.

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
mod structure;
#[cfg(test)]
mod tests;
mod words;

use std::fmt;

use crate::codegen::Files;
use crate::document::{At, Document};

/// Something that is wrong.
#[derive(Debug)]
pub struct Fault {
    /// The rule that is broken.
    pub rule: &'static str,
    /// JSON pointer to the place.
    pub pointer: String,
    /// What is wrong, and how it is mended.
    pub text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "/" } else { &self.pointer };
        write!(out, "[{}] {place}: {}", self.rule, self.text)
    }
}

/// Everything that is wrong, in the order of the file.
#[cfg(test)]
pub fn lint(document: &Document) -> Vec<Fault> {
    judge(document).err().unwrap_or_default()
}

/// Every file that is made of a document, pages included; or everything that is wrong with it, in the order of the file.
pub fn judge(document: &Document) -> Result<Files, Vec<Fault>> {
    let faults = faults(document);
    if !faults.is_empty() {
        return Err(faults);
    }
    generated::make(document).map_err(|At { pointer, text }| vec![Fault { rule: "codegen", pointer, text }])
}

/// Every rule that is broken, in the order of the file. Whether the generators agree isn't tried.
pub fn faults(document: &Document) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (rule, check) in rules::RULES {
        check(&document.value, &mut |pointer: &str, text: String| {
            faults.push(Fault { rule, pointer: pointer.to_owned(), text })
        });
        if *rule == rules::LAST_OF_STRUCTURE && !faults.is_empty() {
            // What can't be followed can't be judged either.
            break;
        }
    }
    faults.sort_by_key(|fault| document.line(&fault.pointer));
    faults
}

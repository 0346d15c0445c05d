//! What the program reports when it ends, and its exit code.

use std::path::{Path, PathBuf};

use super::arguments::Arguments;
use super::lines::tell;
use super::out::say;
use crate::inspect::report::{Minimum, ReportFormat, Rule};
use crate::spaces::Spaces;

/// What is reported at the end, and what isn't good enough.
pub(super) struct AtEnd {
    reports: Vec<(ReportFormat, Option<PathBuf>)>,
    minimum: Minimum,
    fail_on: Vec<Rule>,
}

impl AtEnd {
    pub(super) fn of(arguments: &Arguments) -> Self {
        let larger = |one: Minimum, other: &Minimum| Minimum {
            operations: one.operations.max(other.operations),
            answers: one.answers.max(other.answers),
            examples: one.examples.max(other.examples),
        };
        let minimum = arguments.fail_under.iter().fold(Minimum::default(), larger);
        Self { reports: arguments.reports.clone(), minimum, fail_on: arguments.fail_on.clone() }
    }

    /// Makes the files, empty, so that one that can't be is told before there is anything to lose.
    pub(super) fn make_files(&self) -> Result<(), String> {
        let mut files = self.reports.iter().filter_map(|(_, file)| file.as_deref());
        files.try_for_each(|file| write(file, ""))
    }

    /// Writes the reports, all that can be, and tells whether they are good enough.
    pub(super) fn tell(&self, mock: &Spaces) -> Result<bool, String> {
        let report = mock.report();
        let written = self.reports.iter().map(|(format, file)| {
            let text = report.told(*format, &self.minimum);
            file.as_ref().map_or_else(|| say(&text), |file| write(file, &text))
        });
        let errors: Vec<String> = written.filter_map(Result::err).collect();
        let found = report.certain().filter(|finding| self.fail_on.contains(&finding.rule));
        let found = found.map(|finding| format!("{}: {}", finding.rule.name(), finding.told()));
        let failures: Vec<String> = report.shortfalls(&self.minimum).into_iter().chain(found).collect();
        failures.iter().for_each(|failure| tell(&format!("not good enough: {failure}")));
        if errors.is_empty() { Ok(failures.is_empty()) } else { Err(errors.join("\n")) }
    }
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|error| format!("the report can't be written to {}: {error}", file.display()))
}

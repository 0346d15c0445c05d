//! The formats of a report: for people, for programs, and for CI.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClientReport, Minimum, junit};

/// The format of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
pub enum ReportFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For CI: a test for each rule, and for each minimum of coverage.
    Junit,
}

impl ClientReport {
    /// As JUnit's XML: a test for each rule, and for each minimum of coverage.
    #[must_use]
    pub fn junit(&self, minimum: &Minimum) -> String {
        junit::write(self, minimum)
    }

    /// The report as a text of this format, with what falls short of the minimum.
    #[must_use]
    pub fn told(&self, format: ReportFormat, minimum: &Minimum) -> String {
        match format {
            ReportFormat::Text => {
                let short: String =
                    self.shortfalls(minimum).iter().map(|short| format!("too little: {short}\n")).collect();
                format!("{self}{short}")
            }
            // A map with texts for keys is all that JSON needs.
            ReportFormat::Json => format!("{:#}\n", serde_json::to_value(self).unwrap_or_default()),
            ReportFormat::Junit => self.junit(minimum),
        }
    }
}

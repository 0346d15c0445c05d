//! The subcommands: check a scenario, print a schema.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};

use super::out::say;
use crate::control::document as control_document;
use crate::setup::scenario::Scenario;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Looks a scenario over, and tells what is wrong with it, where, and what is meant.
    Check {
        /// The scenario.
        file: PathBuf,
    },
    /// Prints the JSON Schema of scenarios, or the OpenAPI document of the control API.
    Schema {
        /// Which one.
        #[arg(value_enum, default_value_t)]
        of: Schema,
    },
}

/// What is described.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Schema {
    /// Scenarios.
    #[default]
    Scenario,
    /// The control API.
    Control,
}

impl Command {
    pub(super) fn run(self) -> Result<(), String> {
        match self {
            Self::Check { file } => {
                scenario(&file)?;
                say(&format!("{}: a mock can be set up so\n", file.display()))
            }
            Self::Schema { of: Schema::Scenario } => say(&pretty(&Scenario::schema())),
            Self::Schema { of: Schema::Control } => say(&pretty(control_document())),
        }
    }
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

/// Reads a scenario.
///
/// # Errors
/// All that is wrong with it, a line each.
pub(super) fn scenario(file: &Path) -> Result<Scenario, String> {
    Scenario::read_all(file)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\nerror: "))
}

//! A setting, and where it comes from.

use std::fmt;
use std::path::Path;

use crate::output::failure::Failure;
use crate::output::invocation::in_backticks;

/// Where a setting comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    Flag,
    Environment(&'static str),
    File,
    /// The value of `config set`, which is in no file yet.
    Argument,
    #[default]
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => out.write_str("flag"),
            Self::Environment(name) => out.write_str(name),
            Self::File => out.write_str("config file"),
            Self::Argument => out.write_str("command line"),
            Self::Default => out.write_str("default"),
        }
    }
}

impl Origin {
    /// The place of a setting with this origin, for an error: the flag, the variable, or the name in its config file.
    pub(crate) fn place(self, name: &str, config_file: &Path) -> String {
        match self {
            Self::Flag => format!("--{}", name.replace('_', "-")),
            Self::Environment(variable) => variable.to_owned(),
            Self::File => format!("{name} of the config file {}", config_file.display()),
            Self::Argument | Self::Default => name.to_owned(),
        }
    }

    /// The next step for a setting that a command can't start with; none where the value was just typed or is the default.
    fn next_step(self, name: &str) -> Option<String> {
        match self {
            Self::Environment(_) => Some("put another value there, or take it away".to_owned()),
            Self::File => Some(format!("{} removes it", in_backticks(&format!("config unset {name}")))),
            Self::Flag | Self::Argument | Self::Default => None,
        }
    }
}

/// The value of a setting, and where it comes from.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    pub(crate) value: String,
    pub(crate) origin: Origin,
}

impl Setting {
    /// Adds the next step to a failure that names the place of this setting.
    pub(crate) fn add_step(&self, name: &str, failure: Failure) -> Failure {
        self.origin.next_step(name).into_iter().fold(failure, |failure, step| failure.and(&step))
    }

    /// Explains where a value that a failure is about was set, and what to do about it, unless the command itself names it.
    pub(crate) fn explain(&self, name: &str, config_file: &Path, failure: Failure) -> Failure {
        match self.origin.next_step(name) {
            Some(step) => failure.and(&format!("it is set by {}; {step}", self.origin.place(name, config_file))),
            None => failure,
        }
    }
}

//! `musicapi config`: lists, reads and changes settings.

use serde_json::json;

use crate::cli::command_line::{Change, Config};
use crate::cli::nearest::did_you_mean;
use crate::cli::options::{Common, NAMES};
use crate::commands::doctor::{list_settings, rows};
use crate::context::config_file;
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::streams::eprint_line;

/// Runs a subcommand.
pub(crate) fn run(command: Config, common: &Common, settings: &Settings) -> Result<Report, Failure> {
    match command {
        Config::List => {
            let (text, details) = list_settings(&rows(common, settings));
            let there = if settings.is_there { "" } else { ", which isn't there yet" };
            Ok(Report::new(
                format!("{text}\nthe config file is {}{there}\n", settings.path.display()),
                json!({"settings": details, "config_file": settings.path}),
            ))
        }
        Config::Get { name } => {
            check_name(&name)?;
            let rows = rows(common, settings);
            let found = rows.iter().find(|(known, _)| *known == name);
            let (value, origin) = found.map(|(_, value)| value.clone()).unwrap_or_default();
            let details = json!({"setting": name, "value": value, "from": origin.to_string()});
            Ok(Report::new(format!("{value}\n"), details))
        }
        Config::Change(change) => self::change(change, common),
    }
}

/// Changes the config file, even one that other commands can't start with.
pub(crate) fn change(change: Change, common: &Common) -> Result<Report, Failure> {
    let (name, value) = match change {
        Change::Set { name, value } => (name, Some(value)),
        Change::Unset { name } => (name, None),
    };
    check_name(&name)?;
    let (path, fault) = config_file::change(common, &name, value.as_deref())?;
    if let Some(fault) = fault {
        eprint_line(&format!("the file still can't be used: {}", fault.message()));
    }
    let file = path.display();
    let text = match &value {
        Some(value) => format!("{name} is set to {value} in {file}\n"),
        None => format!("{name} isn't set in {file}\n"),
    };
    Ok(Report::new(text, json!({"setting": name, "value": value})))
}

fn check_name(name: &str) -> Result<(), Failure> {
    if NAMES.contains(&name) {
        return Ok(());
    }
    let (all, meant) = (NAMES.join(", "), did_you_mean(name, NAMES));
    Err(Failure::usage(format!("there is no setting {name:?}; there are {all}{meant}")))
}

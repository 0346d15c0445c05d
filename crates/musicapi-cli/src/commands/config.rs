//! `musicapi config`: settings are read and changed.

use serde_json::json;

use crate::cli::command_line::Config;
use crate::cli::nearest::did_you_mean;
use crate::cli::options::{Common, NAMES};
use crate::commands::doctor::{listed, rows};
use crate::context::settings::Settings;
use crate::output::failure::Failure;
use crate::output::report::Report;

/// Does what was said.
pub(crate) fn run(command: Config, common: &Common, settings: &Settings) -> Result<Report, Failure> {
    let file = settings.path.display();
    match command {
        Config::List => {
            let (text, told) = listed(&rows(common, settings));
            let there = if settings.is_there { "" } else { ", which isn't there yet" };
            Ok(Report::new(
                format!("{text}\nthe config file is {file}{there}\n"),
                json!({"settings": told, "config_file": settings.path}),
            ))
        }
        Config::Get { name } => {
            known(&name)?;
            let rows = rows(common, settings);
            let found = rows.iter().find(|(known, _)| *known == name);
            let (value, origin) = found.map(|(_, value)| value.clone()).unwrap_or_default();
            let told = json!({"setting": name, "value": value, "from": origin.to_string()});
            Ok(Report::new(format!("{value}\n"), told))
        }
        Config::Set { name, value } => {
            known(&name)?;
            settings.write(&name, Some(&value))?;
            Ok(Report::new(format!("{name} is set to {value} in {file}\n"), json!({"setting": name, "value": value})))
        }
        Config::Unset { name } => {
            known(&name)?;
            settings.write(&name, None)?;
            Ok(Report::new(format!("{name} isn't set in {file}\n"), json!({"setting": name, "value": null})))
        }
    }
}

fn known(name: &str) -> Result<(), Failure> {
    if NAMES.contains(&name) {
        return Ok(());
    }
    let (all, meant) = (NAMES.join(", "), did_you_mean(name, NAMES));
    Err(Failure::usage(format!("there is no setting {name:?}; there are {all}{meant}")))
}

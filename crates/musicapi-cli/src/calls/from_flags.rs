//! The request of a generated command, from its flags and an optional body.

use clap::ArgMatches;
use musicapi::facts::CREATE_SONIC;
use serde_json::{Map, Value};

use crate::calls::defaults;
use crate::calls::request::{self, InputStyle, Request};
use crate::cli::fields;
use crate::cli::generated_commands::argument_id;
use crate::cli::names::{self, OperationCommand};
use crate::cli::song::MODE;
use crate::context::settings::Settings;
use crate::output::failure::Failure;

impl OperationCommand {
    /// Builds the request from the arguments.
    pub(crate) fn request(&self, matches: &ArgMatches, settings: &Settings) -> Result<Request, Failure> {
        let text = |name: &str| matches.try_get_one::<String>(&argument_id(name)).ok().flatten().cloned();
        let given = |name: &str| {
            matches.try_get_many::<String>(&argument_id(name)).ok().flatten().into_iter().flatten().cloned()
        };
        let parameters = self.operation.parameters.iter();
        let parameters =
            parameters.flat_map(|parameter| given(parameter.name).map(|value| (parameter.name, value))).collect();
        if self.operation.forms.is_empty() {
            return Ok(Request {
                operation: self.operation,
                parameters,
                body: None,
                style: InputStyle::Flags { any_mode: false },
            });
        }
        let file = matches.get_one::<String>("body");
        let mut body = file.map_or_else(|| Ok(Value::Object(Map::new())), |file| request::read(file))?;
        let Some(fields) = body.as_object_mut() else {
            // Flags can't be merged into it; the check of the request says what is wrong.
            return Ok(Request { operation: self.operation, parameters, body: Some(body), style: InputStyle::Body });
        };
        self.choose_form(fields, text)?;
        self.fill(fields, matches);
        let any_mode = *self.operation == CREATE_SONIC && !fields.contains_key(MODE);
        // A body written by hand is sent as it is.
        if *self.operation == CREATE_SONIC && file.is_none() {
            defaults::complete_required(fields, &settings.model(None).value);
        }
        Ok(Request {
            operation: self.operation,
            parameters,
            body: Some(body),
            style: if file.is_some() { InputStyle::Body } else { InputStyle::Flags { any_mode } },
        })
    }

    /// Writes typed flags into a body.
    pub(crate) fn fill(&self, body: &mut Map<String, Value>, matches: &ArgMatches) {
        let tag = self.operation.tag.and_then(|tag| body.get(tag.field)?.as_str().map(str::to_owned));
        for field in self.fields() {
            let typed = matches.try_get_many::<String>(&argument_id(field.name)).ok().flatten();
            if let Some(typed) = typed {
                let typed: Vec<String> = typed.cloned().collect();
                body.insert(field.name.to_owned(), fields::value(self.kind(field.name, tag.as_deref()), &typed));
            }
        }
    }

    /// Writes the tag of the form into the body. Fails if the body names another form than the command.
    fn choose_form(&self, body: &mut Map<String, Value>, flag: impl Fn(&str) -> Option<String>) -> Result<(), Failure> {
        let Some(tag) = self.operation.tag else { return Ok(()) };
        let Some(form) = self.form.and_then(|form| form.name) else {
            body.extend(flag(tag.field).map(|word| (tag.field.to_owned(), word.into())));
            return Ok(());
        };
        if let Some(other) = body.get(tag.field).filter(|other| **other != *form) {
            let Self { name, operation, .. } = self;
            return Err(Failure::usage(format!(
                "the body says {} {other}, and `{} {name}` is for {form}; `{} {}` takes any",
                tag.field,
                operation.family,
                operation.family,
                names::commands(operation.family)
                    .iter()
                    .find(|call| call.operation == *operation && call.form.is_none())
                    .map_or("", |call| call.name.as_str()),
            )));
        }
        body.insert(tag.field.to_owned(), form.into());
        Ok(())
    }
}

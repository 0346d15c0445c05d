//! A command for every operation, generated from the facts: its arguments, price, example and help.
//!
//! The commands of a family are built only when that family is used, which keeps startup fast.

use clap::{Arg, ArgAction, Args as _, Command};
use musicapi::facts::{self, AnswerBody, FAMILIES, Field, Form, Kind, Operation, Price, Shape, ShapeKind};
use serde_json::{Map, Value};

use crate::cli::aliases::with_aliases;
use crate::cli::fields;
use crate::cli::help::no_break;
use crate::cli::names::{self, OperationCommand};
use crate::cli::options::{Delivery, DownloadFolder, DryRun};
use crate::cli::suggestions::Suggestions;
use crate::output::invocation::quoted;
use crate::output::words::credits;

/// The commands of all families; the subcommands of each are built on demand.
pub(crate) fn commands() -> impl Iterator<Item = Command> {
    FAMILIES.iter().map(|family| {
        let command = Command::new(family.name).about(family.description.trim_end_matches('.'));
        command.subcommand_required(true).arg_required_else_help(true).defer(|command| {
            let calls = names::commands(command.get_name());
            command.subcommands(calls.iter().map(OperationCommand::command))
        })
    })
}

/// The id of the argument that holds a field or a parameter.
pub(crate) fn argument_id(field: &str) -> String {
    format!("field:{field}")
}

impl OperationCommand {
    fn command(&self) -> Command {
        let about = self.form.filter(|form| !form.description.is_empty());
        let about = about.map_or(self.operation.summary, |form| form.description);
        let mut command = Command::new(self.name.clone()).after_help(self.after_help());
        for parameter in self.operation.parameters {
            let name = names::flag(parameter.name);
            let is_list = matches!(parameter.kind, Kind::List(_));
            let arg = Arg::new(argument_id(parameter.name)).help(parameter.description.trim_end_matches('.'));
            let arg = if parameter.required && !is_list {
                arg.value_name(name.to_uppercase()).required(true)
            } else {
                arg.long(name).value_name(fields::placeholder(parameter.kind)).required(parameter.required)
            };
            let arg = if is_list { arg.action(ArgAction::Append) } else { arg };
            let arg = match fields::words(parameter.kind) {
                [] => arg,
                words => arg.value_parser(Suggestions::of(words.iter().copied())),
            };
            command = command.arg(arg.allow_negative_numbers(true));
        }
        if !self.operation.forms.is_empty() {
            if let (None, Some(tag)) = (self.form, self.operation.tag) {
                let known = self.operation.forms.iter().filter_map(|form| form.name);
                let default = tag.default.map(|default| format!(" [default: {default}]")).unwrap_or_default();
                let help = format!("Which form the request has{default}");
                command =
                    command.arg(flag(tag.field).value_name("WORD").help(help).value_parser(Suggestions::of(known)));
            }
            for field in self.fields() {
                command = command.arg(self.arg(field));
            }
            let body = Arg::new("body").long("body").value_name("FILE|-").value_hint(clap::ValueHint::FilePath);
            command =
                command.arg(body.help("The request as JSON, or - for standard input; flags override what it says"));
        }
        let command = if self.operation.starts.is_some() {
            Delivery::augment_args(command)
        } else if has_files(self.operation) {
            DryRun::augment_args(DownloadFolder::augment_args(command))
        } else {
            DryRun::augment_args(command)
        };
        // The flattened structs above set a description of their own, so set this one last.
        with_aliases(command.about(about.trim_end_matches('.').to_owned()))
    }

    /// The flag of a field.
    pub(crate) fn arg(&self, field: &'static Field) -> Arg {
        let arg = flag(field.name).help(self.help(field)).value_name(fields::placeholder(field.kind));
        let arg =
            arg.value_parser(Suggestions::of(fields::words(field.kind).iter().copied())).allow_negative_numbers(true);
        let arg = if self.is_list(field.name) { arg.action(ArgAction::Append) } else { arg };
        match field.kind {
            Kind::Flag => arg.num_args(0..=1).require_equals(true).default_missing_value("true"),
            _ => arg,
        }
    }

    /// What the command costs, in words.
    pub(crate) fn cost(&self) -> String {
        cost(self.operation, self.form)
    }

    fn after_help(&self) -> String {
        let mut text = self.cost();
        if self.operation.deprecated {
            let instead = self.operation.replacement.map(|other| format!("; use {other}")).unwrap_or_default();
            text.push_str(&format!("\nDeprecated{instead}."));
        }
        if self.form.is_some_and(|form| form.retired) {
            text.push_str("\nRetired: the service no longer takes it.");
        }
        format!("{text}\n\nExample:\n{}", no_break(&format!("  {}", self.example())))
    }

    /// A documented example as a command line, broken into several lines if it is long.
    pub(crate) fn example(&self) -> String {
        let start = format!("musicapi {} {}", self.operation.family, self.name);
        let mut words: Vec<String> = Vec::new();
        for argument in self.example_arguments() {
            // Keep a value on the line of its flag.
            match words.last_mut().filter(|last| last.starts_with("--") && !argument.starts_with("--")) {
                Some(flag) if !flag.contains(' ') => flag.push_str(&format!(" {}", quoted(&argument))),
                _ => words.push(quoted(&argument)),
            }
        }
        let length = start.len() + words.iter().map(|word| word.chars().count() + 1).sum::<usize>();
        words.insert(0, start);
        words.join(if length > 90 { " \\\n    " } else { " " })
    }

    fn example_arguments(&self) -> Vec<String> {
        let form = self.form.or_else(|| self.operation.form(None)).or(self.operation.forms.first());
        let body = form.and_then(|form| serde_json::from_str(form.example?).ok());
        let parameters = self.operation.parameters.iter().filter(|parameter| parameter.required);
        let mut arguments: Vec<String> = parameters
            .flat_map(|parameter| {
                let value = parameter.example.unwrap_or("…").to_owned();
                match parameter.kind {
                    Kind::List(_) => vec![format!("--{}", names::flag(parameter.name)), value],
                    _ => vec![value],
                }
            })
            .collect();
        arguments.extend(self.arguments(&body.unwrap_or_default()));
        arguments
    }

    /// A request body as command line arguments.
    pub(crate) fn arguments(&self, body: &Map<String, Value>) -> Vec<String> {
        let tag = self.operation.tag.map(|tag| tag.field);
        let entries = body.iter().filter(|(name, _)| self.form.is_none() || Some(name.as_str()) != tag);
        let flags = entries.flat_map(|(name, value)| {
            let flag = names::flag(name);
            // A boolean flag may stand alone, and a value that begins with a dash must not be read as a flag.
            fields::to_arguments(value).into_iter().flat_map(move |typed| match value {
                Value::Bool(true) => vec![format!("--{flag}")],
                Value::Bool(false) => vec![format!("--{flag}=false")],
                _ if typed.starts_with('-') => vec![format!("--{flag}={typed}")],
                _ => vec![format!("--{flag}"), typed],
            })
        });
        flags.collect()
    }
}

fn flag(field: &str) -> Arg {
    Arg::new(argument_id(field)).long(names::flag(field))
}

/// What a call costs, in words.
pub(crate) fn cost(operation: &Operation, form: Option<&Form>) -> String {
    if !operation.is_paid() {
        return "Free.".to_owned();
    }
    let one = form.or_else(|| operation.forms.first().filter(|_| operation.forms.len() == 1));
    let prices: Vec<Option<Price>> =
        one.map_or_else(|| operation.forms.iter().map(|form| form.price).collect(), |form| vec![form.price]);
    match prices.as_slice() {
        [] | [None, ..] => "It may cost credits; how many isn't documented.".to_owned(),
        [first, rest @ ..] if rest.iter().all(|price| price == first) => {
            format!("Costs {} (expected price).", first.map(credits).unwrap_or_default())
        }
        _ => {
            let of =
                |form: &Form| Some(format!("\n  {:<20} {}", form.name?, form.price.map_or("?".to_owned(), credits)));
            let lines: String = operation.forms.iter().filter_map(of).collect();
            format!("Costs (expected prices):{lines}")
        }
    }
}

/// Whether the answers of an operation contain the addresses of files, or are files.
pub(crate) fn has_files(operation: &Operation) -> bool {
    fn has_address(shape: &Shape) -> bool {
        let mut below = shape.fields.iter().map(|(_, shape)| *shape).chain(shape.items);
        shape.kind == ShapeKind::Address || below.any(has_address)
    }
    let is_file = matches!(operation.answer, AnswerBody::Bytes(_));
    is_file || operation.starts.is_none() && has_address(facts::answer(operation.id))
}

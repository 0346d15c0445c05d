//! The commands of a family, built from the facts when they are asked for.

use clap::{Arg, ArgAction, Args as _, Command};
use musicapi::facts::{self, AnswerBody, FAMILIES, Field, Form, Kind, Operation, Price, Shape, ShapeKind};
use serde_json::{Map, Value};

use crate::cli::aliases::named;
use crate::cli::fields;
use crate::cli::help::held;
use crate::cli::names::{self, Call};
use crate::cli::offered::Offered;
use crate::cli::options::{Delivery, DryRun, Fetch};
use crate::output::invocation::quoted;
use crate::output::words::credits;

/// The commands of all families. What belongs to each is built only if it is needed.
pub(crate) fn commands() -> impl Iterator<Item = Command> {
    FAMILIES.iter().map(|family| {
        let command = Command::new(family.name).about(family.description.trim_end_matches('.'));
        command.subcommand_required(true).arg_required_else_help(true).defer(|command| {
            let calls = names::calls(command.get_name());
            command.subcommands(calls.iter().map(Call::command))
        })
    })
}

/// The field of the tag, among the ids of arguments.
pub(crate) fn id(field: &str) -> String {
    format!("field:{field}")
}

impl Call {
    fn command(&self) -> Command {
        let about = self.form.filter(|form| !form.description.is_empty());
        let about = about.map_or(self.operation.summary, |form| form.description);
        let mut command = Command::new(self.name.clone()).after_help(self.after_help());
        for parameter in self.operation.parameters {
            let name = names::flag(parameter.name);
            let is_list = matches!(parameter.kind, Kind::List(_));
            let arg = Arg::new(id(parameter.name)).help(parameter.description.trim_end_matches('.'));
            let arg = if parameter.required && !is_list {
                arg.value_name(name.to_uppercase()).required(true)
            } else {
                arg.long(name).value_name(fields::placeholder(parameter.kind)).required(parameter.required)
            };
            let arg = if is_list { arg.action(ArgAction::Append) } else { arg };
            let arg = match fields::words(parameter.kind) {
                [] => arg,
                words => arg.value_parser(Offered::of(words.iter().copied())),
            };
            command = command.arg(arg.allow_negative_numbers(true));
        }
        if !self.operation.forms.is_empty() {
            if let (None, Some(tag)) = (self.form, self.operation.tag) {
                let known = self.operation.forms.iter().filter_map(|form| form.name);
                let default = tag.default.map(|default| format!(" [default: {default}]")).unwrap_or_default();
                let help = format!("Which form the request has{default}");
                command = command.arg(flag(tag.field).value_name("WORD").help(help).value_parser(Offered::of(known)));
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
        } else if tells_files(self.operation) {
            DryRun::augment_args(Fetch::augment_args(command))
        } else {
            DryRun::augment_args(command)
        };
        // What is flattened into a command brings a description of its own.
        named(command.about(about.trim_end_matches('.').to_owned()))
    }

    /// The flag of a field.
    pub(crate) fn arg(&self, field: &'static Field) -> Arg {
        let arg = flag(field.name).help(self.help(field)).value_name(fields::placeholder(field.kind));
        let arg = arg.value_parser(Offered::of(fields::words(field.kind).iter().copied())).allow_negative_numbers(true);
        let arg = if self.is_list(field.name) { arg.action(ArgAction::Append) } else { arg };
        match field.kind {
            Kind::Flag => arg.num_args(0..=1).require_equals(true).default_missing_value("true"),
            _ => arg,
        }
    }

    /// What it costs, in words.
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
        format!("{text}\n\nExample:\n{}", held(&format!("  {}", self.example())))
    }

    /// A documented example, as a command line; a long one is continued on more lines.
    pub(crate) fn example(&self) -> String {
        let start = format!("musicapi {} {}", self.operation.family, self.name);
        let mut words: Vec<String> = Vec::new();
        for argument in self.example_arguments() {
            // A value stays with its flag.
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

    /// A body as flags.
    pub(crate) fn arguments(&self, body: &Map<String, Value>) -> Vec<String> {
        let tag = self.operation.tag.map(|tag| tag.field);
        let said = body.iter().filter(|(name, _)| self.form.is_none() || Some(name.as_str()) != tag);
        let flags = said.flat_map(|(name, value)| {
            let flag = names::flag(name);
            // A flag may stand alone, and a value that begins with a dash must not be taken for one.
            fields::typed(value).into_iter().flat_map(move |typed| match value {
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
    Arg::new(id(field)).long(names::flag(field))
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

/// Whether the answers of an operation tell where files are.
pub(crate) fn tells_files(operation: &Operation) -> bool {
    fn tells(shape: &Shape) -> bool {
        let mut below = shape.fields.iter().map(|(_, shape)| *shape).chain(shape.items);
        shape.kind == ShapeKind::Address || below.any(tells)
    }
    let is_file = matches!(operation.answer, AnswerBody::Bytes(_));
    is_file || operation.starts.is_none() && tells(facts::answer(operation.id))
}

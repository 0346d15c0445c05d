//! A request: read, checked, priced, and shown without being sent.

use std::collections::BTreeSet;
use std::io::Read as _;

use musicapi::display;
use musicapi::facts::{Kind, KnownPrice, Operation, ParameterLocation, Price};
use musicapi::{Violation, check};
use serde_json::{Value, json};

use crate::calls::prices::describe_price;
use crate::calls::{clip_id, warnings};
use crate::cli::nearest::did_you_mean;
use crate::cli::{aliases, fields, names, shortcuts, song};
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::output::sanitize;
use crate::output::words::{credits, input};

/// A request that is to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) operation: &'static Operation,
    pub(crate) parameters: Vec<(&'static str, String)>,
    pub(crate) body: Option<Value>,
    /// How the user wrote the fields.
    pub(crate) style: InputStyle,
}

/// How the user wrote the fields of a request. Errors name them in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InputStyle {
    /// In a JSON body.
    Body,
    /// As flags of a generated command; `any_mode` if the mode of a song wasn't given, and follows from lyrics and description.
    Flags { any_mode: bool },
    /// As flags of a shortcut.
    Shortcut,
}

impl InputStyle {
    fn name(self, field: &str) -> String {
        match self {
            Self::Body => field.to_owned(),
            Self::Flags { .. } => format!("--{}", names::flag(field)),
            Self::Shortcut => shortcuts::argument_name(field),
        }
    }

    /// The message about a song with neither lyrics nor description, if its mode follows from them.
    fn lyrics_message(self) -> Option<String> {
        let [description, lyrics, instrumental] =
            [song::DESCRIPTION, song::LYRICS[0], song::INSTRUMENTAL].map(|field| self.name(field));
        let description = match self {
            Self::Shortcut => "a description".to_owned(),
            Self::Flags { any_mode: true } => description,
            _ => return None,
        };
        Some(format!("a song needs {description}, {lyrics} or {instrumental}"))
    }
}

impl Request {
    /// A request of a shortcut.
    pub(crate) fn new(operation: &'static Operation, body: Value) -> Self {
        Self { operation, parameters: Vec::new(), body: Some(body), style: InputStyle::Shortcut }
    }

    /// The rules that the request breaks.
    pub(crate) fn violations(&self) -> Vec<Violation> {
        self.body.as_ref().map(|body| check(self.operation, body).1).unwrap_or_default()
    }

    fn secrets(&self) -> impl Iterator<Item = &str> {
        self.body.iter().flat_map(display::secrets).filter_map(Value::as_str)
    }

    /// The webhook secret, which is never stored.
    pub(crate) fn secret(&self) -> Result<Option<String>, Failure> {
        let mut secrets: BTreeSet<String> = self.secrets().map(str::to_owned).collect();
        let first = secrets.pop_first();
        match secrets.is_empty() {
            true => Ok(first),
            false => Err(Failure::usage("webhook_secret: a call can have one secret only".to_owned())),
        }
    }

    /// The documented price, if there is one.
    pub(crate) fn price(&self) -> Option<Price> {
        check(self.operation, self.body.as_ref()?).0?.price
    }

    /// The documented prices, the newest first.
    fn prices(&self) -> &'static [KnownPrice] {
        self.body.as_ref().and_then(|body| check(self.operation, body).0).map_or(&[], |form| form.prices)
    }

    /// Fails if the request breaks a rule. Replaces addresses of clip pages by ids, and masks secrets in all output.
    pub(crate) fn checked(mut self) -> Result<Self, Failure> {
        self.body.as_mut().and_then(Value::as_object_mut).into_iter().for_each(clip_id::replace_addresses);
        self.secrets().for_each(|secret| sanitize::mask_secret(secret, "[secret]"));
        let violations = self.violations();
        if violations.is_empty() { Ok(self) } else { Err(Failure::violations(&self, &violations)) }
    }

    /// Warnings about fields that are probably a mistake.
    pub(crate) fn warnings(&self) -> Vec<String> {
        self.body.as_ref().map(|body| warnings::warnings(self.operation, body)).unwrap_or_default()
    }

    /// The line before a paid request is sent a number of times.
    pub(crate) fn sending(&self, count: u32) -> String {
        let body = self.body.as_ref().unwrap_or(&Value::Null);
        let tag = self.operation.tag.and_then(|tag| body[tag.field].as_str());
        let form = self.operation.form(tag).or(self.operation.forms.first());
        let model = form.and_then(fields::model).and_then(|field| body[field.name].as_str());
        let about: Vec<&str> = tag.into_iter().chain(model).collect();
        let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
        let times = if count > 1 { format!("{count} times ") } else { String::new() };
        let cost = match self.price() {
            Some(price) => format!("{} (expected price)", credits(times_of(price, count))),
            None => "how many credits isn't documented".to_owned(),
        };
        display::line(&format!("sending {times}{}{about}: {cost}", self.operation.id))
    }

    /// The report of a dry run.
    pub(crate) fn dry_run_report(&self, count: u32) -> Report {
        let Self { operation, parameters, body, .. } = self;
        let (mut path, mut query, mut headers) = (operation.path.to_owned(), Vec::new(), String::new());
        for (name, value) in parameters {
            let known = operation.parameters.iter().find(|parameter| parameter.name == *name);
            match known.map(|parameter| parameter.location) {
                Some(ParameterLocation::Path) => path = path.replace(&format!("{{{name}}}"), value),
                Some(ParameterLocation::Header) => headers.push_str(&format!("{name}: {value}\n")),
                _ => query.push(format!("{name}={value}")),
            }
        }
        if !query.is_empty() {
            path = format!("{path}?{}", query.join("&"));
        }
        let cost = match self.price() {
            _ if !operation.is_paid() => "it would cost nothing".to_owned(),
            Some(price) => format!("it would cost {} (expected price)", credits(times_of(price, count))),
            None => "it may cost credits; how many isn't documented".to_owned(),
        };
        let mut text = format!("{} {path}\n{headers}", operation.method);
        if let Some(body) = &body {
            text.push_str(&format!("{}\n", display::json(&format!("{body:#}"))));
        }
        let mut by_name = serde_json::Map::new();
        for (name, value) in parameters {
            // A repeated parameter becomes a list.
            match by_name.get_mut(*name) {
                Some(Value::Array(values)) => values.push(value.as_str().into()),
                Some(first) => *first = json!([first.take(), value]),
                None => drop(by_name.insert((*name).to_owned(), value.as_str().into())),
            }
        }
        let parameters = by_name;
        let known = self.prices().first();
        let sure = known.map(|_| format!("{}\n", describe_price(self.prices()))).unwrap_or_default();
        let details = json!({
            "dry_run": true, "count": count, "operation": operation.id, "method": operation.method, "path": path,
            "parameters": parameters, "body": body, "credits": self.price().map(|price| times_of(price, count).credits),
            "price_since": known.and_then(|known| known.since).map(|since| since.to_string()),
            "price_source": known.map(|known| known.source),
        });
        let times = if count > 1 { format!("{count} of these: ") } else { String::new() };
        Report::new(format!("{text}{times}{cost}; nothing was sent\n{sure}"), details)
    }

    /// The parameters, as the client expects them.
    pub(crate) fn parameters(&self) -> Vec<(&str, &str)> {
        self.parameters.iter().map(|(name, value)| (*name, value.as_str())).collect()
    }
}

/// The price of a number of calls.
fn times_of(price: Price, count: u32) -> Price {
    Price { credits: price.credits.saturating_mul(count), ..price }
}

/// The largest input that is read, far beyond any real request.
const BODY_LIMIT: u64 = 10 * 1024 * 1024;

/// Reads a file or standard input as UTF-8.
pub(crate) fn text(path: &str) -> Result<String, Failure> {
    let failed = |error: std::io::Error| Failure::usage(format!("{} can't be read: {error}", input(path)));
    let read =
        if path == "-" { limited(std::io::stdin()) } else { limited(std::fs::File::open(path).map_err(failed)?) };
    let Some(bytes) = read.map_err(failed)? else {
        let limit = BODY_LIMIT / 1024 / 1024;
        return Err(Failure::usage(format!("{} is longer than {limit} MiB; nothing was sent", input(path))));
    };
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| Failure::usage(format!("{} isn't text in UTF-8; save it as UTF-8", input(path))))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// Reads everything; none if it is too long.
fn limited(from: impl std::io::Read) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(BODY_LIMIT + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= BODY_LIMIT).then_some(bytes))
}

/// Reads JSON from a file or standard input.
pub(crate) fn read(path: &str) -> Result<Value, Failure> {
    let body = serde_json::from_str(&text(path)?);
    body.map_err(|error| Failure::usage(format!("{} isn't JSON: {error}", input(path))))
}

/// The suggestion for an unknown field or value.
pub(crate) fn meant(operation: &Operation, body: &Value, violation: &Violation) -> String {
    let tag = operation.tag.and_then(|tag| body[tag.field].as_str());
    let fields = operation.form(tag).or(operation.forms.first()).map_or(&[][..], |form| form.fields);
    if violation.rule == "unknown" {
        let real = aliases::canonical(&names::flag(&violation.field)).map(|flag| flag.replace('-', "_"));
        let real = real.filter(|real| fields.iter().any(|field| field.name == *real));
        return match real {
            Some(field) => format!("; did you mean {field}?"),
            None => did_you_mean(&violation.field, fields.iter().map(|field| field.name)),
        };
    }
    let kind = fields.iter().find(|field| field.name == violation.field).map(|field| field.kind);
    match (kind, body[violation.field.as_str()].as_str()) {
        (Some(Kind::Choice(words)), Some(word)) => did_you_mean(word, words.iter().copied()),
        _ => String::new(),
    }
}

impl Failure {
    /// The failure of a request that breaks rules.
    pub(crate) fn violations(request: &Request, violations: &[Violation]) -> Self {
        let messages = violations.iter().map(|violation| {
            if let Some(words) = request.style.lyrics_message().filter(|_| song::lacks_words(violation)) {
                return words;
            }
            let body = request.body.as_ref().unwrap_or(&Value::Null);
            let meant = meant(request.operation, body, violation);
            match violation.field.as_str() {
                "" => format!("{}{meant}", violation.message),
                field => format!("{}: {}{meant}", request.style.name(field), violation.message),
            }
        });
        let messages: Vec<String> = messages.collect();
        let message = match messages.as_slice() {
            [one] => one.clone(),
            _ => format!("the request breaks {} rules:\n  - {}", messages.len(), messages.join("\n  - ")),
        };
        Self::of_request(message, request.operation.id, violations)
    }
}

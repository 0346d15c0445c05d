//! Turns the rows of a file into paid calls.
//!
//! The file is read twice, so that it may be longer than memory: [`Rows::check`] validates every row and keeps only the digests that
//! identify them; once the run may begin, [`Rows::work`] reads the rows again, to store them.

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use encoding_rs::Encoding;
use musicapi::display;
use musicapi::facts::{self, Operation};
use musicapi_jobs::{BatchSpec, JobSpec};
use serde_json::Value;

use crate::batch::lines::{Position, RawRow};
use crate::batch::source::Source;
use crate::calls::clip_id;
use crate::calls::defaults::complete_row;
use crate::calls::request::meant;
use crate::calls::warnings::warnings;
use crate::cli::nearest::nearest;
use crate::cli::song::{DESCRIPTION, LYRICS, MODE, lacks_words};
use crate::context::files::Files;
use crate::context::settings::{Settings, expand_home};
use crate::output::failure::Failure;
use crate::output::invocation::in_backticks;
use crate::output::streams::eprint_line;
use crate::output::words::{counted, input};

/// The highest count of a row.
pub(crate) const MAX_COUNT: u32 = 10_000;

/// The most errors that are listed, since a wrong column is wrong in every row.
const MAX_LISTED: usize = 20;

/// When the first message about a long file appears, and the interval of the next ones.
const FIRST_MESSAGE_AFTER: Duration = Duration::from_secs(1);
const MESSAGE_INTERVAL: Duration = Duration::from_secs(5);

/// A file of rows, with the defaults for them.
#[derive(Debug)]
pub(crate) struct Rows {
    path: String,
    source: Source,
    defaults: Defaults,
}

/// The defaults for rows.
#[derive(Debug, Clone)]
struct Defaults {
    model: String,
    folder: PathBuf,
    tags: bool,
}

impl Defaults {
    fn of(files: &Files, settings: &Settings) -> Self {
        Self { model: settings.model(None).value, folder: files.folder.clone(), tags: files.tags }
    }
}

/// A file without errors.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) wanted: Arc<BatchSpec>,
    /// The folders for downloads.
    pub(crate) folders: BTreeSet<PathBuf>,
    /// Warnings, with their lines.
    pub(crate) warnings: Vec<String>,
}

impl Rows {
    /// Opens the file.
    pub(crate) fn open(
        path: &str,
        encoding: Option<&'static Encoding>,
        files: &Files,
        settings: &Settings,
    ) -> Result<Self, Failure> {
        let source = Source::open(path, encoding)?;
        Ok(Self { path: input(path).to_owned(), source, defaults: Defaults::of(files, settings) })
    }

    /// The name of the file in messages.
    pub(crate) fn name(&self) -> &str {
        &self.path
    }

    /// Whether the rows come from a stream, which can't be named again.
    pub(crate) fn is_stream(&self) -> bool {
        self.source.is_stream
    }

    /// Checks every row, and fails with all errors together.
    pub(crate) fn check(&self) -> Result<Checked, Failure> {
        let rows = self.source.rows().map_err(|error| self.unread(&error))?;
        let found = check(rows, &self.defaults);
        let position = |(position, text): &RowError| format!("{}:{position}: {text}", self.path);
        if found.errors.count == 0 && !found.wanted.is_empty() {
            let warnings = found.warnings.lines(position);
            return Ok(Checked { wanted: Arc::new(found.wanted), folders: found.folders, warnings });
        }
        let lines = found.errors.lines(position);
        Err(match lines.as_slice() {
            [] => Failure::usage(format!("{} holds no rows", self.path)),
            [one] => Failure::usage(one),
            many => Failure::usage(format!("{} things are wrong:\n  {}", found.errors.count, many.join("\n  "))),
        }
        .unsent())
    }

    /// Reads the jobs of the rows again after the check, each with its position.
    pub(crate) fn work(&self) -> Result<impl Iterator<Item = io::Result<(Position, JobSpec)>> + Send + use<>, Failure> {
        let mut rows = (1..).zip(self.source.rows().map_err(|error| self.unread(&error))?);
        let (defaults, mut ready) = (self.defaults.clone(), VecDeque::new());
        Ok(std::iter::from_fn(move || {
            while ready.is_empty() {
                let (number, (position, value)) = rows.next()?;
                match value.map_err(|fault| vec![fault]).and_then(|value| parse_row(value, &defaults)) {
                    Ok(row) => ready.extend(row.work(number).map(|work| (position, work))),
                    Err(errors) => return Some(Err(io::Error::other(errors.join("; ")))),
                }
            }
            ready.pop_front().map(Ok)
        }))
    }

    fn unread(&self, error: &io::Error) -> Failure {
        Failure::usage(format!("{} can't be read: {error}", self.path))
    }
}

type RowError = (Position, String);

/// The first of many messages. Equal ones are counted, and listed once.
#[derive(Default)]
struct Messages {
    some: Vec<RowError>,
    /// In how many more rows each message occurs.
    more: Vec<usize>,
    count: usize,
}

impl Messages {
    fn add(&mut self, position: Position, text: String) {
        self.count += 1;
        if let Some(same) = self.some.iter().position(|(_, known)| *known == text) {
            self.more[same] += 1;
        } else if self.some.len() < MAX_LISTED {
            self.some.push((position, text));
            self.more.push(0);
        }
    }

    fn lines(&self, format: impl Fn(&RowError) -> String) -> Vec<String> {
        let listed = self.some.len() + self.more.iter().sum::<usize>();
        let more = self.count.checked_sub(listed).filter(|more| *more > 0);
        let some = self.some.iter().zip(&self.more).map(|(fault, more)| match more {
            0 => format(fault),
            more => format!("{} (and in {})", format(fault), counted(*more as u64, "more row")),
        });
        some.chain(more.map(|more| format!("and {more} more"))).collect()
    }
}

/// The result of checking rows.
#[derive(Default)]
struct Findings {
    wanted: BatchSpec,
    folders: BTreeSet<PathBuf>,
    errors: Messages,
    warnings: Messages,
}

fn check(rows: impl Iterator<Item = RawRow>, defaults: &Defaults) -> Findings {
    let (mut found, mut next_message) = (Findings::default(), Instant::now() + FIRST_MESSAGE_AFTER);
    for (number, (position, value)) in (1..).zip(rows) {
        if number % 256 == 0 && Instant::now() > next_message {
            eprint_line(&format!("{number} rows are read …"));
            next_message = Instant::now() + MESSAGE_INTERVAL;
        }
        match value.map_err(|fault| vec![fault]).and_then(|value| check_row(value, defaults)) {
            Ok(row) => {
                warnings(row.known, &row.body).into_iter().for_each(|text| found.warnings.add(position, text));
                if let Some(folder) = Files::from_note(&row.note).map(|files| files.folder)
                    && !found.folders.contains(&folder)
                {
                    found.folders.insert(folder);
                }
                for work in row.work(number) {
                    if let Err(error) = found.wanted.add(&work) {
                        found.errors.add(position, error.to_string());
                    }
                }
            }
            Err(wrong) => wrong.into_iter().for_each(|text| found.errors.add(position, text)),
        }
    }
    found
}

/// A row, completed with the defaults.
struct Row {
    known: &'static Operation,
    body: Value,
    note: Value,
    count: u32,
    any_model: bool,
    /// Whether the mode follows from lyrics and description.
    any_mode: bool,
}

impl Row {
    /// The jobs of the row, one for each copy.
    fn work(self, number: usize) -> impl Iterator<Item = JobSpec> {
        let Self { known, body, note, count, any_model, any_mode: _ } = self;
        // The first copy keeps its key when the count changes.
        let key = move |copy| if copy == 1 { number.to_string() } else { format!("{number}.{copy}") };
        (1..=count).map(move |copy| JobSpec {
            key: key(copy),
            operation: known.id.to_owned(),
            request: body.clone(),
            note: note.clone(),
            any_model,
        })
    }
}

/// Checks a row; all errors together.
fn check_row(value: Value, defaults: &Defaults) -> Result<Row, Vec<String>> {
    let row = parse_row(value, defaults)?;
    let mut errors: Vec<String> = broken_rules(row.known, &row.body, row.any_mode);
    if row.body[DESCRIPTION].as_str().is_some_and(|text| text.trim().is_empty()) {
        errors.push(format!("{DESCRIPTION}: it is empty"));
    }
    if !display::secrets(&row.body).is_empty() {
        errors.push(format!("{}: a secret isn't kept in a file", display::SECRET));
    }
    if errors.is_empty() { Ok(row) } else { Err(errors) }
}

/// The rules that a request breaks, with suggestions.
fn broken_rules(known: &Operation, body: &Value, any_mode: bool) -> Vec<String> {
    let (_, violations) = musicapi::check(known, body);
    let listed = violations.iter().map(|violation| match meant(known, body, violation) {
        _ if any_mode && lacks_words(violation) => {
            format!("a song needs a description (`{DESCRIPTION}`) or lyrics (`{}`)", LYRICS[0])
        }
        // Don't list all fields with every row.
        meant if violation.rule == "unknown" => {
            let there = if meant.is_empty() { format!("; {} lists them", in_backticks("batch schema")) } else { meant };
            format!("{}: there is no such field{there}", violation.field)
        }
        meant => format!("{violation}{meant}"),
    });
    listed.collect()
}

/// Reads a row's own fields and completes its request; or the errors of those fields.
fn parse_row(value: Value, defaults: &Defaults) -> Result<Row, Vec<String>> {
    let Value::Object(mut body) = value else {
        return Err(vec!["a row must be an object of fields".to_owned()]);
    };
    // Null is an absent field.
    body.retain(|_, value| !value.is_null());
    let mut errors = Vec::new();
    let mut text = |field: &str| match body.remove(field) {
        Some(Value::String(text)) => Some(text),
        None => None,
        Some(_) => {
            errors.push(format!("{field}: it must be text"));
            None
        }
    };
    let operation = text("operation").unwrap_or_else(|| facts::CREATE_SONIC.id.to_owned());
    let Some(known) = facts::operation(&operation).filter(|operation| operation.is_paid()) else {
        let paid = facts::OPERATIONS.iter().filter(|known| known.is_paid()).map(|known| known.id);
        // Between equally near operations, suggest the create of a song.
        let meant = nearest(&operation, [facts::CREATE_SONIC.id]).or_else(|| nearest(&operation, paid));
        let meant = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
        errors.push(match facts::operation(&operation) {
            Some(_) => {
                format!("operation: {operation:?} makes nothing; {} lists those that do", in_backticks("batch schema"))
            }
            None => format!("unknown operation {operation:?}{meant}"),
        });
        return Err(errors);
    };
    // A field of the request takes precedence; operations with a `name` field make no files.
    let [name, out] = ["name", "out"].map(|field| if has_field(known, field) { None } else { text(field) });
    let count = body.remove("count").map_or(Some(1), |count| count.as_u64());
    let count = count.and_then(|count| u32::try_from(count).ok()).filter(|count| (1..=MAX_COUNT).contains(count));
    let count = count.unwrap_or_else(|| {
        errors.push(format!("count: it must be a whole number from 1 to {MAX_COUNT}"));
        1
    });
    let any_mode = *known == facts::CREATE_SONIC && !body.contains_key(MODE);
    let any_model = *known == facts::CREATE_SONIC && complete_row(&mut body, &defaults.model);
    clip_id::replace_addresses(&mut body);
    if !errors.is_empty() {
        errors.extend(broken_rules(known, &Value::Object(body), any_mode));
        return Err(errors);
    }
    let folder = out.map_or_else(|| defaults.folder.clone(), |out| expand_home(&out).into());
    let note = Files { folder, tags: defaults.tags }.to_note(name.as_deref());
    Ok(Row { known, body: body.into(), note, count, any_model, any_mode })
}

/// Whether an operation has a field of this name.
fn has_field(operation: &Operation, field: &str) -> bool {
    operation.forms.iter().flat_map(|form| form.fields).any(|known| known.name == field)
}

/// The errors of a row.
#[cfg(test)]
pub(crate) fn errors(row: &Value) -> Vec<String> {
    let files = Files { folder: "/songs".into(), tags: true };
    check_row(row.clone(), &Defaults::of(&files, &Settings::empty())).err().unwrap_or_default()
}

#[cfg(test)]
mod tests;

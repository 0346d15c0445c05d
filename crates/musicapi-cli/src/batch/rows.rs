//! The rows of a batch: each is one or more paid calls.
//!
//! A file is read twice: first everything in it is checked, and no more is kept of a row than what it is told from others by; then, once
//! it may begin, the rows are read again and written down.

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use encoding_rs::Encoding;
use musicapi::display;
use musicapi::facts::{self, Operation};
use musicapi_jobs::{Wanted, Work};
use serde_json::Value;

use crate::batch::lines::{Place, Raw};
use crate::batch::source::Source;
use crate::calls::clip_id;
use crate::calls::defaults::complete;
use crate::calls::doubts::doubts;
use crate::calls::request::meant;
use crate::cli::nearest::nearest;
use crate::cli::song::{DESCRIPTION, LYRICS, MODE, lacks_words};
use crate::context::files::Files;
use crate::context::settings::{Settings, expanded};
use crate::output::failure::Failure;
use crate::output::invocation::said;
use crate::output::streams::tell;
use crate::output::words::{counted, input};

/// The most that a row may ask for.
pub(crate) const MANY: u32 = 10_000;

/// How many faults are told; a column that is wrong is so in every row.
const TOLD: usize = 20;

/// After how long a long file is known to be read, and how often from then on.
const FIRST_SIGN: Duration = Duration::from_secs(1);
const NEXT_SIGN: Duration = Duration::from_secs(5);

/// A file of rows, and what they are completed with.
#[derive(Debug)]
pub(crate) struct Rows {
    path: String,
    source: Source,
    defaults: Defaults,
}

/// What a row means that leaves something open.
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

/// What was found in a file in which nothing is wrong.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) wanted: Arc<Wanted>,
    /// The folders that files are to be written to.
    pub(crate) folders: BTreeSet<PathBuf>,
    /// What is probably not meant so, with its line.
    pub(crate) doubts: Vec<String>,
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

    /// What it is called, in words.
    pub(crate) fn name(&self) -> &str {
        &self.path
    }

    /// Whether it has no name under which it can be found again.
    pub(crate) fn is_stream(&self) -> bool {
        self.source.is_stream
    }

    /// Checks all of it, or tells all that is wrong.
    pub(crate) fn check(&self) -> Result<Checked, Failure> {
        let rows = self.source.rows().map_err(|error| self.unread(&error))?;
        let found = check(rows, &self.defaults);
        let place = |(place, text): &Fault| format!("{}:{place}: {text}", self.path);
        if found.faults.count == 0 && !found.wanted.is_empty() {
            let doubts = found.doubts.told(place);
            return Ok(Checked { wanted: Arc::new(found.wanted), folders: found.folders, doubts });
        }
        let lines = found.faults.told(place);
        Err(match lines.as_slice() {
            [] => Failure::usage(format!("{} holds no rows", self.path)),
            [one] => Failure::usage(one),
            many => Failure::usage(format!("{} things are wrong:\n  {}", found.faults.count, many.join("\n  "))),
        }
        .unsent())
    }

    /// The work once more, each with the line of its row. It was checked before.
    pub(crate) fn work(&self) -> Result<impl Iterator<Item = io::Result<(Place, Work)>> + Send + use<>, Failure> {
        let mut rows = (1..).zip(self.source.rows().map_err(|error| self.unread(&error))?);
        let (defaults, mut ready) = (self.defaults.clone(), VecDeque::new());
        Ok(std::iter::from_fn(move || {
            while ready.is_empty() {
                let (number, (place, value)) = rows.next()?;
                match value.map_err(|fault| vec![fault]).and_then(|value| of_row(value, &defaults)) {
                    Ok(row) => ready.extend(row.work(number).map(|work| (place, work))),
                    Err(faults) => return Some(Err(io::Error::other(faults.join("; ")))),
                }
            }
            ready.pop_front().map(Ok)
        }))
    }

    fn unread(&self, error: &io::Error) -> Failure {
        Failure::usage(format!("{} can't be read: {error}", self.path))
    }
}

type Fault = (Place, String);

/// The first of many, and how many there are. What is so in many rows is told once.
#[derive(Default)]
struct First {
    some: Vec<Fault>,
    /// In how many more rows each of them is.
    more: Vec<usize>,
    count: usize,
}

impl First {
    fn add(&mut self, place: Place, text: String) {
        self.count += 1;
        if let Some(same) = self.some.iter().position(|(_, known)| *known == text) {
            self.more[same] += 1;
        } else if self.some.len() < TOLD {
            self.some.push((place, text));
            self.more.push(0);
        }
    }

    fn told(&self, tell: impl Fn(&Fault) -> String) -> Vec<String> {
        let told = self.some.len() + self.more.iter().sum::<usize>();
        let more = self.count.checked_sub(told).filter(|more| *more > 0);
        let some = self.some.iter().zip(&self.more).map(|(fault, more)| match more {
            0 => tell(fault),
            more => format!("{} (and in {})", tell(fault), counted(*more as u64, "more row")),
        });
        some.chain(more.map(|more| format!("and {more} more"))).collect()
    }
}

/// What is in rows.
#[derive(Default)]
struct Found {
    wanted: Wanted,
    folders: BTreeSet<PathBuf>,
    faults: First,
    doubts: First,
}

fn check(rows: impl Iterator<Item = Raw>, defaults: &Defaults) -> Found {
    let (mut found, mut sign) = (Found::default(), Instant::now() + FIRST_SIGN);
    for (number, (place, value)) in (1..).zip(rows) {
        if number % 256 == 0 && Instant::now() > sign {
            tell(&format!("{number} rows are read …"));
            sign = Instant::now() + NEXT_SIGN;
        }
        match value.map_err(|fault| vec![fault]).and_then(|value| checked(value, defaults)) {
            Ok(row) => {
                doubts(row.known, &row.body).into_iter().for_each(|text| found.doubts.add(place, text));
                if let Some(folder) = Files::noted(&row.note).map(|files| files.folder)
                    && !found.folders.contains(&folder)
                {
                    found.folders.insert(folder);
                }
                for work in row.work(number) {
                    if let Err(error) = found.wanted.add(&work) {
                        found.faults.add(place, error.to_string());
                    }
                }
            }
            Err(wrong) => wrong.into_iter().for_each(|text| found.faults.add(place, text)),
        }
    }
    found
}

/// A row as it is meant.
struct Row {
    known: &'static Operation,
    body: Value,
    note: Value,
    count: u32,
    any_model: bool,
    /// Whether the mode follows from the words.
    any_mode: bool,
}

impl Row {
    /// Its work, as often as it is wanted.
    fn work(self, number: usize) -> impl Iterator<Item = Work> {
        let Self { known, body, note, count, any_model, any_mode: _ } = self;
        // The first is the same however many are wanted.
        let key = move |copy| if copy == 1 { number.to_string() } else { format!("{number}.{copy}") };
        (1..=count).map(move |copy| Work {
            key: key(copy),
            operation: known.id.to_owned(),
            request: body.clone(),
            note: note.clone(),
            any_model,
        })
    }
}

/// A row, or all that is wrong with it.
fn checked(value: Value, defaults: &Defaults) -> Result<Row, Vec<String>> {
    let row = of_row(value, defaults)?;
    let mut faults: Vec<String> = wrong(row.known, &row.body, row.any_mode);
    if row.body[DESCRIPTION].as_str().is_some_and(|text| text.trim().is_empty()) {
        faults.push(format!("{DESCRIPTION}: it is empty"));
    }
    if !display::secrets(&row.body).is_empty() {
        faults.push(format!("{}: a secret isn't kept in a file", display::SECRET));
    }
    if faults.is_empty() { Ok(row) } else { Err(faults) }
}

/// The rules that the fields of a request break, with what was probably meant.
fn wrong(known: &Operation, body: &Value, any_mode: bool) -> Vec<String> {
    let (_, violations) = musicapi::check(known, body);
    let told = violations.iter().map(|violation| match meant(known, body, violation) {
        _ if any_mode && lacks_words(violation) => {
            format!("a song needs a description (`{DESCRIPTION}`) or lyrics (`{}`)", LYRICS[0])
        }
        // All that there are would be a list for each row.
        meant if violation.rule == "unknown" => {
            let there = if meant.is_empty() { format!("; {} lists them", said("batch schema")) } else { meant };
            format!("{}: there is no such field{there}", violation.field)
        }
        meant => format!("{violation}{meant}"),
    });
    told.collect()
}

/// A row as it is meant, as far as that can be read; or what is wrong with its own fields.
fn of_row(value: Value, defaults: &Defaults) -> Result<Row, Vec<String>> {
    let Value::Object(mut body) = value else {
        return Err(vec!["a row must be an object of fields".to_owned()]);
    };
    // Tables write so what isn't there.
    body.retain(|_, value| !value.is_null());
    let mut faults = Vec::new();
    let mut text = |field: &str| match body.remove(field) {
        Some(Value::String(text)) => Some(text),
        None => None,
        Some(_) => {
            faults.push(format!("{field}: it must be text"));
            None
        }
    };
    let operation = text("operation").unwrap_or_else(|| facts::CREATE_SONIC.id.to_owned());
    let Some(known) = facts::operation(&operation).filter(|operation| operation.is_paid()) else {
        let paid = facts::OPERATIONS.iter().filter(|known| known.is_paid()).map(|known| known.id);
        // Where two are as near, a song is meant.
        let meant = nearest(&operation, [facts::CREATE_SONIC.id]).or_else(|| nearest(&operation, paid));
        let meant = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
        faults.push(match facts::operation(&operation) {
            Some(_) => format!("operation: {operation:?} makes nothing; {} lists those that do", said("batch schema")),
            None => format!("unknown operation {operation:?}{meant}"),
        });
        return Err(faults);
    };
    // A request's own field of that name comes first: what has a name itself makes no files.
    let [name, out] = ["name", "out"].map(|field| if has(known, field) { None } else { text(field) });
    let count = body.remove("count").map_or(Some(1), |count| count.as_u64());
    let count = count.and_then(|count| u32::try_from(count).ok()).filter(|count| (1..=MANY).contains(count));
    let count = count.unwrap_or_else(|| {
        faults.push(format!("count: it must be a whole number from 1 to {MANY}"));
        1
    });
    let any_mode = *known == facts::CREATE_SONIC && !body.contains_key(MODE);
    let any_model = *known == facts::CREATE_SONIC && complete(&mut body, &defaults.model);
    clip_id::take_out(&mut body);
    if !faults.is_empty() {
        faults.extend(wrong(known, &Value::Object(body), any_mode));
        return Err(faults);
    }
    let folder = out.map_or_else(|| defaults.folder.clone(), |out| expanded(&out).into());
    let note = Files { folder, tags: defaults.tags }.note(name.as_deref());
    Ok(Row { known, body: body.into(), note, count, any_model, any_mode })
}

/// Whether a request has a field of this name.
fn has(operation: &Operation, field: &str) -> bool {
    operation.forms.iter().flat_map(|form| form.fields).any(|known| known.name == field)
}

/// What is wrong with a row.
#[cfg(test)]
pub(crate) fn faults(row: &Value) -> Vec<String> {
    let files = Files { folder: "/songs".into(), tags: true };
    checked(row.clone(), &Defaults::of(&files, &Settings::of_nobody())).err().unwrap_or_default()
}

#[cfg(test)]
mod tests;

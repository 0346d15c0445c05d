//! The rows of a batch: JSON lines, CSV or YAML, each a paid call.

use std::path::Path;

use musicapi::facts::{self, Field, Kind, Operation};
use musicapi_jobs::Work;
use serde_json::{Map, Value};

use crate::calls::request;
use crate::context::session::Files;
use crate::context::settings::Settings;
use crate::output::failure::Failure;

/// The most that a row may ask for.
pub(crate) const MANY: u32 = 10_000;

/// How many faults are told; a column that is wrong is so in every row.
const TOLD: usize = 20;

/// The form of a file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Csv,
    Yaml,
}

/// All rows of a file as work, or all that is wrong with them.
pub(crate) fn read(path: &str, files: &Files, settings: &Settings) -> Result<Vec<Work>, Failure> {
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let form = match ending.as_deref() {
        Some("jsonl" | "ndjson" | "json") => Form::Json,
        Some("csv") => Form::Csv,
        Some("yaml" | "yml") => Form::Yaml,
        _ => return Err(Failure::usage(format!("{path}: its name must end in .jsonl, .csv or .yaml"))),
    };
    let (work, faults) = rows(&request::text(path)?, form, files, settings);
    if faults.is_empty() && !work.is_empty() {
        return Ok(work);
    }
    let lines = faults.iter().take(TOLD).map(|(line, fault)| format!("{path}:{line}: {fault}"));
    let more = faults.len().checked_sub(TOLD).filter(|more| *more > 0).map(|more| format!("and {more} more"));
    let lines: Vec<String> = lines.chain(more).collect();
    Err(match lines.as_slice() {
        [] => Failure::usage(format!("{path} holds no rows")),
        [one] => Failure::usage(one),
        many => Failure::usage(format!("{} things are wrong:\n  {}", faults.len(), many.join("\n  "))),
    }
    .and("nothing was sent"))
}

type Fault = (u64, String);

fn rows(text: &str, form: Form, files: &Files, settings: &Settings) -> (Vec<Work>, Vec<Fault>) {
    let (parsed, mut faults) = match form {
        // A list is one in YAML too.
        Form::Json if text.trim_start().starts_with('[') => yaml(text),
        Form::Json => json_lines(text),
        Form::Csv => csv(text),
        Form::Yaml => yaml(text),
    };
    let mut work = Vec::new();
    for (number, (line, value)) in parsed.into_iter().enumerate() {
        match of_row(number + 1, value, files, settings) {
            Ok(some) => work.extend(some),
            Err(wrong) => faults.extend(wrong.into_iter().map(|text| (line, text))),
        }
    }
    faults.sort_by_key(|(line, _)| *line);
    (work, faults)
}

type Parsed = (Vec<(u64, Value)>, Vec<Fault>);

fn json_lines(text: &str) -> Parsed {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        match serde_json::from_str(text) {
            Ok(value) => rows.push((line, value)),
            Err(error) => {
                // Each line is read by itself, so that its number there is always 1.
                let place = format!(" at line {} column {}", error.line(), error.column());
                let reason = error.to_string().replace(&place, "");
                faults.push((line, format!("it isn't JSON: {reason} at column {}", error.column())));
            }
        }
    }
    (rows, faults)
}

fn yaml(text: &str) -> Parsed {
    match serde_saphyr::from_str::<Vec<serde_saphyr::Spanned<Value>>>(text) {
        Ok(rows) => (rows.into_iter().map(|row| (row.referenced.line(), row.value)).collect(), Vec::new()),
        Err(error) => {
            let line = error.location().map_or(1, |location| location.line());
            let fault = match error.without_snippet() {
                serde_saphyr::Error::MultipleDocuments { .. } => {
                    "a second document begins: take out the line `---` before it, so that all rows are one list"
                        .to_owned()
                }
                error => format!("it isn't a list of rows in YAML: {error}"),
            };
            (Vec::new(), vec![(line, fault)])
        }
    }
}

fn csv(text: &str) -> Parsed {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::Headers).from_reader(text.as_bytes());
    let head = match reader.headers() {
        Ok(head) => head.clone(),
        Err(error) => return (rows, vec![(1, format!("it isn't CSV: {error}"))]),
    };
    if let Some(line) = open_quote(text) {
        faults.push((line, "a quote is opened here and never closed".to_owned()));
    }
    let named = || head.iter().enumerate().filter(|(_, name)| !name.is_empty());
    if let Some(twice) = named().find(|(at, name)| head.iter().take(*at).any(|known| known == *name)) {
        faults.push((1, format!("there are two columns {:?}", twice.1)));
    }
    if head.len() == 1 && head.iter().any(|name| name.contains([';', '\t'])) {
        faults.push((1, "cells are separated by commas".to_owned()));
    }
    if !faults.is_empty() {
        return (rows, faults);
    }
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(1, csv::Position::line);
                // An empty cell says nothing.
                let cells = || head.iter().zip(&record).enumerate().filter(|(_, (_, cell))| !cell.is_empty());
                if let Some((at, _)) = cells().find(|(_, (name, _))| name.is_empty()) {
                    faults.push((line, format!("column {} has no name in the first line", at + 1)));
                    continue;
                }
                let cells: Map<String, Value> =
                    cells().map(|(_, (name, cell))| (name.to_owned(), cell.into())).collect();
                rows.push((line, typed(cells)));
            }
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                faults.push((line, format!("it isn't CSV: {error}")));
            }
        }
    }
    (rows, faults)
}

/// The line in which a quote is opened that is never closed: all rows below it would be one cell.
fn open_quote(text: &str) -> Option<u64> {
    let (mut line, mut opened, mut is_start) = (1, None, true);
    for letter in text.chars() {
        // A doubled quote closes and opens again.
        match letter {
            '"' if opened.is_some() => opened = None,
            '"' if is_start => opened = Some(line),
            _ => {}
        }
        line += u64::from(letter == '\n');
        is_start = letter == '"' || (opened.is_none() && [',', '\n', '\r'].contains(&letter));
    }
    opened
}

/// The cells of a row, as what the fields of its form are. What can't be read stays text, which the check then refuses.
fn typed(mut cells: Map<String, Value>) -> Value {
    let operation = cells.get("operation").and_then(Value::as_str).unwrap_or("create_sonic");
    let operation = facts::operation(operation);
    let tag = operation.and_then(|operation| operation.tag).and_then(|tag| cells.get(tag.field)?.as_str());
    let fields = operation.and_then(|operation| operation.form(tag)).map_or(&[][..], |form| form.fields);
    let kind = |name: &str| fields.iter().find(|field| field.name == name).map(|field: &Field| field.kind);
    for (name, cell) in &mut cells {
        let is_text = matches!(kind(name), None | Some(Kind::Text | Kind::Choice(_))) && name != "count";
        // Spreadsheets write a flag in capitals.
        let is_flag = matches!(kind(name), Some(Kind::Flag));
        let read = |text: &str| match text.trim() {
            text if is_flag => serde_json::from_str(&text.to_lowercase()).ok(),
            text => serde_json::from_str(text).ok(),
        };
        if let Some(value) = cell.as_str().filter(|_| !is_text).and_then(read) {
            *cell = value;
        }
    }
    cells.into()
}

/// The work of a row, as often as it is wanted; or all that is wrong with it.
fn of_row(number: usize, value: Value, files: &Files, settings: &Settings) -> Result<Vec<Work>, Vec<String>> {
    let Value::Object(mut body) = value else {
        return Err(vec!["a row must be an object of fields".to_owned()]);
    };
    let mut faults = Vec::new();
    let mut text = |field: &str| match body.remove(field) {
        Some(Value::String(text)) => Some(text),
        None | Some(Value::Null) => None,
        Some(_) => {
            faults.push(format!("{field}: it must be text"));
            None
        }
    };
    let operation = text("operation").unwrap_or_else(|| facts::CREATE_SONIC.id.to_owned());
    let Some(known) = facts::operation(&operation).filter(|operation| operation.is_paid()) else {
        faults.push(format!("operation: there is no {operation:?} that makes anything"));
        return Err(faults);
    };
    // A request's own field of that name comes first: what has a name itself makes no files.
    let [name, out] = ["name", "out"].map(|field| if has(known, field) { None } else { text(field) });
    let count = body.remove("count").filter(|count| !count.is_null()).map_or(Some(1), |count| count.as_u64());
    let count = count.and_then(|count| u32::try_from(count).ok()).filter(|count| (1..=MANY).contains(count));
    let count = count.unwrap_or_else(|| {
        faults.push(format!("count: it must be a whole number from 1 to {MANY}"));
        1
    });
    if *known == facts::CREATE_SONIC {
        complete(&mut body, settings);
    }
    let body = Value::Object(body);
    faults.extend(musicapi::check(known, &body).1.iter().map(ToString::to_string));
    if body["gpt_description_prompt"].as_str().is_some_and(|text| text.trim().is_empty()) {
        faults.push("gpt_description_prompt: it is empty".to_owned());
    }
    if body.get("webhook_secret").is_some() {
        faults.push("webhook_secret: a secret isn't kept in a file".to_owned());
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let own = out.map(|out| Files { folder: out.into(), tags: files.tags });
    let note = own.as_ref().unwrap_or(files).note(name.as_deref());
    // The first is the same however many are wanted.
    let key = |copy: u32| if copy == 1 { number.to_string() } else { format!("{number}.{copy}") };
    let work = |copy| Work { key: key(copy), operation: operation.clone(), request: body.clone(), note: note.clone() };
    Ok((1..=count).map(work).collect())
}

/// Whether a request has a field of this name.
fn has(operation: &Operation, field: &str) -> bool {
    operation.forms.iter().flat_map(|form| form.fields).any(|known| known.name == field)
}

/// A song without these is meant as `musicapi song` means it: lyrics are sung, a description is not.
fn complete(body: &mut Map<String, Value>, settings: &Settings) {
    let form = facts::CREATE_SONIC.form(body.get("task_type").and_then(Value::as_str));
    let has = |name: &str| form.is_some_and(|form| form.fields.iter().any(|field| field.name == name));
    let is_sung = body.contains_key("prompt");
    for (name, value) in [("custom_mode", Value::from(is_sung)), ("mv", settings.model(None).value.into())] {
        if has(name) && !body.contains_key(name) {
            body.insert(name.to_owned(), value);
        }
    }
}

/// What is wrong with a row.
#[cfg(test)]
pub(crate) fn faults(row: &Value) -> Vec<String> {
    let files = Files { folder: "/songs".into(), tags: true };
    of_row(1, row.clone(), &files, &Settings::of_nobody()).err().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, form: Form) -> (Vec<Work>, Vec<Fault>) {
        let files = Files { folder: "/songs".into(), tags: true };
        rows(text, form, &files, &Settings::of_nobody())
    }

    #[test]
    fn a_row_is_the_same_in_every_form() {
        let json = "{\"gpt_description_prompt\": \"a march\", \"make_instrumental\": true, \"count\": 2}\n\n\
            {\"prompt\": \"[Verse]\", \"title\": \"7\", \"tags\": \"pop\", \"name\": \"x\", \"out\": \"/o\"}\n";
        let yaml = "- gpt_description_prompt: a march\n  make_instrumental: true\n  count: 2\n\
            - prompt: '[Verse]'\n  title: '7'\n  tags: pop\n  name: x\n  out: /o\n";
        let csv = "gpt_description_prompt,make_instrumental,count,prompt,title,tags,name,out\n\
            a march,TRUE,2,,,,,\n,,,[Verse],7,pop,x,/o\n";
        let (work, faults) = parsed(json, Form::Json);
        assert_eq!(faults, []);
        assert_eq!(work.iter().map(|work| work.key.as_str()).collect::<Vec<_>>(), ["1", "1.2", "2"]);
        assert_eq!((&work[2].request["custom_mode"], &work[2].request["title"]), (&true.into(), &"7".into()));
        assert_eq!((&work[0].request["mv"], &work[2].note["out"]), (&"sonic-v6".into(), &"/o".into()));
        for (text, form) in [(yaml, Form::Yaml), (csv, Form::Csv)] {
            let (same, faults) = parsed(text, form);
            assert_eq!(faults, []);
            for (same, work) in same.iter().zip(&work) {
                assert_eq!((&same.key, &same.request, &same.note), (&work.key, &work.request, &work.note), "{form:?}");
            }
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_by_line_and_field() {
        let json = "{\"gpt_description_prompt\": \"a march\"}\n{\"title\": 7, \"mood\": \"x\"}\nsong please\n\
            {\"operation\": \"get_credits\"}\n{\"gpt_description_prompt\": \"x\", \"count\": 0}\n7\n";
        let (_, faults) = parsed(json, Form::Json);
        let told: Vec<String> = faults.iter().map(|(line, text)| format!("{line} {text}")).collect();
        for (fault, wanted) in [
            (0, "2 title: it must be text"),
            (told.len() - 5, "2 mood: there is no such field"),
            (told.len() - 4, "3 it isn't JSON"),
            (told.len() - 3, "4 operation: there is no"),
            (told.len() - 2, "5 count: it must be a whole number from 1 to 10000"),
            (told.len() - 1, "6 a row must be an object"),
        ] {
            assert!(told[fault].starts_with(wanted), "{told:?}");
        }
        let (_, faults) = parsed("- gpt_description_prompt: x\n- mood: x\n", Form::Yaml);
        assert_eq!(faults.iter().map(|(line, _)| *line).max(), Some(2), "{faults:?}");
        assert_eq!(parsed("- {", Form::Yaml).1.len(), 1);
        let (_, faults) = parsed("gpt_description_prompt,style_weight\nx,much\n", Form::Csv);
        assert_eq!((faults.len(), faults[0].0), (1, 2), "{faults:?}");
        for (text, form, wanted) in [
            ("title,title\na,b\n", Form::Csv, "1 there are two columns \"title\""),
            ("gpt_description_prompt;title\na;b\n", Form::Csv, "1 cells are separated by commas"),
            (
                "prompt,title,tags\n\"a \"\"b\"\"\nc\",d,e\n\"f,g,h\ni,j,k\n",
                Form::Csv,
                "4 a quote is opened here and never closed",
            ),
            ("gpt_description_prompt,,\na,,\nb,,c\n", Form::Csv, "3 column 3 has no name in the first line"),
            (
                "- gpt_description_prompt: x\n---\n- gpt_description_prompt: x\n",
                Form::Yaml,
                "3 a second document begins: take out the line `---` before it, so that all rows are one list",
            ),
            ("{\"gpt_description_prompt\": \"x\", \"name\": 2}\n", Form::Json, "1 name: it must be text"),
            (
                "{\"gpt_description_prompt\": \"x\", \"count\": \"2\"}\n",
                Form::Json,
                "1 count: it must be a whole number from 1 to 10000",
            ),
            ("{\"gpt_description_prompt\": \" \"}\n", Form::Json, "1 gpt_description_prompt: it is empty"),
            ("\n{\"title\": 1", Form::Json, "2 it isn't JSON: EOF while parsing an object at column 11"),
        ] {
            let (_, faults) = parsed(text, form);
            assert_eq!(faults.iter().map(|(line, text)| format!("{line} {text}")).collect::<Vec<_>>(), [wanted]);
        }
        let (work, faults) =
            parsed("[{\"gpt_description_prompt\": \"x\"},\n {\"gpt_description_prompt\": \"y\"}]", Form::Json);
        assert_eq!((work.len(), faults), (2, Vec::new()), "a list is as good as lines");
    }
}

//! Rows as CSV, separated by commas, semicolons or tabs, below a line with the names of the fields.
//!
//! This module splits the file into records by lines and quotes, so that an error names the line that an editor shows. The crate `csv` then
//! parses each record.

use std::io::{BufRead, ErrorKind};

use musicapi::facts::{self, Kind};
use serde_json::{Map, Value};

use crate::batch::lines::{RawRow, line, text};

/// Reads the rows below the header.
pub(crate) struct Rows<R> {
    reader: R,
    /// The number of lines read.
    lines: u64,
    /// The separator, once the first line has shown it.
    separator: Option<u8>,
    /// The names of the columns, once they are read.
    head: Option<Vec<String>>,
    is_over: bool,
}

/// A record with its first line.
type Record = (u64, Result<Vec<String>, String>);

impl<R: BufRead> Rows<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, lines: 0, separator: None, head: None, is_over: false }
    }

    /// Reads the next record that isn't empty.
    fn record(&mut self) -> Option<Record> {
        let mut quotes = Quotes { separator: self.separator, ..Quotes::default() };
        let (mut bytes, mut start) = (Vec::new(), 0);
        loop {
            let read = bytes.len();
            match line(&mut self.reader, &mut bytes) {
                Err(error) => {
                    self.is_over = true;
                    // An unclosed quote joins the rest of the file into one row.
                    let is_too_long = error.kind() == ErrorKind::FileTooLarge;
                    return Some(match quotes.opened.filter(|_| is_too_long) {
                        Some(opened) => {
                            (opened, Err(format!("{error}; a quote is opened here: is it closed where it should be?")))
                        }
                        None => (self.lines + 1, Err(error.to_string())),
                    });
                }
                Ok(None) if bytes.is_empty() => return None,
                Ok(None) if quotes.opened.is_some() => return Some(self.unclosed(&quotes)),
                Ok(None) => {}
                Ok(Some(())) => {
                    self.lines += 1;
                    if start == 0 {
                        start = self.lines;
                    }
                    quotes.go_on(bytes.get(read..).unwrap_or_default(), self.lines);
                    if quotes.opened.is_some() {
                        continue;
                    }
                }
            }
            let bytes = std::mem::take(&mut bytes);
            if bytes.trim_ascii().is_empty() {
                start = 0;
                continue;
            }
            let cells = text(bytes).and_then(|text| {
                let separator = *self.separator.get_or_insert_with(|| separator(&text));
                cells(&text, separator)
            });
            // Spreadsheets write an empty row as separators.
            if cells.as_ref().is_ok_and(|cells| cells.iter().all(|cell| cell.trim().is_empty())) {
                start = 0;
                continue;
            }
            return Some((start, cells));
        }
    }

    fn unclosed(&mut self, quotes: &Quotes) -> Record {
        self.is_over = true;
        (quotes.opened.unwrap_or(self.lines), Err("a quote is opened here and never closed".to_owned()))
    }

    /// Reads the names of the columns.
    fn head(&mut self) -> Result<Vec<String>, RawRow> {
        let mut head = self.record();
        // `sep=;` tells Excel the separator.
        if matches!(&head, Some((1, Ok(cells))) if cells.first().is_some_and(|cell| cell.starts_with("sep="))) {
            self.separator = None;
            head = self.record();
        }
        let Some((line, cells)) = head else { return Ok(Vec::new()) };
        let names = cells.map_err(|fault| (line.into(), Err(fault)))?;
        let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        let named = || names.iter().enumerate().filter(|(_, name)| !name.is_empty());
        match named().find(|(at, name)| names.iter().take(*at).any(|known| known == *name)) {
            Some((_, twice)) => Err((line.into(), Err(format!("there are two columns {twice:?}")))),
            None => Ok(names),
        }
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = RawRow;

    fn next(&mut self) -> Option<RawRow> {
        if self.is_over {
            return None;
        }
        let head = match self.head.take() {
            Some(head) => head,
            None => match self.head() {
                Ok(head) => head,
                Err(fault) => {
                    self.is_over = true;
                    return Some(fault);
                }
            },
        };
        let record = if self.is_over { None } else { self.record() };
        // Locales that separate cells by semicolons write a decimal comma.
        let is_comma = self.separator == Some(b';');
        let row = record.map(|(line, cells)| (line.into(), cells.and_then(|cells| row(&head, cells, is_comma))));
        self.is_over |= row.is_none();
        self.head = Some(head);
        row
    }
}

/// Tracks quotes across lines.
#[derive(Default)]
struct Quotes {
    /// The line of the open quote, if there is one.
    opened: Option<u64>,
    /// Whether a cell has begun.
    is_inside: bool,
    /// The separator, once it is known.
    separator: Option<u8>,
}

impl Quotes {
    fn go_on(&mut self, bytes: &[u8], line: u64) {
        for byte in bytes {
            // A doubled quote closes and opens again, so it needs no case of its own.
            match byte {
                b'"' if self.opened.is_some() => self.opened = None,
                b'"' if !self.is_inside => self.opened = Some(line),
                _ => {}
            }
            let is_between = match self.separator {
                Some(separator) => [separator, b'\n', b'\r'].contains(byte),
                None => [b',', b';', b'\t', b'\n', b'\r'].contains(byte),
            };
            self.is_inside = *byte != b'"' && (self.opened.is_some() || !is_between);
        }
    }
}

/// The separator that occurs most often in the first line, outside of quotes.
fn separator(text: &str) -> u8 {
    let count = |separator: char| text.split('"').step_by(2).map(|part| part.matches(separator).count()).sum::<usize>();
    let most = [',', ';', '\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(',');
    u8::try_from(most).unwrap_or(b',')
}

/// Parses a record into cells.
fn cells(text: &str, separator: u8) -> Result<Vec<String>, String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator)
        .flexible(true)
        .buffer_capacity(text.len().clamp(1, 64 * 1024))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    reader.read_record(&mut record).map_err(|error| format!("it isn't CSV: {error}"))?;
    let cells = record.iter().map(str::to_owned).collect();
    match reader.read_record(&mut record) {
        Ok(false) => Ok(cells),
        _ => Err("lines end in a way that isn't known; save the file with LF or CRLF at the end of lines".to_owned()),
    }
}

fn row(head: &[String], mut cells: Vec<String>, is_comma: bool) -> Result<Value, String> {
    while cells.len() > head.len() && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    if cells.len() != head.len() {
        return Err(format!("it has {} cells, and the first line names {} columns", cells.len(), head.len()));
    }
    // An empty cell is an absent field.
    let filled = || head.iter().zip(&cells).enumerate().filter(|(_, (_, cell))| !cell.is_empty());
    if let Some((at, _)) = filled().find(|(_, (name, _))| name.is_empty()) {
        return Err(format!("column {} has no name in the first line", at + 1));
    }
    let row: Map<String, Value> = filled().map(|(_, (name, cell))| (name.clone(), cell.as_str().into())).collect();
    typed(row, is_comma)
}

/// Converts cells to the kinds of their fields. A cell that can't be converted stays text, which the check then refuses; a number with an
/// ambiguous comma is refused here.
fn typed(mut cells: Map<String, Value>, is_comma: bool) -> Result<Value, String> {
    let operation = cells.get("operation").and_then(Value::as_str).unwrap_or(facts::CREATE_SONIC.id);
    let operation = facts::operation(operation);
    let tag = operation.and_then(|operation| operation.tag).and_then(|tag| cells.get(tag.field)?.as_str());
    let fields = operation.and_then(|operation| operation.form(tag)).map_or(&[][..], |form| form.fields);
    let kind = |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.kind);
    for (name, cell) in &mut cells {
        let is_text = matches!(kind(name), None | Some(Kind::Text | Kind::Choice(_))) && name != "count";
        // Spreadsheets write TRUE and FALSE.
        let is_flag = matches!(kind(name), Some(Kind::Flag));
        let is_number = matches!(kind(name), Some(Kind::Number));
        let read = |text: &str| match text.trim() {
            text if is_flag => serde_json::from_str(&text.to_lowercase()).ok(),
            text if is_comma && is_number => serde_json::from_str(&text.replacen(',', ".", 1)).ok(),
            text => serde_json::from_str(text).ok(),
        };
        let text = cell.as_str().filter(|_| !is_text).unwrap_or_default();
        if let Some(value) = cell.as_str().filter(|_| !is_text).and_then(read) {
            *cell = value;
        } else if is_number && text.contains(',') {
            let rule = match is_comma {
                true => "one comma stands before its decimals, and nothing between thousands",
                false => "a point stands before its decimals where commas stand between cells",
            };
            return Err(format!("{name}: {text:?} isn't a number: {rule}"));
        }
    }
    Ok(cells.into())
}

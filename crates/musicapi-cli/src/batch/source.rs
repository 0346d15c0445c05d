//! Opens a file of rows, recognizes its format, and reads its rows, as often as necessary.
//!
//! Standard input and pipes, which can be read only once, are first copied into an anonymous temporary file. JSON lines and CSV are read
//! row by row, however long the file is; a list in JSON or YAML is read as a whole.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _};
use std::path::Path;

use encoding_rs::Encoding;

use crate::batch::encoding::utf8;
use crate::batch::lines::{Position, RawRow, line, text};
use crate::batch::{csv, list, strict};
use crate::output::failure::Failure;
use crate::output::words::input;

/// The format of a file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Csv,
    Yaml,
}

/// A file of rows.
#[derive(Debug)]
pub(crate) struct Source {
    file: File,
    form: Form,
    /// Whether it comes from standard input or a pipe, which can't be named again.
    pub(crate) is_stream: bool,
}

impl Source {
    /// Opens a file or standard input.
    pub(crate) fn open(path: &str, encoding: Option<&'static Encoding>) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::usage(format!("{} can't be read: {error}", input(path)));
        let (file, is_stream) = if path == "-" {
            (spooled(&mut io::stdin().lock()).map_err(failed)?, true)
        } else {
            let mut file = File::open(path).map_err(failed)?;
            let about = file.metadata().map_err(failed)?;
            match about.is_file() || about.is_dir() {
                true => (file, false),
                false => (spooled(&mut file).map_err(failed)?, true),
            }
        };
        let named = Form::of_name(path);
        if named.is_none() && !is_stream {
            return Err(Failure::usage(format!("{path}: its name must end in .jsonl, .csv or .yaml")));
        }
        let (file, fault) = utf8(file, encoding).map_err(failed)?;
        if let Some((line, fault)) = fault {
            return Err(Failure::usage(format!("{}:{line}: {fault}", input(path))).unsent());
        }
        let source = Self { form: Form::Json, file, is_stream };
        let form = named.map_or_else(|| source.guessed(), Ok).map_err(failed)?;
        Ok(Self { form, ..source })
    }

    /// Reads all rows, from the start.
    pub(crate) fn rows(&self) -> io::Result<Box<dyn Iterator<Item = RawRow> + Send>> {
        let mut reader = self.reader()?;
        Ok(match self.form {
            Form::Json if first(&mut reader)? == Some(b'[') => list::rows(reader, true),
            Form::Json => Box::new(json_lines(reader)),
            Form::Csv => Box::new(csv::Rows::new(reader)),
            Form::Yaml => list::rows(reader, false),
        })
    }

    /// A reader from the start, without a byte order mark.
    fn reader(&self) -> io::Result<BufReader<File>> {
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        let mut reader = BufReader::with_capacity(64 * 1024, file);
        if reader.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
            reader.consume(3);
        }
        Ok(reader)
    }

    /// The format of a stream, by its first character.
    fn guessed(&self) -> io::Result<Form> {
        let mut reader = self.reader()?;
        Ok(match first(&mut reader)? {
            Some(b'{' | b'[') | None => Form::Json,
            Some(b'-') => Form::Yaml,
            Some(_) => Form::Csv,
        })
    }
}

impl Form {
    fn of_name(path: &str) -> Option<Self> {
        let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        match ending.as_deref() {
            Some("jsonl" | "ndjson" | "json") => Some(Self::Json),
            Some("csv" | "tsv" | "tab") => Some(Self::Csv),
            Some("yaml" | "yml") => Some(Self::Yaml),
            _ => None,
        }
    }
}

/// Copies a stream into a file that can be read again.
fn spooled(from: &mut impl io::Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(from, &mut file)?;
    Ok(file)
}

/// The first byte in the buffer that isn't whitespace. Nothing is consumed, so that line numbers stay right.
fn first(reader: &mut BufReader<File>) -> io::Result<Option<u8>> {
    Ok(reader.fill_buf()?.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
}

fn json_lines(mut reader: impl io::BufRead) -> impl Iterator<Item = RawRow> {
    let (mut number, mut is_over) = (0_u64, false);
    std::iter::from_fn(move || {
        while !is_over {
            number += 1;
            let mut bytes = Vec::new();
            match line(&mut reader, &mut bytes) {
                Ok(None) => is_over = true,
                Ok(Some(())) if bytes.trim_ascii().is_empty() => {}
                Ok(Some(())) => {
                    return Some((Position::from(number), text(bytes).and_then(|text| strict::json(&text))));
                }
                Err(error) => {
                    is_over = true;
                    return Some((Position::from(number), Err(error.to_string())));
                }
            }
        }
        None
    })
}

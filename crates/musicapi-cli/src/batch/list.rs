//! Rows as one list in YAML or JSON, read as a whole.

use std::fs::File;
use std::io::{BufReader, Read as _};

use serde_json::Value;

use crate::batch::lines::{Position, RawRow, text};
use crate::batch::strict;

/// The rows of a list. Those of JSON have a column too, since one line may hold many.
pub(crate) fn rows(mut reader: BufReader<File>, is_json: bool) -> Box<dyn Iterator<Item = RawRow> + Send> {
    let mut bytes = Vec::new();
    let read = match reader.read_to_end(&mut bytes) {
        Ok(_) => text(bytes),
        Err(error) => Err(format!("it can't be read: {error}")),
    };
    let read = read.map_err(|fault| (Position::from(1), fault));
    let checked = read.and_then(|text| if is_json { strict::list(&text).map(|()| text) } else { Ok(text) });
    match checked.and_then(|text| parsed(&text)) {
        Ok(rows) => Box::new(rows.into_iter().map(move |row| {
            let (line, column) = (row.referenced.line(), row.referenced.column());
            (Position { line, column: is_json.then_some(column) }, Ok(row.value))
        })),
        Err((position, fault)) => Box::new(std::iter::once((position, Err(fault)))),
    }
}

fn parsed(text: &str) -> Result<Vec<serde_saphyr::Spanned<Value>>, (Position, String)> {
    serde_saphyr::from_str(text).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line());
        let fault = match error.without_snippet() {
            serde_saphyr::Error::MultipleDocuments { .. } => {
                "a second document begins: take out the line `---` before it, so that all rows are one list".to_owned()
            }
            // Drop the library's advice to its callers.
            error => match error.to_string().strip_prefix("duplicate mapping key: ") {
                Some(rest) => format!("the key `{}` is given twice", rest.split(',').next().unwrap_or(rest)),
                None if error.to_string().starts_with("expected sequence start") => {
                    "each row must begin with `- `".to_owned()
                }
                None => format!("it isn't a list of rows in YAML: {}", without_position(&error.to_string())),
            },
        };
        (Position::from(line), fault)
    })
}

/// A message without its position, which the caller prints.
fn without_position(message: &str) -> &str {
    message.rsplit_once(" at line ").map_or(message, |(message, _)| message)
}

//! Rows as one list, in YAML or JSON: it is read as a whole.

use std::fs::File;
use std::io::{BufReader, Read as _};

use serde_json::Value;

use crate::batch::lines::{Raw, text};

pub(crate) fn rows(mut reader: BufReader<File>) -> Box<dyn Iterator<Item = Raw> + Send> {
    let mut bytes = Vec::new();
    let read = match reader.read_to_end(&mut bytes) {
        Ok(_) => text(bytes),
        Err(error) => Err(format!("it can't be read: {error}")),
    };
    match read.map_or_else(|fault| Err((1, fault)), |text| parsed(&text)) {
        Ok(rows) => Box::new(rows.into_iter().map(|row| (row.referenced.line(), Ok(row.value)))),
        Err((line, fault)) => Box::new(std::iter::once((line, Err(fault)))),
    }
}

fn parsed(text: &str) -> Result<Vec<serde_saphyr::Spanned<Value>>, (u64, String)> {
    serde_saphyr::from_str(text).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line());
        let fault = match error.without_snippet() {
            serde_saphyr::Error::MultipleDocuments { .. } => {
                "a second document begins: take out the line `---` before it, so that all rows are one list".to_owned()
            }
            error => format!("it isn't a list of rows in YAML: {error}"),
        };
        (line, fault)
    })
}

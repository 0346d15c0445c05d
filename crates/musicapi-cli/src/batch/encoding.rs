//! Files of rows as programs write them: in UTF-8, in UTF-16 as PowerShell and Excel do, and tables in Windows-1252.
//!
//! What isn't UTF-8 is copied once into a file without a name that is, so that all else reads UTF-8.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, Write as _};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::output::table::line;

/// A file in UTF-8, and what is to be known of how it was read.
pub(crate) struct Text {
    pub(crate) file: File,
    /// How a guess reads, with its line.
    pub(crate) doubt: Option<(u64, String)>,
}

/// Reads a file as text. A table may be in Windows-1252, which nothing but its bytes says.
pub(crate) fn utf8(mut file: File, is_table: bool) -> io::Result<Text> {
    let mut start = [0; 4];
    let count = beginning(&mut file, &mut start)?;
    let encoding = match &start[..count] {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        [first, 0, ..] if *first != 0 => Some(UTF_16LE),
        [0, second, ..] if *second != 0 => Some(UTF_16BE),
        b"PK\x03\x04" => return Err(io::Error::other("it is a workbook; export it as CSV")),
        _ => None,
    };
    if let Some(encoding) = encoding {
        return Ok(Text { file: transcoded(&mut file, encoding)?, doubt: None });
    }
    let Some(number) = first_wrong(&mut file)?.filter(|_| is_table) else { return Ok(Text { file, doubt: None }) };
    let file = transcoded(&mut file, WINDOWS_1252)?;
    let doubt = format!("it isn't UTF-8, and is read as Windows-1252: {:?}", nth(&file, number)?);
    Ok(Text { file, doubt: Some((number, doubt)) })
}

/// The first bytes, as many as there are.
fn beginning(file: &mut File, start: &mut [u8; 4]) -> io::Result<usize> {
    file.rewind()?;
    let count = file.take(4).read(start)?;
    Ok(count)
}

/// The line in which the first bytes are that aren't UTF-8.
fn first_wrong(file: &mut File) -> io::Result<Option<u64>> {
    file.rewind()?;
    let (mut bytes, mut held, mut lines) = (vec![0; 64 * 1024], 0, 1);
    loop {
        let count = file.read(&mut bytes[held..])?;
        let all = held + count;
        let (whole, is_wrong) = match std::str::from_utf8(&bytes[..all]) {
            Ok(_) => (all, false),
            // A letter may be cut at the end of what was read.
            Err(error) => (error.valid_up_to(), error.error_len().is_some() || count == 0),
        };
        lines += bytes[..whole].iter().filter(|byte| **byte == b'\n').count() as u64;
        if is_wrong {
            return Ok(Some(lines));
        }
        if count == 0 {
            return Ok(None);
        }
        bytes.copy_within(whole..all, 0);
        held = all - whole;
    }
}

fn transcoded(file: &mut File, encoding: &'static Encoding) -> io::Result<File> {
    file.rewind()?;
    let (mut decoder, mut into) = (encoding.new_decoder_with_bom_removal(), tempfile::tempfile()?);
    let (mut bytes, mut text) = (vec![0; 32 * 1024], vec![0; 128 * 1024]);
    loop {
        let count = file.read(&mut bytes)?;
        // Four times as much room is enough for all of it.
        let (_, _, written, _) = decoder.decode_to_utf8(&bytes[..count], &mut text, count == 0);
        into.write_all(&text[..written])?;
        if count == 0 {
            return Ok(into);
        }
    }
}

/// A line of a file, short enough to be told.
fn nth(file: &File, number: u64) -> io::Result<String> {
    let mut file = file.try_clone()?;
    file.rewind()?;
    let line_of = BufReader::new(file).lines().nth(usize::try_from(number - 1).unwrap_or_default());
    Ok(line(&line_of.transpose()?.unwrap_or_default(), 60))
}

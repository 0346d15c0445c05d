//! Converts a file of rows to UTF-8: from UTF-16, which PowerShell and Excel write, or from the encoding named by a flag.
//!
//! A file in another encoding is copied once into an anonymous temporary file, so that all other modules read UTF-8. No other encoding is
//! guessed: the same bytes are valid text in many, and the user would pay for songs with garbled words.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A file in UTF-8, and the first line that isn't valid text with the reason, if there is one.
type Read = (File, Option<(u64, String)>);

/// Converts a file to UTF-8 and validates it.
pub(crate) fn utf8(mut file: File, named: Option<&'static Encoding>) -> io::Result<Read> {
    let mut start = [0; 4];
    file.rewind()?;
    let count = (&file).take(4).read(&mut start)?;
    let encoding = match (&start[..count], named) {
        (b"PK\x03\x04", _) => return Err(io::Error::other("it is a workbook; export it as CSV")),
        (_, Some(encoding)) => encoding,
        ([0xff, 0xfe, 0, 0] | [0, 0, 0xfe, 0xff], _) => {
            return Err(io::Error::other("it is UTF-32; save the file as UTF-8"));
        }
        ([0xff, 0xfe, ..], _) => UTF_16LE,
        ([0xfe, 0xff, ..], _) => UTF_16BE,
        ([first, 0, ..], _) if *first != 0 => UTF_16LE,
        ([0, second, ..], _) if *second != 0 => UTF_16BE,
        _ => UTF_8,
    };
    if encoding != UTF_8 {
        let (text, wrong) = transcoded(&mut file, encoding)?;
        if let Some(line) = wrong {
            return Ok((text, Some((line, format!("it isn't {}; save the file as UTF-8", encoding.name())))));
        }
        file = text;
    }
    let fault = fault(&mut file)?;
    Ok((file, fault))
}

/// The first line that isn't valid UTF-8, and why.
fn fault(file: &mut File) -> io::Result<Option<(u64, String)>> {
    file.rewind()?;
    let (mut bytes, mut held, mut lines) = (vec![0; 64 * 1024], 0, 1);
    loop {
        let count = file.read(&mut bytes[held..])?;
        let all = held + count;
        let (whole, is_wrong) = match std::str::from_utf8(&bytes[..all]) {
            Ok(_) => (all, false),
            // The buffer may end within a character.
            Err(error) => (error.valid_up_to(), error.error_len().is_some() || count == 0),
        };
        let nul = bytes[..whole].iter().position(|byte| *byte == 0);
        lines += newlines(&bytes[..nul.unwrap_or(whole)]);
        if nul.is_some() {
            return Ok(Some((lines, "there is a NUL in it, which no text has".to_owned())));
        }
        if is_wrong {
            let step = "save the file as UTF-8, or name its encoding with --encoding, such as windows-1252";
            return Ok(Some((lines, format!("it isn't UTF-8; {step}"))));
        }
        if count == 0 {
            return Ok(None);
        }
        bytes.copy_within(whole..all, 0);
        held = all - whole;
    }
}

/// Copies a file as UTF-8, up to the first line that isn't valid in its encoding.
fn transcoded(file: &mut File, encoding: &'static Encoding) -> io::Result<(File, Option<u64>)> {
    file.rewind()?;
    let (mut decoder, mut into) = (encoding.new_decoder_with_bom_removal(), tempfile::tempfile()?);
    let (mut bytes, mut text, mut lines) = (vec![0; 32 * 1024], vec![0; 32 * 1024], 1);
    loop {
        let count = file.read(&mut bytes)?;
        let mut rest = &bytes[..count];
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, &mut text, count == 0);
            into.write_all(&text[..written])?;
            (rest, lines) = (&rest[read..], lines + newlines(&text[..written]));
            match result {
                DecoderResult::InputEmpty if count == 0 => return Ok((into, None)),
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Ok((into, Some(lines))),
            }
        }
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

//! What follows an answer: downloads the files that it names, and suggests the next command by the links of the document.

use musicapi::facts::{self, Operation, Shape, ShapeKind};
use musicapi_jobs::SavedFile;
use serde_json::{Value, json};

use crate::calls::download::Downloader;
use crate::calls::request::Request;
use crate::cli::generated_commands::has_files;
use crate::cli::names;
use crate::context::files::Files;
use crate::context::interrupt;
use crate::context::session::Session;
use crate::output::failure::Failure;
use crate::output::invocation::{command_prefix, quoted};
use crate::output::progress::Screen;
use crate::output::report::Report;
use crate::output::streams::eprint_line;

/// Collects the addresses of files in an answer.
fn addresses<'a>(answer: &'a Value, shape: &Shape, found: &mut Vec<&'a str>) {
    match answer {
        Value::String(address) if shape.kind == ShapeKind::Address && !address.is_empty() => found.push(address),
        Value::Array(items) => {
            items.iter().for_each(|item| shape.items.into_iter().for_each(|shape| addresses(item, shape, found)));
        }
        Value::Object(_) => {
            shape.fields.iter().for_each(|(name, shape)| addresses(&answer[*name], shape, found));
        }
        _ => {}
    }
}

/// Suggests the next command, and downloads the files if there is a folder for them.
pub(crate) async fn follow_up(
    session: &Session,
    request: &Request,
    files: Option<&Files>,
    report: Report,
) -> Result<Report, Failure> {
    // Nothing of the embedded mock can be continued.
    let line = next_command(request.operation, report.answer()).filter(|_| !session.is_mock());
    let report = match line {
        Some(line) => {
            eprint_line(&format!("go on with:\n  {line}"));
            report.and("", json!({"next": line}))
        }
        None => report,
    };
    let Some(files) = files.filter(|_| has_files(request.operation)) else { return Ok(report) };
    let mut found = Vec::new();
    addresses(report.answer(), facts::answer(request.operation.id), &mut found);
    if found.is_empty() {
        eprint_line("the answer tells of no file, so that none is fetched");
        return Ok(report.with_code(8));
    }
    interrupt::listen();
    let (downloader, mut text, mut entries, mut lost) =
        (Downloader::new(&Screen::new()), String::new(), Vec::new(), None);
    for address in &found {
        let fetched = tokio::select! {
            biased;
            () = interrupt::first() => return Err(Failure::stopped().of_files(&found)),
            fetched = downloader.fetch_address(&session.client, address, request.body.as_ref(), files) => fetched,
        };
        match fetched {
            Ok(SavedFile { path, bytes, sha256 }) => {
                text.push_str(&format!("{}\n", path.display()));
                entries.push(json!({"url": address, "file": path, "bytes": bytes, "sha256": sha256}));
            }
            // One failed download must not stop the others.
            Err(error) => lost = Some(error),
        }
    }
    match lost {
        Some(error) => Err(Failure::from(error).of_files(&found)),
        None => Ok(report.and("", json!({"files": entries})).with_text(text)),
    }
}

/// The command that continues with a value of an answer.
fn next_command(operation: &Operation, answer: &Value) -> Option<String> {
    let next = operation.next?;
    let value = answer.pointer(next.value)?.as_str()?;
    // The user pastes this into a shell: the value must be what it looks like, and not a flag such as `--base-url`.
    if value.is_empty() || value.starts_with('-') || musicapi::display::line(value) != value {
        return None;
    }
    let target = facts::operation(next.operation)?;
    let calls = names::commands(target.family);
    let call = calls.iter().find(|call| call.operation == target && call.form.is_none())?;
    let is_flag = target.parameters.iter().any(|known| known.name == next.parameter && !known.required);
    let flag = if is_flag { format!("--{} ", names::flag(next.parameter)) } else { String::new() };
    Some(format!("{} {} {} {flag}{}", command_prefix(), target.family, call.name, quoted(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_cannot_put_a_flag_or_invisible_text_into_the_next_command() {
        let mut suggested = 0;
        for operation in facts::OPERATIONS {
            let Some(value) = operation.next.map(|next| next.value.trim_start_matches('/').to_owned()) else {
                continue;
            };
            let line = |text: &str| {
                let parts: Vec<&str> = value.rsplit('/').collect();
                next_command(operation, &parts.iter().fold(json!(text), |inner, name| json!({*name: inner})))
            };
            suggested += u32::from(line("26c9").is_some());
            for wrong in ["", "-x", "--base-url=http://evil.example", "a\nb", "a\u{202e}b", "a\u{1b}[2Jb"] {
                assert_eq!(line(wrong), None, "{} {wrong:?}", operation.id);
            }
        }
        assert!(suggested > 0);
    }

    #[test]
    fn addresses_are_found_in_the_documented_fields() {
        let of = |operation: &Operation, answer: Value| {
            let mut found = Vec::new();
            addresses(&answer, facts::answer(operation.id), &mut found);
            found.into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let files =
            json!({"data": {"files": [{"format": "mp3", "url": "a"}, {"url": null}, {"url": ""}, {"url": "b"}]}});
        assert_eq!(of(&facts::DOWNLOAD_SONIC_CLIP, files), ["a", "b"]);
        assert_eq!(of(&facts::GET_SONIC_MIDI, json!({"type": "not_ready", "error": "x"})), [""; 0]);
        assert_eq!(
            of(&facts::GET_SUNO_SONG, json!({"audio_url": "a", "song_title": "x", "cover_image": "c"})),
            ["a", "c"]
        );
    }
}

//! Turns verdicts into a patch of the document.
//!
//! A new text replaces the documented one. For anything else the patch adds a comment at the place, since the author must decide what
//! another status or a missing field means.

use serde_json::json;
use similar::TextDiff;

use super::judge::{Exchange, Verdict};
use super::questions::words;
use crate::document::Document;

/// Writes the patch; empty if there is nothing to change.
pub(super) fn patch(file: &str, text: &str, document: &Document, found: &[Exchange]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut comments: Vec<(usize, String)> = Vec::new();
    for found in found.iter().filter(|found| found.verdict.is_finding()) {
        let place = &found.call.place;
        // Lines are counted from one.
        let at = document.line(place) - 1;
        if let Verdict::NewText { documented, actual } = &found.verdict
            && words(document, place) == Some(documented)
            && let Some(line) = lines[at..].iter_mut().take(3).find(|line| is_on(line, documented))
        {
            *line = replaced(line, documented, actual);
            continue;
        }
        let what = match &found.verdict {
            Verdict::Refuted(why) => why.clone(),
            Verdict::NewText { actual, .. } => format!("it says {actual:?}"),
            Verdict::Confirmed | Verdict::Silent => continue,
        };
        let indent = lines[at].len() - lines[at].trim_start().len();
        let comment = format!("{}# probe, {}: {}", " ".repeat(indent), found.call.name, what.replace('\n', " "));
        if !comments.contains(&(at, comment.clone())) {
            comments.push((at, comment));
        }
    }
    comments.sort_by(|one, other| other.cmp(one));
    for (at, comment) in comments {
        lines.insert(at, comment);
    }
    let new = lines.join("\n") + "\n";
    if new == text {
        return String::new();
    }
    let diff = TextDiff::from_lines(text, &new);
    diff.unified_diff().context_radius(2).header(&format!("a/{file}"), &format!("b/{file}")).to_string()
}

/// Whether a line contains a text, in any of YAML's quoting styles.
fn is_on(line: &str, words: &str) -> bool {
    written(words).iter().any(|written| line.contains(written.as_str()))
}

fn replaced(line: &str, old: &str, new: &str) -> String {
    let written = written(old).into_iter().find(|written| line.contains(written.as_str()));
    written.map_or_else(|| line.to_owned(), |old| line.replacen(&old, &json!(new).to_string(), 1))
}

/// A text in double quotes, in single quotes, and plain.
fn written(words: &str) -> [String; 3] {
    [json!(words).to_string(), format!("'{}'", words.replace('\'', "''")), words.to_owned()]
}

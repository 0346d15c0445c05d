//! `cargo xtask probe`: sends calls to the real service, and compares its answers with the document.
//!
//! The [`questions`] in openapi/questions.yaml are calls that must be refused, or are free. [`ask`] sends them one by one through an
//! [`ask::Transport`], which is [`http`] outside of tests, at least four seconds apart, and reads the balance before and after each
//! block. It stops at once if a call was accepted, its outcome is unknown or the balance changed, so that at most one create can cost.
//! [`judge`] compares each answer with the document, and [`patch`] proposes changes to the document. A [`record`] of all calls and answers
//! is written after each answer. The key is masked in an answer before anything else sees it.

mod answer;
mod ask;
mod http;
mod judge;
mod patch;
mod questions;
mod record;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::document::Document;
use ask::{Findings, ProbeContext};
use judge::{Exchange, Verdict};
use questions::Plan;
use record::RecordFile;

/// The file of questions.
const QUESTIONS: &str = "openapi/questions.yaml";

/// The default folder of records.
const RECORDS: &str = "target/probe";

/// The options of the command line.
pub struct Options {
    /// The address of the service, instead of the document's.
    pub address: Option<String>,
    /// The blocks to ask, instead of all.
    pub only: Vec<String>,
    /// Whether to send the calls.
    pub yes: bool,
    /// The folder of the record, instead of [`RECORDS`].
    pub out: Option<PathBuf>,
}

/// Prints the plan, and with `yes` carries it out. Returns whether the service behaves as documented.
pub fn run(root: &Path, path: &Path, document: &Document, options: &Options) -> Result<bool> {
    let text = std::fs::read_to_string(root.join(QUESTIONS)).with_context(|| format!("can't read {QUESTIONS}"))?;
    let plan = Plan::read(&text, document)?.select(&options.only)?;
    let server = document.value["servers"][0]["url"].as_str().context("the document names no server")?;
    let address = options.address.as_deref().unwrap_or(server);
    let key = key(std::env::var("MUSICAPI_KEY").ok());
    let shown = key.as_ref().map_or_else(|| address.to_owned(), |key| answer::masked(address, key));
    print!("{}", plan.describe(&shown, document));
    if !options.yes {
        println!("nothing was sent; --yes sends it");
        return Ok(true);
    }
    let is_here = http::is_this_machine(address);
    ensure!(is_here || std::env::var_os("CI").is_none(), "CI asks no service but one on this machine");
    let key = key.context("there is no key in MUSICAPI_KEY")?;
    let mut line = http::Http::new(address, &key)?;
    let record = RecordFile::create(&options.out.clone().unwrap_or_else(|| root.join(RECORDS)), &shown, is_here)?;
    let mut keep = |findings: &Findings| record.write(findings).map_err(|error| format!("{error:#}"));
    let with = ProbeContext { line: &mut line, time: &mut http::SystemClock::new(), key: &key, keep: &mut keep };
    let findings = ask::ask(document, &plan, with);
    let answers = &record.path;
    print!("{}", report(&findings));
    let file = path.strip_prefix(root).unwrap_or(path).display().to_string();
    let written = std::fs::read_to_string(path).with_context(|| format!("can't read {file}"))?;
    let changes = patch::patch(&file, &written, document, &findings.found);
    if !changes.is_empty() {
        let patch = answers.with_extension("patch");
        std::fs::write(&patch, &changes).with_context(|| format!("can't write {}", patch.display()))?;
        println!("\nwhat follows for the document ({}):\n{changes}", patch.display());
    }
    println!("the answers are in {}", answers.display());
    if let Some(why) = findings.ended {
        bail!("the probe ended early: {why}");
    }
    Ok(!findings.found.iter().any(|found| found.verdict.is_finding()))
}

/// Trims a key; none if nothing is left.
fn key(found: Option<String>) -> Option<String> {
    found.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty())
}

/// Formats the report by verdict.
fn report(findings: &Findings) -> String {
    let mut text = String::new();
    type Kind = fn(&Verdict) -> bool;
    let kinds: [(&str, Kind); 4] = [
        ("refuted", |verdict| matches!(verdict, Verdict::Refuted(_))),
        ("said in other words", |verdict| matches!(verdict, Verdict::NewText { .. })),
        ("not settled, since the guard is all that is known to be named", |verdict| matches!(verdict, Verdict::Silent)),
        ("confirmed", |verdict| matches!(verdict, Verdict::Confirmed)),
    ];
    for (head, is_of) in kinds {
        let of: Vec<&Exchange> = findings.found.iter().filter(|found| is_of(&found.verdict)).collect();
        text += &format!("\n{head}: {}\n", of.len());
        text.extend(of.iter().map(|found| format!("  {found}\n")));
    }
    text
}

//! `cargo xtask probe`: asks the service what only it can tell, and says what of the document it confirms.
//!
//! The [`questions`] are a table, openapi/questions.yaml, of calls that must be refused or are free. [`ask`] sends them one by one through
//! a [`Line`], which is [`http`] outside of tests: never two within four seconds, each block between two readings of the
//! balance. It ends at once if a call was accepted, its outcome isn't known or the balance differs, so that one create at most can cost.
//! [`judge`] holds each answer against the document, and [`patch`] writes what follows for the document. What was sent and answered is kept
//! as a [`record`] from the first answer on. The key is masked in an answer before anything else sees it.

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
use ask::{Findings, With};
use judge::{Found, Verdict};
use questions::Plan;
use record::Kept;

/// The questions.
const QUESTIONS: &str = "openapi/questions.yaml";

/// Where answers are kept.
const RECORDS: &str = "target/probe";

/// What is asked for on the command line.
pub struct Wish {
    /// The address of the service, instead of the document's.
    pub address: Option<String>,
    /// The blocks to ask, instead of all.
    pub only: Vec<String>,
    /// That it may be sent.
    pub yes: bool,
    /// Where the record is written, instead of [`RECORDS`].
    pub out: Option<PathBuf>,
}

/// Says what would be sent, and sends it if that was agreed to. Tells whether everything is as the document says.
pub fn run(root: &Path, path: &Path, document: &Document, wish: &Wish) -> Result<bool> {
    let text = std::fs::read_to_string(root.join(QUESTIONS)).with_context(|| format!("can't read {QUESTIONS}"))?;
    let plan = Plan::read(&text, document)?.only(&wish.only)?;
    let server = document.value["servers"][0]["url"].as_str().context("the document names no server")?;
    let address = wish.address.as_deref().unwrap_or(server);
    let key = key(std::env::var("MUSICAPI_KEY").ok());
    let shown = key.as_ref().map_or_else(|| address.to_owned(), |key| answer::masked(address, key));
    print!("{}", plan.told(&shown, document));
    if !wish.yes {
        println!("nothing was sent; --yes sends it");
        return Ok(true);
    }
    let is_here = http::is_this_machine(address);
    ensure!(is_here || std::env::var_os("CI").is_none(), "CI asks no service but one on this machine");
    let key = key.context("there is no key in MUSICAPI_KEY")?;
    let mut line = http::Http::new(address, &key)?;
    let record = Kept::create(&wish.out.clone().unwrap_or_else(|| root.join(RECORDS)), &shown, is_here)?;
    let mut keep = |findings: &Findings| record.write(findings).map_err(|error| format!("{error:#}"));
    let with = With { line: &mut line, time: &mut http::Machine::new(), key: &key, keep: &mut keep };
    let findings = ask::ask(document, &plan, with);
    let answers = &record.path;
    print!("{}", told(&findings));
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

/// A key without the spaces around it, if anything is left.
fn key(found: Option<String>) -> Option<String> {
    found.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty())
}

/// The report: what is confirmed, refuted and said in other words.
fn told(findings: &Findings) -> String {
    let mut text = String::new();
    type Kind = fn(&Verdict) -> bool;
    let kinds: [(&str, Kind); 4] = [
        ("refuted", |verdict| matches!(verdict, Verdict::Refuted(_))),
        ("said in other words", |verdict| matches!(verdict, Verdict::NewText { .. })),
        ("not settled, since the guard is all that is known to be named", |verdict| matches!(verdict, Verdict::Silent)),
        ("confirmed", |verdict| matches!(verdict, Verdict::Confirmed)),
    ];
    for (head, is_of) in kinds {
        let of: Vec<&Found> = findings.found.iter().filter(|found| is_of(&found.verdict)).collect();
        text += &format!("\n{head}: {}\n", of.len());
        text.extend(of.iter().map(|found| format!("  {found}\n")));
    }
    text
}

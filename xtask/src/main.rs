//! `cargo xtask`: checks the OpenAPI document, generates everything that follows from it, and compares versions of it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

#[cfg(test)]
mod arbitrary;
mod codegen;
mod coverage;
mod diff;
mod docs;
mod document;
mod drift;
mod lint;
mod probe;
mod wording;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};

use crate::document::Document;
use crate::wording::counted;

/// Works on the OpenAPI document and what is made from it.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    /// The document, instead of openapi/musicapi.yaml.
    #[arg(long, global = true, value_name = "FILE")]
    document: Option<PathBuf>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Makes the client code, the facts table and the mock's digest.
    Codegen {
        /// Changes nothing; fails if something is stale.
        #[arg(long)]
        check: bool,
        /// Shows what is or would be changed.
        #[arg(short, long)]
        verbose: bool,
    },
    /// Makes the tables in docs/: operations, errors, models, sources.
    Docs {
        /// Changes nothing; fails if something is stale.
        #[arg(long)]
        check: bool,
        /// Shows what is or would be changed.
        #[arg(short, long)]
        verbose: bool,
    },
    /// Makes docs/api/: the public items of each crate, with the rustdoc of this toolchain.
    Api {
        /// Changes nothing; fails if something is stale.
        #[arg(long)]
        check: bool,
        /// Shows what is or would be changed.
        #[arg(short, long)]
        verbose: bool,
    },
    /// Says what is wrong with the document: place, fault and mend.
    Lint,
    /// Makes docs/changes/: what changed since the last release, by operation and component.
    Changes {
        /// Changes nothing; fails if something is stale.
        #[arg(long)]
        check: bool,
        /// Makes the changes those of a version, and the document as it stands the released one.
        #[arg(long, value_name = "VERSION", conflicts_with = "check")]
        release: Option<String>,
    },
    /// Tells what changed between two versions of the document, from the view of a client. Exit code 0: nothing or words only,
    /// 2: additions and what can't be classed, 3: what breaks.
    Diff {
        /// The old version: a file or a git revision.
        old: String,
        /// The new version; without it the document as it stands.
        new: Option<String>,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Tells what another OpenAPI document says of the service that this one doesn't, in the words of `diff`; by default the vendor's own
    /// description, out of its source package, which is unpacked and never run. Fails if a difference isn't explained in
    /// openapi/drift.yaml.
    Drift {
        /// The other document, instead of the vendor's.
        file: Option<PathBuf>,
    },
    /// Asks the service what only it can tell, by the table openapi/questions.yaml, and tells what of the document is confirmed, refuted or
    /// said in other words, with the change to the document as a patch. Without --yes it only says what it would send.
    Probe {
        /// The address of the service, instead of the document's.
        #[arg(long, value_name = "URL")]
        address: Option<String>,
        /// Asks these blocks alone, such as P3,P4.
        #[arg(long, value_name = "BLOCKS", value_delimiter = ',')]
        only: Vec<String>,
        /// Sends it, with the key in MUSICAPI_KEY.
        #[arg(long)]
        yes: bool,
        /// Writes what was asked and answered into this folder, instead of target/probe.
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// Runs the contract tests, and tells which examples of the document they exercised in document, client and mock. Fails
    /// unless it was every one.
    Coverage {
        /// Runs nothing, and reads what a run of the tests has written to this file, which CONTRACT_COVERAGE named to it.
        #[arg(long, value_name = "FILE")]
        record: Option<PathBuf>,
    },
    /// Tries what needs outside tools, and installs them: independent validators and decoders, schemathesis, the vendor's
    /// client. With SOAK=1 in the environment schemathesis tries far more.
    Conformance,
    /// Makes what users are handed, into target/dist: the programs as an archive, the wheel and the npm packages of the mock.
    Dist,
    /// Makes a whole release: packages, archives, and the lines of README.md tried in empty folders. With --dry-run nothing is published.
    Release {
        /// Ends before anything is published.
        #[arg(long)]
        dry_run: bool,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no workspace around it")?;
    let path = arguments.document.unwrap_or_else(|| root.join("openapi/musicapi.yaml"));
    match arguments.task {
        Task::Codegen { check, verbose } => {
            let document = Document::load(&path)?;
            let files = generate_or_fail(&document, &path)?;
            let files: Vec<_> = files.into_iter().filter(|(name, _)| !name.starts_with("docs/")).collect();
            codegen::output::write(root, "cargo xtask codegen", &files, check, verbose)?;
        }
        Task::Docs { check, verbose } => {
            let document = Document::load(&path)?;
            fail_on_errors(&document, &path, lint::errors(&document))?;
            codegen::output::write(root, "cargo xtask docs", &docs::pages::pages(&document)?, check, verbose)?;
        }
        Task::Api { check, verbose } => {
            codegen::output::write(root, "cargo xtask api", &docs::public_api::pages(root)?, check, verbose)?
        }
        Task::Lint => {
            generate_or_fail(&Document::load(&path)?, &path)?;
            println!("nothing is wrong with {}", path.display());
        }
        Task::Changes { check, release } => {
            let document = Document::load(&path)?;
            fail_on_errors(&document, &path, lint::errors(&document))?;
            match release {
                Some(version) => diff::unreleased::release(root, &path, &document, &version)?,
                None => diff::unreleased::write(root, &document, check)?,
            }
        }
        Task::Diff { old, new, json } => {
            let old = diff::version(root, &path, &old)?;
            let new = new.map_or_else(|| Document::load(&path), |new| diff::version(root, &path, &new))?;
            let (text, code) = diff::report(&diff::diff(&old.value, &new.value), json);
            print!("{text}");
            return Ok(ExitCode::from(code));
        }
        Task::Drift { file } => {
            let (text, is_explained) = drift::run(root, &Document::load(&path)?, file)?;
            print!("{text}");
            ensure!(is_explained, "say why in openapi/drift.yaml, or mend the document");
        }
        Task::Probe { address, only, yes, out } => {
            let options = probe::Options { address, only, yes, out };
            ensure!(
                probe::run(root, &path, &Document::load(&path)?, &options)?,
                "the document is not as the service is"
            );
        }
        Task::Coverage { record } => {
            let document = Document::load(&path)?;
            let record = record.map_or_else(|| coverage::run(root), Ok)?;
            print!("{}", coverage::report(&document, &record)?);
        }
        Task::Conformance => script(root, "xtask/conformance.sh", None)?,
        Task::Dist => script(root, "xtask/dist.sh", None)?,
        Task::Release { dry_run } => script(root, "xtask/release.sh", dry_run.then_some("--dry-run"))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Generates every file, or prints the errors of the document and fails.
fn generate_or_fail(document: &Document, path: &Path) -> Result<codegen::Files> {
    match lint::generate(document) {
        Ok(files) => Ok(files),
        Err(errors) => fail_on_errors(document, path, errors).map(|()| codegen::Files::new()),
    }
}

/// Prints the errors of a document, and fails if there are any.
fn fail_on_errors(document: &Document, path: &Path, errors: Vec<lint::LintError>) -> Result<()> {
    for error in &errors {
        eprintln!("{}:{}: {error}", path.display(), document.line(&error.pointer));
    }
    ensure!(errors.is_empty(), "{} found in {}", counted(errors.len(), "fault"), path.display());
    Ok(())
}

/// Runs a script from the root of the repository.
fn script(root: &Path, name: &str, argument: Option<&str>) -> Result<()> {
    let status = std::process::Command::new("bash").arg(name).args(argument).current_dir(root).status();
    let status = status.with_context(|| format!("can't run bash {name}"))?;
    ensure!(status.success(), "{name} failed: see above");
    Ok(())
}

#[cfg(test)]
mod tests;

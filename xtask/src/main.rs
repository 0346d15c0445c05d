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

/// Check the OpenAPI document, and generate what follows from it.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    /// OpenAPI document to read [default: openapi/musicapi.yaml].
    #[arg(long, global = true, value_name = "FILE")]
    document: Option<PathBuf>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generate the client code, the facts table and the mock's document.
    Codegen {
        /// Write nothing; fail if a file is stale.
        #[arg(long)]
        check: bool,
        /// Show the changes.
        #[arg(short, long)]
        verbose: bool,
    },
    /// Generate the tables in docs/: operations, errors, models, sources.
    Docs {
        /// Write nothing; fail if a file is stale.
        #[arg(long)]
        check: bool,
        /// Show the changes.
        #[arg(short, long)]
        verbose: bool,
    },
    /// Generate docs/api/, the public items of each crate, with the rustdoc of this toolchain.
    Api {
        /// Write nothing; fail if a file is stale.
        #[arg(long)]
        check: bool,
        /// Show the changes.
        #[arg(short, long)]
        verbose: bool,
    },
    /// List the faults of the document, each with its line and what to write instead.
    Lint,
    /// Generate docs/changes/: the changes since the last release, by operation and component.
    Changes {
        /// Write nothing; fail if a file is stale.
        #[arg(long)]
        check: bool,
        /// Write the changes to docs/changes/VERSION.md, and the document to openapi/released.yaml.
        #[arg(long, value_name = "VERSION", conflicts_with = "check")]
        release: Option<String>,
    },
    /// Compare two versions of the document from the view of a client. Exit code 0: no change, or only in descriptions; 2: additions, or
    /// changes that can't be classed; 3: breaking changes.
    Diff {
        /// Old version: a file or a git revision.
        old: String,
        /// New version: a file or a git revision [default: the document as it stands].
        new: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Compare the document with another description of the service, and fail if openapi/drift.yaml doesn't explain a difference.
    ///
    /// The default is the vendor's own description, from its source package, which is unpacked and never run.
    Drift {
        /// Description to compare with [default: the vendor's].
        file: Option<PathBuf>,
    },
    /// Check the document against the service with the questions of openapi/questions.yaml.
    ///
    /// The report lists what the service confirmed, refuted or worded differently, and the change to the document as a patch. Without
    /// --yes, the command only prints what it would send.
    Probe {
        /// Address of the service [default: the document's].
        #[arg(long, value_name = "URL")]
        address: Option<String>,
        /// Ask only the questions of these blocks, such as P3,P4.
        #[arg(long, value_name = "BLOCKS", value_delimiter = ',')]
        only: Vec<String>,
        /// Send the requests, with the key in MUSICAPI_KEY.
        #[arg(long)]
        yes: bool,
        /// Folder for the requests and answers [default: target/probe].
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// Run the contract tests, and fail if they left out an example of the document, in document, client or mock.
    Coverage {
        /// Run no tests; read the record that a run with CONTRACT_COVERAGE=FILE wrote.
        #[arg(long, value_name = "FILE")]
        record: Option<PathBuf>,
    },
    /// Install outside tools and run the checks that need them: validators, decoders, schemathesis, the vendor's client.
    ///
    /// SOAK=1 runs the long form of each check.
    Conformance,
    /// Build the release files in target/dist: an archive of the programs, the wheel and the npm packages of the mock.
    Dist,
    /// Make a whole release: packages and archives, and try the lines of README.md in empty folders.
    Release {
        /// Stop before anything is published.
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
            ensure!(
                is_explained,
                "some differences have no explanation; explain them in openapi/drift.yaml, or correct the document"
            );
        }
        Task::Probe { address, only, yes, out } => {
            let options = probe::Options { address, only, yes, out };
            ensure!(
                probe::run(root, &path, &Document::load(&path)?, &options)?,
                "the service refutes parts of the document; read the report above and apply its patch"
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
    let status = status.with_context(|| format!("could not run bash {name}"))?;
    ensure!(status.success(), "{name} failed; its output above says why");
    Ok(())
}

#[cfg(test)]
mod tests;

//! The program `openapi-mock FILE`, which serves an OpenAPI document.

#![allow(clippy::print_stderr, reason = "a program for the terminal")]

use std::process::ExitCode;

use clap::Parser as _;
use openapi_mock::program::{Options, run};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

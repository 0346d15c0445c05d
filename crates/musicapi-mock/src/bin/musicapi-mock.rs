//! The program `musicapi-mock`.

#![allow(clippy::print_stderr, reason = "a program for the terminal")]

use std::process::ExitCode;

use clap::Parser as _;
use musicapi_mock::program::{Arguments, run};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(3),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

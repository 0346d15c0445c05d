//! `musicapi`: music from a terminal.

mod arguments;
mod clip;
mod failure;
mod mock;
mod report;
mod run;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let json = arguments.json;
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failure::Failure::plain(format!("the runtime can't start: {error}")).tell(json),
    };
    match runtime.block_on(run::run(arguments)) {
        Ok(report) => report.tell(json),
        Err(failure) => failure.tell(json),
    }
}

//! `musicapi`: music from a terminal.

mod batch;
mod calls;
mod cli;
mod commands;
mod context;
mod output;

use std::io::Write as _;
use std::process::ExitCode;

use crate::cli::{booleans, command_line};
use crate::output::failure::Failure;

fn main() -> ExitCode {
    let matches = match command_line::command().try_get_matches_from(booleans::joined(std::env::args_os())) {
        Ok(matches) => matches,
        Err(error) => return misread(&error),
    };
    let json = matches.get_flag("json");
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::plain(format!("the runtime can't start: {error}")).tell(json),
    };
    let run = async {
        let told = async { Ok(commands::dispatch::run(&matches).await?.tell(json).await?) };
        tokio::select! {
            biased;
            told = told => told,
            // What is under way there has said more of it, if there is more to say.
            () = given_up() => Err(Failure::stopped()),
        }
    };
    context::interrupt::guard(runtime.handle());
    let done = runtime.block_on(run);
    // Work on a disk that hangs must not keep the program: whatever it was, nobody waits for it any more.
    runtime.shutdown_background();
    done.unwrap_or_else(|failure| failure.tell(json))
}

/// Ends once somebody wants the program to end at once, and whoever knows more of it has had the time to say so: signals are heard on
/// another thread, at any moment.
async fn given_up() {
    context::interrupt::twice().await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
}

/// Tells why the command line can't be read, or what it asks to be told of the command itself.
fn misread(error: &clap::Error) -> ExitCode {
    let text = error.render();
    if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") {
        let text = cli::help::release(&text.to_string());
        return Failure::usage(text.trim_start_matches("error: ").trim_end()).tell(true);
    }
    let of = |is_coloured| {
        let text = if is_coloured { text.ansi().to_string() } else { text.to_string() };
        // It repeats what was typed, an address with a password, say.
        output::shown::masked(&cli::help::release(&text))
    };
    // Nobody may be reading it any more.
    let _ = match error.use_stderr() {
        true => std::io::stderr().write_all(of(console::colors_enabled_stderr()).as_bytes()),
        false => std::io::stdout().write_all(of(console::colors_enabled()).as_bytes()),
    };
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
